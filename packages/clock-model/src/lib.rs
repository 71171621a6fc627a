//! The plainest model of service hours and ticket clocks there is, for tests only.
//!
//! It is written from the words of the specification, has no dependencies, and looks at every second:
//! a calendar is drawn second by second into a bitmap of open seconds, and a clock's used time is the number
//! of open seconds in which it ran. What it finds is compared with what the contracts say.
//!
//! Instants are seconds since 1970-01-01T00:00:00Z.

mod act;
mod bitmap;
mod calendar;
mod clock;
mod hours;
mod ticket;
mod updates;

pub use act::{Act, Refused, State};
pub use bitmap::Bitmap;
pub use calendar::{Calendar, Days};
pub use clock::{Clock, Verdict};
pub use hours::{Hours, Pace};
pub use ticket::{Promise, Ticket, Turn, Used};
pub use updates::Updates;
