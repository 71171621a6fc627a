//! The quick form of each part of the proof.

mod coverage;
mod crowd;
mod drill;
mod fixtures;
mod machine;
mod matrix;
mod people;
