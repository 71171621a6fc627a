//! What a ticket's clocks say, and why.

use aftercare_domain::policy::Metric;
use aftercare_domain::time::{Seconds, UnixTime};
use cosmwasm_schema::cw_serde;

use crate::page::Page;

/// How far ahead a new version of a calendar closes what was open.
pub const CALENDAR_NOTICE: Seconds = Seconds::days(30);
/// How many days of a year the versions of a calendar close at most.
pub const MAX_CLOSED_DAYS: u32 = 15;
/// How long a word can be flagged as hollow.
pub const HOLLOW_WINDOW: Seconds = Seconds::days(3);
/// How often a cycle's words can be flagged as hollow.
pub const MAX_HOLLOW: u8 = 3;
/// How long after a raise the customer raises again at the earliest.
pub const RAISE_WINDOW: Seconds = Seconds::days(1);
/// How often the customer raises a ticket's priority.
pub const MAX_RAISES: u8 = 3;

/// All clocks of a ticket, and a page of what counted on them.
#[cw_serde]
#[derive(aftercare_json::FromJson, aftercare_json::ToJson, Eq)]
pub struct ClockResponse {
    /// The clocks, of the current cycle first.
    pub clocks: Vec<ClockRow>,
    /// Intervals, oldest first; added up over all pages they give the used seconds.
    pub intervals: Page<ClockInterval, u32>,
    /// The block time for which this was computed.
    pub as_of: UnixTime,
}

/// One clock.
#[cw_serde]
#[derive(aftercare_json::FromJson, aftercare_json::ToJson, Eq)]
pub struct ClockRow {
    /// What it measures.
    pub metric: Metric,
    /// In which cycle.
    pub cycle: u32,
    /// Which of the metric in that cycle, from 0: the newest unanswered message of the customer.
    pub ordinal: u32,
    /// The target in counted seconds; of an update, where the present interval ends.
    pub target: Seconds,
    /// Counted seconds used so far; of an update, since the provider's last word.
    pub used: Seconds,
    /// Counted seconds left; 0 once late.
    pub left: Seconds,
    /// The last second that meets the target, as long as nothing pauses it; absent where it does not run
    /// and was not missed.
    pub due_at: Option<UnixTime>,
    /// Whether it counts now.
    pub running: bool,
    /// The highest of 50, 75 and 90 per cent of the target that is used; 0 below, 100 once it is used up.
    pub reached: u8,
    /// Misses so far: intervals of an update, 0 or 1 of the others.
    pub missed: u32,
    /// What it says.
    pub verdict: Verdict,
}

/// What a clock says.
#[cw_serde]
#[derive(aftercare_json::FromJson, aftercare_json::ToJson, Eq, Copy)]
pub enum Verdict {
    /// Not late so far.
    Pending,
    /// Stopped in time.
    Met,
    /// Late by this many counted seconds, so far or for good.
    Missed {
        /// Counted seconds beyond the target; of an update, of the present interval.
        late: Seconds,
    },
    /// Ended without an outcome, e.g. by cancellation before its target.
    NotMeasured,
}

/// The time from one line of a ticket's history to the next, or until now.
#[cw_serde]
#[derive(aftercare_json::FromJson, aftercare_json::ToJson, Eq)]
pub struct ClockInterval {
    /// The line that begins it.
    pub line: u32,
    /// What that line says, e.g. `replied`.
    pub kind: String,
    /// Its cycle.
    pub cycle: u32,
    /// When it begins.
    pub from: UnixTime,
    /// When it ends.
    pub to: UnixTime,
    /// How many of its seconds are service hours; the others count nowhere.
    pub open: Seconds,
    /// For each metric, whether these seconds counted.
    pub metrics: Vec<IntervalMetric>,
}

/// Whether an interval's open seconds counted for a metric.
#[cw_serde]
#[derive(aftercare_json::FromJson, aftercare_json::ToJson, Eq, Copy)]
pub struct IntervalMetric {
    /// The metric.
    pub metric: Metric,
    /// Seconds that count from this interval on: its open ones or none, and what its first line added.
    pub counted: Seconds,
    /// Why.
    pub why: Why,
}

/// Why an interval counted or did not.
#[cw_serde]
#[derive(aftercare_json::FromJson, aftercare_json::ToJson, Eq, Copy)]
pub enum Why {
    /// It counts.
    Counts,
    /// Not promised, or ended.
    NoClock,
    /// The customer was asked.
    AwaitingCustomer,
    /// Both sides agreed to wait.
    OnHold,
    /// A resolution waited for the customer's word.
    Resolved,
}
