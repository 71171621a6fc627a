//! given an agreement whose terms name a tip
//! ├── when a stranger settles, or brings a booking about that raises a want: it is tipped for each, exactly
//! ├── when a booking changes nothing, or names nobody: no tip
//! ├── when a party, its agent or delegate (now or within 90 days), or a payout address acts: no tip
//! ├── when anybody else acts, though there is a payout address: it is tipped
//! ├── when the registry answers nonsense about links: no tip, and everything else goes on
//! ├── when more than ten acts happen in a period: ten are tipped, and ten in the next one
//! └── when the bond's part for tips runs out: it has to be refilled, and nobody is refused meanwhile
//! given terms without a tip
//! └── nobody is tipped

use aftercare_domain::time::{Seconds, UnixTime};
use aftercare_interface::raw::{agent_key, delegate_key, Layout};
use aftercare_interface::sla_escrow::{ExecuteMsg, Miss, Subscription};
use aftercare_interface::Asset;
use aftercare_kit::KitError;
use aftercare_sla_escrow::ContractError;
use cosmwasm_std::{Addr, Uint128};

use crate::world::audit::claim;
use crate::world::terms::{bond, changed, late, CREDIT, HOLD_BACK, LEAVING, PERIOD, TARGET, TIPS};
use crate::world::{event, has_event, number, refusal, said, word, World, START, USD};

const SECOND: Seconds = Seconds(1);
const TIP: u128 = 70;

/// A second after the start of an agreement whose bond has so much for tips.
fn tipping(place: usize, tips: u128) -> (World, Asset) {
    let mut world = World::new();
    let asset = world.assets()[place].clone();
    let plan = world.publish(changed(&asset, |terms| {
        terms.tip = Uint128::new(TIP);
        terms.bond = bond(CREDIT, LEAVING, tips);
    }));
    world.subscribe(plan, 12);
    world.pass(SECOND);
    (world, asset)
}

fn end_of(period: u64) -> UnixTime {
    START.plus(Seconds(PERIOD.0 * (period + 1)))
}

fn due_of(period: u64) -> UnixTime {
    end_of(period).plus(HOLD_BACK).plus(SECOND)
}

/// Late resolutions of so many tickets, from one number on.
fn misses(from: u64, count: u64) -> Vec<Miss> {
    (from..from + count)
        .map(|ticket| late(ticket, START, SECOND))
        .collect()
}

#[test]
fn who_settles_is_tipped_for_each_period_and_gets_it_as_a_claim() {
    for place in [0, 1] {
        let (mut world, asset) = tipping(place, TIPS);
        let keeper = world.stranger.clone();
        world.at(due_of(2));
        let done = world.settle(1, 30).unwrap();
        let told = event(&done, "tipped");
        assert_eq!(word(told, "keeper"), keeper.as_str());
        assert_eq!(word(told, "amount"), "210");
        assert_eq!(claim(&world, &keeper, &asset), 3 * TIP);
        let ledger = world.ledger(1);
        assert_eq!(ledger.tipped.u128(), 3 * TIP);
        assert_eq!(ledger.bond, bond(CREDIT, LEAVING, TIPS - 3 * TIP));
        let before = world.balance(&keeper, &asset);
        let withdraw = ExecuteMsg::Withdraw {
            asset: asset.clone(),
        };
        world.does(&keeper, withdraw);
        assert_eq!(world.balance(&keeper, &asset), before + 3 * TIP);
    }
}

#[test]
fn who_brings_a_booking_about_is_tipped_for_each_want_that_rises() {
    let (mut world, asset) = tipping(0, TIPS);
    let keeper = world.stranger.clone();
    let tipped = |world: &World| claim(world, &keeper, &asset) / TIP;
    let two = misses(1, 2);
    world.book_for(1, &two, Some(&keeper)).unwrap();
    assert_eq!(tipped(&world), 2);
    let done = world.book_for(1, &two, Some(&keeper)).unwrap();
    assert!(!has_event(&done, "tipped"));
    let again = [late(1, START, TARGET), late(2, START, SECOND)];
    world.book_for(1, &again, Some(&keeper)).unwrap();
    assert_eq!(tipped(&world), 3);
    world.book(1, &misses(3, 1)).unwrap();
    assert_eq!(tipped(&world), 3);
}

