//! An engine whose transactions are remembered, so that statements can be made of what they told.

use aftercare_domain::time::UnixTime;
use aftercare_engine::{Code, Engine, Failure};
use aftercare_interface::sla_escrow::{ConfigResponse, LedgerResponse, QueryMsg};
use cosmwasm_std::{Addr, Coin, Event};
use serde::de::DeserializeOwned;
use serde::Serialize;

use super::accounts::Accounts;
use super::lines::Statement;

/// Any engine, and what its transactions told when.
pub struct Heard<E> {
    engine: E,
    told: Vec<(UnixTime, Vec<Event>)>,
}

impl<E: Engine> Heard<E> {
    /// Remembers from now on.
    pub const fn new(engine: E) -> Self {
        Self {
            engine,
            told: vec![],
        }
    }

    /// The statement of an agreement of that escrow, which agrees with what the contract answers now.
    pub fn statement(&self, escrow: &Addr, agreement: u64) -> anyhow::Result<Statement> {
        let config: ConfigResponse = self.engine.query(escrow, &QueryMsg::Config {})?;
        let ledger = QueryMsg::Ledger { agreement };
        let ledger: LedgerResponse = self.engine.query(escrow, &ledger)?;
        let mut statement = Statement::new(agreement, escrow.as_str(), config.fee_sink.as_str());
        for (at, events) in &self.told {
            statement.hear(*at, events)?;
        }
        statement.agree(&Accounts::from(&ledger))?;
        Ok(statement)
    }
}

impl<E: Engine> Engine for Heard<E> {
    fn now(&self) -> UnixTime {
        self.engine.now()
    }

    fn advance_to(&mut self, time: UnixTime) -> Result<(), Failure> {
        self.engine.advance_to(time)
    }

    fn account(&mut self, name: &str) -> Addr {
        self.engine.account(name)
    }

    fn fund(&mut self, account: &Addr, coin: Coin) -> Result<(), Failure> {
        self.engine.fund(account, coin)
    }

    fn balance(&self, account: &Addr, denom: &str) -> Result<u128, Failure> {
        self.engine.balance(account, denom)
    }

    fn instantiate(
        &mut self,
        sender: &Addr,
        code: Code,
        message: &impl Serialize,
    ) -> Result<Addr, Failure> {
        self.engine.instantiate(sender, code, message)
    }

    fn execute(
        &mut self,
        sender: &Addr,
        contract: &Addr,
        message: &impl Serialize,
        funds: &[Coin],
    ) -> Result<Vec<Event>, Failure> {
        let events = self.engine.execute(sender, contract, message, funds)?;
        self.told.push((self.engine.now(), events.clone()));
        Ok(events)
    }

    fn query<Answer: DeserializeOwned>(
        &self,
        contract: &Addr,
        question: &impl Serialize,
    ) -> Result<Answer, Failure> {
        self.engine.query(contract, question)
    }
}
