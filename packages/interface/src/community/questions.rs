//! Questions, bounties, answers, challenges.

use aftercare_domain::money::Bps;
use aftercare_domain::time::{Seconds, UnixTime};
use cosmwasm_schema::cw_serde;
use cosmwasm_std::{Addr, Uint128};

use super::VersionRange;
use crate::asset::AssetAmount;
use crate::commitment::Commitment;

/// Most answers of a question.
pub const MAX_ANSWERS: u32 = 30;
/// Most answers that share a bounty.
pub const MAX_WINNERS: usize = 5;
/// Most funders of a bounty beside the asker.
pub const MAX_FUNDERS: u32 = 20;
/// Most bytes of a topic or a product.
pub const MAX_NAME: usize = 64;
/// How long an award vests.
pub const VESTING: Seconds = Seconds::days(7);
/// Least time between a question and its decision.
pub const DECIDE_AFTER_QUESTION: Seconds = Seconds::days(14);
/// Least time between a question's first answer and its decision.
pub const DECIDE_AFTER_ANSWER: Seconds = Seconds::days(7);
/// How long curators have to decide a challenge.
pub const RULING: Seconds = Seconds::days(5);
/// How long a question waits for an answer before it shows as overdue.
pub const ANSWER_WAIT: Seconds = Seconds::hours(48);

/// A question.
#[cw_serde]
#[derive(aftercare_json::FromJson, aftercare_json::ToJson)]
#[serde(deny_unknown_fields)]
pub struct NewQuestion {
    /// Its topic; 1 to 64 printable ASCII characters.
    pub topic: String,
    /// The product it is about; 0 to 64 printable ASCII characters.
    pub product: String,
    /// The versions of the product that it is about; absent for any.
    pub versions: Option<VersionRange>,
    /// The provider whose list it shows in while it stays unanswered, and whose word on an answer is
    /// official.
    pub provider: Option<String>,
    /// The question.
    pub content: Commitment,
}

