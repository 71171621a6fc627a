//! What wasmd 0.61 on Cosmos SDK 0.53 charges, in SDK gas. Prices of storage, loads and events are the
//! defaults in their sources; those marked *measured* are of a running node.

/// VM gas that one SDK gas buys.
pub const VM_GAS: u64 = 140_000;

/// An empty message to a contract, the whole transaction (*measured*).
pub const FLOOR: u64 = 98_450;

/// Bytes before each key: one of the module, 32 of the contract's address.
pub const KEY_PREFIX: u64 = 33;
/// A read, flat.
pub const READ: u64 = 1_000;
/// A byte of key or value that is read or stepped over.
pub const READ_BYTE: u64 = 3;
/// A write, flat.
pub const WRITE: u64 = 2_000;
/// A byte of key or value that is written.
pub const WRITE_BYTE: u64 = 30;
/// A removal, whatever its size.
pub const REMOVE: u64 = 1_000;
/// A step of an iterator, flat.
pub const STEP: u64 = 30;
/// A byte of the signed transaction.
pub const TRANSACTION_BYTE: u64 = 10;

/// Loading a contract's code for the first time in a transaction.
pub const LOAD: u64 = 60_000;
/// Loading it again.
pub const LOAD_AGAIN: u64 = 2_000;
/// Asking whether the code is pinned.
pub const PINNED: u64 = 1_000;
/// Reading which code a contract has: key of 33 bytes, about 125 bytes of creator, admin, label and height.
pub const CONTRACT_RECORD: u64 = READ + READ_BYTE * (33 + 125);
/// Reading the code's record: key of 9 bytes, about 85 bytes of hash, creator and access.
pub const CODE_RECORD: u64 = READ + READ_BYTE * (9 + 85);

/// A byte of a contract's answer, which the node reads as JSON.
pub const ANSWER_BYTE: u64 = 1;
/// An attribute of an event.
pub const ATTRIBUTE: u64 = 10;
/// An event of a contract's own naming.
pub const EVENT: u64 = 20;
/// Bytes of attributes of one answer that cost nothing.
pub const FREE_ATTRIBUTE_BYTES: u64 = 100;

/// SDK gas of making an address readable.
pub const HUMANIZE: u64 = 5;
/// SDK gas of making an address canonical.
pub const CANONICALIZE: u64 = 4;

/// Moving one coin between two balances, with their records by denomination (*measured*).
pub const COIN_MOVED: u64 = 19_150;
/// Asking the circuit breaker whether a message is allowed: once where it is routed, and for the
/// messages of a signed transaction once more before.
pub const ALLOWED: u64 = 1_000;
/// Reading one balance: key of some 45 bytes, value of some 10.
pub const BALANCE: u64 = READ + READ_BYTE * 55;
/// Reading a total supply.
pub const SUPPLY: u64 = READ + READ_BYTE * 20;

/// Bytes of a contract message in a transaction beside the JSON and the coins: sender, contract, type.
pub const ENVELOPE: u64 = 166;
/// Bytes of one coin in a message beside its denomination and digits.
pub const COIN_ENVELOPE: u64 = 6;
