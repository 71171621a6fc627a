//! The command as people run it.

mod bad_input;
mod desk;
mod export;
mod model;
mod network;
mod node;
mod sample;
mod statement;
mod tool;
mod verify;
