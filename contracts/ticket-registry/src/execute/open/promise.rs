//! What an agreement promises, as the escrow's raw keys say.

use std::rc::Rc;

use aftercare_domain::policy::Priority;
use aftercare_domain::ticket::Periods;
use aftercare_domain::time::UnixTime;
use aftercare_interface::raw::{self as layout, cover_key, Cover, Terms};
use cosmwasm_std::Addr;

use crate::case::newest_version;
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
pub fn ends(cover: &Cover) -> UnixTime {
    cover.ended_at.map_or(cover.until, |at| at.min(cover.until))
}

/// What these terms promise for a ticket of this priority.
pub fn promise(
    context: &Context<'_>,
    (agreement, cover): (u64, &Cover),
    (terms, priority): (&Terms, Priority),
) -> Result<Promise, ContractError> {
    let targets = *terms.policy.of(priority);
    // Where any priority promises updates, the most urgent one does.
    let updates = terms.policy.p1.update.is_some();
    Ok(Promise {
        agreement,
        terms: cover.terms_at(context.now),
        targets,
        calendar_version: newest_version(context.deps.storage, targets.hours)?,
        window: terms.policy.confirm_window,
        periods: updates.then_some(Periods {
            from: cover.from,
            length: cover.period_length,
        }),
    })
}
