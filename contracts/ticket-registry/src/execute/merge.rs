//! Two tickets become one: proposed by the provider, agreed to by the customer.

use aftercare_domain::clock::Clock;
use aftercare_domain::policy::Metric;
use aftercare_domain::ticket::{Action, Role, State, Used};
use aftercare_domain::time::Seconds;

use super::Done;
use crate::case::{Case, Word};
use crate::context::Context;
use crate::event::{MergeProposed, TicketMerged};
use crate::state::{Merge, MERGES};
use crate::{history, ContractError};

/// The provider proposes that another ticket goes on instead.
pub fn propose(context: &mut Context<'_>, ticket: u64, (into, duplicate): (u64, bool)) -> Done {
    let mut case = Case::settled(context, ticket)?;
    case.role_for(context, Action::ProposeMerge)?;
    let other = Case::seen(context.deps.storage, into, context.now)?;
    check_pair(&case, &other)?;
    let word = Word {
        extra: [&into.to_be_bytes()[..], &[duplicate.into()]].concat(),
        ..Word::silent(Action::ProposeMerge)
    };
    case.act(context, word)?;
    let merge = Merge { into, duplicate };
    MERGES.save(context.deps.storage, ticket, &merge);
    context.tell(MergeProposed {
        ticket,
        actor: context.sender.clone(),
        into,
        duplicate,
        state: case.state_word(),
    });
    case.save(context)?;
    Ok("propose_merge")
}

/// The customer agrees: what is overdue on both is booked, then the other takes the larger used time.
pub fn agree(context: &mut Context<'_>, ticket: u64) -> Done {
    let mut case = Case::settled(context, ticket)?;
    let found = MERGES.may_load(context.deps.storage, ticket)?;
    let action = match found {
        Some(Merge {
            duplicate: true, ..
        }) => Action::Duplicate,
        _ => Action::Merge,
    };
    case.role_for(context, action)?;
    let merge = found.ok_or(ContractError::NoMerge { ticket })?;
    let mut other = Case::settled(context, merge.into)?;
    check_pair(&case, &other)?;
    case.book_running(context)?;
    other.book_running(context)?;
    let used = case.progress().clocks.used(&case.rules(), context.now);
    let word = Word {
        extra: merge.into.to_be_bytes().to_vec(),
        ..Word::silent(action)
    };
    case.act(context, word)?;
    case.save(context)?;
    absorb(context, &mut other, (ticket, &used))?;
    context.tell(TicketMerged {
        ticket,
        actor: context.sender.clone(),
        into: merge.into,
        duplicate: merge.duplicate,
        state: other.state_word(),
    });
    other.save(context)?;
    Ok("agree_merge")
}

/// Only open tickets of the same customer, provider and agreement become one. What a proposal holds back must
/// not begin to count by it, so the other one waits for no word on one: neither a human's nor a bot's.
fn check_pair(case: &Case, other: &Case) -> Result<(), ContractError> {
    let alike = case.ticket.customer == other.ticket.customer
        && case.ticket.provider == other.ticket.provider
        && case.agreement() == other.agreement();
    let open = ![State::Suggested, State::Resolved, State::Closed].contains(&other.state());
    if alike && open && case.id != other.id {
        return Ok(());
    }
    Err(ContractError::NoPair {
        ticket: case.id,
        into: other.id,
        state: other.state_word(),
    })
}

fn absorb(
    context: &mut Context<'_>,
    other: &mut Case,
    (from, used): (u64, &Used),
) -> Result<(), ContractError> {
    let (now, before) = (context.now, other.used_now(context.now));
    let (absorbed, missed) = other.progress().absorbed(used, &other.rules(), now);
    other.course.progress = absorbed;
    other.note_counted(missed, None);
    let after = other.used_now(now);
    let progress = &other.course.progress;
    let detail = history::done(Action::Merge, Role::Customer, progress).u64(from);
    let detail = before
        .into_iter()
        .zip(after)
        .fold(detail, |detail, (before, after)| {
            detail.u64(after.minus(before).0)
        });
    history::add(context, other, ("absorbed", detail), None)
}

impl Case {
    /// What each clock has used, in the order of metrics; an answer that was given is not waited for.
    fn used_now(&self, now: aftercare_domain::time::UnixTime) -> [Seconds; 4] {
        let (clocks, rules) = (&self.progress().clocks, self.rules());
        Metric::OF_TICKETS.map(|metric| {
            let clock = clocks.of(metric);
            let waits = |clock: &&Clock| metric != Metric::NextResponse || !clock.has_ended();
            let used = clock
                .filter(waits)
                .map(|clock| clock.used_at(&rules.hours, now));
            used.unwrap_or_default()
        })
    }
}
