//! Fees that are earned, debts that are paid, strangers that are thanked.

use super::{period, Note, Place, Statement};
use crate::statement::accounts::Account;
use crate::statement::word::Word;
use crate::statement::wrong::Wrong;

const WITHHELD: Place = Place::Of(Account::Withheld);

impl Statement {
    /// The oldest unsettled period's fee leaves escrow; anything else is what was kept back of an earlier one.
    pub(super) fn period_settled(&mut self, word: &Word) -> Result<(), Wrong> {
        let number: u32 = word.must("period")?;
        let from = if number < self.settled {
            WITHHELD
        } else {
            self.settled = number.saturating_add(1);
            Place::Of(Account::Escrowed)
        };
        let provider = self.parties()?.provider;
        let (about, sink) = (period(number), self.sink.clone());
        let (fee, burnt): (u128, u128) = (word.must("protocol_fee")?, word.must("burnt")?);
        let paid = word.must("paid")?;
        self.accounts.add(Account::PaidToProvider, paid)?;
        self.accounts.add(Account::ProtocolFees, fee)?;
        self.accounts.add(Account::Burnt, burnt)?;
        let note = |party, reason| Note {
            party,
            reason,
            about: &about,
        };
        let (out, kept) = ((from, Place::Party), word.must("withheld")?);
        self.shift(paid, out, &note(&provider, "earned"))?;
        let unburnt = fee.saturating_sub(burnt);
        self.shift(unburnt, out, &note(&sink, "protocol-fee"))?;
        self.shift(burnt, (from, Place::Nowhere), &note("", "burnt"))?;
        self.shift(kept, (from, WITHHELD), &note(&provider, "withheld"))
    }

    /// The money goes from who pays straight to the customer: it is never the agreement's.
    pub(super) fn debt_paid(&mut self, word: &Word) -> Result<(), Wrong> {
        let (by, amount): (String, u128) = (word.must("by")?, word.must("amount")?);
        self.accounts.add(Account::DebtPaid, amount)?;
        let note = Note {
            party: &by,
            reason: "debt-paid",
            about: "",
        };
        self.shift(amount, (Place::Of(Account::Debt), Place::Nowhere), &note)
    }

    pub(super) fn tipped(&mut self, word: &Word) -> Result<(), Wrong> {
        let (keeper, amount): (String, u128) = (word.must("keeper")?, word.must("amount")?);
        self.accounts.add(Account::Tipped, amount)?;
        let note = Note {
            party: &keeper,
            reason: "tip",
            about: "",
        };
        self.shift(amount, (Place::Of(Account::BondTips), Place::Party), &note)
    }
}
