//! Random lives on the contracts and on the model of the suite, compared after every step; a difference is
//! shrunk to the shortest story that shows it.

mod compare;
mod deal;
mod deals;
pub mod draw;
mod edge;
mod life;
mod people;
mod said;
mod serving;
mod step;
mod terms;
mod tickets;

use aftercare_domain::time::UnixTime;
use aftercare_engine::{Failure, Native};

use crate::lives::{shrunk, tell, Counted, Part};

pub use life::{Life, Stored, START};
pub use step::{Deed, Step, Twist, Wait, Word};

/// Lives of customers, providers and keepers.
pub const PART: Part = Part {
    name: "machine",
    steps: 1_600_000,
    unspoken: UNSPOKEN,
};

/// Messages that the model does not speak yet: they are never sent in a life.
pub const UNSPOKEN: &[&str] =
    &["sla-escrow and ticket-registry: migration, and versions of calendars that set the clock"];

/// Plays the life of a seed on native code.
///
/// # Errors
/// As [`one_on`].
pub fn one(seed: u64) -> Result<Counted, Failure> {
    one_on(&|start| Ok(Native::new(start)), seed)
}

/// Plays the life of a seed on a new chain of an engine.
///
/// # Errors
/// The first difference, as the shortest story that shows it; where there is no such chain.
pub fn one_on<E: Stored>(
    chain: &impl Fn(UnixTime) -> Result<E, Failure>,
    seed: u64,
) -> Result<Counted, Failure> {
    let steps = draw::life(seed);
    let play = |steps: &[Step]| play(chain(START)?, steps);
    play(&steps).map_err(|first| shrunk(seed, (steps, first), play))
}

/// Plays steps, with the story up to the first difference.
fn play<E: Stored>(engine: E, steps: &[Step]) -> Result<Counted, Failure> {
    let mut life = Life::new(engine)?;
    for step in steps {
        let played = life.play(step);
        played.map_err(|failure| tell(&life.story, &failure))?;
    }
    let ended = life.end();
    ended.map_err(|failure| tell(&life.story, &failure))?;
    Ok(life.counted)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_unit_that_only_the_model_has_is_a_difference() {
        let mut life = Life::new(Native::new(START)).unwrap();
        assert_eq!(life.end(), Ok(()));
        let (keeper, euro) = (life.people.address("keeper"), life.world.euro.clone());
        life.model.fund(&keeper, &euro, 1);
        let difference = life.end().unwrap_err();
        assert!(
            difference.text.contains("of keeper in ueuro"),
            "{difference}"
        );
    }
}
