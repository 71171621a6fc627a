//! What goes wrong at the worst moment: beside each message of each scenario, each story and of random lives
//! something is tried that nobody would choose.

mod again;
pub mod beside;
mod books;
mod migration;
mod pause;
mod play;
mod run;
mod state;
mod submessages;

pub use migration::AllMigrate;
pub use pause::AlwaysPaused;
pub use play::{life, scenarios, stories, Counts};
pub use run::{run, Arguments};
pub use submessages::EachFails;
