//! given the published table of access
//!   when every cell of a contract is tried
//!     it comes to what is written, and docs/access.md says so
//!   when a contract of the suite has no part
//!     it is named
//!   when a message has no row
//!     it is named
//!   when a cell has no rule
//!     it is named
//!   when no cell meets a rule
//!     it is named
//!   when a rule says something else than the contract does
//!     the cells are named
//!   when a message that is accepted twice is not among those that may be
//!     it is named

use std::collections::BTreeSet;
use std::path::Path;

use aftercare_engine::Failure;
use aftercare_proof::matrix::{contracts, part, published, run, Contract, Report, Sample};

/// Every cell of a contract comes to what its rules say, and `docs/access.md` says so too.
fn check(name: &str) -> Result<(), Failure> {
    let mut all = contracts();
    all.retain(|contract| contract.name == name);
    let mut told = vec![];
    for contract in all {
        let report = run(&contract, Sample::All)?;
        println!("{report}");
        assert_eq!(report.complaints(), "", "{name}");
        told.push((contract, report));
    }
    assert_eq!(told.len(), 1, "{name}");
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/access.md");
    let text = std::fs::read_to_string(&path).unwrap_or_default();
    let now = published(&told)?;
    assert_eq!(
        part(&text, name),
        part(&now, name),
        "scripts/audit matrix writes it anew"
    );
    Ok(())
}

#[test]
fn every_cell_of_the_token_is_as_published() -> Result<(), Failure> {
    check("reward-token")
}

#[test]
fn every_cell_of_the_registry_is_as_published() -> Result<(), Failure> {
    check("ticket-registry")
}

#[test]
fn every_cell_of_the_escrow_is_as_published() -> Result<(), Failure> {
    check("sla-escrow")
}

#[test]
fn every_cell_of_the_community_is_as_published() -> Result<(), Failure> {
    check("community")
}

#[test]
fn every_contract_of_the_suite_has_its_part() {
    let covered: BTreeSet<&str> = contracts().iter().map(|contract| contract.name).collect();
    let schemas = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../schema");
    let files = std::fs::read_dir(schemas).unwrap().flatten();
    let names = files.map(|file| file.file_name().into_string().unwrap());
    let shared = ["errors.json", "events.json", "raw-keys.json"];
    let names = names.filter(|name| !shared.contains(&name.as_str()));
    let suite: BTreeSet<String> = names.map(|name| name.replace(".json", "")).collect();
    assert_eq!(suite, covered.into_iter().map(str::to_owned).collect());
}

/// The token's part with other rules.
fn token(rules: impl FnOnce(&str) -> String) -> Option<Contract> {
    let mut token = contracts()
        .into_iter()
        .find(|contract| contract.name == "reward-token")?;
    token.rules = rules(&token.rules);
    Some(token)
}

fn complaints(rules: impl FnOnce(&str) -> String) -> Result<String, Failure> {
    let token = token(rules).ok_or_else(|| Failure::new("no token"))?;
    Ok(run(&token, Sample::All)?.complaints())
}

#[test]
fn a_message_without_a_row_is_named() -> Result<(), Failure> {
    let mut token = token(str::to_owned).ok_or_else(|| Failure::new("no token"))?;
    for subject in &mut token.subjects {
        subject.messages.retain(|message| message.name != "burn");
    }
    let gaps = ["burn stands in the schema or in the matrix alone"];
    assert_eq!(token.gaps()?, gaps);
    let report: Report = run(&token, Sample::OneIn(1_000, 1))?;
    assert_eq!(report.faults, gaps);
    Ok(())
}

#[test]
fn a_cell_without_a_rule_is_named() -> Result<(), Failure> {
    let told = complaints(|rules| rules.replace(" KIT-016: *", " KIT-016: not owner"))?;
    let line = "update_ownership.renounce: expected a rule, found KIT-016\n    owner in ";
    assert!(told.starts_with(line), "{told}");
    Ok(())
}

#[test]
fn a_rule_that_no_cell_meets_is_named() -> Result<(), Failure> {
    let told = complaints(|rules| rules.replace(" KIT-016: *", " KIT-016: *\n RWD-001: owner"))?;
    assert_eq!(told, "no cell meets \"RWD-001: owner\"\n");
    Ok(())
}

#[test]
fn a_rule_that_says_something_else_is_told_from_the_contract() -> Result<(), Failure> {
    let told = complaints(|rules| rules.replace(" KIT-016: *", " allowed: owner\n KIT-016: *"))?;
    let line = "update_ownership.renounce: expected allowed, found KIT-016\n    owner in ";
    assert!(told.starts_with(line), "{told}");
    Ok(())
}

#[test]
fn a_message_accepted_twice_against_the_rules_is_named() -> Result<(), Failure> {
    let told = complaints(|rules| rules.replace("repeat anew mint", "repeat anew burn"))?;
    let named = |line: &str| line.contains("\"mint\"") && line.ends_with("which no rule says");
    assert!(told.lines().any(named), "{told}");
    Ok(())
}
