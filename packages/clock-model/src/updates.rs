//! Intervals without a word of the provider: each that is over without one is a miss.

use crate::clock::{Clock, Phase, Verdict};
use crate::{Hours, Pace};

/// The intervals of a cycle.
#[derive(Clone, Debug)]
pub struct Updates {
    /// The present one: counted seconds since the last word, and where the interval ends.
    pub clock: Clock,
    every: i64,
    /// The due of each that was missed.
    pub missed: Vec<i64>,
}

impl Updates {
    pub(crate) const fn new(every: i64) -> Self {
        Self {
            clock: Clock::new(every),
            every,
            missed: vec![],
        }
    }

    /// What they say: of the present interval, and that there were missed ones.
    #[must_use]
    pub fn verdict(&self) -> Verdict {
        match (self.clock.verdict(), self.missed.is_empty()) {
            (late @ Verdict::Missed(_), _) | (late, true) => late,
            _ => Verdict::Missed(0),
        }
    }

    /// How much of the present interval is used; nothing where none is promised any more.
    #[must_use]
    pub fn present(&self) -> Option<i64> {
        let began = self.clock.target - self.every;
        (!self.clock.has_ended()).then_some(self.clock.used - began)
    }

    /// Lets the time from `from` to `to` pass.
    pub(crate) fn pass(&mut self, hours: &Hours<'_>, (from, to): (i64, i64), pace: Pace) {
        if self.clock.phase != Phase::Running {
            return;
        }
        match pace {
            Pace::EverySecond => {
                for second in from..to {
                    if hours.is_open(second) {
                        self.clock.use_second(second);
                        self.miss();
                    }
                }
            }
            Pace::Counted => self.count(hours, (from, to)),
        }
    }

    fn count(&mut self, hours: &Hours<'_>, (from, to): (i64, i64)) {
        let before = self.clock.used;
        self.clock.used += hours.count(from, to);
        loop {
            let target = self.clock.target;
            if before < target && target <= self.clock.used {
                self.clock.reached = hours.reach(from, target - before);
            }
            if !self.miss() {
                return;
            }
        }
    }

    /// Notes the present interval as missed, if it is.
    fn miss(&mut self) -> bool {
        let late = self.clock.used > self.clock.target;
        if late {
            self.missed.extend(self.clock.reached);
            self.clock.target += self.every;
            self.clock.forget_miss();
        }
        late
    }

    /// A word: a new interval begins.
    pub(crate) fn heard(&mut self, every: i64) {
        if !self.clock.has_ended() {
            let phase = self.clock.phase;
            self.clock = Clock::new(every);
            self.clock.phase = phase;
            self.every = every;
        }
    }

    /// What was due only after an instant is no miss: the first of these intervals is the last one.
    pub(crate) fn waive(&mut self, after: i64) {
        let before = self.missed.len();
        self.missed.retain(|due| *due <= after);
        let waived = before - self.missed.len();
        self.clock.target -= self.every * waived as i64;
    }

    pub(crate) fn raise(&mut self, every: i64, at: i64) {
        self.clock.raise(every, at);
        self.every = every;
    }

    /// The present interval, from where it began, becomes as long as the new ones.
    pub(crate) fn lower(&mut self, every: i64, at: i64) {
        let began = self.clock.target - self.every;
        self.clock.lower(began + every, at);
        self.every = every;
    }

    /// Another ticket had used so much of its present interval. Every interval that this uses up is missed now:
    /// it was due in the second before.
    pub(crate) fn take(&mut self, present: i64, at: i64) {
        let began = self.clock.target - self.every;
        self.clock.take(began + present, at);
        while !self.clock.has_ended() && self.clock.used > self.clock.target {
            self.missed.push(at - 1);
            self.clock.target += self.every;
            self.clock.forget_miss();
        }
        // An interval that ends with this very second is due in it.
        self.clock.take(0, at);
    }
}
