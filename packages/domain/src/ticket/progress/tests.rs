use super::*;
use crate::calendar::Hours;
use crate::clock::Verdict;
use crate::credit::Threshold;
use crate::policy::ServiceHours;
use crate::ticket::{CloseReason, Extra, Periods};

const DAY: u64 = 86_400;
const TARGETS: Targets = Targets {
    hours: ServiceHours::Always,
    first_response: Some(Seconds(60)),
    next_response: Some(Seconds(120)),
    update: Some(Seconds(1_000)),
    resolution: Some(Seconds(600)),
};
const RULES: Rules<'static> = Rules {
    hours: Hours::Always,
    window: Seconds(5 * DAY),
    targets: Some(&TARGETS),
    periods: Some(Periods {
        from: UnixTime(0),
        length: Seconds(10_000),
    }),
};
/// The whole fifth day of UTC after the first hours.
const SIXTH_DAY: u64 = 6 * DAY;

fn opened(resolution: u64) -> Progress {
    let targets = Targets {
        resolution: Some(Seconds(resolution)),
        ..TARGETS
    };
    Progress::open(Some(&targets), UnixTime(1_000))
}

fn after(progress: &Progress, action: Action, role: Role, at: u64) -> Progress {
    said(progress, Act::new((action, role), UnixTime(at)))
}

fn said(progress: &Progress, act: Act) -> Progress {
    let settled = progress.clone().settled(&RULES, act.at);
    settled.act(&act, &RULES).unwrap()
}

fn resolution(progress: &Progress) -> Clock {
    progress.clocks.resolution.unwrap()
}

fn held(progress: &Progress, at: u64, until: u64) -> Progress {
    let act = Act::new((Action::AgreeHold, Role::Customer), UnixTime(at));
    said(progress, act.saying(Extra::Until(UnixTime(until))))
}

#[test]
fn any_first_word_of_a_human_ends_the_first_response_for_good() {
    for action in [
        Action::Reply,
        Action::Ask,
        Action::Propose,
        Action::ProposeHold,
    ] {
        let answered = after(&opened(600), action, Role::Provider, 1_050);
        let clock = answered.clocks.first_response.unwrap();
        assert_eq!((clock.used, clock.phase), (Seconds(50), Phase::Stopped));
    }
}

#[test]
fn a_bots_reply_stops_nothing() {
    let opened = opened(600);
    let greeted = after(&opened, Action::Reply, Role::Bot, 1_001);
    assert_eq!(greeted, opened);
}

#[test]
fn a_pause_keeps_the_used_time_and_the_customers_word_resumes() {
    let asked = after(&opened(600), Action::Ask, Role::Provider, 1_100);
    let back = after(&asked, Action::Reply, Role::Customer, 5_000);
    let used = resolution(&back).used_at(&RULES.hours, UnixTime(5_050));
    assert_eq!(used, Seconds(150));
}

#[test]
fn silence_makes_a_question_a_resolution_and_a_resolution_an_end() {
    let asked = after(&opened(600), Action::Ask, Role::Provider, 1_100);
    let end = SIXTH_DAY;
    let at = |now| asked.clone().settled(&RULES, UnixTime(now));
    assert_eq!(at(end).state(), State::AwaitingCustomer);
    assert_eq!(at(end + 1).state(), State::Resolved);
    assert_eq!(at(end + 1 + 5 * DAY).state(), State::Resolved);
    let closed = Stage::Closed {
        at: UnixTime(end + 2 + 5 * DAY),
        reason: CloseReason::Lapsed,
        cited: vec![],
    };
    assert_eq!(at(end + 2 + 5 * DAY).stage, closed);
    assert_eq!(at(end * 9).stage, closed);
}

#[test]
fn a_second_question_starts_the_window_anew_and_a_remark_does_not() {
    let asked = after(&opened(600), Action::Ask, Role::Provider, 1_100);
    let remark = after(&asked, Action::Reply, Role::Provider, 2_000);
    assert_eq!(remark.stage, asked.stage);
    let again = after(&asked, Action::Ask, Role::Provider, DAY + 1);
    let until = UnixTime(SIXTH_DAY + DAY);
    assert_eq!(again.stage, Stage::AwaitingCustomer { until });
}

#[test]
fn cancelling_in_time_is_not_measured_and_too_late_stays_missed() {
    for (at, verdict) in [
        (1_600, Verdict::NotMeasured),
        (1_601, Verdict::Missed { late: Seconds(1) }),
    ] {
        let cancelled = after(&opened(600), Action::Cancel, Role::Customer, at);
        let found = resolution(&cancelled).verdict_at(&RULES.hours, UnixTime(9_999));
        assert_eq!(found, verdict);
    }
}

