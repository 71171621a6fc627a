//! Scopes as bits of a record and as words of messages.

use aftercare_interface::ticket_registry::{AgentScope, DelegateScope};
use aftercare_kit::{check, KitError};

/// One right of several.
pub trait Scope: Copy + PartialEq + 'static {
    /// All of them, in the order of their bits.
    const ALL: &'static [Self];

    /// Its word in errors and events.
    fn word(self) -> &'static str;
}

impl Scope for AgentScope {
    const ALL: &'static [Self] = &[
        Self::Open,
        Self::Reply,
        Self::Resolve,
        Self::Triage,
        Self::Assign,
        Self::Relay,
    ];

    fn word(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Reply => "reply",
            Self::Resolve => "resolve",
            Self::Triage => "triage",
            Self::Assign => "assign",
            Self::Relay => "relay",
        }
    }
}

impl Scope for DelegateScope {
    const ALL: &'static [Self] = &[
        Self::Open,
        Self::Reply,
        Self::Confirm,
        Self::Rate,
        Self::Escalate,
    ];

    fn word(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Reply => "reply",
            Self::Confirm => "confirm",
            Self::Rate => "rate",
            Self::Escalate => "escalate",
        }
    }
}

fn bit<S: Scope>(scope: S) -> u8 {
    let place = S::ALL.iter().position(|one| *one == scope);
    let place = place.and_then(|place| u32::try_from(place).ok());
    place.and_then(|place| 1u8.checked_shl(place)).unwrap_or(0)
}

/// Whether these bits hold a scope.
pub fn holds<S: Scope>(bits: u8, scope: S) -> bool {
    bits & bit(scope) != 0
}

/// The bits of a list of scopes, each once.
///
/// # Errors
/// None at all, or one that stands twice.
pub fn bits<S: Scope>(scopes: &[S]) -> Result<u8, KitError> {
    check::count(scopes.len(), "scopes", 1, S::ALL.len())?;
    let mut bits = 0;
    for scope in scopes {
        if holds(bits, *scope) {
            return Err(KitError::Duplicate {
                field: "scopes",
                value: scope.word().to_owned(),
            });
        }
        bits |= bit(*scope);
    }
    Ok(bits)
}

/// The scopes of these bits.
pub fn list<S: Scope>(bits: u8) -> Vec<S> {
    let held = S::ALL.iter().filter(|scope| holds(bits, **scope));
    held.copied().collect()
}

/// The words of these bits, joined by commas.
pub fn words<S: Scope>(bits: u8) -> String {
    let words: Vec<_> = list::<S>(bits).into_iter().map(Scope::word).collect();
    words.join(",")
}
