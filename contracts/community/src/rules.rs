//! What records and block time mean together; execute and query share it.

use aftercare_domain::reward::Tally;
use aftercare_domain::time::{Seconds, UnixTime};
use aftercare_interface::community::{QuestionStatus, HOLD};
use aftercare_kit::KitError;
use cosmwasm_std::{Decimal, StdResult, Storage, Uint128};

use crate::state::{Config, Decision, Payment, Progress, Question, Rate, Thanks, THANKS};
use crate::ContractError;

impl Rate {
    /// In force at an instant.
    pub fn at(&self, now: UnixTime) -> Decimal {
        match &self.next {
            Some(next) if now >= next.from => next.rate,
            _ => self.rate,
        }
    }
}

impl Config {
    /// The epoch at an instant; 0 also before the first one.
    pub fn epoch_at(&self, now: UnixTime) -> u64 {
        let passed = now.since(self.epoch_start).0;
        passed.checked_div(self.epoch_length.0).unwrap_or(0)
    }

    /// First second of an epoch.
    pub fn starts_at(&self, epoch: u64) -> UnixTime {
        self.epoch_start
            .plus(Seconds(epoch.saturating_mul(self.epoch_length.0)))
    }

    /// First second that is no longer in an epoch.
    pub fn ends_at(&self, epoch: u64) -> UnixTime {
        self.starts_at(epoch.saturating_add(1))
    }

    /// The first second in which an epoch's points can be claimed.
    pub fn claimable_from(&self, epoch: u64) -> UnixTime {
        self.ends_at(epoch).plus(HOLD)
    }
}

impl Progress {
    /// Whether answers and the asker's decision are taken.
    pub fn is_open(&self, now: UnixTime) -> bool {
        self.decision.is_none() && now <= self.decide_by
    }

    /// Whether its decision is due and was not taken.
    pub fn is_undecided(&self, now: UnixTime) -> bool {
        self.decision.is_none() && now > self.decide_by
    }

    /// The first second in which silence decides.
    pub fn silence_from(&self) -> UnixTime {
        self.decide_by.plus(Seconds(1))
    }

    /// Where its awards are; absent where nobody was chosen.
    pub fn payment(&self) -> Option<&Payment> {
        match &self.decision {
            Some(Decision::Accepted(payment) | Decision::ForAnswer(payment)) => Some(payment),
            Some(Decision::Refunded) | None => None,
        }
    }

    /// When its awards vest, or did.
    pub fn vests_at(&self) -> Option<UnixTime> {
        match self.payment()? {
            Payment::Nothing => None,
            Payment::Vesting { at } | Payment::Paid { vested_at: at } => Some(*at),
        }
    }

    /// Whether its awards were paid, or became claims.
    pub fn is_paid(&self) -> bool {
        matches!(self.payment(), Some(Payment::Paid { .. }))
    }
}

/// Warm until it is decided: time alone opens, closes or leaves a question undecided.
pub fn status(question: &Question, progress: &Progress, now: UnixTime) -> QuestionStatus {
    match &progress.decision {
        Some(Decision::Accepted(_)) => QuestionStatus::Accepted,
        Some(Decision::ForAnswer(_)) => QuestionStatus::DecidedForAnswer,
        Some(Decision::Refunded) => QuestionStatus::Refunded,
        None if progress.is_open(now) => QuestionStatus::Open,
        None if question.bounty.is_some() => QuestionStatus::Undecided,
        None => QuestionStatus::Closed,
    }
}

impl Thanks {
    /// Thanks less objections; nothing below nothing.
    pub fn net(&self) -> Uint128 {
        self.points.saturating_sub(self.objections)
    }

    /// Notes points of the epoch that is, and forgets epochs whose points can no longer be voided.
    pub fn earn(
        &mut self,
        (config, now): (&Config, UnixTime),
        points: Uint128,
    ) -> Result<(), ContractError> {
        let epoch = config.epoch_at(now);
        let before = self.earned_in(epoch);
        let held = |of: u64| of != epoch && now < config.claimable_from(of);
        self.recent.retain(|(of, _)| held(*of));
        let overflow = |_| KitError::Overflow { field: "thanks" };
        let points = before.checked_add(points).map_err(overflow)?;
        self.recent.push((epoch, points));
        Ok(())
    }

    /// Points of an epoch whose hold was not over when it was last thanked.
    pub fn earned_in(&self, epoch: u64) -> Uint128 {
        let earned = self.recent.iter().find(|(of, _)| *of == epoch);
        earned.map_or(Uint128::zero(), |(_, points)| *points)
    }
}

/// What each answer of a question was thanked with, less objections, in order; at most 30.
pub fn tallies(storage: &dyn Storage, question: u64, answers: u32) -> StdResult<Vec<Tally>> {
    (0..answers)
        .map(|answer| {
            let thanks = thanks(storage, (question, answer))?;
            Ok(Tally {
                thanks: thanks.net().u128(),
                accounts: thanks.accounts,
            })
        })
        .collect()
}

/// Of an item, by its storage key.
pub fn thanks(storage: &dyn Storage, key: (u64, u32)) -> StdResult<Thanks> {
    Ok(THANKS.may_load(storage, key)?.unwrap_or_default())
}
