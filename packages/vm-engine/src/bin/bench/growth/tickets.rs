//! A registry with ever more tickets of one agreement.

use aftercare_domain::policy::Level;
use aftercare_engine::{Batch, Call, Engine, Failure};
use aftercare_interface::ticket_registry::{ExecuteMsg, OpenTicket};
use aftercare_testing::{commitment, World};
use aftercare_vm_engine::Vm;

use super::{LATE, TOGETHER};
use crate::measure::Bench;

pub struct Desk {
    world: World<Vm>,
    agreement: u64,
    records: u64,
}

impl Desk {
    pub fn new(bench: &Bench) -> Result<Self, Failure> {
        let mut world = bench.world()?;
        let agreement = world.ground()?.agreement;
        Ok(Self {
            world,
            agreement,
            records: 0,
        })
    }

    /// Fills up, then: opening one more, answering it, and a poke of the one before it.
    pub fn measure(&mut self, bench: &Bench, records: u64) -> Result<[u64; 3], Failure> {
        while self.records + 1 < records {
            self.fill(TOGETHER.min(records - 1 - self.records))?;
        }
        self.fill(1)?;
        let open = bench.above_floor(&self.world.engine.last()[1]);
        let content = commitment("We are looking into it");
        let ticket = self.records;
        self.tell(
            "agent",
            &ExecuteMsg::Reply {
                ticket,
                content,
                expects_answer: true,
            },
        )?;
        let reply = bench.above_floor(&self.world.engine.last()[1]);
        self.world.wait(LATE)?;
        let ticket = self.records - 1;
        self.tell("keeper", &ExecuteMsg::Poke { ticket })?;
        let poke = bench.above_floor(&self.world.engine.last()[1]);
        Ok([open, reply, poke])
    }

    fn tell(&mut self, name: &str, message: &ExecuteMsg) -> Result<(), Failure> {
        let registry = self.world.suite.registry.clone();
        let sender = self.world.person(name);
        let engine = &mut self.world.engine;
        engine.execute(&sender, &registry, message, &[]).map(drop)
    }

    fn fill(&mut self, count: u64) -> Result<(), Failure> {
        let registry = self.world.suite.registry.clone();
        let call = Call::new(&registry, &open(&mut self.world, self.agreement))?;
        let customer = self.world.person("customer");
        let calls: Vec<Call> = (0..count).map(|_| call.clone()).collect();
        self.world.engine.execute_all(&customer, &calls)?;
        self.records += count;
        Ok(())
    }
}

/// A ticket of the customer, of high impact and urgency.
pub fn open(world: &mut World<Vm>, agreement: u64) -> ExecuteMsg {
    ExecuteMsg::Open(OpenTicket {
        agreement: Some(agreement),
        provider: world.person("provider").to_string(),
        impact: Level::High,
        urgency: Level::High,
        category: 0,
        tags: vec![],
        content: commitment("No connection"),
        external_ref: None,
        on_behalf_of: None,
        related: None,
        confidential: false,
    })
}
