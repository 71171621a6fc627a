//! A ticket that goes through time.

use crate::act::{Act, Refused, State};
use crate::clock::{Clock, Phase};
use crate::updates::Updates;
use crate::{Hours, Pace};

const DAY: i64 = 86_400;
/// Open days in the window to confirm, and in the window to answer.
const CONFIRM_DAYS: usize = 2;
const ANSWER_DAYS: usize = 5;
/// How long a bot's proposal waits.
const BOT_WAITS: i64 = 3 * DAY;

/// What is promised, in which hours.
#[derive(Clone, Copy, Debug)]
pub struct Promise<'a> {
    /// The seconds that count.
    pub hours: Hours<'a>,
    /// Until the first word of a human.
    pub first_response: Option<i64>,
    /// Until the answer to the oldest unanswered message.
    pub next_response: Option<i64>,
    /// From word to word.
    pub update: Option<i64>,
    /// Until a resolution that stands.
    pub resolution: Option<i64>,
}

/// What another ticket had used.
#[derive(Clone, Copy, Debug, Default)]
pub struct Used {
    /// Until its first response.
    pub first_response: Option<i64>,
    /// Since its oldest unanswered message.
    pub next_response: Option<i64>,
    /// Of its present interval without a word.
    pub update: Option<i64>,
    /// Until its resolution.
    pub resolution: Option<i64>,
}

/// A wait for an answer.
#[derive(Clone, Debug)]
pub struct Turn {
    /// Which of the cycle.
    pub ordinal: u32,
    /// Its clock.
    pub clock: Clock,
}

/// A ticket.
#[derive(Clone, Debug)]
pub struct Ticket<'a> {
    pace: Pace,
    now: i64,
    promise: Promise<'a>,
    /// How long a proposal waits for the customer's word.
    window: i64,
    /// Where it is.
    pub state: State,
    /// The last second of a state that time ends.
    until: Option<i64>,
    /// When the present state began.
    since: i64,
    /// Whether the resolution that waits is one that nobody proposed.
    unanswered: bool,
    rejections: u32,
    /// From 0.
    pub cycle: u32,
    /// Until the first word of a human.
    pub first_response: Option<Clock>,
    /// Each wait for an answer of this cycle.
    pub turns: Vec<Turn>,
    /// Intervals without a word of this cycle.
    pub updates: Option<Updates>,
    /// Until the resolution.
    pub resolution: Option<Clock>,
}

impl<'a> Ticket<'a> {
    /// Opened at `now`.
    #[must_use]
    pub fn open(promise: Promise<'a>, window: i64, (now, pace): (i64, Pace)) -> Self {
        Self {
            pace,
            now,
            window,
            state: State::Open,
            until: None,
            since: now,
            unanswered: false,
            rejections: 0,
            cycle: 0,
            first_response: promise.first_response.map(Clock::new),
            turns: vec![],
            updates: promise.update.map(Updates::new),
            resolution: promise.resolution.map(Clock::new),
            promise,
        }
    }

    /// When the present state began.
    #[must_use]
    pub const fn since(&self) -> i64 {
        self.since
    }

    /// The last second of a state that time ends.
    #[must_use]
    pub const fn until(&self) -> Option<i64> {
        self.until
    }

    /// Lets time pass until `to`: clocks count, windows lapse. None where the bitmap ends before a window.
    #[must_use]
    pub fn pass(&mut self, to: i64) -> Option<()> {
        while let Some(until) = self.until.filter(|until| *until < to) {
            self.count(until + 1);
            self.lapse()?;
        }
        self.count(to);
        Some(())
    }

    /// Lets time pass up to and with the second `until`; a window that ends in it has not lapsed yet. None where
    /// the bitmap ends before a window.
    #[must_use]
    pub fn pass_through(&mut self, until: i64) -> Option<()> {
        self.pass(until)?;
        self.count(until + 1);
        Some(())
    }

    /// Somebody acts now. None where the bitmap ends before a window.
    ///
    /// # Errors
    /// Where the state does not allow it; then nothing has changed.
    pub fn act(&mut self, act: &Act<'a>) -> Option<Result<(), Refused>> {
        let to = match act.leads_to(self.state) {
            Ok(to) => to,
            Err(refused) => return Some(Err(refused)),
        };
        match act {
            Act::Raise(promise) => self.raise(*promise),
            Act::Lower(promise) => self.lower(*promise),
            Act::TakeUp(used) => self.take_up(used),
            Act::Reopen => self.reopen(),
            _ => self.word(act, to)?,
        }
        Some(Ok(()))
    }

