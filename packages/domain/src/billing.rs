//! Billing: periods of an agreement, when each may be settled, what a notice keeps, and who gets what of a
//! period's fee.

use crate::money::Bps;
use crate::time::{is_met, Seconds, UnixTime};

/// Periods of one block: the outermost cap of service credits counts per block.
pub const BLOCK: u32 = 12;

/// The periods of an agreement, numbered from 0 and laid end to end from its start.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Term {
    /// First second of period 0.
    pub from: UnixTime,
    /// Length of each period.
    pub period_length: Seconds,
    /// How many periods.
    pub periods: u32,
}

impl Term {
    /// First second after the last period.
    #[must_use]
    pub fn until(&self) -> UnixTime {
        self.start_of(self.periods)
    }

    /// First second of a period.
    #[must_use]
    pub fn start_of(&self, period: u32) -> UnixTime {
        let passed = self.period_length.0.saturating_mul(u64::from(period));
        self.from.plus(Seconds(passed))
    }

    /// First second after a period.
    #[must_use]
    pub fn end_of(&self, period: u32) -> UnixTime {
        self.start_of(period.saturating_add(1))
    }

    /// The period that contains an instant; `None` before the first and after the last one.
    #[must_use]
    pub fn period_of(&self, at: UnixTime) -> Option<u32> {
        let passed = at.0.checked_sub(self.from.0)?;
        let period = u32::try_from(passed.checked_div(self.period_length.0)?).ok()?;
        Some(period).filter(|period| *period < self.periods)
    }

    /// Whether a period may be settled: its end lies more than the hold-back in the past. In the last
    /// second of the hold-back a credit still finds the fee.
    #[must_use]
    pub fn is_settleable(&self, period: u32, hold_back: Seconds, now: UnixTime) -> bool {
        !is_met(now.since(self.end_of(period)), hold_back)
    }

    /// The first second in which [`Self::is_settleable`] holds.
    #[must_use]
    pub fn settleable_from(&self, period: u32, hold_back: Seconds) -> UnixTime {
        self.end_of(period).plus(hold_back).plus(Seconds(1))
    }

    /// How many periods a notice given now keeps: the agreement ends with the period that contains
    /// now + notice. `None` where that is the last period or later, so that nothing would come back.
    #[must_use]
    pub fn kept_after_notice(&self, now: UnixTime, notice: Seconds) -> Option<u32> {
        let last = self.period_of(now.plus(notice))?;
        last.checked_add(1).filter(|kept| *kept < self.periods)
    }

    /// The last second in which a notice still brings something back; `None` where there never is one.
    #[must_use]
    pub fn last_notice(&self, notice: Seconds) -> Option<UnixTime> {
        let last_start = self.start_of(self.periods.checked_sub(1)?);
        let at = UnixTime(last_start.0.checked_sub(notice.0)?.checked_sub(1)?);
        Some(at).filter(|at| *at >= self.from)
    }
}

/// The block that contains a period, and the period's place in it, from 0.
#[must_use]
pub fn block_of(period: u32) -> (u32, u32) {
    let block = period.checked_div(BLOCK).unwrap_or(0);
    (block, period.saturating_sub(block.saturating_mul(BLOCK)))
}

/// The protocol's rates, frozen with each agreement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FeeRates {
    /// Protocol fee, as a share of what the provider earned; at most the whole.
    pub protocol: Bps,
    /// Share of the protocol fee that is burnt; at most the whole.
    pub burnt: Bps,
}

/// Who gets what of one period's fee: `earned = provider + sink + burnt`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Settlement {
    /// The fee less the credits that were taken from it.
    pub earned: u128,
    /// The provider's part: the remainder of the split.
    pub provider: u128,
    /// The part of the protocol fee that the sink gets: the remainder of that split.
    pub sink: u128,
    /// The part of the protocol fee that is burnt, rounded down.
    pub burnt: u128,
}

impl Settlement {
    /// The protocol fee, burnt part included.
    #[must_use]
    pub fn protocol_fee(&self) -> u128 {
        self.sink.saturating_add(self.burnt)
    }
}

/// Splits what is left of a period's fee. `None` where more was credited from the fee than it was, or a rate
/// is above the whole.
#[must_use]
pub fn settle(fee: u128, credited_from_fee: u128, rates: &FeeRates) -> Option<Settlement> {
    let earned = fee.checked_sub(credited_from_fee)?;
    let protocol_fee = rates.protocol.of(earned)?;
    let burnt = rates.burnt.of(protocol_fee)?;
    Some(Settlement {
        earned,
        provider: earned.checked_sub(protocol_fee)?,
        sink: protocol_fee.checked_sub(burnt)?,
        burnt,
    })
}

#[cfg(test)]
mod tests;
