//! given terms of a plan
//! └── when it is published
//!     ├── each span is taken up to its bound and refused a second beyond, by name
//!     ├── each part of the bond is at least what it may have to pay
//!     ├── the parts of the bond sum to what can be counted
//!     ├── for-cause is from 1 to 30 tickets in a window of at most 366 days
//!     ├── a contest window is from 1 hour to 7 days, and the hold-back a day longer
//!     ├── credits that can be contested or excused need an arbitrator, who is no party
//!     ├── a ruling takes from 3 to 60 days, and silence gives the customer half or more
//!     ├── caps of nothing and of the whole fee are taken
//!     ├── each metric has tiers of its own kind, and none pays more than the fee
//!     └── an availability is from 1 to 10,000

use aftercare_domain::credit::{Caps, CapsError, ScheduleError, Threshold, Tier};
use aftercare_domain::money::Bps;
use aftercare_domain::policy::{Metric, PolicyError};
use aftercare_domain::time::Seconds;
use aftercare_interface::sla_escrow::{Arbitration, ExecuteMsg, ForCause, PlanTerms, Release};
use aftercare_interface::Asset;
use aftercare_kit::KitError;
use aftercare_sla_escrow::ContractError;
use cosmwasm_std::{Addr, Uint128};

use crate::world::terms::{bond, changed, tier, CREDIT, LEAVING, TIPS};
use crate::world::{refusal, World, USD};

const DAY: u64 = 86_400;

fn publish(world: &mut World, change: impl FnOnce(&mut PlanTerms)) -> Result<(), ContractError> {
    let terms = changed(&Asset::native(USD), change);
    let provider = world.provider.clone();
    let sent = world.send(&provider, &ExecuteMsg::PublishPlan { terms }, &[]);
    match sent {
        Ok(_) => Ok(()),
        refused => Err(refusal(refused)),
    }
}

fn published(change: impl FnOnce(&mut PlanTerms)) -> Result<(), ContractError> {
    publish(&mut World::new(), change)
}

fn out(field: &'static str, value: u64, (min, max): (u64, u64)) -> Result<(), ContractError> {
    let [value, min, max] = [value, min, max].map(u128::from);
    Err(KitError::Range {
        field,
        value,
        min,
        max,
    }
    .into())
}

