//! A step at the second that decides about it.

use aftercare_suite_model::Edge;

use super::deal::of_turn;
use super::life::{Life, Stored};
use super::people::CAST;
use super::step::{Deed, Step, Twist, Wait, Word, PLACE};

impl<E: Stored> Life<E> {
    /// The step that one of the seconds to come decides about; any other step as it is.
    pub(super) fn at_edge(&self, step: &Step) -> Option<Step> {
        let Deed::Edge(which, off_by) = step.deed else {
            return Some(*step);
        };
        let mut edges = self.model.edges();
        edges.sort_by_key(|(at, _)| *at);
        // Those that come soon, so that what comes later is most often not passed by.
        let soon = self.model.now + 8 * 86_400;
        edges.retain(|(at, _)| *at < soon || which.is_multiple_of(16));
        edges.truncate(8);
        let (at, edge) = edges.get(which.checked_rem(edges.len())?)?;
        let to = at.saturating_add_signed(off_by);
        let mut twist = Twist::None;
        let deed = match edge {
            Edge::CoolingOff(at) => Deed::Terminate(PLACE + at, 1),
            Edge::Notice(at) => Deed::Terminate(PLACE + at, 0),
            Edge::Refill(at) => Deed::Terminate(PLACE + at, 3),
            Edge::Settle(at) => Deed::Settle(PLACE + at, 1 + 29 * u32::from(which % 3 == 0)),
            Edge::Poke(at) => Deed::Word(PLACE + at, Word::Poke),
            Edge::Reopen(at) if which.is_multiple_of(2) => Deed::Word(PLACE + at, Word::Rate),
            Edge::Reopen(at) => Deed::Word(PLACE + at, Word::Reopen),
            Edge::Object(at) if which.is_multiple_of(3) => Deed::Word(PLACE + at, Word::Poke),
            Edge::Object(at) if which.is_multiple_of(2) => Deed::Word(PLACE + at, Word::Object),
            Edge::Object(at) => Deed::Word(PLACE + at, Word::Consent),
            Edge::Raise(at) => Deed::Word(PLACE + at, Word::Raise),
            Edge::Flag(at) => Deed::Word(PLACE + at, Word::Flag),
            Edge::Claim(at) if which.is_multiple_of(2) => Deed::Word(PLACE + at, Word::HandOver),
            Edge::Claim(at) => Deed::Word(PLACE + at, Word::Claim),
            Edge::Purge(at) => Deed::Word(PLACE + at, Word::Purge),
            Edge::Rate(at) => Deed::RateAgreement(PLACE + at),
            Edge::Deal(turn) => Deed::Deal(of_turn(turn, which)),
            Edge::Link(provider, agent) => {
                let name = self.people.name(agent);
                twist = Twist::Sender(CAST.iter().position(|one| *one == name)?);
                let plans = &self.model.plans;
                let offers = |plan: &aftercare_suite_model::Plan| {
                    plan.provider == *provider && !plan.retired
                };
                Deed::Subscribe(plans.iter().rposition(offers)?, 1, false)
            }
        };
        Some(Step {
            wait: Wait::For(to.saturating_sub(self.model.now)),
            deed,
            twist,
            who: step.who,
        })
    }
}
