//! Who gets a bounty: the asker says so, or silence does; and then it vests.

use aftercare_domain::money::Bps;
use aftercare_domain::reward::{awards, silence_winner};
use aftercare_domain::time::UnixTime;
use aftercare_interface::community::{Weight, MAX_WINNERS, VESTING};
use aftercare_kit::books::{self, Payout};
use aftercare_kit::{check, KitError};
use cosmwasm_std::{Addr, Event, Response, StdResult, Uint128};

use super::{told, Call};
use crate::event::{AnswersAccepted, AwardFixed, AwardPaid, BountyReturned, QuestionDecided};
use crate::find;
use crate::rules;
use crate::state::{Award, Decision, Payment, Progress, Question, AWARDS, DUE, PROGRESS};
use crate::ContractError;

pub fn accept(
    mut call: Call<'_>,
    number: u64,
    weights: Vec<Weight>,
) -> Result<Response, ContractError> {
    let (question, mut progress) = find::open_question(call.deps.storage, number, call.now())?;
    if question.asker != call.sender {
        let sender = call.sender;
        return Err(ContractError::NotAsker {
            question: number,
            sender,
        });
    }
    check_weights(&weights)?;
    let fixed = Fixed {
        number,
        question: &question,
        at: call.now(),
    };
    let events = fix(&mut call, &fixed, &weights)?;
    let due = progress.silence_from();
    progress.decision = Some(Decision::Accepted(fixed.payment()));
    move_due(&mut call, &fixed, due);
    PROGRESS.save(call.deps.storage, number, &progress);
    let answers = u32::try_from(weights.len()).unwrap_or(u32::MAX);
    let accepted = AnswersAccepted {
        question: number,
        asker: question.asker,
        answers,
    };
    Ok(told("accept").add_event(accepted).add_events(events))
}

fn check_weights(weights: &[Weight]) -> Result<(), ContractError> {
    check::count(weights.len(), "weights", 1, MAX_WINNERS)?;
    let answers: Vec<u32> = weights.iter().map(|weight| weight.answer).collect();
    check::each_once(&answers, "weights")?;
    for weight in weights {
        check::range(weight.share.0, "weights.share", 1, Bps::WHOLE.0)?;
    }
    let sum: u128 = weights
        .iter()
        .map(|weight| u128::from(weight.share.0))
        .sum();
    if sum == u128::from(Bps::WHOLE.0) {
        Ok(())
    } else {
        Err(ContractError::WeightSum { sum })
    }
}

/// A decision, and the moment from which its awards vest.
struct Fixed<'a> {
    number: u64,
    question: &'a Question,
    at: UnixTime,
}

impl Fixed<'_> {
    fn vests_at(&self) -> Option<UnixTime> {
        self.question.bounty.as_ref().map(|_| self.at.plus(VESTING))
    }

    fn payment(&self) -> Payment {
        match self.vests_at() {
            Some(at) => Payment::Vesting { at },
            None => Payment::Nothing,
        }
    }
}

/// Writes each chosen answer's award.
fn fix(
    call: &mut Call<'_>,
    fixed: &Fixed<'_>,
    weights: &[Weight],
) -> Result<Vec<Event>, ContractError> {
    let bounty = fixed.question.bounty.as_ref();
    let bounty = bounty.map_or(0, |bounty| bounty.amount.u128());
    let shares: Vec<Bps> = weights.iter().map(|weight| weight.share).collect();
    let overflow = KitError::Overflow { field: "weights" };
    let amounts = awards(bounty, &shares).ok_or(overflow)?;
    let parts = weights.iter().zip(amounts);
    parts
        .map(|(weight, amount)| award(call, fixed, (weight, amount.into())))
        .collect()
}

fn award(
    call: &mut Call<'_>,
    fixed: &Fixed<'_>,
    (weight, amount): (&Weight, Uint128),
) -> Result<Event, ContractError> {
    let key = (fixed.number, weight.answer);
    let author = find::answer(call.deps.storage, key.0, key.1)?.author;
    let share = weight.share;
    AWARDS.save(call.deps.storage, key, &Award { share, amount });
    Ok(AwardFixed {
        question: key.0,
        answer: key.1,
        author,
        share,
        award: amount,
        vests_at: fixed.vests_at(),
    }
    .into())
}

/// From the decision that was due to the vesting that is.
fn move_due(call: &mut Call<'_>, fixed: &Fixed<'_>, from: UnixTime) {
    DUE.remove(call.deps.storage, (from.0, fixed.number));
    if let Some(at) = fixed.vests_at() {
        DUE.save(call.deps.storage, (at.0, fixed.number), &());
    }
}

pub fn poke(mut call: Call<'_>, number: u64) -> Result<Response, ContractError> {
    let response = by_silence(&mut call, told("poke"), number)?;
    pay_vested(&mut call, response, number)
}

