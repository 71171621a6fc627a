//! What this contract refuses: the fact and the need, in fields. Codes are never reused.

use aftercare_domain::credit::{CapsError, ScheduleError};
use aftercare_domain::policy::PolicyError;
use aftercare_domain::time::UnixTime;
use aftercare_interface::Asset;
use aftercare_kit::KitError;
use cosmwasm_std::{Addr, HexBinary, StdError, Uint128};
use thiserror::Error;

/// Refusals of `sla-escrow`.
#[derive(Error, Debug, PartialEq)]
pub enum ContractError {
    /// A refusal that all contracts share.
    #[error(transparent)]
    Kit(#[from] KitError),
    /// The owner has not named the registry yet.
    #[error("SLA-001 registry: not wired yet")]
    NotWired,
    /// The registry is named once and for ever.
    #[error("SLA-002 registry: already wired to {registry}")]
    AlreadyWired {
        /// The registry.
        registry: Addr,
    },
    /// The registry's own `peers` key does not name this contract.
    #[error("SLA-003 registry: {registry} books in {named}, not in this contract", named = or_none(.named))]
    ForeignRegistry {
        /// The address that was to be wired.
        registry: Addr,
        /// The escrow it names, if it names one.
        named: Option<Addr>,
    },
    /// A contract of the suite is never a party, sink or owner.
    #[error("SLA-004 {field}: {address} is a contract of this suite and can not be one")]
    SuiteAddress {
        /// Which role.
        field: &'static str,
        /// The address.
        address: Addr,
    },
    /// No such plan.
    #[error("SLA-005 plan: {plan} does not exist")]
    UnknownPlan {
        /// The plan.
        plan: u64,
    },
    /// No such revision.
    #[error("SLA-006 revision: {revision} of plan {plan} does not exist")]
    UnknownRevision {
        /// The plan.
        plan: u64,
        /// The revision.
        revision: u32,
    },
    /// No such agreement.
    #[error("SLA-007 agreement: {agreement} does not exist")]
    UnknownAgreement {
        /// The agreement.
        agreement: u64,
    },
    /// Only the provider of the plan or agreement may do this.
    #[error("SLA-008 sender: not {provider}, the provider")]
    NotProvider {
        /// The provider.
        provider: Addr,
    },
    /// Only the agreement's customer may do this.
    #[error("SLA-009 sender: not {customer}, the customer of agreement {agreement}")]
    NotCustomer {
        /// The agreement.
        agreement: u64,
        /// Its customer.
        customer: Addr,
    },
    /// Only the registry, for tickets, or the monitoring, for availability, may book misses.
    #[error("SLA-010 sender: books for agreement {agreement} are kept by registry {registry} and monitoring {monitoring}", registry = or_none(.registry), monitoring = or_none(.monitoring))]
    ForeignPeer {
        /// The agreement.
        agreement: u64,
        /// The registry.
        registry: Option<Addr>,
        /// The monitoring that the agreement was accepted with, where availability was booked.
        monitoring: Option<Addr>,
    },
    /// A retired plan takes no revisions and no agreements.
    #[error("SLA-011 plan: {plan} is retired")]
    PlanRetired {
        /// The plan.
        plan: u64,
    },
    /// The service policy breaks a rule.
    #[error("SLA-012 {0}")]
    Policy(#[from] PolicyError),
    /// The credit schedule breaks a rule.
    #[error("SLA-013 {0}")]
    Schedule(#[from] ScheduleError),
    /// The caps break a rule.
    #[error("SLA-014 {0}")]
    Caps(#[from] CapsError),
    /// The policy cites a calendar that the registry does not have.
    #[error("SLA-015 policy: calendar {calendar} does not exist")]
    UnknownCalendar {
        /// The calendar.
        calendar: u64,
    },
    /// The policy cites somebody else's calendar, which could change under the provider.
    #[error("SLA-016 policy: calendar {calendar} is owned by {owner}, need the plan's provider")]
    ForeignCalendar {
        /// The calendar.
        calendar: u64,
        /// Its owner.
        owner: Addr,
    },
    /// Nobody is customer of itself.
    #[error("SLA-018 customer: is the provider")]
    OwnPlan,
    /// The plan was revised since the customer read it.
    #[error("SLA-019 revision: {asked}, the newest is {newest}")]
    StaleRevision {
        /// What was subscribed to.
        asked: u32,
        /// The newest.
        newest: u32,
    },
    /// The terms are not the ones that the customer read.
    #[error("SLA-020 terms_hash: {asked}, this revision's is {need}")]
    TermsHash {
        /// What was subscribed to.
        asked: HexBinary,
        /// The revision's.
        need: HexBinary,
    },
    /// The plan's fees are in another asset.
    #[error("SLA-021 funds: {found} attached, the plan is in {need}")]
    WrongAsset {
        /// What came.
        found: Asset,
        /// What the plan is in.
        need: Asset,
    },
    /// Not fee × periods to the unit.
    #[error("SLA-022 {field}: {found}, exactly {need} needed")]
    WrongAmount {
        /// `total` or `funds`.
        field: &'static str,
        /// What was given.
        found: Uint128,
        /// Fee × periods.
        need: Uint128,
    },
    /// The plan has as many live agreements as it takes.
    #[error("SLA-023 capacity: plan {plan} has {capacity} live agreements, no more fit")]
    CapacityReached {
        /// The plan.
        plan: u64,
        /// Its capacity.
        capacity: u32,
    },
    /// The free bond is smaller than what was asked of it.
    #[error("SLA-024 bond: {provider} has {free} free, {need} needed")]
    BondShort {
        /// Whose bond.
        provider: Addr,
        /// What is free.
        free: Uint128,
        /// What was asked.
        need: Uint128,
    },
    /// An agent of the provider, now or within 90 days, is not its customer.
    #[error("SLA-025 sender: linked to provider {provider} until {until}, and 90 days more")]
    Linked {
        /// The provider.
        provider: Addr,
        /// The last second of the link.
        until: UnixTime,
    },
    /// Notice is given once.
    #[error("SLA-026 agreement: {agreement} already ends at {until}")]
    AlreadyEnding {
        /// The agreement.
        agreement: u64,
        /// When it ends.
        until: UnixTime,
    },
    /// The notice runs out in the last period or later: nothing would come back.
    #[error("SLA-027 agreement: {agreement} ends at {until}, before a notice given now returns a period")]
    NothingToReturn {
        /// The agreement.
        agreement: u64,
        /// When it ends.
        until: UnixTime,
    },
    /// Time has decided nothing yet.
    #[error("SLA-028 agreement: {agreement} has nothing due before {due}", due = or_none(.due))]
    NothingDue {
        /// The agreement.
        agreement: u64,
        /// The first second in which there may be something; absent where there never will.
        due: Option<UnixTime>,
    },
    /// Who owes a debt or a refill makes no agreements and takes no free bond in that asset.
    #[error("SLA-029 provider: {provider} owes {owed} and the refill of {short} bonds, which come first")]
    Owes {
        /// Who owes.
        provider: Addr,
        /// How much, to customers.
        owed: Uint128,
        /// How many bonds it has to refill.
        short: u32,
    },
    /// Only listed customers may subscribe.
    #[error("SLA-030 customer: {customer} is not on the list of plan {plan}")]
    NotListed {
        /// The plan.
        plan: u64,
        /// Who is not.
        customer: Addr,
    },
    /// Credits that can be contested need an arbitrator.
    #[error("SLA-031 arbitration: needed where credits can be contested or excused")]
    NoArbitrator,
    /// A party does not rule in its own case.
    #[error(
        "SLA-032 arbitration.arbitrator: {arbitrator} is a party or not in canonical spelling"
    )]
    PartyArbitrates {
        /// Who was named.
        arbitrator: Addr,
    },
    /// Nothing is owed.
    #[error("SLA-033 agreement: {agreement} has no debt")]
    NoDebt {
        /// The agreement.
        agreement: u64,
    },
    /// Only customer, payer and provider may do this.
    #[error("SLA-034 sender: no party of agreement {agreement}")]
    NotParty {
        /// The agreement.
        agreement: u64,
    },

    /// Cover is over; what is left is settled.
    #[error("SLA-041 agreement: cover of {agreement} was over at {until}")]
    CoverOver {
        /// The agreement.
        agreement: u64,
        /// The first second that was no longer covered.
        until: UnixTime,
    },
    /// The cooling-off is over, or there never was one.
    #[error("SLA-042 agreement: {agreement} could be taken back until {until}", until = or_none(.until))]
    CoolingOffOver {
        /// The agreement.
        agreement: u64,
        /// Its last second; absent where the terms give none, and for a renewal.
        until: Option<UnixTime>,
    },
    /// Whoever has opened a ticket was served.
    #[error("SLA-043 agreement: {opened} tickets of {agreement} were opened, none may be")]
    TicketsOpened {
        /// The agreement.
        agreement: u64,
        /// How many.
        opened: u32,
    },
    /// The terms name no number of late tickets.
    #[error("SLA-044 for_cause: the terms of agreement {agreement} have none")]
    NoCause {
        /// The agreement.
        agreement: u64,
    },
    /// A miss that counts is booked and not cancelled, of a ticket, and its due lies in the window.
    #[error(
        "SLA-045 misses: none such of ticket {ticket} counts, need one due from {from} to now"
    )]
    NotLate {
        /// The ticket.
        ticket: u64,
        /// First second of the window.
        from: UnixTime,
    },
    /// The block's credits have not reached their cap.
    #[error("SLA-046 block: {block} of agreement {agreement} is credited {credited}, need {cap}")]
    BlockBelowCap {
        /// The agreement.
        agreement: u64,
        /// The block.
        block: u32,
        /// What it was credited.
        credited: Uint128,
        /// Its cap.
        cap: Uint128,
    },
    /// The bond is full, or the provider still has time to refill it.
    #[error("SLA-047 bond: agreement {agreement} can be refilled until {until}", until = or_none(.until))]
    RefillOpen {
        /// The agreement.
        agreement: u64,
        /// The last second for it; absent where nothing is to be refilled.
        until: Option<UnixTime>,
    },
    /// The terms allow no extension, or none that long.
    #[error("SLA-048 periods: agreement {agreement} can be extended until {until}", until = or_none(.until))]
    NotExtendable {
        /// The agreement.
        agreement: u64,
        /// The latest end; absent where the terms allow none.
        until: Option<UnixTime>,
    },
    /// Only customer and payer may do this.
    #[error("SLA-049 sender: neither customer nor payer of agreement {agreement}")]
    NotCustomerSide {
        /// The agreement.
        agreement: u64,
    },
    /// A renewal is with the same provider.
    #[error("SLA-050 plan: {plan} is not of {provider}, whose agreement is renewed")]
    OtherProvider {
        /// The plan.
        plan: u64,
        /// The old agreement's provider.
        provider: Addr,
    },
    /// An agreement is renewed once; then the renewal is.
    #[error("SLA-051 agreement: {agreement} was renewed by {by}")]
    AlreadyRenewed {
        /// The agreement.
        agreement: u64,
        /// Its renewal.
        by: u64,
    },
    /// No such proposal, or no longer.
    #[error("SLA-052 proposal: {proposal} does not exist")]
    UnknownProposal {
        /// The proposal.
        proposal: u64,
    },
    /// A proposal is answered by whom it names.
    #[error("SLA-053 sender: proposal {proposal} does not name it")]
    NotNamed {
        /// The proposal.
        proposal: u64,
    },
    /// A proposal can be accepted until its expiry.
    #[error("SLA-054 proposal: {proposal} expired after {expires}")]
    ProposalExpired {
        /// The proposal.
        proposal: u64,
        /// The last second in which it could be accepted.
        expires: UnixTime,
    },
    /// A proposal is withdrawn by who made it; by anyone once it has expired.
    #[error(
        "SLA-055 sender: not {proposer}, who made proposal {proposal}; anyone after {expires}"
    )]
    NotProposer {
        /// The proposal.
        proposal: u64,
        /// Who made it.
        proposer: Addr,
        /// The last second in which it can be accepted.
        expires: UnixTime,
    },
    /// An amendment never touches a period that has begun.
    #[error("SLA-056 from_period: {period} of agreement {agreement} began at {begins}")]
    PeriodBegun {
        /// The agreement.
        agreement: u64,
        /// The period.
        period: u32,
        /// Its first second.
        begins: UnixTime,
    },
    /// An agreement has one change of terms at a time.
    #[error("SLA-057 agreement: {agreement} changes at {from}, with periods still open on the other side of it")]
    AmendmentOpen {
        /// The agreement.
        agreement: u64,
        /// When its terms change or changed.
        from: UnixTime,
    },
    /// What an amendment can not change.
    #[error("SLA-058 terms.{field}: an amendment keeps it")]
    Kept {
        /// Which.
        field: &'static str,
    },
    /// No miss was booked under this key.
    #[error("SLA-060 miss: agreement {agreement} has none under this key")]
    UnknownMiss {
        /// The agreement.
        agreement: u64,
    },
    /// The credit left, was cancelled, or waits for something else.
    #[error(
        "SLA-061 miss: agreement {agreement} has no credit under this key that waits for a contest"
    )]
    NothingToContest {
        /// The agreement.
        agreement: u64,
    },
    /// A key is contested once.
    #[error("SLA-062 miss: was contested in dispute {dispute}, once is all")]
    AlreadyContested {
        /// The dispute.
        dispute: u64,
    },
    /// The credit left, was cancelled, or waits for something else.
    #[error("SLA-063 miss: agreement {agreement} has no credit under this key that waits for an objection")]
    NothingToObject {
        /// The agreement.
        agreement: u64,
    },
    /// No such dispute.
    #[error("SLA-064 dispute: {dispute} does not exist")]
    UnknownDispute {
        /// The dispute.
        dispute: u64,
    },
    /// Only the arbitrator of the credit's terms rules.
    #[error("SLA-065 sender: not {arbitrator}, the arbitrator of dispute {dispute}")]
    NotArbitrator {
        /// The dispute.
        dispute: u64,
        /// Its arbitrator.
        arbitrator: Addr,
    },
    /// A ruling counts once and in time.
    #[error("SLA-066 dispute: {dispute} was ruled on, or its time ended at {until}")]
    DisputeClosed {
        /// The dispute.
        dispute: u64,
        /// The last second in which a ruling counted.
        until: UnixTime,
    },
    /// The terms excuse nothing.
    #[error("SLA-067 excusable: the terms of agreement {agreement} excuse no time")]
    NotExcusable {
        /// The agreement.
        agreement: u64,
    },
    /// No due can lie in this interval and be later than now.
    #[error("SLA-068 interval: {from} to {until} holds no second after {now} and before the end at {end}")]
    EmptyInterval {
        /// Its first second.
        from: UnixTime,
        /// Its last second.
        until: UnixTime,
        /// The second of the declaration.
        now: UnixTime,
        /// The first second that is no longer covered.
        end: UnixTime,
    },
    /// Every part of the bond is what the terms ask for and no refill is owed, or the agreement has ended.
    #[error("SLA-080 agreement: {agreement} has no bond to refill")]
    NothingToRefill {
        /// The agreement.
        agreement: u64,
    },
    /// The list would be longer than it may be.
    #[error("SLA-081 add: {listed} customers would be listed, at most {max}")]
    ListFull {
        /// How many it would be.
        listed: u32,
        /// The most.
        max: u32,
    },
    /// Nobody, or somebody else, may recover this owner's money.
    #[error("SLA-082 sender: not the recovery address of {owner}")]
    NotRecovery {
        /// Whose money.
        owner: Addr,
    },
    /// The owner can still veto.
    #[error("SLA-083 recovery: of {owner} is not possible before {ready}", ready = or_none(.ready))]
    RecoveryNotReady {
        /// Whose money.
        owner: Addr,
        /// From when on it is; absent where nobody asked.
        ready: Option<UnixTime>,
    },
    /// Nobody has asked to recover the sender's money.
    #[error("SLA-084 recovery: none of {owner} is under way")]
    NoRecovery {
        /// The sender.
        owner: Addr,
    },
    /// A recovery address is somebody else.
    #[error("SLA-085 recovery: {address} is the owner itself or this contract")]
    RecoveryAddress {
        /// Who was named.
        address: Addr,
    },
}

/// What is there, or that nothing is.
fn or_none<T: std::fmt::Display>(value: &Option<T>) -> String {
    value
        .as_ref()
        .map_or_else(|| "none".to_owned(), ToString::to_string)
}

/// A refusal on its way out: one word wide, because nearly every function hands it on.
pub(crate) type Refusal = Box<ContractError>;

/// Refuses.
#[cold]
#[inline(never)]
pub(crate) fn refuse<T>(error: ContractError) -> Result<T, Refusal> {
    Err(Box::new(error))
}

/// For sums that pass what can be counted.
#[cold]
#[inline(never)]
pub(crate) fn overflow(field: &'static str) -> Refusal {
    KitError::Overflow { field }.into()
}

impl From<StdError> for ContractError {
    fn from(error: StdError) -> Self {
        Self::Kit(KitError::Std(error))
    }
}

macro_rules! boxed {
    ($($error:ty),+) => {$(
        impl From<$error> for Refusal {
            #[cold]
            #[inline(never)]
            fn from(error: $error) -> Self {
                Self::new(error.into())
            }
        }
    )+};
}
boxed!(StdError, KitError, PolicyError, ScheduleError, CapsError);
