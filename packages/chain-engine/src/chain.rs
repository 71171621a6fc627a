//! The engine: a chain that is asked and told over its RPC.

use std::cell::Cell;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::time::{Duration, Instant};

use aftercare_domain::time::UnixTime;
use aftercare_engine::{Batch, Call, Code, Engine, Failure};
use cosmwasm_std::{coin, Addr, Coin, Event};
use serde::de::DeserializeOwned;
use serde::Serialize;

use crate::address::address_of;
use crate::spent::Spent;
use crate::wallet::FAUCET;
use crate::{ChainError, Client, Message, Receipt, Shelf, Wallet};

/// The longest that a story waits in one step: what needs more runs on an engine that can jump.
const LONGEST_WAIT: u64 = 60;
/// How much longer than asked block time is waited for: the chain may be slower than the clock.
const MARGIN: Duration = Duration::from_secs(30);
/// How often block time is looked at.
const PAUSE: Duration = Duration::from_millis(50);
/// Gas that the faucet pays for in advance for whoever is new.
const FIRST_GAS: f64 = 200_000_000.0;

/// The chain engine. People are accounts with keys; whoever is new is given coins for fees by the faucet
/// when it first acts.
pub struct Chain {
    client: Client,
    wallet: Wallet,
    shelf: Shelf,
    codes: HashMap<Code, u64>,
    able: BTreeSet<String>,
    names: BTreeMap<Addr, String>,
    seen: Cell<UnixTime>,
    spent: BTreeMap<String, Spent>,
    last: [u64; 2],
}

impl Chain {
    /// An engine over a chain, with people's keys and the Wasm that it may have to store.
    #[must_use]
    pub fn new(client: Client, wallet: Wallet, shelf: Shelf) -> Self {
        Self {
            client,
            wallet,
            shelf,
            codes: HashMap::new(),
            able: BTreeSet::new(),
            names: BTreeMap::new(),
            seen: Cell::new(UnixTime(0)),
            spent: BTreeMap::new(),
            last: [0; 2],
        }
    }

    /// The connection underneath.
    #[must_use]
    pub fn client(&self) -> &Client {
        &self.client
    }

    /// People's keys.
    pub fn wallet(&mut self) -> &mut Wallet {
        &mut self.wallet
    }

    /// Gas of every kind of message so far, by name.
    #[must_use]
    pub fn spent(&self) -> &BTreeMap<String, Spent> {
        &self.spent
    }

    /// Gas that the last transaction but one to contracts, and the last, used.
    #[must_use]
    pub fn last(&self) -> [u64; 2] {
        self.last
    }

    /// Gives a contract the name under which its messages' gas is counted.
    pub fn call(&mut self, contract: &Addr, name: &str) {
        self.names.insert(contract.clone(), format!("{name}/"));
    }

    /// Sends messages of one sender in one transaction.
    ///
    /// # Errors
    /// What the chain refuses; nothing has changed then.
    pub fn send(&mut self, sender: &Addr, messages: &[Message]) -> Result<Receipt, ChainError> {
        let key = self.wallet.key_of(sender.as_str())?.clone();
        if !self.able.contains(key.address()) {
            self.give_fees(key.address())?;
        }
        self.client.send(&key, messages)
    }

    /// Sees to it, once for each account, that it can pay for its messages.
    fn give_fees(&mut self, address: &str) -> Result<(), ChainError> {
        let network = self.client.network();
        let denom = network.fee_denom.clone();
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
        let fees = (FIRST_GAS * network.gas_price).ceil() as u128;
        if self.client.node().balance(address, &denom)? < fees {
            self.give(address, vec![coin(fees, denom)])?;
        }
        self.able.insert(address.to_owned());
        Ok(())
    }

    fn give(&mut self, address: &str, amount: Vec<Coin>) -> Result<(), ChainError> {
        let faucet = self.wallet.key(FAUCET)?;
        let to = address.to_owned();
        self.client
            .send(&faucet, &[Message::Send { to, amount }])
            .map(|_| ())
    }

    fn code_id(&mut self, sender: &Addr, code: Code) -> Result<u64, ChainError> {
        if let Some(id) = self.codes.get(&code) {
            return Ok(*id);
        }
        let wasm = self.shelf.take(code)?.compressed()?;
        let id = self.store(sender, (&format!("{code:?}"), wasm))?;
        self.codes.insert(code, id);
        Ok(id)
    }

    /// Stores the Wasm of a name, compressed or not, and returns its number.
    ///
    /// # Errors
    /// What the chain refuses.
    pub fn store(&mut self, sender: &Addr, of: (&str, Vec<u8>)) -> Result<u64, ChainError> {
        let (name, wasm) = of;
        let receipt = self.send(sender, &[Message::Store { wasm }])?;
        self.note(format!("store {name}"), receipt.gas_used);
        let id = receipt.find("store_code", "code_id");
        id.and_then(|id| id.parse().ok()).ok_or_else(missing)
    }

