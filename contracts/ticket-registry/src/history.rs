//! The bytes of history lines: every field that a clock depends on.
//!
//! Numbers are big end first. Every line but the first begins with the actor's role (u8: 0
//! customer, 1 provider, 2 time, 3 bot), the state after it (u8: 0 open, 1 in progress, 2 awaiting customer,
//! 3 resolved, 4 closed, 5 on hold, 6 suggested) and the clocks after it (u8: bits 0 to 3 say whether first
//! response, next response, update, resolution count from then on, bits 4 to 7 are the cycle). What follows:
//!
//! | kind | detail |
//! | --- | --- |
//! | `opened` | agreement u64 (0: none), terms u64, *promise*, confirm window u64, first second of period 0 u64, length of a period u64 (0: no updates are promised) |
//! | `replied` | whether the customer expects an answer u8; 0 of the provider |
//! | `hold_proposed`, `held` | last second of the hold u64 |
//! | `proposed` | each cited item u64 |
//! | `rejected` | seconds of the wait that the resolution has used u64 |
//! | `triage_proposed` | last second in which an objection is in time u64 (0: it holds at once), *promise* |
//! | `raised`, `lowered` | *promise* |
//! | `lapsed`, `triage_lapsed` | the instant at which it lapsed u64; the line's time is when that was settled |
//! | `merge_proposed` | the other ticket u64, whether it is a duplicate u8 |
//! | `merged`, `duplicated` | the other ticket u64 |
//! | `absorbed` | the other ticket u64, seconds that first response, next response, update, resolution have used more for it, each u64 |
//! | `acknowledged` | what `opened` says, with the promise that holds from then on; all clocks begin |
//! | `claimed`, `assigned`, `handed_over` | number of the agent u32 |
//! | `queued` | the queue u8 |
//! | `linked` | the other ticket u64 |
//! | `reopened` | cycle u32, resolution target u64 (0: none), calendar version u32 |
//! | `rated` | each answer u8 |
//! | `missed` | metric u8, cycle u32, ordinal u32 (of an update: the period), due u64, counted seconds late u64 (of an update: how many), target u64 (0 of an update) |
//! | others | nothing of the clocks |
//!
//! A *promise* is: priority u8 (0 = P1), calendar u64 (0: always), calendar version u32, targets of first
//! response, next response, update, resolution, each u64 (0: none).

use aftercare_domain::clock::Phase;
use aftercare_domain::credit::Measure;
use aftercare_domain::history::{append, first_head, Head, Line as Sealed, Origin};
use aftercare_domain::policy::{Metric, Priority, ServiceHours, Targets, DEFAULT_CONFIRM_WINDOW};
use aftercare_domain::ticket::{Action, Progress, Role, State};
use aftercare_domain::time::{Seconds, UnixTime};
use aftercare_interface::Commitment;
use cosmwasm_std::{Addr, Env, HexBinary, StdError, StdResult};

use crate::case::{Case, Late, Offer};
use crate::context::Context;
use crate::event::LineAppended;
use crate::state::{Line, Promise, Subject, LINES};
use crate::ContractError;

/// A detail under construction.
#[derive(Default)]
pub struct Detail(Vec<u8>);

impl Detail {
    /// Adds bytes as they are.
    #[must_use]
    pub fn bytes(mut self, bytes: &[u8]) -> Self {
        self.0.extend_from_slice(bytes);
        self
    }

    /// Adds a number.
    #[must_use]
    pub fn u8(self, number: u8) -> Self {
        self.bytes(&[number])
    }

    /// Adds a number.
    #[must_use]
    pub fn u32(self, number: u32) -> Self {
        self.bytes(&number.to_be_bytes())
    }

    /// Adds a number.
    #[must_use]
    pub fn u64(self, number: u64) -> Self {
        self.bytes(&number.to_be_bytes())
    }

    /// Adds a priority with what it promises.
    #[must_use]
    pub fn promised(self, offer: &Offer) -> Self {
        let (targets, version) = offer.promise.unzip();
        let calendar = match targets.map(|targets: Targets| targets.hours) {
            Some(ServiceHours::Calendar(calendar)) => calendar,
            _ => 0,
        };
        let detail = self
            .u8(u8::try_from(offer.priority.index()).unwrap_or(u8::MAX))
            .u64(calendar)
            .u32(version.unwrap_or(0));
        Metric::OF_TICKETS
            .into_iter()
            .fold(detail, |detail, metric| {
                detail.span(targets.and_then(|targets| targets.of(metric)))
            })
    }

    /// What was added so far.
    #[must_use]
    pub fn into_bytes(self) -> Vec<u8> {
        self.0
    }

