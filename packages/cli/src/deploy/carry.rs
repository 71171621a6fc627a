//! Carrying a plan out: each step is asked of the chain first, sent where it is not done, and noted.

use std::path::Path;

use aftercare_chain_engine::{
    artifact_name, AccountState, ChainError, Client, ContractState, Key, Message, Shelf,
};
use aftercare_engine::{Code, Failure, Settings};
use aftercare_interface::page::Page;
use aftercare_interface::{asset::ListedAsset, community, sla_escrow, Asset};
use serde::de::DeserializeOwned;
use serde::Serialize;

use super::plan::{message, Step};
use super::record::{digits, Record};

/// How often a step waits for another transaction of the deployer.
const TRIES: u32 = 40;

/// A deployment at work.
pub struct Carrier<'a> {
    pub client: &'a Client,
    pub key: &'a Key,
    pub shelf: &'a Shelf,
    pub settings: &'a Settings,
    pub file: &'a Path,
    pub record: Record,
}

impl Carrier<'_> {
    /// Whether the chain shows a step's outcome. Contradictions between chain and file are errors.
    pub fn done(&mut self, step: &Step) -> Result<bool, ChainError> {
        match step {
            Step::Store(code) => self.stored(*code),
            Step::Instantiate(code) => Ok(self.contract(*code)?.is_some()),
            Step::Admin(code, wanted) => {
                let found = self.contract(*code)?;
                Ok(found.is_some_and(|contract| contract.admin == *wanted))
            }
            _ if self.contract(home(step))?.is_none() => Ok(false),
            Step::WireEscrow => {
                let question = sla_escrow::QueryMsg::Config {};
                let config: sla_escrow::ConfigResponse = self.ask(Code::SlaEscrow, &question)?;
                Ok(config.registry.is_some())
            }
            Step::WireCommunity => {
                let question = community::QueryMsg::Config {};
                let config: community::ConfigResponse = self.ask(Code::Community, &question)?;
                Ok(config.token.is_some())
            }
            Step::ListForPlans(asset) => self.listed(Code::SlaEscrow, asset),
            Step::ListForBounties(asset) => self.listed(Code::Community, asset),
            Step::Rate(asset, _) => self.rated(asset),
        }
    }

    /// Sends a step, unless it is done by then; waits where another transaction of the deployer (one of
    /// a run that was killed, say) is still on its way. The account is seen before the chain is asked: a
    /// transaction that reaches a block after the answer has taken the sequence of the one sent here.
    pub fn carry(&mut self, step: &Step) -> Result<(), ChainError> {
        let mut last = None;
        for _ in 0..TRIES {
            let height = self.client.node().status()?.height;
            let account = self.client.account(self.key)?;
            if self.done(step)? {
                return self.record.write(self.file);
            }
            match self.send(step, account) {
                Err(error @ ChainError::Sequence { .. }) => last = Some(error),
                Err(error) => return Err(error),
                Ok(()) => return self.confirm(step),
            }
            self.client.wait_after(height)?;
        }
        last.map_or(Ok(()), Err)
    }

    /// A step that was accepted shows on the chain; if not, it is not sent again.
    fn confirm(&mut self, step: &Step) -> Result<(), ChainError> {
        if self.done(step)? {
            return self.record.write(self.file);
        }
        Err(self.contradiction("the step was accepted and the chain does not show it"))
    }

    fn send(&self, step: &Step, account: AccountState) -> Result<(), ChainError> {
        let message = match step {
            Step::Store(code) => Message::Store {
                wasm: self.shelf.take(*code)?.compressed()?,
            },
            _ => message(step, &self.record, self.settings)?,
        };
        let signer = (self.key, account);
        self.client.try_send(signer, &[message]).map(|_| ())
    }

    /// Whether a code is on the chain, byte for byte, stored by the deployer.
    fn stored(&mut self, code: Code) -> Result<bool, ChainError> {
        let name = artifact_name(code);
        let Some(noted) = self.record.codes.get(name).cloned() else {
            return Ok(false);
        };
        let Some(code_id) = noted.code_id else {
            return self.find(name, &noted.checksum);
        };
        let found = self.client.node().code_checksum(code_id)?;
        if found.map(|sum| digits(&sum)) == Some(noted.checksum) {
            return Ok(true);
        }
        let what = format!("code {code_id} on {} is not {name}", self.record.chain_id);
        Err(self.contradiction(&what))
    }

    /// Looks for a code among all of the chain's: a node that died may have a transaction in a block and
    /// not in its index, so the transaction's hash is no way to find it.
    fn find(&mut self, name: &str, checksum: &str) -> Result<bool, ChainError> {
        let mut found = None;
        self.client.node().codes(|code| {
            let ours = code.creator == self.record.deployer && digits(&code.checksum) == checksum;
            found = ours.then_some(code.code_id);
            ours
        })?;
        if found.is_some() {
            let noted = self.record.codes.entry(name.to_owned());
            noted.and_modify(|code| code.code_id = found);
        }
        Ok(found.is_some())
    }

    /// What the chain knows of a contract of this deployment.
    pub fn contract(&self, code: Code) -> Result<Option<ContractState>, ChainError> {
        let name = artifact_name(code);
        let address = self.record.address(code)?;
        if self.record.contracts.get(name) != Some(&address.to_string()) {
            return Err(
                self.contradiction(&format!("{name} of this deployment can only be {address}"))
            );
        }
        self.client.node().contract(address.as_str())
    }

    fn ask<Answer: DeserializeOwned>(
        &self,
        code: Code,
        question: &impl Serialize,
    ) -> Result<Answer, ChainError> {
        let refused = |error: serde_json::Error| {
            ChainError::Refused(Failure::new(format!("an answer of another shape: {error}")))
        };
        let question = serde_json::to_vec(question).map_err(refused)?;
        let address = self.record.address(code)?;
        let answer = self.client.node().smart(address.as_str(), question)?;
        serde_json::from_slice(&answer).map_err(refused)
    }

    fn listed(&self, code: Code, asset: &Asset) -> Result<bool, ChainError> {
        let (mut start_after, limit) = (None, Some(30));
        loop {
            let page: Page<ListedAsset, String> = match code {
                Code::SlaEscrow => {
                    self.ask(code, &sla_escrow::QueryMsg::Assets { start_after, limit })?
                }
                _ => self.ask(code, &community::QueryMsg::Assets { start_after, limit })?,
            };
            if page.rows.iter().any(|row| row.asset == *asset) {
                return Ok(true);
            }
            start_after = page.next;
            if start_after.is_none() {
                return Ok(false);
            }
        }
    }

    fn rated(&self, asset: &Asset) -> Result<bool, ChainError> {
        let limit = Some(30);
        let question = community::QueryMsg::Rates {
            start_after: None,
            limit,
        };
        let page: Page<community::RateResponse, String> = self.ask(Code::Community, &question)?;
        Ok(page.rows.iter().any(|row| row.asset == *asset))
    }

    fn contradiction(&self, what: &str) -> ChainError {
        ChainError::File {
            file: self.file.to_owned(),
            cause: format!("{what}: file and chain contradict each other; restore the file that this command wrote, or move it away and deploy again; nothing was sent"),
        }
    }
}

/// The contract that a step speaks to.
const fn home(step: &Step) -> Code {
    match step {
        Step::WireEscrow | Step::ListForPlans(_) => Code::SlaEscrow,
        Step::WireCommunity | Step::ListForBounties(_) | Step::Rate(..) => Code::Community,
        Step::Store(code) | Step::Instantiate(code) | Step::Admin(code, _) => *code,
    }
}
