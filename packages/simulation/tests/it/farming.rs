//! farming
//! └── given the ten best rings of each strategy that a short search finds
//!     ├── each earns less than it costs, a token valued at one point's fee
//!     └── honest people's rewards fall by less than one in a hundred

use aftercare_simulation::ring::STRATEGIES;
use aftercare_simulation::search::{best, Worlds};

#[test]
fn farming_loses_money_and_leaves_honest_people_their_rewards() {
    let worlds = Worlds::new(20);
    for strategy in STRATEGIES {
        for score in best(strategy, &worlds, 2) {
            let (sum, ring) = (score.better(), score.ring);
            assert!(sum.cost() > 0, "{ring:?} did nothing");
            assert!(sum.earned() < sum.cost(), "{ring:?}: {sum:?}");
            let fall = score.ample.honest_fall();
            assert!(fall < 10_000, "{ring:?}: {fall} millionths");
        }
    }
}
