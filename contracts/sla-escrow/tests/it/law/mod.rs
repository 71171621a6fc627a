//! given an agreement in any state, and misses with their last measures
//! └── when they are booked and poked in two different orders, with repetitions and milder measures before
//!     ├── the books balance on every level
//!     ├── each block is credited the same in the end
//!     └── where the block's cap does not bind, each period is, and from the same sources

mod chain;

use aftercare_domain::credit::{Caps, Measure};
use aftercare_domain::money::Bps;
use aftercare_domain::policy::Metric;
use aftercare_domain::time::{Seconds, UnixTime};
use aftercare_interface::sla_escrow::Miss;
use aftercare_sla_escrow::state::Credits;
use proptest::prelude::*;
use proptest::test_runner::RngSeed;

use crate::world::terms::TARGET;
use crate::world::START;
use chain::{stage, Chain};

const CASES: u32 = 300;
const TICKETS: u64 = 4;

fn config() -> ProptestConfig {
    let asked = std::env::var("PROPTEST_CASES").ok();
    ProptestConfig {
        cases: asked.and_then(|cases| cases.parse().ok()).unwrap_or(CASES),
        rng_seed: RngSeed::Fixed(20_261_122),
        failure_persistence: None,
        ..ProptestConfig::default()
    }
}

/// What happens before. Tickets are counted modulo those that there are, hours from the start.
#[derive(Clone, Debug)]
pub enum Act {
    Book { ticket: u64, due: u64, late: u64 },
    Declare { from: u64, hours: u64 },
    Contest { ticket: u64 },
    Object { ticket: u64 },
    Poke { limit: u32 },
    Pass { hours: u64 },
}

/// What is done in any order: a ticket's last measure at a point of the time, perhaps a milder one before,
/// perhaps again; and pokes.
#[derive(Clone, Debug)]
struct Plan {
    /// Which miss, in which hour, how late: milder than the last, or as late.
    bookings: Vec<(u64, u64, u64)>,
    /// In which hour, how many credits.
    pokes: Vec<(u64, u32)>,
}

fn act() -> impl Strategy<Value = Act> {
    let ticket = 0..TICKETS;
    prop_oneof![
        6 => (ticket.clone(), 0..120u64, 0..4u64)
            .prop_map(|(ticket, due, late)| Act::Book { ticket, due, late }),
        1 => (0..160u64, 1..40u64).prop_map(|(from, hours)| Act::Declare { from, hours }),
        2 => ticket.clone().prop_map(|ticket| Act::Contest { ticket }),
        2 => ticket.prop_map(|ticket| Act::Object { ticket }),
        2 => (1..4u32).prop_map(|limit| Act::Poke { limit }),
        3 => (1..60u64).prop_map(|hours| Act::Pass { hours }),
    ]
}

fn plan() -> impl Strategy<Value = Plan> {
    let booking = (0..8u64, 0..20u64, 0..4u64);
    let poke = (0..24u64, 1..4u32);
    (
        prop::collection::vec(booking, 0..10),
        prop::collection::vec(poke, 0..8),
    )
        .prop_map(|(bookings, pokes)| Plan { bookings, pokes })
}

/// The ordinal says when it was due as well, so that each key has one due.
fn miss(ticket: u64, due: UnixTime, late: u64) -> Miss {
    let hours = due.since(START).0 / 3_600;
    Miss {
        subject: ticket + 1,
        metric: Metric::Resolution,
        cycle: 0,
        ordinal: u32::try_from(hours).unwrap(),
        due,
        measure: Measure::Late {
            late: Seconds([1, TARGET.0, TARGET.0 * 2, TARGET.0 * 4][late as usize % 4]),
            target: TARGET,
        },
    }
}

/// Follows a plan through 24 hours in which every miss of the list is booked at its last measure.
fn follow(chain: &mut Chain, misses: &[(u64, u64, u64)], plan: &Plan) {
    let begin = chain.now;
    let last = |at: usize| {
        let (ticket, due, late) = misses[at];
        miss(ticket, START.plus(Seconds::hours(due)), late)
    };
    for hour in 0..24u64 {
        chain.now = begin.plus(Seconds::hours(hour));
        for (which, when, late) in &plan.bookings {
            let known = misses.get(*which as usize);
            if let (Some((ticket, due, worst)), true) = (known, *when == hour) {
                let due = START.plus(Seconds::hours(*due));
                chain.book(miss(*ticket, due, *late.min(worst)));
            }
        }
        for at in 0..misses.len() {
            // Each plan brings the last measures at hours, and in an order, of its own.
            let turn = plan
                .bookings
                .get(at)
                .map_or(at as u64, |booking| booking.1 + booking.2);
            if turn % 24 == hour {
                chain.book(last(at));
            }
        }
        for (when, limit) in &plan.pokes {
            if *when == hour {
                chain.poke(*limit);
            }
        }
    }
    chain.now = begin.plus(Seconds::hours(24));
}

fn sums(periods: &[Credits]) -> u128 {
    periods.iter().map(|period| period.credited).sum()
}

fn whole(blocks: &[Vec<Credits>]) -> Vec<Vec<(u128, u128, u128)>> {
    let parts = |one: &Credits| (one.credited, one.from_bond, one.as_debt);
    let full = |periods: &Vec<Credits>| {
        let mut all: Vec<_> = periods.iter().map(parts).collect();
        all.resize(12, (0, 0, 0));
        all
    };
    blocks.iter().map(full).collect()
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn order_and_number_of_bookings_and_pokes_do_not_matter(
        before in prop::collection::vec(act(), 0..16),
        misses in prop::collection::vec((0..TICKETS, 0..200u64, 0..4u64), 1..8),
        plans in (plan(), plan()),
        (ticket, period, block) in (700u32..4_000, 0u32..6_000, 0u32..9_000),
        waits in any::<bool>(),
    ) {
        let period = ticket + period;
        let caps = Caps {
            ticket: Bps(ticket),
            period: Bps(period.min(10_000)),
            block: Bps(period.min(10_000) + block),
        };
        let mut chain = stage(caps, waits);
        for act in &before {
            chain.play(act);
        }
        chain.rule_all();
        chain.poke_all();
        chain.now = chain.now.max(START.plus(Seconds::hours(201)));
        let (mut one, mut other) = (chain.clone(), chain);
        follow(&mut one, &misses, &plans.0);
        follow(&mut other, &misses, &plans.1);
        one.rest();
        other.rest();
        one.balances();
        other.balances();
        let (mine, theirs) = (one.blocks(), other.blocks());
        for (block, (a, b)) in mine.iter().zip(&theirs).enumerate() {
            prop_assert_eq!(sums(a), sums(b), "block {}", block);
        }
        if one.has_room(caps) {
            prop_assert_eq!(whole(&mine), whole(&theirs));
        }
    }
}
