//! What can be asked, and what is answered.

use aftercare_domain::money::Bps;
use aftercare_domain::policy::Metric;
use aftercare_domain::time::UnixTime;
use cosmwasm_schema::{cw_serde, QueryResponses};
use cosmwasm_std::{Addr, HexBinary, Uint128};

use super::{BondParts, Ground, Miss, PlanTerms};
use crate::asset::{Asset, AssetAmount, Claim, ListedAsset, Solvency};
use crate::next_step::NextStep;
use crate::page::Page;

/// Where an agreement is in its life. Time alone moves it from `active` or `ending` to `awaiting_settlement`.
#[cw_serde]
#[derive(Eq, Copy)]
pub enum AgreementStatus {
    /// Accepted, no notice given; covered from its start on.
    Active,
    /// Covered, notice given.
    Ending,
    /// No longer covered; periods wait for their hold-back, for tickets or for `settle`, or credits wait.
    AwaitingSettlement,
    /// All money has left or is a claim; terminal.
    Ended(EndReason),
}

/// Why an agreement ended.
#[cw_serde]
#[derive(Eq, Copy)]
pub enum EndReason {
    /// All periods were served.
    Completed,
    /// The customer gave notice.
    TerminatedByCustomer,
    /// The customer left because of what the provider missed.
    ForCause,
    /// The provider left.
    TerminatedByProvider,
    /// The customer took everything back at the beginning.
    CooledOff,
}

