//! given a claim
//! ├── when its owner withdraws, or anybody pushes it: the owner gets all of it, once
//! ├── when the token still refuses: everything stays as it was
//! ├── when somebody else withdraws: there is nothing of theirs
//! └── when another asset's token is broken: this one is paid
//! given no claim
//! └── it is refused
//! given a reply that no push asked for
//! └── it is refused
//! given a token that lies about balances
//! └── the books stay what they are, and a shortfall is shown

use aftercare_interface::asset::Solvency;
use aftercare_interface::sla_escrow::{ExecuteMsg, QueryMsg};
use aftercare_interface::Asset;
use aftercare_kit::{reply, KitError};
use aftercare_sla_escrow::{contract, ContractError};
use cosmwasm_std::testing::{mock_dependencies, mock_env};
use cosmwasm_std::{BankMsg, Binary, Reply, SubMsgResponse, SubMsgResult, Uint128};
use cw_multi_test::Executor;

use crate::world::audit::claim;
use crate::world::terms::{terms, HOLD_BACK, PERIOD};
use crate::world::token::{turn, Mood};
use crate::world::{event, word, World, USD};

/// After one settled period in each asset while the token refused to pay.
fn with_claims() -> World {
    let mut world = World::new();
    for asset in world.assets() {
        let plan = world.publish(terms(&asset));
        world.subscribe(plan, 1);
    }
    turn(&mut world.app, &world.token.clone(), Mood::Reverting);
    world.pass(PERIOD.plus(HOLD_BACK));
    world.pass(aftercare_domain::time::Seconds(1));
    for agreement in [1, 2] {
        world.settle(agreement, 1).unwrap();
    }
    world
}

#[test]
fn an_owner_gets_its_whole_claim_once() {
    let mut world = with_claims();
    turn(&mut world.app, &world.token.clone(), Mood::Honest);
    let (sink, stranger) = (world.sink.clone(), world.stranger.clone());
    let [coin, token] = world.assets();
    let withdraw = ExecuteMsg::Withdraw {
        asset: coin.clone(),
    };
    let push = ExecuteMsg::PushClaim {
        owner: sink.to_string(),
        asset: token.clone(),
    };
    for (sender, asset, msg) in [(&sink, coin, withdraw), (&stranger, token, push)] {
        let before = world.balance(&sink, &asset);
        let done = world.does(sender, msg.clone());
        assert_eq!(word(event(&done, "claim-paid"), "amount"), "50");
        assert_eq!(world.balance(&sink, &asset), before + 50);
        let owner = sink.clone();
        assert_eq!(
            world.refuses(sender, msg),
            KitError::NothingToPay { owner, asset }.into()
        );
    }
}

#[test]
fn a_claim_that_still_cannot_be_delivered_stays() {
    let mut world = with_claims();
    let token = world.assets()[1].clone();
    let provider = world.provider.clone();
    let withdraw = ExecuteMsg::Withdraw {
        asset: token.clone(),
    };
    assert!(world.send(&provider, &withdraw, &[]).is_err());
    assert_eq!(claim(&world, &provider, &token), 9_900);
}

#[test]
fn nobody_withdraws_what_is_somebody_elses() {
    let mut world = with_claims();
    for asset in world.assets() {
        let owner = world.stranger.clone();
        let withdraw = ExecuteMsg::Withdraw {
            asset: asset.clone(),
        };
        let refused = KitError::NothingToPay {
            owner: owner.clone(),
            asset,
        };
        assert_eq!(world.refuses(&owner, withdraw), refused.into());
    }
}

#[test]
fn one_broken_token_keeps_no_other_asset_back() {
    let mut world = with_claims();
    let coin = Asset::native(USD);
    let sink = world.sink.clone();
    world.does(
        &sink,
        ExecuteMsg::Withdraw {
            asset: coin.clone(),
        },
    );
    assert_eq!(claim(&world, &sink, &coin), 0);
    assert_eq!(claim(&world, &world.provider, &coin), 0);
}

#[test]
fn a_claim_is_pushed_to_an_address_only() {
    let mut world = with_claims();
    let push = ExecuteMsg::PushClaim {
        owner: world.sink.to_string().to_uppercase(),
        asset: Asset::native(USD),
    };
    let refused = world.refuses(&world.stranger.clone(), push);
    assert!(matches!(refused, ContractError::Kit(KitError::Std(_))));
}

fn replied(id: u64, result: SubMsgResult) -> ContractError {
    let mut deps = mock_dependencies();
    let reply = Reply {
        id,
        payload: Binary::default(),
        gas_used: 0,
        result,
    };
    contract::reply(deps.as_mut(), mock_env(), reply).unwrap_err()
}

#[test]
fn a_reply_that_no_push_asked_for_is_refused() {
    let failed = || SubMsgResult::Err("no".to_owned());
    for id in [0, 1, reply::id(reply::PUSH, 1), reply::id(2, 1), u64::MAX] {
        assert_eq!(replied(id, failed()), KitError::UnknownReply { id }.into());
    }
    let id = reply::id(reply::PUSH, 1);
    #[allow(deprecated)]
    let done = SubMsgResult::Ok(SubMsgResponse {
        events: vec![],
        data: None,
        msg_responses: vec![],
    });
    assert_eq!(replied(id, done), KitError::UnknownReply { id }.into());
}

#[test]
fn a_gift_is_surplus_and_changes_nothing_else() {
    let mut world = with_claims();
    let coin = Asset::native(USD);
    let solvency = |world: &World| -> Solvency {
        world.ask(QueryMsg::Solvency {
            asset: Asset::native(USD),
        })
    };
    let before = solvency(&world);
    let gift = BankMsg::Send {
        to_address: world.escrow.to_string(),
        amount: cosmwasm_std::coins(77, USD),
    };
    let stored = world.app.dump_wasm_raw(&world.escrow);
    world
        .app
        .execute(world.stranger.clone(), gift.into())
        .unwrap();
    let after = solvency(&world);
    assert_eq!(after.accounts, before.accounts);
    assert_eq!(after.surplus, before.surplus + Uint128::new(77));
    assert_eq!(stored, world.app.dump_wasm_raw(&world.escrow));
    let sink = world.sink.clone();
    world.does(&sink, ExecuteMsg::Withdraw { asset: coin });
    assert_eq!(solvency(&world).surplus, Uint128::new(77));
}

#[test]
fn a_token_that_lies_shows_a_shortfall_and_moves_no_account() {
    let mut world = with_claims();
    let token = world.assets()[1].clone();
    let ask = QueryMsg::Solvency { asset: token };
    let before: Solvency = world.ask(ask.clone());
    turn(&mut world.app, &world.token.clone(), Mood::Lying);
    let after: Solvency = world.ask(ask);
    assert_eq!(after.accounts, before.accounts);
    assert_eq!(
        (after.holdings.u128(), after.shortfall),
        (0, before.accounts)
    );
}
