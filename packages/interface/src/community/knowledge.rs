//! Items that can be thanked, versions, knowledge items, support budgets, reputation.

use aftercare_domain::reputation::Standing;
use aftercare_domain::time::{Seconds, UnixTime};
use cosmwasm_schema::cw_serde;
use cosmwasm_std::{Addr, Uint128};

use crate::asset::Asset;
use crate::packed::{Bytes, Packed};

/// The longest time between two reviews of a knowledge item.
pub const MAX_REVIEW: Seconds = Seconds::days(366);
/// The month of a support budget, counted from the first second of 1970.
pub const SUPPORT_MONTH: Seconds = Seconds::days(30);

/// What is thanked, objected to, or cited as the reason of a vote.
#[cw_serde]
#[derive(aftercare_json::FromJson, aftercare_json::ToJson)]
#[serde(deny_unknown_fields)]
#[derive(Eq, Copy)]
pub enum Item {
    /// An answer.
    Answer {
        /// Its question.
        question: u64,
        /// Its place.
        answer: u32,
    },
    /// A knowledge item.
    Knowledge {
        /// Its number.
        item: u64,
    },
}

/// A product's version.
#[cw_serde]
#[derive(aftercare_json::FromJson, aftercare_json::ToJson)]
#[serde(deny_unknown_fields)]
#[derive(Eq, Copy, PartialOrd, Ord)]
pub struct Version {
    /// Compared first.
    pub major: u32,
    /// Compared where the majors are equal.
    pub minor: u32,
    /// Compared last.
    pub patch: u32,
}

/// Versions from one to another.
#[cw_serde]
#[derive(aftercare_json::FromJson, aftercare_json::ToJson)]
#[serde(deny_unknown_fields)]
#[derive(Eq, Copy)]
pub struct VersionRange {
    /// The first one.
    pub from: Version,
    /// The last one; absent where all later ones are meant.
    pub until: Option<Version>,
}

crate::packed_structs! {
    Version { major, minor, patch }
    VersionRange { from, until }
    aftercare_domain::allowance::Lot { epoch, feedback, thanks }
}
crate::packed_as_inner!(aftercare_domain::allowance::Lots);

/// The amount of the score, doubled, and one more where it lies below zero; then the instant.
impl Packed for Standing {
    fn pack(&self, bytes: &mut Vec<u8>) {
        let amount = self.score.unsigned_abs().saturating_mul(2);
        (amount | u128::from(self.score < 0)).pack(bytes);
        self.at.pack(bytes);
    }
    fn unpack(bytes: &mut Bytes<'_>) -> Self {
        let doubled = u128::unpack(bytes);
        // Half of 128 bits fits into a signed number.
        let amount = i128::try_from(doubled >> 1).unwrap_or(i128::MAX);
        let negative = doubled & 1 == 1;
        Self {
            score: if negative {
                amount.saturating_neg()
            } else {
                amount
            },
            at: UnixTime::unpack(bytes),
        }
    }
}

crate::packed_enums! {
    Item { 0: Answer { question, answer }, 1: Knowledge { item } }
}

/// An accepted answer that closes tickets.
#[cw_serde]
#[derive(aftercare_json::FromJson, aftercare_json::ToJson)]
#[serde(deny_unknown_fields)]
pub struct NewKnowledge {
    /// The question.
    pub question: u64,
    /// Its accepted answer.
    pub answer: u32,
    /// The product that it is about; 1 to 64 printable ASCII characters.
    pub product: String,
    /// The versions for which it holds.
    pub versions: VersionRange,
    /// The last second in which it is not stale; from now to 366 days from now.
    pub review_by: UnixTime,
}

/// What a provider pays for knowledge from its support budget.
#[cw_serde]
#[derive(aftercare_json::FromJson, aftercare_json::ToJson)]
#[serde(deny_unknown_fields)]
pub struct SupportTerms {
    /// Paid to an item's author, once a ticket and item; at least 1.
    pub per_item: Uint128,
    /// Most that is paid in a month of 30 days; at least `per_item` (COM-080).
    pub monthly_cap: Uint128,
}

/// What may earn points.
#[cw_serde]
#[derive(aftercare_json::FromJson, aftercare_json::ToJson)]
#[serde(deny_unknown_fields)]
pub enum Reward {
    /// A rating, once it is registered.
    Rating {
        /// The rated ticket.
        ticket: u64,
        /// The pair of contracts that it belongs to; the first one if absent.
        peers: Option<u8>,
    },
    /// Thanks.
    Thanks {
        /// For what.
        item: Item,
        /// How many points.
        points: Uint128,
    },
}

