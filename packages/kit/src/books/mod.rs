//! The asset books: coins in, claims, and the one way in which money leaves a contract.
//!
//! For every asset the contract's named accounts, claims included, sum to `total`; what the contract holds
//! beyond `total` is surplus, which nobody is owed and no message spends. Money leaves in two ways:
//! *pushed*, as a sub-message with a gas limit whose failure turns it into its owner's claim, so that no
//! party, token or blocked address can stop anybody else; or *paid*, the owner's whole claim in a plain
//! message whose failure leaves everything as it was.

mod list;
mod transfer;

#[cfg(test)]
mod tests;

use aftercare_interface::asset::{AssetAmount, Claim, Solvency};
use aftercare_interface::packed_structs;
use aftercare_interface::{Asset, Page};
use cosmwasm_std::{Addr, CosmosMsg, DepsMut, QuerierWrapper, Storage, SubMsg, Uint128};

use crate::store::{Item, Map};
use crate::{page, reply, KitError};

/// Gas that one push may burn: several times what a bank send or an honest CW20 transfer takes, and little
/// enough that a token that burns it all leaves room for the rest of the message.
pub const PUSH_GAS_LIMIT: u64 = 400_000;
/// A push's serial number inside its asset, as far as a reply id has room for it. The push is on record in
/// the slot of the serial's last byte until another takes its place, 256 pushes later: a transaction runs
/// out of gas long before it makes that many, and if one did, the failed push would fail it whole.
const SERIAL_BITS: u32 = 40;
const SERIAL_MASK: u64 = (1 << SERIAL_BITS) - 1;

/// A listed asset: its number, whether it takes new money, what is owed in it, pushes made.
struct AssetBook {
    index: u16,
    open: bool,
    total: Uint128,
    pushes: u64,
}

/// A push that may still fail.
struct Push {
    number: u64,
    owner: Addr,
    amount: Uint128,
}

packed_structs! {
    AssetBook { index, open, total, pushes }
    Push { number, owner, amount }
}

/// What is to leave a named account, and for whom. The contract's own address as owner means: to be burnt.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Payout {
    /// Who receives it.
    pub owner: Addr,
    /// In which asset.
    pub asset: Asset,
    /// How much, in base units.
    pub amount: Uint128,
}

/// By asset key; written by every movement; bounded by the owner's list.
const ASSETS: Map<&str, AssetBook> = Map::new("books_asset");
/// The last asset's number.
const LAST_INDEX: Item<u16> = Item::new("books_last");
/// The asset of a number, for replies; written once an asset.
const INDEXES: Map<u16, Asset> = Map::new("books_index");
/// By owner and asset key; written by failed pushes, awards and withdrawals.
const CLAIMS: Map<(&Addr, &str), Uint128> = Map::new("books_claim");
/// By asset number and slot; overwritten in turn.
const PUSHES: Map<(u16, u16), Push> = Map::new("books_push");

/// Storage names of the books; a contract's own must differ from them.
pub const NAMESPACES: [&str; 5] = [
    "books_asset",
    "books_last",
    "books_index",
    "books_claim",
    "books_push",
];

/// Money came in: the caller puts it into a named account of its own. The asset may be closed; whether new
/// money is taken is the caller's rule ([`require_open`]).
///
/// # Errors
/// [`KitError::AssetUnlisted`], [`KitError::Overflow`].
pub fn receive(storage: &mut dyn Storage, asset: &Asset, amount: Uint128) -> Result<(), KitError> {
    let book = load(storage, asset)?;
    enter(storage, (asset, book), amount)
}

fn enter(
    storage: &mut dyn Storage,
    (asset, mut book): (&Asset, AssetBook),
    amount: Uint128,
) -> Result<(), KitError> {
    book.total = plus(book.total, amount, "accounts")?;
    ASSETS.save(storage, &asset.key(), &book);
    Ok(())
}

/// As [`receive`], of new money: the asset must be open. One read for both.
///
/// # Errors
/// [`KitError::AssetUnlisted`], [`KitError::AssetClosed`], [`KitError::Overflow`].
pub fn receive_new(
    storage: &mut dyn Storage,
    asset: &Asset,
    amount: Uint128,
) -> Result<(), KitError> {
    let book = list::opened(storage, asset)?;
    enter(storage, (asset, book), amount)
}

