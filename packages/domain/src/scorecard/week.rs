//! What is counted of a provider in one week.

use aftercare_json::{FromJson, ToJson};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::duration::Durations;
use super::satisfaction::Votes;
use crate::policy::Metric;
use crate::ticket::CloseReason;
use crate::time::Seconds;

/// The most ratings of one customer that count for a provider in one week.
pub const MAX_RATINGS: u8 = 5;

/// How tickets ended.
#[derive(
    Serialize, Deserialize, FromJson, ToJson, JsonSchema, Clone, Copy, Debug, Default, PartialEq, Eq,
)]
#[serde(deny_unknown_fields)]
pub struct Endings {
    /// For the first time: each ticket once.
    pub opened: u32,
    /// After a reopening.
    pub reopened: u32,
    /// Confirmed by the customer.
    pub confirmed: u32,
    /// By a window that passed without the customer's word.
    pub lapsed: u32,
    /// Withdrawn.
    pub cancelled: u32,
    /// By a bot's proposal that the customer confirmed.
    pub automated: u32,
    /// Any other way, e.g. as a duplicate.
    pub other: u32,
    /// Resolved with one word of a human, in the queue it came to, on the first try.
    pub first_contact: u32,
    /// Of those, reopened later: to be taken off.
    pub first_contact_voided: u32,
    /// Those that could be rated.
    pub rateable: u32,
}

/// Misses by metric.
#[derive(
    Serialize, Deserialize, FromJson, ToJson, JsonSchema, Clone, Copy, Debug, Default, PartialEq, Eq,
)]
#[serde(deny_unknown_fields)]
pub struct Misses {
    /// Late first responses.
    pub first_response: u32,
    /// Late next responses, each.
    pub next_response: u32,
    /// Intervals without word.
    pub update: u32,
    /// Late resolutions.
    pub resolution: u32,
}

/// Ratings that count.
#[derive(
    Serialize, Deserialize, FromJson, ToJson, JsonSchema, Clone, Copy, Debug, Default, PartialEq, Eq,
)]
#[serde(deny_unknown_fields)]
pub struct Ratings {
    /// Of tickets; a reward may have been had for them.
    pub tickets: Votes,
    /// Of tickets, voided by a reopening: to be taken off.
    pub voided: Votes,
    /// Of periods of agreements; nothing was to be had for them.
    pub agreements: Votes,
    /// Customers who gave them.
    pub customers: u32,
    /// How many came from the customer who gave most.
    pub largest: u32,
}

/// One week of a provider.
#[derive(
    Serialize, Deserialize, FromJson, ToJson, JsonSchema, Clone, Debug, Default, PartialEq, Eq,
)]
#[serde(deny_unknown_fields)]
pub struct Week {
    /// Which week; see [`super::week_of`].
    pub week: u32,
    /// How tickets ended.
    pub endings: Endings,
    /// What was missed.
    pub misses: Misses,
    /// Counted seconds until the first response, where one was promised and given.
    pub response: Durations,
    /// Counted seconds until the resolution that stood, where one was promised.
    pub resolution: Durations,
    /// Ratings.
    pub ratings: Ratings,
}

/// A ticket's end, as far as it counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ending {
    /// Why it closed.
    pub reason: CloseReason,
    /// Its cycle: 0 the first time.
    pub cycle: u32,
    /// Counted seconds until the first response in this cycle.
    pub response: Option<Seconds>,
    /// Counted seconds until the resolution in this cycle.
    pub resolution: Option<Seconds>,
    /// Whether one word of a human was enough so far.
    pub first_contact: bool,
    /// Whether an earlier end counted as first contact.
    pub voids_first_contact: bool,
    /// Whether it can be rated.
    pub rateable: bool,
}

/// Which ratings a figure is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subject {
    /// A ticket.
    Ticket,
    /// A period of an agreement.
    Agreement,
}

impl Week {
    /// A week in which nothing has happened.
    #[must_use]
    pub fn new(week: u32) -> Self {
        Self {
            week,
            ..Self::default()
        }
    }

