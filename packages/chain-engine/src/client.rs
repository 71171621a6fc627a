//! Sending: sequence, simulation, fee, signature, and the wait for a block.

use std::time::{Duration, Instant};

use cosmrs::tx::{Body, Fee, SignDoc, SignerInfo};
use cosmrs::Coin;
use sha2::{Digest, Sha256};

use aftercare_engine::Failure;

use crate::receipt::{hex, receipt, Receipt};
use crate::rpc::Fault;
use crate::{AccountState, ChainError, Key, Message, Network, Node, Status};

/// How long a transaction is waited for.
const PATIENCE: Duration = Duration::from_secs(60);
/// How often a node is asked.
const PAUSE: Duration = Duration::from_millis(40);
/// How often a sequence that was just used is tried anew.
const SEQUENCE_TRIES: u32 = 50;
/// What any transaction of a contract uses at least. A simulation carries the fee of so much: taking a fee
/// uses gas as well.
const LEAST_GAS: u64 = 100_000;
/// The SDK's numbers for a wrong sequence, for too few coins, and for a fee below the node's minimum.
const WRONG_SEQUENCE: u64 = 32;
const INSUFFICIENT_FUNDS: u64 = 5;
const INSUFFICIENT_FEE: u64 = 13;

/// A chain: one node of it, and its prices.
#[derive(Clone, Debug)]
pub struct Client {
    network: Network,
    node: Node,
}

impl Client {
    /// The network's own node.
    ///
    /// # Errors
    /// Where it does not answer, or is of another chain.
    pub fn connect(network: Network) -> Result<Self, ChainError> {
        let node = Node::new(&network.rpc);
        let found = node.status()?.chain_id;
        if found != network.chain_id {
            return Err(ChainError::WrongChain {
                url: network.rpc,
                found,
                wanted: network.chain_id,
            });
        }
        Ok(Self { network, node })
    }

    /// The node.
    #[must_use]
    pub fn node(&self) -> &Node {
        &self.node
    }

    /// The network.
    #[must_use]
    pub fn network(&self) -> &Network {
        &self.network
    }

    /// Sends messages in one transaction: all of them happen, or none. Gas is what a simulation used and
    /// some more; a sequence that another transaction has just taken is tried again.
    ///
    /// # Errors
    /// What the chain refuses, coins that do not suffice, a node that does not answer, a transaction that
    /// appears in no block.
    pub fn send(&self, key: &Key, messages: &[Message]) -> Result<Receipt, ChainError> {
        let mut last = None;
        for _ in 0..SEQUENCE_TRIES {
            let account = self.account(key)?;
            match self.try_send((key, account), messages) {
                Err(error @ ChainError::Sequence { .. }) => last = Some(error),
                other => return other,
            }
            std::thread::sleep(PAUSE);
        }
        Err(last.unwrap_or_else(|| ChainError::Sequence {
            address: key.address().to_owned(),
            text: "tried too often".to_owned(),
        }))
    }

    /// As [`Client::send`], with the account as it was seen and no other try: of all programs that hold the
    /// same key, one gets through. Whoever sees the account first, and then asks the chain whether a thing
    /// is done, knows that it is not done in between either.
    ///
    /// # Errors
    /// As [`Client::send`], and [`ChainError::Sequence`] where another transaction comes first.
    pub fn try_send(
        &self,
        (key, account): (&Key, AccountState),
        messages: &[Message],
    ) -> Result<Receipt, ChainError> {
        let gas = self.gas(key, messages, account)?;
        let tx = self.sign(key, messages, (account, gas))?;
        self.submit(key, &tx)?;
        self.wait_for(&tx)
    }

    /// Gives a signed transaction to the mempool.
    ///
    /// # Errors
    /// As [`Client::send`].
    fn submit(&self, key: &Key, tx: &[u8]) -> Result<(), ChainError> {
        match self.node.broadcast(tx) {
            Ok(checked) if checked.code == 0 => Ok(()),
            Ok(checked) => Err(self.refusal(key, checked.code, checked.log)),
            Err(Fault::Said(text)) if text.contains("already exists in cache") => Ok(()),
            Err(fault) => Err(fault.of("broadcast_tx_sync")),
        }
    }

    /// Waits until a transaction is in a block.
    ///
    /// # Errors
    /// What the chain refuses, and where no block takes it in time.
    fn wait_for(&self, tx: &[u8]) -> Result<Receipt, ChainError> {
        let hash = Sha256::digest(tx);
        let begun = Instant::now();
        while begun.elapsed() < PATIENCE {
            if let Some(found) = self.node.transaction(&hash)? {
                return receipt(&hash, found);
            }
            std::thread::sleep(PAUSE);
        }
        Err(ChainError::Lost {
            hash: hex(&hash),
            seconds: PATIENCE.as_secs(),
        })
    }

