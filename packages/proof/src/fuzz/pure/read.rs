//! Parts of messages: both readers agree, each check refuses with words or lets pass, and what passes keeps
//! its laws and comes back from its record as it was.

use std::fmt::Debug;

use aftercare_domain::calendar::Calendar;
use aftercare_domain::credit::{Caps, CreditSchedule, Measure};
use aftercare_domain::money::Bps;
use aftercare_domain::policy::{Metric, ServicePolicy};
use aftercare_domain::time::{Seconds, UnixTime};
use aftercare_interface::packed::{from_bytes, to_bytes, Packed};
use aftercare_interface::sla_escrow::PlanTerms;
use aftercare_json::{FromJson, ToJson};
use serde::de::DeserializeOwned;

use super::super::door::{read, Kind};
use super::super::verdict::{Verdict, Wrong};
use super::{holds, ruled, times};

/// Which parts, of whose messages.
pub const PARTS: [(Option<Kind>, &str); 6] = [
    (Some(Kind::Registry), "Calendar"),
    (Some(Kind::Registry), "Calendar"),
    (Some(Kind::Escrow), "ServicePolicy"),
    (Some(Kind::Escrow), "CreditSchedule"),
    (Some(Kind::Escrow), "Caps"),
    (Some(Kind::Escrow), "PlanTerms"),
];

/// Tries the bytes as every part.
///
/// # Errors
/// The first law that does not hold.
pub fn read_all(bytes: &[u8]) -> Result<(), Wrong> {
    PARTS
        .iter()
        .try_for_each(|(_, part)| case(part, bytes).map(drop))
}

/// Tries the bytes as a part.
///
/// # Errors
/// A law that does not hold.
pub fn case(part: &str, bytes: &[u8]) -> Result<Verdict, Wrong> {
    match part {
        "Calendar" => tried(bytes, |calendar: &Calendar| match ruled(calendar.check()) {
            Some(refused) => Ok(refused),
            None => times::calendar(calendar).map(|()| Verdict::Accepted),
        }),
        "ServicePolicy" => tried(bytes, |policy: &ServicePolicy| {
            Ok(ruled(policy.check()).unwrap_or(Verdict::Accepted))
        }),
        "CreditSchedule" => tried(bytes, schedule),
        "Caps" => tried(bytes, caps),
        _ => tried(bytes, |_: &PlanTerms| Ok(Verdict::Accepted)),
    }
}

fn tried<T>(bytes: &[u8], then: impl FnOnce(&T) -> Result<Verdict, Wrong>) -> Result<Verdict, Wrong>
where
    T: FromJson + ToJson + DeserializeOwned + Packed + PartialEq + Debug,
{
    let Some(value) = read::<T>(bytes)? else {
        return Ok(Verdict::Unread);
    };
    let again: Option<T> = from_bytes(&to_bytes(&value)).ok();
    holds(again.as_ref() == Some(&value), || {
        format!("its record is read as {again:?}")
    })?;
    let written = read::<T>(&aftercare_json::to_vec(&value))?;
    holds(written.as_ref() == Some(&value), || {
        format!("written, it is read as {written:?}")
    })?;
    then(&value)
}

/// A worse miss never brings less, and no tier more than the whole fee.
fn schedule(schedule: &CreditSchedule) -> Result<Verdict, Wrong> {
    let checked = ruled(schedule.check());
    if let Some(refused) = checked {
        return Ok(refused);
    }
    let late = |late| Measure::Late {
        late: Seconds(late),
        target: Seconds(3_600),
    };
    let worse = [
        [1, 60, 3_600, 7_200, 1 << 40, u64::MAX].map(late),
        [10_000, 9_999, 9_900, 5_000, 1, 0].map(|share| Measure::Below { share: Bps(share) }),
        [0, 1, 2, 10, 1_000, u32::MAX].map(|number| Measure::Count { number }),
    ];
    for (metric, measures) in Metric::ALL
        .iter()
        .flat_map(|it| worse.map(|row| (*it, row)))
    {
        for fee in [0, 1, 1_000_000, u128::MAX] {
            let credits = measures.map(|measure| schedule.amount(metric, measure, fee));
            let kept =
                credits.iter().all(|it| it.is_some_and(|it| it <= fee)) && credits.is_sorted();
            holds(kept, || format!("{metric:?} of {fee}: {credits:?}"))?;
        }
    }
    Ok(Verdict::Accepted)
}

/// A ticket's cap lies within a period's, and that within a block's.
fn caps(caps: &Caps) -> Result<Verdict, Wrong> {
    if let Some(refused) = ruled(caps.check()) {
        return Ok(refused);
    }
    for fee in [0, 1, 9_999, 1_000_000, u128::MAX >> 20] {
        let amounts = caps.amounts(fee);
        let kept = amounts
            .as_ref()
            .is_some_and(|it| it.ticket <= it.period && it.period <= it.block);
        holds(kept, || format!("of {fee}: {amounts:?}"))?;
    }
    Ok(Verdict::Accepted)
}

/// Instants that calendars are asked about.
pub const INSTANTS: [UnixTime; 5] = [
    UnixTime(0),
    UnixTime(1_772_442_000),
    UnixTime(1_774_746_000),
    UnixTime(1_800_000_000),
    UnixTime(253_402_300_799),
];
