//! Records of agents, delegates, queues and scorecards.

use aftercare_domain::scorecard::{Misses, Week};
use aftercare_domain::time::UnixTime;
use aftercare_interface::packed_structs;
use aftercare_interface::ticket_registry::Catalogue;
use aftercare_kit::store::Map;
use cosmwasm_std::{Addr, HexBinary};

/// (provider, agent) → what it may do. Written by the provider, and by the agent where it is away; never
/// removed.
pub const AGENTS: Map<(&Addr, &Addr), Agent> = Map::new("agents");
/// Provider → the number of its newest agent. Absent before the first one.
pub const AGENT_COUNT: Map<&Addr, u32> = Map::new("agent-count");
/// (provider, number) → its agent of that number. Written once.
pub const AGENT_NAMES: Map<(&Addr, u32), Addr> = Map::new("agent-names");
/// (provider, number of an agent) → tickets in its hands that are not closed, as stored. Absent: none.
pub const LOADS: Map<(&Addr, u32), u32> = Map::new("loads");
/// Provider → its queues and categories. Written by the provider; absent: none.
pub const CATALOGUES: Map<&Addr, Catalogue> = Map::new("catalogues");

/// (customer, delegate) → what it may do, by agreement; at most 8. Written by the customer; removed with the
/// last of them, while the raw key `delegate/…` stays.
pub const DELEGATES: Map<(&Addr, &Addr), Vec<Grant>> = Map::new("delegates");

/// (provider, slot) → a week's figures. 53 slots; a new week takes the place of the one a ring before.
pub const WEEKS: Map<(&Addr, u8), Week> = Map::new("week");
/// (provider, slot) → how often each category came up in a block of four weeks. 14 slots.
pub const BLOCKS: Map<(&Addr, u8), Block> = Map::new("blocks");
/// (provider, customer) → how many of its ratings counted in the newest week with one.
pub const RATERS: Map<(&Addr, &Addr), Rater> = Map::new("rater");
/// (agreement, period) → the rating of a period. Written once.
pub const PERIOD_RATINGS: Map<(u64, u32), PeriodRating> = Map::new("period-ratings");

/// What an agent may do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Agent {
    /// Its number with the provider, from 1.
    pub number: u32,
    /// The last second in which it may act.
    pub until: UnixTime,
    /// A bit for each scope, in the order of `AgentScope`.
    pub scopes: u8,
    /// A bit for each queue, from queue 1; 0: every queue.
    pub queues: u32,
    /// The most open tickets in its hands.
    pub max_open: u32,
    /// Whether it is a bot.
    pub automated: bool,
    /// Its absence, past or present.
    pub away: Option<Away>,
}

/// An agent's absence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Away {
    /// Its last second.
    pub until: UnixTime,
    /// The number of the agent who has its tickets meanwhile.
    pub cover: Option<u32>,
}

/// What a delegate may do under one agreement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grant {
    /// The agreement; absent for all of the customer's tickets.
    pub agreement: Option<u64>,
    /// A bit for each scope, in the order of `DelegateScope`.
    pub scopes: u8,
    /// The last second in which it may.
    pub until: UnixTime,
}

/// Where a ticket waits, in whose hands it is, and what of its present cycle counts on a scorecard.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Desk {
    /// The queue that somebody chose; 0 for that of its category.
    pub queue: u8,
    /// In whose hands.
    pub holder: Option<Holder>,
    /// Words of humans of the provider in this cycle.
    pub words: u32,
    /// Whether it went through another queue, or the customer had to be asked, in this cycle.
    pub detour: bool,
    /// Whether an end of it counted as first contact.
    pub first_contact: bool,
    /// The rating of its present end. Removed by a reopening, which voids it.
    pub rated: Option<Rated>,
    /// Misses that no scorecard has counted yet. The next message settles them.
    pub uncounted: Option<Misses>,
}

/// Where a ticket's rating stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rated {
    /// The line of its history that holds the answers; it is never purged.
    pub line: u32,
    /// Whether it entered the provider's scorecard.
    pub counted: bool,
}

/// A rating of a period.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PeriodRating {
    /// 1 to 8 answers from 1 to 5; the first is overall satisfaction.
    pub answers: Vec<u8>,
    /// Hash of a comment.
    pub comment: Option<HexBinary>,
    /// When it was given.
    pub at: UnixTime,
}

/// Who has a ticket in hand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Holder {
    /// The agent's number with the provider.
    pub agent: u32,
    /// The last word of the holder or the customer, or when the holder got it.
    pub heard: UnixTime,
}

/// Categories of four weeks.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Block {
    /// Which block.
    pub block: u32,
    /// Category and how many of its tickets closed, in order; at most 64.
    pub closed: Vec<(u16, u32)>,
}

/// A customer's ratings of one week.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Rater {
    /// The week.
    pub week: u32,
    /// How many counted.
    pub ratings: u8,
}

packed_structs! {
    Agent { number, until, scopes, queues, max_open, automated, away }
    Away { until, cover }
    Grant { agreement, scopes, until }
    Desk { queue, holder, words, detour, first_contact, rated, uncounted }
    Rated { line, counted }
    PeriodRating { answers, comment, at }
    Holder { agent, heard }
    Block { block, closed }
    Rater { week, ratings }
}
