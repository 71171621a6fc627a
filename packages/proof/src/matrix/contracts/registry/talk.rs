//! Messages of the talk between customer and provider about a ticket.

use aftercare_domain::time::Seconds;
use serde_json::{json, Value};

use super::super::ground::words;
use crate::matrix::{Message, Sent, Stage};

pub(super) fn about(stage: &mut Stage, verb: &str, mut rest: Value) -> Sent {
    if let Some(fields) = rest.as_object_mut() {
        fields.insert("ticket".to_owned(), stage.noted("ticket"));
    }
    stage.to_registry(json!({ verb: rest }))
}

pub(super) fn messages() -> Vec<Message> {
    let message = |name, make| Message { name, make };
    vec![
        message("reply", |stage| {
            about(
                stage,
                "reply",
                json!({"content": words("A word"), "expects_answer": true}),
            )
        }),
        message("ask_customer", |stage| {
            about(stage, "ask_customer", json!({"question": words("Which?")}))
        }),
        message("propose_hold", |stage| {
            let until = stage.after(Seconds::days(2));
            about(
                stage,
                "propose_hold",
                json!({"until": until, "content": words("Parts")}),
            )
        }),
        message("agree_hold", |stage| about(stage, "agree_hold", json!({}))),
        message("end_pause", |stage| about(stage, "end_pause", json!({}))),
        message("flag_hollow", |stage| {
            about(stage, "flag_hollow", json!({}))
        }),
        message("propose_resolution", |stage| {
            about(
                stage,
                "propose_resolution",
                json!({"content": words("Restart"), "cites": [1]}),
            )
        }),
        message("accept", |stage| about(stage, "accept", json!({}))),
        message("reject", |stage| {
            about(stage, "reject", json!({"content": words("Still broken")}))
        }),
        message("propose_triage.raise", |stage| {
            triage(stage, "propose_triage", "high")
        }),
        message("propose_triage.lower", |stage| {
            triage(stage, "propose_triage", "low")
        }),
        message("consent_triage", |stage| {
            about(stage, "consent_triage", json!({}))
        }),
        message("object_triage", |stage| {
            about(stage, "object_triage", json!({"reason": words("No")}))
        }),
        message("raise", |stage| triage(stage, "raise", "high")),
        message("lower", |stage| {
            about(stage, "lower", json!({"impact": "low", "urgency": "low"}))
        }),
        message("escalate", |stage| {
            about(stage, "escalate", json!({"content": words("Please")}))
        }),
        message("propose_merge", |stage| {
            let into = stage.noted("twin");
            about(
                stage,
                "propose_merge",
                json!({"into": into, "duplicate": false}),
            )
        }),
        message("agree_merge", |stage| {
            about(stage, "agree_merge", json!({}))
        }),
        message("cancel", |stage| about(stage, "cancel", json!({}))),
        message("decline", |stage| about(stage, "decline", json!({}))),
        message("reopen", |stage| {
            about(stage, "reopen", json!({"content": words("Again")}))
        }),
        message("rate", |stage| {
            about(stage, "rate", json!({"answers": [4], "comment": null}))
        }),
    ]
}

fn triage(stage: &mut Stage, verb: &str, level: &str) -> Sent {
    let levels = json!({"impact": level, "urgency": level, "reason": words("Because")});
    about(stage, verb, levels)
}
