//! What this contract refuses: the fact and the need, in fields.

use aftercare_domain::calendar::{CalendarError, RevisionError};
use aftercare_domain::policy::Priority;
use aftercare_domain::ticket::{CloseReason, Illegal};
use aftercare_domain::time::{Seconds, UnixTime};
use aftercare_kit::KitError;
use cosmwasm_std::{Addr, StdError};
use thiserror::Error;

/// Refusals. Codes are never reused.
#[derive(Error, Debug, PartialEq)]
pub enum ContractError {
    /// Storage, JSON or an address that the chain refuses.
    #[error("TKT-001 {0}")]
    Std(#[from] StdError),
    /// What all contracts refuse alike: funds, lengths, pages, commitments.
    #[error(transparent)]
    Kit(#[from] KitError),
    /// A calendar that breaks a rule.
    #[error("TKT-002 {0}")]
    Calendar(#[from] CalendarError),
    /// No calendar has this number.
    #[error("TKT-003 calendar: {calendar} is not published")]
    CalendarUnknown {
        /// What was asked for.
        calendar: u64,
    },
    /// No ticket has this number.
    #[error("TKT-004 ticket: {ticket} does not exist")]
    TicketUnknown {
        /// What was asked for.
        ticket: u64,
    },
    /// The escrow has no agreement of this number.
    #[error("TKT-005 agreement: {agreement} does not exist in the escrow")]
    AgreementUnknown {
        /// What was asked for.
        agreement: u64,
    },
    /// The escrow has no terms of this number.
    #[error("TKT-006 terms: {terms} do not exist in the escrow")]
    TermsUnknown {
        /// What the agreement names.
        terms: u64,
    },
    /// Only the agreement's customer opens tickets under it.
    #[error("TKT-007 sender: {found} is not {need}, the customer of agreement {agreement}")]
    NotCustomer {
        /// The agreement.
        agreement: u64,
        /// The sender.
        found: Addr,
        /// The customer.
        need: Addr,
    },
    /// The agreement is with another provider.
    #[error("TKT-008 provider: {found}, but agreement {agreement} is with {need}")]
    OtherProvider {
        /// The agreement.
        agreement: u64,
        /// What was asked.
        found: Addr,
        /// The agreement's provider.
        need: Addr,
    },
    /// The agreement does not cover this instant.
    #[error("TKT-009 agreement: {agreement} covers from {from} until before {until}, now {now}")]
    NotCovered {
        /// The agreement.
        agreement: u64,
        /// Block time.
        now: UnixTime,
        /// First covered second.
        from: UnixTime,
        /// First second no longer covered.
        until: UnixTime,
    },
    /// The provider takes no best-effort tickets.
    #[error("TKT-010 provider: {provider} takes no tickets without an agreement")]
    IntakeClosed {
        /// The provider.
        provider: Addr,
    },
    /// The provider has as many best-effort tickets open as it takes. Poking lapsed ones makes room.
    #[error("TKT-011 provider: {provider} has {open} tickets without an agreement open, at most {max_open}")]
    IntakeFull {
        /// The provider.
        provider: Addr,
        /// How many are open.
        open: u32,
        /// The most.
        max_open: u32,
    },
    /// The customer has a best-effort ticket open with this provider already.
    #[error("TKT-012 ticket: {ticket} without an agreement is still open, at most 1 a customer and provider")]
    StillOpen {
        /// The open one.
        ticket: u64,
    },
    /// The provider and its agents open no best-effort tickets with themselves.
    #[error("TKT-013 sender: {customer} is the provider {provider} or its agent")]
    CustomerLinked {
        /// The sender.
        customer: Addr,
        /// The provider.
        provider: Addr,
    },
    /// Neither the ticket's customer nor its provider nor an agent of that provider.
    #[error(
        "TKT-014 sender: {sender} is no party of ticket {ticket} and no agent of its provider"
    )]
    Stranger {
        /// The ticket.
        ticket: u64,
        /// The sender.
        sender: Addr,
    },
    /// The ticket's state does not allow this move of this role.
    #[error("TKT-015 ticket {ticket}: {illegal}")]
    Illegal {
        /// The ticket.
        ticket: u64,
        /// State found, action, role.
        illegal: Illegal,
    },
    /// Only best-effort tickets can be declined.
    #[error("TKT-016 ticket {ticket}: covered by agreement {agreement}, only one without can be declined")]
    Covered {
        /// The ticket.
        ticket: u64,
        /// The agreement.
        agreement: u64,
    },
    /// A ticket closed for this reason is not reopened.
    #[error("TKT-017 ticket {ticket}: closed as {}, which is final", .reason.word())]
    Final {
        /// The ticket.
        ticket: u64,
        /// Why it closed.
        reason: CloseReason,
    },
    /// Reopened as often as possible.
    #[error("TKT-018 ticket {ticket}: reopened {reopened} times, at most {max}; open a new one")]
    ReopensUsed {
        /// The ticket.
        ticket: u64,
        /// How often.
        reopened: u32,
        /// The most.
        max: u32,
    },
    /// Too late to reopen or to rate.
    #[error("TKT-019 ticket {ticket}: {action} until {until}, now {now}")]
    TooLate {
        /// The ticket.
        ticket: u64,
        /// What was tried.
        action: &'static str,
        /// The last second.
        until: UnixTime,
        /// Block time.
        now: UnixTime,
    },
    /// An agent's right must end in the future and within what can be written.
    #[error("TKT-020 expires: {expires}, from {now} to {latest}")]
    AgentExpiry {
        /// What was asked.
        expires: UnixTime,
        /// Block time.
        now: UnixTime,
        /// The latest possible.
        latest: UnixTime,
    },
    /// Not an agent of the sender, or no longer.
    #[error("TKT-021 agent: {agent} is no agent of {provider}")]
    AgentUnknown {
        /// What was asked for.
        agent: Addr,
        /// The sender.
        provider: Addr,
    },
    /// A provider acts for itself without being its own agent.
    #[error("TKT-022 agent: {provider} is the provider itself")]
    AgentIsProvider {
        /// The sender.
        provider: Addr,
    },
    /// A customer served under an agreement cannot be made an agent: that would take its rating away.
    #[error("TKT-023 agent: {agent} is a customer of {provider}")]
    AgentIsCustomer {
        /// What was asked.
        agent: Addr,
        /// The sender.
        provider: Addr,
    },
    /// Only tickets under an agreement are rated.
    #[error("TKT-024 ticket {ticket}: without an agreement, only covered ones are rated")]
    NotCoveredAtAll {
        /// The ticket.
        ticket: u64,
    },
    /// Only tickets that closed by confirmation or lapse are rated.
    #[error("TKT-025 ticket {ticket}: closed as {}, rated are confirmed and lapsed ones", .reason.word())]
    NotResolved {
        /// The ticket.
        ticket: u64,
        /// Why it closed.
        reason: CloseReason,
    },
    /// A rating is given once.
    #[error("TKT-026 ticket {ticket}: already rated")]
    AlreadyRated {
        /// The ticket.
        ticket: u64,
    },
    /// Who is or was an agent of the provider does not rate it.
    #[error("TKT-027 sender: {sender} was an agent of the provider until {until}, no rating before {free}")]
    Linked {
        /// The sender.
        sender: Addr,
        /// Last second of the link.
        until: UnixTime,
        /// First second without consequences of it.
        free: UnixTime,
    },
    /// A tag that is not made of lower-case letters, digits and hyphens.
    #[error("TKT-028 tags: {tag:?}, lower-case letters, digits and hyphens only")]
    Tag {
        /// The tag.
        tag: String,
    },
    /// The hours are never open for so long.
    #[error("TKT-029 span: {span} s are not open after {start}")]
    NoDeadline {
        /// From when.
        start: UnixTime,
        /// What was asked.
        span: Seconds,
    },
    /// An agent or delegate that was not given the right to this.
    #[error("TKT-060 sender: {sender} lacks the scope {scope}")]
    ScopeMissing {
        /// The sender.
        sender: Addr,
        /// What it would need.
        scope: &'static str,
    },
    /// A delegate's right must end in the future and within what can be written.
    #[error("TKT-061 expires: {expires}, from {now} to {latest}")]
    DelegateExpiry {
        /// What was asked.
        expires: UnixTime,
        /// Block time.
        now: UnixTime,
        /// The latest possible.
        latest: UnixTime,
    },
    /// No delegate of the sender under this agreement.
    #[error("TKT-062 who: {delegate} is no delegate of {customer} for this")]
    DelegateUnknown {
        /// What was asked for.
        delegate: Addr,
        /// The sender.
        customer: Addr,
    },
    /// A customer acts for itself without being its own delegate.
    #[error("TKT-063 who: {customer} is the customer itself")]
    DelegateIsCustomer {
        /// The sender.
        customer: Addr,
    },
    /// The agreement's provider and its agents are nobody's delegate under it.
    #[error("TKT-064 who: {delegate} acts for the provider {provider}")]
    DelegateLinked {
        /// What was asked.
        delegate: Addr,
        /// The agreement's provider.
        provider: Addr,
    },
    /// The provider has no such queue.
    #[error("TKT-066 queue: {queue}, there are {queues}")]
    QueueUnknown {
        /// What was asked.
        queue: u8,
        /// How many there are.
        queues: u8,
    },
    /// An agent does not stand in for itself.
    #[error("TKT-067 cover: {agent} is the agent itself")]
    OwnCover {
        /// The sender.
        agent: Addr,
    },
    /// An agent that is away takes no tickets.
    #[error("TKT-068 agent: {agent} is away until {until}")]
    AgentAway {
        /// The agent.
        agent: Addr,
        /// The last second of the absence.
        until: UnixTime,
    },
    /// An agent has as many tickets in its hands as it may have.
    #[error("TKT-069 agent: {agent} has {open} tickets in its hands, at most {max_open}")]
    AgentFull {
        /// The agent.
        agent: Addr,
        /// How many it has.
        open: u32,
        /// The most.
        max_open: u32,
    },
    /// An agent does not serve the queue in which the ticket waits.
    #[error("TKT-070 agent: {agent} does not serve queue {queue}")]
    AgentQueue {
        /// The agent.
        agent: Addr,
        /// The ticket's queue; 0 for none.
        queue: u8,
    },
    /// Another agent has the ticket.
    #[error("TKT-071 ticket {ticket}: in the hands of {agent}")]
    Held {
        /// The ticket.
        ticket: u64,
        /// Who has it.
        agent: Addr,
    },
    /// Only who has a ticket hands it over.
    #[error("TKT-072 ticket {ticket}: not in the hands of {sender}")]
    NotHolder {
        /// The ticket.
        ticket: u64,
        /// The sender.
        sender: Addr,
    },
    /// Only delegates and agents open on behalf of a customer.
    #[error("TKT-073 sender: {sender} is no delegate of {customer} and no agent of the provider")]
    OnBehalf {
        /// The sender.
        sender: Addr,
        /// Whom the ticket would be for.
        customer: Addr,
    },
    /// The provider's side opens on behalf of customers of its agreements only.
    #[error(
        "TKT-074 agreement: none, {sender} opens on behalf of a customer under an agreement only"
    )]
    OfferWithoutAgreement {
        /// The sender.
        sender: Addr,
    },
    /// The urgent quota of the period is used up.
    #[error(
        "TKT-075 agreement {agreement}: {used} urgent tickets in this period, at most {quota}"
    )]
    UrgentQuota {
        /// The agreement.
        agreement: u64,
        /// How many there were.
        used: u32,
        /// The most.
        quota: u32,
    },
    /// A confidential ticket does not say what it is about.
    #[error("TKT-076 {field}: not on a confidential ticket")]
    Confidential {
        /// What was said.
        field: &'static str,
    },
    /// Nothing to disclose.
    #[error("TKT-077 ticket {ticket}: not confidential, or disclosed already")]
    NotConfidential {
        /// The ticket.
        ticket: u64,
    },
    /// Nothing to acknowledge.
    #[error("TKT-078 ticket {ticket}: nothing waits for an acknowledgement")]
    NothingOffered {
        /// The ticket.
        ticket: u64,
    },
    /// Tickets of others have nothing to do with each other.
    #[error("TKT-079 ticket {ticket}: {related} is itself or between others")]
    NotRelated {
        /// The ticket.
        ticket: u64,
        /// What was named.
        related: u64,
    },
    /// Several replies at once are the provider's.
    #[error("TKT-080 ticket {ticket}: {sender} is not on the provider's side")]
    NotProvider {
        /// The ticket.
        ticket: u64,
        /// The sender.
        sender: Addr,
    },
    /// Who is paid in an agreement does not rate it.
    #[error("TKT-082 sender: {sender} is or was a payout address in agreement {agreement}")]
    LinkedPayout {
        /// The sender.
        sender: Addr,
        /// The agreement.
        agreement: u64,
    },
    /// A period is rated once.
    #[error("TKT-083 agreement {agreement}: period {period} is already rated")]
    PeriodRated {
        /// The agreement.
        agreement: u64,
        /// The period, from 0.
        period: u32,
    },
    /// Too late to rate a period.
    #[error("TKT-084 agreement {agreement}: period {period} is rated until {until}, now {now}")]
    PeriodTooLate {
        /// The agreement.
        agreement: u64,
        /// The period, from 0.
        period: u32,
        /// The last second.
        until: UnixTime,
        /// Block time.
        now: UnixTime,
    },
    /// Too early to purge a history.
    #[error("TKT-085 ticket {ticket}: its history stays until {until}, now {now}")]
    TooEarly {
        /// The ticket.
        ticket: u64,
        /// The last second in which it stays.
        until: UnixTime,
        /// Block time.
        now: UnixTime,
    },
    /// A ticket that is open, can be reopened or has a booking that waits.
    #[error("TKT-086 ticket {ticket}: not closed for good")]
    NotFinal {
        /// The ticket.
        ticket: u64,
    },
    /// No history lines are left.
    #[error("TKT-087 ticket {ticket}: no history lines are left")]
    NothingLeft {
        /// The ticket.
        ticket: u64,
    },
    /// A reply is relayed for a human agent who may reply and is not the ticket's customer.
    #[error("TKT-088 agent: {agent} is a bot, may not reply or is the customer")]
    NotRelayed {
        /// The agent.
        agent: Addr,
    },
    /// No period of the agreement has ended.
    #[error("TKT-089 agreement {agreement}: no period has ended")]
    NoPeriod {
        /// The agreement.
        agreement: u64,
    },
    /// A scorecard is of some weeks in order, which are kept.
    #[error(
        "TKT-090 weeks: from {from} to {to}, in order, at most {most}, of {oldest} to {newest}"
    )]
    Weeks {
        /// The first week asked for.
        from: u32,
        /// The last one.
        to: u32,
        /// The most weeks of one scorecard.
        most: u32,
        /// The oldest week that is kept.
        oldest: u32,
        /// The week that is running.
        newest: u32,
    },
    /// Only its owner revises a calendar.
    #[error("TKT-030 sender: {sender} is not {owner}, the owner of calendar {calendar}")]
    NotOwner {
        /// The calendar.
        calendar: u64,
        /// The sender.
        sender: Addr,
        /// The owner.
        owner: Addr,
    },
    /// A new version of a calendar that closes too much or too soon.
    #[error("TKT-031 {0}")]
    Revision(#[from] RevisionError),
    /// A calendar's versions close only so many days of a year.
    #[error(
        "TKT-032 calendar {calendar}: {closed} days of {year} closed by revisions, at most {max}"
    )]
    ClosedDays {
        /// The calendar.
        calendar: u64,
        /// The year.
        year: u32,
        /// How many they would close.
        closed: u32,
        /// The most.
        max: u32,
    },
    /// A hold ends in the future, and not too far ahead.
    #[error("TKT-033 until: {until}, after {now} and until {latest}")]
    HoldEnd {
        /// What was asked.
        until: UnixTime,
        /// Block time.
        now: UnixTime,
        /// The latest end.
        latest: UnixTime,
    },
    /// No hold is proposed, or its end has passed.
    #[error("TKT-034 ticket {ticket}: no hold is proposed for a time to come")]
    NoHold {
        /// The ticket.
        ticket: u64,
    },
    /// All holds of a ticket together are only so long.
    #[error(
        "TKT-035 ticket {ticket}: held {held} s so far, {all} s with this hold, at most {most}"
    )]
    HoldBudget {
        /// The ticket.
        ticket: u64,
        /// Seconds so far.
        held: Seconds,
        /// Seconds with this one.
        all: Seconds,
        /// The most.
        most: Seconds,
    },
    /// The provider's last word cannot be flagged: there is none, it was flagged, or it is too old.
    #[error("TKT-036 ticket {ticket}: no word of the provider to flag now, at {now}; the last one until {until:?}")]
    NoWordToFlag {
        /// The ticket.
        ticket: u64,
        /// The last second in which the last word could be flagged; absent where there is none.
        until: Option<UnixTime>,
        /// Block time.
        now: UnixTime,
    },
    /// Flagged as often as possible in this cycle.
    #[error("TKT-037 ticket {ticket}: {flagged} words of this cycle flagged, at most {max}")]
    HollowUsed {
        /// The ticket.
        ticket: u64,
        /// How many were flagged.
        flagged: u8,
        /// The most.
        max: u8,
    },
    /// The priority that was asked for is not on the side of the present one that the message is for.
    #[error("TKT-038 ticket {ticket}: priority is {now:?}, asked for {to:?}")]
    SamePriority {
        /// The ticket.
        ticket: u64,
        /// The priority now.
        now: Priority,
        /// What was asked.
        to: Priority,
    },
    /// The customer raises once a day, and only so often.
    #[error(
        "TKT-039 ticket {ticket}: raised {raised} times of {max}, again from {from}, now {now}"
    )]
    RaisesUsed {
        /// The ticket.
        ticket: u64,
        /// How often.
        raised: u8,
        /// The most.
        max: u8,
        /// Block time.
        now: UnixTime,
        /// From when on a day has passed since the last one.
        from: UnixTime,
    },
    /// No lower priority waits for the customer's consent.
    #[error("TKT-040 ticket {ticket}: no lower priority waits for consent")]
    NoOffer {
        /// The ticket.
        ticket: u64,
    },
    /// A bot proposes no resolution while a lower priority waits for the customer's consent.
    #[error("TKT-041 ticket {ticket}: a lower priority waits for consent until {until}")]
    OfferWaits {
        /// The ticket.
        ticket: u64,
        /// The last second of the customer's window.
        until: UnixTime,
    },
    /// Tickets that do not become one: the same one, one of others, one for which a resolution is proposed, or
    /// a closed one.
    #[error("TKT-042 ticket {ticket}: cannot go on in {into}, which is {state}; an open one of the same customer, provider and agreement can")]
    NoPair {
        /// The ticket.
        ticket: u64,
        /// The other one.
        into: u64,
        /// The other one's state.
        state: &'static str,
    },
    /// No merge waits for the customer's agreement.
    #[error("TKT-043 ticket {ticket}: no merge is proposed")]
    NoMerge {
        /// The ticket.
        ticket: u64,
    },
}
