//! Early ends, and what is left of the bond.

use super::{Note, Place, Statement};
use crate::statement::accounts::Account;
use crate::statement::word::Word;
use crate::statement::wrong::Wrong;

impl Statement {
    /// The refund is the payer's, what of it could not be paid is owed to the customer.
    pub(super) fn terminated(&mut self, word: &Word) -> Result<(), Wrong> {
        let parties = self.parties()?;
        let (refund, leaving): (u128, u128) =
            (word.must("refund")?, word.must("termination_credit")?);
        let (from_bond, as_debt): (u128, u128) = (word.must("from_bond")?, word.must("as_debt")?);
        self.periods = word.must("periods")?;
        self.accounts.add(Account::Refunded, refund)?;
        self.accounts.add(Account::TerminationCredit, leaving)?;
        self.accounts.add(Account::CreditedFromBond, from_bond)?;
        self.accounts.add(Account::CreditedAsDebt, as_debt)?;
        let escrowed = refund.saturating_sub(from_bond).saturating_sub(as_debt);
        let note = |party, reason| Note {
            party,
            reason,
            about: "",
        };
        let payer = note(&parties.payer, "refund");
        let (escrow, bond) = (Account::Escrowed, Account::BondCredit);
        self.shift(escrowed, (Place::Of(escrow), Place::Party), &payer)?;
        self.shift(from_bond, (Place::Of(bond), Place::Party), &payer)?;
        let owed = note(&parties.customer, "refund");
        self.shift(as_debt, (Place::Nowhere, Place::Of(Account::Debt)), &owed)?;
        let out = (Place::Of(Account::BondTermination), Place::Party);
        let left = note(&parties.customer, "termination-credit");
        self.shift(leaving, out, &left)
    }

    /// The whole bond is free again.
    pub(super) fn ended(&mut self, word: &Word) -> Result<(), Wrong> {
        let provider = self.parties()?.provider;
        let (held, told) = (self.accounts.sum(&Account::BOND), word.must("bond")?);
        if held != told {
            return Err(Wrong::Differs {
                account: "bond",
                at: "agreement-ended".to_owned(),
                statement: held,
                told,
            });
        }
        for part in Account::BOND {
            let note = Note {
                party: &provider,
                reason: "bond-returned",
                about: "",
            };
            let amount = self.accounts.of(part);
            self.shift(amount, (Place::Of(part), Place::FreeBond), &note)?;
        }
        Ok(())
    }
}
