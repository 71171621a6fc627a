//! given the types of the interface
//! └── it refuses, in everything that a message may carry, fields that the type does not have

use std::collections::{BTreeMap, BTreeSet};

use syn::visit::Visit;
use syn::{Attribute, Fields, Item};

use crate::files::{read, tracked};

const ROOTS: [&str; 5] = [
    "InstantiateMsg",
    "ExecuteMsg",
    "QueryMsg",
    "MigrateMsg",
    "Cw20Hook",
];

/// A type: the names in its fields, and whether it must and does refuse what it does not know.
struct Shape {
    place: String,
    mentions: BTreeSet<String>,
    has_fields: bool,
    refuses: bool,
}

#[derive(Default)]
struct Names(BTreeSet<String>);

impl<'a> Visit<'a> for Names {
    fn visit_ident(&mut self, ident: &'a syn::Ident) {
        self.0.insert(ident.to_string());
    }
}

/// All serialised types of interface and domain. Where two modules have a type of one name, both count.
fn shapes() -> BTreeMap<String, Vec<Shape>> {
    let mut shapes = BTreeMap::<String, Vec<Shape>>::new();
    for path in tracked(&["packages/interface/src", "packages/domain/src"]) {
        let Ok(file) = syn::parse_file(&read(&path)) else {
            continue;
        };
        for item in file.items {
            let (name, attributes, named, names) = match item {
                Item::Struct(found) => {
                    let mut names = Names::default();
                    names.visit_fields(&found.fields);
                    let named = matches!(found.fields, Fields::Named(_));
                    (found.ident.to_string(), found.attrs, named, names)
                }
                Item::Enum(found) => {
                    let mut names = Names::default();
                    found
                        .variants
                        .iter()
                        .for_each(|variant| names.visit_fields(&variant.fields));
                    let named = found
                        .variants
                        .iter()
                        .any(|v| matches!(v.fields, Fields::Named(_)));
                    (found.ident.to_string(), found.attrs, named, names)
                }
                _ => continue,
            };
            let shape = Shape {
                place: format!("{path}: {name}"),
                mentions: names.0,
                has_fields: named,
                refuses: attributes.iter().any(denies),
            };
            shapes.entry(name).or_default().push(shape);
        }
    }
    shapes
}

fn denies(attribute: &Attribute) -> bool {
    let syn::Meta::List(list) = &attribute.meta else {
        return false;
    };
    list.path.is_ident("serde") && list.tokens.to_string().contains("deny_unknown_fields")
}

#[test]
fn everything_a_message_may_carry_refuses_fields_that_it_does_not_know() {
    let shapes = shapes();
    let mut seen: BTreeSet<String> = ROOTS.map(str::to_owned).into();
    let mut open: Vec<String> = ROOTS.map(str::to_owned).into();
    let mut lax = vec![];
    while let Some(name) = open.pop() {
        for shape in shapes.get(&name).into_iter().flatten() {
            if shape.has_fields && !shape.refuses {
                lax.push(shape.place.clone());
            }
            open.extend(
                shape
                    .mentions
                    .iter()
                    .filter(|name| seen.insert((*name).clone()))
                    .cloned(),
            );
        }
    }
    assert_eq!(
        lax,
        Vec::<String>::new(),
        "add #[serde(deny_unknown_fields)]"
    );
    assert!(
        seen.contains("Tier") && seen.contains("OpenSpan"),
        "the walk reaches the leaves"
    );
}
