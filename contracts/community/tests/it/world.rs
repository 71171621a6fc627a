//! A chain with the community contract, named people, an escrow and a registry whose facts a test writes,
//! and tokens. After each message the books are checked against everything that is owed, and after each
//! refusal the contract's storage.

use std::collections::BTreeSet;

use aftercare_community::contract::{execute, instantiate, migrate, query, reply};
use aftercare_community::ContractError;
use aftercare_domain::emission::Emission;
use aftercare_domain::money::Bps;
use aftercare_domain::reward::RATE_ONE;
use aftercare_domain::ticket::CloseReason;
use aftercare_domain::time::{Seconds, UnixTime};
use aftercare_interface::asset::{Claim, ListedAsset, Solvency};
use aftercare_interface::community::{
    AllowanceResponse, AnswerResponse, AwardResponse, AwardStatus, ConfigResponse, Cw20Hook,
    EpochResponse, EpochStatus, ExecuteMsg, InstantiateMsg, Item, NewQuestion, PointsResponse,
    QueryMsg, QuestionResponse, QuestionStatus, QuestionsOf, QuestionsOnly, Weight,
};
use aftercare_interface::raw::{
    fact_key, fee_key, EmissionFact, Layout, Peers, TicketFact, EMISSION_KEY, PEERS_KEY,
};
use aftercare_interface::{Asset, Commitment, Page, Scheme};
use cosmwasm_std::testing::MockApi;
use cosmwasm_std::{
    coin, to_json_binary, Addr, Coin, Decimal, Empty, Event, StdResult, Timestamp, Uint128,
};
use cw20::{BalanceResponse, Cw20Coin, Cw20ExecuteMsg, Cw20QueryMsg, MinterResponse};
use cw_multi_test::{App, AppResponse, Contract, ContractWrapper, Executor};
use serde::de::DeserializeOwned;

use crate::puppets::{puppet_code, token_code, Mischief, MISCHIEF};

pub const START: u64 = 1_800_000_000;
pub const EPOCH: u64 = 604_800;
pub const DAY: u64 = 86_400;
pub const EURO: &str = "ueuro";
pub const STRAY: &str = "ustray";
pub const PURSE: u128 = 1_000_000_000;
pub const PEOPLE: [&str; 7] = ["ada", "bea", "cid", "dan", "eve", "fay", "owner"];
/// Those whom [`World::seat_curators`] names.
pub const CURATORS: [&str; 3] = ["kim", "lea", "moe"];
/// What the reward token lets the contract mint, unless a test says otherwise.
pub const BUDGET: u128 = 1_000_000_000;

pub struct World {
    pub app: App,
    pub community: Addr,
    pub escrow: Addr,
    pub registry: Addr,
    pub token: Addr,
    pub dollar: Addr,
    /// Epochs that were current in some message.
    epochs: BTreeSet<u64>,
    /// Whether people of the crowd have acted.
    crowded: bool,
}

/// People enough to fill every place of a list; what they are owed is counted as everybody's.
pub fn crowd() -> impl Iterator<Item = String> {
    (0..=20).map(|n| format!("neighbour {n}"))
}

pub fn person(name: &str) -> Addr {
    MockApi::default().addr_make(name)
}

pub fn community_code() -> Box<dyn Contract<Empty>> {
    let contract = ContractWrapper::new(execute, instantiate, query);
    Box::new(contract.with_reply(reply).with_migrate(migrate))
}

pub fn euro() -> Asset {
    Asset::native(EURO)
}

pub fn euros(amount: u128) -> [Coin; 1] {
    [coin(amount, EURO)]
}

fn chain() -> App {
    let mut app = App::new(|router, _, storage| {
        for name in PEOPLE.map(String::from).into_iter().chain(crowd()) {
            let purse = vec![coin(PURSE, EURO), coin(PURSE, STRAY)];
            router
                .bank
                .init_balance(storage, &person(&name), purse)
                .unwrap();
        }
    });
    app.update_block(|block| block.time = Timestamp::from_seconds(START));
    app
}

fn token_setup(minter: &Addr) -> cw20_base::msg::InstantiateMsg {
    let purse = |name: &&str| Cw20Coin {
        address: person(name).into(),
        amount: PURSE.into(),
    };
    cw20_base::msg::InstantiateMsg {
        name: "A token".into(),
        symbol: "TOKEN".into(),
        decimals: 6,
        initial_balances: PEOPLE.iter().map(purse).collect(),
        mint: Some(MinterResponse {
            minter: minter.to_string(),
            cap: None,
        }),
        marketing: None,
    }
}