    /// Other hours hold from the next cycle on.
    pub fn renew(&mut self, hours: Hours<'a>) {
        self.promise.hours = hours;
    }

    fn count(&mut self, to: i64) {
        let (hours, span, pace) = (self.promise.hours, (self.now, to), self.pace);
        for clock in self.simple_clocks() {
            clock.pass(&hours, span, pace);
        }
        if let Some(updates) = &mut self.updates {
            updates.pass(&hours, span, pace);
        }
        self.now = to;
    }

    /// All clocks but the update's.
    fn simple_clocks(&mut self) -> impl Iterator<Item = &mut Clock> {
        let turns = self.turns.iter_mut().map(|turn| &mut turn.clock);
        let others = self.first_response.iter_mut().chain(&mut self.resolution);
        others.chain(turns)
    }

    /// Nobody has said a word in time.
    fn lapse(&mut self) -> Option<()> {
        match self.state {
            State::Awaiting => {
                self.unanswered = true;
                self.enter(State::Resolved)
            }
            State::OnHold => self.enter(State::InProgress),
            State::Suggested => self.enter(State::Open),
            State::Resolved => {
                self.end(Phase::Stopped);
                self.enter(State::Closed)
            }
            _ => Some(()),
        }
    }

    fn word(&mut self, act: &Act<'_>, to: State) -> Option<()> {
        if act.is_answer() {
            self.answered();
        }
        if matches!(act, Act::Reject) && self.state == State::Resolved && !self.unanswered {
            self.count_wait();
            self.rejections += 1;
        }
        match act {
            Act::Accept if self.state == State::Suggested => self.solved_by_bot(),
            Act::Accept => self.end(Phase::Stopped),
            Act::Cancel | Act::Merge => self.end(Phase::Abandoned),
            _ => {}
        }
        let anew = matches!(act, Act::Ask | Act::AgreeHold { .. });
        if to != self.state || anew {
            self.unanswered = false;
            self.enter(to)?;
        }
        if let Act::AgreeHold { until } = act {
            self.until = Some(*until);
        }
        if act.asks() {
            self.asked();
        }
        Some(())
    }

    /// A state begins now; the resolution and the update wait where the provider can do nothing.
    fn enter(&mut self, state: State) -> Option<()> {
        (self.state, self.since) = (state, self.now);
        self.until = match state {
            State::Awaiting => Some(self.window_end(ANSWER_DAYS)?),
            State::Resolved => Some(self.window_end(CONFIRM_DAYS)?),
            State::Suggested => Some(self.now + BOT_WAITS),
            _ => None,
        };
        let runs = matches!(state, State::Open | State::InProgress | State::Suggested);
        let now = self.now;
        let updates = self.updates.iter_mut().map(|updates| &mut updates.clock);
        for clock in self.resolution.iter_mut().chain(updates) {
            if runs {
                clock.run(now);
            } else {
                clock.wait();
            }
        }
        Some(())
    }

    fn window_end(&self, open_days: usize) -> Option<i64> {
        let hours = &self.promise.hours;
        hours.window_end(self.now, self.window, open_days)
    }

    /// A human of the provider has said something.
    fn answered(&mut self) {
        if let Some(clock) = &mut self.first_response {
            clock.end(Phase::Stopped);
        }
        if let Some(turn) = self.turns.last_mut() {
            turn.clock.end(Phase::Stopped);
        }
        if let (Some(updates), Some(every)) = (&mut self.updates, self.promise.update) {
            updates.heard(every);
        }
    }

    /// The customer waits. The oldest message that nobody answered has the clock.
    fn asked(&mut self) {
        let waits = |clock: &Clock| !clock.has_ended();
        let before_first = self.first_response.as_ref().is_some_and(waits);
        let older = self.turns.last().is_some_and(|turn| waits(&turn.clock));
        if let (false, false, Some(target)) = (before_first, older, self.promise.next_response) {
            self.turns.push(Turn {
                ordinal: self.turns.len() as u32,
                clock: Clock::new(target),
            });
        }
    }

    /// From the second rejection of a cycle on, the time that the customer took for it counts, at most as
    /// long as a next response may take.
    fn count_wait(&mut self) {
        let (hours, since, now) = (self.promise.hours, self.since, self.now);
        let (Some(clock), Some(most)) = (&mut self.resolution, self.promise.next_response) else {
            return;
        };
        if self.rejections > 0 {
            let end = hours.reach(since, most).map_or(now, |end| end.min(now));
            clock.run(since);
            clock.pass(&hours, (since, end), self.pace);
            clock.wait();
        }
    }

