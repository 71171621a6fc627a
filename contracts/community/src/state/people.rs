//! Accounts, curators and experts, their votes, and the pairs of contracts that are served.

use aftercare_domain::allowance::Lots;
use aftercare_domain::time::UnixTime;
use aftercare_interface::packed_structs;
use aftercare_kit::store::{Item, Map};
use cosmwasm_std::{Addr, Uint128};

/// What an account may give, what made it, and which circles it sits in: one record, because a hot message
/// needs all of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Account {
    /// Its allowance.
    pub lots: Lots,
    /// Its fees that became points already; at most one entry for each pair of contracts and asset.
    pub seen: Vec<Seen>,
    /// Absent for who was never named a curator or an expert.
    pub member: Option<Member>,
}

/// What a curator or an expert has beside an allowance.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Member {
    /// Its seat among the curators.
    pub curator: Option<Term>,
    /// Its seat among the experts.
    pub expert: Option<Term>,
    /// What it gave of the curators' pool in the last epoch in which it did: that epoch, points.
    pub drawn: Option<(u64, Uint128)>,
}

/// Fees that became points.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seen {
    /// The pair of contracts.
    pub peers: u8,
    /// The number of the asset's rate.
    pub asset: u16,
    /// Burnt, ever, in base units.
    pub burnt: Uint128,
}

/// When a seat is held.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Term {
    /// First second.
    pub from: UnixTime,
    /// First second in which it no longer is; absent while no end is announced.
    pub until: Option<UnixTime>,
}

/// Curators or experts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Circle {
    /// In force until the next ones are.
    pub members: Vec<Addr>,
    /// From when on, and who.
    pub next: Option<(UnixTime, Vec<Addr>)>,
}

/// Votes of curators on one motion.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ballot {
    /// The last second in which votes are taken.
    pub until: UnixTime,
    /// Who voted for it.
    pub ayes: Vec<Addr>,
    /// Who voted against it.
    pub noes: Vec<Addr>,
}

/// The curators' pool.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pool {
    /// Points in it.
    pub points: Uint128,
    /// The epoch whose parts are fixed.
    pub epoch: Option<u64>,
    /// Each member's part of that epoch.
    pub part: Uint128,
}

/// A further pair of contracts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pair {
    /// The escrow.
    pub escrow: Addr,
    /// The registry.
    pub registry: Addr,
    /// The first second in which it counts.
    pub from: UnixTime,
}

/// The kind of a motion and a number, and the storage key of the item that it is about.
pub type MotionKey = ((u8, u64), (u64, u32));

packed_structs! {
    Account { lots, seen, member }
    Member { curator, expert, drawn }
    Seen { peers, asset, burnt }
    Term { from, until }
    Circle { members, next }
    Ballot { until, ayes, noes }
    Pool { points, epoch, part }
    Pair { escrow, registry, from }
}

/// By account. Written by ratings and thanks, and when the owner announces a set that it is in or leaves.
pub const ACCOUNTS: Map<&Addr, Account> = Map::new("acc");
/// Absent until the owner names some; at most 15, and as many announced.
pub const CURATORS: Item<Circle> = Item::new("curators");
/// Absent until the owner names some; at most 30, and as many announced.
pub const EXPERTS: Item<Circle> = Item::new("experts");
/// By kind of motion, a number, and what it is about; written by votes, at most one entry a curator each.
pub const BALLOTS: Map<MotionKey, Ballot> = Map::new("ballot");
/// Absent before the first points of it. Written with new fees and by thanks of curators and experts.
pub const POOL: Item<Pool> = Item::new("pool");
/// By place, from 1: the pair of instantiation is the configuration's. At most 7, never changed.
pub const PAIRS: Map<u8, Pair> = Map::new("pair");
