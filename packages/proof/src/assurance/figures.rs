//! The figures, one a row.

use serde_json::Value;

use super::figure::{Figure, Goal};
use super::Records;
use crate::fuzz::Target;
use crate::mutants::{is_money, Explained, Results, Row, PACKAGES};

/// All of them.
#[must_use]
pub fn figures(records: &Records<'_>) -> Vec<Figure> {
    let mut all = lives(records);
    all.extend(bugs(records));
    all.extend(coverage(records));
    all.extend(repeats(records));
    all.extend(fuzzed(records));
    all.extend(engines(records));
    all
}

fn at_least((what, least): (&str, u64), seen: Option<u64>, command: &'static str) -> Figure {
    Figure {
        what: what.to_owned(),
        goal: Goal::AtLeast(least),
        seen,
        command,
    }
}

fn lives(records: &Records<'_>) -> Vec<Figure> {
    let steps = |part| records.count(part, "steps");
    let native = steps("machine").zip(steps("people"));
    let rows = records.text("SECURITY.md");
    let invariants = rows.lines().filter(|line| is_invariant(line)).count() as u64;
    vec![
        at_least(
            ("steps of random lives beside the model, native", 1_600_000),
            native.map(|(machine, people)| machine + people),
            "scripts/audit machine people",
        ),
        at_least(
            ("the same on the release Wasm", 48_000),
            steps("wasm"),
            "scripts/audit wasm",
        ),
        at_least(
            ("numbered invariants that name their tests", 59),
            Some(invariants),
            "cargo test -p aftercare-tests security",
        ),
        at_least(
            ("cells of role × state × message", 28_000),
            records.count("matrix", "cells"),
            "scripts/audit matrix",
        ),
        at_least(
            (
                "states of the whole suite from which every unit came home",
                10_000,
            ),
            records.count("drill", "states"),
            "scripts/audit drill",
        ),
        at_least(
            (
                "states of the escrow alone from which every unit came home",
                10_000,
            ),
            records
                .evidence("escrow")
                .pointer("/exit-drill/states")
                .and_then(Value::as_u64),
            "scripts/audit escrow",
        ),
        at_least(
            ("sub-messages that were made to fail", 300),
            records.count("faults", "refused in turn: sub-messages that failed"),
            "scripts/audit faults",
        ),
        at_least(
            (
                "lives of a crowd under a hostile token, of fourteen kinds",
                1_400,
            ),
            records.count("zoo", "lives"),
            "scripts/audit zoo",
        ),
        at_least(
            (
                "gas limits too low for their message, and nothing of it was done",
                5_000,
            ),
            records.count("gas", "gas limits at which nothing changed"),
            "scripts/audit gas",
        ),
    ]
}

/// A row of the table of invariants: a letter and a number.
fn is_invariant(line: &str) -> bool {
    let cell = line
        .strip_prefix("| ")
        .and_then(|rest| rest.split_once(" |"));
    let Some((letter, number)) = cell.and_then(|(cell, _)| cell.split_at_checked(1)) else {
        return false;
    };
    let number = number.trim_end_matches('b');
    "EACRS".contains(letter) && !number.is_empty() && number.bytes().all(|it| it.is_ascii_digit())
}

fn bugs(records: &Records<'_>) -> Vec<Figure> {
    let row = mutants(records);
    let command = "scripts/audit mutants";
    let share = Figure {
        what: "of the mutants that were tried and compile, those that a test noticed".to_owned(),
        goal: Goal::Share(9_700),
        seen: row.share().map(|share| share as u64),
        command,
    };
    let tried = Some(row.tried() as u64).filter(|_| row.mutants > 0);
    vec![
        at_least(
            ("mutants that were tried", row.mutants as u64),
            tried,
            command,
        ),
        share,
        Figure {
            what: "mutants of money paths that no test notices and no line explains".to_owned(),
            goal: Goal::None,
            seen: unexplained(records).filter(|_| row.tried() > 0),
            command,
        },
        at_least(
            ("seeded bugs that their test finds", 120),
            records.count("bugs", "found"),
            "scripts/audit bugs",
        ),
    ]
}

/// What became of the mutants of all packages; whether somebody explained a survivor is not asked.
fn mutants(records: &Records<'_>) -> Row {
    let mut row = Row::default();
    for known in tried(records) {
        row.mutants += known.listed;
        for tried in known.functions.values() {
            row.killed += tried.killed;
            row.timed_out += tried.timed_out;
            row.unviable += tried.unviable;
            row.survived += tried.survived.len();
        }
    }
    row
}

