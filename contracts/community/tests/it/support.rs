//! fund_support
//! ├── given one coin, or a token through its send
//! │   └── it adds to the provider's budget, and what is paid is as it said last
//! └── given no coin, an unlisted or closed asset, another asset than the budget's, terms out of bounds
//!     └── it refuses
//! withdraw_support
//! ├── given a budget
//! │   ├── what is left of it goes back
//! │   └── a delivery that fails becomes a claim
//! └── given none
//!     └── it refuses
//! confirm_helped
//! ├── given a closed ticket that cites an item, and its customer
//! │   ├── the item's author is paid from the provider's budget, once a ticket and item
//! │   ├── and a delivery that fails becomes its claim
//! │   └── up to the month's cap, and again from the first second of the next month
//! └── given a stranger, a ticket that does not cite it or is not closed, an own or stale item, no budget
//!     └── it refuses

use aftercare_community::event::{HelpConfirmed, SupportFunded, SupportWithdrawn};
use aftercare_community::ContractError;
use aftercare_domain::time::UnixTime;
use aftercare_interface::community::{Cw20Hook, ExecuteMsg};
use aftercare_interface::raw::TicketFact;
use aftercare_interface::Asset;
use aftercare_kit::KitError;
use cosmwasm_std::{coin, Uint128};

use crate::circle::{helped, support};
use crate::puppets::Mischief;
use crate::world::{euro, euros, event, fact, person, World, DAY, PURSE, START, STRAY};

const MONTH: u64 = 30 * DAY;

fn fund(per_item: u128, monthly_cap: u128) -> ExecuteMsg {
    ExecuteMsg::FundSupport(support(per_item, monthly_cap))
}

fn citing(customer: &str, cited: &[u64]) -> TicketFact {
    TicketFact {
        cited: cited.to_vec(),
        rated: false,
        ..fact(customer, START)
    }
}

/// Cid's item 1; Fay's tickets 1 to 4 of Bea cite it, and her budget is 100 euros, 30 an item, 60 a month.
fn world() -> World {
    let mut world = World::new();
    world.promoted();
    for ticket in 1..=4 {
        world.closed(ticket, &citing("bea", &[9, 1]));
    }
    world.act_with("fay", &fund(30, 60), &euros(100)).unwrap();
    world
}

#[test]
fn coins_and_tokens_add_to_a_budget() {
    let mut world = World::new();
    world.act_with("fay", &fund(30, 60), &euros(100)).unwrap();
    let response = world.act_with("fay", &fund(5, 5), &euros(7)).unwrap();
    let told = SupportFunded {
        provider: person("fay"),
        asset: euro().key(),
        amount: Uint128::new(7),
        left: Uint128::new(107),
        per_item: Uint128::new(5),
        monthly_cap: Uint128::new(5),
    };
    assert!(event(&response, told));
    let (dollar, asset) = (world.dollar.clone(), world.dollar());
    let hook = Cw20Hook::FundSupport(support(1, 2));
    world.send_in(&dollar, ("eve", 40), &hook).unwrap();
    let budget = world.budget("eve").unwrap();
    assert_eq!((budget.asset, budget.left.u128()), (asset, 40));
    let mixed = ContractError::BudgetAsset {
        held: euro().key(),
        asked: Asset::cw20(&dollar).key(),
    };
    let error = world.send_in(&dollar, ("fay", 40), &hook).unwrap_err();
    assert_eq!(error, mixed);
}

#[test]
fn a_budget_is_one_listed_coin_and_sound_terms() {
    let mut world = World::new();
    let none = KitError::OneCoin { coins: 0 };
    assert_eq!(world.act("fay", &fund(1, 1)).unwrap_err(), none.into());
    let two = [coin(1, crate::world::EURO), coin(1, STRAY)];
    let error = world.act_with("fay", &fund(1, 1), &two).unwrap_err();
    assert_eq!(error, KitError::OneCoin { coins: 2 }.into());
    let stray = [coin(1, STRAY)];
    let asset = Asset::native(STRAY);
    let error = world.act_with("fay", &fund(1, 1), &stray).unwrap_err();
    assert_eq!(error, KitError::AssetUnlisted { asset }.into());
    let nothing = KitError::Range {
        field: "per_item",
        value: 0,
        min: 1,
        max: u128::MAX,
    };
    let error = world.act_with("fay", &fund(0, 1), &euros(1)).unwrap_err();
    assert_eq!(error, nothing.into());
    let low = ContractError::CapBelowItem {
        monthly_cap: Uint128::new(4),
        per_item: Uint128::new(5),
    };
    let error = world.act_with("fay", &fund(5, 4), &euros(1)).unwrap_err();
    assert_eq!(error, low);
    let asset = euro();
    world
        .act(
            "owner",
            &ExecuteMsg::CloseAsset {
                asset: asset.clone(),
            },
        )
        .unwrap();
    let error = world.act_with("fay", &fund(1, 1), &euros(1)).unwrap_err();
    assert_eq!(error, KitError::AssetClosed { asset }.into());
}

