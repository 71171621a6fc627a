//! What a contract sees of the embedded chain, for those who call its entry points themselves.

use cosmwasm_std::{Addr, Api, ContractInfo, Env, Querier};

use crate::Native;

impl Native {
    /// How many bytes the chain stores, keys and values.
    #[must_use]
    pub fn stored(&self) -> usize {
        self.app.storage().bytes()
    }

    /// What a contract asks when it asks the chain.
    #[must_use]
    pub fn querier(&self) -> &dyn Querier {
        &self.app
    }

    /// The rules of addresses.
    #[must_use]
    pub fn api(&self) -> &dyn Api {
        self.app.api()
    }

    /// Where and when a contract runs.
    #[must_use]
    pub fn env(&self, contract: &Addr) -> Env {
        Env {
            block: self.app.block_info(),
            transaction: None,
            contract: ContractInfo {
                address: contract.clone(),
            },
        }
    }
}
