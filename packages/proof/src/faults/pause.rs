//! A pause before each message: what is new business waits until it is over, everything else, every way out
//! among it, does what it would have done.

use aftercare_engine::{Call, Code, Engine, Failure};
use aftercare_interface::sla_escrow::{ExecuteMsg, QueryMsg};
use cosmwasm_std::{Addr, Binary};
use cw_ownable::Ownership;
use serde_json::Value;

use super::beside::{Chain, Message, Trial};
use super::state;

/// How a pause refuses.
const PAUSED: &str = "KIT-024";
/// How a second pause is refused.
const TOO_SOON: &str = "KIT-026";
/// What a pause stops, as the contracts' documents say, and `open` where it is under no agreement.
const STOPS: &[&str] = &[
    "publish_plan",
    "revise_plan",
    "subscribe",
    "renew",
    "propose_agreement",
    "ask",
];
/// Messages about pauses themselves.
const ITS_OWN: &[&str] = &["set_pauser", "pause", "unpause"];
/// Where a pause stands.
const RECORDS: &[&str] = &["pauser", "paused"];
/// Who pauses.
const PAUSER: &str = "somebody who pauses";

/// The trial.
pub struct AlwaysPaused;

impl Trial for AlwaysPaused {
    fn beside(&mut self, chain: &mut Chain, message: &Message<'_>) -> Result<(), Failure> {
        let words: Vec<_> = message.calls.iter().map(Word::of).collect();
        if words.iter().any(|word| word.is(ITS_OWN)) {
            return Ok(());
        }
        if !pause(chain)? {
            chain.count("messages within or soon after another pause");
            return Ok(());
        }
        let paused = chain.native.snapshot();
        let outcome = message.send(chain);
        let code = outcome.as_ref().err().and_then(|it| it.code.as_deref());
        if code != Some(PAUSED) {
            chain.count("messages that a pause let pass");
            return same(chain, message, outcome == *message.outcome);
        }
        if !words.iter().any(Word::may_wait) || !chain.native.is_as(&paused) {
            return Err(Failure::new("a pause stopped what it must not stop"));
        }
        unpause(chain)?;
        let outcome = message.send(chain);
        chain.count("messages of new business that waited");
        same(chain, message, outcome == *message.outcome)
    }
}

fn same(chain: &mut Chain, message: &Message<'_>, outcome: bool) -> Result<(), Failure> {
    let found = state::but(&chain.native, RECORDS);
    chain.native.restore(message.after);
    let told = state::differences(&state::but(&chain.native, RECORDS), &found);
    if outcome && told.is_empty() {
        return Ok(());
    }
    Err(Failure::new(format!(
        "a pause changed what a message does:{told}"
    )))
}

/// Pauses, unless there was a pause a short while ago.
fn pause(chain: &mut Chain) -> Result<bool, Failure> {
    let (escrow, owner) = owned(chain)?;
    let pauser = chain.native.account(PAUSER);
    let name = ExecuteMsg::SetPauser {
        pauser: Some(pauser.to_string()),
    };
    chain.native.execute(&owner, &escrow, &name, &[])?;
    let paused = chain
        .native
        .execute(&pauser, &escrow, &ExecuteMsg::Pause {}, &[]);
    match paused {
        Ok(_) => Ok(true),
        Err(failure) if failure.code.as_deref() == Some(TOO_SOON) => Ok(false),
        Err(failure) => Err(failure),
    }
}

fn unpause(chain: &mut Chain) -> Result<(), Failure> {
    let (escrow, owner) = owned(chain)?;
    let unpause = ExecuteMsg::Unpause {};
    chain
        .native
        .execute(&owner, &escrow, &unpause, &[])
        .map(drop)
}

/// The escrow and its owner.
fn owned(chain: &Chain) -> Result<(Addr, Addr), Failure> {
    let escrow = chain.of(Code::SlaEscrow).next();
    let escrow = escrow.ok_or_else(|| Failure::new("no escrow"))?.clone();
    let found: Ownership<Addr> = chain.native.query(&escrow, &QueryMsg::Ownership {})?;
    let owner = found.owner.ok_or_else(|| Failure::new("no owner"))?;
    Ok((escrow, owner))
}

/// A message's name and what stands in it; of a token's `send`, of what it carries.
struct Word(Option<(String, Value)>);

impl Word {
    fn of(call: &Call) -> Self {
        let word = Self::read(&call.message);
        match &word.0 {
            Some((name, of)) if name == "send" => carried(of).unwrap_or(word),
            _ => word,
        }
    }

    fn read(message: &Binary) -> Self {
        let parsed: Option<Value> = serde_json::from_slice(message).ok();
        let first = parsed.and_then(|parsed| parsed.as_object()?.clone().into_iter().next());
        Self(first)
    }

    fn is(&self, names: &[&str]) -> bool {
        let name = self.0.as_ref().map(|(name, _)| name.as_str());
        name.is_some_and(|name| names.contains(&name))
    }

    fn may_wait(&self) -> bool {
        match &self.0 {
            Some((name, of)) if name == "open" => of["agreement"].is_null(),
            _ => self.is(STOPS),
        }
    }
}

fn carried(of: &Value) -> Option<Word> {
    let hook = Binary::from_base64(of["msg"].as_str()?).ok()?;
    Some(Word::read(&hook))
}
