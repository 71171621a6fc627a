//! Priorities, metrics and the service policy: what is promised, for which priority, in which hours.

use aftercare_json::{FromJson, ToJson};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::money::Bps;
use crate::time::{Seconds, DAY};

/// How urgent a ticket is treated: derived from impact and urgency, never chosen.
#[derive(
    Serialize,
    Deserialize,
    FromJson,
    ToJson,
    JsonSchema,
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
)]
#[serde(rename_all = "snake_case")]
pub enum Priority {
    /// Critical.
    P1,
    /// High.
    P2,
    /// Moderate.
    P3,
    /// Low.
    P4,
}

impl Priority {
    /// All priorities, most urgent first.
    pub const ALL: [Self; 4] = [Self::P1, Self::P2, Self::P3, Self::P4];

    /// The place of this priority in a list of four.
    #[must_use]
    pub const fn index(self) -> usize {
        match self {
            Self::P1 => 0,
            Self::P2 => 1,
            Self::P3 => 2,
            Self::P4 => 3,
        }
    }
}

/// How many are affected (impact), and how long it can wait (urgency): the two inputs of a priority.
#[derive(
    Serialize,
    Deserialize,
    FromJson,
    ToJson,
    JsonSchema,
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// High.
    High,
    /// Medium.
    Medium,
    /// Low.
    Low,
}

/// The ITIL matrix: HH→P1; HM, MH→P2; HL, MM, LH→P3; LM, ML, LL→P4.
#[must_use]
pub const fn priority(impact: Level, urgency: Level) -> Priority {
    use Level::{High, Low, Medium};
    match (impact, urgency) {
        (High, High) => Priority::P1,
        (High, Medium) | (Medium, High) => Priority::P2,
        (High, Low) | (Medium, Medium) | (Low, High) => Priority::P3,
        (Low, Medium) | (Medium, Low) | (Low, Low) => Priority::P4,
    }
}

/// What a promise measures.
#[derive(
    Serialize,
    Deserialize,
    FromJson,
    ToJson,
    JsonSchema,
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
)]
#[serde(rename_all = "snake_case")]
pub enum Metric {
    /// From opening to the first reply by a human of the provider.
    FirstResponse,
    /// From the oldest unanswered message of the customer to the reply to it.
    NextResponse,
    /// From one sign of life of the provider to the next, while a ticket is open.
    Update,
    /// From opening (or reopening) to the proposed resolution that stands.
    Resolution,
    /// The share of a period in which the service was up.
    Availability,
}

impl Metric {
    /// All metrics, in the order of raw layouts.
    pub const ALL: [Self; 5] = [
        Self::FirstResponse,
        Self::NextResponse,
        Self::Update,
        Self::Resolution,
        Self::Availability,
    ];
    /// Those that the clocks of a ticket measure.
    pub const OF_TICKETS: [Self; 4] = [
        Self::FirstResponse,
        Self::NextResponse,
        Self::Update,
        Self::Resolution,
    ];

    /// The place of this metric in raw layouts and key bytes.
    #[must_use]
    pub const fn index(self) -> u8 {
        match self {
            Self::FirstResponse => 0,
            Self::NextResponse => 1,
            Self::Update => 2,
            Self::Resolution => 3,
            Self::Availability => 4,
        }
    }
}

/// The hours in which a clock counts.
#[derive(
    Serialize, Deserialize, FromJson, ToJson, JsonSchema, Clone, Copy, Debug, PartialEq, Eq, Hash,
)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum ServiceHours {
    /// Every second of every day.
    Always,
    /// The open seconds of a calendar of the registry.
    Calendar(u64),
}

/// What is promised for one priority. A metric without a target is not promised.
#[derive(
    Serialize, Deserialize, FromJson, ToJson, JsonSchema, Clone, Copy, Debug, PartialEq, Eq,
)]
#[serde(deny_unknown_fields)]
pub struct Targets {
    /// The hours in which these targets count.
    pub hours: ServiceHours,
    /// Counted seconds until the first reply by a human of the provider.
    pub first_response: Option<Seconds>,
    /// Counted seconds from the customer's oldest unanswered message to the reply to it.
    pub next_response: Option<Seconds>,
    /// The longest stretch of counted seconds without a sign of life of the provider.
    pub update: Option<Seconds>,
    /// Counted seconds until a proposed resolution that stands.
    pub resolution: Option<Seconds>,
}

impl Targets {
    /// The target of one metric; `None` for one that no ticket measures.
    #[must_use]
    pub const fn of(&self, metric: Metric) -> Option<Seconds> {
        match metric {
            Metric::FirstResponse => self.first_response,
            Metric::NextResponse => self.next_response,
            Metric::Update => self.update,
            Metric::Resolution => self.resolution,
            Metric::Availability => None,
        }
    }
}

