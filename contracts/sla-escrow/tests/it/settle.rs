//! given a running agreement
//! └── when anybody settles
//!     ├── it refuses in the last second of the hold-back, and pays in the next
//!     ├── the provider gets fee − credits − protocol fee, the sink its claim, the rest is burnt
//!     ├── it takes the oldest periods first, at most as many as asked, from 1 to 30
//!     ├── the burnt part counts for the customer, ever
//!     ├── when the transfer fails: the provider's part waits as a claim, the others are unaffected
//!     └── with the last period it ends: bond free, place free, nothing in escrow, nothing due
//! given fees so small that parts round to nothing
//! └── it settles without an empty transfer
//! given an ended agreement
//! └── when settled, credited or terminated again: nothing moves

use aftercare_domain::credit::Caps;
use aftercare_domain::money::Bps;
use aftercare_domain::time::Seconds;
use aftercare_interface::asset::AssetAmount;
use aftercare_interface::sla_escrow::{
    AgreementResponse, AgreementStatus, BondResponse, DueRow, EndReason, ExecuteMsg, Ground,
    LedgerResponse, PlanResponse, QueryMsg,
};
use aftercare_interface::{Asset, Page};
use aftercare_kit::KitError;
use aftercare_sla_escrow::ContractError;
use cosmwasm_std::Uint128;

use crate::world::audit::claim;
use crate::world::terms::{bond, late, of_fee, terms, BOND, FEE, HOLD_BACK, PERIOD, TARGET};
use crate::world::token::{turn, Mood};
use crate::world::{event, last_event, refusal, word, World, START, USD};

const SECOND: Seconds = Seconds(1);

/// A running agreement in coin (0) or tokens (1).
fn running(place: usize, periods: u32) -> (World, u64) {
    let mut world = World::new();
    let asset = world.assets()[place].clone();
    let plan = world.publish(terms(&asset));
    let agreement = world.subscribe(plan, periods);
    (world, agreement)
}

fn usd() -> Asset {
    Asset::native(USD)
}

fn end_of(period: u64) -> aftercare_domain::time::UnixTime {
    START.plus(Seconds(PERIOD.0 * (period + 1)))
}

#[test]
fn a_period_is_settled_in_the_first_second_after_its_hold_back() {
    let (mut world, agreement) = running(0, 2);
    let last = end_of(0).plus(HOLD_BACK);
    let due = Some(last.plus(SECOND));
    for at in [START, end_of(0), last.minus(SECOND), last] {
        world.at(at);
        let refused = ContractError::NothingDue { agreement, due };
        assert_eq!(refusal(world.settle(agreement, 1)), refused);
    }
    world.at(last.plus(SECOND));
    world.settle(agreement, 1).unwrap();
}

#[test]
fn without_a_hold_back_a_period_is_settled_in_the_second_after_its_end() {
    let mut world = World::new();
    let mut swift = terms(&usd());
    swift.hold_back = Seconds::ZERO;
    let plan = world.publish(swift);
    let agreement = world.subscribe(plan, 1);
    world.at(end_of(0));
    let due = Some(end_of(0).plus(SECOND));
    let refused = ContractError::NothingDue { agreement, due };
    assert_eq!(refusal(world.settle(agreement, 1)), refused);
    world.pass(SECOND);
    world.settle(agreement, 1).unwrap();
}

#[test]
fn provider_sink_and_burnt_part_sum_to_what_the_fee_left() {
    for place in [0, 1] {
        let mut world = World::new();
        let asset = world.assets()[place].clone();
        let plan = world.publish(of_fee(&asset, 10_399));
        let agreement = world.subscribe(plan, 1);
        world.pass(SECOND);
        world.book(agreement, &[late(7, START, SECOND)]).unwrap();
        world.at(end_of(0).plus(HOLD_BACK).plus(SECOND));
        let before = world.balance(&world.provider, &asset);
        let done = world.settle(agreement, 1).unwrap();
        let told = event(&done, "period-settled");
        let parts = ["earned", "paid", "protocol_fee", "burnt"].map(|key| word(told, key));
        assert_eq!(parts, ["10192", "10091", "101", "50"]);
        assert_eq!(world.balance(&world.provider, &asset), before + 10_091);
        assert_eq!(claim(&world, &world.sink, &asset), 51);
        let paid: AssetAmount = world.ask(QueryMsg::FeesPaid {
            account: world.customer.to_string(),
            asset: asset.clone(),
        });
        assert_eq!(paid.amount, Uint128::new(50));
        assert_eq!(world.balance(&world.escrow, &asset), 100_000 + 51);
    }
}

