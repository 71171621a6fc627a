//! The quick form of each part of the proof.

mod faults;
mod machine;
mod matrix;
