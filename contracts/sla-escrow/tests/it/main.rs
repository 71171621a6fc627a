//! Everything `sla-escrow` promises, message by message, then in random histories.

mod world;

mod allow_list;
mod bonds;
mod claims;
mod credits;
mod debts;
mod extremes;
mod funds;
mod histories;
mod hostile;
mod kept_back;
mod lists;
mod parse;
mod pause;
mod payer;
mod payouts;
mod plan_terms;
mod plans;
mod questions;
mod raw_keys;
mod recovery;
mod refill;
mod replays;
mod settle;
mod setup;
mod subscribe;
mod sweep;
mod terminate;
mod tips;
