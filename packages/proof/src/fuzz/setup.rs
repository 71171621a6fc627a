//! Contracts that are made, and contracts that get newer code, whatever their version was.

use aftercare_testing::EURO;
use cosmwasm_std::{coin, Addr, Deps, DepsMut, MessageInfo, QuerierWrapper, Storage};
use serde_json::{json, Value};

use super::dice::Dice;
use super::door::{instantiate, is_message, migrate, query, Form, Kind};
use super::draft::Draft;
use super::grounds::{Grounds, Input};
use super::town::Town;
use super::verdict::{quietly, refusal, Verdict, Wrong};
use super::{Case, Tried};

/// Where contracts note their name and version.
const VERSION_KEY: &[u8] = b"contract_info";
/// Versions before, after and beside the present one.
const VERSIONS: [&str; 16] = [
    "0.0.9",
    "0.0.0",
    "0.0.18446744073709551615",
    "0.1.0",
    "0.1.1",
    "1.0.0",
    "",
    "0.1",
    "0.1.0.0",
    "a.b.c",
    "0.0.9-rc1",
    "-0.0.1",
    "+0.0.1",
    "18446744073709551616.0.0",
    " 0.0.9",
    "0.0.9\n",
];

/// The world beside which contracts are made, and the four contracts that get newer code.
pub struct Making<'a> {
    grounds: &'a Grounds,
    town: Town,
    records: [Draft; 4],
}

impl<'a> Making<'a> {
    /// Looks at a world.
    pub fn new(grounds: &'a Grounds, town: Town) -> Self {
        let records = Kind::ALL.map(|kind| Draft::of(town.world.engine.dump(&town.contract(kind))));
        Self {
            grounds,
            town,
            records,
        }
    }

    fn make(&mut self, kind: Kind, bytes: &[u8], dice: &mut Dice) -> Result<Verdict, Wrong> {
        if !quietly(|| is_message(kind, Form::Instantiate, bytes))?? {
            return Ok(Verdict::Unread);
        }
        let sender = self.town.sender(dice);
        let contract = self.town.world.person("a new contract");
        let funds = if dice.one_in(12) {
            vec![coin(1, EURO)]
        } else {
            vec![]
        };
        let engine = &self.town.world.engine;
        let mut draft = Draft::default();
        let deps = DepsMut {
            storage: &mut draft,
            api: engine.api(),
            querier: QuerierWrapper::new(engine.querier()),
        };
        let door = (deps, engine.env(&contract), MessageInfo { sender, funds });
        match quietly(|| instantiate(kind, door, bytes))? {
            Ok(_) => self.answers(kind, &contract, &draft),
            Err(text) => refusal(&text),
        }
    }

    /// A contract that was just made answers every question that names nothing.
    fn answers(&self, kind: Kind, contract: &Addr, draft: &Draft) -> Result<Verdict, Wrong> {
        let engine = &self.town.world.engine;
        let schema = self.grounds.schema(kind, Form::Query);
        let questions = schema.get("oneOf").and_then(Value::as_array);
        for name in questions.into_iter().flatten().filter_map(nameless) {
            let deps = Deps {
                storage: draft,
                api: engine.api(),
                querier: QuerierWrapper::new(engine.querier()),
            };
            let bytes = json!({ name: {} }).to_string().into_bytes();
            if let Err(text) = quietly(|| query(kind, (deps, engine.env(contract)), &bytes))? {
                refusal(&text).map_err(|wrong| Wrong::new(format!("{name}: {}", wrong.0)))?;
            }
        }
        Ok(Verdict::Accepted)
    }

    fn renew(
        &mut self,
        (place, kind): (usize, Kind),
        bytes: &[u8],
        dice: &mut Dice,
    ) -> Result<Verdict, Wrong> {
        if !quietly(|| is_message(kind, Form::Migrate, bytes))?? {
            return Ok(Verdict::Unread);
        }
        let contract = self.town.contract(kind);
        let engine = &self.town.world.engine;
        let Some(draft) = self.records.get_mut(place) else {
            return Err(Wrong::new("no such contract"));
        };
        let present = draft.get(VERSION_KEY).unwrap_or_default();
        let former = former(&present, dice);
        draft.set(VERSION_KEY, &former);
        let deps = DepsMut {
            storage: &mut *draft,
            api: engine.api(),
            querier: QuerierWrapper::new(engine.querier()),
        };
        let said = quietly(|| migrate(kind, (deps, engine.env(&contract)), bytes));
        let written = draft.undo();
        let only_version = written.keys().all(|key| key == VERSION_KEY);
        let noted = written.get(VERSION_KEY).cloned().flatten();
        match said? {
            Ok(_) if only_version && noted == Some(present) => Ok(Verdict::Accepted),
            Err(text) if only_version && noted == Some(former) => refusal(&text),
            said => Err(Wrong::new(format!("{said:?} wrote {written:?}"))),
        }
    }
}

/// The name of a question without a single required field.
fn nameless(question: &Value) -> Option<&str> {
    let name = question.get("required")?.get(0)?.as_str()?;
    let body = question.get("properties")?.get(name)?;
    let plain = body.get("type").and_then(Value::as_str) == Some("object");
    (plain && body.get("required").is_none()).then_some(name)
}

/// What a contract may have noted as its name and version before: mostly its own name.
fn former(present: &[u8], dice: &mut Dice) -> Vec<u8> {
    let mut noted: Value = serde_json::from_slice(present).unwrap_or_default();
    if let Some(fields) = noted.as_object_mut() {
        fields.insert("version".to_owned(), json!(dice.one_of(&VERSIONS)));
        if dice.one_in(5) {
            fields.insert(
                "contract".to_owned(),
                json!(dice.one_of(&["", "cw20-base", "sla-escrow"])),
            );
        }
    }
    let text = noted.to_string().into_bytes();
    if dice.one_in(12) {
        return super::mutate::mutate(&text, present, dice);
    }
    text
}

impl Case for Making<'_> {
    fn case(&mut self, input: Input, dice: &mut Dice) -> Tried {
        let place = dice.below(Kind::ALL.len());
        let kind = Kind::ALL.get(place).copied().unwrap_or(Kind::Escrow);
        let made = !dice.one_in(4);
        let form = if made {
            Form::Instantiate
        } else {
            Form::Migrate
        };
        let bytes = self
            .grounds
            .message((kind, form), input, (&self.town.known, &mut *dice));
        let outcome = if made {
            self.make(kind, &bytes, dice)
        } else {
            self.renew((place, kind), &bytes, dice)
        };
        Tried::new(kind.name(), bytes, outcome)
    }
}
