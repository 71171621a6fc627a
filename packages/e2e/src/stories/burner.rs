//! A token whose admin turns it into something that burns all gas it is given: what it was to move becomes its
//! owner's claim, and everything else of the message happens.

use aftercare_chain_engine::Chain;
use aftercare_domain::time::Seconds;
use aftercare_engine::Engine;
use aftercare_interface::asset::Claim;
use aftercare_interface::sla_escrow::{ExecuteMsg, QueryMsg};
use aftercare_interface::{ticket_registry, Asset, Page};
use aftercare_testing::story::{quick_terms, Cast, CREDIT};
use aftercare_testing::World;
use anyhow::{ensure, Context};

use super::chain::migration;
use super::{say, Told};
use crate::token;

/// A refund is due in a token that burns all gas; once it is honest again, its owner takes it.
pub fn tell(told: &mut Told<'_>) -> anyhow::Result<()> {
    let peers = &told.arguments.peers;
    let asset = token::listed(&mut told.world, peers)?;
    let Asset::Cw20 { address } = &asset else {
        anyhow::bail!("a coin was listed");
    };
    let world = &mut told.world;
    let owner = world.person("owner");
    let burner = token::wasm(peers, "probe")?;
    let burner = world.engine.store(&owner, ("probe", burner))?;
    let state = world.engine.client().node().contract(address.as_str())?;
    let honest = state.context("the token is not there")?.code_id;

    let run = format!("burnt {}", world.now().0);
    let mut cast = Cast::new(world, &run);
    let deal = cast.deal(&quick_terms(&asset), 1)?;
    let ticket = cast.open(&deal)?;
    let world = cast.world;
    let before = world.balance(&deal.customer, &asset)?;
    world.wait(Seconds(7))?;
    world.engine.send(&owner, &[migration(address, burner)])?;
    world.registry("keeper", &ticket_registry::ExecuteMsg::Poke { ticket })?;
    let gas = world.engine.last()[1];
    let claim = claimed(world, &deal.customer, &asset)?;
    ensure!(claim == CREDIT, "a claim of {claim}, not of {CREDIT}");

    world.engine.send(&owner, &[migration(address, honest)])?;
    let withdraw = ExecuteMsg::Withdraw {
        asset: asset.clone(),
    };
    world.escrow(&deal.customer, &withdraw)?;
    let after = world.balance(&deal.customer, &asset)?;
    ensure!(after == before + CREDIT, "{before} became {after}");
    let left = claimed(world, &deal.customer, &asset)?;
    ensure!(left == 0, "a claim of {left} is left");
    say(&format!(
        "a token that burns all gas: its refund of {CREDIT} waited as a claim, the poke went through with {gas} gas, honest again it paid"
    ));
    Ok(())
}

fn claimed(world: &mut World<Chain>, name: &str, asset: &Asset) -> anyhow::Result<u128> {
    let question = QueryMsg::Claims {
        owner: world.person(name).into_string(),
        start_after: None,
        limit: None,
    };
    let escrow = world.suite.escrow.clone();
    let claims: Page<Claim, String> = world.engine.query(&escrow, &question)?;
    let mut rows = claims.rows.iter();
    let claim = rows.find(|claim| claim.asset == *asset);
    Ok(claim.map_or(0, |claim| claim.amount.u128()))
}
