//! Records that a contract keeps for itself.

use aftercare_domain::calendar::{
    Calendar, Exception, LocalDay, OffsetChange, OpenSpan, UtcOffset,
};
use aftercare_domain::clock::{Clock, Phase};
use aftercare_domain::credit::Measure;
use aftercare_domain::scorecard::{Durations, Endings, Misses, Ratings, Votes, Week};
use aftercare_domain::ticket::{Clocks, CloseReason, Progress, Stage, Turn, Updates};
use cosmwasm_std::{Binary, Timestamp, Uint128};
use cw20::{AllowanceResponse, EmbeddedLogo, Logo, LogoInfo, MarketingInfoResponse};
use cw_utils::Expiration;

use super::*;
use crate::sla_escrow::{Declaration, EndReason, Miss, WaitingReason};
use crate::ticket_registry::{Catalogue, CategoryRoute};

#[test]
fn a_ticket_keeps_its_stage_its_clocks_and_its_cycle() {
    let clock = Clock {
        target: Seconds(3_600),
        used: Seconds(5),
        phase: Phase::Running(UnixTime(300)),
        missed_due: None,
        booked: None,
    };
    let late = Clock {
        phase: Phase::Stopped,
        missed_due: Some(UnixTime(6)),
        booked: Some(Seconds(7)),
        ..clock
    };
    let progress = |stage| Progress {
        stage,
        clocks: Clocks {
            first_response: Some(late),
            next_response: Some(Turn { ordinal: 4, clock }),
            update: Some(Updates {
                clock,
                period: 3,
                in_period: 2,
                missed: 9,
            }),
            resolution: Some(clock),
        },
        cycle: 2,
        rejections: 1,
        hollow: 3,
        held: Seconds(11),
        last_word: Some(UnixTime(12)),
    };
    let (stopped, running) = ("901c050201060107", "901c0500ac020000");
    let parts = [
        "01", stopped, "0104", running, "01", running, "03020901", running,
    ];
    let clocks = [&parts.concat(), "0201030b010c"].concat();
    let (since, until, cited) = (UnixTime(9), UnixTime(10), vec![8]);
    let closed = Stage::Closed {
        at: since,
        reason: CloseReason::Cancelled,
        cited: cited.clone(),
    };
    let resolved = Stage::Resolved {
        since,
        until,
        unanswered: false,
        cited: cited.clone(),
    };
    for (stage, bytes) in [
        (Stage::Open, "00"),
        (Stage::InProgress, "01"),
        (Stage::AwaitingCustomer { until }, "020a"),
        (resolved, "03090a000108"),
        (closed, "0409020108"),
        (Stage::OnHold { since, until }, "05090a"),
        (Stage::Suggested { since, cited }, "06090108"),
    ] {
        pin_record(&progress(stage), &[bytes, &clocks].concat());
    }
}

#[test]
fn a_calendar_is_its_lists_and_offsets() {
    let span = |from, to| OpenSpan { from, to };
    let calendar = Calendar {
        weekly: vec![span(0, 300)],
        exceptions: vec![Exception {
            first_day: LocalDay(1),
            last_day: LocalDay(2),
            open: vec![span(3, 4)],
        }],
        utc_offset: UtcOffset(60),
        offset_changes: vec![OffsetChange {
            from: UnixTime(5),
            utc_offset: UtcOffset(-60),
        }],
    };
    pin_record(
        &calendar,
        "0100ac02010102010304 3c 0105c4ffffff0f"
            .replace(' ', "")
            .as_str(),
    );
}

#[test]
fn a_miss_is_its_key_its_due_and_its_measure() {
    let miss = |measure| Miss {
        subject: 1,
        metric: Metric::Resolution,
        cycle: 2,
        ordinal: 3,
        due: UnixTime(4),
        measure,
    };
    let late = Measure::Late {
        late: Seconds(5),
        target: Seconds(6),
    };
    pin_record(&miss(late), "0103020304000506");
    pin_record(&miss(Measure::Below { share: Bps(5) }), "01030203040105");
    pin_record(&miss(Measure::Count { number: 5 }), "01030203040205");
}

#[test]
fn a_tokens_records_keep_expiries_in_nanoseconds() {
    let allowance = |expires| AllowanceResponse {
        allowance: Uint128::new(300),
        expires,
    };
    let at = Timestamp::from_nanos(300);
    pin_record(&allowance(Expiration::AtHeight(7)), "ac020007");
    pin_record(&allowance(Expiration::AtTime(at)), "ac0201ac02");
    pin_record(&allowance(Expiration::Never {}), "ac0202");
    let info = MarketingInfoResponse {
        project: Some("a".to_owned()),
        description: None,
        logo: Some(LogoInfo::Embedded),
        marketing: None,
    };
    pin_record(&info, "010161 00 0101 00".replace(' ', "").as_str());
    let png = EmbeddedLogo::Png(Binary::from([1, 2]));
    pin_record(&Logo::Embedded(png), "0101020102");
    pin_record(&Logo::Url("a".to_owned()), "000161");
}

#[test]
fn why_an_agreement_ended_and_what_a_credit_waits_for_are_one_byte() {
    let ends = [
        EndReason::Completed,
        EndReason::TerminatedByCustomer,
        EndReason::ForCause,
        EndReason::TerminatedByProvider,
        EndReason::CooledOff,
    ];
    pin_record(&ends.to_vec(), "050001020304");
    let waits = [
        WaitingReason::Contest,
        WaitingReason::Objection,
        WaitingReason::Case,
        WaitingReason::Ruling,
    ];
    pin_record(&waits.to_vec(), "0400010203");
    let declaration = Declaration {
        from: UnixTime(1),
        until: UnixTime(300),
        declared: UnixTime(2),
    };
    pin_record(&declaration, "01ac0202");
}

#[test]
fn a_week_of_a_scorecard_is_its_counts() {
    let votes = |given, satisfied| Votes { given, satisfied };
    let week = Week {
        week: 2_922,
        endings: Endings {
            opened: 1,
            reopened: 2,
            confirmed: 3,
            lapsed: 4,
            cancelled: 5,
            automated: 6,
            other: 7,
            first_contact: 8,
            first_contact_voided: 9,
            rateable: 10,
        },
        misses: Misses {
            first_response: 11,
            next_response: 12,
            update: 13,
            resolution: 14,
        },
        response: Durations {
            sum: 300,
            buckets: vec![1, 2],
        },
        resolution: Durations::default(),
        ratings: Ratings {
            tickets: votes(15, 16),
            voided: votes(17, 18),
            agreements: votes(19, 20),
            customers: 21,
            largest: 22,
        },
    };
    pin_record(
        &week,
        "ea160102030405060708090a0b0c0d0eac0202010200000f10111213141516",
    );
}

#[test]
fn a_catalogue_is_its_queues_its_routes_and_where_their_names_are() {
    let catalogue = Catalogue {
        queues: 2,
        categories: vec![CategoryRoute {
            category: 64,
            queue: 1,
        }],
        names: None,
    };
    pin_record(&catalogue, "0201400100");
}
