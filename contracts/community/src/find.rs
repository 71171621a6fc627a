//! Records that a message or a question names, or the refusal that says which one is missing.

use aftercare_domain::time::UnixTime;
use cosmwasm_std::Storage;

use crate::state::{Answer, Progress, Question, ANSWERS, PROGRESS, QUESTIONS};
use crate::ContractError;

pub fn question(
    storage: &dyn Storage,
    question: u64,
) -> Result<(Question, Progress), ContractError> {
    let found = QUESTIONS.may_load(storage, question)?;
    let found = found.ok_or(ContractError::QuestionUnknown { question })?;
    Ok((found, PROGRESS.load(storage, question)?))
}

pub fn open_question(
    storage: &dyn Storage,
    number: u64,
    now: UnixTime,
) -> Result<(Question, Progress), ContractError> {
    let (found, progress) = question(storage, number)?;
    if progress.is_open(now) {
        return Ok((found, progress));
    }
    Err(ContractError::QuestionNotOpen {
        question: number,
        decide_by: progress.decide_by,
        now,
    })
}

pub fn answer(storage: &dyn Storage, question: u64, answer: u32) -> Result<Answer, ContractError> {
    ANSWERS
        .may_load(storage, (question, answer))?
        .ok_or(ContractError::AnswerUnknown { question, answer })
}
