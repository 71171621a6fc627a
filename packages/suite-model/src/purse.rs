//! Who holds how much of what, outside and inside the contracts.

use std::collections::BTreeMap;

/// An address, as text.
pub type Account = String;

/// What can be held.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Asset {
    /// A coin of the chain, by its denomination.
    Native(String),
    /// A CW20 token, by its address.
    Cw20(Account),
}

/// Why a message is refused: the stable code that its error begins with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused(pub &'static str);

/// Amounts by account and asset; what nobody holds is not listed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Purses(BTreeMap<(Account, Asset), u128>);

impl Purses {
    /// What an account holds.
    #[must_use]
    pub fn of(&self, account: &str, asset: &Asset) -> u128 {
        let key = (account.to_owned(), asset.clone());
        self.0.get(&key).copied().unwrap_or_default()
    }

    /// Puts an amount in.
    pub fn put(&mut self, account: &str, asset: &Asset, amount: u128) {
        if amount > 0 {
            let key = (account.to_owned(), asset.clone());
            *self.0.entry(key).or_default() += amount;
        }
    }

    /// Takes an amount out; `false`, and nothing happens, where less is there.
    pub fn take(&mut self, account: &str, asset: &Asset, amount: u128) -> bool {
        let held = self.of(account, asset);
        if held < amount {
            return false;
        }
        let key = (account.to_owned(), asset.clone());
        if held == amount {
            self.0.remove(&key);
        } else {
            self.0.insert(key, held - amount);
        }
        true
    }

    /// What an account holds, by asset.
    #[must_use]
    pub fn all_of(&self, account: &str) -> Vec<(Asset, u128)> {
        let of_account = self.0.iter().filter(|((owner, _), _)| owner == account);
        of_account
            .map(|((_, asset), amount)| (asset.clone(), *amount))
            .collect()
    }

    /// All that is held of an asset.
    #[must_use]
    pub fn total(&self, asset: &Asset) -> u128 {
        let of_asset = self.0.iter().filter(|((_, held), _)| held == asset);
        of_asset.map(|(_, amount)| amount).sum()
    }
}
