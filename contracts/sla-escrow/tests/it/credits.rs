//! given a running agreement
//! └── when its registry books misses
//!     ├── the credit is with the customer in the same transaction
//!     ├── several misses are one transfer
//!     ├── a lateness that grows is credited its difference only, and the same in one step or many
//!     ├── a measure not above the stored one, or below the first tier, changes nothing
//!     ├── a due before the start, at the end, in the future or in a settled period credits nothing
//!     ├── a due just inside the term credits, up to the last second of the hold-back
//!     ├── no cap is passed: ticket, period, block
//!     ├── a key stays in the period in which it was first booked, under that period's cap
//!     └── when the transfer fails: the credit waits as the customer's claim
//! given anybody but the agreement's own registry
//! └── when it books: refused, the owner and a later registry included
//! given a list of none or more than 30 misses
//! └── it is refused
//! given a question what a miss would add
//! └── the answer is what booking it does

use aftercare_domain::policy::Metric;
use aftercare_domain::time::{Seconds, UnixTime};
use aftercare_interface::sla_escrow::{
    CreditQuote, ExecuteMsg, LedgerResponse, Miss, MissCursor, MissResponse, QueryMsg,
};
use aftercare_interface::{Asset, Page};
use aftercare_kit::KitError;
use aftercare_sla_escrow::ContractError;
use cosmwasm_std::Uint128;

use crate::world::audit::claim;
use crate::world::terms::{late, terms, HOLD_BACK, PERIOD, TARGET};
use crate::world::token::{turn, Mood};
use crate::world::{event, has_event, number, refusal, said, word, World, START, USD};

const SECOND: Seconds = Seconds(1);

struct Case {
    world: World,
    agreement: u64,
    asset: Asset,
}

/// A running agreement of some periods, an hour after its start.
fn running(place: usize, periods: u32) -> Case {
    let mut world = World::new();
    let asset = world.assets()[place].clone();
    let plan = world.publish(terms(&asset));
    let agreement = world.subscribe(plan, periods);
    world.pass(Seconds::hours(1));
    Case {
        world,
        agreement,
        asset,
    }
}

impl Case {
    /// What booking these gives the customer.
    fn gain(&mut self, misses: &[Miss]) -> u128 {
        let customer = self.world.customer.clone();
        let before = self.world.balance(&customer, &self.asset);
        self.world.book(self.agreement, misses).unwrap();
        self.world.balance(&customer, &self.asset) - before
    }

    fn ledger(&self) -> LedgerResponse {
        self.world.ask(QueryMsg::Ledger {
            agreement: self.agreement,
        })
    }

    fn misses(&self) -> Vec<MissResponse> {
        let page: Page<MissResponse, MissCursor> = self.world.ask(QueryMsg::Misses {
            agreement: self.agreement,
            start_after: None,
            limit: Some(30),
        });
        page.rows
    }
}

#[test]
fn a_credit_is_with_the_customer_in_the_same_transaction() {
    for place in [0, 1] {
        let mut case = running(place, 3);
        assert_eq!(case.gain(&[late(7, START, SECOND)]), 200);
        let ledger = case.ledger();
        assert_eq!(ledger.credited, Uint128::new(200));
        assert_eq!(ledger.escrowed, Uint128::new(29_800));
        assert!(ledger.credited_from_bond.is_zero() && ledger.credited_as_debt.is_zero());
    }
}

#[test]
fn its_event_tells_the_key_the_measure_and_what_it_is_now() {
    let mut case = running(0, 3);
    case.gain(&[late(7, START, SECOND)]);
    let done = case.world.book(1, &[late(7, START, TARGET)]).unwrap();
    let told = event(&done, "miss-booked");
    for (key, value) in [
        ("subject", "7"),
        ("metric", "resolution"),
        ("period", "0"),
        ("want", "500"),
        ("credited", "500"),
        ("added", "300"),
        ("from_fee", "300"),
        ("from_bond", "0"),
        ("as_debt", "0"),
    ] {
        assert_eq!(word(told, key), value);
    }
    let told = event(&done, "agreement-updated");
    assert_eq!(word(told, "escrowed"), "29500");
    assert_eq!(word(told, "credited"), "500");
    // What is nothing is not said.
    for nothing in ["withheld", "debt", "credited_as_debt", "paid", "tipped"] {
        assert_eq!(said(told, nothing), None, "{nothing}");
    }
}

