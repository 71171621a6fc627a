//! given an agreement with tickets that are not settled
//! ├── when periods of a running one are settled: one period's cap in all stays
//! ├── when its last period is settled: what its cap leaves stays, and with it the bond
//! ├── when credits already took a part: only what the cap leaves stays
//! ├── when a late miss finds a period whose money stays: it is credited out of that, then of the bond
//! ├── when a late miss finds a period that is closed: nothing
//! └── when the tickets are settled, or 60 days after the hold-back: what stayed is paid like a period's fee
//! given a registry that counts nothing, or answers nonsense
//! └── nobody's money stays

use aftercare_domain::time::{Seconds, UnixTime};
use aftercare_interface::raw::agreement_key;
use aftercare_interface::sla_escrow::{AgreementStatus, EndReason};
use aftercare_interface::Asset;
use aftercare_sla_escrow::ContractError;

use crate::world::terms::{late, terms, BOND, CREDIT, FEE, HOLD_BACK, PERIOD, TARGET};
use crate::world::{event, has_event, number, refusal, word, World, START, USD};

const SECOND: Seconds = Seconds(1);
const CAP: u128 = 3_000;
const SIXTY_DAYS: Seconds = Seconds::days(60);

fn end_of(period: u64) -> UnixTime {
    START.plus(Seconds(PERIOD.0 * (period + 1)))
}

fn due_of(period: u64) -> UnixTime {
    end_of(period).plus(HOLD_BACK).plus(SECOND)
}

/// An agreement in coin (0) or tokens (1) with one ticket that is not settled.
fn open(place: usize, periods: u32) -> (World, Asset) {
    let mut world = World::new();
    let asset = world.assets()[place].clone();
    let plan = world.publish(terms(&asset));
    world.subscribe(plan, periods);
    world.tickets(1, 1, 1);
    (world, asset)
}

fn withheld(world: &World) -> u128 {
    world.ledger(1).withheld.u128()
}

#[test]
fn of_a_running_agreement_one_periods_cap_stays_in_all() {
    for place in [0, 1] {
        let (mut world, asset) = open(place, 5);
        let before = world.balance(&world.provider, &asset);
        world.at(due_of(0));
        let done = world.settle(1, 1).unwrap();
        let told = event(&done, "period-settled");
        let words = ["earned", "withheld", "paid", "protocol_fee"].map(|key| word(told, key));
        assert_eq!(words, ["7000", "3000", "6930", "70"]);
        assert_eq!(world.balance(&world.provider, &asset), before + 6_930);
        assert_eq!(withheld(&world), CAP);
        world.at(due_of(2));
        let done = world.settle(1, 30).unwrap();
        assert_eq!(word(event(&done, "period-settled"), "withheld"), "0");
        assert_eq!(withheld(&world), CAP);
        assert_eq!(world.ledger(1).escrowed.u128(), 2 * FEE);
    }
}

#[test]
fn only_what_the_cap_leaves_stays() {
    let (mut world, _) = open(0, 5);
    world.pass(SECOND);
    let worst = Seconds(TARGET.0 * 3);
    world.book(1, &[late(7, START, worst)]).unwrap();
    world.at(due_of(0));
    world.settle(1, 1).unwrap();
    assert_eq!(withheld(&world), CAP - 1_000);
    world.at(due_of(1));
    world.settle(1, 1).unwrap();
    assert_eq!(withheld(&world), CAP);
}

#[test]
fn of_the_last_period_what_its_cap_leaves_stays_and_the_bond_with_it() {
    let (mut world, asset) = open(0, 2);
    world.at(due_of(1));
    let done = world.settle(1, 30).unwrap();
    assert!(!has_event(&done, "agreement-ended"));
    assert_eq!(withheld(&world), 2 * CAP);
    let found = world.agreement(1);
    assert_eq!((found.settled, found.periods), (2, 2));
    assert_eq!(found.status, AgreementStatus::AwaitingSettlement);
    let bond = world.bond(&world.provider.clone(), &asset);
    assert_eq!(bond.reserved.u128(), BOND);
}

