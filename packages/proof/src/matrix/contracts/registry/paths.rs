//! How a ticket comes to where it is, step by step.

use aftercare_domain::time::Seconds;
use aftercare_engine::Failure;
use serde_json::{json, Value};

use super::super::ground::{words, Told};
use crate::matrix::Stage;

/// What is said about the ticket that the stage is about.
pub(super) type Says = fn(&mut Stage, Value) -> Value;

pub(super) fn about(stage: &mut Stage, part: &'static str, says: Says) -> Told {
    let ticket = stage.noted("ticket");
    let message = says(stage, ticket);
    stage.desk(part, message)
}

pub(super) fn after_fresh(stage: &mut Stage, part: &'static str, says: Says) -> Told {
    fresh(stage)?;
    about(stage, part, says)
}

pub(super) fn later(stage: &mut Stage, build: fn(&mut Stage) -> Told, span: Seconds) -> Told {
    build(stage)?;
    stage.wait(span)
}

/// A message that opens a ticket of the customer with the provider.
pub(in super::super) fn opening(stage: &mut Stage, agreement: Value) -> Value {
    let provider = stage.part("provider");
    json!({
        "agreement": agreement, "provider": provider, "impact": "medium", "urgency": "medium",
        "category": 0, "tags": [], "content": words("No connection"), "external_ref": null,
        "on_behalf_of": null, "related": null, "confidential": false
    })
}

/// The opening with one field said otherwise.
pub(super) fn saying(mut opening: Value, field: &str, value: Value) -> Value {
    if let Some(place) = opening.get_mut(field) {
        *place = value;
    }
    opening
}

pub(in super::super) fn open(
    stage: &mut Stage,
    part: &'static str,
    opening: Value,
) -> Result<u64, Failure> {
    let role = stage.cast(part);
    let events = stage.registry(role, json!({"open": opening}))?;
    stage.made("ticket", &events)
}

/// Two tickets: the one that messages are about, and its twin.
pub(super) fn fresh(stage: &mut Stage) -> Told {
    with(stage, |_, opening| opening)
}

pub(super) fn with(stage: &mut Stage, change: fn(&mut Stage, Value) -> Value) -> Told {
    stage.ground(|_| {})?;
    two_tickets(stage, change)
}

/// The twin, and a ticket that is opened otherwise.
pub(super) fn two_tickets(stage: &mut Stage, change: fn(&mut Stage, Value) -> Value) -> Told {
    let agreement = stage.noted("agreement");
    let plain = opening(stage, agreement);
    let twin = open(stage, "customer", plain.clone())?;
    stage.note("twin", twin);
    let opening = change(stage, plain);
    open(stage, "customer", opening).map(drop)
}

pub(super) fn confidential(stage: &mut Stage) -> Told {
    with(stage, |_, opening| {
        saying(opening, "confidential", json!(true))
    })
}

pub(super) fn offered(stage: &mut Stage) -> Told {
    fresh(stage)?;
    let (agreement, customer) = (stage.noted("agreement"), stage.part("customer"));
    let opening = opening(stage, agreement);
    let opening = saying(opening, "on_behalf_of", json!(customer));
    open(stage, "agent", opening).map(drop)
}

pub(super) fn best_effort(stage: &mut Stage) -> Told {
    stage.desk(
        "provider",
        json!({"set_intake": {"open_to_public": true, "max_open": 9}}),
    )?;
    fresh(stage)?;
    let opening = opening(stage, Value::Null);
    open(stage, "customer", opening).map(drop)
}

pub(super) fn answered(stage: &mut Stage) -> Told {
    after_fresh(
        stage,
        "agent",
        |_, it| json!({"reply": {"ticket": it, "content": words("Seen"), "expects_answer": false}}),
    )
}

pub(super) fn asked(stage: &mut Stage) -> Told {
    after_fresh(
        stage,
        "agent",
        |_, it| json!({"ask_customer": {"ticket": it, "question": words("Which one?")}}),
    )
}

pub(super) fn hold(stage: &mut Stage) -> Told {
    after_fresh(stage, "agent", |stage, it| {
        let until = stage.after(Seconds::days(2));
        json!({"propose_hold": {"ticket": it, "until": until, "content": words("Parts")}})
    })
}

pub(super) fn held(stage: &mut Stage) -> Told {
    hold(stage)?;
    about(
        stage,
        "customer",
        |_, it| json!({"agree_hold": {"ticket": it}}),
    )
}

pub(super) fn resolved(stage: &mut Stage) -> Told {
    after_fresh(stage, "agent", propose)
}

/// The agent proposes, the customer confirms.
pub(super) fn close(stage: &mut Stage) -> Told {
    about(stage, "agent", propose)?;
    about(stage, "customer", |_, it| json!({"accept": {"ticket": it}}))
}

pub(super) fn confirmed(stage: &mut Stage) -> Told {
    fresh(stage)?;
    close(stage)
}

pub(super) fn rated(stage: &mut Stage) -> Told {
    confirmed(stage)?;
    about(
        stage,
        "customer",
        |_, it| json!({"rate": {"ticket": it, "answers": [5], "comment": null}}),
    )
}

pub(super) fn reopened(stage: &mut Stage) -> Told {
    confirmed(stage)?;
    about(stage, "customer", reopen)
}

pub(super) fn merge(stage: &mut Stage, duplicate: bool) -> Told {
    fresh(stage)?;
    let (ticket, twin) = (stage.noted("ticket"), stage.noted("twin"));
    let merge = json!({"ticket": ticket, "into": twin, "duplicate": duplicate});
    stage.desk("agent", json!({"propose_merge": merge}))
}

pub(super) fn propose(_: &mut Stage, ticket: Value) -> Value {
    json!({"propose_resolution": {"ticket": ticket, "content": words("Restart"), "cites": []}})
}

pub(super) fn reopen(_: &mut Stage, ticket: Value) -> Value {
    json!({"reopen": {"ticket": ticket, "content": words("Again")}})
}

pub(super) fn escalate(_: &mut Stage, ticket: Value) -> Value {
    json!({"escalate": {"ticket": ticket, "content": words("Please")}})
}

pub(super) fn disclose(_: &mut Stage, ticket: Value) -> Value {
    json!({"disclose": {"ticket": ticket, "category": 0, "tags": [], "external_ref": null}})
}
