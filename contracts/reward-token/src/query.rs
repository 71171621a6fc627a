//! One function a question.

use aftercare_interface::packed::stored_address;
use aftercare_interface::reward_token::{EmissionResponse, QueryMsg, SupplyPoint};
use aftercare_interface::Page;
use aftercare_kit::{now, ownership, page};
use cosmwasm_std::{to_json_binary, Addr, Binary, Deps, Env, StdError, StdResult};
use cw20::{
    AllAccountsResponse, AllAllowancesResponse, AllSpenderAllowancesResponse, AllowanceInfo,
    AllowanceResponse, BalanceResponse, DownloadLogoResponse, EmbeddedLogo, Logo, MinterResponse,
    SpenderAllowanceInfo, TokenInfoResponse,
};

use crate::execute::tokens;
use crate::state::{ALLOWANCES, BALANCES, LOGO, MARKETING, SPENDERS, SUPPLY, TOKEN};
use crate::ContractError;

/// Where a list goes on, and how far.
struct Window {
    start_after: Option<String>,
    limit: Option<u32>,
}

impl Window {
    /// As the standard has it, any text: it is only compared with keys, and the list goes on behind it.
    fn after(&self) -> Option<Addr> {
        self.start_after.clone().map(stored_address)
    }
}

pub fn query(deps: Deps<'_>, env: &Env, msg: QueryMsg) -> Result<Binary, ContractError> {
    Ok(match msg {
        QueryMsg::Balance { address } => to_json_binary(&balance(deps, &address)?),
        QueryMsg::TokenInfo {} => to_json_binary(&token_info(deps)?),
        QueryMsg::Minter {} => to_json_binary(&minter(deps, env)?),
        QueryMsg::Allowance { owner, spender } => {
            to_json_binary(&allowance(deps, &owner, &spender)?)
        }
        QueryMsg::AllAllowances {
            owner,
            start_after,
            limit,
        } => to_json_binary(&all_allowances(
            deps,
            &owner,
            &Window { start_after, limit },
        )?),
        QueryMsg::AllSpenderAllowances {
            spender,
            start_after,
            limit,
        } => {
            let window = Window { start_after, limit };
            to_json_binary(&all_spender_allowances(deps, &spender, &window)?)
        }
        QueryMsg::AllAccounts { start_after, limit } => {
            to_json_binary(&all_accounts(deps, &Window { start_after, limit })?)
        }
        QueryMsg::MarketingInfo {} => {
            to_json_binary(&MARKETING.may_load(deps.storage)?.unwrap_or_default())
        }
        QueryMsg::DownloadLogo {} => to_json_binary(&download_logo(deps)?),
        QueryMsg::Emission {} => to_json_binary(&emission(deps, env)?),
        QueryMsg::SupplyCurve { start_after, limit } => {
            to_json_binary(&supply_curve(deps, env, (start_after, limit))?)
        }
        QueryMsg::Ownership {} => to_json_binary(&ownership::get(deps.storage)?),
    }?)
}

fn balance(deps: Deps<'_>, address: &str) -> Result<BalanceResponse, ContractError> {
    let owner = deps.api.addr_validate(address)?;
    let balance = tokens::balance(deps.storage, &owner)?;
    Ok(BalanceResponse { balance })
}

fn token_info(deps: Deps<'_>) -> StdResult<TokenInfoResponse> {
    let token = TOKEN.load(deps.storage)?;
    Ok(TokenInfoResponse {
        name: token.name,
        symbol: token.symbol,
        decimals: token.decimals,
        total_supply: SUPPLY.load(deps.storage)?,
    })
}

fn minter(deps: Deps<'_>, env: &Env) -> Result<Option<MinterResponse>, ContractError> {
    let fact = tokens::emission(deps.storage)?;
    Ok(fact.minter_at(now(env)).map(|minter| MinterResponse {
        minter: minter.to_string(),
        cap: Some(fact.emission.cap.into()),
    }))
}

fn allowance(deps: Deps<'_>, owner: &str, spender: &str) -> StdResult<AllowanceResponse> {
    let owner = deps.api.addr_validate(owner)?;
    let spender = deps.api.addr_validate(spender)?;
    let allowance = ALLOWANCES.may_load(deps.storage, (&owner, &spender))?;
    Ok(allowance.unwrap_or_default())
}

