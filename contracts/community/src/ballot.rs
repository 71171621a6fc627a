//! Votes of curators: one each, until a deadline, and a motion is decided once more than half of those in
//! force have said the same.

use aftercare_domain::time::UnixTime;
use cosmwasm_std::{Addr, Storage};

use crate::circles;
use crate::state::people::{Ballot, MotionKey, BALLOTS, CURATORS};
use crate::ContractError;

/// What curators vote on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Motion {
    /// Its kind; see the constants.
    pub kind: u8,
    /// A number that tells motions about the same thing apart.
    pub number: u64,
    /// What it is about: an item's storage key.
    pub about: (u64, u32),
}

/// The points of an item in an epoch are void; its number is the epoch.
pub const VOID: u8 = 1;
/// An answer is wrong, for which its award was challenged.
pub const CHALLENGE: u8 = 2;

/// Where a motion stands after a vote.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Neither side has a majority.
    Open,
    /// More than half of the curators in force are for it.
    Carried,
    /// More than half of them are against it.
    Rejected,
}

/// A vote.
pub struct Vote<'a> {
    /// Who votes.
    pub voter: &'a Addr,
    /// Whether for the motion.
    pub aye: bool,
    /// Block time.
    pub now: UnixTime,
    /// The last second in which the motion takes votes; the first vote fixes it.
    pub until: UnixTime,
}

impl Motion {
    fn key(&self) -> MotionKey {
        ((self.kind, self.number), self.about)
    }
}

/// Takes a curator's vote and says where the motion stands. Votes of people who are no longer curators do
/// not count. What follows from the outcome, and that it follows once, is the caller's: it refuses votes on
/// what is decided.
///
/// # Errors
/// [`ContractError::NotCurator`], [`ContractError::BallotOver`], [`ContractError::VotedAlready`].
pub fn cast(
    storage: &mut dyn Storage,
    motion: Motion,
    vote: &Vote<'_>,
) -> Result<Outcome, ContractError> {
    let curators = circles::in_force(storage, &CURATORS, vote.now)?;
    if !curators.contains(vote.voter) {
        let sender = vote.voter.clone();
        return Err(ContractError::NotCurator { sender });
    }
    let mut ballot = BALLOTS
        .may_load(storage, motion.key())?
        .unwrap_or_else(|| Ballot {
            until: vote.until,
            ayes: vec![],
            noes: vec![],
        });
    add(&mut ballot, vote)?;
    BALLOTS.save(storage, motion.key(), &ballot);
    Ok(outcome(&ballot, &curators))
}

fn add(ballot: &mut Ballot, vote: &Vote<'_>) -> Result<(), ContractError> {
    let (until, now) = (ballot.until, vote.now);
    if now > until {
        return Err(ContractError::BallotOver { until, now });
    }
    if ballot.ayes.contains(vote.voter) || ballot.noes.contains(vote.voter) {
        let sender = vote.voter.clone();
        return Err(ContractError::VotedAlready { sender });
    }
    let side = if vote.aye {
        &mut ballot.ayes
    } else {
        &mut ballot.noes
    };
    side.push(vote.voter.clone());
    Ok(())
}

fn outcome(ballot: &Ballot, curators: &[Addr]) -> Outcome {
    let majority = |side: &[Addr]| {
        let votes = side.iter().filter(|voter| curators.contains(voter)).count();
        votes.saturating_mul(2) > curators.len()
    };
    match (majority(&ballot.ayes), majority(&ballot.noes)) {
        (true, _) => Outcome::Carried,
        (_, true) => Outcome::Rejected,
        _ => Outcome::Open,
    }
}

/// What was voted on a motion so far: for it, against it. `None` before the first vote.
///
/// # Errors
/// Where the record does not parse.
pub fn votes(storage: &dyn Storage, motion: Motion) -> Result<Option<Ballot>, ContractError> {
    Ok(BALLOTS.may_load(storage, motion.key())?)
}
