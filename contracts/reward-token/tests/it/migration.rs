//! migrate
//! └── given the same version, or code of another contract
//!     └── it refuses and changes nothing

use aftercare_interface::reward_token::MigrateMsg;
use aftercare_kit::KitError;
use aftercare_reward_token::ContractError;
use cosmwasm_std::testing::MockStorage;
use cosmwasm_std::Storage;
use cw_multi_test::Executor;

use crate::world::{person, token_code, World};

fn migrated(world: &mut World) -> ContractError {
    let code = world.app.store_code(token_code());
    let (admin, token) = (person("admin"), world.token.clone());
    let before = world.app.dump_wasm_raw(&token);
    let result = world
        .app
        .migrate_contract(admin, token.clone(), &MigrateMsg {}, code);
    assert_eq!(before, world.app.dump_wasm_raw(&token));
    result.unwrap_err().downcast().unwrap()
}

/// Writes what another contract or release would have noted at instantiation.
fn noted(world: &mut World, name: &str, version: &str) {
    let mut note = MockStorage::new();
    cw2::set_contract_version(&mut note, name, version).unwrap();
    let bytes = note.get(b"contract_info").unwrap();
    let token = world.token.clone();
    world
        .app
        .contract_storage_mut(&token)
        .set(b"contract_info", &bytes);
}

#[test]
fn the_same_version_again_and_a_downgrade_are_refused() {
    let mut world = World::new();
    let new = env!("CARGO_PKG_VERSION");
    for stored in [new, "99.0.0"] {
        noted(&mut world, "aftercare:reward-token", stored);
        let refused = KitError::NotNewer {
            stored: stored.into(),
            new,
        };
        assert_eq!(migrated(&mut world), refused.into());
    }
}

#[test]
fn another_contract_is_refused() {
    let mut world = World::new();
    noted(&mut world, "crates.io:cw20-base", "0.0.1");
    let refused = KitError::ForeignContract {
        found: "crates.io:cw20-base".into(),
        need: "aftercare:reward-token",
    };
    assert_eq!(migrated(&mut world), refused.into());
}
