//! given nothing
//! └── when instantiated
//!     ├── it keeps owner, sink and rates
//!     ├── it refuses funds
//!     ├── it refuses a rate above its bound
//!     └── it refuses its own address as owner or sink
//! given an unwired escrow
//! └── when the owner wires a registry
//!     ├── it keeps it, for ever
//!     ├── it refuses everybody else
//!     ├── it refuses a registry that names another escrow, or none
//!     └── it refuses its own address
//! given a listed asset
//! ├── when the owner closes it: new money is refused until it is listed again
//! └── when anybody else lists or closes: refused
//! given a list of assets
//! ├── it refuses what is no denomination and no token
//! └── it is full at 64
//! given an owner
//! ├── when it hands over: the next one accepts before the expiry
//! ├── when it hands over without an expiry, or with a far one: refused
//! └── when it renounces: refused
//! given this code
//! └── when it is to replace itself or a foreign contract: refused; an older version is replaced

use aftercare_domain::money::Bps;
use aftercare_domain::time::Seconds;
use aftercare_interface::asset::ListedAsset;
use aftercare_interface::raw::{Peers, PEERS_KEY};
use aftercare_interface::sla_escrow::{ConfigResponse, ExecuteMsg, InstantiateMsg, QueryMsg};
use aftercare_interface::{Asset, Page};
use aftercare_kit::KitError;
use aftercare_sla_escrow::{contract, ContractError};
use cosmwasm_std::testing::{message_info, mock_dependencies, mock_env};
use cosmwasm_std::{coins, Addr, Timestamp};
use cw_multi_test::Executor;
use cw_ownable::{Action, Expiration, Ownership, OwnershipError};

use crate::world::terms::terms;
use crate::world::{escrow_code, event, refusal, word, World, USD};

fn set_up(change: impl FnOnce(&mut InstantiateMsg)) -> Result<(), ContractError> {
    let mut deps = mock_dependencies();
    let mut msg = InstantiateMsg {
        owner: deps.api.addr_make("owner").to_string(),
        fee_sink: deps.api.addr_make("sink").to_string(),
        protocol_fee: Bps(1_000),
        burn_share: Bps(10_000),
    };
    change(&mut msg);
    let info = message_info(&deps.api.addr_make("owner"), &[]);
    contract::instantiate(deps.as_mut(), env(), info, msg).map(|_| ())
}

fn env() -> cosmwasm_std::Env {
    let mut env = mock_env();
    env.contract.address = own();
    env
}

fn own() -> Addr {
    mock_dependencies().api.addr_make("own")
}

#[test]
fn instantiation_keeps_owner_sink_and_rates() {
    let world = World::bare();
    let config: ConfigResponse = world.ask(QueryMsg::Config {});
    assert_eq!(
        config,
        ConfigResponse {
            registry: None,
            fee_sink: world.sink.clone(),
            protocol_fee: Bps(100),
            burn_share: Bps(5_000),
            monitoring: None,
            pauser: None,
            paused_until: None,
            pausable_from: None,
        }
    );
    let ownership: Ownership<Addr> = world.ask(QueryMsg::Ownership {});
    assert_eq!(ownership.owner, Some(world.owner));
}

#[test]
fn instantiation_refuses_funds() {
    let mut world = World::bare();
    let message = InstantiateMsg {
        owner: world.owner.to_string(),
        fee_sink: world.sink.to_string(),
        protocol_fee: Bps(0),
        burn_share: Bps(0),
    };
    let funds = coins(1, USD);
    let refused =
        world
            .app
            .instantiate_contract(world.code, world.owner, &message, &funds, "again", None);
    let refused: ContractError = refused.unwrap_err().downcast().unwrap();
    assert_eq!(refused, KitError::UnexpectedFunds { coins: 1 }.into());
}

#[test]
fn instantiation_refuses_a_rate_above_its_bound() {
    let range = |field, value, max| {
        let refused = KitError::Range {
            field,
            value,
            min: 0,
            max,
        };
        Err(refused.into())
    };
    assert_eq!(set_up(|_| ()), Ok(()));
    assert_eq!(
        set_up(|msg| msg.protocol_fee = Bps(1_001)),
        range("protocol_fee", 1_001, 1_000)
    );
    assert_eq!(
        set_up(|msg| msg.burn_share = Bps(10_001)),
        range("burn_share", 10_001, 10_000)
    );
}

