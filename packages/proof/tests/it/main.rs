//! The quick form of each part of the proof.

mod fuzz;
mod machine;
mod matrix;
