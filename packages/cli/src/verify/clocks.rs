//! Whether the file's clocks say what its history gives.

use aftercare_domain::calendar::Hours;
use aftercare_domain::clock::{Clock, Phase, Verdict as Said};
use aftercare_domain::policy::Metric;
use aftercare_domain::ticket::{Clocks, Rules};
use aftercare_domain::time::{Seconds, UnixTime};
use aftercare_interface::ticket_registry::{ClockRow, Verdict};

use super::replay::Replay;
use super::wrong::Wrong;
use crate::case::CaseFile;

/// Works out every clock from the lines, and compares it with the file's.
///
/// # Errors
/// The first line that cannot be, and the first clock that says something else.
pub fn check(case: &CaseFile) -> Result<(), Wrong> {
    let replay = Replay::whole(case)?;
    let needed = rows(&replay, case.as_of);
    if needed.len() != case.clocks.len() {
        return Err(Wrong::Clocks {
            found: case.clocks.len(),
            need: needed.len(),
        });
    }
    for (found, need) in case.clocks.iter().zip(needed) {
        if *found != need {
            return Err(Wrong::Clock {
                found: Box::new(found.clone()),
                need: Box::new(need),
            });
        }
    }
    check_misses(case, &replay)
}

/// What the escrow booked was told by a line.
fn check_misses(case: &CaseFile, replay: &Replay<'_>) -> Result<(), Wrong> {
    for miss in &case.misses {
        let key = &miss.key;
        let told = (key.metric.index(), key.cycle, key.ordinal);
        let mut lines = replay.told.iter();
        if !lines.any(|late| (late.0, late.1, late.2) == told) {
            return Err(Wrong::Untold {
                metric: key.metric,
                cycle: key.cycle,
            });
        }
    }
    Ok(())
}

/// The clocks of the current cycle, then those of earlier ones, newest first.
fn rows(replay: &Replay<'_>, now: UnixTime) -> Vec<ClockRow> {
    let progress = &replay.progress;
    let current = (progress.cycle, progress.clocks);
    let ended = replay.ended.iter().rev();
    let all = std::iter::once(current).chain(ended.map(|(cycle, clocks, _)| (*cycle, *clocks)));
    let rules = replay.rules();
    all.flat_map(|(cycle, clocks)| of_cycle(cycle, &clocks, (&rules, now)))
        .collect()
}

fn of_cycle(cycle: u32, clocks: &Clocks, (rules, now): (&Rules<'_>, UnixTime)) -> Vec<ClockRow> {
    let row = |(metric, clock): (Metric, &Clock)| {
        let ordinal = clocks.ordinal(metric);
        let row = ClockRow {
            cycle,
            ordinal,
            ..of_clock((metric, clock), &rules.hours, now)
        };
        match clocks.update {
            Some(updates) if metric == Metric::Update => {
                let counted = updates.count(rules, now, None).0;
                ClockRow {
                    target: counted.clock.target,
                    left: counted.clock.left_at(&rules.hours, now),
                    missed: counted.missed,
                    due_at: counted.clock.due_at(&rules.hours),
                    verdict: said(counted.verdict_at(rules, now)),
                    ..row
                }
            }
            _ => row,
        }
    };
    clocks.iter().map(row).collect()
}

fn of_clock((metric, clock): (Metric, &Clock), hours: &Hours<'_>, now: UnixTime) -> ClockRow {
    let used = clock.used_at(hours, now);
    ClockRow {
        metric,
        cycle: 0,
        ordinal: 0,
        target: clock.target,
        used,
        left: clock.left_at(hours, now),
        due_at: clock.due_at(hours),
        running: matches!(clock.phase, Phase::Running(_)),
        reached: reached(used, clock.target),
        missed: clock.lateness_at(hours, now).is_some().into(),
        verdict: said(clock.verdict_at(hours, now)),
    }
}

/// The highest share of its target that a clock has used, of those that are told.
fn reached(used: Seconds, target: Seconds) -> u8 {
    let mut shares = [100u8, 90, 75, 50].into_iter();
    let used = u128::from(used.0) * 100;
    let has = |share: &u8| used >= u128::from(target.0) * u128::from(*share);
    shares.find(has).unwrap_or(0)
}

const fn said(verdict: Said) -> Verdict {
    match verdict {
        Said::Running => Verdict::Pending,
        Said::Met => Verdict::Met,
        Said::Missed { late } => Verdict::Missed { late },
        Said::NotMeasured => Verdict::NotMeasured,
    }
}
