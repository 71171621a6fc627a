//! `reward-token`: balances, allowances, emission. It knows nothing of the suite's objects.

use aftercare_domain::time::Seconds;
use aftercare_engine::{suite, Code, Engine, Failure};
use aftercare_testing::World;
use cosmwasm_std::Addr;
use serde_json::{json, Value};

use super::rows;
use crate::matrix::stage::plain;
use crate::matrix::{Contract, Message, Scene, Sent, Stage, Subject};

type Told = Result<(), Failure>;

/// What the holder has.
const BALANCE: u128 = 1_000_000;

pub(super) fn contract() -> Contract {
    Contract {
        name: "reward-token",
        schema: include_str!("../../../../../schema/reward-token.json"),
        rules: include_str!("../tables/reward-token.txt").to_owned(),
        row: rows::reward_token,
        beside: None,
        subjects: vec![Subject {
            scenes: scenes(),
            messages: messages(),
            other: None,
        }],
    }
}

/// A token of its own with marketing; the holder has some of it, and has allowed the spender some.
fn deploy(stage: &mut Stage) -> Result<Addr, Failure> {
    let World { engine, suite, .. } = &mut stage.world;
    let (owner, start) = (engine.account("owner"), engine.now());
    let holders = ["holder", "other-customer"].map(|name| engine.account(name));
    let marketing = engine.account("marketing");
    let message = suite::token_message(&owner, &suite.community, start);
    let mut message = json!(message);
    let balance = |address: &Addr| json!({"address": address, "amount": BALANCE.to_string()});
    set(
        &mut message,
        "initial_balances",
        holders.iter().map(balance).collect(),
    );
    set(&mut message, "marketing", json!({"marketing": marketing}));
    let token = engine.instantiate(&owner, Code::RewardToken, &message)?;
    stage.note("token", token.as_str());
    Ok(token)
}

fn set(message: &mut Value, field: &str, value: Value) {
    if let Some(message) = message.as_object_mut() {
        message.insert(field.to_owned(), value);
    }
}

fn token(stage: &Stage) -> Addr {
    // The address was answered by the engine.
    #[allow(clippy::disallowed_methods)]
    Addr::unchecked(stage.own("token").as_str().unwrap_or_default())
}

fn to_token(stage: &Stage, message: Value) -> Sent {
    plain(&token(stage), message)
}

fn tell(stage: &mut Stage, role: &str, message: Value) -> Told {
    let sent = to_token(stage, message);
    stage.send(role, &sent).map(drop)
}

fn allow(stage: &mut Stage, amount: u128, expires: Value) -> Told {
    let spender = stage.person("spender");
    let allow = json!({"spender": spender, "amount": amount.to_string(), "expires": expires});
    tell(stage, "holder", json!({"increase_allowance": allow}))
}

fn fresh(stage: &mut Stage) -> Told {
    deploy(stage)?;
    allow(stage, 600_000, Value::Null)
}

fn scenes() -> Vec<Scene> {
    let scene = |name, build| Scene { name, build };
    vec![
        scene("plain", fresh),
        scene("no-allowance", |stage| deploy(stage).map(drop)),
        scene("allowance-short", |stage| {
            deploy(stage)?;
            allow(stage, 10, Value::Null)
        }),
        scene("allowance-over", |stage| {
            deploy(stage)?;
            let end = stage.world.now().plus(Seconds(60)).0 * 1_000_000_000;
            allow(stage, 600_000, json!({"at_time": end.to_string()}))?;
            stage.wait(Seconds(60))
        }),
        scene("empty", |stage| {
            fresh(stage)?;
            let burn = json!({"burn": {"amount": BALANCE.to_string()}});
            tell(stage, "holder", burn.clone())?;
            tell(stage, "other-customer", burn)
        }),
        scene("minter-announced", |stage| announced(stage, 6)),
        scene("minter-changed", |stage| announced(stage, 7)),
        scene("no-minter", |stage| {
            fresh(stage)?;
            tell(
                stage,
                "owner",
                json!({"update_minter": {"new_minter": null}}),
            )?;
            stage.wait(Seconds::days(7))
        }),
        scene("budget-spent", |stage| {
            fresh(stage)?;
            let keeper = stage.person("keeper");
            let mint = json!({"recipient": keeper, "amount": "5000000000000"});
            tell(stage, "community", json!({"mint": mint}))
        }),
        scene("cap-reached", |stage| {
            fresh(stage)?;
            let minted = (2 * BALANCE).to_string();
            tell(stage, "owner", json!({"lower_cap": {"cap": minted}}))
        }),
        scene("budget-zero", |stage| {
            fresh(stage)?;
            tell(stage, "owner", json!({"lower_budget": {"budget": "0"}}))
        }),
        scene("no-marketing", |stage| {
            fresh(stage)?;
            tell(
                stage,
                "marketing",
                json!({"update_marketing": {"marketing": ""}}),
            )
        }),
        scene("owner-offered", |stage| offered(stage, 60, 0)),
        scene("owner-offer-lapsed", |stage| offered(stage, 60, 60)),
        scene("owner-changed", |stage| {
            offered(stage, 60, 59)?;
            tell(
                stage,
                "next-owner",
                json!({"update_ownership": "accept_ownership"}),
            )
        }),
    ]
}

