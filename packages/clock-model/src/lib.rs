//! The plainest model of service hours and ticket clocks there is, for tests only.
//!
//! It is written from the words of the specification, has no dependencies, and looks at every second:
//! a calendar is drawn second by second into a bitmap of open seconds, and a clock's used time is the number
//! of open seconds in which it ran. What it finds is compared with what the contracts say.
//!
//! Instants are seconds since 1970-01-01T00:00:00Z.

mod bitmap;
mod calendar;

pub use bitmap::Bitmap;
pub use calendar::{Calendar, Days};
