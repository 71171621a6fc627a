//! withdraw, push_claim; payouts that cannot be delivered
//! ├── given a claim
//! │   ├── its owner takes it, or anyone has it paid to its owner, and the answer names the message
//! │   └── only once
//! ├── given a token that refuses
//! │   ├── an award becomes a claim, and the other winners' and assets' money moves
//! │   └── a withdrawal that fails leaves the claim
//! ├── given a token that calls back while it pays
//! │   └── nothing is paid twice
//! ├── given a reply that a payout arrived
//! │   └── it refuses, and what was delivered is nobody's claim
//! ├── given a donation
//! │   └── it is surplus, and no message spends it
//! └── given no claim, an unlisted asset, or a coin
//!     └── it refuses

use aftercare_community::contract::reply;
use aftercare_community::event::{ClaimPaid, PushFailed};
use aftercare_community::ContractError;
use aftercare_interface::community::ExecuteMsg;
use aftercare_interface::Asset;
use aftercare_kit::reply as ids;
use aftercare_kit::KitError;
use cosmwasm_std::testing::{mock_env, MockApi, MockQuerier};
use cosmwasm_std::{BankMsg, DepsMut, QuerierWrapper, Reply, Response, Uint128};
use cw_multi_test::{AppResponse, Executor};

use crate::puppets::{call_back, refused, taken, Mischief};
use crate::world::{accept, answer, euro, euros, event, person, poke, World, DAY, PURSE, STRAY};

/// The number of the first payout in dollars, which are the third asset.
const FIRST_IN_DOLLARS: u64 = (3 << 40) | 1;

fn withdraw(asset: &Asset) -> ExecuteMsg {
    ExecuteMsg::Withdraw {
        asset: asset.clone(),
    }
}

fn push(owner: &str, asset: &Asset) -> ExecuteMsg {
    ExecuteMsg::PushClaim {
        owner: person(owner).into(),
        asset: asset.clone(),
    }
}

/// Ada's bounty of 100 dollars is vested: 60 for Bea, 40 for Cid; 50 euros of hers are a claim.
fn world() -> World {
    let mut world = World::new();
    let dollar = world.dollar.clone();
    world.ask_in(&dollar, "ada", 100).unwrap();
    world.asked("ada", &euros(50));
    for author in ["bea", "cid"] {
        world.act(author, &answer(1)).unwrap();
    }
    world
        .act("ada", &accept(1, &[(0, 6_000), (1, 4_000)]))
        .unwrap();
    world.wait(15 * DAY);
    world.act("eve", &poke(2)).unwrap();
    world
}

#[test]
fn a_claim_is_taken_by_its_owner_once() {
    let mut world = world();
    let response = world.act("ada", &withdraw(&euro())).unwrap();
    let told = ClaimPaid {
        owner: person("ada"),
        asset: euro().key(),
        amount: Uint128::new(50),
        by: person("ada"),
    };
    assert!(event(&response, told));
    assert_eq!(world.held("ada", &euro()), PURSE);
    let none = KitError::NothingToPay {
        owner: person("ada"),
        asset: euro(),
    };
    assert_eq!(
        world.act("ada", &withdraw(&euro())).unwrap_err(),
        none.into()
    );
}

#[test]
fn anyone_has_a_claim_paid_to_its_owner() {
    let mut world = world();
    world.act("eve", &push("ada", &euro())).unwrap();
    assert_eq!(
        (world.held("ada", &euro()), world.held("eve", &euro())),
        (PURSE, PURSE)
    );
    let none = KitError::NothingToPay {
        owner: person("ada"),
        asset: euro(),
    };
    assert_eq!(
        world.act("eve", &push("ada", &euro())).unwrap_err(),
        none.into()
    );
}

/// What messages call themselves.
fn actions(response: &AppResponse) -> Vec<&str> {
    let attributes = response.events.iter().flat_map(|event| &event.attributes);
    let named = attributes.filter(|attribute| attribute.key == "action");
    named.map(|attribute| attribute.value.as_str()).collect()
}

#[test]
fn a_payment_names_the_message_that_made_it() {
    for (name, msg, action) in [
        ("ada", withdraw(&euro()), "withdraw"),
        ("eve", push("ada", &euro()), "push_claim"),
    ] {
        let response = world().act(name, &msg).unwrap();
        assert_eq!(actions(&response), [action]);
    }
}

#[test]
fn nobody_takes_what_is_anothers() {
    let mut world = world();
    for name in ["eve", "owner"] {
        let none = KitError::NothingToPay {
            owner: person(name),
            asset: euro(),
        };
        assert_eq!(
            world.act(name, &withdraw(&euro())).unwrap_err(),
            none.into()
        );
    }
}

