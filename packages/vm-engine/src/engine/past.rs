//! What the chain was, to come back to, and what was sent to it, to be sent again.

use aftercare_engine::{Call, Failure};
use cosmwasm_std::Addr;
use std3::BlockInfo;

use super::Vm;
use crate::convert::Ground;

/// A transaction, and the chain as it was before it.
#[derive(Clone)]
pub struct Transaction {
    pub(super) before: Snapshot,
    pub(super) sender: Addr,
    pub(super) calls: Vec<Call>,
}

impl Transaction {
    /// The chain before it.
    #[must_use]
    pub const fn before(&self) -> &Snapshot {
        &self.before
    }
}

/// A chain as it was at an instant.
#[derive(Clone)]
pub struct Snapshot {
    store: Ground,
    block: BlockInfo,
}

impl Vm {
    /// Everything that the chain holds now, to come back to.
    #[must_use]
    pub fn snapshot(&self) -> Snapshot {
        Snapshot {
            store: self.app.storage().clone(),
            block: self.app.block_info(),
        }
    }

    /// Goes back to what the chain was.
    pub fn restore(&mut self, snapshot: &Snapshot) {
        // The store last: to set a block writes the staking module's queue.
        self.app.set_block(snapshot.block.clone());
        *self.app.storage_mut() = snapshot.store.clone();
    }

    /// Whether every stored byte is what it was: contracts, balances, everything.
    #[must_use]
    pub fn is_as(&self, snapshot: &Snapshot) -> bool {
        self.app.storage().holds_what(&snapshot.store)
    }

    /// From now on the last transaction is kept. It costs: beside what the chain was before it, whatever a
    /// transaction writes is copied first.
    pub fn keep_transactions(&mut self) {
        self.keeps = true;
    }

    /// The last transaction, accepted or refused, if they are kept.
    #[must_use]
    pub fn transaction(&self) -> Option<&Transaction> {
        self.kept.as_ref()
    }

    /// Goes back to before a transaction and runs it again, with so much gas and no more.
    ///
    /// # Errors
    /// What a contract refuses; where the gas runs out.
    pub fn again(&mut self, transaction: &Transaction, gas: u64) -> Result<(), Failure> {
        self.restore(&transaction.before);
        self.run(&transaction.sender, &transaction.calls, gas)
            .map(drop)
    }
}
