//! One promise from end to end, in coins and in tokens.
//!
//! given a customer with a paid agreement, in either asset
//!   when a ticket is answered in the last second of its target
//!     nothing moves
//!   when it is answered one second later
//!     the credit is in the customer's purse in the same transaction
//!   when the same lateness is poked again and again
//!     nothing more moves
//!   when it was poked at every tier
//!     the customer has as much as from one booking at the end
//! given an agreement whose periods are over
//!   when they are settled
//!     every unit has an owner, and the bond is free again

use aftercare_domain::policy::Level;
use aftercare_domain::time::Seconds;
use aftercare_engine::{Engine, Native};
use aftercare_interface::sla_escrow::{self, AgreementResponse, AgreementStatus, BondResponse};
use aftercare_interface::sla_escrow::{EndReason, LedgerResponse};
use aftercare_interface::{ticket_registry, Asset};
use aftercare_testing::{default_terms, World};
use cosmwasm_std::Uint128;

use super::{told, world};

const HOUR: u64 = 3_600;

fn covered(token: bool) -> (World<Native>, Asset, u64) {
    let mut world = world();
    let asset = if token {
        world.dollar.clone()
    } else {
        world.euro.clone()
    };
    let plan = world
        .offer("provider", &default_terms(&asset, None))
        .unwrap();
    let agreement = world.subscribe("customer", plan, 2).unwrap();
    (world, asset, agreement)
}

/// P1: first response in 30 minutes, resolution in 4 hours, around the clock.
fn open(world: &mut World<Native>, agreement: u64) -> u64 {
    let levels = (Level::High, Level::High);
    world
        .open("customer", (agreement, "provider"), levels, "It is down")
        .unwrap()
}

fn poke(ticket: u64) -> ticket_registry::ExecuteMsg {
    ticket_registry::ExecuteMsg::Poke { ticket }
}

#[test]
fn an_answer_in_the_last_second_costs_nothing_and_one_second_later_pays_at_once() {
    for token in [false, true] {
        for (seconds, credit) in [(1_799, 0u128), (1_800, 0), (1_801, 20_000_000)] {
            let (mut world, asset, agreement) = covered(token);
            let before = world.balance("customer", &asset).unwrap();
            let ticket = open(&mut world, agreement);
            world.wait(Seconds(seconds)).unwrap();
            let reply = world.reply("provider", ticket, "We are on it");
            let after = world.balance("customer", &asset).unwrap();
            assert_eq!(after - before, credit, "{asset} after {seconds} s");
            let booked = told(&reply, "sla-escrow-miss-booked", "added");
            assert_eq!(booked.len(), usize::from(credit > 0));
        }
    }
}

#[test]
fn poking_at_every_tier_brings_exactly_what_one_late_booking_brings() {
    let credited = |pokes: &[u64]| {
        let (mut world, asset, agreement) = covered(false);
        let before = world.balance("customer", &asset).unwrap();
        let ticket = open(&mut world, agreement);
        let opened = world.now();
        for minute in pokes {
            world
                .engine
                .advance_to(opened.plus(Seconds(minute * 60 + 1)))
                .unwrap();
            for _ in 0..2 {
                world.registry("stranger", &poke(ticket)).unwrap();
            }
        }
        world
            .engine
            .advance_to(opened.plus(Seconds(20 * HOUR)))
            .unwrap();
        world.propose("provider", ticket, "Mended").unwrap();
        world.balance("customer", &asset).unwrap() - before
    };
    let at_once = credited(&[]);
    assert_eq!(at_once, 100_000_000, "the ticket's cap: 10 % of 1,000");
    assert_eq!(credited(&[30, 31, 60, 120, 240, 480, 960]), at_once);
    assert_eq!(credited(&[1_000, 1_100]), at_once);
}

#[test]
fn when_everything_is_settled_every_unit_has_an_owner() {
    for token in [false, true] {
        let (mut world, asset, agreement) = covered(token);
        let ticket = open(&mut world, agreement);
        world.wait(Seconds(20 * HOUR)).unwrap();
        world.propose("provider", ticket, "Mended").unwrap();
        world.wait(Seconds::days(68)).unwrap();
        // The confirm window has lapsed; until somebody says so, money waits for the ticket.
        world.registry("stranger", &poke(ticket)).unwrap();
        let settle = sla_escrow::ExecuteMsg::Settle {
            agreement,
            max_periods: 30,
        };
        world.escrow("stranger", &settle).unwrap();
        let escrow = world.suite.escrow.clone();
        let question = sla_escrow::QueryMsg::Agreement { agreement };
        let found: AgreementResponse = world.engine.query(&escrow, &question).unwrap();
        assert_eq!(found.status, AgreementStatus::Ended(EndReason::Completed));
        let question = sla_escrow::QueryMsg::Ledger { agreement };
        let ledger: LedgerResponse = world.engine.query(&escrow, &question).unwrap();
        let out =
            ledger.credited + ledger.refunded + ledger.paid_to_provider + ledger.protocol_fees;
        assert_eq!((ledger.deposited, ledger.escrowed), (out, Uint128::zero()));
        let provider = world.person("provider").to_string();
        let question = sla_escrow::QueryMsg::Bond { provider, asset };
        let bond: BondResponse = world.engine.query(&escrow, &question).unwrap();
        assert_eq!((bond.free.u128(), bond.reserved.u128()), (5_000_000_000, 0));
    }
}