#[test]
fn several_misses_are_one_transfer() {
    let mut case = running(0, 3);
    let misses = [
        late(1, START, SECOND),
        late(2, START, TARGET),
        late(3, START, SECOND),
    ];
    let done = case.world.book(1, &misses).unwrap();
    let transfers = done.events.iter().filter(|event| event.ty == "transfer");
    assert_eq!(transfers.count(), 1);
    assert_eq!(case.ledger().credited, Uint128::new(900));
}

#[test]
fn a_lateness_that_grows_is_credited_its_difference_only() {
    let mut case = running(0, 3);
    let steps = [
        SECOND,
        Seconds(2),
        TARGET,
        Seconds(TARGET.0 * 3),
        Seconds(TARGET.0 * 9),
    ];
    let gains = steps.map(|step| case.gain(&[late(7, START, step)]));
    assert_eq!(gains, [200, 0, 300, 500, 0]);
    let mut at_once = running(0, 3);
    assert_eq!(
        at_once.gain(&[late(7, START, Seconds(TARGET.0 * 9))]),
        1_000
    );
    assert_eq!(case.ledger(), at_once.ledger());
}

#[test]
fn the_same_key_twice_in_one_list_counts_once() {
    let mut case = running(0, 3);
    let miss = late(7, START, SECOND);
    assert_eq!(case.gain(&[miss.clone(), miss.clone(), miss]), 200);
    assert_eq!(case.misses().len(), 1);
}

#[test]
fn a_measure_not_above_the_stored_one_changes_no_byte() {
    let mut case = running(0, 3);
    case.gain(&[late(7, START, TARGET)]);
    let before = case.world.app.dump_wasm_raw(&case.world.escrow);
    for measure in [Seconds::ZERO, SECOND, TARGET] {
        let done = case.world.book(1, &[late(7, START, measure)]).unwrap();
        assert!(!has_event(&done, "miss-booked"));
    }
    assert_eq!(before, case.world.app.dump_wasm_raw(&case.world.escrow));
}

#[test]
fn a_miss_below_the_first_tier_leaves_no_record() {
    let mut case = running(0, 3);
    assert_eq!(case.gain(&[late(7, START, Seconds::ZERO)]), 0);
    assert_eq!(case.misses(), []);
}

#[test]
fn a_due_outside_the_term_succeeds_and_credits_nothing() {
    let mut case = running(0, 2);
    case.world.at(START.plus(Seconds::days(61)));
    let until = START.plus(Seconds::days(60));
    for due in [
        START.minus(SECOND),
        until,
        until.plus(SECOND),
        UnixTime(0),
        UnixTime(u64::MAX),
    ] {
        assert_eq!(case.gain(&[late(7, due, TARGET)]), 0, "{due}");
    }
    assert_eq!(case.misses(), []);
    assert_eq!(case.gain(&[late(7, START, SECOND)]), 200);
    assert_eq!(case.gain(&[late(8, until.minus(SECOND), SECOND)]), 200);
    let periods: Vec<u32> = case.misses().iter().map(|miss| miss.period).collect();
    assert_eq!(periods, [0, 1]);
}

#[test]
fn a_due_that_has_not_passed_is_no_miss_yet() {
    let mut case = running(0, 2);
    let now = case.world.now();
    for (due, gain) in [(now.plus(SECOND), 0), (now, 0), (now.minus(SECOND), 200)] {
        assert_eq!(case.gain(&[late(7, due, SECOND)]), gain, "{due}");
    }
}

