//! The quick form of each part of the proof.

mod coverage;
mod crowd;
mod fixtures;
mod machine;
mod matrix;
