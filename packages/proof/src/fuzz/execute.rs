//! Messages to the four contracts, from everybody.

use aftercare_engine::Call;
use aftercare_testing::{EURO, PURSE};
use cosmwasm_std::{coin, Coin};

use super::act;
use super::dice::Dice;
use super::door::{is_message, Form, Kind};
use super::grounds::{Grounds, Input};
use super::known;
use super::town::{name_of, Town};
use super::verdict::{quietly, Verdict, Wrong};
use super::{Case, Tried};

/// The world that messages go to; what is accepted stays.
pub struct Executing<'a> {
    pub(super) grounds: &'a Grounds,
    pub(super) town: Town,
}

impl Case for Executing<'_> {
    fn case(&mut self, input: Input, dice: &mut Dice) -> Tried {
        let kind = dice.pick(&Kind::ALL).copied().unwrap_or(Kind::Escrow);
        let words = (&self.town.known, &mut *dice);
        let bytes = self.grounds.message((kind, Form::Execute), input, words);
        let outcome = self.run(kind, &bytes, dice);
        Tried::new(kind.name(), bytes, outcome)
    }
}

impl Executing<'_> {
    fn run(&mut self, kind: Kind, bytes: &[u8], dice: &mut Dice) -> Result<Verdict, Wrong> {
        if !quietly(|| is_message(kind, Form::Execute, bytes))?? {
            return Ok(Verdict::Unread);
        }
        act::perhaps_wait(&mut self.town, dice)?;
        let sender = self.town.sender(dice);
        let call = Call {
            contract: self.town.contract(kind),
            message: bytes.to_vec().into(),
            funds: self.funds(bytes, dice),
        };
        act::send(&mut self.town, &sender, &call)
    }

    /// Mostly what came with such a message when it was accepted.
    fn funds(&self, bytes: &[u8], dice: &mut Dice) -> Vec<Coin> {
        if dice.one_in(16) {
            return odd_funds(dice);
        }
        let message = serde_json::from_slice(bytes).unwrap_or_default();
        let name = name_of(&message);
        let known = self.grounds.sent.funds.get(&name);
        let known = known.map(|all| dice.one_of(all)).unwrap_or_default();
        let total = message.get(&name).and_then(|body| body.get("total"));
        let total = total.and_then(|total| total.as_str()?.parse::<u128>().ok());
        match total {
            Some(total) if !known.is_empty() && total <= PURSE => vec![coin(total, EURO)],
            _ => known,
        }
    }
}

fn odd_funds(dice: &mut Dice) -> Vec<Coin> {
    let some = |dice: &mut Dice| coin(known::amount(dice).min(PURSE), EURO);
    match dice.below(4) {
        0 => vec![],
        1 => vec![some(dice), some(dice)],
        2 => vec![some(dice), coin(1, "uother")],
        _ => vec![some(dice)],
    }
}
