//! Accepted answers become knowledge items, and somebody who knows says from time to time that they hold.

use aftercare_domain::time::UnixTime;
use aftercare_interface::community::{NewKnowledge, MAX_NAME, MAX_REVIEW};
use aftercare_kit::{check, ids};
use cosmwasm_std::{Addr, Response};

use super::{told, Call};
use crate::event::{AnswerPromoted, KnowledgeReconfirmed};
use crate::rules::questions::check_versions;
use crate::state::knowledge::{Knowledge, KNOWLEDGE_ITEMS, LAST_ITEM, PROMOTED};
use crate::state::questions::{Answer, Question};
use crate::{circles, find, ContractError};

pub fn promote(call: Call<'_>, new: NewKnowledge) -> Result<Response, ContractError> {
    let key = (new.question, new.answer);
    check::name(&new.product, "product", 1, MAX_NAME)?;
    check_versions(new.versions)?;
    check_review(new.review_by, call.now())?;
    let (question, progress) = find::question(call.deps.storage, key.0)?;
    let answer = find::answer(call.deps.storage, key.0, key.1)?;
    if !progress.has_accepted(key.1) {
        let (question, answer) = key;
        return Err(ContractError::AnswerNotAccepted { question, answer });
    }
    if let Some(item) = PROMOTED.may_load(call.deps.storage, key)? {
        let (question, answer) = key;
        return Err(ContractError::AnswerPromoted {
            question,
            answer,
            item,
        });
    }
    check_promoter(&call, &question, &answer)?;
    let now = call.now();
    let storage = call.deps.storage;
    let number = ids::next(storage, &LAST_ITEM, "knowledge items")?;
    let item = item(new, (question, answer), now);
    PROMOTED.save(storage, key, &number);
    KNOWLEDGE_ITEMS.save(storage, number, &item);
    Ok(told("promote").add_event(AnswerPromoted {
        knowledge: number,
        question: key.0,
        answer: key.1,
        author: item.author,
        by: call.sender,
        review_by: item.review_by,
    }))
}

fn check_review(review_by: UnixTime, now: UnixTime) -> Result<(), ContractError> {
    let latest = now.plus(MAX_REVIEW);
    if now <= review_by && review_by <= latest {
        return Ok(());
    }
    Err(ContractError::ReviewOutOfRange {
        review_by,
        now,
        latest,
    })
}

/// Whoever stands behind an answer or lives from it; a stranger could only file it under a wrong product.
fn check_promoter(
    call: &Call<'_>,
    question: &Question,
    answer: &Answer,
) -> Result<(), ContractError> {
    let sender: &Addr = &call.sender;
    let stands_for = answer.author == *sender || question.provider.as_ref() == Some(sender);
    if stands_for || circles::is_curator(call.deps.storage, sender, call.now())? {
        return Ok(());
    }
    let sender = sender.clone();
    Err(ContractError::NotPromoter { sender })
}

fn item(new: NewKnowledge, (question, answer): (Question, Answer), now: UnixTime) -> Knowledge {
    Knowledge {
        question: new.question,
        answer: new.answer,
        author: answer.author,
        topic: answer.topic,
        product: new.product,
        versions: new.versions,
        provider: question.provider,
        promoted_at: now,
        review_by: new.review_by,
    }
}

pub fn reconfirm(
    call: Call<'_>,
    number: u64,
    review_by: UnixTime,
) -> Result<Response, ContractError> {
    let (now, sender) = (call.now(), call.sender.clone());
    let mut item = find::knowledge(call.deps.storage, number)?;
    let provides = item.provider.as_ref() == Some(&sender);
    if !provides && !circles::is_curator(call.deps.storage, &sender, now)? {
        let item = number;
        return Err(ContractError::NotReviewer { item, sender });
    }
    check_review(review_by, now)?;
    item.review_by = review_by;
    KNOWLEDGE_ITEMS.save(call.deps.storage, number, &item);
    Ok(told("reconfirm").add_event(KnowledgeReconfirmed {
        knowledge: number,
        by: sender,
        review_by,
    }))
}
