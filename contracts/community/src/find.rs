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
    earns: Earns,
}

/// What decides whether an item can be thanked for.
enum Earns {
    /// An answer, while it stands.
    Answer {
        status: AnswerStatus,
        decide_by: UnixTime,
    },
    /// A knowledge item, until its review is overdue.
    Knowledge { review_by: UnixTime },
}

pub fn target(storage: &dyn Storage, item: Item) -> Result<Target, ContractError> {
    Ok(match item {
        Item::Answer {
            question,
            answer: place,
        } => {
            let found = answer(storage, question, place)?;
            let (status, decide_by) = (found.status, found.decide_by);
            Target {
                author: found.author,
                topic: found.topic,
                earns: Earns::Answer { status, decide_by },
            }
        }
        Item::Knowledge { item } => {
            let found = knowledge(storage, item)?;
            let review_by = found.review_by;
            Target {
                author: found.author,
                topic: found.topic,
                earns: Earns::Knowledge { review_by },
            }
        }
    })
}

impl Target {
    /// Whether its question may wait for a decision.
    pub fn may_be_due(&self, now: UnixTime) -> bool {
        matches!(self.earns, Earns::Answer { decide_by, .. } if now > decide_by)
    }

    /// Stale knowledge and answers that were withdrawn or dismissed earn nothing.
    pub fn refuse_idle(&self, item: Item, now: UnixTime) -> Result<(), ContractError> {
        match (item, &self.earns) {
            (Item::Knowledge { item }, Earns::Knowledge { review_by }) if now > *review_by => {
                let review_by = *review_by;
                Err(ContractError::KnowledgeStale {
                    item,
                    review_by,
                    now,
                })
            }
            (Item::Answer { question, answer }, Earns::Answer { status, .. })
                if *status != AnswerStatus::Standing =>
            {
                Err(ContractError::AnswerNotStanding { question, answer })
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
