//! The entry points of the four contracts, by bytes: read as the artifacts read them, and by serde as well.

use std::fmt::Debug;

use aftercare_engine::Code;
use aftercare_interface::{community, reward_token, sla_escrow, ticket_registry};
use aftercare_json::FromJson;
use cosmwasm_std::{Binary, Deps, DepsMut, Env, MessageInfo, Reply, Response};
use serde::de::{DeserializeOwned, IgnoredAny};
use serde_json::Value;

use super::verdict::Wrong;

/// One of the four contracts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// `sla-escrow`.
    Escrow,
    /// `ticket-registry`.
    Registry,
    /// `reward-token`.
    Token,
    /// `community`.
    Community,
}

impl Kind {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Escrow, Self::Registry, Self::Token, Self::Community];

    /// What a code makes; `None` for other people's.
    #[must_use]
    pub const fn of(code: Code) -> Option<Self> {
        match code {
            Code::SlaEscrow => Some(Self::Escrow),
            Code::TicketRegistry => Some(Self::Registry),
            Code::RewardToken => Some(Self::Token),
            Code::Community => Some(Self::Community),
            Code::Cw20 => None,
        }
    }

    /// The name of its crate and schema.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Escrow => "sla-escrow",
            Self::Registry => "ticket-registry",
            Self::Token => "reward-token",
            Self::Community => "community",
        }
    }
}

/// Which message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// That of `instantiate`.
    Instantiate,
    /// That of `execute`.
    Execute,
    /// That of `query`.
    Query,
    /// That of `migrate`.
    Migrate,
}

impl Form {
    /// Its part of a contract's schema.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Instantiate => "instantiate",
            Self::Execute => "execute",
            Self::Query => "query",
            Self::Migrate => "migrate",
        }
    }
}

/// What a contract said: its response, or the text of its refusal.
pub type Said<T> = Result<T, String>;

/// Reads bytes as the artifacts do. `None` where they are no such message.
///
/// # Errors
/// Where serde reads something else.
pub fn read<M>(bytes: &[u8]) -> Result<Option<M>, Wrong>
where
    M: FromJson + DeserializeOwned + PartialEq + Debug,
{
    let ours: Option<M> = aftercare_kit::json::read(bytes).ok();
    let theirs: Option<M> = cosmwasm_std::from_json(bytes).ok();
    if ours == theirs {
        return Ok(ours);
    }
    // The standards' own types let pass fields that nobody knows, even with a value that is no JSON; ours refuses
    // both, as everywhere.
    let only_known: Option<M> = of_known_fields(bytes)
        .and_then(|message| aftercare_kit::json::read(message.to_string().as_bytes()).ok());
    let is_json = serde_json::from_slice::<IgnoredAny>(bytes).is_ok();
    if ours.is_none() && (!is_json || theirs == only_known) {
        return Ok(None);
    }
    Err(Wrong::new(format!(
        "read as {ours:?}, by serde as {theirs:?}"
    )))
}

/// Where types of the field's standards stand in messages, and the fields that they have.
const STANDARDS: [(&str, &[&str]); 6] = [
    ("/receive", &["sender", "amount", "msg"]),
    ("/initial_balances", &["address", "amount"]),
    (
        "/update_ownership/transfer_ownership",
        &["new_owner", "expiry"],
    ),
    ("/update_ownership/transfer_ownership/expiry/never", &[]),
    ("/increase_allowance/expires/never", &[]),
    ("/decrease_allowance/expires/never", &[]),
];

/// A message without the fields that the standards' types do not have. `None` where there are none.
fn of_known_fields(bytes: &[u8]) -> Option<Value> {
    let mut message: Value = serde_json::from_slice(bytes).ok()?;
    let before = message.clone();
    for (place, names) in STANDARDS {
        match message.pointer_mut(place) {
            Some(Value::Array(each)) => each.iter_mut().for_each(|one| keep(one, names)),
            Some(one) => keep(one, names),
            None => (),
        }
    }
    (message != before).then_some(message)
}

fn keep(object: &mut Value, names: &[&str]) {
    if let Some(fields) = object.as_object_mut() {
        fields.retain(|name, _| names.contains(&name.as_str()));
    }
}

/// Whether bytes are a message of a contract.
///
/// # Errors
/// Where the two readers differ.
pub fn is_message(kind: Kind, form: Form, bytes: &[u8]) -> Result<bool, Wrong> {
    fn is<M>(bytes: &[u8]) -> Result<bool, Wrong>
    where
        M: FromJson + DeserializeOwned + PartialEq + Debug,
    {
        Ok(read::<M>(bytes)?.is_some())
    }
    match (kind, form) {
        (Kind::Escrow, Form::Instantiate) => is::<sla_escrow::InstantiateMsg>(bytes),
        (Kind::Escrow, Form::Execute) => is::<sla_escrow::ExecuteMsg>(bytes),
        (Kind::Escrow, Form::Query) => is::<sla_escrow::QueryMsg>(bytes),
        (Kind::Escrow, Form::Migrate) => is::<sla_escrow::MigrateMsg>(bytes),
        (Kind::Registry, Form::Instantiate) => is::<ticket_registry::InstantiateMsg>(bytes),
        (Kind::Registry, Form::Execute) => is::<ticket_registry::ExecuteMsg>(bytes),
        (Kind::Registry, Form::Query) => is::<ticket_registry::QueryMsg>(bytes),
        (Kind::Registry, Form::Migrate) => is::<ticket_registry::MigrateMsg>(bytes),
        (Kind::Token, Form::Instantiate) => is::<reward_token::InstantiateMsg>(bytes),
        (Kind::Token, Form::Execute) => is::<reward_token::ExecuteMsg>(bytes),
        (Kind::Token, Form::Query) => is::<reward_token::QueryMsg>(bytes),
        (Kind::Token, Form::Migrate) => is::<reward_token::MigrateMsg>(bytes),
        (Kind::Community, Form::Instantiate) => is::<community::InstantiateMsg>(bytes),
        (Kind::Community, Form::Execute) => is::<community::ExecuteMsg>(bytes),
        (Kind::Community, Form::Query) => is::<community::QueryMsg>(bytes),
        (Kind::Community, Form::Migrate) => is::<community::MigrateMsg>(bytes),
    }
}

