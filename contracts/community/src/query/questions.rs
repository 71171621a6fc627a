//! Questions and their answers, what a bounty would mean.

use aftercare_domain::bounty::{awards, bond, decide_by};
use aftercare_domain::money::Bps;
use aftercare_domain::time::UnixTime;
use aftercare_interface::community::{
    AnswerResponse, AwardResponse, BountyQuote, ChallengeResponse, FunderResponse,
    QuestionResponse, QuestionStatus, QuestionsOf, QuestionsOnly, DECIDE_AFTER_QUESTION,
};
use aftercare_interface::{AssetAmount, Page};
use aftercare_kit::{books, check, now, page, KitError};
use cosmwasm_std::{Addr, Deps, Env, StdResult, Uint128};

use super::Window;
use crate::case::Case;
use crate::execute::{ask, challenge, decide};
use crate::rules::{self, questions as rule};
use crate::state::questions::{
    Answer, Winner, ANSWERS, CHALLENGES, FUNDERS, LISTED, OF_ASKER, OF_PROVIDER, OF_TOPIC,
    QUESTIONS, UNANSWERED,
};
use crate::ContractError;

pub fn one(deps: Deps<'_>, env: &Env, number: u64) -> Result<QuestionResponse, ContractError> {
    shown(deps, Case::load(deps.storage, number)?, now(env))
}

fn shown(deps: Deps<'_>, case: Case, as_of: UnixTime) -> Result<QuestionResponse, ContractError> {
    let Case {
        number,
        question,
        progress,
        ..
    } = case;
    let threshold = rule::threshold(deps.storage, number, (&question, &progress))?;
    let awards = progress.awards().filter(|_| question.bounty.is_some());
    Ok(QuestionResponse {
        question: number,
        status: rule::status(&question, &progress, as_of),
        overdue: rule::is_overdue(&question, &progress, as_of),
        vests_at: awards.map(|awards| awards.vests_at),
        asker: question.asker,
        topic: question.topic,
        product: question.product,
        versions: question.versions,
        provider: question.provider,
        content: question.content,
        bounty: question.bounty.map(|bounty| AssetAmount {
            asset: bounty.asset,
            amount: progress.pot,
        }),
        funders: progress.funders,
        asked_at: question.asked_at,
        decide_by: progress.decide_by,
        answers: progress.answers,
        standing: progress.standing,
        silence_threshold: threshold.into(),
        as_of,
    })
}

/// Numbers of a list's questions, in the list's order.
type Numbers<'a> = Box<dyn Iterator<Item = StdResult<u64>> + 'a>;

pub fn page(
    deps: Deps<'_>,
    env: &Env,
    (of, only): (Option<QuestionsOf>, Option<QuestionsOnly>),
    window: Window<u64>,
) -> Result<Page<QuestionResponse, u64>, ContractError> {
    let as_of = now(env);
    let numbers = numbers(deps, as_of, (of, window.start_after))?;
    page::collect(numbers, window.limit, |number| {
        let row = shown(deps, Case::load(deps.storage, number)?, as_of)?;
        Ok((number, Some(row).filter(|row| passes(row, only))))
    })
}

fn numbers<'a>(
    deps: Deps<'a>,
    as_of: UnixTime,
    (of, after): (Option<QuestionsOf>, Option<u64>),
) -> Result<Numbers<'a>, ContractError> {
    let storage = deps.storage;
    let address = |text: &str| deps.api.addr_validate(text).map(Addr::into_string);
    let (list, whose) = match of {
        None => {
            let entries = QUESTIONS.range(storage, after, None);
            return Ok(Box::new(
                entries.map(|entry| entry.map(|(number, _)| number)),
            ));
        }
        Some(QuestionsOf::Unanswered {}) => return unanswered(deps, as_of, after),
        Some(QuestionsOf::Topic { topic }) => (OF_TOPIC, topic),
        Some(QuestionsOf::Asker { asker }) => (OF_ASKER, address(&asker)?),
        Some(QuestionsOf::Provider { provider }) => (OF_PROVIDER, address(&provider)?),
    };
    let entries = LISTED.of(storage, (list, whose.as_str()), (after, None));
    Ok(Box::new(
        entries.map(|entry| entry.map(|(number, ())| number)),
    ))
}

/// An unanswered question is open for 14 days: older ones are passed over without being read.
fn unanswered<'a>(
    deps: Deps<'a>,
    as_of: UnixTime,
    after: Option<u64>,
) -> Result<Numbers<'a>, ContractError> {
    let oldest = as_of.minus(DECIDE_AFTER_QUESTION).0;
    let begin = (oldest.saturating_sub(1), u64::MAX);
    let after = match after {
        Some(number) => {
            let asked_at = QUESTIONS.may_load(deps.storage, number)?;
            let asked_at = asked_at.map_or(0, |question| question.asked_at.0);
            begin.max((asked_at, number))
        }
        None => begin,
    };
    let entries = UNANSWERED.range(deps.storage, Some(after), None);
    Ok(Box::new(
        entries.map(|entry| entry.map(|((_, number), ())| number)),
    ))
}

