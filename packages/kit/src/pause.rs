//! A pause: short, rare, and unable to keep anybody's money. A contract names in its README what it stops.

use aftercare_domain::time::{Seconds, UnixTime};
use aftercare_interface::raw::{self, PAUSED_KEY};
use cosmwasm_std::{Addr, QuerierWrapper, StdResult, Storage};

use crate::raw as own;
use crate::store::Item;
use crate::KitError;

/// How long a pause lasts, at most.
pub const MAX_PAUSE: Seconds = Seconds::hours(72);
/// How long after its end no other pause is possible.
pub const COOL_DOWN: Seconds = Seconds::days(14);

/// Who may pause; absent: nobody. Written by the owner. The last second of the last pause stands under
/// [`PAUSED_KEY`], where the suite's other contracts read it.
const PAUSER: Item<Addr> = Item::new("pauser");

/// Storage names of the pause; a contract's own must differ from them.
pub const NAMESPACES: [&str; 1] = ["pauser"];

/// Who may pause, and the last pause.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pause {
    /// Who may pause.
    pub pauser: Option<Addr>,
    /// The last second of the last pause.
    pub until: Option<UnixTime>,
}

impl Pause {
    /// The last second of the pause, where there is one at an instant.
    #[must_use]
    pub fn at(&self, now: UnixTime) -> Option<UnixTime> {
        self.until.filter(|until| now <= *until)
    }

    /// The first second in which a pause is possible again, where it is not at an instant.
    #[must_use]
    pub fn next_from(&self, now: UnixTime) -> Option<UnixTime> {
        let from = self.until?.plus(COOL_DOWN).plus(Seconds(1));
        Some(from).filter(|from| now < *from)
    }
}

/// Who may pause, and the last pause.
///
/// # Errors
/// Where a record does not parse.
pub fn get(storage: &dyn Storage) -> StdResult<Pause> {
    Ok(Pause {
        pauser: PAUSER.may_load(storage)?,
        until: own::load(storage, PAUSED_KEY)?,
    })
}

/// For the messages that a pause of this contract stops.
///
/// # Errors
/// [`KitError::Paused`].
pub fn refuse_paused(storage: &dyn Storage, now: UnixTime) -> Result<(), KitError> {
    refuse_until(own::load(storage, PAUSED_KEY)?, now)
}

/// For the messages that a pause of another contract of the suite stops as well.
///
/// # Errors
/// [`KitError::Paused`].
pub fn refuse_paused_by(
    querier: &QuerierWrapper<'_>,
    contract: &Addr,
    now: UnixTime,
) -> Result<(), KitError> {
    refuse_until(raw::read(querier, contract, PAUSED_KEY)?, now)
}

fn refuse_until(until: Option<UnixTime>, now: UnixTime) -> Result<(), KitError> {
    let pause = Pause {
        pauser: None,
        until,
    };
    match pause.at(now) {
        Some(until) => Err(KitError::Paused { until }),
        None => Ok(()),
    }
}

/// Names who may pause; the caller has checked that the owner asks.
pub fn set_pauser(storage: &mut dyn Storage, pauser: Option<&Addr>) {
    match pauser {
        Some(pauser) => PAUSER.save(storage, pauser),
        None => PAUSER.remove(storage),
    }
}

/// Pauses for 72 hours from now; the last second of it.
///
/// # Errors
/// [`KitError::NotPauser`], [`KitError::PauseTooSoon`].
pub fn start(
    storage: &mut dyn Storage,
    sender: &Addr,
    now: UnixTime,
) -> Result<UnixTime, KitError> {
    let pause = get(storage)?;
    if pause.pauser.as_ref() != Some(sender) {
        return Err(KitError::NotPauser {
            sender: sender.clone(),
        });
    }
    if let Some(from) = pause.next_from(now) {
        return Err(KitError::PauseTooSoon { from });
    }
    let until = now.plus(MAX_PAUSE);
    own::save(storage, PAUSED_KEY, &until);
    Ok(until)
}

