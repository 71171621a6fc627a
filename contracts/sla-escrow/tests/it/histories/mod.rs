//! given several agreements in coin and tokens
//! └── when anything happens in any order
//!     ├── a second ledger in plain Rust agrees after every message: outcome, wallets, claims, ledgers
//!     ├── the events alone rebuild what the queries answer
//!     └── at the end everybody gets out: escrow and claims are empty, the free bond is the provider's again

mod acts;
mod model;

use aftercare_domain::time::Seconds;
use aftercare_interface::sla_escrow::{AgreementStatus, ExecuteMsg, QueryMsg};
use cosmwasm_std::Addr;
use proptest::prelude::*;
use proptest::test_runner::RngSeed;

use crate::world::audit::{agreements, claim};
use crate::world::token::{turn, Mood};
use crate::world::{replay, World};
use acts::{act, Act, Stage};

/// Histories of one run; `PROPTEST_CASES` asks for more.
const CASES: u32 = 24;
const STEPS: usize = 200;

pub fn config() -> ProptestConfig {
    let asked = std::env::var("PROPTEST_CASES").ok();
    ProptestConfig {
        cases: asked.and_then(|cases| cases.parse().ok()).unwrap_or(CASES),
        rng_seed: RngSeed::Fixed(20_261_122),
        failure_persistence: None,
        ..ProptestConfig::default()
    }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn a_second_ledger_agrees_after_every_message(
        history in prop::collection::vec(act(), STEPS),
    ) {
        let mut stage = Stage::new();
        for act in &history {
            stage.play(act);
        }
        replay::agrees(&stage.world);
        everybody_gets_out(&mut stage.world);
        replay::agrees(&stage.world);
    }
}

/// Whatever has happened: time, `settle`, and claims pushed by a stranger bring every unit home.
pub fn everybody_gets_out(world: &mut World) {
    let token = world.token.clone();
    turn(&mut world.app, &token, Mood::Honest);
    world.pass(Seconds::days(1_000));
    for (one, _) in agreements(world) {
        while !matches!(
            world.agreement(one.agreement).status,
            AgreementStatus::Ended(_)
        ) {
            world.settle(one.agreement, 30).unwrap();
        }
        debt_is_paid(world, one.agreement);
    }
    let everybody: Vec<Addr> = Stage::owners(world);
    for owner in everybody {
        push_all(world, &owner);
    }
    for asset in world.assets() {
        let provider = world.provider.clone();
        let bond = world.bond(&provider, &asset);
        assert!(bond.reserved.is_zero() && bond.owed.is_zero());
        let amount = bond.free;
        if !amount.is_zero() {
            let asset = asset.clone();
            world.does(&provider, ExecuteMsg::WithdrawFreeBond { asset, amount });
        }
        let books: aftercare_interface::asset::Solvency = world.ask(QueryMsg::Solvency { asset });
        assert!(books.accounts.is_zero(), "{books:?}");
    }
}

/// Out of the provider's free bond, and what that does not reach out of anybody's pocket.
fn debt_is_paid(world: &mut World, agreement: u64) {
    let owner = world.owner.clone();
    let ledger = world.ledger(agreement);
    if ledger.debt.is_zero() {
        return;
    }
    let free = world.bond(&world.provider.clone(), &ledger.asset).free;
    if !free.is_zero() {
        world.does(&owner, ExecuteMsg::CollectDebt { agreement });
    }
    let left = world.ledger(agreement).debt.u128();
    if left > 0 {
        let paid = world.pay_debt(&owner, agreement, (&ledger.asset, left));
        paid.unwrap();
    }
}

fn push_all(world: &mut World, owner: &Addr) {
    for asset in world.assets() {
        if claim(world, owner, &asset) > 0 {
            let owner = owner.to_string();
            world.does(
                &world.stranger.clone(),
                ExecuteMsg::PushClaim { owner, asset },
            );
        }
    }
}

#[test]
fn a_history_that_uses_every_act_is_played() {
    let mut stage = Stage::new();
    let history = [
        Act::Subscribe {
            plan: 0,
            customer: 0,
            periods: 3,
        },
        Act::Subscribe {
            plan: 1,
            customer: 1,
            periods: 15,
        },
        Act::Pass { seconds: 100_000 },
        Act::Book {
            agreement: 0,
            ticket: 1,
            late: 90_000,
            ago: 50_000,
            thanked: true,
        },
        Act::Mood { reverting: true },
        Act::Book {
            agreement: 1,
            ticket: 1,
            late: 90_000,
            ago: 50_000,
            thanked: true,
        },
        Act::Donate {
            asset: 0,
            amount: 5,
        },
        Act::Terminate { agreement: 1 },
        Act::Pass { seconds: 3_400_000 },
        Act::Tickets {
            agreement: 0,
            unsettled: 1,
        },
        Act::Settle {
            agreement: 0,
            max_periods: 2,
        },
        Act::Settle {
            agreement: 1,
            max_periods: 2,
        },
        Act::Mood { reverting: false },
        Act::PushClaim { owner: 4, asset: 1 },
        Act::Bond {
            asset: 0,
            amount: 10,
            deposit: true,
        },
        Act::Bond {
            asset: 0,
            amount: 10,
            deposit: false,
        },
    ];
    for act in &history {
        stage.play(act);
    }
    assert!(stage.refused.is_empty(), "{:?}", stage.refused);
    everybody_gets_out(&mut stage.world);
}

/// Days with an open ticket: what stays of the first ones, then the bond, then nothing pays late credits. So
/// many of them are booked after each settlement.
fn late_days(customer: usize, counts: &[usize]) -> Stage {
    let mut stage = Stage::new();
    stage.play(&Act::Subscribe {
        plan: 2,
        customer,
        periods: 9,
    });
    let (mut tickets, agreement) = (6.., 0);
    for count in counts {
        stage.play(&Act::SettleNext { agreement });
        for ticket in tickets.by_ref().take(*count) {
            stage.play(&Act::BookSettled {
                agreement,
                ticket,
                back: 0,
            });
        }
    }
    stage
}

#[test]
fn a_history_that_runs_into_debt_is_played() {
    let mut stage = late_days(0, &[1, 3, 3]);
    let agreement = 0;
    stage.play(&Act::PayDebt {
        agreement,
        amount: 40,
    });
    stage.play(&Act::CollectDebt { agreement });
    stage.play(&Act::Refill { agreement });
    assert!(stage.refused.is_empty(), "{:?}", stage.refused);
    let ledger = stage.world.ledger(1);
    assert_eq!((ledger.debt.u128(), ledger.debt_paid.u128()), (0, 96));
    replay::agrees(&stage.world);
    everybody_gets_out(&mut stage.world);
}

#[test]
fn a_history_whose_debt_is_netted_is_played() {
    let mut stage = late_days(1, &[1, 3, 3, 3]);
    assert!(stage.refused.is_empty(), "{:?}", stage.refused);
    let ledger = stage.world.ledger(1);
    assert!(!ledger.debt.is_zero() && !ledger.debt_paid.is_zero());
    replay::agrees(&stage.world);
    everybody_gets_out(&mut stage.world);
}
