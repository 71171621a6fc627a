//! Questions from the asking to the last unit of the bounty.

use aftercare_domain::time::Seconds;
use serde_json::{json, Value};

use super::super::ground::{words, Told};
use super::{answers, served};
use crate::matrix::stage::About;
use crate::matrix::{Scene, Stage, Subject};

/// What the asker puts in.
pub(super) const BOUNTY: u128 = 50_000;
/// From the decision time on nothing is taken but the decision.
const DECIDE: Seconds = Seconds(14 * 86_400 + 1);

pub(super) fn subject() -> Subject {
    let mut scenes = open();
    scenes.extend(decided());
    scenes.extend(challenged_scenes());
    Subject {
        scenes,
        messages: answers::messages(),
        other: Some(Scene {
            name: "other",
            build: |stage| {
                stage.house()?;
                ask(stage, BOUNTY)
            },
        }),
    }
}

fn open() -> Vec<Scene> {
    let scene = |name, build| Scene { name, build };
    vec![
        scene("answered", answered),
        scene("unanswered", |stage| {
            served(stage)?;
            ask(stage, BOUNTY)
        }),
        scene("no-bounty", free),
        scene("thanked", |stage| {
            answered(stage)?;
            let thanks = json!({"item": answers::item(stage), "points": "10"});
            stage.forum("customer", json!({ "thank": thanks }))
        }),
        scene("official", |stage| {
            answered(stage)?;
            about(
                stage,
                "provider",
                "make_official",
                answers::answer_id(stage),
            )
        }),
        scene("answer-withdrawn", |stage| {
            answered(stage)?;
            let question = json!({"question": stage.noted("question")});
            about(stage, "author", "withdraw_answer", question)
        }),
        scene("dismissed", |stage| {
            answered(stage)?;
            about(stage, "curator", "dismiss", answers::answer_id(stage))
        }),
        scene("topped-up", topped_up),
        scene("top-up-joined", |stage| {
            topped_up(stage)?;
            stage.wait(Seconds(72 * 3_600 + 1))
        }),
        scene("curator-funded", |stage| {
            answered(stage)?;
            add(stage, "curator")
        }),
    ]
}

fn decided() -> Vec<Scene> {
    let scene = |name, build| Scene { name, build };
    vec![
        scene("undecided", |stage| {
            answered(stage)?;
            stage.wait(DECIDE)
        }),
        scene("closed", |stage| {
            free(stage)?;
            stage.wait(DECIDE)
        }),
        scene("refunded", |stage| {
            answered(stage)?;
            stage.wait(DECIDE)?;
            poke(stage)
        }),
        scene("bounty-withdrawn", |stage| {
            served(stage)?;
            ask(stage, BOUNTY)?;
            let question = json!({"question": stage.noted("question")});
            about(stage, "customer", "withdraw_bounty", question)
        }),
        scene("accepted", accepted),
        scene("promoted", |stage| {
            accepted(stage)?;
            let promote = answers::promotion(stage).message;
            stage.forum("author", promote)
        }),
        scene("vested", |stage| {
            accepted(stage)?;
            stage.wait(Seconds::days(7))
        }),
        scene("paid", |stage| {
            accepted(stage)?;
            stage.wait(Seconds::days(7))?;
            poke(stage)
        }),
    ]
}

fn challenged_scenes() -> Vec<Scene> {
    let scene = |name, build| Scene { name, build };
    vec![
        scene("challenged", challenged),
        scene("curator-at-stake", |stage| {
            answered(stage)?;
            answer(stage, "curator")?;
            accept(stage)?;
            let challenge = answers::challenge(stage);
            stage.send("challenger", &challenge).map(drop)
        }),
        scene("curator-challenged", |stage| {
            accepted(stage)?;
            let challenge = answers::challenge(stage);
            stage.send("curator", &challenge).map(drop)
        }),
        scene("voted", |stage| {
            challenged(stage)?;
            vote(stage, "curator", true)
        }),
        scene("overturned", |stage| {
            challenged(stage)?;
            vote(stage, "curator", true)?;
            vote(stage, "second-curator", true)
        }),
        scene("upheld", |stage| {
            challenged(stage)?;
            vote(stage, "curator", false)?;
            vote(stage, "second-curator", false)
        }),
        scene("vote-over", |stage| {
            challenged(stage)?;
            stage.wait(Seconds(5 * 86_400 + 1))
        }),
        scene("challenge-lapsed", |stage| {
            challenged(stage)?;
            stage.wait(Seconds(5 * 86_400 + 1))?;
            poke(stage)
        }),
    ]
}

fn about(stage: &mut Stage, part: &'static str, verb: &str, rest: Value) -> Told {
    stage.forum(part, json!({ verb: rest }))
}

fn poke(stage: &mut Stage) -> Told {
    let question = json!({"question": stage.noted("question")});
    about(stage, "keeper", "poke", question)
}

/// A question of the customer's that names the provider.
pub(super) fn asking(stage: &mut Stage) -> Value {
    let provider = stage.part("provider");
    json!({
        "topic": "setup", "product": "router", "versions": null, "provider": provider,
        "content": words("How do I bridge it?")
    })
}

pub(super) fn ask(stage: &mut Stage, bounty: u128) -> Told {
    let question = asking(stage);
    let mut sent = stage.to_community(json!({ "ask": question }));
    if bounty > 0 {
        sent = sent.with(bounty);
    }
    let asker = stage.cast("customer");
    let events = stage.send(asker, &sent)?;
    stage.made("question", &events).map(drop)
}

fn answer(stage: &mut Stage, part: &'static str) -> Told {
    let answer = json!({"question": stage.noted("question"), "content": words("Like this")});
    about(stage, part, "answer", answer)
}

/// With a bounty and two answers.
pub(super) fn answered(stage: &mut Stage) -> Told {
    served(stage)?;
    with_answers(stage, BOUNTY)
}

fn free(stage: &mut Stage) -> Told {
    served(stage)?;
    with_answers(stage, 0)
}

pub(super) fn with_answers(stage: &mut Stage, bounty: u128) -> Told {
    debug_assert!(
        stage.about == About::Own,
        "the others' question has no answers"
    );
    ask(stage, bounty)?;
    answer(stage, "author")?;
    answer(stage, "second-author")
}

fn topped_up(stage: &mut Stage) -> Told {
    answered(stage)?;
    add(stage, "funder")
}

fn add(stage: &mut Stage, role: &'static str) -> Told {
    let add = json!({"question": stage.noted("question")});
    let add = stage.to_community(json!({ "top_up": add })).with(1_000);
    stage.send(role, &add).map(drop)
}

pub(super) fn accept(stage: &mut Stage) -> Told {
    let message = answers::acceptance(stage).message;
    stage.forum("customer", message)
}

fn accepted(stage: &mut Stage) -> Told {
    answered(stage)?;
    accept(stage)
}

fn challenged(stage: &mut Stage) -> Told {
    accepted(stage)?;
    let challenge = answers::challenge(stage);
    stage.send("challenger", &challenge).map(drop)
}

fn vote(stage: &mut Stage, part: &'static str, wrong: bool) -> Told {
    let vote = json!({"question": stage.noted("question"), "answer": 0, "wrong": wrong});
    about(stage, part, "vote_on_challenge", vote)
}
