//! The books alone: what each movement does to total, claims and messages.

use cosmwasm_std::testing::{mock_dependencies, MockApi};
use cosmwasm_std::{coins, BankMsg, OwnedDeps, ReplyOn};

use super::*;

mod tokens;

type Deps =
    OwnedDeps<cosmwasm_std::testing::MockStorage, MockApi, cosmwasm_std::testing::MockQuerier>;

fn euro() -> Asset {
    Asset::native("ueuro")
}

fn person(name: &str) -> Addr {
    MockApi::default().addr_make(name)
}

fn payout(owner: &Addr, amount: u128) -> Payout {
    Payout {
        owner: owner.clone(),
        asset: euro(),
        amount: Uint128::new(amount),
    }
}

/// Books with one listed asset and 100 units in.
fn with_hundred() -> Deps {
    let mut deps = mock_dependencies();
    list(deps.as_mut(), &euro(), 4).unwrap();
    receive(&mut deps.storage, &euro(), Uint128::new(100)).unwrap();
    deps
}

fn push_of(deps: &mut Deps, owner: &Addr, amount: u128) -> Option<SubMsg> {
    push(
        &mut deps.storage,
        &person("contract"),
        payout(owner, amount),
    )
    .unwrap()
}

fn claim_of(deps: &Deps, owner: &Addr) -> u128 {
    let page = claims(&deps.storage, owner, None, None).unwrap();
    page.rows.first().map_or(0, |claim| claim.amount.u128())
}

#[test]
fn a_push_leaves_the_books_at_once_and_is_bounded_in_gas() {
    let mut deps = with_hundred();
    let alice = person("alice");
    let sub = push_of(&mut deps, &alice, 30).unwrap();
    let send = BankMsg::Send {
        to_address: alice.to_string(),
        amount: coins(30, "ueuro"),
    };
    assert_eq!(sub.msg, send.into());
    assert_eq!(
        (sub.gas_limit, sub.reply_on),
        (Some(PUSH_GAS_LIMIT), ReplyOn::Error)
    );
    assert_eq!(total(&deps.storage, &euro()), Ok(Uint128::new(70)));
}

#[test]
fn a_failed_push_comes_back_as_its_owners_claim_once() {
    let mut deps = with_hundred();
    let (alice, bob) = (person("alice"), person("bob"));
    let first = push_of(&mut deps, &alice, 30).unwrap();
    let second = push_of(&mut deps, &bob, 5).unwrap();
    let (kind, number) = reply::split(first.id);
    assert_eq!(kind, reply::PUSH);
    let back = Claim {
        owner: alice.clone(),
        asset: euro(),
        amount: Uint128::new(30),
    };
    assert_eq!(push_failed(&mut deps.storage, number), Ok(back));
    assert_eq!((claim_of(&deps, &alice), claim_of(&deps, &bob)), (30, 0));
    assert_eq!(total(&deps.storage, &euro()), Ok(Uint128::new(95)));
    let unknown = KitError::UnknownReply { id: first.id };
    assert_eq!(
        push_failed(&mut deps.storage, number),
        Err(unknown),
        "not a second time"
    );
    assert!(push_failed(&mut deps.storage, reply::split(second.id).1).is_ok());
}

#[test]
fn a_push_whose_record_was_taken_over_is_not_mistaken_for_the_newer_one() {
    let mut deps = with_hundred();
    let alice = person("alice");
    let old = push_of(&mut deps, &alice, 1).unwrap();
    receive(&mut deps.storage, &euro(), Uint128::new(300)).unwrap();
    for _ in 0..256 {
        push_of(&mut deps, &alice, 1).unwrap();
    }
    let unknown = KitError::UnknownReply { id: old.id };
    assert_eq!(
        push_failed(&mut deps.storage, reply::split(old.id).1),
        Err(unknown)
    );
}

#[test]
fn nothing_is_pushed_where_nothing_is_owed_and_never_more_than_is_held() {
    let mut deps = with_hundred();
    assert_eq!(push_of(&mut deps, &person("alice"), 0), None);
    let refused = push(
        &mut deps.storage,
        &person("contract"),
        payout(&person("alice"), 101),
    );
    let short = KitError::AccountShort {
        asset: euro(),
        held: Uint128::new(100),
        asked: Uint128::new(101),
    };
    assert_eq!(refused, Err(short));
}

