//! given an agreement whose terms name three late tickets in 90 days
//! ├── when its customer names three of them
//! │   ├── it ends at once, the running period pro rata, later ones back
//! │   ├── credits reduce what the provider earned
//! │   ├── where credits took more than was earned, the bond pays the rest of the refund
//! │   ├── a due counts from the first second of the window on
//! │   ├── each is a booked miss of another ticket, and none is cancelled, by a ruling or by silence on force
//! │   │   majeure
//! │   └── caps do not matter
//! ├── when a block's credits have reached their cap, and not before
//! ├── when the bond was not refilled within the notice
//! ├── after a notice it still ends at once
//! ├── it is refused to everybody else
//! └── it is refused when cover is over

use aftercare_domain::policy::{Metric, DEFAULT_CONFIRM_WINDOW};
use aftercare_domain::time::{Seconds, UnixTime};
use aftercare_interface::sla_escrow::{
    AgreementStatus, Arbitration, EndReason, ExecuteMsg, Ground, MissCursor, PlanTerms, Release,
};
use aftercare_interface::Asset;
use aftercare_kit::KitError;
use aftercare_sla_escrow::ContractError;
use cosmwasm_std::Uint128;

use crate::world::life::late_tickets;
use crate::world::terms::{
    bond, changed, cursor, document, late, CREDIT, FEE, HOLD_BACK, LEAVING, NOTICE, PERIOD, TARGET,
};
use crate::world::waiting::{after_contest, excusing, Case};
use crate::world::{World, START, USD};

const SECOND: Seconds = Seconds(1);
const DAY: Seconds = Seconds::days(1);

fn running(change: impl FnOnce(&mut PlanTerms)) -> (World, u64) {
    let mut world = World::new();
    let plan = world.publish(changed(&Asset::native(USD), change));
    let agreement = world.subscribe(plan, 6);
    (world, agreement)
}

/// Tickets 1, 2, … of the agreement were so late, due one second after the other.
fn late_from(world: &mut World, agreement: u64, (due, number, by): (UnixTime, u64, Seconds)) {
    for ticket in 1..=number {
        let due = due.plus(Seconds(ticket - 1));
        world.book(agreement, &[late(ticket, due, by)]).unwrap();
    }
}

fn three() -> Ground {
    late_tickets(&[cursor(1), cursor(2), cursor(3)])
}

#[test]
fn three_late_tickets_end_it_at_once_and_time_is_earned_pro_rata() {
    let (mut world, agreement) = running(|_| {});
    let (customer, asset) = (world.customer.clone(), Asset::native(USD));
    world.at(START.plus(Seconds::days(40)));
    late_from(
        &mut world,
        agreement,
        (START.plus(Seconds::days(35)), 3, TARGET),
    );
    let quote = world.end_quoted(agreement, three()).unwrap();
    let sums = [quote.earned, quote.refund, quote.from_escrow];
    assert_eq!(sums.map(|sum| sum.u128()), [3_333, 46_667, 46_667]);
    let before = world.balance(&customer, &asset);
    world.ends(&customer, agreement, three());
    assert_eq!(world.balance(&customer, &asset), before + 46_667);
    let found = world.agreement(agreement);
    assert_eq!((found.periods, found.until), (2, world.now()));
    assert_eq!(found.status, AgreementStatus::AwaitingSettlement);
    world.pass(HOLD_BACK.plus(SECOND));
    world.settle(agreement, 30).unwrap();
    let ended = AgreementStatus::Ended(EndReason::ForCause);
    assert_eq!(world.status(agreement), ended);
    // 9,900 of the first period; of the second 3,333 − 1,500 less a hundredth.
    let ledger = world.ledger(agreement);
    assert_eq!(ledger.paid_to_provider.u128(), 9_900 + 1_815);
}

