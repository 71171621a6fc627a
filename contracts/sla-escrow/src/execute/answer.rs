//! What becomes of a proposal: accepted, refused, withdrawn, or expired.

use aftercare_interface::asset::AssetAmount;
use aftercare_interface::raw::Cover;
use aftercare_interface::sla_escrow::PlanTerms;
use aftercare_kit::books;
use cosmwasm_std::{Addr, HexBinary, Response, Storage, Uint128};

use super::begin::{self, Accepted};
use super::propose::{may_agree, Sides};
use super::provider::{self, Account};
use super::subscribe::check::{comes, same_hash};
use super::{amend, Call, Deed};
use crate::agreement::{fee_of, Agreement};
use crate::error::{refuse, ContractError, Refusal};
use crate::event::ProposalClosed;
use crate::state::{Proposal, PROPOSALS, TERMS};

/// A proposal that is neither accepted nor withdrawn.
pub(crate) fn load(storage: &dyn Storage, proposal: u64) -> Result<Proposal, Refusal> {
    PROPOSALS
        .may_load(storage, proposal)?
        .ok_or_else(|| ContractError::UnknownProposal { proposal }.into())
}

pub(crate) fn accept_proposal(
    call: Call,
    paid: Option<&AssetAmount>,
    (id, terms_hash, total): (u64, &HexBinary, Uint128),
) -> Result<Response, Refusal> {
    let proposal = load(call.deps.storage, id)?;
    if proposal.counterparty.is_some() {
        is_named(call.deps.storage, (id, &proposal), &call.sender)?;
    }
    same_hash(terms_hash, &proposal.hash)?;
    if call.now() > proposal.expires {
        return refuse(ContractError::ProposalExpired {
            proposal: id,
            expires: proposal.expires,
        });
    }
    PROPOSALS.remove(call.deps.storage, id);
    match proposal.amends {
        Some(_) => amend::accept(call, paid, (id, &proposal, total)),
        None => sign(call, paid, (id, &proposal, total)),
    }
}

/// Whom a proposal names; of an amendment by the provider also who paid for the customer.
fn is_named(
    storage: &dyn Storage,
    (id, proposal): (u64, &Proposal),
    sender: &Addr,
) -> Result<(), Refusal> {
    if proposal.counterparty.as_ref() == Some(sender) {
        return Ok(());
    }
    match proposal.amends {
        Some((agreement, _)) if proposal.by_provider => {
            Agreement::load(storage, agreement)?.customer_side(sender)
        }
        _ => refuse(ContractError::NotNamed { proposal: id }),
    }
}

/// The second signature under a new agreement.
fn sign(
    call: Call,
    paid: Option<&AssetAmount>,
    (id, proposal, total): (u64, &Proposal, Uint128),
) -> Result<Response, Refusal> {
    let terms = TERMS.load(call.deps.storage, proposal.terms_id)?;
    let cover = cover(&call, proposal, &terms);
    let sides = Sides {
        provider: Some(&cover.provider),
        customer: Some(&cover.customer),
    };
    may_agree((call.deps.as_ref(), &call.env), sides, &terms)?;
    let fees = fee_of(&terms, proposal.periods)?;
    let need = fees.saturating_sub(proposal.held);
    comes(paid, &terms.asset, (total, need))?;
    let storage = call.deps.storage;
    if need > 0 {
        books::receive(storage, &terms.asset, need.into())?;
    }
    let accepted = Accepted {
        cover,
        terms,
        periods: proposal.periods,
        total: fees,
        proposal: Some(id),
        reserved: proposal.by_provider,
    };
    let mut deed = Deed::new("accept_proposal");
    begin::begin(storage, accepted, &mut deed)?;
    Ok(deed.done())
}

fn cover(call: &Call, proposal: &Proposal, terms: &PlanTerms) -> Cover {
    let (proposer, sender) = (proposal.proposer.clone(), call.sender.clone());
    let (provider, customer) = if proposal.by_provider {
        (proposer, sender)
    } else {
        (sender, proposer)
    };
    let terms = (proposal.terms_id, terms.period_length);
    begin::cover((customer, provider), terms, call.now())
}

pub(crate) fn decline_proposal(call: Call, id: u64) -> Result<Response, Refusal> {
    let proposal = load(call.deps.storage, id)?;
    is_named(call.deps.storage, (id, &proposal), &call.sender)?;
    close(call, (id, &proposal), Deed::new("decline_proposal"))
}

pub(crate) fn cancel_proposal(call: Call, id: u64) -> Result<Response, Refusal> {
    let proposal = load(call.deps.storage, id)?;
    if proposal.proposer != call.sender && call.now() <= proposal.expires {
        return refuse(ContractError::NotProposer {
            proposal: id,
            proposer: proposal.proposer,
            expires: proposal.expires,
        });
    }
    close(call, (id, &proposal), Deed::new("cancel_proposal"))
}

/// What it held returns to who made it.
fn close(
    call: Call,
    (id, proposal): (u64, &Proposal),
    mut deed: Deed,
) -> Result<Response, Refusal> {
    let storage = call.deps.storage;
    PROPOSALS.remove(storage, id);
    let asset = TERMS.load(storage, proposal.terms_id)?.asset;
    let released = provider::total(&proposal.reserved)?;
    deed.tell(ProposalClosed {
        proposal: id,
        by: call.sender,
        refund: proposal.held,
        released,
    });
    if released > 0 {
        let mut account = Account::load(storage, &proposal.proposer, &asset)?;
        account.release(released)?;
        account.save(storage, &mut deed);
    }
    let contract = &call.env.contract.address;
    deed.push(
        storage,
        contract,
        (&proposal.proposer, &asset, proposal.held),
    )?;
    Ok(deed.done())
}
