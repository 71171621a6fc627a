//! Periods that are paid out.

use aftercare_domain::time::Seconds;
use aftercare_engine::{Batch, Engine};
use aftercare_interface::sla_escrow::ExecuteMsg;
use aftercare_interface::ticket_registry::ExecuteMsg as Registry;

use super::{tell, whole, Scenario, Told, OF};
use crate::World;

pub(super) fn scenarios<E: Batch>() -> Vec<Scenario<E>> {
    vec![
        whole(OF, "settle one period, coin", None, one),
        whole(OF, "settle ten periods, coin", None, ten),
        whole(OF, "settle the last period", None, last),
        whole(OF, "settle a period with an open ticket", None, keep_back),
        whole(OF, "settle what was kept back", None, kept_back),
        whole(OF, "settle one period, CW20", None, one_cw20),
    ]
}

fn settle<E: Engine>(world: &mut World<E>, agreement: u64, max_periods: u32) -> Told {
    let settle = ExecuteMsg::Settle {
        agreement,
        max_periods,
    };
    tell(world, "keeper", &settle)
}

fn one<E: Engine>(world: &mut World<E>) -> Told {
    let agreement = world.ground()?.agreement;
    world.wait(Seconds::days(40))?;
    settle(world, agreement, 1)
}

fn ten<E: Engine>(world: &mut World<E>) -> Told {
    let plan = world.ground()?.plan;
    let agreement = world.subscribe("member", plan, 12)?;
    world.wait(Seconds::days(310))?;
    settle(world, agreement, 10)
}

fn last<E: Engine>(world: &mut World<E>) -> Told {
    let agreement = world.ground()?.agreement;
    world.wait(Seconds::days(100))?;
    settle(world, agreement, 2)?;
    settle(world, agreement, 1)
}

fn keep_back<E: Engine>(world: &mut World<E>) -> Told {
    let agreement = world.ground()?.agreement;
    world.ticket("customer", agreement)?;
    world.wait(Seconds::days(40))?;
    settle(world, agreement, 1)
}

fn kept_back<E: Engine>(world: &mut World<E>) -> Told {
    let agreement = world.ground()?.agreement;
    let ticket = world.ticket("customer", agreement)?;
    world.wait(Seconds::days(40))?;
    settle(world, agreement, 1)?;
    world.registry("keeper", &Registry::Poke { ticket })?;
    world.registry("customer", &Registry::Cancel { ticket })?;
    settle(world, agreement, 1)
}

fn one_cw20<E: Engine>(world: &mut World<E>) -> Told {
    let mut terms = world.terms()?;
    terms.asset = world.dollar.clone();
    let agreement = super::under(world, &terms)?;
    world.wait(Seconds::days(40))?;
    settle(world, agreement, 1)
}
