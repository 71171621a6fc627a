//! Tickets in every state that matters, each by what people did.

use aftercare_domain::ticket::State;
use aftercare_domain::time::Seconds;
use serde_json::json;

use super::super::ground::{words, Told};
use super::edges::EDGES;
use super::paths::{
    about, after_fresh, answered, asked, best_effort, close, confidential, confirmed, disclose,
    escalate, fresh, held, hold, later, merge, offered, propose, rated, reopen, reopened, resolved,
};
use super::{talk, work};
use crate::matrix::{Scene, Stage, Subject};

/// A ticket in a state.
pub struct Ticket {
    /// Its name in the rules.
    pub name: &'static str,
    /// What the table of moves calls it, after what time has done to it.
    pub state: State,
    /// Brings a fresh world there.
    pub build: fn(&mut Stage) -> Told,
}

pub(super) const fn ticket(
    name: &'static str,
    state: State,
    build: fn(&mut Stage) -> Told,
) -> Ticket {
    Ticket { name, state, build }
}

/// From the second after on, what can never be reopened is final.
const FINAL: Seconds = Seconds(1);

/// Tickets in every state.
const TICKETS: &[Ticket] = &[
    ticket("open", State::Open, fresh),
    ticket("offered", State::Open, offered),
    ticket("escalated", State::Open, |stage| {
        after_fresh(stage, "customer", escalate)
    }),
    ticket("claimed", State::Open, |stage| {
        after_fresh(stage, "agent", |_, it| json!({"claim": {"ticket": it}}))
    }),
    ticket("held-by-another", State::Open, |stage| {
        after_fresh(
            stage,
            "agent-reply",
            |_, it| json!({"claim": {"ticket": it}}),
        )
    }),
    ticket("late", State::Open, |stage| {
        later(stage, fresh, Seconds::days(3))
    }),
    ticket("confidential", State::Open, confidential),
    ticket("best-effort", State::Open, best_effort),
    ticket("raised", State::Open, |stage| {
        after_fresh(
            stage,
            "customer",
            |_, it| json!({"raise": {"ticket": it, "impact": "high", "urgency": "high", "reason": words("Worse")}}),
        )
    }),
    ticket("triage-proposed", State::Open, |stage| {
        after_fresh(
            stage,
            "agent",
            |_, it| json!({"propose_triage": {"ticket": it, "impact": "low", "urgency": "low", "reason": words("Minor")}}),
        )
    }),
    ticket("merge-proposed", State::Open, |stage| merge(stage, false)),
    ticket("duplicate-proposed", State::Open, |stage| {
        merge(stage, true)
    }),
    ticket("in-progress", State::InProgress, answered),
    ticket("hollow", State::InProgress, |stage| {
        answered(stage)?;
        about(
            stage,
            "customer",
            |_, it| json!({"flag_hollow": {"ticket": it}}),
        )
    }),
    ticket("hold-proposed", State::InProgress, hold),
    ticket("hold-over", State::InProgress, |stage| {
        later(stage, held, Seconds(2 * 86_400 + 60))
    }),
    ticket("awaiting", State::AwaitingCustomer, asked),
    ticket("on-hold", State::OnHold, held),
    ticket("suggested", State::Suggested, |stage| {
        after_fresh(stage, "bot", propose)
    }),
    ticket("suggestion-lapsed", State::Open, |stage| {
        after_fresh(stage, "bot", propose)?;
        stage.wait(Seconds::days(4))
    }),
    ticket("resolved", State::Resolved, resolved),
    ticket("silent", State::Resolved, |stage| {
        later(stage, asked, Seconds(6 * 86_400))
    }),
    ticket("confirmed", State::Closed, confirmed),
    ticket("rated", State::Closed, rated),
    ticket("disclosed", State::Closed, |stage| {
        confidential(stage)?;
        close(stage)?;
        about(stage, "customer", disclose)
    }),
    ticket("closed-confidential", State::Closed, |stage| {
        confidential(stage)?;
        close(stage)
    }),
    ticket("lapsed", State::Closed, |stage| {
        later(stage, resolved, Seconds::days(6))
    }),
    ticket("cancelled", State::Closed, |stage| {
        after_fresh(stage, "customer", |_, it| json!({"cancel": {"ticket": it}}))
    }),
    ticket("automated", State::Closed, |stage| {
        after_fresh(stage, "bot", propose)?;
        about(stage, "customer", |_, it| json!({"accept": {"ticket": it}}))
    }),
    ticket("declined", State::Closed, |stage| {
        best_effort(stage)?;
        about(
            stage,
            "provider",
            |_, it| json!({"decline": {"ticket": it}}),
        )?;
        stage.wait(FINAL)
    }),
    ticket("merged", State::Closed, |stage| {
        merge(stage, false)?;
        about(
            stage,
            "customer",
            |_, it| json!({"agree_merge": {"ticket": it}}),
        )?;
        stage.wait(FINAL)
    }),
    ticket("reopened", State::Open, reopened),
    ticket("reopened-thrice", State::Closed, |stage| {
        reopened(stage)?;
        for _ in 0..2 {
            close(stage)?;
            about(stage, "customer", reopen)?;
        }
        close(stage)?;
        stage.wait(FINAL)
    }),
    ticket("final", State::Closed, |stage| {
        later(stage, confirmed, Seconds(14 * 86_400 + 1))
    }),
    ticket("forgotten", State::Closed, |stage| {
        later(stage, confirmed, Seconds::days(700))
    }),
];

/// All of them.
pub(super) fn all() -> impl Iterator<Item = &'static Ticket> {
    TICKETS.iter().chain(EDGES)
}

pub(super) fn tickets() -> Subject {
    let scene = |it: &Ticket| Scene {
        name: it.name,
        build: it.build,
    };
    let mut messages = talk::messages();
    messages.extend(work::messages());
    Subject {
        scenes: all().map(scene).collect(),
        messages,
        other: Some(Scene {
            name: "other",
            build: fresh,
        }),
    }
}