fn all_allowances(
    deps: Deps<'_>,
    owner: &str,
    window: &Window,
) -> Result<AllAllowancesResponse, ContractError> {
    let owner = deps.api.addr_validate(owner)?;
    let after = window.after();
    let rows = ALLOWANCES
        .of(deps.storage, &owner, (after.as_ref(), None))
        .take(page::limit(window.limit)?);
    let allowances = rows
        .map(|row| {
            row.map(|(spender, given)| AllowanceInfo {
                spender: spender.into(),
                allowance: given.allowance,
                expires: given.expires,
            })
        })
        .collect::<StdResult<_>>()?;
    Ok(AllAllowancesResponse { allowances })
}

fn all_spender_allowances(
    deps: Deps<'_>,
    spender: &str,
    window: &Window,
) -> Result<AllSpenderAllowancesResponse, ContractError> {
    let spender = deps.api.addr_validate(spender)?;
    let after = window.after();
    let owners = SPENDERS
        .of(deps.storage, &spender, (after.as_ref(), None))
        .take(page::limit(window.limit)?);
    let allowances = owners
        .map(|owner| {
            let (owner, ()) = owner?;
            let given = ALLOWANCES.load(deps.storage, (&owner, &spender))?;
            Ok(SpenderAllowanceInfo {
                owner: owner.into(),
                allowance: given.allowance,
                expires: given.expires,
            })
        })
        .collect::<StdResult<_>>()?;
    Ok(AllSpenderAllowancesResponse { allowances })
}

fn all_accounts(deps: Deps<'_>, window: &Window) -> Result<AllAccountsResponse, ContractError> {
    let after = window.after();
    let accounts = BALANCES
        .range(deps.storage, after.as_ref(), None)
        .take(page::limit(window.limit)?)
        .map(|row| row.map(|(owner, _)| owner.into()))
        .collect::<StdResult<_>>()?;
    Ok(AllAccountsResponse { accounts })
}

fn download_logo(deps: Deps<'_>) -> StdResult<DownloadLogoResponse> {
    let (mime_type, data) = match LOGO.load(deps.storage)? {
        Logo::Embedded(EmbeddedLogo::Svg(data)) => ("image/svg+xml", data),
        Logo::Embedded(EmbeddedLogo::Png(data)) => ("image/png", data),
        Logo::Url(_) => return Err(StdError::not_found("logo")),
    };
    Ok(DownloadLogoResponse {
        mime_type: mime_type.to_owned(),
        data,
    })
}

fn emission(deps: Deps<'_>, env: &Env) -> Result<EmissionResponse, ContractError> {
    let (fact, as_of) = (tokens::emission(deps.storage)?, now(env));
    let standing = fact.at(as_of);
    Ok(EmissionResponse {
        cap: fact.emission.cap.into(),
        minted: fact.emission.minted.into(),
        epoch: standing.epoch,
        budget: standing.budget.into(),
        carried: standing.carried.into(),
        minted_in_epoch: standing.minted_in_epoch.into(),
        left: standing.left.into(),
        minter: fact.minter_at(as_of).cloned(),
        next_minter: fact.next_minter.filter(|next| as_of < next.from),
        as_of,
    })
}

/// Ends with the first epoch whose budget is nothing: those behind it are no larger.
fn supply_curve(
    deps: Deps<'_>,
    env: &Env,
    (start_after, limit): (Option<u64>, Option<u32>),
) -> Result<Page<SupplyPoint, u64>, ContractError> {
    let emission = tokens::emission(deps.storage)?.emission;
    let current = emission.at(now(env)).epoch;
    let first = start_after.map_or(current, |seen| seen.saturating_add(1).max(current));
    let mut rows = vec![];
    for epoch in (first..=u64::MAX).take(page::limit(limit)?) {
        let outlook = emission.outlook(now(env), epoch);
        rows.push(SupplyPoint {
            epoch,
            from: outlook.from,
            budget: outlook.budget.into(),
            minted_at_most: outlook.minted_at_most.into(),
        });
    }
    let last = rows.last().filter(|row| !row.budget.is_zero());
    let next = last.map(|row| row.epoch);
    Ok(Page { rows, next })
}
