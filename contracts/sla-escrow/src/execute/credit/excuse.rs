//! Force majeure: declared before a due, it makes the due's credit wait for the customer's word.

use aftercare_domain::time::{Seconds, UnixTime};
use aftercare_interface::sla_escrow::{Declaration, MAX_DECLARATIONS};
use aftercare_interface::Commitment;
use aftercare_kit::check;
use cosmwasm_std::{Response, Storage};

use super::super::conclude::conclude;
use super::super::{Call, Deed};
use crate::agreement::Agreement;
use crate::error::{overflow, refuse, ContractError, Refusal};
use crate::event::ForceMajeureDeclared;
use crate::state::DECLARATIONS;

pub(crate) fn declare_force_majeure(
    call: Call,
    id: u64,
    (from, until, evidence): (UnixTime, UnixTime, &Commitment),
) -> Result<Response, Refusal> {
    let declared = call.now();
    let storage = call.deps.storage;
    let mut agreement = Agreement::load(storage, id)?;
    agreement.only_provider(&call.sender)?;
    check::commitment(evidence, "evidence")?;
    let declaration = Declaration {
        from,
        until,
        declared,
    };
    let mut all = DECLARATIONS.may_load(storage, id)?.unwrap_or_default();
    fits(&agreement, &declaration)?;
    all.push(declaration);
    bounded(&agreement, &all, declared)?;
    DECLARATIONS.save(storage, id, &all);
    agreement.money.has_declarations = true;
    let mut deed = Deed::new("declare_force_majeure");
    deed.tell(ForceMajeureDeclared {
        agreement: id,
        provider: call.sender,
        from,
        until,
        declared,
        evidence: evidence.hash.clone(),
    });
    conclude(storage, &mut agreement, &mut deed)?;
    Ok(deed.done())
}

/// A due that it could excuse lies in it, after now and inside the term.
fn fits(agreement: &Agreement, declaration: &Declaration) -> Result<(), Refusal> {
    let Declaration {
        from,
        until,
        declared,
    } = *declaration;
    let end = agreement.term().until();
    let first = from.max(declared.plus(Seconds(1)));
    if from > until || first > until || first >= end {
        return refuse(ContractError::EmptyInterval {
            from,
            until,
            now: declared,
            end,
        });
    }
    Ok(())
}

/// Intervals count as long as they are, overlaps twice.
fn bounded(agreement: &Agreement, all: &[Declaration], now: UnixTime) -> Result<(), Refusal> {
    let excusable = agreement.terms_at(now).excusable;
    if excusable == Seconds::ZERO {
        return refuse(ContractError::NotExcusable {
            agreement: agreement.id,
        });
    }
    let most = usize::try_from(MAX_DECLARATIONS).map_err(|_| overflow("declarations"))?;
    check::count(all.len(), "declarations", 1, most)?;
    let length = |one: &Declaration| one.until.since(one.from).plus(Seconds(1));
    let total = all
        .iter()
        .fold(Seconds::ZERO, |sum, one| sum.plus(length(one)));
    Ok(check::range(total.0, "declared", 1, excusable.0)?)
}

/// Whether a due lies in an interval that was declared before it.
pub(super) fn is_excused(
    storage: &dyn Storage,
    agreement: &Agreement,
    due: UnixTime,
) -> Result<bool, Refusal> {
    if !agreement.money.has_declarations {
        return Ok(false);
    }
    let all = DECLARATIONS.may_load(storage, agreement.id)?;
    let excuses = |one: &Declaration| one.declared < due && one.from <= due && due <= one.until;
    Ok(all.unwrap_or_default().iter().any(excuses))
}
