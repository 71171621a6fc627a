//! Compares the contracts' time with the model's, as much as there is time for.
#![deny(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::todo)]

use aftercare_clock_check::{calendars, histories, pairs};
use aftercare_clock_model::Pace;

fn main() {
    let n: u64 = std::env::args()
        .nth(1)
        .and_then(|a| a.parse().ok())
        .unwrap_or(20);
    let mut sum = histories::Compared::default();
    let mut faults = 0;
    for seed in 0..n {
        let drawn = match calendars::Drawn::new(seed) {
            Ok(d) => d,
            Err(e) => {
                println!("{e}");
                continue;
            }
        };
        if let Err(e) = calendars::check(&drawn, seed) {
            println!("{e}");
        }
        for h in 0..200 {
            let pace = if h % 100 == 0 {
                Pace::EverySecond
            } else {
                Pace::Counted
            };
            match histories::check(&drawn, seed * 200 + h, pace) {
                Ok(c) => {
                    sum.acts += c.acts;
                    sum.refused += c.refused;
                    sum.clocks += c.clocks;
                    sum.missed += c.missed;
                }
                Err(e) => {
                    faults += 1;
                    if faults < 8 {
                        println!("{e}");
                    }
                }
            }
        }
    }
    println!("{sum:?} faults {faults}");
    let _ = pairs::time(3_600, 1, 1);
}
