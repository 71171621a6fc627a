//! given a provider
//! ├── when it deposits a coin or tokens: its free bond grows
//! ├── when it deposits what is not listed, or nothing, or by an unreadable hook: refused
//! ├── when it withdraws: from its own free bond only, at most all of it
//! └── when a withdrawal cannot be delivered: it waits as a claim
//! given a live agreement
//! └── when its provider withdraws: the reserved bond stays

use aftercare_interface::sla_escrow::{Cw20Hook, ExecuteMsg};
use aftercare_interface::Asset;
use aftercare_kit::KitError;
use aftercare_sla_escrow::ContractError;
use cosmwasm_std::{coins, Addr, Uint128};

use crate::world::audit::claim;
use crate::world::terms::{terms, BOND};
use crate::world::token::{turn, Mood};
use crate::world::{event, refusal, word, World, USD};

fn bond(world: &World, provider: &Addr, asset: &Asset) -> (u128, u128) {
    let bond = world.bond(provider, asset);
    (bond.free.u128(), bond.reserved.u128())
}

fn take(asset: &Asset, amount: u128) -> ExecuteMsg {
    ExecuteMsg::WithdrawFreeBond {
        asset: asset.clone(),
        amount: Uint128::new(amount),
    }
}

#[test]
fn a_deposit_adds_to_the_senders_free_bond() {
    let mut world = World::new();
    let stranger = world.stranger.clone();
    for asset in world.assets() {
        world.deposit_bond(&stranger, &asset, 5);
        world.deposit_bond(&stranger, &asset, 7);
        assert_eq!(bond(&world, &stranger, &asset), (12, 0));
    }
}

#[test]
fn a_deposit_of_what_is_not_listed_is_refused() {
    let mut world = World::new();
    let provider = world.provider.clone();
    let asset = Asset::native("uother");
    let deposit = world.send(&provider, &ExecuteMsg::DepositBond {}, &coins(5, "uother"));
    assert_eq!(refusal(deposit), KitError::AssetUnlisted { asset }.into());
}

#[test]
fn the_escrow_itself_deposits_no_bond() {
    let mut world = World::new();
    let (escrow, stranger) = (world.escrow.clone(), world.stranger.clone());
    let gift = cosmwasm_std::BankMsg::Send {
        to_address: escrow.to_string(),
        amount: coins(5, USD),
    };
    cw_multi_test::Executor::execute(&mut world.app, stranger, gift.into()).unwrap();
    let deposit = world.send(&escrow, &ExecuteMsg::DepositBond {}, &coins(5, USD));
    let field = "provider";
    let refused = ContractError::SuiteAddress {
        field,
        address: escrow,
    };
    assert_eq!(refusal(deposit), refused);
}

#[test]
fn a_hook_from_a_contract_that_is_no_listed_token_is_refused() {
    let mut world = World::new();
    let stranger = world.stranger.clone();
    let hook = ExecuteMsg::Receive(cw20::Cw20ReceiveMsg {
        sender: world.provider.to_string(),
        amount: Uint128::new(1_000_000),
        msg: cosmwasm_std::to_json_binary(&Cw20Hook::DepositBond {}).unwrap(),
    });
    let unreadable = ExecuteMsg::Receive(cw20::Cw20ReceiveMsg {
        sender: world.provider.to_string(),
        amount: Uint128::one(),
        msg: b"not even a hook".into(),
    });
    let asset = Asset::cw20(&stranger);
    let unlisted: ContractError = KitError::AssetUnlisted { asset }.into();
    for hook in [hook, unreadable] {
        assert_eq!(world.refuses(&stranger, hook), unlisted);
    }
}

#[test]
fn an_unreadable_hook_leaves_the_tokens_with_their_sender() {
    let mut world = World::new();
    let (provider, token) = (world.provider.clone(), world.assets()[1].clone());
    let before = world.balance(&provider, &token);
    for hook in [r#"{"deposit_bond":{"extra":1}}"#, r#"{"steal":{}}"#, "7"] {
        let hook: serde_json::Value = serde_json::from_str(hook).unwrap();
        let refused = refusal(world.send_token(&provider, 5, &hook));
        assert!(matches!(refused, ContractError::Kit(KitError::Std(_))));
    }
    assert_eq!(world.balance(&provider, &token), before);
}

#[test]
fn a_hook_of_no_amount_is_refused() {
    let mut world = World::new();
    let (token, provider) = (world.token.clone(), world.provider.to_string());
    let hook = ExecuteMsg::Receive(cw20::Cw20ReceiveMsg {
        sender: provider,
        amount: Uint128::zero(),
        msg: cosmwasm_std::to_json_binary(&Cw20Hook::DepositBond {}).unwrap(),
    });
    let refused = KitError::Range {
        field: "amount",
        value: 0,
        min: 1,
        max: u128::MAX,
    };
    assert_eq!(world.refuses(&token, hook), refused.into());
}

#[test]
fn a_withdrawal_takes_at_most_the_senders_own_free_bond() {
    let mut world = World::new();
    let (provider, stranger) = (world.provider.clone(), world.stranger.clone());
    for asset in world.assets() {
        let before = world.balance(&provider, &asset);
        let short = |provider: &Addr, free, need| ContractError::BondShort {
            provider: provider.clone(),
            free: Uint128::new(free),
            need: Uint128::new(need),
        };
        let refused = world.refuses(&provider, take(&asset, 100_001));
        assert_eq!(refused, short(&provider, 100_000, 100_001));
        assert_eq!(
            world.refuses(&stranger, take(&asset, 1)),
            short(&stranger, 0, 1)
        );
        let done = world.does(&provider, take(&asset, 99_999));
        assert_eq!(word(event(&done, "provider-updated"), "free"), "1");
        world.does(&provider, take(&asset, 1));
        assert_eq!(world.balance(&provider, &asset), before + 100_000);
    }
}

#[test]
fn a_withdrawal_of_nothing_is_refused() {
    let mut world = World::new();
    let refused = KitError::Range {
        field: "amount",
        value: 0,
        min: 1,
        max: u128::MAX,
    };
    let take = take(&Asset::native(USD), 0);
    assert_eq!(world.refuses(&world.provider.clone(), take), refused.into());
}

#[test]
fn a_withdrawal_that_cannot_be_delivered_waits_as_a_claim() {
    let mut world = World::new();
    let (provider, asset) = (world.provider.clone(), world.assets()[1].clone());
    turn(&mut world.app, &world.token.clone(), Mood::Reverting);
    let done = world.does(&provider, take(&asset, 40));
    assert_eq!(word(event(&done, "claim-raised"), "reason"), "push_failed");
    assert_eq!(claim(&world, &provider, &asset), 40);
    assert_eq!(bond(&world, &provider, &asset), (99_960, 0));
}

#[test]
fn the_bond_behind_a_live_agreement_stays() {
    let mut world = World::new();
    let (provider, asset) = (world.provider.clone(), Asset::native(USD));
    let plan = world.publish(terms(&asset));
    world.subscribe(plan, 1);
    assert_eq!(bond(&world, &provider, &asset), (100_000 - BOND, BOND));
    let refused = world.refuses(&provider, take(&asset, 100_000 - BOND + 1));
    assert!(matches!(refused, ContractError::BondShort { .. }));
    world.does(&provider, take(&asset, 100_000 - BOND));
    assert_eq!(bond(&world, &provider, &asset), (0, BOND));
}
