//! given an agreement whose credits wait for a contest
//! ├── when a miss is booked: its credit is visible and waits, and the quote has said so
//! ├── when it grows: each rise is a part with a window of its own
//! ├── when the provider contests
//! │   ├── it can until the last second of the window, and not in the next
//! │   ├── all that waits, and what is added later, waits for one ruling
//! │   └── what its window had released before is the customer's
//! └── when it is contested again, by others, with malformed evidence, or nothing waits: refused
//! given an agreement whose credits leave at once
//! └── when one is contested: refused, because nothing waits

use aftercare_domain::time::Seconds;
use aftercare_interface::sla_escrow::{CreditQuote, ExecuteMsg, QueryMsg, WaitingReason};
use aftercare_interface::Commitment;
use aftercare_kit::KitError;
use aftercare_sla_escrow::ContractError;
use cosmwasm_std::Uint128;

use crate::world::terms::{cursor, document, late, TARGET};
use crate::world::waiting::{after_contest, Case, RULING, SECOND, WINDOW};
use crate::world::{event, replay, word, START};

#[test]
fn a_credit_is_visible_at_once_and_leaves_when_its_window_is_over() {
    for place in [0, 1] {
        let mut case = Case::new(place, after_contest);
        let miss = late(7, START, SECOND);
        let quote: CreditQuote = case.world.ask(QueryMsg::QuoteCredit {
            agreement: 1,
            miss: miss.clone(),
        });
        assert_eq!(quote.waits_for, Some(WaitingReason::Contest));
        assert_eq!(quote.added, Uint128::new(200));
        let booked = case.world.now();
        assert_eq!(case.gain(|case| drop(case.book(&[miss]))), 0);
        let ledger = case.ledger();
        assert_eq!((ledger.waiting.u128(), ledger.credited.u128()), (200, 200));
        assert_eq!(ledger.escrowed.u128(), 29_800);
        assert_eq!(case.lines(), [(200, booked.plus(WINDOW))]);
        let due = case.world.agreement(1).next_due;
        assert_eq!(due, Some(booked.plus(WINDOW).plus(SECOND)));
        case.world.at(booked.plus(WINDOW).plus(SECOND));
        assert_eq!(case.gain(|case| drop(case.poke(1).unwrap())), 200);
        assert!(case.ledger().waiting.is_zero() && case.lines().is_empty());
        replay::agrees(&case.world);
    }
}

#[test]
fn each_rise_has_a_window_of_its_own_and_leaves_alone() {
    let mut case = Case::new(0, after_contest);
    let first = case.world.now();
    case.book(&[late(7, START, SECOND)]);
    case.world.pass(Seconds::hours(9));
    let second = case.world.now();
    case.book(&[late(7, START, TARGET)]);
    let lines = [(200, first.plus(WINDOW)), (300, second.plus(WINDOW))];
    assert_eq!(case.lines(), lines);
    case.world.at(first.plus(WINDOW).plus(SECOND));
    assert_eq!(case.gain(|case| drop(case.poke(30).unwrap())), 200);
    assert_eq!(case.lines(), lines[1..]);
    case.world.at(second.plus(WINDOW).plus(SECOND));
    assert_eq!(case.gain(|case| drop(case.poke(30).unwrap())), 300);
    replay::agrees(&case.world);
}

#[test]
fn two_rises_of_one_second_are_one_part() {
    let mut case = Case::new(0, after_contest);
    let now = case.world.now();
    case.book(&[late(7, START, SECOND), late(7, START, TARGET)]);
    assert_eq!(case.lines(), [(500, now.plus(WINDOW))]);
    replay::agrees(&case.world);
}

#[test]
fn a_contest_is_in_time_until_the_last_second_of_the_window() {
    for (later, in_time) in [
        (Seconds(WINDOW.0 - 1), true),
        (WINDOW, true),
        (WINDOW.plus(SECOND), false),
    ] {
        let mut case = Case::new(0, after_contest);
        case.book(&[late(7, START, SECOND)]);
        case.world.pass(later);
        if in_time {
            let done = case.contest(7);
            assert_eq!(word(event(&done, "credit-contested"), "amount"), "200");
        } else {
            let refused = ContractError::NothingToContest { agreement: 1 };
            assert_eq!(case.contest_refused(7), refused);
        }
    }
}

