//! Thanks: points from one's own allowance to the author of an answer.

use aftercare_kit::check;
use cosmwasm_std::{Addr, Response, Uint128};

use super::{allowance, decide, epochs, plus, told, Call};
use crate::event::Thanked;
use crate::find;
use crate::rules;
use crate::state::{Thanks, ALLOWANCES, THANKED, THANKS};
use crate::ContractError;

pub fn thank(
    mut call: Call<'_>,
    (question, answer): (u64, u32),
    points: Uint128,
) -> Result<Response, ContractError> {
    check::range(points.u128(), "points", 1, u128::MAX)?;
    let author = find::answer(call.deps.storage, question, answer)?.author;
    if author == call.sender {
        return Err(ContractError::OwnAnswer { question, answer });
    }
    // A decision that is due must not see thanks that come after its time.
    let response = decide::by_silence(&mut call, told("thank"), question)?;
    let (allowance, response) = spend(&mut call, response, points)?;
    let thanks = count(&mut call, (question, answer), points)?;
    let (response, added) = epochs::add(&mut call, response, (&author, points))?;
    Ok(response.add_event(Thanked {
        question,
        answer,
        by: call.sender,
        author,
        points,
        epoch: added.epoch,
        author_points: added.owner_points,
        thanks: thanks.points,
        thanked_by: thanks.accounts,
        allowance,
    }))
}

/// Takes the points out of the sender's thanks allowance; what is left of it.
fn spend(
    call: &mut Call<'_>,
    response: Response,
    asked: Uint128,
) -> Result<(Uint128, Response), ContractError> {
    let account = call.sender.clone();
    let accrual = allowance::accrued(call.deps.as_ref(), call.now(), &account)?;
    let (mut held, events) = allowance::note(call, &account, accrual)?;
    let short = ContractError::ThanksShort {
        account: account.clone(),
        allowance: held.thanks,
        asked,
    };
    held.thanks = held.thanks.checked_sub(asked).map_err(|_| short)?;
    ALLOWANCES.save(call.deps.storage, &account, &held);
    Ok((held.thanks, response.add_events(events)))
}

/// Each account counts once for an answer, however often it thanks.
fn count(
    call: &mut Call<'_>,
    (question, answer): (u64, u32),
    points: Uint128,
) -> Result<Thanks, ContractError> {
    let sender: &Addr = &call.sender;
    let storage = &mut *call.deps.storage;
    let mut thanks = rules::thanks(storage, question, answer)?;
    thanks.points = plus(thanks.points, points, "thanks")?;
    if !THANKED.has(storage, ((question, answer), sender)) {
        THANKED.save(storage, ((question, answer), sender), &());
        thanks.accounts = thanks.accounts.saturating_add(1);
    }
    THANKS.save(storage, (question, answer), &thanks);
    Ok(thanks)
}