/// Money leaves a named account: the total shrinks and a sub-message is made whose failure [`push_failed`]
/// turns into a claim. `None` where there is nothing to pay, because a chain refuses empty transfers.
///
/// # Errors
/// [`KitError::AssetUnlisted`], [`KitError::AccountShort`].
pub fn push(
    storage: &mut dyn Storage,
    contract: &Addr,
    payout: Payout,
) -> Result<Option<SubMsg>, KitError> {
    if payout.amount.is_zero() {
        return Ok(None);
    }
    let mut book = load(storage, &payout.asset)?;
    book.total = minus(book.total, &payout)?;
    let number = note_push(storage, &mut book, &payout)?;
    ASSETS.save(storage, &payout.asset.key(), &book);
    let message = transfer::message(contract, &payout);
    let sub = SubMsg::reply_on_error(message, reply::id(reply::PUSH, number));
    Ok(Some(sub.with_gas_limit(PUSH_GAS_LIMIT)))
}

/// A push failed: its amount is back in the contract and becomes its owner's claim.
///
/// # Errors
/// [`KitError::UnknownReply`] where the push is not on record, which fails the whole message.
pub fn push_failed(storage: &mut dyn Storage, number: u64) -> Result<Claim, KitError> {
    let unknown = KitError::UnknownReply {
        id: reply::id(reply::PUSH, number),
    };
    let (index, serial) = split_number(number);
    let asset = INDEXES.may_load(storage, index)?;
    let push = PUSHES.may_load(storage, (index, slot(serial)))?;
    let (Some(asset), Some(push)) = (asset, push.filter(|push| push.number == number)) else {
        return Err(unknown);
    };
    PUSHES.remove(storage, (index, slot(serial)));
    receive(storage, &asset, push.amount)?;
    claim(
        storage,
        &push.owner,
        AssetAmount {
            asset: asset.clone(),
            amount: push.amount,
        },
    )?;
    Ok(Claim {
        owner: push.owner,
        asset,
        amount: push.amount,
    })
}

/// Moves an amount out of a named account, which the caller has reduced, into the owner's claim.
///
/// # Errors
/// [`KitError::Overflow`].
pub fn claim(
    storage: &mut dyn Storage,
    owner: &Addr,
    money: AssetAmount,
) -> Result<Uint128, KitError> {
    let key = money.asset.key();
    let held = CLAIMS.may_load(storage, (owner, &key))?.unwrap_or_default();
    let claim = plus(held, money.amount, "claim")?;
    if !claim.is_zero() {
        CLAIMS.save(storage, (owner, &key), &claim);
    }
    Ok(claim)
}

/// Moves an owner's whole claim in an asset into another owner's; how much it was.
///
/// # Errors
/// [`KitError::Overflow`].
pub fn move_claim(
    storage: &mut dyn Storage,
    (from, to): (&Addr, &Addr),
    asset: &Asset,
) -> Result<Uint128, KitError> {
    let key = asset.key();
    let amount = CLAIMS.may_load(storage, (from, &key))?.unwrap_or_default();
    CLAIMS.remove(storage, (from, &key));
    let asset = asset.clone();
    claim(storage, to, AssetAmount { asset, amount })?;
    Ok(amount)
}

/// Books what the contract holds of an asset beyond its books as an owner's claim; how much it was.
///
/// # Errors
/// [`KitError::AssetUnlisted`], [`KitError::NothingToPay`], and what the bank or the token answers.
pub fn claim_surplus(
    deps: DepsMut<'_>,
    contract: &Addr,
    owner: &Addr,
    asset: &Asset,
) -> Result<Uint128, KitError> {
    let amount = solvency(deps.storage, &deps.querier, contract, asset)?.surplus;
    if amount.is_zero() {
        return Err(KitError::NothingToPay {
            owner: owner.clone(),
            asset: asset.clone(),
        });
    }
    receive(deps.storage, asset, amount)?;
    let asset = asset.clone();
    claim(deps.storage, owner, AssetAmount { asset, amount })?;
    Ok(amount)
}

/// Pays an owner's whole claim, as a plain message: if the transfer fails, everything stays as it was.
///
/// # Errors
/// [`KitError::NothingToPay`], [`KitError::AssetUnlisted`].
pub fn pay_claim(
    storage: &mut dyn Storage,
    contract: &Addr,
    owner: &Addr,
    asset: &Asset,
) -> Result<(Uint128, CosmosMsg), KitError> {
    let key = asset.key();
    let mut book = load(storage, asset)?;
    let amount = CLAIMS.may_load(storage, (owner, &key))?.unwrap_or_default();
    if amount.is_zero() {
        return Err(KitError::NothingToPay {
            owner: owner.clone(),
            asset: asset.clone(),
        });
    }
    let payout = Payout {
        owner: owner.clone(),
        asset: asset.clone(),
        amount,
    };
    book.total = minus(book.total, &payout)?;
    CLAIMS.remove(storage, (owner, &key));
    ASSETS.save(storage, &key, &book);
    Ok((amount, transfer::message(contract, &payout)))
}

