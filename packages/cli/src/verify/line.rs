//! What a line does, and whether it says so.

use aftercare_domain::policy::Metric;
use aftercare_domain::ticket::{Act, Action, Extra, Role, Used};
use aftercare_domain::time::{Seconds, UnixTime};
use aftercare_interface::ticket_registry::HistoryLine;
use aftercare_ticket_registry::history::{clocks, kind};

use super::detail::{Begin, Detail};
use super::replay::{place, unreadable, Late, Replay};
use super::wrong::Wrong;

/// A line, what is left to read of it, and the ticket that it is played on.
struct Played<'r, 'a, 'l> {
    replay: &'r mut Replay<'a>,
    line: &'l HistoryLine,
    begin: Begin,
    detail: Detail<'l>,
}

/// Plays one line.
///
/// # Errors
/// Where it cannot be, or says something else than follows from the lines before it.
pub fn play(replay: &mut Replay<'_>, line: &HistoryLine) -> Result<(), Wrong> {
    let mut detail = Detail(line.detail.as_slice());
    let begin = detail.begin().ok_or_else(|| unreadable(line))?;
    let mut played = Played {
        replay,
        line,
        begin,
        detail,
    };
    match line.kind.as_str() {
        "missed" => played.missed()?,
        "absorbed" => played.absorbed()?,
        "triage_lapsed" => played.consent_lapsed()?,
        other => {
            let mut actions = Action::ALL.iter().copied();
            let action = actions.find(|action| kind(*action) == other);
            played.act(action.ok_or_else(|| unreadable(line))?)?;
        }
    }
    played.check_end()
}