#[test]
fn a_settled_period_credits_nothing_and_an_unsettled_one_still_does() {
    let mut case = running(0, 2);
    let last_due = START.plus(PERIOD).minus(SECOND);
    case.world
        .at(START.plus(PERIOD).plus(HOLD_BACK).plus(SECOND));
    assert_eq!(case.gain(&[late(7, last_due, SECOND)]), 200);
    case.world.settle(1, 1).unwrap();
    assert_eq!(case.gain(&[late(7, last_due, TARGET)]), 0);
    assert_eq!(case.gain(&[late(8, START, TARGET)]), 0);
    assert_eq!(case.gain(&[late(8, last_due.plus(SECOND), TARGET)]), 500);
}

#[test]
fn no_ticket_is_credited_above_its_cap_in_a_period() {
    let mut case = running(0, 2);
    let first_response = Miss {
        metric: Metric::FirstResponse,
        ..late(7, START, TARGET)
    };
    assert_eq!(
        case.gain(&[late(7, START, TARGET), first_response.clone()]),
        1_000
    );
    let misses = case.misses();
    let response = misses
        .iter()
        .find(|miss| miss.key.metric == Metric::FirstResponse);
    let response = response.unwrap();
    assert_eq!(
        (response.want.u128(), response.credited.u128()),
        (1_000, 500)
    );
    let third = Miss {
        cycle: 2,
        ..late(7, START, TARGET)
    };
    assert_eq!(case.gain(&[third]), 0, "all before it count");
    case.world.at(START.plus(PERIOD).plus(SECOND));
    let next = Miss {
        cycle: 1,
        ..late(7, START.plus(PERIOD), TARGET)
    };
    assert_eq!(case.gain(&[next]), 500);
}

#[test]
fn no_period_is_credited_above_its_cap() {
    let mut case = running(0, 2);
    let worst = Seconds(TARGET.0 * 3);
    let gains = [1, 2, 3, 4].map(|ticket| case.gain(&[late(ticket, START, worst)]));
    assert_eq!(gains, [1_000, 1_000, 1_000, 0]);
    case.world.at(START.plus(PERIOD).plus(SECOND));
    assert_eq!(case.gain(&[late(5, START.plus(PERIOD), worst)]), 1_000);
}

#[test]
fn no_block_is_credited_above_its_cap_and_the_next_block_starts_anew() {
    let mut case = running(0, 14);
    let worst = Seconds(TARGET.0 * 3);
    let mut gains = vec![];
    for period in 0..14 {
        let due = START.plus(Seconds(PERIOD.0 * period));
        case.world.at(due.plus(SECOND));
        let misses: Vec<Miss> = (0..3).map(|n| late(period * 3 + n, due, worst)).collect();
        gains.push(case.gain(&misses));
    }
    let full = [3_000; 4];
    assert_eq!(gains[..4], full);
    assert_eq!(gains[4..12], [0; 8]);
    assert_eq!(gains[12..], [3_000; 2]);
}

#[test]
fn a_key_stays_in_the_period_in_which_it_was_first_booked() {
    let mut case = running(0, 2);
    case.world.at(START.plus(PERIOD).plus(SECOND));
    case.gain(&[late(7, START, SECOND)]);
    assert_eq!(case.gain(&[late(7, START.plus(PERIOD), TARGET)]), 300);
    assert_eq!(case.misses()[0].period, 0);
}

#[test]
fn a_key_finds_the_cap_of_its_own_period_whatever_its_later_due() {
    let mut case = running(0, 2);
    case.world.at(START.plus(PERIOD).plus(SECOND));
    let worst = Seconds(TARGET.0 * 3);
    let first = case.gain(&[late(7, START, SECOND)]);
    let others: u128 = (1..=3).map(|n| case.gain(&[late(n, START, worst)])).sum();
    assert_eq!(first + others, 3_000, "the first period is at its cap");
    assert_eq!(case.gain(&[late(7, START.plus(PERIOD), TARGET)]), 0);
}