/// One page of an owner's claims, in asset order.
///
/// # Errors
/// A limit out of range.
pub fn claims(
    storage: &dyn Storage,
    owner: &Addr,
    start_after: Option<String>,
    limit: Option<u32>,
) -> Result<Page<Claim, String>, KitError> {
    let entries = CLAIMS.of(storage, owner, (start_after.as_deref(), None));
    page::collect(entries, limit, |(key, amount)| {
        let asset = asset_of(storage, &key)?;
        Ok((
            key,
            Some(Claim {
                owner: owner.clone(),
                asset,
                amount,
            }),
        ))
    })
}

/// The sum of all named accounts in an asset.
///
/// # Errors
/// [`KitError::AssetUnlisted`].
pub fn total(storage: &dyn Storage, asset: &Asset) -> Result<Uint128, KitError> {
    Ok(load(storage, asset)?.total)
}

/// Holdings against books.
///
/// # Errors
/// [`KitError::AssetUnlisted`], and what the bank or the token answers.
pub fn solvency(
    storage: &dyn Storage,
    querier: &QuerierWrapper<'_>,
    contract: &Addr,
    asset: &Asset,
) -> Result<Solvency, KitError> {
    let accounts = total(storage, asset)?;
    let holdings = transfer::holdings(querier, contract, asset)?;
    Ok(Solvency {
        asset: asset.clone(),
        holdings,
        accounts,
        surplus: holdings.checked_sub(accounts).unwrap_or_default(),
        shortfall: accounts.checked_sub(holdings).unwrap_or_default(),
    })
}

/// Lists an asset, or opens a closed one again. A CW20 address must be spelt canonically and answer as a
/// token does.
///
/// # Errors
/// [`KitError::AssetInvalid`], [`KitError::AssetsFull`].
pub fn list(deps: DepsMut<'_>, asset: &Asset, max: u16) -> Result<(), KitError> {
    list::check(deps.as_ref(), asset)?;
    list::open(deps.storage, asset, max)
}

pub use list::{close, page as assets, require_listed, require_open};

fn load(storage: &dyn Storage, asset: &Asset) -> Result<AssetBook, KitError> {
    ASSETS
        .may_load(storage, &asset.key())?
        .ok_or_else(|| KitError::AssetUnlisted {
            asset: asset.clone(),
        })
}

/// The listed asset with that key.
///
/// # Errors
/// Where no asset has it.
pub fn asset_of(storage: &dyn Storage, key: &str) -> Result<Asset, KitError> {
    let book = ASSETS.load(storage, key)?;
    Ok(INDEXES.load(storage, book.index)?)
}

fn note_push(
    storage: &mut dyn Storage,
    book: &mut AssetBook,
    payout: &Payout,
) -> Result<u64, KitError> {
    let exhausted = KitError::CounterExhausted { counter: "pushes" };
    book.pushes = book.pushes.checked_add(1).ok_or(exhausted)?;
    let number = join_number(book.index, book.pushes);
    let push = Push {
        number,
        owner: payout.owner.clone(),
        amount: payout.amount,
    };
    PUSHES.save(storage, (book.index, slot(book.pushes)), &push);
    Ok(number)
}

/// The asset's number above, the push's serial below: together at most 56 bits.
fn join_number(index: u16, serial: u64) -> u64 {
    (u64::from(index) << SERIAL_BITS) | (serial & SERIAL_MASK)
}

fn split_number(number: u64) -> (u16, u64) {
    let index = u16::try_from(number >> SERIAL_BITS).unwrap_or(u16::MAX);
    (index, number & SERIAL_MASK)
}

fn slot(serial: u64) -> u16 {
    let [.., low] = serial.to_be_bytes();
    u16::from(low)
}

fn plus(a: Uint128, b: Uint128, field: &'static str) -> Result<Uint128, KitError> {
    a.checked_add(b).map_err(|_| KitError::Overflow { field })
}

fn minus(total: Uint128, payout: &Payout) -> Result<Uint128, KitError> {
    total
        .checked_sub(payout.amount)
        .map_err(|_| KitError::AccountShort {
            asset: payout.asset.clone(),
            held: total,
            asked: payout.amount,
        })
}
