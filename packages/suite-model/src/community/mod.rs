//! The community: points, questions, knowledge.

mod act;
mod bounty;
mod challenge;
mod circles;
mod doors;
mod epochs;
mod knowledge;
mod owner;
mod points;
mod question;
mod questions;
mod silence;
mod support;
mod thanks;
mod void;

use std::collections::{BTreeMap, BTreeSet};

use aftercare_domain::time::{Seconds, UnixTime};

pub use act::{CommunityAct, Hook, Item, NewQuestion, SupportTerms, Versions};
pub use circles::Circle;
pub use epochs::{Epoch, EpochState};
pub use knowledge::Knowledge;
pub use points::Member;
pub use question::{
    Answer, Award, AwardState, Bounty, Challenge, Decision, Funder, Question, Review, Standing,
    State,
};
pub use support::Budget;
pub use thanks::Tally;

use crate::ownership::Ownership;
use crate::{Account, Asset};

/// How many points a burnt base unit makes, in units of 10⁻¹⁸.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rate {
    /// As last noted.
    pub rate: u128,
    /// Announced.
    pub next: Option<(u128, UnixTime)>,
}

impl Rate {
    /// In force at an instant.
    #[must_use]
    pub fn at(self, now: UnixTime) -> u128 {
        match self.next {
            Some((next, from)) if now >= from => next,
            _ => self.rate,
        }
    }
}

/// A pair of escrow and registry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pair {
    /// The escrow.
    pub escrow: Account,
    /// The registry.
    pub registry: Account,
    /// The first second in which it counts.
    pub from: UnixTime,
}

/// Votes on one motion.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Votes {
    /// For it.
    pub ayes: BTreeSet<Account>,
    /// Against it.
    pub noes: BTreeSet<Account>,
}

/// Everything that the community knows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Community {
    /// Where it is.
    pub address: Account,
    /// Its owner.
    pub ownership: Ownership,
    /// First second of epoch 0.
    pub epoch_start: UnixTime,
    /// Length of an epoch.
    pub epoch_length: Seconds,
    /// Share of a bounty's points that lets silence pay it, in basis points.
    pub silence_threshold: u32,
    /// Pairs of escrow and registry; the first one is that of instantiation.
    pub pairs: Vec<Pair>,
    /// Listed assets, and whether they are open.
    pub assets: BTreeMap<Asset, bool>,
    /// By asset.
    pub rates: BTreeMap<Asset, Rate>,
    /// Least bonds of later challenges.
    pub least_bonds: BTreeMap<Asset, u128>,
    /// Allowances.
    pub members: BTreeMap<Account, Member>,
    /// Points in the curators' pool.
    pub pool: u128,
    /// The epoch whose parts are fixed, and each member's part of it.
    pub part: Option<(u64, u128)>,
    /// Curators.
    pub curators: Circle,
    /// Experts.
    pub experts: Circle,
    /// Tickets that were registered, by place of their pair.
    pub registered: BTreeSet<(u8, u64)>,
    /// Tickets and items for which help was confirmed.
    pub helped: BTreeSet<(u8, u64, u64)>,
    /// Epochs that have or had points.
    pub epochs: BTreeMap<u64, Epoch>,
    /// Tokens of void points.
    pub carry: u128,
    /// What was said about items.
    pub tallies: BTreeMap<Item, Tally>,
    /// What was said about people: by author and topic, each time and by how many points; objections are
    /// negative.
    pub words: BTreeMap<(Account, String), Vec<(UnixTime, i128)>>,
    /// By number, from 1.
    pub questions: BTreeMap<u64, Question>,
    /// By number, from 1.
    pub knowledge: BTreeMap<u64, Knowledge>,
    /// By provider.
    pub budgets: BTreeMap<Account, Budget>,
    /// Motions to void: by epoch and item.
    pub void_votes: BTreeMap<(u64, Item), Votes>,
    /// What waits to be withdrawn.
    pub claims: BTreeMap<(Account, Asset), u128>,
}

impl Community {
    /// The epoch of an instant.
    #[must_use]
    pub fn epoch_at(&self, now: UnixTime) -> u64 {
        now.0.saturating_sub(self.epoch_start.0) / self.epoch_length.0
    }

    /// The first second of an epoch.
    #[must_use]
    pub fn starts_at(&self, epoch: u64) -> UnixTime {
        UnixTime(self.epoch_start.0 + epoch * self.epoch_length.0)
    }

    /// The first second in which an epoch's points can be claimed: 7 days after its end.
    #[must_use]
    pub fn claimable_from(&self, epoch: u64) -> UnixTime {
        UnixTime(self.starts_at(epoch + 1).0 + 7 * 86_400)
    }

    /// What an asset's burnt units make at an instant.
    #[must_use]
    pub fn rate_at(&self, asset: &Asset, now: UnixTime) -> u128 {
        self.rates.get(asset).map_or(0, |rate| rate.at(now))
    }

    /// Everything that is owed in an asset: bounties, bonds, budgets, epochs and carry, claims.
    #[must_use]
    pub fn owed(&self, asset: &Asset, reward: &Asset) -> u128 {
        let questions = self.questions.values();
        let questions: u128 = questions.map(|question| question.holds(asset)).sum();
        let budgets = self
            .budgets
            .values()
            .filter(|budget| budget.asset == *asset);
        let budgets: u128 = budgets.map(|budget| budget.left).sum();
        let claims = self.claims.iter().filter(|((_, of), _)| of == asset);
        let claims: u128 = claims.map(|(_, amount)| amount).sum();
        let tokens: u128 = self.epochs.values().map(Epoch::holds).sum();
        let tokens = if asset == reward {
            tokens + self.carry
        } else {
            0
        };
        questions + budgets + claims + tokens
    }
}
