//! Made events of one agreement, as an escrow tells them.

use aftercare_domain::time::UnixTime;
use cosmwasm_std::Event;

use crate::statement::lines::Statement;
use crate::statement::wrong::Wrong;

pub const BEGIN: u64 = 1_772_442_000;
const BOND: [(&str, &str); 3] = [
    ("bond_credit", "300"),
    ("bond_termination", "200"),
    ("bond_tips", "10"),
];

pub fn event(name: &str, attributes: &[(&str, &str)]) -> Event {
    Event::new(format!("wasm-aftercare-sla-escrow-{name}"))
        .add_attribute("_contract_address", "escrow")
        .add_attribute("agreement", "1")
        .add_attributes(attributes.iter().copied())
}

/// The accounts at the end of a message, beside an untouched bond.
pub fn updated(settled: &str, accounts: &[(&str, &str)]) -> Event {
    let term = [("periods", "3"), ("settled", settled)];
    let untouched = BOND.into_iter();
    let untouched = untouched.filter(|(name, _)| accounts.iter().all(|(told, _)| told != name));
    event(
        "agreement-updated",
        &[&term[..], accounts, &untouched.collect::<Vec<_>>()].concat(),
    )
}

pub fn subscribed() -> Vec<Event> {
    let parties = [
        ("customer", "carla"),
        ("provider", "nord"),
        ("asset", "native/ueuro"),
        ("total", "3000"),
    ];
    vec![
        event("subscribed", &parties),
        updated("0", &[("escrowed", "3000"), ("deposited", "3000")]),
    ]
}

pub fn booked(sources: [&str; 4], wait: &[(&str, &str)]) -> Event {
    let [added, from_fee, from_bond, as_debt] = sources;
    let miss = [
        ("by", "registry"),
        ("subject", "7"),
        ("metric", "resolution"),
        ("cycle", "0"),
        ("ordinal", "1"),
        ("period", "0"),
        ("added", added),
        ("from_fee", from_fee),
        ("from_bond", from_bond),
        ("as_debt", as_debt),
    ];
    event("miss-booked", &[&miss[..], wait].concat())
}

/// Hears one message a second.
pub fn heard(messages: &[Vec<Event>]) -> Result<Statement, Wrong> {
    let mut statement = Statement::new(1, "escrow", "sink");
    for (second, events) in (BEGIN..).zip(messages) {
        statement.hear(UnixTime(second), events)?;
    }
    Ok(statement)
}

/// The last lines: reason, amount, from, to, balance, debt.
pub fn last(statement: &Statement, count: usize) -> Vec<(&str, u128, &str, &str, u128, u128)> {
    let lines = statement.lines();
    let lines = lines[lines.len() - count..].iter();
    let short = lines.map(|line| {
        let (from, to) = (line.from.name(), line.to.name());
        (line.reason, line.amount, from, to, line.balance, line.debt)
    });
    short.collect()
}

/// A whole short life.
pub fn life() -> Vec<Vec<Event>> {
    let credited = [
        ("escrowed", "2950"),
        ("deposited", "3000"),
        ("credited", "50"),
    ];
    let settled = [
        ("period", "0"),
        ("earned", "950"),
        ("withheld", "0"),
        ("paid", "940"),
        ("protocol_fee", "10"),
        ("burnt", "5"),
    ];
    let after = [
        ("escrowed", "2000"),
        ("deposited", "3000"),
        ("credited", "50"),
        ("paid", "940"),
        ("protocol_fees", "10"),
        ("burnt", "5"),
        ("tipped", "2"),
        ("bond_tips", "8"),
    ];
    let ended = [
        ("by", "carla"),
        ("reason", "for_cause"),
        ("periods", "1"),
        ("refund", "2000"),
        ("from_bond", "0"),
        ("as_debt", "0"),
        ("termination_credit", "200"),
    ];
    let done = [
        ("deposited", "3000"),
        ("credited", "50"),
        ("paid", "940"),
        ("protocol_fees", "10"),
        ("burnt", "5"),
        ("tipped", "2"),
        ("refunded", "2000"),
        ("termination_credit", "200"),
        ("bond_credit", "0"),
        ("bond_termination", "0"),
        ("bond_tips", "0"),
    ];
    vec![
        subscribed(),
        vec![booked(["50", "50", "0", "0"], &[]), updated("0", &credited)],
        vec![
            event("period-settled", &settled),
            event("tipped", &[("keeper", "kofi"), ("amount", "2")]),
            updated("1", &after),
        ],
        vec![
            event("terminated", &ended),
            event("agreement-ended", &[("bond", "308")]),
            updated("1", &done),
        ],
    ]
}