/// The service policy of a plan: targets per priority, availability, and the window in which a customer
/// confirms.
#[derive(Serialize, Deserialize, FromJson, ToJson, JsonSchema, Clone, Debug, PartialEq, Eq)]
#[serde(deny_unknown_fields)]
pub struct ServicePolicy {
    /// Targets of critical tickets.
    pub p1: Targets,
    /// Targets of high tickets.
    pub p2: Targets,
    /// Targets of moderate tickets.
    pub p3: Targets,
    /// Targets of low tickets.
    pub p4: Targets,
    /// How long a customer has to confirm or reject a proposed resolution, and to answer a question,
    /// before silence counts. At least 3 days; prolonged until it contains two open days.
    pub confirm_window: Seconds,
    /// The share of each period in which the service is up; from 1 to 10,000. Absent: not promised.
    pub availability: Option<Bps>,
    /// How long a ticket's history stays after it is closed for good; from 30 days to 10 years. Absent: one
    /// year.
    pub retention: Option<Seconds>,
}

/// The least time for which a history stays.
pub const MIN_RETENTION: Seconds = Seconds(30 * DAY);
/// The longest time that a policy can ask for.
pub const MAX_RETENTION: Seconds = Seconds(3_660 * DAY);
/// The default, and what holds for tickets without a policy.
pub const DEFAULT_RETENTION: Seconds = Seconds(366 * DAY);
/// The least window whose silence may count against a customer.
pub const MIN_CONFIRM_WINDOW: Seconds = Seconds(3 * DAY);
/// The longest such window.
pub const MAX_CONFIRM_WINDOW: Seconds = Seconds(30 * DAY);
/// The default of such a window.
pub const DEFAULT_CONFIRM_WINDOW: Seconds = Seconds(5 * DAY);
/// The longest target: one year of counted time.
pub const MAX_TARGET: Seconds = Seconds(366 * DAY);

/// Why a service policy is refused.
#[derive(Error, Debug, Clone, Copy, PartialEq, Eq)]
pub enum PolicyError {
    /// A target of zero seconds or of more than a year.
    #[error("policy.{metric:?} of {priority:?} is {value} s; from 1 to {MAX_TARGET} s")]
    Target {
        /// Whose target.
        priority: Priority,
        /// Which target.
        metric: Metric,
        /// What was asked.
        value: Seconds,
    },
    /// A more urgent priority that has a longer target than a less urgent one, or none where that one has.
    #[error("policy.{metric:?} of {priority:?} promises less than a less urgent priority")]
    Order {
        /// The more urgent priority.
        priority: Priority,
        /// The metric.
        metric: Metric,
    },
    /// The confirm window is out of its bounds.
    #[error(
        "policy.confirm_window is {value} s; from {MIN_CONFIRM_WINDOW} to {MAX_CONFIRM_WINDOW} s"
    )]
    ConfirmWindow {
        /// What was asked.
        value: Seconds,
    },
    /// An availability of nothing or of more than all.
    #[error("policy.availability is {value} bps; from 1 to 10000")]
    Availability {
        /// What was asked.
        value: Bps,
    },
    /// The retention period is out of its bounds.
    #[error("policy.retention is {value} s; from {MIN_RETENTION} to {MAX_RETENTION} s")]
    Retention {
        /// What was asked.
        value: Seconds,
    },
    /// No target at all: such a plan promises nothing.
    #[error("policy has no target")]
    Empty,
}

impl ServicePolicy {
    /// The targets of one priority.
    #[must_use]
    pub const fn of(&self, priority: Priority) -> &Targets {
        match priority {
            Priority::P1 => &self.p1,
            Priority::P2 => &self.p2,
            Priority::P3 => &self.p3,
            Priority::P4 => &self.p4,
        }
    }

    /// How long a ticket's history stays after it is closed for good.
    #[must_use]
    pub fn retention(&self) -> Seconds {
        self.retention.unwrap_or(DEFAULT_RETENTION)
    }

    /// Within a metric targets never shrink from P1 to P4, and none is missing above one that is present.
    ///
    /// # Errors
    /// The first rule that the policy breaks, most urgent priority first.
    pub fn check(&self) -> Result<(), PolicyError> {
        if self.confirm_window < MIN_CONFIRM_WINDOW || self.confirm_window > MAX_CONFIRM_WINDOW {
            return Err(PolicyError::ConfirmWindow {
                value: self.confirm_window,
            });
        }
        if let Some(value) = self.retention {
            if value < MIN_RETENTION || value > MAX_RETENTION {
                return Err(PolicyError::Retention { value });
            }
        }
        let mut promised = self.check_availability()?;
        for metric in Metric::OF_TICKETS {
            promised |= self.check_metric(metric)?;
        }
        if promised {
            Ok(())
        } else {
            Err(PolicyError::Empty)
        }
    }

    /// Whether an availability is promised.
    fn check_availability(&self) -> Result<bool, PolicyError> {
        match self.availability {
            Some(value) if value == Bps::ZERO || value > Bps::WHOLE => {
                Err(PolicyError::Availability { value })
            }
            promised => Ok(promised.is_some()),
        }
    }

