//! `ticket-registry`: tickets, SLA clocks, calendars, agents, histories, satisfaction. It holds no money.

use aftercare_domain::calendar::Calendar;
use aftercare_domain::policy::{Level, Priority, Targets};
use aftercare_domain::time::{Seconds, UnixTime};
use cosmwasm_schema::{cw_serde, QueryResponses};
use cosmwasm_std::{Addr, HexBinary};

use crate::commitment::Commitment;
use crate::next_step::NextStep;
use crate::page::Page;

pub use aftercare_domain::ticket::{CloseReason, BOT_WINDOW, MAX_HOLD, MAX_HOLDS};
pub use clocks::*;
pub use people::*;

mod clocks;
mod people;

/// Most tags of a ticket.
pub const MAX_TAGS: usize = 8;
/// Most bytes of a tag.
pub const MAX_TAG: usize = 32;
/// Most bytes of an external reference, which is a salted hash.
pub const MAX_EXTERNAL_REF: usize = 32;
/// Most knowledge items that a resolution cites.
pub const MAX_CITED: usize = 3;
/// Most tickets of one `poke_many`.
pub const MAX_POKES: usize = 30;
/// Most answers of a rating.
pub const MAX_ANSWERS: usize = 8;
/// Least value of a rating's answer.
pub const MIN_ANSWER: u8 = 1;
/// Greatest value of a rating's answer.
pub const MAX_ANSWER: u8 = 5;
/// How long a closed ticket can be reopened.
pub const REOPEN_WINDOW: Seconds = Seconds::days(14);
/// How often a ticket can be reopened.
pub const MAX_REOPENS: u32 = 3;
/// How long a closed ticket can be rated.
pub const RATING_WINDOW: Seconds = Seconds::days(14);

/// Sets the registry up with its one escrow, for ever.
#[cw_serde]
#[derive(aftercare_json::FromJson, aftercare_json::ToJson)]
#[serde(deny_unknown_fields)]
pub struct InstantiateMsg {
    /// The escrow whose agreements cover tickets and in which misses are booked.
    pub escrow: String,
}

