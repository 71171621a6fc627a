//! Answers and nested messages, by way of [`aftercare_json`].

use aftercare_json::{FromJson, ToJson, Tree};
use cosmwasm_std::{Binary, StdError, StdResult};

/// The JSON of an answer.
#[must_use]
pub fn answer(value: &dyn ToJson) -> Binary {
    aftercare_json::to_vec(value).into()
}

/// How an enum's word is spelt in messages.
#[must_use]
pub fn word(value: &dyn ToJson) -> String {
    let json = String::from_utf8(aftercare_json::to_vec(value)).unwrap_or_default();
    json.trim_matches('"').to_owned()
}

/// Reads a message that came inside another one.
///
/// # Errors
/// Where the bytes are no JSON or say something else.
pub fn read<M: FromJson>(bytes: &[u8]) -> StdResult<M> {
    let tree: Tree = cosmwasm_std::from_json(bytes)?;
    take(tree)
}

/// What a tree says.
///
/// # Errors
/// Where it says something else.
pub(crate) fn take<M: FromJson>(tree: Tree) -> StdResult<M> {
    aftercare_json::read(tree)
        .map_err(|misread| StdError::parse_err(std::any::type_name::<M>(), misread))
}
