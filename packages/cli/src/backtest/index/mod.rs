//! What is kept of a log: a few words a row and a record a case. The text of the rows is not.
//!
//! The contracts want time order across cases, and a log has it within a case at best. So each row that
//! means something becomes an [`Event`] of 24 bytes, and these are sorted; a file of 200 MB makes some
//! 20 MB of them.

mod case;
mod names;

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hasher};

use aftercare_domain::time::UnixTime;

use super::log::Row;
use super::mapping::Mapping;
use super::moment::Moments;
use super::read::{Facts, Reader};
use super::reject::{Kind, Reason};
use super::terms::Action;

use case::Last;
pub use case::{Case, Hold};
pub use names::Names;

/// One act of one case at one time.
#[derive(Debug, Clone, Copy)]
pub struct Event {
    pub time: UnixTime,
    /// The line it was read from.
    pub line: u32,
    pub case: u32,
    pub action: Action,
}

/// When an agreement has to begin, and until when it has to last.
#[derive(Debug, Clone)]
pub struct Agreement {
    pub name: String,
    pub first: UnixTime,
    pub last: UnixTime,
}

/// What became of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RowState {
    /// No row begins on this line.
    Absent,
    /// It means nothing to the contracts.
    NoAction,
    /// It waits for the replay.
    Waiting,
    /// All of its acts were taken.
    Replayed,
    /// It is in `rejected.csv`.
    Rejected,
}

/// A log in time order.
#[derive(Debug, Default)]
pub struct Index {
    pub cases: Vec<Case>,
    pub events: Vec<Event>,
    pub agreements: Vec<Agreement>,
    pub categories: Names,
    /// What became of each row, by line.
    pub rows: Vec<RowState>,
    by_name: HashMap<Box<str>, u32>,
    agreement_names: Names,
}

impl Index {
    /// Takes a row in. `line` is its line, counted on over repetitions of the file.
    ///
    /// # Errors
    /// Why it is rejected.
    pub fn take(&mut self, reader: &Reader<'_>, row: &Row, line: u32) -> Result<(), Reason> {
        let facts = reader.facts(row)?;
        let hash = hash(row.bytes());
        let number = match self.by_name.get(facts.case.as_ref()) {
            Some(number) => *number,
            None => self.open(reader, &facts, row, line)?,
        };
        let first = self.check_order(reader.moments, number, &facts, hash)?;
        let actions = self.follow(reader.mapping, number, &facts, (line, hash, first));
        self.note(reader, number, row);
        let acts = actions.iter().filter(|action| action.is_message());
        let acts = acts.filter(|action| !(first && **action == Action::Open));
        let acts: Vec<Action> = acts.copied().collect();
        for action in &acts {
            self.push(facts.time, line, number, *action);
        }
        let silent = acts.is_empty() && !first;
        self.set_row(
            line,
            if silent {
                RowState::NoAction
            } else {
                RowState::Waiting
            },
        );
        Ok(())
    }

    /// Notes a row that cannot be used, and what that means for its case.
    pub fn reject(&mut self, reader: &Reader<'_>, row: &Row, line: u32, kind: Kind) {
        self.set_row(line, RowState::Rejected);
        let Ok(name) = reader.case(row) else { return };
        let number = self.by_name.get(name.as_ref()).copied();
        let case = number.and_then(|number| self.cases.get_mut(number as usize));
        if let Some(case) = case {
            case.doubtful |= kind.casts_doubt();
        }
    }

    /// Notes what became of a row.
    pub fn set_row(&mut self, line: u32, state: RowState) {
        let place = line as usize;
        if self.rows.len() <= place {
            self.rows.resize(place + 1, RowState::Absent);
        }
        if let Some(slot) = self.rows.get_mut(place) {
            *slot = state;
        }
    }

    /// Ends the reading: puts events into time order, those of the same time in file order, and lets go of
    /// what only reading needs.
    pub fn finish(&mut self) {
        self.by_name = HashMap::new();
        self.cases.iter_mut().for_each(Case::let_go);
        self.cases.shrink_to_fit();
        self.events.sort_by_key(|event| event.time);
        self.events.shrink_to_fit();
    }

    fn push(&mut self, time: UnixTime, line: u32, case: u32, action: Action) {
        self.events.push(Event {
            time,
            line,
            case,
            action,
        });
    }

