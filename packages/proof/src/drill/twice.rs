//! Twice is once: what strangers did is not done again.

use aftercare_engine::{Failure, Native};

use super::errands::{self, Errand};
use super::Figures;
use crate::crowd::Crowd;
use crate::faults::state;

/// More pokes than anything that is due at one instant needs.
const MOST: usize = 200;
/// More rounds than one errand needs to make way for another.
const ROUNDS: usize = 8;

/// Strangers do everything that is due, until nothing changes; sent again, in the other order, no message
/// changes a byte.
///
/// # Errors
/// The message that does, and the bytes.
pub fn is_once(crowd: &mut Crowd<Native>, figures: &mut Figures) -> Result<(), Failure> {
    let all = errands::all(crowd);
    let mut rounds = 0;
    while round(crowd, &all)? > 0 {
        rounds += 1;
        if rounds > ROUNDS {
            return Err(Failure::new("strangers always find more to do"));
        }
    }
    let once = crowd.world.engine.snapshot();
    for errand in all.iter().rev() {
        errand.run(&mut crowd.world)?;
        if !crowd.world.engine.is_as(&once) {
            return Err(again(crowd, &once, errand));
        }
    }
    figures.sent_twice += u64::try_from(all.len()).unwrap_or_default();
    Ok(())
}

/// Each errand until it is refused or changes nothing; how many changed something.
fn round(crowd: &mut Crowd<Native>, all: &[Errand]) -> Result<usize, Failure> {
    let mut changed = 0;
    for errand in all {
        let mut times = 0;
        while changes(crowd, errand)? {
            times += 1;
            if times > MOST {
                return Err(Failure::new(format!("{errand:?} never ends")));
            }
        }
        changed += times;
    }
    Ok(changed)
}

fn changes(crowd: &mut Crowd<Native>, errand: &Errand) -> Result<bool, Failure> {
    let before = crowd.world.engine.snapshot();
    Ok(errand.run(&mut crowd.world)? && !crowd.world.engine.is_as(&before))
}

fn again(crowd: &mut Crowd<Native>, once: &aftercare_engine::Snapshot, errand: &Errand) -> Failure {
    let found = state::but(&crowd.world.engine, &[]);
    crowd.world.engine.restore(once);
    let told = state::differences(&state::but(&crowd.world.engine, &[]), &found);
    Failure::new(format!("sent again, {errand:?} changes more:{told}"))
}
