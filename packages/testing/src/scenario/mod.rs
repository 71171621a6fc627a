//! One scenario a message, ready to be measured on any engine: everything before the last transaction is
//! preparation. New messages are added to the table of their contract.

mod bounty;
mod clocks;
mod community;
mod escrow;
mod ground;
mod knowledge;
mod registry;
mod token;

use aftercare_engine::{Batch, Failure};

use crate::World;

pub use ground::{Ground, PEOPLE};

/// Which part of the last transactions is the figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Share {
    /// The last transaction, above the floor.
    Whole,
    /// What the last transaction costs beyond the one before it, which did one thing less.
    Further,
    /// The last transaction with its floor, divided by its messages.
    Each(u64),
}

/// A message to be measured.
pub struct Scenario<E> {
    /// The contract that gets it.
    pub contract: &'static str,
    /// What happens.
    pub name: &'static str,
    /// Gas that it may cost, as the share says; `None` where no goal was set.
    pub goal: Option<u64>,
    /// Which part is the figure.
    pub share: Share,
    /// Plays it; the last transaction is the measured one.
    pub play: fn(&mut World<E>) -> Result<(), Failure>,
}

/// A scenario whose whole last transaction counts.
fn whole<E>(
    contract: &'static str,
    name: &'static str,
    goal: impl Into<Option<u64>>,
    play: fn(&mut World<E>) -> Result<(), Failure>,
) -> Scenario<E> {
    Scenario {
        contract,
        name,
        goal: goal.into(),
        share: Share::Whole,
        play,
    }
}

impl<E> Scenario<E> {
    fn share(mut self, share: Share) -> Self {
        self.share = share;
        self
    }
}

/// Every scenario of every contract.
#[must_use]
pub fn scenarios<E: Batch>() -> Vec<Scenario<E>> {
    let mut all = escrow::scenarios();
    all.extend(registry::scenarios());
    all.extend(clocks::scenarios());
    all.extend(community::scenarios());
    all.extend(knowledge::scenarios());
    all.extend(bounty::scenarios());
    all.extend(token::scenarios());
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use aftercare_domain::time::UnixTime;
    use aftercare_engine::Native;

    /// Monday, 2 March 2026, 09:00 UTC.
    const START: UnixTime = UnixTime(1_772_442_000);

    #[test]
    fn every_scenario_plays_and_no_two_have_one_name() {
        let all = scenarios::<Native>();
        let mut names: Vec<_> = all.iter().map(|it| (it.contract, it.name)).collect();
        for scenario in all {
            let mut world = World::new(Native::new(START), &PEOPLE).unwrap();
            if let Err(failure) = (scenario.play)(&mut world) {
                panic!("{}: {failure}", scenario.name);
            }
        }
        let count = names.len();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), count);
    }
}
