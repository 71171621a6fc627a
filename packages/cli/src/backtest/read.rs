//! What the fields of a row say, in the words of the terms.

use std::borrow::Cow;

use aftercare_domain::policy::{Level, Priority};
use aftercare_domain::time::UnixTime;

use super::log::{Column, Columns, Row};
use super::mapping::{Label, Mapping};
use super::moment::Moments;
use super::reject::{Kind, Reason};
use super::terms::Terms;

/// Everything that reading a row needs.
pub struct Reader<'a> {
    pub terms: &'a Terms,
    pub columns: &'a Columns,
    pub mapping: &'a Mapping,
    pub moments: &'a Moments,
    /// Fields of the header.
    pub fields: usize,
    /// Appended to each case's name where the file is read again.
    pub suffix: &'a str,
}

/// What every row must say.
pub struct Facts<'a> {
    pub case: Cow<'a, str>,
    pub time: UnixTime,
    pub opened: Option<UnixTime>,
    pub label: Label,
}

impl Reader<'_> {
    /// Case, time and state of a row.
    ///
    /// # Errors
    /// Why the row cannot be used.
    pub fn facts<'r>(&self, row: &'r Row) -> Result<Facts<'r>, Reason> {
        if row.fields() != self.fields {
            let text = format!(
                "{} fields, the header has {}; check quotes and delimiters",
                row.fields(),
                self.fields
            );
            return Err(Kind::Fields.because(text));
        }
        let columns = self.columns;
        let time = self.time(row, &columns.time)?;
        let opened = match &columns.opened {
            Some(column) if self.known(row, column)?.is_some() => Some(self.time(row, column)?),
            _ => None,
        };
        Ok(Facts {
            case: self.case(row)?,
            time,
            opened,
            label: self.label(row)?,
        })
    }

    /// The case's name.
    ///
    /// # Errors
    /// Where there is none.
    pub fn case<'r>(&self, row: &'r Row) -> Result<Cow<'r, str>, Reason> {
        let column = &self.columns.case;
        let Some(name) = self.known(row, column)? else {
            let text = format!("{} names no case; write its number", place(column));
            return Err(Kind::Case.because(text));
        };
        Ok(if self.suffix.is_empty() {
            name
        } else {
            Cow::Owned(format!("{name}{}", self.suffix))
        })
    }

    fn text<'r>(&self, row: &'r Row, column: &Column) -> Result<Cow<'r, str>, Reason> {
        row.text(column).ok_or_else(|| {
            let text = format!(
                "{} is not UTF-8; write encoding = \"latin-1\" in [log], or convert the file",
                place(column)
            );
            Kind::Encoding.because(text)
        })
    }

    /// A field, unless it is empty or stands for an unknown value.
    fn known<'r>(&self, row: &'r Row, column: &Column) -> Result<Option<Cow<'r, str>>, Reason> {
        let text = self.text(row, column)?;
        let unknown = self.terms.log.unknown.as_deref();
        Ok((!text.is_empty() && Some(text.as_ref()) != unknown).then_some(text))
    }

    fn time(&self, row: &Row, column: &Column) -> Result<UnixTime, Reason> {
        let text = self.text(row, column)?;
        self.moments.read(&text).ok_or_else(|| {
            let text = format!(
                "{} is {:?}, not of the format {:?}; correct it, or time_format in [log]",
                place(column),
                text,
                self.terms.log.time_format.as_ref()
            );
            Kind::Time.because(text)
        })
    }

    fn label(&self, row: &Row) -> Result<Label, Reason> {
        let column = &self.columns.label;
        let text = self.text(row, column)?;
        self.mapping.label(&text).ok_or_else(|| {
            let text = format!(
                "{} is {text:?}, which is not in [map]; add {text:?} = \"none\" there, or the \
                 action it stands for",
                place(column)
            );
            Kind::Unmapped.because(text)
        })
    }

    /// Impact and urgency, from their own columns, from a priority or by default.
    ///
    /// # Errors
    /// A value that the terms do not have, without a default.
    pub fn levels(&self, row: &Row) -> Result<(Level, Level), Reason> {
        let priority = self.terms.priority.as_ref();
        let columns = self.columns;
        if let (Some(impact), Some(urgency)) = (&columns.impact, &columns.urgency) {
            let level = |column| -> Result<Option<Level>, Reason> {
                let text = self.text(row, column)?;
                Ok(priority.levels.get(text.as_ref()).copied())
            };
            return match (level(impact)?, level(urgency)?) {
                (Some(impact), Some(urgency)) => Ok((impact, urgency)),
                (None, _) => self.default_levels(row, impact, "levels"),
                (_, None) => self.default_levels(row, urgency, "levels"),
            };
        }
        let Some(column) = &columns.priority else {
            return Ok(levels(priority.default.unwrap_or(Priority::P3)));
        };
        match priority.values.get(self.text(row, column)?.as_ref()) {
            Some(known) => Ok(levels(*known)),
            None => self.default_levels(row, column, "values"),
        }
    }

    fn default_levels(
        &self,
        row: &Row,
        column: &Column,
        table: &str,
    ) -> Result<(Level, Level), Reason> {
        if let Some(priority) = self.terms.priority.as_ref().default {
            return Ok(levels(priority));
        }
        let text = self.text(row, column)?;
        let text = format!(
            "{} is {text:?}, which is not in [priority] {table}; add it there, or a default",
            place(column)
        );
        Err(Kind::Priority.because(text))
    }

    /// The category, or that it is unknown.
    pub fn category(&self, row: &Row) -> String {
        self.optional(row, self.columns.category.as_ref())
            .unwrap_or_else(|| "Unknown".to_owned())
    }

    /// Which agreement covers the case.
    pub fn agreement(&self, row: &Row) -> String {
        self.optional(row, self.columns.agreement_per.as_ref())
            .unwrap_or_else(|| "customer".to_owned())
    }

    /// The desk's own verdict, as of this row.
    pub fn verdict(&self, row: &Row) -> Option<bool> {
        let text = self.optional(row, self.columns.verdict.as_ref())?;
        Some(Some(text.as_str()) == self.terms.log.verdict_met.as_deref())
    }

    fn optional(&self, row: &Row, column: Option<&Column>) -> Option<String> {
        let text = self.known(row, column?).ok()??;
        Some(text.into_owned())
    }
}

/// Levels that make a priority, by the matrix.
fn levels(priority: Priority) -> (Level, Level) {
    match priority {
        Priority::P1 => (Level::High, Level::High),
        Priority::P2 => (Level::High, Level::Medium),
        Priority::P3 => (Level::Medium, Level::Medium),
        Priority::P4 => (Level::Low, Level::Low),
    }
}

/// Where in its line a field stands.
fn place(column: &Column) -> String {
    format!("column {} ({:?})", column.index + 1, column.name)
}
