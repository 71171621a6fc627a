//! A line's detail, in the order in which the registry writes it.

use aftercare_domain::policy::{ServiceHours, Targets};
use aftercare_domain::ticket::{Periods, Role};
use aftercare_domain::time::{Seconds, UnixTime};

use super::replay::{Late, Promise};

/// What is left to read.
#[derive(Clone, Copy, Debug)]
pub struct Detail<'a>(pub &'a [u8]);

/// What every line but the first begins with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Begin {
    /// Who acted.
    pub role: Role,
    /// The state after it.
    pub state: u8,
    /// Which clocks count after it, and the cycle.
    pub clocks: u8,
}

/// What a ticket is opened with.
#[derive(Clone, Copy, Debug)]
pub struct Opened {
    /// 0 for none.
    pub agreement: u64,
    /// Priority, hours and targets.
    pub promise: Promise,
    /// How long silence may last.
    pub window: Seconds,
    /// The periods in which missed updates are counted.
    pub periods: Option<Periods>,
}

impl Detail<'_> {
    /// A number of so many bytes, big end first; `None` where they are not there.
    pub fn number(&mut self, bytes: usize) -> Option<u64> {
        let (number, rest) = self.0.split_at_checked(bytes)?;
        self.0 = rest;
        let digits = number.iter();
        Some(digits.fold(0, |sum: u64, byte| sum << 8 | u64::from(*byte)))
    }

    /// Passes over so many bytes; `None` where they are not there.
    pub fn skip(&mut self, bytes: usize) -> Option<()> {
        self.0 = self.0.split_at_checked(bytes)?.1;
        Some(())
    }

    /// A number that fits.
    pub fn small<T: TryFrom<u64>>(&mut self, bytes: usize) -> Option<T> {
        T::try_from(self.number(bytes)?).ok()
    }

    /// A target; 0 says that there is none.
    fn target(&mut self) -> Option<Option<Seconds>> {
        let target = Seconds(self.number(8)?);
        Some((target > Seconds::ZERO).then_some(target))
    }

    /// Role, state and clocks.
    pub fn begin(&mut self) -> Option<Begin> {
        let role = self.number(1)?;
        let mut roles = Role::ALL.iter().copied();
        Some(Begin {
            role: roles.find(|known| u64::from(known.index()) == role)?,
            state: self.small(1)?,
            clocks: self.small(1)?,
        })
    }

    /// What a priority promises.
    pub fn promise(&mut self) -> Option<Promise> {
        let (priority, calendar, version) = (self.small(1)?, self.number(8)?, self.small(4)?);
        let hours = match calendar {
            0 => ServiceHours::Always,
            id => ServiceHours::Calendar(id),
        };
        let targets = Targets {
            hours,
            first_response: self.target()?,
            next_response: self.target()?,
            update: self.target()?,
            resolution: self.target()?,
        };
        Some(Promise {
            priority,
            version,
            targets,
        })
    }

    /// What the first line commits to.
    pub fn opened(&mut self) -> Option<Opened> {
        let (agreement, _terms) = (self.number(8)?, self.number(8)?);
        let promise = self.promise()?;
        let window = Seconds(self.number(8)?);
        let (from, length) = (UnixTime(self.number(8)?), Seconds(self.number(8)?));
        Some(Opened {
            agreement,
            promise,
            window,
            periods: (length > Seconds::ZERO).then_some(Periods { from, length }),
        })
    }

    /// A miss.
    pub fn late(&mut self) -> Option<Late> {
        let (metric, cycle, ordinal) = (self.small(1)?, self.small(4)?, self.small(4)?);
        let (due, late, target) = (self.number(8)?, self.number(8)?, self.number(8)?);
        Some((metric, cycle, ordinal, due, late, target))
    }

    /// Whether everything was read.
    pub const fn is_over(&self) -> bool {
        self.0.is_empty()
    }
}
