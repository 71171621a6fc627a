//! The exit drill of the suite: from states that a crowd reaches, everybody falls silent, and time and
//! strangers bring every unit of both money contracts home. In some of them, what strangers did is done
//! once, and whoever pokes when, everybody has the same in the end; the events of each life rebuild the books.

mod errands;
mod law;
mod life;
mod replay;
mod rewards;
mod run;
mod silence;
mod twice;

pub use life::{drill, Plan};
pub use run::{run, Arguments};
pub use silence::Silence;

/// Who does what anybody may do.
const STRANGER: &str = "stranger";

/// What the drill took.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Figures {
    /// Lives.
    pub lives: u64,
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
    /// Messages of strangers that changed nothing when they were sent once more.
    pub sent_twice: u64,
    /// Ways to the end, two from each state, that left everybody with the same money.
    pub ways: u64,
    /// Accepted pokes on them.
    pub pokes: u64,
    /// Statements of agreements, made from events alone, that said what the escrow answers.
    pub statements: u64,
}
