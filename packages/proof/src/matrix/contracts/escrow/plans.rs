//! Plans, and what is agreed to because of them.

use aftercare_testing::default_terms;
use serde_json::{json, Value};

use super::super::ground::{Told, NO_HASH, TOTAL};
use super::ground;
use crate::matrix::{Message, Scene, Sent, Stage, Subject};

pub(super) fn subject() -> Subject {
    Subject {
        scenes: scenes(),
        messages: messages(),
        other: Some(Scene {
            name: "other",
            build: |stage| ground(stage, |_| {}),
        }),
    }
}

fn scenes() -> Vec<Scene> {
    let scene = |name, build| Scene { name, build };
    vec![
        scene("offered", offered),
        scene("revised", |stage| {
            offered(stage)?;
            let revise = revision(stage);
            stage.till("provider", revise.message)
        }),
        scene("retired", |stage| {
            offered(stage)?;
            about(stage, "provider", "retire_plan", json!({}))
        }),
        scene("for-listed", |stage| {
            ground(stage, |_| {})?;
            stage.offer(|terms| terms.listed_customers_only = true)
        }),
        scene("listed", |stage| {
            ground(stage, |_| {})?;
            stage.offer(|terms| terms.listed_customers_only = true)?;
            let add = [stage.part("customer")];
            about(
                stage,
                "provider",
                "update_allow_list",
                json!({"add": add, "remove": []}),
            )
        }),
        scene("full", |stage| ground(stage, |terms| terms.capacity = 1)),
        scene("no-free-bond", |stage| {
            offered(stage)?;
            let asset = json!({"native": {"denom": aftercare_testing::EURO}});
            let take = json!({"asset": asset, "amount": "1020000000"});
            stage.till("provider", json!({ "withdraw_free_bond": take }))
        }),
        scene("asset-off", |stage| {
            offered(stage)?;
            let asset = json!({"native": {"denom": aftercare_testing::EURO}});
            stage.till("owner", json!({"close_asset": {"asset": asset}}))
        }),
    ]
}

fn offered(stage: &mut Stage) -> Told {
    ground(stage, |_| {})
}

fn about(stage: &mut Stage, part: &'static str, verb: &str, rest: Value) -> Told {
    let sent = of_plan(stage, verb, rest);
    stage.till(part, sent.message)
}

fn of_plan(stage: &mut Stage, verb: &str, mut rest: Value) -> Sent {
    if let Some(fields) = rest.as_object_mut() {
        fields.insert("plan".to_owned(), stage.noted("plan"));
    }
    stage.to_escrow(json!({ verb: rest }))
}

fn revision(stage: &mut Stage) -> Sent {
    let terms = default_terms(&stage.world.euro, None);
    of_plan(stage, "revise_plan", json!({ "terms": terms }))
}

fn proposal(stage: &mut Stage, with: &Value) -> Sent {
    let terms = default_terms(&stage.world.euro, None);
    let bespoke = json!({"terms": terms, "periods": 3, "with": with});
    stage.to_escrow(json!({ "propose_agreement": bespoke }))
}

fn messages() -> Vec<Message> {
    let message = |name, make| Message { name, make };
    vec![
        message("publish_plan", |stage: &mut Stage| {
            let terms = default_terms(&stage.world.euro, None);
            stage.to_escrow(json!({"publish_plan": {"terms": terms}}))
        }),
        message("revise_plan", revision),
        message("retire_plan", |stage| {
            of_plan(stage, "retire_plan", json!({}))
        }),
        message("update_allow_list", |stage| {
            let add = [stage.person("holder")];
            of_plan(
                stage,
                "update_allow_list",
                json!({"add": add, "remove": []}),
            )
        }),
        message("subscribe.for-customer", Stage::subscription),
        message("subscribe", |stage| {
            let mut sent = stage.subscription();
            if let Some(beneficiary) = sent.message.pointer_mut("/subscribe/beneficiary") {
                *beneficiary = Value::Null;
            }
            sent
        }),
        message("subscribe.other-terms", |stage| {
            let mut sent = stage.subscription();
            if let Some(hash) = sent.message.pointer_mut("/subscribe/terms_hash") {
                *hash = json!(NO_HASH);
            }
            sent
        }),
        message("propose_agreement.provider", |stage| {
            let customer = stage.part("customer");
            proposal(stage, &json!({"customer": customer}))
        }),
        message("propose_agreement.customer", |stage| {
            let provider = stage.part("provider");
            proposal(stage, &json!({"provider": provider})).with(TOTAL)
        }),
    ]
}
