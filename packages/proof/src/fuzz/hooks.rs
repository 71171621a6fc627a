//! Tokens that say that somebody has paid: the listed one with any payload, an unlisted one, the reward token,
//! and people who only pretend to be one.

use aftercare_engine::Call;
use aftercare_interface::{community, sla_escrow, Asset};
use aftercare_testing::PURSE;
use cosmwasm_std::{Addr, Binary};
use serde_json::{json, Value};

use super::act;
use super::dice::Dice;
use super::door::{read, Kind};
use super::grounds::{Grounds, Input};
use super::known;
use super::town::Town;
use super::verdict::{quietly, Verdict, Wrong};
use super::{Case, Tried};

/// Who speaks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Speaker {
    /// The token that both money contracts list.
    #[default]
    Listed,
    /// One that nobody listed.
    Unlisted,
    /// The suite's own token, which the community alone lists.
    Reward,
    /// A person.
    Pretender,
}

/// The world that is paid.
pub struct Paying<'a> {
    pub(super) grounds: &'a Grounds,
    pub(super) town: Town,
}

impl Paying<'_> {
    fn pay(&mut self, kind: Kind, payload: &[u8], dice: &mut Dice) -> Result<Verdict, Wrong> {
        if !quietly(|| is_hook(kind, payload))?? {
            // The door itself must stand it too: a few are sent all the same.
            let said = dice.one_in(8).then(|| self.say(kind, payload, dice));
            return match said.transpose()? {
                Some(Verdict::Accepted) => Err(Wrong::new("no payload, and yet accepted")),
                _ => Ok(Verdict::Unread),
            };
        }
        self.say(kind, payload, dice)
    }

    fn say(&mut self, kind: Kind, payload: &[u8], dice: &mut Dice) -> Result<Verdict, Wrong> {
        act::perhaps_wait(&mut self.town, dice)?;
        use Speaker::{Listed, Pretender, Reward, Unlisted};
        let speaker = dice.one_of(&[Listed, Listed, Listed, Listed, Unlisted, Reward, Pretender]);
        let sender = self.town.sender(dice);
        let call = self.call((kind, speaker), payload, dice);
        let verdict = act::send(&mut self.town, &sender, &call)?;
        if verdict == Verdict::Accepted && !believed(kind, speaker) {
            return Err(Wrong::new(format!("{speaker:?} was believed")));
        }
        Ok(verdict)
    }

    fn call(&self, (kind, speaker): (Kind, Speaker), payload: &[u8], dice: &mut Dice) -> Call {
        let contract = self.town.contract(kind);
        let amount = amount(payload, dice).to_string();
        let payload = Binary::from(payload).to_base64();
        let send = json!({ "send": { "contract": contract, "amount": amount, "msg": payload } });
        let sender = self.town.known.address(dice);
        let receive = json!({ "receive": { "sender": sender, "amount": amount, "msg": payload } });
        let (contract, message) = match speaker {
            Speaker::Listed => (self.listed(), send),
            Speaker::Unlisted => (self.town.unlisted.clone(), send),
            Speaker::Reward => (self.town.contract(Kind::Token), send),
            Speaker::Pretender => (contract, receive),
        };
        Call {
            contract,
            message: message.to_string().into_bytes().into(),
            funds: vec![],
        }
    }

    fn listed(&self) -> Addr {
        match &self.town.world.dollar {
            Asset::Cw20 { address } => address.clone(),
            Asset::Native { .. } => self.town.unlisted.clone(),
        }
    }
}

/// Who may be believed: wiring its token lists it in the community, and nowhere else.
const fn believed(kind: Kind, speaker: Speaker) -> bool {
    match kind {
        Kind::Escrow => matches!(speaker, Speaker::Listed),
        Kind::Community => matches!(speaker, Speaker::Listed | Speaker::Reward),
        Kind::Registry | Kind::Token => false,
    }
}

/// Whether bytes are a payload that a contract knows; two of them know none.
fn is_hook(kind: Kind, bytes: &[u8]) -> Result<bool, Wrong> {
    match kind {
        Kind::Escrow => Ok(read::<sla_escrow::Cw20Hook>(bytes)?.is_some()),
        Kind::Community => Ok(read::<community::Cw20Hook>(bytes)?.is_some()),
        Kind::Registry | Kind::Token => Ok(false),
    }
}

/// Mostly what the payload itself says is paid.
fn amount(payload: &[u8], dice: &mut Dice) -> u128 {
    let message: Value = serde_json::from_slice(payload).unwrap_or_default();
    let body = message
        .as_object()
        .and_then(|fields| fields.values().next());
    let total = body.and_then(|body| body.get("total")?.as_str()?.parse::<u128>().ok());
    match total {
        Some(total) if !dice.one_in(8) => total.min(PURSE),
        _ => known::amount(dice).clamp(1, PURSE),
    }
}

impl Case for Paying<'_> {
    fn case(&mut self, input: Input, dice: &mut Dice) -> Tried {
        let kind = match dice.below(20) {
            0 => Kind::Registry,
            1 => Kind::Token,
            2..11 => Kind::Escrow,
            _ => Kind::Community,
        };
        let words = (&self.town.known, &mut *dice);
        let payload = self.grounds.hook(kind, input, words);
        let outcome = self.pay(kind, &payload, dice);
        Tried::new(kind.name(), payload, outcome)
    }
}