#[test]
fn a_reopened_ticket_has_what_was_left_or_a_quarter_rounded_up() {
    for (target, proposed, expected) in [(601, 1_100, 501), (601, 1_600, 151), (601, 9_000, 151)] {
        let resolved = after(&opened(target), Action::Propose, Role::Provider, proposed);
        let closed = after(&resolved, Action::Accept, Role::Customer, proposed + 5);
        let reopened = after(&closed, Action::Reopen, Role::Customer, proposed + 9);
        assert_eq!(resolution(&reopened).target, Seconds(expected));
        assert_eq!(reopened.clocks.first_response, None);
        let turn = reopened.clocks.next_response.unwrap();
        let waits = Clock::start(Seconds(120), UnixTime(proposed + 9));
        assert_eq!((turn.ordinal, turn.clock), (0, waits));
        assert_eq!((reopened.cycle, reopened.state()), (1, State::Open));
    }
}

#[test]
fn the_next_response_runs_from_the_oldest_unanswered_message() {
    let before = after(&opened(600), Action::Reply, Role::Customer, 1_010);
    assert_eq!(before.clocks.next_response, None);
    let answered = after(&before, Action::Reply, Role::Provider, 1_020);
    let first = after(&answered, Action::Reply, Role::Customer, 1_100);
    let second = after(&first, Action::Reply, Role::Customer, 1_150);
    assert_eq!(first.clocks.next_response, second.clocks.next_response);
    let turn = second.clocks.next_response.unwrap();
    assert_eq!(turn.clock, Clock::start(Seconds(120), UnixTime(1_100)));
    let told = after(&second, Action::Ask, Role::Provider, 1_160);
    let turn = told.clocks.next_response.unwrap();
    assert_eq!((turn.ordinal, turn.clock.used), (0, Seconds(60)));
    let again = after(&told, Action::Reply, Role::Customer, 1_300);
    assert_eq!(again.clocks.next_response.unwrap().ordinal, 1);
}

#[test]
fn a_thank_you_starts_no_clock_and_still_ends_a_pause() {
    let asked = after(&opened(600), Action::Ask, Role::Provider, 1_020);
    let thanks = Act::new((Action::Reply, Role::Customer), UnixTime(1_100));
    let thanked = said(&asked, thanks.saying(Extra::NoAnswerNeeded));
    assert_eq!(thanked.clocks.next_response, None);
    assert_eq!(thanked.state(), State::InProgress);
}

#[test]
fn the_second_rejection_counts_the_wait_up_to_a_next_response_target() {
    for (waited, counted) in [(50, 50), (120, 120), (3_000, 120)] {
        let first = after(&opened(600), Action::Propose, Role::Provider, 1_100);
        let rejected = after(&first, Action::Reject, Role::Customer, 1_900);
        assert_eq!(resolution(&rejected).used, Seconds(100));
        let second = after(&rejected, Action::Propose, Role::Provider, 1_950);
        let again = after(&second, Action::Reject, Role::Customer, 1_950 + waited);
        assert_eq!(resolution(&again).used, Seconds(150 + counted));
        let phase = Phase::Running(UnixTime(1_950 + waited));
        assert_eq!(resolution(&again).phase, phase);
    }
}

#[test]
fn a_wait_that_uses_the_target_up_is_due_inside_it() {
    let first = after(&opened(200), Action::Propose, Role::Provider, 1_100);
    let rejected = after(&first, Action::Reject, Role::Customer, 1_200);
    let second = after(&rejected, Action::Propose, Role::Provider, 1_250);
    let again = after(&second, Action::Reject, Role::Customer, 1_400);
    assert_eq!(resolution(&again).missed_due, Some(UnixTime(1_300)));
}

#[test]
fn an_unanswered_question_that_is_rejected_is_no_rejected_proposal() {
    let asked = after(&opened(600), Action::Ask, Role::Provider, 1_100);
    let back = after(&asked, Action::Reject, Role::Customer, SIXTH_DAY + 9);
    assert_eq!(back.rejections, 0);
}

#[test]
fn a_hold_ends_by_itself_and_counts_against_the_budget() {
    let offered = after(&opened(9_000), Action::ProposeHold, Role::Provider, 1_100);
    let waits = held(&offered, 1_200, 5_000);
    assert_eq!(waits.held_at(UnixTime(2_000)), Seconds(800));
    let now = waits.settled(&RULES, UnixTime(5_001));
    assert_eq!((now.state(), now.held), (State::InProgress, Seconds(3_800)));
    let used = resolution(&now).used_at(&RULES.hours, UnixTime(5_011));
    assert_eq!(used, Seconds(200 + 10));
}

