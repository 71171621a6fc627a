//! Which code a contract runs, and what may replace it.

use aftercare_json::{to_vec, FromJson, ToJson};
use cosmwasm_std::{StdError, StdResult, Storage};

use crate::{json, KitError};

/// Where every CosmWasm contract notes its name and version, as JSON.
const KEY: &[u8] = b"contract_info";

#[derive(FromJson, ToJson)]
struct ContractInfo {
    contract: String,
    version: String,
}

/// Notes name and version at instantiation.
pub fn set(storage: &mut dyn Storage, name: &'static str, version: &str) {
    let info = ContractInfo {
        contract: name.to_owned(),
        version: version.to_owned(),
    };
    storage.set(KEY, &to_vec(&info));
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
    let bytes = storage.get(KEY);
    let bytes = bytes.ok_or_else(|| StdError::not_found("contract_info"))?;
    let stored: ContractInfo = json::read(&bytes)?;
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
    set(storage, name, version);
    Ok(())
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
        set(&mut storage, "aftercare:one", "1.2.0");
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
        // Each number alone decides, and as a number: 10 is more than 9.
        for new in ["1.2.9", "1.2.10", "1.10.0", "2.0.0"] {
            assert_eq!(upgrade(&mut storage, "aftercare:one", new), Ok(()));
            let noted = cw2::get_contract_version(&storage).unwrap();
            assert_eq!(noted.version, new);
        }
    }

    #[test]
    fn a_version_that_is_not_three_numbers_is_refused() {
        let mut storage = MockStorage::new();
        set(&mut storage, "aftercare:one", "1.2.0");
        for new in ["", "2", "2.0", "2.0.0.0", "2.0.0-rc.1", "2.0.x", "2.0.-1"] {
            let refused = StdError::generic_err("version: three numbers expected").into();
            assert_eq!(upgrade(&mut storage, "aftercare:one", new), Err(refused));
        }
    }
}
