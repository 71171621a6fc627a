//! Every storage key of the contract; those of the asset books are the kit's. Records are packed as
//! `aftercare_kit::store` says.

use aftercare_domain::money::Bps;
use aftercare_domain::reputation::Standing;
use aftercare_domain::time::{Seconds, UnixTime};
use aftercare_interface::community::NextRate;
use aftercare_interface::{packed_enums, packed_structs, Asset, AssetAmount, Commitment};
use aftercare_kit::store::{Item, Map};
use cosmwasm_std::{Addr, Decimal, Uint128};

pub mod knowledge;
pub mod people;

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

/// What never changes of a question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// Who asked, and funded the bounty.
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
    /// Thanks that let silence pay the bounty.
    pub silence_threshold: Uint128,
}

/// What changes of a question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Progress {
    /// How many answers.
    pub answers: u32,
    /// The last second in which answers and the asker's decision are taken.
    pub decide_by: UnixTime,
    /// Absent until the asker, or a message after `decide_by`, decided.
    pub decision: Option<Decision>,
}

/// How a question was decided.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Decision {
    /// The asker chose.
    Accepted(Payment),
    /// Silence chose.
    ForAnswer(Payment),
    /// Silence chose nobody: the bounty is its funder's claim.
    Refunded,
}

/// Where the awards of a decision are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Payment {
    /// There was no bounty.
    Nothing,
    /// They wait.
    Vesting {
        /// The first second in which they can be paid.
        at: UnixTime,
    },
    /// They were paid, or became claims.
    Paid {
        /// When they vested.
        vested_at: UnixTime,
    },
}

/// What never changes of an answer.
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

/// A chosen answer's share.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Award {
    /// In basis points.
    pub share: Bps,
    /// In base units of the bounty's asset.
    pub amount: Uint128,
}

packed_structs! {
    Config { escrow, registry, epoch_start, epoch_length, silence_threshold }
    Rate { asset, rate, next, number }
    OpenEpoch { epoch, points }
    Epoch { points, stage }
    Points { points, claimed }
    Question { asker, topic, product, content, bounty, asked_at, silence_threshold }
    Progress { answers, decide_by, decision }
    Answer { author, topic, content, answered_at }
    Thanks { points, objections, accounts, checked, recent }
    Given { thanks, objections }
    Award { share, amount }
}

packed_enums! {
    Stage {
        0: Unminted,
        1: Minting { asked, carried },
        2: Minted { minted, claimed, voided, recalled },
    }
    Decision { 0: Accepted(payment), 1: ForAnswer(payment), 2: Refunded }
    Payment { 0: Nothing, 1: Vesting { at }, 2: Paid { vested_at } }
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
/// Number of the last question.
pub const LAST_QUESTION: Item<u64> = Item::new("last_question");
/// By number. Written once.
pub const QUESTIONS: Map<u64, Question> = Map::new("question");
/// By question. Written by answers and decisions.
pub const PROGRESS: Map<u64, Progress> = Map::new("progress");
/// By question and place; at most 30 a question. Written once.
pub const ANSWERS: Map<(u64, u32), Answer> = Map::new("answer");
/// The place of an address's answer, by question and author. Written once.
pub const ANSWERED: Map<(u64, &Addr), u32> = Map::new("answered");
/// By item, as [`knowledge::key`] says; absent before the first thanks or objection.
pub const THANKS: Map<(u64, u32), Thanks> = Map::new("thx");
/// By account and item, so that each account counts once. Written by thanks and objections.
pub const GIVEN: Map<(&Addr, (u64, u32)), Given> = Map::new("by");
/// By question and place; at most 5 a question. Written by the decision.
pub const AWARDS: Map<(u64, u32), Award> = Map::new("award");
/// What time makes due: by the first second in which a `poke` does something, and question. At most one a
/// question, and none for a question that is settled.
pub const DUE: Map<(u64, u64), ()> = Map::new("due");
