//! The law: for every group of accounts, tokens received ≤ half the points that its own fees made, plus half
//! the points that outsiders and the curators' pool thanked it.

use aftercare_domain::money::Bps;
use aftercare_domain::time::DAY;

use crate::town::START;
use crate::{Act, Choices, Model, Post, Setup, Who};

/// A group that got more than the law allows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Breach {
    /// Its members.
    pub group: Vec<Who>,
    /// Tokens that it received.
    pub tokens: u128,
    /// Points that its fees made.
    pub made: u128,
    /// Points that outsiders and the pool gave it.
    pub thanked: u128,
}

/// Compares twice the tokens with the points, exactly.
///
/// # Errors
/// The breach.
pub fn check(model: &Model, group: &[Who]) -> Result<(), Breach> {
    let inside = |who: &Who| group.contains(who);
    let sum = |of: fn(&crate::model::Account) -> u128| -> u128 {
        group.iter().map(|who| of(&model.accounts[*who])).sum()
    };
    let (tokens, made) = (sum(|account| account.tokens), sum(|account| account.made));
    let gifts = model.given.iter();
    let from_outside =
        gifts.filter(|((from, to), _)| inside(to) && !from.as_ref().is_some_and(inside));
    let thanked = from_outside.map(|(_, points)| points).sum();
    if 2 * tokens <= made + thanked {
        return Ok(());
    }
    let group = group.to_vec();
    Err(Breach {
        group,
        tokens,
        made,
        thanked,
    })
}

/// Every group of up to ten identities.
///
/// # Errors
/// The first breach.
pub fn check_all(model: &Model) -> Result<(), Breach> {
    let people = model.accounts.len();
    (0..1u32 << people).try_for_each(|set| {
        let group: Vec<Who> = (0..people).filter(|who| set >> who & 1 == 1).collect();
        check(model, &group)
    })
}

/// A world in which anything may happen: fees, ratings, thanks, objections, bounties, epochs, voids, lapses,
/// budgets that bind and sink. It is settled in the end, and its log is kept.
#[must_use]
pub fn random_world(seed: u64, people: usize, acts: u64) -> (Setup, Model) {
    let mut choices = Choices::of(&[seed, 100]);
    let mut setup = Setup::new(people, START);
    setup.curators = (0..people.min(3)).collect();
    setup.emission.decay = Bps(choices.below(300) as u32);
    if choices.happens(70_000) {
        setup.emission.budget = u128::from(choices.between(1, 40_000));
    }
    let mut model = Model::new(&setup);
    model.log = Some(vec![]);
    for _ in 0..acts {
        let act = random_act(&model, &mut choices);
        model.act(act);
    }
    model.settle();
    (setup, model)
}

fn random_act(model: &Model, choices: &mut Choices) -> Act {
    let people = model.accounts.len() as u64;
    let (who, by) = (choices.below(people) as Who, choices.below(people) as Who);
    let question = choices.below(model.questions.len() as u64 + 1) as usize;
    let answers = model
        .questions
        .get(question)
        .map_or(0, |asked| asked.answers.len());
    let answer = choices.below(answers as u64 + 1) as usize;
    let post = Post { question, answer };
    let epoch = model.epoch().saturating_sub(choices.below(3));
    let amount = u128::from(choices.below(30_000));
    match choices.below(38) {
        0..4 => Act::Wait(pause(choices)),
        4..8 => Act::Burn { who, amount },
        8..10 => Act::Rate { who, score: 5 },
        10 => Act::Ask {
            by,
            bounty: amount * u128::from(choices.below(2)),
        },
        11..14 => Act::Answer { by, question },
        14..20 => Act::Thank {
            by,
            post,
            points: points(model, by, choices),
        },
        20 => Act::Object {
            by,
            post,
            points: points(model, by, choices),
        },
        21 => Act::TopUp {
            by,
            question,
            amount,
        },
        22 => Act::Accept { post },
        23 => Act::Poke { question },
        24 => Act::Void { post, epoch },
        25 => Act::Close,
        26 => Act::Mint { epoch },
        27 => Act::LowerBudget {
            budget: model.emission.budget * 9 / 10,
        },
        28..31 => Act::Claim { who, epoch },
        _ => random_act_on_awards(model, (who, by), choices),
    }
}

/// What needs an award, or an item that came of one, is tried more often where there is one.
fn random_act_on_awards(model: &Model, (who, by): (Who, Who), choices: &mut Choices) -> Act {
    let question = choices.below(model.questions.len() as u64 + 1) as usize;
    let asked = model.questions.get(question);
    let answer = asked.and_then(|asked| asked.awarded());
    let author = answer.and_then(|place| Some(asked?.answers.get(place)?.author));
    let answer = answer.unwrap_or(choices.below(3) as usize);
    let post = Post { question, answer };
    let amount = u128::from(choices.below(30_000));
    match choices.below(8) {
        0 | 1 => Act::Promote {
            by: author.unwrap_or(by),
            post,
        },
        2 => Act::FundSupport {
            by,
            amount,
            per_item: amount / 3,
        },
        3 | 4 => Act::Help {
            customer: who,
            provider: by,
            item: choices.below(model.items.len() as u64 + 1) as usize,
        },
        5 => Act::WithdrawSupport { by },
        6 => Act::Dismiss { by, post },
        _ => Act::Reverse { by, post },
    }
}

/// Now and then long enough for allowances to lapse.
fn pause(choices: &mut Choices) -> u64 {
    match choices.below(40) {
        0 => 190 * DAY,
        1..4 => choices.between(7, 20) * DAY,
        4..20 => choices.between(1, 5) * DAY,
        _ => choices.below(DAY),
    }
}

/// All that is left, some of it, or one more than is left.
fn points(model: &Model, by: Who, choices: &mut Choices) -> u128 {
    let left = model.allowance(by).1.max(model.part(by).unwrap_or(0));
    match choices.below(4) {
        0 => left + 1,
        1 => left,
        _ => left * u128::from(choices.below(100)) / 100,
    }
}
