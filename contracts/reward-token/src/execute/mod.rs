//! One function a message.

pub mod allowance;
pub mod marketing;
pub mod owner;
pub mod tokens;
