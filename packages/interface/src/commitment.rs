//! Text lives off chain, commitments on chain.

use cosmwasm_schema::cw_serde;
use cosmwasm_std::HexBinary;

/// The most characters of a media type.
pub const MAX_MEDIA_TYPE: usize = 64;
/// The largest content that may be committed to, in bytes: what the content store takes.
pub const MAX_CONTENT_SIZE: u64 = 1_048_576;

/// How the hash was made.
#[cw_serde]
#[derive(aftercare_json::FromJson, aftercare_json::ToJson, Eq, Copy)]
pub enum Scheme {
    /// SHA-256 over the tag `aftercare/content/v1`, a salt of at least 16 random bytes and the content,
    /// each preceded by its length as eight bytes, big end first.
    Sha256Salted,
    /// As `sha256_salted`, over content encrypted to the recipients' registered keys.
    Sha256SaltedEncrypted,
}

/// A binding reference to content that lives off chain. The salt keeps short texts from being guessed.
#[cw_serde]
#[derive(aftercare_json::FromJson, aftercare_json::ToJson, Eq)]
#[serde(deny_unknown_fields)]
pub struct Commitment {
    /// The 32-byte hash, in hexadecimal.
    pub hash: HexBinary,
    /// What the content is, e.g. `text/markdown`; at most 64 printable ASCII characters.
    pub media_type: String,
    /// Length of the content in bytes; at most 1 MiB.
    pub size: u64,
    /// How the hash was made.
    pub scheme: Scheme,
}
