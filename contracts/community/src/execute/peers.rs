//! Further pairs of escrow and registry: appended by the owner, in force 7 days later, never changed.

use aftercare_interface::community::{MAX_PEERS, PEERS_NOTICE};
use aftercare_kit::ownership;
use cosmwasm_std::{Addr, Response, StdResult, Storage};

use super::{told, Call};
use crate::event::PeersAdded;
use crate::peers::{check_registry, FIRST};
use crate::state::people::{Pair, PAIRS};
use crate::ContractError;

pub fn add(call: Call<'_>, escrow: Addr, registry: Addr) -> Result<Response, ContractError> {
    ownership::assert_owner(call.deps.storage, &call.sender)?;
    check_registry(call.deps.as_ref(), (&escrow, &registry))?;
    let config = call.config()?;
    let known = all(call.deps.storage)?;
    let known = known.iter().map(|(peers, pair)| (*peers, pair));
    let from = call.now().plus(PEERS_NOTICE);
    let first = Pair {
        escrow: config.escrow,
        registry: config.registry,
        from,
    };
    let mut peers = FIRST;
    for (place, pair) in std::iter::once((FIRST, &first)).chain(known) {
        check_new(place, pair, (&escrow, &registry))?;
        peers = place.saturating_add(1);
    }
    if peers >= MAX_PEERS {
        return Err(ContractError::PeersFull { max: MAX_PEERS });
    }
    let pair = Pair {
        escrow: escrow.clone(),
        registry: registry.clone(),
        from,
    };
    PAIRS.save(call.deps.storage, peers, &pair);
    Ok(told("add_peers").add_event(PeersAdded {
        peers,
        escrow,
        registry,
        from,
    }))
}

fn all(storage: &dyn Storage) -> StdResult<Vec<(u8, Pair)>> {
    PAIRS
        .range(storage, None, None)
        .take(MAX_PEERS.into())
        .collect()
}

/// An escrow in two pairs would have its fees counted twice, a registry its ratings registered twice.
fn check_new(
    peers: u8,
    pair: &Pair,
    (escrow, registry): (&Addr, &Addr),
) -> Result<(), ContractError> {
    for (known, contract) in [(&pair.escrow, escrow), (&pair.registry, registry)] {
        if known == contract {
            let contract = contract.clone();
            return Err(ContractError::PeerKnown { contract, peers });
        }
    }
    Ok(())
}
