//! The metered engine.

mod past;

use std::collections::HashMap;
use std::rc::Rc;

use aftercare_domain::time::UnixTime;
use aftercare_engine::{account_address, Batch, Call, Code as Suite, Engine, Failure};
use aftercare_proof::machine::Stored;
use cosmwasm_std::{Addr, Coin, Event, Record};
use cw_multi_test::{App, AppBuilder, BankSudo, Executor, SudoMsg};
use serde::de::DeserializeOwned;
use serde::Serialize;
use std3::testing::MockApi;
use std3::{BlockInfo, Timestamp, WasmMsg};

use crate::backend::api;
use crate::bank::MeteredBank;
use crate::code::{Code, Shelf};
use crate::convert::{self, failure, Ground};
use crate::machine::Machine;
use crate::meter::Meter;
use crate::profile::Profile;

pub use past::{Snapshot, Transaction};

/// cw-multi-test over a metered bank and the embedded engine's store.
type Chain = App<MeteredBank, MockApi, Ground>;

/// The vm leg: time is set, not waited for; gas is metered.
pub struct Vm {
    app: Chain,
    machine: Rc<Machine>,
    meter: Meter,
    codes: HashMap<Suite, u64>,
    last: [Profile; 2],
    keeps: bool,
    kept: Option<Transaction>,
}

/// The file of a code of the suite.
fn file(code: Suite) -> &'static str {
    match code {
        Suite::SlaEscrow => "artifacts/sla_escrow",
        Suite::TicketRegistry => "artifacts/ticket_registry",
        Suite::RewardToken => "artifacts/reward_token",
        Suite::Community => "artifacts/community",
        Suite::Cw20 => "out/peers/peer_cw20_base",
    }
}

impl Vm {
    /// A chain that has the built codes stored, and no contracts, at an instant.
    ///
    /// # Errors
    /// Where a code has not been built, or a node would refuse it.
    pub fn new(start: UnixTime) -> Result<Self, Failure> {
        let machine = Machine::new(Meter::default())?;
        Self::on(&Rc::new(machine), start)
    }

    /// The same on a machine that has others' chains too; what it has compiled is not compiled again.
    ///
    /// # Errors
    /// As [`Vm::new`].
    pub fn on(machine: &Rc<Machine>, start: UnixTime) -> Result<Self, Failure> {
        let meter = machine.meter().clone();
        let block = BlockInfo {
            height: 1,
            time: Timestamp::from_seconds(start.0),
            chain_id: "aftercare-native".to_owned(),
        };
        let app = AppBuilder::new()
            .with_api(api())
            .with_storage(Ground::default())
            .with_bank(MeteredBank::new(meter.clone()))
            .with_block(block)
            .build(|_, _, _| {});
        let mut vm = Self {
            app,
            machine: machine.clone(),
            meter,
            codes: HashMap::new(),
            last: <[Profile; 2]>::default(),
            keeps: false,
            kept: None,
        };
        let shelf = Shelf::of_repository();
        for code in Suite::ALL {
            let number = vm.store(&shelf.wasm(file(code))?)?;
            vm.codes.insert(code, number);
        }
        Ok(vm)
    }

    /// Stores a code and returns its number.
    ///
    /// # Errors
    /// What a node would refuse.
    pub fn store(&mut self, wasm: &[u8]) -> Result<u64, Failure> {
        let checksum = self.machine.store(wasm).map_err(failure)?;
        let code = Code::new(self.machine.clone(), checksum);
        Ok(self.app.store_code(Box::new(code)))
    }

    /// Makes a contract of a stored code.
    ///
    /// # Errors
    /// What the contract refuses.
    pub fn instantiate_code(
        &mut self,
        sender: &Addr,
        code: u64,
        message: &impl Serialize,
    ) -> Result<Addr, Failure> {
        self.meter.begin();
        let sender = convert::address(sender);
        let admin = Some(sender.to_string());
        self.app
            .instantiate_contract(code, sender, message, &[], "contract", admin)
            .map(|address| Addr::unchecked(address.as_str()))
            .map_err(failure)
    }

    fn message(&self, call: &Call) -> std3::CosmosMsg {
        let funds: Vec<_> = call.funds.iter().map(convert::coin).collect();
        self.meter.message(call.message.len(), &funds);
        let execute = WasmMsg::Execute {
            contract_addr: call.contract.to_string(),
            msg: call.message.to_vec().into(),
            funds,
        };
        execute.into()
    }

    /// What the last transaction but one, and the last, did and cost.
    #[must_use]
    pub fn last(&self) -> &[Profile; 2] {
        &self.last
    }

    fn run(&mut self, sender: &Addr, calls: &[Call], gas: u64) -> Result<Vec<Event>, Failure> {
        self.meter.begin();
        self.meter.limit(gas);
        let messages = calls.iter().map(|call| self.message(call)).collect();
        let outcome = self.app.execute_multi(convert::address(sender), messages);
        self.last.swap(0, 1);
        self.last[1] = self.meter.profile();
        let responses = outcome.map_err(failure)?;
        let events = responses.into_iter().flat_map(|response| response.events);
        Ok(convert::events(events.collect()))
    }

    /// What a question does and costs.
    ///
    /// # Errors
    /// What the contract refuses.
    pub fn cost_of(&self, contract: &Addr, question: &impl Serialize) -> Result<Profile, Failure> {
        self.meter.begin();
        let _: serde_json::Value = self.query(contract, question)?;
        Ok(self.meter.profile())
    }

    /// All records of a contract, in key order.
    #[must_use]
    pub fn dump(&self, contract: &Addr) -> Vec<(Vec<u8>, Vec<u8>)> {
        self.app.dump_wasm_raw(&convert::address(contract))
    }
}

impl Engine for Vm {
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
            amount: vec![convert::coin(&coin)],
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
            .query_balance(convert::address(account), denom)
            .map_err(failure)?;
        coin.amount.to_string().parse().map_err(failure)
    }

    fn instantiate(
        &mut self,
        sender: &Addr,
        code: Suite,
        message: &impl Serialize,
    ) -> Result<Addr, Failure> {
        self.instantiate_code(sender, self.codes[&code], message)
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
            .query_wasm_smart(contract.as_str(), question)
            .map_err(failure)
    }
}

impl Batch for Vm {
    fn execute_all(&mut self, sender: &Addr, calls: &[Call]) -> Result<Vec<Event>, Failure> {
        self.kept = self.keeps.then(|| Transaction {
            before: self.snapshot(),
            sender: sender.clone(),
            calls: calls.to_vec(),
        });
        self.run(sender, calls, u64::MAX)
    }
}

impl Stored for Vm {
    fn records(&self, contract: &Addr) -> Vec<Record> {
        self.dump(contract)
    }
}
