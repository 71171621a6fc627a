//! The embedded engine: the contracts as native code on cw-multi-test, in process.

use std::collections::HashMap;

use aftercare_domain::time::UnixTime;
use cosmwasm_std::testing::MockApi;
use cosmwasm_std::{
    Addr, BlockInfo, Coin, Empty, Event, Order, Record, Storage, Timestamp, WasmMsg,
};
use cw_multi_test::{
    App, AppBuilder, BankKeeper, BankSudo, Contract, Executor, FailingModule, SudoMsg, WasmKeeper,
};
use serde::de::DeserializeOwned;
use serde::Serialize;

use crate::accounts::{account_address, api};
use crate::faults::{Faults, FaultyBank, FaultyWasm};
use crate::shelves::Shelves;
use crate::{codes, Batch, Call, Code, Engine, Failure};

/// The chain underneath: the defaults of cw-multi-test over a store that keeps long logs small.
type Chain = App<FaultyBank, MockApi, Shelves, FailingModule<Empty, Empty, Empty>, FaultyWasm>;

/// The id of the chain that the embedded engine is.
pub const CHAIN_ID: &str = "aftercare-native";

/// The embedded engine. Time is set, not waited for; gas is not metered.
pub struct Native {
    pub(crate) app: Chain,
    codes: HashMap<Code, u64>,
    faults: Faults,
}

/// A chain as it was at an instant.
#[derive(Clone)]
pub struct Snapshot {
    store: Shelves,
    block: BlockInfo,
}

impl Native {
    /// A chain of no contracts, at an instant.
    #[must_use]
    pub fn new(start: UnixTime) -> Self {
        Self::with_token(start, codes::cw20())
    }

    /// The same, with another contract in the place of the plain CW20 token.
    #[must_use]
    pub fn with_token(start: UnixTime, token: Box<dyn Contract<Empty>>) -> Self {
        let block = BlockInfo {
            height: 1,
            time: Timestamp::from_seconds(start.0),
            chain_id: CHAIN_ID.to_owned(),
        };
        let faults = Faults::default();
        let bank = FaultyBank {
            bank: BankKeeper::new(),
            faults: faults.clone(),
        };
        let wasm = FaultyWasm {
            wasm: WasmKeeper::new(),
            faults: faults.clone(),
        };
        let app = AppBuilder::new()
            .with_bank(bank)
            .with_wasm(wasm)
            .with_api(api())
            .with_storage(Shelves::default())
            .with_block(block)
            .build(|_, _, _| {});
        let mut native = Self {
            app,
            codes: HashMap::new(),
            faults,
        };
        let ours = codes::ours().into_iter();
        for (code, contract) in ours.chain([(Code::Cw20, token)]) {
            let id = native.app.store_code(contract);
            native.codes.insert(code, id);
        }
        native
    }

    /// All records of a contract, in key order.
    #[must_use]
    pub fn dump(&self, contract: &Addr) -> Vec<Record> {
        self.app.dump_wasm_raw(contract)
    }

    /// Puts records in the place of all that a contract holds.
    pub fn load(&mut self, contract: &Addr, records: &[Record]) {
        let former = self.dump(contract);
        let mut storage = self.app.contract_storage_mut(contract);
        for (key, _) in &former {
            storage.remove(key);
        }
        for (key, value) in records {
            storage.set(key, value);
        }
    }

    /// Gives a contract other code, as its admin.
    ///
    /// # Errors
    /// What the new code refuses, and senders that are not the admin.
    pub fn migrate(&mut self, admin: &Addr, contract: &Addr, code: Code) -> Result<(), Failure> {
        let (admin, contract) = (admin.clone(), contract.clone());
        self.app
            .migrate_contract(admin, contract, &Empty {}, self.code_id(code))
            .map(drop)
            .map_err(failure)
    }

    /// Writes one record of a contract, as if it had: what its peers then read raw.
    pub fn put(&mut self, contract: &Addr, key: &[u8], value: &[u8]) {
        self.app.contract_storage_mut(contract).set(key, value);
    }

    /// Counts sub-messages and makes one of them fail.
    #[must_use]
    pub fn faults(&self) -> &Faults {
        &self.faults
    }

    /// Every record of the chain, balances too, in key order.
    #[must_use]
    pub fn state(&self) -> Vec<Record> {
        let store = self.app.storage();
        store.range(None, None, Order::Ascending).collect()
    }

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

    /// The number under which a code is stored.
    fn code_id(&self, code: Code) -> u64 {
        self.codes[&code]
    }
}

/// The whole chain of causes in one line, outermost first, as a chain would log it.
fn failure(error: impl std::fmt::Display) -> Failure {
    Failure::new(format!("{error:#}"))
}

impl Engine for Native {
    fn now(&self) -> UnixTime {
        UnixTime(self.app.block_info().time.seconds())
    }

    fn advance_to(&mut self, time: UnixTime) -> Result<(), Failure> {
        if time < self.now() {
            return Err(Failure::new(format!(
                "time {time} lies before block time {}",
                self.now()
            )));
        }
        self.app.update_block(|block| {
            block.height += 1;
            block.time = Timestamp::from_seconds(time.0);
        });
        Ok(())
    }

    fn account(&mut self, name: &str) -> Addr {
        account_address(name)
    }

    fn fund(&mut self, account: &Addr, coin: Coin) -> Result<(), Failure> {
        let mint = BankSudo::Mint {
            to_address: account.to_string(),
            amount: vec![coin],
        };
        self.app
            .sudo(SudoMsg::Bank(mint))
            .map(|_| ())
            .map_err(failure)
    }

    fn balance(&self, account: &Addr, denom: &str) -> Result<u128, Failure> {
        let coin = self
            .app
            .wrap()
            .query_balance(account, denom)
            .map_err(failure)?;
        Ok(coin.amount.u128())
    }

    fn instantiate(
        &mut self,
        sender: &Addr,
        code: Code,
        message: &impl Serialize,
    ) -> Result<Addr, Failure> {
        let id = self.code_id(code);
        let label = format!("{code:?}");
        let admin = Some(sender.to_string());
        self.app
            .instantiate_contract(id, sender.clone(), message, &[], label, admin)
            .map_err(failure)
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
        self.app
            .wrap()
            .query_wasm_smart(contract, question)
            .map_err(failure)
    }
}

impl Batch for Native {
    fn execute_all(&mut self, sender: &Addr, calls: &[Call]) -> Result<Vec<Event>, Failure> {
        let message = |call: &Call| WasmMsg::Execute {
            contract_addr: call.contract.to_string(),
            msg: call.message.clone(),
            funds: call.funds.clone(),
        };
        let messages = calls.iter().map(|call| message(call).into()).collect();
        let responses = self
            .app
            .execute_multi(sender.clone(), messages)
            .map_err(failure)?;
        Ok(responses.into_iter().flat_map(|it| it.events).collect())
    }
}
