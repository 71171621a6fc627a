//! given the clocks of a ticket
//! ├── only the next response is counted from turn to turn
//! ├── a raise shortens the clock of the customer who waits
//! ├── a raise shortens the first response of an open ticket, and starts none after a reopening
//! ├── a raise starts the resolution that was not promised before
//! ├── a longer interval without a word lasts as long as a whole one
//! ├── another ticket takes up a turn only while the customer waits
//! └── what the resolution has used is nothing where none is promised
//! given what a ticket says in the end
//! ├── a resolution cites what was proposed with it
//! ├── each end has the reason of its act
//! ├── a resolution that stands in time has met its target
//! └── what only a bot said before the customer took it is not measured
//! given updates that were missed
//! ├── an act counts them where it ends their clock, and only there
//! ├── they are missed whatever comes next, and what was not missed is not
//! ├── a word begins no interval that is not promised any more
//! ├── those that a merge has used up leave nothing latched
//! └── a count has reached a tier that begins between what was and what is counted

use aftercare_domain::calendar::Hours;
use aftercare_domain::clock::{Clock, Verdict};
use aftercare_domain::credit::Threshold;
use aftercare_domain::policy::{Metric, ServiceHours, Targets};
use aftercare_domain::ticket::{
    Act, Action, Clocks, CloseReason, Counted, Extra, Periods, Progress, Role, Rules, Stage, Tiers,
    Turn, Used,
};
use aftercare_domain::time::{Seconds, UnixTime};

const TARGETS: Targets = Targets {
    hours: ServiceHours::Always,
    first_response: Some(Seconds(60)),
    next_response: Some(Seconds(120)),
    update: Some(Seconds(1_000)),
    resolution: Some(Seconds(600)),
};
const RULES: Rules<'static> = Rules {
    hours: Hours::Always,
    window: Seconds(500_000),
    targets: Some(&TARGETS),
    periods: Some(Periods {
        from: UnixTime(0),
        length: Seconds(100_000),
    }),
};

fn opened() -> Progress {
    Progress::open(Some(&TARGETS), UnixTime(1_000))
}

fn after(progress: &Progress, action: Action, role: Role, at: u64) -> Progress {
    let act = Act::new((action, role), UnixTime(at));
    progress.act(&act, &RULES).unwrap()
}

/// A ticket whose customer waits for an answer from 1,100 on.
fn waiting() -> Progress {
    let answered = after(&opened(), Action::Reply, Role::Provider, 1_050);
    after(&answered, Action::Reply, Role::Customer, 1_100)
}

#[test]
fn only_the_next_response_is_counted_from_turn_to_turn() {
    let clock = Clock::start(Seconds(60), UnixTime(1_000));
    let ordinal = 3;
    let clocks = Clocks {
        next_response: Some(Turn { ordinal, clock }),
        ..Clocks::default()
    };
    assert_eq!(clocks.ordinal(Metric::NextResponse), 3);
    assert_eq!(clocks.ordinal(Metric::Resolution), 0);
    assert_eq!(Clocks::default().ordinal(Metric::NextResponse), 0);
}

#[test]
fn a_raise_shortens_the_clock_of_the_customer_who_waits() {
    let urgent = Targets {
        next_response: Some(Seconds(20)),
        ..TARGETS
    };
    let raised = waiting().raised(&RULES, &urgent, UnixTime(1_130));
    let turn = raised.clocks.next_response.unwrap();
    assert_eq!(
        (turn.clock.target, turn.clock.used),
        (Seconds(50), Seconds(30))
    );
}

#[test]
fn a_raise_shortens_the_first_response_of_an_open_ticket() {
    let urgent = Targets {
        first_response: Some(Seconds(10)),
        ..TARGETS
    };
    let raise = |progress: &Progress, at| progress.raised(&RULES, &urgent, UnixTime(at));
    let first = raise(&opened(), 1_010).clocks.first_response.unwrap();
    assert_eq!(first.target, Seconds(20));
    let closed = after(&opened(), Action::Cancel, Role::Customer, 1_020);
    let reopened = after(&closed, Action::Reopen, Role::Customer, 1_030);
    assert_eq!(raise(&reopened, 1_040).clocks.first_response, None);
}

