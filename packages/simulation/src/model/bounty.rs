//! Questions and their money: bounty, top-ups, decision, award, reversal.

use aftercare_domain::bounty::{
    decide_by, pro_rata, raised_threshold, reversal, silence_threshold, silence_winner, Funding,
    Tally,
};
use aftercare_domain::reward::RATE_ONE;
use aftercare_domain::time::{Seconds, UnixTime};

use super::{Answer, Decision, Model, Question, VESTING};
use crate::{Post, Who};

/// Most answers of a question.
const MAX_ANSWERS: usize = 30;
/// Most funders beside the asker.
const MAX_FUNDERS: usize = 20;

impl Question {
    /// The last second in which the asker decides.
    #[must_use]
    pub fn decide_by(&self) -> UnixTime {
        let spans = (Seconds::days(14), Seconds::days(7));
        decide_by(self.asked_at, self.first_answer, spans)
    }

    fn is_open(&self, now: UnixTime) -> bool {
        self.decision.is_none() && now <= self.decide_by()
    }

    /// What each funder put in, the asker first. Nobody here takes anything back, so all of it joins.
    fn stakes(&self) -> Vec<(Who, u128)> {
        let tops = self.funders.iter();
        let tops = tops.map(|(who, funding)| (*who, funding.total().unwrap_or(0)));
        [(self.asker, self.bounty)]
            .into_iter()
            .chain(tops)
            .collect()
    }

    /// The bounty with everything on top of it.
    #[must_use]
    pub fn whole(&self) -> u128 {
        self.stakes().iter().map(|(_, amount)| amount).sum()
    }

    /// What has joined by the decision time.
    fn joined(&self) -> u128 {
        let tops = self.funders.iter();
        let tops = tops.map(|(_, funding)| funding.at(self.decide_by()).joined);
        self.bounty + tops.sum::<u128>()
    }

    /// Who has no interest of its own in how the question ends.
    fn may_judge(&self, who: Who) -> bool {
        !self.is_funder(who) && self.answers.iter().all(|answer| answer.author != who)
    }

    /// The author that has the award, as long as nobody has found it wrong.
    #[must_use]
    pub fn awarded(&self) -> Option<usize> {
        let decision = self.decision.as_ref()?;
        decision.winner.filter(|_| decision.reversed.is_none())
    }

    /// What somebody may win who finds the award wrong.
    #[must_use]
    pub fn vests_at(&self) -> Option<UnixTime> {
        Some(self.decision.as_ref()?.vests_at)
    }

    fn is_funder(&self, who: Who) -> bool {
        who == self.asker || self.funders.iter().any(|(funder, _)| *funder == who)
    }
}

impl Model {
    pub(super) fn answer_of(&self, post: Post) -> Option<&Answer> {
        self.questions.get(post.question)?.answers.get(post.answer)
    }

    pub(super) fn answer_mut(&mut self, post: Post) -> Option<&mut Answer> {
        let question = self.questions.get_mut(post.question)?;
        question.answers.get_mut(post.answer)
    }

    pub(super) fn coins(&mut self, who: Who, amount: u128, sign: i128) {
        self.accounts[who].coins += sign * i128::try_from(amount).unwrap_or(i128::MAX);
    }

    pub(super) fn ask(&mut self, by: Who, bounty: u128) -> Option<()> {
        self.accounts.get(by)?;
        let threshold = silence_threshold(bounty, RATE_ONE, self.setup.silence)?;
        self.questions.push(Question {
            asker: by,
            bounty,
            threshold,
            funders: vec![],
            answers: vec![],
            asked_at: self.now,
            first_answer: None,
            decision: None,
        });
        self.coins(by, bounty, -1);
        Some(())
    }

    pub(super) fn answer(&mut self, by: Who, question: usize) -> Option<()> {
        let now = self.now;
        let asked = self.questions.get_mut(question)?;
        let again = asked.answers.iter().any(|answer| answer.author == by);
        let full = asked.answers.len() >= MAX_ANSWERS;
        if asked.asker == by || again || full || !asked.is_open(now) {
            return None;
        }
        asked.first_answer.get_or_insert(now);
        asked.answers.push(Answer {
            author: by,
            tally: Tally::default(),
            thanked_by: Default::default(),
            dismissed: false,
            earned: Default::default(),
        });
        Some(())
    }

    pub(super) fn top_up(&mut self, by: Who, question: usize, amount: u128) -> Option<()> {
        let now = self.now;
        let asked = self.questions.get_mut(question)?;
        if asked.bounty == 0 || amount == 0 || asked.asker == by || !asked.is_open(now) {
            return None;
        }
        let place = asked.funders.iter().position(|(funder, _)| *funder == by);
        let place = place.unwrap_or(asked.funders.len());
        if place == MAX_FUNDERS {
            return None;
        }
        if place == asked.funders.len() {
            asked.funders.push((by, Funding::default()));
        }
        let funding = &mut asked.funders[place].1;
        *funding = funding.plus(amount, now)?;
        self.coins(by, amount, -1);
        Some(())
    }

