//! The deployed suite, the people on it, and the model of what they do.

use std::cell::Cell;

use aftercare_domain::time::{Seconds, UnixTime, DAY};
use aftercare_engine::suite::{escrow_message, registry_message};
use aftercare_engine::{Code, Engine, Failure, Native, Settings, Suite};
use aftercare_suite_model::community::{Community, Pair, Rate};
use aftercare_suite_model::token::{Emission, Token};
use aftercare_suite_model::{Act, Asset, Ownership, People, Purses};
use aftercare_testing::{World, EURO, PURSE};
use cosmwasm_std::coin;

use super::life::Sent;
use super::message::{address, message};
use super::{Fact, Facts};

/// Those who live; the last one is the owner.
pub const PEOPLE: [&str; 8] = ["ada", "bea", "cid", "dan", "eve", "fay", "gus", "owner"];
/// A coin that is not listed to begin with.
pub const STRAY: &str = "ustray";
/// The first second.
pub const START: u64 = 1_800_000_000;

/// A deployed suite, and its model.
pub struct Ground {
    /// What runs the contracts.
    pub engine: Native,
    /// Where they are.
    pub suite: Suite,
    /// Addresses of [`PEOPLE`], in their order.
    pub people: Vec<String>,
    /// Coin, token, reward token, and a coin that is not listed.
    pub assets: Vec<Asset>,
    /// Escrow and registry of the first pair, and of one that may be added.
    pub pairs: [(String, String); 2],
    /// What they say.
    pub facts: Facts,
    /// What should be.
    pub model: People,
    /// How many values were compared.
    pub compared: Cell<u64>,
}

impl Ground {
    /// Deployed and wired; one point a base unit of coin and token.
    ///
    /// # Errors
    /// The first message that is refused.
    pub fn new() -> Result<Self, Failure> {
        let mut world = World::new(Native::new(UnixTime(START)), &PEOPLE)?;
        let people = PEOPLE.map(|name| world.engine.account(name));
        for person in &people {
            world.engine.fund(person, coin(PURSE, STRAY))?;
        }
        let further = further_pair(&mut world)?;
        let suite = world.suite.clone();
        let first = (suite.escrow.to_string(), suite.registry.to_string());
        let dollar = match &world.dollar {
            aftercare_interface::Asset::Cw20 { address } => address.to_string(),
            aftercare_interface::Asset::Native { denom } => denom.clone(),
        };
        let assets = vec![
            Asset::Native(EURO.to_owned()),
            Asset::Cw20(dollar),
            Asset::Cw20(suite.token.to_string()),
            Asset::Native(STRAY.to_owned()),
        ];
        let people = people.map(|person| person.to_string()).to_vec();
        let pairs = [first, further];
        let model = model(&suite, (&people, &assets), &pairs);
        let mut facts = Facts::default();
        for (escrow, registry) in &pairs {
            facts.escrows.insert(registry.clone(), escrow.clone());
        }
        Ok(Self {
            engine: world.engine,
            suite,
            people,
            assets,
            pairs,
            facts,
            model,
            compared: Cell::new(0),
        })
    }

    /// Notes a fact.
    pub fn note(&mut self, fact: &Fact) {
        self.facts.note(fact, &mut self.engine);
    }

    /// Sends a message.
    ///
    /// # Errors
    /// What the contracts refuse.
    pub fn send(&mut self, sent: &Sent) -> Result<(), Failure> {
        let Sent { sender, act, funds } = sent;
        let written =
            message(act, &self.suite.community).map_err(|error| Failure::new(error.to_string()))?;
        let (message, token) = written;
        let contract = match (act, token) {
            (Act::Community(_), _) => self.suite.community.clone(),
            (_, Some(token)) => address(&token),
            _ => self.suite.token.clone(),
        };
        let mut coins: Vec<_> = funds
            .iter()
            .map(|(denom, amount)| coin(*amount, denom))
            .collect();
        coins.sort_by(|a, b| a.denom.cmp(&b.denom));
        let sender = address(sender);
        self.engine
            .execute(&sender, &contract, &message, &coins)
            .map(drop)
    }

