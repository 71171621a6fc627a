//! Everything `sla-escrow` promises, message by message, then in random histories.

mod world;

mod amend;
mod bonds;
mod claims;
mod credits;
mod extend;
mod funds;
mod histories;
mod hostile;
mod life;
mod lives;
mod parse;
mod plans;
mod propose;
mod questions;
mod quotes;
mod raw_keys;
mod renew;
mod settle;
mod setup;
mod subscribe;
mod terminate;
