//! `[plan]`: fee, periods, targets, credit tiers, caps.

use aftercare_domain::credit::{Caps, CreditSchedule, Tier};
use aftercare_domain::policy::{ServiceHours, ServicePolicy, Targets};
use aftercare_domain::time::Seconds;
use serde::Deserialize;
use toml::Spanned;

use super::value::{Amount, Late, Share, Span};

/// What is promised and paid. Left out, each figure is the one that the documentation offers.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Plan {
    /// What sums are called, e.g. `EUR`.
    pub currency: String,
    /// Fee of one agreement and period.
    pub fee: Amount,
    /// Length of a period.
    #[serde(default = "period")]
    pub period: Span,
    /// How long after its end a period's fee waits for late-booked credits.
    #[serde(default = "hold_back")]
    pub hold_back: Span,
    /// The customer's notice.
    #[serde(default = "notice")]
    pub notice: Span,
    /// After how much silence a proposed resolution stands.
    #[serde(default = "confirm_window")]
    pub confirm_window: Span,
    /// The provider's own money behind each agreement.
    pub bond: Amount,
    /// Taken from what the provider earns.
    #[serde(default = "protocol_fee")]
    pub protocol_fee: Share,
    /// The part of it that is burnt.
    #[serde(default = "burn_share")]
    pub burn_share: Share,
    /// What credits can add up to.
    pub caps: CapTerms,
    /// What is promised for each priority.
    pub targets: Spanned<TargetTerms>,
    /// What each missed metric credits.
    pub tiers: TierTerms,
}

fn period() -> Span {
    Span(Seconds::days(30))
}
fn hold_back() -> Span {
    Span(Seconds::days(7))
}
fn notice() -> Span {
    Span(Seconds::days(14))
}
fn confirm_window() -> Span {
    Span(Seconds::days(5))
}
fn protocol_fee() -> Share {
    Share(aftercare_domain::money::Bps(100))
}
fn burn_share() -> Share {
    Share(aftercare_domain::money::Bps(5_000))
}

/// Caps in shares of the period fee.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CapTerms {
    /// Of one ticket in one period.
    pub ticket: Share,
    /// Of one period.
    pub period: Share,
    /// Of twelve periods.
    pub block: Share,
}

/// Targets by priority.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TargetTerms {
    pub p1: PriorityTargets,
    pub p2: PriorityTargets,
    pub p3: PriorityTargets,
    pub p4: PriorityTargets,
}

/// Targets of one priority.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PriorityTargets {
    /// When they count.
    pub hours: HoursTerms,
    /// Until the first response.
    pub first_response: Option<Span>,
    /// Until the resolution.
    pub resolution: Option<Span>,
}

/// When a target counts.
#[derive(Debug, Deserialize, Clone, Copy, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
pub enum HoursTerms {
    /// Every second of every day.
    Always,
    /// The hours of `[calendar]`.
    Calendar,
}

/// Credit tiers by metric.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TierTerms {
    #[serde(default)]
    pub first_response: Vec<Spanned<TierTerm>>,
    #[serde(default)]
    pub resolution: Vec<Spanned<TierTerm>>,
}

/// One credit tier.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TierTerm {
    /// The lateness at which it begins.
    pub from: Late,
    /// The lateness at which the next one begins; left out, or the next one's `from`.
    pub to: Option<Late>,
    /// What it credits, as a share of the period fee.
    pub credit: Share,
}

impl TargetTerms {
    /// As the contracts take them.
    pub fn policy(&self, calendar: Option<u64>, confirm_window: Seconds) -> ServicePolicy {
        ServicePolicy {
            p1: self.p1.targets(calendar),
            p2: self.p2.targets(calendar),
            p3: self.p3.targets(calendar),
            p4: self.p4.targets(calendar),
            confirm_window,
            availability: None,
            retention: None,
        }
    }

    /// Whether any target counts in calendar hours.
    pub fn needs_calendar(&self) -> bool {
        [&self.p1, &self.p2, &self.p3, &self.p4]
            .iter()
            .any(|targets| targets.hours == HoursTerms::Calendar)
    }
}

impl PriorityTargets {
    fn targets(&self, calendar: Option<u64>) -> Targets {
        let hours = match (self.hours, calendar) {
            (HoursTerms::Calendar, Some(id)) => ServiceHours::Calendar(id),
            _ => ServiceHours::Always,
        };
        Targets {
            hours,
            first_response: self.first_response.map(|span| span.0),
            next_response: None,
            update: None,
            resolution: self.resolution.map(|span| span.0),
        }
    }
}

impl CapTerms {
    /// As the contracts take them.
    pub fn caps(&self) -> Caps {
        Caps {
            ticket: self.ticket.0,
            period: self.period.0,
            block: self.block.0,
        }
    }
}

impl TierTerms {
    /// As the contracts take them.
    pub fn schedule(&self) -> CreditSchedule {
        let tiers = |terms: &[Spanned<TierTerm>]| terms.iter().map(tier).collect();
        CreditSchedule {
            first_response: tiers(&self.first_response),
            resolution: tiers(&self.resolution),
            ..CreditSchedule::default()
        }
    }
}

fn tier(term: &Spanned<TierTerm>) -> Tier {
    let term = term.as_ref();
    Tier {
        from: term.from.threshold(),
        credit: term.credit.0,
    }
}
