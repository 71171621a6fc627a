//! Rings that wait for other people's thanks.

use super::Ring;
use crate::town::Town;
use crate::{Act, Post};

impl Ring {
    /// On the second day, before people read, members put copies under honest answers.
    pub(super) fn copy(&self, town: &mut Town, (week, day): (u64, u64)) {
        if day != 2 {
            return;
        }
        let (questions, copies) = (self.even(2, 1, 20) as usize, self.even(3, 1, 5) as usize);
        for question in town.asked.clone().into_iter().take(questions) {
            for copier in 0..copies.min(self.members()) {
                self.put(town, (week, copier), question);
            }
        }
    }

    /// A copy, or junk, among honest people.
    fn put(&self, town: &mut Town, (week, member): (u64, usize), question: usize) {
        let by = town.member(member);
        let answer = town.model.questions[question].answers.len();
        if town.ring_act(Act::Answer { by, question }) {
            town.junk.push((week, Post { question, answer }));
        }
    }

    /// Own questions beside everybody's, each with own answers.
    pub(super) fn stuff(&self, town: &mut Town, (week, day): (u64, u64)) {
        if day != 0 {
            return;
        }
        let (questions, answers) = (self.even(2, 1, 30), self.even(3, 1, 5) as usize);
        for number in 0..questions as usize {
            let asker = number % self.members();
            let question = town.model.questions.len();
            let by = town.member(asker);
            town.ring_act(Act::Ask { by, bounty: 0 });
            town.asked.push(question);
            for author in 1..=answers.min(self.members() - 1) {
                self.put(town, (week, (asker + author) % self.members()), question);
            }
        }
    }

    /// Some weeks of own thanks for one author, whom people then trust up to four times as easily.
    pub(super) fn pump(&self, town: &mut Town, (week, day): (u64, u64)) {
        let weeks = self.even(4, 1, 3);
        if week < weeks {
            if week == 0 && day == 0 {
                self.home(town);
            }
            if day == 0 {
                self.pump_up(town);
            }
            return;
        }
        town.trust = 1 + weeks;
        self.copy(town, (week, day));
    }

    fn pump_up(&self, town: &mut Town) {
        let first = town.member(0);
        let mut questions = town.model.questions.iter();
        let home = questions
            .position(|asked| asked.asker == first)
            .unwrap_or(0);
        for member in 0..self.members() {
            self.burn(town, member, 1);
            self.rate(town, member, 5);
            if member > 0 {
                self.thank(town, (member, Self::home_of(home, 0)), 100);
            }
        }
    }
}
