//! Everything `sla-escrow` promises, message by message, then in random histories.

mod world;

mod bonds;
mod claims;
mod contest;
mod credits;
mod excuse;
mod funds;
mod histories;
mod hostile;
mod parse;
mod plans;
mod questions;
mod raw_keys;
mod rule;
mod settle;
mod setup;
mod subscribe;
mod terminate;
