//! What the owner and the pauser do.

use aftercare_domain::time::Seconds;
use aftercare_engine::Engine;
use aftercare_testing::EURO;
use cosmwasm_std::coin;
use serde_json::{json, Value};

use super::super::ground::Told;
use super::super::token::transfer_ownership;
use super::ground;
use super::purse::euro;
use crate::matrix::{Message, Scene, Stage, Subject};

pub(super) fn subject() -> Subject {
    Subject {
        scenes: scenes(),
        messages: messages(),
        other: None,
    }
}

fn scenes() -> Vec<Scene> {
    let scene = |name, build| Scene { name, build };
    vec![
        scene("plain", plain),
        scene("surplus", |stage| {
            plain(stage)?;
            let escrow = stage.world.suite.escrow.clone();
            stage.world.engine.fund(&escrow, coin(1_000_000, EURO))
        }),
        scene("just-paused", |stage| {
            plain(stage)?;
            stage.till("pauser", json!({"pause": {}}))?;
            stage.till("owner", json!({"unpause": {}}))
        }),
        scene("pause-lapsed", |stage| {
            plain(stage)?;
            stage.till("pauser", json!({"pause": {}}))?;
            stage.wait(Seconds(72 * 3_600 + 1))
        }),
        scene("no-pauser", |stage| {
            plain(stage)?;
            stage.till("owner", json!({"set_pauser": {"pauser": null}}))
        }),
        scene("owner-offered", |stage| offered(stage, 60, 0)),
        scene("owner-offer-lapsed", |stage| offered(stage, 60, 60)),
        scene("owner-changed", |stage| {
            offered(stage, 60, 59)?;
            stage.till(
                "next-owner",
                json!({"update_ownership": "accept_ownership"}),
            )
        }),
    ]
}

fn plain(stage: &mut Stage) -> Told {
    ground(stage, |_| {})
}

fn offered(stage: &mut Stage, lasts: u64, later: u64) -> Told {
    plain(stage)?;
    let offer = transfer_ownership(stage, lasts);
    stage.till("owner", offer)?;
    stage.wait(Seconds(later))
}

fn messages() -> Vec<Message> {
    let message = |name, make| Message { name, make };
    let mut all = vec![
        message("wire", |stage: &mut Stage| {
            let registry = stage.world.suite.registry.clone();
            stage.to_escrow(json!({"wire": {"registry": registry}}))
        }),
        message("announce_monitoring", |stage| {
            let monitoring = stage.person("monitoring");
            stage.to_escrow(json!({"announce_monitoring": {"monitoring": monitoring}}))
        }),
        message("list_asset", |stage: &mut Stage| {
            let asset = json!({"native": {"denom": "uyen"}});
            stage.to_escrow(json!({"list_asset": {"asset": asset}}))
        }),
        message("close_asset", |stage: &mut Stage| {
            stage.to_escrow(json!({"close_asset": {"asset": euro()}}))
        }),
        message("set_pauser", |stage: &mut Stage| {
            stage.to_escrow(json!({"set_pauser": {"pauser": null}}))
        }),
        message("pause", |stage: &mut Stage| {
            stage.to_escrow(json!({"pause": {}}))
        }),
        message("unpause", |stage: &mut Stage| {
            stage.to_escrow(json!({"unpause": {}}))
        }),
        message("sweep", |stage: &mut Stage| {
            stage.to_escrow(json!({"sweep": {"asset": euro()}}))
        }),
    ];
    all.extend(ownership());
    all
}

fn ownership() -> Vec<Message> {
    let message = |name, make| Message { name, make };
    vec![
        message("update_ownership.transfer", |stage| {
            let offer: Value = transfer_ownership(stage, 60);
            stage.to_escrow(offer)
        }),
        message("update_ownership.accept", |stage: &mut Stage| {
            stage.to_escrow(json!({"update_ownership": "accept_ownership"}))
        }),
        message("update_ownership.renounce", |stage: &mut Stage| {
            stage.to_escrow(json!({"update_ownership": "renounce_ownership"}))
        }),
    ]
}
