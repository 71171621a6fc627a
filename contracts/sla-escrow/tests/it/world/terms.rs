//! Terms to start from: a test spells out only what differs.

use aftercare_domain::credit::{Caps, CreditSchedule, Lateness, Tier};
use aftercare_domain::money::Bps;
use aftercare_domain::policy::{
    Metric, ServiceHours, ServicePolicy, Targets, DEFAULT_CONFIRM_WINDOW,
};
use aftercare_domain::time::{Seconds, UnixTime};
use aftercare_interface::sla_escrow::{Miss, PlanTerms};
use aftercare_interface::{Asset, Commitment, Scheme};
use cosmwasm_std::Uint128;

pub const FEE: u128 = 10_000;
pub const BOND: u128 = 3_000;
pub const PERIOD: Seconds = Seconds::days(30);
pub const HOLD_BACK: Seconds = Seconds::days(7);
pub const NOTICE: Seconds = Seconds::days(14);
pub const TARGET: Seconds = Seconds::hours(8);

/// Fee 10,000 for 30 days; 200, 500 and 1,000 bps from 1 s, once and three times the target late; caps 1,000
/// a ticket, 3,000 a period, 12,000 a block; bond 3,000; three agreements.
pub fn terms(asset: &Asset) -> PlanTerms {
    PlanTerms {
        title: "Gold".to_owned(),
        document: Commitment {
            hash: [7; 32].into(),
            media_type: "text/markdown".to_owned(),
            size: 4_096,
            scheme: Scheme::Sha256Salted,
        },
        asset: asset.clone(),
        fee: Uint128::new(FEE),
        period_length: PERIOD,
        policy: policy(ServiceHours::Always),
        schedule: CreditSchedule {
            first_response: vec![tier(Lateness::LateTargetBps(Bps(1)), 1_000)],
            resolution: vec![
                tier(Lateness::LateSeconds(Seconds(1)), 200),
                tier(Lateness::LateSeconds(TARGET), 500),
                tier(Lateness::LateSeconds(Seconds(TARGET.0 * 3)), 1_000),
            ],
        },
        caps: Caps {
            ticket: Bps(1_000),
            period: Bps(3_000),
            block: Bps(12_000),
        },
        hold_back: HOLD_BACK,
        notice: NOTICE,
        bond: Uint128::new(BOND),
        capacity: 3,
    }
}

pub fn tier(from: Lateness, credit: u32) -> Tier {
    Tier {
        from,
        credit: Bps(credit),
    }
}

pub fn policy(hours: ServiceHours) -> ServicePolicy {
    let targets = Targets {
        hours,
        first_response: Some(Seconds::hours(1)),
        resolution: Some(TARGET),
    };
    ServicePolicy {
        p1: targets,
        p2: targets,
        p3: targets,
        p4: targets,
        confirm_window: DEFAULT_CONFIRM_WINDOW,
    }
}

/// A late resolution of a ticket's first cycle.
pub fn late(subject: u64, due: UnixTime, late: Seconds) -> Miss {
    Miss {
        subject,
        metric: Metric::Resolution,
        cycle: 0,
        ordinal: 0,
        due,
        late,
        target: TARGET,
    }
}
