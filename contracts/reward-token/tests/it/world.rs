//! A chain with one token, named people and a recorder that takes `send`; after each message the books of
//! the token are checked, and after each refusal its storage.

use aftercare_domain::money::Bps;
use aftercare_domain::time::{Seconds, UnixTime};
use aftercare_interface::raw::{EmissionFact, Layout, EMISSION_KEY};
use aftercare_interface::reward_token::{
    EmissionResponse, ExecuteMsg, InstantiateMsg, QueryMsg, Schedule,
};
use aftercare_reward_token::contract::{execute, instantiate, migrate, query};
use aftercare_reward_token::ContractError;
use cosmwasm_schema::cw_serde;
use cosmwasm_std::testing::MockApi;
use cosmwasm_std::{
    coin, Addr, Binary, Coin, Deps, DepsMut, Empty, Env, Event, MessageInfo, Response, StdResult,
    Timestamp, Uint128,
};
use cw20::{
    AllAccountsResponse, BalanceResponse, Cw20Coin, Cw20ReceiveMsg, MinterResponse,
    TokenInfoResponse,
};
use cw_multi_test::{App, AppResponse, Contract, ContractWrapper, Executor};
use serde::de::DeserializeOwned;

pub const START: u64 = 1_800_000_000;
pub const EPOCH: u64 = 604_800;
pub const CAP: u128 = 1_000_000;
pub const BUDGET: u128 = 10_000;

pub struct World {
    pub app: App,
    pub token: Addr,
    pub recorder: Addr,
}

/// What the recorder takes and keeps.
#[cw_serde]
enum RecorderMsg {
    Receive(Cw20ReceiveMsg),
}

fn record(deps: DepsMut, _: Env, _: MessageInfo, msg: RecorderMsg) -> StdResult<Response> {
    let RecorderMsg::Receive(hook) = msg;
    if hook.msg.as_slice() == b"refuse" {
        return Err(cosmwasm_std::StdError::generic_err("refused"));
    }
    deps.storage
        .set(b"last", &cosmwasm_std::to_json_vec(&hook)?);
    Ok(Response::new())
}

fn nothing(_: DepsMut, _: Env, _: MessageInfo, _: Empty) -> StdResult<Response> {
    Ok(Response::new())
}

fn no_answer(_: Deps, _: Env, _: Empty) -> StdResult<Binary> {
    Ok(Binary::default())
}

pub fn recorder_code() -> Box<dyn Contract<Empty>> {
    Box::new(ContractWrapper::new(record, nothing, no_answer))
}

pub fn token_code() -> Box<dyn Contract<Empty>> {
    Box::new(ContractWrapper::new(execute, instantiate, query).with_migrate(migrate))
}

pub fn person(name: &str) -> Addr {
    MockApi::default().addr_make(name)
}

/// 1,000 each for Ada and Bea; the minter is Max, the owner Olga.
pub fn setup() -> InstantiateMsg {
    let balance = |name| Cw20Coin {
        address: person(name).into(),
        amount: Uint128::new(1_000),
    };
    InstantiateMsg {
        owner: person("olga").into(),
        name: "Aftercare".into(),
        symbol: "CARE".into(),
        decimals: 6,
        initial_balances: vec![balance("ada"), balance("bea")],
        minter: person("max").into(),
        cap: CAP.into(),
        schedule: Schedule {
            start: UnixTime(START),
            epoch_length: Seconds(EPOCH),
            budget: BUDGET.into(),
            decay: Bps(1_000),
        },
        marketing: None,
    }
}

/// A chain in the first second of epoch 0, with a coin for those who send what they should not.
pub fn chain() -> App {
    let mut app = App::new(|router, _, storage| {
        let coins = vec![coin(1_000, "ustray")];
        let ada = &person("ada");
        router
            .bank
            .init_balance(storage, ada, coins.clone())
            .unwrap();
        router
            .bank
            .init_balance(storage, &person("max"), coins)
            .unwrap();
    });
    app.update_block(|block| block.time = Timestamp::from_seconds(START));
    app
}

pub fn instantiated(msg: &InstantiateMsg, funds: &[Coin]) -> Result<World, ContractError> {
    let mut app = chain();
    let code = app.store_code(token_code());
    let recorder_code = app.store_code(recorder_code());
    let ada = person("ada");
    let admin = Some(person("admin").to_string());
    let token = app
        .instantiate_contract(code, ada.clone(), msg, funds, "token", admin)
        .map_err(|error| error.downcast::<ContractError>().unwrap())?;
    let recorder = app
        .instantiate_contract(recorder_code, ada, &Empty {}, &[], "recorder", None)
        .unwrap();
    let world = World {
        app,
        token,
        recorder,
    };
    world.check_books();
    Ok(world)
}

