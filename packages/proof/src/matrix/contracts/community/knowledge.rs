//! Knowledge items, and the budgets that pay for those that help.

use aftercare_domain::time::Seconds;
use serde_json::{json, Value};

use super::super::ground::Told;
use super::questions::{accept, answered};
use super::{answers, closed};
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
        scene("cited", |stage| {
            promoted(stage)?;
            budget(stage, 10_000)?;
            cite(stage)
        }),
        scene("no-item", |stage| {
            answered(stage)?;
            budget(stage, 10_000)
        }),
        scene("not-cited", |stage| {
            promoted(stage)?;
            budget(stage, 10_000)
        }),
        scene("no-budget", |stage| {
            promoted(stage)?;
            cite(stage)
        }),
        scene("budget-short", |stage| {
            promoted(stage)?;
            budget(stage, 1_000)?;
            cite(stage)?;
            help(stage)?;
            cite(stage)
        }),
        scene("month-spent", |stage| {
            promoted(stage)?;
            budget(stage, 10_000)?;
            for _ in 0..2 {
                cite(stage)?;
                help(stage)?;
            }
            cite(stage)
        }),
        scene("helped", |stage| {
            promoted(stage)?;
            budget(stage, 10_000)?;
            cite(stage)?;
            help(stage)
        }),
        scene("stale", |stage| {
            promoted(stage)?;
            budget(stage, 10_000)?;
            cite(stage)?;
            stage.wait(Seconds::days(301))
        }),
    ]
}

fn promoted(stage: &mut Stage) -> Told {
    answered(stage)?;
    accept(stage)?;
    let promote = answers::promotion(stage).message;
    let events = stage.community("author", promote)?;
    stage.made("knowledge", &events).map(drop)
}

fn budget(stage: &mut Stage, amount: u128) -> Told {
    let fund = funding(stage).with(amount);
    stage.send("provider", &fund).map(drop)
}

fn cite(stage: &mut Stage) -> Told {
    let item = stage.noted("knowledge").as_u64().unwrap_or_default();
    closed(stage, &[item])
}

fn help(stage: &mut Stage) -> Told {
    let confirm = confirmation(stage).message;
    stage.forum("customer", confirm)
}

fn funding(stage: &mut Stage) -> Sent {
    let terms = json!({"per_item": "1000", "monthly_cap": "2000"});
    stage.to_community(json!({ "fund_support": terms }))
}

fn confirmation(stage: &mut Stage) -> Sent {
    let (ticket, item) = (stage.noted("ticket"), stage.noted("knowledge"));
    let confirm = json!({"peers": null, "ticket": ticket, "item": item});
    stage.to_community(json!({ "confirm_helped": confirm }))
}

fn points(stage: &Stage, verb: &str) -> Sent {
    let item: Value = json!({"knowledge": {"item": stage.noted("knowledge")}});
    stage.to_community(json!({ verb: {"item": item, "points": "10"} }))
}

fn messages() -> Vec<Message> {
    let message = |name, make| Message { name, make };
    vec![
        message("thank.item", |stage: &mut Stage| points(stage, "thank")),
        message("object.item", |stage: &mut Stage| points(stage, "object")),
        message("reconfirm", |stage| {
            let by = stage.after(Seconds::days(100));
            let item = stage.noted("knowledge");
            stage.to_community(json!({"reconfirm": {"item": item, "review_by": by}}))
        }),
        message("confirm_helped", confirmation),
        message("fund_support", |stage| funding(stage).with(5_000)),
        message("withdraw_support", |stage: &mut Stage| {
            stage.to_community(json!({"withdraw_support": {}}))
        }),
    ]
}
