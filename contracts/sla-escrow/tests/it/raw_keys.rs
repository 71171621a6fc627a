//! given a plan
//! └── its `terms/` key holds what the registry reads of it
//! given an agreement
//! ├── its `cover/` key says who is covered, by what, from when, until when
//! └── when notice is given: `ended_at` is the new end, `until` stays what was paid for
//! given a burnt fee
//! └── `fee/` of its customer grows by it, and by nothing else
//! given an agreement with large sums
//! └── the record that messages rewrite stays small
//! given all keys
//! └── no storage name begins another, or a raw key, and every stored key is known
//! given a payout address
//! └── its `payout/` key stands from now on
//! given a pause
//! └── its last second stands under `paused`

use aftercare_domain::credit::Threshold;
use aftercare_domain::money::Bps;
use aftercare_domain::time::{Seconds, UnixTime};
use aftercare_interface::packed::to_bytes;
use aftercare_interface::raw::{
    cover_key, fee_key, payout_key, read, terms_key, Cover, Layout, Terms, PAUSED_KEY,
};
use aftercare_interface::sla_escrow::{ExecuteMsg, Quotas};
use aftercare_interface::Asset;
use aftercare_kit::{books, ownership, pause};
use aftercare_sla_escrow::state;

use crate::world::terms::{late, of_fee, terms, HOLD_BACK, PERIOD, TARGET};
use crate::world::{World, START, USD};

fn raw<T: Layout>(world: &World, key: &[u8]) -> Option<T> {
    read(&world.app.wrap(), &world.escrow, key).unwrap()
}

fn running(periods: u32) -> World {
    let mut world = World::new();
    let plan = world.publish(terms(&Asset::native(USD)));
    world.subscribe(plan, periods);
    world
}

fn cover(world: &World, ended_at: Option<UnixTime>) -> Cover {
    Cover {
        customer: world.customer.clone(),
        provider: world.provider.clone(),
        payer: None,
        plan: Some(1),
        revision: 1,
        terms: 1,
        next: None,
        renews: None,
        accepted: START,
        from: START,
        until: START.plus(Seconds::days(90)),
        period_length: PERIOD,
        ended_at,
    }
}

#[test]
fn frozen_terms_show_policy_and_tier_starts() {
    let world = running(3);
    let expected = Terms {
        policy: terms(&Asset::native(USD)).policy,
        quotas: Quotas::default(),
        starts: vec![
            vec![Threshold::LateTargetBps(Bps(1))],
            vec![],
            vec![],
            [1, TARGET.0, TARGET.0 * 3]
                .map(|late| Threshold::LateSeconds(Seconds(late)))
                .to_vec(),
            vec![],
        ],
    };
    assert_eq!(raw(&world, &terms_key(1)), Some(expected));
    assert_eq!(raw::<Terms>(&world, &terms_key(2)), None);
}

#[test]
fn cover_shows_who_by_what_and_when() {
    let world = running(3);
    assert_eq!(raw(&world, &cover_key(1)), Some(cover(&world, None)));
    assert_eq!(raw::<Cover>(&world, &cover_key(2)), None);
}

#[test]
fn after_a_notice_cover_shows_the_new_end_beside_what_was_paid_for() {
    let mut world = running(3);
    world.gives_notice(1);
    let ended_at = Some(START.plus(PERIOD));
    assert_eq!(raw(&world, &cover_key(1)), Some(cover(&world, ended_at)));
}

#[test]
fn the_burnt_fee_of_a_customer_only_grows() {
    let mut world = running(3);
    let key = fee_key(&world.customer, &Asset::native(USD));
    assert_eq!(raw::<u128>(&world, &key), None);
    world.pass(PERIOD.plus(HOLD_BACK).plus(Seconds(1)));
    for burnt in [50u128, 100, 150] {
        world.settle(1, 1).unwrap();
        assert_eq!(raw(&world, &key), Some(burnt));
        world.pass(PERIOD);
    }
    let other = fee_key(&world.provider, &Asset::native(USD));
    assert_eq!(raw::<u128>(&world, &other), None);
}

