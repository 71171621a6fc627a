//! Statements of made events, and of what the contracts told.

mod lives;
mod made;
