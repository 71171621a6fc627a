//! A provider's bond, and what it owes.

use aftercare_domain::time::Seconds;
use aftercare_engine::{Batch, Engine, Failure};
use aftercare_interface::sla_escrow::{Cw20Hook, ExecuteMsg};
use aftercare_interface::ticket_registry::ExecuteMsg as Registry;
use cosmwasm_std::Uint128;

use super::credit::late_tickets;
use super::{tell, under, whole, Scenario, Told, OF};
use crate::{Payment, World};

pub(super) fn scenarios<E: Batch>() -> Vec<Scenario<E>> {
    vec![
        whole(OF, "deposit a bond, coin", None, deposit),
        whole(OF, "withdraw free bond, coin", None, withdraw),
        whole(OF, "refill a bond", None, refill),
        whole(OF, "pay a provider's debt, coin", None, pay_debt),
        whole(OF, "collect a debt from the free bond", None, collect),
    ]
}

fn deposit<E: Engine>(world: &mut World<E>) -> Told {
    world.ground()?;
    let euro = world.euro.clone();
    world.deposit_bond("provider", &euro, 1_000_000).map(drop)
}

fn withdraw<E: Engine>(world: &mut World<E>) -> Told {
    world.ground()?;
    let withdraw = ExecuteMsg::WithdrawFreeBond {
        asset: world.euro.clone(),
        amount: Uint128::new(1_000_000),
    };
    tell(world, "provider", &withdraw)
}

/// An agreement whose one tip was given: its bond is short.
pub(super) fn short<E: Engine>(world: &mut World<E>) -> Result<u64, Failure> {
    let mut terms = world.terms()?;
    terms.tip = Uint128::new(1_000_000);
    terms.bond.tips = terms.tip;
    let agreement = under(world, &terms)?;
    late_tickets(world, agreement, 1)?;
    Ok(agreement)
}

fn refill<E: Engine>(world: &mut World<E>) -> Told {
    let agreement = short(world)?;
    tell(world, "provider", &ExecuteMsg::RefillBond { agreement })
}

/// An open ticket keeps a part of the first period back, so that the credits booked late for the next two
/// exhaust what stays of them, then the bond; the rest is a debt.
fn debt<E: Engine>(world: &mut World<E>) -> Result<u64, Failure> {
    let mut terms = world.terms()?;
    terms.period_length = Seconds::days(15);
    let plan = world.offer("provider", &terms)?;
    let agreement = world.subscribe("customer", plan, 6)?;
    world.ticket("customer", agreement)?;
    let mut late = vec![];
    for count in [1, 3, 3] {
        let tickets = (0..count).map(|_| world.ticket("customer", agreement));
        late.push(tickets.collect::<Result<Vec<_>, _>>()?);
        world.wait(Seconds::days(16))?;
    }
    for tickets in late {
        world.settle(agreement)?;
        for ticket in tickets {
            world.registry("keeper", &Registry::Poke { ticket })?;
        }
        world.wait(Seconds::days(10))?;
    }
    Ok(agreement)
}

fn pay_debt<E: Engine>(world: &mut World<E>) -> Told {
    let agreement = debt(world)?;
    let payment = Payment {
        contract: &world.suite.escrow.clone(),
        asset: &world.euro.clone(),
        amount: Uint128::new(1_000_000),
        message: &ExecuteMsg::PayDebt { agreement },
        hook: &Cw20Hook::PayDebt { agreement },
    };
    world.pay("keeper", payment).map(drop)
}

fn collect<E: Engine>(world: &mut World<E>) -> Told {
    let agreement = debt(world)?;
    tell(world, "keeper", &ExecuteMsg::CollectDebt { agreement })
}
