//! given credits that neither fee nor bond could pay
//! ├── they are a debt: with the agreement, with its provider, in the list of what it owes
//! ├── while it owes, its provider makes no agreements and takes no free bond in that asset, in another it does
//! ├── when an early end refunds more than fee and bond have: the rest is a debt too
//! ├── when its agreement is over: to pay it is the provider's turn, and then nobody's
//! ├── when its bond is refilled: it still owes
//! ├── when periods are settled: the debt comes first, after the protocol fee, and is the customer's at once
//! ├── when anybody pays it: up to the debt, in its own asset
//! ├── when anybody collects it: out of the provider's free bond, as far as it reaches
//! └── when the payment cannot be delivered: it waits as the customer's claim
//! given no debt
//! └── when it is paid or collected: refused

use std::ops::Range;

use aftercare_domain::time::{Seconds, UnixTime};
use aftercare_interface::asset::AssetAmount;
use aftercare_interface::sla_escrow::{ExecuteMsg, QueryMsg, UNSETTLED_LIMIT};
use aftercare_interface::{Asset, NextStep, Role};
use aftercare_kit::KitError;
use aftercare_sla_escrow::ContractError;
use cosmwasm_std::Uint128;

use crate::world::audit::claim;
use crate::world::life::late_tickets;
use crate::world::terms::{changed, cursor, late, terms, BOND, HOLD_BACK, TARGET};
use crate::world::token::{turn, Mood};
use crate::world::{event, has_event, refusal, word, World, START};

const DEBT: u128 = 1_000;
/// Short enough that what stays of the first period still does when the third is settled.
const LENGTH: Seconds = Seconds::days(15);

fn start_of(period: u64) -> UnixTime {
    START.plus(Seconds(LENGTH.0 * period))
}

fn due_of(period: u64) -> UnixTime {
    start_of(period + 1).plus(HOLD_BACK).plus(Seconds(1))
}

fn owing(place: usize) -> (World, Asset) {
    let mut world = World::new();
    let asset = world.assets()[place].clone();
    run_into_debt(&mut world, &asset);
    assert_eq!(world.ledger(1).debt.u128(), DEBT);
    (world, asset)
}

/// An open ticket keeps a part of the first period back, so that the credits booked late for the next two
/// exhaust what stays of them, then the bond; the last thousand is a debt.
fn run_into_debt(world: &mut World, asset: &Asset) {
    begin(world, asset, 6);
    for (period, tickets) in [(0, 1), (1, 3), (2, 3)] {
        settle_and_book(world, period, tickets);
    }
}

/// An agreement of so many periods with an open ticket, which keeps a part of what it settles back.
fn begin(world: &mut World, asset: &Asset, periods: u32) {
    let terms = changed(asset, |terms| terms.period_length = LENGTH);
    let plan = world.publish(terms);
    world.subscribe(plan, periods);
    world.tickets(1, 1, 1);
}

fn settle_and_book(world: &mut World, period: u64, tickets: u64) {
    world.at(due_of(period));
    world.settle(1, 1).unwrap();
    book(world, period, 0..tickets);
}

fn book(world: &mut World, period: u64, tickets: Range<u64>) {
    for ticket in tickets {
        let miss = late(
            10 * period + ticket,
            start_of(period),
            Seconds(TARGET.0 * 3),
        );
        world.book(1, &[miss]).unwrap();
    }
}

fn debts(world: &World) -> Vec<AssetAmount> {
    world.all(|start_after| QueryMsg::Debts {
        provider: world.provider.to_string(),
        start_after,
        limit: None,
    })
}

#[test]
fn what_nothing_could_pay_is_owed() {
    for place in [0, 1] {
        let (world, asset) = owing(place);
        let ledger = world.ledger(1);
        assert_eq!(ledger.credited.u128(), 7_000);
        assert_eq!(ledger.credited_from_bond.u128(), 3_000);
        assert_eq!(ledger.credited_as_debt.u128(), DEBT);
        assert!(ledger.bond.credit.is_zero());
        let amount = Uint128::new(DEBT);
        assert_eq!(world.bond(&world.provider, &asset).owed, amount);
        assert_eq!(debts(&world), [AssetAmount { asset, amount }]);
    }
}