/// Messages. None expects funds; all refuse them.
///
/// A message about a ticket first settles what time has done to it (windows that have lapsed), then acts.
/// It is refused where the ticket is unknown (`TKT-004`), where the sender is no party of it (`TKT-014`) and
/// where the table of moves does not hold it (`TKT-015`, with the state found); then nothing is stored. If it
/// stops a clock that is late, it books the final lateness in the escrow (event `miss-latched`); a booking
/// that the escrow refuses is kept (`booking-failed`) and never stops the message. Each adds a line to the
/// ticket's history (`line-appended`).
#[cw_serde]
#[derive(aftercare_json::FromJson, aftercare_json::ToJson)]
#[serde(deny_unknown_fields)]
pub enum ExecuteMsg {
    /// Anyone, who thereby owns it: publishes a calendar that policies may cite. Refused where it breaks a
    /// rule of calendars (`TKT-002`). Event `calendar-published`.
    PublishCalendar {
        /// Its hours.
        calendar: Calendar,
    },
    /// The owner of a calendar: publishes a new version. Clocks keep the version that was in force when their
    /// cycle began. Refused for anyone else (`TKT-030`), where it breaks a rule of calendars (`TKT-002`), and
    /// where it closes a second that was open less than 30 days ahead (`TKT-031`) or more than 15 days a year
    /// (`TKT-032`); a day closes too where the local clock is put forward over a second of it that was open.
    /// Event `calendar-published`.
    PublishCalendarVersion {
        /// The calendar.
        calendar_id: u64,
        /// Its new hours.
        calendar: Calendar,
    },
    /// Provider: names an agent, or names it anew with other scopes, queues and end. Refused for the provider
    /// itself (`TKT-022`), for a customer that it serves under an agreement, or such a customer's delegate
    /// (`TKT-023`), for an end in the past (`TKT-020`), without a scope and with more than 8 queues. Event
    /// `agent-set`.
    SetAgent(NewAgent),
    /// Provider: ends an agent's right at once; the second before was its last. The link stays known for 90
    /// days. Refused where the right has ended already (`TKT-021`). Event `agent-removed`.
    RemoveAgent {
        /// The agent's address.
        agent: String,
    },
    /// Provider: whether people without an agreement may open tickets, as best effort. Touches no open
    /// ticket. Event `intake-set`.
    SetIntake {
        /// Whether they may.
        open_to_public: bool,
        /// The most such tickets open at a time.
        max_open: u32,
    },
    /// Agent: is away until an instant; its tickets read as those of `cover` meanwhile, or as unassigned. An
    /// instant that has passed ends the absence. Refused for whoever is no agent of the provider (`TKT-021`),
    /// and where the cover is none (`TKT-021`) or the agent itself (`TKT-067`). Event `agent-away-set`.
    SetAway {
        /// The provider.
        provider: String,
        /// The last second of the absence.
        until: UnixTime,
        /// Another agent, who has its tickets meanwhile.
        cover: Option<String>,
    },
    /// Provider: its queues, and which category waits in which. Tickets whose queue nobody chose follow at
    /// once. Refused where a number is out of bounds or a category stands twice, and for a queue that there is
    /// not (`TKT-066`). Event `queues-set`.
    SetQueues(Catalogue),
    /// Customer: names a delegate for one agreement or for all, or names it anew with other scopes and end.
    /// Refused for the customer itself (`TKT-063`), for an end in the past (`TKT-061`), for an agreement of
    /// somebody else (`TKT-007`), for the agreement's provider and its agents (`TKT-064`), without a scope, and
    /// for a ninth agreement. Event `delegate-set`.
    SetDelegate(NewDelegate),
    /// Customer: ends a delegate's right at once; the second before was its last. The link stays known for 90
    /// days. Refused where there is none (`TKT-062`). Event `delegate-removed`.
    RemoveDelegate {
        /// The agreement for which it was named; absent for all.
        agreement: Option<u64>,
        /// The delegate's address.
        who: String,
    },
    /// Customer, or its delegate (`open`): takes up a ticket that an agent opened on its behalf. The cover is
    /// read now, the promise frozen, the quota used, and clocks start; what was said or proposed before counts for none.
    /// Refused where nothing waits for it (`TKT-078`), and as `open` refuses. Event `ticket-acknowledged`.
    Acknowledge {
        /// The ticket.
        ticket: u64,
    },
    /// Agent (`reply`): takes a ticket into its own hands. Refused where another agent has it (`TKT-071`), for
    /// a queue that it does not serve (`TKT-070`), with as many in its hands as it may have (`TKT-069`), while
    /// it is away (`TKT-068`), and for the provider itself, which is no agent (`TKT-021`). Event
    /// `ticket-assigned`.
    Claim {
        /// The ticket.
        ticket: u64,
    },
    /// Provider or agent (`assign`): puts a ticket into an agent's hands, whoever has it. Refused as a claim
    /// of that agent would be. Event `ticket-assigned`.
    Assign {
        /// The ticket.
        ticket: u64,
        /// The agent.
        agent: String,
    },
    /// Agent (`reply`) that has the ticket: puts it into another agent's hands. Refused where the sender has
    /// it not (`TKT-072`), and as a claim of that agent would be. Event `ticket-assigned`.
    HandOver {
        /// The ticket.
        ticket: u64,
        /// The agent.
        agent: String,
    },
    /// Provider or agent (`assign`): puts a ticket into a queue and out of anybody's hands. Refused for a queue
    /// that there is not (`TKT-066`). Event `ticket-queued`.
    Queue {
        /// The ticket.
        ticket: u64,
        /// The queue, from 1; 0 for that of its category.
        queue: u8,
    },
    /// Provider or agent (`reply`): [`ExecuteMsg::Reply`] for several tickets. One that is refused refuses all.
    ReplyMany {
        /// 1 to 30, each ticket once.
        replies: Vec<TicketReply>,
    },
    /// Agent (`relay`): posts a reply of another agent, who gave it elsewhere; it counts as that agent's own.
    /// Refused where that agent may not reply (`TKT-088`). Event `replied`.
    Relay {
        /// The ticket.
        ticket: u64,
        /// Whose reply it is.
        agent: String,
        /// What is said.
        content: Commitment,
    },
    /// Provider or agent (`reply`): commits to something said among agents. It is no word to the customer and
    /// moves no clock. Event `noted`.
    Note {
        /// The ticket.
        ticket: u64,
        /// The note.
        content: Commitment,
    },
    /// Provider or agent (`reply`): says that another ticket of the same provider has to do with this one.
    /// Refused for the ticket itself and another provider's (`TKT-079`). Event `linked`.
    Link {
        /// The ticket.
        ticket: u64,
        /// The other one.
        to: u64,
    },
    /// Customer, or its delegate (`escalate`): asks for somebody higher up, on record. It waits for an answer as
    /// a message does, ends a pause or a hold, and hands the ticket to a human where a bot's suggestion waits.
    /// Event `escalated`.
    Escalate {
        /// The ticket.
        ticket: u64,
        /// Why.
        content: Commitment,
    },
    /// Customer, or its delegate (`open`): publishes what a confidential ticket did not show, once it is
    /// closed. Refused before (`TKT-015`), for a ticket that is not confidential or shows it already
    /// (`TKT-077`), and for texts over their limits. Event `ticket-disclosed`.
    Disclose {
        /// The ticket.
        ticket: u64,
        /// A category of the provider's catalogue; 0 for none.
        category: u16,
        /// At most 8 tags.
        tags: Vec<String>,
        /// A salted hash of the number that another help desk gave it.
        external_ref: Option<HexBinary>,
    },
    /// Customer of an agreement, or its delegate (`rate`): rates the newest period that has ended, once
    /// (`TKT-083`), within 14 days of its end (`TKT-084`). No reward is to be had for it. Refused for linked
    /// addresses (`TKT-027`, `TKT-082`). Event `agreement-rated`.
    RateAgreement {
        /// The agreement.
        agreement: u64,
        /// 1 to 8 answers from 1 to 5; the first is overall satisfaction.
        answers: Vec<u8>,
        /// A comment.
        comment: Option<Commitment>,
    },
    /// Anyone: removes history lines of a ticket that can no longer be reopened, oldest first, after the
    /// retention period of its policy. Its head, outcome and statistics stay. Refused before (`TKT-085`), while
    /// it can be reopened (`TKT-086`), and where nothing is left (`TKT-087`). Event `history-purged`.
    Purge {
        /// The ticket.
        ticket: u64,
        /// How many lines; 1 to 30.
        lines: u32,
    },
    /// Customer of the agreement, or anyone but the provider and its agents where the provider's intake is
    /// open: opens a ticket. Under an agreement it keeps the targets of its priority, the calendar version in
    /// force and the confirm window, and counts as unsettled until it closes. Refused outside the covered
    /// time (`TKT-009`), for another customer or provider than the agreement's (`TKT-007`, `TKT-008`), and
    /// where the intake has no room (`TKT-010` to `TKT-013`), and without an agreement while `sla-escrow` is
    /// paused (`KIT-024`). Event `ticket-opened`.
    Open(OpenTicket),
    /// Customer, provider or agent: says something. A human's first word stops the first-response clock for
    /// good, and each answers the customer; a customer's reply ends a pause and, where it expects an answer,
    /// starts the next-response clock unless an older message is unanswered. While a resolution is proposed,
    /// the customer's word is `accept` or `reject`. A bot's reply moves no clock. Event `replied`.
    Reply {
        /// The ticket.
        ticket: u64,
        /// What is said.
        content: Commitment,
        /// Of a customer's reply: whether the provider has to answer it, as it has not to answer thanks. Of
        /// a provider's reply it makes no difference.
        expects_answer: bool,
    },
    /// Provider or human agent: asks the customer for what is missing, which pauses resolution and updates
    /// until the customer's word. A second question starts the customer's window anew. Unanswered for five
    /// open days, and never before the confirm window is over, the ticket becomes a proposed resolution in
    /// the second after. Event `customer-asked`.
    AskCustomer {
        /// The ticket.
        ticket: u64,
        /// The question.
        question: Commitment,
    },
    /// Provider or human agent: proposes to wait for something, which needs the customer's agreement. A newer
    /// proposal replaces an older one. Refused for an end in the past or more than 14 days ahead
    /// (`TKT-033`). Event `hold-proposed`.
    ProposeHold {
        /// The ticket.
        ticket: u64,
        /// The last second of the hold.
        until: UnixTime,
        /// What is waited for.
        content: Commitment,
    },
    /// Customer: agrees to the proposed hold, which pauses resolution and updates from now on until its end,
    /// where they go on by themselves, or until the customer's word. Refused where none is proposed for a
    /// time to come (`TKT-034`), and where all holds of the ticket come to more than 30 days (`TKT-035`).
    /// Event `hold-agreed`.
    AgreeHold {
        /// The ticket.
        ticket: u64,
    },
    /// Customer: ends a pause or a hold at once. What was paused stays paused. Event `pause-ended`.
    EndPause {
        /// The ticket.
        ticket: u64,
    },
    /// Customer: says that the provider's last word was none. That word stays on record; a fresh unanswered
    /// message stands from now on, and a pause ends. Refused more than 3 days after it or where it was
    /// flagged before (`TKT-036`), and for a fourth time in a cycle (`TKT-037`). Event `hollow-flagged`.
    FlagHollow {
        /// The ticket.
        ticket: u64,
    },
    /// Provider or human agent: proposes a resolution; the resolution clock waits, and stops if it stands.
    /// Unanswered, the ticket closes in the second after the customer's window. A bot's proposal stops no
    /// clock: for three days, what is late only after it waits for the customer's word; silence never closes
    /// it. A bot proposes nothing while a lower priority waits for consent (`TKT-041`). Event
    /// `resolution-proposed`.
    ProposeResolution {
        /// The ticket.
        ticket: u64,
        /// The resolution.
        content: Commitment,
        /// Knowledge items that it uses; at most 3, each once, from 1.
        cites: Vec<u64>,
    },
    /// Customer: confirms the proposed resolution; the ticket closes. Of a bot's proposal it drops what was
    /// late only after it. Event `ticket-closed`.
    Accept {
        /// The ticket.
        ticket: u64,
    },
    /// Customer: rejects the proposed resolution; the resolution clock goes on with the used time kept. From
    /// the second rejection in a cycle on, the time waited since the proposal counts as well, at most the
    /// target of a next response. Event `resolution-rejected`.
    Reject {
        /// The ticket.
        ticket: u64,
        /// Why.
        content: Commitment,
    },
    /// Provider or agent: says how the ticket should be treated. A more urgent priority holds at once; a less
    /// urgent one needs the customer's consent, or its silence for a window. Targets change as by `raise` and
    /// `lower`. Refused where it is the priority already (`TKT-038`). Event `priority-changed` or
    /// `triage-proposed`.
    ProposeTriage {
        /// The ticket.
        ticket: u64,
        /// How many are affected.
        impact: Level,
        /// How long it can wait.
        urgency: Level,
        /// Why.
        reason: Commitment,
    },
    /// Customer: agrees to the lower priority that waits for it. Refused where none does (`TKT-040`). Event
    /// `priority-changed`.
    ConsentTriage {
        /// The ticket.
        ticket: u64,
    },
    /// Customer: keeps the priority; the disagreement is on record. Refused where nothing waits for consent
    /// (`TKT-040`). Event `triage-objected`.
    ObjectTriage {
        /// The ticket.
        ticket: u64,
        /// Why.
        reason: Commitment,
    },
    /// Customer: raises the priority. Each clock then has its old target, or what it has used and a whole new
    /// target, whichever is less. Refused where it is no raise (`TKT-038`), within 24 hours of the last one
    /// or for a fourth time (`TKT-039`), and beyond the urgent quota. Event `priority-changed`.
    Raise {
        /// The ticket.
        ticket: u64,
        /// How many are affected.
        impact: Level,
        /// How long it can wait.
        urgency: Level,
        /// Why.
        reason: Commitment,
    },
    /// Customer: lowers the priority. Each clock then has its old target or the new one, whichever is more;
    /// what was late stays late. Refused where it is no lowering (`TKT-038`). Event `priority-changed`.
    Lower {
        /// The ticket.
        ticket: u64,
        /// How many are affected.
        impact: Level,
        /// How long it can wait.
        urgency: Level,
    },
    /// Provider or human agent: proposes to close the ticket in favour of another open one of the same
    /// customer, provider and agreement, for which nobody proposed a resolution. Refused for any other
    /// (`TKT-042`). Event `merge-proposed`.
    ProposeMerge {
        /// The ticket.
        ticket: u64,
        /// The one that goes on.
        into: u64,
        /// Whether it is the same matter, instead of one that the other takes up.
        duplicate: bool,
    },
    /// Customer: agrees to the proposed merge. What is overdue on either ticket is booked; this one closes
    /// for ever, and the other's clocks have at least this one's used time; updates that this makes missed are
    /// booked, due now. Refused where none is proposed (`TKT-043`), and where the other one is not open any more
    /// or a resolution of it is proposed (`TKT-042`). Event `ticket-merged`.
    AgreeMerge {
        /// The ticket.
        ticket: u64,
    },
    /// Customer: withdraws the ticket; it closes. What was already late stays missed and is booked, the rest
    /// is not measured. Event `ticket-closed`.
    Cancel {
        /// The ticket.
        ticket: u64,
    },
    /// Provider or agent: declines a best-effort ticket; it closes for ever. Refused under an agreement
    /// (`TKT-016`). Event `ticket-closed`.
    Decline {
        /// The ticket.
        ticket: u64,
    },
    /// Customer: reopens a closed ticket within 14 days (`TKT-019`), at most 3 times (`TKT-018`), unless it
    /// was declined or merged (`TKT-017`), in a new cycle on the newest version of its calendar: no first
    /// response, the next response at once, and for the resolution what was left of the target or a quarter
    /// of it, rounded up, whichever is more. Voids a rating (`rating-voided`). Best effort needs room in the
    /// intake again. Event `ticket-reopened`.
    Reopen {
        /// The ticket.
        ticket: u64,
        /// What is still wrong.
        content: Commitment,
    },
    /// Anyone: settles what time has made due on a ticket: lapses windows, books a running clock that is late
    /// for the first time or at another credit tier, retries refused bookings. Does nothing, and succeeds,
    /// where nothing is due. Misses are booked with the sender as keeper. Event `poked` where something was.
    Poke {
        /// The ticket.
        ticket: u64,
    },
    /// Anyone: [`ExecuteMsg::Poke`] for several tickets; misses of one agreement go to the escrow together.
    PokeMany {
        /// The tickets; 1 to 30, each once.
        tickets: Vec<u64>,
    },
    /// Customer: rates a covered ticket (`TKT-024`) that closed by confirmation or lapse (`TKT-025`), once
    /// (`TKT-026`), within 14 days of closing (`TKT-019`). Refused for whoever is an agent of the provider or
    /// was one within 90 days (`TKT-027`). Event `rated`.
    Rate {
        /// The ticket.
        ticket: u64,
        /// 1 to 8 answers from 1 to 5; the first is overall satisfaction.
        answers: Vec<u8>,
        /// A comment.
        comment: Option<Commitment>,
    },
}

