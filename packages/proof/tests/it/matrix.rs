//! given the published table of access
//!   when the cells of some states are tried, with every message from every role
//!     each comes to what is written, and docs/access.md says so
//!   when a permission is published otherwise
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

use std::path::Path;

use aftercare_engine::Failure;
use aftercare_proof::matrix::{contracts, differences, published, run, Contract, Report, Sample};

/// The states that are looked at here are drawn; `scripts/audit matrix` looks at all, and writes the table.
const STATES: Sample = Sample::OneIn(4, 8);

#[test]
fn every_cell_comes_to_what_is_written_and_published() -> Result<(), Failure> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/access.md");
    let text = std::fs::read_to_string(&path).unwrap_or_default();
    for contract in contracts() {
        let report = run(&contract, STATES)?;
        assert_eq!(report.complaints(), "", "{}", contract.name);
        let none: [String; 0] = [];
        assert_eq!(differences(&text, (&contract, &report))?, none);
        println!("{report}");
    }
    Ok(())
}

#[test]
fn a_permission_that_is_published_otherwise_is_named() -> Result<(), Failure> {
    let token = token(str::to_owned).ok_or_else(|| Failure::new("no token"))?;
    let report = run(&token, Sample::OneIn(1_000, 1))?;
    let mut told = vec![(token, report)];
    let right = published(&told)?;
    let wrong = right.replace("| `mint` | community", "| `mint` | keeper");
    let (token, report) = told.remove(0);
    let differs = |text: &str| differences(text, (&token, &report));
    assert!(differs(&right)?.is_empty());
    // The first state, running and paused: one role that may not, one that may.
    assert_eq!(differs(&wrong)?.len(), 4);
    Ok(())
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
