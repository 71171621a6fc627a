//! given amounts at the end of what can be counted
//! ├── a fee that 120 periods carry lives through an agreement, to the unit
//! ├── a fee one above it is refused, and so is a sum of bonds
//! ├── a total, a withdrawal, a debt's payment of everything: refused by name
//! └── a token that reports more than can be counted: refused, and its books stay
//! given measures at the end of what can be counted
//! ├── they credit what their tier says and nothing more
//! └── a measure of another kind than the tiers, or a metric without tiers, credits nothing
//! given caps of nothing
//! └── a miss is booked and nothing is credited
//! given caps of the whole fee
//! └── one ticket can take all of it

use aftercare_domain::credit::{Caps, Measure};
use aftercare_domain::money::Bps;
use aftercare_domain::policy::Metric;
use aftercare_domain::time::{Seconds, UnixTime};
use aftercare_interface::sla_escrow::{Cw20Hook, ExecuteMsg, Miss, MissResponse, QueryMsg};
use aftercare_interface::Asset;
use aftercare_kit::KitError;
use aftercare_sla_escrow::ContractError;
use cosmwasm_std::{to_json_binary, Addr, Coin, Uint128};
use cw20::Cw20ReceiveMsg;

use crate::world::terms::{bond, changed, cursor, late, terms, FEE, HOLD_BACK, PERIOD, TARGET};
use crate::world::{event, has_event, number, refusal, word, World, START, USD};

const SECOND: Seconds = Seconds(1);
const WHALE: &str = "uwhale";
/// The highest fee that 120 periods carry.
const MOST: u128 = u128::MAX / 120;

fn mint(world: &mut World, person: &Addr, amount: u128) {
    let mint = cw_multi_test::BankSudo::Mint {
        to_address: person.to_string(),
        amount: vec![Coin::new(amount, WHALE)],
    };
    world.app.sudo(mint.into()).unwrap();
}

#[test]
fn the_highest_fee_lives_through_an_agreement_to_the_unit() {
    let mut world = World::new();
    let asset = Asset::native(WHALE);
    let (provider, customer) = (world.provider.clone(), world.customer.clone());
    let list = ExecuteMsg::ListAsset {
        asset: asset.clone(),
    };
    world.does(&world.owner.clone(), list);
    mint(&mut world, &provider, MOST);
    mint(&mut world, &customer, 100 * MOST);
    world.deposit_bond(&provider, &asset, MOST);
    let dear = changed(&asset, |terms| {
        terms.fee = Uint128::new(MOST);
        terms.bond = bond(MOST / 2, MOST / 2, 0);
    });
    let plan = world.publish(dear);
    let agreement = world.subscribe(plan, 100);
    world.pass(SECOND);
    let worst = Seconds(TARGET.0 * 3);
    let misses = [1, 2, 3, 4].map(|ticket| late(ticket, START, worst));
    world.book(agreement, &misses).unwrap();
    assert_eq!(world.balance(&customer, &asset), 3 * (MOST / 10));
    world.at(START
        .plus(Seconds(PERIOD.0 * 100))
        .plus(HOLD_BACK)
        .plus(SECOND));
    for _ in 0..4 {
        world.settle(agreement, 30).unwrap();
    }
    let ledger = world.ledger(agreement);
    let (credited, paid) = (ledger.credited.u128(), ledger.paid_to_provider.u128());
    assert_eq!(credited + paid + ledger.protocol_fees.u128(), 100 * MOST);
    assert_eq!(world.bond(&provider, &asset).free.u128(), MOST);
}

