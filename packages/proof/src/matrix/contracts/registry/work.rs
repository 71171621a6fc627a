//! Messages of the provider's work on a ticket, and those that anybody sends.

use serde_json::json;

use super::super::ground::words;
use super::talk::about;
use crate::matrix::{Message, Stage};

pub(super) fn messages() -> Vec<Message> {
    let message = |name, make| Message { name, make };
    let mut all = vec![
        message("acknowledge", |stage| {
            about(stage, "acknowledge", json!({}))
        }),
        message("claim", |stage| about(stage, "claim", json!({}))),
        message("assign", |stage| {
            let agent = stage.part("agent");
            about(stage, "assign", json!({"agent": agent}))
        }),
        message("hand_over", |stage| {
            let agent = stage.person("agent-open");
            about(stage, "hand_over", json!({"agent": agent}))
        }),
        message("queue", |stage| about(stage, "queue", json!({"queue": 1}))),
        message("reply_many", |stage: &mut Stage| {
            let replies = [json!({"ticket": stage.noted("ticket"), "content": words("A word")})];
            stage.to_registry(json!({"reply_many": {"replies": replies}}))
        }),
        message("relay", |stage| {
            let agent = stage.part("agent");
            about(
                stage,
                "relay",
                json!({"agent": agent, "content": words("A word")}),
            )
        }),
        message("relay.bot", |stage| {
            let bot = stage.person("bot");
            about(
                stage,
                "relay",
                json!({"agent": bot, "content": words("A word")}),
            )
        }),
        message("link.itself", |stage| {
            let itself = stage.noted("ticket");
            about(stage, "link", json!({ "to": itself }))
        }),
        message("note", |stage| {
            about(stage, "note", json!({"content": words("Hm")}))
        }),
        message("link", |stage| {
            let twin = stage.noted("twin");
            about(stage, "link", json!({"to": twin}))
        }),
    ];
    all.extend(anybody());
    all
}

fn anybody() -> Vec<Message> {
    let message = |name, make| Message { name, make };
    vec![
        message("disclose", |stage| {
            about(
                stage,
                "disclose",
                json!({"category": 1, "tags": ["late"], "external_ref": null}),
            )
        }),
        message("purge", |stage| about(stage, "purge", json!({"lines": 30}))),
        message("poke", |stage| about(stage, "poke", json!({}))),
        message("poke_many", |stage: &mut Stage| {
            let tickets = [stage.noted("ticket"), stage.noted("twin")];
            // Of a ticket that there is not there is no twin either.
            let several = if tickets[0] == tickets[1] { 1 } else { 2 };
            stage.to_registry(json!({"poke_many": {"tickets": tickets[..several]}}))
        }),
    ]
}