    /// A ticket closed.
    pub fn end(&mut self, ending: &Ending) {
        let endings = &mut self.endings;
        raise(if ending.cycle == 0 {
            &mut endings.opened
        } else {
            &mut endings.reopened
        });
        raise(endings.reason(ending));
        endings.first_contact = plus(endings.first_contact, ending.first_contact);
        endings.first_contact_voided =
            plus(endings.first_contact_voided, ending.voids_first_contact);
        endings.rateable = plus(endings.rateable, ending.rateable);
        if let Some(seconds) = ending.response {
            self.response.add(seconds);
        }
        if let Some(seconds) = ending.resolution {
            self.resolution.add(seconds);
        }
    }

    /// Targets were missed for the first time.
    pub fn miss(&mut self, misses: &Misses) {
        self.misses.merge(misses);
    }

    /// A customer's rating, its `number`th for the provider in this week.
    pub fn rate(&mut self, subject: Subject, satisfaction: u8, number: u8) {
        let ratings = &mut self.ratings;
        match subject {
            Subject::Ticket => ratings.tickets.add(satisfaction),
            Subject::Agreement => ratings.agreements.add(satisfaction),
        }
        ratings.customers = plus(ratings.customers, number == 1);
        ratings.largest = ratings.largest.max(u32::from(number));
    }

    /// A rating that counted is voided by a reopening.
    pub fn void(&mut self, satisfaction: u8) {
        self.ratings.voided.add(satisfaction);
    }

    /// Adds a later week. Of customers the greatest number of one week stays, which is certain; who gave most
    /// may have given most in each week, so these add up.
    pub fn merge(&mut self, other: &Self) {
        self.endings.merge(&other.endings);
        self.misses.merge(&other.misses);
        self.response.merge(&other.response);
        self.resolution.merge(&other.resolution);
        let (ratings, more) = (&mut self.ratings, &other.ratings);
        ratings.tickets.merge(more.tickets);
        ratings.voided.merge(more.voided);
        ratings.agreements.merge(more.agreements);
        ratings.customers = ratings.customers.max(more.customers);
        ratings.largest = ratings.largest.saturating_add(more.largest);
    }
}

impl Endings {
    fn reason(&mut self, ending: &Ending) -> &mut u32 {
        match ending.reason {
            CloseReason::Automated => &mut self.automated,
            CloseReason::Confirmed => &mut self.confirmed,
            CloseReason::Lapsed => &mut self.lapsed,
            CloseReason::Cancelled => &mut self.cancelled,
            _ => &mut self.other,
        }
    }

    fn merge(&mut self, other: &Self) {
        let pairs = [
            (&mut self.opened, other.opened),
            (&mut self.reopened, other.reopened),
            (&mut self.confirmed, other.confirmed),
            (&mut self.lapsed, other.lapsed),
            (&mut self.cancelled, other.cancelled),
            (&mut self.automated, other.automated),
            (&mut self.other, other.other),
            (&mut self.first_contact, other.first_contact),
            (&mut self.first_contact_voided, other.first_contact_voided),
            (&mut self.rateable, other.rateable),
        ];
        add_all(pairs);
    }
}

impl Misses {
    /// Adds misses of one metric.
    pub fn add(&mut self, metric: Metric, more: u32) {
        let count = match metric {
            Metric::FirstResponse => &mut self.first_response,
            Metric::NextResponse => &mut self.next_response,
            Metric::Update => &mut self.update,
            Metric::Resolution => &mut self.resolution,
            // Measured by monitors, not by tickets.
            Metric::Availability => return,
        };
        *count = count.saturating_add(more);
    }

    fn merge(&mut self, other: &Self) {
        let pairs = [
            (&mut self.first_response, other.first_response),
            (&mut self.next_response, other.next_response),
            (&mut self.update, other.update),
            (&mut self.resolution, other.resolution),
        ];
        add_all(pairs);
    }
}

fn add_all<const N: usize>(pairs: [(&mut u32, u32); N]) {
    for (sum, more) in pairs {
        *sum = sum.saturating_add(more);
    }
}

fn raise(count: &mut u32) {
    *count = count.saturating_add(1);
}

fn plus(count: u32, more: bool) -> u32 {
    count.saturating_add(u32::from(more))
}
