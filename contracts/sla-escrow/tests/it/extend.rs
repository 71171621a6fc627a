//! given a running agreement whose terms allow extensions until an instant
//! └── when customer or payer extends it
//!     ├── its end moves, its fees are in escrow, the bond stays as it is
//!     ├── a notice brings the new periods back
//!     ├── the end may be the last instant allowed, not one period later
//!     ├── it is refused where the terms allow none
//!     ├── periods are 1 to what is left of 120
//!     ├── total, funds and asset are exact
//!     ├── it is refused to everybody else
//!     ├── it is refused once an end is decided, and when cover is over
//!     └── it is refused while the asset is closed, the provider owes, or the bond is not whole

use aftercare_domain::time::Seconds;
use aftercare_interface::sla_escrow::{
    AgreementStatus, Cw20Hook, ExecuteMsg, ExtensionQuote, PlanTerms, QueryMsg,
};
use aftercare_interface::Asset;
use aftercare_kit::KitError;
use aftercare_sla_escrow::ContractError;
use cosmwasm_std::Uint128;

use crate::world::life::Signed;
use crate::world::terms::{bond, changed, BOND, CREDIT, FEE, HOLD_BACK, LEAVING, PERIOD};
use crate::world::{event, word, World, START};

const SECOND: Seconds = Seconds(1);

fn periods(number: u64) -> Seconds {
    Seconds(PERIOD.0 * number)
}

/// Six periods that may become ten.
fn running(asset: usize, change: impl FnOnce(&mut PlanTerms)) -> (World, u64, Asset) {
    let mut world = World::new();
    let asset = world.assets()[asset].clone();
    let plan = world.publish(changed(&asset, |terms| {
        terms.extendable_until = Some(START.plus(periods(10)));
        change(terms);
    }));
    let agreement = world.subscribe(plan, 6);
    (world, agreement, asset)
}

fn extension(agreement: u64, periods: u32, total: u128) -> Signed {
    let total = Uint128::new(total);
    (
        ExecuteMsg::Extend {
            agreement,
            periods,
            total,
        },
        Cw20Hook::Extend {
            agreement,
            periods,
            total,
        },
    )
}

fn quoted(world: &World, agreement: u64, periods: u32) -> Result<ExtensionQuote, ContractError> {
    world.try_ask(QueryMsg::QuoteExtension { agreement, periods })
}

#[test]
fn its_end_moves_and_its_fees_are_in_escrow() {
    for asset in [0, 1] {
        let (mut world, agreement, asset) = running(asset, |_| {});
        let customer = world.customer.clone();
        world.at(START.plus(periods(6)).minus(SECOND));
        let quote = quoted(&world, agreement, 2).unwrap();
        let total = quote.total.u128();
        let signed = extension(agreement, 2, total);
        let done = world.signs(&customer, (&asset, total), signed).unwrap();
        let told = event(&done, "extended");
        let words = ["periods", "total"].map(|key| word(told, key));
        assert_eq!(words, ["2", "20000"]);
        let found = world.agreement(agreement);
        assert_eq!((found.periods, found.until), (quote.periods, quote.until));
        assert_eq!((found.periods, found.until), (8, START.plus(periods(8))));
        let ledger = world.ledger(agreement);
        assert_eq!(ledger.escrowed.u128(), 8 * FEE);
        let bond = world.bond(&world.provider, &asset);
        assert_eq!(bond.reserved.u128(), BOND);
        world.at(START.plus(periods(8)).plus(HOLD_BACK).plus(SECOND));
        world.settle(agreement, 30).unwrap();
        assert!(matches!(world.status(agreement), AgreementStatus::Ended(_)));
        let paid = world.ledger(agreement).paid_to_provider.u128();
        assert_eq!(paid, 8 * 9_900);
        crate::world::replay::agrees(&world);
    }
}

#[test]
fn a_notice_brings_the_new_periods_back_to_the_payer() {
    let (mut world, _, asset) = running(0, |_| {});
    let (customer, payer) = (world.customer.clone(), world.stranger.clone());
    let mut asked = world.subscription(1, 2);
    asked.beneficiary = Some(customer.to_string());
    world.pay(&payer, &asked, &asset).unwrap();
    for sender in [&customer, &payer] {
        let signed = extension(2, 1, FEE);
        world.signs(sender, (&asset, FEE), signed).unwrap();
    }
    let before = world.balance(&payer, &asset);
    world.gives_notice(2);
    assert_eq!(world.balance(&payer, &asset), before + 3 * FEE);
}

#[test]
fn the_end_may_be_the_last_instant_allowed_and_no_later() {
    for (allowed, fits) in [(periods(10), true), (periods(10).minus(SECOND), false)] {
        let latest = START.plus(allowed);
        let (mut world, agreement, asset) =
            running(0, |terms| terms.extendable_until = Some(latest));
        let (customer, signed) = (world.customer.clone(), extension(agreement, 4, 4 * FEE));
        if fits {
            world.signs(&customer, (&asset, 4 * FEE), signed).unwrap();
            continue;
        }
        let refused = ContractError::NotExtendable {
            agreement,
            until: Some(latest),
        };
        assert_eq!(quoted(&world, agreement, 4).unwrap_err(), refused);
        let found = world.refuses_money(&customer, (&asset, 4 * FEE), signed);
        assert_eq!(found, refused);
    }
    let (mut world, agreement, asset) = running(0, |terms| terms.extendable_until = None);
    let refused = ContractError::NotExtendable {
        agreement,
        until: None,
    };
    let customer = world.customer.clone();
    let found = world.refuses_money(&customer, (&asset, FEE), extension(agreement, 1, FEE));
    assert_eq!(found, refused);
}