/// Questions.
#[cw_serde]
#[derive(QueryResponses)]
#[serde(deny_unknown_fields)]
pub enum QueryMsg {
    /// Fee, sink, registry, monitoring, pause.
    #[returns(ConfigResponse)]
    Config {},
    /// Owner and pending owner.
    #[returns(cw_ownable::Ownership<Addr>)]
    Ownership {},
    /// Listed assets, in key order.
    #[returns(Page<ListedAsset, String>)]
    Assets {
        /// Key of the last asset seen.
        start_after: Option<String>,
        /// Rows to examine; 10 by default, at most 30.
        limit: Option<u32>,
    },
    /// One plan with its newest revision.
    #[returns(PlanResponse)]
    Plan {
        /// The plan.
        plan: u64,
    },
    /// One revision of a plan, with the hash that a subscription cites.
    #[returns(PlanRevisionResponse)]
    PlanRevision {
        /// The plan.
        plan: u64,
        /// The revision, from 1.
        revision: u32,
    },
    /// Plans, oldest first.
    #[returns(Page<PlanResponse, u64>)]
    Plans {
        /// Last plan seen.
        start_after: Option<u64>,
        /// Rows to examine; 10 by default, at most 30.
        limit: Option<u32>,
    },
    /// Whether a customer is on a plan's list.
    #[returns(bool)]
    Allowed {
        /// The plan.
        plan: u64,
        /// The customer.
        customer: String,
    },
    /// One proposal that is neither accepted nor withdrawn.
    #[returns(ProposalResponse)]
    Proposal {
        /// The proposal.
        proposal: u64,
    },
    /// Proposals that are neither accepted nor withdrawn, oldest first.
    #[returns(Page<ProposalResponse, u64>)]
    Proposals {
        /// Last proposal seen.
        start_after: Option<u64>,
        /// Rows to examine; 10 by default, at most 30.
        limit: Option<u32>,
    },
    /// One agreement.
    #[returns(AgreementResponse)]
    Agreement {
        /// The agreement.
        agreement: u64,
    },
    /// Agreements of a customer, oldest first.
    #[returns(Page<AgreementResponse, u64>)]
    AgreementsByCustomer {
        /// The customer.
        customer: String,
        /// Only those that are not ended.
        live_only: Option<bool>,
        /// Last agreement seen.
        start_after: Option<u64>,
        /// Rows to examine; 10 by default, at most 30.
        limit: Option<u32>,
    },
    /// Agreements of a provider, oldest first.
    #[returns(Page<AgreementResponse, u64>)]
    AgreementsByProvider {
        /// The provider.
        provider: String,
        /// Only those that are not ended.
        live_only: Option<bool>,
        /// Last agreement seen.
        start_after: Option<u64>,
        /// Rows to examine; 10 by default, at most 30.
        limit: Option<u32>,
    },
    /// Agreements of a plan, oldest first.
    #[returns(Page<AgreementResponse, u64>)]
    AgreementsByPlan {
        /// The plan.
        plan: u64,
        /// Only those that are not ended.
        live_only: Option<bool>,
        /// Last agreement seen.
        start_after: Option<u64>,
        /// Rows to examine; 10 by default, at most 30.
        limit: Option<u32>,
    },
    /// The named accounts of an agreement.
    #[returns(LedgerResponse)]
    Ledger {
        /// The agreement.
        agreement: u64,
    },
    /// Booked misses of an agreement, in key order.
    #[returns(Page<MissResponse, MissCursor>)]
    Misses {
        /// The agreement.
        agreement: u64,
        /// Last miss seen.
        start_after: Option<MissCursor>,
        /// Rows to examine; 10 by default, at most 30.
        limit: Option<u32>,
    },
    /// Declarations of force majeure of an agreement, oldest first; at most 10.
    #[returns(Vec<Declaration>)]
    Declarations {
        /// The agreement.
        agreement: u64,
    },
    /// One contested credit.
    #[returns(DisputeResponse)]
    Dispute {
        /// The dispute.
        dispute: u64,
    },
    /// A provider's bond in one asset.
    #[returns(BondResponse)]
    Bond {
        /// The provider.
        provider: String,
        /// The asset.
        asset: Asset,
    },
    /// What a provider owes, by asset; only assets in which it owes something.
    #[returns(Page<AssetAmount, String>)]
    Debts {
        /// The provider.
        provider: String,
        /// Key of the last asset seen.
        start_after: Option<String>,
        /// Rows to examine; 10 by default, at most 30.
        limit: Option<u32>,
    },
    /// What a provider's money says about its service, in one asset.
    #[returns(ProviderFiguresResponse)]
    ProviderFigures {
        /// The provider.
        provider: String,
        /// The asset.
        asset: Asset,
    },
    /// What has been announced and does not count yet: the monitoring, and of one account its payout
    /// address in one agreement and a recovery under way.
    #[returns(PendingChangesResponse)]
    PendingChanges {
        /// The account.
        account: Option<String>,
        /// The agreement.
        agreement: Option<u64>,
    },
    /// What waits to be withdrawn by one owner, in asset order.
    #[returns(Page<Claim, String>)]
    Claims {
        /// The owner.
        owner: String,
        /// Key of the last asset seen.
        start_after: Option<String>,
        /// Rows to examine; 10 by default, at most 30.
        limit: Option<u32>,
    },
    /// Protocol fee burnt on behalf of a customer, ever.
    #[returns(AssetAmount)]
    FeesPaid {
        /// The customer.
        account: String,
        /// The asset.
        asset: Asset,
    },
    /// What `subscribe` to a plan's newest revision takes now, and whether it would be taken.
    #[returns(SubscriptionQuote)]
    QuoteSubscription {
        /// The plan.
        plan: u64,
        /// Who would be the customer.
        customer: String,
        /// How many periods.
        periods: u32,
    },
    /// What `extend` takes now; the function that extends answers.
    #[returns(ExtensionQuote)]
    QuoteExtension {
        /// The agreement.
        agreement: u64,
        /// How many periods more.
        periods: u32,
    },
    /// What a miss would add if it were booked now; the function that books it answers.
    #[returns(CreditQuote)]
    QuoteCredit {
        /// The agreement.
        agreement: u64,
        /// The miss.
        miss: Miss,
    },
    /// What `terminate` would do now; the function that terminates answers.
    #[returns(TerminationQuote)]
    QuoteTermination {
        /// The agreement.
        agreement: u64,
        /// The ground.
        ground: Ground,
    },
    /// Who must act on an agreement, by when, and what happens otherwise.
    #[returns(NextStep)]
    NextStep {
        /// The agreement.
        agreement: u64,
    },
    /// Agreements with something due before an instant, most overdue first; a hint that is never late.
    #[returns(Page<DueRow, DueRow>)]
    Due {
        /// Only what is due at or before this instant.
        before: UnixTime,
        /// Last row seen.
        start_after: Option<DueRow>,
        /// Rows to examine; 10 by default, at most 30.
        limit: Option<u32>,
    },
    /// Holdings against books in one asset.
    #[returns(Solvency)]
    Solvency {
        /// The asset.
        asset: Asset,
    },
}

