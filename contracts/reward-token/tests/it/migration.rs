//! migrate
//! ├── given a newer version of this contract
//! │   └── it takes over
//! └── given the same version, an older one, or code of another contract
//!     └── it refuses and changes nothing

use aftercare_interface::reward_token::MigrateMsg;
use aftercare_kit::KitError;
use aftercare_reward_token::ContractError;
use cosmwasm_std::testing::MockStorage;
use cosmwasm_std::Storage;
use cw_multi_test::Executor;

use crate::world::{person, token_code, World};

fn migrate(world: &mut World, name: &str, version: &str) -> Result<(), ContractError> {
    let mut note = MockStorage::new();
    cw2::set_contract_version(&mut note, name, version).unwrap();
    let bytes = note.get(b"contract_info").unwrap();
    let token = world.token.clone();
    world
        .app
        .contract_storage_mut(&token)
        .set(b"contract_info", &bytes);
    let code = world.app.store_code(token_code());
    let before = world.app.dump_wasm_raw(&token);
    let admin = person("admin");
    let result = world
        .app
        .migrate_contract(admin, token.clone(), &MigrateMsg {}, code);
    assert_eq!(before == world.app.dump_wasm_raw(&token), result.is_err());
    result
        .map(|_| ())
        .map_err(|error| error.downcast().unwrap())
}

#[test]
fn a_newer_version_takes_over() {
    let mut world = World::new();
    assert_eq!(
        migrate(&mut world, "aftercare:reward-token", "0.0.1"),
        Ok(())
    );
}

#[test]
fn the_same_version_again_and_a_downgrade_are_refused() {
    let mut world = World::new();
    let new = env!("CARGO_PKG_VERSION");
    for stored in [new, "99.0.0"] {
        let refused = KitError::NotNewer {
            stored: stored.into(),
            new,
        };
        let result = migrate(&mut world, "aftercare:reward-token", stored);
        assert_eq!(result, Err(refused.into()));
    }
}

#[test]
fn another_contract_is_refused() {
    let refused = KitError::ForeignContract {
        found: "crates.io:cw20-base".into(),
        need: "aftercare:reward-token",
    };
    let mut world = World::new();
    let result = migrate(&mut world, "crates.io:cw20-base", "0.0.1");
    assert_eq!(result, Err(refused.into()));
}
