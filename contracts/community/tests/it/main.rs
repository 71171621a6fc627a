//! Tests of the community contract.

mod claims;
mod decisions;
mod epochs;
mod histories;
mod instantiation;
mod migration;
mod owner;
mod puppets;
mod queries;
mod questions;
mod ratings;
mod replay;
mod thanks;
mod world;
