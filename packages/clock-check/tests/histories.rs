//! given random histories of tickets
//! └── used seconds, targets, verdicts and dues of every clock are those of the model after each act,
//!     whether it counts on a bitmap or looks at every second
//!
//! A part of what `scripts/audit clocks` compares, from the same seeds.

use aftercare_clock_check::calendars::Drawn;
use aftercare_clock_check::histories::check;
use aftercare_clock_model::Pace;

#[test]
fn every_clock_says_after_each_act_what_the_model_says() {
    let (mut acts, mut missed) = (0, 0);
    for seed in 0..6 {
        let drawn = Drawn::new(seed).unwrap();
        for number in 0..60 {
            let pace = match number {
                0 => Pace::EverySecond,
                _ => Pace::Counted,
            };
            let compared = check(&drawn, seed * 200 + number, pace).unwrap();
            acts += compared.acts;
            missed += compared.missed;
        }
    }
    assert!(
        acts > 3_000 && missed > 1_000,
        "{acts} acts, {missed} misses"
    );
}