#[test]
fn who_owes_makes_no_agreements_and_takes_no_free_bond_in_that_asset_only() {
    for place in [0, 1] {
        let (mut world, asset) = owing(place);
        let (provider, customer) = (world.provider.clone(), world.customer.clone());
        let owes = ContractError::Owes {
            provider: provider.clone(),
            owed: Uint128::new(DEBT),
            short: 1,
        };
        let take = |asset: &Asset| ExecuteMsg::WithdrawFreeBond {
            asset: asset.clone(),
            amount: Uint128::one(),
        };
        let asked = world.subscription(1, 1);
        assert_eq!(refusal(world.pay(&customer, &asked, &asset)), owes);
        assert_eq!(world.refuses(&provider, take(&asset)), owes);
        let other = world.assets()[1 - place].clone();
        world.does(&provider, take(&other));
        let plan = world.publish(terms(&other));
        world.subscribe(plan, 1);
        world.pay_debt(&customer, 1, (&asset, DEBT)).unwrap();
        world.does(&provider, ExecuteMsg::RefillBond { agreement: 1 });
        world.pay(&customer, &asked, &asset).unwrap();
        world.does(&provider, take(&asset));
    }
}

#[test]
fn a_debt_is_taken_from_the_next_earnings_after_the_protocol_fee() {
    for place in [0, 1] {
        let (mut world, asset) = owing(place);
        world.at(due_of(3));
        let customer = world.balance(&world.customer, &asset);
        let provider = world.balance(&world.provider, &asset);
        let done = world.settle(1, 1).unwrap();
        let told = event(&done, "period-settled");
        let words = ["earned", "paid", "protocol_fee"].map(|key| word(told, key));
        assert_eq!(words, ["9000", "8910", "90"]);
        let told = event(&done, "debt-paid");
        let words = ["by", "amount"].map(|key| word(told, key).to_owned());
        assert_eq!(words, [world.provider.to_string(), "1000".to_owned()]);
        assert_eq!(world.balance(&world.customer, &asset), customer + DEBT);
        let paid = world.balance(&world.provider, &asset) - provider;
        assert_eq!(paid, 8_910 - DEBT);
        let ledger = world.ledger(1);
        assert_eq!((ledger.debt.u128(), ledger.debt_paid.u128()), (0, DEBT));
        assert_eq!(debts(&world), []);
    }
}

#[test]
fn what_an_empty_bond_lacks_for_a_refund_is_owed() {
    let (mut world, asset) = owing(0);
    world.at(start_of(4).plus(Seconds(1)));
    for ticket in [71, 72, 73] {
        let miss = late(ticket, start_of(4), Seconds(TARGET.0 * 3));
        world.book(1, &[miss]).unwrap();
    }
    let before = world.ledger(1);
    assert!(before.bond.credit.is_zero());
    let cause = late_tickets(&[71, 72, 73].map(cursor));
    let quote = world.end_quoted(1, cause.clone()).unwrap();
    assert_eq!((quote.from_bond.u128(), quote.earned.u128()), (0, 0));
    assert_eq!(quote.as_debt.u128(), 3_000);
    let (customer, paid) = (world.customer.clone(), quote.refund - quote.as_debt);
    let had = world.balance(&customer, &asset);
    world.ends(&customer, 1, cause);
    assert_eq!(world.balance(&customer, &asset), had + paid.u128());
    let ledger = world.ledger(1);
    assert_eq!(ledger.debt - before.debt, quote.as_debt);
    let credited = ledger.credited_as_debt - before.credited_as_debt;
    assert_eq!(credited, quote.as_debt);
}

#[test]
fn what_is_owed_when_an_agreement_is_over_is_the_providers_turn() {
    let mut world = World::new();
    let asset = world.assets()[0].clone();
    begin(&mut world, &asset, 4);
    (0..4).for_each(|period| settle_and_book(&mut world, period, 1));
    // Nothing stays of the first and of the last period that would pay the debt of the others.
    (0..4).for_each(|period| book(&mut world, period, 1..3));
    world.at(due_of(3).plus(UNSETTLED_LIMIT));
    let done = world.settle(1, 4).unwrap();
    assert!(has_event(&done, "agreement-ended"));
    let turn = |world: &World| {
        let step: NextStep = world.ask(QueryMsg::NextStep { agreement: 1 });
        (world.ledger(1).debt.u128(), step.role, step.action)
    };
    assert_eq!(turn(&world), (DEBT, Role::Provider, "pay_debt".to_owned()));
    let payer = world.provider.clone();
    world.pay_debt(&payer, 1, (&asset, DEBT)).unwrap();
    assert_eq!(turn(&world), (0, Role::Nobody, "none".to_owned()));
}

#[test]
fn who_has_refilled_its_bond_still_owes() {
    let (mut world, asset) = owing(0);
    let provider = world.provider.clone();
    world.does(&provider, ExecuteMsg::RefillBond { agreement: 1 });
    let take = ExecuteMsg::WithdrawFreeBond {
        asset,
        amount: Uint128::one(),
    };
    let owes = ContractError::Owes {
        provider: provider.clone(),
        owed: Uint128::new(DEBT),
        short: 0,
    };
    assert_eq!(world.refuses(&provider, take), owes);
}

