//! The one calendar of the model: office hours, looked at second by second.

use std::sync::OnceLock;

use aftercare_clock_model::{Bitmap, Calendar, Hours};
use aftercare_domain::policy::ServiceHours;

const DAY: i64 = 86_400;
/// 1 March 2026.
const FIRST: i64 = 1_772_323_200;
const YEARS: i64 = 3;

/// The last instant of which the model knows what time it is, with room for a window after it.
pub const LAST: u64 = (FIRST + (YEARS * 365 - 60) * DAY).unsigned_abs();

/// From when to when a week is open, in seconds since Monday 00:00: Monday to Friday, 09:00 to 17:00.
const OFFICE: [(i64, i64); 5] = [day(0), day(1), day(2), day(3), day(4)];

const fn day(number: i64) -> (i64, i64) {
    (number * DAY + 32_400, number * DAY + 61_200)
}

/// The seconds that count.
pub(super) fn hours(promised: ServiceHours) -> Hours<'static> {
    static DRAWN: OnceLock<Bitmap> = OnceLock::new();
    let office = Calendar {
        week: OFFICE.to_vec(),
        exceptions: vec![],
        offset: 0,
        changes: vec![],
    };
    match promised {
        ServiceHours::Always => Hours::Always,
        ServiceHours::Calendar(_) => {
            let draw = || Bitmap::draw(&office, FIRST, FIRST + YEARS * 365 * DAY);
            Hours::Drawn(DRAWN.get_or_init(draw))
        }
    }
}
