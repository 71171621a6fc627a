//! given crowds of a few seeds
//! └── every act that they try is accepted at some time, so that none of them is for show

use std::collections::BTreeSet;

use aftercare_proof::crowd::Crowd;

const SEEDS: u64 = 6;
const ACTS: usize = 6_000;

#[test]
fn every_act_of_the_crowd_is_accepted_at_some_time() {
    let mut never: BTreeSet<_> = Crowd::acts().into_iter().collect();
    for seed in 1..=SEEDS {
        let mut crowd = Crowd::gather(seed).unwrap();
        crowd.live(ACTS).unwrap();
        never.retain(|act| !crowd.accepted.contains_key(act));
    }
    assert_eq!(never, BTreeSet::new());
}