#[test]
fn periods_are_one_to_what_is_left_of_120() {
    let (mut world, agreement, asset) = running(0, |terms| {
        terms.extendable_until = Some(START.plus(periods(200)));
    });
    let customer = world.customer.clone();
    for number in [0, 115, u32::MAX] {
        let refused = KitError::Range {
            field: "periods",
            value: number.into(),
            min: 1,
            max: 114,
        };
        let signed = extension(agreement, number, FEE);
        let found = world.refuses_money(&customer, (&asset, FEE), signed);
        assert_eq!(found, refused.into());
    }
    let total = 114 * FEE;
    let signed = extension(agreement, 114, total);
    world.signs(&customer, (&asset, total), signed).unwrap();
}

#[test]
fn total_funds_and_asset_are_exact() {
    for at in [0, 1] {
        let (mut world, agreement, asset) = running(at, |_| {});
        let other = world.assets()[1 - at].clone();
        let customer = world.customer.clone();
        let need = Uint128::new(2 * FEE);
        let wrong = |field, found: u128| ContractError::WrongAmount {
            field,
            found: Uint128::new(found),
            need,
        };
        for found in [2 * FEE - 1, 2 * FEE + 1, u128::MAX] {
            let signed = extension(agreement, 2, found);
            let refused = world.refuses_money(&customer, (&asset, 2 * FEE), signed);
            assert_eq!(refused, wrong("total", found));
        }
        for found in [2 * FEE - 1, 2 * FEE + 1] {
            let signed = extension(agreement, 2, 2 * FEE);
            let refused = world.refuses_money(&customer, (&asset, found), signed);
            assert_eq!(refused, wrong("funds", found));
        }
        let signed = extension(agreement, 2, 2 * FEE);
        let refused = world.refuses_money(&customer, (&other, 2 * FEE), signed);
        let wrong = ContractError::WrongAsset {
            found: other,
            need: asset,
        };
        assert_eq!(refused, wrong);
    }
}

#[test]
fn it_is_refused_to_everybody_else_and_once_an_end_is_decided() {
    let (mut world, agreement, asset) = running(0, |_| {});
    let stranger = ContractError::NotCustomerSide { agreement };
    for person in [&world.owner, &world.provider, &world.stranger].map(Clone::clone) {
        let signed = extension(agreement, 1, FEE);
        let refused = world.refuses_money(&person, (&asset, FEE), signed);
        assert_eq!(refused, stranger);
    }
    let customer = world.customer.clone();
    world.gives_notice(agreement);
    let until = START.plus(PERIOD);
    let ending = ContractError::AlreadyEnding { agreement, until };
    let over = ContractError::CoverOver { agreement, until };
    for (at, need) in [(until.minus(SECOND), ending), (until, over)] {
        world.at(at);
        let signed = extension(agreement, 1, FEE);
        assert_eq!(world.refuses_money(&customer, (&asset, FEE), signed), need);
    }
}

#[test]
fn it_is_refused_while_the_asset_is_closed() {
    let (mut world, agreement, asset) = running(0, |_| {});
    let (owner, customer) = (world.owner.clone(), world.customer.clone());
    let closed = asset.clone();
    world.does(&owner, ExecuteMsg::CloseAsset { asset: closed });
    let refused = KitError::AssetClosed {
        asset: asset.clone(),
    };
    let signed = extension(agreement, 1, FEE);
    let found = world.refuses_money(&customer, (&asset, FEE), signed);
    assert_eq!(found, refused.into());
}

#[test]
fn it_is_refused_while_the_bond_is_not_whole() {
    let (mut world, agreement, asset) = running(0, |terms| {
        terms.tip = Uint128::new(500);
        terms.bond = bond(CREDIT, LEAVING, 1_000);
    });
    let customer = world.customer.clone();
    let stale = START.plus(PERIOD).plus(HOLD_BACK).plus(SECOND);
    world.at(stale);
    world.settle(agreement, 1).unwrap();
    let part = KitError::Range {
        field: "bond.tips",
        value: 500,
        min: 1_000,
        max: u128::MAX,
    };
    let signed = || extension(agreement, 1, FEE);
    let found = world.refuses_money(&customer, (&asset, FEE), signed());
    assert_eq!(found, part.into());
    world.at(stale.plus(PERIOD));
    world.settle(agreement, 1).unwrap();
    let owes = ContractError::Owes {
        provider: world.provider.clone(),
        owed: Uint128::zero(),
        short: 1,
    };
    let found = world.refuses_money(&customer, (&asset, FEE), signed());
    assert_eq!(found, owes);
    let provider = world.provider.clone();
    world.does(&provider, ExecuteMsg::RefillBond { agreement });
    world.signs(&customer, (&asset, FEE), signed()).unwrap();
}

#[test]
fn only_one_that_exists() {
    let (mut world, _, asset) = running(0, |_| {});
    let customer = world.customer.clone();
    let refused = ContractError::UnknownAgreement { agreement: 2 };
    let found = world.refuses_money(&customer, (&asset, FEE), extension(2, 1, FEE));
    assert_eq!(found, refused);
    assert_eq!(quoted(&world, 2, 1).unwrap_err(), refused);
}
