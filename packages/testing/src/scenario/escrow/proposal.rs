//! Agreements and amendments under terms of their own.

use aftercare_engine::{Batch, Engine, Failure};
use aftercare_interface::sla_escrow::{
    Amendment, Bespoke, Counterparty, Cw20Hook, ExecuteMsg, ProposalResponse, QueryMsg,
};
use cosmwasm_std::Uint128;

use super::{tell, whole, Scenario, Told, OF};
use crate::{default_terms, number, Payment, World};

pub(super) fn scenarios<E: Batch>() -> Vec<Scenario<E>> {
    vec![
        whole(OF, "propose an agreement, provider", None, offer),
        whole(OF, "propose an agreement, customer's coin", None, ask),
        whole(OF, "accept it, customer's coin", None, take),
        whole(OF, "accept it, provider", None, grant),
        whole(OF, "decline a proposal", None, decline),
        whole(OF, "cancel a proposal, coin returned", None, cancel),
        whole(OF, "propose an amendment", None, amend),
        whole(OF, "accept an amendment", None, agree),
    ]
}

/// The provider proposes to the member.
fn offered<E: Engine>(world: &mut World<E>) -> Result<u64, Failure> {
    world.ground()?;
    let member = world.person("member").to_string();
    let bespoke = Bespoke {
        terms: default_terms(&world.euro, Some(1)),
        periods: 3,
        with: Counterparty::Customer(Some(member)),
    };
    let propose = ExecuteMsg::ProposeAgreement(bespoke);
    number(&world.escrow("provider", &propose)?, "proposal")
}

/// The member proposes to the provider, and pays.
fn asked<E: Engine>(world: &mut World<E>) -> Result<u64, Failure> {
    world.ground()?;
    let terms = default_terms(&world.euro, Some(1));
    let total = terms.fee * Uint128::new(3);
    let bespoke = Bespoke {
        terms,
        periods: 3,
        with: Counterparty::Provider(Some(world.person("provider").to_string())),
    };
    let payment = Payment {
        contract: &world.suite.escrow.clone(),
        asset: &world.euro.clone(),
        amount: total,
        message: &ExecuteMsg::ProposeAgreement(bespoke.clone()),
        hook: &Cw20Hook::ProposeAgreement(bespoke),
    };
    number(&world.pay("member", payment)?, "proposal")
}

/// The provider proposes another title from the second period on.
fn amended<E: Engine>(world: &mut World<E>) -> Result<u64, Failure> {
    let agreement = world.ground()?.agreement;
    let mut terms = default_terms(&world.euro, Some(1));
    terms.title = "Standard support, second edition".to_owned();
    let amend = ExecuteMsg::Amend(Amendment {
        agreement,
        from_period: 1,
        terms,
    });
    number(&world.escrow("provider", &amend)?, "proposal")
}

fn accept<E: Engine>(world: &mut World<E>, proposal: u64) -> Result<ExecuteMsg, Failure> {
    let question = QueryMsg::Proposal { proposal };
    let found: ProposalResponse = world.engine.query(&world.suite.escrow, &question)?;
    Ok(ExecuteMsg::AcceptProposal {
        proposal,
        terms_hash: found.terms_hash,
        total: Uint128::zero(),
    })
}

fn offer<E: Engine>(world: &mut World<E>) -> Told {
    offered(world).map(drop)
}

fn ask<E: Engine>(world: &mut World<E>) -> Told {
    asked(world).map(drop)
}

fn take<E: Engine>(world: &mut World<E>) -> Told {
    let proposal = offered(world)?;
    let mut accept = accept(world, proposal)?;
    let amount = default_terms(&world.euro, Some(1)).fee * Uint128::new(3);
    if let ExecuteMsg::AcceptProposal { total, .. } = &mut accept {
        *total = amount;
    }
    let payment = Payment {
        contract: &world.suite.escrow.clone(),
        asset: &world.euro.clone(),
        amount,
        message: &accept,
        hook: &accept,
    };
    world.pay("member", payment).map(drop)
}

fn grant<E: Engine>(world: &mut World<E>) -> Told {
    let proposal = asked(world)?;
    let accept = accept(world, proposal)?;
    tell(world, "provider", &accept)
}

fn decline<E: Engine>(world: &mut World<E>) -> Told {
    let proposal = offered(world)?;
    tell(world, "member", &ExecuteMsg::DeclineProposal { proposal })
}

fn cancel<E: Engine>(world: &mut World<E>) -> Told {
    let proposal = asked(world)?;
    tell(world, "member", &ExecuteMsg::CancelProposal { proposal })
}

fn amend<E: Engine>(world: &mut World<E>) -> Told {
    amended(world).map(drop)
}

fn agree<E: Engine>(world: &mut World<E>) -> Told {
    let proposal = amended(world)?;
    let accept = accept(world, proposal)?;
    tell(world, "customer", &accept)
}
