//! What the backtest asks the contracts.

use aftercare_engine::{Engine, Failure};
use aftercare_interface::asset::Solvency;
use aftercare_interface::sla_escrow as escrow;
use aftercare_interface::ticket_registry::{self as registry, TicketStatus};
use aftercare_interface::Page;
use cosmwasm_std::Addr;
use serde::Serialize;

use super::{Contract, Desk};
use crate::case::collect::Embedded;

impl<E: Engine> Desk<E> {
    /// Where a ticket is now.
    pub fn status(&self, ticket: u64) -> Result<TicketStatus, Failure> {
        let question = registry::QueryMsg::Ticket { ticket };
        let answer: registry::TicketResponse = self.ask(Contract::Registry, &question)?;
        Ok(answer.status)
    }

    /// What a ticket's clocks say now.
    pub fn clocks(&self, ticket: u64) -> Result<Vec<registry::ClockRow>, Failure> {
        let question = registry::QueryMsg::Clock {
            ticket,
            start_after: None,
            limit: None,
        };
        let answer: registry::ClockResponse = self.ask(Contract::Registry, &question)?;
        Ok(answer.clocks)
    }

    /// Where case files are read from.
    pub const fn source(&self) -> Embedded<'_, E> {
        Embedded {
            engine: &self.engine,
            escrow: &self.suite.escrow,
            registry: &self.suite.registry,
        }
    }

    /// An agreement.
    pub(super) fn agreement(&self, agreement: u64) -> Result<escrow::AgreementResponse, Failure> {
        self.ask(Contract::Escrow, &escrow::QueryMsg::Agreement { agreement })
    }

    /// The accounts of an agreement.
    pub fn ledger(&self, agreement: u64) -> Result<escrow::LedgerResponse, Failure> {
        self.ask(Contract::Escrow, &escrow::QueryMsg::Ledger { agreement })
    }

    /// The provider's bond.
    pub fn bond(&self) -> Result<escrow::BondResponse, Failure> {
        let question = escrow::QueryMsg::Bond {
            provider: self.people.provider.to_string(),
            asset: self.people.asset.clone(),
        };
        self.ask(Contract::Escrow, &question)
    }

    /// Holdings against books.
    pub fn solvency(&self) -> Result<Solvency, Failure> {
        let asset = self.people.asset.clone();
        self.ask(Contract::Escrow, &escrow::QueryMsg::Solvency { asset })
    }

    /// What an account holds outside the contracts.
    pub fn balance(&self, account: &Addr) -> Result<u128, Failure> {
        self.engine.balance(account, &self.people.denom)
    }

    /// All booked misses of an agreement, handed to `take` one by one.
    pub fn misses(
        &self,
        agreement: u64,
        mut take: impl FnMut(escrow::MissResponse),
    ) -> Result<(), Failure> {
        let mut start_after = None;
        loop {
            let question = escrow::QueryMsg::Misses {
                agreement,
                start_after,
                limit: Some(30),
            };
            let page: Page<escrow::MissResponse, escrow::MissCursor> =
                self.ask(Contract::Escrow, &question)?;
            page.rows.into_iter().for_each(&mut take);
            start_after = page.next;
            if start_after.is_none() {
                return Ok(());
            }
        }
    }

    pub(super) fn ask<T: serde::de::DeserializeOwned>(
        &self,
        contract: Contract,
        question: &impl Serialize,
    ) -> Result<T, Failure> {
        self.engine.query(contract.address(&self.suite), question)
    }
}
