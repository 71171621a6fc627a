//! What a token sends to contracts while it moves.

use aftercare_engine::{Code, Engine, Failure};
use aftercare_interface::sla_escrow::{self, AgreementResponse, Cw20Hook, QueryMsg};
use aftercare_interface::ticket_registry::TicketResponse;
use aftercare_interface::{community, ticket_registry, Asset};
use cosmwasm_std::{to_json_binary, Addr, Binary, Uint128};
use cw20::Cw20ReceiveMsg;
use serde::Serialize;

use super::mood::Mood;
use super::token::Habits;
use crate::faults::beside::Chain;

/// The most of each kind: enough to meet what is moving.
const MOST: usize = 6;
/// Of how much a forged deposit tells.
const FORGED: u128 = 1_000;

/// A message to a contract.
type Errand = (Addr, Binary);

fn errand(to: &Addr, message: &impl Serialize) -> Result<Errand, Failure> {
    let message = to_json_binary(message).map_err(|error| Failure::new(error.to_string()))?;
    Ok((to.clone(), message))
}

impl Habits {
    /// Those of a mood, where these accounts are paid.
    ///
    /// # Errors
    /// What cannot be written.
    pub fn of(mood: Mood, chain: &Chain, token: &Addr, owners: &[Addr]) -> Result<Self, Failure> {
        let errands = match mood {
            Mood::Reentering | Mood::Visiting => about_its_own(chain, token, owners)?,
            Mood::Forging => forged(chain, owners)?,
            _ => vec![],
        };
        Ok(Self {
            mood,
            refused: owners.first().cloned(),
            errands,
            moved: 0,
        })
    }
}

/// Settlements and pokes of agreements in the token's asset, and what is claimed in it.
fn about_its_own(chain: &Chain, token: &Addr, owners: &[Addr]) -> Result<Vec<Errand>, Failure> {
    let asset = Asset::cw20(token);
    let mut all = vec![];
    for escrow in chain.of(Code::SlaEscrow) {
        let agreements = agreements(chain, escrow, &asset);
        all.extend(tickets(chain, &agreements)?);
        for agreement in agreements {
            let (limit, max_periods) = (30, 30);
            let settle = sla_escrow::ExecuteMsg::Settle {
                agreement,
                max_periods,
            };
            all.push(errand(escrow, &settle)?);
            let poke = sla_escrow::ExecuteMsg::Poke { agreement, limit };
            all.push(errand(escrow, &poke)?);
        }
    }
    for contract in chain.of(Code::SlaEscrow).chain(chain.of(Code::Community)) {
        let take = sla_escrow::ExecuteMsg::Withdraw {
            asset: asset.clone(),
        };
        all.push(errand(contract, &take)?);
        for owner in owners {
            let push = sla_escrow::ExecuteMsg::PushClaim {
                owner: owner.to_string(),
                asset: asset.clone(),
            };
            all.push(errand(contract, &push)?);
        }
    }
    Ok(all)
}

/// The newest agreements in an asset.
fn agreements(chain: &Chain, escrow: &Addr, asset: &Asset) -> Vec<u64> {
    let row = |agreement| -> Option<AgreementResponse> {
        let question = QueryMsg::Agreement { agreement };
        chain.native.query(escrow, &question).ok()
    };
    let all = (1..).map_while(row).filter(|row| row.asset == *asset);
    let mut all: Vec<u64> = all.map(|row| row.agreement).collect();
    all.split_off(all.len().saturating_sub(MOST))
}

/// Pokes of the newest tickets under some agreements.
fn tickets(chain: &Chain, agreements: &[u64]) -> Result<Vec<Errand>, Failure> {
    let mut all = vec![];
    for registry in chain.of(Code::TicketRegistry) {
        let row = |ticket| -> Option<TicketResponse> {
            let question = ticket_registry::QueryMsg::Ticket { ticket };
            chain.native.query(registry, &question).ok()
        };
        let under = |row: &TicketResponse| row.agreement.is_some_and(|of| agreements.contains(&of));
        let rows: Vec<_> = (1..).map_while(row).filter(under).collect();
        for row in rows.iter().rev().take(MOST) {
            let ticket = row.ticket;
            let poke = ticket_registry::ExecuteMsg::Poke { ticket };
            all.push(errand(registry, &poke)?);
        }
    }
    Ok(all)
}

/// Deposits that nobody made, under the name of the last of the owners.
fn forged(chain: &Chain, owners: &[Addr]) -> Result<Vec<Errand>, Failure> {
    let wrong = |error: cosmwasm_std::StdError| Failure::new(error.to_string());
    let receive = |msg: Binary| Cw20ReceiveMsg {
        sender: owners.last().map(ToString::to_string).unwrap_or_default(),
        amount: Uint128::new(FORGED),
        msg,
    };
    let mut all = vec![];
    for escrow in chain.of(Code::SlaEscrow) {
        let hook = to_json_binary(&Cw20Hook::DepositBond {}).map_err(wrong)?;
        let message = sla_escrow::ExecuteMsg::Receive(receive(hook));
        all.push(errand(escrow, &message)?);
    }
    for community in chain.of(Code::Community) {
        let terms = community::SupportTerms {
            per_item: Uint128::new(1),
            monthly_cap: Uint128::new(10),
        };
        let hook = community::Cw20Hook::FundSupport(terms);
        let hook = to_json_binary(&hook).map_err(wrong)?;
        let message = community::ExecuteMsg::Receive(receive(hook));
        all.push(errand(community, &message)?);
    }
    Ok(all)
}
