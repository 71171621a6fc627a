//! Stories across the contracts: each file is one, told with people in it. Books are checked after every
//! message by the world itself.

mod bounty;
mod promise;
mod ratings;
mod reward;
mod wiring;

use aftercare_domain::time::UnixTime;
use aftercare_engine::{Failure, Native};
use aftercare_testing::{Outcome, World};

/// Monday, 2 March 2026, 09:00 UTC.
const MONDAY: UnixTime = UnixTime(1_772_442_000);

const PEOPLE: [&str; 5] = ["provider", "agent", "customer", "stranger", "fee sink"];

fn world() -> World<Native> {
    World::new(Native::new(MONDAY), &PEOPLE).expect("the suite deploys")
}

/// The code of a refusal.
fn code<T: std::fmt::Debug>(outcome: Result<T, Failure>) -> String {
    let failure = outcome.expect_err("refused");
    failure.code.unwrap_or(failure.text)
}

/// The attribute of an event type, in order of appearance.
fn told(outcome: &Outcome, event: &str, attribute: &str) -> Vec<String> {
    let events = outcome.as_ref().expect("accepted");
    events
        .iter()
        .filter(|found| found.ty == format!("wasm-aftercare-{event}"))
        .flat_map(|found| &found.attributes)
        .filter(|found| found.key == attribute)
        .map(|found| found.value.clone())
        .collect()
}
