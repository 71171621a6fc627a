//! Asking and answering.

use super::{Answer, Item, NewQuestion, Question, Review, Standing, State, Versions};
use crate::{refuse, Asset, People, Refused, Step};

/// Most answers.
const ANSWERS: usize = 30;

pub(super) fn place(answer: u32) -> usize {
    usize::try_from(answer).unwrap_or(usize::MAX)
}

/// Printable ASCII, of so many bytes.
pub(super) fn check_name(text: &str, least: usize) -> Result<(), Refused> {
    if text.len() < least || text.len() > 64 {
        return refuse("KIT-004");
    }
    if text.bytes().any(|byte| !(32..127).contains(&byte)) {
        return refuse("KIT-005");
    }
    Ok(())
}

pub(super) fn check_versions(versions: Versions) -> Result<(), Refused> {
    match versions {
        (from, Some(until)) if from > until => refuse("COM-076"),
        _ => Ok(()),
    }
}

impl People {
    pub(super) fn question(&self, number: u64) -> Result<&Question, Refused> {
        let found = self.community.questions.get(&number);
        found.ok_or(Refused("COM-021"))
    }

    /// A question, to be changed.
    pub(super) fn question_mut(&mut self, number: u64) -> Result<&mut Question, Refused> {
        self.touched.questions.insert(number);
        let found = self.community.questions.get_mut(&number);
        found.ok_or(Refused("COM-021"))
    }

    /// A question that takes answers.
    pub(super) fn open(&mut self, step: Step<'_>, number: u64) -> Result<&mut Question, Refused> {
        let question = self.question_mut(number)?;
        if question.state(step.now) != State::Open {
            return refuse("COM-022");
        }
        Ok(question)
    }

    pub(super) fn answer(&self, question: u64, answer: u32) -> Result<&Answer, Refused> {
        let found = self.question(question)?.answers.get(place(answer));
        found.ok_or(Refused("COM-026"))
    }

    pub(super) fn ask(
        &mut self,
        step: Step<'_>,
        new: &NewQuestion,
        money: Option<(Asset, u128)>,
    ) -> Result<(), Refused> {
        let escrow = self.community.pairs.first().map(|pair| pair.escrow.clone());
        let paused = escrow.and_then(|escrow| step.facts.paused_until(&escrow));
        if paused.is_some_and(|until| step.now <= until) {
            return refuse("KIT-024");
        }
        check_name(&new.topic, 1)?;
        check_name(&new.product, 0)?;
        new.versions.map_or(Ok(()), check_versions)?;
        let bounty = match money {
            Some(money) => Some(self.frozen(step, money)?),
            None => None,
        };
        let number = 1 + self.community.questions.keys().last().unwrap_or(&0);
        let question = Question {
            asker: step.sender.to_owned(),
            topic: new.topic.clone(),
            product: new.product.clone(),
            versions: new.versions,
            provider: new.provider.clone(),
            asked_at: step.now,
            bounty,
            funders: Default::default(),
            answers: vec![],
            decision: None,
            awards: vec![],
            vests_at: Default::default(),
        };
        self.community.questions.insert(number, question);
        self.touched.questions.insert(number);
        Ok(())
    }

    pub(super) fn give_answer(&mut self, step: Step<'_>, question: u64) -> Result<(), Refused> {
        let asked = self.open(step, question)?;
        if asked.asker == step.sender {
            return refuse("COM-023");
        }
        if asked.answer_of(step.sender).is_some() {
            return refuse("COM-024");
        }
        if asked.answers.len() >= ANSWERS {
            return refuse("COM-025");
        }
        asked.answers.push(Answer {
            author: step.sender.to_owned(),
            at: step.now,
            standing: Standing::Standing,
            review: Review::Nothing,
            challenge: None,
        });
        Ok(())
    }

    /// The sender's own answer to an open question, while it stands.
    fn own(&mut self, step: Step<'_>, question: u64) -> Result<(u32, &mut Answer), Refused> {
        let asked = self.open(step, question)?;
        let Some(mine) = asked.answer_of(step.sender) else {
            return refuse("COM-045");
        };
        let number = u32::try_from(mine).unwrap_or(u32::MAX);
        match asked.answers.get_mut(mine) {
            Some(answer) if answer.standing == Standing::Standing => Ok((number, answer)),
            _ => refuse("COM-031"),
        }
    }

    /// What an answer says is not of the model.
    pub(super) fn edit_answer(&mut self, step: Step<'_>, question: u64) -> Result<(), Refused> {
        let (answer, mine) = self.own(step, question)?;
        let reviewed = mine.review != Review::Nothing;
        let item = Item::Answer { question, answer };
        if reviewed || self.community.tallies.contains_key(&item) {
            return refuse("COM-032");
        }
        Ok(())
    }

    pub(super) fn withdraw_answer(&mut self, step: Step<'_>, question: u64) -> Result<(), Refused> {
        self.own(step, question)?.1.standing = Standing::Withdrawn;
        Ok(())
    }

    /// Whether an account asked, funds or answered.
    pub(super) fn refuse_interested(&self, step: Step<'_>, question: u64) -> Result<(), Refused> {
        let asked = self.question(question)?;
        if asked.is_funder(step.sender) || asked.answer_of(step.sender).is_some() {
            return refuse("COM-033");
        }
        Ok(())
    }

    fn standing_mut(&mut self, question: u64, answer: u32) -> Result<&mut Answer, Refused> {
        let answers = &mut self.question_mut(question)?.answers;
        match answers.get_mut(place(answer)) {
            None => refuse("COM-026"),
            Some(found) if found.standing != Standing::Standing => refuse("COM-031"),
            Some(found) => Ok(found),
        }
    }

    pub(super) fn dismiss(
        &mut self,
        step: Step<'_>,
        question: u64,
        answer: u32,
    ) -> Result<(), Refused> {
        if !self.community.is_curator(step.sender, step.now) {
            return refuse("COM-060");
        }
        self.open(step, question)?;
        self.refuse_interested(step, question)?;
        self.standing_mut(question, answer)?.standing = Standing::Dismissed;
        Ok(())
    }

    pub(super) fn make_official(
        &mut self,
        step: Step<'_>,
        question: u64,
        answer: u32,
    ) -> Result<(), Refused> {
        let provider = self.question(question)?.provider.clone();
        if !provider.is_some_and(|provider| self.speaks_for(step, &provider)) {
            return refuse("COM-034");
        }
        self.standing_mut(question, answer)?.review = Review::Official;
        Ok(())
    }

    /// The provider itself, and its agents in any registry that counts.
    fn speaks_for(&self, step: Step<'_>, provider: &str) -> bool {
        let pairs = (0u8..).zip(&self.community.pairs);
        let counting = pairs.filter(|(place, pair)| *place == 0 || step.now >= pair.from);
        let agent = counting.map(|(_, pair)| {
            let until = step
                .facts
                .agent_until(&pair.registry, provider, step.sender);
            until.is_some_and(|until| step.now <= until)
        });
        provider == step.sender || agent.into_iter().any(|is| is)
    }
}
