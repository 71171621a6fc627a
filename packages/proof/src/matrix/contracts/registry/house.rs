//! A provider's house, a customer's delegates, opening tickets and rating periods.

use aftercare_domain::time::Seconds;
use aftercare_testing::office_hours;
use serde_json::{json, Value};

use super::super::ground::{agent, Told};
use super::paths::{opening, saying};
use crate::matrix::{Message, Scene, Sent, Stage, Subject};

pub(super) fn subject() -> Subject {
    Subject {
        scenes: scenes(),
        messages: people().into_iter().chain(tickets()).collect(),
        other: Some(Scene {
            name: "other",
            build: |stage| stage.ground(|_| {}),
        }),
    }
}

fn scenes() -> Vec<Scene> {
    let scene = |name, build| Scene { name, build };
    vec![
        scene("running", running),
        scene("quota-used", |stage| {
            stage.ground(|terms| terms.quotas.tickets = Some(0))
        }),
        scene("intake-open", |stage| intake(stage, 9)),
        scene("intake-full", |stage| intake(stage, 0)),
        scene("free-ticket-open", |stage| {
            intake(stage, 9)?;
            let open = opening(stage, Value::Null);
            stage.desk("customer", json!({"open": open}))
        }),
        scene("covered-ticket-open", |stage| {
            running(stage)?;
            let agreement = stage.noted("agreement");
            let open = opening(stage, agreement);
            stage.desk("customer", json!({"open": open}))
        }),
        scene("period-over", |stage| later(stage, Seconds::days(30))),
        scene("period-rated", |stage| {
            later(stage, Seconds::days(30))?;
            let rate = rating(stage).message;
            stage.desk("customer", rate)
        }),
        scene("too-late-to-rate", |stage| later(stage, Seconds::days(45))),
        scene("term-over", |stage| later(stage, Seconds::days(95))),
        scene("terminated", |stage| {
            running(stage)?;
            let agreement = stage.noted("agreement");
            stage.till(
                "provider",
                json!({"terminate": {"agreement": agreement, "ground": {"by_provider": {}}}}),
            )
        }),
    ]
}

fn running(stage: &mut Stage) -> Told {
    stage.ground(|_| {})
}

fn later(stage: &mut Stage, span: Seconds) -> Told {
    running(stage)?;
    stage.wait(span)
}

fn intake(stage: &mut Stage, max_open: u32) -> Told {
    running(stage)?;
    let intake = json!({"open_to_public": true, "max_open": max_open});
    stage.desk("provider", json!({"set_intake": intake}))
}

fn recruit(stage: &mut Stage, whom: &str) -> Sent {
    let (who, expires) = (stage.person(whom), stage.after(Seconds::days(9)));
    let agent = agent(&who, (&["reply"], false), &expires);
    stage.to_registry(json!({ "set_agent": agent }))
}

fn name(stage: &mut Stage, agreement: Value, whom: &'static str) -> Sent {
    let (who, expires) = (stage.part(whom), stage.after(Seconds::days(9)));
    let delegate =
        json!({"agreement": agreement, "who": who, "scopes": ["reply"], "expires": expires});
    stage.to_registry(json!({ "set_delegate": delegate }))
}

fn rating(stage: &mut Stage) -> Sent {
    let agreement = stage.noted("agreement");
    let rate = json!({"agreement": agreement, "answers": [4], "comment": null});
    stage.to_registry(json!({ "rate_agreement": rate }))
}

fn open(stage: &Stage, opening: &Value) -> Sent {
    stage.to_registry(json!({ "open": opening }))
}

fn people() -> Vec<Message> {
    let message = |name, make| Message { name, make };
    vec![
        message("publish_calendar", |stage| {
            stage.to_registry(json!({"publish_calendar": {"calendar": office_hours()}}))
        }),
        message("publish_calendar_version", |stage| {
            let version =
                json!({"calendar_id": stage.noted("calendar"), "calendar": office_hours()});
            stage.to_registry(json!({"publish_calendar_version": version}))
        }),
        message("set_agent", |stage| recruit(stage, "recruit")),
        message("set_agent.customer", |stage| {
            let customer = stage.cast("customer");
            recruit(stage, customer)
        }),
        message("remove_agent", |stage| {
            let agent = stage.part("agent");
            stage.to_registry(json!({"remove_agent": {"agent": agent}}))
        }),
        message("set_intake", |stage| {
            let intake = json!({"open_to_public": false, "max_open": 1});
            stage.to_registry(json!({"set_intake": intake}))
        }),
        message("set_away", |stage| {
            let (provider, until) = (stage.part("provider"), stage.after(Seconds::days(1)));
            let away = json!({"provider": provider, "until": until, "cover": null});
            stage.to_registry(json!({"set_away": away}))
        }),
        message("set_queues", |stage| {
            stage.to_registry(json!({"set_queues": {"queues": 3, "categories": [], "names": null}}))
        }),
        message("set_delegate", |stage| {
            let agreement = stage.noted("agreement");
            name(stage, agreement, "holder")
        }),
        message("set_delegate.all", |stage| {
            name(stage, Value::Null, "holder")
        }),
        message("set_delegate.agent", |stage| {
            let agreement = stage.noted("agreement");
            name(stage, agreement, "agent")
        }),
        message("remove_delegate", |stage| {
            let remove = json!({"agreement": null, "who": stage.person("delegate-open")});
            stage.to_registry(json!({"remove_delegate": remove}))
        }),
        message("rate_agreement", rating),
    ]
}

fn tickets() -> Vec<Message> {
    let message = |name, make| Message { name, make };
    vec![
        message("open", |stage| {
            let agreement = stage.noted("agreement");
            let opening = opening(stage, agreement);
            open(stage, &opening)
        }),
        message("open.for-customer", |stage| {
            let (agreement, customer) = (stage.noted("agreement"), stage.part("customer"));
            let opening = opening(stage, agreement);
            open(stage, &saying(opening, "on_behalf_of", json!(customer)))
        }),
        message("open.with-another", |stage| {
            let (agreement, another) = (stage.noted("agreement"), stage.person("second-author"));
            let opening = opening(stage, agreement);
            open(stage, &saying(opening, "provider", json!(another)))
        }),
        message("open.free", |stage| {
            let opening = opening(stage, Value::Null);
            open(stage, &opening)
        }),
        message("open.free-for-customer", |stage| {
            let customer = stage.part("customer");
            let opening = opening(stage, Value::Null);
            open(stage, &saying(opening, "on_behalf_of", json!(customer)))
        }),
    ]
}
