//! given random calendars
//! ├── each answer about time is what counting its open seconds one by one gives
//! └── elapsed and deadline undo each other, at any distance in time
//!
//! A part of what `scripts/audit clocks` compares, from the same seeds.

use aftercare_clock_check::calendars::{check, Drawn};
use aftercare_clock_check::pairs;

#[test]
fn each_answer_is_what_counting_every_second_gives() {
    for seed in 0..12 {
        let drawn = Drawn::new(seed).unwrap();
        assert_eq!(check(&drawn, seed), Ok(1_600));
    }
}

#[test]
fn elapsed_and_deadline_undo_each_other() {
    for seed in 0..100 {
        assert_eq!(pairs::check(seed, 200), Ok(200));
    }
}
