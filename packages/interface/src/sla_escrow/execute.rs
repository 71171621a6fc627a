//! What can be done.

use aftercare_domain::credit::Measure;
use aftercare_domain::money::Bps;
use aftercare_domain::policy::Metric;
use aftercare_domain::time::UnixTime;
use cosmwasm_schema::cw_serde;
use cosmwasm_std::{HexBinary, Uint128};
use cw20::Cw20ReceiveMsg;

use super::{MissCursor, PlanTerms};
use crate::asset::Asset;
use crate::commitment::Commitment;

/// Sets the contract up. The sender is not trusted with anything by it; `owner` is.
#[cw_serde]
#[derive(aftercare_json::FromJson, aftercare_json::ToJson)]
#[serde(deny_unknown_fields)]
pub struct InstantiateMsg {
    /// May list and close assets, wire the registry once, announce a monitoring, name a pauser, sweep what
    /// nobody is owed, and hand ownership over in two steps. Can never move an escrowed unit.
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
#[derive(aftercare_json::FromJson, aftercare_json::ToJson)]
#[serde(deny_unknown_fields)]
pub enum ExecuteMsg {
    /// Owner: names the one registry that may book misses of tickets. Once, and never again; refused unless
    /// that registry's own `peers` key names this contract. No funds. Event `wired`.
    Wire {
        /// The ticket registry.
        registry: String,
    },
    /// Owner: announces the contract that may book availabilities of agreements accepted from 7 days on.
    /// Agreements keep the one they were accepted with. No funds. Event `monitoring-announced`.
    AnnounceMonitoring {
        /// The monitoring.
        monitoring: String,
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
    /// Owner: names who may pause; absent: nobody. No funds. Event `pauser-set`.
    SetPauser {
        /// The pauser.
        pauser: Option<String>,
    },
    /// Pauser: for 72 hours refuses `publish_plan`, `revise_plan`, `subscribe`, `renew` and
    /// `propose_agreement`, as well as the community's `ask` and the registry's `open` without an agreement, and
    /// nothing else; then not again for 14 days. No funds. Event `paused`.
    Pause {},
    /// Pauser or owner: ends a pause early; the 14 days run from now. No funds. Event `unpaused`.
    Unpause {},
    /// Owner: moves what this contract holds of an asset beyond its books to the fee sink. No funds. Event
    /// `swept`.
    Sweep {
        /// The asset.
        asset: Asset,
    },
    /// Owner, or the named next owner: hands ownership over in two steps. A transfer carries an expiry by time,
    /// at most 30 days ahead, from which second on it can no longer be accepted. Renouncing is refused.
    /// No funds. Event `ownership-updated`.
    UpdateOwnership(cw_ownable::Action),

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
    /// Provider of the plan: changes who may subscribe to revisions for listed customers only. At most 100
    /// on the list. No funds. Event `allow-list-updated`.
    UpdateAllowList {
        /// The plan.
        plan: u64,
        /// Who joins the list; who is on it already stays; at most 30.
        add: Vec<String>,
        /// Who leaves it; at most 30.
        remove: Vec<String>,
    },

    /// Anyone: adds the one attached coin to the sender's free bond. Event `bond-deposited`.
    DepositBond {},
    /// Sender: takes from its own free bond; what cannot be delivered becomes its claim. Refused while the
    /// sender owes a debt or a refill in that asset. No funds. Event `bond-withdrawn`.
    WithdrawFreeBond {
        /// The asset.
        asset: Asset,
        /// How much, in base units.
        amount: Uint128,
    },
    /// Provider: moves free bond behind an agreement until each part is what its terms ask for, part by part the
    /// larger of those in force and those agreed for later; none where terms that began since it fell short ask
    /// for no more, and then no refill is owed. No funds. Event `bond-refilled`.
    RefillBond {
        /// The agreement.
        agreement: u64,
    },
    /// Anyone: pays a provider's debt with the one attached coin; no more than the debt. The customer gets
    /// it at once. Event `debt-paid`.
    PayDebt {
        /// The agreement.
        agreement: u64,
    },
    /// Anyone: pays a provider's debt out of the provider's free bond, as far as it reaches. No funds. Event
    /// `debt-paid`.
    CollectDebt {
        /// The agreement.
        agreement: u64,
    },

    /// Anyone but the provider and its agents, now or within 90 days: accepts a plan's newest revision and
    /// prepays. Exactly `total` of the plan's coin attached (a CW20 comes through its `send`, with
    /// [`Cw20Hook::Subscribe`]). Cover begins with this second; the provider's free bond is reserved. Neither
    /// the customer nor who pays for it is the arbitrator of the terms (`SLA-032`). Event `subscribed`.
    Subscribe(Subscription),
    /// Customer or payer of an agreement: a new agreement with the same provider that begins where the old
    /// one ends, or now if that is past. As `subscribe` in everything else, but without a cooling-off. Event
    /// `subscribed`.
    Renew {
        /// The agreement that is renewed.
        agreement: u64,
        /// What is subscribed to.
        subscription: Subscription,
    },
    /// Customer or payer: adds periods under the terms in force at the end, while no notice is given and the
    /// terms allow it. Exactly fee × periods attached. Event `extended`.
    Extend {
        /// The agreement.
        agreement: u64,
        /// How many periods more; at least 1, at most 120 in all.
        periods: u32,
        /// Fee × periods, in base units: what is attached.
        total: Uint128,
    },
    /// Either side: proposes an agreement under terms of its own. A provider's bond is reserved, a customer's
    /// money is attached (exactly fee × periods; a provider attaches nothing). It can be accepted for 7 days.
    /// Event `proposed`.
    ProposeAgreement(Bespoke),
    /// Either party of an agreement: proposes other terms from a period that has not begun. Asset and period
    /// length stay. A customer or payer who proposes a higher fee attaches the difference for all periods
    /// from there on; a provider's higher bond is reserved. It can be accepted for 7 days and until that
    /// period begins. Event `proposed`.
    Amend(Amendment),
    /// The other side: accepts a proposal, with what its side owes: a customer's money attached, a
    /// provider's bond reserved. Event `subscribed` or `amended`.
    AcceptProposal {
        /// The proposal.
        proposal: u64,
        /// Hash of its terms, as `proposal` answers it.
        terms_hash: HexBinary,
        /// What is attached; zero for a provider.
        total: Uint128,
    },
    /// Whom a proposal names: refuses it. What it held returns. No funds. Event `proposal-closed`.
    DeclineProposal {
        /// The proposal.
        proposal: u64,
    },
    /// Who made a proposal; anyone once it has expired: withdraws it. What it held returns. No funds. Event
    /// `proposal-closed`.
    CancelProposal {
        /// The proposal.
        proposal: u64,
    },
    /// A party: ends an agreement on one of the grounds that its terms give. No funds. Event `terminated`.
    Terminate {
        /// The agreement.
        agreement: u64,
        /// Why it ends, and so when and with what money.
        ground: Ground,
    },

    /// Anyone: pays out every period whose end lies more than the hold-back in the past, oldest first, and
    /// what was kept back for tickets that are settled now. The provider is paid at once, less its debt here;
    /// the sink's part of the protocol fee becomes its claim, the rest of it is burnt; the sender earns a tip
    /// for each period. Refused where nothing is due. No funds. Event `period-settled` for each,
    /// `agreement-ended` with the last, which sets the bond free.
    Settle {
        /// The agreement.
        agreement: u64,
        /// The most periods to settle in this message; from 1 to 30.
        max_periods: u32,
    },
    /// The registry, for metrics of tickets, or the monitoring, for availability, that the agreement was
    /// accepted with: books misses. Each gives the customer what its key is credited more than before. A due
    /// outside the term, in a settled period or not yet passed, and a measure not above the stored one
    /// succeed and change nothing. No funds. Event `miss-booked` for each that changes something.
    BookMisses {
        /// The agreement.
        agreement: u64,
        /// The misses; from 1 to 30, applied in order.
        misses: Vec<Miss>,
        /// Who brought the booking about and earns a tip for each that raises a want.
        keeper: Option<String>,
    },
    /// Anyone: takes what time has decided about an agreement's waiting credits (windows that passed,
    /// rulings that did not come), oldest first, and credits what finds room now. The sender earns a tip for
    /// each. Refused where nothing is due. No funds. Event `credit-released` or `credit-cancelled` for each.
    Poke {
        /// The agreement.
        agreement: u64,
        /// The most credits to look at; from 1 to 30.
        limit: u32,
    },
    /// Provider: contests a waiting credit, once, before its window ends. Its unreleased part and later
    /// rises wait for the arbitrator. No funds. Event `credit-contested`.
    Contest {
        /// The agreement.
        agreement: u64,
        /// The credit's key.
        miss: MissCursor,
        /// Why.
        evidence: Commitment,
    },
    /// Provider: declares force majeure for an interval. It excuses credits whose due lies in it and is later
    /// than this second, unless the customer objects. No funds. Event `force-majeure-declared`.
    DeclareForceMajeure {
        /// The agreement.
        agreement: u64,
        /// First excused second.
        from: UnixTime,
        /// Last excused second.
        until: UnixTime,
        /// What happened.
        evidence: Commitment,
    },
    /// Customer: objects to the excuse of a credit before it is cancelled. The provider may contest it then;
    /// otherwise it is paid. No funds. Event `excuse-objected`.
    Object {
        /// The agreement.
        agreement: u64,
        /// The credit's key.
        miss: MissCursor,
    },
    /// Arbitrator of the agreement: decides a contested credit. No funds. Event `ruled`.
    Rule {
        /// The dispute.
        dispute: u64,
        /// Whether the customer gets the credit.
        credit_stands: bool,
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
    /// A party of an agreement: from 3 days on its money from it goes to another address. No funds. Event
    /// `payout-address-set`.
    SetPayoutAddress {
        /// The agreement.
        agreement: u64,
        /// The address; absent: its own again.
        address: Option<String>,
    },
    /// Sender: names who may recover its claims and free bond if its key is lost; absent: nobody. No funds.
    /// Event `recovery-set`.
    SetRecovery {
        /// The recovery address.
        recovery: Option<String>,
    },
    /// The recovery address of an owner: asks to take over. From 14 days on it may, unless the owner vetoes.
    /// No funds. Event `recovery-asked`.
    Recover {
        /// Whose key is lost.
        owner: String,
    },
    /// Owner of a recovery that is under way: ends it and the recovery address with it. No funds. Event
    /// `recovery-vetoed`.
    VetoRecovery {},
    /// The recovery address after its 14 days: moves the owner's claim and free bond in one asset to itself,
    /// as its own claim and free bond. No funds. Event `taken-over`.
    TakeOver {
        /// Whose key is lost.
        owner: String,
        /// The asset.
        asset: Asset,
    },
    /// A listed CW20 token, by its `send`: carries a [`Cw20Hook`].
    Receive(Cw20ReceiveMsg),
}

/// What a CW20 `send` to this contract asks for.
#[cw_serde]
#[derive(aftercare_json::FromJson, aftercare_json::ToJson)]
#[serde(deny_unknown_fields)]
pub enum Cw20Hook {
    /// As [`ExecuteMsg::DepositBond`], in the sending token.
    DepositBond {},
    /// As [`ExecuteMsg::PayDebt`], in the sending token.
    PayDebt {
        /// The agreement.
        agreement: u64,
    },
    /// As [`ExecuteMsg::Subscribe`], in the sending token.
    Subscribe(Subscription),
    /// As [`ExecuteMsg::Renew`], in the sending token.
    Renew {
        /// The agreement that is renewed.
        agreement: u64,
        /// What is subscribed to.
        subscription: Subscription,
    },
    /// As [`ExecuteMsg::Extend`], in the sending token.
    Extend {
        /// The agreement.
        agreement: u64,
        /// How many periods more.
        periods: u32,
        /// Fee × periods.
        total: Uint128,
    },
    /// As [`ExecuteMsg::ProposeAgreement`] of a customer, in the sending token.
    ProposeAgreement(Bespoke),
    /// As [`ExecuteMsg::Amend`] of a customer, in the sending token.
    Amend(Amendment),
    /// As [`ExecuteMsg::AcceptProposal`] of a customer, in the sending token.
    AcceptProposal {
        /// The proposal.
        proposal: u64,
        /// Hash of its terms.
        terms_hash: HexBinary,
        /// What is sent.
        total: Uint128,
    },
}

/// What a customer signs when it subscribes. If the plan has changed in between, the message fails and
/// the money stays with the customer.
#[cw_serde]
#[derive(aftercare_json::FromJson, aftercare_json::ToJson)]
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
    /// Who is the customer, where the sender pays for somebody else. Unearned money returns to the sender.
    pub beneficiary: Option<String>,
}

/// An agreement under terms of its own.
#[cw_serde]
#[derive(aftercare_json::FromJson, aftercare_json::ToJson)]
#[serde(deny_unknown_fields)]
pub struct Bespoke {
    /// The terms. `capacity`, `listed_customers_only` and `extendable_until` mean what they do in a plan;
    /// the first two have no effect.
    pub terms: PlanTerms,
    /// How many periods; from 1 to 120.
    pub periods: u32,
    /// Which side the sender is on, and who is on the other.
    pub with: Counterparty,
}

/// Who is on the other side of a proposal.
#[cw_serde]
#[derive(aftercare_json::FromJson, aftercare_json::ToJson, Eq)]
#[serde(deny_unknown_fields)]
pub enum Counterparty {
    /// The sender provides; this customer, or anyone who may be one, can accept.
    Customer(Option<String>),
    /// The sender pays and is served; this provider, or anyone, can accept.
    Provider(Option<String>),
}

/// Other terms for the rest of an agreement.
#[cw_serde]
#[derive(aftercare_json::FromJson, aftercare_json::ToJson)]
#[serde(deny_unknown_fields)]
pub struct Amendment {
    /// The agreement.
    pub agreement: u64,
    /// The first period under the new terms, from 0; it has not begun.
    pub from_period: u32,
    /// The new terms.
    pub terms: PlanTerms,
}

/// Why an agreement ends, and so when and with what money.
#[cw_serde]
#[derive(aftercare_json::FromJson, aftercare_json::ToJson, Eq)]
#[serde(deny_unknown_fields)]
pub enum Ground {
    /// Customer: with the period in which now + notice lies. The fees of later periods come back at once.
    /// Refused where nothing would come back.
    Notice {},
    /// Customer: at once, before the cooling-off ends and while it has opened no ticket. Everything comes
    /// back, less credits that were given.
    CoolingOff {},
    /// Customer: at once, because of as many late tickets as the terms name. The running period is earned
    /// pro rata, later ones come back.
    LateTickets {
        /// One booked miss of each ticket; their dues lie in the window.
        misses: Vec<MissCursor>,
    },
    /// Customer: at once, because the credits of a block of 12 periods reached their cap. Money as above.
    BlockCap {
        /// The block, from 0.
        block: u32,
    },
    /// Customer: at once, because the provider did not refill the bond within the notice. Money as above.
    BondNotRefilled {},
    /// Provider: at once. Money as above, and the termination credit from the bond.
    ByProvider {},
}

/// A missed target, as the registry or the monitoring measured it. Bookings are cumulative: only the part
/// of a later measure's credit that was not credited before is credited.
#[cw_serde]
#[derive(aftercare_json::FromJson, aftercare_json::ToJson, Eq)]
#[serde(deny_unknown_fields)]
pub struct Miss {
    /// The ticket, or the monitoring's own number of the observation.
    pub subject: u64,
    /// The missed metric.
    pub metric: Metric,
    /// The ticket's cycle: 0 until its first reopening.
    pub cycle: u32,
    /// Which miss of this metric in this cycle, from 0; the period, where misses are counted.
    pub ordinal: u32,
    /// The last second that would have met the promise; it decides the period.
    pub due: UnixTime,
    /// How bad it was.
    pub measure: Measure,
}