/// What a token may mint in one endless epoch.
pub fn emission(left: u128) -> EmissionFact {
    let emission = Emission {
        cap: u128::MAX,
        minted: 0,
        start: UnixTime(START),
        epoch_length: Seconds::days(366),
        budget: left,
        decay: Bps(0),
        epoch: 0,
        minted_in_epoch: 0,
        carried: 0,
    };
    EmissionFact {
        emission,
        minter: None,
        next_minter: None,
    }
}

pub fn fact(customer: &str, final_at: u64) -> TicketFact {
    TicketFact {
        agreement: Some(1),
        customer: person(customer),
        provider: person("fay"),
        final_at: UnixTime(final_at),
        reason: CloseReason::Confirmed.index(),
        rated: true,
        cited: vec![],
    }
}

pub fn commitment() -> Commitment {
    Commitment {
        hash: [7; 32].into(),
        media_type: "text/markdown".into(),
        size: 400,
        scheme: Scheme::Sha256Salted,
    }
}

pub fn question() -> NewQuestion {
    NewQuestion {
        topic: "backup".into(),
        product: "vault 3".into(),
        versions: None,
        provider: None,
        content: commitment(),
    }
}

pub fn answer(question: u64) -> ExecuteMsg {
    ExecuteMsg::Answer {
        question,
        content: commitment(),
    }
}

pub fn thank(question: u64, answer: u32, points: u128) -> ExecuteMsg {
    ExecuteMsg::Thank {
        item: Item::Answer { question, answer },
        points: points.into(),
    }
}

pub fn accept(question: u64, weights: &[(u32, u32)]) -> ExecuteMsg {
    let weight = |(answer, share): &(u32, u32)| Weight {
        answer: *answer,
        share: Bps(*share),
    };
    ExecuteMsg::Accept {
        question,
        weights: weights.iter().map(weight).collect(),
    }
}

pub fn poke(question: u64) -> ExecuteMsg {
    ExecuteMsg::Poke { question }
}

pub fn claim(owner: &str, epochs: &[u64]) -> ExecuteMsg {
    ExecuteMsg::Claim {
        owner: person(owner).into(),
        epochs: epochs.to_vec(),
    }
}

/// Events of this contract have the chain's prefix and the contract's address in front.
pub fn event(response: &AppResponse, expected: impl Into<Event>) -> bool {
    let mut expected = expected.into();
    expected.ty = format!("wasm-{}", expected.ty);
    response.events.iter().any(|event| {
        let mut event = event.clone();
        event
            .attributes
            .retain(|attribute| attribute.key != "_contract_address");
        event == expected
    })
}

pub struct Setup {
    pub app: App,
    pub escrow: Addr,
    pub registry: Addr,
    pub msg: InstantiateMsg,
}

impl Setup {
    pub fn new() -> Self {
        let mut app = chain();
        let puppet = app.store_code(puppet_code());
        let owner = person("owner");
        let mut place = |label: &str| {
            app.instantiate_contract(puppet, owner.clone(), &Empty {}, &[], label, None)
                .unwrap()
        };
        let (escrow, registry) = (place("escrow"), place("registry"));
        let peers = Peers {
            escrow: escrow.clone(),
        };
        app.contract_storage_mut(&registry)
            .set(PEERS_KEY, &peers.encode());
        let msg = InstantiateMsg {
            owner: owner.into(),
            escrow: escrow.to_string(),
            registry: registry.to_string(),
            epoch_start: UnixTime(START),
            epoch_length: Seconds(EPOCH),
            silence_threshold: Bps(100),
        };
        Self {
            app,
            escrow,
            registry,
            msg,
        }
    }

    pub fn instantiate(mut self, funds: &[Coin]) -> Result<World, ContractError> {
        let code = self.app.store_code(community_code());
        let owner = person("owner");
        let admin = Some(person("admin").to_string());
        let community = self
            .app
            .instantiate_contract(code, owner.clone(), &self.msg, funds, "community", admin)
            .map_err(|error| error.downcast::<ContractError>().unwrap())?;
        let code = self.app.store_code(token_code());
        let setup = token_setup(&community);
        let mut place = |label: &str| {
            let app = &mut self.app;
            app.instantiate_contract(code, owner.clone(), &setup, &[], label, None)
                .unwrap()
        };
        let (token, dollar) = (place("reward"), place("dollar"));
        Ok(World {
            app: self.app,
            community,
            escrow: self.escrow,
            registry: self.registry,
            token,
            dollar,
            epochs: BTreeSet::new(),
            crowded: false,
        })
    }
}

