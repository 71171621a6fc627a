//! What people hold, are owed and may give.

use aftercare_engine::{Engine, Failure};
use aftercare_interface::asset::Claim;
use aftercare_interface::community::{
    AllowanceResponse, EpochResponse, EpochStatus, PointsResponse, QueryMsg, ReputationResponse,
    SupportBudgetResponse, ThanksRow,
};
use aftercare_interface::Page;
use aftercare_suite_model::community::{EpochState, Item as Named};
use aftercare_suite_model::Asset;
use cosmwasm_std::Uint128;
use cw20::{BalanceResponse, Cw20QueryMsg};

use super::Ground;
use crate::people::message::{address, asset, item};

/// Seconds in which a reputation halves.
const HALF_LIFE: f64 = 90.0 * 86_400.0;

/// An account's purses, claims, allowance and budget.
pub fn account(ground: &Ground, account: &str) -> Result<(), Failure> {
    let name = ground.name(account);
    for held in &ground.assets {
        let model = ground.model.purses.of(account, held);
        ground.same(
            format!("what {name} holds of {held:?}"),
            &model,
            &balance(ground, account, held)?,
        )?;
    }
    if !ground.people.iter().any(|person| person == account) {
        return Ok(());
    }
    claims(ground, account)?;
    allowance(ground, account)?;
    budget(ground, account)
}

/// What an account holds.
pub fn balance(ground: &Ground, account: &str, held: &Asset) -> Result<u128, Failure> {
    match held {
        Asset::Native(denom) => ground.engine.balance(&address(account), denom),
        Asset::Cw20(token) => {
            let question = Cw20QueryMsg::Balance {
                address: account.to_owned(),
            };
            let answer: BalanceResponse = ground.engine.query(&address(token), &question)?;
            Ok(answer.balance.u128())
        }
    }
}

fn claims(ground: &Ground, account: &str) -> Result<(), Failure> {
    let page: Page<Claim, String> = ground.asked(&QueryMsg::Claims {
        owner: account.to_owned(),
        start_after: None,
        limit: Some(30),
    })?;
    for held in &ground.assets {
        let key = (account.to_owned(), held.clone());
        let model = ground.model.community.claims.get(&key).copied();
        let of_asset = page.rows.iter().find(|row| row.asset == asset(held));
        ground.same(
            format!("the claim of {} in {held:?}", ground.name(account)),
            &model,
            &of_asset.map(|row| row.amount.u128()),
        )?;
    }
    Ok(())
}

fn allowance(ground: &Ground, account: &str) -> Result<(), Failure> {
    let told: AllowanceResponse = ground.asked(&QueryMsg::Allowance {
        account: account.to_owned(),
    })?;
    let (community, now) = (&ground.model.community, ground.engine.now());
    let member = community.accrued(account, now, &ground.facts).0;
    let (feedback, thanks) = member.left();
    let model = AllowanceResponse {
        feedback: feedback.into(),
        thanks: thanks.into(),
        part: community.part_left(account, now).map(Uint128::new),
        lapses_at: member.oldest().map(|epoch| community.starts_at(epoch + 27)),
        as_of: now,
    };
    ground.same(
        format!("the allowance of {}", ground.name(account)),
        &model,
        &told,
    )
}

fn budget(ground: &Ground, account: &str) -> Result<(), Failure> {
    let told: Result<SupportBudgetResponse, Failure> = ground.asked(&QueryMsg::SupportBudget {
        provider: account.to_owned(),
    });
    let what = format!("the support budget of {}", ground.name(account));
    let now = ground.engine.now();
    let model = ground.model.community.budgets.get(account);
    let model = model.map(|budget| SupportBudgetResponse {
        provider: address(account),
        asset: asset(&budget.asset),
        left: budget.left.into(),
        per_item: budget.terms.per_item.into(),
        monthly_cap: budget.terms.monthly_cap.into(),
        spent: budget.spent_at(now.0).into(),
        month_ends: aftercare_domain::time::UnixTime((now.0 / 2_592_000 + 1) * 2_592_000),
        as_of: now,
    });
    match (model, told) {
        (Some(model), Ok(told)) => ground.same(what, &model, &told),
        (model, told) => ground.same(
            what,
            &model.map_or(Some("COM-081".to_owned()), |_| None),
            &told.err().and_then(|failure| failure.code),
        ),
    }
}

