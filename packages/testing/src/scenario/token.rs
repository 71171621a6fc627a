//! Messages of `reward-token`; its only minter is the community.

use aftercare_engine::{Batch, Engine, Failure};
use cosmwasm_std::Uint128;
use cw20::Cw20ExecuteMsg;

use super::{whole, Scenario};
use crate::World;

type Told = Result<(), Failure>;

pub(super) fn scenarios<E: Batch>() -> Vec<Scenario<E>> {
    let of = "cw20-base 2.0";
    vec![whole(of, "transfer of a named token", None, transfer)]
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
