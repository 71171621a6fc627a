//! given any state that a random walk through the whole contract reaches
//! └── when somebody asks whose turn it is
//!     ├── whoever is named can do what is named, until the second that is named
//!     └── where only time moves, nothing is due until that second has passed, and then something is
//! given an amendment that names another arbitrator
//! └── when a credit of a period before it waits for a ruling: it is the first one's turn
//! given money that is kept back for tickets after the last period
//! └── it is nobody's turn until sixty days have passed

use std::cell::RefCell;
use std::collections::BTreeMap;

use aftercare_domain::time::{Seconds, UnixTime};
use aftercare_interface::sla_escrow::{
    Amendment, Arbitration, ExecuteMsg, Ground, PlanTerms, QueryMsg, UNSETTLED_LIMIT,
};
use aftercare_interface::{NextStep, Role};
use aftercare_sla_escrow::state::TERMS;
use aftercare_sla_escrow::ContractError;
use cosmwasm_std::Addr;
use proptest::test_runner::TestRunner;

use crate::walk::{history, Walk};
use crate::world::terms::{changed, document, late, HOLD_BACK, TARGET};
use crate::world::waiting::{after_contest, Case, SECOND};
use crate::world::{config, refusal};

const CASES: u32 = 60;
const STEPS: usize = 70;

fn step(walk: &Walk, agreement: u64) -> NextStep {
    walk.world.ask(QueryMsg::NextStep { agreement })
}

/// The message that a step asks for, and who sends it; none where money has to come or nothing is asked for.
fn message(walk: &Walk, agreement: u64, step: &NextStep) -> Option<(Addr, ExecuteMsg)> {
    let stranger = walk.world.stranger.clone();
    let who = step.address.clone().unwrap_or(stranger);
    let waiting = walk.misses(agreement).into_iter();
    let first = waiting
        .filter_map(|miss| {
            let until = miss.waiting.iter().map(|line| line.until).min();
            until.map(|until| (until, miss))
        })
        .filter(|(until, _)| step.by == Some(*until))
        .map(|(_, miss)| miss);
    let mut first = first;
    let msg = match step.action.as_str() {
        "settle" => ExecuteMsg::Settle {
            agreement,
            max_periods: 1,
        },
        "poke" => ExecuteMsg::Poke {
            agreement,
            limit: 1,
        },
        "contest" => ExecuteMsg::Contest {
            agreement,
            miss: first.next()?.key,
            evidence: document(),
        },
        "object" => ExecuteMsg::Object {
            agreement,
            miss: first.next()?.key,
        },
        "rule" => ExecuteMsg::Rule {
            dispute: first.next()?.dispute?,
            credit_stands: true,
        },
        "refill_bond" => ExecuteMsg::RefillBond { agreement },
        "terminate" => ExecuteMsg::Terminate {
            agreement,
            ground: Ground::Notice {},
        },
        _ => return None,
    };
    Some((who, msg))
}

/// Does what the step says; only a refill can find too little free bond.
fn can_be_done(walk: &mut Walk, agreement: u64, step: &NextStep) {
    if step.action == "pay_debt" {
        let (asset, debt) = (
            walk.world.ledger(agreement).asset,
            walk.money(agreement).debt,
        );
        let payer = step.address.clone().unwrap();
        let paid = walk.world.pay_debt(&payer, agreement, (&asset, debt));
        return drop(paid.unwrap());
    }
    let Some((who, msg)) = message(walk, agreement, step) else {
        return assert_eq!(step.role, Role::Nobody, "{step:?}");
    };
    let outcome = walk.world.send(&who, &msg, &[]);
    if outcome.is_err() {
        let refused = refusal(outcome);
        let short = matches!(refused, ContractError::BondShort { .. });
        assert!(short && step.action == "refill_bond", "{step:?} {refused}");
    }
}

/// Nothing is due in the last second of waiting, and in the next one somebody can act.
fn waits(walk: &mut Walk, agreement: u64, by: UnixTime) {
    walk.world.at(by);
    let acted = walk.settles(agreement, 1) || walk.pokes(agreement, 1);
    assert!(!acted, "something was due before {by}");
    walk.world.pass(SECOND);
    let next = step(walk, agreement);
    assert_eq!(next.role, Role::Anyone, "{next:?}");
}

