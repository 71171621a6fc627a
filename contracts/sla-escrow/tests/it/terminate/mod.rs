//! given a running agreement
//! └── when its customer gives notice
//!     ├── whole periods after the one in which the notice runs out come back at once
//!     ├── the period in which it runs out is kept, to the second
//!     ├── it is refused where nothing would come back, and when cover is over
//!     ├── it is refused a second time
//!     ├── it is refused to everybody else
//!     ├── cover ends early: what is due later credits nothing
//!     ├── the kept periods are settled, and it ends as terminated by the customer
//!     ├── when the refund cannot be delivered: it waits as a claim
//!     └── the quote was what it did

mod by_provider;
mod cause;
mod cooling_off;

use aftercare_domain::time::Seconds;
use aftercare_interface::sla_escrow::{
    AgreementResponse, AgreementStatus, EndReason, ExecuteMsg, Ground, LedgerResponse, QueryMsg,
    TerminationQuote,
};
use aftercare_interface::Asset;
use aftercare_sla_escrow::ContractError;
use cosmwasm_std::Uint128;

use crate::world::audit::claim;
use crate::world::terms::{late, terms, FEE, HOLD_BACK, NOTICE, PERIOD, TARGET};
use crate::world::token::{turn, Mood};
use crate::world::{event, word, World, START, USD};

const SECOND: Seconds = Seconds(1);

fn running(periods: u32) -> (World, u64) {
    let mut world = World::new();
    let plan = world.publish(terms(&Asset::native(USD)));
    let agreement = world.subscribe(plan, periods);
    (world, agreement)
}

fn leave(agreement: u64) -> ExecuteMsg {
    let ground = Ground::Notice {};
    ExecuteMsg::Terminate { agreement, ground }
}

fn asked(agreement: u64) -> QueryMsg {
    let ground = Ground::Notice {};
    QueryMsg::QuoteTermination { agreement, ground }
}

#[test]
fn whole_later_periods_come_back_at_once() {
    let (mut world, agreement) = running(6);
    let (customer, asset) = (world.customer.clone(), Asset::native(USD));
    world.pass(Seconds::days(40));
    let before = world.balance(&customer, &asset);
    let done = world.does(&customer, leave(agreement));
    assert_eq!(world.balance(&customer, &asset), before + 4 * FEE);
    let told = event(&done, "terminated");
    let words = ["periods", "refund", "reason"].map(|key| word(told, key));
    assert_eq!(words, ["2", "40000", "terminated_by_customer"]);
    assert_eq!(word(event(&done, "agreement-updated"), "escrowed"), "20000");
    let found: AgreementResponse = world.ask(QueryMsg::Agreement { agreement });
    assert_eq!(found.until, START.plus(Seconds::days(60)));
    assert_eq!((found.periods, found.status), (2, AgreementStatus::Ending));
}

#[test]
fn the_period_in_which_the_notice_runs_out_is_kept_to_the_second() {
    let turn = START.plus(PERIOD).minus(NOTICE);
    for (at, kept) in [(turn.minus(SECOND), 1), (turn, 2), (turn.plus(SECOND), 2)] {
        let (mut world, agreement) = running(3);
        world.at(at);
        let quote: TerminationQuote = world.ask(asked(agreement));
        assert_eq!(quote.periods, kept);
        assert_eq!(quote.refund, Uint128::new(FEE * u128::from(3 - kept)));
    }
}

#[test]
fn a_notice_that_returns_nothing_is_refused() {
    let (mut world, agreement) = running(3);
    let until = START.plus(Seconds::days(90));
    let refused = ContractError::NothingToReturn { agreement, until };
    let over = ContractError::CoverOver { agreement, until };
    let first_late = START.plus(Seconds::days(60)).minus(NOTICE);
    let customer = world.customer.clone();
    for at in [first_late, until.minus(SECOND)] {
        world.at(at);
        assert_eq!(world.refuses(&customer, leave(agreement)), refused);
    }
    for at in [until, until.plus(SECOND)] {
        world.at(at);
        assert_eq!(world.refuses(&customer, leave(agreement)), over);
    }
    world.at(first_late.minus(SECOND));
    world.does(&customer, leave(agreement));
}

