//! update_minter, lower_cap, lower_budget, update_ownership
//! ├── given the owner
//! │   ├── another minter counts in the first second after 7 days, and the former one is refused from then on
//! │   ├── the key, the minter and the emission say who mints, and who will
//! │   ├── a second announcement replaces the first and waits its own 7 days
//! │   ├── naming the minter in force withdraws what was announced
//! │   ├── naming nobody ends minting
//! │   ├── the cap goes down to what was minted, never up and never below
//! │   └── the budget goes down at once, for what rolled over as well, and never up
//! ├── given anybody else, the minter included
//! │   └── it refuses
//! ├── given a coin
//! │   └── it refuses
//! └── given a hand-over
//!     ├── it takes two steps, lapses, and the role is never empty
//!     └── anyone can ask who owns, who may take over, and until when

use aftercare_domain::emission::EmissionError;
use aftercare_domain::time::UnixTime;
use aftercare_interface::reward_token::{ExecuteMsg, NextMinter, QueryMsg};
use aftercare_kit::KitError;
use aftercare_reward_token::event::{BudgetLowered, CapLowered, MinterAnnounced, OwnershipUpdated};
use aftercare_reward_token::ContractError;
use cosmwasm_std::{coin, Addr, Event, Timestamp, Uint128};
use cw_multi_test::AppResponse;
use cw_ownable::{Action, Expiration, Ownership, OwnershipError};

use crate::world::{event, mint, person, World, BUDGET, CAP, EPOCH, START};

const NOTICE: u64 = 7 * 86_400;

fn announce(name: Option<&str>) -> ExecuteMsg {
    let new_minter = name.map(|name| person(name).to_string());
    ExecuteMsg::UpdateMinter { new_minter }
}

fn lower_cap(cap: u128) -> ExecuteMsg {
    let cap = cap.into();
    ExecuteMsg::LowerCap { cap }
}

fn lower_budget(budget: u128) -> ExecuteMsg {
    let budget = budget.into();
    ExecuteMsg::LowerBudget { budget }
}

fn not_minter(sender: &str, minter: Option<&str>) -> ContractError {
    ContractError::NotMinter {
        sender: person(sender),
        minter: minter.map(person),
    }
}

fn told(response: &AppResponse, name: &str, expected: impl Into<Event>) {
    let mut expected = expected.into();
    expected.ty = format!("wasm-{}", expected.ty);
    assert_eq!(event(response, name), expected);
}

#[test]
fn another_minter_counts_after_7_days_and_the_former_one_is_refused() {
    let mut world = World::new();
    world.act("olga", &announce(Some("mia"))).unwrap();
    world.at(START + NOTICE - 1);
    world.act("max", &mint("cid", 1)).unwrap();
    let early = not_minter("mia", Some("max"));
    assert_eq!(world.act("mia", &mint("cid", 1)).unwrap_err(), early);
    for second in [START + NOTICE, START + NOTICE + 1] {
        world.at(second);
        world.act("mia", &mint("cid", 1)).unwrap();
        let former = not_minter("max", Some("mia"));
        assert_eq!(world.act("max", &mint("cid", 1)).unwrap_err(), former);
    }
}

#[test]
fn an_announcement_is_visible_as_long_as_it_waits() {
    let mut world = World::new();
    let response = world.act("olga", &announce(Some("mia"))).unwrap();
    let from = UnixTime(START + NOTICE);
    let expected = MinterAnnounced {
        by: person("olga"),
        minter: Some(person("max")),
        next_minter: Some(person("mia")),
        next_from: Some(from),
    };
    told(&response, "minter-announced", expected);
    let next = NextMinter {
        minter: Some(person("mia")),
        from,
    };
    let shown = world.emission();
    assert_eq!(shown.minter, Some(person("max")));
    assert_eq!(shown.next_minter, Some(next));
    world.at(from.0);
    let shown = world.emission();
    assert_eq!(
        (shown.minter, shown.next_minter),
        (Some(person("mia")), None)
    );
}

