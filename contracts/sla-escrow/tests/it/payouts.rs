//! given a party of an agreement
//! ├── when it names a payout address: from the first second of the third day on its money goes there
//! ├── when it takes it back, or names another: again three days
//! ├── the address is linked from this second on, and stays so
//! ├── it is shown as pending until it counts
//! ├── when a payment cannot be delivered there: it waits as that address's claim
//! └── the contract itself, and what is no address, is refused
//! given anybody else
//! └── it is refused

use aftercare_domain::time::{Seconds, UnixTime};
use aftercare_interface::sla_escrow::{ExecuteMsg, PendingChangesResponse, QueryMsg, Subscription};
use aftercare_interface::Asset;
use aftercare_kit::KitError;
use aftercare_sla_escrow::ContractError;
use cosmwasm_std::{Addr, Uint128};

use crate::world::audit::claim;
use crate::world::terms::{changed, late, terms, FEE, HOLD_BACK, PERIOD, TARGET};
use crate::world::token::{turn, Mood};
use crate::world::{event, said, word, World, START};

const SECOND: Seconds = Seconds(1);
const THREE_DAYS: Seconds = Seconds::days(3);

/// The stranger's agreement of six periods for the customer, and an address that nobody has used.
fn running(place: usize) -> (World, Asset, Addr) {
    let mut world = World::new();
    let asset = world.assets()[place].clone();
    let plan = world.publish(terms(&asset));
    let asked = Subscription {
        beneficiary: Some(world.customer.to_string()),
        ..world.subscription(plan, 6)
    };
    world.pay(&world.stranger.clone(), &asked, &asset).unwrap();
    world.pass(SECOND);
    let purse = world.app.api().addr_make("purse");
    (world, asset, purse)
}

fn names(address: Option<&Addr>) -> ExecuteMsg {
    ExecuteMsg::SetPayoutAddress {
        agreement: 1,
        address: address.map(Addr::to_string),
    }
}

fn books_one(world: &mut World, ticket: u64) {
    world.book(1, &[late(ticket, START, SECOND)]).unwrap();
}

#[test]
fn credits_go_to_the_customers_address_from_the_third_day_on() {
    for place in [0, 1] {
        let (mut world, asset, purse) = running(place);
        let customer = world.customer.clone();
        let done = world.does(&customer, names(Some(&purse)));
        let from = world.now().plus(THREE_DAYS);
        let told = event(&done, "payout-address-set");
        assert_eq!(word(told, "from"), from.to_string());
        assert_eq!(word(told, "address"), purse.as_str());
        let arrived = [from.minus(SECOND), from, from.plus(SECOND)].map(|at| {
            world.at(at);
            let before = world.balance(&customer, &asset);
            books_one(&mut world, at.0);
            (
                world.balance(&customer, &asset) - before,
                world.balance(&purse, &asset),
            )
        });
        assert_eq!(arrived, [(200, 0), (0, 200), (0, 400)]);
    }
}

#[test]
fn earnings_and_refunds_go_to_the_addresses_of_provider_and_payer() {
    for place in [0, 1] {
        let (mut world, asset, purse) = running(place);
        let other = world.app.api().addr_make("other purse");
        let (provider, payer) = (world.provider.clone(), world.stranger.clone());
        world.does(&provider, names(Some(&purse)));
        world.does(&payer, names(Some(&other)));
        world.pass(THREE_DAYS);
        let before = world.balance(&payer, &asset);
        world.gives_notice(1);
        assert_eq!(world.balance(&other, &asset), 5 * FEE);
        assert_eq!(world.balance(&payer, &asset), before);
        world.at(START.plus(PERIOD).plus(HOLD_BACK).plus(SECOND));
        let before = world.balance(&provider, &asset);
        world.settle(1, 1).unwrap();
        assert_eq!(world.balance(&purse, &asset), 9_900);
        assert_eq!(world.balance(&provider, &asset), before);
    }
}

#[test]
fn taking_it_back_takes_three_days_too() {
    let (mut world, asset, purse) = running(0);
    let customer = world.customer.clone();
    world.does(&customer, names(Some(&purse)));
    world.pass(THREE_DAYS);
    let done = world.does(&customer, names(None));
    assert_eq!(said(event(&done, "payout-address-set"), "address"), None);
    let from = world.now().plus(THREE_DAYS);
    for (at, arrived) in [(from.minus(SECOND), 200), (from, 0)] {
        world.at(at);
        let before = world.balance(&purse, &asset);
        books_one(&mut world, at.0);
        assert_eq!(world.balance(&purse, &asset) - before, arrived);
    }
}

