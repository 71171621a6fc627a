//! Terms to start from: a test spells out only what differs.

use aftercare_domain::credit::{Caps, CreditSchedule, Measure, Threshold, Tier};
use aftercare_domain::money::Bps;
use aftercare_domain::policy::{
    Metric, ServiceHours, ServicePolicy, Targets, DEFAULT_CONFIRM_WINDOW,
};
use aftercare_domain::time::{Seconds, UnixTime};
use aftercare_interface::sla_escrow::{
    BondParts, ForCause, Miss, MissCursor, PlanTerms, Quotas, Release,
};
use aftercare_interface::{Asset, Commitment, Scheme};
use cosmwasm_std::Uint128;

pub const FEE: u128 = 10_000;
/// The bond's part for credits.
pub const CREDIT: u128 = 3_000;
/// The bond's part for leaving.
pub const LEAVING: u128 = 2_000;
/// The bond's part for tips.
pub const TIPS: u128 = 500;
/// The whole bond.
pub const BOND: u128 = CREDIT + LEAVING + TIPS;
pub const PERIOD: Seconds = Seconds::days(30);
pub const HOLD_BACK: Seconds = Seconds::days(7);
pub const NOTICE: Seconds = Seconds::days(14);
pub const TARGET: Seconds = Seconds::hours(8);

/// Fee 10,000 for 30 days; 200, 500 and 1,000 bps from 1 s, once and three times the target late; caps 1,000
/// a ticket, 3,000 a period, 12,000 a block; bond 3,000 for credits, 2,000 for leaving, 500 for tips; no tip,
/// no cooling-off; three agreements.
pub fn terms(asset: &Asset) -> PlanTerms {
    PlanTerms {
        title: "Gold".to_owned(),
        document: document(),
        library_policy: None,
        asset: asset.clone(),
        fee: Uint128::new(FEE),
        period_length: PERIOD,
        policy: policy(ServiceHours::Always),
        schedule: CreditSchedule {
            first_response: vec![tier(Threshold::LateTargetBps(Bps(1)), 1_000)],
            resolution: vec![
                tier(Threshold::LateSeconds(Seconds(1)), 200),
                tier(Threshold::LateSeconds(TARGET), 500),
                tier(Threshold::LateSeconds(Seconds(TARGET.0 * 3)), 1_000),
            ],
            ..CreditSchedule::default()
        },
        caps: Caps {
            ticket: Bps(1_000),
            period: Bps(3_000),
            block: Bps(12_000),
        },
        release: Release::Immediate,
        bond: bond(CREDIT, LEAVING, TIPS),
        hold_back: HOLD_BACK,
        notice: NOTICE,
        for_cause: Some(ForCause {
            tickets: 3,
            window: Seconds::days(90),
        }),
        termination_credit: Bps(2_000),
        cooling_off: Seconds::ZERO,
        quotas: Quotas::default(),
        tip: Uint128::zero(),
        extendable_until: None,
        listed_customers_only: false,
        capacity: 3,
        arbitration: None,
        excusable: Seconds::ZERO,
    }
}

/// The usual terms, changed.
pub fn changed(asset: &Asset, change: impl FnOnce(&mut PlanTerms)) -> PlanTerms {
    let mut terms = terms(asset);
    change(&mut terms);
    terms
}

/// Terms of another fee, with the bond that its shares ask for.
pub fn of_fee(asset: &Asset, fee: u128) -> PlanTerms {
    changed(asset, |terms| {
        terms.fee = Uint128::new(fee);
        terms.bond = bond(fee, fee, TIPS);
    })
}

pub fn document() -> Commitment {
    Commitment {
        hash: [7; 32].into(),
        media_type: "text/markdown".to_owned(),
        size: 4_096,
        scheme: Scheme::Sha256Salted,
    }
}

pub fn bond(credit: u128, termination: u128, tips: u128) -> BondParts {
    let [credit, termination, tips] = [credit, termination, tips].map(Uint128::new);
    BondParts {
        credit,
        termination,
        tips,
    }
}

pub fn total(bond: &BondParts) -> u128 {
    (bond.credit + bond.termination + bond.tips).u128()
}

pub fn tier(from: Threshold, credit: u32) -> Tier {
    Tier {
        from,
        credit: Bps(credit),
    }
}

pub fn policy(hours: ServiceHours) -> ServicePolicy {
    let targets = Targets {
        hours,
        first_response: Some(Seconds::hours(1)),
        next_response: None,
        update: None,
        resolution: Some(TARGET),
    };
    ServicePolicy {
        p1: targets,
        p2: targets,
        p3: targets,
        p4: targets,
        confirm_window: DEFAULT_CONFIRM_WINDOW,
        availability: None,
        retention: None,
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
        measure: Measure::Late {
            late,
            target: TARGET,
        },
    }
}

/// The key of such a late resolution.
pub fn cursor(subject: u64) -> MissCursor {
    MissCursor {
        subject,
        metric: Metric::Resolution,
        cycle: 0,
        ordinal: 0,
    }
}
