//! Who gets a bounty: the asker says so, or silence does.

use aftercare_domain::bounty::{silence_winner, Tally};
use aftercare_domain::money::Bps;
use aftercare_domain::time::UnixTime;
use aftercare_interface::community::{AnswerId, AnswerStatus, Weight, MAX_WINNERS, VESTING};
use aftercare_kit::check;
use cosmwasm_std::{Event, Response, Storage};

use super::{told, top_up, Call};
use crate::case::Case;
use crate::event::{AnswersAccepted, AwardFixed, QuestionDecided};
use crate::rules::questions as rules;
use crate::state::questions::{AwardStage, Awards, Decision, Winner, FUNDERS};
use crate::{find, ContractError};

pub fn accept(
    call: Call<'_>,
    question: u64,
    weights: Vec<Weight>,
) -> Result<Response, ContractError> {
    let (now, asker) = (call.now(), call.sender);
    let storage = call.deps.storage;
    let mut case = Case::load_open(storage, question, now)?;
    if case.question.asker != asker {
        let sender = asker;
        return Err(ContractError::NotAsker { question, sender });
    }
    check_weights(&weights)?;
    let answers = u32::try_from(weights.len()).unwrap_or(u32::MAX);
    let awards = awards(weights, now);
    let events = fixed(storage, &case, &awards)?;
    case.progress.decision = Some(Decision::Accepted(awards));
    case.save(storage);
    let accepted = AnswersAccepted {
        question,
        asker,
        answers,
    };
    Ok(told("accept").add_event(accepted).add_events(events))
}

fn check_weights(weights: &[Weight]) -> Result<(), ContractError> {
    let answers: Vec<u32> = weights.iter().map(|weight| weight.answer).collect();
    check::each_once(&answers, "weights")?;
    let shares: Vec<Bps> = weights.iter().map(|weight| weight.share).collect();
    check_shares(&shares)
}

/// One to five shares that make up a whole.
pub fn check_shares(shares: &[Bps]) -> Result<(), ContractError> {
    check::count(shares.len(), "weights", 1, MAX_WINNERS)?;
    for share in shares {
        check::range(share.0, "weights.share", 1, Bps::WHOLE.0)?;
    }
    let sum: u128 = shares.iter().map(|share| u128::from(share.0)).sum();
    if sum == u128::from(Bps::WHOLE.0) {
        Ok(())
    } else {
        Err(ContractError::WeightSum { sum })
    }
}

/// Awards vest from the moment at which they are fixed.
fn awards(weights: Vec<Weight>, fixed_at: UnixTime) -> Awards {
    let winner = |weight: Weight| Winner {
        answer: weight.answer,
        share: weight.share,
        stage: AwardStage::Vesting,
    };
    Awards {
        vests_at: fixed_at.plus(VESTING),
        winners: weights.into_iter().map(winner).collect(),
    }
}

/// Checks that each chosen answer stands, and tells of its award.
fn fixed(storage: &dyn Storage, case: &Case, awards: &Awards) -> Result<Vec<Event>, ContractError> {
    let question = case.number;
    let bounty = case.question.bounty.as_ref();
    let vests_at = bounty.map(|_| awards.vests_at);
    let tell = |(winner, award): (Winner, _)| {
        let answer = winner.answer;
        let id = AnswerId { question, answer };
        let author = find::standing_answer(storage, id)?.author;
        let share = winner.share;
        Ok(AwardFixed {
            question,
            answer,
            author,
            share,
            award,
            vests_at,
        }
        .into())
    };
    let amounts = awards.amounts(case.progress.pot)?;
    amounts.into_iter().map(tell).collect()
}

/// Decides by silence what is past its decision time; does nothing otherwise.
pub fn by_silence(
    call: &mut Call<'_>,
    response: Response,
    number: u64,
) -> Result<Response, ContractError> {
    // Most of the time nothing is due: then the question itself need not be read.
    let progress = find::progress(call.deps.storage, number)?;
    if !progress.is_undecided(call.now()) {
        return Ok(response);
    }
    let mut case = Case::load(call.deps.storage, number)?;
    if case.question.bounty.is_none() {
        return Ok(response);
    }
    let storage = &mut *call.deps.storage;
    let (winner, tally) = match winner(storage, &case)? {
        Some((answer, tally)) => (Some(answer), tally.net()),
        None => (None, None),
    };
    let event = QuestionDecided {
        question: number,
        winner,
        thanks: tally.map(Into::into),
    };
    let events = match winner {
        Some(answer) => give_whole(storage, &mut case, answer)?,
        None => top_up::give_up(storage, &mut case, Decision::Refunded)?,
    };
    Ok(response.add_event(event).add_events(events))
}

/// The answer that silence decides for. An answer that cannot be chosen, and one by a funder, has no say.
fn winner(storage: &dyn Storage, case: &Case) -> Result<Option<(u32, Tally)>, ContractError> {
    let (number, progress) = (case.number, &case.progress);
    let threshold = rules::threshold(storage, number, (&case.question, progress))?;
    let tallies = (0..progress.answers)
        .map(|answer| able(storage, (number, answer), threshold))
        .collect::<Result<Vec<_>, ContractError>>()?;
    let place = silence_winner(&tallies, threshold);
    Ok(place.and_then(|place| {
        let tally = tallies.get(place).copied().flatten()?;
        Some((u32::try_from(place).ok()?, tally))
    }))
}

/// Thanks are read first: few answers reach the threshold.
fn able(
    storage: &dyn Storage,
    key: (u64, u32),
    threshold: u128,
) -> Result<Option<Tally>, ContractError> {
    let tally = rules::tally(storage, key)?;
    if !tally.reaches(threshold) {
        return Ok(None);
    }
    let answer = find::answer(storage, key.0, key.1)?;
    let stands = answer.status == AnswerStatus::Standing;
    let funds = FUNDERS.has(storage, (key.0, &answer.author));
    Ok((stands && !funds).then_some(tally))
}

/// Awards vest from the decision time, not from the message that noticed it.
fn give_whole(
    storage: &mut dyn Storage,
    case: &mut Case,
    answer: u32,
) -> Result<Vec<Event>, ContractError> {
    let share = Bps::WHOLE;
    let awards = awards(vec![Weight { answer, share }], case.progress.decide_by);
    let events = fixed(storage, case, &awards)?;
    case.progress.decision = Some(Decision::ForAnswer(awards));
    case.save(storage);
    Ok(events)
}