#[test]
fn a_second_announcement_replaces_the_first_and_waits_its_own_7_days() {
    let mut world = World::new();
    world.act("olga", &announce(Some("mia"))).unwrap();
    world.at(START + NOTICE - 1);
    world.act("olga", &announce(Some("bea"))).unwrap();
    world.at(START + 2 * NOTICE - 2);
    world.act("max", &mint("cid", 1)).unwrap();
    world.at(START + 2 * NOTICE - 1);
    world.act("bea", &mint("cid", 1)).unwrap();
    // What has come into force is the minter that a later announcement leaves in force.
    world.act("olga", &announce(Some("mia"))).unwrap();
    world.act("bea", &mint("cid", 1)).unwrap();
}

#[test]
fn naming_the_minter_in_force_withdraws_what_was_announced() {
    let mut world = World::new();
    world.act("olga", &announce(Some("mia"))).unwrap();
    let response = world.act("olga", &announce(Some("max"))).unwrap();
    let expected = MinterAnnounced {
        by: person("olga"),
        minter: Some(person("max")),
        next_minter: None,
        next_from: None,
    };
    told(&response, "minter-announced", expected);
    world.at(START + NOTICE);
    world.act("max", &mint("cid", 1)).unwrap();
}

#[test]
fn naming_nobody_ends_minting_until_somebody_is_named() {
    let mut world = World::new();
    world.act("olga", &announce(None)).unwrap();
    world.at(START + NOTICE);
    let nobody = not_minter("max", None);
    let refused = world.act("max", &mint("cid", 1)).unwrap_err();
    assert!(refused.to_string().ends_with("the minter, none is"));
    assert_eq!(refused, nobody);
    world.act("olga", &announce(Some("mia"))).unwrap();
    world.at(START + 2 * NOTICE);
    world.act("mia", &mint("cid", 1)).unwrap();
}

#[test]
fn the_cap_goes_down_to_what_was_minted_and_no_further() {
    let mut world = World::new();
    world.act("max", &mint("cid", 10)).unwrap();
    let refused = |asked: u128, cap: u128| ContractError::CapNotLower {
        asked: asked.into(),
        minted: Uint128::new(2_010),
        cap: cap.into(),
    };
    for asked in [2_009, CAP, CAP + 1, u128::MAX] {
        let error = world.act("olga", &lower_cap(asked)).unwrap_err();
        assert_eq!(error, refused(asked, CAP));
    }
    let response = world.act("olga", &lower_cap(2_011)).unwrap();
    let (by, cap) = (person("olga"), Uint128::new(2_011));
    let left = Uint128::one();
    told(&response, "cap-lowered", CapLowered { by, cap, left });
    let past = EmissionError::Cap {
        asked: 2,
        left: 1,
        cap: 2_011,
    };
    assert_eq!(world.act("max", &mint("cid", 2)).unwrap_err(), past.into());
    world.act("olga", &lower_cap(2_010)).unwrap();
    let error = world.act("olga", &lower_cap(2_010)).unwrap_err();
    assert_eq!(error, refused(2_010, 2_010));
}

#[test]
fn the_budget_goes_down_at_once_for_what_rolled_over_as_well() {
    let mut world = World::new();
    world.at(START + EPOCH);
    world.act("max", &mint("cid", 100)).unwrap();
    let response = world.act("olga", &lower_budget(1_000)).unwrap();
    let expected = BudgetLowered {
        by: person("olga"),
        budget: Uint128::new(1_000),
        epoch: 1,
        carried: Uint128::new(900),
        minted_in_epoch: Uint128::new(100),
        left: Uint128::new(1_700),
    };
    told(&response, "budget-lowered", expected);
    let past = EmissionError::Budget {
        asked: 1_701,
        left: 1_700,
        epoch: 1,
    };
    assert_eq!(
        world.act("max", &mint("cid", 1_701)).unwrap_err(),
        past.into()
    );
    world.act("olga", &lower_budget(10)).unwrap();
    let shown = world.emission();
    assert_eq!(
        (shown.budget.u128(), shown.carried.u128(), shown.left.u128()),
        (9, 9, 0)
    );
    world.at(START + 2 * EPOCH);
    let next = world.emission();
    assert_eq!((next.budget.u128(), next.carried.u128()), (8, 0));
    for asked in [10, 11, BUDGET] {
        let refused = ContractError::BudgetNotLower {
            asked: asked.into(),
            budget: Uint128::new(10),
        };
        assert_eq!(
            world.act("olga", &lower_budget(asked)).unwrap_err(),
            refused
        );
    }
}