/// An owner's points of an epoch.
pub fn points(ground: &Ground, account: &str, epoch: u64) -> Result<(), Failure> {
    if !ground.people.iter().any(|person| person == account) {
        return Ok(());
    }
    let told: PointsResponse = ground.asked(&QueryMsg::Points {
        owner: account.to_owned(),
        epoch,
    })?;
    let community = &ground.model.community;
    let model = community.epochs.get(&epoch).cloned().unwrap_or_default();
    let held = model.of.get(account).copied().unwrap_or_default();
    let minted = model.state == EpochState::Minted;
    let expected = PointsResponse {
        points: held.into(),
        claimed: model.claimed_by.contains(account),
        tokens: if minted { model.brings(held) } else { 0 }.into(),
        claimable_from: community.claimable_from(epoch),
    };
    ground.same(
        format!("points of {} in epoch {epoch}", ground.name(account)),
        &expected,
        &told,
    )
}

/// An epoch.
pub fn epoch(ground: &Ground, epoch: u64) -> Result<(), Failure> {
    let told: EpochResponse = ground.asked(&QueryMsg::Epoch { epoch })?;
    ground.same(format!("epoch {epoch}"), &expected(ground, epoch), &told)
}

fn expected(ground: &Ground, epoch: u64) -> EpochResponse {
    let community = &ground.model.community;
    let model = community.epochs.get(&epoch).cloned().unwrap_or_default();
    EpochResponse {
        epoch,
        ends_at: community.starts_at(epoch + 1),
        points: model.points.into(),
        status: match model.state {
            EpochState::Open => EpochStatus::Open,
            EpochState::Unminted => EpochStatus::Unminted,
            EpochState::Minted => EpochStatus::Minted,
        },
        minted: model.minted.into(),
        claimed: model.claimed.into(),
        voided: model.voided.into(),
        recalled: model.recalled.into(),
    }
}

/// All epochs that have points.
pub fn epochs(ground: &Ground) -> Result<(), Failure> {
    let mut told: Vec<EpochResponse> = vec![];
    loop {
        let page: Page<EpochResponse, u64> = ground.asked(&QueryMsg::Epochs {
            start_after: told.last().map(|epoch| epoch.epoch),
            limit: Some(30),
        })?;
        told.extend(page.rows);
        if page.next.is_none() {
            break;
        }
    }
    let numbers = ground.model.community.epochs.keys();
    let model: Vec<EpochResponse> = numbers.map(|epoch| expected(ground, *epoch)).collect();
    ground.same("all epochs", &model, &told)
}

/// What an account said, and what it is held for.
pub fn said(ground: &Ground, account: &str) -> Result<(), Failure> {
    let page: Page<ThanksRow, aftercare_interface::community::Item> =
        ground.asked(&QueryMsg::ThanksBy {
            account: account.to_owned(),
            start_after: None,
            limit: Some(30),
        })?;
    for row in &page.rows {
        let mut tallies = ground.model.community.tallies.iter();
        let of: Option<(&Named, _)> = tallies.find(|(named, _)| item(**named) == row.item);
        let given = of.and_then(|(_, tally)| tally.given.get(account)).copied();
        ground.same(
            format!("what {} said of {:?}", ground.name(account), row.item),
            &given.unwrap_or_default(),
            &(row.thanks.u128(), row.objections.u128()),
        )?;
    }
    for topic in ["backup", "mail"] {
        reputation(ground, account, topic)?;
    }
    Ok(())
}

/// Within a billionth of the sum of what was said, each halved every 90 days.
fn reputation(ground: &Ground, account: &str, topic: &str) -> Result<(), Failure> {
    let told: ReputationResponse = ground.asked(&QueryMsg::Reputation {
        account: account.to_owned(),
        topic: topic.to_owned(),
    })?;
    let key = (account.to_owned(), topic.to_owned());
    let words = ground.model.community.words.get(&key);
    let (mut score, mut weight) = (0.0, 0.0);
    for (at, points) in words.into_iter().flatten() {
        let passed = (ground.engine.now().0 - at.0) as f64;
        let now = *points as f64 * (-passed / HALF_LIFE).exp2();
        score += now;
        weight += now.abs();
    }
    let amount = told.score.u128() as f64 / 64f64.exp2();
    let contract = if told.negative { -amount } else { amount };
    if (score - contract).abs() <= weight * 1e-9 + 1e-9 {
        return Ok(());
    }
    let name = ground.name(account);
    Err(Failure::new(format!(
        "the reputation of {name} in {topic}: the model has {score}, the contract {contract}"
    )))
}