#[test]
fn instantiation_refuses_its_own_address_as_owner_or_sink() {
    let own_address = |field| {
        Err(ContractError::SuiteAddress {
            field,
            address: own(),
        })
    };
    assert_eq!(
        set_up(|msg| msg.owner = own().to_string()),
        own_address("owner")
    );
    assert_eq!(
        set_up(|msg| msg.fee_sink = own().to_string()),
        own_address("fee_sink")
    );
}

#[test]
fn a_registry_is_wired_once_and_for_ever() {
    let mut world = World::bare();
    world.wire();
    let config: ConfigResponse = world.ask(QueryMsg::Config {});
    assert_eq!(config.registry, Some(world.registry.clone()));
    let registry = world.registry.clone();
    let again = world.refuses(
        &world.owner.clone(),
        ExecuteMsg::Wire {
            registry: registry.to_string(),
        },
    );
    assert_eq!(again, ContractError::AlreadyWired { registry });
}

#[test]
fn only_the_owner_wires() {
    let mut world = World::bare();
    let registry = world.registry.to_string();
    let refused = world.refuses(&world.stranger.clone(), ExecuteMsg::Wire { registry });
    assert_eq!(refused, KitError::from(OwnershipError::NotOwner).into());
}

#[test]
fn a_registry_that_names_another_escrow_or_none_is_refused() {
    let mut world = World::bare();
    let (owner, registry) = (world.owner.clone(), world.registry.clone());
    let wire = ExecuteMsg::Wire {
        registry: registry.to_string(),
    };
    let foreign = |named| ContractError::ForeignRegistry {
        registry: registry.clone(),
        named,
    };
    assert_eq!(world.refuses(&owner, wire.clone()), foreign(None));
    let escrow = world.stranger.clone();
    world.registry_says(
        PEERS_KEY,
        &Peers {
            escrow: escrow.clone(),
        },
    );
    assert_eq!(world.refuses(&owner, wire), foreign(Some(escrow)));
}

#[test]
fn the_escrow_is_not_its_own_registry() {
    let mut world = World::bare();
    let address = world.escrow.clone();
    let wire = ExecuteMsg::Wire {
        registry: address.to_string(),
    };
    let field = "registry";
    let refused = ContractError::SuiteAddress { field, address };
    assert_eq!(world.refuses(&world.owner.clone(), wire), refused);
}

#[test]
fn a_closed_asset_takes_no_new_money_until_it_is_listed_again() {
    let mut world = World::new();
    let asset = Asset::native(USD);
    let plan = world.publish(terms(&asset));
    let asked = world.subscription(plan, 1);
    let owner = world.owner.clone();
    world.does(
        &owner,
        ExecuteMsg::CloseAsset {
            asset: asset.clone(),
        },
    );
    let closed: ContractError = KitError::AssetClosed {
        asset: asset.clone(),
    }
    .into();
    let (customer, provider) = (world.customer.clone(), world.provider.clone());
    assert_eq!(refusal(world.pay(&customer, &asked, &asset)), closed);
    let publish = ExecuteMsg::PublishPlan {
        terms: terms(&asset),
    };
    assert_eq!(world.refuses(&provider, publish), closed);
    let deposit = world.send(&provider, &ExecuteMsg::DepositBond {}, &coins(1, USD));
    assert_eq!(refusal(deposit), closed);
    world.does(
        &owner,
        ExecuteMsg::ListAsset {
            asset: asset.clone(),
        },
    );
    world.pay(&customer, &asked, &asset).unwrap();
}

#[test]
fn only_the_owner_lists_and_closes_assets() {
    let mut world = World::new();
    let asset = Asset::native(USD);
    let stranger = world.stranger.clone();
    let refused: ContractError = KitError::from(OwnershipError::NotOwner).into();
    for msg in [
        ExecuteMsg::ListAsset {
            asset: asset.clone(),
        },
        ExecuteMsg::CloseAsset { asset },
    ] {
        assert_eq!(world.refuses(&stranger, msg), refused);
    }
}

#[test]
fn what_is_no_denomination_and_no_token_is_not_listed() {
    let mut world = World::new();
    let owner = world.owner.clone();
    for asset in [
        Asset::native("x"),
        Asset::native("not a denom"),
        Asset::cw20(&world.stranger),
        Asset::cw20(&world.escrow),
        Asset::cw20(&world.registry),
    ] {
        let list = ExecuteMsg::ListAsset {
            asset: asset.clone(),
        };
        assert_eq!(
            world.refuses(&owner, list),
            KitError::AssetInvalid { asset }.into()
        );
    }
    let listed: Page<ListedAsset, String> = world.ask(QueryMsg::Assets {
        start_after: None,
        limit: None,
    });
    assert_eq!(listed.rows.len(), 2);
}

