//! The stories across the contracts, told once for every engine: natively, on the metered Wasm, and, where
//! seconds are enough, on a real chain.

mod ending;
mod promise;
mod question;
mod reward;
mod terms;

use aftercare_domain::time::Seconds;
use aftercare_engine::{Engine, Failure};
use aftercare_interface::ticket_registry::ExecuteMsg;
use cosmwasm_std::coin;

use crate::world::{World, EURO};

pub use terms::{quick as quick_terms, CREDIT};

/// What a story proved, in a sentence.
pub type Told = Result<String, Failure>;

/// Settles what is due on a ticket; on a chain the keeper program does.
pub type Keeper<'a, E> = Box<dyn FnMut(&mut World<E>, u64) -> Result<(), Failure> + 'a>;

/// Coins that everybody in a story begins with.
const PURSE: u128 = 10_000_000_000;

/// A story.
pub struct Story<E> {
    /// Its name.
    pub name: &'static str,
    /// The longest that it waits: an engine that cannot jump so far has to skip it, by name.
    pub waits: Seconds,
    /// Tells it.
    pub tell: fn(&mut Cast<'_, E>) -> Told,
}

/// All of them.
#[must_use]
pub fn all<E: Engine>() -> Vec<Story<E>> {
    let story = |name, waits, tell| Story { name, waits, tell };
    vec![
        story("a missed target, in coins", Seconds(10), promise::in_coins),
        story(
            "a missed target, in tokens",
            Seconds(10),
            promise::in_tokens,
        ),
        story("a promise kept", Seconds::ZERO, promise::kept),
        story(
            "paid service makes thanks",
            Seconds(10),
            ending::paid_service,
        ),
        story("the owner hands over", Seconds::ZERO, ending::hand_over),
        story(
            "the last second of a target",
            Seconds(1_801),
            promise::last_second,
        ),
        story(
            "pokes at every tier",
            Seconds::hours(20),
            promise::every_tier,
        ),
        story(
            "every unit has an owner",
            Seconds::days(68),
            ending::every_unit,
        ),
        story(
            "a rating releases its reward",
            Seconds::days(40),
            reward::rating,
        ),
        story(
            "thanks and a bounty are paid",
            Seconds::days(40),
            reward::thanks,
        ),
        story(
            "silence decides a question",
            Seconds::days(15),
            question::silence,
        ),
    ]
}

/// A world, and this telling's people in it.
pub struct Cast<'a, E> {
    /// The world.
    pub world: &'a mut World<E>,
    /// Who settles what is due.
    pub keeper: Keeper<'a, E>,
    /// Sets these people apart from those of other tellings in the same world.
    pub run: String,
}

impl<'a, E: Engine> Cast<'a, E> {
    /// A telling whose keeper is a stranger with a poke.
    pub fn new(world: &'a mut World<E>, run: &str) -> Self {
        Self {
            world,
            keeper: Box::new(poke),
            run: run.to_owned(),
        }
    }

    /// The name of a person, who has a purse from now on.
    fn person(&mut self, who: &str) -> Result<String, Failure> {
        let name = format!("{who} {}", self.run);
        let account = self.world.person(&name);
        self.world.engine.fund(&account, coin(PURSE, EURO))?;
        Ok(name)
    }

    fn settle(&mut self, ticket: u64) -> Result<(), Failure> {
        (self.keeper)(self.world, ticket)
    }
}

fn poke<E: Engine>(world: &mut World<E>, ticket: u64) -> Result<(), Failure> {
    world
        .registry("stranger", &ExecuteMsg::Poke { ticket })
        .map(drop)
}

/// A failure that says what was found, where it is not what was expected.
fn ensure(holds: bool, found: impl FnOnce() -> String) -> Result<(), Failure> {
    if holds {
        Ok(())
    } else {
        Err(Failure::new(found()))
    }
}

fn same<T: PartialEq + std::fmt::Debug>(what: &str, found: T, wanted: T) -> Result<(), Failure> {
    ensure(found == wanted, || {
        format!("{what}: {found:?}, {wanted:?} was expected")
    })
}

/// That a message is refused with a code.
fn refused<T>(what: &str, outcome: Result<T, Failure>, code: &str) -> Result<(), Failure> {
    let found = outcome.map_or_else(|failure| failure.code, |_| Some("accepted".to_owned()));
    same(what, found.as_deref(), Some(code))
}
