//! given a pauser
//! ├── when it pauses: for 72 hours no plan, revision or agreement is made, and everything else goes on
//! ├── when it pauses again: not before 14 days after the end
//! ├── when it or the owner unpauses: at once, and the 14 days run from then
//! └── when anybody else pauses or unpauses, or nothing is paused: refused
//! given an owner
//! └── it alone names the pauser, and can name nobody

use aftercare_domain::time::{Seconds, UnixTime};
use aftercare_interface::sla_escrow::{
    Amendment, Bespoke, ConfigResponse, Counterparty, Cw20Hook, ExecuteMsg, QueryMsg,
};
use aftercare_interface::Asset;
use aftercare_kit::KitError;
use aftercare_sla_escrow::ContractError;
use cosmwasm_std::{coins, Addr};
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

/// Every message, with what it comes with: those without funds, and those with a coin.
fn every_message(world: &World) -> Vec<(ExecuteMsg, u128)> {
    let subscription = world.subscription(1, 1);
    let total = subscription.total;
    let terms = terms(&Asset::native(USD));
    let bespoke = Bespoke {
        terms: terms.clone(),
        periods: 1,
        with: Counterparty::Provider(None),
    };
    let amendment = Amendment {
        agreement: 1,
        from_period: 2,
        terms,
    };
    let accept = ExecuteMsg::AcceptProposal {
        proposal: 1,
        terms_hash: subscription.terms_hash.clone(),
        total,
    };
    let renew = ExecuteMsg::Renew {
        agreement: 1,
        subscription: subscription.clone(),
    };
    let extend = ExecuteMsg::Extend {
        agreement: 1,
        periods: 1,
        total,
    };
    let all = without_funds(world).into_iter().map(|msg| (msg, 0));
    let paid = [
        ExecuteMsg::DepositBond {},
        ExecuteMsg::PayDebt { agreement: 1 },
        ExecuteMsg::Subscribe(subscription),
        renew,
        extend,
        ExecuteMsg::ProposeAgreement(bespoke),
        accept,
    ];
    let paid = paid.map(|msg| (msg, total.u128()));
    let free = [(ExecuteMsg::Amend(amendment), 0)];
    all.chain(paid).chain(free).collect()
}

/// What a message came to: nothing, or the contract's own refusal.
fn outcome(world: &mut World, who: &Addr, (msg, paid): &(ExecuteMsg, u128)) -> Option<String> {
    let funds = match paid {
        0 => vec![],
        paid => coins(*paid, USD),
    };
    let saved = world.save();
    let outcome = world.send(who, msg, &funds);
    world.restore(saved);
    outcome
        .err()
        .map(|error| format!("{:?}", error.root_cause()))
}

fn is_stopped(msg: &ExecuteMsg) -> bool {
    matches!(
        msg,
        ExecuteMsg::PublishPlan { .. }
            | ExecuteMsg::RevisePlan { .. }
            | ExecuteMsg::Subscribe(_)
            | ExecuteMsg::Renew { .. }
            | ExecuteMsg::ProposeAgreement(_)
    )
}

#[test]
fn a_pause_stops_five_messages_and_changes_no_other() {
    let mut world = pausable();
    world.at(START.plus(PERIOD).plus(HOLD_BACK).plus(SECOND));
    let saved = world.save();
    let until = pause(&mut world);
    let paused = format!("{:?}", ContractError::Kit(KitError::Paused { until }));
    let during = world.save();
    world.restore(saved);
    let free = world.save();
    let all = every_message(&world);
    let about_pauses =
        |msg: &ExecuteMsg| matches!(msg, ExecuteMsg::Pause {} | ExecuteMsg::Unpause {});
    for message in &all {
        for who in world.people() {
            world.restore(free.clone());
            let without = outcome(&mut world, &who, message);
            world.restore(during.clone());
            let with = outcome(&mut world, &who, message);
            if is_stopped(&message.0) {
                assert_ne!(without, Some(paused.clone()));
                assert!(with.is_some(), "{message:?}");
            } else if !about_pauses(&message.0) {
                assert_eq!(with, without, "{message:?}");
            }
        }
        world.restore(during.clone());
        if is_stopped(&message.0) {
            let customer = world.customer.clone();
            let provider = world.provider.clone();
            let by = [customer, provider].map(|who| outcome(&mut world, &who, message));
            assert!(by.contains(&Some(paused.clone())), "{message:?} {by:?}");
        }
    }
    let schema = cosmwasm_schema::schema_for!(ExecuteMsg).schema;
    let variants = schema.subschemas.unwrap().one_of.unwrap().len();
    assert_eq!(all.len(), variants, "every message is in the table");
}

#[test]
fn what_time_has_made_due_goes_on_during_a_pause() {
    let mut world = pausable();
    world.at(START.plus(PERIOD).plus(HOLD_BACK).plus(SECOND));
    pause(&mut world);
    let provider = world.provider.clone();
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
