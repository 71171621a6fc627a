//! Tests of the community contract.

mod bounty_histories;
mod challenges;
mod circle;
mod claims;
mod curators;
mod decisions;
mod epochs;
mod histories;
mod instantiation;
mod knowledge;
mod lapse;
mod lists;
mod migration;
mod owner;
mod pairs;
mod puppets;
mod queries;
mod questions;
mod ratings;
mod reputation;
mod reviews;
mod support;
mod thanks;
mod top_ups;
mod void;
mod world;
