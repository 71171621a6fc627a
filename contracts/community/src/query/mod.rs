//! One function a question.

mod knowledge;
mod people;
mod questions;
mod rewards;
mod steps;

use aftercare_interface::asset::Solvency;
use aftercare_interface::community::QueryMsg;
use aftercare_interface::{Asset, AssetAmount};
use aftercare_kit::{books, json::answer, ownership};
use cosmwasm_std::{Addr, Binary, Deps, Env, StdResult};

use crate::state::people::{CURATORS, EXPERTS};
use crate::ContractError;

/// Where a page begins, and how many rows it examines.
pub struct Window<Cursor> {
    pub start_after: Option<Cursor>,
    pub limit: Option<u32>,
}

pub fn query(deps: Deps<'_>, env: &Env, msg: QueryMsg) -> Result<Binary, ContractError> {
    use QueryMsg as Msg;
    let address = |text: &str| -> StdResult<Addr> { deps.api.addr_validate(text) };
    Ok(match msg {
        Msg::Config {} => answer(&rewards::config(deps, env)?),
        Msg::Ownership {} => answer(&ownership::get(deps.storage)?),
        Msg::Assets { start_after, limit } => {
            answer(&books::assets(deps.storage, start_after, limit)?)
        }
        Msg::Rates { start_after, limit } => {
            answer(&rewards::rates(deps, env, Window { start_after, limit })?)
        }
        Msg::Allowance { account } => answer(&rewards::allowance(deps, env, &address(&account)?)?),
        Msg::Points { owner, epoch } => answer(&rewards::points(deps, &address(&owner)?, epoch)?),
        Msg::Epoch { epoch } => answer(&rewards::epoch(deps, epoch)?),
        Msg::Epochs { start_after, limit } => {
            answer(&rewards::epochs(deps, Window { start_after, limit })?)
        }
        Msg::Claimable {
            owner,
            start_after,
            limit,
        } => {
            let window = Window { start_after, limit };
            answer(&rewards::claimable(deps, env, (&address(&owner)?, window))?)
        }
        Msg::KnowledgeItem { item } => answer(&knowledge::one(deps, env, item)?),
        Msg::KnowledgeItems { start_after, limit } => {
            answer(&knowledge::page(deps, env, Window { start_after, limit })?)
        }
        Msg::SupportBudget { provider } => {
            answer(&knowledge::budget(deps, env, address(&provider)?)?)
        }
        Msg::QuoteReward(reward) => answer(&knowledge::quote(deps, env, reward)?),
        Msg::Curators {} => answer(&people::circle(deps, env, &CURATORS)?),
        Msg::Experts {} => answer(&people::circle(deps, env, &EXPERTS)?),
        Msg::Peers { start_after, limit } => {
            answer(&people::peers(deps, Window { start_after, limit })?)
        }
        Msg::Pool {} => answer(&people::pool(deps, env)?),
        Msg::ThanksBy {
            account,
            start_after,
            limit,
        } => {
            let window = Window { start_after, limit };
            answer(&people::thanks_by(deps, &address(&account)?, window)?)
        }
        Msg::Reputation { account, topic } => {
            answer(&people::reputation(deps, env, (address(&account)?, topic))?)
        }
        Msg::Question { question } => answer(&questions::one(deps, env, question)?),
        Msg::Questions {
            of,
            only,
            start_after,
            limit,
        } => {
            let window = Window { start_after, limit };
            answer(&questions::page(deps, env, (of, only), window)?)
        }
        Msg::Funders {
            question,
            start_after,
            limit,
        } => {
            let start_after = start_after.map(|text| address(&text)).transpose()?;
            let window = Window { start_after, limit };
            answer(&questions::funders(deps, env, question, window)?)
        }
        Msg::QuoteBounty {
            asset,
            amount,
            shares,
        } => {
            let money = AssetAmount { asset, amount };
            answer(&questions::quote(deps, env, money, &shares)?)
        }
        Msg::Answers {
            question,
            start_after,
            limit,
        } => {
            let window = Window { start_after, limit };
            answer(&questions::answers(deps, question, window)?)
        }
        Msg::Claims {
            owner,
            start_after,
            limit,
        } => {
            let owner = address(&owner)?;
            answer(&books::claims(deps.storage, &owner, start_after, limit)?)
        }
        Msg::NextStep { question } => answer(&steps::next(deps, env, question)?),
        Msg::Due {
            before,
            start_after,
            limit,
        } => {
            let window = Window { start_after, limit };
            answer(&steps::due(deps, before, window)?)
        }
        Msg::Solvency { asset } => answer(&solvency(deps, env, &asset)?),
    })
}

fn solvency(deps: Deps<'_>, env: &Env, asset: &Asset) -> Result<Solvency, ContractError> {
    let contract = &env.contract.address;
    Ok(books::solvency(
        deps.storage,
        &deps.querier,
        contract,
        asset,
    )?)
}
