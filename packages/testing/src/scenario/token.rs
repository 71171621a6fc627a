//! Messages of a token, and of the owner of `reward-token`; its minter is the community.

use aftercare_engine::{Batch, Engine, Failure};
use aftercare_interface::reward_token::ExecuteMsg;
use cosmwasm_std::Uint128;
use cw20::Cw20ExecuteMsg;

use super::{whole, Scenario};
use crate::World;

type Told = Result<(), Failure>;

pub(super) fn scenarios<E: Batch>() -> Vec<Scenario<E>> {
    let of = "cw20-base 2.0";
    let ours = "reward-token";
    vec![
        whole(of, "transfer of a named token", None, transfer),
        whole(ours, "announce another minter", None, announce),
        whole(ours, "lower the cap", None, lower_cap),
        whole(ours, "lower the budget", None, lower_budget),
    ]
}

fn announce<E: Engine>(world: &mut World<E>) -> Told {
    let new_minter = Some(world.person("member").to_string());
    owner_tells(world, &ExecuteMsg::UpdateMinter { new_minter })
}

fn lower_cap<E: Engine>(world: &mut World<E>) -> Told {
    let cap = Uint128::new(1_000_000);
    owner_tells(world, &ExecuteMsg::LowerCap { cap })
}

fn lower_budget<E: Engine>(world: &mut World<E>) -> Told {
    let budget = Uint128::new(1_000_000);
    owner_tells(world, &ExecuteMsg::LowerBudget { budget })
}

fn owner_tells<E: Engine>(world: &mut World<E>, message: &ExecuteMsg) -> Told {
    let token = world.suite.token.clone();
    world.send("owner", &token, message, &[]).map(drop)
}

fn transfer<E: Engine>(world: &mut World<E>) -> Told {
    let token = match &world.dollar {
        aftercare_interface::Asset::Cw20 { address } => address.clone(),
        aftercare_interface::Asset::Native { .. } => return Ok(()),
    };
    let message = Cw20ExecuteMsg::Transfer {
        recipient: world.person("member").to_string(),
        amount: Uint128::new(1_000_000),
    };
    world.send("customer", &token, &message, &[]).map(drop)
}
