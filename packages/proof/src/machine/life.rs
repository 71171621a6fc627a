//! The world and the model, side by side.

use aftercare_domain::time::UnixTime;
use aftercare_engine::{Engine, Failure, Native};
use aftercare_interface::ticket_registry::ExecuteMsg as Registry;
use aftercare_interface::Asset;
use aftercare_suite_model::{Call, Message, Peers, Suite, LAST};
use aftercare_testing::{office_hours, World, EURO, PURSE};
use cosmwasm_std::{coin, to_json_binary, Addr, Record, Uint128};
use cw20::Cw20ExecuteMsg;

use super::deal::{Act, Deal};
use super::people::{People, CAST, PROVIDERS};
use super::said::{token, Said, Stage, PENNY};
use super::step::{Deed, Step, Wait};
use crate::lives::{difference, later, same_outcome, Counted};

/// Monday, 2 March 2026, 09:00 UTC.
pub const START: UnixTime = UnixTime(1_772_442_000);
/// After how many steps everything is compared.
const EVERYTHING: u64 = 16;

/// An engine whose stored bytes can be seen.
pub trait Stored: Engine {
    /// All records of a contract.
    fn records(&self, contract: &Addr) -> Vec<Record>;
}

impl Stored for Native {
    fn records(&self, contract: &Addr) -> Vec<Record> {
        self.dump(contract)
    }
}

/// A life.
pub struct Life<E> {
    pub(super) world: World<E>,
    pub(super) model: Suite,
    pub(super) people: People,
    /// What happened, in words.
    pub story: Vec<String>,
    /// What it did.
    pub counted: Counted,
    steps: u64,
    /// The code of the last message, where it was refused.
    refused: Option<String>,
}

impl<E: Stored> Life<E> {
    /// A suite that was just deployed, at [`START`], and people with full purses.
    ///
    /// # Errors
    /// Those of the deployment.
    pub fn new(engine: E) -> Result<Self, Failure> {
        let mut world = World::new(engine, &CAST)?;
        for name in CAST {
            let account = world.person(name);
            world.engine.fund(&account, coin(PURSE, PENNY))?;
        }
        let people = People::of(&mut world);
        let peers = Peers {
            escrow: world.suite.escrow.to_string(),
            registry: world.suite.registry.to_string(),
            sink: people.address("fee sink"),
            owner: people.address("owner"),
        };
        let listed = vec![world.euro.clone(), world.dollar.clone()];
        let mut model = Suite::new(START.0, peers, listed);
        let coins = [
            Asset::native(EURO),
            world.dollar.clone(),
            Asset::native(PENNY),
        ];
        for name in CAST {
            for asset in &coins {
                model.fund(&people.address(name), asset, PURSE);
            }
        }
        let calendar = office_hours();
        let message = Registry::PublishCalendar { calendar };
        world.registry(PROVIDERS[0], &message)?;
        let published = model.tell(&Call {
            sender: people.address(PROVIDERS[0]),
            message: message.into(),
            funds: vec![],
        });
        published.map_err(|refused| Failure::new(refused.0.to_owned()))?;
        Ok(Self {
            world,
            model,
            people,
            story: vec![],
            counted: Counted::default(),
            steps: 0,
            refused: None,
        })
    }

    /// Plays a step on both sides.
    ///
    /// # Errors
    /// The first difference.
    pub fn play(&mut self, step: &Step) -> Result<(), Failure> {
        let Some(step) = &self.at_edge(step) else {
            self.counted.skipped += 1;
            return Ok(());
        };
        self.gift(step)?;
        let before = self.model.now;
        let to = self.when(step.wait);
        self.model.pass(to);
        let stage = Stage {
            model: &self.model,
            people: &self.people,
            assets: (&self.world.euro, &self.world.dollar),
            start: START,
        };
        let Some(said) = stage.say(step) else {
            // Where nothing happens, no time passes.
            self.model.pass(before);
            self.counted.skipped += 1;
            return Ok(());
        };
        self.world.engine.advance_to(UnixTime(to))?;
        let waited = later(to - before);
        self.story.push(format!("{waited}{}", said.words));
        self.steps += 1;
        self.both(&said)?;
        let of = match self.refused.take() {
            Some(code) => format!("refused {code}"),
            None => format!("accepted {}", said.word),
        };
        self.counted.see(of, 1);
        Ok(())
    }

