//! Knowledge items, support budgets, quotes.

use aftercare_domain::reward::epoch_mint;
use aftercare_domain::time::UnixTime;
use aftercare_interface::community::{
    Item, KnowledgeItemResponse, QuoteResponse, Reward, SupportBudgetResponse,
};
use aftercare_interface::Page;
use aftercare_kit::{check, now, page};
use cosmwasm_std::{Addr, Deps, Env, Uint128};

use super::Window;
use crate::execute::{allowance, ratings};
use crate::state::knowledge::{key, Budget, Knowledge, KNOWLEDGE_ITEMS, SUPPORT};
use crate::state::CONFIG;
use crate::{find, peers, rules, ContractError};

pub fn one(deps: Deps<'_>, env: &Env, item: u64) -> Result<KnowledgeItemResponse, ContractError> {
    let found = find::knowledge(deps.storage, item)?;
    shown(deps, (item, found), now(env))
}

pub fn page(
    deps: Deps<'_>,
    env: &Env,
    window: Window<u64>,
) -> Result<Page<KnowledgeItemResponse, u64>, ContractError> {
    let entries = KNOWLEDGE_ITEMS.range(deps.storage, window.start_after, None);
    page::collect(entries, window.limit, |(number, found)| {
        let row = shown(deps, (number, found), now(env))?;
        Ok((number, Some(row)))
    })
}

fn shown(
    deps: Deps<'_>,
    (item, found): (u64, Knowledge),
    as_of: UnixTime,
) -> Result<KnowledgeItemResponse, ContractError> {
    let tally = rules::thanks(deps.storage, key(Item::Knowledge { item }))?;
    Ok(KnowledgeItemResponse {
        item,
        stale: found.is_stale(as_of),
        question: found.question,
        answer: found.answer,
        author: found.author,
        topic: found.topic,
        product: found.product,
        versions: found.versions,
        provider: found.provider,
        promoted_at: found.promoted_at,
        review_by: found.review_by,
        thanks: tally.points,
        objections: tally.objections,
        thanked_by: tally.accounts,
        as_of,
    })
}

pub fn budget(
    deps: Deps<'_>,
    env: &Env,
    provider: Addr,
) -> Result<SupportBudgetResponse, ContractError> {
    let as_of = now(env);
    let held = SUPPORT.may_load(deps.storage, &provider)?;
    let held = held.ok_or_else(|| ContractError::NoBudget {
        provider: provider.clone(),
    })?;
    Ok(SupportBudgetResponse {
        provider,
        spent: held.spent_at(as_of),
        asset: held.asset,
        left: held.left,
        per_item: held.per_item,
        monthly_cap: held.monthly_cap,
        month_ends: Budget::month_ends(as_of),
        as_of,
    })
}

/// By the very functions that execute: what a message would refuse, its quote refuses.
pub fn quote(deps: Deps<'_>, env: &Env, reward: Reward) -> Result<QuoteResponse, ContractError> {
    let (config, as_of) = (CONFIG.load(deps.storage)?, now(env));
    let (owner, points) = match reward {
        Reward::Rating { ticket, peers } => {
            let of = peers::registry(deps.storage, (&config, as_of), peers)?;
            let customer = ratings::registrable(deps, (&of, as_of), ticket)?.customer;
            let accrual = allowance::accrued(deps, (&config, as_of), &customer)?;
            (customer, Uint128::new(accrual.account.lots.left().0))
        }
        Reward::Thanks { item, points } => {
            check::range(points.u128(), "points", 1, u128::MAX)?;
            let target = find::target(deps.storage, item)?;
            target.refuse_idle(item, as_of)?;
            (target.author, points)
        }
    };
    let epoch = config.epoch_at(as_of);
    Ok(QuoteResponse {
        owner,
        points,
        tokens_at_most: epoch_mint(points.u128(), u128::MAX).into(),
        epoch,
        claimable_from: config.claimable_from(epoch),
        as_of,
    })
}
