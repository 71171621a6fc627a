//! Typed events: what changed, by whom, and what it is now.

use aftercare_domain::money::Bps;
use aftercare_domain::policy::Metric;
use aftercare_domain::time::{Seconds, UnixTime};
use aftercare_interface::sla_escrow::{EndReason, WaitingReason};
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
        amount: u128,
    }
    /// A free bond shrank by what went to its provider.
    BondWithdrawn as "bond-withdrawn" {
        /// The provider.
        provider: Addr,
        /// The asset's key.
        asset: String,
        /// What went out.
        amount: u128,
    }
    /// A provider's money in an asset, and its figures, as they are now.
    ProviderUpdated as "provider-updated" {
        /// The provider.
        provider: Addr,
        /// The asset's key.
        asset: String,
        /// Behind no agreement.
        free: u128,
        /// Behind live agreements and proposals.
        reserved: u128,
        /// Owed to customers.
        owed: u128,
        /// Agreements whose bond has to be refilled.
        short: u32,
        /// Agreements, ever.
        agreements: u64,
        /// Those that ended.
        ended: u64,
        /// Those that renewed one.
        renewed: u64,
        /// Fees of one period of those that ended.
        ended_fees: u128,
        /// Fees of one period of those that were renewed.
        renewed_fees: u128,
        /// Fees of settled periods, before credits.
        revenue: u128,
        /// Credits of settled periods.
        credits: u128,
    }
    /// An agreement runs.
    Subscribed as "subscribed" {
        /// The agreement.
        agreement: u64,
        /// Its plan; absent for a bespoke one.
        plan: Option<u64>,
        /// The plan's revision; 0 for a bespoke one.
        revision: u32,
        /// The proposal that was accepted, where there was one.
        proposal: Option<u64>,
        /// The agreement that it renews.
        renews: Option<u64>,
        /// The id of its frozen terms.
        terms_id: u64,
        /// Who is served.
        customer: Addr,
        /// Who paid, where it is not the customer.
        payer: Option<Addr>,
        /// Who serves.
        provider: Addr,
        /// The asset's key.
        asset: String,
        /// Prepaid, and in escrow now.
        total: u128,
        /// When both sides had accepted.
        accepted: UnixTime,
        /// First covered second.
        from: UnixTime,
        /// Length of a period.
        period_length: Seconds,
        /// The plan's live agreements now.
        live: Option<u32>,
    }
    /// What messages rewrite of an agreement, as it is now. An amount that is absent is zero.
    AgreementUpdated as "agreement-updated" {
        /// The agreement.
        agreement: u64,
        /// Periods that are kept.
        periods: u32,
        /// Periods that are settled.
        settled: u32,
        /// First second that is no longer covered.
        until: UnixTime,
        /// Why it ends, where that is decided before all periods were served.
        end: Option<EndReason>,
        /// When time has something to decide next.
        due: Option<UnixTime>,
        /// Fees of unsettled periods, less credits taken from them.
        escrowed: Option<u128>,
        /// Kept back, and returned credits.
        withheld: Option<u128>,
        /// Credits that wait.
        waiting: Option<u128>,
        /// The bond's part for credits.
        bond_credit: Option<u128>,
        /// The bond's part for leaving.
        bond_termination: Option<u128>,
        /// The bond's part for tips.
        bond_tips: Option<u128>,
        /// Since when the bond has to be refilled.
        short_since: Option<UnixTime>,
        /// Owed by the provider.
        debt: Option<u128>,
        /// Prepaid, ever.
        deposited: Option<u128>,
        /// Returned to the payer, ever.
        refunded: Option<u128>,
        /// Credited and not cancelled, ever.
        credited: Option<u128>,
        /// The part of that from the bond.
        credited_from_bond: Option<u128>,
        /// The part of that which became debt.
        credited_as_debt: Option<u128>,
        /// Debt that was paid.
        debt_paid: Option<u128>,
        /// Paid for leaving.
        termination_credit: Option<u128>,
        /// Tips, ever.
        tipped: Option<u128>,
        /// Earned by the provider, ever.
        paid: Option<u128>,
        /// Protocol fees, ever.
        protocol_fees: Option<u128>,
        /// The burnt part of them.
        burnt: Option<u128>,
    }
    /// An agreement ends before its time, now or after a notice.
    Terminated as "terminated" {
        /// The agreement.
        agreement: u64,
        /// Who ended it.
        by: Addr,
        /// Why.
        reason: EndReason,
        /// First second that is no longer covered.
        until: UnixTime,
        /// Periods that are kept.
        periods: u32,
        /// Owed to the payer.
        refund: u128,
        /// The part of it that the bond paid.
        from_bond: u128,
        /// The part of it that became debt.
        as_debt: u128,
        /// Paid to the customer by a provider who leaves.
        termination_credit: u128,
    }
    /// A miss is worse than what was booked of it before.
    MissBooked as "miss-booked" {
        /// The agreement.
        agreement: u64,
        /// The contract that booked it; this contract where a cancelled credit made room for it.
        by: Addr,
        /// The ticket, or the monitoring's number of the observation.
        subject: u64,
        /// The metric.
        metric: Metric,
        /// The ticket's cycle.
        cycle: u32,
        /// Which miss of this metric in this cycle.
        ordinal: u32,
        /// The last second that would have met the promise.
        due: UnixTime,
        /// The period whose fee it is measured against.
        period: u32,
        /// The key's want now.
        want: u128,
        /// What the key was credited now, after caps.
        credited: u128,
        /// What this booking added.
        added: u128,
        /// The part of it from the period's fee.
        from_fee: u128,
        /// The part of it from the bond.
        from_bond: u128,
        /// The part of it that the provider owes.
        as_debt: u128,
        /// What the addition waits for; absent: it left at once.
        waits_for: Option<WaitingReason>,
        /// The last second in which somebody can act on it. With what waits for the same as long it is one.
        until: Option<UnixTime>,
    }
    /// A stranger was thanked out of the bond; the amount is its claim.
    Tipped as "tipped" {
        /// The agreement.
        agreement: u64,
        /// The stranger.
        keeper: Addr,
        /// The asset's key.
        asset: String,
        /// How much.
        amount: u128,
    }
    /// A period's fee, or what was kept back of it, was paid out.
    PeriodSettled as "period-settled" {
        /// The agreement.
        agreement: u64,
        /// The period, from 0.
        period: u32,
        /// What left: the fee less credits and less what is kept back.
        earned: u128,
        /// Kept back for tickets that are not settled.
        withheld: u128,
        /// The provider's part, netted debt included.
        paid: u128,
        /// Protocol fee, burnt part included.
        protocol_fee: u128,
        /// Its burnt part.
        burnt: u128,
    }
    /// A debt shrank.
    DebtPaid as "debt-paid" {
        /// The agreement.
        agreement: u64,
        /// Who paid; the provider where earnings or its free bond did.
        by: Addr,
        /// How much went to the customer.
        amount: u128,
    }
    /// Nothing is left to happen and the bond is free.
    AgreementEnded as "agreement-ended" {
        /// The agreement.
        agreement: u64,
        /// Why.
        reason: EndReason,
        /// Returned to the provider's free bond.
        bond: u128,
        /// The plan's live agreements now.
        live: Option<u32>,
    }
    /// A party's money from an agreement will go elsewhere.
    PayoutAddressSet as "payout-address-set" {
        /// The agreement.
        agreement: u64,
        /// Whose money.
        party: Addr,
        /// To whom; absent: to the party.
        address: Option<Addr>,
        /// From when on.
        from: UnixTime,
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
    /// An agreement has more periods, under the terms in force at its end.
    Extended as "extended" {
        /// The agreement.
        agreement: u64,
        /// Who paid for them.
        by: Addr,
        /// How many more.
        periods: u32,
        /// Their fees, in escrow now.
        total: u128,
        /// End of what is paid for.
        until: UnixTime,
    }
    /// One side has signed; the other may.
    Proposed as "proposed" {
        /// The proposal.
        proposal: u64,
        /// Who made it.
        by: Addr,
        /// Whether that is the provider.
        by_provider: bool,
        /// Whom it names.
        counterparty: Option<Addr>,
        /// The agreement that it amends.
        agreement: Option<u64>,
        /// The first period under the new terms.
        from_period: Option<u32>,
        /// Periods of a new agreement, or of the rest of the amended one.
        periods: u32,
        /// The id of its frozen terms.
        terms_id: u64,
        /// What an acceptance cites.
        terms_hash: HexBinary,
        /// The asset's key.
        asset: String,
        /// The customer's money that it holds.
        held: u128,
        /// The provider's bond that it holds.
        reserved: u128,
        /// The last second in which it can be accepted.
        expires: UnixTime,
    }
    /// A proposal was refused or withdrawn; what it held is back.
    ProposalClosed as "proposal-closed" {
        /// The proposal.
        proposal: u64,
        /// Who closed it.
        by: Addr,
        /// Returned to the customer who had made it.
        refund: u128,
        /// Returned to the free bond of the provider who had made it.
        released: u128,
    }
    /// Both sides have signed other terms for the rest of an agreement.
    Amended as "amended" {
        /// The agreement.
        agreement: u64,
        /// The proposal that was accepted.
        proposal: u64,
        /// Who accepted it.
        by: Addr,
        /// The id of the frozen terms.
        terms_id: u64,
        /// From when on they are in force.
        from: UnixTime,
        /// What the customer's side paid for higher fees, in escrow now.
        paid: u128,
        /// What went back to the payer for lower fees.
        refund: u128,
        /// What of the provider's bond came behind the agreement.
        bond: u128,
    }
    /// Who may pause was named.
    PauserSet as "pauser-set" {
        /// The owner.
        owner: Addr,
        /// Who may; absent: nobody.
        pauser: Option<Addr>,
    }
    /// Some messages are refused for a while.
    Paused as "paused" {
        /// Who paused.
        by: Addr,
        /// The last second of it.
        until: UnixTime,
    }
    /// A pause was ended early.
    Unpaused as "unpaused" {
        /// Who ended it.
        by: Addr,
        /// The first second without it.
        from: UnixTime,
    }
    /// What nobody was owed became a claim of the fee sink.
    Swept as "swept" {
        /// The owner.
        owner: Addr,
        /// Whose claim it is now.
        sink: Addr,
        /// The asset's key.
        asset: String,
        /// How much.
        amount: Uint128,
    }
    /// A plan's list changed.
    AllowListUpdated as "allow-list-updated" {
        /// The plan.
        plan: u64,
        /// Its provider.
        provider: Addr,
        /// Customers on the list now.
        listed: u32,
    }
    /// A customer joined or left a plan's list.
    CustomerListed as "customer-listed" {
        /// The plan.
        plan: u64,
        /// Who.
        customer: Addr,
        /// Whether it is on the list now.
        listed: bool,
    }
    /// A bond is whole again.
    BondRefilled as "bond-refilled" {
        /// The agreement.
        agreement: u64,
        /// Whose bond.
        provider: Addr,
        /// What moved out of the free bond.
        amount: u128,
    }
    /// Who may recover an owner's money was named.
    RecoverySet as "recovery-set" {
        /// The owner.
        owner: Addr,
        /// Who may; absent: nobody.
        recovery: Option<Addr>,
    }
    /// A recovery is under way.
    RecoveryAsked as "recovery-asked" {
        /// Whose key is lost.
        owner: Addr,
        /// Who asks.
        recovery: Addr,
        /// From when on it may take over.
        ready: UnixTime,
    }
    /// A recovery was refused by the owner, and nobody may recover any more.
    RecoveryVetoed as "recovery-vetoed" {
        /// The owner.
        owner: Addr,
        /// Who had asked.
        recovery: Addr,
    }
    /// An owner's claim and free bond are somebody else's.
    TakenOver as "taken-over" {
        /// Whose key is lost.
        owner: Addr,
        /// Whose money it is now.
        recovery: Addr,
        /// The asset's key.
        asset: String,
        /// The claim.
        claim: Uint128,
        /// The free bond.
        free: u128,
    }
    /// A later agreement's availability is booked by another contract.
    MonitoringAnnounced as "monitoring-announced" {
        /// The owner.
        owner: Addr,
        /// The contract.
        monitoring: Addr,
        /// Agreements accepted from this second on take it.
        from: UnixTime,
    }
    /// A credit that waited, or a part of it, is the customer's.
    CreditReleased as "credit-released" {
        /// The agreement.
        agreement: u64,
        /// The ticket, or the monitoring's number of the observation.
        subject: u64,
        /// The metric.
        metric: Metric,
        /// The ticket's cycle.
        cycle: u32,
        /// Which miss of this metric in this cycle.
        ordinal: u32,
        /// What it waited for.
        waited_for: WaitingReason,
        /// The last second in which somebody could act on it.
        until: UnixTime,
        /// How much of what waited with that reason and end.
        amount: u128,
        /// The part of it that the provider owes; the rest left for the customer.
        as_debt: u128,
    }
    /// A credit that waited, or a part of it, goes back to where it came from. Whatever of the key's want is
    /// not credited now never will be.
    CreditCancelled as "credit-cancelled" {
        /// The agreement.
        agreement: u64,
        /// The ticket, or the monitoring's number of the observation.
        subject: u64,
        /// The metric.
        metric: Metric,
        /// The ticket's cycle.
        cycle: u32,
        /// Which miss of this metric in this cycle.
        ordinal: u32,
        /// What it waited for.
        waited_for: WaitingReason,
        /// The last second in which somebody could act on it.
        until: UnixTime,
        /// How much of what waited with that reason and end.
        amount: u128,
        /// What the key is credited now.
        credited: u128,
        /// The part that nothing had paid.
        unfunded: u128,
        /// The part that paid what the provider owed for the period; it left for the customer.
        to_debt: u128,
        /// The part that returned to the bond.
        to_bond: u128,
        /// The part that returned to the period's fee.
        to_fee: u128,
    }
    /// The provider contests a credit: all of it that waits, and what is added to it, waits for a ruling.
    CreditContested as "credit-contested" {
        /// The agreement.
        agreement: u64,
        /// The ticket, or the monitoring's number of the observation.
        subject: u64,
        /// The metric.
        metric: Metric,
        /// The ticket's cycle.
        cycle: u32,
        /// Which miss of this metric in this cycle.
        ordinal: u32,
        /// The dispute.
        dispute: u64,
        /// The provider.
        provider: Addr,
        /// The customer.
        customer: Addr,
        /// Who may rule.
        arbitrator: Addr,
        /// The asset's key.
        asset: String,
        /// What it is about.
        amount: u128,
        /// What the customer gets of it if nobody rules, in basis points.
        default_split: Bps,
        /// The last second in which a ruling counts.
        until: UnixTime,
        /// Hash of the provider's evidence.
        evidence: HexBinary,
    }
    /// Force majeure was declared: it excuses credits whose due lies in it and is later than the declaration.
    ForceMajeureDeclared as "force-majeure-declared" {
        /// The agreement.
        agreement: u64,
        /// The provider.
        provider: Addr,
        /// First excused second.
        from: UnixTime,
        /// Last excused second.
        until: UnixTime,
        /// When it was declared.
        declared: UnixTime,
        /// Hash of the provider's evidence.
        evidence: HexBinary,
    }
    /// The customer does not accept an excuse: what waited for that waits for a contest of the provider.
    ExcuseObjected as "excuse-objected" {
        /// The agreement.
        agreement: u64,
        /// The ticket, or the monitoring's number of the observation.
        subject: u64,
        /// The metric.
        metric: Metric,
        /// The ticket's cycle.
        cycle: u32,
        /// Which miss of this metric in this cycle.
        ordinal: u32,
        /// The customer.
        customer: Addr,
        /// How much.
        amount: u128,
        /// The last second in which the provider can contest.
        until: UnixTime,
    }
    /// A contested credit was decided by its arbitrator.
    Ruled as "ruled" {
        /// The dispute.
        dispute: u64,
        /// The agreement.
        agreement: u64,
        /// The arbitrator.
        by: Addr,
        /// Whether the customer gets the credit.
        credit_stands: bool,
    }
}
