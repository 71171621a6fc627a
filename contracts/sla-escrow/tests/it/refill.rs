//! given a bond that credits have drawn on
//! ├── it has to be refilled: its provider makes no agreements and takes no free bond in that asset
//! ├── when its provider refills it: each part is what the terms ask for again, out of its free bond
//! ├── until the term ends it is its provider's turn, and from the end of its notice on the customer may leave
//! ├── when the free bond does not reach: refused
//! ├── when the agreement ends first: nothing is to be refilled any more
//! ├── when terms are agreed on that ask for more: to them, before they begin; not where they never will
//! └── when terms begin that ask for no more than is left: it is no cause to leave, and nothing refills it
//! given a whole bond, an ended agreement, or anybody else
//! └── a refill is refused

use aftercare_domain::money::Bps;
use aftercare_domain::time::{Seconds, UnixTime};
use aftercare_interface::sla_escrow::{Amendment, ExecuteMsg, Ground, PlanTerms, QueryMsg};
use aftercare_interface::{Asset, NextStep, Role};
use aftercare_sla_escrow::ContractError;
use cosmwasm_std::Uint128;
use cw_multi_test::AppResponse;

use crate::world::terms::{
    bond, changed, late, terms, BOND, CREDIT, HOLD_BACK, LEAVING, NOTICE, PERIOD, TARGET, TIPS,
};
use crate::world::{event, refusal, said, word, World, START};

const REFILL: ExecuteMsg = ExecuteMsg::RefillBond { agreement: 1 };

fn start_of(period: u64) -> UnixTime {
    START.plus(Seconds(PERIOD.0 * period))
}

fn due_of(period: u64) -> UnixTime {
    start_of(period + 1).plus(HOLD_BACK).plus(Seconds(1))
}

/// Two periods are settled while a ticket is open; the credits booked late for them took 2,000 of the bond.
fn drawn(place: usize) -> (World, Asset) {
    let (mut world, asset) = running(place, 3);
    draw(&mut world);
    (world, asset)
}

fn running(place: usize, periods: u32) -> (World, Asset) {
    let mut world = World::new();
    let asset = world.assets()[place].clone();
    let plan = world.publish(terms(&asset));
    world.subscribe(plan, periods);
    (world, asset)
}

fn draw(world: &mut World) {
    let before = world.ledger(1).bond;
    let done = credits(world);
    let short = word(event(&done, "agreement-updated"), "short_since");
    assert_eq!(short, world.now().to_string());
    let left = before.credit.u128() - 2_000;
    let tips = before.tips.u128();
    assert_eq!(world.ledger(1).bond, bond(left, LEAVING, tips));
}

fn credits(world: &mut World) -> AppResponse {
    world.tickets(1, 1, 1);
    let worst = Seconds(TARGET.0 * 3);
    world.at(due_of(0));
    world.settle(1, 1).unwrap();
    world.book(1, &[late(1, START, worst)]).unwrap();
    world.at(due_of(1));
    world.settle(1, 1).unwrap();
    let misses = [2, 3, 4].map(|ticket| late(ticket, start_of(1), worst));
    world.book(1, &misses).unwrap()
}

#[test]
fn who_has_to_refill_a_bond_makes_no_agreements_in_that_asset() {
    for place in [0, 1] {
        let (mut world, asset) = drawn(place);
        let (provider, customer) = (world.provider.clone(), world.customer.clone());
        let owes = ContractError::Owes {
            provider: provider.clone(),
            owed: Uint128::zero(),
            short: 1,
        };
        let asked = world.subscription(1, 1);
        assert_eq!(refusal(world.pay(&customer, &asked, &asset)), owes);
        let take = ExecuteMsg::WithdrawFreeBond {
            asset: asset.clone(),
            amount: Uint128::one(),
        };
        assert_eq!(world.refuses(&provider, take), owes);
        let other = world.assets()[1 - place].clone();
        let plan = world.publish(terms(&other));
        world.subscribe(plan, 1);
    }
}

