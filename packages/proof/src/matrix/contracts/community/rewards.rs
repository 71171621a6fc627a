//! Ratings, points, epochs, and points that should not have been earned.

use aftercare_domain::time::Seconds;
use serde_json::{json, Value};

use super::super::ground::{words, Told};
use super::super::registry::{open, opening};
use super::questions::BOUNTY;
use super::{answers, closed, questions, rated, served};
use crate::matrix::{Message, Scene, Stage, Subject};

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
        scene("registered", |stage| {
            served(stage)?;
            thanked(stage)
        }),
        scene("rated", rated),
        scene("unrated", |stage| {
            stage.ground(|_| {})?;
            closed(stage, &[])?;
            stage.wait(Seconds::days(20))
        }),
        scene("ticket-open", |stage| {
            stage.ground(|_| {})?;
            let agreement = stage.noted("agreement");
            let opening = opening(stage, agreement);
            open(stage, "customer", opening).map(drop)
        }),
        scene("ticket-free", |stage| {
            let intake = json!({"open_to_public": true, "max_open": 9});
            stage.desk("provider", json!({ "set_intake": intake }))?;
            stage.ground(|_| {})?;
            let opening = opening(stage, Value::Null);
            let ticket = open(stage, "customer", opening)?;
            let propose = json!({"ticket": ticket, "content": words("So"), "cites": []});
            stage.desk("agent", json!({ "propose_resolution": propose }))?;
            stage.desk("customer", json!({"accept": {"ticket": ticket}}))?;
            stage.wait(Seconds::days(20))
        }),
        scene("unminted-and-ripe", |stage| {
            unminted(stage)?;
            stage.wait(Seconds::days(7))
        }),
        scene("rated-for-good", |stage| {
            rated(stage)?;
            stage.wait(Seconds(14 * 86_400 + 1))
        }),
        scene("epoch-over", |stage| {
            served(stage)?;
            thanked(stage)?;
            stage.wait(Seconds::days(7))
        }),
        scene("minted", minted),
        scene("unminted", unminted),
        scene("void-voted", |stage| {
            minted(stage)?;
            void(stage, "curator")
        }),
        scene("voided", |stage| {
            minted(stage)?;
            void(stage, "curator")?;
            void(stage, "second-curator")
        }),
        scene("claimable", claimable),
        scene("claimed", |stage| {
            claimable(stage)?;
            let claim = claim(stage);
            stage.forum("keeper", claim)
        }),
    ]
}

/// The author has points of this epoch, which is noted.
fn thanked(stage: &mut Stage) -> Told {
    questions::with_answers(stage, BOUNTY)?;
    let thanks = json!({"item": answers::item(stage), "points": "1000"});
    let events = stage.community("customer", json!({ "thank": thanks }))?;
    stage.made("epoch", &events).map(drop)
}

fn close(stage: &mut Stage) -> Told {
    stage.forum("keeper", json!({"close_epoch": {}}))
}

fn minted(stage: &mut Stage) -> Told {
    served(stage)?;
    thanked(stage)?;
    stage.wait(Seconds::days(7))?;
    close(stage)
}

/// The token was told to mint nothing.
fn unminted(stage: &mut Stage) -> Told {
    let token = stage.world.suite.token.clone();
    let lower = crate::matrix::stage::plain(&token, json!({"lower_budget": {"budget": "0"}}));
    stage.send("owner", &lower)?;
    minted(stage)
}

fn claimable(stage: &mut Stage) -> Told {
    minted(stage)?;
    stage.wait(Seconds::days(7))
}

fn claim(stage: &mut Stage) -> Value {
    let owner = stage.person("author");
    json!({"claim": {"owner": owner, "epochs": [stage.noted("epoch")]}})
}

fn voiding(stage: &mut Stage) -> Value {
    let owner = stage.person("author");
    let (epoch, item) = (stage.noted("epoch"), answers::item(stage));
    json!({"void_points": {"epoch": epoch, "owner": owner, "item": item, "evidence": words("One person")}})
}

fn void(stage: &mut Stage, part: &'static str) -> Told {
    let void = voiding(stage);
    stage.forum(part, void)
}

fn messages() -> Vec<Message> {
    let message = |name, make| Message { name, make };
    vec![
        message("register_ratings", |stage: &mut Stage| {
            let register = json!({"tickets": [stage.noted("ticket")], "peers": null});
            stage.to_community(json!({ "register_ratings": register }))
        }),
        message("close_epoch", |stage: &mut Stage| {
            stage.to_community(json!({"close_epoch": {}}))
        }),
        message("mint_epoch", |stage: &mut Stage| {
            stage.to_community(json!({"mint_epoch": {"epoch": stage.noted("epoch")}}))
        }),
        message("claim", |stage| {
            let claim = claim(stage);
            stage.to_community(claim)
        }),
        message("register_ratings.other-pair", |stage: &mut Stage| {
            let register = json!({"tickets": [stage.noted("ticket")], "peers": 7});
            stage.to_community(json!({ "register_ratings": register }))
        }),
        message("void_points", |stage| {
            let void = voiding(stage);
            stage.to_community(void)
        }),
        message("void_points.of-another", |stage| {
            let mut void = voiding(stage);
            let another = stage.person("second-author");
            if let Some(owner) = void.pointer_mut("/void_points/owner") {
                *owner = json!(another);
            }
            stage.to_community(void)
        }),
    ]
}
