//! Claims, payout addresses, recovery.

use aftercare_domain::time::Seconds;
use aftercare_engine::{Batch, Engine, Failure};
use aftercare_interface::sla_escrow::ExecuteMsg;

use super::{tell, whole, Scenario, Told, OF};
use crate::World;

pub(super) fn scenarios<E: Batch>() -> Vec<Scenario<E>> {
    vec![
        whole(OF, "withdraw a claim, coin", None, withdraw),
        whole(OF, "push a claim, coin", None, push),
        whole(OF, "set a payout address", None, payout),
        whole(OF, "name a recovery address", None, name_recovery),
        whole(OF, "ask for a recovery", None, recover),
        whole(OF, "veto a recovery", None, veto),
        whole(OF, "take over a lost key's money", None, take_over),
    ]
}

/// The fee sink has a claim.
fn claimed<E: Engine>(world: &mut World<E>) -> Told {
    let agreement = world.ground()?.agreement;
    world.wait(Seconds::days(40))?;
    world.settle(agreement)
}

fn withdraw<E: Engine>(world: &mut World<E>) -> Told {
    claimed(world)?;
    let asset = world.euro.clone();
    tell(world, "fee sink", &ExecuteMsg::Withdraw { asset })
}

fn push<E: Engine>(world: &mut World<E>) -> Told {
    claimed(world)?;
    let owner = world.person("fee sink").to_string();
    let asset = world.euro.clone();
    tell(world, "keeper", &ExecuteMsg::PushClaim { owner, asset })
}

fn payout<E: Engine>(world: &mut World<E>) -> Told {
    let agreement = world.ground()?.agreement;
    let address = Some(world.person("member").to_string());
    let set = ExecuteMsg::SetPayoutAddress { agreement, address };
    tell(world, "customer", &set)
}

fn name_recovery<E: Engine>(world: &mut World<E>) -> Told {
    world.ground()?;
    let recovery = Some(world.person("member").to_string());
    tell(world, "provider", &ExecuteMsg::SetRecovery { recovery })
}

fn asked<E: Engine>(world: &mut World<E>) -> Result<String, Failure> {
    name_recovery(world)?;
    let owner = world.person("provider").to_string();
    let recover = ExecuteMsg::Recover {
        owner: owner.clone(),
    };
    tell(world, "member", &recover)?;
    Ok(owner)
}

fn recover<E: Engine>(world: &mut World<E>) -> Told {
    asked(world).map(drop)
}

fn veto<E: Engine>(world: &mut World<E>) -> Told {
    asked(world)?;
    tell(world, "provider", &ExecuteMsg::VetoRecovery {})
}

fn take_over<E: Engine>(world: &mut World<E>) -> Told {
    let owner = asked(world)?;
    world.wait(Seconds::days(15))?;
    let asset = world.euro.clone();
    tell(world, "member", &ExecuteMsg::TakeOver { owner, asset })
}
