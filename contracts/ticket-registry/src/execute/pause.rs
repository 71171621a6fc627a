//! Pauses: holds that both sides agree to, and the customer's ways to end a pause or a hollow word.

use aftercare_domain::ticket::{Action, Extra, MAX_HOLD, MAX_HOLDS};
use aftercare_domain::time::UnixTime;
use aftercare_interface::ticket_registry::{HOLLOW_WINDOW, MAX_HOLLOW};
use aftercare_interface::Commitment;
use aftercare_kit::check;

use super::Done;
use crate::case::{Case, Word};
use crate::context::Context;
use crate::event::{HoldAgreed, HoldProposed, HollowFlagged, PauseEnded};
use crate::state::HOLDS;
use crate::ContractError;

/// The provider proposes to wait; nothing waits before the customer agrees.
pub fn propose(
    context: &mut Context<'_>,
    ticket: u64,
    (until, content): (UnixTime, &Commitment),
) -> Done {
    check::commitment(content, "content")?;
    let (now, latest) = (context.now, context.now.plus(MAX_HOLD));
    if until <= now || until > latest {
        return Err(ContractError::HoldEnd { until, now, latest });
    }
    let mut case = Case::settled(context, ticket)?;
    let word = Word {
        extra: until.0.to_be_bytes().to_vec(),
        ..Word::said(Action::ProposeHold, content)
    };
    case.act(context, word)?;
    HOLDS.save(context.deps.storage, ticket, &until);
    context.tell(HoldProposed {
        ticket,
        actor: context.sender.clone(),
        until,
        state: case.state_word(),
    });
    case.save(context)?;
    Ok("propose_hold")
}

/// The customer agrees to wait from now on.
pub fn agree(context: &mut Context<'_>, ticket: u64) -> Done {
    let mut case = Case::settled(context, ticket)?;
    case.role_for(context, Action::AgreeHold)?;
    let until = proposed(context, &case)?;
    let word = Word {
        extra: until.0.to_be_bytes().to_vec(),
        says: Extra::Until(until),
        ..Word::silent(Action::AgreeHold)
    };
    case.act(context, word)?;
    HOLDS.remove(context.deps.storage, ticket);
    context.tell(HoldAgreed {
        ticket,
        actor: context.sender.clone(),
        until,
        state: case.state_word(),
    });
    case.save(context)?;
    Ok("agree_hold")
}

/// The end of the hold that is proposed, where there is room for it.
fn proposed(context: &Context<'_>, case: &Case) -> Result<UnixTime, ContractError> {
    let (ticket, now) = (case.id, context.now);
    let until = HOLDS
        .may_load(context.deps.storage, ticket)?
        .filter(|until| *until > now)
        .ok_or(ContractError::NoHold { ticket })?;
    let held = case.progress().held_at(now);
    let all = held.plus(until.since(now));
    if all > MAX_HOLDS {
        return Err(ContractError::HoldBudget {
            ticket,
            held,
            all,
            most: MAX_HOLDS,
        });
    }
    Ok(until)
}

/// The customer ends a pause or a hold; what was paused stays paused.
pub fn end(context: &mut Context<'_>, ticket: u64) -> Done {
    let mut case = Case::settled(context, ticket)?;
    case.act(context, Word::silent(Action::EndPause))?;
    context.tell(PauseEnded {
        ticket,
        actor: context.sender.clone(),
        state: case.state_word(),
    });
    case.save(context)?;
    Ok("end_pause")
}

/// The customer says that the provider's last word was none.
pub fn flag_hollow(context: &mut Context<'_>, ticket: u64) -> Done {
    let mut case = Case::settled(context, ticket)?;
    case.role_for(context, Action::FlagHollow)?;
    check_hollow(context, &case)?;
    case.act(context, Word::silent(Action::FlagHollow))?;
    context.tell(HollowFlagged {
        ticket,
        actor: context.sender.clone(),
        flagged: case.progress().hollow,
        state: case.state_word(),
    });
    case.save(context)?;
    Ok("flag_hollow")
}

fn check_hollow(context: &Context<'_>, case: &Case) -> Result<(), ContractError> {
    let (ticket, now) = (case.id, context.now);
    let until = case.progress().last_word.map(|at| at.plus(HOLLOW_WINDOW));
    if until.is_none_or(|until| now > until) {
        return Err(ContractError::NoWordToFlag { ticket, until, now });
    }
    let flagged = case.progress().hollow;
    if flagged >= MAX_HOLLOW {
        return Err(ContractError::HollowUsed {
            ticket,
            flagged,
            max: MAX_HOLLOW,
        });
    }
    Ok(())
}
