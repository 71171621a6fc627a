//! Random lives on the contracts and on the model of the suite, compared after every step; a difference is
//! shrunk to the shortest story that shows it.

mod compare;
pub mod draw;
mod life;
mod people;
mod run;
mod said;
mod step;
mod terms;
mod tickets;

use aftercare_engine::{Failure, Native};

pub use life::{Counted, Life};
pub use run::{run, Bounds};
pub use step::{Deed, Step, Twist, Wait, Word};

/// Messages that the model does not speak yet: they are never sent in a life.
pub const UNSPOKEN: &[&str] = &[];

/// Plays the life of a seed.
///
/// # Errors
/// The first difference, as the shortest story that shows it.
pub fn one(seed: u64) -> Result<Counted, Failure> {
    let steps = draw::life(seed);
    play(&steps).map_err(|_| {
        let (steps, why) = shortest(steps);
        Failure {
            code: None,
            text: format!("seed {seed}, shrunk to {} steps\n{why}", steps.len()),
        }
    })
}

/// Plays steps.
///
/// # Errors
/// The first difference, with the story up to it.
pub fn play(steps: &[Step]) -> Result<Counted, Failure> {
    let mut life = Life::new(Native::new)?;
    for step in steps {
        let played = life.play(step);
        played.map_err(|failure| tell(&life.story, &failure))?;
    }
    let ended = life.end();
    ended.map_err(|failure| tell(&life.story, &failure))?;
    Ok(life.counted)
}

fn tell(story: &[String], failure: &Failure) -> Failure {
    let lines = story.iter().map(|line| format!("  {line}\n"));
    Failure {
        code: None,
        text: format!("{}{failure}", lines.collect::<String>()),
    }
}

/// Leaves out runs of steps, half of them first, then ever shorter ones, while there still is a difference.
fn shortest(mut steps: Vec<Step>) -> (Vec<Step>, Failure) {
    let mut why = Failure::new("it does not happen again");
    let mut run = steps.len();
    while run > 0 {
        let mut start = 0;
        while start < steps.len() {
            let mut fewer = steps.clone();
            if run < steps.len() {
                fewer.drain(start..(start + run).min(steps.len()));
            }
            match play(&fewer) {
                Err(failure) if fewer.len() < steps.len() => (steps, why) = (fewer, failure),
                Err(failure) => (start, why) = (start + run, failure),
                Ok(_) => start += run,
            }
        }
        run /= 2;
    }
    (steps, why)
}
