//! Who may do what for whom, and how providers are doing.

use aftercare_domain::money::Bps;
use aftercare_domain::policy::Metric;
use aftercare_domain::scorecard::{Endings, Misses};
use aftercare_domain::time::{Seconds, UnixTime};
use cosmwasm_schema::cw_serde;
use cosmwasm_std::Addr;

use crate::commitment::Commitment;

/// Most queues of a provider; they are numbered from 1.
pub const MAX_QUEUES: u8 = 32;
/// Most queues that one agent serves by name.
pub const MAX_AGENT_QUEUES: usize = 8;
/// Most categories of a provider's catalogue; they are numbered from 1.
pub const MAX_CATEGORIES: u16 = 64;
/// Most agreements for which one delegate has rights of its own.
pub const MAX_GRANTS: usize = 8;
/// Most replies of one `reply_many`.
pub const MAX_REPLIES: usize = 30;
/// Most history lines that one `purge` removes.
pub const MAX_PURGED: u32 = 30;
/// Most weeks of one scorecard.
pub const MAX_SCORECARD_WEEKS: u32 = 30;
/// Counted seconds after which a claim without a word lapses.
pub const CLAIM_WINDOW: Seconds = Seconds::hours(8);
/// How long after a period's end it can be rated.
pub const PERIOD_RATING_WINDOW: Seconds = Seconds::days(14);

/// What a delegate may do in its customer's place.
#[cw_serde]
#[derive(aftercare_json::FromJson, aftercare_json::ToJson, Eq, Copy, PartialOrd, Ord)]
pub enum DelegateScope {
    /// Open tickets, acknowledge and reopen them, withdraw them.
    Open,
    /// Reply, end a pause, flag a hollow reply, raise a priority.
    Reply,
    /// Accept or reject a proposed resolution, agree to a hold or a merge, consent to a triage or object to it,
    /// lower a priority.
    Confirm,
    /// Rate tickets and periods.
    Rate,
    /// Escalate.
    Escalate,
}

/// What an agent may do in its provider's place.
#[cw_serde]
#[derive(aftercare_json::FromJson, aftercare_json::ToJson, Eq, Copy, PartialOrd, Ord)]
pub enum AgentScope {
    /// Open tickets on behalf of customers.
    Open,
    /// Claim, hand over, reply, ask, propose a hold, note, link.
    Reply,
    /// Propose a resolution, propose a merge, decline.
    Resolve,
    /// Propose another priority.
    Triage,
    /// Put any ticket into a queue or into an agent's hands.
    Assign,
    /// Post in the name of another agent: a help desk's bridge.
    Relay,
}

/// What `set_agent` names.
#[cw_serde]
#[derive(aftercare_json::FromJson, aftercare_json::ToJson)]
#[serde(deny_unknown_fields)]
pub struct NewAgent {
    /// The agent's address.
    pub agent: String,
    /// What it may do; at least 1, each once.
    pub scopes: Vec<AgentScope>,
    /// The queues it serves, from 1 to 32; at most 8, each once. None: every queue.
    pub queues: Vec<u8>,
    /// The last second in which it may act.
    pub expires: UnixTime,
    /// The most open tickets in its hands.
    pub max_open: u32,
    /// Whether it is a bot, whose words stop no clock.
    pub automated: bool,
}

/// What `set_delegate` names.
#[cw_serde]
#[derive(aftercare_json::FromJson, aftercare_json::ToJson)]
#[serde(deny_unknown_fields)]
pub struct NewDelegate {
    /// The agreement under which it may act; absent for all of the customer's tickets.
    pub agreement: Option<u64>,
    /// The delegate's address.
    pub who: String,
    /// What it may do; at least 1, each once.
    pub scopes: Vec<DelegateScope>,
    /// The last second in which it may act.
    pub expires: UnixTime,
}

