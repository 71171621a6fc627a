//! Messages of `sla-escrow`, by concern.

mod agreement;
mod bond;
mod credit;
mod end;
mod owner;
mod plan;
mod proposal;
mod purse;
mod settle;

use aftercare_engine::{Batch, Engine, Failure};
use aftercare_interface::sla_escrow::{ExecuteMsg, PlanTerms};

use super::{whole, Scenario};
use crate::World;

type Told = Result<(), Failure>;

const OF: &str = "sla-escrow";

pub(super) fn scenarios<E: Batch>() -> Vec<Scenario<E>> {
    let mut all = plan::scenarios();
    all.extend(bond::scenarios());
    all.extend(agreement::scenarios());
    all.extend(proposal::scenarios());
    all.extend(end::scenarios());
    all.extend(credit::scenarios());
    all.extend(settle::scenarios());
    all.extend(purse::scenarios());
    all.extend(owner::scenarios());
    all
}

/// A message to the escrow without funds, for a scenario's last line.
fn tell<E: Engine>(world: &mut World<E>, name: &str, message: &ExecuteMsg) -> Told {
    world.escrow(name, message).map(drop)
}

/// As the ground of scenarios, under terms of one's own: the customer's agreement.
fn under<E: Engine>(world: &mut World<E>, terms: &PlanTerms) -> Result<u64, Failure> {
    let plan = world.offer("provider", terms)?;
    world.subscribe("neighbour", plan, 3)?;
    let agreement = world.subscribe("customer", plan, 3)?;
    world.wait(aftercare_domain::time::Seconds::hours(26))?;
    Ok(agreement)
}