    /// Waits for a block after a height.
    ///
    /// # Errors
    /// Where none comes in time, or the node does not answer.
    pub fn wait_after(&self, height: u64) -> Result<Status, ChainError> {
        let begun = Instant::now();
        loop {
            let status = self.node.status()?;
            if status.height > height {
                return Ok(status);
            }
            if begun.elapsed() > PATIENCE {
                return Err(ChainError::Stalled {
                    wanted: status.time + 1,
                    now: status.time,
                    seconds: PATIENCE.as_secs(),
                });
            }
            std::thread::sleep(PAUSE);
        }
    }

    /// The account behind a key.
    ///
    /// # Errors
    /// Where the chain has never seen it, or the node does not answer.
    pub fn account(&self, key: &Key) -> Result<AccountState, ChainError> {
        let found = self.node.account(key.address())?;
        found.ok_or_else(|| ChainError::NoCoins {
            address: key.address().to_owned(),
            chain_id: self.network.chain_id.clone(),
            denom: self.network.fee_denom.clone(),
        })
    }

    /// As [`Client::try_send`] for a gas limit that is known, without waiting for a block: for measuring how
    /// much a chain carries.
    ///
    /// # Errors
    /// What the node refuses to take into its mempool.
    pub fn post(
        &self,
        (key, account): (&Key, AccountState),
        messages: &[Message],
        gas: u64,
    ) -> Result<(), ChainError> {
        let tx = self.sign(key, messages, (account, gas))?;
        self.submit(key, &tx)
    }

    /// Gas to ask for: what a simulation used, and some more.
    ///
    /// # Errors
    /// As [`Client::send`].
    pub fn gas(
        &self,
        key: &Key,
        messages: &[Message],
        account: AccountState,
    ) -> Result<u64, ChainError> {
        let tx = self.sign(key, messages, (account, LEAST_GAS))?;
        match self.node.simulate(tx) {
            Ok(used) => Ok(scaled(used, self.network.gas_adjustment)),
            Err(Fault::Said(text)) if text.contains("account sequence mismatch") => {
                Err(self.refusal(key, WRONG_SEQUENCE, text))
            }
            Err(Fault::Said(text)) => Err(self.refusal(key, code_in(&text), text)),
            Err(Fault::Way(error)) => Err(error),
        }
    }

    /// Signs for a gas limit, with the fee that the network's price makes of it.
    ///
    /// # Errors
    /// Where the network's fee coin is none.
    fn sign(
        &self,
        key: &Key,
        messages: &[Message],
        (account, gas): (AccountState, u64),
    ) -> Result<Vec<u8>, ChainError> {
        let wrong = |cause: String| ChainError::File {
            file: "networks file".into(),
            cause,
        };
        let coin =
            Coin {
                denom: self.network.fee_denom.parse().map_err(|_| {
                    wrong(format!("fee_denom {} is no coin", self.network.fee_denom))
                })?,
                amount: u128::from(scaled(gas, self.network.gas_price)),
            };
        let chain_id = self
            .network
            .chain_id
            .parse()
            .map_err(|_| wrong(format!("chain_id {} is none", self.network.chain_id)))?;
        let body = Body::new(
            messages.iter().map(|it| it.signed_by(key.address())),
            "",
            0u8,
        );
        let signer = SignerInfo::single_direct(Some(key.signing().public_key()), account.sequence);
        let auth = signer.auth_info(Fee::from_amount_and_gas(coin, gas));
        SignDoc::new(&body, &auth, &chain_id, account.number)
            .and_then(|document| document.sign(key.signing()))
            .and_then(|raw| raw.to_bytes())
            .map_err(|error| wrong(error.to_string()))
    }

    /// A node's refusal, by the number that the SDK gives it.
    fn refusal(&self, key: &Key, code: u64, text: String) -> ChainError {
        let address = key.address().to_owned();
        match code {
            WRONG_SEQUENCE => ChainError::Sequence { address, text },
            INSUFFICIENT_FUNDS | INSUFFICIENT_FEE => ChainError::TooFewCoins {
                address,
                text,
                denom: self.network.fee_denom.clone(),
            },
            _ => ChainError::Refused(Failure::new(text)),
        }
    }
}

/// Simulations tell their reason in words alone; only a lack of coins for the fee is told apart from what
/// a message itself runs into.
fn code_in(text: &str) -> u64 {
    if text.contains("insufficient funds") && !text.contains("failed to execute message") {
        INSUFFICIENT_FUNDS
    } else {
        0
    }
}

/// A whole number times a price or a margin, rounded up.
#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::cast_precision_loss
)]
fn scaled(gas: u64, by: f64) -> u64 {
    (gas as f64 * by).ceil() as u64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fees_and_margins_are_rounded_up() {
        assert_eq!(scaled(100_001, 0.025), 2_501);
        assert_eq!(scaled(0, 1.4), 0);
        assert_eq!(scaled(10, 1.0), 10);
    }

    #[test]
    fn a_message_that_runs_into_insufficient_funds_is_not_a_lack_of_fees() {
        let lack = "spendable balance 3stake is smaller: insufficient funds";
        assert_eq!(code_in(lack), INSUFFICIENT_FUNDS);
        let inside = format!("failed to execute message; message index: 0: {lack}");
        assert_eq!(code_in(&inside), 0);
    }
}