fn taken<M: FromJson>(bytes: &[u8]) -> Said<M> {
    aftercare_kit::json::read(bytes).map_err(|error| format!("KIT-001 {error}"))
}

fn said<T, E: ToString>(outcome: Result<T, E>) -> Said<T> {
    outcome.map_err(|error| error.to_string())
}

/// Asks a contract.
///
/// # Errors
/// What it refuses to answer.
pub fn query(kind: Kind, (deps, env): (Deps<'_>, Env), bytes: &[u8]) -> Said<Binary> {
    match kind {
        Kind::Escrow => said(aftercare_sla_escrow::contract::query(
            deps,
            env,
            taken(bytes)?,
        )),
        Kind::Registry => said(aftercare_ticket_registry::contract::query(
            deps,
            env,
            taken(bytes)?,
        )),
        Kind::Token => said(aftercare_reward_token::contract::query(
            deps,
            env,
            taken(bytes)?,
        )),
        Kind::Community => said(aftercare_community::contract::query(
            deps,
            env,
            taken(bytes)?,
        )),
    }
}

/// Sets a contract up.
///
/// # Errors
/// What it refuses.
pub fn instantiate(
    kind: Kind,
    (deps, env, info): (DepsMut<'_>, Env, MessageInfo),
    bytes: &[u8],
) -> Said<Response> {
    use {
        aftercare_community::contract as community, aftercare_reward_token::contract as token,
        aftercare_sla_escrow::contract as escrow, aftercare_ticket_registry::contract as registry,
    };
    match kind {
        Kind::Escrow => said(escrow::instantiate(deps, env, info, taken(bytes)?)),
        Kind::Registry => said(registry::instantiate(deps, env, info, taken(bytes)?)),
        Kind::Token => said(token::instantiate(deps, env, info, taken(bytes)?)),
        Kind::Community => said(community::instantiate(deps, env, info, taken(bytes)?)),
    }
}

/// Gives a contract newer code.
///
/// # Errors
/// What it refuses.
pub fn migrate(kind: Kind, (deps, env): (DepsMut<'_>, Env), bytes: &[u8]) -> Said<Response> {
    match kind {
        Kind::Escrow => said(aftercare_sla_escrow::migrate::migrate(
            deps,
            env,
            taken(bytes)?,
        )),
        Kind::Registry => said(aftercare_ticket_registry::contract::migrate(
            deps,
            env,
            taken(bytes)?,
        )),
        Kind::Token => said(aftercare_reward_token::contract::migrate(
            deps,
            env,
            taken(bytes)?,
        )),
        Kind::Community => said(aftercare_community::contract::migrate(
            deps,
            env,
            taken(bytes)?,
        )),
    }
}

/// Tells a contract what came of a message. `None`: this one never asks.
pub fn reply(kind: Kind, (deps, env): (DepsMut<'_>, Env), reply: Reply) -> Option<Said<Response>> {
    match kind {
        Kind::Escrow => Some(said(aftercare_sla_escrow::contract::reply(
            deps, env, reply,
        ))),
        Kind::Registry => Some(said(aftercare_ticket_registry::contract::reply(
            deps, env, reply,
        ))),
        Kind::Token => None,
        Kind::Community => Some(said(aftercare_community::contract::reply(deps, env, reply))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is(text: &str) -> Result<bool, Wrong> {
        is_message(Kind::Token, Form::Execute, text.as_bytes())
    }

    #[test]
    fn a_field_that_a_standard_lets_pass_is_no_message_and_no_finding() {
        assert_eq!(is(r#"{"burn":{"amount":"1"}}"#), Ok(true));
        assert_eq!(is(r#"{"burn":{"amount":"1","x":1}}"#), Ok(false));
        let never = |more: &str| {
            let text =
                r#"{"increase_allowance":{"spender":"a","amount":"1","expires":{"never":{}}}}"#;
            text.replace("{\"never\":{}}", &format!("{{\"never\":{more}}}"))
        };
        assert_eq!(is(&never("{}")), Ok(true));
        assert_eq!(is(&never(r#"{"x":1}"#)), Ok(false));
        assert_eq!(is(&never(r#"{"x":y"}"#)), Ok(false));
    }
}
