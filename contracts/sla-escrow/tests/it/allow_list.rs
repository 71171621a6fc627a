//! given a plan
//! └── when its provider changes the list of its customers
//!     ├── who joins is on it, who leaves is not, and the plan says how many are
//!     ├── who is on it already, or was not, changes nothing
//!     ├── it holds at most 100, and a change at most 30 each way
//!     └── what is no address is refused
//! given anybody else, or a plan that is retired or unknown
//! └── it is refused

use aftercare_interface::sla_escrow::{ExecuteMsg, PlanResponse, QueryMsg};
use aftercare_interface::Asset;
use aftercare_kit::KitError;
use aftercare_sla_escrow::ContractError;
use cosmwasm_std::Addr;

use crate::world::terms::changed;
use crate::world::{event, has_event, word, World, USD};

fn listed_only() -> (World, u64) {
    let mut world = World::new();
    let terms = changed(&Asset::native(USD), |terms| {
        terms.listed_customers_only = true;
    });
    let plan = world.publish(terms);
    (world, plan)
}

fn change(plan: u64, add: &[Addr], remove: &[Addr]) -> ExecuteMsg {
    let texts = |all: &[Addr]| all.iter().map(Addr::to_string).collect();
    ExecuteMsg::UpdateAllowList {
        plan,
        add: texts(add),
        remove: texts(remove),
    }
}

/// So many addresses, from one number on.
fn people(world: &World, from: u32, count: u32) -> Vec<Addr> {
    let name = |n| world.app.api().addr_make(&format!("customer {n}"));
    (from..from + count).map(name).collect()
}

fn is_listed(world: &World, plan: u64, customer: &Addr) -> bool {
    world.ask(QueryMsg::Allowed {
        plan,
        customer: customer.to_string(),
    })
}

fn count(world: &World, plan: u64) -> u32 {
    let found: PlanResponse = world.ask(QueryMsg::Plan { plan });
    found.listed_customers
}

#[test]
fn who_joins_is_on_the_list_and_who_leaves_is_not() {
    let (mut world, plan) = listed_only();
    let provider = world.provider.clone();
    let all = people(&world, 0, 3);
    let done = world.does(&provider, change(plan, &all, &[]));
    assert_eq!(word(event(&done, "allow-list-updated"), "listed"), "3");
    assert!(all.iter().all(|one| is_listed(&world, plan, one)));
    world.does(&provider, change(plan, &[], &all[..1]));
    assert!(!is_listed(&world, plan, &all[0]));
    assert_eq!(count(&world, plan), 2);
    let other = world.publish(changed(&Asset::native(USD), |_| ()));
    assert!(!is_listed(&world, other, &all[1]));
}

#[test]
fn who_is_where_it_should_be_stays_there() {
    let (mut world, plan) = listed_only();
    let provider = world.provider.clone();
    let all = people(&world, 0, 2);
    world.does(&provider, change(plan, &all, &[]));
    let done = world.does(&provider, change(plan, &all, &people(&world, 9, 1)));
    assert!(!has_event(&done, "customer-listed"));
    assert_eq!(count(&world, plan), 2);
    let twice = [all[0].clone(), all[0].clone()];
    world.does(&provider, change(plan, &[], &twice));
    assert_eq!(count(&world, plan), 1);
}

#[test]
fn who_leaves_and_joins_in_one_message_is_on_the_list() {
    let (mut world, plan) = listed_only();
    let provider = world.provider.clone();
    let one = people(&world, 0, 1);
    world.does(&provider, change(plan, &one, &one));
    assert!(is_listed(&world, plan, &one[0]));
}

#[test]
fn a_list_holds_100_and_a_change_30_each_way() {
    let (mut world, plan) = listed_only();
    let provider = world.provider.clone();
    let many = people(&world, 0, 31);
    for (add, remove, field) in [
        (&many[..], &many[..0], "add"),
        (&many[..0], &many[..], "remove"),
    ] {
        let refused = KitError::Count {
            field,
            count: 31,
            min: 0,
            max: 30,
        };
        let msg = change(plan, add, remove);
        assert_eq!(world.refuses(&provider, msg), refused.into());
    }
    for (from, more) in [(0, 30), (30, 30), (60, 30), (90, 10)] {
        let add = people(&world, from, more);
        world.does(&provider, change(plan, &add, &[]));
    }
    assert_eq!(count(&world, plan), 100);
    let one = people(&world, 100, 1);
    let full = ContractError::ListFull {
        listed: 101,
        max: 100,
    };
    assert_eq!(world.refuses(&provider, change(plan, &one, &[])), full);
    let swap = change(plan, &one, &people(&world, 0, 1));
    world.does(&provider, swap);
    assert_eq!(count(&world, plan), 100);
}

#[test]
fn only_its_provider_changes_a_list_and_only_of_a_plan_on_offer() {
    let (mut world, plan) = listed_only();
    let (provider, stranger) = (world.provider.clone(), world.stranger.clone());
    let one = people(&world, 0, 1);
    let foreign = ContractError::NotProvider {
        provider: provider.clone(),
    };
    assert_eq!(world.refuses(&stranger, change(plan, &one, &[])), foreign);
    let unknown = ContractError::UnknownPlan { plan: 9 };
    assert_eq!(world.refuses(&provider, change(9, &one, &[])), unknown);
    let nobody = change(plan, &[crate::world::unchecked("nobody at all")], &[]);
    let refused = world.refuses(&provider, nobody);
    assert!(matches!(refused, ContractError::Kit(KitError::Std(_))));
    world.does(&provider, ExecuteMsg::RetirePlan { plan });
    let retired = ContractError::PlanRetired { plan };
    assert_eq!(world.refuses(&provider, change(plan, &one, &[])), retired);
}
