//! Messages about a question and its answers.

use aftercare_domain::time::Seconds;
use serde_json::{json, Value};

use super::super::ground::words;
use super::questions::BOUNTY;
use crate::matrix::{Message, Sent, Stage};

/// The first answer.
pub(super) fn answer_id(stage: &Stage) -> Value {
    json!({"question": stage.noted("question"), "answer": 0})
}

pub(super) fn item(stage: &Stage) -> Value {
    json!({ "answer": answer_id(stage) })
}

fn about(stage: &mut Stage, verb: &str, mut rest: Value) -> Sent {
    if let Some(fields) = rest.as_object_mut() {
        fields.insert("question".to_owned(), stage.noted("question"));
    }
    stage.to_community(json!({ verb: rest }))
}

pub(super) fn acceptance(stage: &mut Stage) -> Sent {
    let weights = json!([{"answer": 0, "share": 10_000}]);
    about(stage, "accept", json!({ "weights": weights }))
}

pub(super) fn challenge(stage: &mut Stage) -> Sent {
    about(stage, "challenge", json!({"answer": 0})).with(BOUNTY / 5)
}

pub(super) fn promotion(stage: &mut Stage) -> Sent {
    let version = json!({"major": 1, "minor": 0, "patch": 0});
    let versions = json!({"from": version, "until": null});
    let by = stage.after(Seconds::days(300));
    let new = json!({"answer": 0, "product": "router", "versions": versions, "review_by": by});
    about(stage, "promote", new)
}

pub(super) fn messages() -> Vec<Message> {
    asking().into_iter().chain(judging()).collect()
}

fn asking() -> Vec<Message> {
    let message = |name, make| Message { name, make };
    vec![
        message("answer", |stage| {
            about(stage, "answer", json!({"content": words("Another way")}))
        }),
        message("edit_answer", |stage| {
            about(
                stage,
                "edit_answer",
                json!({"content": words("A better way")}),
            )
        }),
        message("withdraw_answer", |stage| {
            about(stage, "withdraw_answer", json!({}))
        }),
        message("top_up", |stage| {
            about(stage, "top_up", json!({})).with(1_000)
        }),
        message("take_back", |stage| about(stage, "take_back", json!({}))),
        message("withdraw_bounty", |stage| {
            about(stage, "withdraw_bounty", json!({}))
        }),
        message("accept", acceptance),
        message("poke", |stage| about(stage, "poke", json!({}))),
    ]
}

fn judging() -> Vec<Message> {
    let message = |name, make| Message { name, make };
    vec![
        message("dismiss", |stage| {
            about(stage, "dismiss", json!({"answer": 0}))
        }),
        message("make_official", |stage| {
            about(stage, "make_official", json!({"answer": 0}))
        }),
        message("challenge", challenge),
        message("vote_on_challenge", |stage| {
            about(
                stage,
                "vote_on_challenge",
                json!({"answer": 0, "wrong": true}),
            )
        }),
        message("promote", promotion),
        message("thank.answer", |stage: &mut Stage| {
            let thanks = json!({"item": item(stage), "points": "10"});
            stage.to_community(json!({ "thank": thanks }))
        }),
        message("thank.too-much", |stage: &mut Stage| {
            let thanks = json!({"item": item(stage), "points": "1000000000000000"});
            stage.to_community(json!({ "thank": thanks }))
        }),
        message("object.answer", |stage: &mut Stage| {
            let objection = json!({"item": item(stage), "points": "10"});
            stage.to_community(json!({ "object": objection }))
        }),
    ]
}
