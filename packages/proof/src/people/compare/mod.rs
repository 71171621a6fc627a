//! The contracts' answers against the model's.

mod circles;
mod people;
mod questions;
mod sums;
mod token;

use std::fmt::{Debug, Display};

use aftercare_engine::{Engine, Failure};
use aftercare_suite_model::Touched;
use cosmwasm_std::Addr;
use serde::de::DeserializeOwned;
use serde::Serialize;

use super::message::address;
use super::Ground;
use crate::lives::same;

/// What a message touched, and all sums.
pub fn touched(ground: &Ground, touched: &Touched) -> Result<(), Failure> {
    for number in &touched.questions {
        questions::question(ground, *number)?;
    }
    for account in &touched.accounts {
        people::account(ground, account)?;
        for epoch in &touched.epochs {
            people::points(ground, account, *epoch)?;
        }
    }
    for epoch in &touched.epochs {
        people::epoch(ground, *epoch)?;
    }
    for item in &touched.items {
        questions::item(ground, *item)?;
    }
    sums::all(ground)
}

/// Everything that both can say.
pub fn everything(ground: &Ground) -> Result<(), Failure> {
    let community = &ground.model.community;
    for number in community.questions.keys() {
        questions::question(ground, *number)?;
    }
    questions::lists(ground)?;
    people::epochs(ground)?;
    for account in &ground.people {
        people::account(ground, account)?;
        people::said(ground, account)?;
        for epoch in community.epochs.keys() {
            people::points(ground, account, *epoch)?;
        }
    }
    circles::all(ground)?;
    token::all(ground)?;
    sums::all(ground)
}

impl Ground {
    /// The same, and counted, or told what is not.
    fn same<T: PartialEq + Debug>(
        &self,
        what: impl Display,
        model: &T,
        contracts: &T,
    ) -> Result<(), Failure> {
        self.compared.set(self.compared.get() + 1);
        same(&|| what.to_string(), (model, contracts))
    }

    /// Asks the community.
    fn asked<T: DeserializeOwned>(&self, question: &impl Serialize) -> Result<T, Failure> {
        self.engine.query(&self.suite.community, question)
    }

    /// Asks the reward token.
    fn told<T: DeserializeOwned>(&self, question: &impl Serialize) -> Result<T, Failure> {
        self.engine.query(&self.suite.token, question)
    }
}

fn addresses(accounts: &[String]) -> Vec<Addr> {
    accounts.iter().map(|account| address(account)).collect()
}
