//! Questions, answers, whose turn it is, what is due.

use aftercare_domain::money::Bps;
use aftercare_domain::time::{Seconds, UnixTime};
use aftercare_interface::community::{AnswerResponse, DueRow, QuestionResponse, QuestionStatus};
use aftercare_interface::{NextStep, Page, Role};
use aftercare_kit::{now, page};
use cosmwasm_std::{Deps, Env, Uint128};

use super::Window;
use crate::state::{Answer, Progress, Question, ANSWERS, AWARDS, DUE, PROGRESS, QUESTIONS};
use crate::{find, rules, ContractError};

pub fn one(deps: Deps<'_>, env: &Env, number: u64) -> Result<QuestionResponse, ContractError> {
    let (question, progress) = find::question(deps.storage, number)?;
    Ok(shown(number, (question, progress), now(env)))
}

fn shown(
    number: u64,
    (question, progress): (Question, Progress),
    as_of: UnixTime,
) -> QuestionResponse {
    QuestionResponse {
        question: number,
        status: rules::status(&question, &progress, as_of),
        asker: question.asker,
        topic: question.topic,
        product: question.product,
        content: question.content,
        bounty: question.bounty,
        asked_at: question.asked_at,
        decide_by: progress.decide_by,
        answers: progress.answers,
        vests_at: progress.vests_at(),
        silence_threshold: question.silence_threshold,
        as_of,
    }
}

pub fn page(
    deps: Deps<'_>,
    env: &Env,
    window: Window<u64>,
) -> Result<Page<QuestionResponse, u64>, ContractError> {
    let entries = QUESTIONS.range(deps.storage, window.start_after, None);
    page::collect(entries, window.limit, |(number, question)| {
        let progress = PROGRESS.load(deps.storage, number)?;
        Ok((number, Some(shown(number, (question, progress), now(env)))))
    })
}

pub fn answers(
    deps: Deps<'_>,
    question: u64,
    window: Window<u32>,
) -> Result<Page<AnswerResponse, u32>, ContractError> {
    let paid = find::question(deps.storage, question)?.1.is_paid();
    let entries = ANSWERS.of(deps.storage, question, (window.start_after, None));
    page::collect(entries, window.limit, |(place, answer)| {
        let row = shown_answer(deps, (question, place), answer)?;
        let paid = paid && row.share > Bps::ZERO;
        Ok((place, Some(AnswerResponse { paid, ..row })))
    })
}

fn shown_answer(
    deps: Deps<'_>,
    key: (u64, u32),
    answer: Answer,
) -> Result<AnswerResponse, ContractError> {
    let thanks = rules::thanks(deps.storage, key)?;
    let award = AWARDS.may_load(deps.storage, key)?;
    let (share, award) = award.map_or((Bps::ZERO, Uint128::zero()), |a| (a.share, a.amount));
    Ok(AnswerResponse {
        answer: key.1,
        author: answer.author,
        content: answer.content,
        answered_at: answer.answered_at,
        thanks: thanks.points,
        objections: thanks.objections,
        thanked_by: thanks.accounts,
        share,
        award,
        paid: false,
    })
}

pub fn next_step(deps: Deps<'_>, env: &Env, number: u64) -> Result<NextStep, ContractError> {
    let as_of = now(env);
    let (question, progress) = find::question(deps.storage, number)?;
    let status = rules::status(&question, &progress, as_of);
    let step = |role, action: &str, otherwise: &str| NextStep {
        role,
        address: None,
        action: action.to_owned(),
        by: None,
        otherwise: otherwise.to_owned(),
        as_of,
    };
    let by = Some(progress.decide_by);
    Ok(match status {
        QuestionStatus::Open if progress.answers == 0 => NextStep {
            by,
            ..step(Role::Anyone, "answer", lapse(&question, "bounty_returns"))
        },
        QuestionStatus::Open => NextStep {
            by,
            address: Some(question.asker.clone()),
            ..step(Role::Asker, "accept", lapse(&question, "silence_decides"))
        },
        QuestionStatus::Undecided => step(Role::Anyone, "poke", "bounty_waits"),
        _ => match unpaid(&progress) {
            Some(vests_at) if as_of < vests_at => NextStep {
                by: Some(vests_at.minus(Seconds(1))),
                ..step(Role::Nobody, "wait", "awards_become_payable")
            },
            Some(_) => step(Role::Anyone, "poke", "awards_wait"),
            None => step(Role::Nobody, "none", "nothing"),
        },
    })
}

fn lapse(question: &Question, with_bounty: &'static str) -> &'static str {
    match question.bounty {
        Some(_) => with_bounty,
        None => "question_closes",
    }
}

/// When the awards vest that are not paid yet.
fn unpaid(progress: &Progress) -> Option<UnixTime> {
    progress.vests_at().filter(|_| !progress.is_paid())
}

pub fn due(
    deps: Deps<'_>,
    before: UnixTime,
    window: Window<DueRow>,
) -> Result<Page<DueRow, DueRow>, ContractError> {
    let after = window.start_after.map(|row| (row.at.0, row.question));
    let entries = DUE.range(deps.storage, after, Some((before.0, u64::MAX)));
    page::collect(entries, window.limit, |((at, question), ())| {
        let row = DueRow {
            at: UnixTime(at),
            question,
        };
        Ok((row.clone(), Some(row)))
    })
}