impl World {
    /// Instantiated, nothing else.
    pub fn bare() -> Self {
        let mut world = Setup::new().instantiate(&[]).unwrap();
        world.set_emission(BUDGET);
        world
    }

    /// Instantiated, its token named.
    pub fn wired() -> Self {
        let mut world = Self::bare();
        let token = world.token.to_string();
        world.act("owner", &ExecuteMsg::Wire { token }).unwrap();
        world
    }

    /// Wired, coin and token listed, one point a base unit of either in force; in the first second of epoch
    /// 1.
    pub fn new() -> Self {
        let mut world = Self::wired();
        for asset in [euro(), world.dollar()] {
            world
                .act(
                    "owner",
                    &ExecuteMsg::ListAsset {
                        asset: asset.clone(),
                    },
                )
                .unwrap();
            let rate = Decimal::one();
            world
                .act("owner", &ExecuteMsg::SetRate { asset, rate })
                .unwrap();
        }
        world.at(START + EPOCH);
        world
    }

    pub fn dollar(&self) -> Asset {
        Asset::cw20(&self.dollar)
    }

    pub fn reward(&self) -> Asset {
        Asset::cw20(&self.token)
    }

    pub fn now(&self) -> u64 {
        self.app.block_info().time.seconds()
    }

    pub fn at(&mut self, second: u64) {
        self.app
            .update_block(|block| block.time = Timestamp::from_seconds(second));
    }

    pub fn wait(&mut self, span: u64) {
        self.at(self.now() + span);
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
        let community = self.community.clone();
        self.crowded |= name.starts_with("neighbour");
        self.checked(|app| app.execute_contract(person(name), community, msg, funds))
    }

    /// A bounty in a token comes through the token's `send`.
    pub fn ask_in(
        &mut self,
        token: &Addr,
        name: &str,
        amount: u128,
    ) -> Result<AppResponse, ContractError> {
        self.send_in(token, (name, amount), &Cw20Hook::Ask(question()))
    }

    /// Money in a token comes through its `send`.
    pub fn send_in(
        &mut self,
        token: &Addr,
        (name, amount): (&str, u128),
        hook: &Cw20Hook,
    ) -> Result<AppResponse, ContractError> {
        let send = Cw20ExecuteMsg::Send {
            contract: self.community.to_string(),
            amount: amount.into(),
            msg: to_json_binary(hook).unwrap(),
        };
        let token = token.clone();
        self.checked(|app| app.execute_contract(person(name), token, &send, &[]))
    }

    fn checked(
        &mut self,
        message: impl FnOnce(&mut App) -> cw_multi_test::error::AnyResult<AppResponse>,
    ) -> Result<AppResponse, ContractError> {
        let before = self.app.dump_wasm_raw(&self.community);
        self.epochs.insert(self.config().epoch);
        let result = message(&mut self.app);
        self.check_books();
        result.map_err(|error| {
            assert_eq!(before, self.app.dump_wasm_raw(&self.community));
            error.downcast::<ContractError>().unwrap()
        })
    }

    /// Three curators in force, who hold no money.
    pub fn seat_curators(&mut self) {
        let curators = CURATORS.map(|name| person(name).into()).to_vec();
        let msg = ExecuteMsg::SetCurators { curators };
        self.act("owner", &msg).unwrap();
        self.wait(7 * DAY);
    }

    /// Asks, and says which question it is.
    pub fn asked(&mut self, name: &str, funds: &[Coin]) -> u64 {
        self.act_with(name, &ExecuteMsg::Ask(question()), funds)
            .unwrap();
        self.questions().last().unwrap().question
    }

    /// The escrow has burnt this much on behalf of an account, ever.
    pub fn burnt(&mut self, name: &str, asset: &Asset, ever: u128) {
        let key = fee_key(&person(name), asset);
        let escrow = self.escrow.clone();
        self.app
            .contract_storage_mut(&escrow)
            .set(&key, &ever.encode());
    }

    /// The registry has closed a ticket.
    pub fn closed(&mut self, ticket: u64, fact: &TicketFact) {
        let registry = self.registry.clone();
        let bytes = fact.encode();
        self.app
            .contract_storage_mut(&registry)
            .set(&fact_key(ticket), &bytes);
    }

