//! Rings that are after bounties.

use super::Ring;
use crate::town::Town;
use crate::{Act, Post};

impl Ring {
    /// Members answer open questions with a bounty, and thank one of these answers until silence would pay it.
    pub(super) fn crowd(&self, town: &mut Town, (week, day): (u64, u64)) {
        if day == 0 {
            for member in 0..self.members() {
                self.burn(town, member, 1);
                self.rate(town, member, 5);
            }
        }
        if day != 2 {
            return;
        }
        let (questions, answers) = (self.even(2, 1, 8) as usize, self.even(3, 1, 5) as usize);
        let paid = town.asked.clone().into_iter();
        let paid: Vec<_> = paid
            .filter(|asked| town.model.questions[*asked].bounty > 0)
            .collect();
        for question in paid.into_iter().take(questions) {
            self.crowd_into(town, (week, question), answers.min(self.members()));
        }
    }

    fn crowd_into(&self, town: &mut Town, (week, question): (u64, usize), answers: usize) {
        let first = town.model.questions[question].answers.len();
        for member in 0..answers {
            let by = town.member(member);
            let answer = town.model.questions[question].answers.len();
            if town.ring_act(Act::Answer { by, question }) {
                town.junk.push((week, Post { question, answer }));
            }
        }
        let percent = u128::from(self.even(5, 1, 100));
        for member in 1..self.members() {
            let post = Post {
                question,
                answer: first,
            };
            self.thank(town, (member, post), percent);
        }
    }

    /// A question with a bounty, which others top up; the award goes to an own answer as soon as that has
    /// joined.
    pub(super) fn award_itself(&self, town: &mut Town, day: u64) {
        let questions = self.even(2, 1, 10) as usize;
        let bounty = self.steep(1, 100, 20);
        if day == 0 {
            for number in 0..questions {
                let by = town.member(number % self.members());
                town.asked.push(town.model.questions.len());
                town.ring_act(Act::Ask { by, bounty });
            }
        }
        let mine: Vec<usize> = town.asked.clone();
        let mine = mine
            .into_iter()
            .filter(|asked| town.is_ring(town.model.questions[*asked].asker));
        for question in mine.collect::<Vec<_>>() {
            let asker = town.model.questions[question].asker;
            let helper = (asker - town.member(0) + 1) % self.members();
            if day == 1 {
                let by = town.member(helper);
                town.ring_act(Act::Answer { by, question });
            }
            if day == self.even(3, 5, 6) {
                let post = Post {
                    question,
                    answer: 0,
                };
                town.ring_act(Act::Accept { post });
            }
        }
    }
}
