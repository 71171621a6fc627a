//! given the storage keys of each contract, those of the kit and the raw keys included
//! ├── it declares each namespace once
//! └── it declares none that begins with a raw key, or a raw key with it

use aftercare_interface::raw::RAW_KEYS;

use crate::files::{shipped, CONTRACTS};

/// How the declarations of `aftercare_kit::store` read.
const DECLARATIONS: [&str; 2] = ["Item::new(", "Map::new("];

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Namespace {
    /// As it is stored.
    bytes: Vec<u8>,
    name: String,
}

fn namespaces(contract: &str) -> Vec<Namespace> {
    let own = format!("contracts/{contract}/src");
    let mut found: Vec<_> = shipped(&[&own, "packages/kit/src"])
        .iter()
        .flat_map(|(path, text)| DECLARATIONS.map(|how| declared(path, text, how)))
        .flatten()
        .collect();
    // cw2 keeps the contract's name and version under the one, cw-ownable the owner under the other.
    found.extend(["contract_info", "ownership"].map(plain));
    found
}

fn declared(path: &str, text: &str, how: &str) -> Vec<Namespace> {
    text.split(how)
        .skip(1)
        .map(|rest| {
            let name = rest
                .trim_start()
                .strip_prefix('"')
                .and_then(|rest| rest.split_once('"'));
            let (name, _) = name.unwrap_or_else(|| panic!("{path}: {how} needs its name in place"));
            record(name)
        })
        .collect()
}

fn plain(name: &str) -> Namespace {
    Namespace {
        bytes: name.into(),
        name: name.to_owned(),
    }
}

/// A record's name is preceded by its length, so that none reaches into another.
fn record(name: &str) -> Namespace {
    let length = u8::try_from(name.len()).unwrap();
    Namespace {
        bytes: [&[length], name.as_bytes()].concat(),
        name: name.to_owned(),
    }
}

/// The fixed beginning of each raw key of a contract: what stands between the first backquotes.
fn raw(contract: &str) -> Vec<String> {
    RAW_KEYS
        .iter()
        .filter(|spec| spec.contract == contract)
        .map(|spec| spec.key.split('`').nth(1).unwrap().to_owned())
        .collect()
}

#[test]
fn each_namespace_is_declared_once_in_a_contract() {
    for contract in CONTRACTS {
        let mut names: Vec<_> = namespaces(contract).into_iter().map(|n| n.name).collect();
        assert!(names.len() > 1, "{contract}: no keys found");
        names.sort();
        let twice: Vec<_> = names.windows(2).filter(|pair| pair[0] == pair[1]).collect();
        assert!(twice.is_empty(), "{contract}: declared twice: {twice:?}");
    }
}

#[test]
fn no_raw_key_reaches_into_another_key() {
    for contract in CONTRACTS {
        let raw = raw(contract);
        for key in &raw {
            let others = raw.iter().filter(|other| *other != key);
            for other in namespaces(contract)
                .into_iter()
                .chain(others.map(|other| plain(other)))
            {
                assert!(
                    !reaches(key, &other.bytes),
                    "{contract}: `{key}`, `{}`",
                    other.name
                );
            }
        }
    }
}

/// Whether a raw key, or one that begins with it where it ends with a slash, can be `other`.
fn reaches(raw: &str, other: &[u8]) -> bool {
    if raw.ends_with('/') {
        other.starts_with(raw.as_bytes())
    } else {
        other == raw.as_bytes()
    }
}