/// What a customer says when it opens a ticket.
#[cw_serde]
#[derive(aftercare_json::FromJson, aftercare_json::ToJson)]
#[serde(deny_unknown_fields)]
pub struct OpenTicket {
    /// The agreement that covers it; absent for a best-effort ticket.
    pub agreement: Option<u64>,
    /// The provider; the agreement's where one is named.
    pub provider: String,
    /// How many are affected.
    pub impact: Level,
    /// How long it can wait. Impact and urgency give the priority.
    pub urgency: Level,
    /// A category of the provider's catalogue; 0 for none.
    pub category: u16,
    /// At most 8 tags of at most 32 bytes: lower-case letters, digits and hyphens, each once.
    pub tags: Vec<String>,
    /// The problem.
    pub content: Commitment,
    /// A salted hash of the number that another help desk gives it; at most 32 bytes.
    pub external_ref: Option<HexBinary>,
    /// The customer, where a delegate or an agent of the provider opens it.
    pub on_behalf_of: Option<String>,
    /// An earlier ticket between the same two that it has to do with.
    pub related: Option<u64>,
    /// Whether category, tags and reference stay unsaid until it is closed and the customer discloses them.
    /// Everything on a chain is public, so they are 0, none and absent until then.
    pub confidential: bool,
}

/// Where a ticket is. Time alone moves it from `awaiting_customer` to `resolved` and from there to
/// `closed` by lapse.
#[cw_serde]
#[derive(aftercare_json::FromJson, aftercare_json::ToJson, Eq, Copy)]
pub enum TicketStatus {
    /// No word from the provider yet.
    Open,
    /// The provider has answered.
    InProgress,
    /// The customer was asked.
    AwaitingCustomer,
    /// Both sides agreed to wait.
    OnHold,
    /// A bot has proposed a resolution.
    Suggested,
    /// A resolution is proposed.
    Resolved,
    /// At its end, unless it is reopened.
    Closed(CloseReason),
}

