//! Which code a contract runs, and what may replace it.

use cosmwasm_std::{StdResult, Storage};
use semver::Version;

use crate::KitError;

/// Notes name and version at instantiation.
///
/// # Errors
/// Those of storage.
pub fn set(storage: &mut dyn Storage, name: &'static str, version: &str) -> StdResult<()> {
    cw2::set_contract_version(storage, name, version)
}

/// Moves to a newer version of the same contract.
///
/// # Errors
/// [`KitError::ForeignContract`], [`KitError::NotNewer`].
pub fn upgrade(
    storage: &mut dyn Storage,
    name: &'static str,
    version: &'static str,
) -> Result<(), KitError> {
    let stored = cw2::get_contract_version(storage)?;
    if stored.contract != name {
        return Err(KitError::ForeignContract {
            found: stored.contract,
            need: name,
        });
    }
    if Version::parse(&stored.version)? >= Version::parse(version)? {
        return Err(KitError::NotNewer {
            stored: stored.version,
            new: version,
        });
    }
    Ok(cw2::set_contract_version(storage, name, version)?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use cosmwasm_std::testing::MockStorage;

    #[test]
    fn only_a_newer_version_of_the_same_contract_takes_over() {
        let mut storage = MockStorage::new();
        set(&mut storage, "aftercare:one", "1.2.0").unwrap();
        let foreign = KitError::ForeignContract {
            found: "aftercare:one".into(),
            need: "other",
        };
        assert_eq!(upgrade(&mut storage, "other", "2.0.0"), Err(foreign));
        for new in ["1.2.0", "1.1.9"] {
            let refused = KitError::NotNewer {
                stored: "1.2.0".into(),
                new,
            };
            assert_eq!(upgrade(&mut storage, "aftercare:one", new), Err(refused));
        }
        assert_eq!(upgrade(&mut storage, "aftercare:one", "1.10.0"), Ok(()));
        assert_eq!(
            cw2::get_contract_version(&storage).unwrap().version,
            "1.10.0"
        );
    }
}
