//! Messages of `sla-escrow`.

use aftercare_domain::time::Seconds;
use aftercare_engine::{Batch, Engine, Failure};
use aftercare_interface::sla_escrow::ExecuteMsg;
use cosmwasm_std::Uint128;

use super::{whole, Scenario};
use crate::{default_terms, World};

type Told = Result<(), Failure>;

pub(super) fn scenarios<E: Batch>() -> Vec<Scenario<E>> {
    let of = "sla-escrow";
    vec![
        whole(of, "publish a plan", None, publish),
        whole(of, "revise a plan", None, revise),
        whole(of, "retire a plan", None, retire),
        whole(of, "deposit a bond, coin", None, deposit),
        whole(of, "withdraw free bond, coin", None, withdraw_bond),
        whole(of, "subscribe with a coin", 90_000, subscribe),
        whole(of, "subscribe with a CW20 token", None, subscribe_cw20),
        whole(of, "terminate an agreement", None, terminate),
        whole(of, "settle one period, coin", None, settle),
        whole(of, "withdraw a claim, coin", None, withdraw),
    ]
}

fn publish<E: Engine>(world: &mut World<E>) -> Told {
    world.plan()?;
    let terms = default_terms(&world.euro, Some(1));
    world
        .escrow("provider", &ExecuteMsg::PublishPlan { terms })
        .map(drop)
}

fn revise<E: Engine>(world: &mut World<E>) -> Told {
    let plan = world.plan()?;
    let terms = default_terms(&world.euro, Some(1));
    world
        .escrow("provider", &ExecuteMsg::RevisePlan { plan, terms })
        .map(drop)
}

fn retire<E: Engine>(world: &mut World<E>) -> Told {
    let plan = world.plan()?;
    world
        .escrow("provider", &ExecuteMsg::RetirePlan { plan })
        .map(drop)
}

fn deposit<E: Engine>(world: &mut World<E>) -> Told {
    world.ground()?;
    let euro = world.euro.clone();
    world.deposit_bond("provider", &euro, 1_000_000).map(drop)
}

fn withdraw_bond<E: Engine>(world: &mut World<E>) -> Told {
    world.ground()?;
    let withdraw = ExecuteMsg::WithdrawFreeBond {
        asset: world.euro.clone(),
        amount: Uint128::new(1_000_000),
    };
    world.escrow("provider", &withdraw).map(drop)
}

fn subscribe<E: Engine>(world: &mut World<E>) -> Told {
    let ground = world.ground()?;
    world.subscribe("member", ground.plan, 3).map(drop)
}

fn subscribe_cw20<E: Engine>(world: &mut World<E>) -> Told {
    let mut terms = world.terms()?;
    terms.asset = world.dollar.clone();
    let plan = world.offer("provider", &terms)?;
    world.subscribe("neighbour", plan, 3)?;
    world.subscribe("customer", plan, 3).map(drop)
}

fn terminate<E: Engine>(world: &mut World<E>) -> Told {
    let agreement = world.ground()?.agreement;
    world
        .escrow("customer", &ExecuteMsg::Terminate { agreement })
        .map(drop)
}

fn settle<E: Engine>(world: &mut World<E>) -> Told {
    let agreement = world.ground()?.agreement;
    world.wait(Seconds::days(40))?;
    world.settle(agreement)
}

fn withdraw<E: Engine>(world: &mut World<E>) -> Told {
    let agreement = world.ground()?.agreement;
    world.wait(Seconds::days(40))?;
    world.settle(agreement)?;
    let asset = world.euro.clone();
    world
        .escrow("fee sink", &ExecuteMsg::Withdraw { asset })
        .map(drop)
}
