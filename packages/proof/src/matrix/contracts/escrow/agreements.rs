//! Agreements, from the first second of cover to the last unit that leaves.

use aftercare_domain::money::Bps;
use aftercare_domain::time::Seconds;
use aftercare_engine::{Engine, Failure};
use aftercare_interface::sla_escrow::{MissCursor, MissResponse, QueryMsg, Release};
use aftercare_interface::Page;
use serde_json::{json, Value};

use super::super::ground::{words, Told, TOTAL};
use super::super::registry::{open, opening};
use super::{business, ground};
use crate::matrix::{Scene, Stage, Subject};

/// Beyond three times the eight hours that a ticket of scenes has to be answered in.
const VERY_LATE: Seconds = Seconds::hours(40);

pub(super) fn subject() -> Subject {
    let mut scenes = stages();
    scenes.extend(credits());
    Subject {
        scenes,
        messages: business::messages(),
        other: Some(Scene {
            name: "other",
            build: |stage| ground(stage, |_| {}),
        }),
    }
}

fn stages() -> Vec<Scene> {
    let scene = |name, build| Scene { name, build };
    vec![
        scene("fresh", fresh),
        scene("ticket-opened", |stage| {
            fresh(stage)?;
            tickets(stage, 1).map(drop)
        }),
        scene("monitored", |stage| {
            let monitoring = stage.person("monitoring");
            stage.till(
                "owner",
                json!({"announce_monitoring": {"monitoring": monitoring}}),
            )?;
            stage.wait(Seconds::days(7))?;
            fresh(stage)
        }),
        scene("running", |stage| later(stage, 10)),
        scene("ending", |stage| {
            later(stage, 10)?;
            end(stage, "customer", "notice")
        }),
        scene("second-period", |stage| later(stage, 32)),
        scene("period-due", |stage| later(stage, 38)),
        scene("period-settled", |stage| {
            later(stage, 38)?;
            settle(stage)
        }),
        scene("last-period", |stage| later(stage, 82)),
        scene("term-over", |stage| later(stage, 91)),
        scene("all-due", |stage| later(stage, 120)),
        scene("completed", |stage| {
            later(stage, 120)?;
            settle(stage)
        }),
        scene("left-by-provider", |stage| {
            later(stage, 10)?;
            end(stage, "provider", "by_provider")
        }),
        scene("cooled-off", |stage| {
            fresh(stage)?;
            end(stage, "customer", "cooling_off")
        }),
        scene("renewed", |stage| {
            later(stage, 10)?;
            let renew = business::renewal(stage);
            let payer = stage.cast("payer");
            stage.send(payer, &renew).map(drop)
        }),
        scene("amended", |stage| {
            later(stage, 10)?;
            let amend = business::amendment(stage);
            let events = stage.escrow("provider", amend.message)?;
            stage.made("proposal", &events)?;
            let hash = stage.proposed_hash()?;
            let accept =
                json!({"proposal": stage.noted("proposal"), "terms_hash": hash, "total": "0"});
            stage.till("customer", json!({ "accept_proposal": accept }))
        }),
        scene("without-cause", |stage| {
            ground(stage, |terms| terms.for_cause = None)
        }),
        scene("inexcusable", |stage| {
            ground(stage, |terms| terms.excusable = Seconds::ZERO)
        }),
        scene("not-extendable", |stage| {
            ground(stage, |terms| terms.extendable_until = None)
        }),
    ]
}

fn credits() -> Vec<Scene> {
    let scene = |name, build| Scene { name, build };
    vec![
        scene("credited", |stage| late(stage, 1, |_| {})),
        scene("late-thrice", |stage| late(stage, 3, |_| {})),
        scene("block-capped", |stage| {
            late(stage, 1, |terms| {
                terms.caps.period = Bps(1_000);
                terms.caps.block = Bps(1_000);
            })
        }),
        scene("bond-short", short),
        scene("refill-over", |stage| {
            short(stage)?;
            stage.wait(Seconds::days(15))
        }),
        scene("indebted", debt),
        scene("waiting", waiting),
        scene("window-over", |stage| {
            waiting(stage)?;
            stage.wait(Seconds::days(2))
        }),
        scene("contested", contested),
        scene("unruled", |stage| {
            contested(stage)?;
            stage.wait(Seconds::days(4))
        }),
        scene("ruled", |stage| {
            contested(stage)?;
            let rule = json!({"dispute": 1, "credit_stands": true});
            stage
                .escrow("arbitrator", json!({ "rule": rule }))
                .map(drop)
        }),
        scene("excused", excused),
        scene("excuse-stands", |stage| {
            excused(stage)?;
            stage.wait(Seconds::days(6))
        }),
        scene("objected", |stage| {
            excused(stage)?;
            about_miss(stage, "customer", "object", json!({}))
        }),
    ]
}