#[test]
fn where_credits_took_more_than_was_earned_the_bond_pays_the_rest_of_the_refund() {
    let (mut world, agreement) = running(|_| {});
    let (customer, asset) = (world.customer.clone(), Asset::native(USD));
    let due = START.plus(PERIOD);
    world.at(due.plus(DAY));
    late_from(&mut world, agreement, (due, 3, Seconds(TARGET.0 * 3)));
    let quote = world.end_quoted(agreement, three()).unwrap();
    let sums = [
        quote.earned,
        quote.refund,
        quote.from_escrow,
        quote.from_bond,
    ];
    assert_eq!(sums.map(|sum| sum.u128()), [333, 49_667, 47_000, 2_667]);
    let before = world.balance(&customer, &asset);
    world.ends(&customer, agreement, three());
    assert_eq!(world.balance(&customer, &asset), before + 49_667);
    let ledger = world.ledger(agreement);
    assert_eq!(ledger.bond.credit.u128(), CREDIT - 2_667);
    assert_eq!(ledger.credited_from_bond.u128(), 2_667);
    assert_eq!(ledger.escrowed.u128(), FEE);
    world.pass(HOLD_BACK.plus(SECOND));
    world.settle(agreement, 30).unwrap();
    assert_eq!(world.ledger(agreement).paid_to_provider.u128(), 9_900);
}

/// Three tickets late by a second, of which the second is contested.
fn contested() -> Case {
    let mut case = Case::new(0, after_contest);
    case.book(&[1, 2, 3].map(|ticket| late(ticket, START.plus(SECOND), SECOND)));
    case.contest(2);
    case
}

#[test]
fn a_credit_that_was_ruled_against_is_no_cause() {
    for stands in [true, false] {
        let mut case = contested();
        case.rule(1, stands).unwrap();
        let from = case.world.now().minus(Seconds::days(90));
        let refused = ContractError::NotLate { ticket: 2, from };
        let quoted = case.world.end_quoted(1, three()).map(drop);
        assert_eq!(quoted, if stands { Ok(()) } else { Err(refused) });
    }
}

#[test]
fn a_credit_that_fell_with_an_excuse_is_no_cause() {
    let mut case = Case::new(0, excusing);
    let now = case.world.now();
    case.declare(now, now.plus(DAY));
    case.world.pass(DAY);
    case.book(&[1, 2, 3].map(|ticket| late(ticket, now.plus(SECOND), SECOND)));
    case.object(1);
    case.object(3);
    case.world.pass(DAY);
    case.world.end_quoted(1, three()).unwrap();
    case.world.pass(Seconds::days(6));
    case.poke(30).unwrap();
    let from = case.world.now().minus(Seconds::days(90));
    let refused = ContractError::NotLate { ticket: 2, from };
    assert_eq!(case.world.end_quoted(1, three()).unwrap_err(), refused);
}

#[test]
fn a_due_counts_from_the_first_second_of_the_window_on() {
    let (mut world, agreement) = running(|_| {});
    let due = START.plus(DAY);
    world.at(due.plus(DAY));
    late_from(&mut world, agreement, (due, 3, TARGET));
    let last = due.plus(Seconds::days(90));
    for at in [last.minus(SECOND), last] {
        world.at(at);
        assert!(world.end_quoted(agreement, three()).is_ok());
    }
    world.at(last.plus(SECOND));
    let refused = ContractError::NotLate {
        ticket: 1,
        from: due.plus(SECOND),
    };
    let customer = world.customer.clone();
    assert_eq!(world.refuses_end(&customer, agreement, three()), refused);
}

