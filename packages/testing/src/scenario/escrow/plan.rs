//! What a provider offers.

use aftercare_engine::{Batch, Engine};
use aftercare_interface::sla_escrow::ExecuteMsg;

use super::{tell, whole, Scenario, Told, OF};
use crate::{default_terms, World};

pub(super) fn scenarios<E: Batch>() -> Vec<Scenario<E>> {
    vec![
        whole(OF, "publish a plan", None, publish),
        whole(OF, "revise a plan", None, revise),
        whole(OF, "retire a plan", None, retire),
        whole(OF, "put a customer on a plan's list", None, allow),
    ]
}

fn publish<E: Engine>(world: &mut World<E>) -> Told {
    world.plan()?;
    let terms = default_terms(&world.euro, Some(1));
    tell(world, "provider", &ExecuteMsg::PublishPlan { terms })
}

fn revise<E: Engine>(world: &mut World<E>) -> Told {
    let plan = world.plan()?;
    let terms = default_terms(&world.euro, Some(1));
    tell(world, "provider", &ExecuteMsg::RevisePlan { plan, terms })
}

fn retire<E: Engine>(world: &mut World<E>) -> Told {
    let plan = world.plan()?;
    tell(world, "provider", &ExecuteMsg::RetirePlan { plan })
}

fn allow<E: Engine>(world: &mut World<E>) -> Told {
    let plan = world.plan()?;
    let update = ExecuteMsg::UpdateAllowList {
        plan,
        add: vec![world.person("member").to_string()],
        remove: vec![],
    };
    tell(world, "provider", &update)
}
