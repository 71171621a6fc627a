//! One [`Engine`] over the ways to run the contracts: everything that drives them (demo, backtest,
//! benchmarks, stories) is written once against it.

mod accounts;
mod batch;
mod codes;
mod failure;
mod faults;
mod native;
mod shelves;
pub mod suite;
mod within;

use aftercare_domain::time::UnixTime;
use cosmwasm_std::{Addr, Coin, Event};
use serde::de::DeserializeOwned;
use serde::Serialize;

pub use accounts::account_address;
pub use batch::{Batch, Call};
pub use failure::{ended, Failure};
pub use faults::Faults;
pub use native::{Native, Snapshot, CHAIN_ID};
pub use shelves::Shelves;
pub use suite::{Settings, Suite};

/// The codes that an engine can instantiate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Code {
    /// Plans, agreements, escrow, credits.
    SlaEscrow,
    /// Tickets and clocks.
    TicketRegistry,
    /// The reward token.
    RewardToken,
    /// Rewards, questions, answers.
    Community,
    /// A plain CW20 token, to stand for other people's money: the reference implementation.
    Cw20,
}

impl Code {
    /// All of them, in the order in which engines store them.
    pub const ALL: [Self; 5] = [
        Self::SlaEscrow,
        Self::TicketRegistry,
        Self::RewardToken,
        Self::Community,
        Self::Cw20,
    ];
}

/// A way to run the contracts.
pub trait Engine {
    /// Block time in whole seconds.
    fn now(&self) -> UnixTime;

    /// Moves block time forward. An engine that cannot set the clock waits for it.
    ///
    /// # Errors
    /// Where `time` lies in the past.
    fn advance_to(&mut self, time: UnixTime) -> Result<(), Failure>;

    /// The address of a named person; the same name, the same address.
    fn account(&mut self, name: &str) -> Addr;

    /// Gives an account coins to begin with.
    ///
    /// # Errors
    /// Where the engine cannot make coins.
    fn fund(&mut self, account: &Addr, coin: Coin) -> Result<(), Failure>;

    /// What an account holds of a coin.
    ///
    /// # Errors
    /// Where the chain does not answer.
    fn balance(&self, account: &Addr, denom: &str) -> Result<u128, Failure>;

    /// Makes a contract.
    ///
    /// # Errors
    /// What the contract refuses.
    fn instantiate(
        &mut self,
        sender: &Addr,
        code: Code,
        message: &impl Serialize,
    ) -> Result<Addr, Failure>;

    /// Sends a message to a contract and returns the events of the whole transaction.
    ///
    /// # Errors
    /// What the contract refuses; nothing has changed then.
    fn execute(
        &mut self,
        sender: &Addr,
        contract: &Addr,
        message: &impl Serialize,
        funds: &[Coin],
    ) -> Result<Vec<Event>, Failure>;

    /// Asks a contract.
    ///
    /// # Errors
    /// What the contract refuses to answer, or an answer of another shape.
    fn query<Answer: DeserializeOwned>(
        &self,
        contract: &Addr,
        question: &impl Serialize,
    ) -> Result<Answer, Failure>;
}
