//! given an owner
//! ├── when it announces a monitoring: agreements take it that are accepted from seven days on; it is pending
//! │   until then
//! └── when another does, or it is a contract of the suite, or the list is full: refused
//! given an agreement with a monitoring
//! ├── when the monitoring books an availability that was not reached: the customer is credited
//! ├── when anybody else does, or the monitoring books tickets: refused
//! └── when an observation has the number of a ticket, or of another observation: each has its own cap

use aftercare_domain::credit::{Measure, Threshold};
use aftercare_domain::money::Bps;
use aftercare_domain::policy::Metric;
use aftercare_domain::time::Seconds;
use aftercare_interface::sla_escrow::{
    ConfigResponse, ExecuteMsg, Miss, PendingChangesResponse, QueryMsg, ANNOUNCEMENT,
    MAX_MONITORINGS,
};
use aftercare_kit::KitError;
use aftercare_sla_escrow::ContractError;
use cosmwasm_std::Addr;

use crate::world::terms::{changed, late, tier, TARGET};
use crate::world::waiting::SECOND;
use crate::world::{event, refusal, replay, word, World, USD};
use aftercare_interface::Asset;

fn announce(monitoring: &Addr) -> ExecuteMsg {
    ExecuteMsg::AnnounceMonitoring {
        monitoring: monitoring.to_string(),
    }
}

/// An agreement whose terms promise 9,990; it was accepted now.
fn subscribed(world: &mut World) -> u64 {
    let terms = changed(&Asset::native(USD), |terms| {
        terms.policy.availability = Some(Bps(9_990));
        terms.schedule.availability = vec![
            tier(Threshold::BelowBps(Bps(9_990)), 500),
            tier(Threshold::BelowBps(Bps(9_900)), 1_000),
        ];
    });
    let plan = world.publish(terms);
    world.subscribe(plan, 3)
}

fn booking(world: &World, agreement: u64, share: u32) -> ExecuteMsg {
    observed(world, agreement, (7, share))
}

/// The observation of that number found that share.
fn observed(world: &World, agreement: u64, (subject, share): (u64, u32)) -> ExecuteMsg {
    ExecuteMsg::BookMisses {
        agreement,
        misses: vec![Miss {
            subject,
            metric: Metric::Availability,
            cycle: 0,
            ordinal: 0,
            due: world.now().minus(SECOND),
            measure: Measure::Below { share: Bps(share) },
        }],
        keeper: None,
    }
}

fn monitored() -> (World, Addr, u64) {
    let mut world = World::new();
    let monitoring = world.person("monitoring");
    world.does(&world.owner.clone(), announce(&monitoring));
    world.pass(ANNOUNCEMENT);
    let agreement = subscribed(&mut world);
    world.pass(Seconds::hours(1));
    (world, monitoring, agreement)
}

#[test]
fn agreements_take_the_monitoring_that_counts_when_they_are_accepted() {
    for (later, of) in [(Seconds(ANNOUNCEMENT.0 - 1), 0), (ANNOUNCEMENT, 1)] {
        let mut world = World::new();
        let owner = world.owner.clone();
        let all = [world.person("first"), world.person("second")];
        world.does(&owner, announce(&all[0]));
        world.pass(ANNOUNCEMENT);
        let done = world.does(&owner, announce(&all[1]));
        let from = world.now().plus(ANNOUNCEMENT).to_string();
        assert_eq!(word(event(&done, "monitoring-announced"), "from"), from);
        world.pass(later);
        let agreement = subscribed(&mut world);
        let config: ConfigResponse = world.ask(QueryMsg::Config {});
        assert_eq!(config.monitoring.as_ref(), Some(&all[of]));
        world.pass(ANNOUNCEMENT);
        let msg = booking(&world, agreement, 9_980);
        world.does(&all[of], msg.clone());
        let refused = ContractError::ForeignPeer {
            agreement,
            registry: Some(world.registry.clone()),
            monitoring: Some(all[of].clone()),
        };
        assert_eq!(world.refuses(&all[1 - of], msg), refused);
    }
}

