//! The messages of every scenario, as they were sent and accepted: what mutations begin with.

use aftercare_domain::time::UnixTime;
use aftercare_engine::{Batch, Call, Code, Engine, Failure, Native};
use cosmwasm_std::{Addr, Coin, Event};
use serde::de::DeserializeOwned;
use serde::Serialize;
use serde_json::Value;

/// The embedded engine, with the accepted messages written down.
pub struct Recorder {
    inner: Native,
    /// What was accepted, in order.
    pub accepted: Vec<Call>,
    /// What contracts were made with.
    pub made: Vec<(Code, Value)>,
}

impl Recorder {
    /// Begins at an instant.
    #[must_use]
    pub fn new(start: UnixTime) -> Self {
        Self {
            inner: Native::new(start),
            accepted: vec![],
            made: vec![],
        }
    }
}

impl Engine for Recorder {
    fn now(&self) -> UnixTime {
        self.inner.now()
    }

    fn advance_to(&mut self, time: UnixTime) -> Result<(), Failure> {
        self.inner.advance_to(time)
    }

    fn account(&mut self, name: &str) -> Addr {
        self.inner.account(name)
    }

    fn fund(&mut self, account: &Addr, coin: Coin) -> Result<(), Failure> {
        self.inner.fund(account, coin)
    }

    fn balance(&self, account: &Addr, denom: &str) -> Result<u128, Failure> {
        self.inner.balance(account, denom)
    }

    fn instantiate(
        &mut self,
        sender: &Addr,
        code: Code,
        message: &impl Serialize,
    ) -> Result<Addr, Failure> {
        let made = self.inner.instantiate(sender, code, message)?;
        let json = serde_json::to_value(message);
        let json = json.map_err(|error| Failure::new(error.to_string()))?;
        self.made.push((code, json));
        Ok(made)
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
        self.inner.query(contract, question)
    }
}

impl Batch for Recorder {
    fn execute_all(&mut self, sender: &Addr, calls: &[Call]) -> Result<Vec<Event>, Failure> {
        let events = self.inner.execute_all(sender, calls)?;
        self.accepted.extend_from_slice(calls);
        Ok(events)
    }
}
