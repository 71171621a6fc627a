//! What an agreement promises, as the escrow's raw keys say.

use std::rc::Rc;

use aftercare_domain::policy::{Priority, ServiceHours};
use aftercare_interface::raw::{self as layout, calendar_key, cover_key, CalendarHead, Cover, Terms};
use aftercare_kit::raw;
use cosmwasm_std::Addr;

use crate::context::Context;
use crate::state::Promise;
use crate::ContractError;

/// An agreement's cover.
pub fn cover_of(context: &Context<'_>, agreement: u64) -> Result<Cover, ContractError> {
    let querier = &context.deps.querier;
    layout::read(querier, &context.escrow()?, &cover_key(agreement))?
        .ok_or(ContractError::AgreementUnknown { agreement })
}

/// The terms that are in force now.
pub fn terms_of(context: &Context<'_>, cover: &Cover) -> Result<Rc<Terms>, ContractError> {
    let terms = cover.terms_at(context.now);
    let found = context.terms(terms)?;
    found.ok_or(ContractError::TermsUnknown { terms })
}

/// The cover of an agreement between these two that holds now.
pub fn cover_for(
    context: &Context<'_>,
    agreement: u64,
    (customer, provider): (&Addr, &Addr),
) -> Result<Cover, ContractError> {
    let cover = cover_of(context, agreement)?;
    if *customer != cover.customer {
        return Err(ContractError::NotCustomer {
            agreement,
            found: customer.clone(),
            need: cover.customer,
        });
    }
    if *provider != cover.provider {
        return Err(ContractError::OtherProvider {
            agreement,
            found: provider.clone(),
            need: cover.provider,
        });
    }
    let (now, from, until) = (context.now, cover.from, ends(&cover));
    if now < from || now >= until {
        return Err(ContractError::NotCovered {
            agreement,
            now,
            from,
            until,
        });
    }
    Ok(cover)
}

/// The first second that is no longer covered.
pub fn ends(cover: &Cover) -> aftercare_domain::time::UnixTime {
    cover.ended_at.map_or(cover.until, |at| at.min(cover.until))
}

/// What these terms promise for a ticket of this priority.
pub fn promise(
    context: &Context<'_>,
    (agreement, cover): (u64, &Cover),
    (terms, priority): (&Terms, Priority),
) -> Result<Promise, ContractError> {
    let targets = *terms.policy.of(priority);
    Ok(Promise {
        agreement,
        terms: cover.terms_at(context.now),
        targets,
        calendar_version: newest_version(context, targets.hours)?,
        window: terms.policy.confirm_window,
    })
}

/// The version in force now, which the ticket's clocks keep; 0 where every second counts.
fn newest_version(context: &Context<'_>, hours: ServiceHours) -> Result<u32, ContractError> {
    let ServiceHours::Calendar(calendar) = hours else {
        return Ok(0);
    };
    raw::load::<CalendarHead>(context.deps.storage, &calendar_key(calendar))?
        .map(|head| head.version)
        .ok_or(ContractError::CalendarUnknown { calendar })
}
