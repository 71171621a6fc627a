//! Terms: frozen whole by the escrow, and in part for the registry.

use aftercare_domain::credit::{Caps, Tier};
use aftercare_domain::money::Bps;
use aftercare_domain::policy::{ServiceHours, Targets};
use cosmwasm_std::Uint128;

use super::*;
use crate::commitment::{Commitment, Scheme};
use crate::sla_escrow::{Arbitration, BondParts, ForCause, PlanTerms, Release};

/// Targets whose first response is a number of seconds, and their bytes.
const fn targets(hours: ServiceHours, first: u64) -> Targets {
    Targets {
        hours,
        first_response: Some(Seconds(first)),
        next_response: None,
        update: None,
        resolution: None,
    }
}

const POLICY: ServicePolicy = ServicePolicy {
    p1: targets(ServiceHours::Always, 1),
    p2: targets(ServiceHours::Calendar(5), 2),
    p3: targets(ServiceHours::Calendar(5), 3),
    p4: targets(ServiceHours::Calendar(6), 4),
    confirm_window: Seconds(256),
    availability: Some(Bps(9_990)),
    retention: Some(Seconds(257)),
};
const POLICY_BYTES: &str =
    "0001010000000105010200000001050103000000010601040000008002 01864e018102";
const QUOTAS: Quotas = Quotas {
    tickets: None,
    urgent: Some(3),
};

fn tier(from: Threshold) -> Tier {
    Tier {
        from,
        credit: Bps(100),
    }
}

fn schedule() -> CreditSchedule {
    CreditSchedule {
        first_response: vec![
            tier(Threshold::LateTargetBps(Bps(10_000))),
            tier(Threshold::LateTargetBps(Bps(30_000))),
        ],
        next_response: vec![],
        update: vec![tier(Threshold::Count(2))],
        resolution: vec![tier(Threshold::LateSeconds(Seconds(1)))],
        availability: vec![tier(Threshold::BelowBps(Bps(9_990)))],
    }
}

#[test]
fn terms_hold_the_policy_the_quotas_and_where_tiers_begin() {
    let terms = Terms::new(&POLICY, QUOTAS, &schedule());
    let starts = "050201904e01b0ea01000103020100010102864e";
    let expected = ["01", POLICY_BYTES, "000103", starts].concat();
    pin(&terms, &expected.replace(' ', ""));
    assert_eq!(terms.starts_of(Metric::Update), [Threshold::Count(2)]);
    assert_eq!(terms.starts_of(Metric::NextResponse), []);
}

fn plan_terms() -> PlanTerms {
    PlanTerms {
        title: "ab".to_owned(),
        document: Commitment {
            hash: [7; 2].into(),
            media_type: "c".to_owned(),
            size: 1,
            scheme: Scheme::Sha256SaltedEncrypted,
        },
        library_policy: None,
        asset: Asset::native("u"),
        fee: Uint128::new(300),
        period_length: Seconds(2),
        policy: POLICY,
        schedule: schedule(),
        caps: Caps {
            ticket: Bps(1),
            period: Bps(2),
            block: Bps(3),
        },
        release: Release::Immediate,
        bond: BondParts {
            credit: Uint128::new(1),
            termination: Uint128::new(2),
            tips: Uint128::new(3),
        },
        hold_back: Seconds(4),
        notice: Seconds(5),
        for_cause: None,
        termination_credit: Bps(6),
        cooling_off: Seconds(7),
        quotas: QUOTAS,
        tip: Uint128::new(8),
        extendable_until: None,
        listed_customers_only: true,
        capacity: 9,
        arbitration: None,
        excusable: Seconds(10),
    }
}

const SCHEDULE_BYTES: &str = "0201904e6401b0ea0164000103026401000164 0102864e64";

#[test]
fn frozen_terms_are_their_fields_one_after_the_other() {
    let expected = [
        "026162020707016301 01",
        "00 000175 ac02 02",
        POLICY_BYTES,
        SCHEDULE_BYTES,
        "010203 00 010203 04 05 00 06 07 000103 08 00 01 09 00 0a",
    ];
    pin_record(&plan_terms(), &expected.concat().replace(' ', ""));
}

#[test]
fn what_terms_leave_out_takes_a_byte_and_what_they_name_its_own() {
    let (arbitrator, token) = people();
    let terms = PlanTerms {
        library_policy: Some(4),
        asset: Asset::cw20(&token),
        release: Release::AfterContest {
            window: Seconds(3_600),
        },
        for_cause: Some(ForCause {
            tickets: 2,
            window: Seconds(3),
        }),
        extendable_until: Some(UnixTime(4)),
        arbitration: Some(Arbitration {
            arbitrator: arbitrator.clone(),
            time: Seconds(5),
            default_split: Bps(6),
        }),
        ..plan_terms()
    };
    let expected = [
        "026162020707016301 01",
        &format!("0104 01{} ac02 02", text(&token)),
        POLICY_BYTES,
        SCHEDULE_BYTES,
        "010203 01901c 010203 04 05 010203 06 07 000103 08 0104 01 09",
        &format!("01{}0506 0a", text(&arbitrator)),
    ];
    pin_record(&terms, &expected.concat().replace(' ', ""));
}
