//! Challenges of awards.

use aftercare_domain::time::Seconds;

use super::circles::{vote, Outcome};
use super::questions::place;
use super::{Answer, AwardState, Challenge, Review, Standing, Votes};
use crate::arithmetic::percent;
use crate::{refuse, Asset, People, Refused, Step};

/// How a challenge ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    Overturned,
    Upheld,
    Undecided,
}

impl People {
    fn award_state(&self, number: u64, answer: u32) -> Result<AwardState, Refused> {
        let mut awards = self.question(number)?.awards.iter();
        let found = awards.find(|award| award.answer == answer);
        found.map(|award| award.state).ok_or(Refused("COM-040"))
    }

    fn answer_mut(&mut self, number: u64, answer: u32) -> Result<&mut Answer, Refused> {
        let answers = &mut self.question_mut(number)?.answers;
        answers.get_mut(place(answer)).ok_or(Refused("COM-026"))
    }

    pub(super) fn challenge(
        &mut self,
        step: Step<'_>,
        (number, answer): (u64, u32),
        (asset, amount): (Asset, u128),
    ) -> Result<(), Refused> {
        self.silence(step.now, number)?;
        if self.question(number)?.bounty.is_none() {
            return refuse("COM-035");
        }
        self.award_state(number, answer)?;
        let challenged = self.answer(number, answer)?.clone();
        if challenged.challenge.is_some() {
            return refuse("COM-042");
        }
        if step.now >= self.question(number)?.vests_at {
            return refuse("COM-041");
        }
        if challenged.author == step.sender {
            return refuse("COM-014");
        }
        self.require_asset(number, &asset)?;
        if amount != self.bond(number, answer)? {
            return refuse("COM-043");
        }
        self.answer_mut(number, answer)?.challenge = Some(Challenge {
            challenger: step.sender.to_owned(),
            bond: amount,
            until: step.now.plus(Seconds::days(5)),
            votes: Votes::default(),
        });
        self.set_award((number, answer), AwardState::Challenged)
    }

    /// A fifth of an award, and at least the asset's least bond when the question was asked.
    ///
    /// # Errors
    /// Where there is no such question.
    pub fn bond(&self, number: u64, answer: u32) -> Result<u128, Refused> {
        let question = self.question(number)?;
        let awards = question.awards.iter().zip(question.amounts());
        let mut of_answer = awards.filter(|(award, _)| award.answer == answer);
        let amount = of_answer.next().map_or(0, |(_, amount)| amount);
        let least = question.bounty.as_ref().map_or(0, |b| b.least_bond);
        Ok(percent(amount, 2_000).max(least))
    }

    pub(super) fn vote_on_challenge(
        &mut self,
        step: Step<'_>,
        (number, answer): (u64, u32),
        wrong: bool,
    ) -> Result<(), Refused> {
        if self.award_state(number, answer)? != AwardState::Challenged {
            return refuse("COM-044");
        }
        self.refuse_interested(step, number)?;
        let curators = self.community.curators.at(step.now).to_vec();
        let Some(challenge) = &mut self.answer_mut(number, answer)?.challenge else {
            return refuse("COM-044");
        };
        if challenge.challenger == step.sender {
            return refuse("COM-033");
        }
        let until = challenge.until;
        let verdict = match vote(&mut challenge.votes, &curators, (step, until), wrong)? {
            Outcome::Open => return Ok(()),
            Outcome::Carried => Verdict::Overturned,
            Outcome::Rejected => Verdict::Upheld,
        };
        self.end_challenge(number, answer, verdict)?;
        self.pay_vested(step.now, number)
    }

    /// The bond leaves at once.
    pub(super) fn end_challenge(
        &mut self,
        number: u64,
        place: u32,
        verdict: Verdict,
    ) -> Result<(), Refused> {
        let answer = self.answer_mut(number, place)?;
        answer.review = match verdict {
            Verdict::Overturned | Verdict::Undecided => Review::Doubted,
            Verdict::Upheld if answer.review == Review::Official => Review::Official,
            Verdict::Upheld => Review::Upheld,
        };
        if verdict == Verdict::Overturned {
            answer.standing = Standing::Dismissed;
        }
        let (author, challenge) = (answer.author.clone(), answer.challenge.clone());
        let state = match verdict {
            Verdict::Overturned => AwardState::Overturned,
            Verdict::Upheld | Verdict::Undecided => AwardState::Upheld,
        };
        self.set_award((number, place), state)?;
        let bounty = self.question(number)?.bounty.clone();
        let (Some(challenge), Some(bounty)) = (challenge, bounty) else {
            return Ok(());
        };
        if verdict == Verdict::Upheld {
            let burnt = challenge.bond / 2;
            self.burn(&bounty.asset, burnt);
            self.pay(&author, &bounty.asset, challenge.bond - burnt);
        } else {
            self.pay(&challenge.challenger, &bounty.asset, challenge.bond);
        }
        Ok(())
    }

    /// Half of a lost bond ceases to exist.
    fn burn(&mut self, asset: &Asset, amount: u128) {
        let community = self.community.address.clone();
        if self.purses.take(&community, asset, amount) && *asset == self.token.asset() {
            self.token.supply -= amount;
        }
    }
}
