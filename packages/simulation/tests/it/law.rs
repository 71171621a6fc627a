//! the law
//! ├── given random worlds of up to ten identities
//! │   ├── everything that can happen happens in them
//! │   └── no group of them, of all there are, gets more than half of what its own fees made, plus half of what
//! │       outsiders and the curators' pool gave it
//! ├── given random worlds of more
//! │   └── nor does any of a thousand random groups
//! └── given books that pay one unit too much
//!     └── the check notices

use std::collections::HashSet;

use aftercare_simulation::law::{check, check_all};
use aftercare_simulation::{random, Choices, Model, Who};

fn members(group: &[bool]) -> Vec<Who> {
    let places = group.iter().enumerate();
    places.filter(|(_, is)| **is).map(|(who, _)| who).collect()
}

fn tokens(model: &Model) -> u128 {
    model.accounts.iter().map(|account| account.tokens).sum()
}

#[test]
fn no_group_of_up_to_ten_gets_more_than_the_law_allows() {
    let (mut paid, mut short) = (0u32, 0u32);
    for seed in 0..400 {
        let people = 2 + (seed % 9) as usize;
        let (_, model) = random::world(seed, people, 300);
        assert_eq!(check_all(&model), Ok(()), "seed {seed}");
        assert!(tokens(&model) <= model.emission.minted, "seed {seed}");
        let points: u128 = model.epochs.values().map(|epoch| epoch.points).sum();
        paid += u32::from(tokens(&model) > 0);
        short += u32::from(model.emission.minted < points / 2);
    }
    assert!(paid > 300 && short > 100, "{paid} paid, {short} short");
}

#[test]
fn everything_that_can_happen_happens_in_random_worlds() {
    let mut kinds = HashSet::new();
    for seed in 0..40 {
        let (_, model) = random::world(seed, 4 + (seed % 7) as usize, 400);
        let log = model.log.unwrap();
        let accepted = log.iter().filter(|(_, accepted)| *accepted);
        kinds.extend(accepted.map(|(act, _)| std::mem::discriminant(act)));
    }
    assert_eq!(kinds.len(), 21);
}

#[test]
fn no_random_group_of_more_gets_more_than_the_law_allows() {
    for seed in 1_000..1_030 {
        let mut choices = Choices::of(&[seed]);
        let people = choices.between(11, 60) as usize;
        let (_, model) = random::world(seed, people, 1_500);
        for _ in 0..1_000 {
            let share = choices.between(1, 100_000);
            let group: Vec<bool> = (0..people).map(|_| choices.happens(share)).collect();
            assert_eq!(check(&model, &members(&group)), Ok(()), "seed {seed}");
        }
    }
}

#[test]
fn a_unit_too_much_is_noticed() {
    let (_, mut model) = random::world(3, 6, 300);
    for who in 0..6 {
        let given = model.given.iter();
        let given = given.filter(|((_, to), _)| *to == who);
        let thanked: u128 = given.map(|(_, points)| points).sum();
        let most = (model.accounts[who].made + thanked) / 2;
        model.accounts[who].tokens = most;
        assert_eq!(check(&model, &[who]), Ok(()));
        model.accounts[who].tokens = most + 1;
        assert!(check(&model, &[who]).is_err());
    }
}