#[test]
fn it_is_its_providers_turn_until_the_term_ends() {
    let (mut world, _) = drawn(0);
    let by = world.now().plus(NOTICE);
    let until = world.agreement(1).until;
    for (at, turn) in [
        (world.now(), true),
        (until.minus(Seconds(1)), true),
        (until, false),
    ] {
        world.at(at);
        let step: NextStep = world.ask(QueryMsg::NextStep { agreement: 1 });
        let asks = step.role == Role::Provider && step.action == "refill_bond";
        assert_eq!((asks, asks && step.by == Some(by)), (turn, turn), "{at}");
    }
}

#[test]
fn a_refill_makes_each_part_what_the_terms_ask_for() {
    for place in [0, 1] {
        let (mut world, asset) = drawn(place);
        let (provider, customer) = (world.provider.clone(), world.customer.clone());
        let free = world.bond(&provider, &asset).free.u128();
        let done = world.does(&provider, REFILL);
        assert_eq!(word(event(&done, "bond-refilled"), "amount"), "2000");
        let updated = event(&done, "agreement-updated");
        assert_eq!(said(updated, "short_since"), None);
        assert_eq!(world.ledger(1).bond, terms(&asset).bond);
        let after = world.bond(&provider, &asset);
        assert_eq!(
            (after.free.u128(), after.reserved.u128()),
            (free - 2_000, BOND)
        );
        let asked = world.subscription(1, 1);
        world.pay(&customer, &asked, &asset).unwrap();
        let whole = ContractError::NothingToRefill { agreement: 1 };
        assert_eq!(world.refuses(&provider, REFILL), whole);
    }
}

#[test]
fn a_free_bond_that_does_not_reach_refills_nothing() {
    let mut world = World::new();
    let asset = world.assets()[0].clone();
    let provider = world.provider.clone();
    let take = ExecuteMsg::WithdrawFreeBond {
        asset: asset.clone(),
        amount: Uint128::new(100_000 - BOND),
    };
    // One tip takes the whole part for tips.
    let terms = changed(&asset, |terms| terms.tip = Uint128::new(TIPS));
    let plan = world.publish(terms);
    world.does(&provider, take);
    world.subscribe(plan, 3);
    world.pass(Seconds(1));
    let keeper = world.stranger.clone();
    let miss = late(1, START, Seconds(1));
    world.book_for(1, &[miss], Some(&keeper)).unwrap();
    let short = ContractError::BondShort {
        provider: provider.clone(),
        free: Uint128::zero(),
        need: Uint128::new(TIPS),
    };
    assert_eq!(world.refuses(&provider, REFILL), short);
    world.deposit_bond(&provider, &asset, TIPS);
    world.does(&provider, REFILL);
}

#[test]
fn with_the_end_of_the_agreement_nothing_is_to_be_refilled() {
    let (mut world, asset) = drawn(0);
    let (provider, customer) = (world.provider.clone(), world.customer.clone());
    world.tickets(1, 1, 0);
    world.at(due_of(2));
    world.settle(1, 30).unwrap();
    let ended = ContractError::NothingToRefill { agreement: 1 };
    assert_eq!(world.refuses(&provider, REFILL), ended);
    let asked = world.subscription(1, 1);
    world.pay(&customer, &asked, &asset).unwrap();
}

