//! given an owner of claims and free bond who has named a recovery address
//! ├── when that address asks: from the first second of the 14th day on it takes over, asset by asset
//! ├── when it asks again: the 14 days do not begin anew
//! ├── when the owner vetoes, or names another: nobody takes over
//! ├── when the owner owes: its free bond stays where customers can collect it
//! └── when there is nothing: refused
//! given anybody else
//! └── it neither asks nor takes over
//! given the owner itself or the contract as recovery address
//! └── it is refused

use aftercare_domain::time::{Seconds, UnixTime};
use aftercare_interface::sla_escrow::{ExecuteMsg, PendingChangesResponse, QueryMsg};
use aftercare_interface::Asset;
use aftercare_kit::KitError;
use aftercare_sla_escrow::ContractError;
use cosmwasm_std::Addr;

use crate::world::audit::claim;
use crate::world::terms::{changed, late, HOLD_BACK, PERIOD, TARGET};
use crate::world::token::{turn, Mood};
use crate::world::{event, word, World, START};

const SECOND: Seconds = Seconds(1);
const DELAY: Seconds = Seconds::days(14);

fn names(recovery: Option<&Addr>) -> ExecuteMsg {
    ExecuteMsg::SetRecovery {
        recovery: recovery.map(Addr::to_string),
    }
}

fn asks(owner: &Addr) -> ExecuteMsg {
    ExecuteMsg::Recover {
        owner: owner.to_string(),
    }
}

fn takes(owner: &Addr, asset: &Asset) -> ExecuteMsg {
    ExecuteMsg::TakeOver {
        owner: owner.to_string(),
        asset: asset.clone(),
    }
}

/// The provider has a free bond in both assets, a claim in tokens, and the stranger as recovery address.
fn named() -> World {
    let mut world = World::new();
    let token = world.assets()[1].clone();
    let plan = world.publish(changed(&token, |_| ()));
    world.subscribe(plan, 1);
    turn(&mut world.app, &world.token.clone(), Mood::Reverting);
    world.at(START.plus(PERIOD).plus(HOLD_BACK).plus(SECOND));
    world.settle(1, 1).unwrap();
    turn(&mut world.app, &world.token.clone(), Mood::Honest);
    let (provider, stranger) = (world.provider.clone(), world.stranger.clone());
    world.does(&provider, names(Some(&stranger)));
    world
}

fn pending(world: &World) -> Option<(Addr, UnixTime)> {
    let found: PendingChangesResponse = world.ask(QueryMsg::PendingChanges {
        account: Some(world.provider.to_string()),
        agreement: None,
    });
    found.recovery
}

#[test]
fn a_recovery_address_takes_over_from_the_14th_day_on() {
    let mut world = named();
    let (provider, stranger) = (world.provider.clone(), world.stranger.clone());
    let [coin, token] = world.assets();
    let done = world.does(&stranger, asks(&provider));
    let ready = world.now().plus(DELAY);
    assert_eq!(
        word(event(&done, "recovery-asked"), "ready"),
        ready.to_string()
    );
    assert_eq!(pending(&world), Some((stranger.clone(), ready)));
    let refused = ContractError::RecoveryNotReady {
        owner: provider.clone(),
        ready: Some(ready),
    };
    for at in [world.now(), ready.minus(SECOND)] {
        world.at(at);
        assert_eq!(world.refuses(&stranger, takes(&provider, &token)), refused);
    }
    world.at(ready);
    for (asset, claimed) in [(&coin, 0), (&token, 9_900)] {
        let done = world.does(&stranger, takes(&provider, asset));
        let told = event(&done, "taken-over");
        assert_eq!(word(told, "claim"), claimed.to_string());
        assert_eq!(word(told, "free"), "100000");
        assert_eq!(claim(&world, &stranger, asset), claimed);
        assert_eq!(world.bond(&stranger, asset).free.u128(), 100_000);
        assert!(world.bond(&provider, asset).free.is_zero());
        assert_eq!(claim(&world, &provider, asset), 0);
        let nothing = KitError::NothingToPay {
            owner: provider.clone(),
            asset: asset.clone(),
        };
        let again = world.refuses(&stranger, takes(&provider, asset));
        assert_eq!(again, nothing.into());
    }
}

