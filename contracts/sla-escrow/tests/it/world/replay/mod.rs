//! What an indexer that hears nothing but accepted messages and their events would answer.
//!
//! Each file beside this one hears the events of one concern and answers its questions. A new concern is a
//! file with a `hear` in [`HEARERS`] and, where it has questions of its own, an `agrees` in [`agrees`]. An
//! event that nobody hears fails: what is told must matter to some answer, or stand in [`PASSED_OVER`].

mod agreements;
mod misses;
mod owner;
mod plans;
mod proposals;
mod purses;

use aftercare_domain::time::UnixTime;
use aftercare_interface::sla_escrow::{Cw20Hook, ExecuteMsg, PlanTerms};
use cosmwasm_std::Event;
use serde::de::DeserializeOwned;

use super::{said, World};

/// An accepted message: when it was, which terms stood in it, and what it told.
pub struct Told {
    pub at: UnixTime,
    pub terms: Option<PlanTerms>,
    pub events: Vec<Event>,
}

/// What has been heard, by concern.
#[derive(Default)]
pub struct Heard {
    pub plans: plans::Plans,
    pub agreements: agreements::Agreements,
    pub misses: misses::Misses,
    pub owner: owner::Owner,
    pub purses: purses::Purses,
    pub proposals: proposals::Proposals,
}

/// Who listens: each says whether an event concerned it.
const HEARERS: [fn(&mut Heard, &Word) -> bool; 6] = [
    plans::hear,
    agreements::hear,
    misses::hear,
    owner::hear,
    purses::hear,
    proposals::hear,
];

/// Events that change no answer, or only one that is checked elsewhere.
const PASSED_OVER: [&str; 2] = ["migrated", "ownership-updated"];

/// One event of a message, to be read word by word.
pub struct Word<'a> {
    pub name: &'a str,
    pub event: &'a Event,
    pub told: &'a Told,
}

impl Word<'_> {
    /// A word of the event; `None` where it says nothing.
    pub fn may<T: DeserializeOwned>(&self, key: &str) -> Option<T> {
        said(self.event, key).map(|text| read(text))
    }

    /// A word that the event always says.
    pub fn must<T: DeserializeOwned>(&self, key: &str) -> T {
        let read = self.may(key);
        read.unwrap_or_else(|| panic!("no {key} in {:?}", self.event))
    }

    /// An amount; absent is zero.
    pub fn amount<T: DeserializeOwned + Default>(&self, key: &str) -> T {
        self.may(key).unwrap_or_default()
    }
}

/// Reads a word of an event as the type of the answer: numbers stand bare in events, everything else as text.
fn read<T: DeserializeOwned>(text: &str) -> T {
    let bare = serde_json::from_str(text);
    let quoted = || serde_json::from_value(serde_json::Value::String(text.to_owned()));
    bare.or_else(|_| quoted())
        .unwrap_or_else(|error| panic!("{text}: {error}"))
}

/// The terms that a message fixes.
pub fn terms_in(msg: &ExecuteMsg) -> Option<PlanTerms> {
    match msg {
        ExecuteMsg::PublishPlan { terms } | ExecuteMsg::RevisePlan { terms, .. } => Some(terms),
        ExecuteMsg::ProposeAgreement(bespoke) => Some(&bespoke.terms),
        ExecuteMsg::Amend(amendment) => Some(&amendment.terms),
        _ => None,
    }
    .cloned()
}

/// The terms that a hook fixes.
pub fn terms_in_hook(hook: &Cw20Hook) -> Option<PlanTerms> {
    match hook {
        Cw20Hook::ProposeAgreement(bespoke) => Some(bespoke.terms.clone()),
        Cw20Hook::Amend(amendment) => Some(amendment.terms.clone()),
        _ => None,
    }
}

impl Heard {
    fn hear(&mut self, told: &Told) {
        for event in &told.events {
            let name = event.ty.trim_start_matches("wasm-aftercare-sla-escrow-");
            let heard = Word { name, event, told };
            let mut known = PASSED_OVER.contains(&name);
            for hearer in HEARERS {
                known |= hearer(self, &heard);
            }
            assert!(known, "nobody hears {name}");
        }
    }
}

/// The events told so far rebuild what the queries answer now.
pub fn agrees(world: &World) {
    let mut heard = Heard::default();
    for told in &world.told {
        heard.hear(told);
    }
    plans::agrees(world, &heard);
    agreements::agrees(world, &heard);
    misses::agrees(world, &heard);
    owner::agrees(world, &heard);
    purses::agrees(world, &heard);
    proposals::agrees(world, &heard);
}
