//! What is read of other contracts: raw keys, and at wiring the token's minter.

use aftercare_domain::time::UnixTime;
use aftercare_interface::community::MAX_PEERS;
use aftercare_interface::raw::{
    agent_key, fact_key, fee_key, read, EmissionFact, Peers, TicketFact, EMISSION_KEY, PEERS_KEY,
};
use aftercare_interface::reward_token::QueryMsg as TokenQuery;
use aftercare_interface::Asset;
use cosmwasm_std::{Addr, Deps, StdResult, Storage};
use cw20::MinterResponse;

use crate::state::people::PAIRS;
use crate::state::{Config, CONFIG};
use crate::ContractError;

/// A pair of contracts that counts.
pub struct Source {
    pub peers: u8,
    pub escrow: Addr,
    pub registry: Addr,
}

/// The place of the pair of instantiation.
pub const FIRST: u8 = 0;

/// All pairs that count now, oldest first; at most 8.
pub fn in_force(storage: &dyn Storage, config: &Config, now: UnixTime) -> StdResult<Vec<Source>> {
    let mut sources = vec![Source {
        peers: FIRST,
        escrow: config.escrow.clone(),
        registry: config.registry.clone(),
    }];
    for entry in PAIRS.range(storage, None, None).take(MAX_PEERS.into()) {
        let (peers, pair) = entry?;
        if now >= pair.from {
            let (escrow, registry) = (pair.escrow, pair.registry);
            sources.push(Source {
                peers,
                escrow,
                registry,
            });
        }
    }
    Ok(sources)
}

/// The registry of a pair that counts now; the first pair where none is named.
pub fn registry(
    storage: &dyn Storage,
    (config, now): (&Config, UnixTime),
    named: Option<u8>,
) -> Result<(u8, Addr), ContractError> {
    let peers = named.unwrap_or(FIRST);
    if peers == FIRST {
        return Ok((FIRST, config.registry.clone()));
    }
    let pair = PAIRS.may_load(storage, peers)?;
    let pair = pair.filter(|pair| now >= pair.from);
    let pair = pair.ok_or(ContractError::PeersUnknown { peers })?;
    Ok((peers, pair.registry))
}

/// The registry must book in the very escrow whose fees make the points.
pub fn check_registry(
    deps: Deps<'_>,
    (escrow, registry): (&Addr, &Addr),
) -> Result<(), ContractError> {
    let peers: Option<Peers> = read(&deps.querier, registry, PEERS_KEY).ok().flatten();
    if peers.is_some_and(|peers| peers.escrow == *escrow) {
        return Ok(());
    }
    Err(ContractError::ForeignRegistry {
        registry: registry.clone(),
        escrow: escrow.clone(),
    })
}

/// The token must let this contract mint, and say how much.
pub fn check_token(deps: Deps<'_>, token: &Addr, contract: &Addr) -> Result<(), ContractError> {
    let answer: Option<MinterResponse> = deps
        .querier
        .query_wasm_smart(token, &TokenQuery::Minter {})
        .unwrap_or_default();
    let minter = answer.map(|answer| answer.minter);
    let token = token.clone();
    if minter.as_deref() != Some(contract.as_str()) {
        return Err(ContractError::NotMinter { token, minter });
    }
    match emission(deps, &token) {
        Some(_) => Ok(()),
        None => Err(ContractError::NoEmission { token }),
    }
}

fn emission(deps: Deps<'_>, token: &Addr) -> Option<EmissionFact> {
    read(&deps.querier, token, EMISSION_KEY).ok().flatten()
}

/// What the token may mint now. A token that cannot be read may mint nothing, so that closing an epoch never
/// depends on it.
pub fn mintable(deps: Deps<'_>, token: &Addr, now: UnixTime) -> u128 {
    emission(deps, token).map_or(0, |emission| emission.at(now).left)
}

/// Protocol fee burnt on behalf of an account, ever.
pub fn burnt(deps: Deps<'_>, escrow: &Addr, of: (&Addr, &Asset)) -> StdResult<u128> {
    let burnt = read(&deps.querier, escrow, &fee_key(of.0, of.1))?;
    Ok(burnt.unwrap_or(0))
}

/// What the registry wrote when the ticket closed.
pub fn fact(deps: Deps<'_>, registry: &Addr, ticket: u64) -> Result<TicketFact, ContractError> {
    read(&deps.querier, registry, &fact_key(ticket))?
        .ok_or(ContractError::TicketNotClosed { ticket })
}

/// Whether an address is an agent of a provider now, in any registry that counts.
pub fn is_agent(
    deps: Deps<'_>,
    now: UnixTime,
    (provider, agent): (&Addr, &Addr),
) -> Result<bool, ContractError> {
    let key = agent_key(provider, agent);
    for source in in_force(deps.storage, &CONFIG.load(deps.storage)?, now)? {
        let until: Option<UnixTime> = read(&deps.querier, &source.registry, &key)?;
        if until.is_some_and(|until| now <= until) {
            return Ok(true);
        }
    }
    Ok(false)
}