#[test]
fn anybody_pays_a_debt_in_parts() {
    for place in [0, 1] {
        let (mut world, asset) = owing(place);
        let stranger = world.stranger.clone();
        let before = world.balance(&world.customer, &asset);
        for (amount, left) in [(1, 999), (998, 1), (1, 0)] {
            let done = world.pay_debt(&stranger, 1, (&asset, amount)).unwrap();
            assert_eq!(word(event(&done, "debt-paid"), "by"), stranger.as_str());
            assert_eq!(world.ledger(1).debt.u128(), left);
        }
        assert_eq!(world.balance(&world.customer, &asset), before + DEBT);
        let none = ContractError::NoDebt { agreement: 1 };
        assert_eq!(refusal(world.pay_debt(&stranger, 1, (&asset, 1))), none);
    }
}

#[test]
fn no_more_than_a_debt_is_paid_and_in_no_other_asset() {
    for place in [0, 1] {
        let (mut world, asset) = owing(place);
        let stranger = world.stranger.clone();
        let more: ContractError = KitError::Range {
            field: "amount",
            value: DEBT + 1,
            min: 1,
            max: DEBT,
        }
        .into();
        let before = world.balance(&stranger, &asset);
        assert_eq!(
            refusal(world.pay_debt(&stranger, 1, (&asset, DEBT + 1))),
            more
        );
        assert_eq!(world.balance(&stranger, &asset), before);
        let found = world.assets()[1 - place].clone();
        let wrong = ContractError::WrongAsset {
            found: found.clone(),
            need: asset,
        };
        assert_eq!(refusal(world.pay_debt(&stranger, 1, (&found, 1))), wrong);
    }
}

#[test]
fn anybody_collects_a_debt_out_of_the_free_bond() {
    for place in [0, 1] {
        let (mut world, asset) = owing(place);
        let (provider, stranger) = (world.provider.clone(), world.stranger.clone());
        let before = world.balance(&world.customer, &asset);
        let free = world.bond(&provider, &asset).free.u128();
        let done = world.does(&stranger, ExecuteMsg::CollectDebt { agreement: 1 });
        assert_eq!(word(event(&done, "debt-paid"), "by"), provider.as_str());
        assert_eq!(world.balance(&world.customer, &asset), before + DEBT);
        assert_eq!(world.bond(&provider, &asset).free.u128(), free - DEBT);
        assert!(!has_event(&done, "bond-withdrawn"));
    }
}

#[test]
fn a_free_bond_that_does_not_reach_pays_what_it_can() {
    let mut world = World::new();
    let asset = world.assets()[0].clone();
    let provider = world.provider.clone();
    let take = ExecuteMsg::WithdrawFreeBond {
        asset: asset.clone(),
        amount: Uint128::new(100_000 - BOND - 400),
    };
    world.does(&provider, take);
    run_into_debt(&mut world, &asset);
    let collect = ExecuteMsg::CollectDebt { agreement: 1 };
    world.does(&world.stranger.clone(), collect.clone());
    assert_eq!(world.ledger(1).debt.u128(), DEBT - 400);
    let empty = KitError::Range {
        field: "free_bond",
        value: 0,
        min: 1,
        max: u128::MAX,
    };
    assert_eq!(
        world.refuses(&world.stranger.clone(), collect),
        empty.into()
    );
}

#[test]
fn a_paid_debt_that_cannot_be_delivered_waits_as_the_customers_claim() {
    let (mut world, asset) = owing(1);
    turn(&mut world.app, &world.token.clone(), Mood::Reverting);
    let stranger = world.stranger.clone();
    world.does(&stranger, ExecuteMsg::CollectDebt { agreement: 1 });
    let customer = world.customer.clone();
    assert_eq!(claim(&world, &customer, &asset), DEBT);
}

#[test]
fn what_is_not_owed_is_neither_paid_nor_collected() {
    let mut world = World::new();
    let asset = world.assets()[0].clone();
    let plan = world.publish(terms(&asset));
    world.subscribe(plan, 2);
    let stranger = world.stranger.clone();
    for agreement in [1, 2] {
        let refused = match agreement {
            1 => ContractError::NoDebt { agreement },
            _ => ContractError::UnknownAgreement { agreement },
        };
        let collect = ExecuteMsg::CollectDebt { agreement };
        assert_eq!(world.refuses(&stranger, collect), refused);
        let paid = world.pay_debt(&stranger, agreement, (&asset, 5));
        assert_eq!(refusal(paid), refused);
    }
    assert_eq!(debts(&world), []);
}