#[test]
fn notice_is_given_once() {
    let (mut world, agreement) = running(6);
    let customer = world.customer.clone();
    world.does(&customer, leave(agreement));
    let until = START.plus(PERIOD);
    let refused = ContractError::AlreadyEnding { agreement, until };
    assert_eq!(world.refuses(&customer, leave(agreement)), refused);
    let quote = world.try_ask::<TerminationQuote>(asked(agreement));
    assert_eq!(quote.unwrap_err(), refused);
}

#[test]
fn only_its_customer_ends_an_agreement_and_only_one_that_exists() {
    let (mut world, agreement) = running(6);
    let customer = world.customer.clone();
    let refused = ContractError::NotCustomer {
        agreement,
        customer: customer.clone(),
    };
    for person in [&world.owner, &world.provider, &world.sink, &world.stranger].map(Clone::clone) {
        assert_eq!(world.refuses(&person, leave(agreement)), refused);
    }
    let unknown = ContractError::UnknownAgreement { agreement: 2 };
    assert_eq!(world.refuses(&customer, leave(2)), unknown);
}

#[test]
fn what_is_due_after_the_early_end_credits_nothing() {
    let (mut world, agreement) = running(6);
    world.does(&world.customer.clone(), leave(agreement));
    let until = START.plus(PERIOD);
    world.at(until.plus(SECOND));
    let credited = |world: &World| {
        let ledger: LedgerResponse = world.ask(QueryMsg::Ledger { agreement });
        ledger.credited.u128()
    };
    world.book(agreement, &[late(7, until, TARGET)]).unwrap();
    assert_eq!(credited(&world), 0);
    world
        .book(agreement, &[late(7, until.minus(SECOND), TARGET)])
        .unwrap();
    assert_eq!(credited(&world), 500);
}

#[test]
fn the_kept_periods_are_settled_and_then_it_has_ended() {
    let (mut world, agreement) = running(6);
    let status = |world: &World| {
        let found: AgreementResponse = world.ask(QueryMsg::Agreement { agreement });
        found.status
    };
    world.does(&world.customer.clone(), leave(agreement));
    let until = START.plus(PERIOD);
    world.at(until.minus(SECOND));
    assert_eq!(status(&world), AgreementStatus::Ending);
    world.at(until);
    assert_eq!(status(&world), AgreementStatus::AwaitingSettlement);
    world.at(until.plus(HOLD_BACK).plus(SECOND));
    let done = world.settle(agreement, 30).unwrap();
    assert_eq!(
        word(event(&done, "agreement-ended"), "reason"),
        "terminated_by_customer"
    );
    let reason = EndReason::TerminatedByCustomer;
    assert_eq!(status(&world), AgreementStatus::Ended(reason));
    let ledger: LedgerResponse = world.ask(QueryMsg::Ledger { agreement });
    let sums = [
        ledger.deposited,
        ledger.refunded,
        ledger.paid_to_provider,
        ledger.protocol_fees,
    ];
    assert_eq!(sums.map(|sum| sum.u128()), [60_000, 50_000, 9_900, 100]);
}

#[test]
fn a_refund_that_cannot_be_delivered_waits_as_a_claim() {
    let mut world = World::new();
    let asset = world.assets()[1].clone();
    let plan = world.publish(terms(&asset));
    let agreement = world.subscribe(plan, 2);
    turn(&mut world.app, &world.token.clone(), Mood::Reverting);
    let customer = world.customer.clone();
    world.does(&customer, leave(agreement));
    assert_eq!(claim(&world, &customer, &asset), FEE);
}

#[test]
fn the_quote_is_what_the_notice_does() {
    for day in [0, 10, 16, 29, 30, 75, 100, 135] {
        let (mut world, agreement) = running(6);
        let (customer, asset) = (world.customer.clone(), Asset::native(USD));
        world.pass(Seconds::days(day));
        let quote: TerminationQuote = world.ask(asked(agreement));
        let before = world.balance(&customer, &asset);
        world.does(&customer, leave(agreement));
        let found: AgreementResponse = world.ask(QueryMsg::Agreement { agreement });
        assert_eq!((found.until, found.periods), (quote.until, quote.periods));
        assert_eq!(
            world.balance(&customer, &asset),
            before + quote.refund.u128()
        );
    }
}
