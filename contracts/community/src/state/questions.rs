//! Questions, their answers, and the money that is on them.

use aftercare_domain::bounty::Funding;
use aftercare_domain::money::Bps;
use aftercare_domain::time::UnixTime;
use aftercare_interface::community::{AnswerStatus, VersionRange};
use aftercare_interface::{packed_enums, packed_structs, Asset, Commitment};
use aftercare_kit::store::{Item, Map};
use cosmwasm_std::{Addr, Uint128};

/// What never changes of a question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// Who asked, and funded the bounty.
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
    /// Its bounty.
    pub bounty: Option<Bounty>,
    /// When it was asked.
    pub asked_at: UnixTime,
}

/// What the asker put in, and what was frozen with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bounty {
    /// In which asset.
    pub asset: Asset,
    /// How much, top-ups left out.
    pub amount: Uint128,
    /// Net thanks that let silence pay it, top-ups left out.
    pub threshold: Uint128,
    /// The least bond of a challenge.
    pub least_bond: Uint128,
}

/// What changes of a question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Progress {
    /// How many answers.
    pub answers: u32,
    /// How many of them were neither withdrawn nor dismissed.
    pub standing: u32,
    /// The last second in which answers and the asker's decision are taken.
    pub decide_by: UnixTime,
    /// The whole bounty, top-ups included; what it was at the decision, when it has gone.
    pub pot: Uint128,
    /// Funders beside the asker.
    pub funders: u32,
    /// Absent until the asker, or a message after `decide_by`, decided.
    pub decision: Option<Decision>,
}

/// How a question was decided.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Decision {
    /// The asker chose.
    Accepted(Awards),
    /// Silence chose.
    ForAnswer(Awards),
    /// Silence chose nobody: the bounty is its funders' claims.
    Refunded,
    /// The asker gave the question up: the bounty is its funders' claims.
    Withdrawn,
}

/// Who was chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Awards {
    /// The first second in which awards can be paid.
    pub vests_at: UnixTime,
    /// Those who were chosen, in the order in which they were listed; at most 5.
    pub winners: Vec<Winner>,
}

/// A chosen answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Winner {
    /// Its place.
    pub answer: u32,
    /// Its share of the whole bounty.
    pub share: Bps,
    /// Where its award is.
    pub stage: AwardStage,
}

/// Where an award is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AwardStage {
    /// Waits to vest, or to be paid.
    Vesting,
    /// Waits for the curators.
    Challenged {
        /// The last second in which they decide.
        until: UnixTime,
    },
    /// Challenged, and stands.
    Upheld,
    /// Challenged, and to be given back.
    Overturned,
    /// Paid, or its author's claim.
    Paid,
    /// Given back.
    Reversed,
}

/// An answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// Who gave it.
    pub author: Addr,
    /// Its question's topic, here as well so that thanks need not read the question.
    pub topic: String,
    /// The answer.
    pub content: Commitment,
    /// When it was given.
    pub answered_at: UnixTime,
    /// Its question's decision time, which the first answer fixes: until then thanks read no question.
    pub decide_by: UnixTime,
    /// Whether it can be chosen.
    pub status: AnswerStatus,
    /// Who has stood behind it, or doubted it.
    pub review: Review,
}

/// What is known of an answer beside its thanks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Review {
    /// Nothing: its thanks alone speak for it.
    Nothing,
    /// Curators left a challenge of it undecided: thanks no longer speak for it.
    Doubted,
    /// The curators' majority upheld it.
    Upheld,
    /// The provider that the question names stands behind it.
    Official,
}

/// A challenge of an award.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Challenge {
    /// Who challenged.
    pub challenger: Addr,
    /// Put up, in the bounty's asset.
    pub bond: Uint128,
    /// The last second in which curators decide.
    pub until: UnixTime,
}

packed_structs! {
    Question { asker, topic, product, versions, provider, content, bounty, asked_at }
    Bounty { asset, amount, threshold, least_bond }
    Progress { answers, standing, decide_by, pot, funders, decision }
    Awards { vests_at, winners }
    Winner { answer, share, stage }
    Answer { author, topic, content, answered_at, decide_by, status, review }
    Challenge { challenger, bond, until }
}

packed_enums! {
    Decision { 0: Accepted(awards), 1: ForAnswer(awards), 2: Refunded, 3: Withdrawn }
    AwardStage {
        0: Vesting, 1: Challenged { until }, 2: Upheld, 3: Overturned, 4: Paid, 5: Reversed,
    }
    Review { 0: Nothing, 1: Doubted, 2: Upheld, 3: Official }
}

/// Number of the last question.
pub const LAST_QUESTION: Item<u64> = Item::new("last_question");
/// By number. Written once.
pub const QUESTIONS: Map<u64, Question> = Map::new("question");
/// By question. Written by answers, top-ups, decisions, challenges and payments.
pub const PROGRESS: Map<u64, Progress> = Map::new("progress");
/// By question and place; at most 30 a question. Written by its author and by reviews.
pub const ANSWERS: Map<(u64, u32), Answer> = Map::new("answer");
/// The place of an address's answer, by question and author. Written once.
pub const ANSWERED: Map<(u64, &Addr), u32> = Map::new("answered");
/// By question and funder, the asker left out; at most 20 a question. Written by top-ups; goes where all of
/// it was taken back.
pub const FUNDERS: Map<(u64, &Addr), Funding> = Map::new("funder");
/// By question and place; at most one an award, for ever. Written by the challenge.
pub const CHALLENGES: Map<(u64, u32), Challenge> = Map::new("challenge");
/// The least bond of a challenge by asset key; absent: 1. Written by the owner.
pub const LEAST_BONDS: Map<&str, Uint128> = Map::new("least_bond");
/// What time makes due: by the first second in which a `poke` does something, and question. At most one a
/// question, and none for a question that is settled.
pub const DUE: Map<(u64, u64), ()> = Map::new("due");
/// Questions without a standing answer, by when they were asked. Goes with the first answer, comes back where
/// none is left standing; what is older than a question's time to be decided is never read again.
pub const UNANSWERED: Map<(u64, u64), ()> = Map::new("unanswered");
/// By list, whose it is (a topic or an address), and question. Written once.
pub const LISTED: Map<((u8, &str), u64), ()> = Map::new("listed");
/// The list of a topic.
pub const OF_TOPIC: u8 = 0;
/// The list of an asker.
pub const OF_ASKER: u8 = 1;
/// The list of a provider that questions name.
pub const OF_PROVIDER: u8 = 2;
