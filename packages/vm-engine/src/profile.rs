//! What a transaction did, and what that costs.

use serde::{Deserialize, Serialize};

/// One transaction, counted. Gas is the SDK's.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Profile {
    /// All gas that depends on the message; the ante handler's fixed share is not in it.
    pub gas: u64,
    /// Keys read, those of other contracts included.
    pub reads: u64,
    /// Keys written.
    pub writes: u64,
    /// Keys removed.
    pub removes: u64,
    /// Steps of iterators.
    pub steps: u64,
    /// Bytes read, prefixes included.
    pub bytes_read: u64,
    /// Bytes written, prefixes included.
    pub bytes_written: u64,
    /// Entries into contracts: messages, replies, smart queries.
    pub calls: u64,
    /// Codes loaded at the full price.
    pub loads: u64,
    /// Raw queries of other contracts.
    pub raw_queries: u64,
    /// Smart queries of contracts.
    pub smart_queries: u64,
    /// Transfers of coins.
    pub sends: u64,
    /// Bytes of the messages as signed.
    pub message_bytes: u64,
    /// Gas of executing Wasm and of host calls.
    pub compute: u64,
    /// Gas of events and of reading contracts' answers.
    pub events: u64,
}
