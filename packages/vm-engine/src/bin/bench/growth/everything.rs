//! Every message of the table, and full pages of lists, where few records lie and where many do.

use std::cmp::Reverse;

use aftercare_engine::Failure;
use aftercare_testing::scenario::scenarios;
use aftercare_vm_engine::Vm;
use serde::{Deserialize, Serialize};

use super::crowd::Crowd;
use super::pages;
use crate::measure::Bench;
use aftercare_proof::evidence::thousands;

/// Few.
const FEW: u64 = 1_000;
/// So many per cent a message may come to where many records lie.
const GOAL: u64 = 105;
/// What a page may cost: a third of what a node spends on a question where nobody told it otherwise.
const PAGE: u64 = 1_000_000;
/// Messages shown.
const SHOWN: usize = 10;

/// One figure at two sizes: of a message above the floor, of a page all of its gas.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Pair {
    /// The contract.
    pub contract: String,
    /// The message, or the page.
    pub name: String,
    /// Where few records lie.
    pub few: u64,
    /// Where many do.
    pub many: u64,
}

/// All figures.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Flatness {
    /// How many agreements, tickets and questions are few, and how many are many.
    pub records: [u64; 2],
    /// Messages.
    pub messages: Vec<Pair>,
    /// Full pages.
    pub pages: Vec<Pair>,
}

/// What was measured at a size: contract, name, gas.
pub type Figure = (&'static str, &'static str, u64);

/// Measures at both sizes.
pub fn measure(bench: &Bench, most: u64) -> Result<Flatness, Failure> {
    let records = [FEW.min(most), most];
    let (few, few_pages) = at(bench, records[0])?;
    let (many, many_pages) = at(bench, records[1])?;
    Ok(Flatness {
        records,
        messages: few.into_iter().zip(many).map(pair).collect(),
        pages: few_pages.into_iter().zip(many_pages).map(pair).collect(),
    })
}

fn pair(((contract, name, few), (_, _, many)): (Figure, Figure)) -> Pair {
    Pair {
        contract: contract.to_owned(),
        name: name.to_owned(),
        few,
        many,
    }
}

fn at(bench: &Bench, records: u64) -> Result<(Vec<Figure>, Vec<Figure>), Failure> {
    let mut crowd = Crowd::of(bench, records)?;
    eprintln!("filled with {} of each kind", thousands(records));
    let full = crowd.world.engine.snapshot();
    let pages = pages::rows(&mut crowd, records)?;
    let mut messages = vec![];
    for scenario in scenarios::<Vm>() {
        crowd.world.engine.restore(&full);
        let gas = bench.play(&scenario, &mut crowd.world)?.gas;
        messages.push((scenario.contract, scenario.name, gas));
    }
    eprintln!("every message measured at {}", thousands(records));
    Ok((messages, pages))
}

impl Flatness {
    /// Refuses figures beyond their goals.
    ///
    /// # Errors
    /// Names them.
    pub fn check(&self) -> Result<(), Failure> {
        let grew = |it: &&Pair| it.many * 100 > it.few * GOAL;
        let beyond = self.messages.iter().filter(grew);
        let dear = self.pages.iter().filter(|it| it.many > PAGE);
        let lines: String = beyond.chain(dear).map(Pair::line).collect();
        if lines.is_empty() {
            return Ok(());
        }
        let text = format!("beyond {GOAL} % of few records, or {PAGE} gas a page:\n{lines}");
        Err(Failure::new(text))
    }

    /// The tables: the messages that grew most, and all pages.
    pub fn markdown(&self) -> String {
        if self.messages.is_empty() {
            return String::new();
        }
        let mut sorted: Vec<&Pair> = self.messages.iter().collect();
        sorted.sort_by_key(|it| Reverse(it.many * 100_000 / it.few.max(1)));
        let [few, many] = self.records.map(thousands);
        let head = format!(
            "| contract | what | {few} | {many} | ÷ |\n| --- | --- | ---: | ---: | ---: |\n"
        );
        let most: String = sorted.into_iter().take(SHOWN).map(Pair::line).collect();
        let pages: String = self.pages.iter().map(Pair::line).collect();
        format!(
            "\n### Every message where many records lie\n\n\
             Each of the {} messages above where {few}, and where {many}, agreements of a plan, tickets of an \
             agreement and questions of an asker lie, all of one customer and one provider. The {SHOWN} that \
             grew most:\n\n{head}{most}\n\
             Full pages of thirty rows, of lists the last one; all of their gas:\n\n{head}{pages}",
            self.messages.len(),
        )
    }
}

impl Pair {
    fn line(&self) -> String {
        let grown = self.many as f64 / self.few.max(1) as f64;
        let [few, many] = [self.few, self.many].map(thousands);
        format!(
            "| {} | {} | {few} | {many} | {grown:.3} |\n",
            self.contract, self.name
        )
    }
}
