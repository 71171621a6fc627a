//! The token's set-up: every bound is checked before anything is written.

use std::collections::BTreeSet;

use aftercare_domain::emission::Emission;
use aftercare_interface::raw::{EmissionFact, EMISSION_KEY};
use aftercare_interface::reward_token::{
    InstantiateMarketingInfo, InstantiateMsg, MAX_DECIMALS, MAX_INITIAL_BALANCES,
};
use aftercare_kit::{check, migrate as version, ownership, raw, KitError};
use cosmwasm_std::{Api, DepsMut, Response, Storage, Uint128};
use cw20::{Cw20Coin, MarketingInfoResponse};

use crate::event::Instantiated;
use crate::migrate::{NAME, VERSION};
use crate::state::{Token, BALANCES, LOGO, MARKETING, SUPPLY, TOKEN};
use crate::{logo, ContractError};

pub fn instantiate(deps: DepsMut<'_>, msg: InstantiateMsg) -> Result<Response, ContractError> {
    check_names(&msg)?;
    let minter = deps.api.addr_validate(&msg.minter)?;
    let owner = deps.api.addr_validate(&msg.owner)?;
    let supply = save_balances(deps.storage, deps.api, &msg.initial_balances)?;
    let emission = emission(&msg, supply);
    emission.check()?;
    version::set(deps.storage, NAME, VERSION);
    ownership::initialize(deps.storage, &owner);
    let fact = EmissionFact {
        emission,
        minter: Some(minter.clone()),
        next_minter: None,
    };
    raw::save(deps.storage, EMISSION_KEY, &fact);
    SUPPLY.save(deps.storage, &supply);
    let token = Token {
        name: msg.name,
        symbol: msg.symbol,
        decimals: msg.decimals,
    };
    TOKEN.save(deps.storage, &token);
    if let Some(marketing) = msg.marketing {
        save_marketing(deps, marketing)?;
    }
    Ok(Response::new()
        .add_attribute("action", "instantiate")
        .add_event(Instantiated {
            owner,
            minter,
            cap: msg.cap,
            supply,
            start: msg.schedule.start,
            epoch_length: msg.schedule.epoch_length,
            budget: msg.schedule.budget,
            decay: msg.schedule.decay,
        }))
}

fn check_names(msg: &InstantiateMsg) -> Result<(), ContractError> {
    check::length(&msg.name, "name", 3, 50)?;
    let shown = |c: char| c.is_ascii_alphabetic() || c == '-';
    if !(3..=12).contains(&msg.symbol.len()) || !msg.symbol.chars().all(shown) {
        let symbol = msg.symbol.clone();
        return Err(ContractError::Symbol { symbol });
    }
    check::range(msg.decimals, "decimals", 0, MAX_DECIMALS)?;
    let balances = msg.initial_balances.len();
    Ok(check::count(
        balances,
        "initial_balances",
        0,
        MAX_INITIAL_BALANCES,
    )?)
}

/// Each address once, whatever its spelling; the sum of the balances.
fn save_balances(
    storage: &mut dyn Storage,
    api: &dyn Api,
    rows: &[Cw20Coin],
) -> Result<Uint128, ContractError> {
    let mut supply = Uint128::zero();
    let mut seen = BTreeSet::new();
    for row in rows {
        let owner = api.addr_validate(&row.address)?;
        BALANCES.save(storage, &owner, &row.amount);
        let overflow = KitError::Overflow {
            field: "initial_balances",
        };
        supply = supply.checked_add(row.amount).map_err(|_| overflow)?;
        if !seen.insert(owner) {
            let value = row.address.clone();
            return Err(KitError::Duplicate {
                field: "initial_balances",
                value,
            }
            .into());
        }
    }
    Ok(supply)
}

fn emission(msg: &InstantiateMsg, supply: Uint128) -> Emission {
    Emission {
        cap: msg.cap.u128(),
        minted: supply.u128(),
        start: msg.schedule.start,
        epoch_length: msg.schedule.epoch_length,
        budget: msg.schedule.budget.u128(),
        decay: msg.schedule.decay,
        epoch: 0,
        minted_in_epoch: 0,
        carried: 0,
    }
}

fn save_marketing(deps: DepsMut<'_>, msg: InstantiateMarketingInfo) -> Result<(), ContractError> {
    logo::check_texts(msg.project.as_deref(), msg.description.as_deref())?;
    let marketing = msg
        .marketing
        .map(|text| deps.api.addr_validate(&text))
        .transpose()?;
    if let Some(logo) = &msg.logo {
        logo::check(logo)?;
        LOGO.save(deps.storage, logo);
    }
    let info = MarketingInfoResponse {
        project: msg.project,
        description: msg.description,
        logo: msg.logo.as_ref().map(logo::info),
        marketing,
    };
    MARKETING.save(deps.storage, &info);
    Ok(())
}
