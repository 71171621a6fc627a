//! What the owner does, new questions, and what is owed to whom.

use aftercare_domain::time::Seconds;
use aftercare_testing::EURO;
use cosmwasm_std::Binary;
use serde_json::{json, Value};

use super::super::ground::Told;
use super::super::token::transfer_ownership;
use super::questions::{ask, asking, BOUNTY};
use crate::matrix::{Message, Scene, Stage, Subject};

pub(super) fn subject() -> Subject {
    Subject {
        scenes: scenes(),
        messages: messages().into_iter().chain(ownership()).collect(),
        other: None,
    }
}

fn scenes() -> Vec<Scene> {
    let scene = |name, build| Scene { name, build };
    vec![
        scene("plain", |stage| stage.ground(|_| {})),
        scene("asker-claims", |stage| {
            stage.ground(|_| {})?;
            ask(stage, BOUNTY)?;
            let give_up = json!({"question": stage.noted("question")});
            stage.forum("customer", json!({ "withdraw_bounty": give_up }))
        }),
        scene("asset-off", |stage| {
            stage.ground(|_| {})?;
            stage.forum("owner", json!({"close_asset": {"asset": euro()}}))
        }),
        scene("owner-offered", |stage| offered(stage, 60, 0)),
        scene("owner-offer-lapsed", |stage| offered(stage, 60, 60)),
        scene("owner-changed", |stage| {
            offered(stage, 60, 59)?;
            stage.forum(
                "next-owner",
                json!({"update_ownership": "accept_ownership"}),
            )
        }),
    ]
}

fn euro() -> Value {
    json!({"native": {"denom": EURO}})
}

fn offered(stage: &mut Stage, lasts: u64, later: u64) -> Told {
    stage.ground(|_| {})?;
    let offer = transfer_ownership(stage, lasts);
    stage.forum("owner", offer)?;
    stage.wait(Seconds(later))
}

fn messages() -> Vec<Message> {
    let message = |name, make| Message { name, make };
    vec![
        message("ask", |stage| {
            let question = asking(stage);
            stage.to_community(json!({ "ask": question })).with(BOUNTY)
        }),
        message("ask.free", |stage| {
            let question = asking(stage);
            stage.to_community(json!({ "ask": question }))
        }),
        message("withdraw", |stage: &mut Stage| {
            stage.to_community(json!({"withdraw": {"asset": euro()}}))
        }),
        message("push_claim", |stage| {
            let owner = stage.person("customer");
            stage.to_community(json!({"push_claim": {"owner": owner, "asset": euro()}}))
        }),
        message("receive", |stage| {
            let question = asking(stage);
            let msg = Binary::from(json!({ "ask": question }).to_string().into_bytes());
            let sender = stage.person("customer");
            let hook = json!({"sender": sender, "amount": "1000", "msg": msg});
            stage.to_community(json!({ "receive": hook }))
        }),
    ]
}

fn ownership() -> Vec<Message> {
    let message = |name, make| Message { name, make };
    let mut all = naming();
    all.extend(vec![
        message("update_ownership.transfer", |stage| {
            let offer = transfer_ownership(stage, 60);
            stage.to_community(offer)
        }),
        message("update_ownership.accept", |stage: &mut Stage| {
            stage.to_community(json!({"update_ownership": "accept_ownership"}))
        }),
        message("update_ownership.renounce", |stage: &mut Stage| {
            stage.to_community(json!({"update_ownership": "renounce_ownership"}))
        }),
    ]);
    all
}

fn naming() -> Vec<Message> {
    let message = |name, make| Message { name, make };
    vec![
        message("wire", |stage: &mut Stage| {
            let token = stage.world.suite.token.clone();
            stage.to_community(json!({"wire": {"token": token}}))
        }),
        message("set_rate", |stage: &mut Stage| {
            stage.to_community(json!({"set_rate": {"asset": euro(), "rate": "0.5"}}))
        }),
        message("list_asset", |stage: &mut Stage| {
            let asset = json!({"native": {"denom": "uyen"}});
            stage.to_community(json!({"list_asset": {"asset": asset}}))
        }),
        message("close_asset", |stage: &mut Stage| {
            stage.to_community(json!({"close_asset": {"asset": euro()}}))
        }),
        message("set_challenge_bond", |stage: &mut Stage| {
            stage.to_community(json!({"set_challenge_bond": {"asset": euro(), "least": "1000"}}))
        }),
        message("set_curators", |stage| {
            let curators = [stage.person("holder")];
            stage.to_community(json!({"set_curators": {"curators": curators}}))
        }),
        message("set_experts", |stage| {
            let experts = [stage.person("holder")];
            stage.to_community(json!({"set_experts": {"experts": experts}}))
        }),
        message("add_peers", |stage: &mut Stage| {
            let suite = &stage.world.suite;
            let pair = json!({"escrow": suite.escrow, "registry": suite.registry});
            stage.to_community(json!({ "add_peers": pair }))
        }),
    ]
}
