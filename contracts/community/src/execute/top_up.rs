//! What others add to a bounty, and how bounties go back to those who funded them.

use aftercare_domain::bounty::{pro_rata, Funding};
use aftercare_interface::community::MAX_FUNDERS;
use aftercare_interface::AssetAmount;
use aftercare_kit::books::{self, Payout};
use aftercare_kit::KitError;
use cosmwasm_std::{Addr, Event, Response, Storage, Uint128};

use super::{decide, plus, told, Call};
use crate::case::Case;
use crate::event::{BountyReturned, BountyToppedUp, BountyWithdrawn, TopUpTakenBack};
use crate::state::questions::{Decision, FUNDERS, UNANSWERED};
use crate::ContractError;

pub fn top_up(
    call: Call<'_>,
    question: u64,
    money: AssetAmount,
) -> Result<Response, ContractError> {
    let (now, funder) = (call.now(), call.sender);
    let storage = call.deps.storage;
    let mut case = Case::load_open(storage, question, now)?;
    if case.question.asker == funder {
        return Err(ContractError::OwnQuestion { question });
    }
    check_asset(&case, &money)?;
    books::receive_new(storage, &money.asset, money.amount)?;
    let before = funding(storage, &mut case, &funder)?;
    let overflow = KitError::Overflow { field: "top_up" };
    let funding = before.plus(money.amount.u128(), now).ok_or(overflow)?;
    FUNDERS.save(storage, (question, &funder), &funding);
    case.progress.pot = plus(case.progress.pot, money.amount, "bounty")?;
    case.save(storage);
    Ok(told("top_up").add_event(BountyToppedUp {
        question,
        funder,
        asset: money.asset.key(),
        amount: money.amount,
        waiting: funding.waiting.into(),
        joins_at: funding.joins_at,
        bounty: case.progress.pot,
    }))
}

/// For money that comes to a bounty in one asset.
pub fn check_asset(case: &Case, money: &AssetAmount) -> Result<(), ContractError> {
    let need = &case.bounty()?.asset;
    if *need == money.asset {
        return Ok(());
    }
    Err(ContractError::OtherAsset {
        sent: money.asset.clone(),
        need: need.clone(),
    })
}

/// What the funder has added before; a new one takes a place.
fn funding(
    storage: &dyn Storage,
    case: &mut Case,
    funder: &Addr,
) -> Result<Funding, ContractError> {
    if let Some(funding) = FUNDERS.may_load(storage, (case.number, funder))? {
        return Ok(funding);
    }
    if case.progress.funders >= MAX_FUNDERS {
        return Err(ContractError::FundersFull {
            question: case.number,
            max: MAX_FUNDERS,
        });
    }
    case.progress.funders = case.progress.funders.saturating_add(1);
    Ok(Funding::default())
}

/// A decision that is due is taken first, so that it is the same whenever somebody notices.
pub fn take_back(mut call: Call<'_>, question: u64) -> Result<Response, ContractError> {
    let response = decide::by_silence(&mut call, told("take_back"), question)?;
    let contract = call.env.contract.address.clone();
    let (now, funder) = (call.now(), call.sender);
    let storage = call.deps.storage;
    let mut case = Case::load(storage, question)?;
    let amount = take(storage, &mut case, (&funder, now))?;
    let asset = case.bounty()?.asset.clone();
    case.save(storage);
    let event = TopUpTakenBack {
        question,
        funder: funder.clone(),
        asset: asset.key(),
        amount,
        bounty: case.progress.pot,
    };
    let payout = Payout {
        owner: funder,
        asset,
        amount,
    };
    let push = books::push(storage, &contract, payout)?;
    Ok(response.add_submessages(push).add_event(event))
}

/// Takes what still waits out of the books of the question.
fn take(
    storage: &mut dyn Storage,
    case: &mut Case,
    (funder, now): (&Addr, aftercare_domain::time::UnixTime),
) -> Result<Uint128, ContractError> {
    let key = (case.number, funder);
    let held = FUNDERS.may_load(storage, key)?.unwrap_or_default().at(now);
    if held.waiting == 0 || !case.progress.holds_bounty() {
        return Err(ContractError::NothingWaiting {
            question: case.number,
            sender: funder.clone(),
        });
    }
    if held.joined == 0 {
        FUNDERS.remove(storage, key);
        case.progress.funders = case.progress.funders.saturating_sub(1);
    } else {
        let waiting = 0;
        FUNDERS.save(storage, key, &Funding { waiting, ..held });
    }
    let amount = Uint128::new(held.waiting);
    case.progress.pot = case.progress.pot.saturating_sub(amount);
    Ok(amount)
}

pub fn withdraw_bounty(call: Call<'_>, question: u64) -> Result<Response, ContractError> {
    let (now, asker) = (call.now(), call.sender);
    let storage = call.deps.storage;
    let mut case = Case::load_open(storage, question, now)?;
    if case.question.asker != asker {
        let sender = asker;
        return Err(ContractError::NotAsker { question, sender });
    }
    case.bounty()?;
    let standing = case.progress.standing;
    if standing > 0 {
        return Err(ContractError::AnswerStands { question, standing });
    }
    let event = BountyWithdrawn { question, asker };
    let returned = give_up(storage, &mut case, Decision::Withdrawn)?;
    let response = told("withdraw_bounty").add_event(event);
    Ok(response.add_events(returned))
}

/// Ends a question whose bounty goes back.
pub fn give_up(
    storage: &mut dyn Storage,
    case: &mut Case,
    decision: Decision,
) -> Result<Vec<Event>, ContractError> {
    if case.progress.standing == 0 {
        UNANSWERED.remove(storage, (case.question.asked_at.0, case.number));
    }
    case.progress.decision = Some(decision);
    case.save(storage);
    give_back(storage, case, case.progress.pot)
}

/// Money that goes back becomes its funders' claims, by what each put in; what rounding leaves is the
/// asker's.
pub fn give_back(
    storage: &mut dyn Storage,
    case: &Case,
    whole: Uint128,
) -> Result<Vec<Event>, ContractError> {
    let funders = funders(storage, case)?;
    let weights: Vec<u128> = funders.iter().map(|(_, amount)| *amount).collect();
    let overflow = KitError::Overflow { field: "bounty" };
    let parts = pro_rata(whole.u128(), &weights).ok_or(overflow)?;
    let parts = funders.into_iter().zip(parts);
    let parts = parts.filter(|(_, part)| *part > 0);
    parts
        .map(|((owner, _), part)| returned(storage, case, (owner, part.into())))
        .collect()
}

fn returned(
    storage: &mut dyn Storage,
    case: &Case,
    (owner, amount): (Addr, Uint128),
) -> Result<Event, ContractError> {
    let asset = case.bounty()?.asset.clone();
    let key = asset.key();
    Ok(BountyReturned {
        question: case.number,
        asset: key,
        amount,
        claim: books::claim(storage, &owner, AssetAmount { asset, amount })?,
        owner,
    }
    .into())
}

/// The asker first, then the others; at most 21.
fn funders(storage: &dyn Storage, case: &Case) -> Result<Vec<(Addr, u128)>, ContractError> {
    let mut funders = vec![(case.question.asker.clone(), case.bounty()?.amount.u128())];
    if case.progress.funders == 0 {
        return Ok(funders);
    }
    let most = usize::try_from(MAX_FUNDERS).unwrap_or(0);
    for entry in FUNDERS.of(storage, case.number, (None, None)).take(most) {
        let (funder, funding) = entry?;
        let overflow = KitError::Overflow { field: "bounty" };
        funders.push((funder, funding.total().ok_or(overflow)?));
    }
    Ok(funders)
}
