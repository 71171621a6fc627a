//! What both sides say about tickets.

use aftercare_clock_model as plain;
use aftercare_engine::Failure;
use aftercare_interface::ticket_registry::{
    ClockResponse, ClockRow, CloseReason, HistoryResponse, IntakeResponse, QueryMsg,
    RatingResponse, TicketResponse, TicketStanding, TicketStatus, Verdict,
};
use aftercare_suite_model::Ticket;
use cosmwasm_std::Addr;
use serde::de::DeserializeOwned;

use super::life::{Life, Stored};
use super::people::PROVIDERS;

/// So many lines of a history are looked at.
const SHOWN: u32 = 30;

impl<E: Stored> Life<E> {
    pub(super) fn ask_registry<Answer: DeserializeOwned>(
        &self,
        question: &QueryMsg,
    ) -> Result<Answer, Failure> {
        self.world
            .engine
            .query(&self.world.suite.registry, question)
    }

    pub(super) fn compare_ticket(&mut self, ticket: u64) -> Result<(), Failure> {
        let now = self.model.now;
        let one = self.model.tickets[ticket as usize - 1].at(now);
        let found: TicketResponse = self.ask_registry(&QueryMsg::Ticket { ticket })?;
        let expected = (
            (one.customer.clone(), one.provider.clone()),
            one.named(),
            one.priority,
            status(&one),
            one.ending.map(|(_, at)| at),
            one.clocks.cycle,
        );
        let told = (
            (found.customer.into_string(), found.provider.into_string()),
            found.agreement,
            found.priority,
            found.status,
            found.closed_at.map(|at| at.0),
            found.cycle,
        );
        let what =
            || format!("ticket {ticket}, parties, agreement, priority, status, closed, cycle");
        self.same(&what, (expected, told))?;
        let rating: Option<RatingResponse> = self.ask_registry(&QueryMsg::Rating { ticket })?;
        let expected = (
            standing(&one),
            self.model.holder(&one).map(str::to_owned),
            (self.model.queue_of(&one), one.category),
            (one.asked, one.opener.clone()),
            (one.confidential, one.rated.is_some()),
        );
        let told = (
            found.standing,
            found.holder.map(Addr::into_string),
            (found.queue, found.category),
            (found.asked, found.opener.map(Addr::into_string)),
            (found.confidential, rating.is_some()),
        );
        let what = || {
            format!("ticket {ticket}, standing, holder, queue, category, asked, opener, confidential, rated")
        };
        self.same(&what, (expected, told))?;
        self.compare_history(ticket)?;
        let question = QueryMsg::Clock {
            ticket,
            start_after: None,
            limit: None,
        };
        let clocks: ClockResponse = self.ask_registry(&question)?;
        let cycle = one.clocks.cycle;
        let mut rows: Vec<_> = clocks
            .clocks
            .iter()
            .filter(|row| row.cycle == cycle)
            .collect();
        rows.sort_by_key(|row| row.metric);
        let mut expected = one.says();
        expected.sort_by_key(|row| row.0);
        let told = rows.iter().map(|row| said(row)).collect();
        let what = || format!("clocks of ticket {ticket}");
        self.same(&what, (expected, told))
    }

    /// What time has done enters a history with the next message.
    fn compare_history(&mut self, ticket: u64) -> Result<(), Failure> {
        let question = QueryMsg::History {
            ticket,
            start_after: None,
            limit: Some(SHOWN),
        };
        let found: HistoryResponse = self.ask_registry(&question)?;
        let found: Vec<u32> = found.lines.rows.iter().map(|line| line.index).collect();
        let left = &self.model.tickets[ticket as usize - 1].history.left;
        let expected = left.iter().copied().take(SHOWN as usize).collect();
        let what = || format!("lines that are left of the history of ticket {ticket}");
        self.same(&what, (expected, found))
    }

    pub(super) fn compare_intakes(&mut self) -> Result<(), Failure> {
        for name in PROVIDERS {
            let provider = self.people.address(name);
            let expected = self.model.intake(&provider);
            let found: IntakeResponse = self.ask_registry(&QueryMsg::Intake { provider })?;
            let found = (found.open_to_public, found.max_open, found.open);
            self.same(&|| format!("the intake of {name}"), (expected, found))?;
        }
        Ok(())
    }
}

fn said(
    row: &ClockRow,
) -> (
    aftercare_domain::policy::Metric,
    u32,
    i64,
    i64,
    plain::Verdict,
    bool,
) {
    let verdict = match row.verdict {
        Verdict::Pending => plain::Verdict::Pending,
        Verdict::Met => plain::Verdict::Met,
        Verdict::Missed { late } => plain::Verdict::Missed(late.0.cast_signed()),
        Verdict::NotMeasured => plain::Verdict::NotMeasured,
    };
    let (target, used) = (row.target.0.cast_signed(), row.used.0.cast_signed());
    (row.metric, row.ordinal, target, used, verdict, row.running)
}

const fn standing(ticket: &Ticket) -> TicketStanding {
    match ticket {
        Ticket {
            agreement: Some(_), ..
        } => TicketStanding::Covered,
        Ticket {
            offered: Some(_), ..
        } => TicketStanding::Offered,
        Ticket {
            beyond: Some(_), ..
        } => TicketStanding::BeyondQuota,
        _ => TicketStanding::BestEffort,
    }
}

fn status(ticket: &Ticket) -> TicketStatus {
    let reason = ticket
        .ending
        .map_or(CloseReason::Merged, |(reason, _)| reason);
    match ticket.clocks.state {
        plain::State::Open => TicketStatus::Open,
        plain::State::InProgress => TicketStatus::InProgress,
        plain::State::Awaiting => TicketStatus::AwaitingCustomer,
        plain::State::OnHold => TicketStatus::OnHold,
        plain::State::Suggested => TicketStatus::Suggested,
        plain::State::Resolved => TicketStatus::Resolved,
        plain::State::Closed => TicketStatus::Closed(reason),
    }
}
