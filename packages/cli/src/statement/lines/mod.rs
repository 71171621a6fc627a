//! From an agreement's events, in order, to one line a movement.
//!
//! The accounts are kept from what each event says moved. At the end of every message the contract tells
//! all of them (`agreement-updated`), and both must be the same to the unit: a transaction that is missing
//! is noticed at the next one. A proposal's money is in no agreement's books until it is accepted.

mod begin;
mod credits;
mod end;
mod settle;

use std::collections::BTreeMap;

use aftercare_domain::time::UnixTime;
use cosmwasm_std::Event;

use super::accounts::{Account, Accounts};
use super::word::Word;
use super::wrong::Wrong;

/// Where money is, or is written down.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// The party's own.
    Party,
    /// The provider's bond behind no agreement.
    FreeBond,
    /// An account of the agreement.
    Of(Account),
    /// The part of a waiting credit that nothing can pay: owed once the credit is released.
    Unfunded,
    /// Nowhere: what is owed comes from nothing and vanishes.
    Nowhere,
}

impl Place {
    /// Its name; nothing for nowhere.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Party => "party",
            Self::FreeBond => "free_bond",
            Self::Of(account) => account.name(),
            Self::Unfunded => "unfunded",
            Self::Nowhere => "",
        }
    }
}

/// One movement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Block time.
    pub at: UnixTime,
    /// Whose money comes or goes; of a movement inside, whose it is to become.
    pub party: String,
    /// How much, in base units.
    pub amount: u128,
    /// Why.
    pub reason: &'static str,
    /// A period, or a miss: metric, ticket, cycle, ordinal.
    pub about: String,
    /// From where.
    pub from: Place,
    /// To where.
    pub to: Place,
    /// What the contract holds for the agreement afterwards.
    pub balance: u128,
    /// What the provider owes afterwards.
    pub debt: u128,
}

/// Whose movement it is, and why.
struct Note<'a> {
    party: &'a str,
    reason: &'static str,
    about: &'a str,
}

/// Who has a part in the agreement.
#[derive(Clone, Debug, Default)]
struct Parties {
    customer: String,
    payer: String,
    provider: String,
}

/// What an agreement's bond is about to grow by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Coming {
    /// As much as the terms ask for.
    Terms,
    /// So much.
    Exactly(u128),
}

/// The statement of one agreement, event by event.
#[derive(Debug)]
pub struct Statement {
    agreement: u64,
    escrow: String,
    /// Receives the part of protocol fees that is not burnt.
    sink: String,
    /// Set by the subscription.
    parties: Option<Parties>,
    asset: String,
    accounts: Accounts,
    unfunded: u128,
    periods: u32,
    settled: u32,
    coming: Coming,
    /// Who proposed which amendment.
    proposers: BTreeMap<u64, String>,
    /// The period that each miss was booked in.
    misses: BTreeMap<String, u32>,
    now: UnixTime,
    lines: Vec<Line>,
}

impl Statement {
    /// Nothing heard yet: of which agreement, in which escrow, whose fees go to which sink.
    pub fn new(agreement: u64, escrow: &str, sink: &str) -> Self {
        Self {
            agreement,
            escrow: escrow.to_owned(),
            sink: sink.to_owned(),
            parties: None,
            asset: String::new(),
            accounts: Accounts::default(),
            unfunded: 0,
            periods: 0,
            settled: 0,
            coming: Coming::Exactly(0),
            proposers: BTreeMap::new(),
            misses: BTreeMap::new(),
            now: UnixTime(0),
            lines: vec![],
        }
    }

    /// Hears a transaction, in order. What is not about the agreement is passed over.
    pub fn hear(&mut self, at: UnixTime, events: &[Event]) -> Result<(), Wrong> {
        self.now = at;
        for event in events {
            if let Some(word) = Word::of(event, (&self.escrow, self.agreement)) {
                self.enter(&word)?;
            }
        }
        Ok(())
    }

