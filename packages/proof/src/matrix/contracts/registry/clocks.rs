//! The second table, `state × metric → runs`, against the contract's clocks in every scene; and whether each scene
//! is in the state that it says.

use aftercare_domain::ticket::{runs, State};
use aftercare_domain::time::Seconds;
use aftercare_engine::{Engine, Failure};
use aftercare_interface::ticket_registry::{
    ClockResponse, ClockRow, QueryMsg, TicketResponse, TicketStatus, Verdict,
};

use super::scenes::{all, Ticket};
use crate::matrix::{Report, Stage};

/// How long a clock is watched; no window of a scene ends meanwhile.
const WATCHED: Seconds = Seconds(5);

/// Every scene's state, and every clock that it has.
pub(super) fn check(report: &mut Report) -> Result<(), Failure> {
    for ticket in all() {
        let mut stage = Stage::new()?;
        (ticket.build)(&mut stage)?;
        let number = stage.noted("ticket").as_u64().unwrap_or_default();
        let state = state(&stage, number)?;
        if state != ticket.state {
            let fault = format!(
                "{} is {}, and says it is {}",
                ticket.name,
                state.word(),
                ticket.state.word()
            );
            report.faults.push(fault);
        }
        let before = clocks(&stage, number)?;
        stage.wait(WATCHED)?;
        let after = clocks(&stage, number)?;
        for (before, after) in before.iter().zip(&after) {
            report.clocks += 1;
            report.faults.extend(fault(ticket, before, after));
        }
    }
    Ok(())
}

fn state(stage: &Stage, ticket: u64) -> Result<State, Failure> {
    let world = &stage.world;
    let question = QueryMsg::Ticket { ticket };
    let found: TicketResponse = world.engine.query(&world.suite.registry, &question)?;
    Ok(match found.status {
        TicketStatus::Open => State::Open,
        TicketStatus::InProgress => State::InProgress,
        TicketStatus::AwaitingCustomer => State::AwaitingCustomer,
        TicketStatus::OnHold => State::OnHold,
        TicketStatus::Suggested => State::Suggested,
        TicketStatus::Resolved => State::Resolved,
        TicketStatus::Closed(_) => State::Closed,
    })
}

/// The clocks of the newest cycle.
fn clocks(stage: &Stage, ticket: u64) -> Result<Vec<ClockRow>, Failure> {
    let world = &stage.world;
    let question = QueryMsg::Clock {
        ticket,
        start_after: None,
        limit: None,
    };
    let found: ClockResponse = world.engine.query(&world.suite.registry, &question)?;
    let newest = found.clocks.iter().map(|row| row.cycle).max();
    let mut rows = found.clocks;
    rows.retain(|row| Some(row.cycle) == newest);
    Ok(rows)
}

/// A clock that is not over runs where the table says so and nowhere else, and what runs counts.
fn fault(ticket: &Ticket, before: &ClockRow, after: &ClockRow) -> Option<String> {
    let told = runs(ticket.state, before.metric);
    let counted = after.used.minus(before.used);
    let expected = match before.running {
        true => WATCHED,
        false => Seconds::ZERO,
    };
    let wrong = match before.verdict {
        _ if before.running && !told => "runs where the table says that it does not",
        Verdict::Pending if told && !before.running => {
            "does not run where the table says that it does"
        }
        _ if counted != expected => "counts what it should not, or not what it should",
        _ => return None,
    };
    Some(format!(
        "{}: the clock of {:?} {wrong}",
        ticket.name, before.metric
    ))
}
