//! Stories across the contracts, told natively. Books are checked after every message by the world itself.

mod bounty;
mod merging;
mod ratings;
mod told;
mod wiring;

use aftercare_domain::time::UnixTime;
use aftercare_engine::{Failure, Native};
use aftercare_testing::World;

/// Monday, 2 March 2026, 09:00 UTC.
const MONDAY: UnixTime = UnixTime(1_772_442_000);

const PEOPLE: [&str; 6] = [
    "provider", "agent", "customer", "stranger", "fee sink", "owner",
];

fn world() -> World<Native> {
    World::new(Native::new(MONDAY), &PEOPLE).expect("the suite deploys")
}

/// The code of a refusal.
fn code<T: std::fmt::Debug>(outcome: Result<T, Failure>) -> String {
    let failure = outcome.expect_err("refused");
    failure.code.unwrap_or(failure.text)
}
