//! Who may call whom is set once and stays so.
//!
//! given a wired suite with a live agreement
//!   when anyone but its registry books a miss
//!     it is refused for customer, provider, stranger, owner and community
//!   when somebody deploys a second registry that names the same escrow
//!     its bookings are refused
//!   when the owner wires again
//!     it is refused, in escrow and community
//!   when ownership was handed over
//!     the new owner cannot wire either, nor book
//!   when anyone but the community mints
//!     it is refused
//!   when somebody asks for another minter
//!     it is refused
//!   when the escrow's pauser pauses
//!     questions and tickets without an agreement wait for the second after, covered tickets and answers do not
//! given an escrow that is not wired
//!   when a stranger wires it
//!     it is refused
//!   when the owner names a registry of another escrow
//!     it is refused
//!   when somebody subscribes
//!     it is refused

use aftercare_domain::credit::Measure;
use aftercare_domain::money::Bps;
use aftercare_domain::policy::{Level, Metric};
use aftercare_domain::time::Seconds;
use aftercare_engine::{Code, Engine, Native};
use aftercare_interface::sla_escrow::{ExecuteMsg, InstantiateMsg, Miss};
use aftercare_interface::{community, ticket_registry};
use aftercare_testing::{commitment, default_terms, Outcome, World};
use cosmwasm_std::{Addr, Uint128};
use cw20::Cw20ExecuteMsg;

use super::{code, world};

fn covered() -> (World<Native>, u64) {
    let mut world = world();
    let terms = default_terms(&world.euro, None);
    let plan = world.offer("provider", &terms).unwrap();
    let agreement = world.subscribe("customer", plan, 2).unwrap();
    (world, agreement)
}

fn miss(world: &World<Native>) -> Miss {
    Miss {
        subject: 1,
        metric: Metric::Resolution,
        cycle: 0,
        ordinal: 0,
        due: world.now(),
        measure: Measure::Late {
            late: Seconds::hours(90),
            target: Seconds::hours(4),
        },
    }
}

fn booking(world: &World<Native>, agreement: u64) -> ExecuteMsg {
    ExecuteMsg::BookMisses {
        agreement,
        misses: vec![miss(world)],
        keeper: None,
    }
}

/// Sends as a contract would: by address instead of by name.
fn book_as(world: &mut World<Native>, sender: &Addr, agreement: u64) -> String {
    let (escrow, message) = (world.suite.escrow.clone(), booking(world, agreement));
    code(world.engine.execute(sender, &escrow, &message, &[]))
}

#[test]
fn nobody_but_the_registry_of_an_agreement_books_its_misses() {
    let (mut world, agreement) = covered();
    for name in ["customer", "provider", "stranger", "owner"] {
        let message = booking(&world, agreement);
        assert_eq!(code(world.escrow(name, &message)), "SLA-010", "{name}");
    }
    let suite = world.suite.clone();
    for contract in [suite.community, suite.token, suite.escrow] {
        assert_eq!(book_as(&mut world, &contract, agreement), "SLA-010");
    }
}

#[test]
fn a_second_registry_that_names_the_same_escrow_books_nothing() {
    let (mut world, agreement) = covered();
    let stranger = world.person("stranger");
    let message = ticket_registry::InstantiateMsg {
        escrow: world.suite.escrow.to_string(),
    };
    let imposter = world
        .engine
        .instantiate(&stranger, Code::TicketRegistry, &message)
        .unwrap();
    assert_eq!(book_as(&mut world, &imposter, agreement), "SLA-010");
    let wire = ExecuteMsg::Wire {
        registry: imposter.to_string(),
    };
    assert_eq!(
        code(world.escrow("owner", &wire)),
        "SLA-002",
        "not even with the owner's help"
    );
}

#[test]
fn wiring_happens_once() {
    let (mut world, _) = covered();
    let wire = ExecuteMsg::Wire {
        registry: world.suite.registry.to_string(),
    };
    assert_eq!(code(world.escrow("owner", &wire)), "SLA-002");
    let wire = community::ExecuteMsg::Wire {
        token: world.suite.token.to_string(),
    };
    assert_eq!(code(world.community("owner", &wire)), "COM-002");
}

