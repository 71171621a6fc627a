//! One side signs terms of its own, and its money or bond waits for the other's signature.

use aftercare_interface::asset::AssetAmount;
use aftercare_interface::sla_escrow::{
    Bespoke, BondParts, Counterparty, PlanTerms, MAX_PERIODS, PROPOSAL_TIME,
};
use aftercare_kit::{books, check, ids, pause};
use cosmwasm_std::{Addr, Deps, Env, HexBinary, Response, Storage};

use super::begin::reserved;
use super::subscribe::check::{comes, is_no_arbitrator, may_be_customer};
use super::{plan, provider, refuse_self, Call, Deed};
use crate::agreement::fee_of;
use crate::error::Refusal;
use crate::event::Proposed;
use crate::state::{Proposal, LAST_PROPOSAL, PROPOSALS};

/// Who is on which side, as far as it is known.
#[derive(Clone, Copy)]
pub(super) struct Sides<'a> {
    pub provider: Option<&'a Addr>,
    pub customer: Option<&'a Addr>,
}

pub(crate) fn propose_agreement(
    call: Call,
    paid: Option<&AssetAmount>,
    asked: &Bespoke,
) -> Result<Response, Refusal> {
    pause::refuse_paused(call.deps.storage, call.now())?;
    check::range(asked.periods, "periods", 1, MAX_PERIODS)?;
    let (by_provider, counterparty) = other_side(call.deps.as_ref(), &asked.with)?;
    let (own, other) = (Some(&call.sender), counterparty.as_ref());
    let sides = if by_provider {
        Sides {
            provider: own,
            customer: other,
        }
    } else {
        Sides {
            provider: other,
            customer: own,
        }
    };
    let terms = &asked.terms;
    may_agree((call.deps.as_ref(), &call.env), sides, terms)?;
    let (held, bond) = if by_provider {
        (0, terms.bond)
    } else {
        (fee_of(terms, asked.periods)?, BondParts::default())
    };
    comes(paid, &terms.asset, (held.into(), held))?;
    let proposal = Proposal {
        proposer: call.sender.clone(),
        by_provider,
        counterparty,
        amends: None,
        periods: asked.periods,
        terms_id: 0,
        hash: HexBinary::default(),
        held,
        reserved: bond,
        expires: call.now().plus(PROPOSAL_TIME),
    };
    let mut deed = Deed::new("propose_agreement");
    file(call.deps.storage, (proposal, terms), &mut deed)?;
    Ok(deed.done())
}

/// Whether the sender is the provider, and whom it names.
fn other_side(deps: Deps, with: &Counterparty) -> Result<(bool, Option<Addr>), Refusal> {
    let (by_provider, named) = match with {
        Counterparty::Customer(named) => (true, named),
        Counterparty::Provider(named) => (false, named),
    };
    let named = named.as_deref().map(|text| deps.api.addr_validate(text));
    Ok((by_provider, named.transpose()?))
}

/// Terms and sides as a plan and its customers have to be. What is not known yet is checked when it is
/// accepted.
pub(super) fn may_agree(
    (deps, env): (Deps, &Env),
    Sides { provider, customer }: Sides,
    terms: &PlanTerms,
) -> Result<(), Refusal> {
    plan::check::terms(deps, provider, terms)?;
    if let Some(provider) = provider {
        refuse_self(env, provider, "provider")?;
    }
    let Some(customer) = customer else {
        return Ok(());
    };
    is_no_arbitrator(terms, customer)?;
    match provider {
        Some(provider) => may_be_customer(deps, env, (customer, provider)),
        None => refuse_self(env, customer, "customer"),
    }
}

/// Freezes the terms, takes in what the proposer's side gives, and keeps the proposal.
pub(super) fn file(
    storage: &mut dyn Storage,
    (mut proposal, terms): (Proposal, &PlanTerms),
    deed: &mut Deed,
) -> Result<(), Refusal> {
    let frozen = plan::freeze_terms(storage, terms)?;
    proposal.terms_id = frozen.terms_id;
    proposal.hash = frozen.hash;
    if proposal.held > 0 {
        books::receive(storage, &terms.asset, proposal.held.into())?;
    }
    if proposal.by_provider {
        let of = (&proposal.proposer, &terms.asset);
        reserved(storage, of, &proposal.reserved)?.save(storage, deed);
    }
    let id = ids::next(storage, &LAST_PROPOSAL, "proposal")?;
    PROPOSALS.save(storage, id, &proposal);
    deed.tell(proposed((id, proposal), terms.asset.key())?);
    Ok(())
}

fn proposed((id, made): (u64, Proposal), asset: String) -> Result<Proposed, Refusal> {
    let (agreement, from_period) = made.amends.unzip();
    Ok(Proposed {
        proposal: id,
        by: made.proposer,
        by_provider: made.by_provider,
        counterparty: made.counterparty,
        agreement,
        from_period,
        periods: made.periods,
        terms_id: made.terms_id,
        terms_hash: made.hash,
        asset,
        held: made.held,
        reserved: provider::total(&made.reserved)?,
        expires: made.expires,
    })
}
