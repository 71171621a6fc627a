//! Everybody's own money: bonds, claims, recovery of a lost key, tokens that come through their `send`.

use aftercare_domain::time::Seconds;
use aftercare_testing::EURO;
use cosmwasm_std::Binary;
use serde_json::{json, Value};

use super::super::ground::Told;
use super::agreements::settle;
use super::ground;
use crate::matrix::{cast, stage};
use crate::matrix::{Message, Scene, Sent, Stage, Subject};

pub(super) fn subject() -> Subject {
    Subject {
        scenes: scenes(),
        messages: messages(),
        other: None,
    }
}

fn scenes() -> Vec<Scene> {
    let scene = |name, build| Scene { name, build };
    vec![
        scene("no-claims", plain),
        scene("sink-claims", |stage| {
            plain(stage)?;
            stage.wait(Seconds::days(40))?;
            settle(stage)
        }),
        scene("recovery-named", named),
        scene("recovery-asked", |stage| asked(stage, Seconds::days(13))),
        scene("recovery-ripe", |stage| asked(stage, Seconds::days(14))),
        scene("asset-off-purse", |stage| {
            plain(stage)?;
            stage.till("owner", json!({"close_asset": {"asset": euro()}}))
        }),
    ]
}

/// Everybody has tokens of the listed kind, contracts too.
fn plain(stage: &mut Stage) -> Told {
    ground(stage, |_| {})?;
    for role in cast::CONTRACTS.iter().chain(&["fee-sink"]) {
        let to = stage.person(role);
        let some = json!({"recipient": to, "amount": "5000"});
        let some = stage::plain(&stage.dollar, json!({ "transfer": some }));
        stage.send("keeper", &some)?;
    }
    Ok(())
}

pub(super) fn euro() -> Value {
    json!({"native": {"denom": EURO}})
}

fn named(stage: &mut Stage) -> Told {
    plain(stage)?;
    let recovery = stage.person("recovery");
    stage.till("provider", json!({"set_recovery": {"recovery": recovery}}))
}

fn asked(stage: &mut Stage, span: Seconds) -> Told {
    named(stage)?;
    let owner = stage.person("provider");
    stage.till("recovery", json!({"recover": {"owner": owner}}))?;
    stage.wait(span)
}

/// What a token says when it passes a deposit on.
fn hook(stage: &mut Stage) -> Sent {
    let payer = stage.person("provider");
    let msg = Binary::from(br#"{"deposit_bond":{}}"#);
    let receive = json!({"sender": payer, "amount": "1000", "msg": msg});
    stage.to_escrow(json!({ "receive": receive }))
}

fn messages() -> Vec<Message> {
    let message = |name, make| Message { name, make };
    vec![
        message("deposit_bond", |stage: &mut Stage| {
            stage.to_escrow(json!({"deposit_bond": {}})).with(1_000)
        }),
        message("withdraw_free_bond", |stage: &mut Stage| {
            let take = json!({"asset": euro(), "amount": "1000"});
            stage.to_escrow(json!({ "withdraw_free_bond": take }))
        }),
        message("withdraw", |stage: &mut Stage| {
            stage.to_escrow(json!({"withdraw": {"asset": euro()}}))
        }),
        message("push_claim", |stage| {
            let owner = stage.person("fee-sink");
            stage.to_escrow(json!({"push_claim": {"owner": owner, "asset": euro()}}))
        }),
        message("set_recovery", |stage| {
            let recovery = stage.person("holder");
            stage.to_escrow(json!({"set_recovery": {"recovery": recovery}}))
        }),
        message("recover", |stage| {
            let owner = stage.person("provider");
            stage.to_escrow(json!({"recover": {"owner": owner}}))
        }),
        message("veto_recovery", |stage: &mut Stage| {
            stage.to_escrow(json!({"veto_recovery": {}}))
        }),
        message("take_over", |stage| {
            let owner = stage.person("provider");
            stage.to_escrow(json!({"take_over": {"owner": owner, "asset": euro()}}))
        }),
        message("receive", hook),
        message("receive.through-token", |stage: &mut Stage| {
            let msg = Binary::from(br#"{"deposit_bond":{}}"#);
            let send = json!({"contract": stage.world.suite.escrow, "amount": "1000", "msg": msg});
            stage::plain(&stage.dollar, json!({ "send": send }))
        }),
    ]
}