#[test]
fn asking_again_does_not_begin_the_14_days_anew() {
    let mut world = named();
    let (provider, stranger) = (world.provider.clone(), world.stranger.clone());
    world.does(&stranger, asks(&provider));
    let ready = world.now().plus(DELAY);
    world.pass(Seconds::days(13));
    world.does(&stranger, asks(&provider));
    assert_eq!(pending(&world), Some((stranger.clone(), ready)));
    world.at(ready);
    let coin = world.assets()[0].clone();
    world.does(&stranger, takes(&provider, &coin));
}

#[test]
fn who_did_not_ask_takes_nothing_over_however_long_it_was_named() {
    let mut world = named();
    let (provider, stranger) = (world.provider.clone(), world.stranger.clone());
    world.pass(Seconds::days(400));
    let refused = ContractError::RecoveryNotReady {
        owner: provider.clone(),
        ready: None,
    };
    let coin = world.assets()[0].clone();
    assert_eq!(world.refuses(&stranger, takes(&provider, &coin)), refused);
}

#[test]
fn after_a_veto_or_another_name_nobody_takes_over() {
    for place in [0, 1, 2] {
        let mut world = named();
        let (provider, stranger) = (world.provider.clone(), world.stranger.clone());
        let sink = world.sink.clone();
        world.does(&stranger, asks(&provider));
        world.pass(DELAY);
        let ends = [ExecuteMsg::VetoRecovery {}, names(None), names(Some(&sink))];
        world.does(&provider, ends[place].clone());
        assert_eq!(pending(&world), None);
        let owner = provider.clone();
        let refused = ContractError::NotRecovery { owner };
        let coin = world.assets()[0].clone();
        assert_eq!(world.refuses(&stranger, takes(&provider, &coin)), refused);
        assert_eq!(world.refuses(&stranger, asks(&provider)), refused);
    }
}

#[test]
fn a_veto_needs_a_recovery_that_is_under_way() {
    let mut world = named();
    for owner in [world.provider.clone(), world.customer.clone()] {
        let refused = world.refuses(&owner, ExecuteMsg::VetoRecovery {});
        assert_eq!(refused, ContractError::NoRecovery { owner });
    }
}

#[test]
fn a_free_bond_that_customers_may_collect_stays() {
    let mut world = named();
    let (provider, stranger) = (world.provider.clone(), world.stranger.clone());
    let coin = world.assets()[0].clone();
    let plan = world.publish(changed(&coin, |_| ()));
    world.subscribe(plan, 3);
    let start = world.now();
    world.tickets(2, 1, 1);
    world.does(&stranger, asks(&provider));
    let worst = Seconds(TARGET.0 * 3);
    for period in 0..2 {
        let end = start.plus(Seconds(PERIOD.0 * (period + 1)));
        world.at(end.plus(HOLD_BACK).plus(SECOND));
        world.settle(2, 1).unwrap();
        let tickets = [1, 3][period as usize];
        let due = end.minus(SECOND);
        let misses: Vec<_> = (0..tickets)
            .map(|n| late(10 * period + n, due, worst))
            .collect();
        world.book(2, &misses).unwrap();
    }
    let nothing = KitError::NothingToPay {
        owner: provider.clone(),
        asset: coin.clone(),
    };
    let refused = world.refuses(&stranger, takes(&provider, &coin));
    assert_eq!(refused, nothing.into());
    let token = world.assets()[1].clone();
    world.does(&stranger, takes(&provider, &token));
}

#[test]
fn nobody_else_asks_or_takes_over() {
    let mut world = named();
    let (provider, stranger) = (world.provider.clone(), world.stranger.clone());
    world.does(&stranger, asks(&provider));
    world.pass(DELAY);
    let refused = ContractError::NotRecovery {
        owner: provider.clone(),
    };
    let coin = world.assets()[0].clone();
    for other in [
        world.owner.clone(),
        world.customer.clone(),
        provider.clone(),
    ] {
        assert_eq!(world.refuses(&other, asks(&provider)), refused);
        assert_eq!(world.refuses(&other, takes(&provider, &coin)), refused);
    }
}

#[test]
fn a_recovery_address_is_somebody_else() {
    let mut world = named();
    let provider = world.provider.clone();
    for address in [provider.clone(), world.escrow.clone()] {
        let refused = world.refuses(&provider, names(Some(&address)));
        assert_eq!(refused, ContractError::RecoveryAddress { address });
    }
    let refused = world.refuses(
        &provider,
        names(Some(&crate::world::unchecked("nobody at all"))),
    );
    assert!(matches!(refused, ContractError::Kit(KitError::Std(_))));
}
