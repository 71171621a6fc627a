//! The table as it is published.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use aftercare_engine::Failure;
use serde_json::Value;

use super::rules::Rules;
use super::words::Tried;
use super::{Cell, Contract, Report};

const HEAD: &str = "# Who may send what, and when

Written by `scripts/audit matrix`, which sends every message from every role in every state of its object, running
and paused, and compares what comes of it with the rules that stand here: a cell without a rule fails, and so does a
rule that no cell meets. *May* is what was accepted; *rules* are read from left to right, the first that fits decides.
`other` is the object of another customer and provider, `absent` one that there is not; `-paused` and `-running` are
said where a pause makes the difference. After each refusal every stored byte is what it was, whatever was accepted is
sent a second time at the same instant, and a coin is attached where none may be.
";

/// The whole table.
///
/// # Errors
/// Where rules cannot be read.
pub fn published(contracts: &[(Contract, Report)]) -> Result<String, Failure> {
    let mut text = HEAD.to_owned();
    for (contract, report) in contracts {
        let rules = Rules::read(&contract.rules)?;
        // Writing to a string cannot fail.
        let _ = write!(
            text,
            "\n## `{}`\n\n{} cells, {} allowed, {} codes.\n\n| message | may | rules |\n| --- | --- | --- |\n",
            contract.name,
            report.cells.len(),
            report.allowed(),
            report.codes().len(),
        );
        let sets = contract.rules.lines().filter(|line| is_set(line));
        for message in messages(report) {
            let cells: Vec<&Cell> = report.of(message).collect();
            let allowed = |cell: &&&Cell| cell.found == "allowed";
            let may: Vec<&Cell> = cells.iter().filter(allowed).copied().collect();
            let may = Tried::of(contract, message).together(&may).join("; ");
            let _ = writeln!(
                text,
                "| `{message}` | {may} | {} |",
                rules_of(&rules, message)
            );
        }
        let sets: Vec<&str> = sets.collect();
        let _ = writeln!(text, "\nSets:\n\n```text\n{}\n```", sets.join("\n"));
        let unmet = unmet(contract.name, report)?;
        let _ = writeln!(
            text,
            "\nNo cell is refused with {unmet}: these are left to the contract's own tests."
        );
        let repeats = repeats(&rules);
        let _ = writeln!(
            text,
            "\nSent again at the same instant, these are accepted:\n\n{repeats}"
        );
    }
    Ok(text.trim_end().to_owned() + "\n")
}

/// What is published of a contract.
#[must_use]
pub fn part<'a>(text: &'a str, contract: &str) -> &'a str {
    let (_, rest) = text
        .split_once(&format!("\n## `{contract}`\n"))
        .unwrap_or_default();
    rest.split_once("\n## ")
        .map_or(rest, |(part, _)| part)
        .trim()
}

/// The contract's own codes with which nothing was refused.
fn unmet(contract: &str, report: &Report) -> Result<String, Failure> {
    const ERRORS: &str = include_str!("../../../../schema/errors.json");
    let all: Vec<Value> =
        serde_json::from_str(ERRORS).map_err(|error| Failure::new(error.to_string()))?;
    let own = all.iter().filter(|error| error["contract"] == contract);
    let codes = own.filter_map(|error| error["code"].as_str());
    let met = |code: &&str| report.codes().contains(code) || report.money.contains(*code);
    let unmet: Vec<&str> = codes.filter(|code| !met(code)).collect();
    Ok(unmet.join(", "))
}

fn messages(report: &Report) -> BTreeSet<&'static str> {
    report.cells.iter().map(|cell| cell.message).collect()
}

fn rules_of(rules: &Rules, message: &str) -> String {
    let numbers = rules.messages.get(message).into_iter().flatten();
    let lines = numbers.filter_map(|number| rules.lines.get(*number));
    let lines: Vec<String> = lines.map(|rule| rule.text.replace('*', "\\*")).collect();
    lines.join("; ")
}

fn is_set(line: &str) -> bool {
    line.starts_with("roles ") || line.starts_with("states ")
}

fn repeats(rules: &Rules) -> String {
    let mut by_reason: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for (message, repeat) in &rules.repeats {
        let reason = by_reason.entry(&repeat.reason).or_default();
        reason.push(format!("`{message}`"));
    }
    let line =
        |(reason, messages): (&str, Vec<String>)| format!("- {}: {reason}\n", messages.join(", "));
    by_reason.into_iter().map(line).collect()
}
