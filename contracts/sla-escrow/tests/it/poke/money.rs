//! given a credit with less money than it is behind it
//! ├── when it is released: the rest becomes debt, and not before
//! ├── when less is cancelled than nothing had paid: the rest of that is owed
//! ├── when it is cancelled in part: what nothing had paid goes first, then what the bond had
//! ├── when it is cancelled while the period's debt is owed: it pays that
//! ├── when the bond is whole again by it: nothing has to be refilled; where it is not, it still has to be
//! ├── when the bond is left with just what the terms in force ask for: it is whole
//! └── when the terms in force ask for no more than is left: nothing has to be refilled, whatever returns
//! given a period that its provider left before its end
//! └── when a credit of it is cancelled: it pays the period's debt, or returns to the bond and the fee
//! given a settled period
//! └── when a credit of it is cancelled: it goes to the provider with the next settlement

use aftercare_domain::credit::Threshold;
use aftercare_domain::money::Bps;
use aftercare_domain::time::{Seconds, UnixTime};
use aftercare_interface::sla_escrow::{
    Amendment, ExecuteMsg, Ground, PlanResponse, PlanTerms, ProviderFiguresResponse, QueryMsg,
};
use aftercare_sla_escrow::ContractError;
use cosmwasm_std::Uint128;
use cw_multi_test::AppResponse;

use super::tickets;
use crate::world::terms::{late, tier, FEE, HOLD_BACK, PERIOD, TARGET};
use crate::world::waiting::{after_contest, Case, RULING, SECOND, WINDOW};
use crate::world::{event, refusal, replay, word, START};
#[test]
fn a_credit_of_a_settled_period_that_falls_goes_to_the_provider() {
    let mut case = Case::new(0, after_contest);
    let settled = START.plus(PERIOD).plus(HOLD_BACK).plus(SECOND);
    case.world.at(settled.minus(Seconds::days(1)));
    case.book(&tickets(7..=7));
    case.contest(7);
    case.world.at(settled);
    case.world.settle(1, 1).unwrap();
    let figures = |case: &Case| {
        let figures: ProviderFiguresResponse = case.world.ask(QueryMsg::ProviderFigures {
            provider: case.world.provider.to_string(),
            asset: case.asset.clone(),
        });
        (figures.revenue.u128(), figures.credits.u128())
    };
    assert_eq!(figures(&case), (FEE, 200));
    let done = case.rule(1, false).unwrap();
    assert_eq!(word(event(&done, "credit-cancelled"), "to_fee"), "200");
    assert_eq!(figures(&case), (FEE, 0));
    assert_eq!(case.ledger().withheld.u128(), 200);
    let before = case.ledger();
    case.world.settle(1, 1).unwrap();
    let ledger = case.ledger();
    assert!(ledger.withheld.is_zero());
    let paid = (ledger.paid_to_provider - before.paid_to_provider).u128();
    let fees = (ledger.protocol_fees - before.protocol_fees).u128();
    assert_eq!((paid, fees), (198, 2));
    replay::agrees(&case.world);
}

const TEN_DAYS: Seconds = Seconds::days(10);

fn start_of(period: u64) -> UnixTime {
    START.plus(Seconds(TEN_DAYS.0 * period))
}

/// Settles all before a period, while tickets keep them open.
fn settle_before(case: &mut Case, period: u64) {
    case.world.at(start_of(period).plus(HOLD_BACK).plus(SECOND));
    case.world.tickets(1, 3, 3);
    case.world.settle(1, 30).unwrap();
}

/// Four periods of ten days; 1,000 for a second, 3,000 for a target late.
fn of_ten_days() -> Case {
    ten_days(|_| ())
}

fn ten_days(change: impl FnOnce(&mut PlanTerms)) -> Case {
    Case::of(0, 4, |terms| {
        after_contest(terms);
        change(terms);
        terms.period_length = TEN_DAYS;
        terms.caps.ticket = Bps(3_000);
        terms.schedule.resolution = vec![
            tier(Threshold::LateSeconds(SECOND), 1_000),
            tier(Threshold::LateSeconds(TARGET), 3_000),
        ];
    })
}

