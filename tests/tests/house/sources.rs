//! given the tracked files
//! ├── it keeps overflow checks and the like in the profiles that ship
//! ├── it opens each crate that ships with the same refusals of the linter
//! ├── it iterates over nothing that has no order, and trusts no address unchecked but those of its own
//! │   records, in what ships
//! ├── it leaves no test out
//! ├── it names no folder of anybody's machine
//! └── it locks packages without saying where they were downloaded

use crate::files::{read, shipped, tracked, CONTRACTS};

const SHIPPING: [&str; 5] = [
    "contracts",
    "packages/domain",
    "packages/interface",
    "packages/json",
    "packages/kit",
];

fn section(manifest: &str, title: &str) -> String {
    let (_, rest) = manifest.split_once(title).unwrap();
    rest.split("\n[").next().unwrap().to_owned()
}

/// Paths of the files in `texts` that contain `word`.
fn containing<'a>(texts: &'a [(String, String)], word: &str) -> Vec<&'a str> {
    let with_word = texts.iter().filter(|(_, text)| text.contains(word));
    with_word.map(|(path, _)| path.as_str()).collect()
}

#[test]
fn release_and_contract_profiles_check_overflow_and_abort_on_panic() {
    let manifest = read("Cargo.toml");
    let release = section(&manifest, "[profile.release]");
    for line in [
        "overflow-checks = true",
        "panic = \"abort\"",
        "lto = true",
        "codegen-units = 1",
    ] {
        assert!(release.lines().any(|found| found == line), "{line}");
    }
    let contract = section(&manifest, "[profile.contract]");
    assert!(contract.contains("inherits = \"release\""));
    for word in ["overflow-checks", "panic", "lto", "codegen-units", "strip"] {
        assert!(
            !contract.lines().any(|line| line.starts_with(word)),
            "{word}"
        );
    }
}

#[test]
fn every_crate_that_ships_opens_with_the_same_refusals() {
    let refusals = |path: &str| {
        let text = read(path);
        let start = text
            .find("#![deny(")
            .unwrap_or_else(|| panic!("{path}: no #![deny(…)]"));
        let (block, _) = text.split_at(start).1.split_once(")]").unwrap();
        block.to_owned()
    };
    let expected = refusals("packages/domain/src/lib.rs");
    let contracts = CONTRACTS.map(|contract| format!("contracts/{contract}/src/lib.rs"));
    let packages = ["interface", "kit"].map(|package| format!("packages/{package}/src/lib.rs"));
    for path in contracts.iter().chain(&packages) {
        assert_eq!(refusals(path), expected, "{path}");
    }
}

#[test]
fn nothing_that_ships_hashes_for_order_or_trusts_an_address_unchecked() {
    let sources = shipped(&SHIPPING);
    for word in ["HashMap", "HashSet"] {
        assert_eq!(containing(&sources, word), Vec::<&str>::new(), "{word}");
    }
    let trusting = containing(&sources, "Addr::unchecked");
    let known = [
        "packages/interface/src/packed.rs",
        "packages/json/src/chain.rs",
    ];
    assert_eq!(trusting, known);
}

#[test]
fn no_test_is_left_out_or_waits_for_a_panic() {
    let words = [
        concat!("#[", "ignore"),
        concat!("should", "_panic"),
        concat!("todo", "!("),
        concat!("unimplemented", "!("),
    ];
    let sources: Vec<_> = tracked(&[])
        .into_iter()
        .filter(|path| path.ends_with(".rs"))
        .map(|path| (read(&path), path))
        .map(|(text, path)| (path, text))
        .collect();
    for word in words {
        assert_eq!(containing(&sources, word), Vec::<&str>::new(), "{word}");
    }
}

#[test]
fn no_file_names_a_folder_of_a_machine() {
    for path in tracked(&[]) {
        let bytes = std::fs::read(crate::files::root().join(&path)).unwrap();
        let text = String::from_utf8_lossy(&bytes);
        let lines = (1..)
            .zip(text.lines())
            .filter(|(_, line)| names_a_machine(line));
        let found: Vec<_> = lines.map(|(number, _)| number).collect();
        assert_eq!(
            found,
            Vec::<u32>::new(),
            "{path}: lines with a path of one machine"
        );
    }
}

fn names_a_machine(line: &str) -> bool {
    let folders = ["home", "root", "Users", "tmp", "work"];
    folders.iter().any(|folder| {
        let pattern = format!("/{folder}/");
        line.match_indices(&pattern).any(|(at, found)| {
            let (before, rest) = line.split_at(at);
            let goes_on = |c: char| c.is_ascii_alphanumeric() || "._-".contains(c);
            !before.ends_with(goes_on) && rest[found.len()..].starts_with(goes_on)
        })
    })
}

#[test]
fn the_lock_of_the_npm_packages_names_no_registry() {
    let lock = read("package-lock.json");
    assert!(!lock.contains("\"resolved\"") && !lock.contains("http"));
}