    /// The name of an address.
    #[must_use]
    pub fn name(&self, account: &str) -> String {
        let mut people = self.people.iter().zip(PEOPLE);
        let known = people.find(|(address, _)| *address == account);
        known.map_or_else(|| account.to_owned(), |(_, name)| name.to_owned())
    }
}

/// A further escrow and registry, which the community may be told of.
fn further_pair(world: &mut World<Native>) -> Result<(String, String), Failure> {
    let owner = world.engine.account("owner");
    let settings = Settings {
        owner: owner.clone(),
        fee_sink: world.engine.account("fee sink"),
        protocol_fee: aftercare_domain::money::Bps(100),
        burn_share: aftercare_domain::money::Bps(5_000),
        assets: vec![],
    };
    let engine = &mut world.engine;
    let escrow = engine.instantiate(&owner, Code::SlaEscrow, &escrow_message(&settings))?;
    let message = registry_message(&escrow);
    let registry = engine.instantiate(&owner, Code::TicketRegistry, &message)?;
    Ok((escrow.to_string(), registry.to_string()))
}

/// What the deployment leaves.
fn model(
    suite: &Suite,
    (people, assets): (&[String], &[Asset]),
    pairs: &[(String, String); 2],
) -> People {
    let mut purses = Purses::default();
    let reward = Asset::Cw20(suite.token.to_string());
    for person in people {
        for asset in assets.iter().filter(|asset| **asset != reward) {
            purses.put(person, asset, PURSE);
        }
    }
    let owner = people.last().cloned().unwrap_or_default();
    let token = token(suite, &owner);
    let community = community(suite, (&owner, assets), pairs);
    People::new(purses, token, community)
}

fn token(suite: &Suite, owner: &str) -> Token {
    Token {
        address: suite.token.to_string(),
        ownership: owned(owner),
        allowances: Default::default(),
        supply: 0,
        emission: Emission {
            cap: 1_000_000_000_000_000,
            minted: 0,
            start: UnixTime(START),
            epoch_length: Seconds(7 * DAY),
            budget: 5_000_000_000_000,
            decay: aftercare_domain::money::Bps(50),
            epoch: 0,
            minted_in_epoch: 0,
            carried: 0,
        },
        minter: Some(suite.community.to_string()),
        next_minter: None,
    }
}

fn owned(owner: &str) -> Ownership {
    Ownership {
        owner: owner.to_owned(),
        next: None,
    }
}

fn community(
    suite: &Suite,
    (owner, assets): (&str, &[Asset]),
    pairs: &[(String, String); 2],
) -> Community {
    let rate = Rate {
        rate: 1_000_000_000_000_000_000,
        next: None,
    };
    let (escrow, registry) = pairs[0].clone();
    Community {
        address: suite.community.to_string(),
        ownership: owned(owner),
        epoch_start: UnixTime(START),
        epoch_length: Seconds(7 * DAY),
        silence_threshold: 100,
        pairs: vec![Pair {
            escrow,
            registry,
            from: UnixTime(START),
        }],
        assets: assets.iter().take(3).map(|it| (it.clone(), true)).collect(),
        rates: assets.iter().take(2).map(|it| (it.clone(), rate)).collect(),
        least_bonds: Default::default(),
        members: Default::default(),
        pool: 0,
        part: None,
        curators: Default::default(),
        experts: Default::default(),
        registered: Default::default(),
        helped: Default::default(),
        epochs: Default::default(),
        carry: 0,
        tallies: Default::default(),
        words: Default::default(),
        questions: Default::default(),
        knowledge: Default::default(),
        budgets: Default::default(),
        void_votes: Default::default(),
        claims: Default::default(),
    }
}
