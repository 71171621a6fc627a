//! The bytes of history lines: every field that a clock depends on.
//!
//! Numbers are big end first. Every line but the first and `missed` begins with the actor's role (u8: 0
//! customer, 1 provider, 2 time) and the state after it (u8: 0 open, 1 in progress, 2 awaiting customer,
//! 3 resolved, 4 closed). What follows:
//!
//! | kind | detail |
//! | --- | --- |
//! | `opened` | agreement u64 (0: none), terms u64, priority u8 (0 = P1), calendar u64 (0: always), calendar version u32, first response target u64 (0: none), resolution target u64 (0: none), confirm window u64 |
//! | `replied`, `asked`, `rejected`, `accepted`, `cancelled`, `declined` | nothing |
//! | `proposed` | each cited item u64 |
//! | `lapsed` | the instant at which it lapsed u64; the line's time is when that was settled |
//! | `reopened` | cycle u32, resolution target u64 (0: none) |
//! | `rated` | each answer u8 |
//! | `missed` | metric u8, cycle u32, due u64, late u64, target u64 |

use aftercare_domain::history::{append, first_head, Head, Line as Sealed, Origin};
use aftercare_domain::policy::{ServiceHours, DEFAULT_CONFIRM_WINDOW};
use aftercare_domain::ticket::{Action, Progress, Role};
use aftercare_domain::time::Seconds;
use aftercare_interface::Commitment;
use cosmwasm_std::{Addr, Env, HexBinary, StdError, StdResult};

use crate::case::{Case, Late};
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

    /// Adds another detail.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        self.bytes(&other.0)
    }

    fn u8(self, number: u8) -> Self {
        self.bytes(&[number])
    }

    fn u32(self, number: u32) -> Self {
        self.bytes(&number.to_be_bytes())
    }

    fn u64(self, number: u64) -> Self {
        self.bytes(&number.to_be_bytes())
    }

    fn span(self, span: Option<Seconds>) -> Self {
        self.u64(span.map_or(0, |span| span.0))
    }
}

/// The kind of the line that an act leaves.
#[must_use]
pub const fn kind(action: Action) -> &'static str {
    match action {
        Action::Reply => "replied",
        Action::Ask => "asked",
        Action::Propose => "proposed",
        Action::Accept => "accepted",
        Action::Reject => "rejected",
        Action::Cancel => "cancelled",
        Action::Decline => "declined",
        Action::Reopen => "reopened",
        Action::Rate => "rated",
        Action::Lapse => "lapsed",
        Action::Claim => "claimed",
        Action::Assign => "assigned",
        Action::HandOver => "handed_over",
        Action::Queue => "queued",
        Action::Note => "noted",
        Action::Link => "linked",
        Action::Escalate => "escalated",
        Action::Disclose => "disclosed",
        _ => "other",
    }
}

/// The first line's detail.
pub fn opened(promise: Option<&Promise>, subject: &Subject, window: Seconds) -> Detail {
    let priority = u8::try_from(subject.priority.index()).unwrap_or(u8::MAX);
    let targets = promise.map(|promise| promise.targets);
    let calendar = match targets.map(|targets| targets.hours) {
        Some(ServiceHours::Calendar(calendar)) => calendar,
        _ => 0,
    };
    Detail::default()
        .u64(promise.map_or(0, |promise| promise.agreement))
        .u64(promise.map_or(0, |promise| promise.terms))
        .u8(priority)
        .u64(calendar)
        .u32(promise.map_or(0, |promise| promise.calendar_version))
        .span(targets.and_then(|targets| targets.first_response))
        .span(targets.and_then(|targets| targets.resolution))
        .span(Some(window))
}

/// What every act begins with, and what a reopening and a lapse add.
pub fn done(action: Action, role: Role, progress: &Progress) -> Detail {
    let detail = Detail::default()
        .u8(role.index())
        .u8(progress.state().index());
    match action {
        Action::Reopen => detail
            .u32(progress.cycle)
            .span(progress.clocks.resolution.map(|clock| clock.target)),
        Action::Lapse => detail.u64(0),
        _ => detail,
    }
}

/// A miss that is sent to the escrow.
pub fn missed(late: &Late) -> Detail {
    Detail::default()
        .u8(late.metric.index())
        .u32(late.cycle)
        .u64(late.due.0)
        .u64(late.late.0)
        .u64(late.target.0)
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
    let promise = case.ticket.promise.as_ref().filter(|_| !subject.acknowledged);
    let window = promise.map_or(DEFAULT_CONFIRM_WINDOW, |promise| promise.window);
    let detail = opened(promise, subject, window);
    let opener = subject.opener.as_ref();
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
