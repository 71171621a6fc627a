//! Questions, with a bounty or without, and their answers.

use aftercare_domain::reward::{decide_by, silence_threshold};
use aftercare_domain::time::{Seconds, UnixTime};
use aftercare_interface::community::{
    Cw20Hook, NewQuestion, DECIDE_AFTER_ANSWER, DECIDE_AFTER_QUESTION, MAX_ANSWERS, MAX_NAME,
};
use aftercare_interface::{Asset, AssetAmount, Commitment};
use aftercare_kit::{books, check, ids, json, KitError};
use cosmwasm_std::{Response, Uint128};
use cw20::Cw20ReceiveMsg;

use super::{told, Call};
use crate::event::{QuestionAnswered, QuestionAsked};
use crate::find;
use crate::state::{
    Answer, Progress, Question, ANSWERED, ANSWERS, DUE, LAST_QUESTION, PROGRESS, QUESTIONS, RATES,
};
use crate::ContractError;

const SPANS: (Seconds, Seconds) = (DECIDE_AFTER_QUESTION, DECIDE_AFTER_ANSWER);

/// A token tells that it has moved its own units here: the token is whoever sends this message, and counts
/// only where it is listed.
pub fn receive(call: Call<'_>, hook: Cw20ReceiveMsg) -> Result<Response, ContractError> {
    let asset = Asset::cw20(&call.sender);
    books::require_open(call.deps.storage, &asset)?;
    check::range(hook.amount.u128(), "amount", 1, u128::MAX)?;
    let sender = call.deps.api.addr_validate(&hook.sender)?;
    let Cw20Hook::Ask(question) = json::read(&hook.msg)?;
    let amount = hook.amount;
    let call = Call { sender, ..call };
    ask(call, question, Some(AssetAmount { asset, amount }))
}

pub fn ask(
    call: Call<'_>,
    new: NewQuestion,
    bounty: Option<AssetAmount>,
) -> Result<Response, ContractError> {
    check::name(&new.topic, "topic", 1, MAX_NAME)?;
    check::name(&new.product, "product", 0, MAX_NAME)?;
    check::commitment(&new.content, "content")?;
    let silence_threshold = threshold(&call, bounty.as_ref())?;
    let (now, deps) = (call.now(), call.deps);
    if let Some(bounty) = &bounty {
        books::receive_new(deps.storage, &bounty.asset, bounty.amount)?;
    }
    let number = ids::next(deps.storage, &LAST_QUESTION, "questions")?;
    let question = Question {
        asker: call.sender,
        topic: new.topic,
        product: new.product,
        content: new.content,
        bounty,
        asked_at: now,
        silence_threshold,
    };
    let progress = Progress {
        answers: 0,
        decide_by: decide_by(now, None, SPANS),
        decision: None,
    };
    QUESTIONS.save(deps.storage, number, &question);
    PROGRESS.save(deps.storage, number, &progress);
    if question.bounty.is_some() {
        DUE.save(deps.storage, (progress.silence_from().0, number), &());
    }
    Ok(told("ask").add_event(asked(number, question, progress.decide_by)))
}

fn asked(number: u64, question: Question, decide_by: UnixTime) -> QuestionAsked {
    QuestionAsked {
        question: number,
        asker: question.asker,
        asset: question.bounty.as_ref().map(|bounty| bounty.asset.key()),
        bounty: question.bounty.map(|bounty| bounty.amount),
        decide_by,
        silence_threshold: question.silence_threshold,
    }
}

/// Frozen when a question is asked; an asset without a rate counts as one that makes no points.
fn threshold(call: &Call<'_>, bounty: Option<&AssetAmount>) -> Result<Uint128, ContractError> {
    let Some(bounty) = bounty else {
        return Ok(Uint128::one());
    };
    let rate = RATES.may_load(call.deps.storage, &bounty.asset.key())?;
    let rate = rate.map(|rate| rate.at(call.now())).unwrap_or_default();
    let share = call.config()?.silence_threshold;
    let overflow = KitError::Overflow {
        field: "silence_threshold",
    };
    let points = silence_threshold(bounty.amount.u128(), rate.atomics().u128(), share);
    Ok(points.ok_or(overflow)?.into())
}

pub fn answer(
    mut call: Call<'_>,
    number: u64,
    content: Commitment,
) -> Result<Response, ContractError> {
    check::commitment(&content, "content")?;
    let (question, mut progress) = find::open_question(call.deps.storage, number, call.now())?;
    check_author(&call, number, (&question, &progress))?;
    let place = progress.answers;
    progress.answers = place.saturating_add(1);
    if place == 0 {
        move_decision(&mut call, number, (&question, &mut progress))?;
    }
    let author = call.sender.clone();
    let answer = Answer {
        author: author.clone(),
        topic: question.topic,
        content,
        answered_at: call.now(),
    };
    let storage = call.deps.storage;
    ANSWERS.save(storage, (number, place), &answer);
    ANSWERED.save(storage, (number, &author), &place);
    PROGRESS.save(storage, number, &progress);
    let decide_by = progress.decide_by;
    Ok(told("answer").add_event(QuestionAnswered {
        question: number,
        answer: place,
        author,
        decide_by,
    }))
}

fn check_author(
    call: &Call<'_>,
    number: u64,
    (question, progress): (&Question, &Progress),
) -> Result<(), ContractError> {
    if question.asker == call.sender {
        return Err(ContractError::OwnQuestion { question: number });
    }
    if let Some(answer) = ANSWERED.may_load(call.deps.storage, (number, &call.sender))? {
        return Err(ContractError::AlreadyAnswered {
            question: number,
            answer,
        });
    }
    if progress.answers >= MAX_ANSWERS {
        let (question, max) = (number, MAX_ANSWERS);
        return Err(ContractError::AnswersFull { question, max });
    }
    Ok(())
}

/// The first answer leaves the asker time to read it.
fn move_decision(
    call: &mut Call<'_>,
    number: u64,
    (question, progress): (&Question, &mut Progress),
) -> Result<(), ContractError> {
    let before = progress.silence_from();
    progress.decide_by = decide_by(question.asked_at, Some(call.now()), SPANS);
    if question.bounty.is_some() && progress.silence_from() != before {
        DUE.remove(call.deps.storage, (before.0, number));
        let due = (progress.silence_from().0, number);
        DUE.save(call.deps.storage, due, &());
    }
    Ok(())
}
