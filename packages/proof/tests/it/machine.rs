//! given random lives of customers, providers, keepers and strangers
//! └── when each step is played on the contracts and on the model
//!     └── outcome, code, balances, ledgers and clocks are the same

use aftercare_proof::lives::Counted;
use aftercare_proof::machine::one;

#[test]
fn twelve_random_lives_are_the_same_on_the_contracts_and_on_the_model() {
    let mut all = Counted::default();
    for seed in 1..=12 {
        match one(seed) {
            Ok(counted) => all.add(&counted),
            Err(failure) => panic!("{failure}"),
        }
    }
    assert!(all.accepted > 400 && all.refused > 400, "{all:?}");
}
