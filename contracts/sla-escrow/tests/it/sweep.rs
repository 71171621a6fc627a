//! given more of an asset than the books say
//! └── when the owner sweeps it: that and not a unit more becomes the sink's claim
//! given no more, or a token that takes balances away
//! └── there is nothing to sweep
//! given anybody else, or an asset that is not listed
//! └── it is refused

use aftercare_interface::asset::Solvency;
use aftercare_interface::sla_escrow::{ExecuteMsg, QueryMsg};
use aftercare_interface::Asset;
use aftercare_kit::KitError;
use aftercare_sla_escrow::ContractError;
use cosmwasm_std::{coins, BankMsg, Uint128};
use cw20::Cw20ExecuteMsg;
use cw_multi_test::Executor;
use cw_ownable::OwnershipError;

use crate::world::audit::claim;
use crate::world::terms::terms;
use crate::world::token::{turn, Mood};
use crate::world::{event, word, World, USD};

const GIFT: u128 = 77;

/// An agreement in each asset, and a gift beyond the books in each.
fn with_gifts() -> World {
    let mut world = World::new();
    let (stranger, escrow) = (world.stranger.clone(), world.escrow.to_string());
    for asset in world.assets() {
        let plan = world.publish(terms(&asset));
        world.subscribe(plan, 2);
    }
    let gift = BankMsg::Send {
        to_address: escrow.clone(),
        amount: coins(GIFT, USD),
    };
    world.app.execute(stranger.clone(), gift.into()).unwrap();
    let gift = Cw20ExecuteMsg::Transfer {
        recipient: escrow,
        amount: Uint128::new(GIFT),
    };
    let token = world.token.clone();
    let given = world.app.execute_contract(stranger, token, &gift, &[]);
    given.unwrap();
    world
}

fn sweep(asset: &Asset) -> ExecuteMsg {
    ExecuteMsg::Sweep {
        asset: asset.clone(),
    }
}

#[test]
fn what_nobody_is_owed_becomes_the_sinks_claim_to_the_unit() {
    let mut world = with_gifts();
    let (owner, sink) = (world.owner.clone(), world.sink.clone());
    for asset in world.assets() {
        let done = world.does(&owner, sweep(&asset));
        let told = event(&done, "swept");
        assert_eq!(word(told, "amount"), "77");
        assert_eq!(word(told, "sink"), sink.as_str());
        assert_eq!(claim(&world, &sink, &asset), GIFT);
        let nothing: ContractError = KitError::NothingToPay {
            owner: sink.clone(),
            asset: asset.clone(),
        }
        .into();
        assert_eq!(world.refuses(&owner, sweep(&asset)), nothing);
        let solvency: Solvency = world.ask(QueryMsg::Solvency { asset });
        assert!(solvency.surplus.is_zero());
    }
}

#[test]
fn a_token_that_takes_balances_away_leaves_nothing_to_sweep() {
    let mut world = with_gifts();
    let (owner, asset) = (world.owner.clone(), world.assets()[1].clone());
    turn(&mut world.app, &world.token.clone(), Mood::Lying);
    let nothing = KitError::NothingToPay {
        owner: world.sink.clone(),
        asset: asset.clone(),
    };
    let before = world.stored();
    let sent = world
        .app
        .execute_contract(owner, world.escrow.clone(), &sweep(&asset), &[]);
    let refused: ContractError = sent.unwrap_err().downcast().unwrap();
    assert_eq!(refused, nothing.into());
    assert_eq!(before, world.stored());
}

#[test]
fn only_the_owner_sweeps_and_only_what_is_listed() {
    let mut world = with_gifts();
    let refused: ContractError = KitError::from(OwnershipError::NotOwner).into();
    for sender in [&world.sink, &world.provider, &world.stranger].map(Clone::clone) {
        assert_eq!(world.refuses(&sender, sweep(&Asset::native(USD))), refused);
    }
    let asset = Asset::native("uother");
    let owner = world.owner.clone();
    let unlisted = world.refuses(&owner, sweep(&asset));
    assert_eq!(unlisted, KitError::AssetUnlisted { asset }.into());
}
