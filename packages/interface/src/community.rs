//! `community`: feedback rewards, questions, answers, knowledge.

use aftercare_domain::money::Bps;
use aftercare_domain::time::{Seconds, UnixTime};
use cosmwasm_schema::{cw_serde, QueryResponses};
use cosmwasm_std::{Addr, Decimal, Uint128};
use cw20::Cw20ReceiveMsg;

use crate::asset::{Asset, Claim, ListedAsset, Solvency};
use crate::commitment::Commitment;
use crate::next_step::NextStep;
use crate::page::Page;

mod knowledge;
mod people;
mod questions;

pub use knowledge::*;
pub use people::*;
pub use questions::*;

/// Most tickets of one `register_ratings`.
pub const MAX_RATINGS: usize = 30;
/// Most epochs of one `claim`.
pub const MAX_EPOCHS: usize = 30;
/// Most assets listed for bounties.
pub const MAX_ASSETS: u16 = 64;
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
    /// through its `send`, with [`Cw20Hook::Ask`]). Refused for texts out of bounds, a version range upside
    /// down (COM-076), an asset that is not listed or closed, and while `sla-escrow` is paused (KIT-024). Event
    /// `question-asked`.
    Ask(NewQuestion),
    /// Anyone but the asker, once: answers an open question, until its decision time. The first answer moves
    /// that time to at least 7 days later. At most 30 answers. No funds. Event `question-answered`.
    Answer {
        /// The question.
        question: u64,
        /// The answer.
        content: Commitment,
    },
    /// Author: replaces the own answer to an open question, until it was thanked, objected to or made official
    /// (COM-032), or dismissed (COM-031). No funds. Event `answer-edited`.
    EditAnswer {
        /// The question.
        question: u64,
        /// The new answer.
        content: Commitment,
    },
    /// Author: takes the own answer to an open question back, for good; it keeps its place and can no longer
    /// be chosen (COM-031). No funds. Event `answer-withdrawn`.
    WithdrawAnswer {
        /// The question.
        question: u64,
    },
    /// Curator: dismisses an answer to an open question that is none; it can no longer be chosen (COM-031).
    /// Refused for whoever has a stake in the question (COM-033): asker, funder, author of another answer.
    /// No funds. Event `answer-dismissed`.
    Dismiss(AnswerId),
    /// The provider that the question names, or its agent (COM-034): stands behind an answer, which is
    /// `official` from then on. Not one that was withdrawn or dismissed (COM-031). No funds. Event
    /// `answer-made-official`.
    MakeOfficial(AnswerId),
    /// Anyone but the asker, until the decision time: adds to a bounty, in its asset (COM-037; a CW20 amount
    /// comes through its `send`, with [`Cw20Hook::TopUp`]). It waits 72 hours, in which its funder may take
    /// it back, then joins, also where the question was decided meanwhile. At most 20 funders (COM-036); none
    /// without a bounty (COM-035). Event `bounty-topped-up`.
    TopUp {
        /// The question.
        question: u64,
    },
    /// Funder: takes back what it added and what still waits (COM-038), whole. It is pushed to the funder. No
    /// funds. Event `top-up-taken-back`.
    TakeBack {
        /// The question.
        question: u64,
    },
    /// Asker, until the decision time, while no standing answer exists (COM-039): gives up the question;
    /// bounty and top-ups become their funders' claims. No funds. Event `bounty-withdrawn`, and
    /// `bounty-returned` for each funder.
    WithdrawBounty {
        /// The question.
        question: u64,
    },
    /// Asker, until the decision time, once: divides the bounty among 1 to 5 standing answers (COM-031); what
    /// rounding leaves goes to the first one listed. Every award vests 7 days. Without a bounty it only marks
    /// the answers. No funds. Event `answers-accepted`, and `award-fixed` for each.
    Accept {
        /// The question.
        question: u64,
        /// Answers and their shares; the shares sum to 10,000.
        weights: Vec<Weight>,
    },
    /// Anyone but its author, while an award vests (COM-041), once an award (COM-042): puts up exactly the
    /// bond (COM-043), a fifth of the award and at least the asset's least bond, in the bounty's asset
    /// (COM-037; a CW20 bond comes through its `send`, with [`Cw20Hook::Challenge`]). Freezes that award
    /// alone until the curators decide, at most 5 days. Event `award-challenged`.
    Challenge(AnswerId),
    /// Curator without a stake (COM-033: asker, funder, author, challenger): votes on a challenge that is
    /// under way (COM-044), once, within its 5 days. More than half of the curators in force decide.
    /// Wrong: the bond goes back, and once the vesting is over a fifth of the award goes to the challenger
    /// unless it is a funder, the rest to the funders as claims. Right: half the bond goes to the author,
    /// half is burnt. Event `challenge-voted`, and `challenge-decided` where it is.
    VoteOnChallenge {
        /// The question.
        question: u64,
        /// The answer.
        answer: u32,
        /// Whether the answer is wrong.
        wrong: bool,
    },
    /// Owner: the least bond of a challenge in an asset, for questions asked from now on; 1 base unit until
    /// it is set. At least 1. No funds. Event `challenge-bond-set`.
    SetChallengeBond {
        /// The asset, listed.
        asset: Asset,
        /// In base units.
        least: Uint128,
    },
    /// Anyone: settles what time has made due on a question: has silence decide it, ends challenges that the
    /// curators left undecided, pays vested awards. By silence the standing answer with the most net thanks
    /// that reach the threshold, from at least two accounts, gets the whole bounty, vested 7 days after the
    /// decision time, unless its author is a funder; without one it returns to its funders as claims. An
    /// undecided challenge lets the award stand; its bond returns, and the answer is unreviewed again. What
    /// cannot be delivered becomes its owner's claim. Does nothing, and succeeds, where nothing is due. No
    /// funds. Event `question-decided`, `award-fixed`, `challenge-decided`, `award-paid`, `award-reversed`,
    /// `bounty-returned`.
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
    /// Curators: vote that the points which an item earned its author in an epoch are void, from the end of
    /// the epoch until its points can be claimed (COM-067), each once (COM-061). When more than half of the
    /// curators in force have, the points go; where their tokens were minted already, the next closing mints
    /// so much less, and nobody else's share changes. The item must have earned there (COM-068) and be of
    /// that owner (COM-069). No funds. Event `void-voted`, and `points-voided` with the last vote.
    VoidPoints {
        /// The epoch.
        epoch: u64,
        /// Whose points.
        owner: String,
        /// What earned them.
        item: Item,
        /// Why.
        evidence: Commitment,
    },
    /// The answer's author, a curator, or the provider that the question names (COM-075): makes an accepted
    /// answer (COM-073) a knowledge item, once (COM-074). The range of versions begins before it ends
    /// (COM-076); the review lies within 366 days (COM-077). No funds. Event `answer-promoted`.
    Promote(NewKnowledge),
    /// A curator, or the provider of the item (COM-078): says that a knowledge item holds, stale or not, and
    /// until when; within 366 days (COM-077). No funds. Event `knowledge-reconfirmed`.
    Reconfirm {
        /// The item.
        item: u64,
        /// The last second in which it is not stale.
        review_by: UnixTime,
    },
    /// Provider: adds one attached coin of a listed asset to its support budget (a CW20 token comes through
    /// its `send`, with [`Cw20Hook::FundSupport`]), and sets what is paid from now on. A budget is of one
    /// asset (COM-079) until it is withdrawn. Event `support-funded`.
    FundSupport(SupportTerms),
    /// Provider: takes back what is left of its support budget (COM-081); where it cannot be delivered it
    /// becomes its claim. No funds. Event `support-withdrawn`.
    WithdrawSupport {},
    /// Customer of a closed ticket (COM-084): says that a knowledge item which its resolution cites (COM-085)
    /// helped. The item's author, somebody else (COM-072), is paid from the provider's support budget, once
    /// a ticket and item (COM-086); stale items earn nothing (COM-071). Refused where the budget (COM-081,
    /// COM-082) or the month's cap (COM-083) does not cover it. No funds. Event `help-confirmed`.
    ConfirmHelped {
        /// The pair of contracts that the ticket belongs to; the first one if absent.
        peers: Option<u8>,
        /// The ticket.
        ticket: u64,
        /// The knowledge item.
        item: u64,
    },
    /// Owner: adds a pair of escrow and registry, which counts 7 days later and for ever; at most 8 pairs.
    /// The registry's `peers` key must name that escrow (COM-001), and neither may stand in another pair
    /// (COM-063). No funds. Event `peers-added`.
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
    /// As [`ExecuteMsg::TopUp`], with the sent amount.
    TopUp {
        /// The question.
        question: u64,
    },
    /// As [`ExecuteMsg::Challenge`], with the sent amount as bond.
    Challenge(AnswerId),
    /// As [`ExecuteMsg::FundSupport`], with the sent amount.
    FundSupport(SupportTerms),
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
    /// One knowledge item, and whether it is stale.
    #[returns(KnowledgeItemResponse)]
    KnowledgeItem {
        /// The item.
        item: u64,
    },
    /// Knowledge items, oldest first.
    #[returns(Page<KnowledgeItemResponse, u64>)]
    KnowledgeItems {
        /// Last item seen.
        start_after: Option<u64>,
        /// Rows to examine; 10 by default, at most 30.
        limit: Option<u32>,
    },
    /// A provider's support budget; refused where it has none (COM-081).
    #[returns(SupportBudgetResponse)]
    SupportBudget {
        /// The provider.
        provider: String,
    },
    /// What a rating or thanks would earn at most, refused as the message would be.
    #[returns(QuoteResponse)]
    QuoteReward(Reward),
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
        /// Which list; absent for all.
        of: Option<QuestionsOf>,
        /// Which of it are shown; absent for all.
        only: Option<QuestionsOnly>,
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
    /// Funders of a question's bounty beside the asker, in the order of their addresses; as they were, where it
    /// went back.
    #[returns(Page<FunderResponse, String>)]
    Funders {
        /// The question.
        question: u64,
        /// Last funder seen.
        start_after: Option<String>,
        /// Rows to examine; 10 by default, at most 30.
        limit: Option<u32>,
    },
    /// What a bounty would mean if it were asked now.
    #[returns(BountyQuote)]
    QuoteBounty {
        /// The asset.
        asset: Asset,
        /// The bounty, at least 1.
        amount: Uint128,
        /// How it would be divided: 1 to 5 shares that sum to 10,000.
        shares: Vec<Bps>,
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

/// Migration: refuses foreign contracts, the same version again, and downgrades.
#[cw_serde]
#[derive(aftercare_json::FromJson, aftercare_json::ToJson)]
#[serde(deny_unknown_fields)]
pub struct MigrateMsg {}
