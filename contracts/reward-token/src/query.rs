//! One function a question.

use aftercare_interface::packed::stored_address;
use aftercare_interface::reward_token::{EmissionResponse, QueryMsg};
use aftercare_kit::{now, page};
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
        QueryMsg::Minter {} => to_json_binary(&minter(deps)?),
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

fn minter(deps: Deps<'_>) -> Result<Option<MinterResponse>, ContractError> {
    let cap = tokens::emission(deps)?.cap;
    Ok(Some(MinterResponse {
        minter: TOKEN.load(deps.storage)?.minter.into(),
        cap: Some(cap.into()),
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
    let emission = tokens::emission(deps)?;
    let standing = emission.at(now(env));
    Ok(EmissionResponse {
        cap: emission.cap.into(),
        minted: emission.minted.into(),
        epoch: standing.epoch,
        budget: standing.budget.into(),
        carried: standing.carried.into(),
        minted_in_epoch: standing.minted_in_epoch.into(),
        left: standing.left.into(),
        as_of: now(env),
    })
}
