//! given a plan
//! └── when somebody asks what subscribing takes
//!     ├── it is what subscribing does
//!     └── it is refused for the reasons for which subscribing is

use aftercare_domain::time::Seconds;
use aftercare_interface::sla_escrow::{ExecuteMsg, QueryMsg, SubscriptionQuote};
use aftercare_interface::Asset;
use aftercare_kit::KitError;
use aftercare_sla_escrow::ContractError;
use cosmwasm_std::{Addr, Uint128};

use crate::world::terms::{changed, terms, BOND};
use crate::world::{refusal, World, START, USD};

fn quoted(
    world: &World,
    (plan, customer, periods): (u64, &Addr, u32),
) -> Result<SubscriptionQuote, ContractError> {
    world.try_ask(QueryMsg::QuoteSubscription {
        plan,
        customer: customer.to_string(),
        periods,
    })
}

/// Refused alike, by question and message.
fn refused(world: &mut World, customer: &Addr, plan: u64) -> ContractError {
    let asked = world.subscription(plan, 2);
    let said = quoted(world, (plan, customer, 2)).unwrap_err();
    let outcome = world.pay(customer, &asked, &Asset::native(USD));
    assert_eq!(refusal(outcome), said);
    said
}

#[test]
fn the_quote_is_what_subscribing_does() {
    for at in [0, 1] {
        let mut world = World::new();
        let asset = world.assets()[at].clone();
        let plan = world.publish(terms(&asset));
        let customer = world.customer.clone();
        for periods in [1, 7, 120] {
            let quote = quoted(&world, (plan, &customer, periods)).unwrap();
            let before = world.balance(&customer, &asset);
            let reserved = world.bond(&world.provider, &asset).reserved;
            let agreement = world.subscribe(plan, periods);
            let paid = before - world.balance(&customer, &asset);
            assert_eq!((paid, &quote.asset), (quote.total.u128(), &asset));
            let now = world.bond(&world.provider, &asset).reserved;
            assert_eq!(now - reserved, quote.bond);
            assert_eq!(world.agreement(agreement).until, quote.until);
            let asked = world.subscription(plan, periods);
            assert_eq!(asked.terms_hash, quote.terms_hash);
            assert_eq!(asked.revision, quote.revision);
        }
    }
}

#[test]
fn it_is_refused_for_the_reasons_for_which_subscribing_is() {
    let mut world = World::new();
    let asset = Asset::native(USD);
    let (customer, provider) = (world.customer.clone(), world.provider.clone());
    let plan = world.publish(changed(&asset, |terms| terms.capacity = 1));
    assert_eq!(refused(&mut world, &provider, plan), ContractError::OwnPlan);
    let until = START.plus(Seconds(9));
    let stranger = world.stranger.clone();
    world.agent(&provider, &stranger, until);
    let linked = ContractError::Linked {
        provider: provider.clone(),
        until,
    };
    assert_eq!(refused(&mut world, &stranger, plan), linked);
    world.subscribe(plan, 2);
    let full = ContractError::CapacityReached { plan, capacity: 1 };
    assert_eq!(refused(&mut world, &customer, plan), full);
    let listed = world.publish(changed(&asset, |terms| terms.listed_customers_only = true));
    let stranger = ContractError::NotListed {
        plan: listed,
        customer: customer.clone(),
    };
    assert_eq!(refused(&mut world, &customer, listed), stranger);
}

#[test]
fn it_is_refused_without_bond_for_a_closed_asset_and_a_retired_plan() {
    let mut world = World::new();
    let asset = Asset::native(USD);
    let (customer, provider) = (world.customer.clone(), world.provider.clone());
    let plan = world.publish(terms(&asset));
    let withdraw = ExecuteMsg::WithdrawFreeBond {
        asset: asset.clone(),
        amount: Uint128::new(100_001 - BOND),
    };
    world.does(&provider, withdraw);
    let short = ContractError::BondShort {
        provider: provider.clone(),
        free: Uint128::new(BOND - 1),
        need: Uint128::new(BOND),
    };
    assert_eq!(refused(&mut world, &customer, plan), short);
    let closed = asset.clone();
    world.does(
        &world.owner.clone(),
        ExecuteMsg::CloseAsset { asset: closed },
    );
    let refusal = KitError::AssetClosed { asset };
    assert_eq!(refused(&mut world, &customer, plan), refusal.into());
    world.does(&provider, ExecuteMsg::RetirePlan { plan });
    let retired = ContractError::PlanRetired { plan };
    let found = quoted(&world, (plan, &customer, 1)).unwrap_err();
    assert_eq!(found, retired);
    let unknown = ContractError::UnknownPlan { plan: 9 };
    let found = quoted(&world, (9, &customer, 1)).unwrap_err();
    assert_eq!(found, unknown);
}

#[test]
fn periods_are_one_to_120() {
    let mut world = World::new();
    let plan = world.publish(terms(&Asset::native(USD)));
    let customer = world.customer.clone();
    for periods in [0, 121] {
        let refused = KitError::Range {
            field: "periods",
            value: periods.into(),
            min: 1,
            max: 120,
        };
        let found = quoted(&world, (plan, &customer, periods)).unwrap_err();
        assert_eq!(found, refused.into());
    }
}