#[test]
fn an_award_that_cannot_be_delivered_becomes_a_claim() {
    let mut world = world();
    let (token, dollar) = (world.dollar.clone(), world.dollar());
    world.misbehave(&token, Some(&Mischief::Refuse));
    let response = world.act("eve", &poke(1)).unwrap();
    let told = PushFailed {
        owner: person("bea"),
        asset: dollar.key(),
        amount: Uint128::new(60),
    };
    assert!(event(&response, told));
    assert_eq!(
        (
            world.claim_of("bea", &dollar),
            world.claim_of("cid", &dollar)
        ),
        (60, 40)
    );
    // Another asset is not touched by it, and the claim outlives a withdrawal that fails.
    world.act("ada", &withdraw(&euro())).unwrap();
    let (app, community) = (&mut world.app, world.community.clone());
    assert!(app
        .execute_contract(person("bea"), community, &withdraw(&dollar), &[])
        .is_err());
    assert_eq!(world.claim_of("bea", &dollar), 60);
    world.misbehave(&token, None);
    world.act("bea", &withdraw(&dollar)).unwrap();
    world.act("eve", &push("cid", &dollar)).unwrap();
    assert_eq!(world.held("bea", &dollar), PURSE + 60);
    assert_eq!(world.held("cid", &dollar), PURSE + 40);
}

#[test]
fn a_token_that_calls_back_while_it_pays_gets_nothing_twice() {
    let (token, dollar) = {
        let world = World::new();
        (world.dollar.clone(), world.dollar())
    };
    for msg in [
        poke(1),
        withdraw(&dollar),
        push("bea", &dollar),
        push("ada", &euro()),
    ] {
        let mut world = world();
        let community = world.community.clone();
        world.misbehave(&token, Some(&call_back(&community, &msg)));
        world.act("eve", &poke(1)).unwrap();
        world.misbehave(&token, None);
        let paid = |name| world.held(name, &dollar) - PURSE + world.claim_of(name, &dollar);
        assert_eq!((paid("bea"), paid("cid")), (60, 40), "{msg:?}");
        assert_eq!(
            world.held("ada", &euro()) + world.claim_of("ada", &euro()),
            PURSE
        );
    }
}

/// What became of the first payout in dollars.
fn tell(world: &mut World, told: Reply) -> Result<Response, ContractError> {
    let (community, querier) = (world.community.clone(), MockQuerier::default());
    let mut storage = world.app.contract_storage_mut(&community);
    let deps = DepsMut {
        storage: storage.as_mut(),
        api: &MockApi::default(),
        querier: QuerierWrapper::new(&querier),
    };
    reply(deps, mock_env(), told)
}

#[test]
fn a_payout_that_arrived_is_nobodys_claim() {
    let mut world = world();
    world.act("eve", &poke(1)).unwrap();
    let before = world.app.dump_wasm_raw(&world.community);
    let id = ids::id(ids::PUSH, FIRST_IN_DOLLARS);
    let unknown = KitError::UnknownReply { id };
    assert_eq!(tell(&mut world, taken(id)).unwrap_err(), unknown.into());
    assert_eq!(before, world.app.dump_wasm_raw(&world.community));
    // The payout is on record: had it failed, it would be one.
    tell(&mut world, refused(id)).unwrap();
    assert_eq!(world.claim_of("bea", &world.dollar()), 60);
}

#[test]
fn a_donation_is_surplus_that_no_message_spends() {
    let mut world = world();
    let gift = BankMsg::Send {
        to_address: world.community.to_string(),
        amount: euros(7).into(),
    };
    world.app.execute(person("eve"), gift.into()).unwrap();
    assert_eq!(world.solvency(&euro()).surplus.u128(), 7);
    world.act("ada", &withdraw(&euro())).unwrap();
    let solvency = world.solvency(&euro());
    assert_eq!((solvency.accounts.u128(), solvency.surplus.u128()), (0, 7));
    let number = world.asked("ada", &euros(10));
    world.wait(15 * DAY);
    world.act("eve", &poke(number)).unwrap();
    world.act("ada", &withdraw(&euro())).unwrap();
    assert_eq!(world.solvency(&euro()).surplus.u128(), 7);
}

#[test]
fn an_unlisted_asset_has_no_claims() {
    let mut world = world();
    let asset = Asset::native(STRAY);
    let refused = KitError::AssetUnlisted {
        asset: asset.clone(),
    };
    assert_eq!(
        world.act("ada", &withdraw(&asset)).unwrap_err(),
        refused.into()
    );
}

#[test]
fn a_coin_is_refused() {
    let mut world = world();
    for msg in [withdraw(&euro()), push("ada", &euro())] {
        let error = world.act_with("ada", &msg, &euros(1)).unwrap_err();
        assert_eq!(error, KitError::UnexpectedFunds { coins: 1 }.into());
    }
}
