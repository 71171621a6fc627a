//! Times of the log, in its format and zone, as block time.

use aftercare_domain::time::UnixTime;
use jiff::civil::DateTime;
use jiff::fmt::strtime::BrokenDownTime;
use jiff::tz::TimeZone;
use jiff::{Timestamp, Zoned};

/// The name of the format whose values carry their own offset, `2026-03-01T08:30:00Z`.
pub const RFC_3339: &str = "rfc3339";

/// How a log writes its times.
#[derive(Debug, Clone)]
pub struct Moments {
    format: String,
    zone: TimeZone,
}

impl Moments {
    /// Checks a format and a zone.
    ///
    /// # Errors
    /// What to write instead.
    pub fn new(format: &str, zone: &str) -> Result<Self, String> {
        let moments = Self {
            format: format.to_owned(),
            zone: time_zone(zone)?,
        };
        moments.check_format()?;
        Ok(moments)
    }

    /// The zone.
    pub fn zone(&self) -> &TimeZone {
        &self.zone
    }

    /// A format is good if what it prints of an instant reads back as the same minute.
    fn check_format(&self) -> Result<(), String> {
        if self.format == RFC_3339 {
            return Ok(());
        }
        let sample = DateTime::constant(2024, 11, 23, 21, 45, 0, 0);
        let read_back = sample
            .to_zoned(self.zone.clone())
            .and_then(|zoned| zoned_text(&self.format, &zoned))
            .ok()
            .and_then(|text| self.local(&text));
        if read_back.map(|(datetime, _)| datetime) == Some(sample) {
            return Ok(());
        }
        Err(format!(
            "{:?} is no time format that gives day and minute; write \"{RFC_3339}\", or directives \
             such as \"%Y-%m-%d %H:%M:%S\" or \"%d-%m-%Y %H:%M\"",
            self.format
        ))
    }

    fn local(&self, text: &str) -> Option<(DateTime, Option<jiff::tz::Offset>)> {
        let parts = BrokenDownTime::parse(&self.format, text).ok()?;
        Some((parts.to_datetime().ok()?, parts.offset()))
    }

    /// The instant that a text names; a local time that a change of the clocks skips or repeats is
    /// read with the offset before the change. `None` where the text is not of the format.
    pub fn read(&self, text: &str) -> Option<UnixTime> {
        let instant = if self.format == RFC_3339 {
            text.parse::<Timestamp>()
                .ok()
                .or_else(|| self.instant(text.parse().ok()?, None))?
        } else {
            let (datetime, offset) = self.local(text)?;
            self.instant(datetime, offset)?
        };
        u64::try_from(instant.as_second()).ok().map(UnixTime)
    }

    fn instant(&self, local: DateTime, offset: Option<jiff::tz::Offset>) -> Option<Timestamp> {
        match offset {
            Some(offset) => offset.to_timestamp(local).ok(),
            None => self.zone.to_timestamp(local).ok(),
        }
    }

    /// An instant in the log's zone.
    pub fn zoned(&self, time: UnixTime) -> Zoned {
        let second = i64::try_from(time.0).unwrap_or(i64::MAX);
        Timestamp::from_second(second)
            .unwrap_or(Timestamp::MAX)
            .to_zoned(self.zone.clone())
    }

    /// `2016-03-01 08:30` in the log's zone.
    pub fn minute_text(&self, time: UnixTime) -> String {
        self.zoned(time).strftime("%Y-%m-%d %H:%M").to_string()
    }

    /// RFC 3339 in the log's zone.
    pub fn full_text(&self, time: UnixTime) -> String {
        self.zoned(time)
            .strftime("%Y-%m-%dT%H:%M:%S%:z")
            .to_string()
    }

    /// The first second of the day in which an instant lies.
    pub fn day_start(&self, time: UnixTime) -> UnixTime {
        self.zoned(time)
            .start_of_day()
            .ok()
            .and_then(|start| u64::try_from(start.timestamp().as_second()).ok())
            .map_or(time, UnixTime)
    }
}

fn zoned_text(format: &str, zoned: &Zoned) -> Result<String, jiff::Error> {
    BrokenDownTime::from(zoned).to_string(format)
}

/// An IANA name or an offset.
///
/// # Errors
/// What to write instead.
pub fn time_zone(text: &str) -> Result<TimeZone, String> {
    let offset = || {
        let sample = format!("2024-01-01T00:00:00{text}");
        let parts = BrokenDownTime::parse("%Y-%m-%dT%H:%M:%S%:z", &sample).ok()?;
        parts.offset().map(TimeZone::fixed)
    };
    TimeZone::get(text).ok().or_else(offset).ok_or_else(|| {
        format!(
            "{text:?} is no time zone; write an IANA name such as \"Europe/Berlin\", \"UTC\", or an \
             offset such as \"+02:00\""
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_local_time_is_read_in_its_zone() {
        let moments = Moments::new("%d-%m-%Y %H:%M", "+02:00").unwrap();
        assert_eq!(moments.read("01-01-1970 02:01"), Some(UnixTime(60)));
        assert_eq!(moments.read("1970-01-01 02:01"), None);
        assert_eq!(moments.read("01-01-1970 01:59"), None);
    }

    #[test]
    fn a_zone_with_summer_time_moves_the_instant() {
        let moments = Moments::new("%Y-%m-%d %H:%M", "Europe/Berlin").unwrap();
        let winter = moments.read("2026-01-15 12:00").unwrap();
        let summer = moments.read("2026-07-15 12:00").unwrap();
        assert_eq!(winter.0 % 86_400, 11 * 3_600);
        assert_eq!(summer.0 % 86_400, 10 * 3_600);
    }

    #[test]
    fn an_offset_in_the_value_wins() {
        let moments = Moments::new(RFC_3339, "Europe/Berlin").unwrap();
        assert_eq!(moments.read("1970-01-01T00:01:00Z"), Some(UnixTime(60)));
        assert_eq!(moments.read("1970-01-01T02:01:00"), Some(UnixTime(3_660)));
        let moments = Moments::new("%Y-%m-%dT%H:%M:%S%z", "UTC").unwrap();
        assert_eq!(moments.read("1970-01-01T02:01:00+0200"), Some(UnixTime(60)));
    }

    #[test]
    fn a_format_without_minutes_or_with_unknown_directives_is_refused() {
        for wrong in ["%Y-%m-%d", "dd/mm/yyyy", "%Q", ""] {
            assert!(Moments::new(wrong, "UTC").is_err(), "{wrong}");
        }
        assert!(Moments::new(RFC_3339, "Mars/Olympus").is_err());
    }
}
