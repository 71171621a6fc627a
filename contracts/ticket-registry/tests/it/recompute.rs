//! A verifier: it knows a ticket's history lines and the calendars they name, and nothing else of the
//! registry, and works out every clock from them.

use aftercare_domain::calendar::{Calendar, Hours};
use aftercare_domain::clock::Verdict as Said;
use aftercare_domain::policy::{Metric, ServiceHours, Targets};
use aftercare_domain::ticket::{
    Act, Action, Clocks, Extra, Periods, Progress, Role, Rules, State, Used,
};
use aftercare_domain::time::{Seconds, UnixTime};
use aftercare_interface::ticket_registry::{
    CalendarResponse, ClockRow, HistoryLine, HistoryResponse, QueryMsg, Verdict,
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

/// Word and detail of each line after so many.
pub fn told(w: &World, ticket: u64, after: usize) -> Vec<(String, Vec<u8>)> {
    let rest = lines(w, ticket).into_iter().skip(after);
    rest.map(|line| (line.kind, line.detail.to_vec())).collect()
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

    /// Priority, hours, version, targets.
    fn promise(&mut self) -> Promise {
        let priority = self.number(1);
        let (calendar, version) = (self.number(8), self.number(4));
        let hours = match calendar {
            0 => ServiceHours::Always,
            id => ServiceHours::Calendar(id),
        };
        Promise {
            priority,
            version,
            targets: Targets {
                hours,
                first_response: self.some(),
                next_response: self.some(),
                update: self.some(),
                resolution: self.some(),
            },
        }
    }
}

#[derive(Clone, Copy)]
struct Promise {
    priority: u64,
    version: u64,
    targets: Targets,
}

/// What is known of a ticket after some of its lines.
struct Replay<'a> {
    w: &'a World,
    progress: Progress,
    promise: Promise,
    calendar: Option<Calendar>,
    window: Seconds,
    periods: Option<Periods>,
    /// A lower priority that waits for consent, and until when.
    offered: Option<(Promise, UnixTime)>,
    /// Clocks of cycles that ended.
    ended: Vec<(u32, Clocks)>,
}

fn calendar_of(w: &World, promise: &Promise) -> Option<Calendar> {
    let ServiceHours::Calendar(calendar) = promise.targets.hours else {
        return None;
    };
    let version = Some(u32::try_from(promise.version).unwrap());
    let found: CalendarResponse = w.ask(&QueryMsg::Calendar { calendar, version });
    Some(found.calendar)
}

impl<'a> Replay<'a> {
    fn open(w: &'a World, first: &HistoryLine) -> Self {
        let mut reader = Reader(first.detail.as_slice());
        let (_agreement, _terms) = (reader.number(8), reader.number(8));
        let promise = reader.promise();
        let window = Seconds(reader.number(8));
        let (from, length) = (UnixTime(reader.number(8)), reader.some());
        Self {
            w,
            progress: Progress::open(Some(&promise.targets), first.time),
            calendar: calendar_of(w, &promise),
            promise,
            window,
            periods: length.map(|length| Periods { from, length }),
            offered: None,
            ended: vec![],
        }
    }