/// Two periods are settled and kept open with 2,000 and 1,000, of which a credit of the second takes all of it
/// and 2,000 of the bond. It waits.
fn drawn_on_the_bond() -> Case {
    draw_on_the_bond(of_ten_days())
}

fn draw_on_the_bond(mut case: Case) -> Case {
    case.book(&tickets(1..=1));
    settle_before(&mut case, 2);
    assert_eq!(case.ledger().withheld.u128(), 3_000);
    case.poke(30).unwrap();
    let done = case.book(&[late(2, start_of(1), TARGET)]);
    let told = event(&done, "miss-booked");
    let parts = ["from_fee", "from_bond", "as_debt"].map(|key| word(told, key));
    assert_eq!(parts, ["1000", "2000", "0"]);
    case
}

/// As above, released; and a third period is kept open with 1,000.
fn short_of_money() -> Case {
    run_short(drawn_on_the_bond())
}

fn run_short(mut case: Case) -> Case {
    case.world.pass(WINDOW.plus(SECOND));
    case.poke(30).unwrap();
    settle_before(&mut case, 3);
    assert_eq!(case.ledger().withheld.u128(), 3_000);
    case
}

#[test]
fn what_nothing_can_pay_is_owed_from_the_release_on() {
    let mut case = short_of_money();
    case.book(&[late(3, start_of(2), TARGET)]);
    let ledger = case.ledger();
    assert_eq!((ledger.waiting.u128(), ledger.debt.u128()), (2_000, 0));
    case.world.pass(WINDOW.plus(SECOND));
    assert_eq!(case.gain(|case| drop(case.poke(30).unwrap())), 2_000);
    assert_eq!(case.ledger().debt.u128(), 1_000);
    replay::agrees(&case.world);
}

/// Whether the provider may take a unit of its free bond.
fn taking(case: &mut Case) -> Result<(), ContractError> {
    let provider = case.world.provider.clone();
    let withdraw = ExecuteMsg::WithdrawFreeBond {
        asset: case.asset.clone(),
        amount: Uint128::one(),
    };
    let taken = case.world.send(&provider, &withdraw, &[]);
    match taken {
        Ok(_) => Ok(()),
        refused => Err(refusal(refused)),
    }
}

/// It has to refill one bond.
fn owes(case: &Case) -> ContractError {
    ContractError::Owes {
        provider: case.world.provider.clone(),
        owed: Uint128::zero(),
        short: 1,
    }
}

fn returned(done: &AppResponse) -> [u128; 4] {
    let told = event(done, "credit-cancelled");
    ["unfunded", "to_debt", "to_bond", "to_fee"].map(|key| word(told, key).parse().unwrap())
}

#[test]
fn what_nothing_had_paid_is_cancelled_before_what_the_bond_had() {
    let mut case = short_of_money();
    case.book(&[late(3, start_of(2), TARGET)]);
    case.contest(3);
    case.world.pass(RULING.plus(SECOND));
    let done = case.poke(30).unwrap();
    assert_eq!(returned(&done), [1_000, 0, 200, 0]);
    assert!(case.ledger().debt.is_zero());
    assert_eq!(taking(&mut case), Err(owes(&case)), "the bond is not whole");
    replay::agrees(&case.world);
}

#[test]
fn what_nothing_had_paid_is_owed_where_less_is_cancelled() {
    let of_ten_days = ten_days(|terms| {
        let arbitration = terms.arbitration.as_mut().unwrap();
        arbitration.default_split = Bps(9_000);
    });
    let mut case = run_short(draw_on_the_bond(of_ten_days));
    case.book(&[late(3, start_of(2), TARGET)]);
    case.contest(3);
    case.world.pass(RULING.plus(SECOND));
    let mut done = None;
    let gained = case.gain(|case| done = case.poke(30).ok());
    assert_eq!(returned(&done.unwrap()), [300, 0, 0, 0]);
    assert_eq!(gained, 2_000);
    assert_eq!(case.ledger().debt.u128(), 700);
    replay::agrees(&case.world);
}

/// A credit of 1,000 is contested, and of the next one of that period 1,000 is owed.
fn owe_beside_a_contested_credit(case: &mut Case, period: u64) {
    case.book(&[late(3, start_of(period), SECOND)]);
    case.contest(3);
    case.book(&[late(4, start_of(period), TARGET)]);
    case.world.pass(WINDOW.plus(SECOND));
    case.poke(30).unwrap();
    assert_eq!(case.ledger().debt.u128(), 1_000);
}

