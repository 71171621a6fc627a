//! Tickets at the edge of what somebody may do: budgets, bounds and links that are used up.

use aftercare_domain::ticket::State;
use aftercare_domain::time::Seconds;
use serde_json::{json, Value};

use super::super::ground::{agent, words, Told};
use super::paths::two_tickets;
use super::paths::{about, after_fresh, answered, best_effort, close, confirmed, fresh, later};
use super::scenes::{ticket, Ticket};
use crate::matrix::Stage;

/// Each with what it is short of.
pub const EDGES: &[Ticket] = &[
    ticket("linked-customer", State::Closed, |stage| {
        stage.ground(|_| {})?;
        let (who, expires) = (stage.person("customer"), stage.after(Seconds::days(9)));
        let agent = agent(&who, (&["reply"], false), &expires);
        stage.desk("provider", json!({ "set_agent": agent }))?;
        two_tickets(stage, |_, opening| opening)?;
        close(stage)
    }),
    ticket("paid-delegate", State::Closed, |stage| {
        confirmed(stage)?;
        let (agreement, to) = (stage.noted("agreement"), stage.person("delegate-rate"));
        let set = json!({"agreement": agreement, "address": to});
        stage.till("provider", json!({ "set_payout_address": set }))
    }),
    ticket("agent-away", State::Open, |stage| {
        fresh(stage)?;
        let (provider, until) = (stage.person("provider"), stage.after(Seconds::days(1)));
        let away = json!({"provider": provider, "until": until, "cover": null});
        stage.desk("agent", json!({ "set_away": away }))
    }),
    ticket("agent-full", State::Open, |stage| {
        limited(stage, "max_open", json!(0))
    }),
    ticket("other-queue", State::Open, |stage| {
        limited(stage, "queues", json!([1]))?;
        about(
            stage,
            "provider",
            |_, it| json!({"queue": {"ticket": it, "queue": 2}}),
        )
    }),
    ticket("raised-once", State::Open, |stage| {
        after_fresh(
            stage,
            "customer",
            |_, it| json!({"raise": {"ticket": it, "impact": "high", "urgency": "high", "reason": words("Worse")}}),
        )?;
        about(
            stage,
            "customer",
            |_, it| json!({"lower": {"ticket": it, "impact": "medium", "urgency": "medium"}}),
        )
    }),
    ticket("urgent-used", State::Open, |stage| {
        stage.ground(|terms| terms.quotas.urgent = Some(0))?;
        two_tickets(stage, |_, opening| opening)
    }),
    ticket("holds-used", State::InProgress, |stage| {
        fresh(stage)?;
        for _ in 0..2 {
            about(stage, "agent", |stage, it| hold(stage, it, 14))?;
            about(
                stage,
                "customer",
                |_, it| json!({"agree_hold": {"ticket": it}}),
            )?;
            stage.wait(Seconds(14 * 86_400 + 1))?;
        }
        about(stage, "agent", |stage, it| hold(stage, it, 3))
    }),
    ticket("hollow-thrice", State::InProgress, |stage| {
        fresh(stage)?;
        for _ in 0..3 {
            about(stage, "agent", reply)?;
            about(
                stage,
                "customer",
                |_, it| json!({"flag_hollow": {"ticket": it}}),
            )?;
        }
        about(stage, "agent", reply)
    }),
    ticket("free-closed", State::Closed, |stage| {
        best_effort(stage)?;
        close(stage)
    }),
    ticket("free-intake-shut", State::Closed, |stage| {
        best_effort(stage)?;
        close(stage)?;
        let shut = json!({"open_to_public": false, "max_open": 9});
        stage.desk("provider", json!({ "set_intake": shut }))
    }),
    ticket("purged", State::Closed, |stage| {
        later(stage, answered_and_closed, Seconds::days(700))?;
        about(
            stage,
            "keeper",
            |_, it| json!({"purge": {"ticket": it, "lines": 30}}),
        )
    }),
];

fn answered_and_closed(stage: &mut Stage) -> Told {
    answered(stage)?;
    close(stage)
}

fn reply(_: &mut Stage, ticket: Value) -> Value {
    json!({"reply": {"ticket": ticket, "content": words("Hm"), "expects_answer": false}})
}

fn hold(stage: &mut Stage, ticket: Value, days: u64) -> Value {
    let until = stage.after(Seconds::days(days));
    json!({"propose_hold": {"ticket": ticket, "until": until, "content": words("Parts")}})
}

/// The agent named anew with one field otherwise.
fn limited(stage: &mut Stage, field: &str, value: Value) -> Told {
    fresh(stage)?;
    let (who, expires) = (stage.person("agent"), stage.after(Seconds::days(300)));
    let scopes = ["open", "reply", "resolve", "triage", "assign"];
    let mut agent = agent(&who, (&scopes, false), &expires);
    if let Some(place) = agent.get_mut(field) {
        *place = value;
    }
    stage.desk("provider", json!({ "set_agent": agent }))
}
