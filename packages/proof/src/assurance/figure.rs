//! A figure beside its goal.

use crate::evidence::thousands;

/// A figure and its goal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Figure {
    /// What was counted.
    pub what: String,
    /// What was asked for.
    pub goal: Goal,
    /// What was seen; nothing where it was not run.
    pub seen: Option<u64>,
    /// What says it again.
    pub command: &'static str,
}

/// What is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Goal {
    /// So many, or more.
    AtLeast(u64),
    /// So many of 10,000, or more.
    Share(u64),
    /// So many thousandths, or less.
    AtMostThousandths(u64),
    /// None.
    None,
}

impl Goal {
    fn reached(self, seen: u64) -> bool {
        match self {
            Self::AtLeast(least) | Self::Share(least) => seen >= least,
            Self::AtMostThousandths(most) => seen <= most,
            Self::None => seen == 0,
        }
    }

    fn words(self) -> String {
        match self {
            Self::AtLeast(least) => thousands(least),
            Self::Share(least) => self.amount(least),
            Self::AtMostThousandths(most) => format!("≤ {}", self.amount(most)),
            Self::None => "0".to_owned(),
        }
    }

    fn amount(self, number: u64) -> String {
        match self {
            Self::AtLeast(_) | Self::None => thousands(number),
            Self::Share(_) => format!("{}.{:02} %", number / 100, number % 100),
            Self::AtMostThousandths(_) => format!("{}.{:03}", number / 1_000, number % 1_000),
        }
    }
}

impl Figure {
    /// As a row of the table.
    #[must_use]
    pub fn row(&self) -> String {
        let (seen, verdict) = match self.seen {
            None => ("not run".to_owned(), "**open**"),
            Some(seen) if self.goal.reached(seen) => (self.goal.amount(seen), "yes"),
            Some(seen) => (self.goal.amount(seen), "**short**"),
        };
        let Self { what, command, .. } = self;
        let goal = self.goal.words();
        format!("| {what} | {goal} | {seen} | {verdict} | `{command}` |\n")
    }
}