#[test]
fn ending_a_pause_keeps_what_was_paused() {
    let offered = after(&opened(9_000), Action::ProposeHold, Role::Provider, 1_100);
    let ended = after(
        &held(&offered, 1_200, 5_000),
        Action::EndPause,
        Role::Customer,
        2_000,
    );
    assert_eq!(
        (ended.state(), ended.held),
        (State::InProgress, Seconds(800))
    );
    assert_eq!(resolution(&ended).used, Seconds(200));
    assert_eq!(ended.clocks.next_response, None);
}

#[test]
fn a_hollow_word_leaves_the_customer_unanswered_from_the_flag_on() {
    let answered = after(&opened(600), Action::Reply, Role::Provider, 1_050);
    assert_eq!(answered.last_word, Some(UnixTime(1_050)));
    let flagged = after(&answered, Action::FlagHollow, Role::Customer, 1_070);
    let turn = flagged.clocks.next_response.unwrap();
    assert_eq!(turn.clock, Clock::start(Seconds(120), UnixTime(1_070)));
    assert_eq!((flagged.hollow, flagged.last_word), (1, None));
}

#[test]
fn missed_updates_are_counted_by_period_and_a_word_begins_a_new_interval() {
    let quiet = opened(99_000);
    let (counted, groups) = quiet.counted(&RULES, UnixTime(12_001), None);
    let seen: Vec<_> = groups
        .iter()
        .map(|g| (g.period, g.before, g.number, g.due.0))
        .collect();
    assert_eq!(seen, [(0, 0, 8, 9_000), (1, 0, 3, 12_000)]);
    let (same, none) = counted.counted(&RULES, UnixTime(12_001), None);
    assert_eq!((same, none), (counted.clone(), vec![]));
    let heard = after(&quiet, Action::Reply, Role::Provider, 12_001);
    let updates = heard.clocks.update.unwrap();
    assert_eq!(
        updates.clock,
        Clock::start(Seconds(1_000), UnixTime(12_001))
    );
    assert_eq!((updates.in_period, updates.missed), (3, 11));
    let (_, groups) = heard.counted(&RULES, UnixTime(13_002), None);
    assert_eq!((groups[0].before, groups[0].number), (3, 4));
}

#[test]
fn an_update_in_the_last_second_of_its_interval_is_in_time() {
    for (at, missed) in [(2_000, 0), (2_001, 1), (3_000, 1), (3_001, 2)] {
        let heard = after(&opened(99_000), Action::Reply, Role::Provider, at);
        assert_eq!(heard.clocks.update.unwrap().missed, missed, "at {at}");
    }
}

#[test]
fn a_confirmed_suggestion_drops_what_was_late_only_after_it() {
    let suggested = after(&opened(600), Action::Propose, Role::Bot, 1_100);
    let taken = after(&suggested, Action::Accept, Role::Customer, 9_000);
    let reason = CloseReason::Automated;
    assert!(matches!(taken.stage, Stage::Closed { reason: r, .. } if r == reason));
    let first = taken.clocks.first_response.unwrap();
    // Its due was before the suggestion.
    assert!(matches!(
        first.verdict_at(&RULES.hours, UnixTime(9_000)),
        Verdict::Missed { .. }
    ));
    let said = resolution(&taken).verdict_at(&RULES.hours, UnixTime(9_000));
    assert_eq!(said, Verdict::NotMeasured);
    assert_eq!(taken.clocks.update.unwrap().missed, 0);
    let in_time = after(&suggested, Action::Accept, Role::Customer, 1_200);
    let said = resolution(&in_time).verdict_at(&RULES.hours, UnixTime(9_000));
    assert_eq!(said, Verdict::Met);
}

#[test]
fn a_rejected_or_forgotten_suggestion_has_stopped_nothing() {
    let suggested = after(&opened(600), Action::Propose, Role::Bot, 1_100);
    let end = 1_100 + 3 * DAY;
    let at = |now| suggested.clone().settled(&RULES, UnixTime(now));
    assert_eq!(at(end).state(), State::Suggested);
    assert_eq!(at(end + 1).state(), State::Open);
    assert_eq!(at(end + 1).clocks, opened(600).clocks);
    let rejected = after(&suggested, Action::Reject, Role::Customer, 1_200);
    assert_eq!(rejected.clocks, opened(600).clocks);
    assert_eq!(rejected.rejections, 0);
}

