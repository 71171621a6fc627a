//! An engine on which each message is played as it is, and beside it as a trial wants: what is played on such
//! an engine goes its usual way, and every moment of it is a moment at which something else was tried.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use aftercare_domain::time::UnixTime;
use aftercare_engine::{Batch, Call, Code, Engine, Failure, Native, Snapshot};
use cosmwasm_std::{Addr, Coin, Event, Record};
use serde::de::DeserializeOwned;
use serde::Serialize;

use crate::machine::Stored;

/// What to try beside a message.
pub trait Trial {
    /// Tries. The chain stands where it stood before the message, and may be left anywhere.
    ///
    /// # Errors
    /// What should not have happened.
    fn beside(&mut self, chain: &mut Chain, message: &Message<'_>) -> Result<(), Failure>;
}

/// A message, and what came of it.
pub struct Message<'a> {
    /// Who sent it.
    pub sender: &'a Addr,
    /// What was sent.
    pub calls: &'a [Call],
    /// The chain before it.
    pub before: &'a Snapshot,
    /// The chain after it.
    pub after: &'a Snapshot,
    /// Its events, or why it was refused.
    pub outcome: &'a Result<Vec<Event>, Failure>,
    /// How many messages contracts sent because of it.
    pub sent: u64,
}

impl Message<'_> {
    /// What is asked of the contracts, in words.
    #[must_use]
    pub fn words(&self) -> String {
        let words = self.calls.iter();
        let words = words.map(|call| String::from_utf8_lossy(&call.message).into_owned());
        words.collect::<Vec<_>>().join(" and ")
    }

    /// Sends it once more.
    ///
    /// # Errors
    /// What the contracts refuse.
    pub fn send(&self, chain: &mut Chain) -> Result<Vec<Event>, Failure> {
        chain.native.execute_all(self.sender, self.calls)
    }
}

/// A contract that was made on a chain.
pub struct Deployed {
    /// Of which code.
    pub code: Code,
    /// Where.
    pub address: Addr,
    /// Who made it, and may migrate it.
    pub admin: Addr,
}

/// The chain that a trial plays with.
pub struct Chain {
    /// The chain.
    pub native: Native,
    /// Its contracts.
    pub contracts: Vec<Deployed>,
    watch: Watch,
}

impl Chain {
    /// Counts.
    pub fn count(&self, what: &str) {
        *self.watch.of().counts.entry(what.to_owned()).or_default() += 1;
    }

    /// Where the contracts of a code are.
    pub fn of(&self, code: Code) -> impl Iterator<Item = &Addr> {
        let of = move |found: &&Deployed| found.code == code;
        self.contracts.iter().filter(of).map(|found| &found.address)
    }
}

/// What trials found, for whoever plays; clones see the same.
#[derive(Clone, Default)]
pub struct Watch(Rc<RefCell<Found>>);

/// What trials found.
#[derive(Default)]
pub struct Found {
    /// Whether anything is tried yet.
    pub tries: bool,
    /// How often what was tried, and what came of it.
    pub counts: BTreeMap<String, u64>,
    /// The first thing that should not have happened.
    pub failure: Option<Failure>,
}

impl Watch {
    /// What was found so far.
    pub fn of(&self) -> std::cell::RefMut<'_, Found> {
        self.0.borrow_mut()
    }

    /// From now on something is tried beside each message.
    pub fn begin(&self) {
        self.of().tries = true;
    }

    /// The first thing that should not have happened.
    ///
    /// # Errors
    /// That.
    pub fn result(&self) -> Result<(), Failure> {
        self.of().failure.take().map_or(Ok(()), Err)
    }
}

/// The engine.
pub struct Beside<T> {
    chain: Chain,
    trial: T,
}

impl<T: Trial> Beside<T> {
    /// A chain of no contracts.
    pub fn new(start: UnixTime, trial: T, watch: &Watch) -> Self {
        Self::on(Native::new(start), trial, watch)
    }

    /// On a chain that there is.
    pub fn on(native: Native, trial: T, watch: &Watch) -> Self {
        let chain = Chain {
            native,
            contracts: vec![],
            watch: watch.clone(),
        };
        Self { chain, trial }
    }

    /// The chain itself, where nothing is tried beside.
    pub fn chain(&mut self) -> &mut Chain {
        &mut self.chain
    }

    fn try_beside(&mut self, message: &Message<'_>) {
        self.chain.count("messages");
        self.chain.native.restore(message.before);
        let Err(found) = self.trial.beside(&mut self.chain, message) else {
            return;
        };
        let text = format!(
            "{found}\n  beside {} from {}",
            message.words(),
            message.sender
        );
        let failure = Failure { code: None, text };
        self.chain.watch.of().failure.get_or_insert(failure);
    }
}

impl<T: Trial> Batch for Beside<T> {
    fn execute_all(&mut self, sender: &Addr, calls: &[Call]) -> Result<Vec<Event>, Failure> {
        let tries = self.chain.watch.of().tries;
        if !tries {
            return self.chain.native.execute_all(sender, calls);
        }
        let before = self.chain.native.snapshot();
        self.chain.native.faults().arm(None);
        let outcome = self.chain.native.execute_all(sender, calls);
        let sent = self.chain.native.faults().seen();
        let after = self.chain.native.snapshot();
        self.try_beside(&Message {
            sender,
            calls,
            before: &before,
            after: &after,
            outcome: &outcome,
            sent,
        });
        self.chain.native.restore(&after);
        outcome
    }
}

impl<T: Trial> Stored for Beside<T> {
    fn records(&self, contract: &Addr) -> Vec<Record> {
        self.chain.native.dump(contract)
    }
}

impl<T: Trial> Engine for Beside<T> {
    fn now(&self) -> UnixTime {
        self.chain.native.now()
    }

    fn advance_to(&mut self, time: UnixTime) -> Result<(), Failure> {
        self.chain.native.advance_to(time)
    }

    fn account(&mut self, name: &str) -> Addr {
        self.chain.native.account(name)
    }

    fn fund(&mut self, account: &Addr, coin: Coin) -> Result<(), Failure> {
        self.chain.native.fund(account, coin)
    }

    fn balance(&self, account: &Addr, denom: &str) -> Result<u128, Failure> {
        self.chain.native.balance(account, denom)
    }

    fn instantiate(
        &mut self,
        sender: &Addr,
        code: Code,
        message: &impl Serialize,
    ) -> Result<Addr, Failure> {
        let address = self.chain.native.instantiate(sender, code, message)?;
        self.chain.contracts.push(Deployed {
            code,
            address: address.clone(),
            admin: sender.clone(),
        });
        Ok(address)
    }

    fn execute(
        &mut self,
        sender: &Addr,
        contract: &Addr,
        message: &impl Serialize,
        funds: &[Coin],
    ) -> Result<Vec<Event>, Failure> {
        self.execute_all(sender, &[Call::new(contract, message)?.with(funds)])
    }

    fn query<Answer: DeserializeOwned>(
        &self,
        contract: &Addr,
        question: &impl Serialize,
    ) -> Result<Answer, Failure> {
        self.chain.native.query(contract, question)
    }
}
