//! Everything `sla-escrow` promises, message by message, then in random histories.

mod world;

mod availability;
mod bonds;
mod claims;
mod contest;
mod credits;
mod excuse;
mod funds;
mod histories;
mod hostile;
mod law;
mod parse;
mod plans;
mod poke;
mod questions;
mod raw_keys;
mod rule;
mod settle;
mod setup;
mod subscribe;
mod terminate;
