//! The quotas of an agreement's plan, as the escrow's raw keys say, against what was used of them.

use aftercare_domain::policy::Priority;
use aftercare_domain::quota::{period_of, Admission, Quota, Used};
use aftercare_domain::time::UnixTime;
use aftercare_interface::raw::{agreement_key, AgreementTickets, Cover, Terms};
use aftercare_interface::sla_escrow::Quotas;
use aftercare_kit::raw;
use cosmwasm_std::{StdResult, Storage};

use crate::context::Context;
use crate::execute::open::{cover_of, terms_of};
use crate::{tally, ContractError};

/// An agreement's counts, as of the period that is running.
///
/// # Errors
/// Those of storage.
pub fn counts_at(
    storage: &dyn Storage,
    (agreement, cover): (u64, &Cover),
    now: UnixTime,
) -> StdResult<AgreementTickets> {
    let counts: Option<AgreementTickets> = raw::load(storage, &agreement_key(agreement))?;
    let counts = counts.unwrap_or_default();
    let period = period_of(cover.from, cover.period_length, now);
    Ok(AgreementTickets {
        used: counts.used.within(period),
        ..counts
    })
}

/// As what a ticket opens that asks for this priority, and the counts after it, which the caller saves.
pub fn admit(
    context: &Context<'_>,
    (agreement, cover): (u64, &Cover),
    (terms, asked): (&Terms, Priority),
) -> Result<(Admission, AgreementTickets), ContractError> {
    let counts = counts_at(context.deps.storage, (agreement, cover), context.now)?;
    let (admission, used) = counts.used.admit(quota_of(terms.quotas), asked);
    Ok((admission, AgreementTickets { used, ..counts }))
}

/// The customer raises a ticket's priority: an urgent one more uses the urgent quota of the period that is
/// running, and is refused where that has no room.
pub fn raise(
    context: &mut Context<'_>,
    agreement: u64,
    step: (Priority, Priority),
) -> Result<(), ContractError> {
    let cover = cover_of(context, agreement)?;
    let terms = terms_of(context, &cover)?;
    let counts = counts_at(context.deps.storage, (agreement, &cover), context.now)?;
    let quota = quota_of(terms.quotas);
    let used: Option<Used> = counts.used.raise(quota, step);
    let used = used.ok_or_else(|| ContractError::UrgentQuota {
        agreement,
        used: counts.used.urgent,
        quota: quota.urgent.unwrap_or_default(),
    })?;
    if used != counts.used {
        tally::save_counts(context, agreement, &AgreementTickets { used, ..counts });
    }
    Ok(())
}

/// The quotas of frozen terms.
pub const fn quota_of(quotas: Quotas) -> Quota {
    Quota {
        tickets: quotas.tickets,
        urgent: quotas.urgent,
    }
}
