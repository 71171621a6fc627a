//! The terms file: how to read the log, what its states mean, and what is promised and paid.

mod action;
mod calendar;
mod check;
mod place;
mod plan;
mod value;

use std::collections::BTreeMap;
use std::path::Path;

use aftercare_domain::policy::{Level, Priority};
use serde::Deserialize;
use toml::Spanned;

pub use action::{Action, Actions};
pub use calendar::CalendarTerms;
pub use place::{Fault, Place};
pub use plan::Plan;
pub use value::BASE_UNITS;

/// The terms files that come with the command.
const BUILT_IN: [(&str, &str); 4] = [
    ("servicenow", include_str!("../../../terms/servicenow.toml")),
    ("jira", include_str!("../../../terms/jira.toml")),
    ("zendesk", include_str!("../../../terms/zendesk.toml")),
    ("generic", include_str!("../../../terms/generic.toml")),
];

/// A whole terms file.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Terms {
    /// Heading of the report.
    pub title: String,
    /// How the log is written.
    pub log: LogShape,
    /// Where priorities come from.
    pub priority: Spanned<PriorityTerms>,
    /// What an activity means, or what entering a state means.
    pub map: Spanned<BTreeMap<String, Actions>>,
    /// State logs: what leaving a state means; comes before what entering the next one means.
    #[serde(default)]
    pub leave: BTreeMap<Spanned<String>, Actions>,
    /// State logs: what one change of state means, instead of leaving and entering: `"Old -> New"`.
    #[serde(default)]
    pub change: BTreeMap<Spanned<String>, Actions>,
    /// What is promised and paid.
    pub plan: Plan,
    /// The hours of targets that count in `calendar` hours.
    pub calendar: Option<Spanned<CalendarTerms>>,
    /// Other targets to compare with.
    #[serde(default)]
    pub what_if: WhatIf,
}

/// Columns and formats of the log.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LogShape {
    /// The column that names the case.
    pub case: Spanned<String>,
    /// The column of the case's state. A change of state is what carries an action.
    pub state: Option<Spanned<String>>,
    /// The column of an activity. Each row is an action.
    pub activity: Option<Spanned<String>>,
    /// The column of a row's time.
    pub time: Spanned<String>,
    /// The column of the case's opening; without one a case opens with its first row.
    pub opened: Option<Spanned<String>>,
    /// `rfc3339`, or directives such as `%Y-%m-%d %H:%M:%S`.
    pub time_format: Spanned<String>,
    /// An IANA name such as `Europe/Berlin`, or an offset such as `+02:00`.
    pub time_zone: Spanned<String>,
    /// What stands for an unknown value.
    pub unknown: Option<String>,
    /// The column whose values are counted in the report.
    pub category: Option<Spanned<String>>,
    /// The column of the help desk's own verdict, as it stands on a case's last row.
    pub verdict: Option<Spanned<String>>,
    /// The value of that column which says that targets were met.
    pub verdict_met: Option<String>,
    /// A column: one agreement for each of its values. Without it, one agreement for the log.
    pub agreement_per: Option<Spanned<String>>,
    /// Field delimiter, by default a comma.
    pub delimiter: Option<Spanned<String>>,
    /// Encoding, by default `utf-8`.
    #[serde(default)]
    pub encoding: Encoding,
}

/// How bytes become text.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Encoding {
    /// UTF-8.
    #[default]
    #[serde(rename = "utf-8")]
    Utf8,
    /// ISO 8859-1, each byte a character.
    #[serde(rename = "latin-1")]
    Latin1,
}

/// Where a case's priority comes from: impact and urgency, one column, or the default for all.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PriorityTerms {
    /// Column of the impact.
    pub impact: Option<Spanned<String>>,
    /// Column of the urgency.
    pub urgency: Option<Spanned<String>>,
    /// What their values mean.
    #[serde(default)]
    pub levels: BTreeMap<String, Level>,
    /// Column of the priority itself.
    pub column: Option<Spanned<String>>,
    /// What its values mean.
    #[serde(default)]
    pub values: BTreeMap<String, Priority>,
    /// For unknown values, and where no column is named.
    pub default: Option<Priority>,
}

/// Multiples of the targets, in percent, to compare with.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WhatIf {
    /// Of first-response targets.
    pub first_response: Spanned<Vec<u32>>,
    /// Of resolution targets.
    pub resolution: Spanned<Vec<u32>>,
}

impl Default for WhatIf {
    fn default() -> Self {
        let grid = || Spanned::new(0..0, vec![50, 75, 100, 150, 200]);
        Self {
            first_response: grid(),
            resolution: grid(),
        }
    }
}

/// Terms together with the text that they were read from, so that any fault can name its place.
#[derive(Debug)]
pub struct Source {
    pub file: String,
    pub text: String,
    pub terms: Terms,
}

impl Source {
    /// Reads a file, or a built-in one by its name.
    pub fn load(name: &str) -> anyhow::Result<Self> {
        let built_in = BUILT_IN.iter().find(|(known, _)| *known == name);
        let (file, text) = match built_in {
            Some((known, text)) if !Path::new(name).exists() => {
                (format!("{known}.toml"), (*text).to_owned())
            }
            _ => (name.to_owned(), read(name)?),
        };
        Ok(Self::parse(file, text)?)
    }

    /// Reads a text.
    pub fn parse(file: String, text: String) -> Result<Self, Fault> {
        let terms: Terms = toml::from_str(&text)
            .map_err(|error| Place::of(&file, &text, error.span()).fault(error.message()))?;
        let source = Self { file, text, terms };
        source.check()?;
        Ok(source)
    }

    /// The place of a value.
    pub fn place<T>(&self, value: &Spanned<T>) -> Place {
        Place::of(&self.file, &self.text, Some(value.span()))
    }
}

fn read(name: &str) -> anyhow::Result<String> {
    std::fs::read_to_string(name).map_err(|error| {
        anyhow::anyhow!(
            "{name}: {error}; name a readable terms file, or one of servicenow, jira, zendesk, generic"
        )
    })
}