#[test]
fn a_want_that_rises_beyond_its_cap_is_tipped_too() {
    let (mut world, asset) = tipping(0, TIPS);
    let keeper = world.stranger.clone();
    let worst = |ticket| late(ticket, START, Seconds(TARGET.0 * 3));
    world.book(1, &[worst(1), worst(2), worst(3)]).unwrap();
    let done = world.book_for(1, &[worst(4)], Some(&keeper)).unwrap();
    assert_eq!(number(&done, "miss-booked", "added"), 0);
    assert_eq!(claim(&world, &keeper, &asset), TIP);
}

#[test]
fn who_is_thanked_has_an_address() {
    let (mut world, _) = tipping(0, TIPS);
    let book = ExecuteMsg::BookMisses {
        agreement: 1,
        misses: misses(1, 1),
        keeper: Some("nobody at all".to_owned()),
    };
    let refused = refusal(world.as_registry(&book));
    assert!(matches!(refused, ContractError::Kit(KitError::Std(_))));
}

/// What naming them for a booking of one more ticket brings.
fn gain(world: &mut World, keeper: &Addr, ticket: u64) -> u128 {
    let asset = Asset::native(USD);
    let before = claim(world, keeper, &asset);
    let due = world.now().minus(SECOND);
    let miss = late(ticket, due, SECOND);
    world.book_for(1, &[miss], Some(keeper)).unwrap();
    claim(world, keeper, &asset) - before
}

#[test]
fn no_party_is_tipped() {
    let mut world = World::new();
    let asset = Asset::native(USD);
    let terms = changed(&asset, |terms| terms.tip = Uint128::new(TIP));
    let plan = world.publish(terms);
    let payer = world.person("payer");
    let asked = Subscription {
        beneficiary: Some(world.customer.to_string()),
        ..world.subscription(plan, 12)
    };
    world.pay(&payer, &asked, &asset).unwrap();
    world.pass(SECOND);
    let parties = [world.customer.clone(), world.provider.clone(), payer];
    for (ticket, party) in parties.iter().enumerate() {
        assert_eq!(gain(&mut world, party, ticket as u64), 0, "{party}");
    }
    let owner = world.owner.clone();
    assert_eq!(gain(&mut world, &owner, 9), TIP);
    world.at(due_of(0));
    let settle = ExecuteMsg::Settle {
        agreement: 1,
        max_periods: 1,
    };
    let done = world.does(&world.provider.clone(), settle);
    assert!(!has_event(&done, "tipped"));
}

#[test]
fn somebody_else_is_tipped_where_there_is_a_payout_address() {
    let (mut world, _) = tipping(0, TIPS);
    let (keeper, payee) = (world.owner.clone(), world.person("payee"));
    let set = ExecuteMsg::SetPayoutAddress {
        agreement: 1,
        address: Some(payee.to_string()),
    };
    world.does(&world.customer.clone(), set);
    assert_eq!(gain(&mut world, &keeper, 9), TIP);
}

#[test]
fn an_agent_or_delegate_is_not_tipped_until_90_days_after_its_link() {
    for place in [0, 1] {
        let (mut world, _) = tipping(0, 20 * TIP);
        let keeper = world.owner.clone();
        let until = world.now().plus(Seconds::days(5));
        let party = [world.provider.clone(), world.customer.clone()][place].clone();
        match place {
            0 => world.agent(&party, &keeper, until),
            _ => world.delegate(&party, &keeper, until),
        }
        let last = until.plus(Seconds::days(90));
        let gains = [
            world.now(),
            until,
            last.minus(SECOND),
            last,
            last.plus(SECOND),
        ];
        let gains = gains.map(|at| {
            world.at(at);
            gain(&mut world, &keeper, at.0)
        });
        assert_eq!(gains, [0, 0, 0, 0, TIP]);
    }
}

#[test]
fn an_agent_of_somebody_else_is_tipped() {
    let (mut world, _) = tipping(0, TIPS);
    let (keeper, other) = (world.owner.clone(), world.sink.clone());
    let until = world.now().plus(Seconds::days(5));
    world.agent(&other, &keeper, until);
    world.delegate(&other, &keeper, until);
    assert_eq!(gain(&mut world, &keeper, 1), TIP);
}

