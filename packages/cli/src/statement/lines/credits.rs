//! Service credits: booked, waiting, released, cancelled; and what the provider owes of them.

use super::{Note, Place, Statement};
use crate::statement::accounts::Account;
use crate::statement::word::Word;
use crate::statement::wrong::Wrong;

const OWED: Place = Place::Of(Account::Debt);
const WAITING: Place = Place::Of(Account::Waiting);
const BOND: Place = Place::Of(Account::BondCredit);

impl Statement {
    /// Where a period's fee is, as long as somebody can get it.
    fn fee_of(&self, period: u32) -> Place {
        if period < self.settled {
            Place::Of(Account::Withheld)
        } else {
            Place::Of(Account::Escrowed)
        }
    }

    pub(super) fn booked(&mut self, word: &Word) -> Result<(), Wrong> {
        let (customer, miss) = (self.parties()?.customer, word.miss()?);
        let period = word.must("period")?;
        self.misses.insert(miss.clone(), period);
        let (from_bond, as_debt) = (word.must("from_bond")?, word.must("as_debt")?);
        self.accounts.add(Account::Credited, word.must("added")?)?;
        self.accounts.add(Account::CreditedFromBond, from_bond)?;
        self.accounts.add(Account::CreditedAsDebt, as_debt)?;
        let waits = word.text("waits_for").is_some();
        let (reason, paid, owed) = if waits {
            ("credit-waits", WAITING, Place::Unfunded)
        } else {
            ("credit", Place::Party, OWED)
        };
        let note = Note {
            party: &customer,
            reason,
            about: &miss,
        };
        let fee = self.fee_of(period);
        self.shift(word.must("from_fee")?, (fee, paid), &note)?;
        self.shift(from_bond, (BOND, paid), &note)?;
        self.shift(as_debt, (Place::Nowhere, owed), &note)
    }

    pub(super) fn released(&mut self, word: &Word) -> Result<(), Wrong> {
        let (customer, miss) = (self.parties()?.customer, word.miss()?);
        let (amount, as_debt): (u128, u128) = (word.must("amount")?, word.must("as_debt")?);
        let funded = amount.saturating_sub(as_debt);
        let note = Note {
            party: &customer,
            reason: "credit-released",
            about: &miss,
        };
        self.shift(funded, (WAITING, Place::Party), &note)?;
        self.shift(as_debt, (Place::Unfunded, OWED), &note)
    }

    /// Back to where it came from. The part that pays a debt leaves for the customer, who is owed as much less.
    pub(super) fn cancelled(&mut self, word: &Word) -> Result<(), Wrong> {
        let (parties, miss) = (self.parties()?, word.miss()?);
        let (unfunded, to_debt) = (word.must("unfunded")?, word.must("to_debt")?);
        let to_bond = word.must("to_bond")?;
        self.accounts
            .take(Account::Credited, word.must("amount")?)?;
        self.accounts.take(Account::CreditedFromBond, to_bond)?;
        self.accounts.take(Account::CreditedAsDebt, unfunded)?;
        self.accounts.take(Account::CreditedAsDebt, to_debt)?;
        let note = |party| Note {
            party,
            reason: "credit-cancelled",
            about: &miss,
        };
        let customer = note(&parties.customer);
        self.shift(unfunded, (Place::Unfunded, Place::Nowhere), &customer)?;
        self.shift(to_debt, (WAITING, Place::Party), &customer)?;
        self.shift(to_debt, (OWED, Place::Nowhere), &customer)?;
        self.shift(to_bond, (WAITING, BOND), &note(&parties.provider))?;
        self.fee_returns(word.must("to_fee")?, &note(&parties.payer))
    }

    /// To the period's fee; of a period that nobody can earn any more, to the payer.
    fn fee_returns(&mut self, amount: u128, note: &Note) -> Result<(), Wrong> {
        let period = self.misses.get(note.about).copied().unwrap_or(0);
        if period < self.periods {
            let fee = self.fee_of(period);
            return self.shift(amount, (WAITING, fee), note);
        }
        self.accounts.add(Account::Refunded, amount)?;
        self.shift(amount, (WAITING, Place::Party), note)
    }
}
