//! One function a verb: load, ask the domain, save, tell. Each answers the `action` attribute.

pub mod agent;
pub mod calendar;
pub mod catalogue;
pub mod close;
pub mod delegate;
pub mod desk;
pub mod disclose;
pub mod intake;
pub mod merge;
pub mod open;
pub mod pause;
pub mod poke;
pub mod priority;
pub mod purge;
pub mod rate;
pub mod relay;
pub mod remark;
pub mod reopen;
pub mod resolve;
pub mod talk;

/// What a verb answers.
pub type Done = Result<&'static str, crate::ContractError>;
