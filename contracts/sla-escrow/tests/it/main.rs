//! Everything `sla-escrow` promises, message by message, then in random histories.

mod world;

mod amend;
mod availability;
mod bonds;
mod claims;
mod contest;
mod credits;
mod excuse;
mod extend;
mod funds;
mod histories;
mod hostile;
mod law;
mod life;
mod parse;
mod plans;
mod poke;
mod propose;
mod questions;
mod raw_keys;
mod renew;
mod rule;
mod settle;
mod setup;
mod subscribe;
mod terminate;
