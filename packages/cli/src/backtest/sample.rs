//! The made-up log that comes with the command.

/// Its name in messages.
pub const NAME: &str = "sample.csv";

/// 60 cases of nobody.
pub const TEXT: &str = include_str!("../../samples/support-desk.csv");
