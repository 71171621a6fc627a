//! Tests of the reward token.

mod allowances;
mod instantiation;
mod marketing;
mod migration;
mod minting;
mod movements;
mod owner;
mod queries;
mod same_as_cw20_base;
mod world;
