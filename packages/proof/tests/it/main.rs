//! The quick form of each part of the proof.

mod assurance;
mod bugs;
mod coverage;
mod crowd;
mod drill;
mod faults;
mod fixtures;
mod fuzz;
mod machine;
mod matrix;
mod mutants;
mod people;
mod supply;
mod zoo;
