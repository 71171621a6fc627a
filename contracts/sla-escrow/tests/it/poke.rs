//! given credits that wait
//! ├── when a stranger pokes
//! │   ├── nothing is due in the last second of a window, and the credit leaves in the next
//! │   ├── the oldest come first, at most as many as asked, from 1 to 30
//! │   ├── it earns a tip for each, out of the bond
//! │   └── and `next_step` has said that anyone may
//! ├── when there is no money behind a part of one: it becomes debt only when it is released
//! ├── when it is cancelled: debt goes first, then the bond, then the fee; a whole bond is not short
//! └── when it is the last thing that an agreement waits for: the agreement ends with it
//! given a credit that a cap cut short
//! ├── when another is cancelled: `poke` credits it, and it waits as if it were booked now
//! └── when there are more than one message looks at: the next goes on
//! given a settled period
//! ├── when a credit of it is cancelled: it goes to the provider with the next settlement
//! └── unless one that was cut short finds it before

use aftercare_domain::credit::{Caps, Threshold};
use aftercare_domain::money::Bps;
use aftercare_domain::time::{Seconds, UnixTime};
use aftercare_interface::sla_escrow::{
    AgreementStatus, EndReason, ExecuteMsg, Miss, PlanTerms, QueryMsg, MAX_SETTLE,
};
use aftercare_interface::{NextStep, Role};
use aftercare_kit::KitError;
use aftercare_sla_escrow::ContractError;
use cosmwasm_std::Uint128;

use crate::world::audit::claim;
use crate::world::terms::{late, tier, FEE, HOLD_BACK, PERIOD, TARGET};
use crate::world::waiting::{after_contest, Case, RULING, SECOND, WINDOW};
use crate::world::{event, refusal, replay, word, START};

/// Any lateness credits a tenth of the fee, and a block no more than that.
fn narrow(terms: &mut PlanTerms) {
    after_contest(terms);
    terms.schedule.resolution = vec![tier(Threshold::LateSeconds(SECOND), 1_000)];
    terms.caps = Caps {
        ticket: Bps(1_000),
        period: Bps(1_000),
        block: Bps(1_000),
    };
}

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
fn what_was_cut_short_finds_the_room_that_a_cancelled_credit_leaves() {
    let mut case = Case::new(0, narrow);
    case.book(&tickets(1..=2));
    case.contest(1);
    assert_eq!(refusal(case.poke(30)), case.nothing_due());
    case.rule(1, false).unwrap();
    let step = next_step(&case);
    assert_eq!((step.role, step.action.as_str()), (Role::Anyone, "poke"));
    let now = case.world.now();
    let done = case.poke(30).unwrap();
    let told = event(&done, "miss-booked");
    assert_eq!(word(told, "by"), case.world.escrow.as_str());
    assert_eq!((word(told, "subject"), word(told, "added")), ("2", "1000"));
    assert_eq!(word(told, "until"), now.plus(WINDOW).to_string());
    assert_eq!(refusal(case.poke(30)), case.nothing_due());
    case.world.pass(WINDOW.plus(SECOND));
    assert_eq!(case.gain(|case| drop(case.poke(30).unwrap())), 1_000);
    replay::agrees(&case.world);
}

#[test]
fn a_message_goes_on_where_the_last_one_stopped() {
    let mut case = Case::new(0, |terms| {
        narrow(terms);
        terms.caps.ticket = Bps(300);
        terms.caps.block = Bps(1_000);
    });
    // Three take 300, the fourth what is left of the block's 1,000; forty more find nothing.
    let all = tickets(1..=44);
    for some in all.chunks(30) {
        case.book(some);
    }
    case.contest(1);
    case.rule(1, false).unwrap();
    let filled = |case: &mut Case| {
        let done = case.poke(2).unwrap();
        let booked = done.events.iter();
        let booked = booked.filter(|event| event.ty.ends_with("miss-booked"));
        booked
            .map(|event| word(event, "subject").to_owned())
            .collect::<Vec<_>>()
    };
    assert!(filled(&mut case).is_empty(), "1 was cancelled, 2 is full");
    assert_eq!(filled(&mut case), ["4"]);
    assert_eq!(filled(&mut case), ["5"]);
    for _ in 0..20 {
        assert!(filled(&mut case).is_empty());
    }
    assert_eq!(refusal(case.poke(2)), case.nothing_due());
    assert_eq!(case.ledger().credited.u128(), 1_000);
    replay::agrees(&case.world);
}

