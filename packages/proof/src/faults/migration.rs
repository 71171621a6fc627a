//! Every contract of the suite migrated before each message: nothing of what was stored changes, and the
//! message does what it would have done.

use aftercare_engine::{Code, Failure};
use cosmwasm_std::Addr;

use super::beside::{Chain, Message, Trial};

/// Where a contract notes its version.
const NOTE: &[u8] = b"contract_info";
/// The version of which every migration here is an upgrade.
const OLDER: &str = "0.0.1";

/// The trial.
pub struct AllMigrate;

impl Trial for AllMigrate {
    fn beside(&mut self, chain: &mut Chain, message: &Message<'_>) -> Result<(), Failure> {
        migrate(chain)?;
        if !chain.native.is_as(message.before) {
            return Err(Failure::new("a migration changed what is stored"));
        }
        if message.send(chain) != *message.outcome || !chain.native.is_as(message.after) {
            return Err(Failure::new(
                "after a migration the message did something else",
            ));
        }
        chain.count("messages that did the same after four migrations");
        Ok(())
    }
}

/// Every contract but tokens of other people's, each from a version before the one that it has.
fn migrate(chain: &mut Chain) -> Result<(), Failure> {
    let ours = chain.contracts.iter().filter(|it| it.code != Code::Cw20);
    let ours: Vec<_> = ours
        .map(|it| (it.code, it.address.clone(), it.admin.clone()))
        .collect();
    for (code, contract, admin) in ours {
        age(chain, &contract)?;
        chain.native.migrate(&admin, &contract, code)?;
        chain.count("migrations");
    }
    Ok(())
}

/// Writes an older version into a contract's note.
fn age(chain: &mut Chain, contract: &Addr) -> Result<(), Failure> {
    let mut records = chain.native.dump(contract);
    let note = records.iter_mut().find(|(key, _)| key == NOTE);
    let (_, note) = note.ok_or_else(|| Failure::new("a contract without a version"))?;
    let wrong = |error: serde_json::Error| Failure::new(error.to_string());
    let mut info: serde_json::Value = serde_json::from_slice(note).map_err(wrong)?;
    info["version"] = OLDER.into();
    *note = serde_json::to_vec(&info).map_err(wrong)?;
    chain.native.load(contract, &records);
    Ok(())
}
