//! A ticket's history, played again: what each line does to stage and clocks, by the rules of the contracts,
//! and that it says what it does.

use std::collections::{BTreeMap, BTreeSet};

use aftercare_domain::calendar::{Calendar, Hours};
use aftercare_domain::policy::{Metric, ServiceHours, Targets};
use aftercare_domain::ticket::{
    Act, Action, Clocks, Counted, Illegal, Periods, Progress, Rules, State, Used,
};
use aftercare_domain::time::{Seconds, UnixTime};
use aftercare_interface::ticket_registry::HistoryLine;

use super::detail::{Detail, Opened};
use super::wrong::Wrong;
use crate::case::CaseFile;

/// What a priority promises from a line on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Promise {
    /// 0 for P1.
    pub priority: u8,
    /// The version of its calendar.
    pub version: u32,
    /// The targets; none of them for a best-effort ticket.
    pub targets: Targets,
}

/// A miss that a line may tell: metric, cycle, ordinal, due, how late or how many, target.
pub type Late = (u8, u32, u32, u64, u64, u64);

/// A ticket as far as its lines were read.
pub struct Replay<'a> {
    calendars: BTreeMap<(u64, u32), &'a Calendar>,
    /// What is promised now.
    pub promise: Promise,
    window: Seconds,
    periods: Option<Periods>,
    /// The agreement that covers it; 0 for none.
    agreement: u64,
    /// Stage and clocks.
    pub progress: Progress,
    /// The clocks of earlier cycles, and the rules of their end.
    pub ended: Vec<(u32, Clocks, Promise)>,
    /// A lower priority that waits for consent, and the last second for an objection.
    pub offer: Option<(Promise, UnixTime)>,
    /// Latenesses that were final before something changed, and missed updates that were counted.
    pub latched: Vec<Late>,
    /// Misses that lines told.
    pub told: Vec<Late>,
    /// The version of the calendar for the cycle that is about to begin, and the resolution target that its
    /// line names.
    pub renewed: Option<u32>,
    /// See [`Replay::renewed`].
    pub promised_again: u64,
}

impl<'a> Replay<'a> {
    /// Plays every line.
    ///
    /// # Errors
    /// The first line that cannot be, or says something else than follows from those before it.
    pub fn whole(case: &'a CaseFile) -> Result<Self, Wrong> {
        let Some(first) = case.lines.first() else {
            let need = case.ticket.lines;
            return Err(Wrong::Fewer { found: 0, need });
        };
        let mut replay = Self::open(case, &first.line)?;
        for sealed in case.lines.iter().skip(1) {
            super::line::play(&mut replay, &sealed.line)?;
        }
        replay.pass(case.as_of);
        replay.check_terms(case)?;
        Ok(replay)
    }

    /// What the file says of the ticket is what its lines promised last.
    fn check_terms(&self, case: &CaseFile) -> Result<(), Wrong> {
        let ticket = &case.ticket;
        let covered = (self.agreement > 0).then_some(self.agreement);
        let targets = covered.map(|_| self.promise.targets);
        let priority = usize::from(self.promise.priority);
        let fields = [
            ("ticket.agreement", ticket.agreement == covered),
            ("ticket.targets", ticket.targets == targets),
            ("ticket.priority", ticket.priority.index() == priority),
            ("ticket.cycle", ticket.cycle == self.progress.cycle),
        ];
        match fields.into_iter().find(|(_, agrees)| !agrees) {
            Some((field, _)) => Err(Wrong::Terms { field }),
            None => Ok(()),
        }
    }

    fn open(case: &'a CaseFile, line: &HistoryLine) -> Result<Self, Wrong> {
        let mut detail = Detail(line.detail.as_slice());
        let opened = detail
            .opened()
            .filter(|_| line.kind == "opened" && detail.is_over());
        let opened = opened.ok_or_else(|| unreadable(line))?;
        let (agreement, promise) = (opened.agreement, opened.promise);
        let covered = agreement > 0;
        check_opening(case, line)?;
        let calendars = case
            .calendars
            .iter()
            .map(|found| ((found.id, found.version), &found.calendar));
        let targets = covered.then_some(&promise.targets);
        let replay = Self {
            calendars: calendars.collect(),
            window: opened.window,
            periods: opened.periods,
            agreement,
            progress: Progress::open(targets, line.time),
            promise,
            ended: vec![],
            offer: None,
            latched: vec![],
            told: vec![],
            renewed: None,
            promised_again: 0,
        };
        replay.check_hours(&replay.promise)?;
        Ok(replay)
    }

