//! given a sender who pays for somebody else
//! ├── when it subscribes: the other is the customer, the sender the payer
//! ├── when it is who would rule on the credits: refused
//! ├── when the customer leaves: unearned money returns to the payer
//! ├── when a miss is booked: the credit is the customer's
//! └── when the customer could not be one itself: refused
//! given a sender who names itself
//! └── it is the customer and nobody is the payer
//! given a plan for listed customers
//! └── the customer is on the list, whoever pays

use aftercare_domain::money::Bps;
use aftercare_domain::time::Seconds;
use aftercare_interface::sla_escrow::{Arbitration, ExecuteMsg, QueryMsg, Subscription};
use aftercare_interface::Asset;
use aftercare_kit::KitError;
use aftercare_sla_escrow::ContractError;
use cosmwasm_std::Addr;

use crate::world::terms::{changed, late, terms, FEE, TARGET};
use crate::world::{event, refusal, said, word, World, START};

/// The payer, and what it signs for somebody of six periods.
fn asked(world: &World, plan: u64, customer: &Addr) -> Subscription {
    Subscription {
        beneficiary: Some(customer.to_string()),
        ..world.subscription(plan, 6)
    }
}

/// Somebody's agreement that the stranger paid for.
fn paid_for(place: usize) -> (World, Asset) {
    let mut world = World::new();
    let asset = world.assets()[place].clone();
    let plan = world.publish(terms(&asset));
    let (payer, customer) = (world.stranger.clone(), world.customer.clone());
    let asked = asked(&world, plan, &customer);
    let before = world.balance(&payer, &asset);
    let done = world.pay(&payer, &asked, &asset).unwrap();
    assert_eq!(word(event(&done, "subscribed"), "payer"), payer.as_str());
    assert_eq!(world.balance(&payer, &asset), before - 6 * FEE);
    (world, asset)
}

#[test]
fn who_is_served_is_the_customer_and_who_paid_the_payer() {
    for place in [0, 1] {
        let (world, _) = paid_for(place);
        let found = world.agreement(1);
        assert_eq!(found.customer, world.customer);
        assert_eq!(found.payer, Some(world.stranger.clone()));
        let mine: Vec<serde_json::Value> =
            world.all(|start_after: Option<u64>| QueryMsg::AgreementsByCustomer {
                customer: world.stranger.to_string(),
                live_only: None,
                start_after,
                limit: None,
            });
        assert_eq!(mine.len(), 0);
    }
}

#[test]
fn unearned_money_returns_to_the_payer() {
    for place in [0, 1] {
        let (mut world, asset) = paid_for(place);
        let [payer, customer] =
            [&world.stranger, &world.customer].map(|person| world.balance(person, &asset));
        world.gives_notice(1);
        assert_eq!(world.balance(&world.stranger, &asset), payer + 5 * FEE);
        assert_eq!(world.balance(&world.customer, &asset), customer);
    }
}

#[test]
fn a_credit_is_the_customers() {
    for place in [0, 1] {
        let (mut world, asset) = paid_for(place);
        world.pass(Seconds(1));
        let [payer, customer] =
            [&world.stranger, &world.customer].map(|person| world.balance(person, &asset));
        world.book(1, &[late(7, START, TARGET)]).unwrap();
        assert_eq!(world.balance(&world.stranger, &asset), payer);
        assert_eq!(world.balance(&world.customer, &asset), customer + 500);
    }
}

#[test]
fn who_names_itself_is_the_customer_and_has_no_payer() {
    let mut world = World::new();
    let asset = world.assets()[0].clone();
    let plan = world.publish(terms(&asset));
    let customer = world.customer.clone();
    let asked = asked(&world, plan, &customer);
    let done = world.pay(&customer, &asked, &asset).unwrap();
    assert_eq!(said(event(&done, "subscribed"), "payer"), None);
    assert_eq!(world.agreement(1).payer, None);
}

#[test]
fn who_could_not_be_the_customer_is_none_when_somebody_else_pays() {
    let mut world = World::new();
    let asset = world.assets()[0].clone();
    let plan = world.publish(terms(&asset));
    let (payer, agent) = (world.stranger.clone(), world.sink.clone());
    let provider = world.provider.clone();
    let until = world.now().plus(Seconds::days(1));
    world.agent(&provider, &agent, until);
    let suite = |address: &Addr| ContractError::SuiteAddress {
        field: "customer",
        address: address.clone(),
    };
    let (escrow, registry) = (world.escrow.clone(), world.registry.clone());
    let refused = [
        (provider.clone(), ContractError::OwnPlan),
        (escrow.clone(), suite(&escrow)),
        (registry.clone(), suite(&registry)),
        (agent, ContractError::Linked { provider, until }),
    ];
    let before = world.balance(&payer, &asset);
    for (customer, refused) in refused {
        let asked = asked(&world, plan, &customer);
        assert_eq!(refusal(world.pay(&payer, &asked, &asset)), refused);
    }
    let nobody = asked(&world, plan, &crate::world::unchecked("nobody at all"));
    let refused = refusal(world.pay(&payer, &nobody, &asset));
    assert!(matches!(refused, ContractError::Kit(KitError::Std(_))));
    assert_eq!(world.balance(&payer, &asset), before);
}

#[test]
fn who_would_rule_on_the_credits_pays_for_nobody() {
    let mut world = World::new();
    let asset = world.assets()[0].clone();
    let (payer, customer) = (world.stranger.clone(), world.customer.clone());
    let plan = world.publish(changed(&asset, |terms| {
        terms.arbitration = Some(Arbitration {
            arbitrator: payer.clone(),
            time: Seconds::days(3),
            default_split: Bps(10_000),
        });
    }));
    let asked = asked(&world, plan, &customer);
    let before = world.balance(&payer, &asset);
    let arbitrator = payer.clone();
    let refused = refusal(world.pay(&payer, &asked, &asset));
    assert_eq!(refused, ContractError::PartyArbitrates { arbitrator });
    assert_eq!(world.balance(&payer, &asset), before);
    world.pay(&customer, &asked, &asset).unwrap();
}

#[test]
fn a_plan_for_listed_customers_takes_nobody_else_whoever_pays() {
    let mut world = World::new();
    let asset = world.assets()[0].clone();
    let plan = world.publish(changed(&asset, |terms| terms.listed_customers_only = true));
    let (customer, payer) = (world.customer.clone(), world.stranger.clone());
    let list = ExecuteMsg::UpdateAllowList {
        plan,
        add: vec![payer.to_string()],
        remove: vec![],
    };
    world.does(&world.provider.clone(), list);
    let asked = asked(&world, plan, &customer);
    let unlisted = ContractError::NotListed {
        plan,
        customer: customer.clone(),
    };
    assert_eq!(refusal(world.pay(&payer, &asked, &asset)), unlisted);
    let list = ExecuteMsg::UpdateAllowList {
        plan,
        add: vec![customer.to_string()],
        remove: vec![payer.to_string()],
    };
    world.does(&world.provider.clone(), list);
    world.pay(&payer, &asked, &asset).unwrap();
    let own = world.subscription(plan, 1);
    let unlisted = ContractError::NotListed {
        plan,
        customer: payer.clone(),
    };
    assert_eq!(refusal(world.pay(&payer, &own, &asset)), unlisted);
}
