//! `[calendar]`: service hours as people write them, and as the contracts take them.

use aftercare_domain::calendar::{
    Calendar, Exception, LocalDay, OffsetChange, OpenSpan, UtcOffset, MAX_OFFSET_CHANGES,
};
use aftercare_domain::time::{UnixTime, DAY, HOUR, MINUTE};
use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::Timestamp;
use serde::de::{Deserializer, Error, Unexpected};
use serde::Deserialize;
use toml::Spanned;

/// Weekly hours and holidays.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CalendarTerms {
    #[serde(default)]
    pub monday: Vec<DayHours>,
    #[serde(default)]
    pub tuesday: Vec<DayHours>,
    #[serde(default)]
    pub wednesday: Vec<DayHours>,
    #[serde(default)]
    pub thursday: Vec<DayHours>,
    #[serde(default)]
    pub friday: Vec<DayHours>,
    #[serde(default)]
    pub saturday: Vec<DayHours>,
    #[serde(default)]
    pub sunday: Vec<DayHours>,
    /// Days on which nothing is open: `"2026-12-25"`, or `"2026-12-24..2027-01-01"`, in order.
    #[serde(default)]
    pub holidays: Vec<Days>,
    /// The zone of these hours; the log's where it is left out.
    pub time_zone: Option<Spanned<String>>,
}

/// Open hours of a day: `"08:00-12:30"`; `"24:00"` ends a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DayHours {
    from: u32,
    to: u32,
}

/// A day or a range of days, both ends included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Days {
    first: LocalDay,
    last: LocalDay,
}

fn minutes(text: &str) -> Option<u32> {
    let (hours, minutes) = text.trim().split_once(':')?;
    let (hours, minutes): (u64, u64) = (hours.parse().ok()?, minutes.parse().ok()?);
    let seconds = hours
        .checked_mul(HOUR)?
        .checked_add(minutes.checked_mul(MINUTE)?)?;
    (minutes < 60 && seconds <= DAY)
        .then(|| u32::try_from(seconds).ok())
        .flatten()
}

fn hours(text: &str) -> Option<DayHours> {
    let (from, to) = text.split_once('-')?;
    let (from, to) = (minutes(from)?, minutes(to)?);
    (from < to).then_some(DayHours { from, to })
}

fn day(text: &str) -> Option<LocalDay> {
    let date: Date = text.trim().parse().ok()?;
    let since = date.since(Date::constant(1970, 1, 1)).ok()?.get_days();
    u32::try_from(since).ok().map(LocalDay)
}

fn days(text: &str) -> Option<Days> {
    let (first, last) = text.split_once("..").unwrap_or((text, text));
    let (first, last) = (day(first)?, day(last)?);
    (first <= last).then_some(Days { first, last })
}

impl<'de> Deserialize<'de> for DayHours {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        hours(&text).ok_or_else(|| {
            D::Error::invalid_value(Unexpected::Str(&text), &"hours such as \"08:00-17:30\"")
        })
    }
}

impl<'de> Deserialize<'de> for Days {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        days(&text).ok_or_else(|| {
            let expected = "a day such as \"2026-12-25\" or a range \"2026-12-24..2027-01-01\"";
            D::Error::invalid_value(Unexpected::Str(&text), &expected)
        })
    }
}

impl CalendarTerms {
    /// The calendar, with the changes of the offset that lie between two instants.
    pub fn calendar(
        &self,
        zone: &TimeZone,
        first: UnixTime,
        last: UnixTime,
    ) -> Result<Calendar, String> {
        let (from, to) = (timestamp(first)?, timestamp(last)?);
        let offset_changes: Vec<_> = zone
            .following(from)
            .take_while(|change| change.timestamp() <= to)
            .filter_map(|change| {
                Some(OffsetChange {
                    from: UnixTime(u64::try_from(change.timestamp().as_second()).ok()?),
                    utc_offset: UtcOffset(change.offset().seconds()),
                })
            })
            .collect();
        if offset_changes.len() > MAX_OFFSET_CHANGES {
            return Err(format!(
                "the zone changes its offset {} times while the log lasts, a calendar holds \
                 {MAX_OFFSET_CHANGES}; write a fixed offset such as time_zone = \"+01:00\"",
                offset_changes.len()
            ));
        }
        let calendar = Calendar {
            weekly: self.weekly(),
            exceptions: self.holidays.iter().map(closed).collect(),
            utc_offset: UtcOffset(zone.to_offset(from).seconds()),
            offset_changes,
        };
        calendar.check().map_err(|error| error.to_string())?;
        Ok(calendar)
    }

    fn weekly(&self) -> Vec<OpenSpan> {
        let week = [
            &self.monday,
            &self.tuesday,
            &self.wednesday,
            &self.thursday,
            &self.friday,
            &self.saturday,
            &self.sunday,
        ];
        let starts = (0u32..).step_by(DAY as usize);
        let day = |(hours, start): (&&Vec<DayHours>, u32)| -> Vec<OpenSpan> {
            let span = |hours: &DayHours| OpenSpan {
                from: start + hours.from,
                to: start + hours.to,
            };
            hours.iter().map(span).collect()
        };
        week.iter().zip(starts).flat_map(day).collect()
    }
}

fn closed(days: &Days) -> Exception {
    Exception {
        first_day: days.first,
        last_day: days.last,
        open: vec![],
    }
}

fn timestamp(time: UnixTime) -> Result<Timestamp, String> {
    i64::try_from(time.0)
        .ok()
        .and_then(|seconds| Timestamp::from_second(seconds).ok())
        .ok_or_else(|| format!("{time} lies outside any calendar"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hours_are_in_order_and_within_a_day() {
        assert_eq!(
            hours("08:00-24:00"),
            Some(DayHours {
                from: 28_800,
                to: 86_400
            })
        );
        for wrong in ["8-12", "12:00-08:00", "08:00-24:30", "08:60-09:00"] {
            assert_eq!(hours(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn a_range_of_days_includes_both_ends() {
        let range = days("1970-01-02..1970-01-03").unwrap();
        assert_eq!((range.first, range.last), (LocalDay(1), LocalDay(2)));
        assert_eq!(days("2026-13-01"), None);
    }
}