#[test]
fn each_is_a_booked_miss_of_another_ticket() {
    let (mut world, agreement) = running(|_| {});
    let customer = world.customer.clone();
    world.at(START.plus(DAY));
    late_from(&mut world, agreement, (START, 3, TARGET));
    let count = |count| KitError::Count {
        field: "misses",
        count,
        min: 3,
        max: 30,
    };
    let many: Vec<MissCursor> = (1..=31).map(cursor).collect();
    let twice = KitError::Duplicate {
        field: "misses",
        value: "2".to_owned(),
    };
    let from = UnixTime(START.plus(DAY).0 - Seconds::days(90).0);
    let not_late = |ticket| ContractError::NotLate { ticket, from };
    let other = MissCursor {
        metric: Metric::Availability,
        ..cursor(3)
    };
    let named = [
        (vec![cursor(1), cursor(2)], count(2).into()),
        (many, count(31).into()),
        (vec![cursor(1), cursor(2), cursor(2)], twice.into()),
        (vec![cursor(1), cursor(2), cursor(4)], not_late(4)),
        (vec![cursor(1), cursor(2), other], not_late(3)),
    ];
    for (misses, refused) in named {
        let ground = late_tickets(&misses);
        assert_eq!(world.refuses_end(&customer, agreement, ground), refused);
    }
    let (mut world, agreement) = running(|terms| terms.for_cause = None);
    let refused = ContractError::NoCause { agreement };
    assert_eq!(world.refuses_end(&customer, agreement, three()), refused);
}

#[test]
fn a_cancelled_miss_does_not_count_and_a_waiting_one_does() {
    let mut world = World::new();
    let arbitrator = world.sink.clone();
    let plan = world.publish(changed(&Asset::native(USD), |terms| {
        terms.release = Release::AfterContest { window: DAY };
        terms.arbitration = Some(Arbitration {
            arbitrator: arbitrator.clone(),
            time: Seconds::days(3),
            default_split: aftercare_domain::money::Bps(10_000),
        });
    }));
    let agreement = world.subscribe(plan, 6);
    world.at(START.plus(Seconds::hours(1)));
    late_from(&mut world, agreement, (START, 3, TARGET));
    assert!(world.end_quoted(agreement, three()).is_ok());
    let contest = ExecuteMsg::Contest {
        agreement,
        miss: cursor(2),
        evidence: document(),
    };
    world.does(&world.provider.clone(), contest);
    assert!(world.end_quoted(agreement, three()).is_ok());
    let rule = ExecuteMsg::Rule {
        dispute: 1,
        credit_stands: false,
    };
    world.does(&arbitrator, rule);
    let from = UnixTime(world.now().0 - Seconds::days(90).0);
    let refused = ContractError::NotLate { ticket: 2, from };
    let customer = world.customer.clone();
    assert_eq!(world.refuses_end(&customer, agreement, three()), refused);
}

#[test]
fn what_silence_cancelled_does_not_count() {
    let mut case = Case::new(0, excusing);
    let from = case.world.now().plus(DAY);
    case.declare(from, from.plus(DAY));
    case.world.at(from.plus(DAY).plus(DAY));
    late_from(&mut case.world, 1, (from, 3, TARGET));
    assert!(case.world.end_quoted(1, three()).is_ok());
    case.world.pass(DEFAULT_CONFIRM_WINDOW.plus(SECOND));
    case.poke(30).unwrap();
    let from = UnixTime(case.world.now().0.saturating_sub(Seconds::days(90).0));
    let refused = ContractError::NotLate { ticket: 1, from };
    let customer = case.world.customer.clone();
    assert_eq!(case.world.refuses_end(&customer, 1, three()), refused);
}

#[test]
fn caps_do_not_matter_to_late_tickets() {
    let (mut world, agreement) = running(|terms| {
        terms.for_cause.as_mut().unwrap().tickets = 5;
    });
    world.at(START.plus(DAY));
    late_from(&mut world, agreement, (START, 5, Seconds(TARGET.0 * 3)));
    assert_eq!(world.ledger(agreement).credited.u128(), 3_000);
    let five: Vec<MissCursor> = (1..=5).map(cursor).collect();
    let customer = world.customer.clone();
    world.ends(&customer, agreement, late_tickets(&five));
}

