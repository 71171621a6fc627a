//! given an agreement that excuses force majeure
//! ├── when the provider declares an interval
//! │   ├── a credit waits if its due lies inside, from its first second to its last, and is later than the
//! │   │   declaration
//! │   └── refused: others, malformed evidence, nothing to excuse, more time or more often than agreed
//! ├── when a credit waits for an objection
//! │   ├── in silence it is cancelled in the first second after the window
//! │   ├── a later rise is asked about again, and only the rise
//! │   └── the customer objects until the last second, and not in the next; nobody else does
//! └── when the customer has objected
//!     ├── in silence of the provider it is paid in the first second after the window
//!     └── the provider contests until the last second, and it goes to the arbitrator

use aftercare_domain::policy::DEFAULT_CONFIRM_WINDOW;
use aftercare_domain::time::{Seconds, UnixTime};
use aftercare_interface::sla_escrow::{
    Declaration, ExecuteMsg, QueryMsg, WaitingReason, MAX_CONTEST_WINDOW,
};
use aftercare_interface::Commitment;
use aftercare_kit::KitError;
use aftercare_sla_escrow::ContractError;

use crate::world::terms::{document, late, PERIOD, TARGET};
use crate::world::waiting::{excusing, Case, EXCUSABLE, SECOND};
use crate::world::{event, refusal, replay, word, START};

/// First and last second of the interval that is declared in these tests.
const FROM: UnixTime = UnixTime(START.0 + 100_000);
const UNTIL: UnixTime = UnixTime(FROM.0 + 10_000);

/// An interval was declared and a miss of a due in it is booked, a day after it.
fn excused() -> Case {
    let mut case = Case::new(0, excusing);
    case.declare(FROM, UNTIL);
    case.world.at(UNTIL.plus(Seconds::days(1)));
    case.book(&[late(7, FROM, SECOND)]);
    case
}

fn reasons(case: &Case) -> Vec<WaitingReason> {
    let miss = case.misses().remove(0);
    miss.waiting.iter().map(|line| line.reason).collect()
}

#[test]
fn a_due_inside_the_interval_waits_and_one_beside_it_does_not() {
    for (due, waits) in [
        (FROM.minus(SECOND), false),
        (FROM, true),
        (UNTIL, true),
        (UNTIL.plus(SECOND), false),
    ] {
        let mut case = Case::new(0, excusing);
        case.declare(FROM, UNTIL);
        case.world.at(UNTIL.plus(Seconds::days(1)));
        let gained = case.gain(|case| drop(case.book(&[late(7, due, SECOND)])));
        assert_eq!(gained, if waits { 0 } else { 200 }, "{due}");
        let expected: &[WaitingReason] = if waits {
            &[WaitingReason::Objection]
        } else {
            &[]
        };
        assert_eq!(reasons(&case), expected);
        replay::agrees(&case.world);
    }
}

#[test]
fn what_is_declared_in_the_second_of_a_due_or_later_excuses_nothing() {
    for (declared, waits) in [(FROM.minus(SECOND), true), (FROM, false)] {
        let mut case = Case::new(0, excusing);
        case.world.at(declared);
        case.declare(START, UNTIL);
        case.world.at(UNTIL);
        let gained = case.gain(|case| drop(case.book(&[late(7, FROM, SECOND)])));
        assert_eq!(gained, if waits { 0 } else { 200 });
        let all: Vec<Declaration> = case.world.ask(QueryMsg::Declarations { agreement: 1 });
        assert_eq!(
            all,
            [Declaration {
                from: START,
                until: UNTIL,
                declared
            }]
        );
    }
}

#[test]
fn silence_cancels_in_the_first_second_after_the_window() {
    let mut case = excused();
    case.world.pass(DEFAULT_CONFIRM_WINDOW);
    assert_eq!(refusal(case.poke(30)), case.nothing_due());
    case.world.pass(SECOND);
    assert_eq!(case.gain(|case| drop(case.poke(30).unwrap())), 0);
    let ledger = case.ledger();
    assert_eq!(ledger.escrowed.u128(), 30_000);
    assert!(ledger.waiting.is_zero() && ledger.credited.is_zero());
    assert_eq!(case.misses()[0].want.u128(), 200);
    replay::agrees(&case.world);
}

#[test]
fn a_rise_after_silence_is_asked_about_again_and_only_the_rise() {
    let mut case = excused();
    case.world.pass(DEFAULT_CONFIRM_WINDOW.plus(SECOND));
    case.poke(30).unwrap();
    let until = case.world.now().plus(DEFAULT_CONFIRM_WINDOW);
    case.book(&[late(7, FROM, TARGET)]);
    assert_eq!(case.lines(), [(300, until)]);
    assert_eq!(case.ledger().credited.u128(), 300);
    replay::agrees(&case.world);
}

#[test]
fn an_objection_is_in_time_until_the_last_second() {
    for (later, in_time) in [
        (Seconds(DEFAULT_CONFIRM_WINDOW.0 - 1), true),
        (DEFAULT_CONFIRM_WINDOW, true),
        (DEFAULT_CONFIRM_WINDOW.plus(SECOND), false),
    ] {
        let mut case = excused();
        case.world.pass(later);
        if in_time {
            let until = case.world.now().plus(MAX_CONTEST_WINDOW);
            let done = case.object(7);
            assert_eq!(word(event(&done, "excuse-objected"), "amount"), "200");
            assert_eq!(case.lines(), [(200, until)]);
            assert_eq!(reasons(&case), [WaitingReason::Case]);
            replay::agrees(&case.world);
        } else {
            let (customer, msg) = (case.world.customer.clone(), case.object_msg(7));
            let refused = ContractError::NothingToObject { agreement: 1 };
            assert_eq!(case.world.refuses(&customer, msg), refused);
        }
    }
}

