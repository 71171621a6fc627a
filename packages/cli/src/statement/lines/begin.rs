//! Money that comes: prepaid fees, and the provider's bond.

use super::{Coming, Note, Parties, Place, Statement};
use crate::statement::accounts::{Account, Accounts};
use crate::statement::word::Word;
use crate::statement::wrong::Wrong;

const DEPOSIT: (Place, Place) = (Place::Party, Place::Of(Account::Escrowed));

impl Statement {
    pub(super) fn subscribed(&mut self, word: &Word) -> Result<(), Wrong> {
        let customer: String = word.must("customer")?;
        let parties = Parties {
            payer: word.may("payer")?.unwrap_or_else(|| customer.clone()),
            provider: word.must("provider")?,
            customer,
        };
        self.asset = word.must("asset")?;
        self.coming = Coming::Terms;
        let payer = parties.payer.clone();
        self.parties = Some(parties);
        self.deposit(word.must("total")?, (&payer, "subscribed"))
    }

    pub(super) fn extended(&mut self, word: &Word) -> Result<(), Wrong> {
        let by: String = word.must("by")?;
        self.deposit(word.must("total")?, (&by, "extended"))
    }

    /// An amendment's fees were paid by the customer's side, whichever of the two signed first.
    pub(super) fn proposed(&mut self, word: &Word) -> Result<(), Wrong> {
        let (proposal, by) = (word.must("proposal")?, word.must("by")?);
        self.proposers.insert(proposal, by);
        Ok(())
    }

    pub(super) fn amended(&mut self, word: &Word) -> Result<(), Wrong> {
        let parties = self.parties()?;
        let (by, proposal): (String, u64) = (word.must("by")?, word.must("proposal")?);
        let proposer = self.proposers.remove(&proposal);
        let side = if by == parties.provider {
            proposer.unwrap_or(parties.customer)
        } else {
            by
        };
        self.coming = Coming::Exactly(word.must("bond")?);
        self.deposit(word.must("paid")?, (&side, "amended"))?;
        let refund = word.must("refund")?;
        self.accounts.add(Account::Refunded, refund)?;
        let note = Note {
            party: &parties.payer,
            reason: "refund",
            about: "",
        };
        self.shift(refund, (Place::Of(Account::Escrowed), Place::Party), &note)
    }

    pub(super) fn refilled(&mut self, word: &Word) -> Result<(), Wrong> {
        self.coming = Coming::Exactly(word.must("amount")?);
        Ok(())
    }

    fn deposit(
        &mut self,
        amount: u128,
        (party, reason): (&str, &'static str),
    ) -> Result<(), Wrong> {
        self.accounts.add(Account::Deposited, amount)?;
        let about = "";
        let note = Note {
            party,
            reason,
            about,
        };
        self.shift(amount, DEPOSIT, &note)
    }

    /// What the bond grew by: events say how much in all, the accounts in which parts.
    pub(super) fn bond_comes(&mut self, told: &Accounts) -> Result<(), Wrong> {
        let provider = self.parties()?.provider;
        let before = self.accounts.sum(&Account::BOND);
        for part in Account::BOND {
            let grown = told.of(part).saturating_sub(self.accounts.of(part));
            let note = Note {
                party: &provider,
                reason: "bond",
                about: "",
            };
            self.shift(grown, (Place::FreeBond, Place::Of(part)), &note)?;
        }
        let grown = self.accounts.sum(&Account::BOND).saturating_sub(before);
        match std::mem::replace(&mut self.coming, Coming::Exactly(0)) {
            Coming::Exactly(amount) if amount != grown => Err(Wrong::Differs {
                account: "bond",
                at: "the event that raised it".to_owned(),
                statement: grown,
                told: amount,
            }),
            _ => Ok(()),
        }
    }
}
