//! The owner's list of assets.

use aftercare_interface::asset::ListedAsset;
use aftercare_interface::{Asset, Page};
use cosmwasm_std::{Addr, Deps, Storage, Uint128};

use super::transfer::{self, TokenQuestion};
use super::{asset_of, load, AssetBook, ASSETS, INDEXES, LAST_INDEX};
use crate::KitError;

/// Longest denomination of a chain.
const MAX_DENOM: usize = 128;

/// A denomination as a chain writes it, or the canonical address of a contract that answers as a token.
pub(super) fn check(deps: Deps<'_>, asset: &Asset) -> Result<(), KitError> {
    let sound = match asset {
        Asset::Native { denom } => is_denom(denom),
        Asset::Cw20 { address } => {
            let canonical = deps.api.addr_validate(address.as_str()).ok();
            canonical.as_ref() == Some(address) && is_token(deps, address)
        }
    };
    if sound {
        Ok(())
    } else {
        Err(KitError::AssetInvalid {
            asset: asset.clone(),
        })
    }
}

fn is_denom(denom: &str) -> bool {
    let allowed = |c: char| c.is_ascii_alphanumeric() || "/:._-".contains(c);
    (3..=MAX_DENOM).contains(&denom.len())
        && denom.starts_with(|c: char| c.is_ascii_alphabetic())
        && denom.chars().all(allowed)
}

/// A contract that answers with decimals and a supply.
fn is_token(deps: Deps<'_>, address: &Addr) -> bool {
    let answer = transfer::ask(&deps.querier, address, &TokenQuestion::Info);
    answer.is_ok_and(|answer| transfer::field::<Uint128>(answer, "total_supply").is_ok())
}

pub(super) fn open(storage: &mut dyn Storage, asset: &Asset, max: u16) -> Result<(), KitError> {
    let key = asset.key();
    let book = match ASSETS.may_load(storage, &key)? {
        Some(book) => AssetBook { open: true, ..book },
        None => new_book(storage, asset, max)?,
    };
    ASSETS.save(storage, &key, &book);
    Ok(())
}

fn new_book(storage: &mut dyn Storage, asset: &Asset, max: u16) -> Result<AssetBook, KitError> {
    let last = LAST_INDEX.may_load(storage)?.unwrap_or(0);
    let index = last.checked_add(1).filter(|index| *index <= max);
    let index = index.ok_or(KitError::AssetsFull { max })?;
    LAST_INDEX.save(storage, &index);
    INDEXES.save(storage, index, asset);
    Ok(AssetBook {
        index,
        open: true,
        total: Uint128::zero(),
        pushes: 0,
    })
}

/// Closes an asset for new money; what is held stays payable.
///
/// # Errors
/// [`KitError::AssetUnlisted`].
pub fn close(storage: &mut dyn Storage, asset: &Asset) -> Result<(), KitError> {
    let book = AssetBook {
        open: false,
        ..load(storage, asset)?
    };
    ASSETS.save(storage, &asset.key(), &book);
    Ok(())
}

/// For money that is already in.
///
/// # Errors
/// [`KitError::AssetUnlisted`].
pub fn require_listed(storage: &dyn Storage, asset: &Asset) -> Result<(), KitError> {
    load(storage, asset).map(|_| ())
}

/// For new money.
///
/// # Errors
/// [`KitError::AssetUnlisted`], [`KitError::AssetClosed`].
pub fn require_open(storage: &dyn Storage, asset: &Asset) -> Result<(), KitError> {
    opened(storage, asset).map(|_| ())
}

/// The book of an asset that takes new money.
pub(super) fn opened(storage: &dyn Storage, asset: &Asset) -> Result<AssetBook, KitError> {
    let closed = || KitError::AssetClosed {
        asset: asset.clone(),
    };
    let book = load(storage, asset)?;
    Some(book).filter(|book| book.open).ok_or_else(closed)
}

/// One page of the list, in key order.
///
/// # Errors
/// A limit out of range.
pub fn page(
    storage: &dyn Storage,
    start_after: Option<String>,
    limit: Option<u32>,
) -> Result<Page<ListedAsset, String>, KitError> {
    let entries = ASSETS.range(storage, start_after.as_deref(), None);
    crate::page::collect(entries, limit, |(key, book)| {
        let asset = asset_of(storage, &key)?;
        Ok((
            key,
            Some(ListedAsset {
                asset,
                open: book.open,
            }),
        ))
    })
}