#[test]
fn a_raise_gives_at_most_a_whole_new_target_and_never_more_than_before() {
    let urgent = Targets {
        first_response: Some(Seconds(10)),
        next_response: Some(Seconds(20)),
        update: Some(Seconds(100)),
        resolution: Some(Seconds(300)),
        ..TARGETS
    };
    for (at, target) in [(1_050, 350), (1_400, 600)] {
        let raised = opened(600).raised(&RULES, &urgent, UnixTime(at));
        assert_eq!(resolution(&raised).target, Seconds(target));
        let used = resolution(&raised).used_at(&RULES.hours, UnixTime(at + 7));
        assert_eq!(used, Seconds(at - 1_000 + 7));
    }
    let raised = opened(600).raised(&RULES, &urgent, UnixTime(1_950));
    assert_eq!(raised.clocks.update.unwrap().clock.target, Seconds(1_000));
    let raised = opened(600).raised(&RULES, &urgent, UnixTime(1_100));
    assert_eq!(raised.clocks.update.unwrap().clock.target, Seconds(200));
    assert_eq!(raised.clocks.first_response.unwrap().target, Seconds(60));
}

#[test]
fn lowering_gives_more_time_and_forgives_nothing() {
    let calm = Targets {
        first_response: Some(Seconds(600)),
        next_response: Some(Seconds(600)),
        update: None,
        resolution: Some(Seconds(6_000)),
        ..TARGETS
    };
    let lowered = opened(600).lowered(&RULES, &calm, UnixTime(1_090));
    assert_eq!(resolution(&lowered).target, Seconds(6_000));
    let first = lowered.clocks.first_response.unwrap();
    assert_eq!(first.target, Seconds(600));
    let miss = first.miss_at(&RULES.hours, UnixTime(1_500)).unwrap();
    assert_eq!((miss.due, miss.late), (UnixTime(1_060), Seconds(30)));
    let miss = first.miss_at(&RULES.hours, UnixTime(1_700)).unwrap();
    assert_eq!((miss.due, miss.late), (UnixTime(1_060), Seconds(100)));
    let ended = lowered.clocks.update.unwrap().clock;
    assert_eq!(ended.phase, Phase::Abandoned);
    let again = lowered.raised(&RULES, &TARGETS, UnixTime(1_100));
    let runs = again.clocks.update.unwrap().clock;
    assert_eq!(runs.phase, Phase::Running(UnixTime(1_100)));
}

#[test]
fn a_merge_takes_the_larger_used_time() {
    let old = opened(600);
    let young = Progress::open(Some(&TARGETS), UnixTime(1_400));
    let young = after(&young, Action::Reply, Role::Provider, 1_410);
    let used = old.clocks.used(&RULES, UnixTime(1_500));
    let (taken, missed) = young.absorbed(&used, &RULES, UnixTime(1_500));
    assert_eq!(missed, None);
    assert_eq!(resolution(&taken).used, Seconds(500));
    assert_eq!(taken.clocks.update.unwrap().clock.used, Seconds(500));
    assert_eq!(taken.clocks.first_response, young.clocks.first_response);
    let used = young.clocks.used(&RULES, UnixTime(1_500));
    let kept = old.absorbed(&used, &RULES, UnixTime(1_500)).0;
    assert_eq!(resolution(&kept).used, Seconds(500));
    let first = kept.clocks.first_response.unwrap();
    assert_eq!(first.missed_due, Some(UnixTime(1_060)));
}

#[test]
fn updates_that_a_merge_uses_up_are_missed_at_once_whether_the_clock_runs_or_waits() {
    let now = UnixTime(6_000);
    let waits = |progress: &Progress| after(progress, Action::Ask, Role::Provider, 5_000);
    let heard = after(&opened(600), Action::Reply, Role::Provider, 5_000);
    for (of, own) in [(heard.clone(), 1_000), (waits(&heard), 0)] {
        // An interval ends with its last second, and is missed in the next.
        for (present, number) in [(999, 0), (1_000, 0), (1_001, 1), (3_000, 2), (3_001, 3)] {
            let used = Used {
                update: Some(Seconds(present)),
                ..Used::default()
            };
            let before = of.clocks.update.unwrap();
            let (taken, missed) = of.absorbed(&used, &RULES, now);
            let updates = taken.clocks.update.unwrap();
            assert_eq!(updates.missed, before.missed + number, "{present} s");
            assert_eq!(updates.clock.used, Seconds(own.max(present)));
            let more = missed.map(|group| (group.number - group.before, group.due));
            let due = UnixTime(5_999);
            assert_eq!(more, (number > 0).then_some((number, due)));
            let none = taken.counted(&RULES, now, None).1;
            assert_eq!(none, [], "they are counted once");
        }
    }
}

