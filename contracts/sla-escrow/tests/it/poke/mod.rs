//! given credits that wait
//! ├── when a stranger pokes
//! │   ├── nothing is due in the last second of a window, and the credit leaves in the next
//! │   ├── the oldest come first, at most as many as asked, from 1 to 30
//! │   ├── it earns a tip for each, out of the bond
//! │   └── and `next_step` has said that anyone may
//! └── when it is the last thing that an agreement waits for: the agreement ends with it

mod money;
mod room;

use aftercare_domain::time::Seconds;
use aftercare_interface::sla_escrow::{AgreementStatus, EndReason, Miss, QueryMsg, MAX_SETTLE};
use aftercare_interface::{NextStep, Role};
use aftercare_kit::KitError;
use cosmwasm_std::Uint128;

use crate::world::audit::claim;
use crate::world::terms::{late, PERIOD};
use crate::world::waiting::{after_contest, Case, SECOND, WINDOW};
use crate::world::{event, refusal, replay, word, START};

fn next_step(case: &Case) -> NextStep {
    case.world.ask(QueryMsg::NextStep {
        agreement: case.agreement,
    })
}

fn tickets(numbers: std::ops::RangeInclusive<u64>) -> Vec<Miss> {
    numbers.map(|number| late(number, START, SECOND)).collect()
}

#[test]
fn a_credit_leaves_in_the_first_second_after_its_window() {
    for place in [0, 1] {
        let mut case = Case::new(place, after_contest);
        case.book(&tickets(7..=7));
        let due = case.world.now().plus(WINDOW).plus(SECOND);
        assert_eq!(case.world.agreement(1).next_due, Some(due));
        for later in [Seconds(WINDOW.0 - 1), SECOND] {
            case.world.pass(later);
            assert_eq!(refusal(case.poke(30)), case.nothing_due());
            assert_eq!(next_step(&case).role, Role::Provider);
        }
        case.world.pass(SECOND);
        let step = next_step(&case);
        assert_eq!((step.role, step.action.as_str()), (Role::Anyone, "poke"));
        assert_eq!(case.gain(|case| drop(case.poke(30).unwrap())), 200);
        assert_eq!(refusal(case.poke(30)), case.nothing_due());
        replay::agrees(&case.world);
    }
}

#[test]
fn the_oldest_come_first_and_at_most_as_many_as_asked() {
    let mut case = Case::new(0, after_contest);
    for ticket in [9, 3, 6] {
        case.book(&tickets(ticket..=ticket));
        case.world.pass(SECOND);
    }
    case.world.pass(WINDOW.plus(SECOND));
    for ticket in ["9", "3", "6"] {
        let done = case.poke(1).unwrap();
        assert_eq!(word(event(&done, "credit-released"), "subject"), ticket);
    }
    for limit in [0, MAX_SETTLE + 1] {
        let refused = KitError::Range {
            field: "limit",
            value: limit.into(),
            min: 1,
            max: MAX_SETTLE.into(),
        };
        assert_eq!(refusal(case.poke(limit)), refused.into());
    }
    replay::agrees(&case.world);
}

#[test]
fn a_stranger_earns_a_tip_for_each() {
    let mut case = Case::new(0, |terms| {
        after_contest(terms);
        terms.tip = Uint128::new(5);
    });
    case.book(&tickets(1..=3));
    case.world.pass(WINDOW.plus(SECOND));
    case.poke(30).unwrap();
    let stranger = case.world.stranger.clone();
    assert_eq!(claim(&case.world, &stranger, &case.asset), 15);
    assert_eq!(case.ledger().tipped.u128(), 15);
    replay::agrees(&case.world);
}

#[test]
fn an_agreement_ends_with_the_last_credit_that_waits() {
    let mut case = Case::new(0, |terms| {
        after_contest(terms);
        terms.hold_back = WINDOW.plus(Seconds::days(1));
    });
    let end = START.plus(Seconds(PERIOD.0 * 3));
    let settled = end.plus(WINDOW).plus(Seconds::days(1)).plus(SECOND);
    case.world.at(settled.minus(SECOND));
    case.book(&[late(7, end.minus(SECOND), SECOND)]);
    case.world.at(settled);
    case.world.settle(1, 30).unwrap();
    let status = |case: &Case| case.world.agreement(1).status;
    assert_eq!(status(&case), AgreementStatus::AwaitingSettlement);
    case.world.pass(WINDOW);
    assert_eq!(case.gain(|case| drop(case.poke(30).unwrap())), 200);
    assert_eq!(status(&case), AgreementStatus::Ended(EndReason::Completed));
    assert_eq!(refusal(case.poke(30)), case.nothing_due());
    replay::agrees(&case.world);
}
