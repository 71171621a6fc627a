//! What time has made due on a question: silence decides, challenges lapse, awards are paid or go back.

use aftercare_domain::bounty::reversal;
use aftercare_interface::AssetAmount;
use aftercare_kit::books::{self, Payout};
use cosmwasm_std::{Addr, Response, Uint128};

use super::{challenge, decide, plus, told, top_up, Call};
use crate::case::Case;
use crate::event::{AwardPaid, AwardReversed};
use crate::find;
use crate::rules::questions::is_funder;
use crate::state::questions::{AwardStage, Winner, CHALLENGES};
use crate::ContractError;

pub fn poke(mut call: Call<'_>, number: u64) -> Result<Response, ContractError> {
    let response = decide::by_silence(&mut call, told("poke"), number)?;
    let mut case = Case::load(call.deps.storage, number)?;
    let response = challenge::lapse(&mut call, response, &mut case)?;
    pay_vested(&mut call, response, &mut case)
}

/// Pays what has vested and is not frozen, and gives back what was found wrong.
pub fn pay_vested(
    call: &mut Call<'_>,
    mut response: Response,
    case: &mut Case,
) -> Result<Response, ContractError> {
    let payable = payable(call, case)?;
    if payable.is_empty() {
        return Ok(response);
    }
    let mut back = Uint128::zero();
    for (winner, amount) in &payable {
        let stage = winner.stage.settled();
        if let Some(awards) = case.awards_mut() {
            awards.set(winner.answer, stage);
        }
        let award = (winner.answer, *amount);
        if stage == AwardStage::Paid {
            response = pay(call, response, (case, award))?;
        } else {
            let (told, rest) = reverse(call, response, (case, award))?;
            (response, back) = (told, plus(back, rest, "bounty")?);
        }
    }
    case.save(call.deps.storage);
    if back.is_zero() {
        return Ok(response);
    }
    let returned = top_up::give_back(call.deps.storage, case, back)?;
    Ok(response.add_events(returned))
}

fn payable(call: &Call<'_>, case: &Case) -> Result<Vec<(Winner, Uint128)>, ContractError> {
    let awards = case.progress.awards();
    let vested = awards.filter(|awards| call.now() >= awards.vests_at);
    let (Some(awards), true) = (vested, case.question.bounty.is_some()) else {
        return Ok(vec![]);
    };
    let mut amounts = awards.amounts(case.progress.pot)?;
    amounts.retain(|(winner, _)| winner.stage.settled() != winner.stage);
    Ok(amounts)
}

fn pay(
    call: &mut Call<'_>,
    response: Response,
    (case, (answer, amount)): (&Case, (u32, Uint128)),
) -> Result<Response, ContractError> {
    let author = find::answer(call.deps.storage, case.number, answer)?.author;
    let asset = case.bounty()?.asset.clone();
    let event = AwardPaid {
        question: case.number,
        answer,
        author: author.clone(),
        asset: asset.key(),
        amount,
    };
    let money = AssetAmount { asset, amount };
    Ok(push(call, response, (author, money))?.add_event(event))
}

/// The challenger's part leaves, unless the challenger is a funder; the rest is what goes back.
fn reverse(
    call: &mut Call<'_>,
    response: Response,
    (case, (answer, amount)): (&Case, (u32, Uint128)),
) -> Result<(Response, Uint128), ContractError> {
    let storage = &*call.deps.storage;
    let challenger = CHALLENGES.load(storage, (case.number, answer))?.challenger;
    let parts = reversal(amount.u128(), is_funder(storage, case, &challenger));
    let asset = case.bounty()?.asset.clone();
    let (reward, back) = (parts.challenger.into(), parts.funders.into());
    let event = AwardReversed {
        question: case.number,
        answer,
        challenger: challenger.clone(),
        asset: asset.key(),
        reward,
        returned: back,
    };
    let money = AssetAmount {
        asset,
        amount: reward,
    };
    let response = push(call, response, (challenger, money))?;
    Ok((response.add_event(event), back))
}

/// Money leaves a question's books for somebody.
pub fn push(
    call: &mut Call<'_>,
    response: Response,
    (owner, money): (Addr, AssetAmount),
) -> Result<Response, ContractError> {
    let contract: &Addr = &call.env.contract.address;
    let AssetAmount { asset, amount } = money;
    let payout = Payout {
        owner,
        asset,
        amount,
    };
    let push = books::push(call.deps.storage, contract, payout)?;
    Ok(response.add_submessages(push))
}
