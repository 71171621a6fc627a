//! When the next thing happens: at once, soon, or around a deadline.

use std::collections::BTreeSet;

use aftercare_domain::time::{UnixTime, DAY, WEEK};
use aftercare_engine::Engine;
use aftercare_simulation::Choices;
use aftercare_suite_model::token::Expiry;
use aftercare_suite_model::People;

use super::Ground;

pub fn next(ground: &Ground, choices: &mut Choices) -> UnixTime {
    let now = ground.engine.now();
    let wait = match choices.below(100) {
        0..=64 => 0,
        65..=81 => choices.below(DAY / 4),
        82..=86 => choices.below(2 * DAY),
        87 => weeks(choices),
        _ => return around(ground, now, choices),
    };
    UnixTime(now.0 + wait)
}

/// Up to fourteen weeks, now and then.
fn weeks(choices: &mut Choices) -> u64 {
    let most = 2 * choices.below(8);
    choices.below(WEEK * most)
}

/// The second before one of the next deadlines, the deadline, or the second after it.
fn around(ground: &Ground, now: UnixTime, choices: &mut Choices) -> UnixTime {
    let near: Vec<u64> = deadlines(ground, now)
        .into_iter()
        .filter(|at| *at > now.0)
        .take(1 + choices.below(4) as usize)
        .collect();
    let place = choices.place(&near);
    let at = near.get(place).copied().unwrap_or(now.0);
    UnixTime((at + choices.below(3)).saturating_sub(1).max(now.0))
}

fn deadlines(ground: &Ground, now: UnixTime) -> BTreeSet<u64> {
    let model = &ground.model;
    let mut all = BTreeSet::new();
    of_questions(model, &mut all);
    of_epochs(model, now, &mut all);
    of_owner(model, &mut all);
    let facts = &ground.facts;
    all.extend(facts.tickets.values().map(|ticket| ticket.final_at.0 + 1));
    all.extend(facts.paused.values().map(|until| until.0 + 1));
    all.extend(facts.agents.values().map(|until| until.0 + 1));
    all
}

fn of_questions(model: &People, all: &mut BTreeSet<u64>) {
    for question in model.community.questions.values().rev().take(12) {
        all.insert(question.decide_by().0 + 1);
        all.insert(question.vests_at.0);
        all.extend(question.funders.values().map(|funder| funder.joins_at.0));
        for answer in &question.answers {
            all.extend(answer.challenge.iter().map(|it| it.until.0 + 1));
        }
    }
    let items = model.community.knowledge.values();
    all.extend(items.map(|item| item.review_by.0 + 1));
}

fn of_epochs(model: &People, now: UnixTime, all: &mut BTreeSet<u64>) {
    let community = &model.community;
    let epoch = community.epoch_at(now);
    all.insert(community.starts_at(epoch + 1).0);
    all.extend(
        community
            .epochs
            .keys()
            .map(|of| community.claimable_from(*of).0),
    );
    for member in community.members.values() {
        let oldest = member.oldest();
        all.extend(oldest.map(|of| community.starts_at(of + 27).0));
    }
}

fn of_owner(model: &People, all: &mut BTreeSet<u64>) {
    let community = &model.community;
    for circle in [&community.curators, &community.experts] {
        all.extend(circle.sets.iter().map(|(from, _)| from.0));
    }
    let rates = community.rates.values();
    all.extend(rates.filter_map(|rate| rate.next).map(|(_, from)| from.0));
    all.extend(community.pairs.iter().map(|pair| pair.from.0));
    for ownership in [&community.ownership, &model.token.ownership] {
        all.extend(ownership.next.iter().map(|(_, until)| until.0));
    }
    all.extend(model.token.next_minter.iter().map(|(_, from)| from.0));
    for allowance in model.token.allowances.values() {
        if let Expiry::At(at) = allowance.expires {
            all.insert(at.0);
        }
    }
}
