//! What a question's records and block time mean together.

use aftercare_domain::bounty::{awards, raised_threshold, Tally};
use aftercare_domain::money::Bps;
use aftercare_domain::time::{Seconds, UnixTime};
use aftercare_interface::community::{
    AnswerStatus, AwardStatus, QuestionStatus, ReviewLevel, Version, VersionRange, ANSWER_WAIT,
    MAX_FUNDERS,
};
use aftercare_kit::KitError;
use cosmwasm_std::{Addr, Storage, Uint128};

use super::thanks;
use crate::case::Case;
use crate::state::questions::{
    Answer, AwardStage, Awards, Decision, Progress, Question, Review, Winner, FUNDERS,
};
use crate::ContractError;

impl Progress {
    /// Whether answers and the asker's decision are taken.
    pub fn is_open(&self, now: UnixTime) -> bool {
        self.decision.is_none() && now <= self.decide_by
    }

    /// Whether its decision is due and was not taken.
    pub fn is_undecided(&self, now: UnixTime) -> bool {
        self.decision.is_none() && now > self.decide_by
    }

    /// The first second in which silence decides.
    pub fn silence_from(&self) -> UnixTime {
        self.decide_by.plus(Seconds(1))
    }

    /// Who was chosen; absent where nobody was.
    pub fn awards(&self) -> Option<&Awards> {
        match &self.decision {
            Some(Decision::Accepted(awards) | Decision::ForAnswer(awards)) => Some(awards),
            Some(Decision::Refunded | Decision::Withdrawn) | None => None,
        }
    }

    /// Whether its bounty is still its own, or an award's.
    pub fn holds_bounty(&self) -> bool {
        self.decision.is_none() || self.awards().is_some()
    }

    /// Whether an answer was chosen, and not found wrong since.
    pub fn has_accepted(&self, answer: u32) -> bool {
        let winner = self.awards().and_then(|awards| awards.of(answer));
        winner.is_some_and(|winner| winner.stage.stands())
    }

    /// The first second in which a bounty has something to be settled.
    pub fn due(&self) -> Option<UnixTime> {
        match &self.decision {
            None => Some(self.silence_from()),
            Some(Decision::Accepted(awards) | Decision::ForAnswer(awards)) => awards.due(),
            Some(Decision::Refunded | Decision::Withdrawn) => None,
        }
    }
}

impl Decision {
    /// Who was chosen, to be written to.
    pub fn awards_mut(&mut self) -> Option<&mut Awards> {
        match self {
            Self::Accepted(awards) | Self::ForAnswer(awards) => Some(awards),
            Self::Refunded | Self::Withdrawn => None,
        }
    }
}

impl Awards {
    /// An answer's, where it was chosen.
    pub fn of(&self, answer: u32) -> Option<&Winner> {
        self.winners.iter().find(|winner| winner.answer == answer)
    }

    /// Puts an answer's award where it is now.
    pub fn set(&mut self, answer: u32, stage: AwardStage) {
        for winner in &mut self.winners {
            if winner.answer == answer {
                winner.stage = stage;
            }
        }
    }

    fn due(&self) -> Option<UnixTime> {
        let due = |winner: &Winner| winner.stage.due(self.vests_at);
        self.winners.iter().filter_map(due).min()
    }

    /// What each one gets of a bounty; what rounding leaves goes to the first one.
    pub fn amounts(&self, pot: Uint128) -> Result<Vec<(Winner, Uint128)>, ContractError> {
        let shares: Vec<Bps> = self.winners.iter().map(|winner| winner.share).collect();
        let overflow = KitError::Overflow { field: "weights" };
        let amounts = awards(pot.u128(), &shares).ok_or(overflow)?;
        let winners = self.winners.iter().cloned();
        Ok(winners.zip(amounts.into_iter().map(Uint128::new)).collect())
    }

    /// What one of them gets.
    pub fn amount(&self, answer: u32, pot: Uint128) -> Result<Uint128, ContractError> {
        let mut amounts = self.amounts(pot)?.into_iter();
        let found = amounts.find(|(winner, _)| winner.answer == answer);
        Ok(found.map_or(Uint128::zero(), |(_, amount)| amount))
    }
}

impl AwardStage {
    fn due(self, vests_at: UnixTime) -> Option<UnixTime> {
        match self {
            Self::Vesting | Self::Upheld | Self::Overturned => Some(vests_at),
            Self::Challenged { until } => Some(until.plus(Seconds(1))),
            Self::Paid | Self::Reversed => None,
        }
    }

    /// Whether the curators' majority has not found it wrong.
    fn stands(self) -> bool {
        !matches!(self, Self::Overturned | Self::Reversed)
    }

    /// Whether the curators are out of time.
    pub fn has_lapsed(self, now: UnixTime) -> bool {
        matches!(self, Self::Challenged { until } if now > until)
    }

