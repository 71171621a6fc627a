//! An escrow with ever more agreements of one plan.

use aftercare_domain::policy::Level;
use aftercare_domain::time::Seconds;
use aftercare_engine::{Batch, Call, Engine, Failure};
use aftercare_interface::sla_escrow::{
    BondParts, ExecuteMsg, PlanRevisionResponse, QueryMsg, Subscription,
};
use aftercare_interface::ticket_registry::ExecuteMsg as Registry;
use aftercare_testing::{default_terms, World, EURO};
use aftercare_vm_engine::Vm;
use cosmwasm_std::{coin, Uint128};

use super::{LATE, TOGETHER};
use crate::measure::Bench;

/// Small amounts, so that a purse lasts.
const FEE: u128 = 10_000;

pub struct Book {
    world: World<Vm>,
    records: u64,
    subscribe: Call,
}

/// A plan with room for all of them, and the message that subscribes to it.
pub fn offer(world: &mut World<Vm>) -> Result<(u64, Call), Failure> {
    let mut terms = default_terms(&world.euro, None);
    terms.fee = Uint128::new(FEE);
    terms.bond = BondParts {
        credit: Uint128::new(FEE * 3 / 10),
        termination: Uint128::new(FEE / 5),
        tips: Uint128::zero(),
    };
    terms.capacity = 200_000;
    let plan = world.offer("provider", &terms)?;
    let question = QueryMsg::PlanRevision { plan, revision: 1 };
    let offered: PlanRevisionResponse = world.engine.query(&world.suite.escrow, &question)?;
    let subscribe = ExecuteMsg::Subscribe(Subscription {
        plan,
        revision: 1,
        terms_hash: offered.terms_hash,
        periods: 3,
        total: Uint128::new(FEE * 3),
        beneficiary: None,
    });
    let call = Call::new(&world.suite.escrow, &subscribe)?.with(&[coin(FEE * 3, EURO)]);
    Ok((plan, call))
}

impl Book {
    pub fn new(bench: &Bench) -> Result<Self, Failure> {
        let mut world = bench.world()?;
        let (_, subscribe) = offer(&mut world)?;
        Ok(Self {
            world,
            records: 0,
            subscribe,
        })
    }

    /// Fills up, then: subscribing, booking the first miss, settling the first period.
    pub fn measure(&mut self, bench: &Bench, records: u64) -> Result<[u64; 3], Failure> {
        while self.records + 1 < records {
            self.fill(TOGETHER.min(records - 1 - self.records))?;
        }
        self.fill(1)?;
        let subscribe = bench.above_floor(&self.world.engine.last()[1]);
        let agreement = self.records;
        let levels = (Level::High, Level::High);
        let of = (agreement, "provider");
        let ticket = self.world.open("customer", of, levels, "No connection")?;
        self.world.wait(LATE)?;
        self.registry("keeper", &Registry::Poke { ticket })?;
        let book = bench.above_floor(&self.world.engine.last()[1]);
        self.registry("customer", &Registry::Cancel { ticket })?;
        self.world.wait(Seconds::days(40))?;
        let settle = ExecuteMsg::Settle {
            agreement,
            max_periods: 1,
        };
        let escrow = self.world.suite.escrow.clone();
        let keeper = self.world.person("keeper");
        self.world.engine.execute(&keeper, &escrow, &settle, &[])?;
        let settle = bench.above_floor(&self.world.engine.last()[1]);
        Ok([subscribe, book, settle])
    }

    fn registry(&mut self, name: &str, message: &Registry) -> Result<(), Failure> {
        let registry = self.world.suite.registry.clone();
        let sender = self.world.person(name);
        let engine = &mut self.world.engine;
        engine.execute(&sender, &registry, message, &[]).map(drop)
    }

    fn fill(&mut self, count: u64) -> Result<(), Failure> {
        let customer = self.world.person("customer");
        let calls: Vec<Call> = (0..count).map(|_| self.subscribe.clone()).collect();
        self.world.engine.execute_all(&customer, &calls)?;
        self.records += count;
        Ok(())
    }
}
