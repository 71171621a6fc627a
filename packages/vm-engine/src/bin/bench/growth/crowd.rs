//! A suite that many records lie in already: agreements of one plan, tickets of one agreement, questions of
//! one asker; all of them one customer's and one provider's.

use aftercare_engine::{Batch, Call, Failure};
use aftercare_interface::community::{ExecuteMsg, NewQuestion};
use aftercare_testing::{commitment, World};
use aftercare_vm_engine::Vm;

use super::{agreements, tickets, TOGETHER};
use crate::measure::Bench;

/// The world, and where its records lie.
pub struct Crowd {
    pub world: World<Vm>,
    pub plan: u64,
    pub agreement: u64,
}

impl Crowd {
    /// So many of each.
    pub fn of(bench: &Bench, records: u64) -> Result<Self, Failure> {
        let mut world = bench.world()?;
        let (plan, subscribe) = agreements::offer(&mut world)?;
        let agreement = world.ground()?.agreement;
        let suite = world.suite.clone();
        let open = Call::new(&suite.registry, &tickets::open(&mut world, agreement))?;
        let ask = Call::new(&suite.community, &question())?;
        for call in [subscribe, open, ask] {
            fill(&mut world, records, &call)?;
        }
        Ok(Self {
            world,
            plan,
            agreement,
        })
    }

    /// Whose records they are: the customer's and the provider's addresses.
    pub fn names(&mut self) -> (String, String) {
        let mut name = |of| self.world.person(of).to_string();
        (name("customer"), name("provider"))
    }
}

fn fill(world: &mut World<Vm>, records: u64, call: &Call) -> Result<(), Failure> {
    let customer = world.person("customer");
    let mut left = records;
    while left > 0 {
        let some = left.min(TOGETHER);
        let calls: Vec<Call> = (0..some).map(|_| call.clone()).collect();
        world.engine.execute_all(&customer, &calls)?;
        left -= some;
    }
    Ok(())
}

fn question() -> ExecuteMsg {
    ExecuteMsg::Ask(NewQuestion {
        topic: "setup".to_owned(),
        product: "router".to_owned(),
        versions: None,
        provider: None,
        content: commitment("How do I bridge it?"),
    })
}