    /// Makes a contract of a stored code under a name.
    ///
    /// # Errors
    /// What the chain or the contract refuses.
    pub fn instantiate_code(
        &mut self,
        sender: &Addr,
        (code_id, name): (u64, &str),
        message: &impl Serialize,
    ) -> Result<Addr, Failure> {
        let message = Message::Instantiate {
            code_id,
            label: name.to_owned(),
            admin: sender.to_string(),
            body: body(message)?,
        };
        let receipt = self.send(sender, &[message])?;
        self.note(format!("instantiate {name}"), receipt.gas_used);
        let address = receipt.find("instantiate", "_contract_address");
        Ok(address_of(address.ok_or_else(missing)?.to_owned()))
    }

    /// The name under which a transaction's gas is counted.
    fn kind(&self, calls: &[Call]) -> String {
        let Some(first) = calls.first() else {
            return String::new();
        };
        let prefix = self.names.get(&first.contract).cloned();
        let name = prefix.unwrap_or_default() + &verb(&first.message);
        match calls.len() {
            1 => name,
            messages => format!("{name}, messages: {messages}"),
        }
    }

    /// Counts what a message of that kind used, e.g. one that another program sent.
    pub fn note(&mut self, name: String, gas: u64) {
        self.spent.entry(name).or_default().add(gas);
    }
}

/// Block time is at least as far as the node's newest block; where the node is silent, as far as it was
/// seen before.
impl Engine for Chain {
    fn now(&self) -> UnixTime {
        if let Ok(status) = self.client.node().status() {
            self.seen.set(UnixTime(status.time));
        }
        self.seen.get()
    }

    fn advance_to(&mut self, time: UnixTime) -> Result<(), Failure> {
        let now = self.client.node().status()?.time;
        let wait = time.0.saturating_sub(now);
        if wait > LONGEST_WAIT {
            return Err(ChainError::TooLong {
                seconds: wait,
                limit: LONGEST_WAIT,
            }
            .into());
        }
        let (begun, patience) = (Instant::now(), Duration::from_secs(wait) + MARGIN);
        while self.now() < time {
            if begun.elapsed() > patience {
                return Err(ChainError::Stalled {
                    wanted: time.0,
                    now: self.seen.get().0,
                    seconds: patience.as_secs(),
                }
                .into());
            }
            std::thread::sleep(PAUSE);
        }
        // A node shows a block before it has carried it out, and simulates on the one before until then.
        let newest = self.client.node().status()?.height;
        self.client.wait_after(newest)?;
        Ok(())
    }

    fn account(&mut self, name: &str) -> Addr {
        let address = self.wallet.key(name).map(|key| key.address().to_owned());
        address_of(address.unwrap_or_default())
    }

    fn fund(&mut self, account: &Addr, coin: Coin) -> Result<(), Failure> {
        Ok(self.give(account.as_str(), vec![coin])?)
    }

    fn balance(&self, account: &Addr, denom: &str) -> Result<u128, Failure> {
        Ok(self.client.node().balance(account.as_str(), denom)?)
    }

    fn instantiate(
        &mut self,
        sender: &Addr,
        code: Code,
        message: &impl Serialize,
    ) -> Result<Addr, Failure> {
        let code_id = self.code_id(sender, code)?;
        self.instantiate_code(sender, (code_id, &format!("{code:?}")), message)
    }

    fn execute(
        &mut self,
        sender: &Addr,
        contract: &Addr,
        message: &impl Serialize,
        funds: &[Coin],
    ) -> Result<Vec<Event>, Failure> {
        self.execute_all(sender, &[Call::new(contract, message)?.with(funds)])
    }

    fn query<Answer: DeserializeOwned>(
        &self,
        contract: &Addr,
        question: &impl Serialize,
    ) -> Result<Answer, Failure> {
        let answer = self
            .client
            .node()
            .smart(contract.as_str(), body(question)?)?;
        serde_json::from_slice(&answer)
            .map_err(|error| Failure::new(format!("an answer of another shape: {error}")))
    }
}

impl Batch for Chain {
    fn execute_all(&mut self, sender: &Addr, calls: &[Call]) -> Result<Vec<Event>, Failure> {
        let message = |call: &Call| Message::Execute {
            contract: call.contract.to_string(),
            body: call.message.to_vec(),
            funds: call.funds.clone(),
        };
        let messages: Vec<Message> = calls.iter().map(message).collect();
        let receipt = self.send(sender, &messages)?;
        self.note(self.kind(calls), receipt.gas_used);
        self.last = [self.last[1], receipt.gas_used];
        Ok(receipt.events)
    }
}

fn body(message: &impl Serialize) -> Result<Vec<u8>, Failure> {
    serde_json::to_vec(message).map_err(|error| Failure::new(error.to_string()))
}

/// The name of a message: its one key.
fn verb(body: &[u8]) -> String {
    serde_json::from_slice::<serde_json::Map<String, serde_json::Value>>(body)
        .ok()
        .and_then(|message| message.keys().next().cloned())
        .unwrap_or_default()
}

fn missing() -> ChainError {
    ChainError::Refused(Failure::new("the transaction tells no id of what it made"))
}