    pub fn set_emission(&mut self, left: u128) {
        let token = self.token.clone();
        let bytes = emission(left).encode();
        self.app
            .contract_storage_mut(&token)
            .set(EMISSION_KEY, &bytes);
    }

    pub fn misbehave(&mut self, token: &Addr, mischief: Option<&Mischief>) {
        let mut storage = self.app.contract_storage_mut(token);
        match mischief {
            Some(mischief) => MISCHIEF.save(storage.as_mut(), mischief),
            None => MISCHIEF.remove(storage.as_mut()),
        }
    }

    pub fn ask<T: DeserializeOwned>(&self, msg: &QueryMsg) -> T {
        self.try_ask(msg).unwrap()
    }

    pub fn try_ask<T: DeserializeOwned>(&self, msg: &QueryMsg) -> StdResult<T> {
        self.app.wrap().query_wasm_smart(&self.community, msg)
    }

    pub fn config(&self) -> ConfigResponse {
        self.ask(&QueryMsg::Config {})
    }

    pub fn allowance(&self, name: &str) -> (u128, u128) {
        let account = person(name).into();
        let held: AllowanceResponse = self.ask(&QueryMsg::Allowance { account });
        (held.feedback.u128(), held.thanks.u128())
    }

    pub fn points(&self, name: &str, epoch: u64) -> PointsResponse {
        let owner = person(name).into();
        self.ask(&QueryMsg::Points { owner, epoch })
    }

    pub fn epoch(&self, epoch: u64) -> EpochResponse {
        self.ask(&QueryMsg::Epoch { epoch })
    }

    pub fn question(&self, question: u64) -> QuestionResponse {
        self.ask(&QueryMsg::Question { question })
    }

    pub fn questions(&self) -> Vec<QuestionResponse> {
        let (mut all, mut start_after) = (vec![], None);
        loop {
            let limit = Some(30);
            let page = self.list((None, None), start_after, limit);
            all.extend(page.rows);
            match page.next {
                Some(next) => start_after = Some(next),
                None => return all,
            }
        }
    }

    pub fn list(
        &self,
        (of, only): (Option<QuestionsOf>, Option<QuestionsOnly>),
        start_after: Option<u64>,
        limit: Option<u32>,
    ) -> Page<QuestionResponse, u64> {
        self.ask(&QueryMsg::Questions {
            of,
            only,
            start_after,
            limit,
        })
    }

    pub fn answers(&self, question: u64) -> Vec<AnswerResponse> {
        let msg = QueryMsg::Answers {
            question,
            start_after: None,
            limit: Some(30),
        };
        self.ask::<Page<AnswerResponse, u32>>(&msg).rows
    }

    pub fn claim_of(&self, name: &str, asset: &Asset) -> u128 {
        self.claim_by(&person(name), asset)
    }

    /// The contract's own claim is what could not be burnt.
    pub fn claim_by(&self, owner: &Addr, asset: &Asset) -> u128 {
        let msg = QueryMsg::Claims {
            owner: owner.to_string(),
            start_after: None,
            limit: Some(30),
        };
        let claims = self.ask::<Page<Claim, String>>(&msg).rows;
        let mine = claims.iter().filter(|claim| claim.asset == *asset);
        mine.map(|claim| claim.amount.u128()).sum()
    }

    pub fn balance(&self, holder: &Addr, asset: &Asset) -> u128 {
        match asset {
            Asset::Native { denom } => self
                .app
                .wrap()
                .query_balance(holder, denom)
                .unwrap()
                .amount
                .u128(),
            Asset::Cw20 { address } => {
                let msg = Cw20QueryMsg::Balance {
                    address: holder.to_string(),
                };
                let answer: BalanceResponse =
                    self.app.wrap().query_wasm_smart(address, &msg).unwrap();
                answer.balance.u128()
            }
        }
    }

    pub fn held(&self, name: &str, asset: &Asset) -> u128 {
        self.balance(&person(name), asset)
    }

    pub fn solvency(&self, asset: &Asset) -> Solvency {
        self.ask(&QueryMsg::Solvency {
            asset: asset.clone(),
        })
    }

