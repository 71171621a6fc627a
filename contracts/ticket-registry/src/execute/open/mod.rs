//! Opening a ticket, under an agreement or as best effort, by the customer or on its behalf.

mod acknowledge;
mod promise;
mod texts;

use aftercare_domain::policy::{priority, Priority, ServiceHours};
use aftercare_domain::quota::Admission;
use aftercare_domain::ticket::Progress;
use aftercare_interface::raw::{AgreementTickets, Cover};
use aftercare_interface::ticket_registry::{AgentScope, DelegateScope, OpenTicket};
use aftercare_kit::{ids, pause};
use cosmwasm_std::Addr;

use super::{intake, Done};
use crate::authority::check_scope;
use crate::case::Case;
use crate::context::Context;
use crate::event::TicketOpened;
use crate::state::{
    Course, Desk, Subject, Ticket, Unpromised, BY_AGREEMENT, BY_CUSTOMER, BY_PROVIDER, SUBJECTS,
    TICKETS, TICKET_COUNT,
};
use crate::{history, quota, tally, ContractError};

pub use acknowledge::acknowledge;
pub use promise::{cover_of, ends, terms_of};
pub use texts::check_labels;

/// Who opens a ticket for whom.
struct Opener {
    customer: Addr,
    provider: Addr,
    /// Whether it is the provider's side, whose word alone counts for nothing.
    is_offer: bool,
}

/// What a ticket rests on.
struct Basis {
    ticket: Ticket,
    priority: Priority,
    counts: Option<AgreementTickets>,
}

/// The customer opens, or somebody on its behalf.
pub fn open(context: &mut Context<'_>, msg: OpenTicket) -> Done {
    texts::check(&msg)?;
    let opener = opener(context, &msg)?;
    let id = ids::next(context.deps.storage, &TICKET_COUNT, "tickets")?;
    let parties = (&opener.customer, &opener.provider);
    texts::check_related(context.deps.storage, (id, msg.related), parties)?;
    let asked = priority(msg.impact, msg.urgency);
    let basis = match msg.agreement {
        Some(agreement) => under(context, agreement, (&opener, asked))?,
        None => best_effort(context, (&opener, asked))?,
    };
    let subject = subject(context, msg, (&basis, asked));
    write(context, (id, basis), &subject)?;
    Ok("open")
}

/// The customer itself, its delegate, or an agent of the provider.
fn opener(context: &Context<'_>, msg: &OpenTicket) -> Result<Opener, ContractError> {
    let (api, sender) = (context.deps.api, &context.sender);
    let provider = api.addr_validate(&msg.provider)?;
    let customer = match &msg.on_behalf_of {
        Some(customer) => api.addr_validate(customer)?,
        None => sender.clone(),
    };
    let is_offer = customer != *sender && is_offer(context, (&customer, &provider), msg)?;
    Ok(Opener {
        customer,
        provider,
        is_offer,
    })
}

/// Whether the sender opens for the provider, and not as a delegate.
fn is_offer(
    context: &Context<'_>,
    (customer, provider): (&Addr, &Addr),
    msg: &OpenTicket,
) -> Result<bool, ContractError> {
    let (gate, sender) = (context.gate(), &context.sender);
    if sender == provider {
        return Ok(true);
    }
    if let Some(agent) = gate.agent(provider, sender)? {
        check_scope(agent.scopes, Some(AgentScope::Open), sender)?;
        return Ok(true);
    }
    let scopes = gate.delegate((customer, msg.agreement), sender)?;
    let scopes = scopes.ok_or_else(|| ContractError::OnBehalf {
        sender: sender.clone(),
        customer: customer.clone(),
    })?;
    check_scope(scopes, Some(DelegateScope::Open), sender)?;
    Ok(false)
}

/// Under an agreement: what it grants now, or what the customer has yet to acknowledge.
fn under(
    context: &mut Context<'_>,
    agreement: u64,
    (opener, asked): (&Opener, Priority),
) -> Result<Basis, ContractError> {
    let (customer, provider) = (&opener.customer, &opener.provider);
    let cover = promise::cover_for(context, agreement, (customer, provider))?;
    if !opener.is_offer {
        let sender = context.sender.clone();
        tally::meet(context, provider, &sender);
        return granted(context, (agreement, cover), asked);
    }
    Ok(Basis {
        ticket: Ticket {
            customer: cover.customer,
            provider: cover.provider,
            promise: None,
            unpromised: Some(Unpromised::Offered(agreement)),
            priority: None,
            triage: None,
        },
        priority: asked,
        counts: None,
    })
}