    /// Adds another detail.
    #[must_use]
    pub fn and(self, other: &Self) -> Self {
        self.bytes(&other.0)
    }

    fn span(self, span: Option<Seconds>) -> Self {
        self.u64(span.map_or(0, |span| span.0))
    }
}

/// The kind of the line that an act leaves.
#[must_use]
pub const fn kind(action: Action) -> &'static str {
    use Action as A;
    match action {
        A::Reply => "replied",
        A::Ask => "asked",
        A::ProposeHold => "hold_proposed",
        A::AgreeHold => "held",
        A::EndPause => "pause_ended",
        A::FlagHollow => "flagged_hollow",
        A::Propose => "proposed",
        A::Accept => "accepted",
        A::Reject => "rejected",
        A::ProposeTriage => "triage_proposed",
        A::ConsentTriage => "triage_accepted",
        A::ObjectTriage => "triage_objected",
        A::Raise => "raised",
        A::Lower => "lowered",
        A::Escalate => "escalated",
        A::Note => "noted",
        A::Link => "linked",
        A::ProposeMerge => "merge_proposed",
        A::Merge => "merged",
        A::Duplicate => "duplicated",
        A::Cancel => "cancelled",
        A::Decline => "declined",
        A::Reopen => "reopened",
        A::Acknowledge => "acknowledged",
        A::Claim => "claimed",
        A::Assign => "assigned",
        A::Queue => "queued",
        A::HandOver => "handed_over",
        A::Rate => "rated",
        A::Lapse => "lapsed",
        A::Disclose => "disclosed",
    }
}

/// The first line's detail.
pub fn opened(promise: Option<&Promise>, (priority, window): (Priority, Seconds)) -> Detail {
    let offer = Offer {
        priority,
        promise: promise.map(|promise| (promise.targets, promise.calendar_version)),
        until: UnixTime::default(),
    };
    let periods = promise.and_then(|promise| promise.periods);
    Detail::default()
        .u64(promise.map_or(0, |promise| promise.agreement))
        .u64(promise.map_or(0, |promise| promise.terms))
        .promised(&offer)
        .u64(window.0)
        .u64(periods.map_or(0, |periods| periods.from.0))
        .u64(periods.map_or(0, |periods| periods.length.0))
}

/// What every act begins with, and what a reopening adds.
pub fn done(action: Action, role: Role, progress: &Progress) -> Detail {
    let detail = Detail::default()
        .u8(role.index())
        .u8(progress.state().index())
        .u8(clocks(progress));
    match action {
        Action::Reopen => detail
            .u32(progress.cycle)
            .span(progress.clocks.resolution.map(|clock| clock.target)),
        _ => detail,
    }
}

/// Which clocks count from now on, and the cycle.
pub fn clocks(progress: &Progress) -> u8 {
    let running = |(place, metric): (u8, Metric)| {
        let clock = progress.clocks.of(metric);
        let runs = clock.is_some_and(|clock| matches!(clock.phase, Phase::Running(_)));
        u8::from(runs).checked_shl(place.into()).unwrap_or(0)
    };
    let bits = (0..).zip(Metric::OF_TICKETS).map(running);
    let cycle = u8::try_from(progress.cycle).unwrap_or(u8::MAX);
    bits.fold(cycle.checked_shl(4).unwrap_or(0), |all, bit| all | bit)
}

/// A miss that is latched.
pub fn missed(late: &Late, progress: &Progress) -> Detail {
    let (amount, target) = match late.measure {
        Measure::Late { late, target } => (late.0, target.0),
        Measure::Count { number } => (number.into(), 0),
        Measure::Below { .. } => (0, 0),
    };
    done(Action::Lapse, Role::Anyone, progress)
        .u8(late.metric.index())
        .u32(late.cycle)
        .u32(late.ordinal)
        .u64(late.due.0)
        .u64(amount)
        .u64(target)
}

/// What a line says of the clocks from it on.
pub struct Reading {
    /// From when on: a lapse is told later than it happens.
    pub at: UnixTime,
    /// The state.
    pub state: State,
    /// Which clocks count, and the cycle.
    pub clocks: u8,
    /// What each clock has used more through the line itself, in the order of metrics.
    pub added: [Seconds; 4],
}

