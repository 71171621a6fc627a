//! The table as it is published.

use std::collections::BTreeMap;
use std::fmt::Write;

use aftercare_engine::Failure;

use super::report::together;
use super::rules::Rules;
use super::{uncovered, Cell, Contract, Report};

const HEAD: &str = "# Who may send what, and when

Written by `proof matrix`, which sends every message from every role in every state of its object, running and
paused, and compares what comes of it with the rules that stand here: a cell without a rule fails, and so does
a rule that no cell meets. *May* is what was accepted, of the cells that were tried; *rules* are read from left to
right, the first that fits decides. After each refusal every
stored byte is what it was.
";

/// The whole table.
///
/// # Errors
/// Where rules cannot be read.
pub fn published(contracts: &[(Contract, Report)]) -> Result<String, Failure> {
    let mut text = HEAD.to_owned();
    for (contract, report) in contracts {
        let rules = Rules::read(contract.rules)?;
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
        let mut allowed: BTreeMap<&str, Vec<&Cell>> = BTreeMap::new();
        for cell in &report.cells {
            let of_message = allowed.entry(cell.message).or_default();
            if cell.found == "allowed" {
                of_message.push(cell);
            }
        }
        for (message, cells) in allowed {
            let numbers = rules.messages.get(message).into_iter().flatten();
            let lines = numbers.filter_map(|number| rules.lines.get(*number));
            let lines: Vec<String> = lines.map(|rule| rule.text.replace('*', "\\*")).collect();
            let may = together(&cells).join("; ");
            let _ = writeln!(text, "| `{message}` | {may} | {} |", lines.join("; "));
        }
        let sets: Vec<&str> = sets.collect();
        let _ = writeln!(text, "\nSets:\n\n```text\n{}\n```", sets.join("\n"));
        let repeats = repeats(&rules);
        let _ = writeln!(
            text,
            "\nSent again at the same instant, these are accepted:\n\n{repeats}"
        );
    }
    for (name, messages) in uncovered()? {
        let _ = writeln!(
            text,
            "\n## `{name}`\n\nNot covered yet: {messages} messages."
        );
    }
    Ok(text.trim_end().to_owned() + "\n")
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