#[test]
fn a_debt_of_the_period_is_paid_with_what_is_cancelled() {
    let mut case = short_of_money();
    owe_beside_a_contested_credit(&mut case, 2);
    let mut done = None;
    let gained = case.gain(|case| done = case.rule(1, false).ok());
    assert_eq!(returned(&done.unwrap()), [0, 1_000, 0, 0]);
    assert_eq!(gained, 1_000);
    assert!(case.ledger().debt.is_zero());
    replay::agrees(&case.world);
}

#[test]
fn a_bond_need_not_be_refilled_once_what_it_gave_has_returned() {
    let mut case = drawn_on_the_bond();
    assert_eq!(taking(&mut case), Err(owes(&case)));
    case.contest(2);
    let done = case.rule(1, false).unwrap();
    assert_eq!(returned(&done), [0, 0, 2_000, 1_000]);
    assert_eq!(taking(&mut case), Ok(()));
    replay::agrees(&case.world);
}

/// From a period on the terms ask for a bond of so much, and credit a ticket a twentieth.
fn asking_for_less(from_period: u32, credit: u128) -> Case {
    let mut case = of_ten_days();
    let (provider, customer) = (case.world.provider.clone(), case.world.customer.clone());
    let plan: PlanResponse = case.world.ask(QueryMsg::Plan { plan: 1 });
    let mut less = plan.terms;
    (less.caps.ticket, less.caps.period) = (Bps(500), Bps(500));
    less.bond.credit = Uint128::new(credit);
    let amendment = Amendment {
        agreement: 1,
        from_period,
        terms: less,
    };
    case.world.does(&provider, ExecuteMsg::Amend(amendment));
    let signed = case.world.acceptance(1, 0);
    case.world.does(&customer, signed.0);
    case
}

#[test]
fn a_bond_that_is_left_with_just_what_the_terms_in_force_ask_for_is_whole() {
    let mut case = draw_on_the_bond(asking_for_less(2, 1_000));
    assert_eq!(case.ledger().bond.credit.u128(), 1_000);
    assert_eq!(taking(&mut case), Ok(()));
    let mut case = draw_on_the_bond(asking_for_less(2, 1_001));
    assert_eq!(taking(&mut case), Err(owes(&case)));
}

#[test]
fn a_bond_need_not_be_refilled_where_the_terms_in_force_ask_for_no_more() {
    let mut case = draw_on_the_bond(asking_for_less(3, 500));
    case.world.at(start_of(3).plus(SECOND));
    case.book(&[late(5, start_of(3), SECOND)]);
    case.contest(5);
    assert_eq!(taking(&mut case), Err(owes(&case)));
    let done = case.rule(1, false).unwrap();
    assert_eq!(returned(&done), [0, 0, 0, 500]);
    assert_eq!(taking(&mut case), Ok(()));
    replay::agrees(&case.world);
}

/// Of the fourth period a tenth was served when its provider left, and 1,000 of its fee earned.
fn left_early() -> Case {
    let mut case = drawn_on_the_bond();
    case.world.at(start_of(3).plus(Seconds::days(1)));
    let provider = case.world.provider.clone();
    case.world.ends(&provider, 1, Ground::ByProvider {});
    case
}

#[test]
fn of_a_period_that_ended_early_a_cancelled_credit_returns_to_bond_and_fee() {
    let mut case = left_early();
    case.book(&[late(4, start_of(3), TARGET)]);
    case.contest(4);
    let done = case.rule(1, false).unwrap();
    assert_eq!(returned(&done), [1_000, 0, 1_000, 1_000]);
    replay::agrees(&case.world);
}

#[test]
fn of_a_period_that_ended_early_a_cancelled_credit_pays_its_debt() {
    let mut case = left_early();
    owe_beside_a_contested_credit(&mut case, 3);
    let done = case.rule(1, false).unwrap();
    assert_eq!(returned(&done), [0, 1_000, 0, 0]);
    assert!(case.ledger().debt.is_zero());
    replay::agrees(&case.world);
}
