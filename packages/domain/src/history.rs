//! The hash chain of a ticket's history: each line seals all lines before it.
//!
//! `head' = sha256(tag ‖ head ‖ kind ‖ actor ‖ time ‖ detail ‖ commitment)`. Every part is preceded by its
//! length in bytes, 8 bytes big-endian, so that no two different lines are the same bytes. The tag names what
//! is hashed and the version of this layout; the time is 8 bytes big-endian; no commitment is an empty part.

use sha2::{Digest, Sha256};
use thiserror::Error;

use crate::time::UnixTime;

/// A head of a chain: what seals the lines so far.
pub type Head = [u8; 32];

const ORIGIN_TAG: &str = "aftercare/ticket-history/origin/1";
const LINE_TAG: &str = "aftercare/ticket-history/line/1";

/// Whose history a chain is: no line of one ticket fits into the chain of another, of another registry or of
/// another chain.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Origin<'a> {
    /// The id of the chain on which the registry is.
    pub chain: &'a str,
    /// The address of the registry.
    pub registry: &'a str,
    /// The ticket.
    pub ticket: u64,
}

/// One line of a history.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Line<'a> {
    /// What happened: the name of the act.
    pub kind: &'a str,
    /// The address that did it.
    pub actor: &'a str,
    /// The block time at which it happened.
    pub time: UnixTime,
    /// Every field a clock depends on, in the bytes that the registry writes.
    pub detail: &'a [u8],
    /// The hash that commits to content kept elsewhere.
    pub commitment: Option<[u8; 32]>,
}

/// A line of an export, with the head that is said to seal it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SealedLine<'a> {
    /// The line.
    pub line: Line<'a>,
    /// The head after it.
    pub head: Head,
}

/// What a verified export is worth.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verified {
    /// These are all lines: the last of them is sealed by the head that was given.
    Complete,
    /// The lines follow each other, but no head was given: later lines may be missing.
    MayBeTruncated,
}

/// Why an export is not the history of its ticket.
#[derive(Error, Debug, Clone, Copy, PartialEq, Eq)]
pub enum VerifyError {
    /// This line, or the place of it, is not what its head seals: it was altered, moved, added, or the line
    /// before it was left out.
    #[error("history line {line} has a head that does not seal it and the lines before it")]
    Line {
        /// Its place, from 0.
        line: usize,
    },
    /// All lines follow each other but the head given seals others: later lines are missing, or it is the
    /// head of another history.
    #[error("history of {lines} lines does not end in the given head")]
    End {
        /// How many lines follow each other.
        lines: usize,
    },
}

/// The head of a history without lines.
#[must_use]
pub fn first_head(origin: &Origin<'_>) -> Head {
    seal(&[
        ORIGIN_TAG.as_bytes(),
        origin.chain.as_bytes(),
        origin.registry.as_bytes(),
        &origin.ticket.to_be_bytes(),
    ])
}

/// The head after `line`, where `head` is the one before it.
#[must_use]
pub fn append(head: &Head, line: &Line<'_>) -> Head {
    seal(&[
        LINE_TAG.as_bytes(),
        head,
        line.kind.as_bytes(),
        line.actor.as_bytes(),
        &line.time.0.to_be_bytes(),
        line.detail,
        line.commitment.as_ref().map_or(&[], |hash| hash.as_slice()),
    ])
}

/// Checks an export line by line, from `first` (see [`first_head`]) to the `head` that the chain holds, if
/// it is at hand.
///
/// # Errors
/// The first line that its head does not seal, or an end that is not the given head.
pub fn verify(
    first: Head,
    lines: &[SealedLine<'_>],
    head: Option<Head>,
) -> Result<Verified, VerifyError> {
    let mut before = first;
    for (place, sealed) in lines.iter().enumerate() {
        if append(&before, &sealed.line) != sealed.head {
            return Err(VerifyError::Line { line: place });
        }
        before = sealed.head;
    }
    match head {
        None => Ok(Verified::MayBeTruncated),
        Some(head) if head == before => Ok(Verified::Complete),
        Some(_) => Err(VerifyError::End { lines: lines.len() }),
    }
}

fn seal(parts: &[&[u8]]) -> Head {
    let mut hasher = Sha256::new();
    for part in parts {
        let length = u64::try_from(part.len()).unwrap_or(u64::MAX);
        hasher.update(length.to_be_bytes());
        hasher.update(part);
    }
    hasher.finalize().into()
}
