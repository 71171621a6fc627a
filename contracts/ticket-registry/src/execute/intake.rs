//! Best effort: tickets without an agreement, where the provider takes them.

use cosmwasm_std::Addr;

use super::Done;
use crate::case::Case;
use crate::context::Context;
use crate::event::IntakeSet;
use crate::state::{Intake, BEST_EFFORT, INTAKES, INTAKE_OPEN};
use crate::ContractError;
use aftercare_domain::ticket::State;

/// The sender says whether it takes tickets without an agreement.
pub fn set(context: &mut Context<'_>, open_to_public: bool, max_open: u32) -> Done {
    let provider = context.sender.clone();
    let intake = Intake {
        open_to_public,
        max_open,
    };
    INTAKES.save(context.deps.storage, &provider, &intake);
    context.tell(IntakeSet {
        provider,
        open_to_public,
        max_open,
    });
    Ok("set_intake")
}

/// Whether a customer may have a best-effort ticket open with this provider now. An earlier one that has
/// lapsed meanwhile is settled and makes room.
pub fn admit(
    context: &mut Context<'_>,
    (provider, customer): (&Addr, &Addr),
) -> Result<(), ContractError> {
    let intake = INTAKES
        .may_load(context.deps.storage, provider)?
        .filter(|intake| intake.open_to_public)
        .ok_or_else(|| ContractError::IntakeClosed {
            provider: provider.clone(),
        })?;
    if context.gate().acts_for(provider, customer)? {
        return Err(ContractError::CustomerLinked {
            customer: customer.clone(),
            provider: provider.clone(),
        });
    }
    settle_earlier(context, (provider, customer))?;
    let open = INTAKE_OPEN
        .may_load(context.deps.storage, provider)?
        .unwrap_or(0);
    if open >= intake.max_open {
        return Err(ContractError::IntakeFull {
            provider: provider.clone(),
            open,
            max_open: intake.max_open,
        });
    }
    Ok(())
}

fn settle_earlier(context: &mut Context<'_>, slot: (&Addr, &Addr)) -> Result<(), ContractError> {
    let Some(earlier) = BEST_EFFORT.may_load(context.deps.storage, slot)? else {
        return Ok(());
    };
    let case = Case::settled(context, earlier)?;
    if case.state() != State::Closed {
        return Err(ContractError::StillOpen { ticket: earlier });
    }
    case.save(context)
}
