//! Knowledge items, and what providers pay for them.

use aftercare_domain::time::UnixTime;
use aftercare_interface::community::{Item as Named, VersionRange};
use aftercare_interface::{packed_structs, Asset};
use aftercare_kit::store::{Item, Map};
use cosmwasm_std::{Addr, Uint128};

/// An accepted answer that closes tickets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Knowledge {
    /// The question that it answers.
    pub question: u64,
    /// The answer that it was.
    pub answer: u32,
    /// Who gave the answer.
    pub author: Addr,
    /// Its topic.
    pub topic: String,
    /// The product that it is about.
    pub product: String,
    /// The versions for which it holds.
    pub versions: VersionRange,
    /// The provider that may reconfirm it.
    pub provider: Option<Addr>,
    /// When it was promoted.
    pub promoted_at: UnixTime,
    /// The last second in which it is not stale.
    pub review_by: UnixTime,
}

/// What a provider pays for knowledge that closes its tickets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Budget {
    /// In which asset.
    pub asset: Asset,
    /// Not spent yet.
    pub left: Uint128,
    /// Paid to an author, once a ticket and item.
    pub per_item: Uint128,
    /// Most in a month.
    pub monthly_cap: Uint128,
    /// The month of the last payment.
    pub month: u64,
    /// Paid in that month.
    pub spent: Uint128,
}

packed_structs! {
    Knowledge {
        question, answer, author, topic, product, versions, provider, promoted_at, review_by
    }
    Budget { asset, left, per_item, monthly_cap, month, spent }
}

/// In the place of an answer's: no question has that many.
const KNOWLEDGE: u32 = u32::MAX;

/// What an item's thanks are filed under: its question and place, or its number.
#[must_use]
pub fn key(item: Named) -> (u64, u32) {
    match item {
        Named::Answer { question, answer } => (question, answer),
        Named::Knowledge { item } => (item, KNOWLEDGE),
    }
}

/// The item that such a key names.
#[must_use]
pub fn named((number, place): (u64, u32)) -> Named {
    match place {
        KNOWLEDGE => Named::Knowledge { item: number },
        answer => Named::Answer {
            question: number,
            answer,
        },
    }
}

/// Number of the last knowledge item.
pub const LAST_ITEM: Item<u64> = Item::new("last_item");
/// By number. Written by its promotion and each review.
pub const KNOWLEDGE_ITEMS: Map<u64, Knowledge> = Map::new("item");
/// The item that an answer became, by question and place.
pub const PROMOTED: Map<(u64, u32), u64> = Map::new("promoted");
/// By provider. Written by its funding, withdrawal and each payment; absent where it holds nothing.
pub const SUPPORT: Map<&Addr, Budget> = Map::new("support");
/// What was paid for once and for ever, by pair of contracts, ticket and item.
pub const HELPED: Map<((u8, u64), u64), ()> = Map::new("helped");
