//! given everything that an owner, a provider, a customer, a keeper and a recovery address can do
//! └── after each of their messages the events told so far rebuild what the queries answer

use aftercare_domain::time::Seconds;
use aftercare_interface::sla_escrow::{ExecuteMsg, Subscription};
use aftercare_interface::Asset;
use cosmwasm_std::{coins, Addr, BankMsg, Uint128};
use cw_multi_test::Executor;

use crate::world::terms::{changed, late, HOLD_BACK, PERIOD, TARGET};
use crate::world::token::{turn, Mood};
use crate::world::{replay, World, START, USD};

const SECOND: Seconds = Seconds(1);

/// Sends a message that is accepted, and replays.
fn does(world: &mut World, sender: &Addr, msg: ExecuteMsg) {
    world.does(sender, msg);
    replay::agrees(world);
}

fn agreement_of(world: &mut World, asset: &Asset) -> u64 {
    let terms = changed(asset, |terms| terms.tip = Uint128::new(70));
    let plan = world.publish(terms);
    let asked = Subscription {
        beneficiary: Some(world.customer.to_string()),
        ..world.subscription(plan, 6)
    };
    world.pay(&world.sink.clone(), &asked, asset).unwrap();
    replay::agrees(world);
    plan
}

#[test]
fn plans_and_their_lists_are_rebuilt() {
    let mut world = World::new();
    let coin = Asset::native(USD);
    let (provider, stranger) = (world.provider.clone(), world.stranger.to_string());
    let plan = agreement_of(&mut world, &coin);
    let terms = changed(&coin, |terms| terms.listed_customers_only = true);
    does(
        &mut world,
        &provider,
        ExecuteMsg::RevisePlan { plan, terms },
    );
    for (add, remove) in [(vec![stranger.clone()], vec![]), (vec![], vec![stranger])] {
        let change = ExecuteMsg::UpdateAllowList { plan, add, remove };
        does(&mut world, &provider, change);
    }
    does(&mut world, &provider, ExecuteMsg::RetirePlan { plan });
    let asset = world.assets()[1].clone();
    let owner = world.owner.clone();
    does(&mut world, &owner, ExecuteMsg::CloseAsset { asset });
}

#[test]
fn settings_and_what_is_pending_are_rebuilt_as_time_passes() {
    let mut world = World::new();
    let coin = Asset::native(USD);
    agreement_of(&mut world, &coin);
    let (owner, customer) = (world.owner.clone(), world.customer.clone());
    let stranger = world.stranger.clone();
    let pauser = Some(stranger.to_string());
    does(&mut world, &owner, ExecuteMsg::SetPauser { pauser });
    does(&mut world, &stranger, ExecuteMsg::Pause {});
    let address = Some(stranger.to_string());
    let names = ExecuteMsg::SetPayoutAddress {
        agreement: 1,
        address: address.clone(),
    };
    does(&mut world, &customer, names);
    let recovery = address;
    does(&mut world, &customer, ExecuteMsg::SetRecovery { recovery });
    let asks = ExecuteMsg::Recover {
        owner: customer.to_string(),
    };
    does(&mut world, &stranger, asks);
    for days in [1, 2, 3, 9] {
        world.pass(Seconds::days(days));
        replay::agrees(&world);
    }
    does(&mut world, &customer, ExecuteMsg::VetoRecovery {});
    world.pass(Seconds::days(14));
    does(&mut world, &stranger, ExecuteMsg::Pause {});
    does(&mut world, &owner, ExecuteMsg::Unpause {});
}

#[test]
fn money_is_rebuilt_wherever_it_goes() {
    let mut world = World::new();
    let token = world.assets()[1].clone();
    let (provider, stranger) = (world.provider.clone(), world.stranger.clone());
    agreement_of(&mut world, &token);
    let worst = Seconds(TARGET.0 * 3);
    world.tickets(1, 1, 1);
    world.pass(SECOND);
    let keeper = world.owner.clone();
    let misses = [1, 2, 1].map(|ticket| late(ticket, START, worst));
    world.book_for(1, &misses, Some(&keeper)).unwrap();
    replay::agrees(&world);
    turn(&mut world.app, &world.token.clone(), Mood::Reverting);
    world.at(START.plus(PERIOD).plus(HOLD_BACK).plus(SECOND));
    world.settle(1, 1).unwrap();
    replay::agrees(&world);
    turn(&mut world.app, &world.token.clone(), Mood::Honest);
    world.book(1, &[late(3, START, worst)]).unwrap();
    replay::agrees(&world);
    does(
        &mut world,
        &provider,
        ExecuteMsg::RefillBond { agreement: 1 },
    );
    let recovery = Some(stranger.to_string());
    does(&mut world, &provider, ExecuteMsg::SetRecovery { recovery });
    let owner = provider.to_string();
    does(
        &mut world,
        &stranger,
        ExecuteMsg::Recover {
            owner: owner.clone(),
        },
    );
    world.pass(Seconds::days(14));
    for asset in world.assets() {
        let owner = owner.clone();
        does(&mut world, &stranger, ExecuteMsg::TakeOver { owner, asset });
    }
    let withdraw = ExecuteMsg::Withdraw { asset: token };
    does(&mut world, &stranger, withdraw);
    let gift = BankMsg::Send {
        to_address: world.escrow.to_string(),
        amount: coins(7, USD),
    };
    world.app.execute(stranger, gift.into()).unwrap();
    let sweep = ExecuteMsg::Sweep {
        asset: Asset::native(USD),
    };
    let owner = world.owner.clone();
    does(&mut world, &owner, sweep);
    world.gives_notice(1);
    replay::agrees(&world);
}
