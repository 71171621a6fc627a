//! Other people's money: a token that is no part of the suite.

use aftercare_interface::{community, sla_escrow, Asset};
use aftercare_testing::PURSE;
use cosmwasm_std::Uint128;
use cw20::Cw20Coin;

use super::Told;

/// The reference CW20 token stands for other people's money; the owner lists it.
pub fn make(told: &mut Told<'_>) -> anyhow::Result<Asset> {
    let owner = told.world.person("owner");
    let wasm = told.peer("peer_cw20_base")?;
    let message = cw20_base::msg::InstantiateMsg {
        name: "Dollar".to_owned(),
        symbol: "USD".to_owned(),
        decimals: 6,
        initial_balances: vec![Cw20Coin {
            address: owner.to_string(),
            amount: Uint128::new(10 * PURSE),
        }],
        mint: None,
        marketing: None,
    };
    let engine = &mut told.world.engine;
    let code = engine.store(&owner, ("cw20_base", wasm))?;
    let token = engine.instantiate_code(&owner, (code, "cw20_base"), &message)?;
    let asset = Asset::cw20(&token);
    let list = sla_escrow::ExecuteMsg::ListAsset {
        asset: asset.clone(),
    };
    told.world.escrow("owner", &list)?;
    let list = community::ExecuteMsg::ListAsset {
        asset: asset.clone(),
    };
    told.world.community("owner", &list)?;
    Ok(asset)
}
