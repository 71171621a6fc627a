//! What most tests and stories take as given: only the differing field is spelled out.

use aftercare_domain::calendar::{Calendar, OpenSpan, UtcOffset};
use aftercare_domain::credit::{Caps, CreditSchedule, Threshold, Tier};
use aftercare_domain::money::Bps;
use aftercare_domain::policy::{ServiceHours, ServicePolicy, Targets, DEFAULT_CONFIRM_WINDOW};
use aftercare_domain::time::{Seconds, UnixTime};
use aftercare_interface::sla_escrow::{BondParts, ForCause, PlanTerms, Quotas, Release};
use aftercare_interface::ticket_registry::{AgentScope, NewAgent};
use aftercare_interface::{Asset, Commitment, Scheme};
use cosmwasm_std::{Addr, Uint128};
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

/// A human agent who may do all that an agent may but relay, in every queue.
#[must_use]
pub fn human_agent(agent: &Addr, expires: UnixTime) -> NewAgent {
    use AgentScope::{Assign, Open, Reply, Resolve, Triage};
    NewAgent {
        agent: agent.to_string(),
        scopes: vec![Open, Reply, Resolve, Triage, Assign],
        queues: vec![],
        expires,
        max_open: 100,
        automated: false,
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

/// The defaults that the documents offer: first response 0.5 / 2 / 8 / 16 h, next response twice that,
/// update 1 / 4 / 16 / 40 h and resolution 4 / 8 / 40 / 80 h (P1 always, the rest in the hours of
/// `calendar`), tiers of 200 bps from the first late second on, 500 from once the target and 1,000 from three
/// times the target, caps 1,000 / 3,000 / 12,000 bps, credits released at once, 30-day periods, hold-back
/// 7 days, notice 14 days, cause after 3 late tickets in 90 days, termination credit 2,000 bps, cooling-off
/// 7 days. Fee 1,000 units of six decimals; no tips.
#[must_use]
pub fn default_terms(asset: &Asset, calendar: Option<u64>) -> PlanTerms {
    PlanTerms {
        title: "Standard support".to_owned(),
        document: commitment("Standard support, full terms"),
        library_policy: None,
        asset: asset.clone(),
        fee: Uint128::new(1_000_000_000),
        period_length: Seconds::days(30),
        policy: default_policy(calendar.map_or(ServiceHours::Always, ServiceHours::Calendar)),
        schedule: CreditSchedule {
            first_response: default_tiers(),
            next_response: default_tiers(),
            resolution: default_tiers(),
            ..CreditSchedule::default()
        },
        caps: Caps {
            ticket: Bps(1_000),
            period: Bps(3_000),
            block: Bps(12_000),
        },
        release: Release::Immediate,
        bond: BondParts {
            credit: Uint128::new(300_000_000),
            termination: Uint128::new(200_000_000),
            tips: Uint128::zero(),
        },
        hold_back: Seconds::days(7),
        notice: Seconds::days(14),
        for_cause: Some(ForCause {
            tickets: 3,
            window: Seconds::days(90),
        }),
        termination_credit: Bps(2_000),
        cooling_off: Seconds::days(7),
        quotas: Quotas::default(),
        tip: Uint128::zero(),
        extendable_until: None,
        listed_customers_only: false,
        capacity: 10,
        arbitration: None,
        excusable: Seconds::ZERO,
    }
}

fn default_policy(hours: ServiceHours) -> ServicePolicy {
    let targets = |hours, first_minutes: u64, (update, resolution)| Targets {
        hours,
        first_response: Some(Seconds(first_minutes * 60)),
        next_response: Some(Seconds(first_minutes * 120)),
        update: Some(Seconds::hours(update)),
        resolution: Some(Seconds::hours(resolution)),
    };
    ServicePolicy {
        p1: targets(ServiceHours::Always, 30, (1, 4)),
        p2: targets(hours, 120, (4, 8)),
        p3: targets(hours, 480, (16, 40)),
        p4: targets(hours, 960, (40, 80)),
        confirm_window: DEFAULT_CONFIRM_WINDOW,
        availability: None,
        retention: None,
    }
}

fn default_tiers() -> Vec<Tier> {
    [(0, 200), (10_000, 500), (30_000, 1_000)]
        .map(|(from, credit)| Tier {
            from: Threshold::LateTargetBps(Bps(from)),
            credit: Bps(credit),
        })
        .to_vec()
}
