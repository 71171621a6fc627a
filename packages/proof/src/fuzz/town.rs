//! A prepared world: what a few scenarios, one after the other in one suite, leave behind.

use std::collections::BTreeMap;

use aftercare_domain::time::UnixTime;
use aftercare_engine::{Code, Engine, Failure, Native};
use aftercare_testing::scenario::{scenarios, PEOPLE};
use aftercare_testing::{World, PURSE};
use cosmwasm_std::{from_json, Addr, Coin, Uint128};
use cw20::Cw20Coin;
use serde_json::Value;

use super::act::Before;
use super::dice::Dice;
use super::door::Kind;
use super::known::Known;
use super::recorder::Recorder;
use super::schema::Examples;

/// Monday, 2 March 2026, 09:00 UTC.
const START: UnixTime = UnixTime(1_772_442_000);
/// Who sends messages.
const SENDERS: [&str; 9] = [
    "provider",
    "agent",
    "customer",
    "neighbour",
    "member",
    "keeper",
    "owner",
    "fee sink",
    "stranger",
];

/// A world with a past.
pub struct Town {
    /// The suite and its people.
    pub world: World<Native>,
    /// A token that nobody listed; everybody holds some.
    pub unlisted: Addr,
    /// What there is to name.
    pub known: Known,
    /// How many scenarios were played to their end.
    pub played: u64,
    /// What every byte was before the next message, if somebody has looked since the last change.
    pub(super) before: Option<Before>,
}

impl Town {
    /// Plays so many scenarios, chosen by the dice. One that no longer fits after those before it stops where
    /// it stands, and what it did remains.
    ///
    /// # Errors
    /// Where the suite cannot be deployed.
    pub fn new(times: usize, dice: &mut Dice) -> Result<Self, Failure> {
        let mut world = World::new(Native::new(START), &PEOPLE)?;
        let all = scenarios::<Native>();
        let mut played = 0u64;
        for _ in 0..times {
            let chosen = dice.pick(&all);
            let done = chosen.is_some_and(|it| (it.play)(&mut world).is_ok());
            played = played.saturating_add(done.into());
        }
        let unlisted = foreign_token(&mut world.engine)?;
        let mut town = Self {
            known: Known::default(),
            world,
            unlisted,
            played,
            before: None,
        };
        town.known.addresses = town.addresses();
        town.look();
        Ok(town)
    }

    /// Looks at the clock again.
    pub fn look(&mut self) {
        self.known.now = self.world.now().0;
    }

    fn addresses(&mut self) -> Vec<String> {
        let mut all: Vec<String> = Kind::ALL
            .map(|kind| self.contract(kind).to_string())
            .to_vec();
        all.extend(SENDERS.map(|name| self.world.person(name).to_string()));
        all.extend(PEOPLE.map(|name| self.world.person(name).to_string()));
        all.push(self.unlisted.to_string());
        if let aftercare_interface::Asset::Cw20 { address } = &self.world.dollar {
            all.push(address.to_string());
        }
        all
    }

    /// The address of a contract.
    #[must_use]
    pub fn contract(&self, kind: Kind) -> Addr {
        let suite = &self.world.suite;
        match kind {
            Kind::Escrow => &suite.escrow,
            Kind::Registry => &suite.registry,
            Kind::Token => &suite.token,
            Kind::Community => &suite.community,
        }
        .clone()
    }

    /// Somebody to send a message.
    pub fn sender(&mut self, dice: &mut Dice) -> Addr {
        let name: &str = dice.one_of(&SENDERS);
        self.world.person(name)
    }

    /// What does not add up in the books, if anything.
    ///
    /// # Errors
    /// Where a contract does not answer.
    pub fn unbalanced(&self) -> Result<Option<String>, Failure> {
        let rows = self.world.solvency()?;
        let wrong = rows.iter().find(|(_, row)| {
            let held = row.accounts.checked_add(row.surplus);
            held != row.holdings.checked_add(row.shortfall) || !row.shortfall.is_zero()
        });
        Ok(wrong.map(|(contract, row)| format!("books of {contract}: {row:?}")))
    }
}

fn foreign_token(engine: &mut Native) -> Result<Addr, Failure> {
    let purse = |name: &&str| Cw20Coin {
        address: engine.account(name).to_string(),
        amount: Uint128::new(PURSE),
    };
    let message = cw20_base::msg::InstantiateMsg {
        name: "Unlisted".to_owned(),
        symbol: "NONE".to_owned(),
        decimals: 6,
        initial_balances: SENDERS.iter().map(purse).collect(),
        mint: None,
        marketing: None,
    };
    let owner = engine.account("owner");
    engine.instantiate(&owner, Code::Cw20, &message)
}

/// What the scenarios sent and contracts accepted.
#[derive(Default)]
pub struct Sent {
    /// Messages by contract and name.
    pub messages: BTreeMap<&'static str, Examples>,
    /// The coins that came with each name.
    pub funds: BTreeMap<String, Vec<Vec<Coin>>>,
    /// What came inside the `send` of a token.
    pub hooks: Examples,
    /// What contracts were made with.
    pub setups: BTreeMap<&'static str, Examples>,
}

impl Sent {
    /// Plays every scenario once, each in a world of its own.
    ///
    /// # Errors
    /// A scenario that cannot be played.
    pub fn record() -> Result<Self, Failure> {
        let mut sent = Self::default();
        for scenario in scenarios::<Recorder>() {
            let mut world = World::new(Recorder::new(START), &PEOPLE)?;
            (scenario.play)(&mut world)?;
            sent.keep(&world);
        }
        Ok(sent)
    }

    fn keep(&mut self, world: &World<Recorder>) {
        for (code, message) in &world.engine.made {
            if let Some(kind) = Kind::of(*code) {
                let examples = self.setups.entry(kind.name()).or_default();
                keep(examples, String::new(), message.clone());
            }
        }
        let suite = &world.suite;
        for call in &world.engine.accepted {
            let Ok(message) = from_json::<Value>(&call.message) else {
                continue;
            };
            let to = |address: &Addr| call.contract == address;
            let contract = match () {
                () if to(&suite.escrow) => Kind::Escrow,
                () if to(&suite.registry) => Kind::Registry,
                () if to(&suite.community) => Kind::Community,
                () if to(&suite.token) => Kind::Token,
                () => {
                    self.keep_hook(&message);
                    continue;
                }
            };
            let name = name_of(&message);
            self.funds
                .entry(name.clone())
                .or_default()
                .push(call.funds.clone());
            let examples = self.messages.entry(contract.name()).or_default();
            keep(examples, name, message);
        }
    }

    fn keep_hook(&mut self, message: &Value) {
        let inner = message.pointer("/send/msg").and_then(Value::as_str);
        let inner = inner.and_then(|text| cosmwasm_std::Binary::from_base64(text).ok());
        let inner: Option<Value> = inner.and_then(|bytes| from_json(bytes).ok());
        if let Some(inner) = inner {
            keep(&mut self.hooks, name_of(&inner), inner);
        }
    }
}

/// Enough of each kind.
const EXAMPLES: usize = 40;

fn keep(examples: &mut Examples, name: String, message: Value) {
    let all = examples.entry(name).or_default();
    if all.len() < EXAMPLES && !all.contains(&message) {
        all.push(message);
    }
}

/// The name of a message's variant.
pub(super) fn name_of(message: &Value) -> String {
    let first = message.as_object().and_then(|fields| fields.keys().next());
    first.cloned().unwrap_or_default()
}
