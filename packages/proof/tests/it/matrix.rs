//! given the published table of access
//!   when every cell is tried
//!     it comes to what is written, and docs/access.md says so
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

use std::path::Path;

use aftercare_engine::Failure;
use aftercare_proof::matrix::{contracts, published, run, Contract, Report, Sample};

/// `docs/access.md`, as it is written and as it would be now; `BLESS=1` writes it.
#[test]
fn every_cell_comes_to_what_is_written() -> Result<(), Failure> {
    let mut told = vec![];
    for contract in contracts() {
        let report = run(&contract, Sample::All)?;
        assert_eq!(report.complaints(), "", "{}", contract.name);
        assert!(report.is_clean());
        told.push((contract, report));
    }
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/access.md");
    let now = published(&told)?;
    if std::env::var_os("BLESS").is_some() {
        std::fs::write(&path, &now).map_err(|error| Failure::new(error.to_string()))?;
    }
    let written = std::fs::read_to_string(&path).unwrap_or_default();
    assert_eq!(written, now, "BLESS=1 writes docs/access.md anew");
    Ok(())
}

/// The token's part with other rules.
fn token(rules: impl FnOnce(&str) -> String) -> Option<Contract> {
    let mut token = contracts()
        .into_iter()
        .find(|contract| contract.name == "reward-token")?;
    token.rules = Box::leak(rules(token.rules).into_boxed_str());
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
