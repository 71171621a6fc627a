//! `schema/errors.json`: code, contract, variant, text with its fields, meaning.

use std::collections::BTreeMap;

use serde_json::{json, Value};
use syn::{Attribute, Expr, ExprLit, Item, Lit, LitStr, Variant};

use super::settle;
use crate::files;

/// Which errors stand where, and how their codes begin.
const DECLARED: [(&str, &str, &str); 5] = [
    ("COM", "community", "contracts/community/src/error.rs"),
    ("KIT", "(all)", "packages/kit/src/error.rs"),
    ("RWD", "reward-token", "contracts/reward-token/src/error.rs"),
    ("SLA", "sla-escrow", "contracts/sla-escrow/src/error.rs"),
    (
        "TKT",
        "ticket-registry",
        "contracts/ticket-registry/src/error.rs",
    ),
];

#[test]
fn the_errors_in_the_schema_are_those_of_the_code() {
    let mut by_code: BTreeMap<String, Value> = BTreeMap::new();
    for (prefix, contract, path) in DECLARED {
        for variant in variants(path) {
            let Some((code, error)) = describe(contract, &variant) else {
                continue;
            };
            assert!(is_code(&code, prefix), "{path}: {code} is not {prefix}-000");
            let earlier = by_code.insert(code.clone(), error);
            assert_eq!(earlier, None, "{path}: {code} is used twice");
        }
    }
    settle("errors.json", &by_code.into_values().collect());
}

fn variants(path: &str) -> Vec<Variant> {
    let file = syn::parse_file(&files::read(path)).unwrap();
    file.items
        .into_iter()
        .filter_map(|item| match item {
            Item::Enum(declared) => Some(declared.variants),
            _ => None,
        })
        .flatten()
        .filter(|variant| {
            variant
                .attrs
                .iter()
                .any(|attr| attr.path().is_ident("error"))
        })
        .collect()
}

/// Code and entry of a variant; `None` where it hands on another error, which has its own code.
fn describe(contract: &str, variant: &Variant) -> Option<(String, Value)> {
    let name = variant.ident.to_string();
    let (code, text) = message(variant)?;
    let meaning = doc(&variant.attrs);
    assert!(!text.is_empty() && !meaning.is_empty(), "{name}: empty");
    let entry = json!({
        "code": code, "contract": contract, "variant": name, "text": text, "meaning": meaning,
    });
    Some((code, entry))
}

/// Code and text of the attribute; its first word is the text, or `transparent`.
fn message(variant: &Variant) -> Option<(String, String)> {
    let attr = variant
        .attrs
        .iter()
        .find(|attr| attr.path().is_ident("error"))?;
    let words = &attr.meta.require_list().unwrap().tokens;
    let first = words.clone().into_iter().next()?.to_string();
    if first == "transparent" {
        return None;
    }
    let text = syn::parse_str::<LitStr>(&first).unwrap().value();
    let (code, rest) = text
        .split_once(' ')
        .unwrap_or_else(|| panic!("{}: a code and a text", variant.ident));
    Some((code.to_owned(), rest.to_owned()))
}

fn is_code(code: &str, prefix: &str) -> bool {
    let number = code
        .strip_prefix(prefix)
        .and_then(|rest| rest.strip_prefix('-'));
    number.is_some_and(|digits| digits.len() == 3 && digits.chars().all(|c| c.is_ascii_digit()))
}

/// The doc comment, its lines joined.
fn doc(attrs: &[Attribute]) -> String {
    let lines: Vec<_> = attrs
        .iter()
        .filter(|attr| attr.path().is_ident("doc"))
        .filter_map(|attr| match &attr.meta.require_name_value().ok()?.value {
            Expr::Lit(ExprLit {
                lit: Lit::Str(line),
                ..
            }) => Some(line.value().trim().to_owned()),
            _ => None,
        })
        .collect();
    lines.join(" ")
}
