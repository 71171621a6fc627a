//! Messages about an agreement.

use aftercare_domain::time::Seconds;
use aftercare_testing::default_terms;
use serde_json::{json, Value};

use super::super::ground::{words, TOTAL};
use crate::matrix::{Message, Sent, Stage};

/// What one period costs.
pub(super) const FEE: u128 = 1_000_000_000;

fn about(stage: &mut Stage, verb: &str, mut rest: Value) -> Sent {
    if let Some(fields) = rest.as_object_mut() {
        fields.insert("agreement".to_owned(), stage.noted("agreement"));
    }
    stage.to_escrow(json!({ verb: rest }))
}

/// A key that may be booked.
fn key(stage: &Stage) -> Value {
    let miss = stage.noted("miss");
    let none = json!({"subject": 999, "metric": "first_response", "cycle": 0, "ordinal": 0});
    if miss.is_object() {
        miss
    } else {
        none
    }
}

/// The keys that were booked, and as many others as the terms' three lack.
fn three(stage: &Stage) -> Vec<Value> {
    let noted = stage.noted("misses");
    let booked = noted.as_array().cloned().unwrap_or_default();
    let none = |subject: u64| json!({"subject": subject, "metric": "first_response", "cycle": 0, "ordinal": 0});
    booked
        .into_iter()
        .chain((900..903).map(none))
        .take(3)
        .collect()
}

pub(super) fn about_miss(stage: &mut Stage, verb: &str, mut rest: Value) -> Sent {
    let key = key(stage);
    if let Some(fields) = rest.as_object_mut() {
        fields.insert("miss".to_owned(), key);
    }
    about(stage, verb, rest)
}

pub(super) fn declaration(stage: &mut Stage) -> Sent {
    let (from, until) = (stage.after(Seconds(1)), stage.after(Seconds::days(1)));
    let declare = json!({"from": from, "until": until, "evidence": words("Flood")});
    about(stage, "declare_force_majeure", declare)
}

/// Another title from the third period on.
pub(super) fn amendment(stage: &mut Stage) -> Sent {
    let mut terms = default_terms(&stage.world.euro, None);
    terms.title = "Second edition".to_owned();
    about(stage, "amend", json!({"from_period": 2, "terms": terms}))
}

pub(super) fn renewal(stage: &mut Stage) -> Sent {
    let subscription = stage.subscription().message["subscribe"].clone();
    about(stage, "renew", json!({ "subscription": subscription })).with(TOTAL)
}

fn end(stage: &mut Stage, ground: &Value) -> Sent {
    about(stage, "terminate", json!({ "ground": ground }))
}

fn booking(stage: &mut Stage, metric: &str, measure: &Value) -> Sent {
    let due = stage.world.now().minus(Seconds::hours(1));
    let miss = json!({
        "subject": 900, "metric": metric, "cycle": 0, "ordinal": 0, "due": due, "measure": measure
    });
    about(
        stage,
        "book_misses",
        json!({"misses": [miss], "keeper": null}),
    )
}

pub(super) fn messages() -> Vec<Message> {
    ends().into_iter().chain(money()).chain(credits()).collect()
}

fn ends() -> Vec<Message> {
    let message = |name, make| Message { name, make };
    vec![
        message("terminate.notice", |stage| {
            end(stage, &json!({"notice": {}}))
        }),
        message("terminate.cooling-off", |stage| {
            end(stage, &json!({"cooling_off": {}}))
        }),
        message("terminate.late-tickets", |stage| {
            let misses = three(stage);
            end(stage, &json!({"late_tickets": {"misses": misses}}))
        }),
        message("terminate.block-cap", |stage| {
            end(stage, &json!({"block_cap": {"block": 0}}))
        }),
        message("terminate.bond-not-refilled", |stage| {
            end(stage, &json!({"bond_not_refilled": {}}))
        }),
        message("terminate.by-provider", |stage| {
            end(stage, &json!({"by_provider": {}}))
        }),
    ]
}

fn money() -> Vec<Message> {
    let message = |name, make| Message { name, make };
    vec![
        message("extend", |stage| {
            about(
                stage,
                "extend",
                json!({"periods": 1, "total": FEE.to_string()}),
            )
            .with(FEE)
        }),
        message("renew", renewal),
        message("amend", amendment),
        message("settle", |stage| {
            about(stage, "settle", json!({"max_periods": 30}))
        }),
        message("refill_bond", |stage| {
            about(stage, "refill_bond", json!({}))
        }),
        message("pay_debt", |stage| {
            about(stage, "pay_debt", json!({})).with(1_000)
        }),
        message("collect_debt", |stage| {
            about(stage, "collect_debt", json!({}))
        }),
        message("set_payout_address", |stage| {
            let address = stage.person("holder");
            about(stage, "set_payout_address", json!({"address": address}))
        }),
    ]
}

fn credits() -> Vec<Message> {
    let message = |name, make| Message { name, make };
    vec![
        message("book_misses.ticket", |stage| {
            let late = json!({"late": {"late": 90_000, "target": 28_800}});
            booking(stage, "first_response", &late)
        }),
        message("book_misses.availability", |stage| {
            booking(stage, "availability", &json!({"below": {"share": 9_000}}))
        }),
        message("poke", |stage| about(stage, "poke", json!({"limit": 30}))),
        message("contest", |stage| {
            about_miss(stage, "contest", json!({"evidence": words("Away")}))
        }),
        message("declare_force_majeure", declaration),
        message("object", |stage| about_miss(stage, "object", json!({}))),
        message("rule", |stage: &mut Stage| {
            let rule = json!({"dispute": stage.noted("dispute"), "credit_stands": false});
            stage.to_escrow(json!({ "rule": rule }))
        }),
    ]
}
