//! What goes wrong at the worst moment: beside each message of each scenario, each story and of random lives
//! something is tried that nobody would choose.

pub(crate) mod again;
pub mod beside;
pub(crate) mod books;
pub(crate) mod heal;
mod migration;
mod pause;
mod play;
mod run;
pub(crate) mod state;
mod submessages;

pub use migration::AllMigrate;
pub use pause::AlwaysPaused;
pub use play::{life, scenarios, scenarios_on, stories, stories_on, Counts};
pub(crate) use run::keep;
pub use run::{run, Arguments};
pub use submessages::EachFails;
