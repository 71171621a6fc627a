//! What a question is made of.

use std::collections::BTreeMap;

use aftercare_domain::time::{Seconds, UnixTime};

use super::{Versions, Votes};
use crate::arithmetic::{divided, part};
use crate::{Account, Asset};

/// What was frozen with a bounty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bounty {
    /// In which asset.
    pub asset: Asset,
    /// What the asker put in.
    pub amount: u128,
    /// Net thanks that let silence pay that much.
    pub threshold: u128,
    /// Least bond of a challenge.
    pub least_bond: u128,
}

/// What one funder added: each amount, and the first second in which it has joined. What still waits moves
/// on with a further amount.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Funder {
    /// For good, as last noted.
    pub joined: u128,
    /// To be taken back, until it joins.
    pub waiting: u128,
    /// When it joins.
    pub joins_at: UnixTime,
}

impl Funder {
    /// What has joined, and what waits, at an instant.
    #[must_use]
    pub fn at(&self, now: UnixTime) -> (u128, u128) {
        if now >= self.joins_at {
            (self.joined + self.waiting, 0)
        } else {
            (self.joined, self.waiting)
        }
    }
}

/// Whether an answer can be chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Standing {
    Standing,
    Withdrawn,
    Dismissed,
}

/// Who stood behind an answer, or doubted it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Review {
    Nothing,
    Doubted,
    Upheld,
    Official,
}

/// A challenge of an award.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Challenge {
    /// Who.
    pub challenger: Account,
    /// What was put up.
    pub bond: u128,
    /// The last second of votes.
    pub until: UnixTime,
    /// Votes that it is wrong, and that it is right.
    pub votes: Votes,
}

/// An answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// Whose.
    pub author: Account,
    /// Since when.
    pub at: UnixTime,
    /// Whether it can be chosen.
    pub standing: Standing,
    /// What is known of it.
    pub review: Review,
    /// Its challenge, for ever.
    pub challenge: Option<Challenge>,
}

/// Where an award is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum AwardState {
    Vesting,
    Challenged,
    Upheld,
    Overturned,
    Paid,
    Reversed,
}

/// A chosen answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Award {
    /// Its place.
    pub answer: u32,
    /// In basis points.
    pub share: u32,
    /// Where it is.
    pub state: AwardState,
}

/// What became of a question.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Decision {
    Accepted,
    ForAnswer,
    Refunded,
    Withdrawn,
}

/// Where a question is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum State {
    Open,
    Undecided,
    Closed,
    Decided(Decision),
}

/// A question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// Whose.
    pub asker: Account,
    /// About what.
    pub topic: String,
    /// The product.
    pub product: String,
    /// Its versions.
    pub versions: Option<Versions>,
    /// The provider that it names.
    pub provider: Option<Account>,
    /// Since when.
    pub asked_at: UnixTime,
    /// What the asker put in.
    pub bounty: Option<Bounty>,
    /// What others put in.
    pub funders: BTreeMap<Account, Funder>,
    /// In their order.
    pub answers: Vec<Answer>,
    /// Absent until it is decided.
    pub decision: Option<Decision>,
    /// Who was chosen, in the order of the choice.
    pub awards: Vec<Award>,
    /// When awards vest.
    pub vests_at: UnixTime,
}

impl Question {
    /// 14 days, and 7 from the first answer on.
    #[must_use]
    pub fn decide_by(&self) -> UnixTime {
        let asked = self.asked_at.plus(Seconds::days(14));
        match self.answers.first() {
            Some(first) => asked.max(first.at.plus(Seconds::days(7))),
            None => asked,
        }
    }

    /// Where it is at an instant.
    #[must_use]
    pub fn state(&self, now: UnixTime) -> State {
        match (self.decision, &self.bounty) {
            (Some(decision), _) => State::Decided(decision),
            (None, _) if now <= self.decide_by() => State::Open,
            (None, Some(_)) => State::Undecided,
            (None, None) => State::Closed,
        }
    }

    /// Its bounty: the asker's part, and all top-ups that were not taken back.
    #[must_use]
    pub fn pot(&self) -> u128 {
        let weights = self.put_in();
        weights.iter().map(|(_, amount)| amount).sum()
    }

    /// Who put in how much, the asker first.
    #[must_use]
    pub fn put_in(&self) -> Vec<(Account, u128)> {
        let Some(bounty) = &self.bounty else {
            return vec![];
        };
        let others = self.funders.iter();
        let others = others.map(|(funder, held)| (funder.clone(), held.joined + held.waiting));
        let asker = (self.asker.clone(), bounty.amount);
        std::iter::once(asker).chain(others).collect()
    }

    /// Whether an account has money in it.
    #[must_use]
    pub fn is_funder(&self, account: &str) -> bool {
        self.asker == account || self.funders.contains_key(account)
    }

    /// The place of an account's answer.
    #[must_use]
    pub fn answer_of(&self, account: &str) -> Option<usize> {
        let mut answers = self.answers.iter();
        answers.position(|answer| answer.author == account)
    }

    /// Answers that can be chosen.
    #[must_use]
    pub fn standing(&self) -> usize {
        let answers = self.answers.iter();
        answers
            .filter(|answer| answer.standing == Standing::Standing)
            .count()
    }

    /// Net thanks that let silence pay, with what will have joined by the decision time.
    #[must_use]
    pub fn threshold(&self) -> u128 {
        let Some(bounty) = &self.bounty else {
            return 1;
        };
        let by = self.decide_by();
        let others: u128 = self.funders.values().map(|held| held.at(by).0).sum();
        part(bounty.threshold, bounty.amount + others, bounty.amount)
    }

    /// What each award is, in their order; what rounding leaves is the first one's.
    #[must_use]
    pub fn amounts(&self) -> Vec<u128> {
        let shares: Vec<u128> = self.awards.iter().map(|award| award.share.into()).collect();
        divided(self.pot(), &shares)
    }

    /// What it holds of an asset: its bounty, or awards that are not paid, and bonds under way.
    #[must_use]
    pub fn holds(&self, asset: &Asset) -> u128 {
        let of = self.bounty.as_ref().map(|bounty| &bounty.asset);
        if of != Some(asset) {
            return 0;
        }
        match self.decision {
            None => self.pot(),
            Some(Decision::Refunded | Decision::Withdrawn) => 0,
            Some(Decision::Accepted | Decision::ForAnswer) => self.held_awards(),
        }
    }

    fn held_awards(&self) -> u128 {
        let mut held = 0;
        for (award, amount) in self.awards.iter().zip(self.amounts()) {
            if !matches!(award.state, AwardState::Paid | AwardState::Reversed) {
                held += amount;
            }
            if award.state == AwardState::Challenged {
                held += self.bond_of(award.answer);
            }
        }
        held
    }

    fn bond_of(&self, place: u32) -> u128 {
        let answer = usize::try_from(place)
            .ok()
            .and_then(|place| self.answers.get(place));
        let challenge = answer.and_then(|answer| answer.challenge.as_ref());
        challenge.map_or(0, |challenge| challenge.bond)
    }
}
