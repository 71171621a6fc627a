//! What every case begins with: the schemas, and messages that were once accepted.

use std::collections::BTreeMap;

use aftercare_engine::Failure;
use aftercare_interface::{community, sla_escrow};
use cosmwasm_schema::schema_for;
use serde_json::Value;

use super::dice::Dice;
use super::door::{Form, Kind};
use super::known::Known;
use super::mutate::mutate;
use super::schema::{Drawing, Examples};
use super::town::Sent;

/// How the bytes of a case came about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Input {
    /// Drawn from a schema.
    Drawn,
    /// A valid one with changed bytes.
    Mutated,
}

impl Input {
    /// How it is counted.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Drawn => "drawn",
            Self::Mutated => "mutated",
        }
    }
}

/// Schemas and examples; made once.
pub struct Grounds {
    schemas: BTreeMap<&'static str, Value>,
    hooks: BTreeMap<&'static str, Value>,
    /// What scenarios sent.
    pub sent: Sent,
    none: Examples,
}

impl Grounds {
    /// Reads the committed schemas and records the scenarios.
    ///
    /// # Errors
    /// A schema that is no JSON; a scenario that cannot be played.
    pub fn new() -> Result<Self, Failure> {
        let texts = [
            include_str!("../../../../schema/sla-escrow.json"),
            include_str!("../../../../schema/ticket-registry.json"),
            include_str!("../../../../schema/reward-token.json"),
            include_str!("../../../../schema/community.json"),
        ];
        let mut schemas = BTreeMap::new();
        for (kind, text) in Kind::ALL.iter().zip(texts) {
            schemas.insert(kind.name(), json(serde_json::from_str(text))?);
        }
        let escrow = json(serde_json::to_value(schema_for!(sla_escrow::Cw20Hook)))?;
        let community = json(serde_json::to_value(schema_for!(community::Cw20Hook)))?;
        Ok(Self {
            schemas,
            hooks: [
                (Kind::Escrow.name(), escrow),
                (Kind::Community.name(), community),
            ]
            .into(),
            sent: Sent::record()?,
            none: Examples::new(),
        })
    }

    /// The schema of a contract's message.
    #[must_use]
    pub fn schema(&self, kind: Kind, form: Form) -> &Value {
        let all = self.schemas.get(kind.name());
        all.and_then(|all| all.get(form.name()))
            .unwrap_or(&Value::Null)
    }

    fn examples(&self, kind: Kind, form: Form) -> &Examples {
        let all = match form {
            Form::Execute => &self.sent.messages,
            Form::Instantiate => &self.sent.setups,
            Form::Query | Form::Migrate => return &self.none,
        };
        all.get(kind.name()).unwrap_or(&self.none)
    }

    /// The bytes of a message.
    pub fn message(
        &self,
        (kind, form): (Kind, Form),
        input: Input,
        (known, dice): (&Known, &mut Dice),
    ) -> Vec<u8> {
        let drawing = Drawing {
            schema: self.schema(kind, form),
            examples: self.examples(kind, form),
            known,
        };
        made(&drawing, input, dice)
    }

    /// The bytes of a payload of a token's `send`.
    pub fn hook(&self, kind: Kind, input: Input, (known, dice): (&Known, &mut Dice)) -> Vec<u8> {
        let of = if dice.one_in(30) { Kind::Escrow } else { kind };
        let drawing = Drawing {
            schema: self.hooks.get(of.name()).unwrap_or(&Value::Null),
            examples: &self.sent.hooks,
            known,
        };
        made(&drawing, input, dice)
    }

    /// The bytes of a type that stands in a contract's messages.
    pub fn part(
        &self,
        (kind, name): (Kind, &str),
        input: Input,
        (known, dice): (&Known, &mut Dice),
    ) -> Vec<u8> {
        let all = self.schema(kind, Form::Execute);
        let part = all.pointer(&format!("/definitions/{name}"));
        let mut schema = part.cloned().unwrap_or(Value::Null);
        if let (Some(fields), Some(definitions)) = (schema.as_object_mut(), all.get("definitions"))
        {
            fields.insert("definitions".to_owned(), definitions.clone());
        }
        let drawing = Drawing {
            schema: &schema,
            examples: &self.none,
            known,
        };
        made(&drawing, input, dice)
    }
}

fn made(drawing: &Drawing<'_>, input: Input, dice: &mut Dice) -> Vec<u8> {
    match input {
        Input::Drawn => drawing.message(dice).to_string().into_bytes(),
        Input::Mutated => {
            let (message, other) = (valid(drawing, dice), valid(drawing, dice));
            mutate(&message, &other, dice)
        }
    }
}

/// A message that was accepted once, or else a drawn one.
fn valid(drawing: &Drawing<'_>, dice: &mut Dice) -> Vec<u8> {
    let names: Vec<&Vec<Value>> = drawing.examples.values().collect();
    let example = dice.pick(&names).and_then(|examples| dice.pick(examples));
    let example = example.filter(|_| !dice.one_in(8)).cloned();
    let message = example.unwrap_or_else(|| drawing.message(dice));
    message.to_string().into_bytes()
}

fn json<T, E: ToString>(read: Result<T, E>) -> Result<T, Failure> {
    read.map_err(|error| Failure::new(error.to_string()))
}
