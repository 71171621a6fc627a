//! What most tests and stories take as given: only the differing field is spelled out.

use aftercare_domain::calendar::{Calendar, OpenSpan, UtcOffset};
use aftercare_domain::credit::{Caps, CreditSchedule, Lateness, Tier};
use aftercare_domain::money::Bps;
use aftercare_domain::policy::{ServiceHours, ServicePolicy, Targets, DEFAULT_CONFIRM_WINDOW};
use aftercare_domain::time::Seconds;
use aftercare_interface::sla_escrow::PlanTerms;
use aftercare_interface::{Asset, Commitment, Scheme};
use cosmwasm_std::Uint128;
use sha2::{Digest, Sha256};

/// A commitment to a text. Tests know their texts, so the salt is the text itself.
#[must_use]
pub fn commitment(text: &str) -> Commitment {
    let hash: [u8; 32] = Sha256::digest(text.as_bytes()).into();
    Commitment {
        hash: hash.into(),
        media_type: "text/markdown".to_owned(),
        size: text.len() as u64,
        scheme: Scheme::Sha256Salted,
    }
}

/// Monday to Friday, 09:00 to 17:00 UTC, no holidays.
#[must_use]
pub fn office_hours() -> Calendar {
    let day = |day: u32| OpenSpan {
        from: day * 86_400 + 32_400,
        to: day * 86_400 + 61_200,
    };
    Calendar {
        weekly: (0..5).map(day).collect(),
        exceptions: vec![],
        utc_offset: UtcOffset(0),
        offset_changes: vec![],
    }
}

/// The defaults that the documents offer: first response 0.5 / 2 / 8 / 16 h and resolution 4 / 8 / 40 / 80 h
/// (P1 always, the rest in the hours of `calendar`), tiers of 200 bps from the first basis point of the
/// target beyond it, 500 from once the target and 1,000 from three times the target, caps 1,000 / 3,000 / 12,000 bps, 30-day periods, hold-back
/// 7 days, notice 14 days. Fee 1,000 units of six decimals.
#[must_use]
pub fn default_terms(asset: &Asset, calendar: Option<u64>) -> PlanTerms {
    let fee = Uint128::new(1_000_000_000);
    PlanTerms {
        title: "Standard support".to_owned(),
        document: commitment("Standard support, full terms"),
        asset: asset.clone(),
        fee,
        period_length: Seconds::days(30),
        policy: default_policy(calendar.map_or(ServiceHours::Always, ServiceHours::Calendar)),
        schedule: CreditSchedule {
            first_response: default_tiers(),
            resolution: default_tiers(),
        },
        caps: Caps {
            ticket: Bps(1_000),
            period: Bps(3_000),
            block: Bps(12_000),
        },
        hold_back: Seconds::days(7),
        notice: Seconds::days(14),
        bond: Uint128::new(300_000_000),
        capacity: 10,
    }
}

fn default_policy(hours: ServiceHours) -> ServicePolicy {
    let targets = |hours, first_minutes: u64, resolution_hours: u64| Targets {
        hours,
        first_response: Some(Seconds(first_minutes * 60)),
        resolution: Some(Seconds::hours(resolution_hours)),
    };
    ServicePolicy {
        p1: targets(ServiceHours::Always, 30, 4),
        p2: targets(hours, 120, 8),
        p3: targets(hours, 480, 40),
        p4: targets(hours, 960, 80),
        confirm_window: DEFAULT_CONFIRM_WINDOW,
    }
}

fn default_tiers() -> Vec<Tier> {
    [(1, 200), (10_000, 500), (30_000, 1_000)]
        .map(|(from, credit)| Tier {
            from: Lateness::LateTargetBps(Bps(from)),
            credit: Bps(credit),
        })
        .to_vec()
}
