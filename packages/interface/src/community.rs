//! `community`: feedback rewards, questions, answers, knowledge.

use aftercare_domain::money::Bps;
use aftercare_domain::time::{Seconds, UnixTime};
use cosmwasm_schema::{cw_serde, QueryResponses};
use cosmwasm_std::{Addr, Decimal, Uint128};
use cw20::Cw20ReceiveMsg;

use crate::asset::{Asset, AssetAmount, Claim, ListedAsset, Solvency};
use crate::commitment::Commitment;
use crate::next_step::NextStep;
use crate::page::Page;

mod knowledge;
mod people;

pub use knowledge::*;
pub use people::*;

/// Most tickets of one `register_ratings`.
pub const MAX_RATINGS: usize = 30;
/// Most epochs of one `claim`.
pub const MAX_EPOCHS: usize = 30;
/// Most answers of a question.
pub const MAX_ANSWERS: u32 = 30;
/// Most answers that share a bounty.
pub const MAX_WINNERS: usize = 5;
/// Most assets listed for bounties.
pub const MAX_ASSETS: u16 = 64;
/// Most bytes of a topic or a product.
pub const MAX_NAME: usize = 64;
/// Most assets with a rate.
pub const MAX_RATES: usize = 16;
/// Most assets that ever have a rate.
pub const MAX_RATED: u16 = 64;
/// Most points that one burnt base unit makes.
pub const MAX_RATE: Decimal = Decimal::raw(1_000_000_000_000_000_000_000_000);
/// How long a raised rate is announced before it counts.
pub const RATE_NOTICE: Seconds = Seconds::days(7);
/// How long points are held before they can be claimed, from the end of their epoch, whenever it was closed.
pub const HOLD: Seconds = Seconds::days(7);
/// How long an award vests.
pub const VESTING: Seconds = Seconds::days(7);
/// Least time between a question and its decision.
pub const DECIDE_AFTER_QUESTION: Seconds = Seconds::days(14);
/// Least time between a question's first answer and its decision.
pub const DECIDE_AFTER_ANSWER: Seconds = Seconds::days(7);

/// Sets the contract up.
#[cw_serde]
#[derive(aftercare_json::FromJson, aftercare_json::ToJson)]
#[serde(deny_unknown_fields)]
pub struct InstantiateMsg {
    /// May wire the token once, set rates and list bounty assets, and hand ownership over in two steps.
    /// Can never move a bounty or a reward.
    pub owner: String,
    /// The escrow whose burnt fees make points.
    pub escrow: String,
    /// The registry whose ratings release them; its `peers` key must name that escrow.
    pub registry: String,
    /// First second of epoch 0; points made before it belong to epoch 0 as well.
    pub epoch_start: UnixTime,
    /// Length of an epoch; 1 hour to 366 days.
    pub epoch_length: Seconds,
    /// Thanks that let silence pay a bounty, as a share of the points that a burnt fee of the bounty's size
    /// would make; 1 to 10,000 basis points. Frozen for each question when it is asked.
    pub silence_threshold: Bps,
}