    /// Σ named accounts = accounts = holdings − surplus, in every asset; and each epoch's points.
    pub fn check_books(&self) {
        let msg = QueryMsg::Assets {
            start_after: None,
            limit: Some(30),
        };
        for listed in self.ask::<Page<ListedAsset, String>>(&msg).rows {
            let solvency = self.solvency(&listed.asset);
            let owed = self.bounties(&listed.asset)
                + self.epoch_tokens(&listed.asset)
                + self.budgets(&listed.asset);
            let claims: u128 = PEOPLE
                .iter()
                .map(|name| self.claim_of(name, &listed.asset))
                .sum();
            let claims = claims + self.further_claims(&listed.asset);
            assert_eq!(solvency.accounts.u128(), owed + claims, "{}", listed.asset);
            assert_eq!(
                solvency.holdings,
                solvency.accounts + solvency.surplus,
                "{}",
                listed.asset
            );
            assert_eq!(solvency.shortfall, Uint128::zero());
        }
        self.check_epochs();
    }

    fn further_claims(&self, asset: &Asset) -> u128 {
        let crowd = crowd().filter(|_| self.crowded);
        let claims = crowd.map(|name| self.claim_of(&name, asset));
        claims.sum::<u128>() + self.claim_by(&self.community, asset)
    }

    fn bounties(&self, asset: &Asset) -> u128 {
        let held = self.questions().into_iter().filter_map(|question| {
            let bounty = question.bounty.filter(|bounty| bounty.asset == *asset)?;
            Some(match question.status {
                QuestionStatus::Open | QuestionStatus::Undecided => bounty.amount.u128(),
                QuestionStatus::Accepted | QuestionStatus::DecidedForAnswer => {
                    self.awards(question.question, bounty.amount.u128())
                }
                QuestionStatus::Refunded | QuestionStatus::Withdrawn | QuestionStatus::Closed => 0,
            })
        });
        held.sum()
    }

    /// Awards always sum to the bounty; what is still held of them, and bonds of challenges under way.
    fn awards(&self, question: u64, bounty: u128) -> u128 {
        let answers = self.answers(question);
        let awards = answers.iter().filter_map(|answer| answer.award.as_ref());
        let sum: u128 = awards.clone().map(|award| award.amount.u128()).sum();
        assert_eq!(sum, bounty);
        let gone = [AwardStatus::Paid, AwardStatus::Reversed];
        let held = awards.filter(|award| !gone.contains(&award.status));
        let held: u128 = held.map(|award| award.amount.u128()).sum();
        held + answers.iter().map(bond_under_way).sum::<u128>()
    }

    fn epoch_tokens(&self, asset: &Asset) -> u128 {
        if *asset != self.reward() {
            return 0;
        }
        let epochs = self.epochs.iter().map(|epoch| self.epoch(*epoch));
        epochs
            .map(|epoch| (epoch.minted - epoch.claimed - epoch.recalled).u128())
            .sum::<u128>()
            + self.config().carry.u128()
    }

    fn check_epochs(&self) {
        let mut open = 0;
        for number in &self.epochs {
            let epoch = self.epoch(*number);
            if epoch.points.is_zero() {
                continue;
            }
            let points = PEOPLE
                .iter()
                .map(|name| self.points(name, *number).points.u128());
            assert_eq!(points.sum::<u128>(), (epoch.points - epoch.voided).u128());
            assert!(epoch.minted.u128() <= epoch.points.u128() / 2);
            assert!(epoch.claimed + epoch.recalled <= epoch.minted);
            open += u32::from(epoch.status == EpochStatus::Open);
        }
        assert!(open <= 1, "{open} epochs are open");
    }
}

/// A rate of so many points a base unit.
pub fn points_a_unit(points: u128) -> Decimal {
    Decimal::raw(points * RATE_ONE)
}

fn bond_under_way(answer: &AnswerResponse) -> u128 {
    let challenged = |award: &AwardResponse| award.status == AwardStatus::Challenged;
    let under_way = answer.award.as_ref().is_some_and(challenged);
    let bond = answer.challenge.as_ref().filter(|_| under_way);
    bond.map_or(0, |challenge| challenge.bond.u128())
}

/// An answer's award in base units; 0 where it has none.
pub fn award(answer: &AnswerResponse) -> u128 {
    answer.award.as_ref().map_or(0, |award| award.amount.u128())
}

/// Whether an answer's award was paid.
pub fn is_paid(answer: &AnswerResponse) -> bool {
    let award = answer.award.as_ref();
    award.is_some_and(|award| award.status == AwardStatus::Paid)
}