#[test]
fn what_is_left_goes_back_to_its_provider() {
    let mut world = world();
    world.act("bea", &helped(1, 1)).unwrap();
    let response = world.act("fay", &ExecuteMsg::WithdrawSupport {}).unwrap();
    let told = SupportWithdrawn {
        provider: person("fay"),
        asset: euro().key(),
        amount: Uint128::new(70),
    };
    assert!(event(&response, told));
    assert_eq!(world.held("fay", &euro()), PURSE - 30);
    let none = ContractError::NoBudget {
        provider: person("fay"),
    };
    assert_eq!(
        world
            .act("fay", &ExecuteMsg::WithdrawSupport {})
            .unwrap_err(),
        none
    );
    assert_eq!(world.act("bea", &helped(2, 1)).unwrap_err(), none);
    let error = world.act_with("fay", &ExecuteMsg::WithdrawSupport {}, &euros(1));
    assert_eq!(
        error.unwrap_err(),
        KitError::UnexpectedFunds { coins: 1 }.into()
    );
}

#[test]
fn a_delivery_that_fails_becomes_a_claim() {
    let mut world = World::new();
    world.promoted();
    world.closed(1, &citing("bea", &[1]));
    let (dollar, asset) = (world.dollar.clone(), world.dollar());
    let hook = Cw20Hook::FundSupport(support(30, 60));
    world.send_in(&dollar, ("fay", 100), &hook).unwrap();
    world.misbehave(&dollar, Some(&Mischief::Refuse));
    world.act("bea", &helped(1, 1)).unwrap();
    assert_eq!(world.claim_of("cid", &asset), 30);
    world.act("fay", &ExecuteMsg::WithdrawSupport {}).unwrap();
    assert_eq!(world.claim_of("fay", &asset), 70);
}

#[test]
fn an_author_is_paid_once_a_ticket_and_item() {
    let mut world = world();
    let response = world.act("bea", &helped(1, 1)).unwrap();
    let told = HelpConfirmed {
        peers: 0,
        ticket: 1,
        knowledge: 1,
        customer: person("bea"),
        provider: person("fay"),
        author: person("cid"),
        asset: euro().key(),
        amount: Uint128::new(30),
        left: Uint128::new(70),
    };
    assert!(event(&response, told));
    assert_eq!(world.held("cid", &euro()), PURSE + 30);
    let again = ContractError::HelpConfirmed { ticket: 1, item: 1 };
    assert_eq!(world.act("bea", &helped(1, 1)).unwrap_err(), again);
}

#[test]
fn a_month_has_its_cap() {
    let mut world = world();
    for ticket in [1, 2] {
        world.act("bea", &helped(ticket, 1)).unwrap();
    }
    let ends = (world.now() / MONTH + 1) * MONTH;
    let spent = ContractError::MonthSpent {
        spent: Uint128::new(60),
        monthly_cap: Uint128::new(60),
        month_ends: UnixTime(ends),
        per_item: Uint128::new(30),
    };
    world.at(ends - 1);
    assert_eq!(world.act("bea", &helped(3, 1)).unwrap_err(), spent);
    assert_eq!(world.budget("fay").unwrap().spent.u128(), 60);
    world.at(ends);
    assert_eq!(world.budget("fay").unwrap().spent.u128(), 0);
    world.act("bea", &helped(3, 1)).unwrap();
    let short = ContractError::BudgetShort {
        left: Uint128::new(10),
        per_item: Uint128::new(30),
    };
    assert_eq!(world.act("bea", &helped(4, 1)).unwrap_err(), short);
}

#[test]
fn strangers_and_what_was_not_cited_are_refused() {
    let mut world = world();
    let stranger = ContractError::NotCustomer {
        ticket: 1,
        sender: person("eve"),
    };
    assert_eq!(world.act("eve", &helped(1, 1)).unwrap_err(), stranger);
    let open = ContractError::TicketNotClosed { ticket: 5 };
    assert_eq!(world.act("bea", &helped(5, 1)).unwrap_err(), open);
    let silent = ContractError::NotCited { ticket: 1, item: 2 };
    assert_eq!(world.act("bea", &helped(1, 2)).unwrap_err(), silent);
    let unknown = ContractError::KnowledgeUnknown { item: 9 };
    assert_eq!(world.act("bea", &helped(1, 9)).unwrap_err(), unknown);
    let error = world.act_with("bea", &helped(1, 1), &euros(1)).unwrap_err();
    assert_eq!(error, KitError::UnexpectedFunds { coins: 1 }.into());
    world.closed(6, &citing("cid", &[1]));
    let own = ContractError::OwnKnowledge { item: 1 };
    assert_eq!(world.act("cid", &helped(6, 1)).unwrap_err(), own);
    let elsewhere = TicketFact {
        provider: person("eve"),
        ..citing("bea", &[1])
    };
    world.closed(7, &elsewhere);
    let none = ContractError::NoBudget {
        provider: person("eve"),
    };
    assert_eq!(world.act("bea", &helped(7, 1)).unwrap_err(), none);
}

#[test]
fn a_stale_item_earns_nothing() {
    let mut world = world();
    let review_by = world.item(1).review_by;
    world.at(review_by.0);
    world.act("bea", &helped(1, 1)).unwrap();
    world.at(review_by.0 + 1);
    let stale = ContractError::KnowledgeStale {
        item: 1,
        review_by,
        now: UnixTime(review_by.0 + 1),
    };
    assert_eq!(world.act("bea", &helped(2, 1)).unwrap_err(), stale);
}
