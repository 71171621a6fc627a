//! Opening a ticket, under an agreement or as best effort.

use aftercare_domain::policy::{priority, Priority, ServiceHours};
use aftercare_domain::ticket::{Periods, Progress};
use aftercare_interface::raw::{self as layout, cover_key, Cover};
use aftercare_interface::ticket_registry::{OpenTicket, MAX_EXTERNAL_REF, MAX_TAG, MAX_TAGS};
use aftercare_kit::{check, ids};
use cosmwasm_std::Addr;

use super::{intake, Done};
use crate::case::{newest_version, Case};
use crate::context::Context;
use crate::event::TicketOpened;
use crate::state::{
    Course, Promise, Subject, Ticket, BY_AGREEMENT, BY_CUSTOMER, BY_PROVIDER, SUBJECTS, TICKETS,
    TICKET_COUNT,
};
use crate::{history, tally, ContractError};

/// The sender is the customer.
pub fn open(context: &mut Context<'_>, msg: OpenTicket) -> Done {
    check_texts(&msg)?;
    let provider = context.deps.api.addr_validate(&msg.provider)?;
    let priority = priority(msg.impact, msg.urgency);
    let promise = match msg.agreement {
        Some(agreement) => Some(promise(context, agreement, (&provider, priority))?),
        None => {
            intake::admit(context, &provider)?;
            None
        }
    };
    let ticket = Ticket {
        customer: context.sender.clone(),
        provider,
        promise,
        priority: None,
        triage: None,
    };
    write(context, ticket, subject(context, msg, priority))?;
    Ok("open")
}

fn check_texts(msg: &OpenTicket) -> Result<(), ContractError> {
    check::commitment(&msg.content, "content")?;
    check::count(msg.tags.len(), "tags", 0, MAX_TAGS)?;
    check::each_once(&msg.tags, "tags")?;
    msg.tags.iter().try_for_each(|tag| check_tag(tag))?;
    if let Some(reference) = &msg.external_ref {
        check::count(reference.len(), "external_ref", 1, MAX_EXTERNAL_REF)?;
    }
    Ok(())
}

fn check_tag(tag: &str) -> Result<(), ContractError> {
    check::length(tag, "tags", 1, MAX_TAG)?;
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    if tag.chars().all(plain) {
        Ok(())
    } else {
        Err(ContractError::Tag {
            tag: tag.to_owned(),
        })
    }
}

/// What the agreement promises for a ticket of this priority, as the escrow's raw keys say.
fn promise(
    context: &Context<'_>,
    agreement: u64,
    (provider, priority): (&Addr, Priority),
) -> Result<Promise, ContractError> {
    let deps = context.deps.as_ref();
    let escrow = context.escrow()?;
    let cover: Cover = layout::read(&deps.querier, &escrow, &cover_key(agreement))?
        .ok_or(ContractError::AgreementUnknown { agreement })?;
    check_cover(context, agreement, (&cover, provider))?;
    let frozen = cover.terms_at(context.now);
    let terms = context.terms(frozen)?;
    let terms = terms.ok_or(ContractError::TermsUnknown { terms: frozen })?;
    let targets = *terms.policy.of(priority);
    // Where any priority promises updates, the most urgent one does.
    let updates = terms.policy.p1.update.is_some();
    Ok(Promise {
        agreement,
        terms: frozen,
        targets,
        calendar_version: newest_version(context.deps.storage, targets.hours)?,
        window: terms.policy.confirm_window,
        periods: updates.then_some(Periods {
            from: cover.from,
            length: cover.period_length,
        }),
    })
}

fn check_cover(
    context: &Context<'_>,
    agreement: u64,
    (cover, provider): (&Cover, &Addr),
) -> Result<(), ContractError> {
    if context.sender != cover.customer {
        return Err(ContractError::NotCustomer {
            agreement,
            found: context.sender.clone(),
            need: cover.customer.clone(),
        });
    }
    if *provider != cover.provider {
        return Err(ContractError::OtherProvider {
            agreement,
            found: provider.clone(),
            need: cover.provider.clone(),
        });
    }
    let (now, from) = (context.now, cover.from);
    let until = cover.ended_at.map_or(cover.until, |at| at.min(cover.until));
    if now < from || now >= until {
        return Err(ContractError::NotCovered {
            agreement,
            now,
            from,
            until,
        });
    }
    Ok(())
}

fn subject(context: &Context<'_>, msg: OpenTicket, priority: Priority) -> Subject {
    Subject {
        priority,
        category: msg.category,
        tags: msg.tags,
        content: msg.content,
        external_ref: msg.external_ref,
        opened_at: context.now,
    }
}

fn write(context: &mut Context<'_>, ticket: Ticket, subject: Subject) -> Result<(), ContractError> {
    let storage = &mut *context.deps.storage;
    let id = ids::next(storage, &TICKET_COUNT, "tickets")?;
    TICKETS.save(storage, id, &ticket);
    SUBJECTS.save(storage, id, &subject);
    BY_CUSTOMER.save(storage, (&ticket.customer, id), &());
    BY_PROVIDER.save(storage, (&ticket.provider, id), &());
    if let Some(promise) = &ticket.promise {
        BY_AGREEMENT.save(storage, (promise.agreement, id), &());
    }
    let targets = ticket.promise.as_ref().map(|promise| &promise.targets);
    let course = Course {
        progress: Progress::open(targets, context.now),
        lines: 0,
        head: history::genesis(&context.env, id),
        due: None,
        failed: 0,
    };
    let mut case = Case::new(context.deps.storage, id, (ticket, course))?;
    let detail = history::opened(case.ticket.promise.as_ref(), &subject, case.rules().window);
    let content = Some(&subject.content);
    history::add(context, &mut case, ("opened", detail), content)?;
    context.tell(opened(&case, &subject));
    tally::opened(context, &case)?;
    case.save(context)
}

fn opened(case: &Case, subject: &Subject) -> TicketOpened {
    let promise = case.ticket.promise.as_ref();
    let targets = promise.map(|promise| promise.targets);
    let calendar = match targets.map(|targets| targets.hours) {
        Some(ServiceHours::Calendar(calendar)) => Some(calendar),
        _ => None,
    };
    TicketOpened {
        ticket: case.id,
        agreement: case.agreement(),
        customer: case.ticket.customer.clone(),
        provider: case.ticket.provider.clone(),
        priority: subject.priority,
        calendar,
        calendar_version: calendar.and(promise.map(|promise| promise.calendar_version)),
        first_response: targets.and_then(|targets| targets.first_response),
        resolution: targets.and_then(|targets| targets.resolution),
        confirm_window: case.rules().window,
        state: case.state_word(),
    }
}
