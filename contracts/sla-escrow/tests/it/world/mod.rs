//! People, a clock, and a chain on which the books are checked after every message.

pub mod audit;
pub mod puppet;
pub mod replay;
pub mod terms;
pub mod token;

use aftercare_domain::money::Bps;
use aftercare_domain::time::{Seconds, UnixTime};
use aftercare_interface::raw::{Layout, Peers, PEERS_KEY};
use aftercare_interface::sla_escrow::{
    Cw20Hook, ExecuteMsg, InstantiateMsg, Miss, PlanRevisionResponse, PlanTerms, QueryMsg,
    Subscription,
};
use aftercare_interface::Asset;
use aftercare_sla_escrow::{contract, migrate, ContractError};
use cosmwasm_std::{coins, from_json, to_json_binary, Addr, Coin, Deps, Event, Timestamp, Uint128};
use cw20::Cw20ExecuteMsg;
use cw_multi_test::error::AnyResult;
use cw_multi_test::{App, AppResponse, Contract, ContractWrapper, Executor};
use serde::de::DeserializeOwned;
use serde::Serialize;

pub const USD: &str = "uusd";
pub const START: UnixTime = UnixTime(1_700_000_000);
const RICHES: u128 = 1_000_000_000_000_000;

pub struct World {
    pub app: App,
    pub escrow: Addr,
    pub registry: Addr,
    pub token: Addr,
    pub code: u64,
    pub owner: Addr,
    pub sink: Addr,
    pub provider: Addr,
    pub customer: Addr,
    pub stranger: Addr,
    /// Everything the escrow has told, from the beginning.
    pub told: Vec<Event>,
}

pub fn escrow_code() -> Box<dyn Contract<cosmwasm_std::Empty>> {
    Box::new(
        ContractWrapper::new(contract::execute, contract::instantiate, contract::query)
            .with_reply(contract::reply)
            .with_migrate(migrate::migrate),
    )
}

impl World {
    /// A chain with rich people, the token, the escrow and its puppet registry; nothing wired or listed.
    pub fn bare() -> Self {
        let mut app = App::default();
        app.update_block(|block| block.time = Timestamp::from_seconds(START.0));
        let person = |name: &str| app.api().addr_make(name);
        let [owner, sink, provider, customer, stranger] =
            ["owner", "sink", "provider", "customer", "stranger"].map(person);
        let code = app.store_code(escrow_code());
        let message = InstantiateMsg {
            owner: owner.to_string(),
            fee_sink: sink.to_string(),
            protocol_fee: Bps(100),
            burn_share: Bps(5_000),
        };
        let escrow = app
            .instantiate_contract(
                code,
                owner.clone(),
                &message,
                &[],
                "escrow",
                Some(owner.to_string()),
            )
            .unwrap();
        let registry = puppet::install(&mut app, &owner);
        let token = token::install(&mut app, &owner);
        let mut world = Self {
            app,
            escrow,
            registry,
            token,
            code,
            owner,
            sink,
            provider,
            customer,
            stranger,
            told: vec![],
        };
        for person in world.people() {
            world.enrich(&person);
        }
        world
    }

    /// Wired, both assets listed, and the provider's bonds in.
    pub fn new() -> Self {
        let mut world = Self::bare();
        world.wire();
        for asset in world.assets() {
            world.does(
                &world.owner.clone(),
                ExecuteMsg::ListAsset {
                    asset: asset.clone(),
                },
            );
            world.deposit_bond(&world.provider.clone(), &asset, 100_000);
        }
        world
    }

    pub fn people(&self) -> [Addr; 5] {
        [
            &self.owner,
            &self.sink,
            &self.provider,
            &self.customer,
            &self.stranger,
        ]
        .map(Addr::clone)
    }

    pub fn assets(&self) -> [Asset; 2] {
        [Asset::native(USD), Asset::cw20(&self.token)]
    }

    pub fn person(&mut self, name: &str) -> Addr {
        let person = self.app.api().addr_make(name);
        self.enrich(&person);
        person
    }

    fn enrich(&mut self, person: &Addr) {
        let mint = cw_multi_test::BankSudo::Mint {
            to_address: person.to_string(),
            amount: vec![Coin::new(RICHES, USD), Coin::new(RICHES, "uother")],
        };
        self.app.sudo(mint.into()).unwrap();
        let mint = Cw20ExecuteMsg::Mint {
            recipient: person.to_string(),
            amount: Uint128::new(RICHES),
        };
        let (owner, token) = (self.owner.clone(), self.token.clone());
        self.app.execute_contract(owner, token, &mint, &[]).unwrap();
    }

