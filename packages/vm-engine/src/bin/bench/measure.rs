//! Rows, and the floor that they stand on.

use std::rc::Rc;

use aftercare_domain::time::UnixTime;
use aftercare_engine::Failure;
use aftercare_testing::scenario::{scenarios, Scenario, Share, PEOPLE};
use aftercare_testing::World;
use aftercare_vm_engine::{Machine, Meter, Profile, Shelf, Vm, FLOOR};
use serde::{Deserialize, Serialize};

use crate::probe;

/// Monday, 2 March 2026, 09:00 UTC.
pub const START: UnixTime = UnixTime(1_772_442_000);

/// One figure of the table.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Row {
    /// The contract that gets the message.
    pub contract: String,
    /// What happens.
    pub name: String,
    /// Gas above the floor, unless the name says otherwise.
    pub gas: u64,
    /// What it may be; of peers and prices: what the real node charged.
    pub goal: Option<u64>,
    /// What the transaction did.
    pub profile: Profile,
}

/// A machine, and what an empty message costs on it.
pub struct Bench {
    machine: Rc<Machine>,
    empty: u64,
}

impl Bench {
    /// Compiles the codes and measures the floor.
    pub fn new() -> Result<Self, Failure> {
        let machine = Rc::new(Machine::new(Meter::default())?);
        let mut bench = Self { machine, empty: 0 };
        bench.empty = probe::empty(&bench)?;
        Ok(bench)
    }

    /// A chain of its own for one row.
    pub fn chain(&self) -> Result<Vm, Failure> {
        Vm::on(&self.machine, START)
    }

    /// A deployed suite and its people.
    pub fn world(&self) -> Result<World<Vm>, Failure> {
        World::new(self.chain()?, &PEOPLE)
    }

    /// The rows whose name contains a word.
    pub fn scenarios(&self, word: &str) -> Result<Vec<Row>, Failure> {
        let all = scenarios::<Vm>();
        let chosen = all.iter().filter(|it| it.name.contains(word));
        chosen.map(|scenario| self.row(scenario)).collect()
    }

    fn row(&self, scenario: &Scenario<Vm>) -> Result<Row, Failure> {
        self.play(scenario, &mut self.world()?)
    }

    /// Plays a scenario in a world and measures its last transaction.
    pub fn play(&self, scenario: &Scenario<Vm>, world: &mut World<Vm>) -> Result<Row, Failure> {
        (scenario.play)(world)
            .map_err(|failure| Failure::new(format!("{}: {failure}", scenario.name)))?;
        let [before, last] = world.engine.last();
        Ok(Row {
            contract: scenario.contract.to_owned(),
            name: scenario.name.to_owned(),
            gas: self.figure(scenario.share, before, last),
            goal: scenario.goal,
            profile: last.clone(),
        })
    }

    fn figure(&self, share: Share, before: &Profile, last: &Profile) -> u64 {
        match share {
            Share::Whole => self.above_floor(last),
            Share::Further => last.gas.saturating_sub(before.gas),
            Share::Each(messages) => (FLOOR + self.above_floor(last)) / messages,
        }
    }

    /// Gas of a transaction beyond that of an empty message.
    pub fn above_floor(&self, profile: &Profile) -> u64 {
        profile.gas.saturating_sub(self.empty)
    }
}

/// Bytes of each Wasm.
pub fn sizes() -> Vec<(String, u64)> {
    let names = [
        "artifacts/community",
        "artifacts/reward_token",
        "artifacts/sla_escrow",
        "artifacts/ticket_registry",
        "out/peers/peer_cw20_base",
        "out/peers/peer_cw20_escrow",
        "out/peers/peer_cw3_fixed_multisig",
    ];
    let shelf = Shelf::of_repository();
    let size = |name: &str| shelf.wasm(name).map_or(0, |wasm| wasm.len() as u64);
    names.map(|name| (name.to_owned(), size(name))).into()
}

/// Any error as a failure.
pub fn failure(error: impl std::fmt::Display) -> Failure {
    Failure::new(error.to_string())
}