#[test]
fn only_the_customer_objects_and_only_to_a_credit_that_waits_for_it() {
    let mut case = excused();
    let (provider, stranger) = (case.world.provider.clone(), case.world.stranger.clone());
    let customer = case.world.customer.clone();
    let msg = case.object_msg(7);
    for other in [provider, stranger] {
        let refused = ContractError::NotCustomer {
            agreement: 1,
            customer: customer.clone(),
        };
        assert_eq!(case.world.refuses(&other, msg.clone()), refused);
    }
    let unknown = ContractError::UnknownMiss { agreement: 1 };
    let msg = case.object_msg(8);
    assert_eq!(case.world.refuses(&customer, msg), unknown);
    let early = ContractError::NothingToContest { agreement: 1 };
    assert_eq!(case.contest_refused(7), early);
    case.object(7);
    let twice = ContractError::NothingToObject { agreement: 1 };
    let msg = case.object_msg(7);
    assert_eq!(case.world.refuses(&customer, msg), twice);
}

#[test]
fn without_a_case_the_credit_is_paid_in_the_first_second_after_the_window() {
    let mut case = excused();
    case.object(7);
    case.world.pass(MAX_CONTEST_WINDOW);
    assert_eq!(refusal(case.poke(30)), case.nothing_due());
    case.world.pass(SECOND);
    let late = ContractError::NothingToContest { agreement: 1 };
    assert_eq!(case.contest_refused(7), late);
    assert_eq!(case.gain(|case| drop(case.poke(30).unwrap())), 200);
    replay::agrees(&case.world);
}

#[test]
fn a_case_in_the_last_second_goes_to_the_arbitrator() {
    for (stands, paid) in [(true, 200), (false, 0)] {
        let mut case = excused();
        case.object(7);
        case.world.pass(MAX_CONTEST_WINDOW);
        case.contest(7);
        assert_eq!(reasons(&case), [WaitingReason::Ruling]);
        assert_eq!(case.gain(|case| drop(case.rule(1, stands).unwrap())), paid);
        replay::agrees(&case.world);
    }
}

#[test]
fn only_the_provider_declares_with_well_formed_evidence_what_the_terms_excuse() {
    let mut case = Case::new(0, excusing);
    let (provider, customer) = (case.world.provider.clone(), case.world.customer.clone());
    let msg = case.declare_msg(FROM, UNTIL);
    let foreign = ContractError::NotProvider {
        provider: provider.clone(),
    };
    assert_eq!(case.world.refuses(&customer, msg), foreign);
    let malformed = ExecuteMsg::DeclareForceMajeure {
        agreement: 1,
        from: FROM,
        until: UNTIL,
        evidence: Commitment {
            media_type: String::new(),
            ..document()
        },
    };
    let refused = case.world.refuses(&provider, malformed);
    assert!(matches!(
        refused,
        ContractError::Kit(KitError::Length {
            field: "evidence",
            ..
        })
    ));
    let mut strict = Case::new(0, |_| ());
    let msg = strict.declare_msg(FROM, UNTIL);
    let refused = ContractError::NotExcusable { agreement: 1 };
    assert_eq!(strict.world.refuses(&provider, msg), refused);
}

#[test]
fn an_interval_holds_a_second_that_could_be_a_due() {
    let mut case = Case::new(0, excusing);
    let (provider, now) = (case.world.provider.clone(), case.world.now());
    let end = START.plus(Seconds(PERIOD.0 * 3));
    for (from, until) in [
        (UNTIL, FROM),
        (START, now),
        (end, end.plus(SECOND)),
        (UnixTime(u64::MAX - 1), UnixTime(u64::MAX)),
    ] {
        let refused = ContractError::EmptyInterval {
            from,
            until,
            now,
            end,
        };
        let msg = case.declare_msg(from, until);
        assert_eq!(case.world.refuses(&provider, msg), refused);
    }
    case.declare(now, now.plus(SECOND));
    case.declare(end.minus(SECOND), end.plus(SECOND));
}

#[test]
fn no_more_time_and_no_more_often_than_agreed() {
    let mut case = Case::new(0, excusing);
    let provider = case.world.provider.clone();
    let most = EXCUSABLE.0;
    let msg = case.declare_msg(FROM, FROM.plus(EXCUSABLE));
    let refused = KitError::Range {
        field: "declared",
        value: u128::from(most) + 1,
        min: 1,
        max: most.into(),
    };
    assert_eq!(case.world.refuses(&provider, msg), refused.into());
    case.declare(FROM, FROM.plus(Seconds(most - 10)));
    for _ in 0..9 {
        case.declare(FROM, FROM);
    }
    let msg = case.declare_msg(FROM, FROM);
    let refused = KitError::Count {
        field: "declarations",
        count: 11,
        min: 1,
        max: 10,
    };
    assert_eq!(case.world.refuses(&provider, msg), refused.into());
    replay::agrees(&case.world);
}
