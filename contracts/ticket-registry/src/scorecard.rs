//! What a message means for the scorecard of the provider: collected while it runs, written once at its end.

use aftercare_domain::clock::Phase;
use aftercare_domain::policy::Metric;
use aftercare_domain::scorecard::{
    block_of, block_slot, slot, week_of, Ending, Misses, Subject, Week, MAX_RATINGS,
};
use aftercare_domain::ticket::{CloseReason, Progress, Stage};
use aftercare_domain::time::Seconds;
use aftercare_interface::ticket_registry::MAX_CATEGORIES;
use cosmwasm_std::{Addr, StdResult};

use crate::case::Case;
use crate::context::Context;
use crate::event::ScorecardUpdated;
use crate::state::{Block, Rater, BLOCKS, RATERS, SUBJECTS, WEEKS};
use crate::ContractError;

/// Something that counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Score {
    /// A covered ticket closed; its category.
    Ended(Ending, u16),
    /// Targets were missed for the first time.
    Missed(Misses),
    /// A rating that counts: of what, the satisfaction, the customer's how manieth of the week.
    Rated(Subject, u8, u8),
    /// A rating that counted was voided.
    Voided(u8),
}

/// A covered ticket closed.
pub fn ended(context: &mut Context<'_>, case: &mut Case) -> Result<(), ContractError> {
    let Stage::Closed { reason, .. } = case.course.progress.stage else {
        return Ok(());
    };
    if case.agreement().is_none() {
        return Ok(());
    }
    let category = SUBJECTS.load(context.deps.storage, case.id)?.category;
    let ending = ending(case, reason);
    case.course.desk.first_contact = ending.first_contact;
    context.score(&case.ticket.provider, Score::Ended(ending, category));
    Ok(())
}

fn ending(case: &Case, reason: CloseReason) -> Ending {
    let (progress, desk) = (&case.course.progress, &case.course.desk);
    let resolved = matches!(reason, CloseReason::Confirmed | CloseReason::Lapsed);
    Ending {
        reason,
        cycle: progress.cycle,
        response: measured(progress, Metric::FirstResponse),
        resolution: measured(progress, Metric::Resolution).filter(|_| resolved),
        first_contact: resolved && progress.cycle == 0 && desk.words == 1 && !desk.detour,
        voids_first_contact: desk.first_contact,
        rateable: resolved,
    }
}

/// What a clock counted that has measured something to its end.
fn measured(progress: &Progress, metric: Metric) -> Option<Seconds> {
    let clock = progress.clocks.of(metric)?;
    (clock.phase == Phase::Stopped).then_some(clock.used)
}

/// Counts the misses that were latched since the last message. A poke leaves its own to the next message, or to
/// the next poke that has something to do, so that a keeper pays for the booking alone.
pub fn settle(context: &mut Context<'_>, case: &mut Case) {
    let uncounted = case.course.desk.uncounted.take();
    count(context, &case.ticket.provider, uncounted);
}

/// Counts misses, where there are any.
pub fn count(context: &mut Context<'_>, provider: &Addr, misses: Option<Misses>) {
    if let Some(misses) = misses {
        context.score(provider, Score::Missed(misses));
    }
}

/// A customer's rating, if it still counts this week.
pub fn rated(
    context: &mut Context<'_>,
    (provider, customer): (&Addr, &Addr),
    (subject, satisfaction): (Subject, u8),
) -> StdResult<bool> {
    let week = week_of(context.now);
    let before = RATERS.may_load(context.deps.storage, (provider, customer))?;
    let before = before.filter(|rater| rater.week == week);
    let ratings = before.map_or(0, |rater| rater.ratings);
    if ratings >= MAX_RATINGS {
        return Ok(false);
    }
    let ratings = ratings.saturating_add(1);
    let rater = Rater { week, ratings };
    RATERS.save(context.deps.storage, (provider, customer), &rater);
    context.score(provider, Score::Rated(subject, satisfaction, ratings));
    Ok(true)
}

/// Writes what the message has collected: one record a provider, one more where categories came up.
pub fn write(context: &mut Context<'_>) -> Result<(), ContractError> {
    let mut rest = context.take_scores();
    while let Some((provider, _)) = rest.first().cloned() {
        let (own, others): (Vec<_>, Vec<_>) =
            rest.into_iter().partition(|(whose, _)| *whose == provider);
        let own: Vec<_> = own.into_iter().map(|(_, score)| score).collect();
        write_week(context, &provider, &own)?;
        write_block(context, &provider, &own)?;
        rest = others;
    }
    Ok(())
}

fn write_week(
    context: &mut Context<'_>,
    provider: &Addr,
    scores: &[Score],
) -> Result<(), ContractError> {
    let number = week_of(context.now);
    let key = (provider, slot(number));
    let kept = WEEKS.may_load(context.deps.storage, key)?;
    let kept = kept.filter(|week| week.week == number);
    let mut week = kept.unwrap_or_else(|| Week::new(number));
    for score in scores {
        match score {
            Score::Ended(ending, _) => week.end(ending),
            Score::Missed(misses) => week.miss(misses),
            Score::Rated(subject, satisfaction, ratings) => {
                week.rate(*subject, *satisfaction, *ratings);
            }
            Score::Voided(satisfaction) => week.void(*satisfaction),
        }
    }
    WEEKS.save(context.deps.storage, key, &week);
    context.tell(updated(provider, &week));
    Ok(())
}

fn updated(provider: &Addr, week: &Week) -> ScorecardUpdated {
    let (ends, ratings, misses) = (&week.endings, &week.ratings, &week.misses);
    ScorecardUpdated {
        provider: provider.clone(),
        week: week.week,
        ended: ends.opened.saturating_add(ends.reopened),
        missed: [misses.next_response, misses.update, misses.resolution]
            .into_iter()
            .fold(misses.first_response, u32::saturating_add),
        rated: ratings
            .tickets
            .given
            .saturating_add(ratings.agreements.given),
        voided: ratings.voided.given,
    }
}

fn write_block(
    context: &mut Context<'_>,
    provider: &Addr,
    scores: &[Score],
) -> Result<(), ContractError> {
    let categories: Vec<_> = scores.iter().filter_map(category).collect();
    if categories.is_empty() {
        return Ok(());
    }
    let number = block_of(week_of(context.now));
    let key = (provider, block_slot(number));
    let kept = BLOCKS.may_load(context.deps.storage, key)?;
    let kept = kept.filter(|block| block.block == number);
    let mut block = kept.unwrap_or_else(|| Block {
        block: number,
        closed: vec![],
    });
    for category in categories {
        block.count(category);
    }
    BLOCKS.save(context.deps.storage, key, &block);
    Ok(())
}

const fn category(score: &Score) -> Option<u16> {
    match score {
        Score::Ended(_, category) if *category > 0 && *category <= MAX_CATEGORIES => {
            Some(*category)
        }
        _ => None,
    }
}

impl Block {
    fn count(&mut self, category: u16) {
        match self.closed.binary_search_by_key(&category, |it| it.0) {
            Ok(place) => {
                if let Some((_, closed)) = self.closed.get_mut(place) {
                    *closed = closed.saturating_add(1);
                }
            }
            Err(place) => self.closed.insert(place, (category, 1)),
        }
    }
}
