//! given lives of crowds of a few seeds on the whole suite
//! └── in each of some states
//!     ├── when everybody falls silent: strangers and time bring every unit of both money contracts home
//!     ├── when strangers do all that is due, and send it once more: the second time changes no byte
//!     ├── when they come by at any time, or only at the end: everybody has the same money
//!     └── and the events alone rebuild the books of every agreement

use aftercare_proof::drill::{drill, Plan};

const SEEDS: u64 = 2;
/// Acts that lead to each state of a life.
const ACTS: [usize; 2] = [900, 500];

#[test]
fn from_states_of_the_whole_suite_every_unit_comes_home_whoever_pokes_when_and_how_often() {
    for seed in 1..=SEEDS {
        let acts = ACTS.to_vec();
        let tried = 1;
        let figures =
            drill(&Plan { seed, acts, tried }).unwrap_or_else(|failure| panic!("{failure}"));
        assert_eq!((figures.states, figures.ways), (2, 2));
        assert!(figures.agreements >= 5, "{figures:?}");
        assert!(figures.messages >= 50, "{figures:?}");
        assert!(figures.sent_twice >= 100, "{figures:?}");
        assert!(figures.statements >= 10, "{figures:?}");
    }
}

#[test]
fn a_plan_is_drawn_by_its_seed() {
    assert_eq!(Plan::of(7), Plan::of(7));
    assert_ne!(Plan::of(7).acts, Plan::of(8).acts);
}