#[test]
fn the_list_of_assets_is_full_at_64() {
    let mut world = World::bare();
    let owner = world.owner.clone();
    let list = |n: u32| ExecuteMsg::ListAsset {
        asset: Asset::native(format!("denom{n}")),
    };
    for n in 0..64 {
        world.does(&owner, list(n));
    }
    assert_eq!(
        world.refuses(&owner, list(64)),
        KitError::AssetsFull { max: 64 }.into()
    );
}

fn hand_over(world: &World, expiry: Option<Expiration>) -> ExecuteMsg {
    ExecuteMsg::UpdateOwnership(Action::TransferOwnership {
        new_owner: world.stranger.to_string(),
        expiry,
    })
}

fn in_time(world: &World, span: Seconds) -> Option<Expiration> {
    let at = Timestamp::from_seconds(world.now().plus(span).0);
    Some(Expiration::AtTime(at))
}

#[test]
fn ownership_moves_in_two_steps_before_its_expiry() {
    let mut world = World::bare();
    let (owner, next) = (world.owner.clone(), world.stranger.clone());
    let accept = ExecuteMsg::UpdateOwnership(Action::AcceptOwnership);
    for late in [true, false] {
        let offer = hand_over(&world, in_time(&world, Seconds(10)));
        let told = world.does(&owner, offer);
        let until = world.now().plus(Seconds(10)).to_string();
        assert_eq!(word(event(&told, "ownership-updated"), "expires"), until);
        world.pass(Seconds(if late { 10 } else { 9 }));
        if late {
            let lapsed = KitError::from(OwnershipError::TransferExpired).into();
            assert_eq!(world.refuses(&next, accept.clone()), lapsed);
        }
    }
    world.does(&next, accept);
    let ownership: Ownership<Addr> = world.ask(QueryMsg::Ownership {});
    assert_eq!(
        (ownership.owner, ownership.pending_owner),
        (Some(next), None)
    );
    let close = ExecuteMsg::CloseAsset {
        asset: Asset::native(USD),
    };
    let refused = KitError::from(OwnershipError::NotOwner).into();
    assert_eq!(world.refuses(&owner, close), refused);
}

#[test]
fn a_hand_over_needs_an_expiry_within_thirty_days() {
    let mut world = World::bare();
    let owner = world.owner.clone();
    let (now, latest) = (world.now(), world.now().plus(Seconds::days(30)));
    let refused: ContractError = KitError::Expiry { now, latest }.into();
    for expiry in [
        None,
        Some(Expiration::Never {}),
        Some(Expiration::AtHeight(u64::MAX)),
        in_time(&world, Seconds::ZERO),
        in_time(&world, Seconds::days(30).plus(Seconds(1))),
    ] {
        let offer = hand_over(&world, expiry);
        assert_eq!(world.refuses(&owner, offer), refused);
    }
    let offer = hand_over(&world, in_time(&world, Seconds::days(30)));
    world.does(&owner, offer);
}

#[test]
fn ownership_cannot_be_renounced() {
    let mut world = World::bare();
    let renounce = ExecuteMsg::UpdateOwnership(Action::RenounceOwnership);
    let refused = world.refuses(&world.owner.clone(), renounce);
    assert_eq!(refused, KitError::Renounced.into());
}

#[test]
fn only_an_older_version_of_this_contract_is_replaced() {
    let mut world = World::bare();
    let code = world.app.store_code(escrow_code());
    let version = env!("CARGO_PKG_VERSION");
    let same = KitError::NotNewer {
        stored: version.to_owned(),
        new: version,
    };
    assert_eq!(refusal(world.migrate(code)), same.into());
    let escrow = world.escrow.clone();
    let mut pretend = |name: &str, version: &str| {
        let mut storage = world.app.contract_storage_mut(&escrow);
        cw2::set_contract_version(&mut *storage, name, version).unwrap();
        drop(storage);
        world.migrate(code)
    };
    let newer = KitError::NotNewer {
        stored: "99.0.0".to_owned(),
        new: version,
    };
    assert_eq!(
        refusal(pretend("aftercare:sla-escrow", "99.0.0")),
        newer.into()
    );
    let foreign = KitError::ForeignContract {
        found: "aftercare:community".to_owned(),
        need: "aftercare:sla-escrow",
    };
    assert_eq!(
        refusal(pretend("aftercare:community", "0.0.1")),
        foreign.into()
    );
    pretend("aftercare:sla-escrow", "0.0.1").unwrap();
}
