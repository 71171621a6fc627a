//! What the owner and the pauser do.

use aftercare_domain::time::Seconds;
use aftercare_engine::{Batch, Engine};
use aftercare_interface::sla_escrow::ExecuteMsg;
use aftercare_interface::Asset;
use cosmwasm_std::coin;
use cw_ownable::Action;

use super::{tell, whole, Scenario, Told, OF};
use crate::{World, EURO};

pub(super) fn scenarios<E: Batch>() -> Vec<Scenario<E>> {
    vec![
        whole(OF, "list an asset, coin", None, list),
        whole(OF, "close an asset", None, close),
        whole(OF, "announce a monitoring", None, announce),
        whole(OF, "name a pauser", None, name_pauser),
        whole(OF, "pause", None, pause),
        whole(OF, "unpause", None, unpause),
        whole(OF, "sweep surplus into a claim, coin", None, sweep),
        whole(OF, "offer the ownership", None, offer),
        whole(OF, "accept the ownership", None, accept),
    ]
}

fn list<E: Engine>(world: &mut World<E>) -> Told {
    let asset = Asset::native("uyen");
    tell(world, "owner", &ExecuteMsg::ListAsset { asset })
}

fn close<E: Engine>(world: &mut World<E>) -> Told {
    let asset = world.euro.clone();
    tell(world, "owner", &ExecuteMsg::CloseAsset { asset })
}

fn announce<E: Engine>(world: &mut World<E>) -> Told {
    let monitoring = world.person("monitoring").to_string();
    tell(
        world,
        "owner",
        &ExecuteMsg::AnnounceMonitoring { monitoring },
    )
}

fn name_pauser<E: Engine>(world: &mut World<E>) -> Told {
    let pauser = Some(world.person("keeper").to_string());
    tell(world, "owner", &ExecuteMsg::SetPauser { pauser })
}

fn pause<E: Engine>(world: &mut World<E>) -> Told {
    name_pauser(world)?;
    tell(world, "keeper", &ExecuteMsg::Pause {})
}

fn unpause<E: Engine>(world: &mut World<E>) -> Told {
    pause(world)?;
    tell(world, "keeper", &ExecuteMsg::Unpause {})
}

fn sweep<E: Engine>(world: &mut World<E>) -> Told {
    world.ground()?;
    let escrow = world.suite.escrow.clone();
    world.engine.fund(&escrow, coin(1_000_000, EURO))?;
    let asset = world.euro.clone();
    tell(world, "owner", &ExecuteMsg::Sweep { asset })
}

fn offer<E: Engine>(world: &mut World<E>) -> Told {
    let expires = world.now().plus(Seconds::days(7));
    let transfer = Action::TransferOwnership {
        new_owner: world.person("member").to_string(),
        expiry: Some(cw_utils::Expiration::AtTime(
            cosmwasm_std::Timestamp::from_seconds(expires.0),
        )),
    };
    tell(world, "owner", &ExecuteMsg::UpdateOwnership(transfer))
}

fn accept<E: Engine>(world: &mut World<E>) -> Told {
    offer(world)?;
    let accept = ExecuteMsg::UpdateOwnership(Action::AcceptOwnership);
    tell(world, "member", &accept)
}
