//! Fuzzing, in its quick form.
//!
//! given the inputs that once found something
//!   it finds nothing in them any more
//! given a world with a past and a fixed seed
//!   when thousands of cases go to each of the six targets
//!     it finds nothing, half of what is drawn is read, a tenth reaches a handler

use std::sync::OnceLock;

use aftercare_proof::fuzz::{replay, round, Grounds, Tally, Target};

fn grounds() -> &'static Grounds {
    static GROUNDS: OnceLock<Grounds> = OnceLock::new();
    GROUNDS.get_or_init(|| Grounds::new().unwrap())
}

fn finds_nothing(target: Target) {
    let mut tally = Tally::default();
    for seed in 1..=2 {
        round(target, (seed, 1_500), (grounds(), &mut tally)).unwrap();
    }
    let (read, handled) = tally.shares();
    println!("{target:?}: {read} % read, {handled} % handled, {tally:?}");
    assert_eq!(tally.count("drawn"), 2_000);
    assert_eq!(tally.count("mutated"), 1_000);
    assert!(read >= 50 && handled >= 10, "{read} %, {handled} %");
    assert!(tally.count("drawn, accepted") > 0);
    assert!(tally.count("mutated, read") > 0);
}

#[test]
fn what_was_found_once_is_not_found_again() {
    assert_eq!(replay(), Ok(()));
}

#[test]
fn execute_withstands_it() {
    finds_nothing(Target::Execute);
}

#[test]
fn query_withstands_it() {
    finds_nothing(Target::Query);
}

#[test]
fn instantiate_and_migrate_withstand_it() {
    finds_nothing(Target::Setup);
}

#[test]
fn reply_withstands_it() {
    finds_nothing(Target::Reply);
}

#[test]
fn the_hooks_of_tokens_withstand_it() {
    finds_nothing(Target::Hooks);
}

#[test]
fn the_pure_core_withstands_it() {
    finds_nothing(Target::Core);
}
