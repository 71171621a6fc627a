//! Addresses: checked as the chain spells them, and foreseen before a contract exists.

use std::str::FromStr;

use cosmrs::AccountId;
use cosmwasm_std::{instantiate2_address, Addr, CanonicalAddr};

use crate::ChainError;

/// An address that a key or the chain itself has spelt.
pub(crate) fn address_of(text: String) -> Addr {
    #[allow(clippy::disallowed_methods)]
    Addr::unchecked(text)
}

/// Takes a text as an address of the chain with that prefix.
///
/// # Errors
/// Where it is none.
pub fn checked(text: &str, prefix: &str) -> Result<Addr, ChainError> {
    let wrong = |cause: String| ChainError::Address {
        text: text.to_owned(),
        cause,
        prefix: prefix.to_owned(),
    };
    let id = AccountId::from_str(text).map_err(|error| wrong(error.to_string()))?;
    if id.prefix() == prefix {
        Ok(address_of(id.to_string()))
    } else {
        Err(wrong("it is of another chain".to_owned()))
    }
}

/// The address of the one contract that a creator can make of these bytes with that salt.
///
/// # Errors
/// Where the creator is no address, or salt or checksum have a wrong length.
pub fn foreseen(creator: &str, checksum: &[u8], salt: &[u8]) -> Result<Addr, ChainError> {
    let wrong = |cause: String| ChainError::Address {
        text: creator.to_owned(),
        cause,
        prefix: String::new(),
    };
    let id = AccountId::from_str(creator).map_err(|error| wrong(error.to_string()))?;
    let address = instantiate2_address(checksum, &CanonicalAddr::from(id.to_bytes()), salt)
        .map_err(|error| wrong(error.to_string()))?;
    AccountId::new(id.prefix(), address.as_slice())
        .map(|address| address_of(address.to_string()))
        .map_err(|error| wrong(error.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_spoilt_address_and_one_of_another_chain_are_refused() {
        let good = "cosmos19rl4cm2hmr8afy4kldpxz3fka4jguq0auqdal4";
        assert_eq!(checked(good, "cosmos").unwrap().as_str(), good);
        for (text, prefix) in [(good, "wasm"), (&good[..44], "cosmos"), ("", "wasm")] {
            assert!(matches!(
                checked(text, prefix),
                Err(ChainError::Address { .. })
            ));
        }
    }
}
