//! What happens next: mostly something that makes sense, one time in four with the wrong sender, funds,
//! number or time.

mod facts;
mod owner;
mod questions;
mod rewards;
mod spoil;
mod token;
mod urgent;
mod when;

use aftercare_domain::time::UnixTime;
use aftercare_simulation::Choices;
use aftercare_suite_model::community::{CommunityAct, Hook, Question};
use aftercare_suite_model::{Act, Asset, People};

use super::life::{Move, Sent, What};
use super::Ground;

/// Who sends what with which coins.
type Drawn = (String, Act, Vec<(String, u128)>);

/// The next move.
pub fn next(ground: &Ground, choices: &mut Choices) -> Move {
    let at = when::next(ground, choices);
    let mut draw = Draw {
        ground,
        model: &ground.model,
        choices,
        now: at,
    };
    let what = draw.what();
    Move { at, what }
}

/// What the next move is drawn from.
struct Draw<'a> {
    ground: &'a Ground,
    model: &'a People,
    choices: &'a mut Choices,
    now: UnixTime,
}

impl Draw<'_> {
    fn what(&mut self) -> What {
        let drawn = match self.choices.below(100) {
            0..=9 => return What::Fact(self.fact()),
            number => self.urgent().unwrap_or_else(|| self.any(number)),
        };
        let (sender, act, funds) = if self.one_in(4) {
            self.spoilt(drawn)
        } else {
            drawn
        };
        What::Message(Sent { sender, act, funds })
    }

    fn any(&mut self, number: u64) -> Drawn {
        match number {
            10..=47 => self.about_questions(),
            48..=76 => self.about_rewards(),
            // Before anything was minted, there is little to say about the token.
            77..=90 if self.model.token.supply > 0 || self.one_in(6) => self.with_tokens(),
            77..=90 => self.about_rewards(),
            _ => self.as_owner(),
        }
    }

    fn one_in(&mut self, times: u64) -> bool {
        self.choices.below(times) == 0
    }

    fn amount(&mut self, most: u64) -> u128 {
        u128::from(self.choices.between(1, most))
    }

    fn person(&mut self) -> String {
        let place = self.choices.place(&self.ground.people);
        self.ground.people.get(place).cloned().unwrap_or_default()
    }

    /// One of a list, if there is one.
    fn of<T: Clone>(&mut self, items: &[T]) -> Option<T> {
        let place = self.choices.place(items);
        items.get(place).cloned()
    }

    /// Coin, token, reward token, seldom a coin that is not listed.
    fn asset(&mut self) -> Asset {
        let place = [0, 0, 0, 0, 1, 1, 1, 2, 2, 3][self.choices.below(10) as usize];
        self.ground.assets[place].clone()
    }

    /// Mostly one of the last questions that fit; else any number.
    fn question(&mut self, fits: impl Fn(&Question) -> bool) -> (u64, Option<Question>) {
        let found = self.model.community.questions.iter().rev();
        let found: Vec<u64> = found
            .filter(|(_, question)| fits(question))
            .map(|(number, _)| *number)
            .take(4)
            .collect();
        let last = self.model.community.questions.len() as u64;
        let number = match self.of(&found) {
            Some(number) => number,
            None if last == 0 || self.one_in(8) => self.choices.below(last + 2),
            None => self.choices.between(1, last),
        };
        let question = self.model.community.questions.get(&number).cloned();
        (number, question)
    }

    /// An unpaid message to the community.
    fn unpaid(&self, sender: String, act: CommunityAct) -> Drawn {
        (sender, Act::Community(act), vec![])
    }

    /// A message that money comes with.
    fn paid(&mut self, sender: String, hook: Hook, (asset, amount): (Asset, u128)) -> Drawn {
        match asset {
            Asset::Native(denom) => {
                let act = Act::Community(CommunityAct::Paid(hook));
                let coins = (amount > 0).then_some((denom, amount));
                (sender, act, coins.into_iter().collect())
            }
            Asset::Cw20(token) => {
                let owner = if token == self.model.token.address {
                    self.allowed_by(&sender, amount)
                } else {
                    None
                };
                let act = Act::Send {
                    token,
                    owner,
                    amount,
                    hook,
                };
                (sender, act, vec![])
            }
        }
    }
}
