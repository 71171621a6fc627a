//! A provider's figures.

use aftercare_domain::money::Bps;
use aftercare_domain::scorecard::{
    block_of, block_slot, share, slot, week_of, week_start, Durations, Endings, Ratings, Week,
    BLOCK, RING,
};
use aftercare_interface::ticket_registry::{
    CategoryFigures, DurationFigures, SatisfactionFigures, ScorecardResponse, MAX_SCORECARD_WEEKS,
};
use cosmwasm_std::Addr;

use super::Asked;
use crate::state::{BLOCKS, WEEKS};
use crate::ContractError;

pub fn scorecard(
    asked: Asked<'_>,
    provider: &str,
    (from, to): (u32, u32),
) -> Result<ScorecardResponse, ContractError> {
    let provider = asked.deps.api.addr_validate(provider)?;
    check(asked, (from, to))?;
    let mut sum = Week::new(from);
    for number in from..=to {
        let kept = WEEKS.may_load(asked.deps.storage, (&provider, slot(number)))?;
        if let Some(week) = kept.filter(|week| week.week == number) {
            sum.merge(&week);
        }
    }
    Ok(ScorecardResponse {
        from,
        to,
        starts_at: week_start(from),
        first_contact: first_contact(&sum.endings),
        automated: share(sum.endings.automated, ended(&sum.endings)),
        endings: sum.endings,
        misses: sum.misses,
        response: durations(&sum.response),
        resolution: durations(&sum.resolution),
        satisfaction: satisfaction(&sum.ratings, sum.endings.rateable),
        categories: categories(asked, &provider, (from, to))?,
        as_of: asked.now,
    })
}

fn check(asked: Asked<'_>, (from, to): (u32, u32)) -> Result<(), ContractError> {
    let newest = week_of(asked.now);
    let oldest = newest.saturating_sub(RING.saturating_sub(1));
    let length = to.saturating_sub(from).saturating_add(1);
    let in_order = oldest <= from && from <= to && to <= newest;
    if !in_order || length > MAX_SCORECARD_WEEKS {
        return Err(ContractError::Weeks {
            from,
            to,
            most: MAX_SCORECARD_WEEKS,
            oldest,
            newest,
        });
    }
    Ok(())
}

const fn ended(endings: &Endings) -> u32 {
    endings.opened.saturating_add(endings.reopened)
}

/// Of the tickets that were resolved, those of first contact that were not reopened.
fn first_contact(endings: &Endings) -> Option<Bps> {
    let once = endings
        .first_contact
        .saturating_sub(endings.first_contact_voided);
    share(once, endings.confirmed.saturating_add(endings.lapsed))
}

fn durations(durations: &Durations) -> DurationFigures {
    let percentile = |share| durations.percentile(Bps(share));
    DurationFigures {
        count: durations.count(),
        mean: durations.mean(),
        p50: percentile(5_000),
        p90: percentile(9_000),
        p95: percentile(9_500),
    }
}

fn satisfaction(ratings: &Ratings, rateable: u32) -> SatisfactionFigures {
    let mut votes = ratings.tickets.without(ratings.voided);
    let rewarded = votes.given;
    votes.merge(ratings.agreements);
    let given = ratings
        .tickets
        .given
        .saturating_add(ratings.agreements.given);
    SatisfactionFigures {
        count: votes.given,
        satisfied: votes.satisfied,
        share: votes.share(),
        lower_bound: votes.lower_bound(),
        answer_rate: share(ratings.tickets.given.min(rateable), rateable),
        rewarded,
        customers: ratings.customers,
        largest_share: share(ratings.largest, given),
    }
}

fn categories(
    asked: Asked<'_>,
    provider: &Addr,
    (from, to): (u32, u32),
) -> Result<Vec<CategoryFigures>, ContractError> {
    let mut rows = vec![];
    for number in block_of(from)..=block_of(to) {
        let kept = BLOCKS.may_load(asked.deps.storage, (provider, block_slot(number)))?;
        let kept = kept.filter(|block| block.block == number);
        let closed = kept.map(|block| block.closed).unwrap_or_default();
        rows.extend(
            closed
                .into_iter()
                .map(|(category, closed)| CategoryFigures {
                    first_week: number.saturating_mul(BLOCK),
                    category,
                    closed,
                }),
        );
    }
    Ok(rows)
}
