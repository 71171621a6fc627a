//! The command as people run it.

mod bad_input;
mod desk;
mod sample;
mod tool;
