//! given a credit that got all that it wants, at once or with what another left
//! └── when a further one is cancelled: there is nothing to look for
//! given a credit that a cap cut short
//! ├── when it waits in as many parts as there can be: what is decided of it makes room for what it lacks
//! ├── when another one is released: that leaves no room, and there is nothing to look for
//! ├── when it is quoted: it adds nothing, and nothing waits
//! ├── when another is cancelled: `poke` credits it, and it waits as if it were booked now
//! ├── when later terms pay at once: it finds room all the same; where all terms do, nothing is kept to look at
//! ├── when there are more than one message looks at: the next goes on
//! ├── when the customer took its period back: it finds none there
//! └── when its period is settled by then: what has returned there is credited, until the provider has it

use aftercare_domain::credit::{Caps, Threshold};
use aftercare_domain::money::Bps;
use aftercare_domain::time::Seconds;
use aftercare_interface::sla_escrow::{
    Amendment, CreditQuote, ExecuteMsg, Ground, PlanTerms, QueryMsg, Release,
};
use aftercare_interface::Role;
use aftercare_sla_escrow::state::{STARVED, TERMS};
use cosmwasm_std::Storage;

use super::{next_step, tickets};
use crate::world::terms::{late, tier, HOLD_BACK, PERIOD, TARGET};
use crate::world::waiting::{after_contest, Case, SECOND, WINDOW};
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
fn what_was_cut_short_finds_room_though_later_terms_pay_at_once() {
    let mut case = Case::new(0, narrow);
    let old: PlanTerms = read(&case, |storage| TERMS.load(storage, 1).unwrap());
    let amendment = ExecuteMsg::Amend(Amendment {
        agreement: 1,
        from_period: 1,
        terms: PlanTerms {
            release: Release::Immediate,
            ..old
        },
    });
    let (provider, customer) = (case.world.provider.clone(), case.world.customer.clone());
    case.world.does(&provider, amendment);
    let (accept, _) = case.world.acceptance(1, 0);
    case.world.does(&customer, accept);
    case.book(&tickets(1..=2));
    case.contest(1);
    case.rule(1, false).unwrap();
    case.poke(30).unwrap();
    assert_eq!(case.ledger().credited.u128(), 1_000, "of the second");
}

#[test]
fn what_is_cut_short_where_nothing_is_ever_cancelled_is_not_kept() {
    for (release, kept) in [
        (Release::Immediate, 0),
        (Release::AfterContest { window: WINDOW }, 1),
    ] {
        let mut case = Case::new(0, |terms| {
            narrow(terms);
            terms.release = release;
        });
        case.book(&tickets(1..=2));
        let rows = read(&case, |storage| {
            STARVED.of(storage, 1, (None, None)).count()
        });
        assert_eq!(rows, kept);
    }
}

/// What the contract's storage says.
fn read<T>(case: &Case, question: impl FnOnce(&dyn Storage) -> T) -> T {
    let world = &case.world;
    question(&*world.app.contract_storage(&world.escrow))
}

#[test]
fn what_got_all_that_it_wants_looks_for_no_room() {
    let mut case = Case::new(0, after_contest);
    case.book(&tickets(1..=2));
    case.contest(1);
    case.rule(1, false).unwrap();
    assert_eq!(refusal(case.poke(30)), case.nothing_due());

    // The second is cut short, fills the room that the first leaves, and looks for none after that.
    let mut case = Case::new(0, |terms| {
        narrow(terms);
        terms.schedule.resolution = vec![tier(Threshold::LateSeconds(SECOND), 600)];
    });
    case.book(&tickets(1..=2));
    case.contest(1);
    case.rule(1, false).unwrap();
    case.poke(30).unwrap();
    assert_eq!(case.ledger().credited.u128(), 600);
    case.contest(2);
    case.rule(2, false).unwrap();
    assert!(case.ledger().credited.is_zero());
    assert_eq!(refusal(case.poke(30)), case.nothing_due());
}

#[test]
fn what_a_cap_cuts_to_nothing_waits_for_nothing() {
    let mut case = Case::new(0, narrow);
    case.book(&tickets(1..=1));
    let quote: CreditQuote = case.world.ask(QueryMsg::QuoteCredit {
        agreement: case.agreement,
        miss: tickets(2..=2).remove(0),
    });
    assert_eq!((quote.want.u128(), quote.added.u128()), (1_000, 0));
    assert_eq!(quote.waits_for, None);
}

#[test]
fn what_was_cut_short_finds_nothing_in_a_period_that_was_taken_back() {
    let mut case = Case::new(0, |terms| {
        narrow(terms);
        terms.caps.ticket = Bps(500);
        terms.cooling_off = Seconds::days(7);
    });
    case.book(&tickets(1..=3));
    case.contest(1);
    let customer = case.world.customer.clone();
    case.world.ends(&customer, 1, Ground::CoolingOff {});
    assert_eq!(case.gain(|case| drop(case.rule(1, false).unwrap())), 500);
    case.poke(30).unwrap();
    assert_eq!(case.ledger().credited.u128(), 500, "of the second alone");
    replay::agrees(&case.world);
}

#[test]
fn what_is_released_leaves_no_room() {
    let mut case = Case::new(0, narrow);
    case.book(&tickets(1..=2));
    case.world.pass(WINDOW.plus(SECOND));
    assert_eq!(case.gain(|case| drop(case.poke(1).unwrap())), 1_000);
    assert_eq!(refusal(case.poke(1)), case.nothing_due());
}

#[test]
fn what_is_cut_short_in_sixteen_parts_takes_more_once_one_is_decided() {
    let mut case = Case::new(0, |terms| {
        narrow(terms);
        terms.schedule.resolution = vec![
            tier(Threshold::LateSeconds(SECOND), 50),
            tier(Threshold::LateSeconds(TARGET), 1_000),
        ];
    });
    // Twenty take what a block may give; of what they lose the last one takes a part at a time.
    case.book(&tickets(1..=20));
    case.book(&[late(21, START, TARGET)]);
    let parts = |case: &Case| case.misses().pop().unwrap().waiting.len();
    for dispute in 1..=17 {
        case.world.pass(SECOND);
        case.contest(dispute);
        case.rule(dispute, false).unwrap();
        case.poke(30).unwrap();
    }
    assert_eq!((parts(&case), case.ledger().credited.u128()), (16, 950));
    case.world.pass(WINDOW.minus(Seconds(15)));
    case.poke(30).unwrap();
    assert_eq!((parts(&case), case.ledger().credited.u128()), (16, 1_000));
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
