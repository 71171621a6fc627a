//! Service credits: tiers of lateness, nested caps, and where the money comes from.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::money::{mul_div_floor, Bps};
use crate::policy::Metric;
use crate::time::Seconds;

mod booking;
mod check;

pub use booking::{added, draw, CapAmounts, Credited, Sources};
pub use check::{CapsError, ScheduleError, MAX_BLOCK_CAP};

/// Most tiers of one metric.
pub const MAX_TIERS: usize = 8;

/// Where a tier begins.
#[derive(Serialize, Deserialize, JsonSchema, Clone, Copy, Debug, PartialEq, Eq)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Lateness {
    /// From this many counted seconds beyond the target; at least 1.
    LateSeconds(Seconds),
    /// From this share of the target beyond it, in basis points; at least 1. 10,000 is once the target.
    LateTargetBps(Bps),
}

impl Lateness {
    /// The first lateness, in counted seconds, that lies in a tier that begins here: at least 1, a share
    /// of the target rounded up, so that the share is really reached.
    #[must_use]
    pub fn seconds(self, target: Seconds) -> Seconds {
        let seconds = match self {
            Self::LateSeconds(seconds) => seconds.0,
            Self::LateTargetBps(share) => share_rounded_up(share, target),
        };
        Seconds(seconds.max(1))
    }
}

fn share_rounded_up(share: Bps, target: Seconds) -> u64 {
    let product = u128::from(target.0).saturating_mul(u128::from(share.0));
    let below = mul_div_floor(product.saturating_sub(1), 1, u128::from(Bps::WHOLE.0)).unwrap_or(0);
    let up = if product == 0 {
        0
    } else {
        below.saturating_add(1)
    };
    u64::try_from(up).unwrap_or(u64::MAX)
}

/// One step of a credit schedule.
#[derive(Serialize, Deserialize, JsonSchema, Clone, Copy, Debug, PartialEq, Eq)]
#[serde(deny_unknown_fields)]
pub struct Tier {
    /// Where the tier begins; it reaches to the next one, the last one to any lateness.
    pub from: Lateness,
    /// What it credits, in basis points of the period fee; 1 to 10,000.
    pub credit: Bps,
}

/// What each missed metric credits: tiers of one kind, ascending, never paying less for worse. A metric
/// without tiers credits nothing.
#[derive(Serialize, Deserialize, JsonSchema, Clone, Debug, Default, PartialEq, Eq)]
#[serde(deny_unknown_fields)]
pub struct CreditSchedule {
    /// Tiers of a late first response; at most 8.
    pub first_response: Vec<Tier>,
    /// Tiers of a late resolution; at most 8.
    pub resolution: Vec<Tier>,
}

impl CreditSchedule {
    /// The tiers of one metric.
    #[must_use]
    pub fn of(&self, metric: Metric) -> &[Tier] {
        match metric {
            Metric::FirstResponse => &self.first_response,
            Metric::Resolution => &self.resolution,
        }
    }

    /// Checks the tiers of each metric.
    ///
    /// # Errors
    /// The first rule that a tier breaks, metrics in order.
    pub fn check(&self) -> Result<(), ScheduleError> {
        Metric::ALL
            .into_iter()
            .try_for_each(|metric| check::tiers(metric, self.of(metric)))
    }

    /// What a lateness credits of a period's fee, rounded down: the last tier that it reaches, nothing below
    /// the first. `None` where a tier that was never checked passes 128 bits.
    #[must_use]
    pub fn amount(&self, metric: Metric, lateness: Measured, fee: u128) -> Option<u128> {
        let reached = self
            .of(metric)
            .iter()
            .rev()
            .find(|tier| tier.from.seconds(lateness.target) <= lateness.late);
        reached.map_or(Some(0), |tier| tier.credit.of(fee))
    }
}

/// How late something was, in counted seconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Measured {
    /// Beyond the target.
    pub late: Seconds,
    /// The target.
    pub target: Seconds,
}

/// What credits can add up to, each in basis points of the period fee:
/// key ⊂ (ticket, period) ⊂ period ⊂ block of 12 periods.
#[derive(Serialize, Deserialize, JsonSchema, Clone, Copy, Debug, PartialEq, Eq)]
#[serde(deny_unknown_fields)]
pub struct Caps {
    /// All credits of one ticket in one period; at most `period`.
    pub ticket: Bps,
    /// All credits of one period; at most 10,000 and at most `block`.
    pub period: Bps,
    /// All credits of one block of 12 periods; at most 120,000.
    pub block: Bps,
}

impl Caps {
    /// Checks that each cap lies inside the next: ticket ≤ period ≤ 10,000 and period ≤ block ≤ 120,000.
    ///
    /// # Errors
    /// The first cap that does not.
    pub fn check(&self) -> Result<(), CapsError> {
        check::caps(self)
    }

    /// The caps in money, each rounded down. `None` where one passes 128 bits.
    #[must_use]
    pub fn amounts(&self, fee: u128) -> Option<CapAmounts> {
        Some(CapAmounts {
            ticket: self.ticket.of(fee)?,
            period: self.period.of(fee)?,
            block: self.block.of(fee)?,
        })
    }
}

#[cfg(test)]
mod tests;
