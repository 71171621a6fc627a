//! Does a message cost more when there is more? A registry is filled by messages, and measured at sizes.

use aftercare_domain::policy::Level;
use aftercare_engine::{Batch, Call, Engine, Failure};
use aftercare_interface::ticket_registry::{ExecuteMsg, OpenTicket};
use aftercare_testing::{commitment, World};
use aftercare_vm_engine::Vm;
use serde::{Deserialize, Serialize};

use crate::measure::Bench;
use crate::report::thousands;

/// Figures at one size.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Growth {
    /// Tickets in the registry.
    pub records: u64,
    /// Gas above the floor of opening one more.
    pub open: u64,
    /// Gas above the floor of a reply to it.
    pub reply: u64,
}

/// Messages of a transaction while filling.
const TOGETHER: u64 = 50;

/// Fills to `most` tickets and measures at 1,000, 10,000 … and at the end.
pub fn rows(bench: &Bench, most: u64) -> Result<Vec<Growth>, Failure> {
    let mut world = bench.world()?;
    let agreement = world.ground()?.agreement;
    let (mut rows, mut records) = (vec![], 0);
    for size in [1_000, 10_000, 100_000]
        .into_iter()
        .filter(|it| *it <= most)
    {
        while records + 1 < size {
            let together = TOGETHER.min(size - 1 - records);
            fill(&mut world, agreement, together)?;
            records += together;
        }
        rows.push(measure(bench, &mut world, agreement, size)?);
        records = size;
    }
    Ok(rows)
}

fn fill(world: &mut World<Vm>, agreement: u64, count: u64) -> Result<(), Failure> {
    let registry = world.suite.registry.clone();
    let call = Call::new(&registry, &open(world, agreement))?;
    let customer = world.person("customer");
    let calls: Vec<Call> = (0..count).map(|_| call.clone()).collect();
    world.engine.execute_all(&customer, &calls).map(drop)
}

fn measure(
    bench: &Bench,
    world: &mut World<Vm>,
    agreement: u64,
    records: u64,
) -> Result<Growth, Failure> {
    fill(world, agreement, 1)?;
    let open = bench.above_floor(&world.engine.last()[1]);
    let content = commitment("We are looking into it");
    let reply = ExecuteMsg::Reply {
        ticket: records,
        content,
    };
    let registry = world.suite.registry.clone();
    let agent = world.person("agent");
    world.engine.execute(&agent, &registry, &reply, &[])?;
    Ok(Growth {
        records,
        open,
        reply: bench.above_floor(&world.engine.last()[1]),
    })
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
    })
}

/// The table, where there is one.
pub fn markdown(rows: &[Growth]) -> String {
    if rows.is_empty() {
        return String::new();
    }
    let mut text = "\n### Growth\n\n| tickets in the registry | open one more | reply to it |\n\
                    | ---: | ---: | ---: |\n"
        .to_owned();
    for row in rows {
        let cells = [row.records, row.open, row.reply].map(thousands);
        text += &format!("| {} |\n", cells.join(" | "));
    }
    text
}
