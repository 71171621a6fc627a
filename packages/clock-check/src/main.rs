//! Compares the contracts' time with the model's, as much as there is time for.
#![deny(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::todo)]

use aftercare_clock_check::{calendars, pairs};

fn main() {
    for seed in 0..40 {
        let drawn = match calendars::Drawn::new(seed) {
            Ok(d) => d,
            Err(e) => {
                println!("{e}");
                continue;
            }
        };
        println!("{seed} {:?}", calendars::check(&drawn, seed));
    }
    println!(
        "{:?}",
        (0..100)
            .map(|seed| pairs::check(seed, 10_000))
            .find(|r| r.is_err())
    );
    for length in [3_600, 90 * 86_400, 3_660 * 86_400, 36_600 * 86_400] {
        println!("{length} {:?}", pairs::time(length, 200, 200));
    }
}
