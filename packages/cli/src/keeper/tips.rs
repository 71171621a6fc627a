//! What a keeper was given: coins and tokens that its transactions brought to its address.

use std::collections::BTreeMap;
use std::fmt;

use cosmwasm_std::{Coin, Event};
use serde_json::{json, Value};

/// Sums by asset.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Tips(BTreeMap<String, u128>);

impl Tips {
    /// Adds what the events of a transaction brought to an address.
    pub fn add(&mut self, events: &[Event], keeper: &str) {
        for event in events {
            let of = |name: &str| {
                let found = event.attributes.iter().find(|it| it.key == name);
                found.map(|it| it.value.as_str())
            };
            let coins = (event.ty == "coin_received" && of("receiver") == Some(keeper))
                .then(|| of("amount").unwrap_or_default());
            for coin in coins.unwrap_or_default().split(',') {
                if let Ok(coin) = coin.parse::<Coin>() {
                    self.count(coin.denom, coin.amount.u128());
                }
            }
            if event.ty == "wasm" && of("to") == Some(keeper) {
                let amount = of("amount").and_then(|amount| amount.parse().ok());
                if let (Some(token), Some(amount)) = (of("_contract_address"), amount) {
                    self.count(token.to_owned(), amount);
                }
            }
        }
    }

    fn count(&mut self, asset: String, amount: u128) {
        let sum = self.0.entry(asset).or_default();
        *sum = sum.saturating_add(amount);
    }

    /// Amounts as texts by asset.
    pub fn json(&self) -> Value {
        let texts: BTreeMap<&String, String> = self
            .0
            .iter()
            .map(|(asset, amount)| (asset, amount.to_string()))
            .collect();
        json!(texts)
    }
}

impl fmt::Display for Tips {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0.is_empty() {
            return f.write_str("none");
        }
        let parts = self
            .0
            .iter()
            .map(|(asset, amount)| format!("{amount} {asset}"));
        f.write_str(&parts.collect::<Vec<_>>().join(", "))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn coins_and_tokens_that_came_in_are_counted_and_what_went_elsewhere_is_not() {
        let received = |who: &str, amount: &str| {
            Event::new("coin_received")
                .add_attribute("receiver", who)
                .add_attribute("amount", amount)
        };
        let token = Event::new("wasm")
            .add_attribute("_contract_address", "token")
            .add_attribute("to", "me")
            .add_attribute("amount", "7");
        let mut tips = Tips::default();
        tips.add(
            &[
                received("me", "5ueuro,1stake"),
                received("you", "9ueuro"),
                token,
            ],
            "me",
        );
        assert_eq!(tips.to_string(), "1 stake, 7 token, 5 ueuro");
        assert_eq!(Tips::default().to_string(), "none");
    }
}
