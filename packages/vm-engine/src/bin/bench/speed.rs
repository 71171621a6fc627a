//! How many messages a second the vm leg runs.

use std::time::Instant;

use aftercare_domain::time::Seconds;
use aftercare_engine::Engine;
use aftercare_engine::Failure;
use aftercare_interface::ticket_registry::ExecuteMsg;
use aftercare_testing::commitment;

use crate::measure::Bench;

/// Tickets that are opened, answered, solved and accepted.
const CASES: u64 = 500;
/// Messages of each.
const MESSAGES: u64 = 4;

/// Messages a second.
pub struct Speed(u64);

impl Speed {
    /// One line.
    pub fn markdown(&self) -> String {
        format!(
            "\nThe vm leg runs {} messages a second (open, reply, propose, accept; one core).\n",
            self.0
        )
    }
}

/// Runs whole cases without asking anything in between.
pub fn measure(bench: &Bench) -> Result<Speed, Failure> {
    let mut world = bench.world()?;
    let ground = world.ground()?;
    let first = world.open(
        "customer",
        (ground.agreement, "provider"),
        (
            aftercare_domain::policy::Level::High,
            aftercare_domain::policy::Level::High,
        ),
        "No connection",
    )?;
    let begun = Instant::now();
    for case in 1..=CASES {
        case_of(&mut world, ground.agreement, first + case)?;
    }
    let seconds = begun.elapsed().as_secs_f64();
    Ok(Speed(((CASES * MESSAGES) as f64 / seconds) as u64))
}

fn case_of(
    world: &mut aftercare_testing::World<aftercare_vm_engine::Vm>,
    agreement: u64,
    ticket: u64,
) -> Result<(), Failure> {
    let (customer, agent) = (world.person("customer"), world.person("agent"));
    let registry = world.suite.registry.clone();
    let open = crate::growth::open(world, agreement);
    let content = commitment("We are looking into it");
    let reply = ExecuteMsg::Reply {
        ticket,
        content: content.clone(),
        expects_answer: true,
    };
    let propose = ExecuteMsg::ProposeResolution {
        ticket,
        content,
        cites: vec![],
    };
    world.wait(Seconds(1))?;
    let said = [
        (&customer, open),
        (&agent, reply),
        (&agent, propose),
        (&customer, ExecuteMsg::Accept { ticket }),
    ];
    for (who, message) in &said {
        world.engine.execute(who, &registry, message, &[])?;
    }
    Ok(())
}