#[test]
fn what_was_cut_short_is_paid_of_a_settled_period_as_long_as_there_is_what_returned() {
    let settles = START.plus(PERIOD).plus(HOLD_BACK).plus(SECOND);
    for taken in [false, true] {
        let mut case = Case::new(0, narrow);
        case.world.at(settles.minus(Seconds::days(1)));
        case.book(&tickets(1..=2));
        case.contest(1);
        case.world.at(settles);
        case.world.settle(1, 1).unwrap();
        case.rule(1, false).unwrap();
        assert_eq!(case.ledger().withheld.u128(), 1_000);
        if taken {
            case.world.settle(1, 1).unwrap();
        }
        case.poke(30).unwrap();
        assert_eq!(refusal(case.poke(30)), case.nothing_due());
        let (credited, left) = if taken { (0, 0) } else { (1_000, 0) };
        let ledger = case.ledger();
        assert_eq!(ledger.credited.u128(), credited);
        assert_eq!(ledger.withheld.u128(), left);
        replay::agrees(&case.world);
    }
}

#[test]
fn a_credit_of_a_settled_period_that_falls_goes_to_the_provider() {
    let mut case = Case::new(0, after_contest);
    let settled = START.plus(PERIOD).plus(HOLD_BACK).plus(SECOND);
    case.world.at(settled.minus(Seconds::days(1)));
    case.book(&tickets(7..=7));
    case.contest(7);
    case.world.at(settled);
    case.world.settle(1, 1).unwrap();
    let figures = |case: &Case| {
        let figures: aftercare_interface::sla_escrow::ProviderFiguresResponse =
            case.world.ask(QueryMsg::ProviderFigures {
                provider: case.world.provider.to_string(),
                asset: case.asset.clone(),
            });
        (figures.revenue.u128(), figures.credits.u128())
    };
    assert_eq!(figures(&case), (FEE, 200));
    let done = case.rule(1, false).unwrap();
    assert_eq!(word(event(&done, "credit-cancelled"), "to_fee"), "200");
    assert_eq!(figures(&case), (FEE, 0));
    assert_eq!(case.ledger().withheld.u128(), 200);
    let before = case.ledger();
    case.world.settle(1, 1).unwrap();
    let ledger = case.ledger();
    assert!(ledger.withheld.is_zero());
    let paid = (ledger.paid_to_provider - before.paid_to_provider).u128();
    let fees = (ledger.protocol_fees - before.protocol_fees).u128();
    assert_eq!((paid, fees), (198, 2));
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

const TEN_DAYS: Seconds = Seconds::days(10);

fn start_of(period: u64) -> UnixTime {
    START.plus(Seconds(TEN_DAYS.0 * period))
}

/// Settles all before a period, while tickets keep them open.
fn settle_before(case: &mut Case, period: u64) {
    case.world.at(start_of(period).plus(HOLD_BACK).plus(SECOND));
    case.world.tickets(1, 3, 3);
    case.world.settle(1, 30).unwrap();
}

/// Four periods of ten days; 1,000 for a second, 3,000 for a target late. Two are settled and kept open with
/// 2,000 and 1,000, of which a credit of the second takes all of it and 2,000 of the bond. It waits.
fn drawn_on_the_bond() -> Case {
    let mut case = Case::of(0, 4, |terms| {
        after_contest(terms);
        terms.period_length = TEN_DAYS;
        terms.caps.ticket = Bps(3_000);
        terms.schedule.resolution = vec![
            tier(Threshold::LateSeconds(SECOND), 1_000),
            tier(Threshold::LateSeconds(TARGET), 3_000),
        ];
    });
    case.book(&tickets(1..=1));
    settle_before(&mut case, 2);
    assert_eq!(case.ledger().withheld.u128(), 3_000);
    case.poke(30).unwrap();
    let done = case.book(&[late(2, start_of(1), TARGET)]);
    let told = event(&done, "miss-booked");
    let parts = ["from_fee", "from_bond", "as_debt"].map(|key| word(told, key));
    assert_eq!(parts, ["1000", "2000", "0"]);
    case
}

/// As above, released; and a third period is kept open with 1,000.
fn short_of_money() -> Case {
    let mut case = drawn_on_the_bond();
    case.world.pass(WINDOW.plus(SECOND));
    case.poke(30).unwrap();
    settle_before(&mut case, 3);
    assert_eq!(case.ledger().withheld.u128(), 3_000);
    case
}

#[test]
fn what_nothing_can_pay_is_owed_from_the_release_on() {
    let mut case = short_of_money();
    case.book(&[late(3, start_of(2), TARGET)]);
    let ledger = case.ledger();
    assert_eq!((ledger.waiting.u128(), ledger.debt.u128()), (2_000, 0));
    case.world.pass(WINDOW.plus(SECOND));
    assert_eq!(case.gain(|case| drop(case.poke(30).unwrap())), 2_000);
    assert_eq!(case.ledger().debt.u128(), 1_000);
    replay::agrees(&case.world);
}

fn returned(done: &cw_multi_test::AppResponse) -> [u128; 4] {
    let told = event(done, "credit-cancelled");
    ["unfunded", "to_debt", "to_bond", "to_fee"].map(|key| word(told, key).parse().unwrap())
}

#[test]
fn what_nothing_had_paid_is_cancelled_before_what_the_bond_had() {
    let mut case = short_of_money();
    case.book(&[late(3, start_of(2), TARGET)]);
    case.contest(3);
    case.world.pass(RULING.plus(SECOND));
    let done = case.poke(30).unwrap();
    assert_eq!(returned(&done), [1_000, 0, 200, 0]);
    assert!(case.ledger().debt.is_zero());
    replay::agrees(&case.world);
}

#[test]
fn a_debt_of_the_period_is_paid_with_what_is_cancelled() {
    let mut case = short_of_money();
    case.book(&[late(3, start_of(2), SECOND)]);
    case.contest(3);
    case.book(&[late(4, start_of(2), TARGET)]);
    case.world.pass(WINDOW.plus(SECOND));
    case.poke(30).unwrap();
    assert_eq!(case.ledger().debt.u128(), 1_000);
    let mut done = None;
    let gained = case.gain(|case| done = case.rule(1, false).ok());
    assert_eq!(returned(&done.unwrap()), [0, 1_000, 0, 0]);
    assert_eq!(gained, 1_000);
    assert!(case.ledger().debt.is_zero());
    replay::agrees(&case.world);
}

#[test]
fn a_bond_need_not_be_refilled_once_what_it_gave_has_returned() {
    let mut case = drawn_on_the_bond();
    let provider = case.world.provider.clone();
    let withdraw = ExecuteMsg::WithdrawFreeBond {
        asset: case.asset.clone(),
        amount: Uint128::one(),
    };
    let refused = ContractError::Owes {
        provider: provider.clone(),
        owed: Uint128::zero(),
        short: 1,
    };
    assert_eq!(case.world.refuses(&provider, withdraw.clone()), refused);
    case.contest(2);
    let done = case.rule(1, false).unwrap();
    assert_eq!(returned(&done), [0, 0, 2_000, 1_000]);
    case.world.does(&provider, withdraw);
    replay::agrees(&case.world);
}
