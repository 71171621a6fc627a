//! Bounties: what has joined them, whom silence pays, how awards are divided, and what a challenge moves.
//!
//! Every unit of a bounty ends with somebody: each split here sums to its whole, and names who has the
//! remainder.

use crate::money::{mul_div_floor, split_by_weights, Bps};
use crate::reward::points_of;
use crate::time::{Seconds, UnixTime};

/// How long a top-up waits, in which its funder may take it back, before it joins the bounty.
pub const TOP_UP_WAIT: Seconds = Seconds::hours(72);
/// Accounts that must have thanked for an answer before silence pays a bounty to it.
pub const SILENCE_ACCOUNTS: u32 = 2;
/// Part of an award that a challenge puts up at least.
pub const BOND: Bps = Bps(2_000);
/// Part of a reversed award that goes to whoever challenged it.
pub const CHALLENGER: Bps = Bps(2_000);

/// What one funder has put on top of a bounty.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Funding {
    /// Joined for good.
    pub joined: u128,
    /// May be taken back, while `joins_at` is not reached.
    pub waiting: u128,
    /// The first second in which what waits has joined.
    pub joins_at: UnixTime,
}

impl Funding {
    /// As it stands at an instant.
    #[must_use]
    pub fn at(self, now: UnixTime) -> Self {
        if now < self.joins_at {
            return self;
        }
        Self {
            joined: self.joined.saturating_add(self.waiting),
            waiting: 0,
            ..self
        }
    }

    /// Both parts; `None` where they pass 128 bits.
    #[must_use]
    pub fn total(self) -> Option<u128> {
        self.joined.checked_add(self.waiting)
    }

    /// With a further amount, which waits from now on, together with what still waits. `None` where the
    /// total passes 128 bits.
    #[must_use]
    pub fn plus(self, amount: u128, now: UnixTime) -> Option<Self> {
        let before = self.at(now);
        let after = Self {
            waiting: before.waiting.checked_add(amount)?,
            joins_at: now.plus(TOP_UP_WAIT).plus(Seconds(1)),
            ..before
        };
        after.total().map(|_| after)
    }
}

/// What an answer was thanked with, by how many accounts, and what was spent to mark it wrong.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Points.
    pub thanks: u128,
    /// Points spent against it.
    pub objections: u128,
    /// Distinct accounts that thanked.
    pub accounts: u32,
}

impl Tally {
    /// Thanks less objections; `None` where objections weigh more.
    #[must_use]
    pub fn net(self) -> Option<u128> {
        self.thanks.checked_sub(self.objections)
    }

    /// Whether its net thanks reach a threshold, from at least two accounts.
    #[must_use]
    pub fn reaches(self, threshold: u128) -> bool {
        self.accounts >= SILENCE_ACCOUNTS && self.net().is_some_and(|net| net >= threshold)
    }
}

/// Thanks that let silence pay a bounty: the share `bps` of the points that a burnt fee of the bounty's size
/// would make, rounded down, and at least 1 point. `None` where the points pass 128 bits.
#[must_use]
pub fn silence_threshold(bounty: u128, rate: u128, bps: Bps) -> Option<u128> {
    Some(bps.of(points_of(bounty, rate)?)?.max(1))
}

/// The threshold of a bounty that grew from `first` to `joined`: it grows in proportion, rounded down, and
/// never shrinks. A threshold that passes 128 bits is one that nobody reaches.
#[must_use]
pub fn raised_threshold(threshold: u128, first: u128, joined: u128) -> u128 {
    mul_div_floor(threshold, joined, first)
        .unwrap_or(u128::MAX)
        .max(threshold)
}

/// The answer that silence decides for, by its place: the most net thanks among those that reach the
/// threshold from at least two accounts, the earlier one of equals. Who may not win (the asker, a funder,
/// an answer that was dismissed or withdrawn) has no tally. `None`: the bounty goes back.
#[must_use]
pub fn silence_winner(answers: &[Option<Tally>], threshold: u128) -> Option<usize> {
    let net = |tally: &Option<Tally>| {
        let able = tally.filter(|tally| tally.reaches(threshold))?;
        able.net()
    };
    let able = answers.iter().enumerate();
    able.filter_map(|(place, tally)| Some((place, net(tally)?)))
        .rev()
        .max_by_key(|(_, net)| *net)
        .map(|(place, _)| place)
}

/// The last second in which the asker decides: at least `question` after asking, and at least `answer` after
/// the first answer.
#[must_use]
pub fn decide_by(
    asked: UnixTime,
    first_answer: Option<UnixTime>,
    (question, answer): (Seconds, Seconds),
) -> UnixTime {
    let after_question = asked.plus(question);
    first_answer.map_or(after_question, |at| after_question.max(at.plus(answer)))
}

/// A bounty divided by weights, each part rounded down; what remains goes to the first one. `None` where the
/// weights are empty or sum to zero.
#[must_use]
pub fn awards(bounty: u128, weights: &[Bps]) -> Option<Vec<u128>> {
    let weights: Vec<u128> = weights.iter().map(|weight| weight.0.into()).collect();
    pro_rata(bounty, &weights)
}

/// Money divided among funders by what each put in, rounded down; what remains goes to the first one, the
/// asker. `None` where nobody put anything in, or all together more than 128 bits.
#[must_use]
pub fn pro_rata(whole: u128, weights: &[u128]) -> Option<Vec<u128>> {
    let (mut parts, remainder) = split_by_weights(whole, weights)?;
    let first = parts.first_mut()?;
    *first = first.checked_add(remainder)?;
    Some(parts)
}

/// What a challenge of an award must put up: a fifth of it, rounded down, and at least `flat`.
#[must_use]
pub fn bond(award: u128, flat: u128) -> u128 {
    BOND.of(award).unwrap_or(award).max(flat)
}

/// Where the bond of a lost challenge goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LostBond {
    /// To the author: what the other half leaves, so the odd unit as well.
    pub author: u128,
    /// Burnt: half, rounded down.
    pub burnt: u128,
}

/// The bond of a lost challenge in two halves.
#[must_use]
pub fn lost_bond(bond: u128) -> LostBond {
    let burnt = bond >> 1;
    LostBond {
        author: bond.saturating_sub(burnt),
        burnt,
    }
}

/// Where a reversed award goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reversal {
    /// To whoever challenged it: a fifth, rounded down; nothing where that is a funder.
    pub challenger: u128,
    /// Back to the funders: the rest, to be divided by [`pro_rata`].
    pub funders: u128,
}

/// A reversed award in its two parts.
#[must_use]
pub fn reversal(award: u128, challenger_is_funder: bool) -> Reversal {
    let share = if challenger_is_funder {
        Bps::ZERO
    } else {
        CHALLENGER
    };
    let challenger = share.of(award).unwrap_or(0);
    Reversal {
        challenger,
        funders: award.saturating_sub(challenger),
    }
}