#[test]
fn a_block_at_its_cap_ends_it_and_not_a_unit_before() {
    let (mut world, agreement) = running(|terms| {
        terms.caps.block = terms.caps.period;
    });
    let customer = world.customer.clone();
    world.at(START.plus(DAY));
    late_from(&mut world, agreement, (START, 2, Seconds(TARGET.0 * 3)));
    let refused = ContractError::BlockBelowCap {
        agreement,
        block: 0,
        credited: Uint128::new(2_000),
        cap: Uint128::new(3_000),
    };
    let ground = Ground::BlockCap { block: 0 };
    assert_eq!(
        world.refuses_end(&customer, agreement, ground.clone()),
        refused
    );
    late_from(&mut world, agreement, (START, 3, Seconds(TARGET.0 * 3)));
    let later = KitError::Range {
        field: "block",
        value: 1,
        min: 0,
        max: 0,
    };
    let next = Ground::BlockCap { block: 1 };
    assert_eq!(world.refuses_end(&customer, agreement, next), later.into());
    world.pass(PERIOD);
    world.ends(&customer, agreement, ground);
    assert_eq!(world.agreement(agreement).periods, 2);
}

#[test]
fn a_cap_of_nothing_is_never_reached() {
    let (mut world, agreement) = running(|terms| {
        let nothing = aftercare_domain::money::Bps(0);
        terms.caps.ticket = nothing;
        terms.caps.period = nothing;
        terms.caps.block = nothing;
    });
    let refused = ContractError::BlockBelowCap {
        agreement,
        block: 0,
        credited: Uint128::zero(),
        cap: Uint128::one(),
    };
    let (customer, ground) = (world.customer.clone(), Ground::BlockCap { block: 0 });
    assert_eq!(world.refuses_end(&customer, agreement, ground), refused);
}

#[test]
fn a_bond_that_is_not_refilled_within_the_notice_ends_it() {
    let (mut world, agreement) = running(|terms| {
        terms.tip = Uint128::new(500);
        terms.bond = bond(CREDIT, LEAVING, 500);
    });
    let (customer, ground) = (world.customer.clone(), Ground::BondNotRefilled {});
    let open = |until| ContractError::RefillOpen { agreement, until };
    let refused = world.refuses_end(&customer, agreement, ground.clone());
    assert_eq!(refused, open(None));
    world.at(START.plus(PERIOD).plus(HOLD_BACK).plus(SECOND));
    world.settle(agreement, 1).unwrap();
    let last = world.now().plus(NOTICE);
    for at in [world.now(), last.minus(SECOND), last] {
        world.at(at);
        let refused = world.refuses_end(&customer, agreement, ground.clone());
        assert_eq!(refused, open(Some(last)));
    }
    world.at(last.plus(SECOND));
    world.ends(&customer, agreement, ground);
    let ended = AgreementStatus::AwaitingSettlement;
    assert_eq!(world.status(agreement), ended);
}

#[test]
fn after_a_notice_it_still_ends_at_once() {
    let (mut world, agreement) = running(|_| {});
    let (customer, asset) = (world.customer.clone(), Asset::native(USD));
    world.at(START.plus(Seconds::days(20)));
    late_from(&mut world, agreement, (START, 3, Seconds(1)));
    world.gives_notice(agreement);
    assert_eq!(world.agreement(agreement).periods, 2);
    let before = world.balance(&customer, &asset);
    world.ends(&customer, agreement, three());
    assert_eq!(world.balance(&customer, &asset), before + FEE + 3_334);
    assert_eq!(world.agreement(agreement).periods, 1);
}

#[test]
fn nobody_else_leaves_for_cause_and_nobody_when_cover_is_over() {
    let (mut world, agreement) = running(|_| {});
    let customer = world.customer.clone();
    world.at(START.plus(DAY));
    late_from(&mut world, agreement, (START.plus(SECOND), 3, TARGET));
    let refused = ContractError::NotCustomer {
        agreement,
        customer: customer.clone(),
    };
    for person in [&world.owner, &world.provider, &world.sink, &world.stranger].map(Clone::clone) {
        let ground = three();
        let msg = ExecuteMsg::Terminate { agreement, ground };
        assert_eq!(world.refuses(&person, msg), refused);
    }
    let until = world.agreement(agreement).until;
    let over = ContractError::CoverOver { agreement, until };
    for at in [until, until.plus(SECOND)] {
        world.at(at);
        assert_eq!(world.refuses_end(&customer, agreement, three()), over);
    }
}