    /// Where it is once it has vested and time has settled it.
    pub fn settled(self) -> Self {
        match self {
            Self::Vesting | Self::Upheld => Self::Paid,
            Self::Overturned => Self::Reversed,
            Self::Challenged { .. } | Self::Paid | Self::Reversed => self,
        }
    }

    /// As queries call it.
    pub fn status(self) -> AwardStatus {
        match self {
            Self::Vesting => AwardStatus::Vesting,
            Self::Challenged { .. } => AwardStatus::Challenged,
            Self::Upheld => AwardStatus::Upheld,
            Self::Overturned => AwardStatus::Overturned,
            Self::Paid => AwardStatus::Paid,
            Self::Reversed => AwardStatus::Reversed,
        }
    }
}

/// Warm until it is decided: time alone opens, closes or leaves a question undecided.
pub fn status(question: &Question, progress: &Progress, now: UnixTime) -> QuestionStatus {
    match &progress.decision {
        Some(Decision::Accepted(_)) => QuestionStatus::Accepted,
        Some(Decision::ForAnswer(_)) => QuestionStatus::DecidedForAnswer,
        Some(Decision::Refunded) => QuestionStatus::Refunded,
        Some(Decision::Withdrawn) => QuestionStatus::Withdrawn,
        None if progress.is_open(now) => QuestionStatus::Open,
        None if question.bounty.is_some() => QuestionStatus::Undecided,
        None => QuestionStatus::Closed,
    }
}

/// Whether a question that takes answers has waited for one for 48 hours.
pub fn is_overdue(question: &Question, progress: &Progress, now: UnixTime) -> bool {
    let waited = now > question.asked_at.plus(ANSWER_WAIT);
    progress.is_open(now) && progress.standing == 0 && waited
}

/// What speaks for and against an answer.
pub fn tally(storage: &dyn Storage, key: (u64, u32)) -> Result<Tally, ContractError> {
    let thanks = thanks(storage, key)?;
    Ok(Tally {
        thanks: thanks.points.u128(),
        objections: thanks.objections.u128(),
        accounts: thanks.accounts,
    })
}

/// Net thanks that let silence pay a question's bounty: frozen with the asker's part of it, and risen by
/// every top-up that has joined by the decision time. Without a bounty it is one point.
pub fn threshold(
    storage: &dyn Storage,
    number: u64,
    (question, progress): (&Question, &Progress),
) -> Result<u128, ContractError> {
    let Some(bounty) = &question.bounty else {
        return Ok(1);
    };
    let (threshold, first) = (bounty.threshold.u128(), bounty.amount.u128());
    if progress.funders == 0 {
        return Ok(threshold);
    }
    let most = usize::try_from(MAX_FUNDERS).unwrap_or(0);
    let mut joined = first;
    for entry in FUNDERS.of(storage, number, (None, None)).take(most) {
        let funding = entry?.1.at(progress.decide_by);
        joined = joined.saturating_add(funding.joined);
    }
    Ok(raised_threshold(threshold, first, joined))
}

/// How far an answer has been reviewed.
pub fn level(answer: &Answer, tally: Tally, (threshold, by_expert): (u128, bool)) -> ReviewLevel {
    match (answer.status, answer.review) {
        (AnswerStatus::Standing, Review::Official) => ReviewLevel::Official,
        (AnswerStatus::Standing, Review::Upheld) => ReviewLevel::ExpertChecked,
        (AnswerStatus::Standing, Review::Nothing) => by_thanks(tally, (threshold, by_expert)),
        _ => ReviewLevel::Unreviewed,
    }
}

fn by_thanks(tally: Tally, (threshold, by_expert): (u128, bool)) -> ReviewLevel {
    if by_expert {
        ReviewLevel::ExpertChecked
    } else if tally.reaches(threshold) {
        ReviewLevel::CommunityChecked
    } else {
        ReviewLevel::Unreviewed
    }
}

/// Whether anybody has said anything of an answer: then it can no longer be changed.
pub fn is_touched(
    storage: &dyn Storage,
    key: (u64, u32),
    answer: &Answer,
) -> Result<bool, ContractError> {
    let tally = tally(storage, key)?;
    let reviewed = answer.review != Review::Nothing;
    Ok(reviewed || tally.thanks > 0 || tally.objections > 0)
}

/// Whether an account has put money into a question's bounty.
pub fn is_funder(storage: &dyn Storage, case: &Case, account: &Addr) -> bool {
    case.question.asker == *account || FUNDERS.has(storage, (case.number, account))
}

/// A range of versions begins before it ends.
pub fn check_versions(versions: VersionRange) -> Result<(), ContractError> {
    let spelt = |v: Version| format!("{}.{}.{}", v.major, v.minor, v.patch);
    match versions.until {
        Some(until) if versions.from > until => Err(ContractError::VersionsUpsideDown {
            from: spelt(versions.from),
            until: spelt(until),
        }),
        _ => Ok(()),
    }
}
