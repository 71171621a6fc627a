//! void_points
//! ├── given an epoch that is over, whose points are held
//! │   ├── more than half of the curators void what an item earned, and nothing else; half of them do not
//! │   ├── before the epoch is minted its points are fewer
//! │   ├── afterwards the tokens are a carry by which the next closing mints less, and nobody's share changes
//! │   ├── a carry that covers an epoch lets it mint nothing, and one that waits for the token waits as well
//! │   └── from the first second after the epoch to the last one of the hold
//! ├── given the vote of a curator who is none any more
//! │   └── it does not count
//! └── given a stranger, a second vote, another's item, an item that earned nothing, a coin
//!     └── it refuses

use aftercare_community::event::{EpochMinted, PointsVoided, VoidVoted};
use aftercare_community::ContractError;
use aftercare_domain::time::UnixTime;
use aftercare_interface::community::{EpochStatus, ExecuteMsg};
use aftercare_kit::KitError;
use cosmwasm_std::Uint128;

use crate::circle::{on_answer, set_curators, thank, void, NOTICE};
use crate::puppets::Mischief;
use crate::world::{claim, euro, euros, event, person, World, DAY, EPOCH, START};

const CURATORS: [&str; 3] = ["eve", "fay", "bea"];

/// Epoch 2: Ada thanked Cid with 300 points and Dan with 100. It is the first second of epoch 3.
fn world() -> World {
    world_of(&CURATORS)
}

fn world_of(curators: &[&str]) -> World {
    let mut world = World::with_circles(curators, &[]);
    world.answered();
    world.burnt("ada", &euro(), 10_000);
    world.act("ada", &thank(on_answer(1, 0), 300)).unwrap();
    world.act("ada", &thank(on_answer(1, 1), 100)).unwrap();
    world.wait(EPOCH);
    world
}

fn close(world: &mut World) {
    world.act("ada", &ExecuteMsg::CloseEpoch {}).unwrap();
}

fn vote_all(world: &mut World) {
    for curator in &CURATORS[..2] {
        world
            .act(curator, &void(2, "cid", on_answer(1, 0)))
            .unwrap();
    }
}

#[test]
fn more_than_half_of_the_curators_void_what_an_item_earned() {
    let mut world = world();
    close(&mut world);
    let response = world.act("eve", &void(2, "cid", on_answer(1, 0))).unwrap();
    let voted = VoidVoted {
        epoch: 2,
        question: Some(1),
        answer: Some(0),
        knowledge: None,
        curator: person("eve"),
        votes: 1,
    };
    assert!(event(&response, voted));
    assert_eq!(world.points("cid", 2).points.u128(), 300);
    let response = world.act("fay", &void(2, "cid", on_answer(1, 0))).unwrap();
    let voided = PointsVoided {
        epoch: 2,
        owner: person("cid"),
        question: Some(1),
        answer: Some(0),
        knowledge: None,
        points: Uint128::new(300),
        owner_points: Uint128::zero(),
        tokens: Uint128::new(150),
        carry: Uint128::new(150),
    };
    assert!(event(&response, voided));
    assert_eq!(world.points("cid", 2).tokens.u128(), 0);
    assert_eq!(world.points("dan", 2).tokens.u128(), 50);
}

#[test]
fn half_of_the_curators_void_nothing() {
    let mut world = world_of(&CURATORS[..2]);
    for (curator, left) in [("eve", 300), ("fay", 0)] {
        world
            .act(curator, &void(2, "cid", on_answer(1, 0)))
            .unwrap();
        assert_eq!(world.points("cid", 2).points.u128(), left);
    }
}

#[test]
fn before_the_epoch_is_minted_its_points_are_fewer() {
    let mut open = world();
    vote_all(&mut open);
    assert_eq!(open.epoch(2).points.u128(), 100);
    close(&mut open);
    let mut unminted = world();
    unminted.set_emission(0);
    close(&mut unminted);
    assert_eq!(unminted.epoch(2).status, EpochStatus::Unminted);
    vote_all(&mut unminted);
    unminted.set_emission(1_000);
    unminted
        .act("ada", &ExecuteMsg::MintEpoch { epoch: 2 })
        .unwrap();
    for world in [open, unminted] {
        assert_eq!(world.epoch(2).minted.u128(), 50);
        assert_eq!(world.points("dan", 2).tokens.u128(), 50);
        assert_eq!(world.config().carry.u128(), 0);
    }
}

#[test]
fn the_tokens_of_void_points_are_minted_less_by_the_next_closing() {
    let mut world = world();
    close(&mut world);
    world.act("ada", &thank(on_answer(1, 1), 500)).unwrap();
    vote_all(&mut world);
    let supply = world.solvency(&world.reward()).holdings.u128();
    assert_eq!((supply, world.config().carry.u128()), (200, 150));
    world.wait(EPOCH);
    let response = world.act("ada", &ExecuteMsg::CloseEpoch {}).unwrap();
    let minted = EpochMinted {
        epoch: 3,
        minted: Uint128::new(250),
        carried: Uint128::new(150),
    };
    assert!(event(&response, minted));
    assert_eq!(world.solvency(&world.reward()).holdings.u128(), 300);
    assert_eq!(world.config().carry.u128(), 0);
    world.wait(EPOCH);
    world.act("ada", &claim("dan", &[2, 3])).unwrap();
    let reward = world.reward();
    assert_eq!(world.held("dan", &reward), crate::world::PURSE + 300);
    let epoch = world.epoch(2);
    let shown = (
        epoch.claimed.u128(),
        epoch.voided.u128(),
        epoch.recalled.u128(),
    );
    assert_eq!(shown, (50, 300, 150));
    // Nothing left: the owner of void points has none.
    world.act("ada", &claim("cid", &[2])).unwrap();
    assert_eq!(world.held("cid", &reward), crate::world::PURSE);
}