/// Questions.
#[cw_serde]
#[derive(aftercare_json::FromJson, aftercare_json::ToJson, QueryResponses)]
#[serde(deny_unknown_fields)]
pub enum QueryMsg {
    /// The escrow.
    #[returns(ConfigResponse)]
    Config {},
    /// A calendar, in its newest version or in an older one that clocks may still count on.
    #[returns(CalendarResponse)]
    Calendar {
        /// Its number.
        calendar: u64,
        /// Which version; absent for the newest.
        version: Option<u32>,
    },
    /// Agents of a provider, in address order.
    #[returns(Page<AgentResponse, Addr>)]
    Agents {
        /// The provider.
        provider: String,
        /// Last agent seen.
        start_after: Option<String>,
        /// Rows to examine; 10 by default, at most 30.
        limit: Option<u32>,
    },
    /// One agent of a provider.
    #[returns(Option<AgentResponse>)]
    Agent {
        /// The provider.
        provider: String,
        /// The agent.
        agent: String,
    },
    /// A provider's queues and categories.
    #[returns(Catalogue)]
    Queues {
        /// The provider.
        provider: String,
    },
    /// Delegates of a customer, in address order.
    #[returns(Page<DelegateResponse, Addr>)]
    Delegates {
        /// The customer.
        customer: String,
        /// Last delegate seen.
        start_after: Option<String>,
        /// Rows to examine; 10 by default, at most 30.
        limit: Option<u32>,
    },
    /// What is left of an agreement's quotas in the period that is running. Refused where the customer is
    /// another one.
    #[returns(AllowanceResponse)]
    Allowance {
        /// The customer.
        customer: String,
        /// The agreement.
        agreement: u64,
    },
    /// Tickets of which somebody is customer or provider and on which it is that one's turn, oldest first.
    #[returns(Page<TicketRow, u64>)]
    TicketsByTurn {
        /// Whose turn.
        who: String,
        /// Last ticket seen.
        start_after: Option<u64>,
        /// Rows to examine; 10 by default, at most 30.
        limit: Option<u32>,
    },
    /// Bookings that the escrow refused, by ticket; any poke sends them again.
    #[returns(Page<PendingBooking, PendingBooking>)]
    PendingBookings {
        /// Last booking seen.
        start_after: Option<PendingBooking>,
        /// Rows to examine; 10 by default, at most 30.
        limit: Option<u32>,
    },
    /// A provider's figures over some weeks, at most 30 of the last 53. Only covered tickets count.
    #[returns(ScorecardResponse)]
    Scorecard {
        /// The provider.
        provider: String,
        /// The first week; see [`ScorecardResponse`].
        from: u32,
        /// The last week.
        to: u32,
    },
    /// The rating of an agreement's period.
    #[returns(Option<RatingResponse>)]
    AgreementRating {
        /// The agreement.
        agreement: u64,
        /// The period, from 0.
        period: u32,
    },
    /// A provider's intake of best-effort tickets.
    #[returns(IntakeResponse)]
    Intake {
        /// The provider.
        provider: String,
    },
    /// One ticket.
    #[returns(TicketResponse)]
    Ticket {
        /// Its number.
        ticket: u64,
    },
    /// Tickets of a customer, oldest first.
    #[returns(Page<TicketRow, u64>)]
    TicketsByCustomer {
        /// The customer.
        customer: String,
        /// Whether closed ones are left out.
        open_only: bool,
        /// Last ticket seen.
        start_after: Option<u64>,
        /// Rows to examine; 10 by default, at most 30.
        limit: Option<u32>,
    },
    /// Tickets of a provider, oldest first.
    #[returns(Page<TicketRow, u64>)]
    TicketsByProvider {
        /// The provider.
        provider: String,
        /// Whether closed ones are left out.
        open_only: bool,
        /// Last ticket seen.
        start_after: Option<u64>,
        /// Rows to examine; 10 by default, at most 30.
        limit: Option<u32>,
    },
    /// Tickets of an agreement, oldest first.
    #[returns(Page<TicketRow, u64>)]
    TicketsByAgreement {
        /// The agreement.
        agreement: u64,
        /// Whether closed ones are left out.
        open_only: bool,
        /// Last ticket seen.
        start_after: Option<u64>,
        /// Rows to examine; 10 by default, at most 30.
        limit: Option<u32>,
    },
    /// A ticket's history lines, oldest first, with the head that they chain up to.
    #[returns(HistoryResponse)]
    History {
        /// The ticket.
        ticket: u64,
        /// Last line seen, from 0.
        start_after: Option<u32>,
        /// Rows to examine; 10 by default, at most 30.
        limit: Option<u32>,
    },
    /// All clocks of a ticket's current cycle, results of earlier ones, and a page of intervals between the
    /// lines of its history that say what counted and what did not.
    #[returns(ClockResponse)]
    Clock {
        /// The ticket.
        ticket: u64,
        /// Line that began the last interval seen.
        start_after: Option<u32>,
        /// Intervals to examine; 10 by default, at most 30.
        limit: Option<u32>,
    },
    /// When a span of counted time would be used up; the function that decides misses answers.
    #[returns(DeadlineQuote)]
    QuoteDeadline {
        /// The calendar; absent for every second of every day.
        calendar: Option<u64>,
        /// From when it counts.
        start: UnixTime,
        /// Counted seconds.
        span: Seconds,
    },
    /// Who must act on a ticket, by when, and what happens otherwise.
    #[returns(NextStep)]
    NextStep {
        /// The ticket.
        ticket: u64,
    },
    /// Tickets that time may have changed before an instant, most overdue first; a hint that may be early
    /// and is never late.
    #[returns(Page<DueRow, DueRow>)]
    Due {
        /// Only what is due at or before this instant.
        before: UnixTime,
        /// Last row seen.
        start_after: Option<DueRow>,
        /// Rows to examine; 10 by default, at most 30.
        limit: Option<u32>,
    },
    /// Covered tickets and unsettled ones of an agreement.
    #[returns(AgreementTicketsResponse)]
    AgreementTickets {
        /// The agreement.
        agreement: u64,
    },
    /// The rating of a ticket.
    #[returns(Option<RatingResponse>)]
    Rating {
        /// The ticket.
        ticket: u64,
    },
}