/// Messages.
#[cw_serde]
#[derive(aftercare_json::FromJson, aftercare_json::ToJson)]
#[serde(deny_unknown_fields)]
pub enum ExecuteMsg {
    /// Owner: names the reward token. Once, and never again; refused unless this contract is its minter and
    /// its `emission` key can be read. The token is listed as an asset, so that bounties may be paid in it
    /// as well. No funds. Event `wired`.
    Wire {
        /// The token.
        token: String,
    },
    /// Owner: sets how many points one burnt base unit of an asset makes; at most 16 assets, at most
    /// 1,000,000 points. Lowering counts at once and withdraws what was announced; raising (and the first
    /// rate of an asset) counts 7 days later, before `wire` at once. A fee counts once, at the rate in force when its account's
    /// allowance is next touched; while the rate is 0 it waits. No funds. Event `rate-set`.
    SetRate {
        /// The asset.
        asset: Asset,
        /// Points a base unit.
        rate: Decimal,
    },
    /// Owner: lists an asset for bounties. A CW20 address is checked to answer `token_info`. No funds.
    /// Event `asset-listed`.
    ListAsset {
        /// The asset, its address in canonical spelling.
        asset: Asset,
    },
    /// Owner: closes an asset for new bounties. What is held stays payable. No funds. Event `asset-closed`.
    CloseAsset {
        /// The asset.
        asset: Asset,
    },
    /// Anyone: registers rated tickets of agreements, each once for ever, after their reopen window.
    /// Releases the customer's whole feedback allowance, fees burnt by now included, as points of the epoch
    /// that is; what the answers were plays no part. If one ticket is refused, all are. No funds. Event
    /// `rating-registered` for each, `fees-counted` where new fees were burnt.
    RegisterRatings {
        /// The tickets; 1 to 30, each once.
        tickets: Vec<u64>,
        /// The pair of contracts that they belong to; the first one if absent.
        peers: Option<u8>,
    },
    /// Anyone with a thanks allowance, and curators and experts: gives points to the author of an answer or
    /// of a knowledge item that is not stale (COM-071), never to oneself (COM-014, COM-072), while the
    /// question is open and afterwards. A curator or expert gives of the curators' pool as long as its part
    /// of the epoch covers the points; everybody else, and it beyond that, of the own thanks allowance
    /// (COM-013, COM-087). Thanks given until the decision time count for the decision by silence; a later
    /// one first has that decision taken. The author's reputation in the topic rises. No funds. Event
    /// `thanked`, `fees-counted` where new fees were burnt.
    Thank {
        /// For what.
        item: Item,
        /// How many points; at least 1.
        points: Uint128,
    },
    /// Anyone: closes the last epoch that has points, once it is over, and mints for it: half a unit a
    /// point, and no more than the token may mint now. Where nothing may be minted, or the mint fails, the
    /// epoch stays unminted. Every message that adds points does the same first. No funds. Event
    /// `epoch-closed`, and `epoch-minted` or `epoch-unminted`.
    CloseEpoch {},
    /// Anyone: tries again to mint for a closed epoch whose mint failed. No funds. Event `epoch-minted` or
    /// `epoch-unminted`.
    MintEpoch {
        /// The epoch.
        epoch: u64,
    },
    /// Anyone: pays an owner's tokens of minted epochs to that owner, once their hold is over, however late.
    /// If one epoch is refused, all are. No funds. Event `points-claimed` for each.
    Claim {
        /// Whose points.
        owner: String,
        /// The epochs; 1 to 30, each once.
        epochs: Vec<u64>,
    },
    /// Anyone: asks a question; one attached coin of a listed asset is its bounty (a CW20 bounty comes
    /// through its `send`, with [`Cw20Hook::Ask`]). Event `question-asked`.
    Ask(NewQuestion),
    /// Anyone but the asker, once: answers an open question, until its decision time. The first answer moves
    /// that time to at least 7 days later. At most 30 answers. No funds. Event `question-answered`.
    Answer {
        /// The question.
        question: u64,
        /// The answer.
        content: Commitment,
    },
    /// Asker, until the decision time, once: divides the bounty among 1 to 5 answers; what rounding leaves
    /// goes to the first one listed. Every award vests 7 days. Without a bounty it only marks the answers.
    /// No funds. Event `answers-accepted`, and `award-fixed` for each.
    Accept {
        /// The question.
        question: u64,
        /// Answers and their shares; the shares sum to 10,000.
        weights: Vec<Weight>,
    },
    /// Anyone: settles what time has made due on a question: has silence decide it, pays vested awards. By
    /// silence the most thanked answer that reached the threshold from at least two accounts gets the whole
    /// bounty, vested 7 days after the decision time; without one it returns to its funder as a claim.
    /// An award that cannot be delivered becomes its author's claim. Does nothing, and succeeds, where
    /// nothing is due. No funds. Event `question-decided`, `award-fixed`, `award-paid`, `bounty-returned`.
    Poke {
        /// The question.
        question: u64,
    },
    /// Sender: takes its whole claim in one asset. No funds. Event `claim-paid`.
    Withdraw {
        /// The asset.
        asset: Asset,
    },
    /// Anyone: pays an owner's whole claim in one asset to that owner. No funds. Event `claim-paid`.
    PushClaim {
        /// Whose claim.
        owner: String,
        /// The asset.
        asset: Asset,
    },
    /// A listed CW20 token, by its `send`: carries a [`Cw20Hook`].
    Receive(Cw20ReceiveMsg),
    /// Owner, or the named next owner: hands ownership over in two steps. Renouncing is refused. No funds.
    UpdateOwnership(cw_ownable::Action),
    /// As [`ExecuteMsg::Thank`], to mark an item wrong: the points go nowhere, count against the item's thanks,
    /// and the author's reputation in the topic falls. Stale knowledge can be objected to. No funds. Event
    /// `objected`, `fees-counted` where new fees were burnt.
    Object {
        /// What is wrong.
        item: Item,
        /// How many points; at least 1.
        points: Uint128,
    },
    /// Owner: names the curators, in force 7 days later; a set that was announced and is not in force yet is
    /// withdrawn. Curators decide by majority on points and on challenges, reconfirm knowledge items, and
    /// thank from the curators' pool. No funds. Event `circle-announced`.
    SetCurators {
        /// The curators; at most 15, each once.
        curators: Vec<String>,
    },
    /// Owner: names the experts, in force 7 days later, as [`ExecuteMsg::SetCurators`] does. Experts thank
    /// from the curators' pool. No funds. Event `circle-announced`.
    SetExperts {
        /// The experts; at most 30, each once.
        experts: Vec<String>,
    },
    /// Owner: adds a pair of escrow and registry, which counts 7 days later and for ever; at most 8 pairs.
    /// The registry's `peers` key must name that escrow (COM-001), and neither may stand in another pair
    /// (COM-062). No funds. Event `peers-added`.
    AddPeers {
        /// The escrow.
        escrow: String,
        /// The registry.
        registry: String,
    },
}

