//! The ticket registry's tests: one binary, a file a subject.

mod agents;
mod best_effort;
mod bookings;
mod clocks;
mod closing;
mod events;
mod full;
mod history;
mod lists;
mod matrix;
mod messages;
mod opening;
mod puppet;
mod random;
mod rating;
mod readme;
mod recompute;
mod reopening;
mod setup;
mod sizes;
mod talking;
mod time;
mod world;
