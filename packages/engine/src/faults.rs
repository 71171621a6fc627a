//! One sub-message that fails: bank and contracts of the embedded engine, counted as they are reached.

use std::cell::Cell;
use std::rc::Rc;

use cosmwasm_std::{
    Addr, Api, BankMsg, BankQuery, Binary, BlockInfo, CustomMsg, CustomQuery, Empty, Querier,
    Record, Storage, WasmMsg, WasmQuery,
};
use cw_multi_test::error::{bail, AnyResult};
use cw_multi_test::{
    AppResponse, Bank, BankKeeper, BankSudo, Contract, ContractData, CosmosRouter, Module, Wasm,
    WasmKeeper, WasmSudo,
};
use serde::de::DeserializeOwned;

/// Counts what contracts send, and makes one of it fail. Clones share the count.
///
/// What a person sends is no sub-message, nor are the coins that go with it; what a contract sends is, at
/// any depth.
#[derive(Clone, Default)]
pub struct Faults(Rc<Cell<Count>>);

#[derive(Clone, Copy, Default)]
struct Count {
    seen: u64,
    fails: Option<u64>,
    transfer: bool,
}

impl Faults {
    /// Begins to count anew; the sub-message of that number, from 0, fails.
    pub fn arm(&self, fails: Option<u64>) {
        self.0.set(Count {
            fails,
            ..Count::default()
        });
    }

    /// How many sub-messages there were.
    #[must_use]
    pub fn seen(&self) -> u64 {
        self.0.get().seen
    }

    /// Whether the one that failed moved money: a bank message, or a `transfer` or `burn` of a token.
    #[must_use]
    pub fn was_transfer(&self) -> bool {
        self.0.get().transfer
    }

    fn pass(&self, storage: &dyn Storage, sender: &Addr, transfer: bool) -> AnyResult<()> {
        if !is_contract(storage, sender) {
            return Ok(());
        }
        let mut count = self.0.get();
        let fails = count.fails == Some(count.seen);
        count.seen += 1;
        count.transfer |= fails && transfer;
        self.0.set(count);
        if fails {
            bail!("an injected fault");
        }
        Ok(())
    }
}

/// Contracts are known by the store alone, so any keeper can tell.
fn is_contract(storage: &dyn Storage, account: &Addr) -> bool {
    let keeper = WasmKeeper::<Empty, Empty>::new();
    keeper.contract_data(storage, account).is_ok()
}

fn moves_tokens(message: &WasmMsg) -> bool {
    let WasmMsg::Execute { msg, .. } = message else {
        return false;
    };
    [b"{\"transfer\"".as_slice(), b"{\"burn\""]
        .iter()
        .any(|start| msg.starts_with(start))
}

/// A bank whose messages are counted.
#[derive(Default)]
pub(crate) struct FaultyBank {
    pub(crate) bank: BankKeeper,
    pub(crate) faults: Faults,
}

impl Bank for FaultyBank {}

impl Module for FaultyBank {
    type ExecT = BankMsg;
    type QueryT = BankQuery;
    type SudoT = BankSudo;

    fn execute<ExecC, QueryC>(
        &self,
        api: &dyn Api,
        storage: &mut dyn Storage,
        router: &dyn CosmosRouter<ExecC = ExecC, QueryC = QueryC>,
        block: &BlockInfo,
        sender: Addr,
        msg: BankMsg,
    ) -> AnyResult<AppResponse>
    where
        ExecC: CustomMsg + DeserializeOwned + 'static,
        QueryC: CustomQuery + DeserializeOwned + 'static,
    {
        self.faults.pass(storage, &sender, true)?;
        self.bank.execute(api, storage, router, block, sender, msg)
    }

    fn query(
        &self,
        api: &dyn Api,
        storage: &dyn Storage,
        querier: &dyn Querier,
        block: &BlockInfo,
        request: BankQuery,
    ) -> AnyResult<Binary> {
        self.bank.query(api, storage, querier, block, request)
    }

    fn sudo<ExecC, QueryC>(
        &self,
        api: &dyn Api,
        storage: &mut dyn Storage,
        router: &dyn CosmosRouter<ExecC = ExecC, QueryC = QueryC>,
        block: &BlockInfo,
        msg: BankSudo,
    ) -> AnyResult<AppResponse>
    where
        ExecC: CustomMsg + DeserializeOwned + 'static,
        QueryC: CustomQuery + DeserializeOwned + 'static,
    {
        self.bank.sudo(api, storage, router, block, msg)
    }
}

/// Contracts whose messages are counted.
pub(crate) struct FaultyWasm {
    pub(crate) wasm: WasmKeeper<Empty, Empty>,
    pub(crate) faults: Faults,
}

impl Wasm<Empty, Empty> for FaultyWasm {
    fn execute(
        &self,
        api: &dyn Api,
        storage: &mut dyn Storage,
        router: &dyn CosmosRouter<ExecC = Empty, QueryC = Empty>,
        block: &BlockInfo,
        sender: Addr,
        msg: WasmMsg,
    ) -> AnyResult<AppResponse> {
        self.faults.pass(storage, &sender, moves_tokens(&msg))?;
        self.wasm.execute(api, storage, router, block, sender, msg)
    }

    fn query(
        &self,
        api: &dyn Api,
        storage: &dyn Storage,
        querier: &dyn Querier,
        block: &BlockInfo,
        request: WasmQuery,
    ) -> AnyResult<Binary> {
        self.wasm.query(api, storage, querier, block, request)
    }

    fn sudo(
        &self,
        api: &dyn Api,
        storage: &mut dyn Storage,
        router: &dyn CosmosRouter<ExecC = Empty, QueryC = Empty>,
        block: &BlockInfo,
        msg: WasmSudo,
    ) -> AnyResult<AppResponse> {
        self.wasm.sudo(api, storage, router, block, msg)
    }

    fn store_code(&mut self, creator: Addr, code: Box<dyn Contract<Empty>>) -> u64 {
        self.wasm.store_code(creator, code)
    }

    fn store_code_with_id(
        &mut self,
        creator: Addr,
        code_id: u64,
        code: Box<dyn Contract<Empty>>,
    ) -> AnyResult<u64> {
        self.wasm.store_code_with_id(creator, code_id, code)
    }

    fn duplicate_code(&mut self, code_id: u64) -> AnyResult<u64> {
        self.wasm.duplicate_code(code_id)
    }

    fn contract_data(&self, storage: &dyn Storage, address: &Addr) -> AnyResult<ContractData> {
        self.wasm.contract_data(storage, address)
    }

    fn dump_wasm_raw(&self, storage: &dyn Storage, address: &Addr) -> Vec<Record> {
        self.wasm.dump_wasm_raw(storage, address)
    }
}