#[test]
fn nonsense_about_links_costs_a_tip_and_keeps_nobodys_money() {
    let (mut world, asset) = tipping(0, TIPS);
    let (keeper, provider) = (world.stranger.clone(), world.provider.clone());
    let customer = world.customer.clone();
    for key in [
        agent_key(&provider, &keeper),
        delegate_key(&customer, &keeper),
    ] {
        world.registry_babbles(&key, b"{}");
        world.at(due_of(world.agreement(1).settled.into()));
        let before = world.balance(&provider, &asset);
        let done = world.settle(1, 1).unwrap();
        assert!(!has_event(&done, "tipped"));
        assert_eq!(world.balance(&provider, &asset), before + 9_900);
        world.registry_babbles(&key, &UnixTime(0).encode());
    }
    assert_eq!(claim(&world, &keeper, &asset), 0);
}

#[test]
fn ten_acts_a_period_are_tipped() {
    let (mut world, asset) = tipping(0, 40 * TIP);
    let keeper = world.stranger.clone();
    let tips = |world: &World| claim(world, &keeper, &asset) / TIP;
    world.book_for(1, &misses(1, 9), Some(&keeper)).unwrap();
    assert_eq!(tips(&world), 9);
    world.book_for(1, &misses(20, 5), Some(&keeper)).unwrap();
    assert_eq!(tips(&world), 10);
    world.at(end_of(0).minus(SECOND));
    world.book_for(1, &misses(30, 1), Some(&keeper)).unwrap();
    assert_eq!(tips(&world), 10);
    world.at(end_of(0));
    world.book_for(1, &misses(40, 12), Some(&keeper)).unwrap();
    assert_eq!(tips(&world), 20);
    world.at(due_of(11));
    world.settle(1, 12).unwrap();
    assert_eq!(tips(&world), 30);
}

#[test]
fn a_part_for_tips_that_ran_out_has_to_be_refilled() {
    let (mut world, asset) = tipping(0, TIPS);
    let (keeper, provider) = (world.stranger.clone(), world.provider.clone());
    let done = world.book_for(1, &misses(1, 6), Some(&keeper)).unwrap();
    assert_eq!(said(event(&done, "agreement-updated"), "short_since"), None);
    let now = world.now();
    let done = world.book_for(1, &misses(10, 3), Some(&keeper)).unwrap();
    let told = event(&done, "agreement-updated");
    assert_eq!(word(told, "short_since"), now.to_string());
    assert_eq!(claim(&world, &keeper, &asset), 7 * TIP);
    assert_eq!(world.ledger(1).bond.tips.u128(), TIPS - 7 * TIP);
    world.at(due_of(0));
    let done = world.settle(1, 1).unwrap();
    assert!(!has_event(&done, "tipped"));
    assert_eq!(
        word(event(&done, "agreement-updated"), "short_since"),
        now.to_string()
    );
    let owes = ContractError::Owes {
        provider: provider.clone(),
        owed: Uint128::zero(),
        short: 1,
    };
    let (customer, asked) = (world.customer.clone(), world.subscription(1, 1));
    assert_eq!(refusal(world.pay(&customer, &asked, &asset)), owes);
    let take = ExecuteMsg::WithdrawFreeBond {
        asset: asset.clone(),
        amount: Uint128::one(),
    };
    assert_eq!(world.refuses(&provider, take), owes);
    world.does(&provider, ExecuteMsg::RefillBond { agreement: 1 });
    assert_eq!(world.ledger(1).bond, bond(CREDIT, LEAVING, TIPS));
    world.pay(&customer, &asked, &asset).unwrap();
}

#[test]
fn exactly_one_tip_is_enough_for_one_more() {
    let (mut world, _) = tipping(0, 2 * TIP);
    let keeper = world.stranger.clone();
    let done = world.book_for(1, &misses(1, 1), Some(&keeper)).unwrap();
    assert_eq!(said(event(&done, "agreement-updated"), "short_since"), None);
    let done = world.book_for(1, &misses(2, 1), Some(&keeper)).unwrap();
    assert!(said(event(&done, "agreement-updated"), "short_since").is_some());
}

#[test]
fn without_a_tip_nobody_is_tipped() {
    let mut world = World::new();
    let plan = world.publish(changed(&Asset::native(USD), |_| ()));
    world.subscribe(plan, 2);
    world.pass(SECOND);
    let keeper = world.stranger.clone();
    let done = world.book_for(1, &misses(1, 2), Some(&keeper)).unwrap();
    assert!(!has_event(&done, "tipped"));
    world.at(due_of(0));
    assert!(!has_event(&world.settle(1, 1).unwrap(), "tipped"));
}
