//! A message on its way in.

use aftercare_interface::{sla_escrow, ticket_registry, Asset};
use cosmwasm_std::Coin;

use crate::Account;

/// What is sent, and to whom.
#[derive(Clone, Debug)]
pub enum Message {
    /// To the escrow.
    Escrow(sla_escrow::ExecuteMsg),
    /// To the registry.
    Registry(ticket_registry::ExecuteMsg),
    /// Through a CW20 token's `send` to the escrow.
    Token {
        /// The token.
        asset: Asset,
        /// How much of it.
        amount: u128,
        /// What for.
        hook: sla_escrow::Cw20Hook,
    },
}

/// A message with who sends it and what comes with it.
#[derive(Clone, Debug)]
pub struct Call {
    /// Who sends it.
    pub sender: Account,
    /// What.
    pub message: Message,
    /// With which coins.
    pub funds: Vec<Coin>,
}

impl From<sla_escrow::ExecuteMsg> for Message {
    fn from(message: sla_escrow::ExecuteMsg) -> Self {
        Self::Escrow(message)
    }
}

impl From<ticket_registry::ExecuteMsg> for Message {
    fn from(message: ticket_registry::ExecuteMsg) -> Self {
        Self::Registry(message)
    }
}
