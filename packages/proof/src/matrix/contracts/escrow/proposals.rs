//! Proposals of agreements and amendments, from either side, named and open.

use aftercare_domain::time::Seconds;
use aftercare_engine::{Engine, Failure};
use aftercare_interface::sla_escrow::{ProposalResponse, QueryMsg};
use aftercare_testing::default_terms;
use serde_json::{json, Value};

use super::super::ground::{Told, NO_HASH, TOTAL};
use super::{business, ground};
use crate::matrix::{Message, Scene, Sent, Stage, Subject};

pub(super) fn subject() -> Subject {
    Subject {
        scenes: scenes(),
        messages: messages(),
        other: Some(Scene {
            name: "other",
            build: named,
        }),
    }
}

impl Stage {
    /// The hash of the terms of the proposal that was made last.
    pub(super) fn proposed_hash(&self) -> Result<String, Failure> {
        let proposal = self.noted("proposal").as_u64().unwrap_or_default();
        let question = QueryMsg::Proposal { proposal };
        let world = &self.world;
        let found: ProposalResponse = world.engine.query(&world.suite.escrow, &question)?;
        Ok(found.terms_hash.to_hex())
    }
}

fn scenes() -> Vec<Scene> {
    let scene = |name, build| Scene { name, build };
    vec![
        scene("named", named),
        scene("open-to-anybody", |stage| {
            offer(stage, &json!({"customer": null}))
        }),
        scene("asked", asked),
        scene("asked-of-anybody", |stage| {
            ask(stage, &json!({"provider": null}))
        }),
        scene("expired", |stage| later(stage, named)),
        scene("asked-expired", |stage| later(stage, asked)),
        scene("accepted", |stage| {
            named(stage)?;
            let accept = acceptance(stage);
            let customer = stage.cast("customer");
            stage.send(customer, &accept).map(drop)
        }),
        scene("declined", |stage| {
            named(stage)?;
            let decline = json!({"proposal": stage.noted("proposal")});
            stage.till("customer", json!({ "decline_proposal": decline }))
        }),
        scene("amendment", |stage| amend(stage, "provider")),
        scene("amendment-asked", |stage| amend(stage, "customer")),
        scene("amendment-late", |stage| {
            amend(stage, "provider")?;
            stage.wait(Seconds::days(20))
        }),
    ]
}

fn later(stage: &mut Stage, build: fn(&mut Stage) -> Told) -> Told {
    build(stage)?;
    stage.wait(Seconds(7 * 86_400 + 1))
}

fn propose(stage: &mut Stage, (part, with, total): (&'static str, &Value, u128)) -> Told {
    ground(stage, |_| {})?;
    let terms = default_terms(&stage.world.euro, None);
    let bespoke = json!({"terms": terms, "periods": 3, "with": with});
    let mut sent = stage.to_escrow(json!({ "propose_agreement": bespoke }));
    if total > 0 {
        sent = sent.with(total);
    }
    made(stage, part, &sent, TOTAL - total)
}

/// Keeps the proposal, and what accepting it takes.
fn made(stage: &mut Stage, part: &'static str, sent: &Sent, total: u128) -> Told {
    let role = stage.cast(part);
    let events = stage.send(role, sent)?;
    stage.made("proposal", &events)?;
    let hash = stage.proposed_hash()?;
    stage.note("proposal-hash", hash);
    stage.note("proposal-total", total.to_string());
    Ok(())
}

fn offer(stage: &mut Stage, with: &Value) -> Told {
    propose(stage, ("provider", with, 0))
}

fn ask(stage: &mut Stage, with: &Value) -> Told {
    propose(stage, ("customer", with, TOTAL))
}

fn named(stage: &mut Stage) -> Told {
    let customer = stage.part("customer");
    offer(stage, &json!({"customer": customer}))
}

fn asked(stage: &mut Stage) -> Told {
    let provider = stage.part("provider");
    ask(stage, &json!({"provider": provider}))
}

fn amend(stage: &mut Stage, part: &'static str) -> Told {
    ground(stage, |_| {})?;
    let amendment = business::amendment(stage);
    made(stage, part, &amendment, 0)
}

fn acceptance(stage: &mut Stage) -> Sent {
    let (hash, total) = (stage.noted("proposal-hash"), stage.noted("proposal-total"));
    let (hash, total) = (
        hash.as_str().unwrap_or(NO_HASH),
        total.as_str().unwrap_or("0"),
    );
    let accept = json!({"proposal": stage.noted("proposal"), "terms_hash": hash, "total": total});
    let sent = stage.to_escrow(json!({ "accept_proposal": accept }));
    match total.parse() {
        Ok(0) | Err(_) => sent,
        Ok(total) => sent.with(total),
    }
}

fn messages() -> Vec<Message> {
    let message = |name, make| Message { name, make };
    vec![
        message("accept_proposal", acceptance),
        message("accept_proposal.other-terms", |stage| {
            let mut sent = acceptance(stage);
            if let Some(hash) = sent.message.pointer_mut("/accept_proposal/terms_hash") {
                *hash = json!(NO_HASH);
            }
            sent
        }),
        message("decline_proposal", |stage: &mut Stage| {
            let decline = json!({"proposal": stage.noted("proposal")});
            stage.to_escrow(json!({ "decline_proposal": decline }))
        }),
        message("cancel_proposal", |stage: &mut Stage| {
            let cancel = json!({"proposal": stage.noted("proposal")});
            stage.to_escrow(json!({ "cancel_proposal": cancel }))
        }),
    ]
}
