//! The exit drill of the suite: from states that a crowd reaches, everybody falls silent, and time and
//! strangers bring every unit of both money contracts home.

mod silence;

pub use silence::Silence;

/// What the drill took.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Figures {
    /// From how many states.
    pub states: u64,
    /// Agreements that were not over.
    pub agreements: u64,
    /// Accepted messages of strangers and leaving owners.
    pub messages: u64,
    /// The longest way home.
    pub longest_days: u64,
    /// The most units of reward that stayed because claims round down.
    pub rounded: u128,
}