    /// Everything once more, and what the life came to.
    ///
    /// # Errors
    /// The first difference.
    pub fn end(&mut self) -> Result<(), Failure> {
        self.compare_all()?;
        for (what, times) in self.model.happened() {
            self.counted.see(what.to_owned(), times);
        }
        Ok(())
    }

    /// Somebody sends the escrow what nobody owes it.
    fn gift(&mut self, step: &Step) -> Result<(), Failure> {
        let Deed::Deal(Deal {
            act: Act::Gift,
            number,
            ..
        }) = step.deed
        else {
            return Ok(());
        };
        let (escrow, amount) = (self.world.suite.escrow.clone(), number as u128 + 1);
        self.world.engine.fund(&escrow, coin(amount, EURO))?;
        let euro = self.world.euro.clone();
        self.model.fund(escrow.as_str(), &euro, amount);
        self.story
            .push(format!("somebody gives the escrow {amount} {EURO}"));
        self.compare_escrow()
    }

    fn when(&self, wait: Wait) -> u64 {
        let now = self.model.now;
        let to = match wait {
            Wait::Not => now,
            Wait::For(seconds) => now + seconds,
            Wait::Until { which, off_by } => {
                let next = self.model.deadlines();
                let at = next.get(which.min(next.len().saturating_sub(1)));
                at.map_or(now, |at| at.saturating_add_signed(off_by).max(now))
            }
        };
        to.min(LAST).max(now)
    }

    fn both(&mut self, said: &Said) -> Result<(), Failure> {
        let before = self.model.clone();
        let expected = self.model.tell(&said.call).map_err(|refused| refused.0);
        let stored = expected.is_err().then(|| self.records());
        let found = self.send(said).map_err(|failure| match failure.code {
            Some(code) => code,
            None => {
                let text = failure.text;
                self.story.push(format!("  (no code: {text})"));
                String::new()
            }
        });
        same_outcome(expected, found.clone())?;
        self.refused = found.err();
        if let Some(stored) = stored {
            self.counted.refused += 1;
            if stored != self.records() {
                return Err(difference("a refused message changed what is stored"));
            }
            return self.compare_all();
        }
        self.counted.accepted += 1;
        if self.steps.is_multiple_of(EVERYTHING) {
            return self.compare_all();
        }
        self.compare_touched(&before, said)
    }

    fn records(&self) -> [Vec<Record>; 3] {
        let suite = &self.world.suite;
        let token = token(&self.world.dollar).map(|token| self.world.engine.records(token));
        [
            self.world.engine.records(&suite.escrow),
            self.world.engine.records(&suite.registry),
            token.unwrap_or_default(),
        ]
    }

    fn send(&mut self, said: &Said) -> Result<(), Failure> {
        let Call { message, funds, .. } = &said.call;
        let suite = self.world.suite.clone();
        // Not through the world, which takes a gift for books that do not balance.
        let engine = &mut self.world.engine;
        let sender = engine.account(&said.name);
        let told = match message {
            Message::Escrow(message) => engine.execute(&sender, &suite.escrow, message, funds),
            Message::Registry(message) => engine.execute(&sender, &suite.registry, message, funds),
            Message::Token {
                asset,
                amount,
                hook,
            } => {
                let send = Cw20ExecuteMsg::Send {
                    contract: suite.escrow.to_string(),
                    amount: Uint128::new(*amount),
                    msg: to_json_binary(hook).map_err(|error| Failure::new(error.to_string()))?,
                };
                let token = token(asset).ok_or_else(|| Failure::new("no token"))?;
                engine.execute(&sender, token, &send, funds)
            }
        };
        told.map(drop)
    }
}