fn announced(stage: &mut Stage, days: u64) -> Told {
    fresh(stage)?;
    let keeper = stage.person("keeper");
    tell(
        stage,
        "owner",
        json!({"update_minter": {"new_minter": keeper}}),
    )?;
    stage.wait(Seconds::days(days))
}

fn offered(stage: &mut Stage, lasts: u64, later: u64) -> Told {
    fresh(stage)?;
    let offer = transfer_ownership(stage, lasts);
    tell(stage, "owner", offer)?;
    stage.wait(Seconds(later))
}

/// Ownership offered to the next owner, for some seconds.
pub(super) fn transfer_ownership(stage: &mut Stage, lasts: u64) -> Value {
    let (next, end) = (stage.person("next-owner"), stage.world.now().0 + lasts);
    let expiry = json!({"at_time": (end * 1_000_000_000).to_string()});
    let offer = json!({"new_owner": next, "expiry": expiry});
    json!({"update_ownership": {"transfer_ownership": offer}})
}

fn messages() -> Vec<Message> {
    let message = |name, make| Message { name, make };
    vec![
        message("transfer", |stage| {
            let to = stage.person("keeper");
            to_token(
                stage,
                json!({"transfer": {"recipient": to, "amount": "500000"}}),
            )
        }),
        message("burn", |stage| {
            to_token(stage, json!({"burn": {"amount": "500000"}}))
        }),
        message("send", |stage| {
            // The hook is refused by the community, where this token is not listed.
            let to = stage.world.suite.community.clone();
            to_token(
                stage,
                json!({"send": {"contract": to, "amount": "500000", "msg": ""}}),
            )
        }),
        message("increase_allowance", |stage| {
            let spender = stage.person("spender");
            to_token(
                stage,
                json!({"increase_allowance": {"spender": spender, "amount": "5"}}),
            )
        }),
        message("decrease_allowance", |stage| {
            let spender = stage.person("spender");
            to_token(
                stage,
                json!({"decrease_allowance": {"spender": spender, "amount": "5"}}),
            )
        }),
        message("transfer_from", |stage| from_holder(stage, "transfer_from")),
        message("send_from", |stage| {
            let (owner, to) = (stage.person("holder"), stage.world.suite.community.clone());
            let send = json!({"owner": owner, "contract": to, "amount": "500000", "msg": ""});
            to_token(stage, json!({"send_from": send}))
        }),
        message("burn_from", |stage| {
            let owner = stage.person("holder");
            to_token(
                stage,
                json!({"burn_from": {"owner": owner, "amount": "500000"}}),
            )
        }),
        message("mint", |stage| {
            let to = stage.person("keeper");
            to_token(
                stage,
                json!({"mint": {"recipient": to, "amount": "3000000000000"}}),
            )
        }),
        message("update_minter", |stage| {
            let to = stage.person("escrow");
            to_token(stage, json!({"update_minter": {"new_minter": to}}))
        }),
        message("update_marketing", |stage| {
            to_token(
                stage,
                json!({"update_marketing": {"project": "https://example.org"}}),
            )
        }),
        message("upload_logo", |stage| {
            to_token(
                stage,
                json!({"upload_logo": {"url": "https://example.org/logo.svg"}}),
            )
        }),
        message("lower_cap", |stage| {
            to_token(stage, json!({"lower_cap": {"cap": "5000000"}}))
        }),
        message("lower_budget", |stage| {
            to_token(stage, json!({"lower_budget": {"budget": "5"}}))
        }),
        message("update_ownership.transfer", |stage| {
            let offer = transfer_ownership(stage, 60);
            to_token(stage, offer)
        }),
        message("update_ownership.accept", |stage| {
            to_token(stage, json!({"update_ownership": "accept_ownership"}))
        }),
        message("update_ownership.renounce", |stage| {
            to_token(stage, json!({"update_ownership": "renounce_ownership"}))
        }),
    ]
}

fn from_holder(stage: &mut Stage, verb: &str) -> Sent {
    let (owner, to) = (stage.person("holder"), stage.person("keeper"));
    to_token(
        stage,
        json!({verb: {"owner": owner, "recipient": to, "amount": "500000"}}),
    )
}