#[test]
fn a_carry_that_covers_an_epoch_lets_it_mint_nothing() {
    let mut world = world();
    close(&mut world);
    vote_all(&mut world);
    world.act("ada", &thank(on_answer(1, 1), 200)).unwrap();
    world.wait(EPOCH);
    // The token is not even asked.
    let token = world.token.clone();
    world.misbehave(&token, Some(&Mischief::Refuse));
    close(&mut world);
    let epoch = world.epoch(3);
    assert_eq!(
        (epoch.status, epoch.minted.u128()),
        (EpochStatus::Minted, 100)
    );
    assert_eq!(world.config().carry.u128(), 50);
}

#[test]
fn a_carry_waits_with_an_epoch_whose_mint_fails() {
    let mut world = world();
    close(&mut world);
    vote_all(&mut world);
    world.act("ada", &thank(on_answer(1, 1), 500)).unwrap();
    world.wait(EPOCH);
    let token = world.token.clone();
    world.misbehave(&token, Some(&Mischief::Refuse));
    close(&mut world);
    assert_eq!(world.epoch(3).status, EpochStatus::Unminted);
    assert_eq!(world.config().carry.u128(), 150);
    world.misbehave(&token, None);
    world
        .act("bea", &ExecuteMsg::MintEpoch { epoch: 3 })
        .unwrap();
    assert_eq!(world.epoch(3).minted.u128(), 250);
    assert_eq!(world.config().carry.u128(), 0);
}

#[test]
fn points_are_voided_while_they_are_held() {
    let (from, until) = (START + 3 * EPOCH, START + 3 * EPOCH + 7 * DAY - 1);
    for (now, allowed) in [
        (from - 1, false),
        (from, true),
        (until, true),
        (until + 1, false),
    ] {
        let mut world = world();
        world.at(now);
        let result = world.act("eve", &void(2, "cid", on_answer(1, 0)));
        if allowed {
            result.unwrap();
            continue;
        }
        let refused = ContractError::VoidOutOfTime {
            epoch: 2,
            from: UnixTime(from),
            until: UnixTime(until),
            now: UnixTime(now),
        };
        assert_eq!(result.unwrap_err(), refused);
    }
}

#[test]
fn the_vote_of_a_former_curator_does_not_count() {
    let mut world = World::with_circles(&CURATORS, &[]);
    world.answered();
    world.burnt("ada", &euro(), 10_000);
    world
        .act("owner", &set_curators(&["fay", "bea", "dan"]))
        .unwrap();
    world.act("ada", &thank(on_answer(1, 0), 300)).unwrap();
    // One second before the new set is in force, which is the last one of the epoch, nobody can vote yet.
    world.wait(NOTICE);
    let stranger = ContractError::NotCurator {
        sender: person("eve"),
    };
    let vote = void(2, "cid", on_answer(1, 0));
    assert_eq!(world.act("eve", &vote).unwrap_err(), stranger);
    world.act("owner", &set_curators(&["bea"])).unwrap();
    world.act("fay", &vote).unwrap();
    world.act("bea", &vote).unwrap();
    assert_eq!(world.points("cid", 2).points.u128(), 0);
}

#[test]
fn others_and_what_earned_nothing_are_refused() {
    let mut world = world();
    let vote = void(2, "cid", on_answer(1, 0));
    let stranger = ContractError::NotCurator {
        sender: person("ada"),
    };
    assert_eq!(world.act("ada", &vote).unwrap_err(), stranger);
    let error = world.act_with("eve", &vote, &euros(1)).unwrap_err();
    assert_eq!(error, KitError::UnexpectedFunds { coins: 1 }.into());
    let foreign = ContractError::NotAuthor {
        owner: person("dan"),
        author: person("cid"),
    };
    let error = world.act("eve", &void(2, "dan", on_answer(1, 0)));
    assert_eq!(error.unwrap_err(), foreign);
    let unknown = ContractError::AnswerUnknown {
        question: 1,
        answer: 2,
    };
    let error = world.act("eve", &void(2, "cid", on_answer(1, 2)));
    assert_eq!(error.unwrap_err(), unknown);
    world.act("eve", &vote).unwrap();
    let again = ContractError::VotedAlready {
        sender: person("eve"),
    };
    assert_eq!(world.act("eve", &vote).unwrap_err(), again);
    world.act("fay", &vote).unwrap();
    let nothing = ContractError::NothingToVoid { epoch: 2 };
    assert_eq!(world.act("bea", &vote).unwrap_err(), nothing);
}

#[test]
fn evidence_is_a_commitment() {
    let mut world = world();
    let mut vote = void(2, "cid", on_answer(1, 0));
    if let ExecuteMsg::VoidPoints { evidence, .. } = &mut vote {
        evidence.hash = vec![7; 31].into();
    }
    let refused = KitError::Hash {
        field: "evidence",
        length: 31,
    };
    assert_eq!(world.act("eve", &vote).unwrap_err(), refused.into());
}
