//! What is sent about tickets: for rows of the log, and by the keeper.

use aftercare_engine::{Engine, Failure};
use aftercare_interface::ticket_registry::{self as registry, OpenTicket};
use aftercare_interface::{Commitment, Page};
use cosmwasm_std::Addr;

use super::{nothing, number, Contract, Desk};
use crate::backtest::act::Act;

impl<E: Engine> Desk<E> {
    /// Opens a ticket for a row of the log.
    pub fn open(&mut self, customer: &Addr, mut ticket: OpenTicket) -> Result<u64, Failure> {
        ticket.content = self.say();
        ticket.provider = self.people.provider.to_string();
        let message = registry::ExecuteMsg::Open(ticket);
        self.traffic.log += 1;
        let registry = &self.suite.registry;
        let events = self.engine.execute(customer, registry, &message, &[])?;
        number(&events, "ticket")
    }

    /// Does an act for a row of the log.
    pub fn act(&mut self, act: Act, ticket: u64, customer: &Addr) -> Result<(), Failure> {
        let Some(message) = self.message(act, ticket) else {
            return self.poke(ticket);
        };
        let sender = match act {
            Act::ProviderReply | Act::Ask | Act::Propose => &self.people.provider,
            _ => customer,
        };
        self.traffic.log += 1;
        let registry = &self.suite.registry;
        self.engine.execute(sender, registry, &message, &[])?;
        Ok(())
    }

    /// Settles what time has made due on a ticket.
    pub fn poke(&mut self, ticket: u64) -> Result<(), Failure> {
        let message = registry::ExecuteMsg::Poke { ticket };
        let keeper = self.people.keeper.clone();
        self.traffic.pokes += 1;
        self.tool(&keeper, Contract::Registry, &message, &[])?;
        Ok(())
    }

    /// Withdraws what the log leaves unfinished, so that no clock runs on after its end.
    pub fn cancel(&mut self, ticket: u64, customer: &Addr) -> Result<(), Failure> {
        let message = registry::ExecuteMsg::Cancel { ticket };
        self.tool(customer, Contract::Registry, &message, &[])?;
        Ok(())
    }

    /// Pokes every ticket that may have something due now, each once.
    pub fn poke_due(&mut self) -> Result<(), Failure> {
        let before = self.engine.now();
        let mut start_after = None;
        loop {
            let question = registry::QueryMsg::Due {
                before,
                start_after,
                limit: Some(30),
            };
            let page: Page<registry::DueRow, registry::DueRow> =
                self.ask(Contract::Registry, &question)?;
            for row in &page.rows {
                self.poke(row.ticket)?;
            }
            start_after = page.next;
            if start_after.is_none() {
                return Ok(());
            }
        }
    }

    /// The message of an act; `None` for a poke, which is the tool's.
    fn message(&mut self, act: Act, ticket: u64) -> Option<registry::ExecuteMsg> {
        use registry::ExecuteMsg as Message;
        Some(match act {
            Act::ProviderReply | Act::CustomerReply => Message::Reply {
                ticket,
                content: self.say(),
                expects_answer: true,
            },
            Act::Ask => Message::AskCustomer {
                ticket,
                question: self.say(),
            },
            Act::Propose => Message::ProposeResolution {
                ticket,
                content: self.say(),
                cites: vec![],
            },
            Act::Reject => Message::Reject {
                ticket,
                content: self.say(),
            },
            Act::Reopen => Message::Reopen {
                ticket,
                content: self.say(),
            },
            Act::Accept => Message::Accept { ticket },
            Act::Cancel => Message::Cancel { ticket },
            Act::Overtaken => return None,
        })
    }

    /// A commitment to nothing: a log has no texts. Each differs from the last.
    fn say(&mut self) -> Commitment {
        self.said += 1;
        nothing(self.said)
    }
}