    pub(super) fn dismiss(&mut self, by: Who, post: Post) -> Option<()> {
        let curator = self.setup.curators.contains(&by);
        let now = self.now;
        let asked = self.questions.get(post.question)?;
        let stands = !asked.answers.get(post.answer)?.dismissed;
        if !curator || !stands || !asked.may_judge(by) || !asked.is_open(now) {
            return None;
        }
        self.answer_mut(post)?.dismissed = true;
        Some(())
    }

    /// The whole bounty to one answer.
    pub(super) fn accept(&mut self, post: Post) -> Option<()> {
        let now = self.now;
        let dismissed = self.answer_of(post)?.dismissed;
        let asked = self.questions.get_mut(post.question)?;
        if dismissed || !asked.is_open(now) {
            return None;
        }
        asked.decision = Some(Decision {
            winner: Some(post.answer),
            vests_at: now.plus(VESTING),
            reversed: None,
            paid: asked.bounty == 0,
        });
        Some(())
    }

    /// Challenge and judgement in one, by a majority of curators without a stake: the bond comes back with
    /// it.
    pub(super) fn reverse(&mut self, by: Who, post: Post) -> Option<()> {
        let before = self.questions.get(post.question)?.decision.clone();
        self.decide_by_silence(post.question);
        let reversed = self.reverse_decided(by, post);
        if reversed.is_none() {
            self.questions[post.question].decision = before;
        }
        reversed
    }

    fn reverse_decided(&mut self, by: Who, post: Post) -> Option<()> {
        let now = self.now;
        let author = self.answer_of(post)?.author;
        let asked = self.questions.get_mut(post.question)?;
        let curators = self.setup.curators.iter();
        let judges = curators.filter(|who| **who != by && asked.may_judge(**who));
        if judges.count() * 2 <= self.setup.curators.len() {
            return None;
        }
        let decision = asked.decision.as_mut()?;
        let vesting = !decision.paid && now < decision.vests_at;
        let free = decision.winner == Some(post.answer) && decision.reversed.is_none();
        if !vesting || !free || author == by {
            return None;
        }
        decision.reversed = Some(by);
        self.answer_mut(post)?.dismissed = true;
        Some(())
    }

    pub(super) fn poke(&mut self, question: usize) -> Option<()> {
        self.decide_by_silence(question);
        let now = self.now;
        let asked = self.questions.get_mut(question)?;
        let due = asked.decision.as_mut().filter(|decision| {
            !decision.paid && (decision.winner.is_none() || now >= decision.vests_at)
        });
        if let Some(decision) = due {
            decision.paid = true;
            self.pay(question);
        }
        Some(())
    }

    /// Where it is due: before thanks that come later count.
    pub(super) fn decide_by_silence(&mut self, question: usize) {
        let now = self.now;
        let Some(asked) = self.questions.get_mut(question) else {
            return;
        };
        if asked.decision.is_none() && now > asked.decide_by() && asked.bounty > 0 {
            let winner = silent_winner(asked);
            let vests_at = asked.decide_by().plus(VESTING);
            asked.decision = Some(Decision {
                winner,
                vests_at,
                reversed: None,
                paid: false,
            });
        }
    }

    fn pay(&mut self, question: usize) {
        let asked = self.questions[question].clone();
        let Some(decision) = &asked.decision else {
            return;
        };
        let whole = asked.whole();
        match (decision.winner, decision.reversed) {
            (Some(winner), None) => self.coins(asked.answers[winner].author, whole, 1),
            (Some(_), Some(challenger)) => {
                let parts = reversal(whole, asked.is_funder(challenger));
                self.coins(challenger, parts.challenger, 1);
                self.give_back(&asked, parts.funders);
            }
            (None, _) => self.give_back(&asked, whole),
        }
    }

    fn give_back(&mut self, asked: &Question, whole: u128) {
        let stakes = asked.stakes();
        let weights: Vec<u128> = stakes.iter().map(|(_, amount)| *amount).collect();
        let parts = pro_rata(whole, &weights).unwrap_or_default();
        for ((who, _), part) in stakes.iter().zip(parts) {
            self.coins(*who, part, 1);
        }
    }
}

/// Funders do not win by silence, nor does who was dismissed.
fn silent_winner(asked: &Question) -> Option<usize> {
    let able = |answer: &Answer| {
        let out = answer.dismissed || asked.is_funder(answer.author);
        (!out).then_some(answer.tally)
    };
    let tallies: Vec<_> = asked.answers.iter().map(able).collect();
    let threshold = raised_threshold(asked.threshold, asked.bounty, asked.joined());
    silence_winner(&tallies, threshold)
}
