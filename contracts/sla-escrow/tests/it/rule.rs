//! given a contested credit
//! ├── when its arbitrator rules
//! │   ├── for the customer: it is paid, and what is added later leaves at once
//! │   ├── against the customer: it returns to the fee, and nothing is ever added again
//! │   ├── until the last second of its time, and not in the next; once
//! │   └── as a contract, just as a person
//! ├── when anybody else rules, or there is no such dispute: refused
//! └── when nobody rules: the customer gets the part that the terms name, rounded in its favour

use aftercare_domain::money::Bps;
use aftercare_domain::time::Seconds;
use aftercare_interface::sla_escrow::{ExecuteMsg, QueryMsg};
use aftercare_sla_escrow::ContractError;
use cosmwasm_std::to_json_binary;
use cw_multi_test::Executor;

use crate::world::puppet;
use crate::world::terms::{late, TARGET};
use crate::world::waiting::{after_contest, Case, RULING, SECOND};
use crate::world::{event, has_event, refusal, replay, word, START};

fn contested(split: u32) -> Case {
    let mut case = Case::new(0, |terms| {
        after_contest(terms);
        if let Some(arbitration) = &mut terms.arbitration {
            arbitration.default_split = Bps(split);
        }
    });
    case.book(&[late(7, START, SECOND)]);
    case.contest(7);
    case
}

fn worse() -> aftercare_interface::sla_escrow::Miss {
    late(7, START, TARGET)
}

#[test]
fn a_credit_that_stands_is_paid_and_later_rises_leave_at_once() {
    let mut case = contested(6_000);
    assert_eq!(case.gain(|case| drop(case.rule(1, true).unwrap())), 200);
    assert_eq!(case.dispute(1).credit_stands, Some(true));
    case.world.pass(Seconds::hours(9));
    assert_eq!(case.gain(|case| drop(case.book(&[worse()]))), 300);
    replay::agrees(&case.world);
}

#[test]
fn a_credit_that_falls_returns_to_the_fee_and_is_never_credited_again() {
    let mut case = contested(6_000);
    let done = case.rule(1, false).unwrap();
    let told = event(&done, "credit-cancelled");
    let parts = ["amount", "unfunded", "to_debt", "to_bond", "to_fee"].map(|key| word(told, key));
    assert_eq!(parts, ["200", "0", "0", "0", "200"]);
    let ledger = case.ledger();
    assert_eq!(ledger.escrowed.u128(), 30_000);
    assert!(ledger.credited.is_zero() && ledger.waiting.is_zero());
    let done = case.book(&[worse()]);
    assert!(!has_event(&done, "miss-booked"));
    let row = case.misses().remove(0);
    assert!(row.cancelled && row.credited.is_zero());
    assert_eq!(row.want.u128(), 200);
    replay::agrees(&case.world);
}

#[test]
fn a_ruling_counts_until_the_last_second_and_once() {
    for (later, in_time) in [
        (Seconds(RULING.0 - 1), true),
        (RULING, true),
        (RULING.plus(SECOND), false),
    ] {
        let mut case = contested(6_000);
        let until = case.world.now().plus(RULING);
        case.world.pass(later);
        let closed = ContractError::DisputeClosed { dispute: 1, until };
        if in_time {
            case.rule(1, true).unwrap();
        }
        assert_eq!(refusal(case.rule(1, false)), closed);
    }
}

#[test]
fn only_the_arbitrator_rules_and_only_on_a_dispute_that_exists() {
    let mut case = contested(6_000);
    let arbitrator = case.arbitrator.clone();
    for other in case.world.people() {
        let msg = ExecuteMsg::Rule {
            dispute: 1,
            credit_stands: true,
        };
        let refused = ContractError::NotArbitrator {
            dispute: 1,
            arbitrator: arbitrator.clone(),
        };
        assert_eq!(case.world.refuses(&other, msg), refused);
    }
    let unknown = ContractError::UnknownDispute { dispute: 2 };
    assert_eq!(refusal(case.rule(2, true)), unknown);
    let asked = case
        .world
        .try_ask::<aftercare_interface::sla_escrow::DisputeResponse>(QueryMsg::Dispute {
            dispute: 2,
        });
    assert_eq!(asked, Err(unknown));
}

#[test]
fn silence_gives_the_customer_its_part_rounded_up() {
    for (split, kept) in [(5_000, 100), (5_001, 101), (6_000, 120), (10_000, 200)] {
        let mut case = contested(split);
        case.world.pass(RULING);
        assert_eq!(refusal(case.poke(30)), case.nothing_due());
        assert_eq!(case.dispute(1).credit_stands, None);
        case.world.pass(SECOND);
        assert_eq!(case.dispute(1).credit_stands, Some(true));
        replay::agrees(&case.world);
        assert_eq!(case.gain(|case| drop(case.poke(30).unwrap())), kept);
        let ledger = case.ledger();
        assert_eq!(ledger.escrowed.u128(), 30_000 - kept);
        assert_eq!(ledger.credited.u128(), kept);
        replay::agrees(&case.world);
        assert_eq!(case.gain(|case| drop(case.book(&[worse()]))), 300);
        replay::agrees(&case.world);
    }
}

#[test]
fn a_contract_can_rule() {
    let mut case = Case::new(0, |_| ());
    let owner = case.world.owner.clone();
    let multisig = puppet::install(&mut case.world.app, &owner);
    let mut terms = crate::world::terms::terms(&case.asset);
    after_contest(&mut terms);
    terms.arbitration = Some(aftercare_interface::sla_escrow::Arbitration {
        arbitrator: multisig.clone(),
        time: RULING,
        default_split: Bps(6_000),
    });
    let plan = case.world.publish(terms);
    case.agreement = case.world.subscribe(plan, 1);
    let due = case.world.now();
    case.world.pass(SECOND);
    case.book(&[late(7, due, SECOND)]);
    case.contest(7);
    let order = puppet::Order::Forward {
        contract: case.world.escrow.to_string(),
        msg: to_json_binary(&ExecuteMsg::Rule {
            dispute: 1,
            credit_stands: true,
        })
        .unwrap(),
    };
    let gained = case.gain(|case| {
        let app = &mut case.world.app;
        app.execute_contract(owner, multisig, &order, &[]).unwrap();
    });
    assert_eq!(gained, 200);
    crate::world::audit::books(&case.world);
}
