//! Records that a message or a question names, or the refusal that says which one is missing.

use aftercare_domain::time::UnixTime;
use aftercare_interface::community::{AnswerId, AnswerStatus, Item};
use cosmwasm_std::{Addr, Storage};

use crate::state::knowledge::{Knowledge, KNOWLEDGE_ITEMS};
use crate::state::questions::{Answer, Progress, Question, ANSWERED, ANSWERS, PROGRESS, QUESTIONS};
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

/// One that can be chosen.
pub fn standing_answer(storage: &dyn Storage, id: AnswerId) -> Result<Answer, ContractError> {
    let AnswerId { question, answer } = id;
    let found = self::answer(storage, question, answer)?;
    match found.status {
        AnswerStatus::Standing => Ok(found),
        _ => Err(ContractError::AnswerNotStanding { question, answer }),
    }
}

/// The sender's own one, where it can be chosen.
pub fn own_answer(
    storage: &dyn Storage,
    question: u64,
    sender: &Addr,
) -> Result<(u32, Answer), ContractError> {
    let place = ANSWERED.may_load(storage, (question, sender))?;
    let answer = place.ok_or_else(|| ContractError::NotAnswered {
        question,
        sender: sender.clone(),
    })?;
    let id = AnswerId { question, answer };
    Ok((answer, standing_answer(storage, id)?))
}
