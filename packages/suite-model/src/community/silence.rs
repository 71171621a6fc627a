//! What time makes due: silence decides, challenges lapse, awards are paid or go back.

use aftercare_domain::time::UnixTime;

use super::challenge::Verdict;
use super::questions::place;
use super::{AwardState, Decision, Item, Question, Standing, State};
use crate::arithmetic::percent;
use crate::{Asset, People, Refused, Step};

impl People {
    /// Decides a bounty whose time has run out.
    pub(super) fn silence(&mut self, now: UnixTime, number: u64) -> Result<(), Refused> {
        let question = self.question(number)?.clone();
        if question.state(now) != State::Undecided {
            return Ok(());
        }
        match self.best(number, &question) {
            Some(answer) => {
                let decision = (Decision::ForAnswer, question.decide_by());
                self.choose(number, decision, &[(answer, 10_000)])
            }
            None => self.give_up(number, Decision::Refunded),
        }
    }

    /// The standing answer with the most net thanks of those that reach the threshold, the earlier of
    /// equals, unless its author is a funder.
    fn best(&self, number: u64, question: &Question) -> Option<u32> {
        let mut best: Option<(u128, u32)> = None;
        for (answer, given) in (0..).zip(&question.answers) {
            let item = Item::Answer {
                question: number,
                answer,
            };
            let tally = self.community.tallies.get(&item);
            let tally = tally.filter(|tally| tally.reaches(question.threshold()));
            let Some(tally) = tally else { continue };
            if given.standing != Standing::Standing || question.is_funder(&given.author) {
                continue;
            }
            let net = tally.thanks() - tally.objections();
            if best.is_none_or(|(most, _)| net > most) {
                best = Some((net, answer));
            }
        }
        best.map(|(_, answer)| answer)
    }

    pub(super) fn poke(&mut self, step: Step<'_>, number: u64) -> Result<(), Refused> {
        self.silence(step.now, number)?;
        let question = self.question_mut(number)?.clone();
        for award in &question.awards {
            let answer = question.answers.get(place(award.answer));
            let challenge = answer.and_then(|answer| answer.challenge.as_ref());
            let over = challenge.is_some_and(|challenge| step.now > challenge.until);
            if award.state == AwardState::Challenged && over {
                self.end_challenge(number, award.answer, Verdict::Undecided)?;
            }
        }
        self.pay_vested(step.now, number)
    }

    /// Pays what has vested and is not frozen, and gives back what was found wrong.
    pub(super) fn pay_vested(&mut self, now: UnixTime, number: u64) -> Result<(), Refused> {
        let question = self.question(number)?.clone();
        let Some(bounty) = question.bounty.as_ref() else {
            return Ok(());
        };
        if now < question.vests_at {
            return Ok(());
        }
        let mut back = 0;
        for (award, amount) in question.awards.iter().zip(question.amounts()) {
            let part = (number, award.answer);
            match award.state {
                AwardState::Vesting | AwardState::Upheld => {
                    let author = self.answer(number, award.answer)?.author.clone();
                    self.pay(&author, &bounty.asset, amount);
                    self.set_award(part, AwardState::Paid)?;
                }
                AwardState::Overturned => {
                    back += self.reverse(&question, part, (&bounty.asset, amount))?;
                    self.set_award(part, AwardState::Reversed)?;
                }
                AwardState::Challenged | AwardState::Paid | AwardState::Reversed => {}
            }
        }
        self.give_back(number, back)
    }

    /// A fifth to the challenger, unless that is a funder; the rest goes back.
    fn reverse(
        &mut self,
        question: &Question,
        (number, answer): (u64, u32),
        (asset, amount): (&Asset, u128),
    ) -> Result<u128, Refused> {
        let challenge = self.answer(number, answer)?.challenge.clone();
        let challenger = challenge.map(|challenge| challenge.challenger);
        match challenger.filter(|challenger| !question.is_funder(challenger)) {
            Some(challenger) => {
                let reward = percent(amount, 2_000);
                self.pay(&challenger, asset, reward);
                Ok(amount - reward)
            }
            None => Ok(amount),
        }
    }

    pub(super) fn set_award(
        &mut self,
        (number, answer): (u64, u32),
        state: AwardState,
    ) -> Result<(), Refused> {
        let awards = &mut self.question_mut(number)?.awards;
        for award in awards.iter_mut().filter(|award| award.answer == answer) {
            award.state = state;
        }
        Ok(())
    }
}