#[test]
fn a_new_owner_has_no_more_power_over_a_live_agreement_than_the_old_one() {
    let (mut world, agreement) = covered();
    let new_owner = world.person("stranger").to_string();
    let expiry = world.now().plus(Seconds::days(1));
    let hand_over = ExecuteMsg::UpdateOwnership(cw_ownable::Action::TransferOwnership {
        new_owner,
        expiry: Some(cw_ownable::Expiration::AtTime(
            cosmwasm_std::Timestamp::from_seconds(expiry.0),
        )),
    });
    world.escrow("owner", &hand_over).unwrap();
    let accept = ExecuteMsg::UpdateOwnership(cw_ownable::Action::AcceptOwnership);
    world.escrow("stranger", &accept).unwrap();
    let wire = ExecuteMsg::Wire {
        registry: world.suite.community.to_string(),
    };
    assert_eq!(code(world.escrow("stranger", &wire)), "SLA-002");
    let message = booking(&world, agreement);
    assert_eq!(code(world.escrow("stranger", &message)), "SLA-010");
}

#[test]
fn nobody_but_the_community_mints_and_only_the_owner_announces_another_minter() {
    let (mut world, _) = covered();
    let (token, recipient) = (world.suite.token.clone(), world.person("owner").to_string());
    let mint = Cw20ExecuteMsg::Mint {
        recipient: recipient.clone(),
        amount: Uint128::one(),
    };
    for name in ["owner", "customer", "stranger"] {
        assert_eq!(
            code(world.send(name, &token, &mint, &[])),
            "RWD-001",
            "{name}"
        );
    }
    let replace = Cw20ExecuteMsg::UpdateMinter {
        new_minter: Some(recipient),
    };
    for sender in [world.person("stranger"), world.suite.community.clone()] {
        let refused = world.engine.execute(&sender, &token, &replace, &[]);
        assert_eq!(refused.unwrap_err().code.as_deref(), Some("KIT-018"));
    }
    world.send("owner", &token, &replace, &[]).unwrap();
    assert_eq!(code(world.send("owner", &token, &mint, &[])), "RWD-001");
}

#[test]
fn an_escrow_takes_only_a_registry_that_names_it_and_only_from_its_owner() {
    let mut world = world();
    let owner = world.person("owner");
    let message = InstantiateMsg {
        owner: owner.to_string(),
        fee_sink: world.person("fee sink").to_string(),
        protocol_fee: Bps(100),
        burn_share: Bps(5_000),
    };
    let fresh = world
        .engine
        .instantiate(&owner, Code::SlaEscrow, &message)
        .unwrap();
    let wire = ExecuteMsg::Wire {
        registry: world.suite.registry.to_string(),
    };
    assert_eq!(code(world.send("stranger", &fresh, &wire, &[])), "KIT-018");
    assert_eq!(code(world.send("owner", &fresh, &wire, &[])), "SLA-003");
}

#[test]
fn one_pause_stops_questions_and_uncovered_tickets_and_nothing_else_of_the_others() {
    let (mut world, agreement) = covered();
    let intake = ticket_registry::ExecuteMsg::SetIntake {
        open_to_public: true,
        max_open: 5,
    };
    world.registry("provider", &intake).unwrap();
    let euro = world.euro.clone();
    let question = world.ask("customer", (&euro, 1_000), "How?").unwrap();
    let pauser = Some(world.person("stranger").to_string());
    world
        .escrow("owner", &ExecuteMsg::SetPauser { pauser })
        .unwrap();
    world.escrow("stranger", &ExecuteMsg::Pause {}).unwrap();
    let until = world.now().plus(Seconds::hours(72));
    for last in [world.now(), until] {
        world.engine.advance_to(last).unwrap();
        let asked = world.ask("customer", (&euro, 1_000), "And how?");
        assert_eq!(code(asked), "KIT-024");
        assert_eq!(code(uncovered(&mut world)), "KIT-024");
    }
    let levels = (Level::Low, Level::Low);
    world
        .open("customer", (agreement, "provider"), levels, "It is down")
        .unwrap();
    world.answer("stranger", question, "So").unwrap();
    world.wait(Seconds(1)).unwrap();
    world.ask("customer", (&euro, 1_000), "And how?").unwrap();
    uncovered(&mut world).unwrap();
}

/// A ticket of somebody who has no agreement.
fn uncovered(world: &mut World<Native>) -> Outcome {
    let ticket = ticket_registry::OpenTicket {
        agreement: None,
        provider: world.person("provider").to_string(),
        impact: Level::Low,
        urgency: Level::Low,
        category: 0,
        tags: vec![],
        content: commitment("May I ask?"),
        external_ref: None,
        on_behalf_of: None,
        related: None,
        confidential: false,
    };
    world.registry("stranger", &ticket_registry::ExecuteMsg::Open(ticket))
}
