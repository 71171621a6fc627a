//! Events, one a change.

use aftercare_domain::policy::{Metric, Priority};
use aftercare_domain::time::{Seconds, UnixTime};
use cosmwasm_std::{Addr, HexBinary};

aftercare_kit::events! { "ticket-registry";
    /// The registry was set up.
    Instantiated as "instantiated" {
        /// The escrow that it books in, for ever.
        escrow: Addr,
    }
    /// A calendar may be cited from now on.
    CalendarPublished as "calendar-published" {
        /// The calendar.
        calendar: u64,
        /// Who published it.
        owner: Addr,
        /// Its version.
        version: u32,
    }
    /// An agent was named, or its end moved.
    AgentSet as "agent-set" {
        /// The provider.
        provider: Addr,
        /// The agent.
        agent: Addr,
        /// The last second in which it may act.
        until: UnixTime,
        /// What it may do, joined by commas.
        scopes: String,
        /// The queues it serves, joined by commas; absent where it serves every queue.
        queues: Option<String>,
        /// The most open tickets in its hands.
        max_open: u32,
        /// Whether it is a bot.
        automated: bool,
    }
    /// An agent is away, or back.
    AgentAwaySet as "agent-away-set" {
        /// The provider.
        provider: Addr,
        /// The agent.
        agent: Addr,
        /// The last second of the absence; absent where the agent is back.
        away_until: Option<UnixTime>,
        /// Who has its tickets meanwhile; absent where nobody does.
        cover: Option<Addr>,
    }
    /// A provider's queues and categories changed.
    QueuesSet as "queues-set" {
        /// The provider.
        provider: Addr,
        /// How many queues there are.
        queues: u8,
        /// Category and queue of each, `category:queue` joined by commas.
        categories: String,
        /// Hash of their names; absent where none were given.
        names: Option<HexBinary>,
    }
    /// A delegate was named, or what it may do changed.
    DelegateSet as "delegate-set" {
        /// The customer.
        customer: Addr,
        /// The delegate.
        delegate: Addr,
        /// The agreement; absent for all of the customer's tickets.
        agreement: Option<u64>,
        /// What it may do, joined by commas.
        scopes: String,
        /// The last second in which it may.
        until: UnixTime,
        /// The last second of its link to the customer.
        linked_until: UnixTime,
    }
    /// A delegate's right ended.
    DelegateRemoved as "delegate-removed" {
        /// The customer.
        customer: Addr,
        /// The delegate.
        delegate: Addr,
        /// The agreement; absent for all of the customer's tickets.
        agreement: Option<u64>,
        /// The last second of its link to the customer.
        linked_until: UnixTime,
    }
    /// An agent's right ended.
    AgentRemoved as "agent-removed" {
        /// The provider.
        provider: Addr,
        /// The agent.
        agent: Addr,
        /// The last second in which it could act.
        until: UnixTime,
    }
    /// A provider's intake of best-effort tickets changed.
    IntakeSet as "intake-set" {
        /// The provider.
        provider: Addr,
        /// Whether people without an agreement may open tickets.
        open_to_public: bool,
        /// The most such tickets open at a time.
        max_open: u32,
    }
    /// A ticket was opened.
    TicketOpened as "ticket-opened" {
        /// The ticket.
        ticket: u64,
        /// The agreement that was named; absent for best effort.
        agreement: Option<u64>,
        /// The customer.
        customer: Addr,
        /// The provider.
        provider: Addr,
        /// Who opened it.
        actor: Addr,
        /// What it rests on: `covered`, `best_effort`, `beyond_quota` (best effort, because the agreement's
        /// quota is used up) or `offered` (best effort until the customer acknowledges it).
        cover: &'static str,
        /// Its priority.
        priority: Priority,
        /// The priority that impact and urgency gave, where a used-up urgent quota lowered it.
        asked: Option<Priority>,
        /// The calendar of its clocks; absent where every second counts.
        calendar: Option<u64>,
        /// The version of that calendar.
        calendar_version: Option<u32>,
        /// Counted seconds until the first response is late; absent where none is promised.
        first_response: Option<Seconds>,
        /// Counted seconds until the resolution is late; absent where none is promised.
        resolution: Option<Seconds>,
        /// How long the customer has to answer.
        confirm_window: Seconds,
        /// The resulting state.
        state: &'static str,
    }
    /// A customer took up a ticket that an agent had opened; its clocks start.
    TicketAcknowledged as "ticket-acknowledged" {
        /// The ticket.
        ticket: u64,
        /// Who.
        actor: Addr,
        /// The agreement.
        agreement: u64,
        /// What it rests on now: `covered` or `beyond_quota`.
        cover: &'static str,
        /// Its priority.
        priority: Priority,
        /// The priority that impact and urgency gave, where a used-up urgent quota lowered it.
        asked: Option<Priority>,
        /// The resulting state.
        state: &'static str,
    }
    /// A confidential ticket says what it was about.
    TicketDisclosed as "ticket-disclosed" {
        /// The ticket.
        ticket: u64,
        /// Who.
        actor: Addr,
        /// Its category; 0 for none.
        category: u16,
        /// Its tags, joined by commas; absent where none.
        tags: Option<String>,
        /// A salted hash of another help desk's number; absent where none.
        external_ref: Option<HexBinary>,
    }
    /// A ticket came into an agent's hands.
    TicketAssigned as "ticket-assigned" {
        /// The ticket.
        ticket: u64,
        /// Who did it.
        actor: Addr,
        /// Who has it.
        agent: Addr,
        /// The resulting state.
        state: &'static str,
    }
    /// A ticket came into a queue and out of anybody's hands.
    TicketQueued as "ticket-queued" {
        /// The ticket.
        ticket: u64,
        /// Who did it.
        actor: Addr,
        /// The queue; 0 for none.
        queue: u8,
        /// The resulting state.
        state: &'static str,
    }
    /// A bridge posted an agent's reply.
    Relayed as "relayed" {
        /// The ticket.
        ticket: u64,
        /// The bridge.
        actor: Addr,
        /// Whose reply it is.
        agent: Addr,
    }
    /// Something was said among agents.
    Noted as "noted" {
        /// The ticket.
        ticket: u64,
        /// Who.
        actor: Addr,
        /// The resulting state.
        state: &'static str,
    }
    /// Another ticket has to do with this one.
    Linked as "linked" {
        /// The ticket.
        ticket: u64,
        /// Who said so.
        actor: Addr,
        /// The other one.
        to: u64,
        /// The resulting state.
        state: &'static str,
    }
    /// The customer asked for somebody higher up.
    Escalated as "escalated" {
        /// The ticket.
        ticket: u64,
        /// Who.
        actor: Addr,
        /// The resulting state.
        state: &'static str,
    }
    /// Somebody said something.
    Replied as "replied" {
        /// The ticket.
        ticket: u64,
        /// Who.
        actor: Addr,
        /// In which role.
        role: &'static str,
        /// The resulting state.
        state: &'static str,
    }
    /// The customer was asked, which pauses the resolution clock.
    CustomerAsked as "customer-asked" {
        /// The ticket.
        ticket: u64,
        /// Who asked.
        actor: Addr,
        /// The last second in which an answer is in time.
        by: UnixTime,
        /// The resulting state.
        state: &'static str,
    }
    /// A resolution was proposed, or a question lapsed and so became one.
    ResolutionProposed as "resolution-proposed" {
        /// The ticket.
        ticket: u64,
        /// Who proposed it; absent where a question lapsed.
        actor: Option<Addr>,
        /// From when the customer's window runs.
        since: UnixTime,
        /// The last second in which the customer's word is in time.
        by: UnixTime,
        /// Knowledge items that it cites, joined by commas; absent where none.
        cites: Option<String>,
        /// The resulting state.
        state: &'static str,
    }
    /// The customer rejected the proposed resolution.
    ResolutionRejected as "resolution-rejected" {
        /// The ticket.
        ticket: u64,
        /// Who.
        actor: Addr,
        /// The resulting state.
        state: &'static str,
    }
    /// A ticket closed.
    TicketClosed as "ticket-closed" {
        /// The ticket.
        ticket: u64,
        /// The agreement that covers it; absent for best effort.
        agreement: Option<u64>,
        /// Who closed it; absent where a window lapsed.
        actor: Option<Addr>,
        /// Why.
        reason: &'static str,
        /// When it closed.
        closed_at: UnixTime,
        /// The last second in which it can be reopened.
        final_at: UnixTime,
        /// The cycle that ended.
        cycle: u32,
        /// The resulting state.
        state: &'static str,
    }
    /// A ticket was reopened.
    TicketReopened as "ticket-reopened" {
        /// The ticket.
        ticket: u64,
        /// Who.
        actor: Addr,
        /// The new cycle.
        cycle: u32,
        /// The new cycle's resolution target in counted seconds; absent where none is promised.
        resolution: Option<Seconds>,
        /// The resulting state.
        state: &'static str,
    }
    /// A hold was proposed.
    HoldProposed as "hold-proposed" {
        /// The ticket.
        ticket: u64,
        /// Who.
        actor: Addr,
        /// Its last second.
        until: UnixTime,
        /// The resulting state.
        state: &'static str,
    }
    /// The customer agreed to a hold, which pauses resolution and updates.
    HoldAgreed as "hold-agreed" {
        /// The ticket.
        ticket: u64,
        /// Who.
        actor: Addr,
        /// Its last second.
        until: UnixTime,
        /// The resulting state.
        state: &'static str,
    }
    /// The customer ended a pause or a hold.
    PauseEnded as "pause-ended" {
        /// The ticket.
        ticket: u64,
        /// Who.
        actor: Addr,
        /// The resulting state.
        state: &'static str,
    }
    /// The customer flagged the provider's last word as hollow.
    HollowFlagged as "hollow-flagged" {
        /// The ticket.
        ticket: u64,
        /// Who.
        actor: Addr,
        /// How many of this cycle were flagged.
        flagged: u8,
        /// The resulting state.
        state: &'static str,
    }
    /// A lower priority waits for the customer's consent.
    TriageProposed as "triage-proposed" {
        /// The ticket.
        ticket: u64,
        /// Who.
        actor: Addr,
        /// The lower priority.
        priority: Priority,
        /// The last second in which an objection is in time.
        by: UnixTime,
        /// The resulting state.
        state: &'static str,
    }
    /// The customer keeps the priority against the provider's proposal.
    TriageObjected as "triage-objected" {
        /// The ticket.
        ticket: u64,
        /// Who.
        actor: Addr,
        /// The priority that the provider had proposed.
        priority: Priority,
        /// The resulting state.
        state: &'static str,
    }
    /// Another priority holds, and with it other targets.
    PriorityChanged as "priority-changed" {
        /// The ticket.
        ticket: u64,
        /// Who; whoever settled it, where the customer's silence was consent.
        actor: Addr,
        /// The priority.
        priority: Priority,
        /// Its target of a first response; absent where none is promised.
        first_response: Option<Seconds>,
        /// Its target of a next response; absent where none is promised.
        next_response: Option<Seconds>,
        /// Its update interval; absent where none is promised.
        update: Option<Seconds>,
        /// Its target of a resolution; absent where none is promised.
        resolution: Option<Seconds>,
        /// The resulting state.
        state: &'static str,
    }
    /// A merge waits for the customer's agreement.
    MergeProposed as "merge-proposed" {
        /// The ticket.
        ticket: u64,
        /// Who.
        actor: Addr,
        /// The ticket that would go on.
        into: u64,
        /// Whether both are the same matter.
        duplicate: bool,
        /// The resulting state.
        state: &'static str,
    }
    /// Another ticket goes on with at least this one's used time.
    TicketMerged as "ticket-merged" {
        /// The ticket that closed.
        ticket: u64,
        /// Who agreed.
        actor: Addr,
        /// The ticket that goes on.
        into: u64,
        /// Whether both are the same matter.
        duplicate: bool,
        /// The resulting state of the ticket that goes on.
        state: &'static str,
    }
    /// A hold or a bot's suggestion is over by itself.
    WindowLapsed as "window-lapsed" {
        /// The ticket.
        ticket: u64,
        /// When.
        at: UnixTime,
        /// The resulting state.
        state: &'static str,
    }
    /// Time was settled on a ticket.
    Poked as "poked" {
        /// The ticket.
        ticket: u64,
        /// Who did it.
        actor: Addr,
        /// The resulting state.
        state: &'static str,
    }
    /// A miss, or a worse measure of it, is latched, and sent to the escrow where it reaches something new.
    MissLatched as "miss-latched" {
        /// The ticket.
        ticket: u64,
        /// The agreement.
        agreement: u64,
        /// The metric.
        metric: Metric,
        /// The cycle.
        cycle: u32,
        /// Which of its metric and cycle, from 0; of missed updates, the period.
        ordinal: u32,
        /// The last second that would have met the target.
        due: UnixTime,
        /// Counted seconds beyond the target; absent for missed updates.
        late: Option<Seconds>,
        /// The target; absent for missed updates.
        target: Option<Seconds>,
        /// Missed updates of that cycle and period; absent for others.
        missed: Option<u32>,
    }
    /// The escrow refused a booking; it is kept.
    BookingFailed as "booking-failed" {
        /// The ticket.
        ticket: u64,
        /// The agreement.
        agreement: u64,
        /// The metric.
        metric: Metric,
        /// The cycle.
        cycle: u32,
        /// Which of its metric and cycle.
        ordinal: u32,
    }
    /// A kept booking is sent again.
    BookingRetried as "booking-retried" {
        /// The ticket.
        ticket: u64,
        /// The agreement.
        agreement: u64,
        /// The metric.
        metric: Metric,
        /// The cycle.
        cycle: u32,
        /// Which of its metric and cycle.
        ordinal: u32,
    }
    /// Counts of an agreement's tickets after a change.
    AgreementCounted as "agreement-counted" {
        /// The agreement.
        agreement: u64,
        /// Covered tickets, ever.
        opened: u32,
        /// Covered tickets not closed, and failed bookings.
        unsettled: u32,
        /// The period in which a ticket was opened or raised last, from 0.
        period: u32,
        /// Covered tickets opened in it.
        covered: u32,
        /// Of those, urgent ones, and those raised to be urgent.
        urgent: u32,
    }
    /// A ticket was rated.
    Rated as "rated" {
        /// The ticket.
        ticket: u64,
        /// Who.
        actor: Addr,
        /// The agreement.
        agreement: u64,
        /// Overall satisfaction, 1 to 5.
        satisfaction: u8,
        /// All answers, joined by commas.
        answers: String,
        /// Hash of the comment; absent where none was given.
        comment: Option<HexBinary>,
        /// Whether it entered the scorecard.
        counted: bool,
    }
    /// A period of an agreement was rated.
    AgreementRated as "agreement-rated" {
        /// The agreement.
        agreement: u64,
        /// The period, from 0.
        period: u32,
        /// Who.
        actor: Addr,
        /// Overall satisfaction, 1 to 5.
        satisfaction: u8,
        /// All answers, joined by commas.
        answers: String,
        /// Hash of the comment; absent where none was given.
        comment: Option<HexBinary>,
        /// Whether it entered the scorecard.
        counted: bool,
    }
    /// A week of a provider's scorecard after a change; these are the sums of what tickets, misses and ratings
    /// say in events of their own.
    ScorecardUpdated as "scorecard-updated" {
        /// The provider.
        provider: Addr,
        /// The week.
        week: u32,
        /// Covered tickets that closed in it.
        ended: u32,
        /// Misses in it.
        missed: u32,
        /// Ratings in it.
        rated: u32,
        /// Ratings voided in it.
        voided: u32,
    }
    /// History lines were removed.
    HistoryPurged as "history-purged" {
        /// The ticket.
        ticket: u64,
        /// Who did it.
        actor: Addr,
        /// The last line that was removed.
        up_to: u32,
        /// Lines that are left.
        left: u32,
    }
    /// A reopening voided a rating.
    RatingVoided as "rating-voided" {
        /// The ticket.
        ticket: u64,
        /// The overall satisfaction that no longer counts.
        satisfaction: u8,
    }
    /// A line was added to a ticket's history.
    LineAppended as "line-appended" {
        /// The ticket.
        ticket: u64,
        /// Its place, from 0.
        index: u32,
        /// What happened.
        kind: &'static str,
        /// Who did it.
        actor: Addr,
        /// When.
        time: UnixTime,
        /// Every field that a clock depends on.
        detail: HexBinary,
        /// Hash of what was said; absent where nothing was.
        commitment: Option<HexBinary>,
        /// The head after it.
        head: HexBinary,
    }
}

/// Numbers joined by commas; absent where there are none.
#[must_use]
pub fn joined<T: ToString>(numbers: &[T]) -> Option<String> {
    let texts: Vec<_> = numbers.iter().map(T::to_string).collect();
    Some(texts.join(",")).filter(|text| !text.is_empty())
}
