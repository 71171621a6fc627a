//! The community and its token against their model: random lives of people who ask, answer, thank, challenge,
//! rate and trade, with the facts of escrow and registry written where the community reads them.
//!
//! After each message what it touched and all sums are compared, every sixteenth time and at the end
//! everything; a refusal carries the model's code and leaves every stored byte of the chain as it was. A life in which
//! they differ is shrunk and told in plain words.

mod compare;
mod draw;
mod facts;
mod ground;
mod life;
mod message;
mod story;

use aftercare_engine::Failure;
use aftercare_simulation::Choices;

use crate::lives::{shrunk, tell, Counted, Part};

pub use facts::{Fact, Facts};
pub use ground::{Ground, PEOPLE};
pub use life::{Life, Move, Sent, What};

/// Lives of people who ask, answer, thank, judge and trade.
pub const PART: Part = Part {
    name: "people",
    steps: 800_000,
    unspoken: UNSPOKEN,
};

/// What the model does not speak: it never happens in a life.
pub const UNSPOKEN: &[&str] = &[
    "community: texts and commitments out of bounds; reward-token: UpdateMarketing, UploadLogo,",
    "and expiries at a height; both: migration, batches of several messages, addresses that are none,",
    "payments that a recipient refuses",
    "sla-escrow and ticket-registry: their facts are written where the community reads them, not lived",
];

/// Moves of one life.
const MOVES: usize = 240;

/// Lives the life of a seed: each move is drawn from what came of those before it.
///
/// # Errors
/// The first difference, as the shortest story that shows it.
pub fn one(seed: u64) -> Result<Counted, Failure> {
    let (mut life, mut moves) = (Life::new()?, vec![]);
    let mut choices = Choices::of(&[seed, 8]);
    let lived = (0..MOVES).try_for_each(|_| {
        let next = life.next(&mut choices);
        moves.push(next.clone());
        life.play(&next)
    });
    let ended = lived.and_then(|()| life.end());
    ended.map_err(|first| shrunk(seed, (moves, tell(&life.story, &first)), play))
}

/// Plays moves.
///
/// # Errors
/// The first difference, with the story up to it.
pub fn play(moves: &[Move]) -> Result<Counted, Failure> {
    live(&mut Life::new()?, moves)
}

fn live(life: &mut Life, moves: &[Move]) -> Result<Counted, Failure> {
    let lived = moves.iter().try_for_each(|next| life.play(next));
    let ended = lived.and_then(|()| life.end());
    ended.map_err(|failure| tell(&life.story, &failure))
}

#[cfg(test)]
mod tests {
    use super::*;
    use aftercare_suite_model::community::Member;

    /// What the comparison of everything says, once the model has been changed.
    fn told(change: impl FnOnce(&mut Ground)) -> String {
        let mut life = Life::new().unwrap();
        assert_eq!(life.end().err(), None);
        change(&mut life.ground);
        life.end().unwrap_err().text
    }

    #[test]
    fn a_unit_that_only_the_model_has_is_a_difference() {
        let told = told(|ground| {
            let (gus, coin) = (&ground.people[6], &ground.assets[0]);
            ground.model.purses.put(gus, coin, 1);
        });
        assert!(told.starts_with("what gus holds of"), "{told}");
    }

    #[test]
    fn a_point_that_only_the_model_has_is_a_difference() {
        let told = told(|ground| {
            let lots = [(0, (0, 1))].into();
            let member = Member {
                lots,
                ..Member::default()
            };
            let members = &mut ground.model.community.members;
            members.insert(ground.people[6].clone(), member);
        });
        assert!(told.starts_with("the allowance of gus"), "{told}");
    }

    #[test]
    fn a_step_that_one_side_alone_takes_is_shrunk_and_told() {
        let mut choices = Choices::of(&[1, 8]);
        let mut life = Life::new().unwrap();
        let mut moves: Vec<Move> = vec![];
        for _ in 0..12 {
            let next = life.next(&mut choices);
            life.play(&next).unwrap();
            moves.push(next);
        }
        // In this world the contract lacks what the model knows: a further unit in a purse.
        let richer = |moves: &[Move]| {
            let mut life = Life::new()?;
            let (gus, coin) = (life.ground.people[6].clone(), life.ground.assets[0].clone());
            life.ground.model.purses.put(&gus, &coin, 1);
            live(&mut life, moves)
        };
        let first = richer(&moves).unwrap_err();
        let told = shrunk(1, (moves, first), richer).text;
        assert!(told.starts_with("seed 1, shrunk to "), "{told}");
        assert!(told.contains("what gus holds of"), "{told}");
    }
}
