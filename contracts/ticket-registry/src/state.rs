//! Every storage key of this contract.
//!
//! What many messages write has a name as short as a word can be: each byte of it costs 30 gas a write.
//! Records are packed as `aftercare_kit::store` says. Beside the keys below stand those that other contracts read raw, in the layout of
//! `aftercare_interface::raw`: `peers` (written once), `agreement/{id}` (opening, closing, reopening,
//! failed bookings, raising), `fact/{ticket}` (closing, rating; removed by a reopening),
//! `agent/{provider}/{agent}` (by the provider), `delegate/{customer}/{delegate}` (by the customer) and
//! `calendar/{id}` (by its owner).

use aftercare_domain::calendar::Calendar;
use aftercare_domain::history::Head;
use aftercare_domain::policy::{Priority, ServiceHours, Targets};
use aftercare_domain::ticket::{Clocks, Periods, Progress};
use aftercare_domain::time::{Seconds, UnixTime};
use aftercare_interface::sla_escrow::Miss;
use aftercare_interface::{packed_enums, packed_structs, Commitment};
use aftercare_kit::store::{Item, Map};
use cosmwasm_std::{Addr, HexBinary};

mod people;

pub use crate::case::Offer;
pub use people::*;

/// Number of the newest ticket; absent before the first one.
pub const TICKET_COUNT: Item<u64> = Item::new("ticket-count");
/// Number of the newest calendar; absent before the first one.
pub const CALENDAR_COUNT: Item<u64> = Item::new("calendar-count");

/// (calendar, version) → its hours. Written once by whoever publishes it; at most 21 weekly spans, 64
/// exceptions and 16 offset changes.
pub const CALENDARS: Map<(u64, u32), Calendar> = Map::new("calendars");

/// (calendar, year) → local days of that year that its versions have closed. At most 15. Absent: none.
pub const CLOSED_DAYS: Map<(u64, u32), u32> = Map::new("closed-days");

/// Provider → whether it takes best-effort tickets. Written by the provider; absent: it does not.
pub const INTAKES: Map<&Addr, Intake> = Map::new("intakes");
/// Provider → its best-effort tickets that are not closed. Absent: none.
pub const INTAKE_OPEN: Map<&Addr, u32> = Map::new("intake-open");
/// (provider, customer) → their one best-effort ticket that is not closed. Removed when it closes.
pub const BEST_EFFORT: Map<(&Addr, &Addr), u64> = Map::new("best-effort");
/// (provider, address) → present once the address has opened a covered ticket with the provider, or was named
/// or has acted as the delegate of a customer of it. The provider can then no longer name it an agent, and so
/// take its rating away or its words over.
pub const SERVED: Map<(&Addr, &Addr), ()> = Map::new("served");

/// Ticket → what hardly ever changes and every message needs. Written at opening, when it is acknowledged, and
/// with the priority.
pub const TICKETS: Map<u64, Ticket> = Map::new("tickets");
/// Ticket → what rarely changes and few messages need. Written at opening, again when it is acknowledged or
/// disclosed.
pub const SUBJECTS: Map<u64, Subject> = Map::new("subjects");
/// Ticket → what every message rewrites. The hot record.
pub const COURSES: Map<u64, Course> = Map::new("course");
/// (ticket, cycle) → the final clocks of a cycle that a reopening ended. At most 3 a ticket.
pub const RESULTS: Map<(u64, u32), Clocks> = Map::new("results");
/// (ticket, line counted from the newest) → the hours in which its clocks count from that line on. Absent
/// while they never changed. Written with each change of priority or calendar version.
pub const HOURS: Map<(u64, u32), HoursOf> = Map::new("hours");
/// Ticket → the last second of the hold that the provider proposed last. Removed when the customer agrees,
/// and by a reopening.
pub const HOLDS: Map<u64, UnixTime> = Map::new("holds");
/// Ticket → how often the customer raised its priority. Absent: never.
pub const RAISES: Map<u64, Raises> = Map::new("raises");
/// Ticket → the merge that the provider proposed last. Removed by a reopening.
pub const MERGES: Map<u64, Merge> = Map::new("merges");
/// (ticket, index) → a line of its history, from 1; the first says what [`TICKETS`] and [`SUBJECTS`] do, and
/// is stored only once those change. One or two a message, never changed.
pub const LINES: Map<(u64, u32), Line> = Map::new("line");
/// (customer, ticket): the tickets of a customer. Written at opening.
pub const BY_CUSTOMER: Map<(&Addr, u64), ()> = Map::new("by-customer");
/// (provider, ticket): the tickets of a provider. Written at opening.
pub const BY_PROVIDER: Map<(&Addr, u64), ()> = Map::new("by-provider");
/// (agreement, ticket): the covered tickets of an agreement. Written at opening.
pub const BY_AGREEMENT: Map<(u64, u64), ()> = Map::new("by-agreement");

/// (instant, ticket): when time changes something next. At most one entry a ticket, the one that its
/// [`Course`] names; may be early, is never late.
pub const DUE: Map<(u64, u64), ()> = Map::new("due");

