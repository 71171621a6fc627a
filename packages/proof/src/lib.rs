//! What an auditor would try, as commands: each part has a quick form in this package's tests and a long
//! one in `scripts/audit`, which goes on where it was stopped and keeps its figures under `docs/evidence`.

pub mod assurance;
pub mod bugs;
pub mod copy;
pub mod coverage;
pub mod crowd;
pub mod drill;
pub mod evidence;
pub mod faults;
pub mod fixtures;
pub mod fuzz;
pub mod lives;
pub mod long;
pub mod machine;
pub mod matrix;
pub mod mutants;
pub mod people;
pub mod supply;
pub mod zoo;