#[test]
fn a_last_period_with_nothing_left_to_keep_keeps_the_bond_all_the_same() {
    let (mut world, asset) = open(0, 1);
    world.pass(SECOND);
    let worst = Seconds(TARGET.0 * 3);
    let misses = [1, 2, 3].map(|ticket| late(ticket, START, worst));
    world.book(1, &misses).unwrap();
    world.at(due_of(0));
    let done = world.settle(1, 1).unwrap();
    assert!(!has_event(&done, "agreement-ended"));
    assert_eq!(withheld(&world), 0);
    world.tickets(1, 1, 0);
    let done = world.settle(1, 1).unwrap();
    assert!(has_event(&done, "agreement-ended"));
    let bond = world.bond(&world.provider.clone(), &asset);
    assert!(bond.reserved.is_zero());
}

#[test]
fn what_stayed_is_paid_as_soon_as_the_tickets_are_settled() {
    let (mut world, asset) = open(0, 1);
    world.at(due_of(0));
    world.settle(1, 1).unwrap();
    let due = Some(due_of(0));
    let nothing = ContractError::NothingDue { agreement: 1, due };
    assert_eq!(refusal(world.settle(1, 30)), nothing);
    world.tickets(1, 1, 0);
    let before = world.balance(&world.provider, &asset);
    let done = world.settle(1, 1).unwrap();
    assert_eq!(world.balance(&world.provider, &asset), before + 2_970);
    assert_eq!(word(event(&done, "agreement-ended"), "reason"), "completed");
    let status = world.agreement(1).status;
    assert_eq!(status, AgreementStatus::Ended(EndReason::Completed));
    let ledger = world.ledger(1);
    assert_eq!(ledger.paid_to_provider.u128(), 9_900);
    assert_eq!(
        (ledger.protocol_fees.u128(), ledger.burnt.u128()),
        (100, 50)
    );
}

#[test]
fn no_money_stays_longer_than_60_days_after_the_hold_back() {
    let (mut world, asset) = open(0, 1);
    world.at(due_of(0));
    world.settle(1, 1).unwrap();
    let limit = due_of(0).plus(SIXTY_DAYS);
    world.at(limit.minus(SECOND));
    assert!(world.settle(1, 1).is_err());
    world.at(limit);
    let before = world.balance(&world.provider, &asset);
    assert!(has_event(&world.settle(1, 1).unwrap(), "agreement-ended"));
    assert_eq!(world.balance(&world.provider, &asset), before + 2_970);
}

#[test]
fn a_period_settled_60_days_late_keeps_nothing_back() {
    for (at, kept) in [
        (SIXTY_DAYS.0 - 1, CAP),
        (SIXTY_DAYS.0, 0),
        (SIXTY_DAYS.0 + 1, 0),
    ] {
        let (mut world, _) = open(0, 1);
        world.at(due_of(0).plus(Seconds(at)));
        world.settle(1, 1).unwrap();
        assert_eq!(withheld(&world), kept);
    }
}

#[test]
fn a_late_miss_is_credited_out_of_what_stayed() {
    for place in [0, 1] {
        let (mut world, asset) = open(place, 3);
        world.at(due_of(0));
        world.settle(1, 1).unwrap();
        let before = world.balance(&world.customer, &asset);
        let done = world.book(1, &[late(7, START, TARGET)]).unwrap();
        assert_eq!(number(&done, "miss-booked", "from_fee"), 500);
        assert_eq!(world.balance(&world.customer, &asset), before + 500);
        assert_eq!(withheld(&world), CAP - 500);
        let ledger = world.ledger(1);
        assert_eq!(
            (ledger.credited.u128(), ledger.escrowed.u128()),
            (500, 2 * FEE)
        );
        world.tickets(1, 1, 0);
        world.settle(1, 1).unwrap();
        assert_eq!(world.ledger(1).paid_to_provider.u128(), 6_930 + 2_475);
    }
}

