//! One life of a crowd, and what is drilled in its states.

use aftercare_engine::{Failure, Native};
use aftercare_simulation::Choices;

use super::{law, replay, twice, Figures, Silence};
use crate::crowd::Crowd;

/// States of a life.
const STATES: usize = 20;
/// Acts before the first of them, and between two.
const FIRST: (u64, u64) = (100, 600);
const ACTS: (u64, u64) = (20, 200);

/// How a seed's life goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    /// The seed.
    pub seed: u64,
    /// How many acts lead to each state.
    pub acts: Vec<usize>,
    /// The state in which strangers are tried as well: they take longer.
    pub tried: usize,
}

impl Plan {
    /// Drawn.
    #[must_use]
    pub fn of(seed: u64) -> Self {
        let mut choices = Choices::of(&[seed, 1]);
        let acts = |state| {
            let (fewest, most) = if state == 0 { FIRST } else { ACTS };
            usize::try_from(choices.between(fewest, most)).unwrap_or_default()
        };
        let acts: Vec<_> = (0..STATES).map(acts).collect();
        let tried = choices.place(&acts);
        Self { seed, acts, tried }
    }
}

/// Drills a life: from each of its states everything comes home; in one of them what strangers do is done once,
/// and whoever pokes when, everybody has the same in the end; its events rebuild the books.
///
/// # Errors
/// Seed, state and what is wrong.
pub fn drill(plan: &Plan) -> Result<Figures, Failure> {
    let mut figures = Figures::default();
    let mut crowd = Crowd::gather(plan.seed)?;
    for (number, acts) in plan.acts.iter().enumerate() {
        let told = |failure: Failure| {
            let (seed, lived) = (plan.seed, plan.acts.iter().take(number + 1).sum::<usize>());
            Failure {
                text: format!("seed {seed}, state {number} after {lived} acts: {failure}"),
                ..failure
            }
        };
        crowd.live(*acts).map_err(told)?;
        comes_home(&mut crowd, &mut figures).map_err(told)?;
        if number == plan.tried {
            strangers(&mut crowd, plan.seed, &mut figures).map_err(told)?;
        }
    }
    let told = |failure: Failure| Failure::new(format!("seed {}: {failure}", plan.seed));
    replay::agrees(plan, &mut figures).map_err(told)?;
    figures.lives += 1;
    Ok(figures)
}

fn comes_home(crowd: &mut Crowd<Native>, figures: &mut Figures) -> Result<(), Failure> {
    let here = crowd.world.engine.snapshot();
    Silence::new(&mut crowd.world, figures).everything_comes_home()?;
    crowd.world.engine.restore(&here);
    Ok(())
}

/// What strangers do in a state is done once, and their order does not matter.
fn strangers(crowd: &mut Crowd<Native>, seed: u64, figures: &mut Figures) -> Result<(), Failure> {
    let here = crowd.world.engine.snapshot();
    twice::is_once(crowd, figures)?;
    crowd.world.engine.restore(&here);
    law::holds(crowd, &mut Choices::of(&[seed, 2]), figures)?;
    crowd.world.engine.restore(&here);
    Ok(())
}
