//! Pokes of late tickets.

use aftercare_domain::time::Seconds;
use aftercare_engine::{Batch, Engine, Failure};
use aftercare_interface::ticket_registry::ExecuteMsg;

use super::Told;
use crate::scenario::{whole, Ground, Scenario, Share};
use crate::World;

/// One second beyond the half hour that a ticket of scenarios has to be answered in.
const LATE: Seconds = Seconds(1_801);

/// What is promised, and so how long it takes to be late.
#[derive(Clone, Copy)]
enum Promise {
    HalfAnHour,
    /// On a chain whose clock nobody sets each wait is a second or a little more, so three of them are enough.
    OneSecond,
}

impl Promise {
    fn ground<E: Engine>(self, world: &mut World<E>) -> Result<Ground, Failure> {
        match self {
            Self::HalfAnHour => world.ground(),
            Self::OneSecond => world.hurried_ground(),
        }
    }

    fn pass<E: Engine>(self, world: &mut World<E>) -> Told {
        match self {
            Self::HalfAnHour => world.wait(LATE),
            Self::OneSecond => (0..3).try_for_each(|_| world.wait(Seconds(1))),
        }
    }
}

pub(super) fn scenarios<E: Batch>(of: &'static str) -> Vec<Scenario<E>> {
    vec![
        whole(
            of,
            "poke: miss booked, coin refund pushed",
            156_000,
            poke_once,
        ),
        whole(
            of,
            "each further such poke in one transaction",
            97_000,
            poke_twice,
        )
        .share(Share::Further),
        whole(
            of,
            "second miss of an agreement in one booking",
            75_000,
            poke_together,
        )
        .share(Share::Further),
        whole(
            of,
            "poke: a second's target missed, coin refund pushed",
            None,
            poke_hurried,
        ),
        whole(
            of,
            "each further poke of such a target",
            None,
            poke_hurried_twice,
        )
        .share(Share::Further),
        whole(of, "poke: miss booked, CW20 refund pushed", None, poke_cw20),
        whole(of, "poke: nothing due", None, poke_idle),
    ]
}

/// As many late tickets of the customer, none poked yet, on ground where one miss has been booked before.
fn late<E: Engine>(
    world: &mut World<E>,
    promise: Promise,
    customers: &[&str],
) -> Result<Vec<u64>, Failure> {
    let ground = promise.ground(world)?;
    let agreement = |customer: &&str| match *customer {
        "customer" => ground.agreement,
        _ => ground.agreement - 1,
    };
    let early = world.ticket("customer", ground.agreement)?;
    let other = world.ticket("neighbour", ground.agreement - 1)?;
    promise.pass(world)?;
    poke(world, early)?;
    poke(world, other)?;
    let tickets: Result<Vec<_>, _> = customers
        .iter()
        .map(|customer| world.ticket(customer, agreement(customer)))
        .collect();
    promise.pass(world)?;
    tickets
}

fn poke<E: Engine>(world: &mut World<E>, ticket: u64) -> Told {
    world
        .registry("keeper", &ExecuteMsg::Poke { ticket })
        .map(drop)
}

fn poke_late<E: Engine>(world: &mut World<E>, promise: Promise) -> Told {
    for ticket in late(world, promise, &["customer"])? {
        poke(world, ticket)?;
    }
    Ok(())
}

fn poke_late_twice<E: Engine>(world: &mut World<E>, promise: Promise) -> Told {
    let tickets = late(world, promise, &["customer", "customer", "neighbour"])?;
    one_then_two(world, &tickets)
}

fn poke_once<E: Engine>(world: &mut World<E>) -> Told {
    poke_late(world, Promise::HalfAnHour)
}

fn poke_hurried<E: Engine>(world: &mut World<E>) -> Told {
    poke_late(world, Promise::OneSecond)
}

fn poke_twice<E: Engine>(world: &mut World<E>) -> Told {
    poke_late_twice(world, Promise::HalfAnHour)
}

fn poke_hurried_twice<E: Engine>(world: &mut World<E>) -> Told {
    poke_late_twice(world, Promise::OneSecond)
}

fn poke_together<E: Engine>(world: &mut World<E>) -> Told {
    let tickets = late(
        world,
        Promise::HalfAnHour,
        &["customer", "customer", "customer"],
    )?;
    one_then_two(world, &tickets)
}

fn one_then_two<E: Engine>(world: &mut World<E>, tickets: &[u64]) -> Told {
    let (one, two) = tickets.split_at(1);
    for tickets in [one.to_vec(), two.to_vec()] {
        world.registry("keeper", &ExecuteMsg::PokeMany { tickets })?;
    }
    Ok(())
}

fn poke_cw20<E: Engine>(world: &mut World<E>) -> Told {
    let mut terms = world.terms()?;
    terms.asset = world.dollar.clone();
    let plan = world.offer("provider", &terms)?;
    let agreement = world.subscribe("customer", plan, 3)?;
    for _ in 0..2 {
        let ticket = world.ticket("customer", agreement)?;
        world.wait(LATE)?;
        poke(world, ticket)?;
    }
    Ok(())
}

fn poke_idle<E: Engine>(world: &mut World<E>) -> Told {
    let agreement = world.ground()?.agreement;
    let ticket = world.ticket("customer", agreement)?;
    poke(world, ticket)
}