#[test]
fn a_late_miss_that_what_stayed_cannot_pay_is_paid_by_the_bond() {
    let (mut world, asset) = open(0, 3);
    let worst = Seconds(TARGET.0 * 3);
    world.at(due_of(0));
    world.settle(1, 1).unwrap();
    world.book(1, &[late(1, START, worst)]).unwrap();
    world.at(due_of(1));
    world.settle(1, 1).unwrap();
    let in_second = end_of(0);
    let misses = [2, 3].map(|ticket| late(ticket, in_second, worst));
    let before = world.balance(&world.customer, &asset);
    world.book(1, &misses).unwrap();
    assert_eq!(world.balance(&world.customer, &asset), before + 2_000);
    let ledger = world.ledger(1);
    assert_eq!(ledger.credited_from_bond.u128(), 1_000);
    assert_eq!(ledger.bond.credit.u128(), CREDIT - 1_000);
    assert_eq!(ledger.withheld.u128(), CAP - 1_000);
}

#[test]
fn a_period_that_is_closed_credits_nothing_while_another_ones_money_stays() {
    let (mut world, _) = open(0, 3);
    world.at(due_of(1));
    world.settle(1, 30).unwrap();
    let closed = world.book(1, &[late(7, end_of(0), TARGET)]).unwrap();
    assert!(!has_event(&closed, "miss-booked"));
    let kept = world.book(1, &[late(8, START, TARGET)]).unwrap();
    assert_eq!(number(&kept, "miss-booked", "added"), 500);
}

#[test]
fn rows_that_stayed_count_among_the_periods_asked_for() {
    let (mut world, _) = open(0, 2);
    world.at(due_of(1));
    world.settle(1, 30).unwrap();
    world.tickets(1, 1, 0);
    world.settle(1, 1).unwrap();
    assert_eq!(withheld(&world), CAP);
    assert!(has_event(&world.settle(1, 1).unwrap(), "agreement-ended"));
}

#[test]
fn what_stayed_is_due_since_its_period_was() {
    let (mut world, _) = open(0, 3);
    world.at(due_of(0));
    world.settle(1, 1).unwrap();
    assert_eq!(world.agreement(1).next_due, Some(due_of(0)));
    world.tickets(1, 1, 0);
    world.settle(1, 1).unwrap();
    assert_eq!(world.agreement(1).next_due, Some(due_of(1)));
}

#[test]
fn a_registry_that_counts_nothing_or_answers_nonsense_keeps_nobodys_money() {
    let nonsense: [&[u8]; 4] = [b"\x01", b"\x02\x01\x01", b"{}", &[0xff; 64]];
    for bytes in nonsense {
        let (mut world, asset) = open(0, 1);
        world.registry_babbles(&agreement_key(1), bytes);
        world.at(due_of(0));
        let before = world.balance(&world.provider, &asset);
        assert!(has_event(&world.settle(1, 1).unwrap(), "agreement-ended"));
        assert_eq!(world.balance(&world.provider, &asset), before + 9_900);
    }
    for (opened, unsettled) in [(0, 0), (9, 0)] {
        let (mut world, _) = open(0, 1);
        world.tickets(1, opened, unsettled);
        world.at(due_of(0));
        assert!(has_event(&world.settle(1, 1).unwrap(), "agreement-ended"));
    }
}

#[test]
fn the_tickets_of_another_agreement_keep_nothing() {
    let mut world = World::new();
    let plan = world.publish(terms(&Asset::native(USD)));
    let (one, other) = (world.subscribe(plan, 1), world.subscribe(plan, 1));
    world.tickets(other, 3, 3);
    world.at(due_of(0));
    assert!(has_event(&world.settle(one, 1).unwrap(), "agreement-ended"));
    assert!(!has_event(
        &world.settle(other, 1).unwrap(),
        "agreement-ended"
    ));
}