    /// What time is measured with now.
    pub fn rules(&self) -> Rules<'_> {
        Rules {
            hours: self.hours(&self.promise).unwrap_or(Hours::Always),
            window: self.window,
            targets: Some(&self.promise.targets),
            periods: self.periods,
        }
    }

    fn hours(&self, promise: &Promise) -> Option<Hours<'a>> {
        match promise.targets.hours {
            ServiceHours::Always => Some(Hours::Always),
            ServiceHours::Calendar(id) => {
                let found = self.calendars.get(&(id, promise.version))?;
                Some(Hours::Calendar(found))
            }
        }
    }

    /// Whether the file holds the hours of a promise.
    ///
    /// # Errors
    /// Where it does not, or holds hours that no registry takes.
    pub fn check_hours(&self, promise: &Promise) -> Result<(), Wrong> {
        let ServiceHours::Calendar(calendar) = promise.targets.hours else {
            return Ok(());
        };
        let version = promise.version;
        match self.hours(promise) {
            Some(Hours::Calendar(found)) if found.check().is_ok() => Ok(()),
            _ => Err(Wrong::Calendar { calendar, version }),
        }
    }

    /// Lets the windows lapse that nobody has settled.
    fn pass(&mut self, now: UnixTime) {
        while let Some(by) = self.consent_lapse(now) {
            // What a stage's window ends before the consent's has lapsed before it.
            self.progress = self.progress.clone().settled(&self.rules(), by);
            if let Some((promise, _)) = self.offer.take() {
                self.lower(promise, by.plus(Seconds(1)));
            }
        }
        self.progress = self.progress.clone().settled(&self.rules(), now);
    }

    /// The last second for an objection, where it has passed and the ticket was open then.
    fn consent_lapse(&self, now: UnixTime) -> Option<UnixTime> {
        let (_, by) = self.offer.filter(|(_, by)| now > *by)?;
        let then = self.progress.clone().settled(&self.rules(), by);
        (then.state() != State::Closed).then_some(by)
    }

    /// Somebody acts, or a window lapses.
    ///
    /// # Errors
    /// Where the table does not hold the move.
    pub fn act(&mut self, act: &Act) -> Result<(), Illegal> {
        if act.action == Action::Reopen {
            let ended = (self.progress.cycle, self.progress.clocks, self.promise);
            self.ended.push(ended);
            self.promise.version = self.renewed.take().unwrap_or(self.promise.version);
        }
        let (counted, groups) = self.progress.counted_for(act, &self.rules());
        self.progress = counted.act(act, &self.rules())?;
        self.note(groups);
        Ok(())
    }

    /// The customer takes a ticket as its own that an agent opened: all clocks begin.
    ///
    /// # Errors
    /// Where the file lacks the hours.
    pub fn acknowledge(&mut self, opened: &Opened, at: UnixTime) -> Result<(), Wrong> {
        self.check_hours(&opened.promise)?;
        self.promise = opened.promise;
        (self.window, self.periods) = (opened.window, opened.periods);
        self.agreement = opened.agreement;
        let covered = opened.agreement > 0;
        self.progress = Progress::open(covered.then_some(&opened.promise.targets), at);
        Ok(())
    }

    /// More urgent targets hold.
    pub fn raise(&mut self, promise: Promise, at: UnixTime) {
        let groups = self.progress.counted(&self.rules(), at, None).1;
        let raised = self.progress.raised(&self.rules(), &promise.targets, at);
        self.note(groups);
        (self.progress, self.promise) = (raised, promise);
    }

    /// Less urgent targets hold; what is late under the old ones stays so.
    pub fn lower(&mut self, promise: Promise, at: UnixTime) {
        self.latched.extend(self.timed(at));
        let groups = self.progress.counted(&self.rules(), at, None).1;
        let lowered = self.progress.lowered(&self.rules(), &promise.targets, at);
        self.note(groups);
        (self.progress, self.promise) = (lowered, promise);
    }

    /// Another ticket is taken up.
    pub fn absorb(&mut self, used: &Used, at: UnixTime) {
        let (absorbed, missed) = self.progress.absorbed(used, &self.rules(), at);
        self.progress = absorbed;
        self.note(missed);
    }

    /// The misses of all clocks but the update's at an instant.
    pub fn timed(&self, at: UnixTime) -> Vec<Late> {
        let (rules, cycle) = (self.rules(), self.progress.cycle);
        let clocks = self.progress.clocks.timed();
        let late = clocks.filter_map(|(metric, clock)| {
            let miss = clock.miss_at(&rules.hours, at)?;
            let ordinal = self.progress.clocks.ordinal(metric);
            let (due, late) = (miss.due.0, miss.late.0);
            Some((metric.index(), cycle, ordinal, due, late, clock.target.0))
        });
        late.collect()
    }

    /// Counts the missed updates as a poke does.
    pub fn count(&mut self, at: UnixTime) {
        let suggested = self.progress.suggested();
        let (counted, groups) = self.progress.counted(&self.rules(), at, suggested);
        self.progress = counted;
        self.note(groups);
    }

    fn note(&mut self, groups: impl IntoIterator<Item = Counted>) {
        let cycle = self.progress.cycle;
        self.latched.extend(groups.into_iter().map(|group| {
            let number = u64::from(group.number);
            let metric = Metric::Update.index();
            (metric, cycle, group.period, group.due.0, number, 0)
        }));
    }
}

