//! Tests of the simulation.

mod farming;
mod law;
