//! Whose turn it is on a question, and what time has made due.

use aftercare_domain::time::{Seconds, UnixTime};
use aftercare_interface::community::{DueRow, QuestionStatus};
use aftercare_interface::{NextStep, Page, Role};
use aftercare_kit::{now, page};
use cosmwasm_std::{Deps, Env};

use super::Window;
use crate::case::Case;
use crate::rules::questions::status;
use crate::state::questions::{AwardStage, Awards, DUE};
use crate::ContractError;

pub fn next(deps: Deps<'_>, env: &Env, number: u64) -> Result<NextStep, ContractError> {
    let as_of = now(env);
    let case = Case::load(deps.storage, number)?;
    let step = match status(&case.question, &case.progress, as_of) {
        QuestionStatus::Open => open(&case),
        QuestionStatus::Undecided => step(Role::Anyone, "poke", "bounty_waits"),
        QuestionStatus::Accepted | QuestionStatus::DecidedForAnswer => decided(&case, as_of),
        _ => step(Role::Nobody, "none", "nothing"),
    };
    Ok(NextStep { as_of, ..step })
}

fn step(role: Role, action: &str, otherwise: &str) -> NextStep {
    NextStep {
        role,
        address: None,
        action: action.to_owned(),
        by: None,
        otherwise: otherwise.to_owned(),
        as_of: UnixTime::default(),
    }
}

fn open(case: &Case) -> NextStep {
    let lapse = |with_bounty| match case.question.bounty {
        Some(_) => with_bounty,
        None => "question_closes",
    };
    let by = Some(case.progress.decide_by);
    if case.progress.standing == 0 {
        let step = step(Role::Anyone, "answer", lapse("bounty_returns"));
        return NextStep { by, ..step };
    }
    NextStep {
        by,
        address: Some(case.question.asker.clone()),
        ..step(Role::Asker, "accept", lapse("silence_decides"))
    }
}

/// What can be settled comes first, then what curators have to decide, then what only has to vest.
fn decided(case: &Case, now: UnixTime) -> NextStep {
    let bounty = case.question.bounty.as_ref();
    let awards = case.progress.awards().filter(|_| bounty.is_some());
    let due = bounty.and(case.progress.due());
    let (Some(awards), Some(due)) = (awards, due) else {
        return step(Role::Nobody, "none", "nothing");
    };
    if now >= due {
        return step(Role::Anyone, "poke", "awards_wait");
    }
    match first_challenge(awards) {
        Some(until) => NextStep {
            by: Some(until),
            ..step(Role::Curators, "vote_on_challenge", "award_stands")
        },
        None => NextStep {
            by: Some(due.minus(Seconds(1))),
            ..step(Role::Nobody, "wait", "awards_become_payable")
        },
    }
}

/// The last second of the challenge that ends first.
fn first_challenge(awards: &Awards) -> Option<UnixTime> {
    let until = awards
        .winners
        .iter()
        .filter_map(|winner| match winner.stage {
            AwardStage::Challenged { until } => Some(until),
            _ => None,
        });
    until.min()
}

pub fn due(
    deps: Deps<'_>,
    before: UnixTime,
    window: Window<DueRow>,
) -> Result<Page<DueRow, DueRow>, ContractError> {
    let after = window.start_after.map(|row| (row.at.0, row.question));
    let entries = DUE.range(deps.storage, after, Some((before.0, u64::MAX)));
    page::collect(entries, window.limit, |((at, question), ())| {
        let row = DueRow {
            at: UnixTime(at),
            question,
        };
        Ok((row.clone(), Some(row)))
    })
}
