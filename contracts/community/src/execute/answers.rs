//! Answers: given, changed and taken back by their authors, dismissed by curators, made official by the
//! provider that the question names.

use aftercare_domain::bounty::decide_by;
use aftercare_interface::community::{AnswerId, AnswerStatus, MAX_ANSWERS};
use aftercare_interface::Commitment;
use aftercare_kit::check;
use cosmwasm_std::{Addr, Response, Storage};

use super::ask::SPANS;
use super::{told, Call};
use crate::case::Case;
use crate::event::{
    AnswerDismissed, AnswerEdited, AnswerMadeOfficial, AnswerWithdrawn, QuestionAnswered,
};
use crate::state::questions::{Answer, Review, ANSWERED, ANSWERS, FUNDERS, UNANSWERED};
use crate::{circles, find, peers, rules, ContractError};

pub fn answer(call: Call<'_>, number: u64, content: Commitment) -> Result<Response, ContractError> {
    check::commitment(&content, "content")?;
    let (now, author) = (call.now(), call.sender);
    let storage = call.deps.storage;
    let mut case = Case::load_open(storage, number, now)?;
    check_author(storage, &case, &author)?;
    let place = case.progress.answers;
    case.progress.answers = place.saturating_add(1);
    if place == 0 {
        // The first answer leaves the asker time to read it.
        case.progress.decide_by = decide_by(case.question.asked_at, Some(now), SPANS);
    }
    let answer = Answer {
        author: author.clone(),
        topic: case.question.topic.clone(),
        content,
        answered_at: now,
        decide_by: case.progress.decide_by,
        status: AnswerStatus::Standing,
        review: Review::Nothing,
    };
    ANSWERS.save(storage, (number, place), &answer);
    ANSWERED.save(storage, (number, &author), &place);
    stand(storage, &mut case);
    let decide_by = case.progress.decide_by;
    Ok(told("answer").add_event(QuestionAnswered {
        question: number,
        answer: place,
        author,
        decide_by,
    }))
}

fn check_author(storage: &dyn Storage, case: &Case, sender: &Addr) -> Result<(), ContractError> {
    let question = case.number;
    if case.question.asker == *sender {
        return Err(ContractError::OwnQuestion { question });
    }
    if let Some(answer) = ANSWERED.may_load(storage, (question, sender))? {
        return Err(ContractError::AlreadyAnswered { question, answer });
    }
    if case.progress.answers >= MAX_ANSWERS {
        let max = MAX_ANSWERS;
        return Err(ContractError::AnswersFull { question, max });
    }
    Ok(())
}

/// One answer more stands; the question leaves the list of unanswered ones with the first.
fn stand(storage: &mut dyn Storage, case: &mut Case) {
    if case.progress.standing == 0 {
        UNANSWERED.remove(storage, (case.question.asked_at.0, case.number));
    }
    case.progress.standing = case.progress.standing.saturating_add(1);
    case.save(storage);
}

/// One answer fewer stands; where none is left, the question is unanswered again.
fn fall(storage: &mut dyn Storage, case: &mut Case) {
    case.progress.standing = case.progress.standing.saturating_sub(1);
    if case.progress.standing == 0 {
        UNANSWERED.save(storage, (case.question.asked_at.0, case.number), &());
    }
    case.save(storage);
}

pub fn edit(call: Call<'_>, question: u64, content: Commitment) -> Result<Response, ContractError> {
    check::commitment(&content, "content")?;
    let (now, author) = (call.now(), call.sender);
    let storage = call.deps.storage;
    Case::load_open(storage, question, now)?;
    let (place, answer) = find::own_answer(storage, question, &author)?;
    if rules::questions::is_touched(storage, (question, place), &answer)? {
        let answer = place;
        return Err(ContractError::AnswerTouched { question, answer });
    }
    ANSWERS.save(storage, (question, place), &Answer { content, ..answer });
    Ok(told("edit_answer").add_event(AnswerEdited {
        question,
        answer: place,
        author,
    }))
}

pub fn withdraw(call: Call<'_>, question: u64) -> Result<Response, ContractError> {
    let (now, author) = (call.now(), call.sender);
    let storage = call.deps.storage;
    let mut case = Case::load_open(storage, question, now)?;
    let (place, answer) = find::own_answer(storage, question, &author)?;
    let status = AnswerStatus::Withdrawn;
    ANSWERS.save(storage, (question, place), &Answer { status, ..answer });
    fall(storage, &mut case);
    Ok(told("withdraw_answer").add_event(AnswerWithdrawn {
        question,
        answer: place,
        author,
        standing: case.progress.standing,
    }))
}

pub fn dismiss(call: Call<'_>, id: AnswerId) -> Result<Response, ContractError> {
    let (now, by) = (call.now(), call.sender);
    let storage = call.deps.storage;
    circles::assert_curator(storage, &by, now)?;
    let mut case = Case::load_open(storage, id.question, now)?;
    refuse_interested(storage, &case, &by)?;
    let answer = find::standing_answer(storage, id)?;
    let status = AnswerStatus::Dismissed;
    let key = (id.question, id.answer);
    ANSWERS.save(storage, key, &Answer { status, ..answer });
    fall(storage, &mut case);
    Ok(told("dismiss").add_event(AnswerDismissed {
        question: id.question,
        answer: id.answer,
        by,
        standing: case.progress.standing,
    }))
}

/// Who asked, funds or answered a question does not judge its answers.
pub fn refuse_interested(
    storage: &dyn Storage,
    case: &Case,
    sender: &Addr,
) -> Result<(), ContractError> {
    let key = (case.number, sender);
    let asks = case.question.asker == *sender;
    if asks || FUNDERS.has(storage, key) || ANSWERED.has(storage, key) {
        return Err(ContractError::Interested {
            question: case.number,
            sender: sender.clone(),
        });
    }
    Ok(())
}

pub fn make_official(call: Call<'_>, id: AnswerId) -> Result<Response, ContractError> {
    let (question, _) = find::question(call.deps.storage, id.question)?;
    let provider = spoken_for(&call, question.provider)?;
    let by = call.sender;
    let provider = provider.ok_or_else(|| ContractError::NotProvider {
        question: id.question,
        sender: by.clone(),
    })?;
    let storage = call.deps.storage;
    let answer = find::standing_answer(storage, id)?;
    let review = Review::Official;
    let key = (id.question, id.answer);
    ANSWERS.save(storage, key, &Answer { review, ..answer });
    Ok(told("make_official").add_event(AnswerMadeOfficial {
        question: id.question,
        answer: id.answer,
        provider,
        by,
    }))
}

/// The provider, where the sender speaks for it.
fn spoken_for(call: &Call<'_>, provider: Option<Addr>) -> Result<Option<Addr>, ContractError> {
    let Some(provider) = provider else {
        return Ok(None);
    };
    let itself = call.sender == provider;
    let parties = (&provider, &call.sender);
    let speaks = itself || peers::is_agent(call.deps.as_ref(), call.now(), parties)?;
    Ok(speaks.then_some(provider))
}
