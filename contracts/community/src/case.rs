//! A question on its way through a message.

use aftercare_domain::time::UnixTime;
use cosmwasm_std::Storage;

use crate::find;
use crate::state::questions::{Awards, Bounty, Progress, Question, Winner, DUE, PROGRESS};
use crate::ContractError;

/// A question, what has become of it, and when it was last noted to be due.
pub struct Case {
    pub number: u64,
    pub question: Question,
    pub progress: Progress,
    noted: Option<UnixTime>,
}

impl Case {
    /// Just asked.
    pub fn new(number: u64, question: Question, progress: Progress) -> Self {
        Self {
            number,
            question,
            progress,
            noted: None,
        }
    }

    pub fn load(storage: &dyn Storage, number: u64) -> Result<Self, ContractError> {
        let (question, progress) = find::question(storage, number)?;
        let mut case = Self::new(number, question, progress);
        case.noted = case.due();
        Ok(case)
    }

    /// One that takes answers and its asker's decision.
    pub fn load_open(
        storage: &dyn Storage,
        number: u64,
        now: UnixTime,
    ) -> Result<Self, ContractError> {
        let case = Self::load(storage, number)?;
        if case.progress.is_open(now) {
            return Ok(case);
        }
        Err(ContractError::QuestionNotOpen {
            question: number,
            decide_by: case.progress.decide_by,
            now,
        })
    }

    pub fn bounty(&self) -> Result<&Bounty, ContractError> {
        let question = self.number;
        let bounty = self.question.bounty.as_ref();
        bounty.ok_or(ContractError::NoBounty { question })
    }

    pub fn awards_mut(&mut self) -> Option<&mut Awards> {
        self.progress.decision.as_mut()?.awards_mut()
    }

    /// A chosen answer's part of the bounty.
    pub fn winner(&self, answer: u32) -> Result<&Winner, ContractError> {
        let awards = self.progress.awards();
        let winner = awards.and_then(|awards| awards.of(answer));
        winner.ok_or(ContractError::NoAward {
            question: self.number,
            answer,
        })
    }

    /// Saves what has become of it, and when it is due next.
    pub fn save(&mut self, storage: &mut dyn Storage) {
        PROGRESS.save(storage, self.number, &self.progress);
        let due = self.due();
        if due == self.noted {
            return;
        }
        if let Some(at) = self.noted {
            DUE.remove(storage, (at.0, self.number));
        }
        if let Some(at) = due {
            DUE.save(storage, (at.0, self.number), &());
        }
        self.noted = due;
    }

    /// The first second in which a `poke` does something; without money at stake it never does.
    fn due(&self) -> Option<UnixTime> {
        self.question.bounty.as_ref()?;
        self.progress.due()
    }
}
