//! given states that crowds of a few seeds reach on the whole suite
//! └── when everybody falls silent
//!     ├── strangers and time bring every unit of both money contracts home
//!     └── and what a stranger did is not done again: every poke and settlement a second time changes no byte

use aftercare_engine::Native;
use aftercare_interface::sla_escrow::ExecuteMsg as Escrow;
use aftercare_proof::crowd::Crowd;
use aftercare_proof::drill::{Figures, Silence};
use aftercare_testing::World;

const SEEDS: u64 = 3;
/// States of a seed, and acts between two of them.
const STATES: usize = 3;
const ACTS: usize = 700;
/// More pokes than anything that is due at one instant needs.
const MOST: usize = 200;

#[test]
fn from_states_of_the_whole_suite_strangers_and_time_bring_every_unit_home() {
    let mut figures = Figures::default();
    for seed in 1..=SEEDS {
        let mut crowd = Crowd::gather(seed).unwrap();
        for _ in 0..STATES {
            crowd.live(ACTS).unwrap();
            let before = crowd.world.engine.snapshot();
            let mut silence = Silence::new(&mut crowd.world, &mut figures);
            silence.everything_comes_home().unwrap();
            crowd.world.engine.restore(&before);
        }
    }
    assert_eq!(figures.states, SEEDS * STATES as u64);
    assert!(figures.agreements >= 30, "{figures:?}");
    assert!(figures.messages >= 300, "{figures:?}");
}

/// A stranger settles and pokes an agreement until both are refused.
fn exhausted(world: &mut World<Native>, agreement: u64) {
    let (limit, max_periods) = (30, 30);
    let poke = Escrow::Poke { agreement, limit };
    let settle = Escrow::Settle {
        agreement,
        max_periods,
    };
    for message in [&poke, &settle] {
        let done = (0..MOST).take_while(|_| world.escrow("stranger", message).is_ok());
        assert!(done.count() < MOST, "{message:?} never ends");
    }
}

#[test]
fn what_a_stranger_did_is_done_once() {
    let mut changed = 0;
    for seed in 1..=SEEDS {
        let mut crowd = Crowd::gather(seed).unwrap();
        crowd.live(ACTS).unwrap();
        let begin = crowd.world.engine.snapshot();
        for deal in crowd.deals.clone() {
            exhausted(&mut crowd.world, deal.agreement);
            exhausted(&mut crowd.world, deal.agreement);
        }
        changed += u64::from(!crowd.world.engine.is_as(&begin));
        let once = crowd.world.engine.snapshot();
        for deal in crowd.deals.iter().rev() {
            exhausted(&mut crowd.world, deal.agreement);
        }
        assert!(crowd.world.engine.is_as(&once), "seed {seed}");
    }
    assert_eq!(changed, SEEDS, "nothing was due");
}
