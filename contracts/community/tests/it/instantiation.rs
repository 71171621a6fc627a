//! instantiate
//! ├── given a registry that names the escrow
//! │   └── it tells what was set
//! ├── given a registry of another escrow, or none
//! │   └── it refuses
//! ├── given an epoch or a threshold out of bounds
//! │   └── it refuses
//! ├── given what is no address
//! │   └── it refuses
//! └── given a coin
//!     └── it refuses

use aftercare_community::ContractError;
use aftercare_domain::money::Bps;
use aftercare_domain::time::{Seconds, UnixTime};
use aftercare_interface::community::{ConfigResponse, QueryMsg};
use aftercare_kit::KitError;
use cosmwasm_std::{Addr, Uint128};
use cw_ownable::Ownership;

use crate::world::{euros, person, Setup, EPOCH, START};

#[test]
fn the_contract_tells_what_was_set() {
    let world = Setup::new().instantiate(&[]).unwrap();
    let expected = ConfigResponse {
        escrow: world.escrow.clone(),
        registry: world.registry.clone(),
        token: None,
        epoch_start: UnixTime(START),
        epoch_length: Seconds(EPOCH),
        silence_threshold: Bps(100),
        curators_pool: Uint128::zero(),
        carry: Uint128::zero(),
        epoch: 0,
        as_of: UnixTime(START),
    };
    assert_eq!(world.config(), expected);
    let ownership: Ownership<Addr> = world.ask(&QueryMsg::Ownership {});
    assert_eq!(ownership.owner, Some(person("owner")));
}

#[test]
fn a_registry_of_another_escrow_is_refused() {
    let mut setup = Setup::new();
    setup.msg.escrow = setup.registry.to_string();
    let refused = ContractError::ForeignRegistry {
        registry: setup.registry.clone(),
        escrow: setup.registry.clone(),
    };
    assert_eq!(setup.instantiate(&[]).err(), Some(refused));
}

#[test]
fn what_is_no_registry_is_refused() {
    for registry in [Setup::new().escrow, person("ada")] {
        let mut setup = Setup::new();
        setup.msg.registry = registry.to_string();
        let escrow = setup.escrow.clone();
        let refused = ContractError::ForeignRegistry { registry, escrow };
        assert_eq!(setup.instantiate(&[]).err(), Some(refused));
    }
}

#[test]
fn an_epoch_has_an_hour_to_366_days() {
    for (length, accepted) in [
        (3_599, false),
        (3_600, true),
        (31_622_400, true),
        (31_622_401, false),
    ] {
        let mut setup = Setup::new();
        setup.msg.epoch_length = Seconds(length);
        let refused = KitError::Range {
            field: "epoch_length",
            value: length.into(),
            min: 3_600,
            max: 31_622_400,
        };
        let expected = (!accepted).then(|| refused.into());
        assert_eq!(setup.instantiate(&[]).err(), expected);
    }
}

#[test]
fn a_threshold_has_1_to_10_000_basis_points() {
    for (threshold, accepted) in [(0, false), (1, true), (10_000, true), (10_001, false)] {
        let mut setup = Setup::new();
        setup.msg.silence_threshold = Bps(threshold);
        let refused = KitError::Range {
            field: "silence_threshold",
            value: threshold.into(),
            min: 1,
            max: 10_000,
        };
        let expected = (!accepted).then(|| refused.into());
        assert_eq!(setup.instantiate(&[]).err(), expected);
    }
}

#[test]
fn what_is_no_address_is_refused() {
    let upper = person("owner").to_string().to_uppercase();
    for owner in ["owner".to_owned(), String::new(), upper] {
        let mut setup = Setup::new();
        setup.msg.owner = owner;
        let error = setup.instantiate(&[]).err().unwrap();
        assert!(
            matches!(error, ContractError::Kit(KitError::Std(_))),
            "{error:?}"
        );
    }
}

#[test]
fn a_coin_is_refused() {
    let error = Setup::new().instantiate(&euros(1)).err();
    assert_eq!(error, Some(KitError::UnexpectedFunds { coins: 1 }.into()));
}