#[test]
fn a_subscription_to_everything_is_refused_by_name() {
    let mut world = World::new();
    let asset = Asset::native(USD);
    let plan = world.publish(terms(&asset));
    let customer = world.customer.clone();
    let mut asked = world.subscription(plan, 1);
    asked.total = Uint128::MAX;
    let funds = [Coin::new(FEE, USD)];
    let wrong = ContractError::WrongAmount {
        field: "total",
        found: Uint128::MAX,
        need: Uint128::new(FEE),
    };
    let msg = ExecuteMsg::Subscribe(asked.clone());
    assert_eq!(refusal(world.send(&customer, &msg, &funds)), wrong);
    asked.periods = u32::MAX;
    let range = KitError::Range {
        field: "periods",
        value: u32::MAX.into(),
        min: 1,
        max: 120,
    };
    let msg = ExecuteMsg::Subscribe(asked);
    assert_eq!(refusal(world.send(&customer, &msg, &funds)), range.into());
}

#[test]
fn a_withdrawal_and_a_settlement_of_everything_are_refused_by_name() {
    let mut world = World::new();
    let asset = Asset::native(USD);
    let provider = world.provider.clone();
    let take = ExecuteMsg::WithdrawFreeBond {
        asset: asset.clone(),
        amount: Uint128::MAX,
    };
    let short = ContractError::BondShort {
        provider: provider.clone(),
        free: Uint128::new(100_000),
        need: Uint128::MAX,
    };
    assert_eq!(world.refuses(&provider, take), short);
    let plan = world.publish(terms(&asset));
    world.subscribe(plan, 1);
    let range = KitError::Range {
        field: "max_periods",
        value: u32::MAX.into(),
        min: 1,
        max: 30,
    };
    assert_eq!(refusal(world.settle(1, u32::MAX)), range.into());
    for agreement in [0, u64::MAX] {
        let unknown = ContractError::UnknownAgreement { agreement };
        assert_eq!(refusal(world.settle(agreement, 1)), unknown);
    }
}

/// What the listed token says that somebody sent, without any transfer.
fn reported(world: &World, amount: Uint128, hook: &Cw20Hook) -> ExecuteMsg {
    ExecuteMsg::Receive(Cw20ReceiveMsg {
        sender: world.stranger.to_string(),
        amount,
        msg: to_json_binary(hook).unwrap(),
    })
}

#[test]
fn a_token_that_reports_more_than_can_be_counted_is_refused() {
    let mut world = World::new();
    let asset = world.assets()[1].clone();
    let plan = world.publish(terms(&asset));
    let token = world.token.clone();
    let deposit = reported(&world, Uint128::MAX, &Cw20Hook::DepositBond {});
    let overflow = KitError::Overflow { field: "accounts" };
    assert_eq!(world.refuses(&token, deposit), overflow.into());
    let asked = world.subscription(plan, 1);
    let subscribe = reported(&world, Uint128::MAX, &Cw20Hook::Subscribe(asked));
    let wrong = ContractError::WrongAmount {
        field: "funds",
        found: Uint128::MAX,
        need: Uint128::new(FEE),
    };
    assert_eq!(world.refuses(&token, subscribe), wrong);
    let pay = reported(&world, Uint128::MAX, &Cw20Hook::PayDebt { agreement: 1 });
    let unknown = ContractError::UnknownAgreement { agreement: 1 };
    assert_eq!(world.refuses(&token, pay), unknown);
}

/// A running agreement of two periods a second after its start.
fn running(caps: Caps) -> World {
    let mut world = World::new();
    let asset = Asset::native(USD);
    let plan = world.publish(changed(&asset, |terms| {
        terms.caps = caps;
        terms.bond.credit = terms.fee;
        terms.schedule.resolution[2].credit = Bps(10_000);
    }));
    world.subscribe(plan, 2);
    world.pass(SECOND);
    world
}

fn caps(ticket: u32, period: u32, block: u32) -> Caps {
    Caps {
        ticket: Bps(ticket),
        period: Bps(period),
        block: Bps(block),
    }
}

#[test]
fn caps_of_nothing_book_a_miss_and_credit_nothing() {
    let mut world = running(caps(0, 0, 0));
    let done = world.book(1, &[late(7, START, Seconds(u64::MAX))]).unwrap();
    assert_eq!(number(&done, "miss-booked", "want"), 10_000);
    assert_eq!(number(&done, "miss-booked", "credited"), 0);
    assert!(world.ledger(1).credited.is_zero());
}

