//! One SLA clock: by example on the boundaries, and against a plain sum over random acts.

mod example;
mod property;
