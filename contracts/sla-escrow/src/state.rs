//! Every storage key: what it means, who writes it, what bounds it.
//!
//! Beside these stand the asset books and counters of the kit (`books_…`), `ownership`, `contract_info`, and
//! the raw keys `cover/`, `terms/`, `fee/` and `payout/` whose layout the interface fixes. `cover/` is the
//! agreement's own record of what rarely changes; [`MONEY`] is the one that messages rewrite.

mod records;

use aftercare_domain::policy::Metric;
use aftercare_domain::time::UnixTime;
use aftercare_interface::sla_escrow::{Declaration, MissCursor, PlanTerms};
use aftercare_kit::store::{Item, Map};
use cosmwasm_std::{Addr, StdError, StdResult};

pub use records::*;

/// Written at instantiation, never again.
pub const CONFIG: Item<Config> = Item::new("config");
/// The registry of all agreements; absent until `wire`, which writes it once.
pub const REGISTRY: Item<Addr> = Item::new("registry");
/// Announced monitorings, oldest first; at most 64; an agreement's is the last one in force when it was
/// accepted. Written by the owner.
pub const MONITORINGS: Item<Vec<Monitoring>> = Item::new("monitorings");

/// Number of the last plan; absent before the first.
pub const LAST_PLAN: Item<u64> = Item::new("last_plan");
/// Number of the last frozen terms; all plans and proposals share the counter.
pub const LAST_TERMS: Item<u64> = Item::new("last_terms");
/// Number of the last agreement.
pub const LAST_AGREEMENT: Item<u64> = Item::new("last_agreement");
/// Number of the last proposal.
pub const LAST_PROPOSAL: Item<u64> = Item::new("last_proposal");
/// Number of the last dispute.
pub const LAST_DISPUTE: Item<u64> = Item::new("last_dispute");

/// By plan; written by its provider only.
pub const PLANS: Map<u64, Plan> = Map::new("plan");
/// Live agreements by plan; absent is 0; at most the capacity. Apart from the plan, because each
/// subscription rewrites it.
pub const LIVE: Map<u64, u32> = Map::new("live");
/// By plan and revision; written once each.
pub const REVISIONS: Map<(u64, u32), Revision> = Map::new("revision");
/// By plan and customer: who may subscribe where only listed customers may; at most 100 a plan. Written by
/// its provider.
pub const LISTED: Map<(u64, &Addr), ()> = Map::new("listed");
/// By terms id; written once each, and never changed: agreements read their terms here.
pub const TERMS: Map<u64, PlanTerms> = Map::new("terms");

/// By provider and asset key; written by the provider, by subscriptions, settlements and ends.
pub const PROVIDERS: Map<(&Addr, &str), Provider> = Map::new("provider");

/// By proposal; written by its proposer, removed when it is accepted or withdrawn.
pub const PROPOSALS: Map<u64, Proposal> = Map::new("proposal");

/// By agreement: what messages rewrite.
pub const MONEY: Map<u64, Money> = Map::new("money");
/// By agreement and block: what each of its up to 12 periods was credited. Absent before the first credit.
pub const BLOCKS: Map<(u64, u32), Vec<Credits>> = Map::new("block");
/// By agreement, [`capped_subject`] and period: what was credited. Absent is 0.
pub const TICKETS: Map<(u64, (u64, u32)), u128> = Map::new("ticket");
/// By agreement and [`miss_key`]: the highest want, what was credited of it, what of that waits. Written by
/// bookings, contests, rulings and pokes.
pub const MISSES: Map<(u64, MissKey), MissRecord> = Map::new("miss");
/// By agreement, last second in which somebody can act on a waiting credit, and key: one row a key with
/// waiting credits. Written with [`MISSES`].
pub const WAITING: Map<(u64, (u64, MissKey)), ()> = Map::new("waiting");
/// By agreement and key: credits that a cap cut short in an agreement whose credits can be cancelled. Read
/// by `poke` once a credit was cancelled; a row may outlive its reason until then.
pub const STARVED: Map<(u64, MissKey), ()> = Map::new("starved");
/// By agreement and period: earnings that are kept back, and cancelled credits of settled periods. Removed
/// by `settle`. At most one row a period.
pub const WITHHELD: Map<(u64, u32), u128> = Map::new("withheld");
/// By agreement: declared force majeure; at most 10.
pub const DECLARATIONS: Map<u64, Vec<Declaration>> = Map::new("declarations");
/// By dispute; written by a contest, by the ruling and when its time passes.
pub const DISPUTES: Map<u64, Dispute> = Map::new("dispute");

/// By agreement and party: where its money goes. Written by the party.
pub const PAYOUTS: Map<(u64, &Addr), PayoutAddress> = Map::new("payout");
/// By owner: who may take over its money, and since when that is under way.
pub const RECOVERIES: Map<&Addr, Recovery> = Map::new("recovery");

/// Agreements by customer; written when they are accepted.
pub const BY_CUSTOMER: Map<(&Addr, u64), ()> = Map::new("by_customer");
/// Agreements by provider; written when they are accepted.
pub const BY_PROVIDER: Map<(&Addr, u64), ()> = Map::new("by_provider");
/// Agreements by plan; written when they are accepted.
pub const BY_PLAN: Map<(u64, u64), ()> = Map::new("by_plan");
/// By agreement: the one that renews it. Written once, by the renewal.
pub const RENEWALS: Map<u64, u64> = Map::new("renewal");
/// By instant and agreement: one row for each agreement that is not ended, at its [`Money::due`]. Written
/// with [`MONEY`].
pub const DUE: Map<(u64, u64), ()> = Map::new("due");

/// Names of all keys above; a test holds that none stands twice.
pub const NAMESPACES: [&str; 31] = [
    "config",
    "registry",
    "monitorings",
    "last_plan",
    "last_terms",
    "last_agreement",
    "last_proposal",
    "last_dispute",
    "plan",
    "live",
    "revision",
    "listed",
    "terms",
    "provider",
    "proposal",
    "money",
    "block",
    "ticket",
    "miss",
    "waiting",
    "starved",
    "withheld",
    "declarations",
    "dispute",
    "payout",
    "recovery",
    "by_customer",
    "by_provider",
    "by_plan",
    "renewal",
    "due",
];

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

/// Under which number the ticket cap counts a miss: a monitoring numbers its observations by itself, so they
/// are kept apart from tickets.
#[must_use]
pub const fn capped_subject(cursor: &MissCursor) -> u64 {
    const OBSERVATION: u64 = 1 << 63;
    match cursor.metric {
        Metric::Availability => cursor.subject | OBSERVATION,
        _ => cursor.subject,
    }
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
        .ok_or_else(|| StdError::generic_err("miss key: metric"))?;
    Ok(MissCursor {
        subject: u64::from_be_bytes([s0, s1, s2, s3, s4, s5, s6, s7]),
        metric,
        cycle: u32::from_be_bytes([c0, c1, c2, c3]),
        ordinal: u32::from_be_bytes([o0, o1, o2, o3]),
    })
}

/// The last second of an instant's row in [`WAITING`] is the row's own; from the next one on `poke` decides.
#[must_use]
pub fn decided_from(last: UnixTime) -> UnixTime {
    last.plus(aftercare_domain::time::Seconds(1))
}
