//! Billing: periods of an agreement, when each may be settled, what a notice keeps, and who gets what of a
//! period's fee.

use crate::money::{share_floor, Bps};
use crate::time::{Seconds, UnixTime};

/// Periods of one block: the outermost cap of service credits counts per block.
pub const BLOCK: u32 = 12;

/// The periods of an agreement, numbered from 0 and laid end to end from its start.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Term {
    /// First second of period 0.
    pub from: UnixTime,
    /// Length of each period.
    pub period_length: Seconds,
    /// How many periods, the one that is cut short included.
    pub periods: u32,
    /// The first second after the last period, where it ends before its time.
    pub cut: Option<UnixTime>,
}

impl Term {
    /// First second after the last period.
    #[must_use]
    pub fn until(&self) -> UnixTime {
        let whole = self.start_of(self.periods);
        self.cut.map_or(whole, |cut| cut.min(whole))
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
        self.start_of(period.saturating_add(1)).min(self.until())
    }

    /// The period that contains an instant; `None` before the first and after the last one.
    #[must_use]
    pub fn period_of(&self, at: UnixTime) -> Option<u32> {
        let passed = at.0.checked_sub(self.from.0)?;
        let period = u32::try_from(passed.checked_div(self.period_length.0)?).ok()?;
        Some(period).filter(|_| at < self.until())
    }

    /// What a provider earns of a period's fee before credits: all of it, or of a period that was cut
    /// short floor(fee × elapsed ÷ length). `None` where the length is zero.
    #[must_use]
    pub fn earned(&self, period: u32, fee: u128) -> Option<u128> {
        let elapsed = self.end_of(period).since(self.start_of(period)).0;
        share_floor(fee, elapsed, self.period_length.0)
    }

    /// The first second in which a period may be settled: the one after its hold-back. In the last second
    /// of the hold-back a credit still finds the fee.
    #[must_use]
    pub fn settleable_from(&self, period: u32, hold_back: Seconds) -> UnixTime {
        self.end_of(period).plus(hold_back).plus(Seconds(1))
    }

    /// How many periods a notice given now keeps: the agreement ends with the period that contains
    /// now + notice. `None` where that is the last period or later, so that nothing would come back.
    #[must_use]
    pub fn kept_after_notice(&self, now: UnixTime, notice: Seconds) -> Option<u32> {
        let last = self.period_of(now.plus(notice).max(self.from))?;
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

/// The money of a period that ends before its time: `refund = from_escrow + from_bond + as_debt`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct EarlyEnd {
    /// What the provider earned of the fee, credits not subtracted.
    pub earned: u128,
    /// The rest of the fee, undiminished by credits.
    pub refund: u128,
    /// The part of the refund that is still in escrow.
    pub from_escrow: u128,
    /// The part that the bond pays, because credits had taken more than was earned.
    pub from_bond: u128,
    /// The part that neither could pay.
    pub as_debt: u128,
}

/// Splits a period's fee at an early end. Credits already taken from it reduce what the provider earned
/// first, then the bond, then become debt. `None` where more was taken than the fee, or earned than it.
#[must_use]
pub fn early_end(fee: u128, earned: u128, taken: u128, bond: u128) -> Option<EarlyEnd> {
    let refund = fee.checked_sub(earned)?;
    let held = fee.checked_sub(taken)?;
    let from_escrow = refund.min(held);
    let short = refund.saturating_sub(from_escrow);
    let from_bond = short.min(bond);
    Some(EarlyEnd {
        earned,
        refund,
        from_escrow,
        from_bond,
        as_debt: short.saturating_sub(from_bond),
    })
}

#[cfg(test)]
mod tests;
