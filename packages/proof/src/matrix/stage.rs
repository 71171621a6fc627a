//! A world in a state, and the objects that messages are about.

use std::collections::BTreeMap;

use aftercare_domain::time::{Seconds, UnixTime};
use aftercare_engine::{Code, Engine, Failure, Native};
use aftercare_testing::{number, Events, World, EURO};
use cosmwasm_std::{coin, Addr, Coin};
use serde_json::{json, Value};

use super::cast;

/// Monday, 2 March 2026, 09:00 UTC.
pub const START: UnixTime = UnixTime(1_772_442_000);
/// No object has this number.
const NOBODY: u64 = 999;

/// Whose object a message is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum About {
    /// That of the customer and its provider, in the state that is looked at.
    Own,
    /// That of another customer and provider, fresh.
    Other,
    /// One that there is not.
    Absent,
}

/// A message on its way.
#[derive(Clone, Debug)]
pub struct Sent {
    /// To which contract.
    pub to: Addr,
    /// The message.
    pub message: Value,
    /// What comes with it.
    pub funds: Vec<Coin>,
}

/// A world, its contracts, and the numbers of what was made in it.
pub struct Stage {
    /// The suite and its people.
    pub world: World<Native>,
    /// The token that is listed.
    pub dollar: Addr,
    /// A token that nobody listed.
    pub hostile: Addr,
    /// Whose object the next message is about.
    pub about: About,
    notes: BTreeMap<(About, &'static str), Value>,
    /// Addresses that were asked for before.
    known: BTreeMap<&'static str, Addr>,
}

type Told = Result<(), Failure>;

impl Stage {
    /// A deployed suite, everybody with a purse, a pauser named.
    ///
    /// # Errors
    /// The first message that is refused.
    pub fn new() -> Result<Self, Failure> {
        let mut world = World::new(Native::new(START), cast::PEOPLE)?;
        let keeper = world.person("keeper");
        let token =
            json!({"name": "Hostile", "symbol": "BAD", "decimals": 6, "initial_balances": []});
        let hostile = world.engine.instantiate(&keeper, Code::Cw20, &token)?;
        let dollar = match &world.dollar {
            aftercare_interface::Asset::Cw20 { address } => address.clone(),
            aftercare_interface::Asset::Native { .. } => keeper,
        };
        let mut stage = Self {
            world,
            dollar,
            hostile,
            about: About::Own,
            notes: BTreeMap::new(),
            known: BTreeMap::new(),
        };
        let pauser = stage.person("pauser");
        stage.escrow("owner", json!({"set_pauser": {"pauser": pauser}}))?;
        Ok(stage)
    }

    /// The address of a role.
    pub fn address(&mut self, role: &'static str) -> Addr {
        if let Some(known) = self.known.get(role) {
            return known.clone();
        }
        let address = cast::address(self, role);
        self.known.insert(role, address.clone());
        address
    }

    /// The address of a role, as text.
    pub fn person(&mut self, role: &str) -> String {
        cast::address(self, role).into_string()
    }

    /// Somebody sends a message that must be accepted.
    ///
    /// # Errors
    /// Where it is not.
    pub fn send(&mut self, role: &str, sent: &Sent) -> Result<Events, Failure> {
        let sender = cast::address(self, role);
        let outcome = self
            .world
            .engine
            .execute(&sender, &sent.to, &sent.message, &sent.funds);
        outcome.map_err(|failure| Failure::new(format!("{role}: {}: {failure}", sent.message)))
    }

    /// A message to the escrow.
    ///
    /// # Errors
    /// Where it is refused.
    pub fn escrow(&mut self, role: &str, message: Value) -> Result<Events, Failure> {
        let sent = self.to_escrow(message);
        self.send(role, &sent)
    }

    /// A message to the registry.
    ///
    /// # Errors
    /// Where it is refused.
    pub fn registry(&mut self, role: &str, message: Value) -> Result<Events, Failure> {
        let sent = self.to_registry(message);
        self.send(role, &sent)
    }

    /// A message to the community.
    ///
    /// # Errors
    /// Where it is refused.
    pub fn community(&mut self, role: &str, message: Value) -> Result<Events, Failure> {
        let sent = self.to_community(message);
        self.send(role, &sent)
    }

    /// A message for the escrow.
    #[must_use]
    pub fn to_escrow(&self, message: Value) -> Sent {
        plain(&self.world.suite.escrow, message)
    }

    /// A message for the registry.
    #[must_use]
    pub fn to_registry(&self, message: Value) -> Sent {
        plain(&self.world.suite.registry, message)
    }

    /// A message for the community.
    #[must_use]
    pub fn to_community(&self, message: Value) -> Sent {
        plain(&self.world.suite.community, message)
    }

    /// Lets time pass.
    ///
    /// # Errors
    /// Those of the engine.
    pub fn wait(&mut self, span: Seconds) -> Told {
        self.world.wait(span)
    }

    /// Seconds from now, as messages write them.
    #[must_use]
    pub fn after(&self, span: Seconds) -> Value {
        json!(self.world.now().plus(span))
    }

    /// Keeps what later messages need, as of whom the stage is about now.
    pub fn note(&mut self, name: &'static str, value: impl Into<Value>) {
        self.notes.insert((self.about, name), value.into());
    }

    /// Keeps the number that a message made.
    ///
    /// # Errors
    /// Where no event carries it.
    pub fn made(&mut self, name: &'static str, events: &Events) -> Result<u64, Failure> {
        let made = number(events, name)?;
        self.note(name, made);
        Ok(made)
    }

    /// What was kept: of the own object, the other one, or a number that nothing has.
    #[must_use]
    pub fn noted(&self, name: &'static str) -> Value {
        let found = self.notes.get(&(self.about, name));
        found.cloned().unwrap_or(json!(NOBODY))
    }

    /// What was kept of the own object, whatever the message is about.
    #[must_use]
    pub fn own(&self, name: &'static str) -> Value {
        let found = self.notes.get(&(About::Own, name));
        found.cloned().unwrap_or(json!(NOBODY))
    }
}

/// A message without money.
#[must_use]
pub fn plain(to: &Addr, message: Value) -> Sent {
    Sent {
        to: to.clone(),
        message,
        funds: vec![],
    }
}

impl Sent {
    /// The same with coins.
    #[must_use]
    pub fn with(mut self, amount: u128) -> Self {
        self.funds = vec![coin(amount, EURO)];
        self
    }
}