#[test]
fn the_next_change_is_the_first_late_second_then_the_next_tier_then_the_lapse() {
    let tiers = Tiers {
        resolution: vec![Threshold::LateSeconds(Seconds(100))],
        ..Tiers::default()
    };
    let progress = opened(600);
    let next = |progress: &Progress| progress.next_change(&RULES, &tiers);
    assert_eq!(next(&progress), Some(UnixTime(1_061)));
    let mut answered = after(&progress, Action::Reply, Role::Provider, 1_010);
    assert_eq!(next(&answered), Some(UnixTime(1_601)));
    assert!(!answered.needs_tiers());
    let late = UnixTime(1_601);
    answered.clocks = answered.clocks.map(|metric, clock| match metric {
        Metric::Update => clock,
        _ => clock.book(&RULES.hours, late),
    });
    assert!(answered.needs_tiers());
    assert_eq!(next(&answered), Some(UnixTime(1_700)));
    let asked = after(&answered, Action::Ask, Role::Provider, 1_650);
    assert_eq!(next(&asked), Some(UnixTime(SIXTH_DAY + 1)));
}

#[test]
fn what_a_suggestion_withholds_is_not_due_before_it_ends() {
    let suggested = after(&opened(600), Action::Propose, Role::Bot, 1_010);
    let next = suggested.next_change(&RULES, &Tiers::default());
    assert_eq!(next, Some(UnixTime(1_011 + 3 * DAY)));
    let open = suggested.settled(&RULES, UnixTime(1_011 + 3 * DAY));
    let next = open.next_change(&RULES, &Tiers::default());
    assert_eq!(next, Some(UnixTime(1_061)));
}

#[test]
fn a_customer_who_asks_for_a_human_waits_for_one_whatever_a_bot_says() {
    let answered = after(&opened(600), Action::Reply, Role::Provider, 1_010);
    for (action, state) in [
        (Action::Propose, State::Resolved),
        (Action::Ask, State::AwaitingCustomer),
    ] {
        let over = after(&answered, action, Role::Provider, 1_020);
        assert_eq!(over.state(), state);
        let escalated = after(&over, Action::Escalate, Role::Customer, 1_030);
        let greeted = after(&escalated, Action::Reply, Role::Bot, 1_031);
        let waited = greeted.settled(&RULES, UnixTime(1_030 + DAY));
        let turn = waited.clocks.next_response.unwrap();
        let used = turn.clock.used_at(&RULES.hours, UnixTime(1_030 + DAY));
        assert_eq!(used, Seconds(DAY), "{action:?}");
    }
}

#[test]
fn a_raise_does_not_wait_again_for_a_first_word_that_was_said() {
    let silent = Targets {
        first_response: None,
        ..TARGETS
    };
    let lowered = opened(600).lowered(&RULES, &silent, UnixTime(1_010));
    let answered = after(&lowered, Action::Reply, Role::Provider, 1_020);
    let first = answered.clocks.first_response;
    let raised = answered.raised(&RULES, &TARGETS, UnixTime(1_030));
    assert_eq!(raised.clocks.first_response, first);
}

#[test]
fn a_reopening_starts_no_resolution_that_was_lowered_away() {
    let silent = Targets {
        resolution: None,
        ..TARGETS
    };
    let rules = Rules {
        targets: Some(&silent),
        ..RULES
    };
    let lowered = opened(600).lowered(&RULES, &silent, UnixTime(1_010));
    let closed = after(&lowered, Action::Cancel, Role::Customer, 1_020);
    let reopen = Act::new((Action::Reopen, Role::Customer), UnixTime(1_030));
    assert_eq!(closed.act(&reopen, &rules).unwrap().clocks.resolution, None);
}

#[test]
fn a_raise_of_a_ticket_that_waits_starts_the_first_word_that_was_not_promised_before() {
    let silent = Targets {
        first_response: None,
        ..TARGETS
    };
    let rules = Rules {
        targets: Some(&silent),
        ..RULES
    };
    let opened = Progress::open(Some(&silent), UnixTime(1_000));
    assert_eq!(opened.clocks.first_response, None);
    let raised = opened.raised(&rules, &TARGETS, UnixTime(1_030));
    let first = raised.clocks.first_response.unwrap();
    assert_eq!(first.target, Seconds(60));
    assert_eq!(first.used_at(&RULES.hours, UnixTime(1_040)), Seconds(10));
}

#[test]
fn no_ticket_has_a_clock_of_availability() {
    assert_eq!(opened(600).clocks.of(Metric::Availability), None);
    assert_eq!(TARGETS.of(Metric::Availability), None);
}
