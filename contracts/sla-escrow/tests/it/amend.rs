//! given a running agreement of six periods
//! ├── when its provider proposes a higher fee from the fourth period on
//! │   ├── its bond's growth is reserved, and the customer's side pays the difference when it signs
//! │   ├── payer and customer may sign
//! │   └── all periods are settled under their own terms
//! ├── when its customer proposes a lower fee: the difference is the payer's when the provider signs
//! ├── when its customer proposes a higher fee: the difference is held until the provider signs
//! ├── it can be accepted until the last second before its first period, and anyone closes it then
//! ├── it is refused from a period that has begun, and from one that there is not
//! ├── asset, period length and cooling-off stay
//! ├── a change that has not begun is replaced from its beginning or earlier
//! ├── a change that has begun is followed by another one when the older periods are done with
//! ├── what changed the difference meanwhile makes it void
//! ├── an early end forgets a change that never begins
//! └── it is refused to strangers, and once an end is decided

use aftercare_domain::time::{Seconds, UnixTime};
use aftercare_interface::sla_escrow::{
    AgreementStatus, Amendment, Cw20Hook, ExecuteMsg, Ground, PlanTerms, PROPOSAL_TIME,
};
use aftercare_interface::Asset;
use aftercare_kit::KitError;
use aftercare_sla_escrow::ContractError;
use cosmwasm_std::{Addr, Uint128};

use crate::world::life::Signed;
use crate::world::replay::agrees;
use crate::world::terms::{bond, changed, BOND, FEE, HOLD_BACK, PERIOD, TIPS};
use crate::world::{event, word, World, START};

const SECOND: Seconds = Seconds(1);
/// What a period costs under dearer terms, and their bond.
const DEAR: u128 = 12_000;
const DEAR_BOND: u128 = 3_600 + 2_400 + TIPS;

fn running(asset: usize) -> (World, Asset) {
    let mut world = World::new();
    let asset = world.assets()[asset].clone();
    let plan = world.publish(changed(&asset, |terms| {
        terms.extendable_until = Some(START.plus(Seconds(PERIOD.0 * 20)));
    }));
    world.subscribe(plan, 6);
    (world, asset)
}

fn begins(period: u64) -> UnixTime {
    START.plus(Seconds(PERIOD.0 * period))
}

fn costing(asset: &Asset, fee: u128) -> PlanTerms {
    changed(asset, |terms| {
        terms.fee = Uint128::new(fee);
        terms.bond = bond(fee * 3 / 10, fee / 5, TIPS);
    })
}

fn amendment(from_period: u32, terms: PlanTerms) -> Signed {
    let asked = Amendment {
        agreement: 1,
        from_period,
        terms,
    };
    (ExecuteMsg::Amend(asked.clone()), Cw20Hook::Amend(asked))
}

/// The provider proposes another fee.
fn proposed(world: &mut World, asset: &Asset, (from, fee): (u32, u128)) {
    let (amend, _) = amendment(from, costing(asset, fee));
    world.does(&world.provider.clone(), amend);
}

/// Both sides sign another fee; the customer pays the difference.
fn agreed(world: &mut World, asset: &Asset, (proposal, from, fee): (u64, u32, u128)) {
    let left = u128::from(world.agreement(1).periods - from);
    let paid = world.ledger(1).escrowed.u128();
    proposed(world, asset, (from, fee));
    let due = (fee * left).saturating_sub(FEE * left);
    accepted(world, asset, (proposal, due)).unwrap();
    assert!(world.ledger(1).escrowed.u128() >= paid.min(due));
}

fn accepted(
    world: &mut World,
    asset: &Asset,
    (proposal, due): (u64, u128),
) -> cw_multi_test::error::AnyResult<cw_multi_test::AppResponse> {
    let customer = world.customer.clone();
    let signed = world.acceptance(proposal, due);
    if due == 0 {
        return world.send(&customer, &signed.0, &[]);
    }
    world.signs(&customer, (asset, due), signed)
}

