//! Keys: each person's own, and a seed from which further people's keys follow.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use bip39::Mnemonic;
use cosmrs::crypto::secp256k1::SigningKey;
use sha2::{Digest, Sha256};

use crate::ChainError;

/// One account's key.
#[derive(Clone)]
pub struct Key {
    signing: Arc<SigningKey>,
    address: String,
}

impl Key {
    /// The key of a mnemonic, on the path that wallets of Cosmos chains take.
    ///
    /// # Errors
    /// Where the words are no mnemonic.
    pub fn from_mnemonic(name: &str, words: &str, prefix: &str) -> Result<Self, ChainError> {
        Self::derive(name, &seed(name, words)?, (prefix, 0))
    }

    /// As [`Key::from_mnemonic`], from a file that holds the words.
    ///
    /// # Errors
    /// Where the file cannot be read, or its words are no mnemonic.
    pub fn from_file(file: &Path, prefix: &str) -> Result<Self, ChainError> {
        let words = read(file)?;
        Self::from_mnemonic(&file.display().to_string(), &words, prefix)
    }

    fn derive(name: &str, seed: &[u8], (prefix, index): (&str, u32)) -> Result<Self, ChainError> {
        let wrong = |cause: String| ChainError::Mnemonic {
            name: name.to_owned(),
            cause,
        };
        let path = format!("m/44'/118'/0'/0/{index}");
        let path = path
            .parse()
            .map_err(|error: cosmrs::bip32::Error| wrong(error.to_string()))?;
        let signing =
            SigningKey::derive_from_path(seed, &path).map_err(|error| wrong(error.to_string()))?;
        let address = signing
            .public_key()
            .account_id(prefix)
            .map_err(|error| wrong(error.to_string()))?
            .to_string();
        Ok(Self {
            signing: Arc::new(signing),
            address,
        })
    }

    /// The account's address.
    #[must_use]
    pub fn address(&self) -> &str {
        &self.address
    }

    /// What signs for it.
    pub(crate) fn signing(&self) -> &SigningKey {
        &self.signing
    }
}

fn seed(name: &str, words: &str) -> Result<[u8; 64], ChainError> {
    let mnemonic =
        Mnemonic::parse_normalized(words.trim()).map_err(|error| ChainError::Mnemonic {
            name: name.to_owned(),
            cause: error.to_string(),
        })?;
    Ok(mnemonic.to_seed(""))
}

fn read(file: &Path) -> Result<String, ChainError> {
    std::fs::read_to_string(file).map_err(|error| ChainError::File {
        file: file.to_owned(),
        cause: format!(
            "no mnemonic can be read here ({error}); name the file that holds the words"
        ),
    })
}

/// People's keys by name.
pub struct Wallet {
    keys: BTreeMap<String, Key>,
    seed: [u8; 64],
    prefix: String,
}

/// Who pays for whoever is new.
pub const FAUCET: &str = "faucet";

impl Wallet {
    /// The accounts of a folder of `NAME.mnemonic` files, one of which is the faucet's: it pays for people
    /// who have no file, and their keys follow from its words.
    ///
    /// # Errors
    /// Where a file cannot be read, or its words are no mnemonic.
    pub fn open(folder: &Path, prefix: &str) -> Result<Self, ChainError> {
        let faucet = read(&folder.join(format!("{FAUCET}.mnemonic")))?;
        let mut wallet = Self {
            keys: BTreeMap::new(),
            seed: seed(FAUCET, &faucet)?,
            prefix: prefix.to_owned(),
        };
        let unreadable = |error: std::io::Error| ChainError::File {
            file: folder.to_owned(),
            cause: error.to_string(),
        };
        for entry in std::fs::read_dir(folder).map_err(unreadable)? {
            let file = entry.map_err(unreadable)?.path();
            if let (Some("mnemonic"), Some(name)) = (
                file.extension().and_then(|it| it.to_str()),
                file.file_stem().and_then(|it| it.to_str()),
            ) {
                let key = Key::from_file(&file, prefix)?;
                wallet.keys.insert(name.to_owned(), key);
            }
        }
        Ok(wallet)
    }

    /// A person's key; the same name, the same key.
    ///
    /// # Errors
    /// Never, for words that were a mnemonic once.
    pub fn key(&mut self, name: &str) -> Result<Key, ChainError> {
        if let Some(key) = self.keys.get(name) {
            return Ok(key.clone());
        }
        let key = Key::derive(name, &self.seed, (&self.prefix, index(name)))?;
        self.keys.insert(name.to_owned(), key.clone());
        Ok(key)
    }

    /// The key of an address that was asked for by name before.
    ///
    /// # Errors
    /// Where it never was.
    pub fn key_of(&self, address: &str) -> Result<&Key, ChainError> {
        self.keys
            .values()
            .find(|key| key.address == address)
            .ok_or_else(|| ChainError::NoKey {
                address: address.to_owned(),
            })
    }
}

/// A place on the derivation path: 31 bits of the name's hash, never the faucet's own place.
fn index(name: &str) -> u32 {
    let hash = Sha256::digest(name.as_bytes());
    let bits = hash
        .iter()
        .take(4)
        .fold(0u32, |sum, byte| (sum << 8) | u32::from(*byte));
    (bits >> 1).max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The first of the published test vectors of BIP-39.
    const WORDS: &str = "abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon about";

    #[test]
    fn the_address_of_a_published_mnemonic_is_the_published_one() {
        let key = Key::from_mnemonic("test", WORDS, "cosmos").unwrap();
        assert_eq!(
            key.address(),
            "cosmos19rl4cm2hmr8afy4kldpxz3fka4jguq0auqdal4"
        );
    }

    #[test]
    fn a_word_too_few_or_a_wrong_checksum_is_named_without_the_words() {
        for words in [
            WORDS.trim_end_matches(" about"),
            &WORDS.replace("about", "zoo"),
        ] {
            let error = Key::from_mnemonic("deployer", words, "wasm").err().unwrap();
            let text = error.to_string();
            assert!(matches!(error, ChainError::Mnemonic { .. }));
            assert!(!text.contains("abandon"), "{text}");
        }
    }

    #[test]
    fn people_without_a_file_have_keys_of_their_own_that_stay() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("faucet.mnemonic"), WORDS).unwrap();
        let mut wallet = Wallet::open(folder.path(), "wasm").unwrap();
        let mut again = Wallet::open(folder.path(), "wasm").unwrap();
        let carla = wallet.key("Carla").unwrap();
        assert_eq!(carla.address(), again.key("Carla").unwrap().address());
        assert_ne!(carla.address(), wallet.key("Kofi").unwrap().address());
        assert_ne!(carla.address(), wallet.key(FAUCET).unwrap().address());
        assert!(wallet.key_of(carla.address()).is_ok());
        assert!(again.key_of("wasm1unknown").is_err());
    }
}
