//! What trials are played beside: every scenario, every story, and the life of a seed.

use std::collections::BTreeMap;

use aftercare_domain::time::UnixTime;
use aftercare_engine::{Failure, Native};
use aftercare_testing::scenario::{self, PEOPLE};
use aftercare_testing::story::{self, Cast};
use aftercare_testing::World;

use super::beside::{Beside, Trial, Watch};
use crate::machine::{draw, Life, START};

/// How often what was tried, and what came of it.
pub type Counts = BTreeMap<String, u64>;

/// Plays each scenario.
///
/// # Errors
/// The first thing that should not have happened.
pub fn scenarios<T: Trial>(trial: impl Fn() -> T) -> Result<Counts, Failure> {
    scenarios_on(Native::new, trial)
}

/// Plays each scenario on chains of one's own.
///
/// # Errors
/// The first thing that should not have happened.
pub fn scenarios_on<T: Trial>(
    chain: impl Fn(UnixTime) -> Native,
    trial: impl Fn() -> T,
) -> Result<Counts, Failure> {
    let watch = Watch::default();
    for scenario in scenario::scenarios::<Beside<T>>() {
        let named = |failure| named(scenario.name, failure);
        let mut world = world(&watch, (chain(START), trial()), &PEOPLE)?;
        (scenario.play)(&mut world).map_err(named)?;
        watch.result().map_err(named)?;
        watch.of().tries = false;
    }
    let counts = watch.of().counts.clone();
    Ok(counts)
}

/// Tells each story.
///
/// # Errors
/// The first thing that should not have happened.
pub fn stories<T: Trial>(trial: impl Fn() -> T) -> Result<Counts, Failure> {
    stories_on(Native::new, trial)
}

/// Tells each story on chains of one's own.
///
/// # Errors
/// The first thing that should not have happened.
pub fn stories_on<T: Trial>(
    chain: impl Fn(UnixTime) -> Native,
    trial: impl Fn() -> T,
) -> Result<Counts, Failure> {
    let watch = Watch::default();
    for story in story::all::<Beside<T>>() {
        let named = |failure| named(story.name, failure);
        let mut world = world(&watch, (chain(START), trial()), &["owner", "stranger"])?;
        (story.tell)(&mut Cast::new(&mut world, "told once")).map_err(named)?;
        watch.result().map_err(named)?;
        watch.of().tries = false;
    }
    let counts = watch.of().counts.clone();
    Ok(counts)
}

/// Plays the life of a seed.
///
/// # Errors
/// The first thing that should not have happened.
pub fn life<T: Trial>(seed: u64, trial: T) -> Result<Counts, Failure> {
    let watch = Watch::default();
    let named = |failure| named(&format!("seed {seed}"), failure);
    let mut life = Life::new(Beside::new(START, trial, &watch)).map_err(named)?;
    watch.begin();
    for step in draw::life(seed) {
        life.play(&step).map_err(named)?;
        watch.result().map_err(named)?;
    }
    let counts = watch.of().counts.clone();
    Ok(counts)
}

fn world<T: Trial>(
    watch: &Watch,
    (chain, trial): (Native, T),
    people: &[&str],
) -> Result<World<Beside<T>>, Failure> {
    let world = World::new(Beside::on(chain, trial, watch), people)?;
    watch.begin();
    Ok(world)
}

fn named(name: &str, failure: Failure) -> Failure {
    Failure {
        text: format!("{name}: {failure}"),
        ..failure
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::faults::beside::{Chain, Message};
    use crate::faults::{AllMigrate, AlwaysPaused, EachFails};

    /// A trial that is told that the message changed nothing.
    struct Misled<T>(T);

    impl<T: Trial> Trial for Misled<T> {
        fn beside(&mut self, chain: &mut Chain, message: &Message<'_>) -> Result<(), Failure> {
            let message = Message {
                after: message.before,
                ..*message
            };
            self.0.beside(chain, &message)
        }
    }

    #[test]
    fn each_trial_sees_a_chain_that_is_not_what_it_should_be() {
        let found = [
            stories(|| Misled(EachFails)),
            stories(|| Misled(AllMigrate)),
            stories(|| Misled(AlwaysPaused)),
        ];
        let found = found.map(|counts| counts.unwrap_err().text);
        let wanted = [
            "tried again, it is not as if nothing had failed",
            "after a migration the message did something else",
            "a pause changed what a message does",
        ];
        for (found, wanted) in found.iter().zip(wanted) {
            assert!(found.contains(wanted), "{found}");
        }
    }
}
