//! given the table of stages and acts
//! ├── the diagram in the README is the table
//! └── each act is allowed in its stages and refused in all others

use aftercare_interface::sla_escrow::{Amendment, Cw20Hook, ExecuteMsg, Ground};
use aftercare_interface::Asset;
use aftercare_sla_escrow::life::{allows, Act, Stage, TABLE};
use aftercare_sla_escrow::ContractError;

use aftercare_domain::time::Seconds;

use crate::world::terms::{changed, FEE, HOLD_BACK, PERIOD};
use crate::world::{refusal, World, START, USD};

fn label(act: Act) -> &'static str {
    match act {
        Act::Notice => "Terminate with notice",
        Act::EndAtOnce => "Terminate on another ground",
        Act::Extend => "Extend",
        Act::Amend => "Amend",
        Act::Time => "now ≥ until",
        Act::Due => "Settle, Poke or Rule",
    }
}

#[test]
fn the_diagram_is_the_table() {
    let readme = include_str!("../../README.md");
    let (_, states) = readme.split_once("## States").unwrap();
    let (states, _) = states.split_once("## Messages").unwrap();
    let drawn: Vec<&str> = states
        .lines()
        .filter(|line| line.contains(" --> "))
        .collect();
    let inner = drawn.iter().filter(|line| !line.contains("[*]"));
    let inner: Vec<String> = inner.map(|line| line.trim().to_owned()).collect();
    let table = TABLE.map(|(from, act, to)| format!("{from:?} --> {to:?}: {}", label(act)));
    assert_eq!(inner, table);
}

/// A fresh agreement in a stage.
fn at(stage: Stage) -> World {
    let mut world = World::new();
    let asset = Asset::native(USD);
    let plan = world.publish(changed(&asset, |terms| {
        terms.extendable_until = Some(START.plus(Seconds::days(3_660)));
    }));
    world.subscribe(plan, 3);
    match stage {
        Stage::Active => {}
        Stage::Ending => drop(world.gives_notice(1)),
        Stage::AwaitingSettlement => world.at(START.plus(Seconds(PERIOD.0 * 3))),
        Stage::Ended => {
            world.at(START
                .plus(Seconds(PERIOD.0 * 3))
                .plus(HOLD_BACK)
                .plus(Seconds(1)));
            world.settle(1, 30).unwrap();
        }
    }
    assert_eq!(Stage::from(world.status(1)), stage);
    world
}

/// What an act comes to; time alone is no message.
fn act(world: &mut World, act: Act) -> Result<(), ContractError> {
    let (customer, provider) = (world.customer.clone(), world.provider.clone());
    let asset = Asset::native(USD);
    let end = |ground| ExecuteMsg::Terminate {
        agreement: 1,
        ground,
    };
    let outcome = match act {
        Act::Notice => world.send(&customer, &end(Ground::Notice {}), &[]),
        Act::EndAtOnce => world.send(&provider, &end(Ground::ByProvider {}), &[]),
        Act::Extend => {
            let (agreement, periods, total) = (1, 1, FEE.into());
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
            world.signs(&customer, (&asset, FEE), (msg, hook))
        }
        Act::Amend => {
            let terms = changed(&asset, |_| {});
            let asked = Amendment {
                agreement: 1,
                from_period: 2,
                terms,
            };
            world.send(&provider, &ExecuteMsg::Amend(asked), &[])
        }
        Act::Due | Act::Time => {
            let due = world
                .now()
                .max(START.plus(PERIOD).plus(HOLD_BACK).plus(Seconds(1)));
            world.at(due);
            world.settle(1, 1)
        }
    };
    match outcome {
        Ok(_) => Ok(()),
        refused => Err(refusal(refused)),
    }
}

#[test]
fn each_act_is_allowed_in_its_stages_and_refused_in_all_others() {
    let stages = [
        Stage::Active,
        Stage::Ending,
        Stage::AwaitingSettlement,
        Stage::Ended,
    ];
    let acts = [Act::Notice, Act::EndAtOnce, Act::Extend, Act::Amend];
    for (stage, what) in stages
        .iter()
        .flat_map(|stage| acts.map(|act| (*stage, act)))
    {
        let mut world = at(stage);
        let until = world.agreement(1).until;
        let refused = match stage {
            Stage::Ending => ContractError::AlreadyEnding {
                agreement: 1,
                until,
            },
            _ => ContractError::CoverOver {
                agreement: 1,
                until,
            },
        };
        let expected = if allows(stage, what) {
            Ok(())
        } else {
            Err(refused)
        };
        assert_eq!(act(&mut world, what), expected, "{what:?} in {stage:?}");
    }
}

#[test]
fn what_is_due_is_taken_in_every_stage_but_the_last() {
    let stages = [Stage::Active, Stage::AwaitingSettlement, Stage::Ended];
    for stage in stages {
        let mut world = at(stage);
        let outcome = act(&mut world, Act::Due);
        assert_eq!(outcome.is_ok(), allows(stage, Act::Due), "{stage:?}");
    }
}