/// What the agreement grants a ticket that asks for this priority now.
fn granted(
    context: &Context<'_>,
    (agreement, cover): (u64, Cover),
    asked: Priority,
) -> Result<Basis, ContractError> {
    let terms = terms_of(context, &cover)?;
    let named = (agreement, &cover);
    let (admission, counts) = quota::admit(context, named, (&terms, asked))?;
    let (priority, promise) = match admission {
        Admission::Covered(priority) => {
            let promise = promise::promise(context, named, (&terms, priority))?;
            (priority, Some(promise))
        }
        Admission::BeyondQuota => (asked, None),
    };
    let beyond = Unpromised::BeyondQuota(agreement);
    Ok(Basis {
        ticket: Ticket {
            customer: cover.customer,
            provider: cover.provider,
            unpromised: promise.is_none().then_some(beyond),
            promise,
            priority: None,
            triage: None,
        },
        priority,
        counts: Some(counts),
    })
}

/// Where the provider takes tickets without an agreement. Its own agents open none, so that nobody's list
/// fills with what it never asked for.
fn best_effort(
    context: &mut Context<'_>,
    (opener, asked): (&Opener, Priority),
) -> Result<Basis, ContractError> {
    if opener.is_offer {
        return Err(ContractError::OfferWithoutAgreement {
            sender: context.sender.clone(),
        });
    }
    pause::refuse_paused_by(&context.deps.querier, &context.escrow()?, context.now)?;
    intake::admit(context, (&opener.provider, &opener.customer))?;
    Ok(Basis {
        ticket: Ticket {
            customer: opener.customer.clone(),
            provider: opener.provider.clone(),
            promise: None,
            unpromised: None,
            priority: None,
            triage: None,
        },
        priority: asked,
        counts: None,
    })
}

fn subject(context: &Context<'_>, msg: OpenTicket, (basis, asked): (&Basis, Priority)) -> Subject {
    let opener = Some(&context.sender).filter(|sender| **sender != basis.ticket.customer);
    Subject {
        priority: basis.priority,
        asked,
        category: msg.category,
        tags: msg.tags,
        content: msg.content,
        external_ref: msg.external_ref,
        opened_at: context.now,
        opener: opener.cloned(),
        related: msg.related,
        confidential: msg.confidential,
        acknowledged: false,
    }
}

fn write(
    context: &mut Context<'_>,
    (id, basis): (u64, Basis),
    subject: &Subject,
) -> Result<(), ContractError> {
    let (ticket, storage) = (basis.ticket, &mut *context.deps.storage);
    TICKETS.save(storage, id, &ticket);
    SUBJECTS.save(storage, id, subject);
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
        desk: Desk::default(),
    };
    let mut case = Case::new(context.deps.storage, id, (ticket, course))?;
    let detail = history::opened(
        case.ticket.promise.as_ref(),
        (subject.priority, case.rules().window),
    );
    let content = Some(&subject.content);
    history::add(context, &mut case, ("opened", detail), content)?;
    context.tell(opened(context, &case, subject));
    tally::opened(context, &case, basis.counts)?;
    case.save(context)
}

fn opened(context: &Context<'_>, case: &Case, subject: &Subject) -> TicketOpened {
    let promise = case.ticket.promise.as_ref();
    let targets = promise.map(|promise| promise.targets);
    let calendar = match targets.map(|targets| targets.hours) {
        Some(ServiceHours::Calendar(calendar)) => Some(calendar),
        _ => None,
    };
    TicketOpened {
        ticket: case.id,
        agreement: case.named_agreement(),
        customer: case.ticket.customer.clone(),
        provider: case.ticket.provider.clone(),
        actor: context.sender.clone(),
        cover: case.ticket.cover_word(),
        priority: subject.priority,
        asked: Some(subject.asked).filter(|asked| *asked != subject.priority),
        calendar,
        calendar_version: calendar.and(promise.map(|promise| promise.calendar_version)),
        first_response: targets.and_then(|targets| targets.first_response),
        resolution: targets.and_then(|targets| targets.resolution),
        confirm_window: case.rules().window,
        state: case.state_word(),
    }
}
