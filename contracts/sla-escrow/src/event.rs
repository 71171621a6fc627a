//! Typed events: what changed, by whom, and what it is now.

use aftercare_domain::money::Bps;
use aftercare_domain::policy::Metric;
use aftercare_domain::time::{Seconds, UnixTime};
use cosmwasm_std::{Addr, HexBinary, Uint128};

aftercare_kit::events! { "sla-escrow";
    /// The contract was set up.
    Instantiated as "instantiated" {
        /// The owner.
        owner: Addr,
        /// Receives the part of protocol fees that is not burnt.
        fee_sink: Addr,
        /// Protocol fee of new agreements, in basis points.
        protocol_fee: Bps,
        /// Burnt share of it, in basis points.
        burn_share: Bps,
    }
    /// The contract runs a newer version.
    Migrated as "migrated" {
        /// The version it runs now.
        version: &'static str,
    }
    /// The one registry was named, for ever.
    Wired as "wired" {
        /// The owner.
        owner: Addr,
        /// The registry.
        registry: Addr,
    }
    /// An asset takes new plans, agreements and bonds.
    AssetListed as "asset-listed" {
        /// The owner.
        owner: Addr,
        /// The asset's key.
        asset: String,
    }
    /// An asset takes no new plans, agreements and bonds.
    AssetClosed as "asset-closed" {
        /// The owner.
        owner: Addr,
        /// The asset's key.
        asset: String,
    }
    /// A step of a hand-over was taken.
    OwnershipUpdated as "ownership-updated" {
        /// The owner now.
        owner: Option<Addr>,
        /// Who may accept.
        pending_owner: Option<Addr>,
        /// The first second in which it can no longer be accepted.
        expires: Option<UnixTime>,
    }
    /// A plan is on offer.
    PlanPublished as "plan-published" {
        /// The plan.
        plan: u64,
        /// Its provider.
        provider: Addr,
        /// The revision on offer.
        revision: u32,
        /// The id of its frozen terms.
        terms_id: u64,
        /// What a subscription cites.
        terms_hash: HexBinary,
    }
    /// A plan has a newer revision.
    PlanRevised as "plan-revised" {
        /// The plan.
        plan: u64,
        /// Its provider.
        provider: Addr,
        /// The revision on offer now.
        revision: u32,
        /// The id of its frozen terms.
        terms_id: u64,
        /// What a subscription cites.
        terms_hash: HexBinary,
    }
    /// A plan takes no new agreements.
    PlanRetired as "plan-retired" {
        /// The plan.
        plan: u64,
        /// Its provider.
        provider: Addr,
    }
    /// A free bond grew by what its provider sent.
    BondDeposited as "bond-deposited" {
        /// The provider.
        provider: Addr,
        /// The asset's key.
        asset: String,
        /// What came in.
        amount: Uint128,
        /// The free bond now.
        free: Uint128,
    }
    /// A free bond shrank by what went to its provider.
    BondWithdrawn as "bond-withdrawn" {
        /// The provider.
        provider: Addr,
        /// The asset's key.
        asset: String,
        /// What went out.
        amount: Uint128,
        /// The free bond now.
        free: Uint128,
    }
    /// An agreement runs.
    Subscribed as "subscribed" {
        /// The agreement.
        agreement: u64,
        /// Its plan.
        plan: u64,
        /// The plan's revision.
        revision: u32,
        /// The id of its frozen terms.
        terms_id: u64,
        /// Who is served.
        customer: Addr,
        /// Who serves.
        provider: Addr,
        /// The registry that books its misses.
        registry: Addr,
        /// The asset's key.
        asset: String,
        /// Prepaid, and in escrow now.
        total: Uint128,
        /// Periods.
        periods: u32,
        /// First covered second.
        from: UnixTime,
        /// First second that is no longer covered.
        until: UnixTime,
        /// Bond behind the agreement.
        bond: Uint128,
        /// The provider's free bond now.
        free: Uint128,
        /// The plan's live agreements now.
        live: u32,
    }
    /// The customer ends the agreement early.
    NoticeGiven as "notice-given" {
        /// The agreement.
        agreement: u64,
        /// Who gave it.
        customer: Addr,
        /// First second that is no longer covered, now.
        until: UnixTime,
        /// Periods that are kept.
        periods: u32,
        /// Returned to the customer.
        refund: Uint128,
        /// In escrow now.
        escrowed: Uint128,
    }
    /// A miss is worse than what was booked of it before.
    MissBooked as "miss-booked" {
        /// The agreement.
        agreement: u64,
        /// The registry that booked it.
        registry: Addr,
        /// The ticket.
        subject: u64,
        /// The metric.
        metric: Metric,
        /// The ticket's cycle.
        cycle: u32,
        /// Which miss of this metric in this cycle.
        ordinal: u32,
        /// The last second that would have met the target.
        due: UnixTime,
        /// How late.
        late: Seconds,
        /// The period whose fee it is measured against.
        period: u32,
        /// The key's want now.
        want: Uint128,
        /// What the key was credited now, after caps.
        credited: Uint128,
        /// What this booking added.
        added: Uint128,
        /// The part of it from the period's fee.
        from_fee: Uint128,
        /// The part of it from the bond.
        from_bond: Uint128,
        /// The part of it that the provider owes.
        as_debt: Uint128,
        /// In escrow now.
        escrowed: Uint128,
    }
    /// A period's fee was paid out.
    PeriodSettled as "period-settled" {
        /// The agreement.
        agreement: u64,
        /// The period, from 0.
        period: u32,
        /// The fee less the credits from it.
        earned: Uint128,
        /// The provider's part.
        paid: Uint128,
        /// Protocol fee, burnt part included.
        protocol_fee: Uint128,
        /// Its burnt part.
        burnt: Uint128,
        /// Periods settled now.
        settled: u32,
        /// In escrow now.
        escrowed: Uint128,
    }
    /// The last period was settled and the bond set free.
    AgreementEnded as "agreement-ended" {
        /// The agreement.
        agreement: u64,
        /// `completed` or `terminated_by_customer`.
        reason: &'static str,
        /// Returned to the provider's free bond.
        bond: Uint128,
        /// The provider's free bond now.
        free: Uint128,
        /// The plan's live agreements now.
        live: u32,
    }
    /// An amount waits for its owner: the sink's part of a protocol fee, or a push that failed.
    ClaimRaised as "claim-raised" {
        /// Whose claim; this contract's own address for what is to be burnt.
        owner: Addr,
        /// The asset's key.
        asset: String,
        /// What it grew by.
        amount: Uint128,
        /// Why: `protocol_fee` or `push_failed`.
        reason: &'static str,
    }
    /// A whole claim was paid to its owner.
    ClaimPaid as "claim-paid" {
        /// Whose claim; this contract's own address for what was burnt.
        owner: Addr,
        /// The asset's key.
        asset: String,
        /// The amount; the claim is 0 now.
        amount: Uint128,
    }
}
