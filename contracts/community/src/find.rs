//! Records that a message or a question names, or the refusal that says which one is missing.

use aftercare_domain::time::UnixTime;
use aftercare_interface::community::Item;
use cosmwasm_std::{Addr, Storage};

use crate::state::knowledge::{Knowledge, KNOWLEDGE_ITEMS};
use crate::state::{Answer, Progress, Question, ANSWERS, PROGRESS, QUESTIONS};
use crate::ContractError;

pub fn question(
    storage: &dyn Storage,
    question: u64,
) -> Result<(Question, Progress), ContractError> {
    let found = QUESTIONS.may_load(storage, question)?;
    let found = found.ok_or(ContractError::QuestionUnknown { question })?;
    Ok((found, progress(storage, question)?))
}

pub fn progress(storage: &dyn Storage, question: u64) -> Result<Progress, ContractError> {
    PROGRESS
        .may_load(storage, question)?
        .ok_or(ContractError::QuestionUnknown { question })
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

pub fn knowledge(storage: &dyn Storage, item: u64) -> Result<Knowledge, ContractError> {
    KNOWLEDGE_ITEMS
        .may_load(storage, item)?
        .ok_or(ContractError::KnowledgeUnknown { item })
}

/// Whose an item is, and what about.
pub struct Target {
    pub author: Addr,
    pub topic: String,
    /// The last second in which it is not stale; absent for an answer.
    pub review_by: Option<UnixTime>,
}

pub fn target(storage: &dyn Storage, item: Item) -> Result<Target, ContractError> {
    Ok(match item {
        Item::Answer {
            question,
            answer: place,
        } => {
            let found = answer(storage, question, place)?;
            Target {
                author: found.author,
                topic: found.topic,
                review_by: None,
            }
        }
        Item::Knowledge { item } => {
            let found = knowledge(storage, item)?;
            Target {
                author: found.author,
                topic: found.topic,
                review_by: Some(found.review_by),
            }
        }
    })
}

impl Target {
    /// Stale knowledge earns nothing.
    pub fn refuse_stale(&self, item: Item, now: UnixTime) -> Result<(), ContractError> {
        match (item, self.review_by) {
            (Item::Knowledge { item }, Some(review_by)) if now > review_by => {
                Err(ContractError::KnowledgeStale {
                    item,
                    review_by,
                    now,
                })
            }
            _ => Ok(()),
        }
    }
}
