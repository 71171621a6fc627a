//! The law: for every group of accounts, tokens received ≤ half the points that its own fees made, plus half
//! the points that outsiders and the curators' pool thanked it.

use crate::{Model, Who};

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
