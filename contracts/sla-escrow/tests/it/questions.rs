//! given plans, agreements and misses
//! ├── lists come in pages, in order, without gaps, at most 30 rows
//! └── what does not exist is refused
//! given an agreement
//! ├── whose turn it is: the customer may leave, then time passes, then anybody settles, then nobody
//! └── what is due is never late: a row stands at the first second in which it can be settled

use aftercare_domain::time::{Seconds, LATEST};
use aftercare_interface::asset::ListedAsset;
use aftercare_interface::sla_escrow::{
    AgreementResponse, DueRow, Ground, MissCursor, MissResponse, PlanResponse,
    PlanRevisionResponse, QueryMsg,
};
use aftercare_interface::{Asset, NextStep, Page, Role};
use aftercare_kit::KitError;
use aftercare_sla_escrow::ContractError;

use crate::world::terms::{late, terms, HOLD_BACK, NOTICE, PERIOD};
use crate::world::{World, START, USD};

const SECOND: Seconds = Seconds(1);

fn with_agreements(count: u64) -> World {
    let mut world = World::new();
    let mut roomy = terms(&Asset::native(USD));
    roomy.capacity = 100;
    let plan = world.publish(roomy);
    for _ in 0..count {
        world.subscribe(plan, 3);
    }
    world
}

#[test]
fn plans_come_oldest_first_in_pages() {
    let mut world = World::new();
    for _ in 0..5 {
        world.publish(terms(&Asset::native(USD)));
    }
    let mut seen = vec![];
    let mut start_after = None;
    loop {
        let page: Page<PlanResponse, u64> = world.ask(QueryMsg::Plans {
            start_after,
            limit: Some(2),
        });
        seen.extend(page.rows.iter().map(|row| row.plan));
        start_after = page.next;
        if start_after.is_none() {
            break;
        }
    }
    assert_eq!(seen, [1, 2, 3, 4, 5]);
}

#[test]
fn agreements_are_found_by_customer_and_by_provider() {
    let world = with_agreements(3);
    let by_customer = |customer: String, start_after| -> Vec<u64> {
        let page: Page<AgreementResponse, u64> = world.ask(QueryMsg::AgreementsByCustomer {
            customer,
            live_only: None,
            start_after,
            limit: None,
        });
        page.rows.iter().map(|row| row.agreement).collect()
    };
    assert_eq!(by_customer(world.customer.to_string(), None), [1, 2, 3]);
    assert_eq!(by_customer(world.customer.to_string(), Some(2)), [3]);
    assert_eq!(by_customer(world.stranger.to_string(), None), [0u64; 0]);
    let page: Page<AgreementResponse, u64> = world.ask(QueryMsg::AgreementsByProvider {
        provider: world.provider.to_string(),
        live_only: None,
        start_after: Some(1),
        limit: Some(1),
    });
    assert_eq!((page.rows[0].agreement, page.next), (2, Some(2)));
}

#[test]
fn misses_come_in_key_order_in_pages() {
    let mut world = with_agreements(1);
    world.pass(SECOND);
    let misses = [300, 2, 1].map(|ticket| late(ticket, START, SECOND));
    world.book(1, &misses).unwrap();
    let page = |start_after| -> Page<MissResponse, MissCursor> {
        world.ask(QueryMsg::Misses {
            agreement: 1,
            start_after,
            limit: Some(2),
        })
    };
    let first = page(None);
    let subjects: Vec<u64> = first.rows.iter().map(|row| row.key.subject).collect();
    assert_eq!(subjects, [1, 2]);
    let second = page(first.next);
    assert_eq!((second.rows[0].key.subject, second.next), (300, None));
}

#[test]
fn assets_come_in_key_order() {
    let world = World::new();
    let page: Page<ListedAsset, String> = world.ask(QueryMsg::Assets {
        start_after: None,
        limit: None,
    });
    let [coin, token] = world.assets();
    let listed: Vec<Asset> = page.rows.into_iter().map(|row| row.asset).collect();
    assert_eq!(listed, [token, coin]);
}

#[test]
fn a_page_has_from_1_to_30_rows() {
    let world = World::new();
    for value in [0u32, 31] {
        let plans = QueryMsg::Plans {
            start_after: None,
            limit: Some(value),
        };
        let refused = KitError::Range {
            field: "limit",
            value: value.into(),
            min: 1,
            max: 30,
        };
        let answer = world.try_ask::<Page<PlanResponse, u64>>(plans);
        assert_eq!(answer.unwrap_err(), refused.into());
    }
}

