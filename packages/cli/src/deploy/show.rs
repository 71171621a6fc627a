//! What a deployment says: its plan, its exact messages, its table.

use aftercare_chain_engine::{artifact_name, Message};
use cosmwasm_std::Coin;
use serde_json::{json, Value};

use crate::voice::Voice;

use super::carry::Carrier;
use super::plan::{message, Step, ORDER};

/// A step in words.
pub fn title(step: &Step) -> String {
    match step {
        Step::Store(code) => format!("store {}", artifact_name(*code)),
        Step::Instantiate(code) => format!("instantiate {}", artifact_name(*code)),
        Step::WireEscrow => "wire sla_escrow to its registry".to_owned(),
        Step::WireCommunity => "wire community to its token".to_owned(),
        Step::ListForPlans(asset) => format!("list {asset} for plans"),
        Step::ListForBounties(asset) => format!("list {asset} for bounties"),
        Step::Rate(asset, rate) => format!("set the rate of {asset} to {rate}"),
        Step::Admin(code, Some(admin)) => format!("make {admin} admin of {}", artifact_name(*code)),
        Step::Admin(code, None) => format!("make nobody admin of {}", artifact_name(*code)),
    }
}

/// What is going to happen.
pub fn plan(carrier: &Carrier<'_>, open: &[Step], voice: Voice) {
    let record = &carrier.record;
    voice.say(format!(
        "Deployment {} on {} by {}: {} steps",
        record.label,
        record.chain_id,
        record.deployer,
        open.len()
    ));
    for (number, step) in open.iter().enumerate() {
        voice.say(format!("  {:>2}  {}", number + 1, title(step)));
    }
}

/// The exact messages.
pub fn dry_run(carrier: &Carrier<'_>, open: &[Step], voice: Voice) -> anyhow::Result<()> {
    let steps: Vec<Value> = open
        .iter()
        .map(|step| {
            Ok(json!({ "step": title(step), "sender": carrier.record.deployer, "message": exact(carrier, step)? }))
        })
        .collect::<anyhow::Result<_>>()?;
    let whole = json!({ "chain_id": carrier.record.chain_id, "sent": false, "steps": steps });
    voice.tell(&whole);
    voice.say(serde_json::to_string_pretty(&whole)?);
    Ok(())
}

fn exact(carrier: &Carrier<'_>, step: &Step) -> anyhow::Result<Value> {
    if let Step::Store(code) = step {
        let artifact = carrier.shelf.take(*code)?;
        let checksum = &carrier.record.codes[artifact.name].checksum;
        return Ok(
            json!({ "store_code": { "file": format!("{}.wasm", artifact.name), "bytes": artifact.wasm.len(), "checksum": checksum } }),
        );
    }
    Ok(match message(step, &carrier.record, carrier.settings)? {
        Message::InstantiateOnce {
            code_id,
            label,
            admin,
            body,
            salt,
        } => {
            let code = if code_id == 0 {
                json!("as stored above")
            } else {
                json!(code_id)
            };
            json!({ "instantiate_contract2": { "code_id": code, "label": label, "admin": admin, "msg": parsed(&body)?, "salt": String::from_utf8_lossy(&salt), "fix_msg": false, "address": address(carrier, step)? } })
        }
        Message::Execute {
            contract,
            body,
            funds,
        } => {
            let funds: Vec<String> = funds.iter().map(Coin::to_string).collect();
            json!({ "execute_contract": { "contract": contract, "msg": parsed(&body)?, "funds": funds } })
        }
        Message::Admin {
            contract,
            admin: Some(admin),
        } => {
            json!({ "update_admin": { "contract": contract, "new_admin": admin } })
        }
        Message::Admin {
            contract,
            admin: None,
        } => json!({ "clear_admin": { "contract": contract } }),
        other => json!(format!("{other:?}")),
    })
}

fn address(carrier: &Carrier<'_>, step: &Step) -> anyhow::Result<String> {
    match step {
        Step::Instantiate(code) => Ok(carrier.record.address(*code)?.to_string()),
        _ => Ok(String::new()),
    }
}

fn parsed(body: &[u8]) -> anyhow::Result<Value> {
    Ok(serde_json::from_slice(body)?)
}

/// What stands now, from the chain itself.
pub fn table(carrier: &Carrier<'_>, sent: usize, voice: Voice) -> anyhow::Result<()> {
    let mut rows = vec![];
    voice.say(format!(
        "{:<16} {:>5}  {:<64} admin",
        "contract", "code", "address"
    ));
    for code in ORDER {
        let name = artifact_name(code);
        let address = carrier.record.address(code)?.to_string();
        let found = carrier.contract(code)?;
        let (code_id, admin) =
            found.map_or((0, None), |contract| (contract.code_id, contract.admin));
        voice.say(format!(
            "{name:<16} {code_id:>5}  {address:<64} {}",
            admin.as_deref().unwrap_or("nobody")
        ));
        let checksum = &carrier.record.codes[name].checksum;
        rows.push(json!({ "contract": name, "code_id": code_id, "address": address, "admin": admin, "checksum": checksum }));
    }
    voice.say(format!(
        "{sent} steps sent; kept in {}",
        carrier.file.display()
    ));
    voice.tell(
        &json!({ "chain_id": carrier.record.chain_id, "steps_sent": sent, "contracts": rows }),
    );
    Ok(())
}
