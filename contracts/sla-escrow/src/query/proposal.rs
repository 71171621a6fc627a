//! Questions about proposals.

use aftercare_interface::sla_escrow::ProposalResponse;
use aftercare_interface::Page;
use aftercare_kit::page;

use super::{Ask, Window};
use crate::error::Refusal;
use crate::execute::{load_proposal, provider};
use crate::state::{Proposal, PROPOSALS, TERMS};

pub(super) fn one(ask: &Ask, id: u64) -> Result<ProposalResponse, Refusal> {
    row(ask, (id, load_proposal(ask.deps.storage, id)?))
}

pub(super) fn list(
    ask: &Ask,
    (start_after, limit): Window<u64>,
) -> Result<Page<ProposalResponse, u64>, Refusal> {
    let proposals = PROPOSALS.range(ask.deps.storage, start_after, None);
    page::collect(proposals, limit, |(id, record)| {
        Ok((id, Some(row(ask, (id, record))?)))
    })
}

fn row(ask: &Ask, (id, record): (u64, Proposal)) -> Result<ProposalResponse, Refusal> {
    Ok(ProposalResponse {
        proposal: id,
        proposer: record.proposer,
        counterparty: record.counterparty,
        by_provider: record.by_provider,
        amends: record.amends,
        periods: record.periods,
        terms_id: record.terms_id,
        terms_hash: record.hash,
        terms: TERMS.load(ask.deps.storage, record.terms_id)?,
        held: record.held.into(),
        reserved: provider::total(&record.reserved)?.into(),
        expires: record.expires,
    })
}
