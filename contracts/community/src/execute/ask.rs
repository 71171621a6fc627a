//! Questions, with a bounty or without.

use aftercare_domain::bounty::{decide_by, silence_threshold};
use aftercare_domain::time::{Seconds, UnixTime};
use aftercare_interface::community::{
    Cw20Hook, NewQuestion, DECIDE_AFTER_ANSWER, DECIDE_AFTER_QUESTION, MAX_NAME,
};
use aftercare_interface::{Asset, AssetAmount};
use aftercare_kit::{books, check, ids, json, pause, KitError};
use cosmwasm_std::{Addr, Deps, Response, Storage, Uint128};
use cw20::Cw20ReceiveMsg;

use super::{challenge, support, told, top_up, Call};
use crate::case::Case;
use crate::event::QuestionAsked;
use crate::rules::questions::check_versions;
use crate::state::questions::{
    Bounty, Progress, Question, LAST_QUESTION, LEAST_BONDS, LISTED, OF_ASKER, OF_PROVIDER,
    OF_TOPIC, QUESTIONS, UNANSWERED,
};
use crate::state::{CONFIG, RATES};
use crate::ContractError;

/// What a decision leaves time for after the question and after its first answer.
pub const SPANS: (Seconds, Seconds) = (DECIDE_AFTER_QUESTION, DECIDE_AFTER_ANSWER);

/// A token tells that it has moved its own units here: the token is whoever sends this message, and counts
/// only where it is listed.
pub fn receive(call: Call<'_>, hook: Cw20ReceiveMsg) -> Result<Response, ContractError> {
    let asset = Asset::cw20(&call.sender);
    books::require_listed(call.deps.storage, &asset)?;
    check::range(hook.amount.u128(), "amount", 1, u128::MAX)?;
    let sender = call.deps.api.addr_validate(&hook.sender)?;
    let amount = hook.amount;
    let money = AssetAmount { asset, amount };
    let call = Call { sender, ..call };
    match json::read(&hook.msg)? {
        Cw20Hook::Ask(question) => ask(call, question, Some(money)),
        Cw20Hook::TopUp { question } => top_up::top_up(call, question, money),
        Cw20Hook::Challenge(answer) => challenge::challenge(call, answer, money),
        Cw20Hook::FundSupport(terms) => support::fund(call, &terms, money),
    }
}

pub fn ask(
    call: Call<'_>,
    new: NewQuestion,
    money: Option<AssetAmount>,
) -> Result<Response, ContractError> {
    let now = call.now();
    let escrow = CONFIG.load(call.deps.storage)?.escrow;
    pause::refuse_paused_by(&call.deps.querier, &escrow, now)?;
    check_new(&new)?;
    let now = call.now();
    let question = Question {
        asker: call.sender,
        topic: new.topic,
        product: new.product,
        versions: new.versions,
        provider: address(call.deps.as_ref(), new.provider.as_deref())?,
        content: new.content,
        bounty: money
            .map(|money| bounty(call.deps.as_ref(), now, money))
            .transpose()?,
        asked_at: now,
    };
    let storage = call.deps.storage;
    if let Some(bounty) = &question.bounty {
        books::receive_new(storage, &bounty.asset, bounty.amount)?;
    }
    let number = ids::next(storage, &LAST_QUESTION, "questions")?;
    let progress = begin(&question);
    let mut case = Case::new(number, question, progress);
    QUESTIONS.save(storage, number, &case.question);
    case.save(storage);
    list(storage, &case);
    Ok(told("ask").add_event(asked(case)))
}

fn check_new(new: &NewQuestion) -> Result<(), ContractError> {
    check::name(&new.topic, "topic", 1, MAX_NAME)?;
    check::name(&new.product, "product", 0, MAX_NAME)?;
    check::commitment(&new.content, "content")?;
    new.versions.map_or(Ok(()), check_versions)
}

fn address(deps: Deps<'_>, text: Option<&str>) -> Result<Option<Addr>, ContractError> {
    Ok(text.map(|text| deps.api.addr_validate(text)).transpose()?)
}

fn begin(question: &Question) -> Progress {
    let bounty = question.bounty.as_ref();
    Progress {
        answers: 0,
        standing: 0,
        decide_by: decide_by(question.asked_at, None, SPANS),
        pot: bounty.map_or(Uint128::zero(), |bounty| bounty.amount),
        funders: 0,
        decision: None,
    }
}

/// What is frozen with a bounty. An asset without a rate counts as one that makes no points.
pub fn bounty(deps: Deps<'_>, now: UnixTime, money: AssetAmount) -> Result<Bounty, ContractError> {
    let (AssetAmount { asset, amount }, storage) = (money, deps.storage);
    let key = asset.key();
    let rate = RATES.may_load(storage, &key)?;
    let rate = rate.map(|rate| rate.at(now)).unwrap_or_default();
    let share = CONFIG.load(storage)?.silence_threshold;
    let points = silence_threshold(amount.u128(), rate.atomics().u128(), share);
    let overflow = KitError::Overflow {
        field: "silence_threshold",
    };
    Ok(Bounty {
        threshold: points.ok_or(overflow)?.into(),
        least_bond: LEAST_BONDS
            .may_load(storage, &key)?
            .unwrap_or(Uint128::one()),
        asset,
        amount,
    })
}

fn list(storage: &mut dyn Storage, case: &Case) {
    let (number, question) = (case.number, &case.question);
    UNANSWERED.save(storage, (question.asked_at.0, number), &());
    let provider = question.provider.as_ref();
    let lists = [
        (OF_TOPIC, Some(question.topic.as_str())),
        (OF_ASKER, Some(question.asker.as_str())),
        (OF_PROVIDER, provider.map(Addr::as_str)),
    ];
    for (list, of) in lists {
        if let Some(of) = of {
            LISTED.save(storage, ((list, of), number), &());
        }
    }
}

fn asked(case: Case) -> QuestionAsked {
    let (question, bounty) = (case.question, case.progress.pot);
    let threshold = question.bounty.as_ref().map(|bounty| bounty.threshold);
    let asset = question.bounty.map(|bounty| bounty.asset.key());
    QuestionAsked {
        question: case.number,
        asker: question.asker,
        provider: question.provider,
        bounty: asset.is_some().then_some(bounty),
        asset,
        decide_by: case.progress.decide_by,
        silence_threshold: threshold.unwrap_or(Uint128::one()),
    }
}