/// What the file says of the opening is what the first line commits to.
fn check_opening(case: &CaseFile, line: &HistoryLine) -> Result<(), Wrong> {
    let ticket = &case.ticket;
    let content = Some(&ticket.content.hash) == line.commitment.as_ref();
    let fields = [
        ("ticket.opened_at", ticket.opened_at == line.time),
        ("ticket.content", content),
    ];
    match fields.into_iter().find(|(_, agrees)| !agrees) {
        Some((field, _)) => Err(Wrong::Terms { field }),
        None => Ok(()),
    }
}

/// The detail of this line is of another release, or none.
pub fn unreadable(line: &HistoryLine) -> Wrong {
    Wrong::Detail {
        place: place(line),
        kind: line.kind.clone(),
    }
}

/// Its place in the history.
pub fn place(line: &HistoryLine) -> usize {
    usize::try_from(line.index).unwrap_or(usize::MAX)
}

/// The versions of calendars in whose hours clocks count by these lines, each once, in order.
pub fn named_hours<'a>(lines: impl Iterator<Item = &'a HistoryLine>) -> BTreeSet<(u64, u32)> {
    let mut hours = Named::default();
    for line in lines {
        hours.read(line);
    }
    hours.all.retain(|(calendar, _)| *calendar > 0);
    hours.all
}

/// The calendar that holds, one that is offered, and all versions so far.
#[derive(Default)]
struct Named {
    holds: u64,
    offered: u64,
    all: BTreeSet<(u64, u32)>,
}

impl Named {
    fn read(&mut self, line: &HistoryLine) {
        let promised = |skip: usize| {
            let mut detail = Detail(line.detail.as_slice());
            detail.skip(skip)?;
            let promise = detail.promise()?;
            let calendar = match promise.targets.hours {
                ServiceHours::Always => 0,
                ServiceHours::Calendar(id) => id,
            };
            Some((calendar, promise.version))
        };
        let promised = match line.kind.as_str() {
            "opened" => promised(16),
            "acknowledged" => promised(19),
            "raised" | "lowered" => promised(3),
            "triage_proposed" => promised(11),
            "triage_accepted" | "triage_lapsed" => {
                self.holds = self.offered;
                None
            }
            "reopened" => {
                let mut detail = Detail(line.detail.as_slice());
                let version = detail.skip(15).and_then(|()| detail.small(4));
                version.map(|version| (self.holds, version))
            }
            _ => None,
        };
        let Some((calendar, version)) = promised else {
            return;
        };
        self.all.insert((calendar, version));
        // An offer that holds at once names no last second for an objection.
        let waits = line.kind == "triage_proposed"
            && line.detail.as_slice().get(3..11) != Some(&[0; 8][..]);
        if waits {
            self.offered = calendar;
        } else {
            self.holds = calendar;
        }
    }
}