/// A value at a bound, one inside it and one beyond it, on both sides.
fn holds(
    world: &mut World,
    (field, (min, max)): (&'static str, (u64, u64)),
    set: impl Fn(&mut PlanTerms, u64),
) {
    for value in [min, min + 1, max - 1, max] {
        assert_eq!(publish(world, |terms| set(terms, value)), Ok(()), "{field}");
    }
    for value in [min.checked_sub(1), max.checked_add(1)]
        .into_iter()
        .flatten()
    {
        let refused = publish(world, |terms| set(terms, value));
        assert_eq!(refused, out(field, value, (min, max)));
    }
}

fn arbitration() -> Arbitration {
    Arbitration {
        arbitrator: cosmwasm_std::testing::MockApi::default().addr_make("arbitrator"),
        time: Seconds::days(14),
        default_split: Bps(5_000),
    }
}

#[test]
fn each_span_is_taken_up_to_its_bound_and_refused_a_second_beyond() {
    let mut world = World::new();
    let days = |from, to| (from * DAY, to * DAY);
    holds(&mut world, ("period_length", days(1, 366)), |t, at| {
        t.period_length = Seconds(at);
    });
    holds(&mut world, ("hold_back", days(0, 60)), |t, at| {
        t.hold_back = Seconds(at);
    });
    holds(&mut world, ("notice", days(0, 90)), |t, at| {
        t.notice = Seconds(at)
    });
    holds(&mut world, ("cooling_off", days(0, 30)), |t, at| {
        t.cooling_off = Seconds(at);
    });
    holds(&mut world, ("excusable", days(0, 90)), |t, at| {
        t.excusable = Seconds(at);
        t.arbitration = Some(arbitration());
    });
}

#[test]
fn each_part_of_the_bond_is_at_least_what_it_may_have_to_pay() {
    let least = |field, value, min| -> Result<(), ContractError> {
        let max = u128::MAX;
        Err(KitError::Range {
            field,
            value,
            min,
            max,
        }
        .into())
    };
    let with = |parts| published(move |t| t.bond = parts);
    assert_eq!(with(bond(CREDIT, LEAVING, 0)), Ok(()));
    assert_eq!(
        with(bond(CREDIT - 1, LEAVING, 0)),
        least("bond.credit", CREDIT - 1, CREDIT)
    );
    assert_eq!(
        with(bond(CREDIT, LEAVING - 1, 0)),
        least("bond.termination", LEAVING - 1, LEAVING)
    );
    let tipped = |tip| published(move |t| t.tip = Uint128::new(tip));
    assert_eq!(tipped(TIPS), Ok(()));
    assert_eq!(tipped(TIPS + 1), least("bond.tips", TIPS, TIPS + 1));
}

#[test]
fn the_bond_of_a_share_is_rounded_as_the_share_is() {
    let odd = |parts| {
        published(move |t| {
            t.fee = Uint128::new(9_999);
            t.bond = parts;
        })
    };
    assert_eq!(odd(bond(2_999, 1_999, 0)), Ok(()));
    assert!(odd(bond(2_998, 1_999, 0)).is_err());
    assert!(odd(bond(2_999, 1_998, 0)).is_err());
}

#[test]
fn the_parts_of_the_bond_sum_to_what_can_be_counted() {
    let huge = bond(u128::MAX, LEAVING, TIPS);
    let overflow: ContractError = KitError::Overflow { field: "bond" }.into();
    assert_eq!(published(|t| t.bond = huge), Err(overflow));
    let most = bond(u128::MAX - LEAVING - TIPS, LEAVING, TIPS);
    assert_eq!(published(|t| t.bond = most), Ok(()));
}

#[test]
fn a_termination_credit_is_at_most_the_fee() {
    let mut world = World::new();
    holds(
        &mut world,
        ("termination_credit", (0, 10_000)),
        |t, share| {
            t.termination_credit = Bps(u32::try_from(share).unwrap());
            t.bond.termination = t.fee;
        },
    );
}

#[test]
fn for_cause_counts_from_1_to_30_tickets_in_at_most_366_days() {
    let mut world = World::new();
    holds(&mut world, ("for_cause.tickets", (1, 30)), |t, tickets| {
        t.for_cause = Some(ForCause {
            tickets: u32::try_from(tickets).unwrap(),
            window: Seconds::days(1),
        });
    });
    holds(
        &mut world,
        ("for_cause.window", (1, 366 * DAY)),
        |t, window| {
            t.for_cause = Some(ForCause {
                tickets: 3,
                window: Seconds(window),
            });
        },
    );
    assert_eq!(published(|t| t.for_cause = None), Ok(()));
}

#[test]
fn a_contest_window_is_from_an_hour_to_7_days_and_the_hold_back_a_day_longer() {
    let mut world = World::new();
    let contested = |t: &mut PlanTerms, window| {
        t.release = Release::AfterContest {
            window: Seconds(window),
        };
        t.arbitration = Some(arbitration());
    };
    holds(&mut world, ("release.window", (3_600, 7 * DAY)), |t, at| {
        contested(t, at);
        t.hold_back = Seconds::days(8);
    });
    let mut held_back = |hold_back| {
        publish(&mut world, |t| {
            contested(t, 7 * DAY);
            t.hold_back = Seconds(hold_back);
        })
    };
    let short = out("hold_back", 8 * DAY - 1, (8 * DAY, 60 * DAY));
    assert_eq!(held_back(8 * DAY - 1), short);
    assert_eq!(held_back(8 * DAY), Ok(()));
    assert_eq!(held_back(8 * DAY + 1), Ok(()));
}

#[test]
fn credits_that_can_be_contested_or_excused_need_an_arbitrator() {
    let contested = |t: &mut PlanTerms| {
        t.release = Release::AfterContest {
            window: Seconds::days(2),
        };
    };
    assert_eq!(published(contested), Err(ContractError::NoArbitrator));
    let excused = published(|t| t.excusable = Seconds(1));
    assert_eq!(excused, Err(ContractError::NoArbitrator));
    let settled = published(|t| {
        contested(t);
        t.arbitration = Some(arbitration());
    });
    assert_eq!(settled, Ok(()));
}

#[test]
fn an_arbitrator_is_no_party_and_spelt_as_the_chain_spells_it() {
    let mut world = World::new();
    let provider = world.provider.clone();
    let named = |world: &mut World, arbitrator: Addr| {
        publish(world, |t| {
            t.arbitration = Some(Arbitration {
                arbitrator,
                ..arbitration()
            });
        })
    };
    let party = ContractError::PartyArbitrates {
        arbitrator: provider.clone(),
    };
    assert_eq!(named(&mut world, provider.clone()), Err(party));
    for text in [provider.as_str().to_uppercase(), "nobody".to_owned()] {
        let refused = named(&mut world, crate::world::unchecked(text)).unwrap_err();
        assert!(matches!(refused, ContractError::Kit(KitError::Std(_))));
    }
}

#[test]
fn a_ruling_takes_from_3_to_60_days_and_silence_gives_the_customer_half_or_more() {
    let mut world = World::new();
    holds(
        &mut world,
        ("arbitration.time", (3 * DAY, 60 * DAY)),
        |t, at| {
            t.arbitration = Some(Arbitration {
                time: Seconds(at),
                ..arbitration()
            });
        },
    );
    let field = "arbitration.default_split";
    holds(&mut world, (field, (5_000, 10_000)), |t, split| {
        t.arbitration = Some(Arbitration {
            default_split: Bps(u32::try_from(split).unwrap()),
            ..arbitration()
        });
    });
}

#[test]
fn caps_of_nothing_and_of_the_whole_fee_are_taken_and_none_beyond() {
    let with = |ticket, period, block| {
        published(move |t| {
            t.caps = Caps {
                ticket: Bps(ticket),
                period: Bps(period),
                block: Bps(block),
            };
            t.bond.credit = t.fee;
        })
    };
    assert_eq!(with(0, 0, 0), Ok(()));
    assert_eq!(with(10_000, 10_000, 10_000), Ok(()));
    assert_eq!(with(10_000, 10_000, 120_000), Ok(()));
    let (period, block) = (Bps(10_001), Bps(120_001));
    assert_eq!(
        with(0, 10_001, 120_000),
        Err(CapsError::Period { period }.into())
    );
    let period = Bps(10_000);
    assert_eq!(
        with(0, 10_000, 120_001),
        Err(CapsError::Block { block, period }.into())
    );
}

/// Sets the tiers of one metric.
fn tiers(terms: &mut PlanTerms, metric: Metric, all: Vec<Tier>) {
    let schedule = &mut terms.schedule;
    *match metric {
        Metric::FirstResponse => &mut schedule.first_response,
        Metric::NextResponse => &mut schedule.next_response,
        Metric::Update => &mut schedule.update,
        Metric::Resolution => &mut schedule.resolution,
        Metric::Availability => &mut schedule.availability,
    } = all;
}

#[test]
fn each_metric_has_tiers_of_its_own_kind() {
    let late = Threshold::LateSeconds(Seconds(1));
    let share = Threshold::LateTargetBps(Bps(0));
    let below = Threshold::BelowBps(Bps(9_990));
    let count = Threshold::Count(1);
    for metric in Metric::ALL {
        for from in [late, share, below, count] {
            let fits = match metric {
                Metric::Availability => from == below,
                Metric::Update => from == count,
                _ => from == late || from == share,
            };
            let done = published(|t| tiers(t, metric, vec![tier(from, 100)]));
            let kind = Err(ScheduleError::Kind { metric, tier: 0 }.into());
            assert_eq!(
                done,
                if fits { Ok(()) } else { kind },
                "{metric:?} {from:?}"
            );
        }
    }
}

#[test]
fn no_tier_pays_more_than_the_fee_or_less_than_a_milder_one() {
    let metric = Metric::Resolution;
    let with = |first, second| {
        let start = |at| Threshold::LateSeconds(Seconds(at));
        let all = vec![tier(start(1), first), tier(start(2), second)];
        published(move |t| tiers(t, metric, all))
    };
    assert_eq!(with(10_000, 10_000), Ok(()));
    let credit = Bps(10_001);
    let greedy = ScheduleError::Credit {
        metric,
        tier: 1,
        credit,
    };
    assert_eq!(with(10_000, 10_001), Err(greedy.into()));
    let shrinks = ScheduleError::Shrinks { metric, tier: 1 };
    assert_eq!(with(2, 1), Err(shrinks.into()));
}

#[test]
fn an_availability_is_from_1_to_10_000() {
    for value in [Bps(1), Bps(10_000)] {
        assert_eq!(published(|t| t.policy.availability = Some(value)), Ok(()));
    }
    for value in [Bps(0), Bps(10_001)] {
        let refused = Err(PolicyError::Availability { value }.into());
        assert_eq!(published(|t| t.policy.availability = Some(value)), refused);
    }
}

#[test]
fn an_availability_alone_is_a_promise_and_none_at_all_is_not() {
    let silent = |t: &mut PlanTerms| {
        let policy = &mut t.policy;
        for targets in [
            &mut policy.p1,
            &mut policy.p2,
            &mut policy.p3,
            &mut policy.p4,
        ] {
            (targets.first_response, targets.resolution) = (None, None);
        }
    };
    assert_eq!(published(silent), Err(PolicyError::Empty.into()));
    let up = published(|t| {
        silent(t);
        t.policy.availability = Some(Bps(9_990));
    });
    assert_eq!(up, Ok(()));
}