#[test]
fn the_oldest_periods_come_first_and_at_most_as_many_as_asked() {
    let (mut world, agreement) = running(0, 5);
    world.at(end_of(3).plus(HOLD_BACK).plus(SECOND));
    let settled = |world: &World| {
        let found: AgreementResponse = world.ask(QueryMsg::Agreement { agreement });
        found.settled
    };
    let done = world.settle(agreement, 2).unwrap();
    assert_eq!(word(event(&done, "period-settled"), "period"), "0");
    assert_eq!(settled(&world), 2);
    world.settle(agreement, 30).unwrap();
    assert_eq!(settled(&world), 4);
    let due = Some(end_of(4).plus(HOLD_BACK).plus(SECOND));
    let refused = ContractError::NothingDue { agreement, due };
    assert_eq!(refusal(world.settle(agreement, 1)), refused);
}

#[test]
fn thirty_periods_at_once_are_what_thirty_settlements_are() {
    let (mut at_once, agreement) = running(0, 40);
    let (mut one_by_one, _) = running(0, 40);
    for world in [&mut at_once, &mut one_by_one] {
        world.at(end_of(39).plus(HOLD_BACK).plus(SECOND));
    }
    at_once.settle(agreement, 30).unwrap();
    for _ in 0..30 {
        one_by_one.settle(agreement, 1).unwrap();
    }
    let ledger = |world: &World| -> LedgerResponse { world.ask(QueryMsg::Ledger { agreement }) };
    assert_eq!(ledger(&at_once), ledger(&one_by_one));
    for person in at_once.people() {
        assert_eq!(
            at_once.balance(&person, &usd()),
            one_by_one.balance(&person, &usd())
        );
    }
}

#[test]
fn from_1_to_30_periods_are_settled_at_once_and_only_of_an_agreement_that_exists() {
    let (mut world, agreement) = running(0, 2);
    for value in [0u32, 31] {
        let refused = KitError::Range {
            field: "max_periods",
            value: value.into(),
            min: 1,
            max: 30,
        };
        assert_eq!(refusal(world.settle(agreement, value)), refused.into());
    }
    let unknown = ContractError::UnknownAgreement { agreement: 2 };
    assert_eq!(refusal(world.settle(2, 1)), unknown);
}

#[test]
fn a_payment_that_cannot_be_delivered_waits_as_a_claim() {
    let (mut world, agreement) = running(1, 1);
    let asset = world.assets()[1].clone();
    turn(&mut world.app, &world.token.clone(), Mood::Reverting);
    world.at(end_of(0).plus(HOLD_BACK).plus(SECOND));
    world.settle(agreement, 1).unwrap();
    let claims = [&world.provider, &world.sink, &world.escrow];
    assert_eq!(
        claims.map(|owner| claim(&world, owner, &asset)),
        [9_900, 50, 50]
    );
    turn(&mut world.app, &world.token.clone(), Mood::Honest);
    let (provider, escrow) = (world.provider.clone(), world.escrow.clone());
    for owner in [&provider, &escrow] {
        let push = ExecuteMsg::PushClaim {
            owner: owner.to_string(),
            asset: asset.clone(),
        };
        world.does(&world.stranger.clone(), push);
        assert_eq!(claim(&world, owner, &asset), 0);
    }
    assert_eq!(world.balance(&escrow, &asset), 100_000 + 50);
}

