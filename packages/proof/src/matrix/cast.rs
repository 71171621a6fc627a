//! Who sends: every role that the suite knows, and those that only pretend to one.

use aftercare_engine::Engine;
use cosmwasm_std::Addr;

use super::stage::Stage;

/// People. The `other-` ones have a plan, an agreement, a ticket and a question of their own.
pub const PEOPLE: &[&str] = &[
    "customer",
    "payer",
    "delegate-open",
    "delegate-reply",
    "delegate-confirm",
    "delegate-rate",
    "delegate-escalate",
    "expired-delegate",
    "provider",
    "agent",
    "agent-open",
    "agent-reply",
    "agent-resolve",
    "agent-triage",
    "agent-assign",
    "agent-relay",
    "bot",
    "expired-agent",
    "other-customer",
    "other-provider",
    "other-agent",
    "author",
    "second-author",
    "funder",
    "challenger",
    "curator",
    "second-curator",
    "expert",
    "arbitrator",
    "monitoring",
    "owner",
    "next-owner",
    "pauser",
    "fee-sink",
    "recovery",
    "holder",
    "spender",
    "marketing",
    "keeper",
];

/// Contracts that send: siblings, the token that is listed, and one that nobody listed.
pub const CONTRACTS: &[&str] = &[
    "escrow",
    "registry",
    "community",
    "token",
    "listed-token",
    "hostile-token",
];

/// The agents of the provider by the one scope that each has.
pub const SCOPES: [(&str, &str); 6] = [
    ("agent-open", "open"),
    ("agent-reply", "reply"),
    ("agent-resolve", "resolve"),
    ("agent-triage", "triage"),
    ("agent-assign", "assign"),
    ("agent-relay", "relay"),
];

/// The customer's delegates by the one scope that each has.
pub const DELEGATES: [(&str, &str); 5] = [
    ("delegate-open", "open"),
    ("delegate-reply", "reply"),
    ("delegate-confirm", "confirm"),
    ("delegate-rate", "rate"),
    ("delegate-escalate", "escalate"),
];

/// Everybody who sends every message.
pub fn roles() -> impl Iterator<Item = &'static str> {
    PEOPLE.iter().chain(CONTRACTS).copied()
}

/// The address of a role.
pub fn address(stage: &mut Stage, role: &str) -> Addr {
    let suite = &stage.world.suite;
    match role {
        "escrow" => suite.escrow.clone(),
        "registry" => suite.registry.clone(),
        "community" => suite.community.clone(),
        "token" => suite.token.clone(),
        "listed-token" => stage.dollar.clone(),
        "hostile-token" => stage.hostile.clone(),
        "fee-sink" => stage.world.engine.account("fee sink"),
        person => stage.world.engine.account(person),
    }
}

/// What a role is to the object of the others.
#[must_use]
pub fn mirrored(role: &'static str) -> &'static str {
    match role {
        "customer" => "other-customer",
        "provider" => "other-provider",
        "agent" => "other-agent",
        "other-customer" => "customer",
        "other-provider" => "provider",
        "other-agent" => "agent",
        _ => unrelated(role),
    }
}

/// Whoever is somebody to the one object only is a stranger to the other.
fn unrelated(role: &'static str) -> &'static str {
    const OF_ONE: [&str; 7] = [
        "payer",
        "delegate",
        "agent-",
        "bot",
        "expired",
        "author",
        "second-author",
    ];
    const BIDDERS: [&str; 2] = ["funder", "challenger"];
    let of_one = OF_ONE.iter().any(|start| role.starts_with(start));
    if of_one || BIDDERS.contains(&role) {
        "keeper"
    } else {
        role
    }
}
