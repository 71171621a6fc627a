//! Tests of the community contract.

mod circle;
mod claims;
mod curators;
mod decisions;
mod epochs;
mod histories;
mod instantiation;
mod knowledge;
mod lapse;
mod migration;
mod owner;
mod pairs;
mod puppets;
mod queries;
mod questions;
mod ratings;
mod reputation;
mod support;
mod thanks;
mod void;
mod world;