/// What a CW20 `send` to this contract asks for.
#[cw_serde]
#[derive(aftercare_json::FromJson, aftercare_json::ToJson)]
#[serde(deny_unknown_fields)]
pub enum Cw20Hook {
    /// As [`ExecuteMsg::Ask`], with the sent amount as bounty.
    Ask(NewQuestion),
}

/// A question.
#[cw_serde]
#[derive(aftercare_json::FromJson, aftercare_json::ToJson)]
#[serde(deny_unknown_fields)]
pub struct NewQuestion {
    /// Its topic; 1 to 64 printable ASCII characters.
    pub topic: String,
    /// The product it is about; 0 to 64 printable ASCII characters.
    pub product: String,
    /// The question.
    pub content: Commitment,
}

/// A share of a bounty.
#[cw_serde]
#[derive(aftercare_json::FromJson, aftercare_json::ToJson)]
#[serde(deny_unknown_fields)]
#[derive(Eq)]
pub struct Weight {
    /// The answer.
    pub answer: u32,
    /// Its share in basis points; at least 1.
    pub share: Bps,
}

/// Questions to the contract.
#[cw_serde]
#[derive(aftercare_json::FromJson, aftercare_json::ToJson)]
#[serde(deny_unknown_fields)]
#[derive(QueryResponses)]
pub enum QueryMsg {
    /// What was set at instantiation and by `wire`.
    #[returns(ConfigResponse)]
    Config {},
    /// Owner and pending owner.
    #[returns(cw_ownable::Ownership<Addr>)]
    Ownership {},
    /// Epochs that have points, oldest first.
    #[returns(Page<EpochResponse, u64>)]
    Epochs {
        /// Last epoch seen.
        start_after: Option<u64>,
        /// Rows to examine; 10 by default, at most 30.
        limit: Option<u32>,
    },
    /// Epochs of an owner that `claim` would pay now, oldest first.
    #[returns(Page<ClaimableRow, u64>)]
    Claimable {
        /// The owner.
        owner: String,
        /// Last epoch seen.
        start_after: Option<u64>,
        /// Rows to examine; 10 by default, at most 30.
        limit: Option<u32>,
    },
    /// What an account gave, item by item: answers in the order of their questions, each before the knowledge
    /// item of the same number.
    #[returns(Page<ThanksRow, Item>)]
    ThanksBy {
        /// The account.
        account: String,
        /// Last item seen.
        start_after: Option<Item>,
        /// Rows to examine; 10 by default, at most 30.
        limit: Option<u32>,
    },
    /// An account's reputation in a topic, decayed to now.
    #[returns(ReputationResponse)]
    Reputation {
        /// The account.
        account: String,
        /// The topic.
        topic: String,
    },
    /// The curators in force, and the announced ones.
    #[returns(CircleResponse)]
    Curators {},
    /// The experts in force, and the announced ones.
    #[returns(CircleResponse)]
    Experts {},
    /// Pairs of escrow and registry, oldest first.
    #[returns(Page<PeersResponse, u8>)]
    Peers {
        /// Place of the last pair seen.
        start_after: Option<u8>,
        /// Rows to examine; 10 by default, at most 30.
        limit: Option<u32>,
    },
    /// The curators' pool, and each member's part of this epoch.
    #[returns(PoolResponse)]
    Pool {},
    /// Assets listed for bounties, in key order.
    #[returns(Page<ListedAsset, String>)]
    Assets {
        /// Key of the last asset seen.
        start_after: Option<String>,
        /// Rows to examine; 10 by default, at most 30.
        limit: Option<u32>,
    },
    /// Points a base unit, per asset, in key order.
    #[returns(Page<RateResponse, String>)]
    Rates {
        /// Key of the last asset seen.
        start_after: Option<String>,
        /// Rows to examine; 10 by default, at most 30.
        limit: Option<u32>,
    },
    /// Feedback and thanks allowance of an account, fees burnt by now included.
    #[returns(AllowanceResponse)]
    Allowance {
        /// The account.
        account: String,
    },
    /// Points of an owner in an epoch.
    #[returns(PointsResponse)]
    Points {
        /// The owner.
        owner: String,
        /// The epoch.
        epoch: u64,
    },
    /// One epoch.
    #[returns(EpochResponse)]
    Epoch {
        /// The epoch.
        epoch: u64,
    },
    /// One question.
    #[returns(QuestionResponse)]
    Question {
        /// The question.
        question: u64,
    },
    /// Questions, oldest first.
    #[returns(Page<QuestionResponse, u64>)]
    Questions {
        /// Last question seen.
        start_after: Option<u64>,
        /// Rows to examine; 10 by default, at most 30.
        limit: Option<u32>,
    },
    /// Answers of a question, oldest first.
    #[returns(Page<AnswerResponse, u32>)]
    Answers {
        /// The question.
        question: u64,
        /// Last answer seen.
        start_after: Option<u32>,
        /// Rows to examine; 10 by default, at most 30.
        limit: Option<u32>,
    },
    /// What waits to be withdrawn by one owner, in asset order.
    #[returns(Page<Claim, String>)]
    Claims {
        /// The owner.
        owner: String,
        /// Key of the last asset seen.
        start_after: Option<String>,
        /// Rows to examine; 10 by default, at most 30.
        limit: Option<u32>,
    },
    /// Who must act on a question, by when, and what happens otherwise.
    #[returns(NextStep)]
    NextStep {
        /// The question.
        question: u64,
    },
    /// Questions with something due before an instant, most overdue first; a hint that is never late.
    #[returns(Page<DueRow, DueRow>)]
    Due {
        /// Only what is due at or before this instant.
        before: UnixTime,
        /// Last row seen.
        start_after: Option<DueRow>,
        /// Rows to examine; 10 by default, at most 30.
        limit: Option<u32>,
    },
    /// Holdings against books in one asset.
    #[returns(Solvency)]
    Solvency {
        /// The asset.
        asset: Asset,
    },
}