#[test]
fn a_credit_that_cannot_be_delivered_waits_as_the_customers_claim() {
    let mut case = running(1, 2);
    let (customer, token) = (case.world.customer.clone(), case.world.token.clone());
    turn(&mut case.world.app, &token, Mood::Reverting);
    assert_eq!(
        case.gain(&[late(7, START, SECOND), late(8, START, SECOND)]),
        0
    );
    assert_eq!(claim(&case.world, &customer, &case.asset), 400);
    assert_eq!(case.ledger().credited, Uint128::new(400));
    turn(&mut case.world.app, &token, Mood::Honest);
    let asset = case.asset.clone();
    let before = case.world.balance(&customer, &asset);
    case.world.does(
        &customer,
        ExecuteMsg::Withdraw {
            asset: asset.clone(),
        },
    );
    assert_eq!(case.world.balance(&customer, &asset), before + 400);
}

#[test]
fn nobody_but_the_agreements_own_registry_books() {
    let mut case = running(0, 2);
    let book = ExecuteMsg::BookMisses {
        agreement: 1,
        misses: vec![late(7, START, TARGET)],
        keeper: None,
    };
    let refused = ContractError::ForeignPeer {
        agreement: 1,
        registry: Some(case.world.registry.clone()),
        monitoring: None,
    };
    let owner = case.world.owner.clone();
    let second = crate::world::puppet::install(&mut case.world.app, &owner);
    let escrow = case.world.escrow.clone();
    for sender in case.world.people().into_iter().chain([second, escrow]) {
        assert_eq!(case.world.refuses(&sender, book.clone()), refused);
    }
}

#[test]
fn misses_of_no_agreement_and_lists_out_of_bounds_are_refused() {
    let mut case = running(0, 2);
    let miss = late(7, START, SECOND);
    let unknown = ContractError::UnknownAgreement { agreement: 2 };
    assert_eq!(
        refusal(case.world.book(2, std::slice::from_ref(&miss))),
        unknown
    );
    for count in [0, 31] {
        let misses: Vec<Miss> = vec![miss.clone(); count];
        let refused = KitError::Count {
            field: "misses",
            count,
            min: 1,
            max: 30,
        };
        assert_eq!(refusal(case.world.book(1, &misses)), refused.into());
    }
    let misses: Vec<Miss> = (0..30).map(|ticket| late(ticket, START, SECOND)).collect();
    assert_eq!(case.gain(&misses), 3_000);
}

#[test]
fn what_a_miss_would_add_is_what_booking_it_adds() {
    let mut case = running(0, 2);
    let worst = Seconds(TARGET.0 * 3);
    let acts = [
        (1, SECOND),
        (1, worst),
        (2, worst),
        (3, TARGET),
        (4, worst),
        (5, SECOND),
    ];
    for (ticket, measure) in acts {
        let miss = late(ticket, START, measure);
        let quote: CreditQuote = case.world.ask(QueryMsg::QuoteCredit {
            agreement: 1,
            miss: miss.clone(),
        });
        assert_eq!(quote.period, Some(0));
        assert_eq!(
            quote.added,
            quote.from_fee + quote.from_bond + quote.as_debt
        );
        assert_eq!(case.gain(&[miss]), quote.added.u128());
    }
    let outside: CreditQuote = case.world.ask(QueryMsg::QuoteCredit {
        agreement: 1,
        miss: late(9, START.minus(SECOND), TARGET),
    });
    assert_eq!(
        (outside.period, outside.want.u128(), outside.added.u128()),
        (None, 0, 0)
    );
}

#[test]
fn one_agreements_credits_touch_no_other() {
    let mut world = World::new();
    let asset = Asset::native(USD);
    let plan = world.publish(terms(&asset));
    let (one, other) = (world.subscribe(plan, 2), world.subscribe(plan, 2));
    world.pass(SECOND);
    let before: LedgerResponse = world.ask(QueryMsg::Ledger { agreement: other });
    let done = world.book(one, &[late(7, START, TARGET)]).unwrap();
    assert_eq!(number(&done, "miss-booked", "agreement"), one);
    let after: LedgerResponse = world.ask(QueryMsg::Ledger { agreement: other });
    assert_eq!(before, after);
}
