//! migrate
//! ├── given a newer version of this contract
//! │   └── it takes over
//! └── given the same version, an older one, or code of another contract
//!     └── it refuses and changes nothing

use aftercare_community::ContractError;
use aftercare_interface::community::MigrateMsg;
use aftercare_kit::KitError;
use cosmwasm_std::testing::MockStorage;
use cosmwasm_std::Storage;
use cw_multi_test::Executor;

use crate::world::{community_code, person, World};

fn migrate(world: &mut World, name: &str, version: &str) -> Result<(), ContractError> {
    let mut note = MockStorage::new();
    cw2::set_contract_version(&mut note, name, version).unwrap();
    let bytes = note.get(b"contract_info").unwrap();
    let community = world.community.clone();
    world
        .app
        .contract_storage_mut(&community)
        .set(b"contract_info", &bytes);
    let code = world.app.store_code(community_code());
    let before = world.app.dump_wasm_raw(&community);
    let admin = person("admin");
    let result = world
        .app
        .migrate_contract(admin, community.clone(), &MigrateMsg {}, code);
    assert_eq!(
        before == world.app.dump_wasm_raw(&community),
        result.is_err()
    );
    result
        .map(|_| ())
        .map_err(|error| error.downcast().unwrap())
}

#[test]
fn a_newer_version_takes_over() {
    let mut world = World::bare();
    assert_eq!(migrate(&mut world, "aftercare:community", "0.0.1"), Ok(()));
}

#[test]
fn the_same_version_and_a_downgrade_are_refused() {
    let mut world = World::bare();
    let new = env!("CARGO_PKG_VERSION");
    for stored in [new, "99.0.0"] {
        let refused = KitError::NotNewer {
            stored: stored.into(),
            new,
        };
        let result = migrate(&mut world, "aftercare:community", stored);
        assert_eq!(result, Err(refused.into()));
    }
}

#[test]
fn another_contract_is_refused() {
    let refused = KitError::ForeignContract {
        found: "aftercare:reward-token".into(),
        need: "aftercare:community",
    };
    let mut world = World::bare();
    let result = migrate(&mut world, "aftercare:reward-token", "0.0.1");
    assert_eq!(result, Err(refused.into()));
}