/// What was set at instantiation and by `wire`.
#[cw_serde]
#[derive(aftercare_json::FromJson, aftercare_json::ToJson, Eq)]
pub struct ConfigResponse {
    /// The escrow.
    pub escrow: Addr,
    /// The registry.
    pub registry: Addr,
    /// The reward token, once wired.
    pub token: Option<Addr>,
    /// First second of epoch 0.
    pub epoch_start: UnixTime,
    /// Length of an epoch.
    pub epoch_length: Seconds,
    /// See [`InstantiateMsg::silence_threshold`].
    pub silence_threshold: Bps,
    /// Points in the curators' pool.
    pub curators_pool: Uint128,
    /// Tokens of void points, by which the next closing mints less.
    pub carry: Uint128,
    /// The epoch now.
    pub epoch: u64,
    /// The block time for which this was computed.
    pub as_of: UnixTime,
}

/// How many points a burnt base unit makes.
#[cw_serde]
#[derive(aftercare_json::FromJson, aftercare_json::ToJson, Eq)]
pub struct RateResponse {
    /// The asset.
    pub asset: Asset,
    /// In force now.
    pub rate: Decimal,
    /// Announced.
    pub next: Option<NextRate>,
}

/// An announced rate.
#[cw_serde]
#[derive(aftercare_json::FromJson, aftercare_json::ToJson, Eq)]
pub struct NextRate {
    /// The rate.
    pub rate: Decimal,
    /// The first second in which it counts.
    pub from: UnixTime,
}

/// An account's allowances in points.
#[cw_serde]
#[derive(aftercare_json::FromJson, aftercare_json::ToJson, Eq)]
pub struct AllowanceResponse {
    /// Released by the account's next registered rating.
    pub feedback: Uint128,
    /// Can be given away by `thank`.
    pub thanks: Uint128,
    /// What is left of the account's part of the curators' pool in this epoch; absent where it has none.
    pub part: Option<Uint128>,
    /// The first second in which the oldest of the allowance has lapsed; absent where there is none.
    pub lapses_at: Option<UnixTime>,
    /// The block time for which this was computed.
    pub as_of: UnixTime,
}

/// An epoch whose tokens an owner can claim.
#[cw_serde]
#[derive(aftercare_json::FromJson, aftercare_json::ToJson, Eq)]
pub struct ClaimableRow {
    /// The epoch.
    pub epoch: u64,
    /// The owner's points of it.
    pub points: Uint128,
    /// What `claim` pays for them.
    pub tokens: Uint128,
}