#[test]
fn a_higher_fee_is_paid_with_the_customers_signature() {
    for at in [0, 1] {
        let (mut world, asset) = running(at);
        let provider = world.provider.clone();
        proposed(&mut world, &asset, (3, DEAR));
        let found = world.proposal(1);
        assert_eq!((found.amends, found.periods), (Some((1, 3)), 3));
        assert_eq!((found.held.u128(), found.reserved.u128()), (0, 1_000));
        assert_eq!(world.bond(&provider, &asset).reserved.u128(), DEAR_BOND);
        let done = accepted(&mut world, &asset, (1, 6_000)).unwrap();
        let told = event(&done, "amended");
        let words = ["paid", "refund", "bond"].map(|key| word(told, key));
        assert_eq!(words, ["6000", "0", "1000"]);
        let row = world.agreement(1);
        assert_eq!(row.next_terms, Some((begins(3), found.terms_id)));
        assert_eq!(world.ledger(1).escrowed.u128(), 3 * FEE + 3 * DEAR);
        world.at(begins(3).minus(SECOND));
        assert_eq!(world.agreement(1).terms_id, 1);
        world.at(begins(3));
        assert_eq!(world.agreement(1).terms_id, found.terms_id);
        world.at(begins(6).plus(HOLD_BACK).plus(SECOND));
        world.settle(1, 30).unwrap();
        let ledger = world.ledger(1);
        let fees = 3 * FEE + 3 * DEAR;
        assert_eq!(ledger.protocol_fees.u128(), fees / 100);
        assert_eq!(ledger.paid_to_provider.u128(), fees - fees / 100);
        assert!(matches!(world.status(1), AgreementStatus::Ended(_)));
        assert_eq!(world.bond(&provider, &asset).free.u128(), 100_000);
        agrees(&world);
    }
}

#[test]
fn a_lower_fee_returns_to_the_payer_and_the_bond_at_the_end() {
    let mut world = World::new();
    let asset = world.assets()[0].clone();
    let plan = world.publish(changed(&asset, |_| {}));
    let (customer, payer, provider) = (
        world.customer.clone(),
        world.stranger.clone(),
        world.provider.clone(),
    );
    let mut asked = world.subscription(plan, 6);
    asked.beneficiary = Some(customer.to_string());
    world.pay(&payer, &asked, &asset).unwrap();
    let before = world.balance(&payer, &asset);
    let (amend, _) = amendment(2, costing(&asset, 7_000));
    world.does(&customer, amend);
    let (accept, _) = world.acceptance(1, 0);
    world.does(&provider, accept);
    assert_eq!(world.balance(&payer, &asset), before + 4 * 3_000);
    let ledger = world.ledger(1);
    assert_eq!(ledger.refunded.u128(), 12_000);
    assert_eq!(ledger.escrowed.u128(), 2 * FEE + 4 * 7_000);
    assert_eq!(world.bond(&provider, &asset).reserved.u128(), BOND);
    world.at(begins(6).plus(HOLD_BACK).plus(SECOND));
    world.settle(1, 30).unwrap();
    assert_eq!(world.bond(&provider, &asset).free.u128(), 100_000);
}

#[test]
fn payer_and_customer_may_sign_what_the_provider_proposes() {
    let mut world = World::new();
    let asset = world.assets()[0].clone();
    let plan = world.publish(changed(&asset, |_| {}));
    let (customer, payer) = (world.customer.clone(), world.stranger.clone());
    let mut asked = world.subscription(plan, 6);
    asked.beneficiary = Some(customer.to_string());
    world.pay(&payer, &asked, &asset).unwrap();
    for (proposal, who) in [(1, &payer), (2, &customer)] {
        proposed(&mut world, &asset, (3, FEE));
        let (accept, _) = world.acceptance(proposal, 0);
        let stranger = world.owner.clone();
        let refused = ContractError::NotCustomerSide { agreement: 1 };
        assert_eq!(world.refuses(&stranger, accept.clone()), refused);
        world.does(who, accept);
    }
}

#[test]
fn a_customer_who_proposes_a_higher_fee_has_the_difference_held() {
    for at in [0, 1] {
        let (mut world, asset) = running(at);
        let (customer, provider) = (world.customer.clone(), world.provider.clone());
        let before = world.balance(&customer, &asset);
        for _ in [1, 2] {
            let amend = amendment(3, costing(&asset, DEAR));
            world.signs(&customer, (&asset, 6_000), amend).unwrap();
        }
        assert_eq!(world.proposal(1).held.u128(), 6_000);
        let wrong = ContractError::WrongAmount {
            field: "funds",
            found: Uint128::new(5_999),
            need: Uint128::new(6_000),
        };
        let amend = amendment(3, costing(&asset, DEAR));
        let refused = world.refuses_money(&customer, (&asset, 5_999), amend);
        assert_eq!(refused, wrong);
        world.does(&provider, ExecuteMsg::DeclineProposal { proposal: 1 });
        assert_eq!(world.balance(&customer, &asset), before - 6_000);
        let (accept, _) = world.acceptance(2, 0);
        world.does(&provider, accept);
        assert_eq!(world.ledger(1).escrowed.u128(), 3 * FEE + 3 * DEAR);
        assert_eq!(world.bond(&provider, &asset).reserved.u128(), DEAR_BOND);
    }
}

