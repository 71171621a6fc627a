//! Which schedules and caps a plan may have.

use thiserror::Error;

use super::{Caps, Threshold, Tier, MAX_TIERS};
use crate::money::Bps;
use crate::policy::Metric;

/// The most that a block's cap may be: the whole fee of each of its 12 periods.
pub const MAX_BLOCK_CAP: Bps = Bps(120_000);

/// Why a credit schedule is refused.
#[derive(Error, Debug, Clone, Copy, PartialEq, Eq)]
pub enum ScheduleError {
    /// More tiers than a metric may have.
    #[error("schedule.{metric:?} has {count} tiers; at most {MAX_TIERS}")]
    TooMany {
        /// Whose tiers.
        metric: Metric,
        /// How many.
        count: usize,
    },
    /// A tier that begins at nothing, or at more than the whole availability.
    #[error("schedule.{metric:?}[{tier}].from is out of its range")]
    Start {
        /// Whose tier.
        metric: Metric,
        /// Its place, from 0.
        tier: usize,
    },
    /// A tier that credits nothing, or more than the fee.
    #[error("schedule.{metric:?}[{tier}].credit is {credit} bps; from 1 to 10000")]
    Credit {
        /// Whose tier.
        metric: Metric,
        /// Its place, from 0.
        tier: usize,
        /// What it would credit.
        credit: Bps,
    },
    /// A tier that counts what this metric does not measure.
    #[error("schedule.{metric:?}[{tier}].from is of a kind that this metric does not measure")]
    Kind {
        /// Whose tier.
        metric: Metric,
        /// Its place, from 0.
        tier: usize,
    },
    /// Seconds and shares of the target in one metric: which begins first would depend on the target.
    #[error("schedule.{metric:?}[{tier}].from is of another kind than the tier before it")]
    Mixed {
        /// Whose tier.
        metric: Metric,
        /// Its place, from 0.
        tier: usize,
    },
    /// A tier that does not begin after the one before it.
    #[error("schedule.{metric:?}[{tier}] does not begin after the tier before it")]
    Order {
        /// Whose tier.
        metric: Metric,
        /// Its place, from 0.
        tier: usize,
    },
    /// A tier that credits less than the one before it: worse would pay less.
    #[error("schedule.{metric:?}[{tier}] credits less than the tier before it")]
    Shrinks {
        /// Whose tier.
        metric: Metric,
        /// Its place, from 0.
        tier: usize,
    },
}

pub(super) fn tiers(metric: Metric, all: &[Tier]) -> Result<(), ScheduleError> {
    let count = all.len();
    if count > MAX_TIERS {
        return Err(ScheduleError::TooMany { metric, count });
    }
    for (place, tier) in all.iter().enumerate() {
        check_tier(metric, place, tier)?;
    }
    let pairs = all.iter().zip(all.iter().skip(1)).enumerate();
    for (place, (before, tier)) in pairs {
        check_step(metric, place.saturating_add(1), before, tier)?;
    }
    Ok(())
}

fn check_tier(metric: Metric, tier: usize, checked: &Tier) -> Result<(), ScheduleError> {
    if !is_of(metric, checked.from) {
        return Err(ScheduleError::Kind { metric, tier });
    }
    if !is_in_range(checked.from) {
        return Err(ScheduleError::Start { metric, tier });
    }
    let credit = checked.credit;
    if credit == Bps::ZERO || credit > Bps::WHOLE {
        return Err(ScheduleError::Credit {
            metric,
            tier,
            credit,
        });
    }
    Ok(())
}

fn is_of(metric: Metric, from: Threshold) -> bool {
    match from {
        Threshold::Count(_) => metric == Metric::Update,
        Threshold::BelowBps(_) => metric == Metric::Availability,
        Threshold::LateSeconds(_) | Threshold::LateTargetBps(_) => {
            metric != Metric::Update && metric != Metric::Availability
        }
    }
}

fn is_in_range(from: Threshold) -> bool {
    match from {
        Threshold::LateSeconds(seconds) => seconds.0 > 0,
        Threshold::LateTargetBps(_) => true,
        Threshold::BelowBps(share) => share > Bps::ZERO && share <= Bps::WHOLE,
        Threshold::Count(number) => number > 0,
    }
}

fn check_step(
    metric: Metric,
    tier: usize,
    before: &Tier,
    after: &Tier,
) -> Result<(), ScheduleError> {
    let (kind_before, start_before) = kind_and_start(before.from);
    let (kind, start) = kind_and_start(after.from);
    if kind != kind_before {
        return Err(ScheduleError::Mixed { metric, tier });
    }
    // The availabilities of worse tiers are lower.
    let worse = match after.from {
        Threshold::BelowBps(_) => start < start_before,
        _ => start > start_before,
    };
    if !worse {
        return Err(ScheduleError::Order { metric, tier });
    }
    if after.credit < before.credit {
        return Err(ScheduleError::Shrinks { metric, tier });
    }
    Ok(())
}

fn kind_and_start(from: Threshold) -> (u8, u64) {
    match from {
        Threshold::LateSeconds(seconds) => (0, seconds.0),
        Threshold::LateTargetBps(share) => (1, u64::from(share.0)),
        Threshold::BelowBps(share) => (2, u64::from(share.0)),
        Threshold::Count(number) => (3, u64::from(number)),
    }
}

/// Why caps are refused.
#[derive(Error, Debug, Clone, Copy, PartialEq, Eq)]
pub enum CapsError {
    /// A ticket's cap above its period's.
    #[error("caps.ticket is {ticket} bps; at most caps.period, {period}")]
    Ticket {
        /// The ticket's cap.
        ticket: Bps,
        /// The period's cap.
        period: Bps,
    },
    /// A period's cap above the fee.
    #[error("caps.period is {period} bps; at most 10000")]
    Period {
        /// The period's cap.
        period: Bps,
    },
    /// A block's cap below its period's or above its fees.
    #[error("caps.block is {block} bps; from caps.period, {period}, to {MAX_BLOCK_CAP}")]
    Block {
        /// The block's cap.
        block: Bps,
        /// The period's cap.
        period: Bps,
    },
}

pub(super) fn caps(caps: &Caps) -> Result<(), CapsError> {
    let Caps {
        ticket,
        period,
        block,
    } = *caps;
    if period > Bps::WHOLE {
        return Err(CapsError::Period { period });
    }
    if ticket > period {
        return Err(CapsError::Ticket { ticket, period });
    }
    if block < period || block > MAX_BLOCK_CAP {
        return Err(CapsError::Block { block, period });
    }
    Ok(())
}
