//! What the tool does by itself: subscriptions, settlements, and the end.

use std::time::Instant;

use aftercare_domain::time::{Seconds, UnixTime};
use aftercare_engine::Engine;
use aftercare_interface::sla_escrow::{AgreementResponse, MAX_PERIODS, UNSETTLED_LIMIT};
use aftercare_interface::ticket_registry::TicketStatus;
use anyhow::{bail, Context};

use super::Replay;
use crate::backtest::live::{Subscribed, Task};

impl<E: Engine> Replay<'_, E> {
    /// Withdraws what the log leaves open, and settles until every agreement has ended.
    pub fn wind_up(&mut self) -> anyhow::Result<()> {
        let began = Instant::now();
        for number in 0..self.tickets.len() {
            self.end_case(number)?;
        }
        self.advance_to(aftercare_domain::time::LATEST)?;
        self.busy += began.elapsed();
        Ok(())
    }

    /// The tool's own tasks up to `time`, and then `time` itself.
    pub(super) fn advance_to(&mut self, time: UnixTime) -> anyhow::Result<()> {
        while let Some((at, task)) = self.agenda.next_by(time) {
            self.desk.advance_to(at)?;
            match task {
                Task::Subscribe(number) => self.subscribe(number)?,
                Task::Settle(agreement) => self.settle(agreement)?,
            }
        }
        if time < aftercare_domain::time::LATEST {
            self.desk.advance_to(time)?;
        }
        Ok(())
    }

    fn subscribe(&mut self, number: u32) -> anyhow::Result<()> {
        let place = number as usize;
        let (Some(wanted), Some(live)) = (
            self.index.agreements.get(place),
            self.agreements.get_mut(place),
        ) else {
            bail!("agreement {number} is not in the log");
        };
        let now = self.desk.engine.now();
        let span = wanted.last.plus(Seconds(1)).since(now);
        let needed = span.0.div_ceil(self.period.0).max(1);
        let periods = u32::try_from(needed)
            .unwrap_or(MAX_PERIODS)
            .min(MAX_PERIODS);
        let answer = self
            .desk
            .subscribe(&live.customer, periods)
            .with_context(|| format!("the terms were refused: agreement of {}", wanted.name))?;
        live.terms.push(Subscribed {
            id: answer.agreement,
            from: answer.from,
            periods: answer.periods,
        });
        if answer.until <= wanted.last {
            self.agenda.add(answer.until, Task::Subscribe(number));
        }
        self.plan_settlement(&answer);
        Ok(())
    }

    fn settle(&mut self, agreement: u64) -> anyhow::Result<()> {
        self.desk.poke_due()?;
        let answer = self.desk.settle(agreement)?;
        self.plan_settlement(&answer);
        Ok(())
    }

    fn plan_settlement(&mut self, answer: &AgreementResponse) {
        let Some(due) = answer.next_due else { return };
        let now = self.desk.engine.now();
        // What is due already and has stayed waits for open tickets, and no longer than this.
        let at = if due > now {
            due
        } else {
            due.plus(UNSETTLED_LIMIT).max(now.plus(Seconds(1)))
        };
        self.agenda.add(at, Task::Settle(answer.agreement));
    }

    fn end_case(&mut self, place: usize) -> anyhow::Result<()> {
        let Some(mut ticket) = self.tickets.get(place).copied().flatten() else {
            return Ok(());
        };
        if matches!(ticket.status, TicketStatus::Closed(_)) {
            return Ok(());
        }
        ticket.status = self.desk.status(ticket.id)?;
        let unfinished = !matches!(
            ticket.status,
            TicketStatus::Closed(_) | TicketStatus::Resolved
        );
        let customer = self
            .index
            .cases
            .get(place)
            .and_then(|case| self.agreements.get(case.agreement as usize))
            .map(|live| live.customer.clone());
        if let (true, Some(customer)) = (unfinished, customer) {
            self.desk.cancel(ticket.id, &customer)?;
        }
        Ok(())
    }
}