/// What was set at instantiation and by the owner since.
#[cw_serde]
#[derive(Eq)]
pub struct ConfigResponse {
    /// The ticket registry, once wired.
    pub registry: Option<Addr>,
    /// Receives the part of protocol fees that is not burnt.
    pub fee_sink: Addr,
    /// Protocol fee of new agreements.
    pub protocol_fee: Bps,
    /// Burnt share of it in new agreements.
    pub burn_share: Bps,
    /// The monitoring that agreements accepted now take.
    pub monitoring: Option<Addr>,
    /// Who may pause.
    pub pauser: Option<Addr>,
    /// The last second of the pause, where there is one now.
    pub paused_until: Option<UnixTime>,
    /// The first second in which a pause is possible again, where there was one lately.
    pub pausable_from: Option<UnixTime>,
}

/// A plan.
#[cw_serde]
#[derive(Eq)]
pub struct PlanResponse {
    /// Its number.
    pub plan: u64,
    /// Who offers it.
    pub provider: Addr,
    /// Its newest revision.
    pub revision: u32,
    /// Whether it takes no new agreements.
    pub retired: bool,
    /// Agreements live now.
    pub live: u32,
    /// Customers on its list.
    pub listed_customers: u32,
    /// The newest revision's terms.
    pub terms: PlanTerms,
}

/// A revision of a plan.
#[cw_serde]
#[derive(Eq)]
pub struct PlanRevisionResponse {
    /// The plan.
    pub plan: u64,
    /// The revision, from 1.
    pub revision: u32,
    /// The id under which these terms are frozen.
    pub terms_id: u64,
    /// SHA-256 of the terms' JSON as stored; what a subscription cites.
    pub terms_hash: HexBinary,
    /// The terms.
    pub terms: PlanTerms,
}

/// A proposal that is neither accepted nor withdrawn.
#[cw_serde]
#[derive(Eq)]
pub struct ProposalResponse {
    /// Its number.
    pub proposal: u64,
    /// Who made it.
    pub proposer: Addr,
    /// Whom it names; absent: anyone may accept.
    pub counterparty: Option<Addr>,
    /// Whether the proposer is the provider.
    pub by_provider: bool,
    /// The agreement that it amends, and the first period under the new terms; absent for a new agreement.
    pub amends: Option<(u64, u32)>,
    /// Periods of a new agreement, or of the rest of the amended one.
    pub periods: u32,
    /// The id under which its terms are frozen.
    pub terms_id: u64,
    /// SHA-256 of the terms' JSON; what an acceptance cites.
    pub terms_hash: HexBinary,
    /// The terms.
    pub terms: PlanTerms,
    /// What of the customer's money it holds.
    pub held: Uint128,
    /// What of the provider's bond it holds.
    pub reserved: Uint128,
    /// The last second in which it can be accepted.
    pub expires: UnixTime,
}

/// An agreement.
#[cw_serde]
#[derive(Eq)]
pub struct AgreementResponse {
    /// Its number.
    pub agreement: u64,
    /// Who is served and credited.
    pub customer: Addr,
    /// Who paid and gets back what is not earned; absent: the customer.
    pub payer: Option<Addr>,
    /// Who serves.
    pub provider: Addr,
    /// The plan; absent for a bespoke agreement.
    pub plan: Option<u64>,
    /// Its revision.
    pub revision: u32,
    /// The id of the terms in force.
    pub terms_id: u64,
    /// Other terms that were agreed: from which second, under which id. They stay here when they have
    /// begun, until the next amendment.
    pub next_terms: Option<(UnixTime, u64)>,
    /// The agreement that this one renews.
    pub renews: Option<u64>,
    /// What its money is in.
    pub asset: Asset,
    /// Start of cover.
    pub from: UnixTime,
    /// End of cover: the first second that is no longer covered.
    pub until: UnixTime,
    /// Periods from `from` to `until`; the last one may be cut short.
    pub periods: u32,
    /// Periods already paid out.
    pub settled: u32,
    /// Where it is in its life.
    pub status: AgreementStatus,
    /// From when on time has something to decide; never late.
    pub next_due: Option<UnixTime>,
    /// The block time for which this was computed.
    pub as_of: UnixTime,
}

