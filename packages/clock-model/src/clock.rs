//! One clock: so many counted seconds used, of so many promised.

use crate::{Hours, Pace};

/// Whether it counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Phase {
    Running,
    Waiting,
    /// What it measures has happened.
    Stopped,
    /// Nobody waits for it any more.
    Abandoned,
    /// A miss that the customer has waived.
    Waived,
}

/// What a clock says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Not late so far.
    Pending,
    /// It stopped in time.
    Met,
    /// Late by so many counted seconds.
    Missed(i64),
    /// It ended without an outcome.
    NotMeasured,
}

/// One clock.
#[derive(Clone, Debug)]
pub struct Clock {
    /// Counted seconds that are promised.
    pub target: i64,
    /// Counted seconds that were used.
    pub used: i64,
    pub(crate) phase: Phase,
    /// When the target was used up.
    pub(crate) reached: Option<i64>,
    /// When it was, where it was then missed.
    missed: Option<i64>,
    /// A lateness that was final before the promise became a longer one.
    kept: i64,
}

impl Clock {
    pub(crate) const fn new(target: i64) -> Self {
        Self {
            target,
            used: 0,
            phase: Phase::Running,
            reached: None,
            missed: None,
            kept: 0,
        }
    }

    /// Lets the time from `from` to `to` pass.
    pub(crate) fn pass(&mut self, hours: &Hours<'_>, (from, to): (i64, i64), pace: Pace) {
        if self.phase != Phase::Running {
            return;
        }
        match pace {
            Pace::EverySecond => {
                for second in from..to {
                    if hours.is_open(second) {
                        self.use_second(second);
                    }
                }
            }
            Pace::Counted => {
                let open = hours.count(from, to);
                if self.used < self.target && self.used + open >= self.target {
                    self.reached = hours.reach(from, self.target - self.used);
                }
                self.used += open;
                self.notice();
            }
        }
    }

    pub(crate) fn use_second(&mut self, second: i64) {
        self.used += 1;
        if self.used == self.target {
            self.reached = Some(second + 1);
        }
        self.notice();
    }

    /// A target that is used up is still met; the next second misses it.
    fn notice(&mut self) {
        if self.used > self.target && self.missed.is_none() {
            self.missed = self.reached;
        }
    }

    pub(crate) fn run(&mut self, at: i64) {
        if self.phase == Phase::Waiting {
            self.phase = Phase::Running;
            if self.used >= self.target && self.missed.is_none() {
                self.reached = Some(at);
            }
        }
    }

    pub(crate) fn wait(&mut self) {
        if self.phase == Phase::Running {
            self.phase = Phase::Waiting;
        }
    }

    pub(crate) fn end(&mut self, phase: Phase) {
        if !self.has_ended() {
            self.phase = phase;
        }
    }

    pub(crate) fn waive(&mut self) {
        if !self.has_ended() {
            self.phase = Phase::Waived;
            self.missed = None;
        }
    }

    /// A more urgent promise of `full` seconds.
    pub(crate) fn raise(&mut self, full: i64, at: i64) {
        self.touch(at);
        match self.phase {
            Phase::Stopped | Phase::Waived => {}
            Phase::Abandoned => {
                self.phase = Phase::Running;
                self.target = self.used + full;
            }
            _ => self.target = self.target.min(self.used + full),
        }
    }

    /// A less urgent promise of `full` seconds.
    pub(crate) fn lower(&mut self, full: i64, at: i64) {
        if self.has_ended() {
            return;
        }
        self.touch(at);
        self.keep();
        self.target = self.target.max(full);
        if self.used < self.target {
            self.reached = None;
        }
    }

    /// Nothing is promised any more.
    pub(crate) fn give_up(&mut self) {
        if !self.has_ended() {
            self.keep();
            self.phase = Phase::Abandoned;
        }
    }

    /// What was late so far stays late.
    fn keep(&mut self) {
        self.kept = self.kept.max(self.used - self.target);
    }

    /// Another clock had used so many seconds. What is late by them could be met in the second before.
    pub(crate) fn take(&mut self, used: i64, at: i64) {
        if self.has_ended() {
            return;
        }
        self.touch(at);
        self.used = self.used.max(used);
        if self.used > self.target && self.missed.is_none() {
            self.missed = Some(at - 1);
        }
        if self.used >= self.target && self.reached.is_none() {
            self.reached = Some(at);
        }
    }

    /// What changes while the last second of the target still holds is its due from then on.
    fn touch(&mut self, at: i64) {
        if self.phase == Phase::Running && self.used >= self.target && self.missed.is_none() {
            self.reached = Some(at);
        }
    }

    /// The miss is noted elsewhere, and the next target has not been reached.
    pub(crate) fn forget_miss(&mut self) {
        (self.missed, self.reached) = (None, None);
    }

    /// Whether it counts now.
    #[must_use]
    pub const fn is_running(&self) -> bool {
        matches!(self.phase, Phase::Running)
    }

    pub(crate) const fn has_ended(&self) -> bool {
        !matches!(self.phase, Phase::Running | Phase::Waiting)
    }

    /// When the target was used up, where it was missed.
    #[must_use]
    pub const fn missed(&self) -> Option<i64> {
        self.missed
    }

    /// What it says.
    #[must_use]
    pub fn verdict(&self) -> Verdict {
        let late = self.kept.max(self.used - self.target);
        match self.phase {
            Phase::Waived => Verdict::NotMeasured,
            _ if late > 0 => Verdict::Missed(late),
            Phase::Running | Phase::Waiting => Verdict::Pending,
            Phase::Stopped => Verdict::Met,
            Phase::Abandoned => Verdict::NotMeasured,
        }
    }
}
