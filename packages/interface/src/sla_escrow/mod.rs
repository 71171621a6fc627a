//! `sla-escrow`: plans, agreements, escrow, bonds, service credits, payouts.

mod execute;
mod query;
mod terms;

use aftercare_domain::time::Seconds;

pub use execute::*;
pub use query::*;
pub use terms::*;

/// Most bytes of a plan's title.
pub const MAX_TITLE: usize = 80;
/// Shortest period.
pub const MIN_PERIOD: Seconds = Seconds::days(1);
/// Longest period.
pub const MAX_PERIOD: Seconds = Seconds::days(366);
/// Most periods of one agreement, extensions included.
pub const MAX_PERIODS: u32 = 120;
/// Longest hold-back.
pub const MAX_HOLD_BACK: Seconds = Seconds::days(60);
/// Longest notice.
pub const MAX_NOTICE: Seconds = Seconds::days(90);
/// Longest cooling-off.
pub const MAX_COOLING_OFF: Seconds = Seconds::days(30);
/// Shortest contest window.
pub const MIN_CONTEST_WINDOW: Seconds = Seconds::hours(1);
/// Longest contest window.
pub const MAX_CONTEST_WINDOW: Seconds = Seconds::days(7);
/// How much longer than its contest window a plan's hold-back is, at least.
pub const CONTEST_RESERVE: Seconds = Seconds::days(1);
/// Shortest time for a ruling.
pub const MIN_ARBITRATION: Seconds = Seconds::days(3);
/// Longest time for a ruling.
pub const MAX_ARBITRATION: Seconds = Seconds::days(60);
/// Most time that force majeure can excuse during an agreement.
pub const MAX_EXCUSABLE: Seconds = Seconds::days(90);
/// Most declarations of force majeure of one agreement.
pub const MAX_DECLARATIONS: u32 = 10;
/// Most late tickets that a plan can ask for before it may be left for cause.
pub const MAX_CAUSE_TICKETS: u32 = 30;
/// Longest window in which they are counted.
pub const MAX_CAUSE_WINDOW: Seconds = Seconds::days(366);
/// Most misses of one `book_misses`.
pub const MAX_MISSES: usize = 30;
/// Most periods that one `settle` pays out, and most credits that one `poke` looks at.
pub const MAX_SETTLE: u32 = 30;
/// Most tips of one agreement and period.
pub const MAX_TIPS: u32 = 10;
/// Most customers on a plan's list.
pub const MAX_LISTED_CUSTOMERS: u32 = 100;
/// Most addresses that one `update_allow_list` adds or removes.
pub const MAX_LIST_CHANGES: usize = 30;
/// How long a proposal can be accepted.
pub const PROPOSAL_TIME: Seconds = Seconds::days(7);
/// How long, at most, money waits for unsettled tickets after a period's hold-back.
pub const UNSETTLED_LIMIT: Seconds = Seconds::days(60);
/// How long a change of payout address is visible before it counts.
pub const PAYOUT_DELAY: Seconds = Seconds::days(3);
/// How long a recovery can be vetoed.
pub const RECOVERY_DELAY: Seconds = Seconds::days(14);
/// How long an announced monitoring is visible before later agreements take it.
pub const ANNOUNCEMENT: Seconds = Seconds::days(7);
/// Most monitorings ever announced.
pub const MAX_MONITORINGS: u16 = 64;
/// Within this time after an agreement's end a new one of the same parties counts as its renewal.
pub const RENEWAL_WINDOW: Seconds = Seconds::days(30);
/// Most assets that an owner lists.
pub const MAX_ASSETS: u16 = 64;

/// Migration: refuses foreign contracts, the same version again, and downgrades.
#[cosmwasm_schema::cw_serde]
#[derive(aftercare_json::FromJson, aftercare_json::ToJson)]
#[serde(deny_unknown_fields)]
pub struct MigrateMsg {}
