//! given an agreement
//! └── when customer or payer renews it
//!     ├── the new one begins where the old one ends, or now where that is past
//!     ├── it names the old one, takes another bond, and has no cooling-off
//!     ├── it counts for the provider until thirty days after the old one's end
//!     ├── it is refused a second time
//!     ├── it is refused with another provider or customer
//!     ├── it is refused to everybody else, and of an agreement that was ended early
//!     └── before its cover begins
//!         ├── the provider can leave: all of it is back, nothing was earned
//!         └── a notice keeps its first period

use aftercare_domain::time::{Seconds, UnixTime};
use aftercare_interface::sla_escrow::{
    AgreementStatus, Cw20Hook, EndReason, ExecuteMsg, Ground, ProviderFiguresResponse, QueryMsg,
    Subscription, RENEWAL_WINDOW,
};
use aftercare_interface::Asset;
use aftercare_sla_escrow::ContractError;
use cosmwasm_std::Addr;
use cw_multi_test::AppResponse;

use crate::world::life::Signed;
use crate::world::terms::{changed, terms, BOND, FEE, LEAVING, PERIOD};
use crate::world::{number, World, START, USD};

const SECOND: Seconds = Seconds(1);

/// Plan 1 with a cooling-off of seven days, and agreement 1 of two periods.
fn running(asset: usize) -> (World, Asset) {
    let mut world = World::new();
    let asset = world.assets()[asset].clone();
    let plan = world.publish(changed(&asset, |terms| {
        terms.cooling_off = Seconds::days(7);
    }));
    world.subscribe(plan, 2);
    (world, asset)
}

fn end() -> UnixTime {
    START.plus(Seconds(PERIOD.0 * 2))
}

fn renewal(agreement: u64, subscription: &Subscription) -> Signed {
    (
        ExecuteMsg::Renew {
            agreement,
            subscription: subscription.clone(),
        },
        Cw20Hook::Renew {
            agreement,
            subscription: subscription.clone(),
        },
    )
}

fn renew(world: &mut World, (who, asset): (&Addr, &Asset), agreement: u64) -> AppResponse {
    let asked = world.subscription(1, 3);
    let signed = renewal(agreement, &asked);
    let total = asked.total.u128();
    world.signs(who, (asset, total), signed).unwrap()
}

fn refused(world: &mut World, who: &Addr, (agreement, plan): (u64, u64)) -> ContractError {
    let asked = world.subscription(plan, 3);
    let signed = renewal(agreement, &asked);
    let asset = Asset::native(USD);
    world.refuses_money(who, (&asset, asked.total.u128()), signed)
}

fn figures(world: &World, asset: &Asset) -> ProviderFiguresResponse {
    world.ask(QueryMsg::ProviderFigures {
        provider: world.provider.to_string(),
        asset: asset.clone(),
    })
}

#[test]
fn it_begins_where_the_old_one_ends_or_now() {
    let times = [
        (START, end()),
        (end().minus(SECOND), end()),
        (end(), end()),
        (end().plus(SECOND), end().plus(SECOND)),
    ];
    for ((at, begins), asset) in times.into_iter().zip([0, 1, 0, 1]) {
        let (mut world, asset) = running(asset);
        let customer = world.customer.clone();
        world.at(at);
        let done = renew(&mut world, (&customer, &asset), 1);
        assert_eq!(number(&done, "subscribed", "renews"), 1);
        let found = world.agreement(2);
        assert_eq!((found.renews, found.from), (Some(1), begins));
        assert_eq!(found.until, begins.plus(Seconds(PERIOD.0 * 3)));
        assert_eq!(found.status, AgreementStatus::Active);
        let bond = world.bond(&world.provider, &asset);
        assert_eq!(bond.reserved.u128(), 2 * BOND);
        let none = ContractError::CoolingOffOver {
            agreement: 2,
            until: None,
        };
        let ground = Ground::CoolingOff {};
        assert_eq!(world.refuses_end(&customer, 2, ground), none);
    }
}

#[test]
fn it_counts_for_the_provider_until_thirty_days_after_the_old_ones_end() {
    let last = end().plus(RENEWAL_WINDOW);
    for (at, counted) in [(START, 1), (last, 1), (last.plus(SECOND), 0)] {
        let (mut world, asset) = running(0);
        let customer = world.customer.clone();
        world.at(at);
        renew(&mut world, (&customer, &asset), 1);
        let found = figures(&world, &asset);
        assert_eq!((found.agreements, found.renewed), (2, counted));
        assert_eq!(found.renewed_fees.u128(), u128::from(counted) * FEE);
    }
}