#[test]
fn the_contract_as_owner_means_burning() {
    let mut deps = with_hundred();
    let contract = person("contract");
    let sub = push_of(&mut deps, &contract, 7).unwrap();
    assert_eq!(
        sub.msg,
        BankMsg::Burn {
            amount: coins(7, "ueuro")
        }
        .into()
    );
}

#[test]
fn a_claim_adds_up_and_is_paid_whole_and_once() {
    let mut deps = with_hundred();
    let (alice, contract) = (person("alice"), person("contract"));
    for (amount, sum) in [(10u128, 10u128), (15, 25), (0, 25)] {
        let money = AssetAmount {
            asset: euro(),
            amount: Uint128::new(amount),
        };
        assert_eq!(
            claim(&mut deps.storage, &alice, money),
            Ok(Uint128::new(sum))
        );
    }
    let (paid, _) = pay_claim(&mut deps.storage, &contract, &alice, &euro()).unwrap();
    assert_eq!(paid, Uint128::new(25));
    assert_eq!(total(&deps.storage, &euro()), Ok(Uint128::new(75)));
    let nothing = KitError::NothingToPay {
        owner: alice.clone(),
        asset: euro(),
    };
    let again = pay_claim(&mut deps.storage, &contract, &alice, &euro());
    assert_eq!(again.map(|(paid, _)| paid), Err(nothing));
}

#[test]
fn only_listed_assets_come_in_and_closed_ones_only_go_out() {
    let mut deps = with_hundred();
    let other = Asset::native("uother");
    let unlisted = KitError::AssetUnlisted {
        asset: other.clone(),
    };
    assert_eq!(
        receive(&mut deps.storage, &other, Uint128::one()),
        Err(unlisted)
    );
    close(&mut deps.storage, &euro()).unwrap();
    let closed = KitError::AssetClosed { asset: euro() };
    assert_eq!(require_open(&deps.storage, &euro()), Err(closed));
    assert!(push_of(&mut deps, &person("alice"), 100).is_some());
    list(deps.as_mut(), &euro(), 4).unwrap();
    assert_eq!(require_open(&deps.storage, &euro()), Ok(()));
}

#[test]
fn the_list_is_bounded_and_takes_denominations_and_tokens_only() {
    let mut deps = mock_dependencies();
    #[allow(
        clippy::disallowed_methods,
        reason = "a spelling that validation would change"
    )]
    let shouted = Addr::unchecked(person("token").as_str().to_uppercase());
    for asset in [
        Asset::native(""),
        Asset::native("eu"),
        Asset::native("e".repeat(129)),
        Asset::native("1euro"),
        Asset::native("u euro"),
        Asset::cw20(&shouted),
        Asset::cw20(&person("no contract")),
    ] {
        let invalid = KitError::AssetInvalid {
            asset: asset.clone(),
        };
        assert_eq!(list(deps.as_mut(), &asset, 2), Err(invalid));
    }
    for denom in ["one", "two"] {
        list(deps.as_mut(), &Asset::native(denom), 2).unwrap();
    }
    let full = KitError::AssetsFull { max: 2 };
    assert_eq!(list(deps.as_mut(), &Asset::native("three"), 2), Err(full));
    let page = assets(&deps.storage, None, Some(1)).unwrap();
    assert_eq!(page.next.as_deref(), Some("native/one"));
}

#[test]
fn what_is_held_beyond_the_books_is_surplus_and_what_lacks_is_shown() {
    let mut deps = with_hundred();
    let contract = person("contract");
    for (holdings, surplus, shortfall) in [(130u128, 30u128, 0u128), (100, 0, 0), (90, 0, 10)] {
        deps.querier
            .bank
            .update_balance(contract.as_str(), coins(holdings, "ueuro"));
        let querier = QuerierWrapper::new(&deps.querier);
        let found = solvency(&deps.storage, &querier, &contract, &euro()).unwrap();
        assert_eq!(found.accounts, Uint128::new(100));
        assert_eq!(
            (found.surplus.u128(), found.shortfall.u128()),
            (surplus, shortfall)
        );
    }
}