#[test]
fn it_can_be_accepted_until_the_last_second_before_its_first_period() {
    let (mut world, asset) = running(0);
    let stranger = world.stranger.clone();
    let last = begins(1).minus(SECOND);
    world.at(last);
    proposed(&mut world, &asset, (1, FEE));
    proposed(&mut world, &asset, (1, DEAR));
    proposed(&mut world, &asset, (2, FEE));
    assert_eq!(world.proposal(1).expires, last);
    assert_eq!(world.proposal(3).expires, last.plus(PROPOSAL_TIME));
    accepted(&mut world, &asset, (1, 0)).unwrap();
    let cancel = ExecuteMsg::CancelProposal { proposal: 2 };
    let early = ContractError::NotProposer {
        proposal: 2,
        proposer: world.provider.clone(),
        expires: last,
    };
    assert_eq!(world.refuses(&stranger, cancel.clone()), early);
    world.at(begins(1));
    let late = ContractError::ProposalExpired {
        proposal: 2,
        expires: last,
    };
    let refused = crate::world::refusal(accepted(&mut world, &asset, (2, 10_000)));
    assert_eq!(refused, late);
    world.does(&stranger, cancel);
    assert_eq!(world.bond(&world.provider, &asset).reserved.u128(), BOND);
}

#[test]
fn who_asked_for_it_does_not_accept_it_for_the_other_side() {
    let (mut world, asset) = running(0);
    let customer = world.customer.clone();
    let (amend, _) = amendment(3, costing(&asset, FEE));
    world.does(&customer, amend);
    let refused = crate::world::refusal(accepted(&mut world, &asset, (1, 0)));
    assert_eq!(refused, ContractError::NotNamed { proposal: 1 });
}

#[test]
fn it_is_refused_from_a_period_that_has_begun_or_is_not_there() {
    let (mut world, asset) = running(0);
    let provider = world.provider.clone();
    let begun = |period| ContractError::PeriodBegun {
        agreement: 1,
        period,
        begins: begins(period.into()),
    };
    let (amend, _) = amendment(0, costing(&asset, FEE));
    assert_eq!(world.refuses(&provider, amend), begun(0));
    world.at(begins(2));
    let (amend, _) = amendment(2, costing(&asset, FEE));
    assert_eq!(world.refuses(&provider, amend), begun(2));
    for period in [6, u32::MAX] {
        let (amend, _) = amendment(period, costing(&asset, FEE));
        let refused = KitError::Range {
            field: "from_period",
            value: period.into(),
            min: 0,
            max: 5,
        };
        assert_eq!(world.refuses(&provider, amend), refused.into());
    }
}

#[test]
fn asset_period_length_and_cooling_off_stay() {
    let (mut world, asset) = running(0);
    let provider = world.provider.clone();
    let other = world.assets()[1].clone();
    let mut longer = costing(&asset, FEE);
    longer.period_length = PERIOD.plus(SECOND);
    let mut cooler = costing(&asset, FEE);
    cooler.cooling_off = SECOND;
    let changes = [
        ("asset", costing(&other, FEE)),
        ("period_length", longer),
        ("cooling_off", cooler),
    ];
    for (field, terms) in changes {
        let (amend, _) = amendment(3, terms);
        let refused = ContractError::Kept { field };
        assert_eq!(world.refuses(&provider, amend), refused);
    }
}

#[test]
fn a_change_that_has_not_begun_is_replaced_from_its_beginning_or_earlier() {
    let (mut world, asset) = running(0);
    let provider = world.provider.clone();
    agreed(&mut world, &asset, (1, 3, DEAR));
    let open = ContractError::AmendmentOpen {
        agreement: 1,
        from: begins(3),
    };
    let (amend, _) = amendment(4, costing(&asset, FEE));
    assert_eq!(world.refuses(&provider, amend), open);
    let before = world.balance(&world.customer, &asset);
    proposed(&mut world, &asset, (2, FEE));
    accepted(&mut world, &asset, (2, 0)).unwrap();
    let after = world.balance(&world.customer, &asset);
    assert_eq!(after, before + 6_000);
    assert_eq!(world.ledger(1).escrowed.u128(), 6 * FEE);
    assert_eq!(world.agreement(1).next_terms, Some((begins(2), 3)));
    agrees(&world);
}

