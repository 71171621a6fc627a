//! A world in which every metric is promised, and a bot serves beside the agent.

use aftercare_domain::credit::Threshold;
use aftercare_domain::policy::{Metric, ServiceHours, Targets};
use aftercare_domain::time::{Seconds, DAY, HOUR};
use aftercare_interface::raw::Terms;
use aftercare_interface::sla_escrow::Miss;
use aftercare_interface::ticket_registry::{
    ClockInterval, ClockResponse, ExecuteMsg, NewAgent, QueryMsg,
};
use cosmwasm_std::Addr;

use crate::messages::{commitment, new_agent, terms};
use crate::world::{Outcome, World};

/// The agreement whose clocks count every second at any priority.
pub const FULL: u64 = 3;
/// The agreement whose clocks count every second at P1, and office hours below.
pub const MIXED: u64 = 4;
/// Targets at P1; at P2 twice, at P3 four times as much, at P4 neither update nor resolution.
pub const FIRST: u64 = HOUR;
pub const NEXT: u64 = 2 * HOUR;
pub const UPDATE: u64 = 4 * HOUR;
pub const RESOLVE: u64 = 8 * HOUR;
/// The length of a period; period 0 begins with the world.
pub const PERIOD: u64 = 30 * DAY;

/// A world with both agreements and the bot.
pub fn full_world() -> World {
    let mut w = World::new();
    let below = [
        (FULL, ServiceHours::Always),
        (MIXED, ServiceHours::Calendar(1)),
    ];
    for (agreement, hours) in below {
        w.put_terms(agreement, promises(hours));
        w.put_cover(agreement, w.cover(agreement));
    }
    let (provider, bot) = (w.people.provider.clone(), bot(&w));
    let automated = NewAgent {
        automated: true,
        ..new_agent(&bot)
    };
    w.act(&provider, ExecuteMsg::SetAgent(automated)).unwrap();
    w
}

pub fn bot(w: &World) -> Addr {
    w.app.api().addr_make("bot")
}

fn promises(below: ServiceHours) -> Terms {
    let of = |times: u64, hours| Targets {
        hours,
        first_response: Some(Seconds(times * FIRST)),
        next_response: Some(Seconds(times * NEXT)),
        update: Some(Seconds(times * UPDATE)),
        resolution: Some(Seconds(times * RESOLVE)),
    };
    let mut terms = terms(below);
    terms.policy.p1 = of(1, ServiceHours::Always);
    terms.policy.p2 = of(2, below);
    terms.policy.p3 = of(4, below);
    terms.policy.p4 = Targets {
        update: None,
        resolution: None,
        ..of(4, below)
    };
    let late = vec![
        Threshold::LateSeconds(Seconds(1)),
        Threshold::LateSeconds(Seconds(HOUR)),
    ];
    let count = vec![Threshold::Count(1), Threshold::Count(3)];
    terms.starts = vec![late.clone(), late.clone(), count, late, vec![]];
    terms
}

impl World {
    /// The customer says something that needs no answer.
    pub fn thanks(&mut self, ticket: u64) -> Outcome {
        let customer = self.people.customer.clone();
        let msg = ExecuteMsg::Reply {
            ticket,
            content: commitment(12),
            expects_answer: false,
        };
        self.act(&customer, msg)
    }

    /// Misses of a metric that the escrow was told, in order.
    pub fn misses(&self, ticket: u64, metric: Metric) -> Vec<Miss> {
        let misses = self.bookings().into_iter().flat_map(|booked| booked.misses);
        misses
            .filter(|miss| miss.subject == ticket && miss.metric == metric)
            .collect()
    }

    /// All intervals of a ticket, read in pages of this size.
    pub fn intervals(&self, ticket: u64, size: u32) -> Vec<ClockInterval> {
        let (mut all, mut start_after) = (vec![], None);
        loop {
            let found: ClockResponse = self.ask(&QueryMsg::Clock {
                ticket,
                start_after,
                limit: Some(size),
            });
            all.extend(found.intervals.rows);
            start_after = found.intervals.next;
            if start_after.is_none() {
                return all;
            }
        }
    }
}
