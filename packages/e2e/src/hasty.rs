//! The chain as scenarios see it that were written for engines whose clock can be set: what they wait is
//! shortened to a moment, so that only those may run here whose messages do not depend on it.

use aftercare_chain_engine::Chain;
use aftercare_domain::time::{Seconds, UnixTime};
use aftercare_engine::{Batch, Call, Code, Engine, Failure};
use cosmwasm_std::{Addr, Coin, Event};
use serde::de::DeserializeOwned;
use serde::Serialize;

/// What is waited instead.
const MOMENT: Seconds = Seconds(1);

/// A chain, and what sets this run's people apart from those of an earlier one.
pub struct Hasty {
    pub chain: Chain,
    pub run: u64,
}

impl Engine for Hasty {
    fn now(&self) -> UnixTime {
        self.chain.now()
    }

    fn advance_to(&mut self, time: UnixTime) -> Result<(), Failure> {
        let moment = self.now().plus(MOMENT);
        self.chain.advance_to(time.min(moment))
    }

    fn account(&mut self, name: &str) -> Addr {
        self.chain.account(&format!("{name}, hasty {}", self.run))
    }

    fn fund(&mut self, account: &Addr, coin: Coin) -> Result<(), Failure> {
        self.chain.fund(account, coin)
    }

    fn balance(&self, account: &Addr, denom: &str) -> Result<u128, Failure> {
        self.chain.balance(account, denom)
    }

    fn instantiate(
        &mut self,
        sender: &Addr,
        code: Code,
        message: &impl Serialize,
    ) -> Result<Addr, Failure> {
        self.chain.instantiate(sender, code, message)
    }

    fn execute(
        &mut self,
        sender: &Addr,
        contract: &Addr,
        message: &impl Serialize,
        funds: &[Coin],
    ) -> Result<Vec<Event>, Failure> {
        self.chain.execute(sender, contract, message, funds)
    }

    fn query<Answer: DeserializeOwned>(
        &self,
        contract: &Addr,
        question: &impl Serialize,
    ) -> Result<Answer, Failure> {
        self.chain.query(contract, question)
    }
}

impl Batch for Hasty {
    fn execute_all(&mut self, sender: &Addr, calls: &[Call]) -> Result<Vec<Event>, Failure> {
        self.chain.execute_all(sender, calls)
    }
}
