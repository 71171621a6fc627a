//! given a token that calls back while it is moved
//! ├── when it settles inside a settlement: each period is paid once
//! └── when it pushes a claim inside that claim's payment: nothing is paid twice
//! given a token that pays out nothing, or too little, and says that it paid
//! └── the books go on as if it had, only its own holders miss anything, another asset pays everybody
//! given a token that reports deposits which it never made
//! └── the shortfall is its own: another asset pays everybody

use aftercare_interface::asset::Solvency;
use aftercare_interface::sla_escrow::{Cw20Hook, ExecuteMsg, LedgerResponse, QueryMsg};
use aftercare_interface::Asset;
use aftercare_kit::KitError;
use cosmwasm_std::{to_json_binary, Uint128};
use cw20::Cw20ReceiveMsg;
use cw_multi_test::Executor;

use crate::world::audit::claim;
use crate::world::terms::{terms, FEE, HOLD_BACK, PERIOD};
use crate::world::token::{balance, errand, turn, Mood};
use crate::world::{refusal, World, START, USD};

/// Three periods in tokens, all due.
fn due() -> (World, Asset) {
    let mut world = World::new();
    let asset = world.assets()[1].clone();
    let plan = world.publish(terms(&asset));
    world.subscribe(plan, 3);
    world.at(START.plus(PERIOD).plus(PERIOD).plus(PERIOD).plus(HOLD_BACK));
    world.pass(aftercare_domain::time::Seconds(1));
    (world, asset)
}

#[test]
fn a_settlement_inside_a_settlement_pays_each_period_once() {
    let (mut world, asset) = due();
    let settle = ExecuteMsg::Settle {
        agreement: 1,
        max_periods: 1,
    };
    let token = world.token.clone();
    errand(&mut world.app, &token, &settle);
    let before = world.balance(&world.provider, &asset);
    world.settle(1, 1).unwrap();
    let ledger: LedgerResponse = world.ask(QueryMsg::Ledger { agreement: 1 });
    let settled = ledger.paid_to_provider.u128() / 9_900;
    let arrived = world.balance(&world.provider, &asset) - before;
    let waiting = claim(&world, &world.provider, &asset);
    assert_eq!(arrived + waiting, settled * 9_900);
    assert_eq!(ledger.escrowed.u128(), FEE * (3 - settled));
}

#[test]
fn a_claim_pushed_inside_its_own_payment_is_not_paid_twice() {
    let (mut world, asset) = due();
    let token = world.token.clone();
    turn(&mut world.app, &token, Mood::Reverting);
    world.settle(1, 3).unwrap();
    turn(&mut world.app, &token, Mood::Honest);
    let owner = world.provider.clone();
    let push = ExecuteMsg::PushClaim {
        owner: owner.to_string(),
        asset: asset.clone(),
    };
    errand(&mut world.app, &token, &push);
    let nothing = KitError::NothingToPay {
        owner: owner.clone(),
        asset: asset.clone(),
    };
    let stranger = world.stranger.clone();
    assert_eq!(refusal(world.send(&stranger, &push, &[])), nothing.into());
    assert_eq!(claim(&world, &owner, &asset), 3 * 9_900);
}

#[test]
fn the_shortfall_of_a_token_that_reports_false_deposits_is_its_own() {
    let (mut world, asset) = due();
    let coin = Asset::native(USD);
    let hook = ExecuteMsg::Receive(Cw20ReceiveMsg {
        sender: world.stranger.to_string(),
        amount: Uint128::new(5_000),
        msg: to_json_binary(&Cw20Hook::DepositBond {}).unwrap(),
    });
    let before: Solvency = world.ask(QueryMsg::Solvency {
        asset: coin.clone(),
    });
    let (token, escrow) = (world.token.clone(), world.escrow.clone());
    world
        .app
        .execute_contract(token, escrow, &hook, &[])
        .unwrap();
    let short: Solvency = world.ask(QueryMsg::Solvency { asset });
    assert_eq!((short.shortfall.u128(), short.surplus.u128()), (5_000, 0));
    let after: Solvency = world.ask(QueryMsg::Solvency { asset: coin });
    assert_eq!(before, after);
}

#[test]
fn a_token_that_pays_out_nothing_or_too_little_costs_its_own_holders_only() {
    for (mood, arrives) in [(Mood::Pretending, 0), (Mood::Charging, 26_730)] {
        let (mut world, asset) = due();
        let coin = Asset::native(USD);
        let (token, escrow) = (world.token.clone(), world.escrow.clone());
        let (provider, stranger) = (world.provider.clone(), world.stranger.clone());
        let solvency = |world: &World, asset: &Asset| -> Solvency {
            let asset = asset.clone();
            world.ask(QueryMsg::Solvency { asset })
        };
        let (held, before) = (
            balance(&world.app, &token, &provider),
            solvency(&world, &coin),
        );
        turn(&mut world.app, &token, mood);
        let settle = ExecuteMsg::Settle {
            agreement: 1,
            max_periods: 3,
        };
        let run = world
            .app
            .execute_contract(stranger, escrow.clone(), &settle, &[]);
        run.unwrap();
        let ledger: LedgerResponse = world.ask(QueryMsg::Ledger { agreement: 1 });
        assert_eq!(
            (ledger.paid_to_provider.u128(), ledger.escrowed.u128()),
            (29_700, 0)
        );
        assert_eq!(balance(&world.app, &token, &provider) - held, arrives);
        let after = solvency(&world, &asset);
        assert_eq!(
            (after.shortfall.u128(), after.surplus.u128()),
            (0, 29_700 - arrives)
        );
        assert_eq!(solvency(&world, &coin), before);
        let take = ExecuteMsg::WithdrawFreeBond {
            asset: coin,
            amount: Uint128::new(1),
        };
        let run = world.app.execute_contract(provider, escrow, &take, &[]);
        run.unwrap();
    }
}