/// Where the tickets of a category wait.
#[cw_serde]
#[derive(aftercare_json::FromJson, aftercare_json::ToJson, Eq, Copy)]
#[serde(deny_unknown_fields)]
pub struct CategoryRoute {
    /// The category, from 1 to 64.
    pub category: u16,
    /// The queue, from 1; 0 for none.
    pub queue: u8,
}

/// A provider's queues and categories. Their names are text and stay off chain.
#[cw_serde]
#[derive(aftercare_json::FromJson, aftercare_json::ToJson, Eq)]
#[serde(deny_unknown_fields)]
pub struct Catalogue {
    /// How many queues there are, numbered from 1; at most 32.
    pub queues: u8,
    /// The categories, each once; at most 64.
    pub categories: Vec<CategoryRoute>,
    /// The names of queues and categories.
    pub names: Option<Commitment>,
}

/// One of several replies.
#[cw_serde]
#[derive(aftercare_json::FromJson, aftercare_json::ToJson)]
#[serde(deny_unknown_fields)]
pub struct TicketReply {
    /// The ticket.
    pub ticket: u64,
    /// What is said.
    pub content: Commitment,
}

/// An agent.
#[cw_serde]
#[derive(aftercare_json::FromJson, aftercare_json::ToJson, Eq)]
pub struct AgentResponse {
    /// The agent.
    pub agent: Addr,
    /// The last second in which it may act.
    pub until: UnixTime,
    /// Whether it may act now.
    pub active: bool,
    /// What it may do.
    pub scopes: Vec<AgentScope>,
    /// The queues it serves; none: every queue.
    pub queues: Vec<u8>,
    /// The most open tickets in its hands.
    pub max_open: u32,
    /// Open tickets in its hands, those included that read as unassigned.
    pub open: u32,
    /// Whether it is a bot.
    pub automated: bool,
    /// The last second of its absence, where it is away.
    pub away_until: Option<UnixTime>,
    /// Who has its tickets meanwhile.
    pub cover: Option<Addr>,
}

/// A delegate of a customer.
#[cw_serde]
#[derive(aftercare_json::FromJson, aftercare_json::ToJson, Eq)]
pub struct DelegateResponse {
    /// The delegate.
    pub who: Addr,
    /// What it may do, by agreement.
    pub grants: Vec<DelegateGrant>,
    /// The last second of its link to the customer, past or coming.
    pub linked_until: UnixTime,
}

/// What a delegate may do under one agreement, or under all.
#[cw_serde]
#[derive(aftercare_json::FromJson, aftercare_json::ToJson, Eq)]
pub struct DelegateGrant {
    /// The agreement; absent for all of the customer's tickets.
    pub agreement: Option<u64>,
    /// What it may do.
    pub scopes: Vec<DelegateScope>,
    /// The last second in which it may.
    pub until: UnixTime,
    /// Whether it may now.
    pub active: bool,
}

/// What is left of an agreement's quotas in the period that is running.
#[cw_serde]
#[derive(aftercare_json::FromJson, aftercare_json::ToJson, Eq)]
pub struct AllowanceResponse {
    /// The agreement.
    pub agreement: u64,
    /// Its provider.
    pub provider: Addr,
    /// Whether it covers this second.
    pub covered: bool,
    /// Which period runs, from 0.
    pub period: u32,
    /// The first second of the next period.
    pub ends_at: UnixTime,
    /// Covered tickets opened in this period.
    pub tickets_used: u32,
    /// How many more open as covered ones; absent where there is no limit.
    pub tickets_left: Option<u32>,
    /// Of those used, urgent ones (P1 and P2).
    pub urgent_used: u32,
    /// How many more open as urgent ones; absent where there is no limit.
    pub urgent_left: Option<u32>,
    /// The block time for which this was computed.
    pub as_of: UnixTime,
}

