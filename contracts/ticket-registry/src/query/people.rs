//! Agents, delegates, queues, quotas.

use aftercare_domain::quota::Used;
use aftercare_domain::time::{Seconds, UnixTime};
use aftercare_interface::raw::{self as layout, cover_key, delegate_key, terms_key, Cover, Terms};
use aftercare_interface::ticket_registry::{
    AgentResponse, AllowanceResponse, Catalogue, DelegateGrant, DelegateResponse, MAX_QUEUES,
};
use aftercare_interface::Page;
use aftercare_kit::{page, raw};
use cosmwasm_std::{Addr, StdResult};

use super::Asked;
use crate::context::escrow;
use crate::execute::agent::queue_bit;
use crate::execute::open::ends;
use crate::state::{Agent, Grant, AGENTS, CATALOGUES, DELEGATES};
use crate::{desk, quota, scope, ContractError};

/// After which address, and how many.
pub type From = (Option<String>, Option<u32>);

pub fn agents(
    asked: Asked<'_>,
    provider: &str,
    (after, limit): From,
) -> Result<Page<AgentResponse, Addr>, ContractError> {
    let api = asked.deps.api;
    let provider = api.addr_validate(provider)?;
    let after = after.map(|after| api.addr_validate(&after)).transpose()?;
    let entries = AGENTS.of(asked.deps.storage, &provider, (after.as_ref(), None));
    page::collect(entries, limit, |(address, agent)| {
        let row = shown(asked, (&provider, &address), agent)?;
        Ok((address, Some(row)))
    })
}

pub fn agent(
    asked: Asked<'_>,
    provider: &str,
    agent: &str,
) -> Result<Option<AgentResponse>, ContractError> {
    let api = asked.deps.api;
    let (provider, address) = (api.addr_validate(provider)?, api.addr_validate(agent)?);
    let key = (&provider, &address);
    let found = AGENTS.may_load(asked.deps.storage, key)?;
    let row = found.map(|agent| shown(asked, key, agent)).transpose()?;
    Ok(row)
}

fn shown(
    asked: Asked<'_>,
    (provider, address): (&Addr, &Addr),
    agent: Agent,
) -> StdResult<AgentResponse> {
    let storage = asked.deps.storage;
    let away = agent.away.filter(|away| asked.now <= away.until);
    let cover = away.as_ref().and_then(|away| away.cover);
    let cover = cover.map(|cover| desk::name(storage, provider, cover));
    Ok(AgentResponse {
        agent: address.clone(),
        until: agent.until,
        active: asked.now <= agent.until,
        scopes: scope::list(agent.scopes),
        queues: (1..=MAX_QUEUES)
            .filter(|queue| agent.queues & queue_bit(*queue) != 0)
            .collect(),
        max_open: agent.max_open,
        open: desk::load_of(storage, provider, agent.number)?,
        automated: agent.automated,
        away_until: away.map(|away| away.until),
        cover: cover.transpose()?.flatten(),
    })
}

pub fn queues(asked: Asked<'_>, provider: &str) -> Result<Catalogue, ContractError> {
    let provider = asked.deps.api.addr_validate(provider)?;
    let found = CATALOGUES.may_load(asked.deps.storage, &provider)?;
    Ok(found.unwrap_or(Catalogue {
        queues: 0,
        categories: vec![],
        names: None,
    }))
}

pub fn delegates(
    asked: Asked<'_>,
    customer: &str,
    (after, limit): From,
) -> Result<Page<DelegateResponse, Addr>, ContractError> {
    let api = asked.deps.api;
    let customer = api.addr_validate(customer)?;
    let after = after.map(|after| api.addr_validate(&after)).transpose()?;
    let entries = DELEGATES.of(asked.deps.storage, &customer, (after.as_ref(), None));
    page::collect(entries, limit, |(who, grants)| {
        let key = delegate_key(&customer, &who);
        let linked: Option<UnixTime> = raw::load(asked.deps.storage, &key)?;
        let row = DelegateResponse {
            who: who.clone(),
            grants: grants.into_iter().map(|it| granted(asked, it)).collect(),
            linked_until: linked.unwrap_or_default(),
        };
        Ok((who, Some(row)))
    })
}

fn granted(asked: Asked<'_>, grant: Grant) -> DelegateGrant {
    DelegateGrant {
        agreement: grant.agreement,
        scopes: scope::list(grant.scopes),
        until: grant.until,
        active: asked.now <= grant.until,
    }
}

pub fn allowance(
    asked: Asked<'_>,
    customer: &str,
    agreement: u64,
) -> Result<AllowanceResponse, ContractError> {
    let customer = asked.deps.api.addr_validate(customer)?;
    let cover = cover_of(asked, agreement)?;
    if customer != cover.customer {
        return Err(ContractError::NotCustomer {
            agreement,
            found: customer,
            need: cover.customer,
        });
    }
    let terms = terms_of(asked, &cover)?;
    let named = (agreement, &cover);
    let used = quota::counts_at(asked.deps.storage, named, asked.now)?.used;
    let quota = quota::quota_of(terms.quotas);
    let left = |quota: Option<u32>, used: u32| quota.map(|quota| quota.saturating_sub(used));
    let tickets_left = left(quota.tickets, used.tickets);
    Ok(AllowanceResponse {
        agreement,
        provider: cover.provider.clone(),
        covered: asked.now >= cover.from && asked.now < ends(&cover),
        period: used.period,
        ends_at: period_end(&cover, used),
        tickets_used: used.tickets,
        tickets_left,
        urgent_used: used.urgent,
        urgent_left: left(quota.urgent, used.urgent),
        as_of: asked.now,
    })
}

fn period_end(cover: &Cover, used: Used) -> UnixTime {
    let periods = u64::from(used.period).saturating_add(1);
    let past = Seconds(cover.period_length.0.saturating_mul(periods));
    cover.from.plus(past).min(ends(cover))
}

fn cover_of(asked: Asked<'_>, agreement: u64) -> Result<Cover, ContractError> {
    let escrow = escrow(asked.deps.storage)?;
    layout::read(&asked.deps.querier, &escrow, &cover_key(agreement))?
        .ok_or(ContractError::AgreementUnknown { agreement })
}

fn terms_of(asked: Asked<'_>, cover: &Cover) -> Result<Terms, ContractError> {
    let (escrow, terms) = (escrow(asked.deps.storage)?, cover.terms_at(asked.now));
    layout::read(&asked.deps.querier, &escrow, &terms_key(terms))?
        .ok_or(ContractError::TermsUnknown { terms })
}
