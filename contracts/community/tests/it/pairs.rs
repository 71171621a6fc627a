//! add_peers
//! ├── given the owner and a registry that names the escrow
//! │   ├── the pair counts from the first second after its notice
//! │   ├── fees of every pair count, each once
//! │   └── a ticket of each pair is registered once, under the pair that is named
//! ├── given somebody else, a registry of another escrow, or a contract of a known pair
//! │   └── it refuses
//! ├── given 8 pairs
//! │   └── it refuses
//! └── given a pair that does not exist or does not count yet
//!     └── its tickets are refused

use aftercare_community::event::PeersAdded;
use aftercare_community::ContractError;
use aftercare_domain::time::UnixTime;
use aftercare_interface::community::{ExecuteMsg, PeersResponse, QueryMsg};
use aftercare_interface::raw::{fact_key, fee_key, Layout, Peers, PEERS_KEY};
use aftercare_interface::Page;
use aftercare_kit::KitError;
use cosmwasm_std::{Addr, Empty};
use cw_multi_test::Executor;
use cw_ownable::OwnershipError;

use crate::circle::NOTICE;
use crate::puppets::puppet_code;
use crate::world::{euro, euros, event, fact, person, World, START};

/// A further escrow, and a registry that names it.
fn pair(world: &mut World) -> (Addr, Addr) {
    let code = world.app.store_code(puppet_code());
    let mut place = |label: &str| {
        let owner = person("owner");
        world
            .app
            .instantiate_contract(code, owner, &Empty {}, &[], label, None)
            .unwrap()
    };
    let (escrow, registry) = (place("escrow"), place("registry"));
    let peers = Peers {
        escrow: escrow.clone(),
    };
    world
        .app
        .contract_storage_mut(&registry)
        .set(PEERS_KEY, &peers.encode());
    (escrow, registry)
}

fn add((escrow, registry): (&Addr, &Addr)) -> ExecuteMsg {
    ExecuteMsg::AddPeers {
        escrow: escrow.to_string(),
        registry: registry.to_string(),
    }
}

fn register(ticket: u64, peers: Option<u8>) -> ExecuteMsg {
    ExecuteMsg::RegisterRatings {
        tickets: vec![ticket],
        peers,
    }
}

fn all(world: &World) -> Vec<PeersResponse> {
    let msg = QueryMsg::Peers {
        start_after: None,
        limit: None,
    };
    world.ask::<Page<PeersResponse, u8>>(&msg).rows
}

#[test]
fn a_pair_counts_after_its_notice_to_the_second() {
    let mut world = World::new();
    let (escrow, registry) = pair(&mut world);
    let from = UnixTime(world.now() + NOTICE);
    let response = world.act("owner", &add((&escrow, &registry))).unwrap();
    assert!(event(
        &response,
        PeersAdded {
            peers: 1,
            escrow: escrow.clone(),
            registry: registry.clone(),
            from
        }
    ));
    let rows = all(&world);
    assert_eq!(rows.len(), 2);
    assert_eq!((rows[0].peers, &rows[0].escrow), (0, &world.escrow));
    assert_eq!((rows[1].peers, rows[1].from), (1, from));
    let bytes = 1_000u128.encode();
    let key = fee_key(&person("ada"), &euro());
    world.app.contract_storage_mut(&escrow).set(&key, &bytes);
    world.at(from.0 - 1);
    assert_eq!(world.allowance("ada"), (0, 0));
    let refused = ContractError::PeersUnknown { peers: 1 };
    assert_eq!(
        world.act("eve", &register(1, Some(1))).unwrap_err(),
        refused
    );
    world.at(from.0);
    assert_eq!(world.allowance("ada"), (450, 500));
}

#[test]
fn fees_and_tickets_of_each_pair_count_once() {
    let mut world = World::new();
    let (escrow, registry) = pair(&mut world);
    world.act("owner", &add((&escrow, &registry))).unwrap();
    world.wait(NOTICE);
    let key = fee_key(&person("ada"), &euro());
    let bytes = 1_000u128.encode();
    world.app.contract_storage_mut(&escrow).set(&key, &bytes);
    world.burnt("ada", &euro(), 2_000);
    world.closed(7, &fact("ada", START));
    let bytes = fact("ada", START).encode();
    world
        .app
        .contract_storage_mut(&registry)
        .set(&fact_key(7), &bytes);
    let epoch = world.config().epoch;
    world.act("eve", &register(7, Some(1))).unwrap();
    assert_eq!(world.points("ada", epoch).points.u128(), 1_350);
    for peers in [None, Some(0)] {
        let again = world.act("eve", &register(7, peers));
        match peers {
            None => drop(again.unwrap()),
            Some(_) => assert_eq!(
                again.unwrap_err(),
                ContractError::TicketRegistered { ticket: 7 }
            ),
        }
    }
    assert_eq!(
        world.act("eve", &register(7, Some(1))).unwrap_err(),
        ContractError::TicketRegistered { ticket: 7 }
    );
    assert_eq!(world.points("ada", epoch).points.u128(), 1_350);
}

#[test]
fn strangers_and_foreign_or_known_contracts_are_refused() {
    let mut world = World::new();
    let (escrow, registry) = pair(&mut world);
    let stranger: ContractError = KitError::from(OwnershipError::NotOwner).into();
    assert_eq!(
        world.act("eve", &add((&escrow, &registry))).unwrap_err(),
        stranger
    );
    let error = world.act_with("owner", &add((&escrow, &registry)), &euros(1));
    assert_eq!(
        error.unwrap_err(),
        KitError::UnexpectedFunds { coins: 1 }.into()
    );
    let first = (world.escrow.clone(), world.registry.clone());
    let foreign = ContractError::ForeignRegistry {
        registry: registry.clone(),
        escrow: first.0.clone(),
    };
    assert_eq!(
        world.act("owner", &add((&first.0, &registry))).unwrap_err(),
        foreign
    );
    let known = |contract: &Addr, peers| ContractError::PeerKnown {
        contract: contract.clone(),
        peers,
    };
    assert_eq!(
        world.act("owner", &add((&first.0, &first.1))).unwrap_err(),
        known(&first.0, 0)
    );
    world.act("owner", &add((&escrow, &registry))).unwrap();
    let peers = Peers {
        escrow: escrow.clone(),
    };
    let other = pair(&mut world).1;
    world
        .app
        .contract_storage_mut(&other)
        .set(PEERS_KEY, &peers.encode());
    assert_eq!(
        world.act("owner", &add((&escrow, &other))).unwrap_err(),
        known(&escrow, 1)
    );
}

#[test]
fn there_are_at_most_8_pairs() {
    let mut world = World::new();
    for _ in 1..8 {
        let (escrow, registry) = pair(&mut world);
        world.act("owner", &add((&escrow, &registry))).unwrap();
    }
    let (escrow, registry) = pair(&mut world);
    let full = ContractError::PeersFull { max: 8 };
    assert_eq!(
        world.act("owner", &add((&escrow, &registry))).unwrap_err(),
        full
    );
    assert_eq!(all(&world).len(), 8);
}

#[test]
fn tickets_of_a_pair_that_does_not_exist_are_refused() {
    let mut world = World::new();
    let refused = ContractError::PeersUnknown { peers: 200 };
    assert_eq!(
        world.act("eve", &register(1, Some(200))).unwrap_err(),
        refused
    );
}