#[test]
fn the_record_that_messages_rewrite_stays_small() {
    let mut world = World::new();
    let dear = of_fee(&Asset::native(USD), 1_000_000_000);
    world.deposit_bond(&world.provider.clone(), &Asset::native(USD), 3_000_000_000);
    let plan = world.publish(dear);
    world.subscribe(plan, 12);
    let size = |world: &World| {
        let storage = world.app.contract_storage(&world.escrow);
        to_bytes(&state::MONEY.load(&*storage, 1).unwrap()).len()
    };
    assert!(size(&world) <= 100, "{}", size(&world));
    world.pass(Seconds(1));
    world.book(1, &[late(7, START, Seconds(1))]).unwrap();
    world.pass(PERIOD.plus(HOLD_BACK));
    world.settle(1, 1).unwrap();
    assert!(size(&world) <= 200, "{}", size(&world));
}

/// A name is preceded by its length, so no record begins another; raw keys begin with a letter.
#[test]
fn no_storage_name_begins_a_raw_key_and_none_stands_twice() {
    let mut names: Vec<&str> = state::NAMESPACES.to_vec();
    names.extend(books::NAMESPACES);
    names.extend(pause::NAMESPACES);
    names.extend(ownership::NAMESPACES);
    assert!(names.iter().all(|name| name.len() < usize::from(b'A')));
    let count = names.len();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), count);
    let bare = [
        "cover/",
        "terms/",
        "fee/",
        "payout/",
        "paused",
        "contract_info",
    ];
    for one in bare {
        let begins = |other: &&&str| other.starts_with(one);
        assert_eq!(bare.iter().filter(begins).count(), 1, "{one}");
    }
}

#[test]
fn every_stored_key_is_one_of_them() {
    let mut world = running(3);
    world.pass(Seconds(1));
    world.book(1, &[late(7, START, TARGET)]).unwrap();
    world.tickets(1, 1, 1);
    let pauser = Some(world.owner.to_string());
    let owner = world.owner.clone();
    world.does(&owner, ExecuteMsg::SetPauser { pauser });
    world.does(&owner, ExecuteMsg::Pause {});
    world.pass(PERIOD.plus(HOLD_BACK));
    world.settle(1, 1).unwrap();
    let names = state::NAMESPACES.iter().chain(&books::NAMESPACES);
    let names = names.chain(&pause::NAMESPACES);
    let names = names.chain(&ownership::NAMESPACES);
    let mut known: Vec<Vec<u8>> = names
        .map(|name| [&[name.len() as u8], name.as_bytes()].concat())
        .collect();
    for raw in [
        "cover/",
        "terms/",
        "fee/",
        "payout/",
        "paused",
        "contract_info",
    ] {
        known.push(raw.as_bytes().to_vec());
    }
    for (key, _) in world.stored() {
        let owners = known.iter().filter(|name| key.starts_with(name));
        assert_eq!(owners.count(), 1, "{:?}", String::from_utf8_lossy(&key));
    }
}

#[test]
fn the_last_second_of_a_pause_stands_where_the_other_contracts_look() {
    let mut world = World::new();
    assert_eq!(raw::<UnixTime>(&world, PAUSED_KEY), None);
    let owner = world.owner.clone();
    let pauser = Some(owner.to_string());
    world.does(&owner, ExecuteMsg::SetPauser { pauser });
    world.does(&owner, ExecuteMsg::Pause {});
    let until = world.now().plus(Seconds::hours(72));
    assert_eq!(raw(&world, PAUSED_KEY), Some(until));
    world.pass(Seconds(10));
    world.does(&owner, ExecuteMsg::Unpause {});
    let until = world.now().minus(Seconds(1));
    assert_eq!(raw(&world, PAUSED_KEY), Some(until));
}

#[test]
fn a_payout_address_stands_under_its_raw_key_for_ever() {
    let mut world = running(3);
    let (customer, stranger) = (world.customer.clone(), world.stranger.clone());
    let key = payout_key(1, &stranger);
    assert_eq!(raw::<()>(&world, &key), None);
    for address in [Some(stranger.to_string()), None] {
        let agreement = 1;
        world.does(
            &customer,
            ExecuteMsg::SetPayoutAddress { agreement, address },
        );
        assert_eq!(raw(&world, &key), Some(()));
    }
}
