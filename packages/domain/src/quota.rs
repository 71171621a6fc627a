//! How many tickets a period covers, and how many of them may be urgent.

use crate::policy::Priority;
use crate::time::{Seconds, UnixTime};

/// The quotas of a period; without a number there is no limit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Quota {
    /// Covered tickets.
    pub tickets: Option<u32>,
    /// Of those, urgent ones.
    pub urgent: Option<u32>,
}

/// What was used of the quotas in one period.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Used {
    /// Which period, from 0.
    pub period: u32,
    /// Covered tickets.
    pub tickets: u32,
    /// Of those, urgent ones.
    pub urgent: u32,
}

/// As what a ticket opens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Admission {
    /// Covered, with this priority.
    Covered(Priority),
    /// As best effort: the quota of covered tickets is used up.
    BeyondQuota,
}

/// Whether tickets of this priority count against the urgent quota.
#[must_use]
pub const fn is_urgent(priority: Priority) -> bool {
    matches!(priority, Priority::P1 | Priority::P2)
}

/// Which period an instant lies in, from 0; the first one for what lies before it.
#[must_use]
pub fn period_of(from: UnixTime, length: Seconds, at: UnixTime) -> u32 {
    let periods = at.since(from).0.checked_div(length.0).unwrap_or(0);
    u32::try_from(periods).unwrap_or(u32::MAX)
}

impl Used {
    /// What was used in a period: nothing, where the count is of an earlier one.
    #[must_use]
    pub fn within(self, period: u32) -> Self {
        if self.period == period {
            self
        } else {
            Self {
                period,
                ..Self::default()
            }
        }
    }

    /// As what a ticket opens that asks for this priority, and what is used afterwards. Beyond the urgent
    /// quota an urgent ticket gets the next lower priority that is not urgent; what is lowered uses nothing of
    /// that quota.
    #[must_use]
    pub fn admit(self, quota: Quota, asked: Priority) -> (Admission, Self) {
        if is_used_up(self.tickets, quota.tickets) {
            return (Admission::BeyondQuota, self);
        }
        let priority = if is_urgent(asked) && is_used_up(self.urgent, quota.urgent) {
            Priority::P3
        } else {
            asked
        };
        let used = Self {
            tickets: self.tickets.saturating_add(1),
            urgent: self.urgent.saturating_add(u32::from(is_urgent(priority))),
            ..self
        };
        (Admission::Covered(priority), used)
    }

    /// What is used after a ticket was raised; `None` where the urgent quota has no room. A ticket that was
    /// urgent before uses nothing more.
    #[must_use]
    pub fn raise(self, quota: Quota, (from, to): (Priority, Priority)) -> Option<Self> {
        if is_urgent(from) || !is_urgent(to) {
            return Some(self);
        }
        let urgent = self.urgent.saturating_add(1);
        (!is_used_up(self.urgent, quota.urgent)).then_some(Self { urgent, ..self })
    }
}

fn is_used_up(used: u32, quota: Option<u32>) -> bool {
    quota.is_some_and(|quota| used >= quota)
}

#[cfg(test)]
mod tests {
    use super::*;
    use Priority::{P1, P2, P3, P4};

    const QUOTA: Quota = Quota {
        tickets: Some(4),
        urgent: Some(1),
    };

    #[test]
    fn the_second_urgent_ticket_opens_as_p3_and_the_fifth_as_best_effort() {
        let mut used = Used::default();
        let mut admitted = vec![];
        for asked in [P2, P1, P4, P3, P1, P4] {
            let (admission, after) = used.admit(QUOTA, asked);
            admitted.push(admission);
            used = after;
        }
        let covered = [P2, P3, P4, P3].map(Admission::Covered);
        assert_eq!(admitted[..4], covered);
        assert_eq!(admitted[4..], [Admission::BeyondQuota; 2]);
        assert_eq!((used.tickets, used.urgent), (4, 1));
    }

    #[test]
    fn a_quota_of_nothing_covers_nothing_and_none_at_all_everything() {
        let none = Quota {
            tickets: Some(0),
            urgent: None,
        };
        let fresh = Used::default();
        assert_eq!(fresh.admit(none, P4), (Admission::BeyondQuota, fresh));
        let used = Used {
            tickets: u32::MAX,
            urgent: u32::MAX,
            period: 0,
        };
        let (admission, after) = used.admit(Quota::default(), P1);
        assert_eq!((admission, after), (Admission::Covered(P1), used));
    }

    #[test]
    fn a_raise_into_urgency_uses_the_urgent_quota_and_within_it_nothing() {
        let fresh = Used::default();
        let one = fresh.raise(QUOTA, (P3, P2)).unwrap();
        assert_eq!(one.urgent, 1);
        assert_eq!(one.raise(QUOTA, (P2, P1)), Some(one));
        assert_eq!(one.raise(QUOTA, (P4, P3)), Some(one));
        assert_eq!(one.raise(QUOTA, (P4, P1)), None);
    }

    #[test]
    fn a_new_period_begins_with_nothing_used() {
        let used = Used {
            period: 3,
            tickets: 4,
            urgent: 1,
        };
        assert_eq!(used.within(3), used);
        assert_eq!(
            used.within(4),
            Used {
                period: 4,
                ..Used::default()
            }
        );
    }

    #[test]
    fn a_period_begins_in_its_first_second() {
        let (from, length) = (UnixTime(100), Seconds(10));
        let periods = [99, 100, 109, 110, 119, 120].map(|at| period_of(from, length, UnixTime(at)));
        assert_eq!(periods, [0, 0, 0, 1, 1, 2]);
        assert_eq!(period_of(from, Seconds::ZERO, UnixTime(500)), 0);
    }
}
