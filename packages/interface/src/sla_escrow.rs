//! `sla-escrow`: plans, agreements, escrow, bonds, service credits, payouts.

use aftercare_domain::credit::{Caps, CreditSchedule};
use aftercare_domain::money::Bps;
use aftercare_domain::policy::{Metric, ServicePolicy};
use aftercare_domain::time::{Seconds, UnixTime};
use cosmwasm_schema::{cw_serde, QueryResponses};
use cosmwasm_std::{Addr, HexBinary, Uint128};
use cw20::Cw20ReceiveMsg;

use crate::asset::{Asset, AssetAmount, Claim, ListedAsset, Solvency};
use crate::commitment::Commitment;
use crate::next_step::NextStep;
use crate::page::Page;

/// Most bytes of a plan's title.
pub const MAX_TITLE: usize = 80;
/// Shortest and longest period.
pub const MIN_PERIOD: Seconds = Seconds::days(1);
/// Longest period.
pub const MAX_PERIOD: Seconds = Seconds::days(366);
/// Most periods of one agreement.
pub const MAX_PERIODS: u32 = 120;
/// Longest hold-back.
pub const MAX_HOLD_BACK: Seconds = Seconds::days(60);
/// Longest notice.
pub const MAX_NOTICE: Seconds = Seconds::days(90);
/// Most misses of one `book_misses`.
pub const MAX_MISSES: usize = 30;
/// Most periods that one `settle` looks at.
pub const MAX_SETTLE: u32 = 30;
/// Most assets that an owner lists.
pub const MAX_ASSETS: u16 = 64;

/// Sets the contract up. The sender is not trusted with anything by it; `owner` is.
#[cw_serde]
#[serde(deny_unknown_fields)]
pub struct InstantiateMsg {
    /// May list and close assets, wire the registry once, and hand ownership over in two steps. Can never
    /// move an escrowed unit.
    pub owner: String,
    /// Receives the part of protocol fees that is not burnt.
    pub fee_sink: String,
    /// Protocol fee in basis points of what a provider earned in a period after credits; at most 1,000.
    pub protocol_fee: Bps,
    /// How much of each protocol fee is burnt, in basis points; at most 10,000.
    pub burn_share: Bps,
}

