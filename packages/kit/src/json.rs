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

#[cfg(test)]
mod tests {
    use aftercare_interface::Scheme;

    use super::*;

    #[test]
    fn a_word_is_spelt_without_its_quotes_and_read_with_them() {
        let spelt = word(&Scheme::Sha256Salted);
        assert_eq!(
            answer(&Scheme::Sha256Salted),
            format!("\"{spelt}\"").into_bytes()
        );
        assert_eq!(spelt, "sha256_salted");
        assert_eq!(read(b"\"sha256_salted\""), Ok(Scheme::Sha256Salted));
        assert!(read::<Scheme>(b"\"sha\"").is_err() && read::<Scheme>(b"sha").is_err());
    }
}
