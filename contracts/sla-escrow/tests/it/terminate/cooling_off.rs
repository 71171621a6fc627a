//! given an agreement with a cooling-off of seven days
//! └── when its customer takes everything back
//!     ├── all of it is back, the bond is free, and it has ended
//!     ├── it can be done until the last second of the seven days, also after a notice
//!     ├── it is refused once a ticket was opened
//!     ├── it is refused where the terms have none
//!     ├── credits already given are not returned twice
//!     └── a credit that waits is decided; cancelled, it is the payer's

use aftercare_domain::money::Bps;
use aftercare_domain::time::Seconds;
use aftercare_interface::sla_escrow::{
    AgreementStatus, Arbitration, EndReason, ExecuteMsg, Ground, PlanTerms, Release,
};
use aftercare_interface::Asset;
use aftercare_sla_escrow::ContractError;

use crate::world::terms::{changed, cursor, document, late, FEE, TARGET};
use crate::world::{has_event, World, START, USD};

const SECOND: Seconds = Seconds(1);
const WEEK: Seconds = Seconds::days(7);

fn running(change: impl FnOnce(&mut PlanTerms)) -> (World, u64) {
    let mut world = World::new();
    let plan = world.publish(changed(&Asset::native(USD), |terms| {
        terms.cooling_off = WEEK;
        change(terms);
    }));
    let agreement = world.subscribe(plan, 6);
    (world, agreement)
}

fn back() -> Ground {
    Ground::CoolingOff {}
}

#[test]
fn everything_is_back_and_it_has_ended() {
    let (mut world, agreement) = running(|_| {});
    let (customer, asset) = (world.customer.clone(), Asset::native(USD));
    let before = world.balance(&customer, &asset);
    world.at(START.plus(WEEK));
    let done = world.ends(&customer, agreement, back());
    assert!(has_event(&done, "agreement-ended"));
    assert_eq!(world.balance(&customer, &asset), before + 6 * FEE);
    let ended = AgreementStatus::Ended(EndReason::CooledOff);
    assert_eq!(world.status(agreement), ended);
    let bond = world.bond(&world.provider, &asset);
    assert_eq!((bond.free.u128(), bond.reserved.u128()), (100_000, 0));
    crate::world::replay::agrees(&world);
}

#[test]
fn it_can_be_done_until_its_last_second() {
    let (mut world, agreement) = running(|_| {});
    let customer = world.customer.clone();
    let until = START.plus(WEEK);
    for at in [START, until.minus(SECOND), until] {
        world.at(at);
        assert!(world.end_quoted(agreement, back()).is_ok());
    }
    world.at(until.plus(SECOND));
    let refused = ContractError::CoolingOffOver {
        agreement,
        until: Some(until),
    };
    assert_eq!(world.refuses_end(&customer, agreement, back()), refused);
}

#[test]
fn it_can_be_done_after_a_notice() {
    let (mut world, agreement) = running(|_| {});
    let (customer, asset) = (world.customer.clone(), Asset::native(USD));
    let before = world.balance(&customer, &asset);
    world.gives_notice(agreement);
    world.ends(&customer, agreement, back());
    assert_eq!(world.balance(&customer, &asset), before + 6 * FEE);
}

#[test]
fn whoever_opened_a_ticket_was_served() {
    let (mut world, agreement) = running(|_| {});
    world.tickets(agreement, 1, 0);
    let refused = ContractError::TicketsOpened {
        agreement,
        opened: 1,
    };
    let customer = world.customer.clone();
    assert_eq!(world.refuses_end(&customer, agreement, back()), refused);
}

#[test]
fn terms_without_one_give_none() {
    let (mut world, agreement) = running(|terms| terms.cooling_off = Seconds::ZERO);
    let refused = ContractError::CoolingOffOver {
        agreement,
        until: None,
    };
    let customer = world.customer.clone();
    assert_eq!(world.refuses_end(&customer, agreement, back()), refused);
}

#[test]
fn a_credit_already_given_is_not_returned_twice() {
    let (mut world, agreement) = running(|_| {});
    let (customer, asset) = (world.customer.clone(), Asset::native(USD));
    let before = world.balance(&customer, &asset);
    world.pass(SECOND);
    world.book(agreement, &[late(1, START, TARGET)]).unwrap();
    let quote = world.end_quoted(agreement, back()).unwrap();
    assert_eq!(quote.refund.u128(), 6 * FEE - 500);
    world.ends(&customer, agreement, back());
    assert_eq!(world.balance(&customer, &asset), before + 6 * FEE);
}

#[test]
fn a_credit_that_waits_is_decided_and_the_payers_where_it_is_cancelled() {
    let mut world = World::new();
    let arbitrator = world.sink.clone();
    let asset = Asset::native(USD);
    let plan = world.publish(changed(&asset, |terms| {
        terms.cooling_off = WEEK;
        terms.release = Release::AfterContest { window: WEEK };
        terms.hold_back = Seconds::days(8);
        terms.arbitration = Some(Arbitration {
            arbitrator: arbitrator.clone(),
            time: Seconds::days(3),
            default_split: Bps(10_000),
        });
    }));
    let (customer, payer) = (world.customer.clone(), world.stranger.clone());
    let mut asked = world.subscription(plan, 2);
    asked.beneficiary = Some(customer.to_string());
    let before = [&customer, &payer].map(|one| world.balance(one, &asset));
    world.pay(&payer, &asked, &asset).unwrap();
    world.pass(SECOND);
    world
        .book(1, &[late(1, START, TARGET), late(2, START, TARGET)])
        .unwrap();
    world.ends(&customer, 1, back());
    assert_eq!(world.status(1), AgreementStatus::AwaitingSettlement);
    let contest = ExecuteMsg::Contest {
        agreement: 1,
        miss: cursor(2),
        evidence: document(),
    };
    world.does(&world.provider.clone(), contest);
    let rule = ExecuteMsg::Rule {
        dispute: 1,
        credit_stands: false,
    };
    world.does(&arbitrator, rule);
    world.pass(WEEK.plus(SECOND));
    let poke = ExecuteMsg::Poke {
        agreement: 1,
        limit: 30,
    };
    world.does(&world.stranger.clone(), poke);
    let after = [&customer, &payer].map(|one| world.balance(one, &asset));
    assert_eq!(after, [before[0] + 500, before[1] - 500]);
    let ended = AgreementStatus::Ended(EndReason::CooledOff);
    assert_eq!(world.status(1), ended);
}