    /// The accounts by the movements are those that the contract answers.
    pub fn agree(&self, ledger: &Accounts) -> Result<(), Wrong> {
        self.parties()?;
        self.accounts.agree(ledger, "the Ledger query")
    }

    /// The agreement.
    #[cfg(feature = "node")]
    pub const fn agreement(&self) -> u64 {
        self.agreement
    }

    /// The key of its asset.
    pub fn asset(&self) -> &str {
        &self.asset
    }

    /// Its movements so far.
    pub fn lines(&self) -> &[Line] {
        &self.lines
    }

    /// Its accounts so far.
    pub const fn accounts(&self) -> &Accounts {
        &self.accounts
    }

    /// Events that move nothing, and those of later releases, are passed over.
    fn enter(&mut self, word: &Word) -> Result<(), Wrong> {
        match word.name {
            "subscribed" => self.subscribed(word),
            "extended" => self.extended(word),
            "proposed" => self.proposed(word),
            "amended" => self.amended(word),
            "bond-refilled" => self.refilled(word),
            "miss-booked" => self.booked(word),
            "credit-released" => self.released(word),
            "credit-cancelled" => self.cancelled(word),
            "period-settled" => self.period_settled(word),
            "debt-paid" => self.debt_paid(word),
            "tipped" => self.tipped(word),
            "terminated" => self.terminated(word),
            "agreement-ended" => self.ended(word),
            "agreement-updated" => self.updated(word),
            _ => Ok(()),
        }
    }

    fn parties(&self) -> Result<Parties, Wrong> {
        let agreement = self.agreement;
        self.parties.clone().ok_or(Wrong::NoBeginning { agreement })
    }

    /// Double entry: what leaves one place comes to the other. Nothing is no movement.
    fn shift(
        &mut self,
        amount: u128,
        (from, to): (Place, Place),
        note: &Note,
    ) -> Result<(), Wrong> {
        if amount == 0 {
            return Ok(());
        }
        self.leave(from, amount)?;
        self.arrive(to, amount)?;
        self.lines.push(Line {
            at: self.now,
            party: note.party.to_owned(),
            amount,
            reason: note.reason,
            about: note.about.to_owned(),
            from,
            to,
            balance: self.accounts.sum(&Account::HELD),
            debt: self.accounts.of(Account::Debt),
        });
        Ok(())
    }

    fn leave(&mut self, place: Place, amount: u128) -> Result<(), Wrong> {
        match place {
            Place::Of(account) => self.accounts.take(account, amount),
            Place::Unfunded => {
                let left = self.unfunded.checked_sub(amount);
                self.unfunded = left.ok_or(Wrong::Overdrawn {
                    account: place.name(),
                    held: self.unfunded,
                    amount,
                })?;
                Ok(())
            }
            Place::Party | Place::FreeBond | Place::Nowhere => Ok(()),
        }
    }

    fn arrive(&mut self, place: Place, amount: u128) -> Result<(), Wrong> {
        match place {
            Place::Of(account) => self.accounts.add(account, amount),
            Place::Unfunded => {
                let sum = self.unfunded.checked_add(amount);
                let account = place.name();
                self.unfunded = sum.ok_or(Wrong::Overflow { account })?;
                Ok(())
            }
            Place::Party | Place::FreeBond | Place::Nowhere => Ok(()),
        }
    }

    /// The message is over: its bond is known part by part, and the contract tells every account.
    fn updated(&mut self, word: &Word) -> Result<(), Wrong> {
        let mut told = Accounts::default();
        for account in Account::ALL {
            told.set(account, word.amount(account.attribute())?);
        }
        self.bond_comes(&told)?;
        self.periods = word.must("periods")?;
        self.settled = word.must("settled")?;
        self.accounts.agree(&told, "agreement-updated")
    }
}

/// A period, as lines name it.
fn period(number: u32) -> String {
    format!("period {number}")
}