    /// Whether the metric has a target at any priority.
    fn check_metric(&self, metric: Metric) -> Result<bool, PolicyError> {
        let mut above: Option<(Priority, Option<Seconds>)> = None;
        for priority in Priority::ALL {
            let target = self.of(priority).of(metric);
            if let Some(value) = target {
                if value == Seconds::ZERO || value > MAX_TARGET {
                    return Err(PolicyError::Target {
                        priority,
                        metric,
                        value,
                    });
                }
                if let Some((urgent, limit)) = above {
                    if limit.is_none_or(|limit| limit > value) {
                        return Err(PolicyError::Order {
                            priority: urgent,
                            metric,
                        });
                    }
                }
            }
            above = Some((priority, target));
        }
        // A missing target above a present one is refused, so P1 has one if any has.
        Ok(self.p1.of(metric).is_some())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn targets(first: Option<u64>, resolution: Option<u64>) -> Targets {
        Targets {
            hours: ServiceHours::Always,
            first_response: first.map(Seconds),
            next_response: None,
            update: None,
            resolution: resolution.map(Seconds),
        }
    }

    fn policy(first: [Option<u64>; 4]) -> ServicePolicy {
        ServicePolicy {
            p1: targets(first[0], None),
            p2: targets(first[1], None),
            p3: targets(first[2], None),
            p4: targets(first[3], None),
            confirm_window: DEFAULT_CONFIRM_WINDOW,
            availability: None,
            retention: None,
        }
    }

    #[test]
    fn the_matrix_has_one_p1_two_p2_three_p3_and_three_p4() {
        let levels = [Level::High, Level::Medium, Level::Low];
        let mut counts = [0; 4];
        for impact in levels {
            for urgency in levels {
                counts[priority(impact, urgency).index()] += 1;
            }
        }
        assert_eq!(counts, [1, 2, 3, 3]);
        assert_eq!(priority(Level::Low, Level::High), Priority::P3);
        assert_eq!(priority(Level::Medium, Level::Low), Priority::P4);
    }

    #[test]
    fn metrics_are_numbered_in_their_order() {
        assert_eq!(Metric::ALL.map(Metric::index), [0, 1, 2, 3, 4]);
    }

    #[test]
    fn targets_that_grow_from_p1_to_p4_are_accepted() {
        assert_eq!(policy([Some(1), Some(1), Some(5), None]).check(), Ok(()));
    }

    #[test]
    fn a_less_urgent_priority_never_has_the_shorter_target() {
        assert_eq!(
            policy([Some(1), Some(5), Some(4), None]).check(),
            Err(PolicyError::Order {
                priority: Priority::P2,
                metric: Metric::FirstResponse
            })
        );
    }

    #[test]
    fn no_target_is_missing_above_one_that_is_present() {
        assert_eq!(
            policy([Some(1), None, Some(4), None]).check(),
            Err(PolicyError::Order {
                priority: Priority::P2,
                metric: Metric::FirstResponse
            })
        );
    }

    #[test]
    fn a_policy_without_any_target_promises_nothing_and_is_refused() {
        assert_eq!(policy([None; 4]).check(), Err(PolicyError::Empty));
    }

    #[test]
    fn an_availability_is_a_share_of_the_whole_and_a_promise_of_its_own() {
        for (share, refused) in [(0, true), (1, false), (10_000, false), (10_001, true)] {
            let mut asked = policy([None; 4]);
            asked.availability = Some(Bps(share));
            let value = Bps(share);
            let need = if refused {
                Err(PolicyError::Availability { value })
            } else {
                Ok(())
            };
            assert_eq!(asked.check(), need, "{share} bps");
        }
    }

    #[test]
    fn the_confirm_window_is_between_three_and_thirty_days() {
        for (days, accepted) in [(2, false), (3, true), (30, true), (31, false)] {
            let mut asked = policy([Some(1); 4]);
            asked.confirm_window = Seconds::days(days);
            assert_eq!(asked.check().is_ok(), accepted, "{days} days");
        }
    }

    #[test]
    fn a_history_stays_from_thirty_days_to_ten_years_or_one_year() {
        for (days, accepted) in [(29, false), (30, true), (3_660, true), (3_661, false)] {
            let mut asked = policy([Some(1); 4]);
            asked.retention = Some(Seconds::days(days));
            assert_eq!(asked.check().is_ok(), accepted, "{days} days");
            assert_eq!(asked.retention(), Seconds::days(days));
        }
        assert_eq!(policy([None; 4]).retention(), Seconds::days(366));
    }

    #[test]
    fn a_target_has_at_least_one_second_and_at_most_a_year() {
        for (value, accepted) in [
            (0, false),
            (1, true),
            (366 * DAY, true),
            (366 * DAY + 1, false),
        ] {
            assert_eq!(
                policy([Some(value); 4]).check().is_ok(),
                accepted,
                "{value} s"
            );
        }
    }
}
