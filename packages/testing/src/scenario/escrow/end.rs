//! Every ground on which an agreement ends early.

use aftercare_domain::money::Bps;
use aftercare_domain::time::Seconds;
use aftercare_engine::{Batch, Engine};
use aftercare_interface::sla_escrow::{ExecuteMsg, Ground};

use super::bond::short;
use super::credit::{cursors, late_tickets};
use super::{tell, under, whole, Scenario, Told, OF};
use crate::World;

pub(super) fn scenarios<E: Batch>() -> Vec<Scenario<E>> {
    vec![
        whole(OF, "terminate by notice", None, by_notice),
        whole(OF, "terminate in the cooling-off", None, cooling_off),
        whole(OF, "terminate for three late tickets", None, for_cause),
        whole(OF, "terminate at a block's cap", None, at_cap),
        whole(OF, "terminate for a bond not refilled", None, not_refilled),
        whole(OF, "terminate by the provider", None, by_provider),
    ]
}

fn end<E: Engine>(world: &mut World<E>, name: &str, agreement: u64, ground: Ground) -> Told {
    tell(world, name, &ExecuteMsg::Terminate { agreement, ground })
}

fn by_notice<E: Engine>(world: &mut World<E>) -> Told {
    let agreement = world.ground()?.agreement;
    end(world, "customer", agreement, Ground::Notice {})
}

fn cooling_off<E: Engine>(world: &mut World<E>) -> Told {
    let agreement = world.ground()?.agreement;
    end(world, "customer", agreement, Ground::CoolingOff {})
}

fn for_cause<E: Engine>(world: &mut World<E>) -> Told {
    let agreement = world.ground()?.agreement;
    late_tickets(world, agreement, 3)?;
    let misses = cursors(world, agreement)?;
    end(world, "customer", agreement, Ground::LateTickets { misses })
}

fn at_cap<E: Engine>(world: &mut World<E>) -> Told {
    let mut terms = world.terms()?;
    terms.caps.period = Bps(1_000);
    terms.caps.block = Bps(1_000);
    let agreement = under(world, &terms)?;
    late_tickets(world, agreement, 1)?;
    end(world, "customer", agreement, Ground::BlockCap { block: 0 })
}

fn not_refilled<E: Engine>(world: &mut World<E>) -> Told {
    let agreement = short(world)?;
    world.wait(Seconds::days(15))?;
    end(world, "customer", agreement, Ground::BondNotRefilled {})
}

fn by_provider<E: Engine>(world: &mut World<E>) -> Told {
    let agreement = world.ground()?.agreement;
    end(world, "provider", agreement, Ground::ByProvider {})
}
