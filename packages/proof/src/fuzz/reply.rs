//! What came of messages, as the chain tells it and as it never would: ids that nobody gave out, events and
//! data that somebody forged, errors in any words.

use std::collections::BTreeMap;

use aftercare_kit::reply as ids;
use cosmwasm_std::{Binary, DepsMut, QuerierWrapper, Reply, Response, SubMsgResult};
use serde_json::{json, Value};

use super::dice::Dice;
use super::door::{reply, Kind, Said};
use super::draft::Draft;
use super::grounds::Input;
use super::known;
use super::mutate::mutate;
use super::town::Town;
use super::verdict::{quietly, refusal, Verdict, Wrong};
use super::{Case, Tried};

/// Those that ask for replies.
const HEARERS: [Kind; 3] = [Kind::Escrow, Kind::Registry, Kind::Community];

/// The words of a chain for every failure.
const REDACTED: &str = "codespace: wasm, code: 5";
/// The code of a refusal of an id that nobody gave out.
const UNKNOWN: &str = "KIT-015";

/// What a reply did: what was said, and what was written.
type Effect = (Said<Response>, BTreeMap<Vec<u8>, Option<Vec<u8>>>);

/// The contracts that hear.
pub struct Telling {
    town: Town,
    records: [Draft; 3],
    /// Ids that each of them gave out and remembers.
    given: [Vec<u64>; 3],
}

impl Telling {
    /// Looks at a world.
    ///
    /// # Errors
    /// A reply that ends in a panic.
    pub fn new(town: Town) -> Result<Self, Wrong> {
        let records = HEARERS.map(|kind| Draft::of(town.world.engine.dump(&town.contract(kind))));
        let mut telling = Self {
            town,
            records,
            given: [vec![], vec![], vec![]],
        };
        for place in 0..HEARERS.len() {
            let given = telling.given_by(place)?;
            if let Some(of) = telling.given.get_mut(place) {
                *of = given;
            }
        }
        Ok(telling)
    }

    /// The ids among the likely ones that a contract knows.
    fn given_by(&mut self, place: usize) -> Result<Vec<u64>, Wrong> {
        let mut given = vec![];
        for id in likely() {
            let (said, _) = self.effect(place, failed(id))?;
            if !said.is_err_and(|text| text.contains(UNKNOWN)) {
                given.push(id);
            }
        }
        Ok(given)
    }

    /// Only the id and whether it failed may count: the same reply without what it brought along, and with
    /// another error text, must do the same.
    fn tell(&mut self, place: usize, bytes: &[u8]) -> Result<Verdict, Wrong> {
        let Ok(read) = quietly(|| aftercare_kit::json::read::<Reply>(bytes))? else {
            return Ok(Verdict::Unread);
        };
        let effect = self.effect(place, read.clone())?;
        let whole: Option<Reply> = cosmwasm_std::from_json(bytes).ok();
        let other_words = read.result.is_err().then(|| Reply {
            result: SubMsgResult::Err(REDACTED.to_owned()),
            ..read
        });
        for other in whole.into_iter().chain(other_words) {
            if self.effect(place, other)? != effect {
                return Err(Wrong::new("the effect depends on more than id and success"));
            }
        }
        match effect.0 {
            Ok(_) => Ok(Verdict::Accepted),
            Err(text) if text.contains(UNKNOWN) => Ok(Verdict::AtTheDoor),
            Err(text) => refusal(&text),
        }
    }

    fn effect(&mut self, place: usize, told: Reply) -> Result<Effect, Wrong> {
        let kind = HEARERS.get(place).copied().unwrap_or(Kind::Escrow);
        let engine = &self.town.world.engine;
        let env = engine.env(&self.town.contract(kind));
        let Some(draft) = self.records.get_mut(place) else {
            return Err(Wrong::new("no such contract"));
        };
        let deps = DepsMut {
            storage: &mut *draft,
            api: engine.api(),
            querier: QuerierWrapper::new(engine.querier()),
        };
        let said = quietly(|| reply(kind, (deps, env), told));
        let written = draft.undo();
        let said = said?.ok_or_else(|| Wrong::new("it hears no replies"))?;
        Ok((said, written))
    }
}

/// Of pushes, the numbers of the first assets and serials; of the contracts' own kind, the first records.
fn likely() -> impl Iterator<Item = u64> {
    let pushes = (0..4u64).flat_map(|asset| (0..256).map(move |serial| (asset << 40) | serial));
    let own = (0..256).map(|number| ids::id(2, number));
    pushes.map(|number| ids::id(ids::PUSH, number)).chain(own)
}

/// That a message failed, in the only words that a chain has for it.
#[allow(deprecated)] // the type's own field
fn failed(id: u64) -> Reply {
    Reply {
        id,
        payload: Binary::default(),
        gas_used: 0,
        result: SubMsgResult::Err(REDACTED.to_owned()),
    }
}

fn drawn(given: &[u64], dice: &mut Dice) -> Value {
    let kind = dice.one_of(&[ids::PUSH, ids::PUSH, 2, 2, 0, 3, 255]);
    let number = if dice.one_in(4) {
        dice.bits()
    } else {
        known::record(dice)
    };
    let id = match (dice.below(10), dice.pick(given)) {
        (0, _) => dice.bits(),
        (1..6, Some(given)) => *given,
        _ => ids::id(kind, number),
    };
    let result = if dice.one_in(2) {
        json!({ "error": known::text(dice) })
    } else {
        json!({ "ok": answered(dice) })
    };
    json!({ "id": id, "payload": "AA==", "gas_used": known::edge(dice), "result": result })
}

/// A success with events as another contract might forge them.
fn answered(dice: &mut Dice) -> Value {
    let attribute = |dice: &mut Dice| {
        let key = dice.one_of(&["amount", "_contract_address", "owner", "action", ""]);
        json!({ "key": key, "value": known::amount(dice).to_string() })
    };
    let event = |dice: &mut Dice| {
        let name = dice.one_of(&["wasm", "transfer", "wasm-aftercare-claim-paid", "reply"]);
        let attributes: Vec<Value> = (0..dice.below(4)).map(|_| attribute(dice)).collect();
        json!({ "type": name, "attributes": attributes })
    };
    let events: Vec<Value> = (0..dice.below(4)).map(|_| event(dice)).collect();
    let data = dice.one_of(&[Value::Null, json!("AA=="), json!("CgMxMjM="), json!("")]);
    json!({ "events": events, "data": data, "msg_responses": [] })
}

impl Case for Telling {
    fn case(&mut self, input: Input, dice: &mut Dice) -> Tried {
        let place = dice.below(HEARERS.len());
        let given = self.given.get(place).map(Vec::as_slice).unwrap_or_default();
        let mut bytes = drawn(given, dice).to_string().into_bytes();
        if input == Input::Mutated {
            let other = drawn(given, dice).to_string().into_bytes();
            bytes = mutate(&bytes, &other, dice);
        }
        let outcome = self.tell(place, &bytes);
        let name = HEARERS.get(place).map_or("", |kind| kind.name());
        Tried::new(name, bytes, outcome)
    }
}