/// Messages.
#[cw_serde]
#[serde(deny_unknown_fields)]
pub enum ExecuteMsg {
    /// Owner: names the one registry that may book misses. Once, and never again; refused unless that
    /// registry's own `peers` key names this contract. No funds. Event `wired`.
    Wire {
        /// The ticket registry.
        registry: String,
    },
    /// Owner: lists an asset for new plans and bonds, or opens a closed one again. A CW20 address is checked
    /// to answer `token_info`. No funds. Event `asset-listed`.
    ListAsset {
        /// The asset, its address in canonical spelling.
        asset: Asset,
    },
    /// Owner: closes an asset for new agreements and bonds. Whatever is in escrow stays payable. No funds.
    /// Event `asset-closed`.
    CloseAsset {
        /// The asset.
        asset: Asset,
    },
    /// Anyone, who thereby becomes the provider: offers a plan. No funds. Event `plan-published`.
    PublishPlan {
        /// What is offered. Frozen as revision 1.
        terms: PlanTerms,
    },
    /// Provider of the plan: adds a revision, which later agreements take. Running agreements keep theirs.
    /// No funds. Event `plan-revised`.
    RevisePlan {
        /// The plan.
        plan: u64,
        /// The new revision; its asset may differ from the last one's.
        terms: PlanTerms,
    },
    /// Provider of the plan: no new agreements. No funds. Event `plan-retired`.
    RetirePlan {
        /// The plan.
        plan: u64,
    },
    /// Anyone: adds the one attached coin to the sender's free bond. Event `bond-deposited`.
    DepositBond {},
    /// Sender: takes from its own free bond; what cannot be delivered becomes its claim. No funds. Event
    /// `bond-withdrawn`.
    WithdrawFreeBond {
        /// The asset.
        asset: Asset,
        /// How much, in base units.
        amount: Uint128,
    },
    /// Anyone but the provider and its agents, now or within 90 days: accepts a plan's newest revision and
    /// prepays. Exactly `total` of the plan's coin attached (a CW20 comes through its `send`, with
    /// [`Cw20Hook::Subscribe`]). Cover begins with this second; the provider's free bond is reserved. Event
    /// `subscribed`.
    Subscribe(Subscription),
    /// Customer: gives notice. The agreement ends with the period in which now + notice lies; the fees of
    /// all later periods come back at once. Once, and refused where nothing would come back. No funds. Event
    /// `notice-given`.
    Terminate {
        /// The agreement.
        agreement: u64,
    },
    /// Anyone: pays out every period whose end lies more than the hold-back in the past, oldest first. The
    /// provider is paid at once, the sink's part of the protocol fee becomes its claim, the rest of it is
    /// burnt. Refused where no period is due. No funds. Event `period-settled` for each, `agreement-ended` with
    /// the last, which sets the bond free.
    Settle {
        /// The agreement.
        agreement: u64,
        /// The most periods to settle in this message; from 1 to 30.
        max_periods: u32,
    },
    /// The registry that the agreement was accepted with: books misses. Each pays the customer, in the same
    /// transaction, what its key is credited more than before. A due outside the term, in a settled period or
    /// not yet passed, and a measure not above the stored one succeed and change nothing. No funds. Event
    /// `miss-booked` for each that changes something.
    BookMisses {
        /// The agreement.
        agreement: u64,
        /// The misses; from 1 to 30, applied in order.
        misses: Vec<Miss>,
    },
    /// Sender: takes its whole claim in one asset. No funds. Event `claim-paid`.
    Withdraw {
        /// The asset.
        asset: Asset,
    },
    /// Anyone: pays an owner's whole claim in one asset to that owner. No funds. Event `claim-paid`.
    PushClaim {
        /// Whose claim. This contract's own address stands for what is to be burnt.
        owner: String,
        /// The asset.
        asset: Asset,
    },
    /// A listed CW20 token, by its `send`: carries a [`Cw20Hook`].
    Receive(Cw20ReceiveMsg),
    /// Owner, or the named next owner: hands ownership over in two steps. A transfer carries an expiry by time,
    /// at most 30 days ahead, from which second on it can no longer be accepted. Renouncing is refused.
    /// No funds. Event `ownership-updated`.
    UpdateOwnership(cw_ownable::Action),
}

/// What a CW20 `send` to this contract asks for.
#[cw_serde]
#[serde(deny_unknown_fields)]
pub enum Cw20Hook {
    /// As [`ExecuteMsg::DepositBond`], in the sending token.
    DepositBond {},
    /// As [`ExecuteMsg::Subscribe`], in the sending token.
    Subscribe(Subscription),
}

/// What a customer signs when it subscribes. If the plan has changed in between, the message fails and
/// the money stays with the customer.
#[cw_serde]
#[serde(deny_unknown_fields)]
pub struct Subscription {
    /// The plan.
    pub plan: u64,
    /// Its newest revision, as the customer has read it.
    pub revision: u32,
    /// Hash of that revision's terms, as `plan_revision` answers it.
    pub terms_hash: HexBinary,
    /// How many periods; from 1 to 120.
    pub periods: u32,
    /// Fee × periods, in base units: what is attached.
    pub total: Uint128,
}

/// A plan revision: everything that is frozen when a customer subscribes.
#[cw_serde]
#[derive(Eq)]
#[serde(deny_unknown_fields)]
pub struct PlanTerms {
    /// A short title; 1 to 80 bytes, no control characters.
    pub title: String,
    /// The full legal text.
    pub document: Commitment,
    /// What fees, credits and bond are in.
    pub asset: Asset,
    /// Fee of one period in base units; at least 1.
    pub fee: Uint128,
    /// Length of one period; 1 to 366 days.
    pub period_length: Seconds,
    /// Targets per priority, hours, confirm window.
    pub policy: ServicePolicy,
    /// What each miss credits.
    pub schedule: CreditSchedule,
    /// What credits can add up to.
    pub caps: Caps,
    /// How long after a period's end its fee waits for late-booked credits; at most 60 days.
    pub hold_back: Seconds,
    /// Notice of the customer; at most 90 days.
    pub notice: Seconds,
    /// The provider's own money behind each agreement, in base units; at least the period cap.
    pub bond: Uint128,
    /// The most agreements live at a time; at least 1.
    pub capacity: u32,
}

