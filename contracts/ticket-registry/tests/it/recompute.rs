//! A verifier: it knows a ticket's history lines and the calendar they name, and nothing else of the
//! registry, and works out every clock from them.

use aftercare_domain::calendar::Hours;
use aftercare_domain::clock::Verdict as Said;
use aftercare_domain::policy::{ServiceHours, Targets};
use aftercare_domain::ticket::{Action, Clocks, Progress, Role, Rules};
use aftercare_domain::time::{Seconds, UnixTime};
use aftercare_interface::ticket_registry::{
    CalendarResponse, HistoryLine, HistoryResponse, QueryMsg, Verdict,
};
use aftercare_ticket_registry::history::kind;

use crate::world::World;

/// All lines of a history, page by page.
pub fn lines(w: &World, ticket: u64) -> Vec<HistoryLine> {
    let (mut all, mut start_after) = (vec![], None);
    loop {
        let page: HistoryResponse = w.ask(&QueryMsg::History {
            ticket,
            start_after,
            limit: Some(3),
        });
        all.extend(page.lines.rows);
        start_after = page.lines.next;
        if start_after.is_none() {
            return all;
        }
    }
}

/// Reads the big-endian numbers of a detail, one after the other.
struct Reader<'a>(&'a [u8]);

impl Reader<'_> {
    fn number(&mut self, bytes: usize) -> u64 {
        let (head, rest) = self.0.split_at(bytes);
        self.0 = rest;
        head.iter()
            .fold(0, |number, byte| number << 8 | u64::from(*byte))
    }

    fn some(&mut self) -> Option<Seconds> {
        Some(Seconds(self.number(8))).filter(|span| span.0 > 0)
    }
}

/// What the first line commits to: calendar, targets, window.
fn promised(first: &HistoryLine) -> (u64, Targets, Seconds) {
    let mut reader = Reader(first.detail.as_slice());
    let (_agreement, _terms, _priority) = (reader.number(8), reader.number(8), reader.number(1));
    let (calendar, _version) = (reader.number(8), reader.number(4));
    let hours = match calendar {
        0 => ServiceHours::Always,
        id => ServiceHours::Calendar(id),
    };
    let targets = Targets {
        hours,
        first_response: reader.some(),
        next_response: None,
        update: None,
        resolution: reader.some(),
    };
    (calendar, targets, Seconds(reader.number(8)))
}

/// One line more; the clocks of a cycle that it ended.
fn step(progress: &mut Progress, line: &HistoryLine, rules: &Rules<'_>) -> Option<(u32, Clocks)> {
    let acts = Action::ALL.into_iter();
    let action = acts.clone().find(|action| kind(*action) == line.kind)?;
    let mut reader = Reader(line.detail.as_slice());
    let (role, state) = (reader.number(1), reader.number(1));
    let role = Role::ALL.into_iter().find(|r| u64::from(r.index()) == role);
    let ended = (progress.cycle, progress.clocks);
    *progress = if action == Action::Lapse {
        let lapsed = progress.lapsed(rules, line.time).expect("a window passed");
        assert_eq!(lapsed.stage.since(), Some(UnixTime(reader.number(8))));
        lapsed
    } else {
        let act = (action, role.expect("a role"));
        progress
            .act(act, rules, line.time)
            .expect("an allowed move")
    };
    assert_eq!(u64::from(progress.state().index()), state);
    (action == Action::Reopen).then_some(ended)
}

/// What `Clock` answers is what the history says.
pub fn check_clocks(w: &World, ticket: u64) {
    let lines = lines(w, ticket);
    let (calendar, targets, window) = promised(&lines[0]);
    let found: Option<CalendarResponse> = (calendar > 0).then(|| {
        w.ask(&QueryMsg::Calendar {
            calendar,
            version: None,
        })
    });
    let hours = found
        .as_ref()
        .map_or(Hours::Always, |found| Hours::Calendar(&found.calendar));
    let rules = Rules { hours, window };
    let mut progress = Progress::open(Some(&targets), lines[0].time);
    let mut cycles: Vec<(u32, Clocks)> = lines[1..]
        .iter()
        .filter_map(|line| step(&mut progress, line, &rules))
        .collect();
    let now = UnixTime(w.now());
    let progress = progress.settled(&rules, now);
    cycles.push((progress.cycle, progress.clocks));
    let rows = w.clocks(ticket);
    let mut compared = 0;
    for (cycle, clocks) in cycles {
        for (metric, clock) in clocks.iter() {
            let of = |row: &&_| same(row, (metric, cycle));
            let row = rows.iter().find(of).expect("this clock");
            assert_eq!(row.target, clock.target);
            assert_eq!(row.used, clock.used_at(&rules.hours, now));
            assert_eq!(row.due_at, clock.due_at(&rules.hours));
            assert_eq!(row.verdict, word(clock.verdict_at(&rules.hours, now)));
            compared += 1;
        }
    }
    assert_eq!(compared, rows.len());
}

type Row = aftercare_interface::ticket_registry::ClockRow;

fn same(row: &Row, (metric, cycle): (aftercare_domain::policy::Metric, u32)) -> bool {
    row.metric == metric && row.cycle == cycle
}

fn word(said: Said) -> Verdict {
    match said {
        Said::Running => Verdict::Pending,
        Said::Met => Verdict::Met,
        Said::Missed { late } => Verdict::Missed { late },
        Said::NotMeasured => Verdict::NotMeasured,
    }
}
