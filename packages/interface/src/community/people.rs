//! Curators, experts and the pairs of contracts that are served.

use aftercare_domain::time::{Seconds, UnixTime};
use cosmwasm_schema::cw_serde;
use cosmwasm_std::{Addr, Uint128};

/// Most curators.
pub const MAX_CURATORS: usize = 15;
/// Most experts.
pub const MAX_EXPERTS: usize = 30;
/// How long a new set of curators or experts is announced before it is in force.
pub const CIRCLE_NOTICE: Seconds = Seconds::days(7);
/// Most pairs of escrow and registry, the first one included.
pub const MAX_PEERS: u8 = 8;
/// How long a further pair is announced before it is in force.
pub const PEERS_NOTICE: Seconds = Seconds::days(7);

/// Curators or experts.
#[cw_serde]
#[derive(aftercare_json::FromJson, aftercare_json::ToJson, Eq)]
pub struct CircleResponse {
    /// In force.
    pub members: Vec<Addr>,
    /// Announced.
    pub next: Option<NextCircle>,
    /// The block time for which this was computed.
    pub as_of: UnixTime,
}

/// An announced set.
#[cw_serde]
#[derive(aftercare_json::FromJson, aftercare_json::ToJson, Eq)]
pub struct NextCircle {
    /// The first second in which it is in force.
    pub from: UnixTime,
    /// The set.
    pub members: Vec<Addr>,
}

/// A pair of escrow and registry.
#[cw_serde]
#[derive(aftercare_json::FromJson, aftercare_json::ToJson, Eq)]
pub struct PeersResponse {
    /// Its place; the pair of instantiation has 0.
    pub peers: u8,
    /// The escrow whose burnt fees make points.
    pub escrow: Addr,
    /// The registry whose ratings release them.
    pub registry: Addr,
    /// The first second in which the pair counts.
    pub from: UnixTime,
}

/// What curators and experts may thank with.
#[cw_serde]
#[derive(aftercare_json::FromJson, aftercare_json::ToJson, Eq)]
pub struct PoolResponse {
    /// Points in the curators' pool.
    pub points: Uint128,
    /// The epoch now.
    pub epoch: u64,
    /// Each member's part of this epoch.
    pub part: Uint128,
    /// The block time for which this was computed.
    pub as_of: UnixTime,
}