#[test]
fn all_that_waits_and_what_is_added_later_waits_for_one_ruling() {
    let mut case = Case::new(0, after_contest);
    case.book(&[late(7, START, SECOND)]);
    case.world.pass(Seconds::hours(9));
    case.book(&[late(7, START, TARGET)]);
    let until = case.world.now().plus(RULING);
    let done = case.contest(7);
    let told = event(&done, "credit-contested");
    for (key, value) in [
        ("agreement", "1"),
        ("subject", "7"),
        ("metric", "resolution"),
        ("dispute", "1"),
        ("arbitrator", case.arbitrator.as_str()),
        ("amount", "500"),
        ("default_split", "6000"),
        ("until", &until.to_string()),
    ] {
        assert_eq!(word(told, key), value);
    }
    assert_eq!(case.lines(), [(500, until)]);
    case.world.pass(Seconds::days(3));
    let worse = late(7, START, Seconds(TARGET.0 * 3));
    let quote: CreditQuote = case.world.ask(QueryMsg::QuoteCredit {
        agreement: 1,
        miss: worse.clone(),
    });
    assert_eq!(quote.waits_for, Some(WaitingReason::Ruling));
    case.book(&[worse]);
    assert_eq!(case.lines(), [(1_000, until)]);
    let dispute = case.dispute(1);
    assert_eq!(dispute.waiting.u128(), 1_000);
    assert_eq!(dispute.credit_stands, None);
    assert_eq!((dispute.agreement, dispute.miss), (1, cursor(7)));
    replay::agrees(&case.world);
}

#[test]
fn what_its_window_had_released_is_paid_with_the_contest_of_the_rest() {
    let mut case = Case::new(0, after_contest);
    case.book(&[late(7, START, SECOND)]);
    case.world.pass(WINDOW);
    case.book(&[late(7, START, TARGET)]);
    case.world.pass(SECOND);
    assert_eq!(case.gain(|case| drop(case.contest(7))), 200);
    assert_eq!(case.dispute(1).waiting.u128(), 300);
    replay::agrees(&case.world);
}

#[test]
fn who_may_contest_what_and_how_often() {
    let mut case = Case::new(0, after_contest);
    let unknown = ContractError::UnknownMiss { agreement: 1 };
    assert_eq!(case.contest_refused(7), unknown);
    case.book(&[late(7, START, SECOND)]);
    let (customer, stranger) = (case.world.customer.clone(), case.world.stranger.clone());
    let provider = case.world.provider.clone();
    let msg = case.contest_msg(7);
    for other in [customer, stranger] {
        let refused = ContractError::NotProvider {
            provider: provider.clone(),
        };
        assert_eq!(case.world.refuses(&other, msg.clone()), refused);
    }
    let malformed = ExecuteMsg::Contest {
        agreement: 1,
        miss: cursor(7),
        evidence: Commitment {
            hash: [7; 31].into(),
            ..document()
        },
    };
    let refused = KitError::Hash {
        field: "evidence",
        length: 31,
    };
    assert_eq!(case.world.refuses(&provider, malformed), refused.into());
    let nowhere = ExecuteMsg::Contest {
        agreement: 2,
        miss: cursor(7),
        evidence: document(),
    };
    let refused = ContractError::UnknownAgreement { agreement: 2 };
    assert_eq!(case.world.refuses(&provider, nowhere), refused);
    case.contest(7);
    let again = ContractError::AlreadyContested { dispute: 1 };
    assert_eq!(case.contest_refused(7), again);
    case.rule(1, true).unwrap();
    assert_eq!(case.contest_refused(7), again);
}

#[test]
fn a_credit_that_leaves_at_once_cannot_be_contested() {
    let mut case = Case::new(0, |_| ());
    assert_eq!(
        case.gain(|case| drop(case.book(&[late(7, START, SECOND)]))),
        200
    );
    let refused = ContractError::NothingToContest { agreement: 1 };
    assert_eq!(case.contest_refused(7), refused);
    assert_eq!(refusal_of_poke(&mut case), case.nothing_due());
}

fn refusal_of_poke(case: &mut Case) -> ContractError {
    crate::world::refusal(case.poke(30))
}