    fn rules(&self) -> Rules<'_> {
        Rules {
            hours: self
                .calendar
                .as_ref()
                .map_or(Hours::Always, Hours::Calendar),
            window: self.window,
            targets: Some(&self.promise.targets),
            periods: self.periods,
        }
    }

    fn adopt(&mut self, promise: Promise, at: UnixTime) {
        let (progress, targets) = (&self.progress, &promise.targets);
        self.progress = if promise.priority < self.promise.priority {
            progress.raised(&self.rules(), targets, at)
        } else {
            progress.lowered(&self.rules(), targets, at)
        };
        self.calendar = calendar_of(self.w, &promise);
        self.promise = promise;
        self.offered = None;
    }

    /// One line more.
    fn step(&mut self, line: &HistoryLine) {
        let mut reader = Reader(line.detail.as_slice());
        let (role, state, _) = (reader.number(1), reader.number(1), reader.number(1));
        let found = Action::ALL
            .iter()
            .find(|action| kind(**action) == line.kind);
        match (line.kind.as_str(), found) {
            ("missed", _) => return,
            ("absorbed", _) => self.absorb(line.time, reader),
            ("triage_lapsed", _) => {
                let at = UnixTime(reader.number(8));
                let offered = self.offered.expect("an offer").0;
                self.adopt(offered, at);
            }
            ("lapsed", _) => {
                let lapsed = self.progress.lapsed(&self.rules(), line.time);
                let (lapsed, at) = lapsed.expect("a window passed");
                assert_eq!(at, UnixTime(reader.number(8)));
                self.progress = lapsed;
            }
            (_, Some(action)) => {
                let roles = Role::ALL.iter();
                let role = roles.clone().find(|r| u64::from(r.index()) == role);
                self.act((*action, *role.expect("a role")), line.time, reader);
            }
            (kind, None) => panic!("unknown line {kind}"),
        }
        assert_eq!(u64::from(self.progress.state().index()), state, "{line:?}");
    }

    fn act(&mut self, (action, role): (Action, Role), at: UnixTime, mut reader: Reader<'_>) {
        let extra = match action {
            Action::Reply if role == Role::Customer && reader.number(1) == 0 => {
                Extra::NoAnswerNeeded
            }
            Action::AgreeHold => Extra::Until(UnixTime(reader.number(8))),
            Action::ProposeTriage => {
                let by = reader.number(8);
                let promise = reader.promise();
                match by {
                    0 => self.adopt(promise, at),
                    by => self.offered = Some((promise, UnixTime(by))),
                }
                Extra::Nothing
            }
            Action::Raise | Action::Lower => {
                let promise = reader.promise();
                self.adopt(promise, at);
                Extra::Nothing
            }
            Action::ConsentTriage => {
                let promise = self.offered.expect("an offer").0;
                self.adopt(promise, at);
                Extra::Nothing
            }
            Action::ObjectTriage => {
                self.offered = None;
                Extra::Nothing
            }
            Action::Reopen => {
                self.reopen(reader);
                Extra::Nothing
            }
            _ => Extra::Nothing,
        };
        let act = Act::new((action, role), at).saying(extra);
        let moved = self.progress.act(&act, &self.rules());
        self.progress = moved.expect("an allowed move");
    }

    /// The clocks of a cycle end with their own hours; the next one begins on the newest version.
    fn reopen(&mut self, mut reader: Reader<'_>) {
        let (cycle, clocks) = (self.progress.cycle, self.progress.clocks);
        self.ended.push((cycle, clocks));
        let (_cycle, _target) = (reader.number(4), reader.number(8));
        self.promise.version = reader.number(4);
        self.calendar = calendar_of(self.w, &self.promise);
        self.offered = None;
    }

    fn absorb(&mut self, at: UnixTime, mut reader: Reader<'_>) {
        let _from = reader.number(8);
        let more: Vec<_> = (0..4).map(|_| Seconds(reader.number(8))).collect();
        let (clocks, rules) = (&self.progress.clocks, self.rules());
        let used = |metric, place: usize| {
            let clock = clocks.of(metric)?;
            // An answer that was given is waited for no more: the line tells the whole wait.
            if metric == Metric::NextResponse && clock.has_ended() {
                return Some(more[place]);
            }
            Some(clock.used_at(&rules.hours, at).plus(more[place]))
        };
        let every = rules.target(Metric::Update).unwrap_or_default();
        let began = clocks
            .update
            .map(|updates| updates.clock.target.minus(every));
        let taken = Used {
            first_response: used(Metric::FirstResponse, 0),
            next_response: (more[1].0 > 0)
                .then(|| used(Metric::NextResponse, 1).unwrap_or(more[1])),
            update: used(Metric::Update, 2).map(|all| all.minus(began.unwrap_or_default())),
            resolution: used(Metric::Resolution, 3),
        };
        self.progress = self.progress.absorbed(&taken, &rules, at).0;
    }

    /// Every window that has passed has lapsed.
    fn settle(&mut self, now: UnixTime) {
        loop {
            let end = self.progress.stage.window_end();
            let open = self.progress.state() != State::Closed;
            let offered = self.offered.filter(|_| open);
            let passed = |by: UnixTime| now > by && end.is_none_or(|end| by <= end);
            if let Some((promise, by)) = offered.filter(|(_, by)| passed(*by)) {
                self.adopt(promise, by.plus(Seconds(1)));
            } else if let Some((lapsed, _)) = self.progress.lapsed(&self.rules(), now) {
                self.progress = lapsed;
            } else {
                return;
            }
        }
    }
}

/// What `Clock` answers is what the history says.
pub fn check_clocks(w: &World, ticket: u64) {
    let lines = lines(w, ticket);
    let mut replay = Replay::open(w, &lines[0]);
    for line in &lines[1..] {
        replay.step(line);
    }
    let now = UnixTime(w.now());
    replay.settle(now);
    let rows = w.clocks(ticket);
    let mut compared = 0;
    let current = (replay.progress.cycle, replay.progress.clocks);
    for (cycle, clocks) in replay.ended.iter().chain([&current]) {
        for (metric, _) in clocks.iter() {
            let same = |row: &&ClockRow| row.metric == metric && row.cycle == *cycle;
            let row = rows.iter().find(same).expect("this clock");
            compare(&replay.rules(), (clocks, metric, row), now);
            compared += 1;
        }
    }
    assert_eq!(compared, rows.len());
}

fn compare(rules: &Rules<'_>, (clocks, metric, row): (&Clocks, Metric, &ClockRow), now: UnixTime) {
    let clock = clocks.of(metric).expect("this clock");
    assert_eq!(row.used, clock.used_at(&rules.hours, now));
    assert_eq!(row.ordinal, clocks.ordinal(metric));
    if let (Metric::Update, Some(updates)) = (metric, clocks.update) {
        let counted = updates.count(rules, now, None).0;
        assert_eq!(
            (row.target, row.missed),
            (counted.clock.target, counted.missed)
        );
        assert_eq!(row.verdict, word(counted.verdict_at(rules, now)));
        return;
    }
    assert_eq!(row.target, clock.target);
    assert_eq!(row.due_at, clock.due_at(&rules.hours));
    assert_eq!(row.verdict, word(clock.verdict_at(&rules.hours, now)));
}

fn word(said: Said) -> Verdict {
    match said {
        Said::Running => Verdict::Pending,
        Said::Met => Verdict::Met,
        Said::Missed { late } => Verdict::Missed { late },
        Said::NotMeasured => Verdict::NotMeasured,
    }
}
