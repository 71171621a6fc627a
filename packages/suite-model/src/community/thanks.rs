//! Thanks and objections.

use std::collections::BTreeMap;

use super::{Item, Standing};
use crate::{refuse, Account, People, Refused, Step};

/// What was said about an item.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Thanks and objections of each account.
    pub given: BTreeMap<Account, (u128, u128)>,
    /// Whether somebody thanked from the pool.
    pub checked: bool,
    /// What it earned its author, by epoch, as far as it is not void.
    pub earned: BTreeMap<u64, u128>,
}

impl Tally {
    /// All thanks.
    #[must_use]
    pub fn thanks(&self) -> u128 {
        self.given.values().map(|given| given.0).sum()
    }

    /// All objections.
    #[must_use]
    pub fn objections(&self) -> u128 {
        self.given.values().map(|given| given.1).sum()
    }

    /// How many accounts thanked.
    #[must_use]
    pub fn accounts(&self) -> usize {
        self.given.values().filter(|given| given.0 > 0).count()
    }

    /// Whether thanks less objections reach a threshold, from at least two accounts.
    #[must_use]
    pub fn reaches(&self, threshold: u128) -> bool {
        let net = self.thanks().checked_sub(self.objections());
        self.accounts() >= 2 && net.is_some_and(|net| net >= threshold)
    }
}

impl People {
    /// Whose an item is, and about what.
    pub(super) fn item(&self, item: Item) -> Result<(Account, String), Refused> {
        match item {
            Item::Answer { question, answer } => {
                let found = self.answer(question, answer).or(refuse("COM-026"))?;
                let asked = self.question(question)?;
                Ok((found.author.clone(), asked.topic.clone()))
            }
            Item::Knowledge { item } => {
                let found = self.knowledge_item(item)?;
                Ok((found.author.clone(), found.topic.clone()))
            }
        }
    }

    /// Thanks, or objects with points that go nowhere.
    pub(super) fn speak(
        &mut self,
        step: Step<'_>,
        (item, thanks): (Item, bool),
        points: u128,
    ) -> Result<(), Refused> {
        if points == 0 {
            return refuse("KIT-008");
        }
        let (author, topic) = self.item(item)?;
        if author == step.sender {
            return refuse(match item {
                Item::Answer { .. } => "COM-014",
                Item::Knowledge { .. } => "COM-072",
            });
        }
        if thanks {
            self.refuse_idle(step, item)?;
        }
        if let Item::Answer { question, .. } = item {
            self.silence(step.now, question)?;
        }
        let from_pool = self.give(step, points)?;
        self.count(step, (item, thanks, from_pool), points);
        self.weigh(step, (author.clone(), topic), (thanks, points));
        if thanks {
            self.add_points(step.now, &author, points);
        }
        Ok(())
    }

    /// What fell or is stale earns nothing.
    fn refuse_idle(&self, step: Step<'_>, item: Item) -> Result<(), Refused> {
        match item {
            Item::Answer { question, answer } => {
                if self.answer(question, answer)?.standing != Standing::Standing {
                    return refuse("COM-031");
                }
            }
            Item::Knowledge { item } => {
                if step.now > self.knowledge_item(item)?.review_by {
                    return refuse("COM-071");
                }
            }
        }
        Ok(())
    }

    fn count(
        &mut self,
        step: Step<'_>,
        (item, thanks, from_pool): (Item, bool, bool),
        points: u128,
    ) {
        let epoch = self.community.epoch_at(step.now);
        self.touched.items.insert(item);
        let tally = self.community.tallies.entry(item).or_default();
        let given = tally.given.entry(step.sender.to_owned()).or_default();
        if thanks {
            given.0 += points;
            tally.checked |= from_pool;
            *tally.earned.entry(epoch).or_default() += points;
        } else {
            given.1 += points;
        }
    }

    fn weigh(&mut self, step: Step<'_>, of: (Account, String), (thanks, points): (bool, u128)) {
        let points = i128::try_from(points).unwrap_or(i128::MAX);
        let change = if thanks { points } else { -points };
        let words = self.community.words.entry(of).or_default();
        words.push((step.now, change));
    }
}
