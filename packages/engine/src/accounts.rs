//! Addresses of people: of a chain's length and prefix, so that keys and messages have a chain's sizes.

use cosmwasm_std::testing::MockApi;
use cosmwasm_std::{Addr, Api, CanonicalAddr};

/// Bytes of an account's address; a contract's has 32.
const ACCOUNT_BYTES: usize = 20;

/// The rules of addresses, with wasmd's prefix.
pub(crate) fn api() -> MockApi {
    MockApi::default().with_prefix("wasm")
}

/// The address of a named person on every engine whose keys are not real ones.
#[must_use]
pub fn account_address(name: &str) -> Addr {
    let long = api().addr_make(name);
    let short = |bytes: CanonicalAddr| {
        let bytes: Vec<u8> = bytes
            .as_slice()
            .iter()
            .copied()
            .take(ACCOUNT_BYTES)
            .collect();
        api().addr_humanize(&CanonicalAddr::from(bytes))
    };
    api()
        .addr_canonicalize(long.as_str())
        .and_then(short)
        .unwrap_or(long)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_account_has_the_length_that_it_has_on_a_chain() {
        let account = account_address("customer");
        assert_eq!(account.as_str().len(), 43);
        assert!(api().addr_validate(account.as_str()).is_ok());
    }
}