    /// The registry names this escrow, and the owner names the registry.
    pub fn wire(&mut self) -> AppResponse {
        let escrow = self.escrow.clone();
        self.registry_says(PEERS_KEY, &Peers { escrow });
        let registry = self.registry.to_string();
        self.does(&self.owner.clone(), ExecuteMsg::Wire { registry })
    }

    pub fn registry_says(&mut self, key: &[u8], value: &impl Layout) {
        puppet::say(&mut self.app, &self.registry, (key, &value.encode()));
    }

    // Time.

    pub fn now(&self) -> UnixTime {
        UnixTime(self.app.block_info().time.seconds())
    }

    pub fn at(&mut self, at: UnixTime) {
        self.app.update_block(|block| {
            block.time = Timestamp::from_seconds(at.0);
            block.height += 1;
        });
    }

    pub fn pass(&mut self, span: Seconds) {
        self.at(self.now().plus(span));
    }

    // Messages. Whatever one does, the books are audited after it, and a refused one leaves every stored
    // byte as it was.

    pub fn send(
        &mut self,
        sender: &Addr,
        msg: &ExecuteMsg,
        funds: &[Coin],
    ) -> AnyResult<AppResponse> {
        let escrow = self.escrow.clone();
        self.audited(|app| app.execute_contract(sender.clone(), escrow.clone(), msg, funds))
    }

    pub fn send_token(
        &mut self,
        sender: &Addr,
        amount: u128,
        hook: &impl Serialize,
    ) -> AnyResult<AppResponse> {
        let (token, contract) = (self.token.clone(), self.escrow.to_string());
        let send = Cw20ExecuteMsg::Send {
            contract,
            amount: Uint128::new(amount),
            msg: to_json_binary(hook).unwrap(),
        };
        self.audited(|app| app.execute_contract(sender.clone(), token.clone(), &send, &[]))
    }

    /// Makes the registry book misses.
    pub fn book(&mut self, agreement: u64, misses: &[Miss]) -> AnyResult<AppResponse> {
        let msg = ExecuteMsg::BookMisses {
            agreement,
            misses: misses.to_vec(),
        };
        self.as_registry(&msg)
    }

    pub fn as_registry(&mut self, msg: &ExecuteMsg) -> AnyResult<AppResponse> {
        let order = puppet::Order::Forward {
            contract: self.escrow.to_string(),
            msg: to_json_binary(msg).unwrap(),
        };
        let (sender, registry) = (self.stranger.clone(), self.registry.clone());
        self.audited(|app| app.execute_contract(sender.clone(), registry.clone(), &order, &[]))
    }

    fn audited(
        &mut self,
        act: impl FnOnce(&mut App) -> AnyResult<AppResponse>,
    ) -> AnyResult<AppResponse> {
        let before = self.app.dump_wasm_raw(&self.escrow);
        let outcome = act(&mut self.app);
        if outcome.is_err() {
            assert_eq!(
                before,
                self.app.dump_wasm_raw(&self.escrow),
                "a refused message left a trace"
            );
        }
        if let Ok(done) = &outcome {
            let own = |event: &&Event| event.ty.starts_with("wasm-aftercare-sla-escrow-");
            self.told.extend(done.events.iter().filter(own).cloned());
        }
        audit::books(self);
        outcome
    }

    pub fn does(&mut self, sender: &Addr, msg: ExecuteMsg) -> AppResponse {
        self.send(sender, &msg, &[]).unwrap()
    }

    pub fn refuses(&mut self, sender: &Addr, msg: ExecuteMsg) -> ContractError {
        refusal(self.send(sender, &msg, &[]))
    }

    // Verbs.

    pub fn deposit_bond(&mut self, provider: &Addr, asset: &Asset, amount: u128) {
        match asset {
            Asset::Native { denom } => {
                let funds = coins(amount, denom);
                self.send(provider, &ExecuteMsg::DepositBond {}, &funds)
            }
            Asset::Cw20 { .. } => self.send_token(provider, amount, &Cw20Hook::DepositBond {}),
        }
        .unwrap();
    }

    pub fn publish(&mut self, terms: PlanTerms) -> u64 {
        let done = self.does(&self.provider.clone(), ExecuteMsg::PublishPlan { terms });
        number(&done, "plan-published", "plan")
    }