#[test]
fn a_raise_starts_the_resolution_that_was_not_promised_before() {
    let silent = Targets {
        resolution: None,
        ..TARGETS
    };
    let rules = Rules {
        targets: Some(&silent),
        ..RULES
    };
    let opened = Progress::open(Some(&silent), UnixTime(1_000));
    let raised = opened.raised(&rules, &TARGETS, UnixTime(1_030));
    let starts = Clock::start(Seconds(600), UnixTime(1_030));
    assert_eq!(raised.clocks.resolution, Some(starts));
}

#[test]
fn a_longer_interval_without_a_word_lasts_as_long_as_a_whole_one() {
    let calm = Targets {
        update: Some(Seconds(5_000)),
        ..TARGETS
    };
    let lowered = opened().lowered(&RULES, &calm, UnixTime(1_200));
    let updates = lowered.clocks.update.unwrap();
    assert_eq!(updates.clock.target, Seconds(5_000));
}

#[test]
fn another_ticket_takes_up_a_turn_only_while_the_customer_waits() {
    let waiting = waiting();
    let used = waiting.clocks.used(&RULES, UnixTime(1_140));
    assert_eq!(used.next_response, Some(Seconds(40)));
    let answered = after(&waiting, Action::Reply, Role::Provider, 1_150);
    let used = answered.clocks.used(&RULES, UnixTime(1_160));
    assert_eq!(used.next_response, None);
}

#[test]
fn what_the_resolution_has_used_is_nothing_where_none_is_promised() {
    let at = UnixTime(1_040);
    assert_eq!(opened().resolution_used(&RULES, at), Seconds(40));
    let nothing = Progress::open(None, UnixTime(1_000));
    assert_eq!(nothing.resolution_used(&RULES, at), Seconds::ZERO);
}

#[test]
fn a_resolution_cites_what_was_proposed_with_it() {
    for role in [Role::Provider, Role::Bot] {
        let act = Act::new((Action::Propose, role), UnixTime(1_010));
        let cites = act.saying(Extra::Cites(vec![7, 9]));
        let proposed = opened().act(&cites, &RULES).unwrap();
        assert_eq!(proposed.stage.cited(), [7, 9], "{role:?}");
        let closed = after(&proposed, Action::Accept, Role::Customer, 1_020);
        assert_eq!(closed.stage.cited(), [7, 9], "{role:?}");
    }
}

#[test]
fn each_end_has_the_reason_of_its_act() {
    let reason = |from: &Progress, action, role| match after(from, action, role, 1_200).stage {
        Stage::Closed { reason, .. } => Some(reason),
        _ => None,
    };
    let open = opened();
    let resolved = after(&open, Action::Propose, Role::Provider, 1_010);
    let suggested = after(&open, Action::Propose, Role::Bot, 1_010);
    for (from, action, role, expected) in [
        (
            &open,
            Action::Cancel,
            Role::Customer,
            CloseReason::Cancelled,
        ),
        (
            &open,
            Action::Decline,
            Role::Provider,
            CloseReason::Declined,
        ),
        (&open, Action::Merge, Role::Customer, CloseReason::Merged),
        (
            &open,
            Action::Duplicate,
            Role::Customer,
            CloseReason::Duplicate,
        ),
        (
            &resolved,
            Action::Accept,
            Role::Customer,
            CloseReason::Confirmed,
        ),
        (&resolved, Action::Lapse, Role::Anyone, CloseReason::Lapsed),
        (
            &suggested,
            Action::Accept,
            Role::Customer,
            CloseReason::Automated,
        ),
    ] {
        assert_eq!(reason(from, action, role), Some(expected));
    }
}

