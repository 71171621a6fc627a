//! Every storage key: what it means, who writes it, what bounds it.
//!
//! Beside these stand the asset books and counters of the kit (`books_…`), `ownership`, `contract_info`, and
//! the raw keys `cover/`, `terms/` and `fee/` whose layout the interface fixes.

use aftercare_domain::money::Bps;
use aftercare_domain::policy::Metric;
use aftercare_domain::time::UnixTime;
use aftercare_interface::sla_escrow::{MissCursor, PlanTerms};
use aftercare_kit::Parsed;
use cosmwasm_schema::cw_serde;
use cosmwasm_std::{Addr, Empty, HexBinary, StdError, StdResult, Uint128};
use cw_storage_plus::{Item, Map};

/// Written at instantiation, never again.
pub const CONFIG: Item<Config> = Item::new("config");
/// The registry of new agreements; absent until `wire`, which writes it once.
pub const REGISTRY: Item<Addr> = Item::new("registry");

/// Number of the last plan; absent before the first.
pub const LAST_PLAN: Item<u64> = Item::new("last_plan");
/// Number of the last frozen terms; all plans share the counter.
pub const LAST_TERMS: Item<u64> = Item::new("last_terms");
/// Number of the last agreement.
pub const LAST_AGREEMENT: Item<u64> = Item::new("last_agreement");

/// By plan; written by its provider only.
pub const PLANS: Map<u64, Plan> = Map::new("plan");
/// Live agreements by plan; absent is 0; at most the capacity. Apart from the plan, because each
/// subscription rewrites it.
pub const LIVE: Map<u64, u32> = Map::new("plan_live");
/// By plan and revision; written once each.
pub const REVISIONS: Map<(u64, u32), Revision> = Map::new("revision");
/// By terms id; written once each, and never changed: agreements read their terms here.
pub const TERMS: Map<u64, Parsed<PlanTerms>> = Map::new("frozen_terms");

/// By provider and asset key; written by the provider, by subscriptions and by ends.
pub const BONDS: Map<(&Addr, &str), Bond> = Map::new("bond");

/// By agreement: what never changes. Written by the subscription.
pub const HEADS: Map<u64, Head> = Map::new("agreement_head");
/// By agreement: what messages rewrite.
pub const LEDGERS: Map<u64, Ledger> = Map::new("agreement_ledger");
/// By agreement and block: what each of its up to 12 periods was credited. Absent before the first credit.
pub const BLOCKS: Map<(u64, u32), Vec<Uint128>> = Map::new("credited_block");
/// By agreement, ticket and period: what was credited. Absent is 0.
pub const TICKETS: Map<(u64, u64, u32), Uint128> = Map::new("credited_ticket");
/// By agreement and [`miss_key`]: the highest want and what was credited of it. Written by bookings.
pub const MISSES: Map<(u64, MissKey), MissRecord> = Map::new("miss");

/// Agreements by customer; written by the subscription.
pub const BY_CUSTOMER: Map<(&Addr, u64), Empty> = Map::new("by_customer");
/// Agreements by provider; written by the subscription.
pub const BY_PROVIDER: Map<(&Addr, u64), Empty> = Map::new("by_provider");
/// By first second in which the oldest unsettled period can be settled, and agreement: one row for each
/// agreement that is not ended; `settle` moves and removes it.
pub const DUE: Map<(u64, u64), Empty> = Map::new("due");

/// Names of all keys above; a test holds that none begins another or a raw key.
pub const NAMESPACES: [&str; 18] = [
    "config",
    "registry",
    "last_plan",
    "last_terms",
    "last_agreement",
    "plan",
    "plan_live",
    "revision",
    "frozen_terms",
    "bond",
    "agreement_head",
    "agreement_ledger",
    "credited_block",
    "credited_ticket",
    "miss",
    "by_customer",
    "by_provider",
    "due",
];

/// What instantiation sets.
#[cw_serde]
pub struct Config {
    /// Receives the part of protocol fees that is not burnt.
    pub fee_sink: Addr,
    /// Protocol fee of new agreements.
    pub protocol_fee: Bps,
    /// Burnt share of it.
    pub burn_share: Bps,
}

/// A plan.
#[cw_serde]
pub struct Plan {
    /// Who offers it.
    pub provider: Addr,
    /// Its newest revision.
    pub revision: u32,
    /// Whether it takes no new agreements.
    pub retired: bool,
}

