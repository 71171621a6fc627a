//! given several agreements in coin and tokens
//! └── when anything happens in any order: a second ledger in plain Rust agrees after every message