/// One answer.
#[cw_serde]
#[derive(aftercare_json::FromJson, aftercare_json::ToJson)]
#[serde(deny_unknown_fields)]
#[derive(Eq, Copy)]
pub struct AnswerId {
    /// The question.
    pub question: u64,
    /// The answer's place, from 0.
    pub answer: u32,
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

/// Which questions a list holds.
#[cw_serde]
#[derive(aftercare_json::FromJson, aftercare_json::ToJson)]
#[serde(deny_unknown_fields)]
#[derive(Eq)]
pub enum QuestionsOf {
    /// Without a standing answer, asked within 14 days: the longest unanswered first.
    Unanswered {},
    /// Of one topic.
    Topic {
        /// The topic, as it was spelt.
        topic: String,
    },
    /// Of one asker.
    Asker {
        /// The asker.
        asker: String,
    },
    /// Naming one provider.
    Provider {
        /// The provider.
        provider: String,
    },
}

/// Which questions of a list are shown.
#[cw_serde]
#[derive(aftercare_json::FromJson, aftercare_json::ToJson)]
#[serde(deny_unknown_fields)]
#[derive(Eq, Copy)]
pub enum QuestionsOnly {
    /// That take answers.
    Open,
    /// That take answers and have a bounty.
    WithBounty,
    /// That take answers and have had no standing one for 48 hours.
    Overdue,
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
    /// The asker withdrew the bounty, and with it the question.
    Withdrawn,
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
    /// The versions it is about.
    pub versions: Option<VersionRange>,
    /// The provider it names.
    pub provider: Option<Addr>,
    /// The question.
    pub content: Commitment,
    /// Its bounty: what the asker put in, and every top-up that was not taken back.
    pub bounty: Option<AssetAmount>,
    /// Funders beside the asker.
    pub funders: u32,
    /// When it was asked.
    pub asked_at: UnixTime,
    /// The last second in which the asker may accept.
    pub decide_by: UnixTime,
    /// Answers so far.
    pub answers: u32,
    /// Those of them that were neither withdrawn nor dismissed.
    pub standing: u32,
    /// Whether it takes answers and has had no standing one for 48 hours: its asker may as well open a ticket.
    pub overdue: bool,
    /// Where it is.
    pub status: QuestionStatus,
    /// When its awards vest, where it has any.
    pub vests_at: Option<UnixTime>,
    /// Net thanks that let silence pay the bounty, for what will have joined it by the decision time.
    pub silence_threshold: Uint128,
    /// The block time for which this was computed.
    pub as_of: UnixTime,
}

/// What one funder has put on top of a bounty.
#[cw_serde]
#[derive(aftercare_json::FromJson, aftercare_json::ToJson, Eq)]
pub struct FunderResponse {
    /// The funder.
    pub funder: Addr,
    /// Joined for good.
    pub joined: Uint128,
    /// May be taken back.
    pub waiting: Uint128,
    /// The first second in which what waits has joined.
    pub joins_at: UnixTime,
}

/// How far an answer has been reviewed.
#[cw_serde]
#[derive(aftercare_json::FromJson, aftercare_json::ToJson, Eq, Copy)]
pub enum ReviewLevel {
    /// By nobody, or a challenge that nobody decided has cast doubt on it.
    Unreviewed,
    /// Its net thanks reach the question's threshold, from at least two accounts.
    CommunityChecked,
    /// A curator or an expert thanked for it from the curators' pool, or the curators' majority upheld it.
    ExpertChecked,
    /// The provider that the question names stands behind it.
    Official,
}

/// Whether an answer can be chosen.
#[cw_serde]
#[derive(aftercare_json::FromJson, aftercare_json::ToJson, Eq, Copy)]
pub enum AnswerStatus {
    /// It can.
    Standing,
    /// Its author took it back.
    Withdrawn,
    /// A curator dismissed it, or the curators' majority found it wrong.
    Dismissed,
}

/// Where an award is.
#[cw_serde]
#[derive(aftercare_json::FromJson, aftercare_json::ToJson, Eq, Copy)]
pub enum AwardStatus {
    /// Vests, or has vested and can be paid.
    Vesting,
    /// Frozen until the curators decide, or are out of time.
    Challenged,
    /// Challenged, and stands.
    Upheld,
    /// Challenged, and to be given back.
    Overturned,
    /// Paid, or its author's claim.
    Paid,
    /// Went back to the funders, a part of it to the challenger.
    Reversed,
}

/// A chosen answer's share of the bounty.
#[cw_serde]
#[derive(aftercare_json::FromJson, aftercare_json::ToJson, Eq)]
pub struct AwardResponse {
    /// In basis points.
    pub share: Bps,
    /// In base units of the bounty's asset; it shrinks while a top-up can still be taken back and is.
    pub amount: Uint128,
    /// Where it is.
    pub status: AwardStatus,
    /// What a challenge of it must put up now.
    pub bond: Uint128,
}

/// A challenge.
#[cw_serde]
#[derive(aftercare_json::FromJson, aftercare_json::ToJson, Eq)]
pub struct ChallengeResponse {
    /// Who challenged.
    pub challenger: Addr,
    /// Put up by it; the books hold it while the award is `challenged`.
    pub bond: Uint128,
    /// The last second in which curators decide.
    pub until: UnixTime,
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
    /// Whether it can be chosen.
    pub status: AnswerStatus,
    /// How far it has been reviewed.
    pub level: ReviewLevel,
    /// Points it was thanked with.
    pub thanks: Uint128,
    /// Points that were spent to mark it wrong.
    pub objections: Uint128,
    /// Accounts that thanked for it.
    pub thanked_by: u32,
    /// Its share of the bounty, where it was chosen.
    pub award: Option<AwardResponse>,
    /// Its challenge, where it was challenged.
    pub challenge: Option<ChallengeResponse>,
}

/// What a bounty would mean, by the functions that ask, accept and challenge.
#[cw_serde]
#[derive(aftercare_json::FromJson, aftercare_json::ToJson, Eq)]
pub struct BountyQuote {
    /// Net thanks that would let silence pay it.
    pub silence_threshold: Uint128,
    /// The last second in which the asker could accept, if it were asked now and answered within 7 days.
    pub decide_by: UnixTime,
    /// What each share would bring, in their order.
    pub awards: Vec<Uint128>,
    /// What a challenge of each would have to put up.
    pub bonds: Vec<Uint128>,
    /// The block time for which this was computed.
    pub as_of: UnixTime,
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

crate::packed_structs! {
    aftercare_domain::bounty::Funding { joined, waiting, joins_at }
}
crate::packed_enums! {
    AnswerStatus { 0: Standing, 1: Withdrawn, 2: Dismissed }
}