#[test]
fn a_resolution_that_stands_in_time_has_met_its_target() {
    let resolved = after(&opened(), Action::Propose, Role::Provider, 1_600);
    let end = |action, role| {
        let closed = after(&resolved, action, role, 9_000);
        let clock = closed.clocks.resolution.unwrap();
        clock.verdict_at(&RULES.hours, UnixTime(9_000))
    };
    assert_eq!(end(Action::Accept, Role::Customer), Verdict::Met);
    assert_eq!(end(Action::Lapse, Role::Anyone), Verdict::Met);
}

#[test]
fn what_only_a_bot_said_before_the_customer_took_it_is_not_measured() {
    let suggested = after(&opened(), Action::Propose, Role::Bot, 1_010);
    let taken = after(&suggested, Action::Accept, Role::Customer, 1_020);
    let said = |clock: Option<Clock>| clock.unwrap().verdict_at(&RULES.hours, UnixTime(9_000));
    assert_eq!(said(taken.clocks.first_response), Verdict::NotMeasured);
    assert_eq!(said(taken.clocks.resolution), Verdict::Met);
}

#[test]
fn an_act_counts_them_where_it_ends_their_clock_and_only_there() {
    let suggested = after(&opened(), Action::Propose, Role::Bot, 9_000);
    for (from, action, role, counts) in [
        (&opened(), Action::Reply, Role::Provider, true),
        (&opened(), Action::Cancel, Role::Customer, true),
        (&opened(), Action::Reply, Role::Customer, false),
        (&opened(), Action::Note, Role::Provider, false),
        (&suggested, Action::Accept, Role::Customer, true),
        (&suggested, Action::Reject, Role::Customer, false),
    ] {
        let act = Act::new((action, role), UnixTime(9_500));
        let (after, counted) = from.counted_for(&act, &RULES);
        let numbers: Vec<_> = counted.iter().map(|group| group.number).collect();
        let expected = if counts { vec![8] } else { vec![] };
        assert_eq!(numbers, expected, "{action:?} by {role:?}");
        let missed = after.clocks.update.unwrap().missed;
        assert_eq!(missed > 0, counts, "{action:?} by {role:?}");
    }
}

#[test]
fn they_are_missed_whatever_comes_next_and_what_was_not_missed_is_not() {
    let said = |progress: &Progress, at| {
        let updates = progress.clocks.update.unwrap();
        updates.verdict_at(&RULES, UnixTime(at))
    };
    let late = |seconds| Verdict::Missed {
        late: Seconds(seconds),
    };
    assert_eq!(said(&opened(), 2_000), Verdict::Running);
    assert_eq!(said(&opened(), 2_001), late(1));
    let heard = after(&opened(), Action::Reply, Role::Provider, 2_001);
    assert_eq!(said(&heard, 2_002), late(0));
}

#[test]
fn a_word_begins_no_interval_that_is_not_promised_any_more() {
    let silent = Targets {
        update: None,
        ..TARGETS
    };
    let lowered = opened().lowered(&RULES, &silent, UnixTime(1_100));
    let heard = after(&lowered, Action::Reply, Role::Provider, 1_200);
    assert_eq!(heard.clocks.update, lowered.clocks.update);
}

#[test]
fn those_that_a_merge_has_used_up_leave_nothing_latched() {
    let used = Used {
        update: Some(Seconds(1_500)),
        ..Used::default()
    };
    let (taken, counted) = opened().absorbed(&used, &RULES, UnixTime(1_200));
    assert_eq!(counted.map(|group| group.number), Some(1));
    let clock = taken.clocks.update.unwrap().clock;
    assert_eq!((clock.target, clock.missed_due), (Seconds(2_000), None));
}

#[test]
fn a_count_has_reached_a_tier_that_begins_between_what_was_and_what_is_counted() {
    let tiers = Tiers {
        update: vec![Threshold::LateSeconds(Seconds(2)), Threshold::Count(3)],
        ..Tiers::default()
    };
    for (before, number, expected) in [
        (0, 2, false),
        (2, 3, true),
        (0, 5, true),
        (3, 4, false),
        (4, 9, false),
    ] {
        let counted = Counted {
            period: 0,
            before,
            number,
            due: UnixTime(1_000),
        };
        assert_eq!(tiers.reached(&counted), expected, "{before} to {number}");
    }
}
