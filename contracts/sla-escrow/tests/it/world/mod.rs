//! People, a clock, and a chain on which the books are checked after every message.

pub mod audit;
pub mod life;
pub mod puppet;
pub mod replay;
pub mod terms;
pub mod token;
pub mod waiting;

use aftercare_domain::money::Bps;
use aftercare_domain::time::{Seconds, UnixTime};
use aftercare_interface::raw::{
    agent_key, agreement_key, calendar_key, delegate_key, AgreementTickets, CalendarHead, Layout,
    Peers, PEERS_KEY,
};
use aftercare_interface::sla_escrow::{
    AgreementResponse, BondResponse, Cw20Hook, ExecuteMsg, Ground, InstantiateMsg, LedgerResponse,
    Miss, PlanResponse, PlanRevisionResponse, PlanTerms, QueryMsg, Subscription,
};
use aftercare_interface::{Asset, Page};
use aftercare_sla_escrow::{contract, migrate, ContractError};
use cosmwasm_std::{
    coins, from_json, to_json_binary, Addr, Coin, Deps, Event, Order, Storage, Timestamp, Uint128,
};
use cw20::Cw20ExecuteMsg;
use cw_multi_test::error::AnyResult;
use cw_multi_test::{App, AppResponse, Contract, ContractWrapper, Executor};
use proptest::prelude::ProptestConfig;
use proptest::test_runner::RngSeed;
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
    /// What each accepted message has told, from the beginning.
    pub told: Vec<replay::Told>,
    /// Whether every message is followed by an audit; long runs audit what they arrive at.
    pub audits: bool,
}

/// The whole chain as it was.
#[derive(Clone)]
pub struct Saved {
    records: Vec<cosmwasm_std::Record>,
    block: cosmwasm_std::BlockInfo,
    told: usize,
}

/// So many random cases, or as many as `PROPTEST_CASES` asks for; always the same ones.
pub fn config(cases: u32) -> ProptestConfig {
    let asked = std::env::var("PROPTEST_CASES").ok();
    ProptestConfig {
        cases: asked.and_then(|cases| cases.parse().ok()).unwrap_or(cases),
        rng_seed: RngSeed::Fixed(20_261_122),
        failure_persistence: None,
        max_shrink_iters: 300,
        ..ProptestConfig::default()
    }
}

