//! Tests of the community contract.

mod bounty_histories;
mod challenges;
mod claims;
mod decisions;
mod epochs;
mod histories;
mod instantiation;
mod lists;
mod migration;
mod owner;
mod puppets;
mod queries;
mod questions;
mod ratings;
mod reviews;
mod thanks;
mod top_ups;
mod world;