/// A missed target, as the registry measured it. Bookings are cumulative: only the part of a later
/// measure's credit that was not credited before is credited.
#[cw_serde]
#[derive(Eq)]
#[serde(deny_unknown_fields)]
pub struct Miss {
    /// The ticket.
    pub subject: u64,
    /// The missed metric.
    pub metric: Metric,
    /// The ticket's cycle: 0 until its first reopening.
    pub cycle: u32,
    /// Which miss of this metric in this cycle, from 0.
    pub ordinal: u32,
    /// The last second that would have met the target; it decides the period.
    pub due: UnixTime,
    /// How late: counted seconds beyond the target; at least 1.
    pub late: Seconds,
    /// The target in counted seconds.
    pub target: Seconds,
}

/// Where an agreement is in its life. Time alone moves it from `active` or `ending` to `awaiting_settlement`.
#[cw_serde]
#[derive(Eq, Copy)]
pub enum AgreementStatus {
    /// Covered, no notice given.
    Active,
    /// Covered, notice given.
    Ending,
    /// No longer covered; periods wait for their hold-back or for `settle`.
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
}

/// Questions.
#[cw_serde]
#[derive(QueryResponses)]
#[serde(deny_unknown_fields)]
pub enum QueryMsg {
    /// Fee, sink, registry.
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
    /// A provider's bond in one asset.
    #[returns(BondResponse)]
    Bond {
        /// The provider.
        provider: String,
        /// The asset.
        asset: Asset,
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

/// What was set at instantiation and by `wire`.
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

/// An agreement.
#[cw_serde]
#[derive(Eq)]
pub struct AgreementResponse {
    /// Its number.
    pub agreement: u64,
    /// Who is served and refunded.
    pub customer: Addr,
    /// Who serves.
    pub provider: Addr,
    /// The plan.
    pub plan: u64,
    /// Its revision.
    pub revision: u32,
    /// The id of its frozen terms.
    pub terms_id: u64,
    /// What its money is in.
    pub asset: Asset,
    /// Start of cover.
    pub from: UnixTime,
    /// End of cover: the first second that is no longer covered.
    pub until: UnixTime,
    /// Periods from `from` to `until`.
    pub periods: u32,
    /// Periods already paid out.
    pub settled: u32,
    /// Where it is in its life.
    pub status: AgreementStatus,
    /// When the oldest unsettled period can be settled.
    pub next_due: Option<UnixTime>,
    /// The registry it was accepted with: the only one that may book its misses.
    pub registry: Addr,
    /// The block time for which this was computed.
    pub as_of: UnixTime,
}

/// The named accounts of an agreement, in base units of its asset. What is in is what went out and what
/// is held: `deposited = refunded + credited_from_fees + paid_to_provider + protocol_fees + escrowed`.
#[cw_serde]
#[derive(Eq)]
pub struct LedgerResponse {
    /// The agreement.
    pub agreement: u64,
    /// The asset.
    pub asset: Asset,
    /// Prepaid by the customer, ever.
    pub deposited: Uint128,
    /// Fees of periods that are not settled, less credits already moved out of them.
    pub escrowed: Uint128,
    /// The provider's bond behind this agreement.
    pub bond: Uint128,
    /// Owed by the provider to the customer.
    pub debt: Uint128,
    /// Service credits given, ever, in all.
    pub credited: Uint128,
    /// The part of them that came out of the bond.
    pub credited_from_bond: Uint128,
    /// Unserved periods returned.
    pub refunded: Uint128,
    /// Earned by the provider.
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
    /// What was credited of it after caps.
    pub credited: Uint128,
}

/// A provider's bond in one asset.
#[cw_serde]
#[derive(Eq)]
pub struct BondResponse {
    /// The asset.
    pub asset: Asset,
    /// Behind no agreement: can be withdrawn.
    pub free: Uint128,
    /// Behind live agreements.
    pub reserved: Uint128,
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
}

/// What `terminate` does.
#[cw_serde]
#[derive(Eq)]
pub struct TerminationQuote {
    /// When cover ends.
    pub until: UnixTime,
    /// Periods that are kept.
    pub periods: u32,
    /// Fees of later periods, returned to the customer at once.
    pub refund: Uint128,
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

/// Migration: refuses foreign contracts, the same version again, and downgrades.
#[cw_serde]
#[serde(deny_unknown_fields)]
pub struct MigrateMsg {}
