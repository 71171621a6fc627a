//! Other people's money: a token that is no part of the suite.

use std::path::Path;

use aftercare_chain_engine::Chain;
use aftercare_interface::{community, sla_escrow, Asset};
use aftercare_testing::{World, PURSE};
use anyhow::Context;
use cosmwasm_std::{Addr, Uint128};
use cw20::Cw20Coin;

/// The Wasm of somebody else's contract, as `scripts/build --peers` makes it.
pub fn wasm(peers: &Path, name: &str) -> anyhow::Result<Vec<u8>> {
    let file = peers.join(format!("{name}.wasm"));
    std::fs::read(&file)
        .with_context(|| format!("{}: scripts/build --peers makes it", file.display()))
}

/// The reference CW20 token, with what these people have of it.
pub fn make(
    world: &mut World<Chain>,
    peers: &Path,
    initial_balances: Vec<Cw20Coin>,
) -> anyhow::Result<Addr> {
    let owner = world.person("owner");
    let message = cw20_base::msg::InstantiateMsg {
        name: "Dollar".to_owned(),
        symbol: "USD".to_owned(),
        decimals: 6,
        initial_balances,
        mint: None,
        marketing: None,
    };
    let wasm = wasm(peers, "peer_cw20_base")?;
    let code = world.engine.store(&owner, ("cw20_base", wasm))?;
    Ok(world
        .engine
        .instantiate_code(&owner, (code, "cw20_base"), &message)?)
}

/// The same, all of it the owner's, and listed by the suite.
pub fn listed(world: &mut World<Chain>, peers: &Path) -> anyhow::Result<Asset> {
    let all = Cw20Coin {
        address: world.person("owner").to_string(),
        amount: Uint128::new(10 * PURSE),
    };
    let asset = Asset::cw20(&make(world, peers, vec![all])?);
    let list = sla_escrow::ExecuteMsg::ListAsset {
        asset: asset.clone(),
    };
    world.escrow("owner", &list)?;
    let list = community::ExecuteMsg::ListAsset {
        asset: asset.clone(),
    };
    world.community("owner", &list)?;
    Ok(asset)
}
