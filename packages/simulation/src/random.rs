//! Worlds in which anything may happen: fees, ratings, thanks, objections, bounties, knowledge, epochs, voids,
//! lapses, budgets that bind, begin late and sink.

use aftercare_domain::money::Bps;
use aftercare_domain::time::{Seconds, DAY, WEEK};

use crate::town::START;
use crate::{Act, Choices, Model, Post, Setup, Who};

/// A world of so many acts; what is possible is tried more often than what is not. It is settled in the end,
/// and its log is kept.
#[must_use]
pub fn world(seed: u64, people: usize, acts: u64) -> (Setup, Model) {
    let mut choices = Choices::of(&[seed, 100]);
    let setup = setup(people, &mut choices);
    let mut model = Model::new(&setup);
    model.log = Some(vec![]);
    for _ in 0..acts {
        let act = Draw::new(&model, &mut choices).act();
        model.act(act);
    }
    model.settle();
    (setup, model)
}

fn setup(people: usize, choices: &mut Choices) -> Setup {
    let mut setup = Setup::new(people, START);
    setup.curators = (0..people.min(3)).collect();
    setup.emission.decay = Bps(choices.below(300) as u32);
    if choices.happens(70_000) {
        setup.emission.budget = u128::from(choices.between(1, 40_000));
    }
    if choices.happens(30_000) {
        let late = Seconds(choices.between(1, 4) * WEEK);
        setup.emission.start = START.plus(late);
    }
    setup
}

/// What the next act is drawn from.
struct Draw<'a> {
    model: &'a Model,
    choices: &'a mut Choices,
    who: Who,
    by: Who,
    post: Post,
}

impl<'a> Draw<'a> {
    /// Mostly one of the last questions, and an answer that it has.
    fn new(model: &'a Model, choices: &'a mut Choices) -> Self {
        let people = model.accounts.len() as u64;
        let (who, by) = (choices.below(people) as Who, choices.below(people) as Who);
        let asked = model.questions.len() as u64;
        let question = if choices.happens(80_000) {
            asked.saturating_sub(1 + choices.below(3))
        } else {
            choices.below(asked + 1)
        };
        let question = question as usize;
        let answers = model.questions.get(question);
        let answers = answers.map_or(0, |asked| asked.answers.len()) as u64;
        let none = u64::from(choices.happens(10_000));
        let answer = choices.below(answers + none) as usize;
        Self {
            model,
            choices,
            who,
            by,
            post: Post { question, answer },
        }
    }

    fn act(mut self) -> Act {
        let (who, by, post) = (self.who, self.by, self.post);
        let (question, amount) = (post.question, self.amount());
        match self.choices.below(48) {
            0..4 => Act::Wait(self.pause()),
            4..9 => Act::Burn { who, amount },
            9..11 => Act::Rate { who, score: 5 },
            11 => Act::Ask {
                by,
                bounty: amount * u128::from(self.choices.below(4).min(1)),
            },
            12..15 => Act::Answer { by, question },
            15..22 => {
                let (by, points) = self.giver();
                Act::Thank { by, post, points }
            }
            22 => {
                let (by, points) = self.giver();
                Act::Object { by, post, points }
            }
            23 => Act::TopUp {
                by,
                question,
                amount,
            },
            24..26 => Act::Accept { post },
            26 => Act::Poke { question },
            27..30 => self.void(),
            30 => Act::Close,
            31 => Act::Mint {
                epoch: self.epoch(),
            },
            32 => Act::LowerBudget {
                budget: self.model.emission.budget * 19 / 20,
            },
            33..36 => Act::Claim {
                who,
                epoch: self.epoch(),
            },
            _ => self.act_on_an_award(),
        }
    }

    /// Where there is an award, or an item that came of one.
    fn act_on_an_award(&mut self) -> Act {
        let (who, by, amount) = (self.who, self.by, self.amount());
        let asked = self.model.questions.get(self.post.question);
        let awarded = asked.and_then(|asked| asked.awarded());
        let post = Post {
            answer: awarded.unwrap_or(self.post.answer),
            ..self.post
        };
        let author = asked.and_then(|asked| Some(asked.answers.get(post.answer)?.author));
        match self.choices.below(12) {
            0..3 => Act::Promote {
                by: author.unwrap_or(by),
                post,
            },
            3 => Act::FundSupport {
                by,
                amount,
                per_item: amount / 3,
            },
            4..8 => Act::Help {
                customer: who,
                provider: by,
                item: self.choices.below(self.model.items.len() as u64 + 1) as usize,
            },
            8 => Act::WithdrawSupport { by },
            9 => Act::Dismiss { by, post },
            _ => Act::Reverse { by, post },
        }
    }

    fn amount(&mut self) -> u128 {
        self.choices.below(30_000).into()
    }

    fn epoch(&mut self) -> u64 {
        self.model.epoch().saturating_sub(self.choices.below(4))
    }

    /// Mostly what an answer has earned.
    fn void(&mut self) -> Act {
        let answers = self.model.questions.get(self.post.question);
        let answer = answers.and_then(|asked| asked.answers.get(self.post.answer));
        let last = answer.and_then(|answer| answer.earned.keys().next_back().copied());
        let epoch = self.epoch();
        Act::Void {
            post: self.post,
            epoch: last.unwrap_or(epoch),
        }
    }

    /// Now and then long enough for allowances to lapse.
    fn pause(&mut self) -> u64 {
        match self.choices.below(40) {
            0 => 190 * DAY,
            1..4 => self.choices.between(7, 20) * DAY,
            4..20 => self.choices.between(1, 5) * DAY,
            _ => self.choices.below(DAY),
        }
    }

    /// Somebody, mostly with points to give: all of them, some, or one more than there are.
    fn giver(&mut self) -> (Who, u128) {
        let people = self.model.accounts.len() as u64;
        let left = |who: Who| {
            let own = self.model.allowance(who).1;
            own.max(self.model.part(who).unwrap_or(0))
        };
        let tries = [(); 4].map(|()| self.choices.below(people) as Who);
        let by = tries.into_iter().find(|who| left(*who) > 0);
        let by = by.unwrap_or(self.by);
        let left = left(by);
        let points = match self.choices.below(4) {
            0 => left + 1,
            1 => left,
            _ => left * u128::from(self.choices.below(100)) / 100,
        };
        (by, points)
    }
}