/// How long something took.
#[cw_serde]
#[derive(aftercare_json::FromJson, aftercare_json::ToJson, Eq)]
pub struct DurationFigures {
    /// How often it was measured.
    pub count: u64,
    /// The mean in counted seconds.
    pub mean: Option<Seconds>,
    /// Half took no longer than this; as all percentiles the end of a bucket, at most half as long again.
    pub p50: Option<Seconds>,
    /// Nine in ten took no longer.
    pub p90: Option<Seconds>,
    /// Nineteen in twenty took no longer.
    pub p95: Option<Seconds>,
}

/// How satisfied customers were. Ratings of tickets and of periods count alike; voided ones are taken off.
#[cw_serde]
#[derive(aftercare_json::FromJson, aftercare_json::ToJson, Eq)]
pub struct SatisfactionFigures {
    /// Ratings that count.
    pub count: u32,
    /// Those of 4 or 5.
    pub satisfied: u32,
    /// Their share.
    pub share: Option<Bps>,
    /// The lower end of Wilson's interval at 95 %.
    pub lower_bound: Option<Bps>,
    /// Ratings of tickets among those that could have been given.
    pub answer_rate: Option<Bps>,
    /// Ratings of tickets, for which a reward may have been had; the others were given for nothing.
    pub rewarded: u32,
    /// Customers who gave them: at least so many, exactly so in a single week.
    pub customers: u32,
    /// The share of whoever gave most: at most this, exactly this in a single week.
    pub largest_share: Option<Bps>,
}

/// How often a category came up.
#[cw_serde]
#[derive(aftercare_json::FromJson, aftercare_json::ToJson, Eq, Copy)]
pub struct CategoryFigures {
    /// The first week of the block of four.
    pub first_week: u32,
    /// The category.
    pub category: u16,
    /// Tickets of it that closed.
    pub closed: u32,
}

/// A provider's figures over some weeks. Only covered tickets count.
#[cw_serde]
#[derive(aftercare_json::FromJson, aftercare_json::ToJson, Eq)]
pub struct ScorecardResponse {
    /// The first week; weeks begin on Monday at 00:00 UTC, week 0 is that of 1970-01-01.
    pub from: u32,
    /// The last week.
    pub to: u32,
    /// The first second of the first week.
    pub starts_at: UnixTime,
    /// How tickets ended.
    pub endings: Endings,
    /// The share of resolved tickets that one word of a human was enough for.
    pub first_contact: Option<Bps>,
    /// The share of closed tickets that automation solved.
    pub automated: Option<Bps>,
    /// What was missed.
    pub misses: Misses,
    /// Until the first response.
    pub response: DurationFigures,
    /// Until the resolution that stood.
    pub resolution: DurationFigures,
    /// What customers said.
    pub satisfaction: SatisfactionFigures,
    /// Categories by blocks of four weeks, of every block that the weeks touch.
    pub categories: Vec<CategoryFigures>,
    /// The block time for which this was computed.
    pub as_of: UnixTime,
}

/// What a ticket rests on.
#[cw_serde]
#[derive(aftercare_json::FromJson, aftercare_json::ToJson, Eq, Copy)]
pub enum TicketStanding {
    /// An agreement covers it.
    Covered,
    /// No agreement was named.
    BestEffort,
    /// The quota of the named agreement was used up: best effort.
    BeyondQuota,
    /// An agent opened it, and the customer has not acknowledged it: best effort until then.
    Offered,
}

/// A booking that the escrow refused and that any poke sends again.
#[cw_serde]
#[derive(aftercare_json::FromJson, aftercare_json::ToJson, Eq)]
#[serde(deny_unknown_fields)]
pub struct PendingBooking {
    /// The ticket.
    pub ticket: u64,
    /// The agreement.
    pub agreement: u64,
    /// The metric.
    pub metric: Metric,
    /// The cycle.
    pub cycle: u32,
    /// Which of several misses of the metric in the cycle, from 0; of updates, the period.
    pub ordinal: u32,
    /// The last second that would have met the target.
    pub due: UnixTime,
}