/// Survivors in files where an amount is decided or moved, without a reason.
fn unexplained(records: &Records<'_>) -> Option<u64> {
    let listed = records.text("packages/proof/mutants.toml");
    let explained: Explained = toml::from_str(&listed).ok()?;
    let functions = tried(records).flat_map(|known| known.functions);
    let money = functions.filter_map(|(name, tried)| {
        let file = name.split(' ').next().filter(|file| is_money(file))?;
        let left = tried.survived.iter();
        Some(left.filter(|within| !explained.names(file, within)).count() as u64)
    });
    Some(money.sum())
}

fn tried<'a>(records: &'a Records<'_>) -> impl Iterator<Item = Results> + 'a {
    PACKAGES.iter().map(|package| {
        let file = format!("mutants/{}", package.name);
        serde_json::from_value(records.evidence(&file)).unwrap_or_default()
    })
}

fn coverage(records: &Records<'_>) -> Vec<Figure> {
    let evidence = records.evidence("coverage");
    let crates = evidence.get("crates").and_then(Value::as_object);
    let crates = crates.into_iter().flatten();
    let figure = |(name, lines): (&String, &Value)| Figure {
        what: format!("lines of {name} that tests ran"),
        goal: Goal::Share(crate::coverage::GOAL),
        seen: lines.get("share").and_then(Value::as_u64),
        command: "scripts/audit coverage",
    };
    crates.map(figure).collect()
}

fn repeats(records: &Records<'_>) -> [Figure; 2] {
    let count = |name| records.count("repeats", name);
    let command = "scripts/audit repeats";
    [
        at_least(
            ("rounds of all quick tests, on one thread and on many", 16),
            count("rounds"),
            command,
        ),
        Figure {
            what: "tests that failed in one of them, or are ignored".to_owned(),
            goal: Goal::None,
            seen: count("failed")
                .zip(count("ignored"))
                .map(|(failed, ignored)| failed + ignored),
            command,
        },
    ]
}

fn fuzzed(records: &Records<'_>) -> Vec<Figure> {
    let figure = |target: &str, (kind, least): (&str, u64)| {
        let what = format!("{target}: {kind} messages");
        let seen = records.count("fuzz", &format!("{target}: {kind}"));
        at_least((&what, least), seen, "scripts/audit fuzz")
    };
    let kinds = [("drawn", 2_000_000), ("mutated", 1_000_000)];
    let targets = Target::ALL.map(Target::name).into_iter();
    targets
        .flat_map(|target| kinds.map(|kind| figure(target, kind)))
        .collect()
}

fn engines(records: &Records<'_>) -> Vec<Figure> {
    let ratio = |message: &Value| {
        let of = |key| message.get(key).and_then(Value::as_u64);
        Some((of("many")? * 1_000).div_ceil(of("few")?.max(1)))
    };
    let gas = records.json("docs/gas.json");
    let messages = gas.pointer("/flatness/messages").and_then(Value::as_array);
    let vm = records.evidence("vm");
    let of_vm = |key| vm.get(key).and_then(Value::as_u64);
    let histories = of_vm("accepted").zip(of_vm("refused"));
    vec![
        Figure {
            what: "growth of any message's gas from 1,000 to 100,000 records".to_owned(),
            goal: Goal::AtMostThousandths(1_050),
            seen: messages.and_then(|all| all.iter().filter_map(ratio).max()),
            command: "scripts/bench --growth 100000",
        },
        at_least(
            (
                "messages with the same bytes natively and on the Wasm",
                36_000,
            ),
            histories.map(|(accepted, refused)| accepted + refused),
            "scripts/audit vm",
        ),
        at_least(
            (
                "messages with the same answers from reward-token and cw20-base",
                100_000,
            ),
            records
                .evidence("token")
                .pointer("/same-as-cw20-base/messages")
                .and_then(Value::as_u64),
            "scripts/audit token",
        ),
        at_least(
            (
                "histories of clocks beside a count of single seconds",
                100_000,
            ),
            records
                .evidence("clocks")
                .get("histories")
                .and_then(Value::as_u64),
            "scripts/audit clocks",
        ),
        Figure {
            what: "crates under a licence that is not allowed, or twice in a contract".to_owned(),
            goal: Goal::None,
            seen: records.count("supply", "faults"),
            command: "scripts/audit supply",
        },
    ]
}