/// Reads a line as it is written above.
#[must_use]
pub fn read(line: &Line) -> Reading {
    let detail = line.detail.as_slice();
    let number = |at: usize| {
        let rest = detail.get(at..).and_then(|rest| rest.first_chunk::<8>());
        u64::from_be_bytes(rest.copied().unwrap_or_default())
    };
    let seconds = |at| Seconds(number(at));
    let none = Seconds::ZERO;
    let (at, added) = match line.kind.as_str() {
        "lapsed" | "triage_lapsed" => (UnixTime(number(HEAD)), [none; 4]),
        "rejected" => (line.time, [none, none, none, seconds(HEAD)]),
        "absorbed" => (line.time, [11, 19, 27, 35].map(seconds)),
        _ => (line.time, [none; 4]),
    };
    let states = State::ALL.iter().copied();
    let index = detail.get(1).copied();
    let found = states
        .filter(|_| line.kind != "opened")
        .find(|state| Some(state.index()) == index);
    Reading {
        at,
        state: found.unwrap_or(State::Open),
        clocks: match line.kind.as_str() {
            "opened" => opening_clocks(detail),
            _ => detail.get(2).copied().unwrap_or_default(),
        },
        added,
    }
}

/// The bytes with which every line but the first begins.
const HEAD: usize = 3;
/// Where the first line's targets begin.
const TARGETS: usize = 29;

/// The clocks of a ticket that was just opened: all that have a target but the next response.
fn opening_clocks(detail: &[u8]) -> u8 {
    let promised = |place: usize| {
        let at = TARGETS.saturating_add(place.saturating_mul(8));
        let target = detail.get(at..).and_then(|rest| rest.first_chunk::<8>());
        target.is_some_and(|target| *target != [0; 8])
    };
    [(0, 1), (2, 4), (3, 8)]
        .into_iter()
        .filter(|(place, _)| promised(*place))
        .fold(0, |bits, (_, bit)| bits | bit)
}

/// A line's place in an order that begins with the newest.
#[must_use]
pub const fn newest_first(line: u32) -> u32 {
    u32::MAX.saturating_sub(line)
}

/// The head before any line.
pub fn genesis(env: &Env, ticket: u64) -> Head {
    first_head(&Origin {
        chain: &env.block.chain_id,
        registry: env.contract.address.as_str(),
        ticket,
    })
}

/// Adds a line and moves the head.
pub fn add(
    context: &mut Context<'_>,
    case: &mut Case,
    (kind, detail): (&'static str, Detail),
    content: Option<&Commitment>,
) -> Result<(), ContractError> {
    let commitment = content.map(|content| hash(&content.hash)).transpose()?;
    let sealed = Sealed {
        kind,
        actor: context.sender.as_str(),
        time: context.now,
        detail: &detail.0,
        commitment,
    };
    let head = append(&case.course.head, &sealed);
    let line = stored(&sealed, context.sender.clone());
    let index = case.course.lines;
    if index > 0 {
        LINES.save(context.deps.storage, (case.id, index), &line);
    }
    case.course.head = head;
    case.course.lines = index.saturating_add(1);
    context.tell(appended((case.id, index), (kind, line), &head));
    Ok(())
}

/// The first line. The ticket's own records say all of it, so it is not stored again.
///
/// # Errors
/// A stored commitment whose hash has another length.
pub fn opening(case: &Case, subject: &Subject) -> StdResult<Line> {
    // What was promised with the acknowledgement stands in that line.
    let promise = case
        .ticket
        .promise
        .as_ref()
        .filter(|_| !subject.acknowledged);
    let window = promise.map_or(DEFAULT_CONFIRM_WINDOW, |promise| promise.window);
    let opener = subject.opener.as_ref();
    let detail = opened(promise, (subject.asked_at_opening(), window));
    Ok(Line {
        kind: "opened".to_owned(),
        actor: opener.unwrap_or(&case.ticket.customer).clone(),
        time: subject.opened_at,
        detail: HexBinary::from(detail.0),
        commitment: Some(hash(&subject.content.hash)?),
    })
}

fn stored(sealed: &Sealed<'_>, actor: Addr) -> Line {
    Line {
        kind: sealed.kind.to_owned(),
        actor,
        time: sealed.time,
        detail: HexBinary::from(sealed.detail),
        commitment: sealed.commitment,
    }
}

fn appended(
    (ticket, index): (u64, u32),
    (kind, line): (&'static str, Line),
    head: &Head,
) -> LineAppended {
    LineAppended {
        ticket,
        index,
        kind,
        actor: line.actor,
        time: line.time,
        detail: line.detail,
        commitment: line.commitment.map(|hash| HexBinary::from(&hash)),
        head: HexBinary::from(head),
    }
}

fn hash(bytes: &HexBinary) -> StdResult<Head> {
    bytes
        .to_array()
        .map_err(|_| StdError::invalid_data_size(32, bytes.len()))
}
