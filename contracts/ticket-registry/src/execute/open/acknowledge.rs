//! A ticket that an agent opened becomes the customer's own: only now it counts.

use aftercare_domain::ticket::{Action, Progress, Role};

use super::{granted, promise, Basis};
use crate::case::Case;
use crate::context::Context;
use crate::event::TicketAcknowledged;
use crate::execute::Done;
use crate::state::{Course, Subject, Unpromised, BY_AGREEMENT, HOLDS, MERGES, SUBJECTS, TICKETS};
use crate::{history, tally, ContractError};

/// The cover is read, the promise frozen, the quota used; all clocks start.
pub fn acknowledge(context: &mut Context<'_>, ticket: u64) -> Done {
    let case = Case::settled(context, ticket)?;
    case.role_for(context, Action::Acknowledge)?;
    let Some(Unpromised::Offered(agreement)) = case.ticket.unpromised else {
        return Err(ContractError::NothingOffered { ticket });
    };
    let parties = (&case.ticket.customer, &case.ticket.provider);
    let cover = promise::cover_for(context, agreement, parties)?;
    let mut subject = SUBJECTS.load(context.deps.storage, ticket)?;
    let basis = granted(context, (agreement, cover), subject.asked)?;
    subject.priority = basis.priority;
    subject.acknowledged = true;
    let case = rewrite(context, (case, basis), &subject)?;
    let sender = context.sender.clone();
    tally::meet(context, &case.ticket.provider, &sender);
    // What the provider proposed before is no proposal about what is promised now.
    HOLDS.remove(context.deps.storage, ticket);
    MERGES.remove(context.deps.storage, ticket);
    case.save(context)?;
    Ok("acknowledge")
}

fn rewrite(
    context: &mut Context<'_>,
    (case, basis): (Case, Basis),
    subject: &Subject,
) -> Result<Case, ContractError> {
    let (id, storage) = (case.id, &mut *context.deps.storage);
    TICKETS.save(storage, id, &basis.ticket);
    SUBJECTS.save(storage, id, subject);
    if let Some(promise) = &basis.ticket.promise {
        BY_AGREEMENT.save(storage, (promise.agreement, id), &());
    }
    let targets = basis
        .ticket
        .promise
        .as_ref()
        .map(|promise| &promise.targets);
    let course = Course {
        progress: Progress::open(targets, context.now),
        ..case.course
    };
    let mut case = Case::new(storage, id, (basis.ticket, course))?;
    let promised = history::opened(
        case.ticket.promise.as_ref(),
        (subject.priority, case.rules().window),
    );
    let done = history::done(Action::Acknowledge, Role::Customer, &case.course.progress);
    let line = ("acknowledged", done.and(&promised));
    history::add(context, &mut case, line, None)?;
    tally::opened(context, &case, basis.counts)?;
    context.tell(acknowledged(context, &case, subject));
    Ok(case)
}

fn acknowledged(context: &Context<'_>, case: &Case, subject: &Subject) -> TicketAcknowledged {
    TicketAcknowledged {
        ticket: case.id,
        actor: context.sender.clone(),
        agreement: case.named_agreement().unwrap_or_default(),
        cover: case.ticket.cover_word(),
        priority: subject.priority,
        asked: Some(subject.asked).filter(|asked| *asked != subject.priority),
        state: case.state_word(),
    }
}
