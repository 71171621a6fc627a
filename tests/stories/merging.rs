//! What another ticket's used time makes late is paid for, and in the second of the merge itself.
//!
//! given an urgent ticket whose clock runs, or waits for the customer
//!   when one that is older and less urgent is merged into it
//!     the updates that its time makes late are credited with the merge, due in the second before
//!     so is the resolution where its clock waits; where it runs, with whoever pokes first, were it in the
//!     second of the merge

use aftercare_domain::credit::{CreditSchedule, Threshold, Tier};
use aftercare_domain::money::Bps;
use aftercare_domain::policy::{Level, Metric};
use aftercare_domain::time::{Seconds, UnixTime};
use aftercare_engine::{Engine, Native};
use aftercare_interface::sla_escrow::{MissCursor, MissResponse, QueryMsg};
use aftercare_interface::ticket_registry::ExecuteMsg;
use aftercare_interface::Page;
use aftercare_testing::{commitment, default_terms, World};

use super::world;

/// What a credit for any miss comes to: a fiftieth of the fee.
const CREDIT: u128 = 20_000_000;

/// Only that metric is paid for.
fn pays_for(metric: Metric) -> CreditSchedule {
    let tier = |from| {
        let credit = Bps(200);
        vec![Tier { from, credit }]
    };
    match metric {
        Metric::Update => CreditSchedule {
            update: tier(Threshold::Count(1)),
            ..CreditSchedule::default()
        },
        _ => CreditSchedule {
            resolution: tier(Threshold::LateSeconds(Seconds(1))),
            ..CreditSchedule::default()
        },
    }
}

/// The one was answered and has used ten hours; the other began with the last of them, and nothing on it is late.
fn two_tickets(world: &mut World<Native>, agreement: u64) -> (u64, u64) {
    let open = |world: &mut World<Native>, level| {
        let of = (agreement, "provider");
        let ticket = world.open("customer", of, (level, level), "Down").unwrap();
        world.reply("provider", ticket, "We look into it").unwrap();
        ticket
    };
    let one = open(world, Level::Low);
    world.wait(Seconds::hours(10)).unwrap();
    (one, open(world, Level::High))
}

fn merge(world: &mut World<Native>, (ticket, into): (u64, u64)) {
    let propose = ExecuteMsg::ProposeMerge {
        ticket,
        into,
        duplicate: false,
    };
    world.registry("provider", &propose).unwrap();
    let agree = ExecuteMsg::AgreeMerge { ticket };
    world.registry("customer", &agree).unwrap();
}

fn credited(world: &World<Native>, agreement: u64) -> Vec<(u64, Metric, u128, UnixTime)> {
    let question = QueryMsg::Misses {
        agreement,
        start_after: None,
        limit: None,
    };
    let escrow = &world.suite.escrow;
    let page: Page<MissResponse, MissCursor> = world.engine.query(escrow, &question).unwrap();
    let misses = page.rows.into_iter();
    let shown = misses.map(|miss| {
        let MissCursor {
            subject, metric, ..
        } = miss.key;
        (subject, metric, miss.credited.u128(), miss.due)
    });
    shown.collect()
}

#[test]
fn what_a_merge_makes_late_is_credited_in_the_second_of_the_merge() {
    for (metric, waits) in [
        (Metric::Update, false),
        (Metric::Update, true),
        (Metric::Resolution, false),
        (Metric::Resolution, true),
    ] {
        let mut world = world();
        let mut terms = default_terms(&world.euro, None);
        terms.schedule = pays_for(metric);
        let plan = world.offer("provider", &terms).unwrap();
        let agreement = world.subscribe("customer", plan, 2).unwrap();
        let (one, other) = two_tickets(&mut world, agreement);
        if waits {
            let question = commitment("Which version?");
            let ask = ExecuteMsg::AskCustomer {
                ticket: other,
                question,
            };
            world.registry("provider", &ask).unwrap();
        }
        assert_eq!(credited(&world, agreement), [], "nothing is late before");
        merge(&mut world, (one, other));
        if metric == Metric::Resolution && !waits {
            let poke = ExecuteMsg::Poke { ticket: other };
            world.registry("stranger", &poke).unwrap();
        }
        let due = world.now().minus(Seconds(1));
        let found = credited(&world, agreement);
        assert_eq!(found, [(other, metric, CREDIT, due)], "waits: {waits}");
    }
}