#[test]
fn what_does_not_exist_is_refused() {
    let world = World::new();
    let (plan, agreement, revision) = (1, 1, 1);
    let unknown = ContractError::UnknownPlan { plan };
    assert_eq!(
        world
            .try_ask::<PlanResponse>(QueryMsg::Plan { plan })
            .unwrap_err(),
        unknown
    );
    let refused = world.try_ask::<PlanRevisionResponse>(QueryMsg::PlanRevision { plan, revision });
    assert_eq!(
        refused.unwrap_err(),
        ContractError::UnknownRevision { plan, revision }
    );
    let unknown = ContractError::UnknownAgreement { agreement };
    for msg in [
        QueryMsg::Agreement { agreement },
        QueryMsg::Ledger { agreement },
        QueryMsg::NextStep { agreement },
        QueryMsg::QuoteTermination {
            agreement,
            ground: Ground::Notice {},
        },
        QueryMsg::Misses {
            agreement,
            start_after: None,
            limit: None,
        },
        QueryMsg::QuoteCredit {
            agreement,
            miss: late(1, START, SECOND),
        },
    ] {
        assert_eq!(
            world.try_ask::<serde_json::Value>(msg).unwrap_err(),
            unknown
        );
    }
}

fn step(world: &World) -> (Role, String, Option<u64>) {
    let step: NextStep = world.ask(QueryMsg::NextStep { agreement: 1 });
    assert_eq!(step.as_of, world.now());
    let by = step.by.map(|by| by.since(START).0);
    (step.role, step.action, by)
}

#[test]
fn it_is_the_customers_turn_while_leaving_returns_something() {
    let mut world = with_agreements(1);
    let last = START.plus(Seconds::days(60)).minus(NOTICE).minus(SECOND);
    let by = Some(last.since(START).0);
    assert_eq!(step(&world), (Role::Customer, "terminate".to_owned(), by));
    world.at(START.plus(PERIOD).plus(HOLD_BACK).plus(SECOND));
    assert_eq!(step(&world), (Role::Anyone, "settle".to_owned(), None));
    world.settle(1, 1).unwrap();
    world.at(last);
    assert_eq!(step(&world).0, Role::Customer);
    world.pass(SECOND);
    let due = Seconds::days(67).0;
    assert_eq!(step(&world), (Role::Nobody, "wait".to_owned(), Some(due)));
}

#[test]
fn after_a_notice_time_passes_until_anybody_settles_and_then_it_is_nobodys_turn() {
    let mut world = with_agreements(1);
    world.gives_notice(1);
    let due = START.plus(PERIOD).plus(HOLD_BACK);
    let by = Some(due.since(START).0);
    assert_eq!(step(&world), (Role::Nobody, "wait".to_owned(), by));
    world.at(due);
    assert_eq!(step(&world).0, Role::Nobody);
    world.pass(SECOND);
    assert_eq!(step(&world), (Role::Anyone, "settle".to_owned(), None));
    world.settle(1, 1).unwrap();
    assert_eq!(step(&world), (Role::Nobody, "none".to_owned(), None));
}

fn due(world: &World, before: aftercare_domain::time::UnixTime) -> Vec<(u64, u64)> {
    let page: Page<DueRow, DueRow> = world.ask(QueryMsg::Due {
        before,
        start_after: None,
        limit: Some(30),
    });
    page.rows
        .iter()
        .map(|row| (row.at.since(START).0, row.agreement))
        .collect()
}

#[test]
fn what_is_due_stands_at_the_first_second_in_which_it_can_be_settled() {
    let mut world = with_agreements(2);
    let first = START.plus(PERIOD).plus(HOLD_BACK).plus(SECOND);
    let at = first.since(START).0;
    assert_eq!(due(&world, first.minus(SECOND)), []);
    assert_eq!(due(&world, first), [(at, 1), (at, 2)]);
    world.at(first);
    world.settle(2, 1).unwrap();
    assert_eq!(due(&world, LATEST), [(at, 1), (at + PERIOD.0, 2)]);
    let page: Page<DueRow, DueRow> = world.ask(QueryMsg::Due {
        before: LATEST,
        start_after: Some(DueRow {
            at: first,
            agreement: 1,
        }),
        limit: None,
    });
    assert_eq!(page.rows[0].agreement, 2);
}