/// (first ticket + 2⁴⁸ × place in its message) of a booking → the misses that were sent with it last. Found
/// by the reply when the escrow refuses; otherwise overwritten by the next booking of the same number. At
/// most 30 misses.
pub const SENT: Map<u64, Vec<Miss>> = Map::new("sent");
/// (ticket, cycle, metric, ordinal) → a miss that the escrow refused. Written by the reply, removed when a
/// poke sends it again, 30 at a time.
pub const FAILED: Map<MissKey, Miss> = Map::new("failed");

/// Ticket, cycle, metric, ordinal.
pub type MissKey = (u64, (u32, (u8, u32)));

/// Whether and how far a provider takes best-effort tickets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Intake {
    /// Whether people without an agreement may open tickets.
    pub open_to_public: bool,
    /// The most such tickets open at a time.
    pub max_open: u32,
}

/// What hardly ever changes on a ticket and every message needs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ticket {
    /// Who is served.
    pub customer: Addr,
    /// Who serves.
    pub provider: Addr,
    /// What was promised; absent for a best-effort ticket.
    pub promise: Option<Promise>,
    /// Why an agreement that was named promises nothing; absent where it does or none was named.
    pub unpromised: Option<Unpromised>,
    /// Its priority, where it is no longer that of its opening.
    pub priority: Option<Priority>,
    /// A lower priority that waits for the customer's consent.
    pub triage: Option<Offer>,
}

/// Why a ticket that names an agreement is promised nothing by it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unpromised {
    /// An agent of the provider opened it, and the customer has not acknowledged it.
    Offered(u64),
    /// The quota of covered tickets was used up.
    BeyondQuota(u64),
}

/// What an agreement promised for a ticket: that of its priority, of the terms frozen at its opening.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Promise {
    /// The agreement.
    pub agreement: u64,
    /// The agreement's frozen terms, whose credit tiers never change.
    pub terms: u64,
    /// The targets of the ticket's priority.
    pub targets: Targets,
    /// The version of the calendar that was in force; 0 where every second counts.
    pub calendar_version: u32,
    /// How long the customer has to answer a question or a proposal.
    pub window: Seconds,
    /// The agreement's periods, in which missed updates are counted; absent where no priority promises any.
    pub periods: Option<Periods>,
}

/// Hours, and of a calendar which version.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HoursOf {
    /// The hours.
    pub hours: ServiceHours,
    /// The version of the calendar; 0 where every second counts.
    pub version: u32,
}

/// How often the customer raised a priority.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Raises {
    /// How often.
    pub count: u8,
    /// When it did last.
    pub last: UnixTime,
}

/// A merge that waits for the customer's agreement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Merge {
    /// The ticket that goes on.
    pub into: u64,
    /// Whether both are the same matter.
    pub duplicate: bool,
}

/// What rarely changes on a ticket and few messages need.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Subject {
    /// With which it opened, or was acknowledged.
    pub priority: Priority,
    /// What impact and urgency gave; a used-up urgent quota makes the priority a lower one.
    pub asked: Priority,
    /// A category of the provider's catalogue; 0 for none.
    pub category: u16,
    /// At most 8.
    pub tags: Vec<String>,
    /// The problem.
    pub content: Commitment,
    /// A salted hash of another help desk's number; at most 32 bytes.
    pub external_ref: Option<HexBinary>,
    /// When it was opened.
    pub opened_at: UnixTime,
    /// Who opened it, where it was not the customer.
    pub opener: Option<Addr>,
    /// An earlier ticket between the same two.
    pub related: Option<u64>,
    /// Whether category, tags and reference are not said.
    pub confidential: bool,
    /// Whether the customer has acknowledged what an agent had opened.
    pub acknowledged: bool,
}

impl Subject {
    /// The priority in the first line of its history.
    #[must_use]
    pub const fn asked_at_opening(&self) -> Priority {
        if self.acknowledged {
            self.asked
        } else {
            self.priority
        }
    }
}

/// What every message rewrites.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Course {
    /// Stage, clocks and cycle as people left them.
    pub progress: Progress,
    /// Lines in the history.
    pub lines: u32,
    /// Head of the history's hash chain.
    pub head: Head,
    /// This ticket's entry in [`DUE`].
    pub due: Option<UnixTime>,
    /// Entries of this ticket in [`FAILED`].
    pub failed: u32,
    /// Who of the provider works on it.
    pub desk: Desk,
}

/// A line of a history.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// What happened.
    pub kind: String,
    /// Who did it.
    pub actor: Addr,
    /// When.
    pub time: UnixTime,
    /// Every field that a clock depends on; see [`crate::history`].
    pub detail: HexBinary,
    /// Hash of what was said.
    pub commitment: Option<Head>,
}

packed_structs! {
    Intake { open_to_public, max_open }
    Ticket { customer, provider, promise, unpromised, priority, triage }
    Promise { agreement, terms, targets, calendar_version, window, periods }
    HoursOf { hours, version }
    Raises { count, last }
    Merge { into, duplicate }
    Subject {
        priority, asked, category, tags, content, external_ref, opened_at, opener, related, confidential,
        acknowledged,
    }
    Course { progress, lines, head, due, failed, desk }
    Line { kind, actor, time, detail, commitment }
}

packed_enums! {
    Unpromised { 0: Offered(agreement), 1: BeyondQuota(agreement) }
}
