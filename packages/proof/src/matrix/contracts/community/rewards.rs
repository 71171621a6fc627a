//! Ratings, points, epochs, and points that should not have been earned.

use aftercare_domain::time::Seconds;
use serde_json::{json, Value};

use super::super::ground::{words, Told};
use super::questions::BOUNTY;
use super::{answers, questions, rated, served};
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
        message("void_points", |stage| {
            let void = voiding(stage);
            stage.to_community(void)
        }),
    ]
}