/// The named accounts of an agreement, in base units of its asset. Of the fees, what is in is what went out
/// and what is held; of the bond, what was reserved is what was drawn and what is held:
///
/// `deposited = refunded + credited_from_fees + paid_to_provider + protocol_fees + escrowed + withheld`
/// where `credited_from_fees = credited − credited_from_bond − credited_as_debt`.
#[cw_serde]
#[derive(Eq)]
pub struct LedgerResponse {
    /// The agreement.
    pub agreement: u64,
    /// The asset.
    pub asset: Asset,
    /// Prepaid, ever.
    pub deposited: Uint128,
    /// Fees of periods that are not settled, less credits already moved out of them.
    pub escrowed: Uint128,
    /// Earnings kept back for tickets that are not settled, and returned credits that wait for `settle`.
    pub withheld: Uint128,
    /// Credits that were booked and wait for a window, a ruling or an objection.
    pub waiting: Uint128,
    /// The provider's bond behind this agreement, by purpose.
    pub bond: BondParts,
    /// Owed by the provider to the customer.
    pub debt: Uint128,
    /// Debt that was paid, ever.
    pub debt_paid: Uint128,
    /// Service credits booked and not cancelled, ever, in all.
    pub credited: Uint128,
    /// The part of them that came out of the bond.
    pub credited_from_bond: Uint128,
    /// The part of them that became debt.
    pub credited_as_debt: Uint128,
    /// Unserved time returned to the payer, the part included that bond or debt paid because credits had
    /// taken more of the fee than was earned. That part counts as credited from the bond, or as debt.
    pub refunded: Uint128,
    /// What the provider paid the customer for leaving, out of the bond.
    pub termination_credit: Uint128,
    /// Tips given to keepers out of the bond.
    pub tipped: Uint128,
    /// Earned by the provider, debt that was netted from it included.
    pub paid_to_provider: Uint128,
    /// Protocol fees, burnt part included.
    pub protocol_fees: Uint128,
    /// The burnt part of the protocol fees.
    pub burnt: Uint128,
}

/// The key of a booked miss inside an agreement.
#[cw_serde]
#[derive(Eq)]
#[serde(deny_unknown_fields)]
pub struct MissCursor {
    /// The ticket.
    pub subject: u64,
    /// The metric.
    pub metric: Metric,
    /// The ticket's cycle.
    pub cycle: u32,
    /// Which miss of this metric in this cycle.
    pub ordinal: u32,
}

/// A booked miss.
#[cw_serde]
#[derive(Eq)]
pub struct MissResponse {
    /// Its key.
    pub key: MissCursor,
    /// The period whose fee it is measured against, from 0.
    pub period: u32,
    /// The highest tier amount ever booked.
    pub want: Uint128,
    /// What was credited of it after caps, waiting parts included.
    pub credited: Uint128,
    /// The due of its worst measure.
    pub due: UnixTime,
    /// What of the credit waits.
    pub waiting: Vec<WaitingCredit>,
    /// The dispute about it, where there is or was one.
    pub dispute: Option<u64>,
    /// Whether it was cancelled: it credits nothing any more.
    pub cancelled: bool,
}

/// A part of a credit that waits.
#[cw_serde]
#[derive(Eq)]
pub struct WaitingCredit {
    /// How much.
    pub amount: Uint128,
    /// For what.
    pub reason: WaitingReason,
    /// The last second in which the one who may act can do so; `poke` decides from the next one on.
    pub until: UnixTime,
}

/// What a credit waits for, and what happens if nothing comes.
#[cw_serde]
#[derive(Eq, Copy)]
pub enum WaitingReason {
    /// For a contest of the provider; then it is paid.
    Contest,
    /// For an objection of the customer to a declared force majeure; then it is cancelled.
    Objection,
    /// For a contest of the provider after such an objection; then it is paid.
    Case,
    /// For the arbitrator; then it is split as the terms say.
    Ruling,
}

/// A declaration of force majeure.
#[cw_serde]
#[derive(Eq)]
pub struct Declaration {
    /// First excused second.
    pub from: UnixTime,
    /// Last excused second.
    pub until: UnixTime,
    /// When it was made: it excuses only what was due later.
    pub declared: UnixTime,
}

/// A contested credit.
#[cw_serde]
#[derive(Eq)]
pub struct DisputeResponse {
    /// Its number.
    pub dispute: u64,
    /// The agreement.
    pub agreement: u64,
    /// The credit's key.
    pub miss: MissCursor,
    /// Who rules.
    pub arbitrator: Addr,
    /// The last second in which a ruling counts.
    pub until: UnixTime,
    /// What it is about; zero once it is decided and taken.
    pub waiting: Uint128,
    /// Whether the credit stands; absent while nobody has decided. Where its time passed without a ruling it
    /// stands for the part that the terms name.
    pub credit_stands: Option<bool>,
}

