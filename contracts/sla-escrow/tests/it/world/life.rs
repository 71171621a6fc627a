//! Verbs of an agreement's life.

use aftercare_interface::sla_escrow::{
    AgreementStatus, Cw20Hook, ExecuteMsg, Ground, MissCursor, ProposalResponse, QueryMsg,
    TerminationQuote,
};
use aftercare_interface::Asset;
use aftercare_sla_escrow::ContractError;
use cosmwasm_std::{coins, Addr};
use cw_multi_test::error::AnyResult;
use cw_multi_test::AppResponse;

use super::{refusal, World};

/// A message in its two dresses: with a coin, and through a token.
pub type Signed = (ExecuteMsg, Cw20Hook);

impl World {
    /// Sends a message with money, in whichever way the asset needs.
    pub fn signs(
        &mut self,
        who: &Addr,
        (asset, amount): (&Asset, u128),
        (msg, hook): Signed,
    ) -> AnyResult<AppResponse> {
        match asset {
            Asset::Native { denom } => self.send(who, &msg, &coins(amount, denom)),
            Asset::Cw20 { .. } => self.send_token(who, amount, &hook),
        }
    }

    /// The same, refused: the money is back.
    pub fn refuses_money(
        &mut self,
        who: &Addr,
        (asset, amount): (&Asset, u128),
        signed: Signed,
    ) -> ContractError {
        let before = self.balance(who, asset);
        let outcome = self.signs(who, (asset, amount), signed);
        let refused = refusal(outcome);
        assert_eq!(self.balance(who, asset), before, "money did not return");
        refused
    }

    pub fn ends(&mut self, who: &Addr, agreement: u64, ground: Ground) -> AppResponse {
        self.does(who, ExecuteMsg::Terminate { agreement, ground })
    }

    /// Refused, in the quote as in the message.
    pub fn refuses_end(&mut self, who: &Addr, agreement: u64, ground: Ground) -> ContractError {
        let quoted = self.end_quoted(agreement, ground.clone());
        let refused = self.refuses(who, ExecuteMsg::Terminate { agreement, ground });
        assert_eq!(
            quoted.unwrap_err(),
            refused,
            "the quote says something else"
        );
        refused
    }

    pub fn end_quoted(
        &self,
        agreement: u64,
        ground: Ground,
    ) -> Result<TerminationQuote, ContractError> {
        self.try_ask(QueryMsg::QuoteTermination { agreement, ground })
    }

    pub fn status(&self, agreement: u64) -> AgreementStatus {
        self.agreement(agreement).status
    }

    pub fn proposal(&self, proposal: u64) -> ProposalResponse {
        self.ask(QueryMsg::Proposal { proposal })
    }

    /// What accepting a proposal takes.
    pub fn acceptance(&self, proposal: u64, total: u128) -> Signed {
        let terms_hash = self.proposal(proposal).terms_hash;
        let total = total.into();
        (
            ExecuteMsg::AcceptProposal {
                proposal,
                terms_hash: terms_hash.clone(),
                total,
            },
            Cw20Hook::AcceptProposal {
                proposal,
                terms_hash,
                total,
            },
        )
    }
}

/// Late tickets as a ground.
pub fn late_tickets(misses: &[MissCursor]) -> Ground {
    Ground::LateTickets {
        misses: misses.to_vec(),
    }
}
