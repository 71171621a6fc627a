//! Proposals, and what they change in agreements.

use std::collections::BTreeMap;

use aftercare_domain::time::UnixTime;
use aftercare_interface::sla_escrow::{ProposalResponse, QueryMsg};

use super::{Heard, Word};
use crate::world::World;

#[derive(Default)]
pub struct Proposals(BTreeMap<u64, ProposalResponse>);

pub fn hear(heard: &mut Heard, word: &Word) -> bool {
    match word.name {
        "proposed" => heard.proposed(word),
        "proposal-closed" => heard.closed(word.must("proposal")),
        "amended" => heard.amended(word),
        "subscribed" => {
            if let Some(proposal) = word.may("proposal") {
                heard.closed(proposal);
            }
        }
        "terminated" => {
            let until: UnixTime = word.must("until");
            let row = &mut heard.agreements.named(word).row;
            row.next_terms = row.next_terms.filter(|(from, _)| *from < until);
        }
        // What it changed is in the `agreement-updated` of the same message.
        "extended" => {}
        _ => return false,
    }
    true
}

/// An address that the contract has told.
#[allow(clippy::disallowed_methods)]

impl Heard {
    fn proposed(&mut self, word: &Word) {
        let terms = word.told.terms.clone().unwrap();
        let proposal = word.must("proposal");
        let agreement: Option<u64> = word.may("agreement");
        let counterparty: Option<String> = word.may("counterparty");
        let made = ProposalResponse {
            proposal,
            proposer: crate::world::unchecked(word.must::<String>("by")),
            counterparty: counterparty.map(crate::world::unchecked),
            by_provider: word.must("by_provider"),
            amends: agreement.map(|agreement| (agreement, word.must("from_period"))),
            periods: word.must("periods"),
            terms_id: word.must("terms_id"),
            terms_hash: word.must("terms_hash"),
            terms: terms.clone(),
            held: word.must("held"),
            reserved: word.must("reserved"),
            expires: word.must("expires"),
        };
        assert_eq!(terms.asset.key(), word.must::<String>("asset"));
        self.plans.terms.insert(made.terms_id, terms);
        self.proposals.0.insert(proposal, made);
    }

    fn closed(&mut self, proposal: u64) {
        assert!(self.proposals.0.remove(&proposal).is_some());
    }

    fn amended(&mut self, word: &Word) {
        self.closed(word.must("proposal"));
        let now = word.told.at;
        let row = &mut self.agreements.named(word).row;
        if let Some((_, begun)) = row.next_terms.filter(|(from, _)| *from <= now) {
            row.terms_id = begun;
        }
        row.next_terms = Some((word.must("from"), word.must("terms_id")));
    }
}

pub fn agrees(world: &World, heard: &Heard) {
    let found: Vec<ProposalResponse> = world.all(|start_after| QueryMsg::Proposals {
        start_after,
        limit: Some(30),
    });
    let told: Vec<ProposalResponse> = heard.proposals.0.values().cloned().collect();
    assert_eq!(found, told);
    for one in &told {
        assert_eq!(world.proposal(one.proposal), *one);
    }
}
