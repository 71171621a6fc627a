//! What can happen: a kind, and numbers that whoever plays it reads as it needs.

use proptest::prelude::*;
use proptest::strategy::Union;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    Subscribe,
    Renew,
    Extend,
    Propose,
    Amend,
    Accept,
    Decline,
    Cancel,
    Terminate,
    Book,
    Observe,
    Contest,
    Object,
    Declare,
    Rule,
    Poke,
    Settle,
    PayDebt,
    CollectDebt,
    Refill,
    Deposit,
    TakeBond,
    PushClaim,
    Withdraw,
    SetPayout,
    SetRecovery,
    Recover,
    Veto,
    TakeOver,
    Pause,
    Unpause,
    CloseAsset,
    ListAsset,
    Sweep,
    Donate,
    AllowList,
    Revise,
    Retire,
    Mood,
    Tickets,
    Pass,
}

/// Every kind, and how often it is tried.
pub const KINDS: [(u32, Kind); 41] = [
    (14, Kind::Subscribe),
    (3, Kind::Renew),
    (4, Kind::Extend),
    (4, Kind::Propose),
    (6, Kind::Amend),
    (6, Kind::Accept),
    (1, Kind::Decline),
    (1, Kind::Cancel),
    (5, Kind::Terminate),
    (30, Kind::Book),
    (4, Kind::Observe),
    (6, Kind::Contest),
    (5, Kind::Object),
    (5, Kind::Declare),
    (4, Kind::Rule),
    (8, Kind::Poke),
    (8, Kind::Settle),
    (2, Kind::PayDebt),
    (2, Kind::CollectDebt),
    (4, Kind::Refill),
    (2, Kind::Deposit),
    (3, Kind::TakeBond),
    (3, Kind::PushClaim),
    (2, Kind::Withdraw),
    (2, Kind::SetPayout),
    (2, Kind::SetRecovery),
    (4, Kind::Recover),
    (1, Kind::Veto),
    (6, Kind::TakeOver),
    (1, Kind::Pause),
    (1, Kind::Unpause),
    (1, Kind::CloseAsset),
    (2, Kind::ListAsset),
    (1, Kind::Sweep),
    (1, Kind::Donate),
    (3, Kind::AllowList),
    (1, Kind::Revise),
    (1, Kind::Retire),
    (3, Kind::Mood),
    (3, Kind::Tickets),
    (24, Kind::Pass),
];

/// One thing that happens.
#[derive(Clone, Copy, Debug)]
pub struct Act {
    pub kind: Kind,
    pub pick: usize,
    pub size: u64,
    pub flag: bool,
}

impl Act {
    /// One of several, by its pick.
    pub fn of<'a, T>(&self, all: &'a [T]) -> Option<&'a T> {
        all.get(self.pick.checked_rem(all.len())?)
    }
}

fn act() -> impl Strategy<Value = Act> {
    let kinds = KINDS.map(|(weight, kind)| (weight, Just(kind)));
    let kind = Union::new_weighted(kinds.to_vec());
    (kind, 0..1_000usize, 0..1_000_000u64, any::<bool>()).prop_map(|(kind, pick, size, flag)| Act {
        kind,
        pick,
        size,
        flag,
    })
}

/// A history of so many acts.
pub fn history(steps: usize) -> impl Strategy<Value = Vec<Act>> {
    prop::collection::vec(act(), steps)
}
