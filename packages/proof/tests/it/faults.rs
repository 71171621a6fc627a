//! given every scenario, every story and random lives
//! ├── when each message that a contract sends is refused in turn
//! │   └── all is refused and no byte changes, or what failed is kept and comes home when it is tried again
//! ├── when every contract is migrated before each message
//! │   └── no byte changes, and each message does what it would have done
//! └── when the escrow is paused before each message
//!     └── new business waits, and everything else does what it would have done

use aftercare_engine::Failure;
use aftercare_proof::faults::{self, AllMigrate, AlwaysPaused, Counts, EachFails};

/// Counts, or the story of what should not have happened.
fn told(counts: Result<Counts, Failure>) -> Counts {
    counts.unwrap_or_else(|failure| panic!("{failure}"))
}

fn at_least(counts: &Counts, wanted: &[(&str, u64)]) {
    for (what, times) in wanted {
        let found = counts.get(*what).copied().unwrap_or_default();
        assert!(found >= *times, "{what}: {found}\n{counts:#?}");
    }
}

#[test]
fn each_sub_message_of_every_scenario_fails_in_turn() {
    let counts = told(faults::scenarios(|| EachFails));
    let kept = [
        ("sub-messages that failed", 170),
        ("the whole message was refused, and not a byte changed", 10),
        ("kept as a claim of its owner", 100),
        ("kept as a booking of its ticket", 50),
        ("kept as an epoch that waits for its tokens", 3),
    ];
    at_least(&counts, &kept);
}

#[test]
fn each_sub_message_of_every_story_fails_in_turn() {
    let counts = told(faults::stories(|| EachFails));
    at_least(&counts, &[("sub-messages that failed", 60)]);
}

#[test]
fn each_sub_message_of_random_lives_fails_in_turn() {
    for seed in 1..=2 {
        let counts = told(faults::life(seed, EachFails));
        at_least(&counts, &[("sub-messages that failed", 15)]);
    }
}

#[test]
fn a_migration_before_each_message_of_every_scenario_changes_nothing() {
    let counts = told(faults::scenarios(|| AllMigrate));
    let same = "messages that did the same after four migrations";
    at_least(&counts, &[("migrations", 4_000), (same, 1_000)]);
}

#[test]
fn a_migration_before_each_message_of_every_story_changes_nothing() {
    let counts = told(faults::stories(|| AllMigrate));
    at_least(&counts, &[("migrations", 600)]);
}

#[test]
fn a_pause_before_each_message_of_every_scenario_stops_new_business_only() {
    let counts = told(faults::scenarios(|| AlwaysPaused));
    let told = [
        ("messages that a pause let pass", 500),
        ("messages of new business that waited", 300),
    ];
    at_least(&counts, &told);
}

#[test]
fn a_pause_before_each_message_of_every_story_stops_new_business_only() {
    let counts = told(faults::stories(|| AlwaysPaused));
    at_least(&counts, &[("messages that a pause let pass", 100)]);
}