/// A revision of a plan.
#[cw_serde]
pub struct Revision {
    /// Where its terms are.
    pub terms_id: u64,
    /// SHA-256 of their stored bytes.
    pub hash: HexBinary,
}

/// A provider's bond in one asset.
#[cw_serde]
#[derive(Default)]
pub struct Bond {
    /// Behind no agreement.
    pub free: Uint128,
    /// Behind live agreements: the sum of their ledgers' bonds.
    pub reserved: Uint128,
}

/// What an agreement was accepted with.
#[cw_serde]
pub struct Head {
    /// Who is served and refunded.
    pub customer: Addr,
    /// Who serves.
    pub provider: Addr,
    /// The plan.
    pub plan: u64,
    /// Its revision.
    pub revision: u32,
    /// Its frozen terms.
    pub terms_id: u64,
    /// The only contract that may book its misses.
    pub registry: Addr,
    /// First covered second.
    pub from: UnixTime,
    /// Periods that were paid for.
    pub periods: u32,
    /// Protocol fee, frozen.
    pub protocol_fee: Bps,
    /// Burnt share of it, frozen.
    pub burn_share: Bps,
}

/// What messages rewrite of an agreement. Amounts that are usually zero are left out of its bytes.
#[cw_serde]
#[derive(Default)]
pub struct Ledger {
    /// Periods that are kept: those paid for, less those that a notice returned.
    pub periods: u32,
    /// Periods that are settled.
    pub settled: u32,
    /// Whether the customer has given notice.
    pub notice: bool,
    /// Fees of unsettled periods, less the credits taken from them.
    pub escrowed: Uint128,
    /// The provider's bond behind this agreement.
    pub bond: Uint128,
    /// Owed by the provider to the customer.
    #[serde(default, skip_serializing_if = "Uint128::is_zero")]
    pub debt: Uint128,
    /// All credits, ever.
    #[serde(default, skip_serializing_if = "Uint128::is_zero")]
    pub credited: Uint128,
    /// The part of them that came from the bond.
    #[serde(default, skip_serializing_if = "Uint128::is_zero")]
    pub credited_from_bond: Uint128,
    /// Earned by the provider.
    #[serde(default, skip_serializing_if = "Uint128::is_zero")]
    pub paid: Uint128,
    /// Protocol fees, burnt part included.
    #[serde(default, skip_serializing_if = "Uint128::is_zero")]
    pub protocol_fees: Uint128,
    /// The burnt part of them.
    #[serde(default, skip_serializing_if = "Uint128::is_zero")]
    pub burnt: Uint128,
}

/// A booked miss.
#[cw_serde]
pub struct MissRecord {
    /// The highest tier amount ever booked.
    pub want: Uint128,
    /// What was credited of it.
    pub credited: Uint128,
    /// The period of its first booking, from 0.
    pub period: u32,
}

/// The bytes of a miss's key: ticket, metric, cycle, ordinal, numbers big end first.
pub type MissKey = [u8; 17];

/// A miss's key as bytes.
#[must_use]
pub fn miss_key(cursor: &MissCursor) -> MissKey {
    let [s0, s1, s2, s3, s4, s5, s6, s7] = cursor.subject.to_be_bytes();
    let [c0, c1, c2, c3] = cursor.cycle.to_be_bytes();
    let [o0, o1, o2, o3] = cursor.ordinal.to_be_bytes();
    let metric = cursor.metric.index();
    [
        s0, s1, s2, s3, s4, s5, s6, s7, metric, c0, c1, c2, c3, o0, o1, o2, o3,
    ]
}

/// The key that these bytes say.
///
/// # Errors
/// Where the metric is not known.
pub fn miss_cursor(key: MissKey) -> StdResult<MissCursor> {
    let [s0, s1, s2, s3, s4, s5, s6, s7, metric, c0, c1, c2, c3, o0, o1, o2, o3] = key;
    let metric = Metric::ALL
        .into_iter()
        .find(|known| known.index() == metric)
        .ok_or_else(|| StdError::generic_err(format!("miss key: metric {metric}")))?;
    Ok(MissCursor {
        subject: u64::from_be_bytes([s0, s1, s2, s3, s4, s5, s6, s7]),
        metric,
        cycle: u32::from_be_bytes([c0, c1, c2, c3]),
        ordinal: u32::from_be_bytes([o0, o1, o2, o3]),
    })
}