fn hand_over(until: u64) -> ExecuteMsg {
    ExecuteMsg::UpdateOwnership(Action::TransferOwnership {
        new_owner: person("bea").into(),
        expiry: Some(Expiration::AtTime(Timestamp::from_seconds(until))),
    })
}

#[test]
fn nobody_else_may_and_no_coin_comes_along() {
    let mut world = World::new();
    let messages = [
        announce(Some("ada")),
        announce(None),
        lower_cap(CAP - 1),
        lower_budget(1),
        hand_over(START + 10),
    ];
    for msg in messages {
        for name in ["ada", "max", "admin"] {
            let refused = KitError::Ownership(OwnershipError::NotOwner);
            assert_eq!(
                world.act(name, &msg).unwrap_err(),
                refused.into(),
                "{msg:?}"
            );
        }
        let error = world
            .act_with("max", &msg, &[coin(1, "ustray")])
            .unwrap_err();
        assert_eq!(error, KitError::UnexpectedFunds { coins: 1 }.into());
    }
    let nobody = ExecuteMsg::UpdateMinter {
        new_minter: Some("nobody".into()),
    };
    let error = world.act("olga", &nobody).unwrap_err();
    assert!(matches!(error, ContractError::Kit(KitError::Std(_))));
}

#[test]
fn ownership_takes_two_steps_lapses_and_is_never_empty() {
    let mut world = World::new();
    let accept = ExecuteMsg::UpdateOwnership(Action::AcceptOwnership);
    world.act("olga", &hand_over(START + 10)).unwrap();
    world.at(START + 10);
    let lapsed = KitError::Ownership(OwnershipError::TransferExpired);
    assert_eq!(world.act("bea", &accept).unwrap_err(), lapsed.into());
    world.act("olga", &hand_over(START + 20)).unwrap();
    world.at(START + 19);
    let other = KitError::Ownership(OwnershipError::NotPendingOwner);
    assert_eq!(world.act("ada", &accept).unwrap_err(), other.into());
    let response = world.act("bea", &accept).unwrap();
    let owner: Option<Addr> = Some(person("bea"));
    let expected = OwnershipUpdated {
        owner,
        pending_owner: None,
        pending_until: None,
    };
    told(&response, "ownership-updated", expected);
    let former = KitError::Ownership(OwnershipError::NotOwner);
    assert_eq!(
        world.act("olga", &lower_cap(CAP - 1)).unwrap_err(),
        former.into()
    );
    world.act("bea", &lower_cap(CAP - 1)).unwrap();
    let renounce = ExecuteMsg::UpdateOwnership(Action::RenounceOwnership);
    assert_eq!(
        world.act("bea", &renounce).unwrap_err(),
        KitError::Renounced.into()
    );
}

#[test]
fn anyone_can_ask_who_owns_and_who_may_take_over() {
    let mut world = World::new();
    let mut expected = Ownership {
        owner: Some(person("olga")),
        pending_owner: None,
        pending_expiry: None,
    };
    assert_eq!(
        world.ask::<Ownership<Addr>>(&QueryMsg::Ownership {}),
        expected
    );
    world.act("olga", &hand_over(START + 10)).unwrap();
    expected.pending_owner = Some(person("bea"));
    expected.pending_expiry = Some(Expiration::AtTime(Timestamp::from_seconds(START + 10)));
    assert_eq!(
        world.ask::<Ownership<Addr>>(&QueryMsg::Ownership {}),
        expected
    );
}
