//! given random lives of people who ask, answer, thank, challenge, vote, trade
//! └── when each move is made on the contracts and on the model
//!     └── outcome, code, balances, points, questions and knowledge are the same

use aftercare_proof::lives::Counted;
use aftercare_proof::people::one;

#[test]
fn six_random_lives_are_the_same_on_the_contracts_and_on_the_model() {
    let mut all = Counted::default();
    for seed in 1..=6 {
        match one(seed) {
            Ok(counted) => all.add(&counted),
            Err(failure) => panic!("{failure}"),
        }
    }
    assert!(all.accepted > 300 && all.refused > 600, "{all:?}");
}
