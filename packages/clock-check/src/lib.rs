//! What the contracts say about time, compared with the brute-force model of `aftercare-clock-model`.
//!
//! Calendars and histories are drawn from seeds in the model's plain numbers and converted at one edge
//! ([`edge`]). A check answers what it counted, or the first difference in words.
#![deny(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::todo)]

pub mod calendars;
pub mod draw;
pub mod edge;
pub mod evidence;
pub mod histories;
pub mod pairs;
mod subject;