fn fresh(stage: &mut Stage) -> Told {
    ground(stage, |_| {})
}

fn later(stage: &mut Stage, days: u64) -> Told {
    fresh(stage)?;
    stage.wait(Seconds::days(days))
}

pub(in super::super) fn settle(stage: &mut Stage) -> Told {
    let settle = json!({"agreement": stage.noted("agreement"), "max_periods": 30});
    stage
        .escrow("keeper", json!({ "settle": settle }))
        .map(drop)
}

fn end(stage: &mut Stage, part: &'static str, ground: &str) -> Told {
    let end = json!({"agreement": stage.noted("agreement"), "ground": { ground: {} }});
    stage.till(part, json!({ "terminate": end }))
}

fn tickets(stage: &mut Stage, count: usize) -> Result<Vec<Value>, Failure> {
    let mut opened = vec![];
    for _ in 0..count {
        let agreement = stage.noted("agreement");
        let opening = opening(stage, agreement);
        opened.push(json!(open(stage, "customer", opening)?));
    }
    Ok(opened)
}

/// So many tickets, all as late as the worst tier asks and booked by the keeper.
fn late(
    stage: &mut Stage,
    count: usize,
    change: fn(&mut aftercare_interface::sla_escrow::PlanTerms),
) -> Told {
    ground(stage, change)?;
    miss(stage, count)
}

fn miss(stage: &mut Stage, count: usize) -> Told {
    let tickets = tickets(stage, count)?;
    stage.wait(VERY_LATE)?;
    stage.registry("keeper", json!({"poke_many": {"tickets": tickets}}))?;
    note_misses(stage)
}

fn note_misses(stage: &mut Stage) -> Told {
    let agreement = stage.noted("agreement").as_u64().unwrap_or_default();
    let question = QueryMsg::Misses {
        agreement,
        start_after: None,
        limit: None,
    };
    let world = &stage.world;
    let page: Page<MissResponse, MissCursor> =
        world.engine.query(&world.suite.escrow, &question)?;
    let first =
        |row: &&MissResponse| row.key.metric == aftercare_domain::policy::Metric::FirstResponse;
    let misses: Vec<Value> = page
        .rows
        .iter()
        .filter(first)
        .map(|row| json!(row.key))
        .collect();
    stage.note("miss", misses.first().cloned().unwrap_or_default());
    stage.note("misses", misses);
    Ok(())
}

/// The one tip of the bond was given.
fn short(stage: &mut Stage) -> Told {
    late(stage, 1, |terms| terms.bond.tips = terms.tip)
}

/// An open ticket keeps a part of the first period back, so that the credits booked late for the next two exhaust
/// what stays of them, then the bond; the rest is a debt.
fn debt(stage: &mut Stage) -> Told {
    ground(stage, |terms| terms.period_length = Seconds::days(15))?;
    let longer =
        json!({"agreement": stage.noted("agreement"), "periods": 3, "total": TOTAL.to_string()});
    let longer = stage.to_escrow(json!({ "extend": longer })).with(TOTAL);
    stage.send("payer", &longer)?;
    tickets(stage, 1)?;
    let mut late = vec![];
    for count in [1, 3, 3] {
        late.push(json!(tickets(stage, count)?));
        stage.wait(Seconds::days(16))?;
    }
    for tickets in late {
        let one = json!({"agreement": stage.noted("agreement"), "max_periods": 1});
        stage.escrow("keeper", json!({ "settle": one }))?;
        stage.registry("keeper", json!({"poke_many": {"tickets": tickets}}))?;
        stage.wait(Seconds::days(10))?;
    }
    Ok(())
}

fn waiting(stage: &mut Stage) -> Told {
    late(stage, 1, |terms| {
        terms.release = Release::AfterContest {
            window: Seconds::days(1),
        }
    })
}

fn about_miss(stage: &mut Stage, part: &'static str, verb: &str, rest: Value) -> Told {
    let message = business::about_miss(stage, verb, rest).message;
    stage.till(part, message)
}

fn contested(stage: &mut Stage) -> Told {
    waiting(stage)?;
    stage.note("dispute", 1);
    about_miss(
        stage,
        "provider",
        "contest",
        json!({"evidence": words("Away")}),
    )
}

/// What is late falls into an interval that was declared before.
fn excused(stage: &mut Stage) -> Told {
    ground(stage, |terms| {
        terms.release = Release::AfterContest {
            window: Seconds::days(1),
        }
    })?;
    let declare = business::declaration(stage);
    stage.till("provider", declare.message)?;
    miss(stage, 1)
}
