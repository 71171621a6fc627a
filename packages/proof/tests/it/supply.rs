//! given what the contracts stand on
//! └── each crate stands there once, under a licence that is allowed

use std::path::Path;

use aftercare_proof::supply::SHIPPED;

#[test]
fn what_ships_stands_on_one_version_of_each_crate_under_an_allowed_licence() {
    let root = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../.."));
    let crates = SHIPPED.crates(root).unwrap();
    assert!(crates.contains_key("cosmwasm-std"), "{crates:?}");
    assert_eq!(SHIPPED.faults(&crates), [""; 0]);
}