/// A provider's bond in one asset.
#[cw_serde]
#[derive(Eq)]
pub struct BondResponse {
    /// The asset.
    pub asset: Asset,
    /// Behind no agreement: can be withdrawn.
    pub free: Uint128,
    /// Behind live agreements and proposals.
    pub reserved: Uint128,
    /// Owed to customers; while it is not zero the free bond goes only there.
    pub owed: Uint128,
}

/// What a provider's money says about its service, in one asset.
#[cw_serde]
#[derive(Eq)]
pub struct ProviderFiguresResponse {
    /// Agreements, ever.
    pub agreements: u64,
    /// Agreements that ended.
    pub ended: u64,
    /// Agreements that renewed one within 30 days after its end, or before it.
    pub renewed: u64,
    /// Fees of one period of those that ended, summed.
    pub ended_fees: Uint128,
    /// Fees of one period of those that were renewed, summed.
    pub renewed_fees: Uint128,
    /// Fees of settled periods before credits: the revenue that credits are compared with.
    pub revenue: Uint128,
    /// Credits of settled periods.
    pub credits: Uint128,
}

/// A payout address that does not count yet.
#[cw_serde]
#[derive(Eq)]
pub struct PendingPayout {
    /// To whom the money will go; absent: to the party again.
    pub address: Option<Addr>,
    /// From when on.
    pub from: UnixTime,
}

/// What has been announced and does not count yet.
#[cw_serde]
#[derive(Eq)]
pub struct PendingChangesResponse {
    /// The next monitoring, and from when on later agreements take it.
    pub monitoring: Option<(Addr, UnixTime)>,
    /// The account's next payout address in the agreement.
    pub payout_address: Option<PendingPayout>,
    /// Who takes over the account's money, and from when on it may.
    pub recovery: Option<(Addr, UnixTime)>,
}

/// What booking a miss does, and which limit bound it.
#[cw_serde]
#[derive(Eq)]
pub struct CreditQuote {
    /// The period of the due instant, from 0; absent where the due lies outside the term.
    pub period: Option<u32>,
    /// The tier amount of this measure.
    pub want: Uint128,
    /// What it adds to what was credited before.
    pub added: Uint128,
    /// The part that comes from the period's fee.
    pub from_fee: Uint128,
    /// The part that comes from the bond.
    pub from_bond: Uint128,
    /// The part that becomes debt of the provider.
    pub as_debt: Uint128,
    /// What it would wait for; absent: it leaves at once.
    pub waits_for: Option<WaitingReason>,
}

/// What `subscribe` takes.
#[cw_serde]
#[derive(Eq)]
pub struct SubscriptionQuote {
    /// The newest revision.
    pub revision: u32,
    /// Hash of its terms, to be cited.
    pub terms_hash: HexBinary,
    /// What its money is in.
    pub asset: Asset,
    /// Fee × periods: exactly this is attached.
    pub total: Uint128,
    /// What is reserved of the provider's free bond.
    pub bond: Uint128,
    /// End of cover.
    pub until: UnixTime,
}

/// What `extend` takes.
#[cw_serde]
#[derive(Eq)]
pub struct ExtensionQuote {
    /// What its money is in.
    pub asset: Asset,
    /// Fee × periods: exactly this is attached.
    pub total: Uint128,
    /// Periods afterwards, in all.
    pub periods: u32,
    /// End of cover afterwards.
    pub until: UnixTime,
}

/// What `terminate` does.
#[cw_serde]
#[derive(Eq)]
pub struct TerminationQuote {
    /// Why it will have ended.
    pub reason: EndReason,
    /// When cover ends.
    pub until: UnixTime,
    /// Periods that are kept; the last one may be cut short.
    pub periods: u32,
    /// Fees of later periods and the unearned part of the running one, owed to the payer.
    pub refund: Uint128,
    /// What is left of the running period's fee for the provider, credits not subtracted; zero where no
    /// period is cut.
    pub earned: Uint128,
    /// The part of the refund that comes from escrow.
    pub from_escrow: Uint128,
    /// The part of it that the bond pays, because credits had taken more than was earned.
    pub from_bond: Uint128,
    /// The part of it that becomes debt.
    pub as_debt: Uint128,
    /// What the provider pays the customer for leaving.
    pub termination_credit: Uint128,
}

/// Something due on an agreement.
#[cw_serde]
#[derive(Eq)]
#[serde(deny_unknown_fields)]
pub struct DueRow {
    /// Not before this instant.
    pub at: UnixTime,
    /// The agreement.
    pub agreement: u64,
}