#[test]
fn a_change_that_has_begun_is_followed_when_the_older_periods_are_done_with() {
    let (mut world, asset) = running(0);
    let provider = world.provider.clone();
    agreed(&mut world, &asset, (1, 1, DEAR));
    world.at(begins(1).plus(HOLD_BACK).plus(SECOND));
    let open = ContractError::AmendmentOpen {
        agreement: 1,
        from: begins(1),
    };
    let (amend, _) = amendment(4, costing(&asset, FEE));
    assert_eq!(world.refuses(&provider, amend), open);
    world.settle(1, 1).unwrap();
    proposed(&mut world, &asset, (4, FEE));
    accepted(&mut world, &asset, (2, 0)).unwrap();
    let row = world.agreement(1);
    assert_eq!((row.terms_id, row.next_terms), (2, Some((begins(4), 3))));
    let left = 3 * DEAR + 2 * FEE;
    assert_eq!(world.ledger(1).escrowed.u128(), left);
    world.at(begins(6).plus(HOLD_BACK).plus(SECOND));
    world.settle(1, 30).unwrap();
    let fees = FEE + left;
    let paid = world.ledger(1).paid_to_provider.u128();
    assert_eq!(paid, fees - fees / 100);
    agrees(&world);
}

#[test]
fn what_changed_the_difference_meanwhile_makes_it_void() {
    let (mut world, asset) = running(0);
    let (customer, provider) = (world.customer.clone(), world.provider.clone());
    let amend = amendment(3, costing(&asset, DEAR));
    world.signs(&customer, (&asset, 6_000), amend).unwrap();
    let (agreement, periods, total) = (1, 1, Uint128::new(FEE));
    let msg = ExecuteMsg::Extend {
        agreement,
        periods,
        total,
    };
    let hook = Cw20Hook::Extend {
        agreement,
        periods,
        total,
    };
    world.signs(&customer, (&asset, FEE), (msg, hook)).unwrap();
    let (accept, _) = world.acceptance(1, 0);
    let wrong = ContractError::WrongAmount {
        field: "held",
        found: Uint128::new(6_000),
        need: Uint128::new(8_000),
    };
    assert_eq!(world.refuses(&provider, accept), wrong);
}

#[test]
fn an_early_end_forgets_a_change_that_never_begins() {
    let (mut world, asset) = running(0);
    let customer = world.customer.clone();
    agreed(&mut world, &asset, (1, 3, DEAR));
    let before = world.balance(&customer, &asset);
    world.gives_notice(1);
    let back = 2 * FEE + 3 * DEAR;
    assert_eq!(world.balance(&customer, &asset), before + back);
    assert_eq!(world.agreement(1).next_terms, None);
    agrees(&world);
    let (mut world, asset) = running(0);
    agreed(&mut world, &asset, (1, 3, DEAR));
    world.at(begins(4));
    let before = world.balance(&customer, &asset);
    world.ends(&world.provider.clone(), 1, Ground::ByProvider {});
    let leaving = DEAR / 5;
    let after = world.balance(&customer, &asset);
    assert_eq!(after, before + 2 * DEAR + leaving);
}

#[test]
fn strangers_amend_nothing_and_nobody_once_an_end_is_decided() {
    let (mut world, asset) = running(0);
    let (provider, stranger) = (world.provider.clone(), world.stranger.clone());
    let amend = || amendment(3, costing(&asset, FEE)).0;
    let refused = ContractError::NotParty { agreement: 1 };
    assert_eq!(world.refuses(&stranger, amend()), refused);
    proposed(&mut world, &asset, (3, FEE));
    world.gives_notice(1);
    let ending = ContractError::AlreadyEnding {
        agreement: 1,
        until: begins(1),
    };
    assert_eq!(world.refuses(&provider, amend()), ending);
    let outcome = accepted(&mut world, &asset, (1, 0));
    assert_eq!(crate::world::refusal(outcome), ending);
    world.does(&provider, ExecuteMsg::CancelProposal { proposal: 1 });
}

#[test]
fn parties_and_terms_are_checked_as_in_a_plan() {
    let (mut world, asset) = running(0);
    let provider = world.provider.clone();
    let customer: Addr = world.customer.clone();
    let mut odd = costing(&asset, FEE);
    odd.title = String::new();
    let length = KitError::Length {
        field: "title",
        length: 0,
        min: 1,
        max: 80,
    };
    let (amend, _) = amendment(3, odd);
    assert_eq!(world.refuses(&provider, amend), length.into());
    let until = START.plus(SECOND);
    world.agent(&provider, &customer, until);
    let (amend, _) = amendment(3, costing(&asset, FEE));
    let linked = ContractError::Linked { provider, until };
    assert_eq!(world.refuses(&world.provider.clone(), amend), linked);
}
