//! Service credits: tiers of lateness, nested caps, and where the money comes from.

use aftercare_json::{FromJson, ToJson};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::money::Bps;
use crate::policy::Metric;
use crate::time::Seconds;

mod booking;
mod check;

pub use booking::{added, draw, CapAmounts, Credited, Sources};
pub use check::{CapsError, ScheduleError, MAX_BLOCK_CAP};

/// Most tiers of one metric.
pub const MAX_TIERS: usize = 8;

/// Where a tier begins.
#[derive(
    Serialize, Deserialize, FromJson, ToJson, JsonSchema, Clone, Copy, Debug, PartialEq, Eq,
)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Threshold {
    /// From this many counted seconds beyond the target; at least 1.
    LateSeconds(Seconds),
    /// From this share of the target beyond it, in basis points; 10,000 is once the target, 0 the first
    /// second beyond it.
    LateTargetBps(Bps),
    /// From an availability below this many basis points; at least 1.
    BelowBps(Bps),
    /// From this many; at least 1.
    Count(u32),
}

impl Threshold {
    /// Whether a measure lies in a tier that begins here. One of another kind lies in none.
    #[must_use]
    pub fn is_reached(self, by: Measure) -> bool {
        match (self, by) {
            (Self::BelowBps(limit), Measure::Below { share }) => share < limit,
            (Self::Count(start), Measure::Count { number }) => number >= start,
            (_, Measure::Late { late, target }) => {
                self.seconds(target).is_some_and(|start| start <= late)
            }
            _ => false,
        }
    }

    /// The first lateness, in counted seconds, that lies in a tier that begins here: at least 1, a share
    /// of the target rounded up, so that the share is really reached. `None` where the tier counts
    /// something else.
    #[must_use]
    pub fn seconds(self, target: Seconds) -> Option<Seconds> {
        let seconds = match self {
            Self::LateSeconds(seconds) => seconds.0,
            Self::LateTargetBps(share) => share_rounded_up(share, target),
            Self::BelowBps(_) | Self::Count(_) => return None,
        };
        Some(Seconds(seconds.max(1)))
    }
}

fn share_rounded_up(share: Bps, target: Seconds) -> u64 {
    let product = u128::from(target.0).saturating_mul(u128::from(share.0));
    let below = product
        .saturating_sub(1)
        .checked_div(u128::from(Bps::WHOLE.0))
        .unwrap_or(0);
    let up = if product == 0 {
        0
    } else {
        below.saturating_add(1)
    };
    u64::try_from(up).unwrap_or(u64::MAX)
}

/// One step of a credit schedule.
#[derive(
    Serialize, Deserialize, FromJson, ToJson, JsonSchema, Clone, Copy, Debug, PartialEq, Eq,
)]
#[serde(deny_unknown_fields)]
pub struct Tier {
    /// Where the tier begins; it reaches to the next one, the last one to any measure.
    pub from: Threshold,
    /// What it credits, in basis points of the period fee; 1 to 10,000.
    pub credit: Bps,
}

/// What each missed metric credits: tiers of one kind, from mild to bad, never paying less for worse. A
/// metric without tiers credits nothing.
#[derive(
    Serialize, Deserialize, FromJson, ToJson, JsonSchema, Clone, Debug, Default, PartialEq, Eq,
)]
#[serde(deny_unknown_fields)]
pub struct CreditSchedule {
    /// Tiers of a late first response; at most 8, by lateness.
    pub first_response: Vec<Tier>,
    /// Tiers of a late next response; at most 8, by lateness.
    pub next_response: Vec<Tier>,
    /// Tiers of missed updates; at most 8, by count in a period.
    pub update: Vec<Tier>,
    /// Tiers of a late resolution; at most 8, by lateness.
    pub resolution: Vec<Tier>,
    /// Tiers of an availability that was not reached; at most 8, from the highest share down.
    pub availability: Vec<Tier>,
}

impl CreditSchedule {
    /// The tiers of one metric.
    #[must_use]
    pub fn of(&self, metric: Metric) -> &[Tier] {
        match metric {
            Metric::FirstResponse => &self.first_response,
            Metric::NextResponse => &self.next_response,
            Metric::Update => &self.update,
            Metric::Resolution => &self.resolution,
            Metric::Availability => &self.availability,
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

    /// What a measure credits of a period's fee, rounded down: the last tier that it reaches, nothing before
    /// the first. `None` where a tier that was never checked passes 128 bits.
    #[must_use]
    pub fn amount(&self, metric: Metric, measure: Measure, fee: u128) -> Option<u128> {
        let reached = self
            .of(metric)
            .iter()
            .rev()
            .find(|tier| tier.from.is_reached(measure));
        reached.map_or(Some(0), |tier| tier.credit.of(fee))
    }
}

/// How bad a miss was.
#[derive(
    Serialize, Deserialize, FromJson, ToJson, JsonSchema, Clone, Copy, Debug, PartialEq, Eq,
)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Measure {
    /// So many counted seconds beyond a target.
    Late {
        /// Beyond the target; at least 1.
        late: Seconds,
        /// The target.
        target: Seconds,
    },
    /// An availability that was not reached.
    Below {
        /// The share that was reached instead.
        share: Bps,
    },
    /// So many missed intervals in a period.
    Count {
        /// How many, in all.
        number: u32,
    },
}

/// What credits can add up to, each in basis points of the period fee:
/// key ⊂ (ticket, period) ⊂ period ⊂ block of 12 periods.
#[derive(
    Serialize, Deserialize, FromJson, ToJson, JsonSchema, Clone, Copy, Debug, PartialEq, Eq,
)]
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
