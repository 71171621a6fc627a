//! Against wrong answers: somebody puts up a bond, the curators decide, or their time runs out.

use aftercare_domain::bounty::{bond, lost_bond};
use aftercare_domain::time::UnixTime;
use aftercare_interface::community::{AnswerId, AnswerStatus, RULING};
use aftercare_interface::AssetAmount;
use aftercare_kit::{books, check, ownership};
use cosmwasm_std::{Addr, Response, Storage, Uint128};

use super::answers::refuse_interested;
use super::settle::{pay_vested, push};
use super::{decide, told, top_up, Call};
use crate::ballot::{self, Motion, Outcome, Vote};
use crate::case::Case;
use crate::event::{AwardChallenged, ChallengeBondSet, ChallengeDecided, ChallengeVoted};
use crate::state::questions::{
    Answer, AwardStage, Challenge, Review, ANSWERS, CHALLENGES, LEAST_BONDS,
};
use crate::{find, ContractError};

pub fn set_bond(
    call: Call<'_>,
    asset: &aftercare_interface::Asset,
    least: Uint128,
) -> Result<Response, ContractError> {
    let storage = call.deps.storage;
    ownership::assert_owner(storage, &call.sender)?;
    books::require_listed(storage, asset)?;
    check::range(least.u128(), "least", 1, u128::MAX)?;
    let asset = asset.key();
    LEAST_BONDS.save(storage, &asset, &least);
    Ok(told("set_challenge_bond").add_event(ChallengeBondSet { asset, least }))
}

pub fn challenge(
    mut call: Call<'_>,
    id: AnswerId,
    money: AssetAmount,
) -> Result<Response, ContractError> {
    let response = decide::by_silence(&mut call, told("challenge"), id.question)?;
    let (now, challenger) = (call.now(), call.sender);
    let storage = call.deps.storage;
    let mut case = Case::load(storage, id.question)?;
    check_open(storage, (&case, id), now)?;
    let author = find::answer(storage, id.question, id.answer)?.author;
    if author == challenger {
        let AnswerId { question, answer } = id;
        return Err(ContractError::OwnAnswer { question, answer });
    }
    check_bond(&case, id.answer, &money)?;
    books::receive(storage, &money.asset, money.amount)?;
    let until = now.plus(RULING);
    let record = Challenge {
        challenger,
        bond: money.amount,
        until,
    };
    CHALLENGES.save(storage, (id.question, id.answer), &record);
    if let Some(awards) = case.awards_mut() {
        awards.set(id.answer, AwardStage::Challenged { until });
    }
    case.save(storage);
    Ok(response.add_event(AwardChallenged {
        question: id.question,
        answer: id.answer,
        challenger: record.challenger,
        asset: money.asset.key(),
        bond: money.amount,
        until,
    }))
}

/// Once an award, while it vests.
fn check_open(
    storage: &dyn Storage,
    (case, id): (&Case, AnswerId),
    now: UnixTime,
) -> Result<(), ContractError> {
    let AnswerId { question, answer } = id;
    case.bounty()?;
    case.winner(answer)?;
    if CHALLENGES.has(storage, (question, answer)) {
        return Err(ContractError::ChallengedAlready { question, answer });
    }
    let awards = case.progress.awards();
    let vests_at = awards.map(|awards| awards.vests_at).unwrap_or_default();
    if now < vests_at {
        return Ok(());
    }
    Err(ContractError::NotVesting {
        question,
        answer,
        vests_at,
        now,
    })
}

/// Exactly the bond, in the bounty's asset.
fn check_bond(case: &Case, answer: u32, money: &AssetAmount) -> Result<(), ContractError> {
    top_up::check_asset(case, money)?;
    let need = bond_of(case, answer)?;
    if money.amount == need {
        return Ok(());
    }
    let sent = money.amount;
    Err(ContractError::WrongBond { sent, need })
}

/// What a challenge of an award must put up.
pub fn bond_of(case: &Case, answer: u32) -> Result<Uint128, ContractError> {
    let awards = case.progress.awards();
    let amount = awards.map(|awards| awards.amount(answer, case.progress.pot));
    let amount = amount.transpose()?.unwrap_or_default();
    let least = case.bounty()?.least_bond;
    Ok(bond(amount.u128(), least.u128()).into())
}

pub fn vote(mut call: Call<'_>, id: AnswerId, wrong: bool) -> Result<Response, ContractError> {
    let (now, by) = (call.now(), call.sender.clone());
    let storage = &mut *call.deps.storage;
    let mut case = Case::load(storage, id.question)?;
    let challenge = under_way(storage, &case, id)?;
    refuse_interested(storage, &case, &by)?;
    if challenge.challenger == by {
        let (question, sender) = (id.question, by);
        return Err(ContractError::Interested { question, sender });
    }
    let vote = Vote {
        voter: &by,
        aye: wrong,
        now,
        until: challenge.until,
    };
    let outcome = ballot::cast(storage, motion(id), &vote)?;
    let response = told("vote_on_challenge").add_event(ChallengeVoted {
        question: id.question,
        answer: id.answer,
        by,
        wrong,
    });
    let verdict = match outcome {
        Outcome::Open => return Ok(response),
        Outcome::Carried => Verdict::Overturned,
        Outcome::Rejected => Verdict::Upheld,
    };
    let response = end(&mut call, response, (&mut case, id.answer), verdict)?;
    pay_vested(&mut call, response, &mut case)
}