/// What was set at instantiation.
#[cw_serde]
#[derive(aftercare_json::FromJson, aftercare_json::ToJson, Eq)]
pub struct ConfigResponse {
    /// The escrow.
    pub escrow: Addr,
}

/// A calendar.
#[cw_serde]
#[derive(aftercare_json::FromJson, aftercare_json::ToJson, Eq)]
pub struct CalendarResponse {
    /// Its number.
    pub id: u64,
    /// Who published it.
    pub owner: Addr,
    /// Its version, from 1.
    pub version: u32,
    /// Its hours.
    pub calendar: Calendar,
}

/// A provider's intake of best-effort tickets.
#[cw_serde]
#[derive(aftercare_json::FromJson, aftercare_json::ToJson, Eq)]
pub struct IntakeResponse {
    /// Whether people without an agreement may open tickets.
    pub open_to_public: bool,
    /// The most such tickets open at a time.
    pub max_open: u32,
    /// Such tickets open now.
    pub open: u32,
}

/// A ticket.
#[cw_serde]
#[derive(aftercare_json::FromJson, aftercare_json::ToJson, Eq)]
pub struct TicketResponse {
    /// Its number.
    pub ticket: u64,
    /// The agreement that was named; absent for a best-effort ticket.
    pub agreement: Option<u64>,
    /// What it rests on.
    pub standing: TicketStanding,
    /// The customer.
    pub customer: Addr,
    /// The provider.
    pub provider: Addr,
    /// In whose hands it is now, among the provider's agents.
    pub holder: Option<Addr>,
    /// The queue in which it waits; 0 for none.
    pub queue: u8,
    /// Its priority.
    pub priority: Priority,
    /// The priority that impact and urgency gave; a used-up urgent quota makes its own a lower one.
    pub asked: Priority,
    /// A category of the provider's catalogue; 0 for none.
    pub category: u16,
    /// Its tags.
    pub tags: Vec<String>,
    /// Whether category, tags and reference are not said.
    pub confidential: bool,
    /// The problem.
    pub content: Commitment,
    /// A salted hash of another help desk's number.
    pub external_ref: Option<HexBinary>,
    /// An earlier ticket that it has to do with.
    pub related: Option<u64>,
    /// Who opened it, where it was not the customer.
    pub opener: Option<Addr>,
    /// When it was opened.
    pub opened_at: UnixTime,
    /// What it was promised at opening; absent for a best-effort ticket.
    pub targets: Option<Targets>,
    /// Where it is now.
    pub status: TicketStatus,
    /// When it closed, where it is closed.
    pub closed_at: Option<UnixTime>,
    /// Its cycle: 0 until its first reopening.
    pub cycle: u32,
    /// Knowledge items that its proposed resolution cites.
    pub cited: Vec<u64>,
    /// Lines in its history.
    pub lines: u32,
    /// Head of its history's hash chain.
    pub head: HexBinary,
    /// The block time for which this was computed.
    pub as_of: UnixTime,
}

