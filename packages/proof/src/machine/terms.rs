//! The plans of every life.

use aftercare_domain::credit::{Caps, Threshold, Tier};
use aftercare_domain::money::Bps;
use aftercare_domain::time::{Seconds, UnixTime};
use aftercare_interface::sla_escrow::{Arbitration, BondParts, ForCause, PlanTerms, Release};
use aftercare_interface::Asset;
use aftercare_testing::default_terms;
use cosmwasm_std::{Addr, Uint128};

/// How many kinds of plans there are.
pub const KINDS: usize = 5;

/// Months in coin with the hours of a calendar, quotas and tips that soon run out; half months in tokens whose credits reach the whole fee and
/// more than the fee; days in coin of a fee that never divides evenly, without hold-back, notice or
/// cooling-off; ten days in coin whose credits wait for a contest; five days in tokens whose credits leave at
/// once unless they are excused.
#[must_use]
pub fn terms(
    kind: usize,
    (euro, dollar): (&Asset, &Asset),
    (start, judge, calendar): (UnixTime, &Addr, u64),
) -> PlanTerms {
    let office = Some(calendar).filter(|_| kind == 0);
    let in_tokens = kind == 1 || kind == 4;
    let mut terms = base(if in_tokens { dollar } else { euro }, office);
    match kind {
        0 => {
            terms.tip = Uint128::new(700_000);
            terms.bond.tips = Uint128::new(4_000_000);
            terms.extendable_until = Some(start.plus(Seconds::days(300)));
            terms.quotas.tickets = Some(6);
            terms.quotas.urgent = Some(2);
        }
        1 => {
            terms.period_length = Seconds::days(15);
            terms.hold_back = Seconds::hours(5);
            terms.caps = caps(10_000, 10_000, 25_000);
            terms.bond.credit = terms.fee;
            steep(&mut terms);
            terms.extendable_until = Some(start.plus(Seconds::days(900)));
        }
        3 => {
            waiting(&mut terms, judge, start);
            let window = Seconds::days(2);
            terms.release = Release::AfterContest { window };
            terms.period_length = Seconds::days(10);
            terms.fee = Uint128::new(1_000_003);
            terms.caps = caps(4_000, 6_000, 9_000);
            terms.bond = bond(600_001, 200_000, 2_000);
            terms.excusable = Seconds::days(20);
        }
        4 => {
            waiting(&mut terms, judge, start);
            terms.caps = caps(10_000, 10_000, 12_000);
            terms.bond.credit = terms.fee;
            terms.bond.tips = Uint128::new(2_000);
            terms.policy.retention = Some(Seconds::days(30));
            terms.excusable = Seconds::days(30);
        }
        _ => {
            terms.fee = Uint128::new(997);
            terms.period_length = Seconds::days(1);
            terms.hold_back = Seconds::ZERO;
            terms.notice = Seconds::ZERO;
            terms.cooling_off = Seconds::ZERO;
            terms.caps = caps(7_000, 10_000, 30_000);
            terms.policy.retention = Some(Seconds::days(30));
            terms.bond = bond(997, 200, 40);
            terms.tip = Uint128::one();
            steep(&mut terms);
        }
    }
    terms
}

/// What can be observed, excused and contested.
fn waiting(terms: &mut PlanTerms, judge: &Addr, start: UnixTime) {
    terms.period_length = Seconds::days(5);
    terms.hold_back = Seconds::days(4);
    terms.notice = Seconds::days(2);
    terms.cooling_off = Seconds::days(1);
    terms.tip = Uint128::new(500);
    terms.extendable_until = Some(start.plus(Seconds::days(400)));
    terms.arbitration = Some(Arbitration {
        arbitrator: judge.clone(),
        time: Seconds::days(3),
        default_split: Bps(6_667),
    });
    terms.for_cause = Some(ForCause {
        tickets: 1,
        window: Seconds::days(20),
    });
    terms.policy.availability = Some(Bps(9_990));
    let tiers = [(9_990, 1_000), (9_900, 3_500), (9_000, 9_999)];
    terms.schedule.availability = tiers
        .map(|(limit, credit)| Tier {
            from: Threshold::BelowBps(Bps(limit)),
            credit: Bps(credit),
        })
        .to_vec();
    steep(terms);
}

fn base(asset: &Asset, calendar: Option<u64>) -> PlanTerms {
    let mut terms = default_terms(asset, calendar);
    terms.capacity = 3;
    // At P4 nobody promises updates: what a lower priority ends, a higher one begins again.
    terms.policy.p4.update = None;
    let tiers = [(1, 150), (3, 700), (8, 2_500)];
    terms.schedule.update = tiers
        .map(|(least, credit)| Tier {
            from: Threshold::Count(least),
            credit: Bps(credit),
        })
        .to_vec();
    terms
}

/// A late resolution costs nearly everything.
fn steep(terms: &mut PlanTerms) {
    for (tier, credit) in terms
        .schedule
        .resolution
        .iter_mut()
        .zip([2_000, 6_000, 9_999])
    {
        tier.credit = Bps(credit);
    }
}

const fn caps(ticket: u32, period: u32, block: u32) -> Caps {
    Caps {
        ticket: Bps(ticket),
        period: Bps(period),
        block: Bps(block),
    }
}

fn bond(credit: u128, termination: u128, tips: u128) -> BondParts {
    let [credit, termination, tips] = [credit, termination, tips].map(Uint128::new);
    BondParts {
        credit,
        termination,
        tips,
    }
}