fn passes(row: &QuestionResponse, only: Option<QuestionsOnly>) -> bool {
    let open = row.status == QuestionStatus::Open;
    match only {
        None => true,
        Some(QuestionsOnly::Open) => open,
        Some(QuestionsOnly::WithBounty) => open && row.bounty.is_some(),
        Some(QuestionsOnly::Overdue) => row.overdue,
    }
}

pub fn funders(
    deps: Deps<'_>,
    env: &Env,
    question: u64,
    window: Window<Addr>,
) -> Result<Page<FunderResponse, String>, ContractError> {
    Case::load(deps.storage, question)?;
    let after = window.start_after.as_ref();
    let entries = FUNDERS.of(deps.storage, question, (after, None));
    page::collect(entries, window.limit, |(funder, funding)| {
        let held = funding.at(now(env));
        let cursor = funder.to_string();
        let row = FunderResponse {
            funder,
            joined: held.joined.into(),
            waiting: held.waiting.into(),
            joins_at: held.joins_at,
        };
        Ok((cursor, Some(row)))
    })
}

pub fn answers(
    deps: Deps<'_>,
    question: u64,
    window: Window<u32>,
) -> Result<Page<AnswerResponse, u32>, ContractError> {
    let case = Case::load(deps.storage, question)?;
    let state = (&case.question, &case.progress);
    let threshold = rule::threshold(deps.storage, question, state)?;
    let entries = ANSWERS.of(deps.storage, question, (window.start_after, None));
    page::collect(entries, window.limit, |(place, answer)| {
        let row = shown_answer(deps, (&case, place), (answer, threshold))?;
        Ok((place, Some(row)))
    })
}

fn shown_answer(
    deps: Deps<'_>,
    (case, place): (&Case, u32),
    (answer, threshold): (Answer, u128),
) -> Result<AnswerResponse, ContractError> {
    let key = (case.number, place);
    let thanks = rules::thanks(deps.storage, key)?;
    let tally = rule::tally(deps.storage, key)?;
    let awards = case.progress.awards();
    let winner = awards.and_then(|awards| awards.of(place));
    let award = winner.map(|winner| shown_award(case, winner));
    Ok(AnswerResponse {
        answer: place,
        level: rule::level(&answer, tally, (threshold, thanks.checked)),
        author: answer.author,
        content: answer.content,
        answered_at: answer.answered_at,
        status: answer.status,
        thanks: thanks.points,
        objections: thanks.objections,
        thanked_by: thanks.accounts,
        award: award.transpose()?,
        challenge: shown_challenge(deps, key)?,
    })
}

fn shown_award(case: &Case, winner: &Winner) -> Result<AwardResponse, ContractError> {
    let awards = case.progress.awards();
    let amount = awards.map(|awards| awards.amount(winner.answer, case.progress.pot));
    let bounty = case.question.bounty.as_ref();
    let bond = bounty.map(|_| challenge::bond_of(case, winner.answer));
    Ok(AwardResponse {
        share: winner.share,
        amount: amount.transpose()?.unwrap_or_default(),
        status: winner.stage.status(),
        bond: bond.transpose()?.unwrap_or_default(),
    })
}

fn shown_challenge(
    deps: Deps<'_>,
    key: (u64, u32),
) -> Result<Option<ChallengeResponse>, ContractError> {
    let found = CHALLENGES.may_load(deps.storage, key)?;
    Ok(found.map(|challenge| ChallengeResponse {
        challenger: challenge.challenger,
        bond: challenge.bond,
        until: challenge.until,
    }))
}

/// By the functions that ask, accept and challenge.
pub fn quote(
    deps: Deps<'_>,
    env: &Env,
    money: AssetAmount,
    shares: &[Bps],
) -> Result<BountyQuote, ContractError> {
    books::require_open(deps.storage, &money.asset)?;
    check::range(money.amount.u128(), "amount", 1, u128::MAX)?;
    decide::check_shares(shares)?;
    let (as_of, amount) = (now(env), money.amount.u128());
    let frozen = ask::bounty(deps, as_of, money)?;
    let overflow = KitError::Overflow { field: "weights" };
    let awards = awards(amount, shares).ok_or(overflow)?;
    let least = frozen.least_bond.u128();
    let bonds = awards.iter().map(|award| bond(*award, least).into());
    Ok(BountyQuote {
        silence_threshold: frozen.threshold,
        decide_by: decide_by(as_of, None, ask::SPANS),
        bonds: bonds.collect(),
        awards: awards.into_iter().map(Uint128::new).collect(),
        as_of,
    })
}