impl Played<'_, '_, '_> {
    fn number(&mut self, bytes: usize) -> Result<u64, Wrong> {
        let line = self.line;
        self.detail.number(bytes).ok_or_else(|| unreadable(line))
    }

    fn instant(&mut self) -> Result<UnixTime, Wrong> {
        self.number(8).map(UnixTime)
    }

    /// Somebody acts: what the line says beside role, state and clocks, and what it does.
    fn act(&mut self, action: Action) -> Result<(), Wrong> {
        if action == Action::Acknowledge {
            let line = self.line;
            let opened = self.detail.opened().ok_or_else(|| unreadable(line))?;
            return self.replay.acknowledge(&opened, line.time);
        }
        self.change_priority(action)?;
        let (mut at, mut says) = (self.line.time, Extra::Nothing);
        match action {
            Action::Lapse => at = self.instant()?,
            Action::AgreeHold => says = Extra::Until(self.instant()?),
            Action::Reply => says = self.expectation()?,
            Action::Reopen => self.renew_hours()?,
            _ => {}
        }
        let act = Act::new((action, self.begin.role), at).saying(says);
        let before = self.used(at);
        let done = self.replay.act(&act);
        done.map_err(|illegal| Wrong::Illegal {
            place: place(self.line),
            kind: self.line.kind.clone(),
            illegal,
        })?;
        match action {
            Action::Reject => {
                let (waited, found) = (self.used(at).minus(before), self.number(8)?);
                self.agree("waited seconds", (found, waited.0))
            }
            Action::Reopen => {
                let clocks = &self.replay.progress.clocks;
                let target = clocks.resolution.map_or(0, |clock| clock.target.0);
                let found = self.replay.promised_again;
                self.agree("resolution target", (found, target))
            }
            _ => Ok(()),
        }
    }

    fn expectation(&mut self) -> Result<Extra, Wrong> {
        let expects = self.number(1)? > 0;
        Ok(match (expects, self.begin.role) {
            (false, Role::Customer) => Extra::NoAnswerNeeded,
            _ => Extra::Nothing,
        })
    }

    fn used(&self, at: UnixTime) -> Seconds {
        let rules = self.replay.rules();
        self.replay.progress.resolution_used(&rules, at)
    }

    /// Another priority holds from now on, or is offered.
    fn change_priority(&mut self, action: Action) -> Result<(), Wrong> {
        let at = self.line.time;
        match action {
            Action::Raise => {
                let promise = self.promise()?;
                self.replay.raise(promise, at);
            }
            Action::Lower => {
                let promise = self.promise()?;
                self.replay.lower(promise, at);
            }
            Action::ProposeTriage => {
                let (until, promise) = (self.number(8)?, self.promise()?);
                if until == 0 {
                    self.replay.raise(promise, at);
                } else {
                    self.replay.offer = Some((promise, UnixTime(until)));
                }
            }
            Action::ConsentTriage => self.consent(at)?,
            Action::ObjectTriage => self.replay.offer = None,
            _ => {}
        }
        Ok(())
    }

    fn promise(&mut self) -> Result<super::replay::Promise, Wrong> {
        let line = self.line;
        let promise = self.detail.promise().ok_or_else(|| unreadable(line))?;
        self.replay.check_hours(&promise)?;
        Ok(promise)
    }

    fn consent(&mut self, at: UnixTime) -> Result<(), Wrong> {
        let line = self.line;
        let offer = self.replay.offer.take();
        let (promise, _) = offer.ok_or_else(|| unreadable(line))?;
        self.replay.lower(promise, at);
        Ok(())
    }

    fn consent_lapsed(&mut self) -> Result<(), Wrong> {
        let at = self.instant()?;
        self.consent(at)
    }

    /// A new cycle counts on the newest version of the calendar.
    fn renew_hours(&mut self) -> Result<(), Wrong> {
        self.replay.offer = None;
        let cycle = self.number(4)?;
        let need = u64::from(self.replay.progress.cycle) + 1;
        self.agree("cycle", (cycle, need))?;
        self.replay.promised_again = self.number(8)?;
        let line = self.line;
        let version = self.detail.small(4).ok_or_else(|| unreadable(line))?;
        self.replay.renewed = Some(version);
        Ok(())
    }

    /// A miss is one of the clocks as they are now, or as they were when something last changed.
    fn missed(&mut self) -> Result<(), Wrong> {
        let line = self.line;
        let told = self.detail.late().ok_or_else(|| unreadable(line))?;
        if !self.replay.latched.contains(&told) && told.0 == Metric::Update.index() {
            self.replay.count(line.time);
        }
        let now = self.replay.timed(line.time);
        if self.replay.latched.contains(&told) || now.contains(&told) {
            self.replay.told.push(told);
            return Ok(());
        }
        let same = |late: &&Late| (late.0, late.1, late.2) == (told.0, told.1, told.2);
        let need = now.iter().chain(&self.replay.latched).find(same);
        Err(Wrong::Says {
            place: place(line),
            kind: line.kind.clone(),
            field: "(metric, cycle, ordinal, due, late, target)",
            found: format!("{told:?}"),
            need: need.map_or("no such miss".to_owned(), |late| format!("{late:?}")),
        })
    }

    /// What another ticket had used more is added.
    fn absorbed(&mut self) -> Result<(), Wrong> {
        let (at, _other) = (self.line.time, self.number(8)?);
        let added = [
            self.number(8)?,
            self.number(8)?,
            self.number(8)?,
            self.number(8)?,
        ];
        let [first, next, update, resolution] = added.map(Seconds);
        self.replay.count(at);
        let (rules, held) = (self.replay.rules(), &self.replay.progress.clocks);
        let used = |metric, more: Seconds| {
            let clock = held.of(metric).filter(|clock| !clock.has_ended());
            clock.map(|clock| clock.used_at(&rules.hours, at).plus(more))
        };
        let waits = self.begin.clocks >> 1 & 1 == 1;
        let every = rules.target(Metric::Update).unwrap_or_default();
        let begun = |target: Seconds| target.minus(every);
        let used = Used {
            first_response: used(Metric::FirstResponse, first),
            next_response: used(Metric::NextResponse, next).or(waits.then_some(next)),
            update: held.of(Metric::Update).and_then(|clock| {
                let all = used(Metric::Update, update)?;
                Some(all.minus(begun(clock.target)))
            }),
            resolution: used(Metric::Resolution, resolution),
        };
        self.replay.absorb(&used, at);
        Ok(())
    }

    /// State and clocks after the line are what it says.
    fn check_end(&self) -> Result<(), Wrong> {
        let progress = &self.replay.progress;
        let state = (self.begin.state, progress.state().index());
        self.agree("state", (state.0.into(), state.1.into()))?;
        let running = (self.begin.clocks, clocks(progress));
        self.agree("running clocks", (running.0.into(), running.1.into()))
    }

    fn agree(&self, field: &'static str, (found, need): (u64, u64)) -> Result<(), Wrong> {
        if found == need {
            return Ok(());
        }
        Err(Wrong::Says {
            place: place(self.line),
            kind: self.line.kind.clone(),
            field,
            found: found.to_string(),
            need: need.to_string(),
        })
    }
}