#[test]
fn caps_of_the_whole_fee_let_one_ticket_take_all_of_it() {
    let mut world = running(caps(10_000, 10_000, 120_000));
    world.book(1, &[late(7, START, Seconds(u64::MAX))]).unwrap();
    world.book(1, &[late(8, START, Seconds(u64::MAX))]).unwrap();
    let ledger = world.ledger(1);
    assert_eq!((ledger.credited.u128(), ledger.escrowed.u128()), (FEE, FEE));
    world.at(START.plus(PERIOD).plus(HOLD_BACK).plus(SECOND));
    let done = world.settle(1, 1).unwrap();
    assert_eq!(word(event(&done, "period-settled"), "earned"), "0");
}

#[test]
fn a_key_at_the_end_of_what_can_be_counted_is_a_key_like_any_other() {
    let mut world = running(caps(1_000, 3_000, 12_000));
    let last = Miss {
        subject: u64::MAX,
        cycle: u32::MAX,
        ordinal: u32::MAX,
        ..late(0, START, SECOND)
    };
    world
        .book(1, &[last.clone(), late(7, START, SECOND)])
        .unwrap();
    let rows: Vec<MissResponse> = world.all(|start_after| QueryMsg::Misses {
        agreement: 1,
        start_after,
        limit: Some(1),
    });
    assert_eq!(rows.len(), 2);
    assert_eq!(rows[0].key, cursor(7));
    assert_eq!(
        (rows[1].key.subject, rows[1].key.ordinal),
        (u64::MAX, u32::MAX)
    );
    let far = Miss {
        due: UnixTime(u64::MAX),
        ..last
    };
    assert!(!has_event(&world.book(1, &[far]).unwrap(), "miss-booked"));
}

#[test]
fn a_measure_of_another_kind_and_a_metric_without_tiers_credit_nothing() {
    let mut world = running(caps(1_000, 3_000, 12_000));
    let miss = |metric, measure| Miss {
        metric,
        measure,
        ..late(7, START, SECOND)
    };
    let late = Measure::Late {
        late: Seconds(u64::MAX),
        target: Seconds::ZERO,
    };
    let below = Measure::Below { share: Bps(0) };
    let count = Measure::Count { number: u32::MAX };
    for miss in [
        miss(Metric::Resolution, below),
        miss(Metric::Resolution, count),
        miss(Metric::FirstResponse, below),
        miss(Metric::NextResponse, late),
        miss(Metric::Update, count),
    ] {
        let before = world.stored();
        let done = world.book(1, std::slice::from_ref(&miss)).unwrap();
        assert!(!has_event(&done, "miss-booked"), "{miss:?}");
        assert_eq!(world.stored(), before, "{miss:?}");
    }
}

#[test]
fn a_target_of_nothing_is_no_way_around_a_tier() {
    let mut world = running(caps(1_000, 3_000, 12_000));
    let miss = Miss {
        metric: Metric::FirstResponse,
        measure: Measure::Late {
            late: SECOND,
            target: Seconds::ZERO,
        },
        ..late(7, START, SECOND)
    };
    let done = world.book(1, &[miss]).unwrap();
    assert_eq!(number(&done, "miss-booked", "added"), 1_000);
}

#[test]
fn availability_is_not_the_registrys_to_book() {
    let mut world = running(caps(1_000, 3_000, 12_000));
    let up = Miss {
        metric: Metric::Availability,
        measure: Measure::Below { share: Bps(1) },
        ..late(7, START, SECOND)
    };
    let foreign = ContractError::ForeignPeer {
        agreement: 1,
        registry: Some(world.registry.clone()),
        monitoring: None,
    };
    assert_eq!(refusal(world.book(1, std::slice::from_ref(&up))), foreign);
    let mixed = [late(7, START, SECOND), up];
    assert_eq!(refusal(world.book(1, &mixed)), foreign);
    assert!(world.ledger(1).credited.is_zero());
}
