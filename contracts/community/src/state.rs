//! Every storage key of the contract; those of the asset books are the kit's. Records are packed as
//! `aftercare_kit::store` says.

use aftercare_domain::money::Bps;
use aftercare_domain::reputation::Standing;
use aftercare_domain::time::{Seconds, UnixTime};
use aftercare_interface::community::NextRate;
use aftercare_interface::{packed_enums, packed_structs, Asset};
use aftercare_kit::store::{Item, Map};
use cosmwasm_std::{Addr, Decimal, Uint128};

pub mod knowledge;
pub mod people;
pub mod questions;

/// What instantiation set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Config {
    /// The escrow whose burnt fees make points.
    pub escrow: Addr,
    /// The registry whose ratings release them.
    pub registry: Addr,
    /// First second of epoch 0.
    pub epoch_start: UnixTime,
    /// Length of an epoch.
    pub epoch_length: Seconds,
    /// Share of a bounty's points that lets silence pay it.
    pub silence_threshold: Bps,
}

/// How many points a burnt base unit makes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rate {
    /// The asset.
    pub asset: Asset,
    /// As last noted; [`Rate::at`] says what is in force.
    pub rate: Decimal,
    /// Announced, or in force since.
    pub next: Option<NextRate>,
    /// The asset's number in what accounts have seen.
    pub number: u16,
}

/// The one epoch that takes points, or is over and not closed yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenEpoch {
    /// Its number.
    pub epoch: u64,
    /// Points in it.
    pub points: Uint128,
}

/// A closed epoch that has points.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Epoch {
    /// Points in it.
    pub points: Uint128,
    /// How far it is.
    pub stage: Stage,
}

/// How far an epoch is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Nothing minted.
    Unminted,
    /// The token was asked in this very transaction.
    Minting {
        /// For how much.
        asked: Uint128,
        /// What the carry gives on top.
        carried: Uint128,
    },
    /// Minted.
    Minted {
        /// What its points share, from the mint and from the carry.
        minted: Uint128,
        /// How much of it was claimed.
        claimed: Uint128,
        /// Points of it that are void.
        voided: Uint128,
        /// What they would have brought, which went to the carry.
        recalled: Uint128,
    },
}

/// An owner's points in an epoch.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Points {
    /// The points.
    pub points: Uint128,
    /// Whether their tokens were claimed.
    pub claimed: bool,
}

/// What an answer or a knowledge item was thanked with.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Thanks {
    /// Points.
    pub points: Uint128,
    /// Points spent to mark it wrong.
    pub objections: Uint128,
    /// Distinct accounts that thanked.
    pub accounts: u32,
    /// Whether a curator or an expert thanked from the curators' pool.
    pub checked: bool,
    /// Points by epoch, of the epochs whose hold is not over.
    pub recent: Vec<(u64, Uint128)>,
}

/// What one account gave for one item.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Given {
    /// Points thanked with.
    pub thanks: Uint128,
    /// Points spent to mark it wrong.
    pub objections: Uint128,
}

packed_structs! {
    Config { escrow, registry, epoch_start, epoch_length, silence_threshold }
    Rate { asset, rate, next, number }
    OpenEpoch { epoch, points }
    Epoch { points, stage }
    Points { points, claimed }
    Thanks { points, objections, accounts, checked, recent }
    Given { thanks, objections }
}

packed_enums! {
    Stage {
        0: Unminted,
        1: Minting { asked, carried },
        2: Minted { minted, claimed, voided, recalled },
    }
}

/// Written at instantiation.
pub const CONFIG: Item<Config> = Item::new("config");
/// The reward token; absent until it is wired, then never changed.
pub const TOKEN: Item<Addr> = Item::new("token");
/// By asset key; at most 16. Written by the owner; goes where the rate is 0 and nothing is announced.
pub const RATES: Map<&str, Rate> = Map::new("rate");
/// The number of each asset that ever had a rate, by asset key; at most 64. Written with its first rate.
pub const RATED: Map<&str, u16> = Map::new("rated");
/// How many assets ever had a rate.
pub const LAST_RATED: Item<u16> = Item::new("last_rated");
/// Tickets registered, for ever, by pair of contracts. Written by `register_ratings`.
pub const REGISTERED: Map<(u8, u64), ()> = Map::new("registered");
/// The one epoch that has points and is not closed; absent where there is none. Written with each point.
pub const OPEN_EPOCH: Item<OpenEpoch> = Item::new("open");
/// By number; only closed epochs that had points. Written at closing, minting, claims and voiding.
pub const EPOCHS: Map<u64, Epoch> = Map::new("epoch");
/// By owner and epoch. Written with each point, by the claim and by voiding.
pub const POINTS: Map<(&Addr, u64), Points> = Map::new("pts");
/// Tokens of void points, by which the next closing mints less. Absent before the first.
pub const CARRY: Item<Uint128> = Item::new("carry");
/// By owner and topic. Written by thanks and objections.
pub const STANDINGS: Map<(&Addr, &str), Standing> = Map::new("rep");
/// By item, as [`knowledge::key`] says; absent before the first thanks or objection.
pub const THANKS: Map<(u64, u32), Thanks> = Map::new("thx");
/// By account and item, so that each account counts once. Written by thanks and objections.
pub const GIVEN: Map<(&Addr, (u64, u32)), Given> = Map::new("by");