/// What curators vote on: whether the answer is wrong.
pub fn motion(id: AnswerId) -> Motion {
    Motion {
        kind: ballot::CHALLENGE,
        number: 0,
        about: (id.question, id.answer),
    }
}

fn under_way(storage: &dyn Storage, case: &Case, id: AnswerId) -> Result<Challenge, ContractError> {
    let AnswerId { question, answer } = id;
    let stage = case.winner(answer)?.stage;
    if !matches!(stage, AwardStage::Challenged { .. }) {
        return Err(ContractError::NotChallenged { question, answer });
    }
    Ok(CHALLENGES.load(storage, (question, answer))?)
}

/// How a challenge ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Verdict {
    Overturned,
    Upheld,
    Undecided,
}

impl Verdict {
    fn word(self) -> &'static str {
        match self {
            Self::Overturned => "overturned",
            Self::Upheld => "upheld",
            Self::Undecided => "undecided",
        }
    }

    fn stage(self) -> AwardStage {
        match self {
            Self::Overturned => AwardStage::Overturned,
            Self::Upheld | Self::Undecided => AwardStage::Upheld,
        }
    }

    /// What the answer is from now on.
    fn mark(self, answer: Answer) -> Answer {
        let review = match self {
            Self::Overturned | Self::Undecided => Review::Doubted,
            Self::Upheld if answer.review == Review::Official => Review::Official,
            Self::Upheld => Review::Upheld,
        };
        let status = match self {
            Self::Overturned => AnswerStatus::Dismissed,
            Self::Upheld | Self::Undecided => answer.status,
        };
        Answer {
            review,
            status,
            ..answer
        }
    }
}

/// Where a bond goes.
#[derive(Default)]
struct BondParts {
    challenger: Uint128,
    author: Uint128,
    burnt: Uint128,
}

fn divide(bond: Uint128, verdict: Verdict) -> BondParts {
    if verdict != Verdict::Upheld {
        return BondParts {
            challenger: bond,
            ..BondParts::default()
        };
    }
    let parts = lost_bond(bond.u128());
    BondParts {
        challenger: Uint128::zero(),
        author: parts.author.into(),
        burnt: parts.burnt.into(),
    }
}

/// Ends challenges whose time has run out: what they froze stands.
pub fn lapse(
    call: &mut Call<'_>,
    mut response: Response,
    case: &mut Case,
) -> Result<Response, ContractError> {
    let now = call.now();
    let winners = case.progress.awards().map(|awards| awards.winners.clone());
    for winner in winners.unwrap_or_default() {
        if winner.stage.has_lapsed(now) {
            response = end(call, response, (case, winner.answer), Verdict::Undecided)?;
        }
    }
    Ok(response)
}

/// Ends a challenge; its bond leaves at once.
fn end(
    call: &mut Call<'_>,
    response: Response,
    (case, place): (&mut Case, u32),
    verdict: Verdict,
) -> Result<Response, ContractError> {
    let (challenge, author) = close(&mut *call.deps.storage, (case, place), verdict)?;
    let parts = divide(challenge.bond, verdict);
    let asset = case.bounty()?.asset.clone();
    let response = response.add_event(ChallengeDecided {
        question: case.number,
        answer: place,
        verdict: verdict.word(),
        challenger: challenge.challenger.clone(),
        asset: asset.key(),
        returned: parts.challenger,
        author: author.clone(),
        author_part: parts.author,
        burnt: parts.burnt,
    });
    let owners = [
        (challenge.challenger, parts.challenger),
        (author, parts.author),
        (call.env.contract.address.clone(), parts.burnt),
    ];
    owners
        .into_iter()
        .try_fold(response, |told, (owner, amount)| {
            let asset = asset.clone();
            push(call, told, (owner, AssetAmount { asset, amount }))
        })
}

/// Notes the verdict with the answer and its award; the challenge, and the answer's author.
fn close(
    storage: &mut dyn Storage,
    (case, place): (&mut Case, u32),
    verdict: Verdict,
) -> Result<(Challenge, Addr), ContractError> {
    let key = (case.number, place);
    let answer = verdict.mark(find::answer(storage, key.0, key.1)?);
    ANSWERS.save(storage, key, &answer);
    if let Some(awards) = case.awards_mut() {
        awards.set(place, verdict.stage());
    }
    if verdict == Verdict::Overturned {
        case.progress.standing = case.progress.standing.saturating_sub(1);
    }
    case.save(storage);
    Ok((CHALLENGES.load(storage, key)?, answer.author))
}
