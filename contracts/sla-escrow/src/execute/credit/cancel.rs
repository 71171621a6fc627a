//! A waiting credit goes back to where it came from, and makes room for others.

use cosmwasm_std::Storage;

use super::super::provider::Account;
use super::super::{add_to, bond, minus, plus, take_from};
use super::period::{self, Standing};
use super::till::{Held, Till};
use crate::error::Refusal;
use crate::event::CreditCancelled;
use crate::state::{capped_subject, Credits, Line, STARVED, TICKETS, WITHHELD};

/// Where a cancelled credit goes: `amount = unfunded + to_debt + to_bond + to_fee`.
struct Return {
    amount: u128,
    unfunded: u128,
    to_debt: u128,
    to_bond: u128,
    to_fee: u128,
}

impl Return {
    /// The last source first, as if the credit had never been: what the provider owes for the period, what
    /// the bond gave, the fee.
    fn new(line: &Line, credits: &Credits, debt: u128) -> Result<Self, Refusal> {
        let funded = minus(line.amount, line.unfunded, "waiting")?;
        let owed = credits.as_debt.saturating_sub(credits.unowed).min(debt);
        let to_debt = funded.min(owed);
        let beyond_debt = funded.saturating_sub(to_debt);
        let to_bond = beyond_debt.min(credits.from_bond);
        Ok(Self {
            amount: line.amount,
            unfunded: line.unfunded,
            to_debt,
            to_bond,
            to_fee: beyond_debt.saturating_sub(to_bond),
        })
    }

    fn lower(&self, credits: Credits) -> Result<Credits, Refusal> {
        let debt = plus(self.unfunded, self.to_debt, "credited")?;
        Ok(Credits {
            credited: minus(credits.credited, self.amount, "credited")?,
            from_bond: minus(credits.from_bond, self.to_bond, "credited")?,
            as_debt: minus(credits.as_debt, debt, "credited")?,
            unowed: minus(credits.unowed, self.unfunded, "credited")?,
        })
    }
}

impl Till<'_> {
    /// A part of a credit that waited is cancelled. What of the key's want is not credited now never will be.
    pub(super) fn cancel(&mut self, held: &mut Held, line: &Line) -> Result<(), Refusal> {
        let standing = period::load(self.storage, self.agreement, held.record.period)?;
        let back = Return::new(line, &standing.credits, self.agreement.money.debt)?;
        let credits = back.lower(standing.credits)?;
        period::save(self.storage, self.agreement.id, (&standing, credits))?;
        self.lower_ticket(held, line.amount)?;
        let record = &mut held.record;
        take_from(&mut record.credited, line.amount, "credited")?;
        record.forgone = record.want.saturating_sub(record.credited);
        self.give_back(&standing, &back)?;
        self.tell_cancelled(held, line, &back);
        self.look_for_room()
    }

    fn lower_ticket(&mut self, held: &Held, amount: u128) -> Result<(), Refusal> {
        let ticket = (capped_subject(&held.cursor), held.record.period);
        let credited = TICKETS.load(self.storage, (self.agreement.id, ticket))?;
        let credited = minus(credited, amount, "credited")?;
        TICKETS.save(self.storage, (self.agreement.id, ticket), &credited);
        Ok(())
    }

    fn give_back(&mut self, standing: &Standing, back: &Return) -> Result<(), Refusal> {
        let money = &mut self.agreement.money;
        let funded = minus(back.amount, back.unfunded, "waiting")?;
        take_from(&mut money.waiting, funded, "waiting")?;
        take_from(&mut money.debt, back.to_debt, "debt")?;
        add_to(&mut self.paid, back.to_debt, "credited")?;
        let totals = &mut money.totals;
        take_from(&mut totals.credited, back.amount, "credited")?;
        take_from(&mut totals.credited_from_bond, back.to_bond, "credited")?;
        let debt = plus(back.unfunded, back.to_debt, "credited")?;
        take_from(&mut totals.credited_as_debt, debt, "credited")?;
        let bond = plus(money.bond.credit.u128(), back.to_bond, "bond")?;
        money.bond.credit = bond.into();
        self.return_fee(standing, back.to_fee)?;
        self.correct_provider(standing, back)
    }

    /// To escrow; of a settled period to where the next `settle` finds it; of one that was taken back in the
    /// cooling-off to the payer, because nobody can earn it any more.
    fn return_fee(&mut self, standing: &Standing, amount: u128) -> Result<(), Refusal> {
        let money = &mut self.agreement.money;
        if amount == 0 {
            return Ok(());
        }
        if standing.number >= money.periods {
            add_to(&mut self.refunded, amount, "refund")?;
            return add_to(&mut money.totals.refunded, amount, "refund");
        }
        if !standing.is_settled() {
            return add_to(&mut money.escrowed, amount, "escrowed");
        }
        if !standing.is_open() {
            money.withheld_rows = money.withheld_rows.saturating_add(1);
        }
        let kept = plus(standing.fee_left(), amount, "withheld")?;
        let row = (self.agreement.id, standing.number);
        WITHHELD.save(self.storage, row, &kept);
        add_to(&mut money.withheld, amount, "withheld")
    }

    fn correct_provider(&mut self, standing: &Standing, back: &Return) -> Result<(), Refusal> {
        let figures = standing.is_settled();
        let whole = self.is_whole_again();
        if !figures && !whole && back.to_debt == 0 && back.to_bond == 0 {
            return Ok(());
        }
        let provider = self.agreement.cover.provider.clone();
        let asset = self.agreement.asset().clone();
        let mut account = Account::load(self.storage, &provider, &asset)?;
        let record = &mut account.record;
        add_to(&mut record.reserved, back.to_bond, "bond")?;
        take_from(&mut record.owed, back.to_debt, "debt")?;
        if figures {
            record.credits = record.credits.saturating_sub(back.amount);
        }
        if whole {
            self.agreement.money.short_since = None;
            record.short = record.short.saturating_sub(1);
        }
        account.save(self.storage, self.deed);
        Ok(())
    }

    /// Whether a bond that had to be refilled no longer has to.
    fn is_whole_again(&self) -> bool {
        self.agreement.money.short_since.is_some() && bond::is_whole(self.agreement, self.now)
    }

    fn tell_cancelled(&mut self, held: &Held, line: &Line, back: &Return) {
        let cursor = &held.cursor;
        self.deed.tell(CreditCancelled {
            agreement: self.agreement.id,
            subject: cursor.subject,
            metric: cursor.metric,
            cycle: cursor.cycle,
            ordinal: cursor.ordinal,
            waited_for: line.reason,
            until: line.until,
            amount: back.amount,
            credited: held.record.credited,
            unfunded: back.unfunded,
            to_debt: back.to_debt,
            to_bond: back.to_bond,
            to_fee: back.to_fee,
        });
    }

    /// Credits that a cap cut short may find room now: `poke` looks at all of them once.
    pub(super) fn look_for_room(&mut self) -> Result<(), Refusal> {
        if has_starved(self.storage, self.agreement.id)? {
            // Tickets are numbered from 1, so no key comes before this one.
            self.agreement.money.refill = Some([0; 17]);
        }
        Ok(())
    }
}

fn has_starved(storage: &dyn Storage, agreement: u64) -> Result<bool, Refusal> {
    let mut rows = STARVED.of(storage, agreement, (None, None));
    Ok(rows.next().transpose()?.is_some())
}
