//! allowances in time
//! ├── given an allowance that was seen in an epoch
//! │   ├── it can be used to the last second of the 26th epoch after it, and is gone in the next
//! │   ├── what lapses goes nowhere, and its fee never counts again
//! │   └── newer fees keep their own time
//! └── given ten thousand idle epochs
//!     └── the record is as small as before
//! query allowance, quote_reward
//! ├── given an allowance
//! │   ├── it shows when the oldest of it lapses
//! │   ├── fees too small for any show nothing that lapses
//! │   └── a quote is what the message brings
//! └── given a message that would be refused
//!     └── its quote is

use aftercare_community::ContractError;
use aftercare_domain::time::UnixTime;
use aftercare_interface::community::{
    AllowanceResponse, ExecuteMsg, QueryMsg, QuoteResponse, Reward,
};
use cosmwasm_std::{StdResult, Uint128};

use crate::circle::{on_answer, quote, thank};
use crate::world::{euro, fact, person, World, EPOCH, START};

/// Ada's fees made 450 and 500 points of allowance in epoch 1; Cid and Dan have answered her question.
fn world() -> World {
    let mut world = World::new();
    world.answered();
    world.burnt("ada", &euro(), 1_000);
    world.act("ada", &thank(on_answer(1, 0), 100)).unwrap();
    world
}

fn rate(world: &mut World, ticket: u64) -> u128 {
    world.closed(ticket, &fact("ada", START));
    let msg = ExecuteMsg::RegisterRatings {
        tickets: vec![ticket],
        peers: None,
    };
    let epoch = world.config().epoch;
    let before = world.points("ada", epoch).points.u128();
    world.act("eve", &msg).unwrap();
    world.points("ada", epoch).points.u128() - before
}

fn lapses_at(world: &World) -> Option<UnixTime> {
    let account = person("ada").into();
    let held: AllowanceResponse = world.ask(&QueryMsg::Allowance { account });
    held.lapses_at
}

#[test]
fn an_allowance_lapses_after_its_26th_epoch_to_the_second() {
    let last = START + 28 * EPOCH - 1;
    let mut world = world();
    assert_eq!(lapses_at(&world), Some(UnixTime(last + 1)));
    world.at(last);
    assert_eq!(world.allowance("ada"), (450, 400));
    world.act("ada", &thank(on_answer(1, 0), 1)).unwrap();
    assert_eq!(rate(&mut world, 1), 450);
    world.at(last + 1);
    assert_eq!((world.allowance("ada"), lapses_at(&world)), ((0, 0), None));
    let gone = ContractError::ThanksShort {
        account: person("ada"),
        allowance: Uint128::zero(),
        asked: Uint128::one(),
    };
    assert_eq!(
        world.act("ada", &thank(on_answer(1, 0), 1)).unwrap_err(),
        gone
    );
}

#[test]
fn a_fee_too_small_for_an_allowance_lapses_never() {
    let mut world = World::new();
    world.burnt("ada", &euro(), 1);
    assert_eq!((world.allowance("ada"), lapses_at(&world)), ((0, 0), None));
    world.burnt("ada", &euro(), 4);
    assert_eq!(world.allowance("ada"), (1, 2));
    assert!(lapses_at(&world).is_some());
}

#[test]
fn what_lapsed_is_released_by_no_rating() {
    let mut world = world();
    world.at(START + 28 * EPOCH);
    assert_eq!(rate(&mut world, 1), 0);
    world.burnt("ada", &euro(), 1_100);
    assert_eq!(rate(&mut world, 2), 45);
}

#[test]
fn newer_fees_keep_their_own_time() {
    let mut world = world();
    world.at(START + 20 * EPOCH);
    world.burnt("ada", &euro(), 3_000);
    world.act("ada", &thank(on_answer(1, 0), 150)).unwrap();
    // The oldest go first: 250 are left of epoch 1, 1,000 of epoch 20.
    assert_eq!(world.allowance("ada"), (1_350, 1_250));
    world.at(START + 28 * EPOCH);
    assert_eq!(world.allowance("ada"), (900, 1_000));
    world.at(START + 47 * EPOCH);
    assert_eq!(world.allowance("ada"), (0, 0));
}

#[test]
fn idle_epochs_leave_no_trace() {
    let mut world = world();
    let size = |world: &World| -> usize {
        let records = world.app.dump_wasm_raw(&world.community);
        let account = records
            .iter()
            .filter(|(key, _)| key.starts_with(b"\x03acc"));
        account.map(|(_, value)| value.len()).sum()
    };
    let before = size(&world);
    world.at(START + 10_000 * EPOCH);
    world.burnt("ada", &euro(), 2_000);
    world.act("ada", &thank(on_answer(1, 1), 100)).unwrap();
    // A later epoch's number takes a byte more.
    assert!(size(&world) <= before + 1);
}

#[test]
fn a_quote_is_what_the_message_brings() {
    let mut world = world();
    world.closed(1, &fact("ada", START));
    let rating = || Reward::Rating {
        ticket: 1,
        peers: None,
    };
    let quoted: QuoteResponse = world.ask(&quote(rating()));
    let expected = QuoteResponse {
        owner: person("ada"),
        points: Uint128::new(450),
        tokens_at_most: Uint128::new(225),
        epoch: 1,
        claimable_from: UnixTime(START + 3 * EPOCH),
        as_of: UnixTime(world.now()),
    };
    assert_eq!(quoted, expected);
    assert_eq!(rate(&mut world, 1), 450);
    let refused: StdResult<QuoteResponse> = world.try_ask(&quote(rating()));
    assert!(refused.is_err());
    let thanks = |answer| Reward::Thanks {
        item: on_answer(1, answer),
        points: Uint128::new(11),
    };
    let quoted: QuoteResponse = world.ask(&quote(thanks(1)));
    assert_eq!(quoted.owner, person("dan"));
    assert_eq!(quoted.tokens_at_most.u128(), 5);
    let refused: StdResult<QuoteResponse> = world.try_ask(&quote(thanks(2)));
    assert!(refused.is_err());
}
