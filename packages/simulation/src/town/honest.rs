//! What honest people do, day by day of a week.

use aftercare_domain::time::DAY;

use super::{Town, CURATORS, WEEKS};
use crate::{Act, Choices, Post, Who};

impl Town {
    fn choices(&self, topic: u64, week: u64, who: usize) -> Choices {
        Choices::of(&[self.climate.seed, topic, week, who as u64])
    }

    /// No curator: who judges keeps out of questions.
    fn somebody(&self, choices: &mut Choices) -> Who {
        CURATORS + choices.below((self.climate.people - CURATORS) as u64) as usize
    }

    pub(super) fn honest_day(&mut self, week: u64, day: u64) {
        match day {
            0 => self.pay_and_ask(week),
            1 => self.answer_and_top_up(week),
            3 => self.rate_and_thank(week),
            5 => {
                self.clean(week);
                self.decide(week);
            }
            2 | 6 => self.hunt(),
            _ => {}
        }
    }

    fn pay_and_ask(&mut self, week: u64) {
        for who in 0..self.climate.people {
            let amount = self.climate.fee(who);
            self.model.act(Act::Burn { who, amount });
            let mut choices = self.choices(2, week, who);
            let asks = who < CURATORS + 2 || choices.happens(20_000);
            if who >= CURATORS && asks {
                let bounty = u128::from(choices.between(10_000, 1_000_000) * choices.below(2));
                self.asked.push(self.model.questions.len());
                self.model.act(Act::Ask { by: who, bounty });
            }
        }
    }

    /// Every question of honest people gets one to three answers; bounties are topped up whoever asked.
    fn answer_and_top_up(&mut self, week: u64) {
        for question in self.asked.clone() {
            let ring = self.is_ring(self.model.questions[question].asker);
            let mut choices = self.choices(3, week, question);
            for _ in 0..choices.between(1, 3) {
                let by = self.somebody(&mut choices);
                if !ring {
                    self.model.act(Act::Answer { by, question });
                }
            }
            let bounty = self.model.questions[question].bounty;
            for _ in 0..choices.below(4) {
                let by = self.somebody(&mut choices);
                let amount = bounty * u128::from(choices.between(5, 25)) / 100;
                self.model.act(Act::TopUp {
                    by,
                    question,
                    amount,
                });
            }
        }
    }

    fn rate_and_thank(&mut self, week: u64) {
        for who in 0..self.climate.people {
            let mut choices = self.choices(4, week, who);
            if choices.happens(70_000) {
                let score = choices.between(1, 5) as u8;
                self.model.act(Act::Rate { who, score });
            }
            let (_, points) = self.model.allowance(who);
            self.give(&mut choices, who, points);
            if who < CURATORS {
                let part = self.model.part(who).unwrap_or(0);
                self.give(&mut choices, who, part);
            }
        }
    }

    /// To the help in a question of this week: the reader goes on until there is some.
    fn give(&mut self, choices: &mut Choices, by: Who, points: u128) {
        for _ in 0..60 {
            let question = self.asked[choices.place(&self.asked)];
            let (slips, pick) = (choices.below(100_000), choices.below(30) as usize);
            if let Some(answer) = self.liked(question, (by, pick), slips) {
                let post = Post { question, answer };
                self.model.act(Act::Thank { by, post, points });
                return;
            }
        }
    }

    fn liked(&self, question: usize, (by, pick): (Who, usize), slips: u64) -> Option<usize> {
        let answers = self.model.questions[question].answers.iter().enumerate();
        let of = |ring: bool| -> Vec<usize> {
            let all = answers.clone();
            let able = all.filter(|(_, answer)| answer.author != by);
            let able = able.filter(|(_, answer)| self.is_ring(answer.author) == ring);
            able.map(|(place, _)| place).collect()
        };
        let (help, junk) = (of(false), of(true));
        let chosen = if slips < self.climate.slip * self.trust && !junk.is_empty() {
            junk
        } else {
            help
        };
        chosen.get(pick % chosen.len().max(1)).copied()
    }

    /// Curators dismiss this week's junk, and void what the last week's brought.
    fn clean(&mut self, week: u64) {
        for post in self.junk_of(week) {
            if self.sees(5, week, post) {
                self.model.act(Act::Dismiss { by: 0, post });
            }
        }
        self.model.act(Act::Close);
        let epoch = week.wrapping_sub(1);
        for post in self.junk_of(epoch) {
            if self.sees(6, epoch, post) {
                self.model.act(Act::Void { post, epoch });
            }
        }
    }

    fn sees(&self, topic: u64, week: u64, post: Post) -> bool {
        let mut choices = self.choices(topic, week, post.question * 64 + post.answer);
        choices.happens(self.climate.care)
    }

    /// Four askers in five decide, for an honest answer.
    fn decide(&mut self, week: u64) {
        for question in self.asked.clone() {
            let asker = self.model.questions[question].asker;
            let mut choices = self.choices(7, week, asker);
            let help = self.liked(question, (asker, choices.below(30) as usize), 100_000);
            let decides = !self.is_ring(asker) && choices.happens(80_000);
            if let Some(answer) = help.filter(|_| decides) {
                let post = Post { question, answer };
                self.model.act(Act::Accept { post });
            }
        }
    }

    fn junk_of(&self, week: u64) -> Vec<Post> {
        let junk = self.junk.iter().filter(|(of, _)| *of == week);
        junk.map(|(_, post)| *post).collect()
    }

    /// Strangers look at awards that went to the ring; one that escapes them once escapes for good.
    fn hunt(&mut self) {
        for question in 0..self.model.questions.len() {
            if self.model.questions[question].awarded().is_none() {
                self.model.act(Act::Poke { question });
            }
            let asked = &self.model.questions[question];
            let Some(answer) = asked.awarded() else {
                continue;
            };
            let wrong = self.is_ring(asked.answers[answer].author) && asked.bounty > 0;
            let mut choices = self.choices(8, 0, question);
            if wrong && !choices.happens(self.climate.unwatched) {
                let by = self.somebody(&mut choices);
                let post = Post { question, answer };
                self.model.act(Act::Reverse { by, post });
            }
        }
    }

    /// The last week's points and decisions are watched like any other.
    pub(super) fn afterwards(&mut self) {
        for (days, last) in [
            (2, false),
            (3, true),
            (1, false),
            (3, false),
            (4, false),
            (3, false),
        ] {
            self.model.act(Act::Wait(days * DAY));
            if last {
                self.clean(WEEKS);
            }
            self.hunt();
        }
    }
}