/// Decides by silence what is past its decision time; does nothing otherwise.
pub fn by_silence(
    call: &mut Call<'_>,
    response: Response,
    number: u64,
) -> Result<Response, ContractError> {
    // Most of the time nothing is due: then the question itself need not be read.
    if !find::progress(call.deps.storage, number)?.is_undecided(call.now()) {
        return Ok(response);
    }
    let (question, progress) = find::question(call.deps.storage, number)?;
    if question.bounty.is_none() {
        return Ok(response);
    }
    let tallies = rules::tallies(call.deps.storage, number, progress.answers)?;
    let threshold = question.silence_threshold.u128();
    let winner = silence_winner(&tallies, threshold);
    let winner = winner.and_then(|place| Some((u32::try_from(place).ok()?, tallies.get(place)?)));
    let event = QuestionDecided {
        question: number,
        winner: winner.map(|(answer, _)| answer),
        thanks: winner.map(|(_, tally)| tally.thanks.into()),
    };
    let response = response.add_event(event);
    let decided = (number, &question, progress);
    let event = match winner {
        Some((answer, _)) => give_whole(call, decided, answer)?,
        None => give_back(call, decided)?,
    };
    Ok(response.add_event(event))
}

/// Awards vest from the decision time, not from the message that noticed it.
fn give_whole(
    call: &mut Call<'_>,
    (number, question, mut progress): (u64, &Question, Progress),
    answer: u32,
) -> Result<Event, ContractError> {
    let fixed = Fixed {
        number,
        question,
        at: progress.decide_by,
    };
    let share = Bps::WHOLE;
    let amount = question.bounty.as_ref().map(|bounty| bounty.amount);
    let whole = (&Weight { answer, share }, amount.unwrap_or_default());
    let event = award(call, &fixed, whole)?;
    move_due(call, &fixed, progress.silence_from());
    progress.decision = Some(Decision::ForAnswer(fixed.payment()));
    PROGRESS.save(call.deps.storage, number, &progress);
    Ok(event)
}

fn give_back(
    call: &mut Call<'_>,
    (number, question, mut progress): (u64, &Question, Progress),
) -> Result<Event, ContractError> {
    let bounty = question.bounty.clone();
    let bounty = bounty.ok_or(ContractError::QuestionUnknown { question: number })?;
    let due = (progress.silence_from().0, number);
    DUE.remove(call.deps.storage, due);
    progress.decision = Some(Decision::Refunded);
    PROGRESS.save(call.deps.storage, number, &progress);
    let owner = question.asker.clone();
    Ok(BountyReturned {
        question: number,
        asset: bounty.asset.key(),
        amount: bounty.amount,
        claim: books::claim(call.deps.storage, &owner, bounty)?,
        owner,
    }
    .into())
}

fn pay_vested(
    call: &mut Call<'_>,
    response: Response,
    number: u64,
) -> Result<Response, ContractError> {
    let (question, mut progress) = find::question(call.deps.storage, number)?;
    let (Some(Payment::Vesting { at }), Some(bounty)) = (progress.payment(), question.bounty)
    else {
        return Ok(response);
    };
    let vested_at = *at;
    if call.now() < vested_at {
        return Ok(response);
    }
    let paid = Payment::Paid { vested_at };
    progress.decision = match progress.decision {
        Some(Decision::ForAnswer(_)) => Some(Decision::ForAnswer(paid)),
        _ => Some(Decision::Accepted(paid)),
    };
    PROGRESS.save(call.deps.storage, number, &progress);
    DUE.remove(call.deps.storage, (vested_at.0, number));
    let mut response = response;
    for (answer, award) in chosen(call, number)? {
        let author = find::answer(call.deps.storage, number, answer)?.author;
        let asset = bounty.asset.clone();
        let payout = Payout {
            owner: author,
            asset,
            amount: award.amount,
        };
        response = pay(call, response, ((number, answer), payout))?;
    }
    Ok(response)
}

fn chosen(call: &Call<'_>, number: u64) -> StdResult<Vec<(u32, Award)>> {
    AWARDS
        .of(call.deps.storage, number, (None, None))
        .take(MAX_WINNERS)
        .collect()
}

fn pay(
    call: &mut Call<'_>,
    response: Response,
    ((question, answer), payout): ((u64, u32), Payout),
) -> Result<Response, ContractError> {
    let contract: &Addr = &call.env.contract.address;
    let event = AwardPaid {
        question,
        answer,
        author: payout.owner.clone(),
        asset: payout.asset.key(),
        amount: payout.amount,
    };
    let push = books::push(call.deps.storage, contract, payout)?;
    Ok(response.add_submessages(push).add_event(event))
}