    fn open(
        &mut self,
        reader: &Reader<'_>,
        facts: &Facts<'_>,
        row: &Row,
        line: u32,
    ) -> Result<u32, Reason> {
        let opened_at = facts.opened.unwrap_or(facts.time);
        if facts.time < opened_at {
            return Err(before_opening(reader.moments, facts.time, opened_at));
        }
        let (impact, urgency) = reader.levels(row)?;
        let category = self.categories.number(&reader.category(row));
        let name: Box<str> = facts.case.as_ref().into();
        let case = Case {
            name: name.clone(),
            opened_at,
            impact,
            urgency,
            priority: aftercare_domain::policy::priority(impact, urgency),
            category: u16::try_from(category).unwrap_or(u16::MAX),
            agreement: self.agreement(&reader.agreement(row), opened_at),
            verdict: None,
            begins_late: false,
            doubtful: false,
            reprioritised: false,
            holds: Vec::new(),
            last: Last::default(),
        };
        let number = u32::try_from(self.cases.len()).unwrap_or(u32::MAX);
        self.cases.push(case);
        self.by_name.insert(name, number);
        self.push(opened_at, line, number, Action::Open);
        Ok(number)
    }

    fn agreement(&mut self, name: &str, at: UnixTime) -> u32 {
        let number = self.agreement_names.number(name);
        match self.agreements.get_mut(number as usize) {
            Some(agreement) => agreement.first = agreement.first.min(at),
            None => self.agreements.push(Agreement {
                name: name.to_owned(),
                first: at,
                last: at,
            }),
        }
        number
    }

    /// Whether the row is the first of its case; an error where it is a copy or goes back in time.
    fn check_order(
        &self,
        moments: &Moments,
        case: u32,
        facts: &Facts<'_>,
        hash: u64,
    ) -> Result<bool, Reason> {
        let Some(case) = self.cases.get(case as usize) else {
            return Ok(false);
        };
        let last = &case.last;
        if last.line == 0 {
            return Ok(true);
        }
        if facts.time < case.opened_at {
            return Err(before_opening(moments, facts.time, case.opened_at));
        }
        if facts.time < last.time {
            let (now, then) = (
                moments.minute_text(facts.time),
                moments.minute_text(last.time),
            );
            let text = format!(
                "time goes backwards: {now} after {then} in line {} of this case; sort the case's \
                 rows by time, or correct the time",
                last.line
            );
            return Err(Kind::Backwards.because(text));
        }
        if facts.time == last.time && last.rows.contains(&hash) {
            let text = "the same as an earlier row of this case; leave it out";
            return Err(Kind::Duplicate.because(text));
        }
        Ok(false)
    }

    /// Moves the case on to this row, and says what the row means.
    fn follow(
        &mut self,
        mapping: &Mapping,
        number: u32,
        facts: &Facts<'_>,
        (line, hash, first): (u32, u64, bool),
    ) -> Vec<Action> {
        let Some(case) = self.cases.get_mut(number as usize) else {
            return vec![];
        };
        let last = &mut case.last;
        let before = (!first).then_some(last.label);
        let actions = mapping.actions(before, facts.label);
        if facts.time > last.time || first {
            last.rows.clear();
        }
        last.rows.push(hash);
        last.time = facts.time;
        last.line = line;
        last.label = facts.label;
        case.begins_late |= first && actions.iter().any(|a| a.is_message() && *a != Action::Open);
        case.track_hold(&actions, before != Some(facts.label), facts.time);
        let agreement = case.agreement;
        if let Some(agreement) = self.agreements.get_mut(agreement as usize) {
            agreement.last = agreement.last.max(facts.time);
        }
        actions
    }

    /// What else the row says of its case.
    fn note(&mut self, reader: &Reader<'_>, number: u32, row: &Row) {
        let Some(case) = self.cases.get_mut(number as usize) else {
            return;
        };
        if let Some(verdict) = reader.verdict(row) {
            case.verdict = Some(verdict);
        }
        if let Ok((impact, urgency)) = reader.levels(row) {
            let now = aftercare_domain::policy::priority(impact, urgency);
            case.reprioritised |= now != case.priority;
        }
    }
}

fn before_opening(moments: &Moments, time: UnixTime, opened: UnixTime) -> Reason {
    let (time, opened) = (moments.minute_text(time), moments.minute_text(opened));
    Kind::BeforeOpening.because(format!(
        "{time} lies before the case's opening at {opened}; correct one of the two"
    ))
}

fn hash(bytes: &[u8]) -> u64 {
    let mut hasher = DefaultHasher::new();
    hasher.write(bytes);
    hasher.finish()
}