#[test]
fn an_agreement_is_renewed_once_and_then_its_renewal_is() {
    let (mut world, asset) = running(0);
    let customer = world.customer.clone();
    renew(&mut world, (&customer, &asset), 1);
    let by = ContractError::AlreadyRenewed {
        agreement: 1,
        by: 2,
    };
    assert_eq!(refused(&mut world, &customer, (1, 1)), by);
    renew(&mut world, (&customer, &asset), 2);
    let from = end().plus(Seconds(PERIOD.0 * 3));
    assert_eq!(world.agreement(3).from, from);
}

#[test]
fn it_is_with_the_same_provider_and_customer() {
    let (mut world, asset) = running(0);
    let (customer, other) = (world.customer.clone(), world.owner.clone());
    let terms = terms(&asset);
    world.does(&other, ExecuteMsg::PublishPlan { terms });
    let provider = world.provider.clone();
    let foreign = ContractError::OtherProvider { plan: 2, provider };
    assert_eq!(refused(&mut world, &customer, (1, 2)), foreign);
    let mut asked = world.subscription(1, 3);
    asked.beneficiary = Some(other.to_string());
    let signed = renewal(1, &asked);
    let found = world.refuses_money(&customer, (&asset, 3 * FEE), signed);
    let need = ContractError::NotCustomer {
        agreement: 1,
        customer,
    };
    assert_eq!(found, need);
}

#[test]
fn only_customer_and_payer_renew_and_only_what_was_not_ended_early() {
    let (mut world, asset) = running(0);
    let (customer, payer) = (world.customer.clone(), world.stranger.clone());
    let stranger = ContractError::NotCustomerSide { agreement: 1 };
    for person in [&world.owner, &world.provider, &payer].map(Clone::clone) {
        assert_eq!(refused(&mut world, &person, (1, 1)), stranger);
    }
    let unknown = ContractError::UnknownAgreement { agreement: 9 };
    assert_eq!(refused(&mut world, &customer, (9, 1)), unknown);
    let mut asked = world.subscription(1, 2);
    asked.beneficiary = Some(customer.to_string());
    world.pay(&payer, &asked, &asset).unwrap();
    let signed = renewal(2, &asked);
    world.signs(&payer, (&asset, 2 * FEE), signed).unwrap();
    let found = world.agreement(3);
    assert_eq!(
        (found.customer, found.payer),
        (customer.clone(), Some(payer))
    );
    world.gives_notice(1);
    let until = START.plus(PERIOD);
    let ended = ContractError::AlreadyEnding {
        agreement: 1,
        until,
    };
    assert_eq!(refused(&mut world, &customer, (1, 1)), ended);
}

#[test]
fn before_its_cover_begins_the_provider_can_leave_and_nothing_was_earned() {
    for at in [START, end().minus(SECOND)] {
        let (mut world, asset) = running(0);
        let (customer, provider) = (world.customer.clone(), world.provider.clone());
        world.at(at);
        renew(&mut world, (&customer, &asset), 1);
        let before = world.balance(&customer, &asset);
        let quote = world.end_quoted(2, Ground::ByProvider {}).unwrap();
        assert_eq!((quote.periods, quote.earned.u128()), (0, 0));
        world.ends(&provider, 2, Ground::ByProvider {});
        let back = before + 3 * FEE + LEAVING;
        assert_eq!(world.balance(&customer, &asset), back);
        let ended = AgreementStatus::Ended(EndReason::TerminatedByProvider);
        assert_eq!(world.status(2), ended);
        assert_eq!(world.agreement(2).periods, 0);
        let bond = world.bond(&provider, &asset);
        assert_eq!(bond.reserved.u128(), BOND);
        assert_eq!(bond.free.u128(), 100_000 - BOND - LEAVING);
        crate::world::replay::agrees(&world);
    }
}

#[test]
fn before_its_cover_begins_a_notice_keeps_its_first_period() {
    let (mut world, asset) = running(0);
    let customer = world.customer.clone();
    renew(&mut world, (&customer, &asset), 1);
    let before = world.balance(&customer, &asset);
    world.gives_notice(2);
    assert_eq!(world.balance(&customer, &asset), before + 2 * FEE);
    assert_eq!(world.agreement(2).until, end().plus(PERIOD));
}
