//! Service hours against a counter of single seconds, and by example.

mod check;
mod draw;
mod example;
mod model;
mod property;
