//! given agreements on the real contracts
//! ├── when credits wait, one is cancelled by a ruling and one is released, strangers are thanked, the bond is
//! │   refilled, the term extended, and the provider leaves
//! │   └── after every message the statement is what the contract answers, and its balance is what is held
//! ├── when a customer takes everything back in the cooling-off
//! │   └── nothing is left
//! └── when there is no such agreement
//!     └── there is no statement

use aftercare_domain::money::Bps;
use aftercare_domain::policy::Level;
use aftercare_domain::time::{Seconds, UnixTime};
use aftercare_engine::{Engine, Native};
use aftercare_interface::page::Page;
use aftercare_interface::sla_escrow::{
    Arbitration, ExecuteMsg, Ground, MissCursor, MissResponse, PlanTerms, QueryMsg, Release,
};
use aftercare_interface::ticket_registry::ExecuteMsg as Registry;
use aftercare_testing::{commitment, default_terms, World};
use cosmwasm_std::{coin, Uint128};

use crate::statement::accounts::Account;
use crate::statement::heard::Heard;
use crate::statement::lines::Statement;

type Stage = World<Heard<Native>>;

const BEGIN: UnixTime = UnixTime(1_772_442_000);
const FEE: u128 = 1_000_000_000;

fn world() -> Stage {
    let people = ["Nordlicht", "Carla", "Kofi", "judge"];
    World::new(Heard::new(Native::new(BEGIN)), &people).unwrap()
}

/// Credits wait a day, a judge rules, every act is worth a tip.
fn contestable(world: &mut Stage) -> PlanTerms {
    let mut terms = default_terms(&world.euro, None);
    terms.release = Release::AfterContest {
        window: Seconds::days(1),
    };
    terms.arbitration = Some(Arbitration {
        arbitrator: world.person("judge"),
        time: Seconds::days(7),
        default_split: Bps(5_000),
    });
    terms.tip = Uint128::new(1_000_000);
    terms.bond.tips = Uint128::new(2_000_000);
    terms.extendable_until = Some(BEGIN.plus(Seconds::days(365)));
    terms
}

fn statement(world: &Stage) -> Statement {
    world.engine.statement(&world.suite.escrow, 1).unwrap()
}

fn escrow(world: &mut Stage, name: &str, message: &ExecuteMsg) {
    world.escrow(name, message).unwrap();
    statement(world);
}

/// A ticket that nobody answers in time, booked by Kofi; the key of its miss.
fn missed(world: &mut Stage) -> MissCursor {
    let levels = (Level::High, Level::High);
    let ticket = world.open("Carla", (1, "Nordlicht"), levels, "No connection");
    let ticket = ticket.unwrap();
    world.wait(Seconds(1_801)).unwrap();
    world.registry("Kofi", &Registry::Poke { ticket }).unwrap();
    statement(world);
    let (agreement, start_after, limit) = (1, None, None);
    let question = QueryMsg::Misses {
        agreement,
        start_after,
        limit,
    };
    let misses: Page<MissResponse, MissCursor> =
        world.engine.query(&world.suite.escrow, &question).unwrap();
    misses.rows.into_iter().last().unwrap().key
}

fn contested_and_cancelled(world: &mut Stage) {
    let miss = missed(world);
    let contest = ExecuteMsg::Contest {
        agreement: 1,
        miss,
        evidence: commitment("The line was down everywhere"),
    };
    escrow(world, "Nordlicht", &contest);
    let rule = ExecuteMsg::Rule {
        dispute: 1,
        credit_stands: false,
    };
    escrow(world, "judge", &rule);
}

fn released(world: &mut Stage) {
    missed(world);
    world.wait(Seconds(Seconds::days(1).0 + 1)).unwrap();
    let poke = ExecuteMsg::Poke {
        agreement: 1,
        limit: 30,
    };
    escrow(world, "Kofi", &poke);
}

fn extended(world: &mut Stage) {
    let extend = ExecuteMsg::Extend {
        agreement: 1,
        periods: 1,
        total: Uint128::new(FEE),
    };
    let fee = [coin(FEE, aftercare_testing::EURO)];
    let contract = world.suite.escrow.clone();
    world.send("Carla", &contract, &extend, &fee).unwrap();
    statement(world);
}

fn settled(world: &mut Stage, days: u64) {
    world.wait(Seconds::days(days)).unwrap();
    let settle = ExecuteMsg::Settle {
        agreement: 1,
        max_periods: 30,
    };
    escrow(world, "Kofi", &settle);
}

#[test]
fn every_message_of_a_long_life_leaves_a_statement_that_the_contract_confirms() {
    let mut world = world();
    let terms = contestable(&mut world);
    let plan = world.offer("Nordlicht", &terms).unwrap();
    world.subscribe("Carla", plan, 3).unwrap();
    contested_and_cancelled(&mut world);
    released(&mut world);
    escrow(
        &mut world,
        "Nordlicht",
        &ExecuteMsg::RefillBond { agreement: 1 },
    );
    extended(&mut world);
    settled(&mut world, 40);
    let leave = ExecuteMsg::Terminate {
        agreement: 1,
        ground: Ground::ByProvider {},
    };
    escrow(&mut world, "Nordlicht", &leave);
    settled(&mut world, 120);
    let statement = statement(&world);
    let mut reasons: Vec<&str> = statement.lines().iter().map(|line| line.reason).collect();
    reasons.sort_unstable();
    reasons.dedup();
    assert_eq!(
        reasons,
        [
            "bond",
            "bond-returned",
            "burnt",
            "credit-cancelled",
            "credit-released",
            "credit-waits",
            "earned",
            "extended",
            "protocol-fee",
            "refund",
            "subscribed",
            "termination-credit",
            "tip",
            "withheld",
        ]
    );
    assert_eq!(statement.accounts().sum(&Account::HELD), 0);
}

#[test]
fn an_agreement_that_was_taken_back_leaves_nothing() {
    let mut world = world();
    let terms = contestable(&mut world);
    let plan = world.offer("Nordlicht", &terms).unwrap();
    world.subscribe("Carla", plan, 3).unwrap();
    let back = ExecuteMsg::Terminate {
        agreement: 1,
        ground: Ground::CoolingOff {},
    };
    escrow(&mut world, "Carla", &back);
    let statement = statement(&world);
    assert_eq!(statement.accounts().of(Account::Refunded), 3 * FEE);
    assert_eq!(statement.lines().last().unwrap().balance, 0);
}

#[test]
fn an_agreement_that_does_not_exist_has_no_statement() {
    let world = world();
    assert!(world.engine.statement(&world.suite.escrow, 1).is_err());
}
