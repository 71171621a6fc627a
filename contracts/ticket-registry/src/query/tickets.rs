//! Single records.

use aftercare_domain::ticket::{Progress, Stage};
use aftercare_interface::raw::{agreement_key, AgreementTickets};
use aftercare_interface::ticket_registry::{
    AgreementTicketsResponse, ConfigResponse, IntakeResponse, RatingResponse, TicketResponse,
    TicketStanding, TicketStatus,
};
use aftercare_kit::raw;
use cosmwasm_std::HexBinary;

use super::Asked;
use crate::case::Case;
use crate::context::escrow;
use crate::state::{
    Rating, Ticket, Unpromised, INTAKES, INTAKE_OPEN, PERIOD_RATINGS, RATINGS, SUBJECTS,
};
use crate::{desk, ContractError};

pub fn config(asked: Asked<'_>) -> Result<ConfigResponse, ContractError> {
    Ok(ConfigResponse {
        escrow: escrow(asked.deps.storage)?,
    })
}

pub fn intake(asked: Asked<'_>, provider: &str) -> Result<IntakeResponse, ContractError> {
    let provider = asked.deps.api.addr_validate(provider)?;
    let intake = INTAKES.may_load(asked.deps.storage, &provider)?;
    let open = INTAKE_OPEN.may_load(asked.deps.storage, &provider)?;
    Ok(IntakeResponse {
        open_to_public: intake.as_ref().is_some_and(|intake| intake.open_to_public),
        max_open: intake.map_or(0, |intake| intake.max_open),
        open: open.unwrap_or(0),
    })
}

pub fn ticket(asked: Asked<'_>, id: u64) -> Result<TicketResponse, ContractError> {
    let case = Case::seen(asked.deps.storage, id, asked.now)?;
    let subject = SUBJECTS.load(asked.deps.storage, id)?;
    let progress = case.progress().clone();
    let storage = asked.deps.storage;
    let holder = desk::holder_now(asked.gate(), &case)?;
    let holder = holder.map(|agent| desk::name(storage, &case.ticket.provider, agent));
    Ok(TicketResponse {
        ticket: id,
        agreement: case.named_agreement(),
        standing: standing(&case.ticket),
        holder: holder.transpose()?.flatten(),
        queue: desk::queue_of(storage, &case)?,
        asked: subject.asked,
        opener: subject.opener,
        related: subject.related,
        confidential: subject.confidential,
        priority: case.ticket.priority.unwrap_or(subject.priority),
        category: subject.category,
        tags: subject.tags,
        content: subject.content,
        external_ref: subject.external_ref,
        opened_at: subject.opened_at,
        targets: case.ticket.promise.as_ref().map(|promise| promise.targets),
        status: status(&progress),
        closed_at: match progress.stage {
            Stage::Closed { at, .. } => Some(at),
            _ => None,
        },
        cycle: progress.cycle,
        cited: progress.stage.cited().to_vec(),
        lines: case.course.lines,
        head: HexBinary::from(&case.course.head),
        customer: case.ticket.customer,
        provider: case.ticket.provider,
        as_of: asked.now,
    })
}

const fn standing(ticket: &Ticket) -> TicketStanding {
    match (&ticket.promise, &ticket.unpromised) {
        (Some(_), _) => TicketStanding::Covered,
        (None, Some(Unpromised::Offered(_))) => TicketStanding::Offered,
        (None, Some(Unpromised::BeyondQuota(_))) => TicketStanding::BeyondQuota,
        (None, None) => TicketStanding::BestEffort,
    }
}

pub const fn status(progress: &Progress) -> TicketStatus {
    match progress.stage {
        Stage::Open => TicketStatus::Open,
        Stage::InProgress => TicketStatus::InProgress,
        Stage::AwaitingCustomer { .. } => TicketStatus::AwaitingCustomer,
        Stage::OnHold { .. } => TicketStatus::OnHold,
        Stage::Suggested { .. } => TicketStatus::Suggested,
        Stage::Resolved { .. } => TicketStatus::Resolved,
        Stage::Closed { reason, .. } => TicketStatus::Closed(reason),
    }
}

pub fn agreement(
    asked: Asked<'_>,
    agreement: u64,
) -> Result<AgreementTicketsResponse, ContractError> {
    let key = agreement_key(agreement);
    let found: Option<AgreementTickets> = raw::load(asked.deps.storage, &key)?;
    let counts = found.unwrap_or_default();
    Ok(AgreementTicketsResponse {
        opened: counts.opened,
        unsettled: counts.unsettled,
    })
}

pub fn rating(asked: Asked<'_>, ticket: u64) -> Result<Option<RatingResponse>, ContractError> {
    let found = RATINGS.may_load(asked.deps.storage, ticket)?;
    Ok(found.map(shown))
}

pub fn agreement_rating(
    asked: Asked<'_>,
    agreement: u64,
    period: u32,
) -> Result<Option<RatingResponse>, ContractError> {
    let found = PERIOD_RATINGS.may_load(asked.deps.storage, (agreement, period))?;
    Ok(found.map(shown))
}

fn shown(rating: Rating) -> RatingResponse {
    RatingResponse {
        answers: rating.answers,
        comment: rating.comment,
        rated_at: rating.at,
    }
}