/// Ends a pause early: its last second was the one before now. The caller has checked who may.
///
/// # Errors
/// [`KitError::NotPaused`].
pub fn end(storage: &mut dyn Storage, now: UnixTime) -> Result<(), KitError> {
    let pause = get(storage)?;
    if pause.at(now).is_none() {
        return Err(KitError::NotPaused);
    }
    own::save(storage, PAUSED_KEY, &now.minus(Seconds(1)));
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use aftercare_interface::raw::Layout;
    use cosmwasm_std::testing::{MockApi, MockQuerier, MockStorage};
    use cosmwasm_std::{ContractResult, Empty, SystemError, SystemResult, WasmQuery};

    const NOW: UnixTime = UnixTime(1_000_000);

    fn pausable() -> (MockStorage, Addr) {
        let mut storage = MockStorage::new();
        let pauser = MockApi::default().addr_make("pauser");
        set_pauser(&mut storage, Some(&pauser));
        (storage, pauser)
    }

    #[test]
    fn a_pause_lasts_72_hours_and_not_a_second_more() {
        let (mut storage, pauser) = pausable();
        assert_eq!(refuse_paused(&storage, NOW), Ok(()));
        let until = start(&mut storage, &pauser, NOW).unwrap();
        assert_eq!(until, NOW.plus(Seconds::hours(72)));
        let paused = Err(KitError::Paused { until });
        assert_eq!(refuse_paused(&storage, NOW), paused);
        assert_eq!(refuse_paused(&storage, until), paused);
        assert_eq!(refuse_paused(&storage, until.plus(Seconds(1))), Ok(()));
    }

    #[test]
    fn the_next_pause_is_14_days_after_the_last_one() {
        let (mut storage, pauser) = pausable();
        let until = start(&mut storage, &pauser, NOW).unwrap();
        let from = until.plus(Seconds::days(14)).plus(Seconds(1));
        let soon = Err(KitError::PauseTooSoon { from });
        assert_eq!(start(&mut storage, &pauser, NOW), soon);
        assert_eq!(start(&mut storage, &pauser, from.minus(Seconds(1))), soon);
        assert!(start(&mut storage, &pauser, from).is_ok());
    }

    #[test]
    fn a_pause_that_is_ended_early_starts_the_14_days() {
        let (mut storage, pauser) = pausable();
        assert_eq!(end(&mut storage, NOW), Err(KitError::NotPaused));
        start(&mut storage, &pauser, NOW).unwrap();
        end(&mut storage, NOW).unwrap();
        assert_eq!(refuse_paused(&storage, NOW), Ok(()));
        let from = NOW.plus(COOL_DOWN);
        let soon = Err(KitError::PauseTooSoon { from });
        assert_eq!(start(&mut storage, &pauser, from.minus(Seconds(1))), soon);
        assert!(start(&mut storage, &pauser, from).is_ok());
    }

    #[test]
    fn a_pause_of_another_contract_stops_until_its_last_second() {
        let mut querier = MockQuerier::<Empty>::new(&[]);
        let escrow = MockApi::default().addr_make("escrow");
        let until = NOW.plus(Seconds(9));
        querier.update_wasm(move |query| match query {
            WasmQuery::Raw { key, .. } if key.as_slice() == PAUSED_KEY => {
                SystemResult::Ok(ContractResult::Ok(until.encode().into()))
            }
            _ => SystemResult::Err(SystemError::Unknown {}),
        });
        let asked = |now| refuse_paused_by(&QuerierWrapper::new(&querier), &escrow, now);
        assert_eq!(asked(until), Err(KitError::Paused { until }));
        assert_eq!(asked(until.plus(Seconds(1))), Ok(()));
    }

    #[test]
    fn nobody_else_pauses() {
        let (mut storage, _) = pausable();
        let sender = MockApi::default().addr_make("owner");
        let refused = Err(KitError::NotPauser {
            sender: sender.clone(),
        });
        assert_eq!(start(&mut storage, &sender, NOW), refused);
        set_pauser(&mut storage, None);
        assert_eq!(start(&mut storage, &sender, NOW), refused);
    }
}
