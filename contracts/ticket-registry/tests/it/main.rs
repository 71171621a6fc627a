//! The ticket registry's tests: one binary, a file a subject.
mod matrix;
mod puppet;
mod world;
