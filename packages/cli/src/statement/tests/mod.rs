//! Statements of made events, and of what the contracts told.

mod faults;
mod lives;
mod made;
mod movements;