#[test]
fn with_the_last_period_the_agreement_ends() {
    let (mut world, agreement) = running(0, 2);
    world.at(end_of(1).plus(HOLD_BACK).plus(SECOND));
    let done = world.settle(agreement, 30).unwrap();
    let told = event(&done, "agreement-ended");
    let words = ["reason", "bond", "live"].map(|key| word(told, key));
    assert_eq!(words, ["completed", "5500", "0"]);
    assert_eq!(
        word(last_event(&done, "provider-updated"), "free"),
        "100000"
    );
    let found: AgreementResponse = world.ask(QueryMsg::Agreement { agreement });
    assert_eq!(found.status, AgreementStatus::Ended(EndReason::Completed));
    assert_eq!(found.next_due, None);
    let bond: BondResponse = world.ask(QueryMsg::Bond {
        provider: world.provider.to_string(),
        asset: usd(),
    });
    assert_eq!((bond.free.u128(), bond.reserved.u128()), (100_000, 0));
    let plan: PlanResponse = world.ask(QueryMsg::Plan { plan: 1 });
    assert_eq!(plan.live, 0);
    let due: Page<DueRow, DueRow> = world.ask(QueryMsg::Due {
        before: aftercare_domain::time::LATEST,
        start_after: None,
        limit: None,
    });
    assert_eq!(due.rows, []);
}

#[test]
fn the_end_of_one_agreement_frees_its_own_bond_only() {
    let (mut world, one) = running(0, 1);
    world.subscribe(1, 3);
    world.at(end_of(0).plus(HOLD_BACK).plus(SECOND));
    world.settle(one, 1).unwrap();
    let bond: BondResponse = world.ask(QueryMsg::Bond {
        provider: world.provider.to_string(),
        asset: usd(),
    });
    assert_eq!(
        (bond.free.u128(), bond.reserved.u128()),
        (100_000 - BOND, BOND)
    );
}

#[test]
fn an_ended_agreement_moves_nothing_any_more() {
    let (mut world, agreement) = running(0, 1);
    world.at(end_of(0).plus(HOLD_BACK).plus(SECOND));
    world.settle(agreement, 1).unwrap();
    let before = world.app.dump_wasm_raw(&world.escrow);
    let ended = ContractError::NothingDue {
        agreement,
        due: None,
    };
    assert_eq!(refusal(world.settle(agreement, 1)), ended);
    world.book(agreement, &[late(7, START, TARGET)]).unwrap();
    let leave = ExecuteMsg::Terminate {
        agreement,
        ground: Ground::Notice {},
    };
    let late = ContractError::CoverOver {
        agreement,
        until: end_of(0),
    };
    assert_eq!(world.refuses(&world.customer.clone(), leave), late);
    assert_eq!(before, world.app.dump_wasm_raw(&world.escrow));
}

#[test]
fn parts_that_round_to_nothing_are_not_sent() {
    for fee in 1..=20u128 {
        let mut world = World::new();
        let plan = world.publish(of_fee(&usd(), fee));
        let agreement = world.subscribe(plan, 1);
        world.pass(SECOND);
        world
            .book(agreement, &[late(7, START, Seconds(TARGET.0 * 3))])
            .unwrap();
        world.at(end_of(0).plus(HOLD_BACK).plus(SECOND));
        world.settle(agreement, 1).unwrap();
    }
}

#[test]
fn a_period_whose_whole_fee_was_credited_pays_the_provider_nothing() {
    let mut world = World::new();
    let mut harsh = terms(&usd());
    harsh.caps = Caps {
        ticket: Bps(10_000),
        period: Bps(10_000),
        block: Bps(10_000),
    };
    harsh.schedule.resolution[2].credit = Bps(10_000);
    harsh.bond = bond(FEE, FEE, 0);
    let plan = world.publish(harsh);
    let agreement = world.subscribe(plan, 1);
    world.pass(SECOND);
    world
        .book(agreement, &[late(7, START, Seconds(TARGET.0 * 3))])
        .unwrap();
    world.at(end_of(0).plus(HOLD_BACK).plus(SECOND));
    world.settle(agreement, 1).unwrap();
    let ledger: LedgerResponse = world.ask(QueryMsg::Ledger { agreement });
    assert_eq!(
        (ledger.credited.u128(), ledger.paid_to_provider.u128()),
        (10_000, 0)
    );
    assert_eq!(ledger.credited_from_bond.u128(), 0);
}
