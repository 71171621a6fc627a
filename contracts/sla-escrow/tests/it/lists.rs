//! given agreements of several customers and plans, some of them ended
//! ├── lists by customer, provider and plan hold what is theirs, oldest first
//! ├── live only: those that are not ended, and a page that the filter left empty still leads on
//! └── a page has from 1 to 30 rows
//! given a provider
//! ├── its figures say what its money says: agreements, ends, revenue before credits, credits
//! ├── a credit that finds a settled period is in them too
//! └── what it never did is zero

use aftercare_domain::time::Seconds;
use aftercare_interface::sla_escrow::{AgreementResponse, ProviderFiguresResponse, QueryMsg};
use aftercare_interface::{Asset, Page};
use aftercare_kit::KitError;
use aftercare_sla_escrow::ContractError;

use crate::world::terms::{changed, late, FEE, HOLD_BACK, PERIOD, TARGET};
use crate::world::{World, START, USD};

const SECOND: Seconds = Seconds(1);

type Agreements = Page<AgreementResponse, u64>;

/// Agreements 1, 3 and 5 of plan 1 by the customer, 2 and 4 of plan 2 by the stranger; 1, 2 and 3 have ended.
fn mixed() -> World {
    let mut world = World::new();
    let [coin, token] = world.assets();
    let plans =
        [&coin, &token].map(|asset| world.publish(changed(asset, |terms| terms.capacity = 30)));
    let people = [world.customer.clone(), world.stranger.clone()];
    for (place, periods) in [(0, 1), (1, 1), (0, 1), (1, 2), (0, 2)] {
        let asked = world.subscription(plans[place], periods);
        let asset = [&coin, &token][place];
        world.pay(&people[place], &asked, asset).unwrap();
    }
    world.at(START.plus(PERIOD).plus(HOLD_BACK).plus(SECOND));
    for agreement in 1..=3 {
        world.settle(agreement, 1).unwrap();
    }
    world
}

/// By whom a list is asked for: customer, provider or plan.
#[derive(Clone, Copy)]
enum Of<'a> {
    Customer(&'a str),
    Provider(&'a str),
    Plan(u64),
}

fn ask(
    of: Of,
    live_only: Option<bool>,
    (start_after, limit): (Option<u64>, Option<u32>),
) -> QueryMsg {
    match of {
        Of::Customer(customer) => QueryMsg::AgreementsByCustomer {
            customer: customer.to_owned(),
            live_only,
            start_after,
            limit,
        },
        Of::Provider(provider) => QueryMsg::AgreementsByProvider {
            provider: provider.to_owned(),
            live_only,
            start_after,
            limit,
        },
        Of::Plan(plan) => QueryMsg::AgreementsByPlan {
            plan,
            live_only,
            start_after,
            limit,
        },
    }
}

fn numbers(page: &Agreements) -> Vec<u64> {
    page.rows.iter().map(|row| row.agreement).collect()
}

#[test]
fn a_list_holds_what_is_theirs_oldest_first_and_on_request_only_what_lives() {
    let world = mixed();
    let people = [&world.customer, &world.stranger, &world.provider].map(|one| one.to_string());
    let [customer, stranger, provider] = &people;
    let lists: [(Of, &[u64], &[u64]); 6] = [
        (Of::Customer(customer), &[1, 3, 5], &[5]),
        (Of::Customer(stranger), &[2, 4], &[4]),
        (Of::Provider(provider), &[1, 2, 3, 4, 5], &[4, 5]),
        (Of::Provider(customer), &[], &[]),
        (Of::Plan(1), &[1, 3, 5], &[5]),
        (Of::Plan(2), &[2, 4], &[4]),
    ];
    for (of, all, live) in lists {
        for (live_only, expected) in [(None, all), (Some(false), all), (Some(true), live)] {
            let page: Agreements = world.ask(ask(of, live_only, (None, None)));
            assert_eq!(numbers(&page), expected);
            assert_eq!(page.next, None);
        }
    }
}

#[test]
fn a_page_that_the_filter_left_empty_leads_on() {
    let world = mixed();
    let provider = world.provider.to_string();
    let mut seen = vec![];
    let (mut start_after, mut pages) = (None, 0);
    loop {
        let window = (start_after, Some(1));
        let page: Agreements = world.ask(ask(Of::Provider(&provider), Some(true), window));
        seen.extend(numbers(&page));
        (start_after, pages) = (page.next, pages + 1);
        if start_after.is_none() {
            break;
        }
    }
    assert_eq!(seen, [4, 5]);
    assert!((5..=6).contains(&pages), "{pages}");
}

#[test]
fn a_list_of_agreements_has_from_1_to_30_rows() {
    let world = mixed();
    let provider = world.provider.to_string();
    for of in [
        Of::Customer(&provider),
        Of::Provider(&provider),
        Of::Plan(1),
    ] {
        for value in [0u32, 31] {
            let refused: ContractError = KitError::Range {
                field: "limit",
                value: value.into(),
                min: 1,
                max: 30,
            }
            .into();
            let answer = world.try_ask::<Agreements>(ask(of, None, (None, Some(value))));
            assert_eq!(answer.unwrap_err(), refused);
        }
        let answer = world.try_ask::<Agreements>(ask(of, None, (None, Some(30))));
        assert!(answer.is_ok());
    }
}

fn figures(world: &World, provider: &str, asset: &Asset) -> [u128; 7] {
    let found: ProviderFiguresResponse = world.ask(QueryMsg::ProviderFigures {
        provider: provider.to_owned(),
        asset: asset.clone(),
    });
    [
        found.agreements.into(),
        found.ended.into(),
        found.renewed.into(),
        found.ended_fees.u128(),
        found.renewed_fees.u128(),
        found.revenue.u128(),
        found.credits.u128(),
    ]
}

#[test]
fn figures_say_what_a_providers_money_says_in_each_asset() {
    let mut world = mixed();
    let [coin, token] = world.assets();
    let provider = world.provider.to_string();
    assert_eq!(
        figures(&world, &provider, &coin),
        [3, 2, 0, 2 * FEE, 0, 2 * FEE, 0]
    );
    assert_eq!(
        figures(&world, &provider, &token),
        [2, 1, 0, FEE, 0, FEE, 0]
    );
    world.book(5, &[late(7, START, TARGET)]).unwrap();
    world.settle(5, 1).unwrap();
    assert_eq!(
        figures(&world, &provider, &coin),
        [3, 2, 0, 2 * FEE, 0, 3 * FEE, 500]
    );
    let nobody = world.stranger.to_string();
    assert_eq!(figures(&world, &nobody, &coin), [0; 7]);
}

#[test]
fn a_credit_that_finds_a_settled_period_is_in_the_figures() {
    let mut world = World::new();
    let coin = Asset::native(USD);
    let plan = world.publish(changed(&coin, |_| ()));
    world.subscribe(plan, 2);
    world.tickets(1, 1, 1);
    world.at(START.plus(PERIOD).plus(HOLD_BACK).plus(SECOND));
    world.settle(1, 1).unwrap();
    world.book(1, &[late(7, START, TARGET)]).unwrap();
    let provider = world.provider.to_string();
    assert_eq!(figures(&world, &provider, &coin), [1, 0, 0, 0, 0, FEE, 500]);
}
