//! The codes of the embedded engine.

use cosmwasm_std::Empty;
use cw_multi_test::{Contract, ContractWrapper};

use crate::Code;

/// The contracts of the suite.
pub(crate) fn ours() -> Vec<(Code, Box<dyn Contract<Empty>>)> {
    use {
        aftercare_community::contract as community, aftercare_reward_token::contract as token,
        aftercare_sla_escrow::contract as escrow, aftercare_ticket_registry::contract as registry,
    };
    vec![
        (
            Code::SlaEscrow,
            Box::new(
                ContractWrapper::new(escrow::execute, escrow::instantiate, escrow::query)
                    .with_reply(escrow::reply)
                    .with_migrate(aftercare_sla_escrow::migrate::migrate),
            ),
        ),
        (
            Code::TicketRegistry,
            Box::new(
                ContractWrapper::new(registry::execute, registry::instantiate, registry::query)
                    .with_reply(registry::reply)
                    .with_migrate(registry::migrate),
            ),
        ),
        (
            Code::RewardToken,
            Box::new(
                ContractWrapper::new(token::execute, token::instantiate, token::query)
                    .with_migrate(token::migrate),
            ),
        ),
        (
            Code::Community,
            Box::new(
                ContractWrapper::new(community::execute, community::instantiate, community::query)
                    .with_reply(community::reply)
                    .with_migrate(community::migrate),
            ),
        ),
    ]
}

/// The reference CW20 token.
pub(crate) fn cw20() -> Box<dyn Contract<Empty>> {
    use cw20_base::contract::{execute, instantiate, query};
    Box::new(ContractWrapper::new(execute, instantiate, query))
}