impl World {
    pub fn new() -> Self {
        instantiated(&setup(), &[]).unwrap()
    }

    pub fn act(&mut self, name: &str, msg: &ExecuteMsg) -> Result<AppResponse, ContractError> {
        self.act_with(name, msg, &[])
    }

    pub fn act_with(
        &mut self,
        name: &str,
        msg: &ExecuteMsg,
        funds: &[Coin],
    ) -> Result<AppResponse, ContractError> {
        let before = self.app.dump_wasm_raw(&self.token);
        let result = self
            .app
            .execute_contract(person(name), self.token.clone(), msg, funds);
        self.check_books();
        result.map_err(|error| {
            assert_eq!(before, self.app.dump_wasm_raw(&self.token), "{msg:?}");
            error.downcast::<ContractError>().unwrap()
        })
    }

    pub fn ask<T: DeserializeOwned>(&self, msg: &QueryMsg) -> T {
        self.try_ask(msg).unwrap()
    }

    pub fn try_ask<T: DeserializeOwned>(&self, msg: &QueryMsg) -> StdResult<T> {
        self.app.wrap().query_wasm_smart(&self.token, msg)
    }

    pub fn balance(&self, name: &str) -> u128 {
        let address = person(name).into();
        let answer: BalanceResponse = self.ask(&QueryMsg::Balance { address });
        answer.balance.u128()
    }

    pub fn supply(&self) -> u128 {
        let info: TokenInfoResponse = self.ask(&QueryMsg::TokenInfo {});
        info.total_supply.u128()
    }

    pub fn emission(&self) -> EmissionResponse {
        self.ask(&QueryMsg::Emission {})
    }

    pub fn at(&mut self, second: u64) {
        self.app
            .update_block(|block| block.time = Timestamp::from_seconds(second));
    }

    /// What the recorder was last told.
    pub fn recorded(&self) -> Option<Cw20ReceiveMsg> {
        let storage = self.app.contract_storage(&self.recorder);
        storage
            .get(b"last")
            .map(|bytes| cosmwasm_std::from_json(bytes).unwrap())
    }

    /// R1: Σ balances = supply ≤ minted ≤ cap; and the raw key says what the query says.
    pub fn check_books(&self) {
        let accounts: AllAccountsResponse = self.ask(&QueryMsg::AllAccounts {
            start_after: None,
            limit: Some(30),
        });
        let balances = accounts.accounts.iter().map(|address| {
            let address = address.clone();
            let answer: BalanceResponse = self.ask(&QueryMsg::Balance { address });
            answer.balance.u128()
        });
        let emission = self.emission();
        assert_eq!(balances.sum::<u128>(), self.supply());
        assert!(self.supply() <= emission.minted.u128());
        assert!(emission.minted <= emission.cap);
        let bytes = self
            .app
            .contract_storage(&self.token)
            .get(EMISSION_KEY)
            .unwrap();
        let fact = EmissionFact::decode(&bytes).unwrap();
        let now = UnixTime(self.app.block_info().time.seconds());
        assert_eq!(fact.at(now).left, emission.left.u128());
        assert_eq!(fact.emission.minted, emission.minted.u128());
        let minter: Option<MinterResponse> = self.ask(&QueryMsg::Minter {});
        let minter = minter.map(|answer| answer.minter);
        assert_eq!(minter.as_deref(), fact.minter_at(now).map(Addr::as_str));
        assert_eq!(emission.minter.as_ref(), fact.minter_at(now));
    }
}

pub fn transfer(to: &str, amount: u128) -> ExecuteMsg {
    ExecuteMsg::Transfer {
        recipient: person(to).into(),
        amount: amount.into(),
    }
}

pub fn mint(to: &str, amount: u128) -> ExecuteMsg {
    ExecuteMsg::Mint {
        recipient: person(to).into(),
        amount: amount.into(),
    }
}

/// The event of this name, without the address that the chain puts first.
pub fn event(response: &AppResponse, name: &str) -> Event {
    let name = format!("wasm-aftercare-reward-token-{name}");
    let found = response.events.iter().find(|event| event.ty == name);
    let mut event = found
        .unwrap_or_else(|| panic!("{name} in {:?}", response.events))
        .clone();
    event
        .attributes
        .retain(|attribute| attribute.key != "_contract_address");
    event
}

/// The attributes of CW20.
pub fn attributes(response: &AppResponse) -> Vec<(String, String)> {
    let wasm = response.events.iter().filter(|event| event.ty == "wasm");
    wasm.flat_map(|event| event.attributes.clone())
        .filter(|attribute| attribute.key != "_contract_address")
        .map(|attribute| (attribute.key, attribute.value))
        .collect()
}
