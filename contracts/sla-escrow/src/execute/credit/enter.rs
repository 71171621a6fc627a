//! A booking is written into every record that bounds the next ones.

use aftercare_domain::time::UnixTime;
use aftercare_interface::sla_escrow::WaitingReason;
use cosmwasm_std::Addr;

use super::super::provider::{self, Account};
use super::super::{add_to, debt, plus, take_from};
use super::assess::Booking;
use super::period;
use super::till::{Held, Till};
use crate::error::Refusal;
use crate::event::MissBooked;
use crate::state::{capped_subject, Credits, Line, STARVED, TICKETS, WITHHELD};

impl Till<'_> {
    pub(super) fn enter(&mut self, mut booking: Booking, by: &Addr) -> Result<(), Refusal> {
        let held = &mut booking.held;
        held.record.credited = plus(held.record.credited, booking.added, "credited")?;
        if booking.added > 0 {
            self.raise(&booking)?;
            self.place(&mut booking)?;
        }
        let held = &booking.held;
        if held.record.is_cut() && self.agreement.can_cancel() {
            STARVED.save(self.storage, (self.agreement.id, held.key), &());
        }
        self.save(held);
        self.deed.tell(booked(self.agreement.id, &booking, by));
        Ok(())
    }

    /// The addition leaves for the customer, or waits.
    fn place(&mut self, booking: &mut Booking) -> Result<(), Refusal> {
        let sources = &booking.sources;
        let Some((reason, until)) = booking.wait else {
            add_to(&mut self.paid, sources.paid(), "credited")?;
            return debt::owe(self.storage, (self.agreement, sources.as_debt), self.deed);
        };
        add_to(&mut self.agreement.money.waiting, sources.paid(), "waiting")?;
        booking.held.add(Line {
            amount: booking.added,
            unfunded: sources.as_debt,
            reason,
            until,
        })
    }

    /// The addition leaves its sources and counts on every level that a cap bounds.
    fn raise(&mut self, booking: &Booking) -> Result<(), Refusal> {
        let (id, number) = (self.agreement.id, booking.standing.number);
        let ticket = plus(booking.ticket, booking.added, "credited")?;
        let subject = capped_subject(&booking.held.cursor);
        TICKETS.save(self.storage, (id, (subject, number)), &ticket);
        let (sources, before) = (&booking.sources, booking.standing.credits);
        let unowed = booking.wait.map_or(0, |_| sources.as_debt);
        let credits = Credits {
            credited: plus(before.credited, booking.added, "credited")?,
            from_bond: plus(before.from_bond, sources.from_bond, "credited")?,
            as_debt: plus(before.as_debt, sources.as_debt, "credited")?,
            unowed: plus(before.unowed, unowed, "credited")?,
        };
        period::save(self.storage, id, (&booking.standing, credits))?;
        self.take_fee(booking)?;
        self.draw_on_provider(booking)?;
        let totals = &mut self.agreement.money.totals;
        add_to(&mut totals.credited, booking.added, "credited")?;
        add_to(
            &mut totals.credited_from_bond,
            sources.from_bond,
            "credited",
        )?;
        add_to(&mut totals.credited_as_debt, sources.as_debt, "credited")
    }

    /// Out of escrow, or out of what was kept back of a settled period.
    fn take_fee(&mut self, booking: &Booking) -> Result<(), Refusal> {
        let amount = booking.sources.from_fee;
        let money = &mut self.agreement.money;
        if !booking.standing.is_settled() {
            return take_from(&mut money.escrowed, amount, "escrowed");
        }
        let left = booking.standing.fee_left().saturating_sub(amount);
        let row = (self.agreement.id, booking.standing.number);
        WITHHELD.save(self.storage, row, &left);
        take_from(&mut money.withheld, amount, "withheld")
    }

    /// Out of the bond, which then has to be refilled; and into the figures, where the period is in them.
    fn draw_on_provider(&mut self, booking: &Booking) -> Result<(), Refusal> {
        let (amount, settled) = (booking.sources.from_bond, booking.standing.is_settled());
        if amount == 0 && !settled {
            return Ok(());
        }
        let (need, _) = self.agreement.bond_asked(self.now);
        let provider = self.agreement.cover.provider.clone();
        let asset = self.agreement.asset().clone();
        let money = &mut self.agreement.money;
        provider::take_part(&mut money.bond.credit, amount)?;
        let mut account = Account::load(self.storage, &provider, &asset)?;
        account.draw(amount)?;
        if money.bond.credit < need.credit && money.short_since.is_none() {
            money.short_since = Some(self.now);
            account.record.short = account.record.short.saturating_add(1);
        }
        if settled {
            add_to(&mut account.record.credits, booking.added, "credits")?;
        }
        account.save(self.storage, self.deed);
        Ok(())
    }
}

fn booked(agreement: u64, booking: &Booking, by: &Addr) -> MissBooked {
    let Held { cursor, record, .. } = &booking.held;
    let wait = booking.wait.filter(|_| booking.added > 0);
    let (waits_for, until): (Option<WaitingReason>, Option<UnixTime>) = wait.unzip();
    MissBooked {
        agreement,
        by: by.clone(),
        subject: cursor.subject,
        metric: cursor.metric,
        cycle: cursor.cycle,
        ordinal: cursor.ordinal,
        due: record.due,
        period: record.period,
        want: record.want,
        credited: record.credited,
        added: booking.added,
        from_fee: booking.sources.from_fee,
        from_bond: booking.sources.from_bond,
        as_debt: booking.sources.as_debt,
        waits_for,
        until,
    }
}