    fn end(&mut self, phase: Phase) {
        for clock in self.simple_clocks() {
            clock.end(phase);
        }
        if let Some(updates) = &mut self.updates {
            updates.clock.end(phase);
        }
    }

    /// The customer confirmed what a bot had proposed: what was due only after that is no miss.
    fn solved_by_bot(&mut self) {
        let since = self.since;
        for clock in self.simple_clocks() {
            if clock.missed().is_some_and(|due| due > since) {
                clock.waive();
            }
        }
        if let Some(updates) = &mut self.updates {
            updates.waive(since);
        }
        if let Some(clock) = &mut self.resolution {
            clock.end(Phase::Stopped);
        }
        for clock in self.simple_clocks() {
            let late = clock.missed().is_some();
            clock.end(if late {
                Phase::Stopped
            } else {
                Phase::Abandoned
            });
        }
        if let Some(updates) = &mut self.updates {
            updates.clock.end(Phase::Waived);
        }
    }

    fn raise(&mut self, promise: Promise<'a>) {
        let now = self.now;
        let raise = |clock: &mut Option<Clock>, full: Option<i64>| match (clock, full) {
            (Some(clock), Some(full)) => clock.raise(full, now),
            (none @ None, Some(full)) => *none = Some(Clock::new(full)),
            _ => {}
        };
        // Nobody waits for a first word that was said already.
        if self.state == State::Open && self.cycle == 0 {
            raise(&mut self.first_response, promise.first_response);
        }
        raise(&mut self.resolution, promise.resolution);
        if let (Some(turn), Some(full)) = (self.turns.last_mut(), promise.next_response) {
            turn.clock.raise(full, now);
        }
        match (&mut self.updates, promise.update) {
            (Some(updates), Some(every)) => updates.raise(every, now),
            (none @ None, Some(every)) => *none = Some(Updates::new(every)),
            _ => {}
        }
        self.promise = promise;
        if !matches!(self.state, State::Open | State::InProgress) {
            let updates = self.updates.iter_mut().map(|updates| &mut updates.clock);
            for clock in self.resolution.iter_mut().chain(updates) {
                clock.wait();
            }
        }
    }

    /// A less urgent promise holds from now on, in whatever state: that the customer agrees, or does not object,
    /// takes no word.
    pub fn lower(&mut self, promise: Promise<'a>) {
        let now = self.now;
        let lower = |clock: Option<&mut Clock>, full: Option<i64>| match (clock, full) {
            (Some(clock), Some(full)) => clock.lower(full, now),
            (Some(clock), None) => clock.give_up(),
            _ => {}
        };
        lower(self.first_response.as_mut(), promise.first_response);
        let turn = self.turns.last_mut().map(|turn| &mut turn.clock);
        lower(turn, promise.next_response);
        lower(self.resolution.as_mut(), promise.resolution);
        match (&mut self.updates, promise.update) {
            (Some(updates), Some(every)) => updates.lower(every, now),
            (Some(updates), None) => updates.clock.end(Phase::Abandoned),
            _ => {}
        }
        self.promise = promise;
    }

    /// The larger used time counts, of each metric.
    pub fn take_up(&mut self, used: &Used) {
        if used.next_response.is_some() {
            self.asked();
        }
        let now = self.now;
        let take = |clock: Option<&mut Clock>, used: Option<i64>| {
            if let Some(clock) = clock {
                clock.take(used.unwrap_or(0), now);
            }
        };
        take(self.first_response.as_mut(), used.first_response);
        let turn = self.turns.last_mut().map(|turn| &mut turn.clock);
        take(turn, used.next_response);
        take(self.resolution.as_mut(), used.resolution);
        if let Some(updates) = &mut self.updates {
            updates.take(used.update.unwrap_or(0), now);
        }
    }

    /// A new cycle: the answer is owed at once, and for the resolution there is what was left, or a quarter.
    fn reopen(&mut self) {
        self.cycle += 1;
        self.rejections = 0;
        self.first_response = None;
        self.turns.clear();
        self.updates = self.promise.update.map(Updates::new);
        let promised = self.promise.resolution.is_some();
        let before = self.resolution.as_ref().filter(|_| promised);
        self.resolution = before.map(|clock| {
            let quarter = clock.target / 4 + i64::from(clock.target % 4 > 0);
            Clock::new(quarter.max(clock.target - clock.used))
        });
        (self.state, self.since, self.until) = (State::Open, self.now, None);
        self.asked();
    }
}
