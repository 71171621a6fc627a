//! The `aftercare` command.

fn main() {}