#[test]
fn a_change_of_mind_before_it_counts_begins_anew() {
    let (mut world, asset, purse) = running(0);
    let customer = world.customer.clone();
    let other = world.app.api().addr_make("other purse");
    world.does(&customer, names(Some(&purse)));
    world.pass(Seconds(THREE_DAYS.0 - 1));
    world.does(&customer, names(Some(&other)));
    world.pass(Seconds::days(2));
    books_one(&mut world, 1);
    world.pass(Seconds::days(1));
    books_one(&mut world, 2);
    let arrived = [&purse, &other].map(|purse| world.balance(purse, &asset));
    assert_eq!(arrived, [0, 200]);
}

#[test]
fn an_address_is_linked_at_once_and_stays_so() {
    let mut world = World::new();
    let asset = world.assets()[0].clone();
    let plan = world.publish(changed(&asset, |terms| terms.tip = Uint128::new(70)));
    world.subscribe(plan, 6);
    world.pass(SECOND);
    let (keeper, provider) = (world.owner.clone(), world.provider.clone());
    let tipped = |world: &mut World, ticket| {
        let before = claim(world, &keeper, &asset);
        let miss = late(ticket, START, SECOND);
        world.book_for(1, &[miss], Some(&keeper)).unwrap();
        claim(world, &keeper, &asset) - before
    };
    assert_eq!(tipped(&mut world, 1), 70);
    world.does(&provider, names(Some(&keeper)));
    assert_eq!(tipped(&mut world, 2), 0);
    world.does(&provider, names(None));
    world.pass(Seconds::days(20));
    assert_eq!(tipped(&mut world, 3), 0);
}

fn pending(world: &World, account: &Addr) -> Option<(Option<Addr>, UnixTime)> {
    let found: PendingChangesResponse = world.ask(QueryMsg::PendingChanges {
        account: Some(account.to_string()),
        agreement: Some(1),
    });
    found.payout_address.map(|next| (next.address, next.from))
}

#[test]
fn an_address_is_pending_until_it_counts() {
    let (mut world, _, purse) = running(0);
    let (customer, provider) = (world.customer.clone(), world.provider.clone());
    assert_eq!(pending(&world, &customer), None);
    world.does(&customer, names(Some(&purse)));
    let from = world.now().plus(THREE_DAYS);
    let shown = Some((Some(purse), from));
    for (at, shown) in [
        (world.now(), shown.clone()),
        (from.minus(SECOND), shown),
        (from, None),
    ] {
        world.at(at);
        assert_eq!(pending(&world, &customer), shown);
        assert_eq!(pending(&world, &provider), None);
    }
    world.does(&customer, names(None));
    let from = world.now().plus(THREE_DAYS);
    assert_eq!(pending(&world, &customer), Some((None, from)));
}

#[test]
fn a_payment_that_cannot_be_delivered_there_waits_as_that_addresss_claim() {
    let (mut world, asset, purse) = running(1);
    let customer = world.customer.clone();
    world.does(&customer, names(Some(&purse)));
    world.pass(THREE_DAYS);
    turn(&mut world.app, &world.token.clone(), Mood::Reverting);
    world.book(1, &[late(7, START, TARGET)]).unwrap();
    assert_eq!(claim(&world, &purse, &asset), 500);
    assert_eq!(claim(&world, &customer, &asset), 0);
}

#[test]
fn the_contract_itself_and_what_is_no_address_are_refused() {
    let (mut world, _, _) = running(0);
    let (customer, escrow) = (world.customer.clone(), world.escrow.clone());
    let own = ContractError::SuiteAddress {
        field: "address",
        address: escrow.clone(),
    };
    assert_eq!(world.refuses(&customer, names(Some(&escrow))), own);
    for text in ["", "nobody at all", &customer.as_str().to_uppercase()] {
        let refused = world.refuses(&customer, names(Some(&crate::world::unchecked(text))));
        assert!(
            matches!(refused, ContractError::Kit(KitError::Std(_))),
            "{text}"
        );
    }
}

#[test]
fn only_parties_name_one_and_only_in_an_agreement_that_exists() {
    let (mut world, _, purse) = running(0);
    for other in [
        world.owner.clone(),
        world.sink.clone(),
        world.registry.clone(),
    ] {
        let refused = world.refuses(&other, names(Some(&purse)));
        assert_eq!(refused, ContractError::NotParty { agreement: 1 });
    }
    let unknown = ExecuteMsg::SetPayoutAddress {
        agreement: 2,
        address: None,
    };
    let refused = world.refuses(&world.customer.clone(), unknown);
    assert_eq!(refused, ContractError::UnknownAgreement { agreement: 2 });
}