fn whose_turn(walk: &mut Walk, agreement: u64) -> String {
    let saved = walk.world.save();
    let step = step(walk, agreement);
    assert_eq!(step.as_of, walk.now());
    assert!(step.by.is_none_or(|by| by >= walk.now()) || step.action == "refill_bond");
    if let (Role::Nobody, Some(by)) = (step.role, step.by) {
        waits(walk, agreement, by);
    } else {
        // In the last second as well as now.
        let last = step
            .by
            .filter(|by| *by > walk.now() && step.action != "refill_bond");
        walk.world.at(last.unwrap_or(walk.now()));
        can_be_done(walk, agreement, &step);
    }
    walk.world.restore(saved);
    step.action
}

#[test]
fn whoever_is_named_can_do_what_is_named() {
    let met = RefCell::new(BTreeMap::<String, u32>::new());
    let mut runner = TestRunner::new(config(CASES));
    let done = runner.run(&history(STEPS), |acts| {
        let mut walk = Walk::new();
        if acts.first().is_some_and(|act| act.flag) {
            walk.runs_into_debt();
        }
        walk.world.audits = false;
        for acts in acts.chunks(10) {
            acts.iter().for_each(|act| walk.play(act));
            for agreement in 1..=walk.count() {
                let action = whose_turn(&mut walk, agreement);
                *met.borrow_mut().entry(action).or_default() += 1;
            }
        }
        Ok(())
    });
    done.unwrap();
    let met: Vec<String> = met.into_inner().into_keys().collect();
    let all = [
        "contest",
        "none",
        "object",
        "pay_debt",
        "poke",
        "refill_bond",
        "rule",
        "settle",
        "terminate",
        "wait",
    ];
    assert_eq!(met, all);
}

#[test]
fn the_arbitrator_is_that_of_the_credits_period() {
    let mut case = Case::new(0, after_contest);
    let other = case.world.person("other");
    let (provider, customer) = (case.world.provider.clone(), case.world.customer.clone());
    let storage = case.world.app.contract_storage(&case.world.escrow);
    let old: PlanTerms = TERMS.load(&*storage, 1).unwrap();
    drop(storage);
    let arbitration = old.arbitration.clone().map(|old| Arbitration {
        arbitrator: other,
        ..old
    });
    let amendment = ExecuteMsg::Amend(Amendment {
        agreement: 1,
        from_period: 1,
        terms: PlanTerms { arbitration, ..old },
    });
    case.world.does(&provider, amendment);
    let (accept, _) = case.world.acceptance(1, 0);
    case.world.does(&customer, accept);
    let due = case.world.now().minus(SECOND);
    case.book(&[late(1, due, TARGET)]);
    case.contest(1);
    let agreement = case.agreement;
    let step: NextStep = case.world.ask(QueryMsg::NextStep { agreement });
    assert_eq!(step.address, Some(case.arbitrator.clone()));
    case.rule(1, true).unwrap();
}

#[test]
fn money_that_is_kept_back_waits_for_sixty_days_at_most() {
    let mut world = crate::world::World::new();
    let asset = world.assets()[0].clone();
    let plan = world.publish(changed(&asset, |_| {}));
    let agreement = world.subscribe(plan, 1);
    world.tickets(agreement, 1, 1);
    let due = world
        .agreement(agreement)
        .until
        .plus(HOLD_BACK)
        .plus(SECOND);
    world.at(due);
    world.settle(agreement, 1).unwrap();
    let step: NextStep = world.ask(QueryMsg::NextStep { agreement });
    let last = due.plus(UNSETTLED_LIMIT).minus(Seconds(1));
    assert_eq!((step.role, step.by), (Role::Nobody, Some(last)));
    world.at(last);
    assert!(world.settle(agreement, 1).is_err());
    world.at(last.plus(SECOND));
    world.settle(agreement, 1).unwrap();
}
