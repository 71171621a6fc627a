//! What only a chain does: codes and admins.

use aftercare_chain_engine::Message;
use aftercare_engine::Engine;
use anyhow::{ensure, Context};
use cosmwasm_std::Addr;

use super::{refused, say, Told};

/// A contract takes another code; its state is its own business.
pub fn migration(contract: &Addr, code_id: u64) -> Message {
    Message::Migrate {
        contract: contract.to_string(),
        code_id,
        body: b"{}".to_vec(),
    }
}

/// The reward token takes a build one patch version higher and keeps its state; the same version again is
/// refused, and so is anybody but the admin.
pub fn migrate(told: &mut Told<'_>) -> anyhow::Result<()> {
    let owner = told.world.person("owner");
    let wasm = std::fs::read(&told.arguments.newer)?;
    let receipt = told.world.engine.send(&owner, &[Message::Store { wasm }])?;
    let code_id = receipt.find("store_code", "code_id").unwrap_or_default();
    let code_id: u64 = code_id.parse().context("no code id")?;
    let token = told.world.suite.token.clone();
    let question = cw20::Cw20QueryMsg::TokenInfo {};
    let before: cw20::TokenInfoResponse = told.world.engine.query(&token, &question)?;
    let message = migration(&token, code_id);
    let stranger = told.world.person("keeper");
    ensure!(
        told.world
            .engine
            .send(&stranger, std::slice::from_ref(&message))
            .is_err(),
        "anybody may migrate"
    );
    told.world
        .engine
        .send(&owner, std::slice::from_ref(&message))?;
    let state = told.world.engine.client().node().contract(token.as_str())?;
    ensure!(
        state.is_some_and(|state| state.code_id == code_id),
        "the token runs another code"
    );
    let after: cw20::TokenInfoResponse = told.world.engine.query(&token, &question)?;
    ensure!(before == after, "{before:?} became {after:?}");
    let again = told.world.engine.send(&owner, &[message]);
    refused(again.map_err(Into::into), "KIT-020")?;
    say(&format!("reward_token took code {code_id}, one patch version higher; the same version again is refused"));
    Ok(())
}