/// What a rating or thanks would earn now.
#[cw_serde]
#[derive(aftercare_json::FromJson, aftercare_json::ToJson, Eq)]
pub struct QuoteResponse {
    /// Who would get the points.
    pub owner: Addr,
    /// How many.
    pub points: Uint128,
    /// The most that they can bring: half a unit a point, less where the token may mint less.
    pub tokens_at_most: Uint128,
    /// The epoch that they would belong to.
    pub epoch: u64,
    /// The first second in which they could be claimed.
    pub claimable_from: UnixTime,
    /// The block time for which this was computed.
    pub as_of: UnixTime,
}

/// A knowledge item.
#[cw_serde]
#[derive(aftercare_json::FromJson, aftercare_json::ToJson, Eq)]
pub struct KnowledgeItemResponse {
    /// Its number.
    pub item: u64,
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
    /// Whether its review is overdue: it earns nothing then.
    pub stale: bool,
    /// Points that it was thanked with.
    pub thanks: Uint128,
    /// Points that were spent to mark it wrong.
    pub objections: Uint128,
    /// Accounts that thanked for it.
    pub thanked_by: u32,
    /// The block time for which this was computed.
    pub as_of: UnixTime,
}

/// What a provider pays for knowledge that closes its tickets.
#[cw_serde]
#[derive(aftercare_json::FromJson, aftercare_json::ToJson, Eq)]
pub struct SupportBudgetResponse {
    /// The provider.
    pub provider: Addr,
    /// In which asset.
    pub asset: Asset,
    /// Not spent yet.
    pub left: Uint128,
    /// Paid to an item's author, once a ticket and item.
    pub per_item: Uint128,
    /// Most that is paid in a month of 30 days.
    pub monthly_cap: Uint128,
    /// Paid in this month.
    pub spent: Uint128,
    /// The first second of the next month.
    pub month_ends: UnixTime,
    /// The block time for which this was computed.
    pub as_of: UnixTime,
}

/// Thanks and objections of one account for one item.
#[cw_serde]
#[derive(aftercare_json::FromJson, aftercare_json::ToJson, Eq)]
pub struct ThanksRow {
    /// The item.
    pub item: Item,
    /// Points that the account thanked with.
    pub thanks: Uint128,
    /// Points that it spent to mark the item wrong.
    pub objections: Uint128,
}

/// An account's reputation in a topic.
#[cw_serde]
#[derive(aftercare_json::FromJson, aftercare_json::ToJson, Eq)]
pub struct ReputationResponse {
    /// The account.
    pub account: Addr,
    /// The topic.
    pub topic: String,
    /// Whether objections outweigh thanks.
    pub negative: bool,
    /// The amount of the score now, in units of 2^−64 points.
    pub score: Uint128,
    /// The same in whole points, rounded down.
    pub points: Uint128,
    /// The block time for which this was computed.
    pub as_of: UnixTime,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::packed::{from_bytes, to_bytes};
    use aftercare_domain::allowance::{Lot, Lots};
    use aftercare_domain::reputation::{Change, FRACTION_BITS, MAX_SCORE};
    use proptest::prelude::*;
    use proptest::test_runner::RngSeed;

    #[test]
    fn a_standing_is_its_amount_its_sign_and_its_instant() {
        let at = UnixTime(5);
        for (score, bytes) in [(0, [0, 5]), (3, [6, 5]), (-3, [7, 5])] {
            let standing = Standing { score, at };
            assert_eq!(to_bytes(&standing), bytes);
            assert_eq!(from_bytes(&bytes), Ok(standing));
        }
        let most = i128::try_from(MAX_SCORE << FRACTION_BITS).unwrap();
        for change in [Change::Thanked(u128::MAX), Change::Objected(u128::MAX)] {
            let standing = Standing::default().changed(at, change);
            assert_eq!(standing.score.abs(), most);
            assert_eq!(from_bytes(&to_bytes(&standing)), Ok(standing));
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { rng_seed: RngSeed::Fixed(27), ..ProptestConfig::default() })]
        #[test]
        fn lots_come_back_as_they_went(lots in prop::collection::vec(any::<(u64, u128, u128)>(), 0..28)) {
            let lot = |(epoch, feedback, thanks)| Lot { epoch, feedback, thanks };
            let lots = Lots(lots.into_iter().map(lot).collect());
            prop_assert_eq!(from_bytes::<Lots>(&to_bytes(&lots)), Ok(lots));
        }
    }
}
