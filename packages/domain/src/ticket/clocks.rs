//! The clocks of one cycle, and the latenesses that matter.

use aftercare_json::{FromJson, ToJson};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::clock::Clock;
use crate::credit::Threshold;
use crate::policy::{Metric, Targets};
use crate::time::{Seconds, UnixTime};

/// The clocks of one cycle; a metric that is not promised has none.
#[derive(
    Serialize, Deserialize, FromJson, ToJson, JsonSchema, Clone, Copy, Debug, Default, PartialEq, Eq,
)]
#[serde(deny_unknown_fields)]
pub struct Clocks {
    /// Until the provider's first word.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub first_response: Option<Clock>,
    /// Until a proposed resolution that stands.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub resolution: Option<Clock>,
}

/// Where the credit tiers of each metric begin: at these latenesses a booking is worth something new.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tiers {
    /// Those of a late first response.
    pub first_response: Vec<Threshold>,
    /// Those of a late resolution.
    pub resolution: Vec<Threshold>,
}

impl Clocks {
    /// The clocks of a first cycle, running from `at` on.
    #[must_use]
    pub fn start(targets: &Targets, at: UnixTime) -> Self {
        let start = |target| Clock::start(target, at);
        Self {
            first_response: targets.first_response.map(start),
            resolution: targets.resolution.map(start),
        }
    }

    /// The clock of one metric.
    #[must_use]
    pub const fn of(&self, metric: Metric) -> Option<&Clock> {
        match metric {
            Metric::FirstResponse => self.first_response.as_ref(),
            Metric::Resolution => self.resolution.as_ref(),
            Metric::NextResponse | Metric::Update | Metric::Availability => None,
        }
    }

    /// All clocks, each changed by `change`.
    #[must_use]
    pub fn map(self, mut change: impl FnMut(Metric, Clock) -> Clock) -> Self {
        Self {
            first_response: self
                .first_response
                .map(|clock| change(Metric::FirstResponse, clock)),
            resolution: self
                .resolution
                .map(|clock| change(Metric::Resolution, clock)),
        }
    }

    /// The clocks that there are.
    pub fn iter(&self) -> impl Iterator<Item = (Metric, &Clock)> {
        Metric::ALL
            .into_iter()
            .filter_map(|metric| self.of(metric).map(|clock| (metric, clock)))
    }
}

impl Tiers {
    /// The latenesses at which the tiers of a metric begin, for a clock of that target.
    #[must_use]
    pub fn thresholds(&self, metric: Metric, target: Seconds) -> Vec<Seconds> {
        let tiers = match metric {
            Metric::FirstResponse => &self.first_response,
            Metric::Resolution => &self.resolution,
            Metric::NextResponse | Metric::Update | Metric::Availability => return vec![],
        };
        let seconds = tiers.iter().filter_map(|tier| tier.seconds(target));
        seconds.collect()
    }
}
