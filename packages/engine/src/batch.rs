//! Several messages in one transaction.

use cosmwasm_std::{to_json_binary, Addr, Binary, Coin, Event};
use serde::Serialize;

use crate::{Engine, Failure};

/// One message of a transaction.
#[derive(Clone, Debug)]
pub struct Call {
    /// To which contract.
    pub contract: Addr,
    /// The message as JSON.
    pub message: Binary,
    /// What comes with it.
    pub funds: Vec<Coin>,
}

impl Call {
    /// A message without funds.
    ///
    /// # Errors
    /// Where it cannot be written as JSON.
    pub fn new(contract: &Addr, message: &impl Serialize) -> Result<Self, Failure> {
        Ok(Self {
            contract: contract.clone(),
            message: to_json_binary(message).map_err(|error| Failure::new(error.to_string()))?,
            funds: vec![],
        })
    }

    /// The same message with coins.
    #[must_use]
    pub fn with(mut self, funds: &[Coin]) -> Self {
        self.funds = funds.to_vec();
        self
    }
}

/// An engine whose transactions hold more than one message.
pub trait Batch: Engine {
    /// Sends the messages in one transaction, in order: all or none. Returns the events of all.
    ///
    /// # Errors
    /// What a contract refuses; nothing has changed then.
    fn execute_all(&mut self, sender: &Addr, calls: &[Call]) -> Result<Vec<Event>, Failure>;
}