/// Points of an owner in an epoch.
#[cw_serde]
#[derive(aftercare_json::FromJson, aftercare_json::ToJson, Eq)]
pub struct PointsResponse {
    /// The points.
    pub points: Uint128,
    /// Whether their tokens were claimed.
    pub claimed: bool,
    /// What they bring; 0 until the epoch is minted.
    pub tokens: Uint128,
    /// The first second in which they can be claimed.
    pub claimable_from: UnixTime,
}

/// Where an epoch is.
#[cw_serde]
#[derive(aftercare_json::FromJson, aftercare_json::ToJson, Eq, Copy)]
pub enum EpochStatus {
    /// Not over, or over and not closed yet.
    Open,
    /// Closed; nothing could be minted, or the mint failed, and it can be tried again.
    Unminted,
    /// Closed and minted.
    Minted,
}

/// An epoch.
#[cw_serde]
#[derive(aftercare_json::FromJson, aftercare_json::ToJson, Eq)]
pub struct EpochResponse {
    /// Its number.
    pub epoch: u64,
    /// First second that is no longer in it.
    pub ends_at: UnixTime,
    /// Points in it, those included that became void after it was minted.
    pub points: Uint128,
    /// Where it is.
    pub status: EpochStatus,
    /// What its points share: minted for it, or from the carry of void points.
    pub minted: Uint128,
    /// Claimed of that.
    pub claimed: Uint128,
    /// Points that became void after it was minted.
    pub voided: Uint128,
    /// What they would have brought, which went to the carry.
    pub recalled: Uint128,
}

/// Where a question is.
#[cw_serde]
#[derive(aftercare_json::FromJson, aftercare_json::ToJson, Eq, Copy)]
pub enum QuestionStatus {
    /// Takes answers; the asker may accept.
    Open,
    /// The decision time has passed: anyone may have silence decide it.
    Undecided,
    /// Decided; awards vest or are paid.
    Accepted,
    /// Decided by silence for the best answer.
    DecidedForAnswer,
    /// Decided by silence: the bounty went back.
    Refunded,
    /// The decision time passed, nothing was accepted and nothing was at stake.
    Closed,
}

/// A question.
#[cw_serde]
#[derive(aftercare_json::FromJson, aftercare_json::ToJson, Eq)]
pub struct QuestionResponse {
    /// Its number.
    pub question: u64,
    /// Who asked.
    pub asker: Addr,
    /// Its topic.
    pub topic: String,
    /// The product it is about.
    pub product: String,
    /// The question.
    pub content: Commitment,
    /// Its bounty.
    pub bounty: Option<AssetAmount>,
    /// When it was asked.
    pub asked_at: UnixTime,
    /// The last second in which the asker may accept.
    pub decide_by: UnixTime,
    /// Answers so far.
    pub answers: u32,
    /// Where it is.
    pub status: QuestionStatus,
    /// When its awards vest, where it has any.
    pub vests_at: Option<UnixTime>,
    /// Net thanks that let silence pay the bounty.
    pub silence_threshold: Uint128,
    /// The block time for which this was computed.
    pub as_of: UnixTime,
}

/// An answer.
#[cw_serde]
#[derive(aftercare_json::FromJson, aftercare_json::ToJson, Eq)]
pub struct AnswerResponse {
    /// Its place, from 0.
    pub answer: u32,
    /// Who gave it.
    pub author: Addr,
    /// The answer.
    pub content: Commitment,
    /// When it was given.
    pub answered_at: UnixTime,
    /// Points it was thanked with.
    pub thanks: Uint128,
    /// Points that were spent to mark it wrong.
    pub objections: Uint128,
    /// Accounts that thanked for it.
    pub thanked_by: u32,
    /// Its share of the bounty, in basis points; 0 where it was not chosen.
    pub share: Bps,
    /// Awarded to it, in base units of the bounty's asset.
    pub award: Uint128,
    /// Whether the award was paid, or became a claim.
    pub paid: bool,
}

/// Something due on a question.
#[cw_serde]
#[derive(aftercare_json::FromJson, aftercare_json::ToJson)]
#[serde(deny_unknown_fields)]
#[derive(Eq)]
pub struct DueRow {
    /// Not before this instant.
    pub at: UnixTime,
    /// The question.
    pub question: u64,
}

/// Migration: refuses foreign contracts, the same version again, and downgrades.
#[cw_serde]
#[derive(aftercare_json::FromJson, aftercare_json::ToJson)]
#[serde(deny_unknown_fields)]
pub struct MigrateMsg {}