/// What a long run found, as a file of that name in the folder that `AFTERCARE_EVIDENCE` names.
pub fn evidence(name: &str, figures: &str) {
    if let Ok(folder) = std::env::var("AFTERCARE_EVIDENCE") {
        let path = std::path::Path::new(&folder).join(name);
        std::fs::write(path, figures).unwrap();
    }
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
            audits: true,
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

    /// How many tickets of an agreement the registry counts.
    pub fn tickets(&mut self, agreement: u64, opened: u32, unsettled: u32) {
        let counts = AgreementTickets {
            opened,
            unsettled,
            ..AgreementTickets::default()
        };
        self.registry_says(&agreement_key(agreement), &counts);
    }

    /// The registry's calendar of that number is this owner's.
    pub fn calendar(&mut self, calendar: u64, owner: &Addr) {
        let owner = owner.clone();
        self.registry_says(&calendar_key(calendar), &CalendarHead { owner, version: 1 });
    }

    /// An agent's link to a provider lasts until that second.
    pub fn agent(&mut self, provider: &Addr, agent: &Addr, until: UnixTime) {
        self.registry_says(&agent_key(provider, agent), &until);
    }

    /// A delegate's link to a customer lasts until that second.
    pub fn delegate(&mut self, customer: &Addr, delegate: &Addr, until: UnixTime) {
        self.registry_says(&delegate_key(customer, delegate), &until);
    }

    /// Bytes under a raw key of the registry, whatever they say.
    pub fn registry_babbles(&mut self, key: &[u8], bytes: &[u8]) {
        puppet::say(&mut self.app, &self.registry, (key, bytes));
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

    pub fn save(&self) -> Saved {
        let records = self.app.storage().range(None, None, Order::Ascending);
        Saved {
            records: records.collect(),
            block: self.app.block_info(),
            told: self.told.len(),
        }
    }

    pub fn restore(&mut self, saved: Saved) {
        let records = self.app.storage().range(None, None, Order::Ascending);
        let keys: Vec<Vec<u8>> = records.map(|(key, _)| key).collect();
        let storage = self.app.storage_mut();
        for key in keys {
            storage.remove(&key);
        }
        for (key, value) in saved.records {
            storage.set(&key, &value);
        }
        self.app.set_block(saved.block);
        self.told.truncate(saved.told);
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
        let terms = replay::terms_in(msg);
        self.audited(terms, |app| {
            app.execute_contract(sender.clone(), escrow.clone(), msg, funds)
        })
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
        let known = cosmwasm_std::to_json_vec(hook).and_then(from_json::<Cw20Hook>);
        let terms = known.ok().as_ref().and_then(replay::terms_in_hook);
        self.audited(terms, |app| {
            app.execute_contract(sender.clone(), token.clone(), &send, &[])
        })
    }

    /// Makes the registry book misses that nobody is thanked for.
    pub fn book(&mut self, agreement: u64, misses: &[Miss]) -> AnyResult<AppResponse> {
        self.book_for(agreement, misses, None)
    }

    /// Makes the registry book misses that a keeper brought about.
    pub fn book_for(
        &mut self,
        agreement: u64,
        misses: &[Miss],
        keeper: Option<&Addr>,
    ) -> AnyResult<AppResponse> {
        let msg = ExecuteMsg::BookMisses {
            agreement,
            misses: misses.to_vec(),
            keeper: keeper.map(Addr::to_string),
        };
        self.as_registry(&msg)
    }

    pub fn as_registry(&mut self, msg: &ExecuteMsg) -> AnyResult<AppResponse> {
        let order = puppet::Order::Forward {
            contract: self.escrow.to_string(),
            msg: to_json_binary(msg).unwrap(),
        };
        let (sender, registry) = (self.stranger.clone(), self.registry.clone());
        self.audited(None, |app| {
            app.execute_contract(sender.clone(), registry.clone(), &order, &[])
        })
    }

    fn audited(
        &mut self,
        terms: Option<PlanTerms>,
        act: impl FnOnce(&mut App) -> AnyResult<AppResponse>,
    ) -> AnyResult<AppResponse> {
        if !self.audits {
            return act(&mut self.app);
        }
        let before = self.stored();
        let outcome = act(&mut self.app);
        if outcome.is_err() {
            assert_eq!(before, self.stored(), "a refused message left a trace");
        }
        if let Ok(done) = &outcome {
            let own = |event: &&Event| event.ty.starts_with("wasm-aftercare-sla-escrow-");
            self.told.push(replay::Told {
                at: self.now(),
                terms,
                events: done.events.iter().filter(own).cloned().collect(),
            });
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

    pub fn revise(&mut self, plan: u64, terms: PlanTerms) -> AppResponse {
        self.does(
            &self.provider.clone(),
            ExecuteMsg::RevisePlan { plan, terms },
        )
    }

    /// What a customer signs for the newest revision of a plan.
    pub fn subscription(&self, plan: u64, periods: u32) -> Subscription {
        let newest: PlanResponse = self.ask(QueryMsg::Plan { plan });
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
            beneficiary: None,
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
        let newest: PlanResponse = self.ask(QueryMsg::Plan { plan });
        let asked = self.subscription(plan, periods);
        let done = self.pay(&customer, &asked, &newest.terms.asset).unwrap();
        number(&done, "subscribed", "agreement")
    }

    /// Notice of the customer.
    pub fn gives_notice(&mut self, agreement: u64) -> AppResponse {
        let ground = Ground::Notice {};
        let msg = ExecuteMsg::Terminate { agreement, ground };
        self.does(&self.customer.clone(), msg)
    }

    /// Pays a provider's debt from anybody's pocket.
    pub fn pay_debt(
        &mut self,
        sender: &Addr,
        agreement: u64,
        (asset, amount): (&Asset, u128),
    ) -> AnyResult<AppResponse> {
        match asset {
            Asset::Native { denom } => {
                let funds = coins(amount, denom);
                self.send(sender, &ExecuteMsg::PayDebt { agreement }, &funds)
            }
            Asset::Cw20 { .. } => self.send_token(sender, amount, &Cw20Hook::PayDebt { agreement }),
        }
    }

    /// A stranger settles.
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
        self.audited(None, |app| app.migrate_contract(owner, escrow, &msg, code))
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

    /// All pages of a list.
    pub fn all<T: DeserializeOwned, C: DeserializeOwned>(
        &self,
        ask: impl Fn(Option<C>) -> QueryMsg,
    ) -> Vec<T> {
        let (mut rows, mut start_after) = (vec![], None);
        loop {
            let page: Page<T, C> = self.ask(ask(start_after));
            rows.extend(page.rows);
            start_after = page.next;
            if start_after.is_none() {
                return rows;
            }
        }
    }

    pub fn agreement(&self, agreement: u64) -> AgreementResponse {
        self.ask(QueryMsg::Agreement { agreement })
    }

    pub fn has_agreement(&self, agreement: u64) -> bool {
        let asked = self.try_ask::<AgreementResponse>(QueryMsg::Agreement { agreement });
        asked.is_ok()
    }

    pub fn ledger(&self, agreement: u64) -> LedgerResponse {
        self.ask(QueryMsg::Ledger { agreement })
    }

    pub fn bond(&self, provider: &Addr, asset: &Asset) -> BondResponse {
        self.ask(QueryMsg::Bond {
            provider: provider.to_string(),
            asset: asset.clone(),
        })
    }

    /// Every stored byte of the escrow.
    pub fn stored(&self) -> Vec<cosmwasm_std::Record> {
        self.app.dump_wasm_raw(&self.escrow)
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

/// A text as an address, whether it is one or not.
#[allow(
    clippy::disallowed_methods,
    reason = "tests name what is no address, and read what the chain has spelt"
)]
pub fn unchecked(text: impl Into<String>) -> Addr {
    Addr::unchecked(text)
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

/// The last such event: of several that say what something is now, the one that counts.
pub fn last_event<'a>(done: &'a AppResponse, participle: &str) -> &'a Event {
    let name = format!("wasm-aftercare-sla-escrow-{participle}");
    let mut found = done.events.iter().filter(|event| event.ty == name);
    let last = found.next_back();
    last.unwrap_or_else(|| panic!("no {name} in {:?}", done.events))
}

/// What an event says under a key; `None` where it says nothing.
pub fn said<'a>(event: &'a Event, key: &str) -> Option<&'a str> {
    let mut attributes = event.attributes.iter();
    let found = attributes.find(|attribute| attribute.key == key);
    found.map(|attribute| attribute.value.as_str())
}

pub fn has_event(done: &AppResponse, participle: &str) -> bool {
    let name = format!("wasm-aftercare-sla-escrow-{participle}");
    done.events.iter().any(|event| event.ty == name)
}

pub fn word<'a>(event: &'a Event, key: &str) -> &'a str {
    said(event, key).unwrap_or_else(|| panic!("no {key} in {event:?}"))
}

pub fn number(done: &AppResponse, participle: &str, key: &str) -> u64 {
    word(event(done, participle), key).parse().unwrap()
}
