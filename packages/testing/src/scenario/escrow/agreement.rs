//! How agreements begin and grow.

use aftercare_domain::time::Seconds;
use aftercare_engine::{Batch, Engine, Failure};
use aftercare_interface::sla_escrow::{
    Cw20Hook, ExecuteMsg, PlanRevisionResponse, QueryMsg, Subscription,
};
use cosmwasm_std::Uint128;

use super::{under, whole, Scenario, Told, OF};
use crate::{Payment, World};

pub(super) fn scenarios<E: Batch>() -> Vec<Scenario<E>> {
    vec![
        whole(OF, "subscribe with a coin", 90_000, subscribe),
        whole(OF, "subscribe with a CW20 token", None, subscribe_cw20),
        whole(OF, "renew with a coin", None, renew),
        whole(OF, "extend with a coin", None, extend),
    ]
}

fn subscribe<E: Engine>(world: &mut World<E>) -> Told {
    let ground = world.ground()?;
    world.subscribe("member", ground.plan, 3).map(drop)
}

fn subscribe_cw20<E: Engine>(world: &mut World<E>) -> Told {
    let mut terms = world.terms()?;
    terms.asset = world.dollar.clone();
    let plan = world.offer("provider", &terms)?;
    world.subscribe("neighbour", plan, 3)?;
    world.subscribe("customer", plan, 3).map(drop)
}

fn renew<E: Engine>(world: &mut World<E>) -> Told {
    let ground = world.ground()?;
    let subscription = again(world, ground.plan)?;
    let agreement = ground.agreement;
    let payment = Payment {
        contract: &world.suite.escrow.clone(),
        asset: &world.euro.clone(),
        amount: subscription.total,
        message: &ExecuteMsg::Renew {
            agreement,
            subscription: subscription.clone(),
        },
        hook: &Cw20Hook::Renew {
            agreement,
            subscription,
        },
    };
    world.pay("customer", payment).map(drop)
}

/// One period more of a plan's first revision.
fn again<E: Engine>(world: &World<E>, plan: u64) -> Result<Subscription, Failure> {
    let question = QueryMsg::PlanRevision { plan, revision: 1 };
    let offered: PlanRevisionResponse = world.engine.query(&world.suite.escrow, &question)?;
    Ok(Subscription {
        plan,
        revision: 1,
        terms_hash: offered.terms_hash,
        periods: 1,
        total: offered.terms.fee,
        beneficiary: None,
    })
}

fn extend<E: Engine>(world: &mut World<E>) -> Told {
    let mut terms = world.terms()?;
    terms.extendable_until = Some(world.now().plus(Seconds::days(400)));
    let (agreement, periods) = (under(world, &terms)?, 2);
    let total = terms.fee * Uint128::from(periods);
    let payment = Payment {
        contract: &world.suite.escrow.clone(),
        asset: &terms.asset,
        amount: total,
        message: &ExecuteMsg::Extend {
            agreement,
            periods,
            total,
        },
        hook: &Cw20Hook::Extend {
            agreement,
            periods,
            total,
        },
    };
    world.pay("customer", payment).map(drop)
}
