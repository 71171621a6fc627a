//! Which code a contract runs, and what may replace it.

use cosmwasm_std::{StdError, StdResult, Storage};

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
/// [`KitError::ForeignContract`], [`KitError::NotNewer`]; [`KitError::Std`] where a version is not three
/// numbers.
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
    if numbers(&stored.version)? >= numbers(version)? {
        return Err(KitError::NotNewer {
            stored: stored.version,
            new: version,
        });
    }
    Ok(cw2::set_contract_version(storage, name, version)?)
}

/// Versions of contracts are three numbers, without the suffixes that would take a library to compare.
fn numbers(version: &str) -> StdResult<[u64; 3]> {
    let mut parts = version.split('.').map(str::parse);
    match (parts.next(), parts.next(), parts.next(), parts.next()) {
        (Some(Ok(major)), Some(Ok(minor)), Some(Ok(patch)), None) => Ok([major, minor, patch]),
        _ => Err(StdError::generic_err("version: three numbers expected")),
    }
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

    #[test]
    fn a_version_that_is_not_three_numbers_is_refused() {
        let mut storage = MockStorage::new();
        set(&mut storage, "aftercare:one", "1.2.0").unwrap();
        for new in ["", "2", "2.0", "2.0.0.0", "2.0.0-rc.1", "2.0.x", "2.0.-1"] {
            let refused = StdError::generic_err("version: three numbers expected").into();
            assert_eq!(upgrade(&mut storage, "aftercare:one", new), Err(refused));
        }
    }
}