    /// What a customer signs for the newest revision of a plan.
    pub fn subscription(&self, plan: u64, periods: u32) -> Subscription {
        let newest: aftercare_interface::sla_escrow::PlanResponse =
            self.ask(QueryMsg::Plan { plan });
        let read: PlanRevisionResponse = self.ask(QueryMsg::PlanRevision {
            plan,
            revision: newest.revision,
        });
        Subscription {
            plan,
            revision: read.revision,
            terms_hash: read.terms_hash,
            periods,
            total: read.terms.fee * Uint128::from(periods),
        }
    }

    pub fn pay(
        &mut self,
        customer: &Addr,
        asked: &Subscription,
        asset: &Asset,
    ) -> AnyResult<AppResponse> {
        let total = asked.total.u128();
        match asset {
            Asset::Native { denom } => {
                let funds = coins(total, denom);
                self.send(customer, &ExecuteMsg::Subscribe(asked.clone()), &funds)
            }
            Asset::Cw20 { .. } => {
                self.send_token(customer, total, &Cw20Hook::Subscribe(asked.clone()))
            }
        }
    }

    pub fn subscribe(&mut self, plan: u64, periods: u32) -> u64 {
        let customer = self.customer.clone();
        let newest: aftercare_interface::sla_escrow::PlanResponse =
            self.ask(QueryMsg::Plan { plan });
        let asked = self.subscription(plan, periods);
        let done = self.pay(&customer, &asked, &newest.terms.asset).unwrap();
        number(&done, "subscribed", "agreement")
    }

    pub fn settle(&mut self, agreement: u64, max_periods: u32) -> AnyResult<AppResponse> {
        let msg = ExecuteMsg::Settle {
            agreement,
            max_periods,
        };
        self.send(&self.stranger.clone(), &msg, &[])
    }

    pub fn migrate(&mut self, code: u64) -> AnyResult<AppResponse> {
        let (owner, escrow) = (self.owner.clone(), self.escrow.clone());
        let msg = aftercare_interface::sla_escrow::MigrateMsg {};
        self.audited(|app| app.migrate_contract(owner, escrow, &msg, code))
    }

    // Questions, with the contract's own error kept.

    pub fn try_ask<T: DeserializeOwned>(&self, msg: QueryMsg) -> Result<T, ContractError> {
        let storage = self.app.contract_storage(&self.escrow);
        let deps = Deps {
            storage: &*storage,
            api: self.app.api(),
            querier: self.app.wrap(),
        };
        let mut env = cosmwasm_std::testing::mock_env();
        env.block = self.app.block_info();
        env.contract.address = self.escrow.clone();
        contract::query(deps, env, msg).map(|answer| from_json(answer).unwrap())
    }

    pub fn ask<T: DeserializeOwned>(&self, msg: QueryMsg) -> T {
        self.try_ask(msg).unwrap()
    }

    pub fn balance(&self, person: &Addr, asset: &Asset) -> u128 {
        match asset {
            Asset::Native { denom } => self
                .app
                .wrap()
                .query_balance(person, denom)
                .unwrap()
                .amount
                .u128(),
            Asset::Cw20 { .. } => token::balance(&self.app, &self.token, person),
        }
    }
}

/// The contract's own error.
pub fn refusal(outcome: AnyResult<AppResponse>) -> ContractError {
    outcome.unwrap_err().downcast().unwrap()
}

/// The first event of this contract with such a participle.
pub fn event<'a>(done: &'a AppResponse, participle: &str) -> &'a Event {
    let name = format!("wasm-aftercare-sla-escrow-{participle}");
    let found = done.events.iter().find(|event| event.ty == name);
    found.unwrap_or_else(|| panic!("no {name} in {:?}", done.events))
}

pub fn has_event(done: &AppResponse, participle: &str) -> bool {
    let name = format!("wasm-aftercare-sla-escrow-{participle}");
    done.events.iter().any(|event| event.ty == name)
}

pub fn word<'a>(event: &'a Event, key: &str) -> &'a str {
    let found = event
        .attributes
        .iter()
        .find(|attribute| attribute.key == key);
    &found
        .unwrap_or_else(|| panic!("no {key} in {event:?}"))
        .value
}

pub fn number(done: &AppResponse, participle: &str, key: &str) -> u64 {
    word(event(done, participle), key).parse().unwrap()
}