#[test]
fn terms_that_ask_for_no_more_than_is_left_leave_nothing_to_be_refilled() {
    for place in [0, 1] {
        let (mut world, asset) = running(place, 6);
        let (provider, customer) = (world.provider.clone(), world.customer.clone());
        let less = changed(&asset, |terms| {
            (terms.caps.ticket, terms.caps.period) = (Bps(500), Bps(500));
            terms.bond = bond(CREDIT - 2_000, LEAVING, TIPS);
        });
        agree(&mut world, less);
        draw(&mut world);
        let leave = ExecuteMsg::Terminate {
            agreement: 1,
            ground: Ground::BondNotRefilled {},
        };
        let take = ExecuteMsg::WithdrawFreeBond {
            asset: asset.clone(),
            amount: Uint128::one(),
        };
        world.at(start_of(4));
        let whole = ContractError::RefillOpen {
            agreement: 1,
            until: None,
        };
        assert_eq!(world.refuses(&customer, leave), whole);
        let owes = ContractError::Owes {
            provider: provider.clone(),
            owed: Uint128::zero(),
            short: 1,
        };
        assert_eq!(world.refuses(&provider, take.clone()), owes);
        let done = world.does(&provider, REFILL);
        assert_eq!(word(event(&done, "bond-refilled"), "amount"), "0");
        world.does(&provider, take);
        let nothing = ContractError::NothingToRefill { agreement: 1 };
        assert_eq!(world.refuses(&provider, REFILL), nothing);
    }
}

/// Both sides agree on terms from the fifth period on.
fn agree(world: &mut World, terms: PlanTerms) {
    let (provider, customer) = (world.provider.clone(), world.customer.clone());
    let amendment = Amendment {
        agreement: 1,
        from_period: 4,
        terms,
    };
    world.does(&provider, ExecuteMsg::Amend(amendment));
    let signed = world.acceptance(1, 0);
    world.does(&customer, signed.0);
}

#[test]
fn what_is_drawn_before_terms_begin_that_ask_for_more_is_refilled_to_them() {
    for place in [0, 1] {
        let (mut world, asset) = running(place, 6);
        let provider = world.provider.clone();
        // What is left after a draw is just what the terms in force ask for.
        let more = bond(CREDIT + 2_000, LEAVING, TIPS);
        agree(&mut world, changed(&asset, |terms| terms.bond = more));
        draw(&mut world);
        let done = world.does(&provider, REFILL);
        assert_eq!(word(event(&done, "bond-refilled"), "amount"), "2000");
        assert_eq!(world.ledger(1).bond, more);
    }
}

#[test]
fn what_terms_ask_for_that_never_begin_is_not_refilled() {
    let mut world = World::new();
    let asset = world.assets()[0].clone();
    let (provider, customer) = (world.provider.clone(), world.customer.clone());
    let plan = world.publish(changed(&asset, |terms| terms.notice = Seconds::days(25)));
    world.subscribe(plan, 6);
    let more = bond(CREDIT + 2_000, LEAVING, TIPS);
    agree(&mut world, changed(&asset, |terms| terms.bond = more));
    world.at(due_of(0));
    let leave = ExecuteMsg::Terminate {
        agreement: 1,
        ground: Ground::Notice {},
    };
    world.does(&customer, leave);
    assert_eq!(world.agreement(1).periods, 3);
    let done = credits(&mut world);
    let updated = event(&done, "agreement-updated");
    assert_eq!(said(updated, "short_since"), None);
    assert_eq!(world.ledger(1).bond, bond(CREDIT, LEAVING, TIPS));
    let nothing = ContractError::NothingToRefill { agreement: 1 };
    assert_eq!(world.refuses(&provider, REFILL), nothing);
}

#[test]
fn only_its_provider_refills_a_bond_and_only_of_an_agreement_that_exists() {
    let (mut world, _) = drawn(0);
    let provider = world.provider.clone();
    for other in [
        world.owner.clone(),
        world.customer.clone(),
        world.stranger.clone(),
    ] {
        let refused = ContractError::NotProvider {
            provider: provider.clone(),
        };
        assert_eq!(world.refuses(&other, REFILL), refused);
    }
    let unknown = ExecuteMsg::RefillBond { agreement: 2 };
    let refused = world.refuses(&provider, unknown);
    assert_eq!(refused, ContractError::UnknownAgreement { agreement: 2 });
}