/// What a list shows of a ticket.
#[cw_serde]
#[derive(aftercare_json::FromJson, aftercare_json::ToJson, Eq)]
pub struct TicketRow {
    /// Its number.
    pub ticket: u64,
    /// Where it is now.
    pub status: TicketStatus,
    /// Its priority.
    pub priority: Priority,
    /// Whose turn it is, by when, and what happens otherwise.
    pub next_step: NextStep,
}

/// A page of a ticket's history.
#[cw_serde]
#[derive(aftercare_json::FromJson, aftercare_json::ToJson, Eq)]
pub struct HistoryResponse {
    /// The first head, before any line: it commits to chain, registry and ticket.
    pub genesis: HexBinary,
    /// The head after the newest line.
    pub head: HexBinary,
    /// The page.
    pub lines: Page<HistoryLine, u32>,
}

/// One line of a ticket's history.
#[cw_serde]
#[derive(aftercare_json::FromJson, aftercare_json::ToJson, Eq)]
pub struct HistoryLine {
    /// Its place, from 0.
    pub index: u32,
    /// What happened: `opened`, `replied`, `asked`, `proposed`, `accepted`, `rejected`, `cancelled`, `declined`,
    /// `reopened`, `rated`, `lapsed` or `missed`.
    pub kind: String,
    /// Who did it.
    pub actor: Addr,
    /// When.
    pub time: UnixTime,
    /// Role, resulting state and every other field that a clock depends on, in the bytes that are hashed; the
    /// registry's `history` module lists them by kind.
    pub detail: HexBinary,
    /// Hash of what was said.
    pub commitment: Option<HexBinary>,
}

