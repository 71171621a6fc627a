//! given a pauser
//! ├── when it pauses: for 72 hours no plan, revision or agreement is made, and everything else goes on
//! ├── when it pauses again: not before 14 days after the end
//! ├── when it or the owner unpauses: at once, and the 14 days run from then
//! └── when anybody else pauses or unpauses, or nothing is paused: refused
//! given an owner
//! └── it alone names the pauser, and can name nobody

use aftercare_domain::time::{Seconds, UnixTime};
use aftercare_interface::sla_escrow::{ConfigResponse, Cw20Hook, ExecuteMsg, QueryMsg};
use aftercare_interface::Asset;
use aftercare_kit::KitError;
use aftercare_sla_escrow::ContractError;
use cw_ownable::OwnershipError;

use crate::funds::without_funds;
use crate::world::terms::{changed, late, terms, HOLD_BACK, PERIOD};
use crate::world::{event, refusal, word, World, START, USD};

const SECOND: Seconds = Seconds(1);
const PAUSE: Seconds = Seconds::hours(72);
const REST: Seconds = Seconds::days(14);

/// Plan 1 in coin, plan 2 in tokens, an agreement of each, and the stranger as pauser.
fn pausable() -> World {
    let mut world = World::new();
    for asset in world.assets() {
        let plan = world.publish(changed(&asset, |terms| terms.capacity = 9));
        world.subscribe(plan, 3);
    }
    let pauser = Some(world.stranger.to_string());
    world.does(&world.owner.clone(), ExecuteMsg::SetPauser { pauser });
    world
}

fn pause(world: &mut World) -> UnixTime {
    let done = world.does(&world.stranger.clone(), ExecuteMsg::Pause {});
    word(event(&done, "paused"), "until")
        .parse()
        .map(UnixTime)
        .unwrap()
}

fn config(world: &World) -> ConfigResponse {
    world.ask(QueryMsg::Config {})
}

#[test]
fn a_pause_stops_new_plans_revisions_and_agreements_for_72_hours() {
    let mut world = pausable();
    let (provider, customer) = (world.provider.clone(), world.customer.clone());
    let asset = Asset::native(USD);
    let terms = terms(&asset);
    let until = pause(&mut world);
    assert_eq!(until, world.now().plus(PAUSE));
    let stopped = [
        ExecuteMsg::PublishPlan {
            terms: terms.clone(),
        },
        ExecuteMsg::RevisePlan { plan: 1, terms },
    ];
    let refused: ContractError = KitError::Paused { until }.into();
    for at in [world.now(), until.minus(SECOND), until] {
        world.at(at);
        for msg in &stopped {
            assert_eq!(world.refuses(&provider, msg.clone()), refused);
        }
        for (plan, asset) in [1, 2].into_iter().zip(world.assets()) {
            let asked = world.subscription(plan, 1);
            assert_eq!(refusal(world.pay(&customer, &asked, &asset)), refused);
        }
    }
    world.at(until.plus(SECOND));
    for (plan, asset) in [1, 2].into_iter().zip(world.assets()) {
        let asked = world.subscription(plan, 1);
        world.pay(&customer, &asked, &asset).unwrap();
    }
    for msg in stopped {
        world.does(&provider, msg);
    }
}

#[test]
fn a_pause_stops_nothing_else() {
    let mut world = pausable();
    world.at(START.plus(PERIOD).plus(HOLD_BACK).plus(SECOND));
    let until = pause(&mut world);
    let paused = ContractError::Kit(KitError::Paused { until });
    let provider = world.provider.clone();
    let stopped = |msg: &ExecuteMsg| {
        matches!(
            msg,
            ExecuteMsg::PublishPlan { .. } | ExecuteMsg::RevisePlan { .. }
        )
    };
    for msg in without_funds(&world) {
        let outcome = world.send(&provider, &msg, &[]);
        let found = outcome.err().and_then(|error| error.downcast().ok());
        let is_paused = found.is_some_and(|found: ContractError| found == paused);
        assert_eq!(is_paused, stopped(&msg), "{msg:?}");
    }
    let deposit = world.send_token(&provider, 5, &Cw20Hook::DepositBond {});
    deposit.unwrap();
    world.deposit_bond(&provider, &Asset::native(USD), 5);
    world.settle(2, 1).unwrap();
    world
        .book(2, &[late(7, START.plus(PERIOD), SECOND)])
        .unwrap();
    world.gives_notice(2);
    let (sink, asset) = (world.sink.clone(), world.assets()[1].clone());
    world.does(&sink, ExecuteMsg::Withdraw { asset });
}

#[test]
fn the_next_pause_is_14_days_after_the_last_one() {
    let mut world = pausable();
    let stranger = world.stranger.clone();
    let until = pause(&mut world);
    let from = until.plus(REST).plus(SECOND);
    let soon: ContractError = KitError::PauseTooSoon { from }.into();
    assert_eq!(config(&world).paused_until, Some(until));
    for at in [world.now(), until, until.plus(SECOND), from.minus(SECOND)] {
        world.at(at);
        assert_eq!(world.refuses(&stranger, ExecuteMsg::Pause {}), soon);
        assert_eq!(config(&world).pausable_from, Some(from));
    }
    assert_eq!(config(&world).paused_until, None);
    world.at(from);
    assert_eq!(config(&world).pausable_from, None);
    pause(&mut world);
}

#[test]
fn pauser_and_owner_end_a_pause_at_once() {
    for place in [0, 1] {
        let mut world = pausable();
        let who = [world.stranger.clone(), world.owner.clone()][place].clone();
        pause(&mut world);
        world.pass(Seconds::hours(1));
        world.does(&who, ExecuteMsg::Unpause {});
        world.subscribe(1, 1);
        let from = world.now().plus(REST);
        assert_eq!(config(&world).pausable_from, Some(from));
        let none: ContractError = KitError::NotPaused.into();
        assert_eq!(world.refuses(&who, ExecuteMsg::Unpause {}), none);
        world.at(from);
        pause(&mut world);
    }
}

#[test]
fn nobody_else_pauses_or_unpauses() {
    let mut world = pausable();
    for sender in [&world.owner, &world.provider, &world.customer].map(Clone::clone) {
        let refused = KitError::NotPauser {
            sender: sender.clone(),
        };
        assert_eq!(world.refuses(&sender, ExecuteMsg::Pause {}), refused.into());
    }
    pause(&mut world);
    let refused: ContractError = KitError::from(OwnershipError::NotOwner).into();
    for sender in [&world.provider, &world.customer].map(Clone::clone) {
        assert_eq!(world.refuses(&sender, ExecuteMsg::Unpause {}), refused);
    }
}

#[test]
fn the_owner_alone_names_the_pauser_and_can_name_nobody() {
    let mut world = pausable();
    let (owner, stranger) = (world.owner.clone(), world.stranger.clone());
    let refused: ContractError = KitError::from(OwnershipError::NotOwner).into();
    let nobody = ExecuteMsg::SetPauser { pauser: None };
    assert_eq!(world.refuses(&stranger, nobody.clone()), refused);
    assert_eq!(config(&world).pauser, Some(stranger.clone()));
    world.does(&owner, nobody);
    assert_eq!(config(&world).pauser, None);
    let none = KitError::NotPauser {
        sender: stranger.clone(),
    };
    assert_eq!(world.refuses(&stranger, ExecuteMsg::Pause {}), none.into());
    let wrong = ExecuteMsg::SetPauser {
        pauser: Some("nobody at all".to_owned()),
    };
    let refused = world.refuses(&owner, wrong);
    assert!(matches!(refused, ContractError::Kit(KitError::Std(_))));
}
