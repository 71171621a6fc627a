//! Credits that wait, and what parties, arbitrator and time make of them.

use aftercare_domain::money::Bps;
use aftercare_domain::time::Seconds;
use aftercare_engine::{Batch, Engine, Failure};
use aftercare_interface::sla_escrow::{
    Arbitration, ExecuteMsg, MissCursor, MissResponse, PlanTerms, QueryMsg, Release,
};
use aftercare_interface::ticket_registry::ExecuteMsg as Registry;
use aftercare_interface::Page;
use cosmwasm_std::Uint128;

use super::{tell, under, whole, Scenario, Told, OF};
use crate::{commitment, World};

/// Beyond three times the half hour that a ticket of scenarios has to be answered in.
const VERY_LATE: Seconds = Seconds::hours(3);
/// How long a credit of these scenarios can be contested.
const WINDOW: Seconds = Seconds::days(1);

pub(super) fn scenarios<E: Batch>() -> Vec<Scenario<E>> {
    vec![
        whole(OF, "a miss booked, its credit waits", None, book_waiting),
        whole(OF, "a miss booked and refunded, with a tip", None, tip),
        whole(OF, "contest a credit", None, contest),
        whole(OF, "rule that a credit stands", None, rule_for),
        whole(OF, "rule that a credit does not stand", None, rule_against),
        whole(OF, "poke: a waiting credit is released", None, release),
        whole(OF, "poke: nobody ruled", None, unruled),
        whole(OF, "declare force majeure", None, declare),
        whole(OF, "object to an excuse", None, object),
    ]
}

/// As many tickets of the customer, each as late as the worst tier asks, all poked.
pub(super) fn late_tickets<E: Engine>(
    world: &mut World<E>,
    agreement: u64,
    count: usize,
) -> Result<Vec<u64>, Failure> {
    let tickets = (0..count).map(|_| world.ticket("customer", agreement));
    let tickets = tickets.collect::<Result<Vec<_>, _>>()?;
    world.wait(VERY_LATE)?;
    for ticket in &tickets {
        world.registry("keeper", &Registry::Poke { ticket: *ticket })?;
    }
    Ok(tickets)
}

/// The booked misses of an agreement.
pub(super) fn cursors<E: Engine>(
    world: &World<E>,
    agreement: u64,
) -> Result<Vec<MissCursor>, Failure> {
    let question = QueryMsg::Misses {
        agreement,
        start_after: None,
        limit: None,
    };
    let page: Page<MissResponse, MissCursor> =
        world.engine.query(&world.suite.escrow, &question)?;
    Ok(page.rows.into_iter().map(|booked| booked.key).collect())
}

fn contestable<E: Engine>(world: &mut World<E>) -> Result<PlanTerms, Failure> {
    let mut terms = world.terms()?;
    terms.release = Release::AfterContest { window: WINDOW };
    terms.arbitration = Some(Arbitration {
        arbitrator: world.person("arbitrator"),
        time: Seconds::days(3),
        default_split: Bps(5_000),
    });
    Ok(terms)
}

/// One credit that can be contested, and its key.
fn waiting<E: Engine>(world: &mut World<E>) -> Result<(u64, MissCursor), Failure> {
    let terms = contestable(world)?;
    let agreement = under(world, &terms)?;
    late_tickets(world, agreement, 1)?;
    Ok((agreement, first(world, agreement)?))
}

fn first<E: Engine>(world: &World<E>, agreement: u64) -> Result<MissCursor, Failure> {
    let misses = cursors(world, agreement)?;
    let none = || Failure::new("no miss was booked");
    misses.into_iter().next().ok_or_else(none)
}

fn contested<E: Engine>(world: &mut World<E>) -> Result<u64, Failure> {
    let (agreement, miss) = waiting(world)?;
    let evidence = commitment("The customer was away");
    let contest = ExecuteMsg::Contest {
        agreement,
        miss,
        evidence,
    };
    tell(world, "provider", &contest)?;
    Ok(agreement)
}

fn book_waiting<E: Engine>(world: &mut World<E>) -> Told {
    let terms = contestable(world)?;
    let agreement = under(world, &terms)?;
    late_tickets(world, agreement, 1)?;
    late_tickets(world, agreement, 1).map(drop)
}

fn tip<E: Engine>(world: &mut World<E>) -> Told {
    let mut terms = world.terms()?;
    terms.tip = Uint128::new(1_000_000);
    terms.bond.tips = Uint128::new(10_000_000);
    let agreement = under(world, &terms)?;
    late_tickets(world, agreement, 1)?;
    late_tickets(world, agreement, 1).map(drop)
}

fn contest<E: Engine>(world: &mut World<E>) -> Told {
    contested(world).map(drop)
}

fn rule<E: Engine>(world: &mut World<E>, credit_stands: bool) -> Told {
    contested(world)?;
    let rule = ExecuteMsg::Rule {
        dispute: 1,
        credit_stands,
    };
    tell(world, "arbitrator", &rule)
}

fn rule_for<E: Engine>(world: &mut World<E>) -> Told {
    rule(world, true)
}

fn rule_against<E: Engine>(world: &mut World<E>) -> Told {
    rule(world, false)
}

fn poke<E: Engine>(world: &mut World<E>, agreement: u64) -> Told {
    let limit = 30;
    tell(world, "keeper", &ExecuteMsg::Poke { agreement, limit })
}

fn release<E: Engine>(world: &mut World<E>) -> Told {
    let (agreement, _) = waiting(world)?;
    world.wait(Seconds::days(2))?;
    poke(world, agreement)
}

fn unruled<E: Engine>(world: &mut World<E>) -> Told {
    let agreement = contested(world)?;
    world.wait(Seconds::days(4))?;
    poke(world, agreement)
}

/// An agreement with a day of force majeure ahead.
fn declared<E: Engine>(world: &mut World<E>) -> Result<u64, Failure> {
    let mut terms = contestable(world)?;
    terms.excusable = Seconds::days(2);
    let agreement = under(world, &terms)?;
    let from = world.now().plus(Seconds(1));
    let declare = ExecuteMsg::DeclareForceMajeure {
        agreement,
        from,
        until: from.plus(Seconds::days(1)),
        evidence: commitment("Flood"),
    };
    tell(world, "provider", &declare)?;
    Ok(agreement)
}

fn declare<E: Engine>(world: &mut World<E>) -> Told {
    declared(world).map(drop)
}

fn object<E: Engine>(world: &mut World<E>) -> Told {
    let agreement = declared(world)?;
    late_tickets(world, agreement, 1)?;
    let miss = first(world, agreement)?;
    tell(world, "customer", &ExecuteMsg::Object { agreement, miss })
}
