//! A stored code as cw-multi-test knows contracts.

use std::path::{Path, PathBuf};
use std::rc::Rc;

use cosmwasm_vm::{
    call_execute_raw, call_instantiate_raw, call_migrate_raw, call_query_raw, call_reply_raw,
    call_sudo_raw, VmError, VmResult,
};
use cw_multi_test::Contract;
use std3::{
    from_json, to_json_vec, Binary, Checksum, ContractResult, Deps, DepsMut, Empty, Env,
    MessageInfo, MigrateInfo, Reply, Response, StdError, StdResult, SubMsgResult,
};

use aftercare_engine::Failure;

use crate::backend::{lend, Loan, Store};
use crate::machine::{Machine, Running};
use crate::meter::Meter;

/// What a transaction says whose gas has run out.
pub const OUT_OF_GAS: &str = "out of gas";

/// Where built codes lie.
pub struct Shelf(PathBuf);

impl Shelf {
    /// The folders of this repository: `artifacts` and `out/peers`.
    #[must_use]
    pub fn of_repository() -> Self {
        Self(Path::new(env!("CARGO_MANIFEST_DIR")).join("../.."))
    }

    /// A code's bytes.
    ///
    /// # Errors
    /// Where it has not been built, saying how it is.
    pub fn wasm(&self, name: &str) -> Result<Vec<u8>, Failure> {
        let path = self.0.join(format!("{name}.wasm"));
        std::fs::read(&path).map_err(|error| {
            Failure::new(format!(
                "{name}.wasm: {error}; build it: scripts/build, the peers: scripts/build --peers"
            ))
        })
    }
}

/// A code of the machine.
pub struct Code {
    machine: Rc<Machine>,
    checksum: Checksum,
}

/// What an entry point answers with.
type Answer = StdResult<Response<Empty>>;

impl Code {
    /// The code that was stored under `checksum`.
    pub fn new(machine: Rc<Machine>, checksum: Checksum) -> Self {
        Self { machine, checksum }
    }

    /// Runs an entry point in a fresh instance, charges for it, and returns its answer as JSON.
    fn run(
        &self,
        loan: Loan<'_>,
        entry: impl FnOnce(&mut Running) -> VmResult<Vec<u8>>,
    ) -> StdResult<Vec<u8>> {
        let meter = self.machine.meter();
        not_exhausted(meter)?;
        let mut instance = self.machine.instance(&self.checksum).map_err(broken)?;
        let answer = lend(loan, || entry(&mut instance));
        meter.compute(instance.create_gas_report().used_internally);
        if matches!(answer, Err(VmError::GasDepletion { .. })) {
            meter.exhaust();
        }
        not_exhausted(meter)?;
        let answer = answer.map_err(broken)?;
        meter.answer(answer.len());
        not_exhausted(meter)?;
        Ok(answer)
    }

    /// A message: what it answers is logged, and what it sends is charged for.
    fn change(
        &self,
        deps: DepsMut<'_>,
        entry: impl FnOnce(&mut Running) -> VmResult<Vec<u8>>,
    ) -> Answer {
        let loan = Loan {
            store: Store::Write(deps.storage),
            querier: &*deps.querier,
        };
        let answer = self.run(loan, entry)?;
        let response: Response = accepted(from_json(answer)?)?;
        let meter = self.machine.meter();
        meter.events(&response.attributes, &response.events);
        meter.sub_messages(response.messages.len());
        not_exhausted(meter)?;
        Ok(response)
    }

    fn enter(&self) {
        self.machine.meter().enter(&self.checksum, false);
    }
}

/// Refuses whatever comes after the gas has run out, replies too: as on a chain, nothing catches that.
pub fn not_exhausted(meter: &Meter) -> StdResult<()> {
    match meter.left() {
        Some(_) => Ok(()),
        None => Err(StdError::msg(OUT_OF_GAS)),
    }
}

/// A trap, or a code that cannot be loaded.
fn broken(error: cosmwasm_vm::VmError) -> StdError {
    StdError::msg(error)
}

/// The contract's own refusal as an error.
fn accepted<T>(result: ContractResult<T>) -> StdResult<T> {
    match result {
        ContractResult::Ok(answer) => Ok(answer),
        ContractResult::Err(refusal) => Err(StdError::msg(refusal)),
    }
}

/// The environment as a node hands it over.
fn environment(env: &Env) -> StdResult<Vec<u8>> {
    to_json_vec(env)
}

impl Contract<Empty> for Code {
    fn instantiate(&self, deps: DepsMut, env: Env, info: MessageInfo, msg: Vec<u8>) -> Answer {
        self.enter();
        let (env, info) = (environment(&env)?, to_json_vec(&info)?);
        self.change(deps, |instance| {
            call_instantiate_raw(instance, &env, &info, &msg)
        })
    }

    fn execute(&self, deps: DepsMut, env: Env, info: MessageInfo, msg: Vec<u8>) -> Answer {
        self.enter();
        let (env, info) = (environment(&env)?, to_json_vec(&info)?);
        self.change(deps, |instance| {
            call_execute_raw(instance, &env, &info, &msg)
        })
    }

    fn query(&self, deps: Deps, env: Env, msg: Vec<u8>) -> StdResult<Binary> {
        self.enter();
        let env = environment(&env)?;
        let loan = Loan {
            store: Store::Read(deps.storage),
            querier: &*deps.querier,
        };
        let answer = self.run(loan, |instance| call_query_raw(instance, &env, &msg))?;
        accepted(from_json(answer)?)
    }

    fn reply(&self, deps: DepsMut, env: Env, msg: Reply) -> Answer {
        let meter = self.machine.meter();
        meter.enter(&self.checksum, true);
        if let SubMsgResult::Ok(done) = &msg.result {
            meter.reply_events(&done.events);
        }
        let (env, msg) = (environment(&env)?, to_json_vec(&msg)?);
        self.change(deps, |instance| call_reply_raw(instance, &env, &msg))
    }

    fn sudo(&self, deps: DepsMut, env: Env, msg: Vec<u8>) -> Answer {
        self.enter();
        let env = environment(&env)?;
        self.change(deps, |instance| call_sudo_raw(instance, &env, &msg))
    }

    fn migrate(&self, deps: DepsMut, env: Env, msg: Vec<u8>, _info: MigrateInfo) -> Answer {
        self.enter();
        let env = environment(&env)?;
        self.change(deps, |instance| call_migrate_raw(instance, &env, &msg))
    }

    fn checksum(&self) -> Option<Checksum> {
        Some(self.checksum)
    }
}
