//! What providers pay for knowledge that closes their tickets: once a ticket and item, to the item's author,
//! when the resolution cites it and the customer says that it helped.

use aftercare_domain::time::UnixTime;
use aftercare_interface::community::{SupportTerms, SUPPORT_MONTH};
use aftercare_interface::{Asset, AssetAmount};
use aftercare_kit::books::{self, Payout};
use aftercare_kit::check;
use cosmwasm_std::{Addr, Response, Uint128};

use super::{plus, told, Call};
use crate::event::{HelpConfirmed, SupportFunded, SupportWithdrawn};
use crate::state::knowledge::{Budget, Knowledge, HELPED, SUPPORT};
use crate::{find, peers, ContractError};

pub fn fund(
    call: Call<'_>,
    terms: &SupportTerms,
    money: AssetAmount,
) -> Result<Response, ContractError> {
    check::range(terms.per_item.u128(), "per_item", 1, u128::MAX)?;
    let (per_item, monthly_cap) = (terms.per_item, terms.monthly_cap);
    if monthly_cap < per_item {
        return Err(ContractError::CapBelowItem {
            monthly_cap,
            per_item,
        });
    }
    let provider = call.sender;
    let storage = call.deps.storage;
    books::receive_new(storage, &money.asset, money.amount)?;
    let held = SUPPORT.may_load(storage, &provider)?;
    let mut budget = of_asset(held, &money.asset)?;
    budget.left = plus(budget.left, money.amount, "budget")?;
    budget.per_item = per_item;
    budget.monthly_cap = monthly_cap;
    SUPPORT.save(storage, &provider, &budget);
    Ok(told("fund_support").add_event(SupportFunded {
        provider,
        asset: money.asset.key(),
        amount: money.amount,
        left: budget.left,
        per_item,
        monthly_cap,
    }))
}

/// The budget that is, or an empty one.
fn of_asset(held: Option<Budget>, asset: &Asset) -> Result<Budget, ContractError> {
    let none = Uint128::zero();
    let Some(held) = held else {
        return Ok(Budget {
            asset: asset.clone(),
            left: none,
            per_item: none,
            monthly_cap: none,
            month: 0,
            spent: none,
        });
    };
    if held.asset == *asset {
        return Ok(held);
    }
    let (held, asked) = (held.asset.key(), asset.key());
    Err(ContractError::BudgetAsset { held, asked })
}

pub fn withdraw(call: Call<'_>) -> Result<Response, ContractError> {
    let provider = call.sender;
    let budget = SUPPORT.may_load(call.deps.storage, &provider)?;
    let budget = budget.ok_or_else(|| ContractError::NoBudget {
        provider: provider.clone(),
    })?;
    SUPPORT.remove(call.deps.storage, &provider);
    let event = SupportWithdrawn {
        provider: provider.clone(),
        asset: budget.asset.key(),
        amount: budget.left,
    };
    let payout = Payout {
        owner: provider,
        asset: budget.asset,
        amount: budget.left,
    };
    let push = books::push(call.deps.storage, &call.env.contract.address, payout)?;
    Ok(told("withdraw_support")
        .add_submessages(push)
        .add_event(event))
}

/// What a customer confirms.
pub struct Help {
    pub peers: Option<u8>,
    pub ticket: u64,
    pub item: u64,
}

pub fn confirm(call: Call<'_>, help: &Help) -> Result<Response, ContractError> {
    let now = call.now();
    let (peers, provider) = confirmable(&call, help)?;
    let item = helpful(&call, help.item)?;
    let budget = SUPPORT.may_load(call.deps.storage, &provider)?;
    let budget = budget.ok_or_else(|| ContractError::NoBudget {
        provider: provider.clone(),
    })?;
    let budget = budget.less_one(now)?;
    let storage = call.deps.storage;
    HELPED.save(storage, ((peers, help.ticket), help.item), &());
    SUPPORT.save(storage, &provider, &budget);
    let event = HelpConfirmed {
        peers,
        ticket: help.ticket,
        knowledge: help.item,
        customer: call.sender,
        provider,
        author: item.author.clone(),
        asset: budget.asset.key(),
        amount: budget.per_item,
        left: budget.left,
    };
    let payout = Payout {
        owner: item.author,
        asset: budget.asset,
        amount: budget.per_item,
    };
    let push = books::push(storage, &call.env.contract.address, payout)?;
    Ok(told("confirm_helped")
        .add_submessages(push)
        .add_event(event))
}

/// The closed ticket's pair and provider, where the sender is its customer, it cites the item, and this was
/// not said before.
fn confirmable(call: &Call<'_>, help: &Help) -> Result<(u8, Addr), ContractError> {
    let (ticket, item) = (help.ticket, help.item);
    let of = (&call.config()?, call.now());
    let (peers, registry) = peers::registry(call.deps.storage, of, help.peers)?;
    let fact = peers::fact(call.deps.as_ref(), &registry, ticket)?;
    if fact.customer != call.sender {
        let sender = call.sender.clone();
        return Err(ContractError::NotCustomer { ticket, sender });
    }
    if !fact.cited.contains(&item) {
        return Err(ContractError::NotCited { ticket, item });
    }
    if HELPED.has(call.deps.storage, ((peers, ticket), item)) {
        return Err(ContractError::HelpConfirmed { ticket, item });
    }
    Ok((peers, fact.provider))
}

/// Nobody confirms the own item, and stale items earn nothing.
fn helpful(call: &Call<'_>, number: u64) -> Result<Knowledge, ContractError> {
    let item = find::knowledge(call.deps.storage, number)?;
    if item.author == call.sender {
        return Err(ContractError::OwnKnowledge { item: number });
    }
    if item.is_stale(call.now()) {
        return Err(ContractError::KnowledgeStale {
            item: number,
            review_by: item.review_by,
            now: call.now(),
        });
    }
    Ok(item)
}

impl Knowledge {
    /// Whether its review is overdue.
    pub fn is_stale(&self, now: UnixTime) -> bool {
        now > self.review_by
    }
}

impl Budget {
    /// The month of an instant; months have 30 days.
    fn month_at(now: UnixTime) -> u64 {
        now.0.checked_div(SUPPORT_MONTH.0).unwrap_or(0)
    }

    /// Paid in the month of an instant.
    pub fn spent_at(&self, now: UnixTime) -> Uint128 {
        if self.month == Self::month_at(now) {
            self.spent
        } else {
            Uint128::zero()
        }
    }

    /// The first second of the next month.
    pub fn month_ends(now: UnixTime) -> UnixTime {
        let months = Self::month_at(now).saturating_add(1);
        UnixTime(months.saturating_mul(SUPPORT_MONTH.0))
    }

    /// With one item paid.
    fn less_one(mut self, now: UnixTime) -> Result<Self, ContractError> {
        let (left, per_item) = (self.left, self.per_item);
        let short = ContractError::BudgetShort { left, per_item };
        self.left = left.checked_sub(per_item).map_err(|_| short)?;
        let before = self.spent_at(now);
        let spent = plus(before, per_item, "spent")?;
        if spent > self.monthly_cap {
            return Err(ContractError::MonthSpent {
                spent: before,
                monthly_cap: self.monthly_cap,
                month_ends: Self::month_ends(now),
                per_item,
            });
        }
        self.month = Self::month_at(now);
        self.spent = spent;
        Ok(self)
    }
}