/// When a span of counted time would be used up.
#[cw_serde]
#[derive(aftercare_json::FromJson, aftercare_json::ToJson, Eq)]
pub struct DeadlineQuote {
    /// The last second that meets it.
    pub due_at: UnixTime,
}

/// Something due on a ticket.
#[cw_serde]
#[derive(aftercare_json::FromJson, aftercare_json::ToJson, Eq)]
#[serde(deny_unknown_fields)]
pub struct DueRow {
    /// Not before this instant.
    pub at: UnixTime,
    /// The ticket.
    pub ticket: u64,
}

/// Ticket counts of an agreement.
#[cw_serde]
#[derive(aftercare_json::FromJson, aftercare_json::ToJson, Eq)]
pub struct AgreementTicketsResponse {
    /// Covered tickets, ever.
    pub opened: u32,
    /// Covered tickets not closed, and failed bookings.
    pub unsettled: u32,
}

/// A rating.
#[cw_serde]
#[derive(aftercare_json::FromJson, aftercare_json::ToJson, Eq)]
pub struct RatingResponse {
    /// Answers; the first is overall satisfaction.
    pub answers: Vec<u8>,
    /// Hash of a comment.
    pub comment: Option<HexBinary>,
    /// When it was given.
    pub rated_at: UnixTime,
}

/// Migration: refuses foreign contracts, the same version again, and downgrades.
#[cw_serde]
#[derive(aftercare_json::FromJson, aftercare_json::ToJson)]
#[serde(deny_unknown_fields)]
pub struct MigrateMsg {}