#[test]
fn a_monitoring_is_pending_until_it_counts() {
    let mut world = World::new();
    let monitoring = world.person("monitoring");
    world.does(&world.owner.clone(), announce(&monitoring));
    let from = world.now().plus(ANNOUNCEMENT);
    let shown = Some((monitoring, from));
    for (at, shown) in [
        (world.now(), shown.clone()),
        (from.minus(SECOND), shown),
        (from, None),
        (from.plus(SECOND), None),
    ] {
        world.at(at);
        let found: PendingChangesResponse = world.ask(QueryMsg::PendingChanges {
            account: None,
            agreement: None,
        });
        assert_eq!(found.monitoring, shown);
    }
}

#[test]
fn an_availability_credits_by_its_tier_and_its_difference_when_it_falls() {
    let (mut world, monitoring, agreement) = monitored();
    let (customer, asset) = (world.customer.clone(), Asset::native(USD));
    for (share, gained) in [
        (9_990, 0),
        (9_989, 500),
        (9_900, 0),
        (9_899, 500),
        (9_950, 0),
    ] {
        let before = world.balance(&customer, &asset);
        let msg = booking(&world, agreement, share);
        world.does(&monitoring, msg);
        assert_eq!(world.balance(&customer, &asset) - before, gained, "{share}");
    }
    replay::agrees(&world);
}

#[test]
fn each_peer_books_its_own_metrics_only() {
    let (mut world, monitoring, agreement) = monitored();
    let registry = Some(world.registry.clone());
    let availability = booking(&world, agreement, 9_980);
    let refused = ContractError::ForeignPeer {
        agreement,
        registry: registry.clone(),
        monitoring: Some(monitoring.clone()),
    };
    assert_eq!(refusal(world.as_registry(&availability)), refused);
    let tickets = ExecuteMsg::BookMisses {
        agreement,
        misses: vec![late(7, world.now().minus(SECOND), SECOND)],
        keeper: None,
    };
    let refused = ContractError::ForeignPeer {
        agreement,
        registry,
        monitoring: None,
    };
    assert_eq!(world.refuses(&monitoring, tickets), refused);
}

#[test]
fn an_observation_and_a_ticket_of_one_number_have_caps_of_their_own() {
    let (mut world, monitoring, agreement) = monitored();
    let msg = booking(&world, agreement, 9_000);
    world.does(&monitoring, msg);
    let due = world.now().minus(SECOND);
    let late = late(7, due, Seconds(TARGET.0 * 3));
    world.book(agreement, &[late]).unwrap();
    assert_eq!(world.ledger(agreement).credited.u128(), 2_000);
    let other = observed(&world, agreement, (8, 9_000));
    world.does(&monitoring, other);
    assert_eq!(world.ledger(agreement).credited.u128(), 3_000);
}

#[test]
fn only_the_owner_announces_and_no_contract_of_the_suite_and_not_without_end() {
    let mut world = World::new();
    let (owner, stranger) = (world.owner.clone(), world.stranger.clone());
    assert!(matches!(
        world.refuses(&stranger, announce(&stranger)),
        ContractError::Kit(KitError::Ownership(_))
    ));
    for own in [world.escrow.clone(), world.registry.clone()] {
        let refused = ContractError::SuiteAddress {
            field: "monitoring",
            address: own.clone(),
        };
        assert_eq!(world.refuses(&owner, announce(&own)), refused);
    }
    for _ in 0..MAX_MONITORINGS {
        world.does(&owner, announce(&stranger));
    }
    let refused = KitError::Count {
        field: "monitorings",
        count: usize::from(MAX_MONITORINGS) + 1,
        min: 1,
        max: MAX_MONITORINGS.into(),
    };
    assert_eq!(world.refuses(&owner, announce(&stranger)), refused.into());
}
