//! Every message from every role in every state of its object, against the published table.
//!
//! A subject is a kind of object with its states, each a world that is built once and gone back to for every
//! cell, and the messages that are about it. What a cell must come to is written in `tables`, never here.

pub mod cast;
mod cells;
pub mod command;
mod contracts;
mod funds;
mod report;
mod rules;
mod run;
mod sets;
mod stage;
mod table;
mod twice;
mod words;

use std::collections::BTreeSet;

use aftercare_engine::Failure;
use serde_json::Value;

pub use contracts::contracts;
pub use report::{Cell, Report};
pub use rules::{Kind, Outcome, Place, Rules};
pub use run::{run, Sample};
pub use stage::{About, Sent, Stage};
pub use table::{part, published};

/// A state of an object: the world in which it has come to it.
pub struct Scene {
    /// As the rules name it.
    pub name: &'static str,
    /// Brings a fresh world there.
    pub build: fn(&mut Stage) -> Result<(), Failure>,
}

/// A message of a contract, as it is sent about an object.
pub struct Message {
    /// The variant, and after a dot which form of it.
    pub name: &'static str,
    /// The message and what comes with it.
    pub make: fn(&mut Stage) -> Sent,
}

/// A kind of object, its states, and the messages about it.
pub struct Subject {
    /// Its states.
    pub scenes: Vec<Scene>,
    /// What is sent.
    pub messages: Vec<Message>,
    /// The state of the others' object, where there is one of its own; `None` where messages are about no
    /// object, or everybody about its own.
    pub other: Option<Scene>,
}

/// A contract and its part of the table.
pub struct Contract {
    /// Its name.
    pub name: &'static str,
    /// Its schema, which says what messages there are.
    pub schema: &'static str,
    /// Its rules.
    pub rules: String,
    /// The row of a message: a match over all variants, so that a new one does not compile without its row.
    pub row: fn(&Value) -> Result<&'static str, Failure>,
    /// What else the contract's tables say, beside who may send what.
    pub beside: Option<Beside>,
    /// What its messages are about.
    pub subjects: Vec<Subject>,
}

impl Subject {
    /// All states in which messages are tried.
    pub fn states(&self) -> impl Iterator<Item = &'static str> + '_ {
        let others = self.other.iter().flat_map(|other| [other.name, ABSENT]);
        self.scenes.iter().map(|scene| scene.name).chain(others)
    }
}

/// The state of an object that there is not.
const ABSENT: &str = "absent";
/// What else the tables of a contract say.
pub type Beside = fn(&mut Report) -> Result<(), Failure>;

impl Contract {
    /// The messages that its schema names.
    ///
    /// # Errors
    /// Where it names none.
    pub fn variants(&self) -> Result<BTreeSet<String>, Failure> {
        let none = || Failure::new(format!("{}: its schema names no messages", self.name));
        let schema: Value = serde_json::from_str(self.schema).map_err(|_| none())?;
        let shapes = schema.pointer("/execute/oneOf").and_then(Value::as_array);
        let name = |shape: &Value| Some(shape.pointer("/required/0")?.as_str()?.to_owned());
        let names = shapes.into_iter().flatten().map(name);
        names.collect::<Option<_>>().ok_or_else(none)
    }

    /// Messages of the schema that no subject sends, and messages sent that it does not have.
    ///
    /// # Errors
    /// Where the schema names none.
    pub fn gaps(&self) -> Result<Vec<String>, Failure> {
        let messages = self.subjects.iter().flat_map(|subject| &subject.messages);
        let variant = |message: &Message| variant(message.name).to_owned();
        let sent: BTreeSet<String> = messages.map(variant).collect();
        let known = self.variants()?;
        let odd = known.symmetric_difference(&sent);
        Ok(odd
            .map(|name| format!("{name} stands in the schema or in the matrix alone"))
            .collect())
    }
}

/// The message without its form.
#[must_use]
pub fn variant(name: &str) -> &str {
    name.split('.').next().unwrap_or(name)
}
