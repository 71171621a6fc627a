//! Every storage key of the contract; those of the asset books are the kit's. Records are packed as
//! `aftercare_kit::store` says.

use aftercare_domain::money::Bps;
use aftercare_domain::time::{Seconds, UnixTime};
use aftercare_interface::community::NextRate;
use aftercare_interface::{packed_enums, packed_structs, Asset, AssetAmount, Commitment};
use aftercare_kit::store::{Item, Map};
use cosmwasm_std::{Addr, Decimal, Uint128};

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
}

/// What an account may release by a rating and give away by thanking, in points.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Allowance {
    /// Released by the next registered rating.
    pub feedback: Uint128,
    /// Given away by thanking.
    pub thanks: Uint128,
}

/// An epoch that has points.
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
    /// Takes points, or is over and not closed yet.
    Open,
    /// Closed, and nothing minted.
    Unminted,
    /// The token was asked in this very transaction.
    Minting {
        /// For how much.
        asked: Uint128,
    },
    /// Minted.
    Minted {
        /// How much.
        minted: Uint128,
        /// How much of it was claimed.
        claimed: Uint128,
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
    /// The answer.
    pub content: Commitment,
    /// When it was given.
    pub answered_at: UnixTime,
}

/// What an answer was thanked with.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Thanks {
    /// Points.
    pub points: Uint128,
    /// Distinct accounts.
    pub accounts: u32,
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
    Rate { asset, rate, next }
    Allowance { feedback, thanks }
    Epoch { points, stage }
    Points { points, claimed }
    Question { asker, topic, product, content, bounty, asked_at, silence_threshold }
    Progress { answers, decide_by, decision }
    Answer { author, content, answered_at }
    Thanks { points, accounts }
    Award { share, amount }
}

packed_enums! {
    Stage { 0: Open, 1: Unminted, 2: Minting { asked }, 3: Minted { minted, claimed } }
    Decision { 0: Accepted(payment), 1: ForAnswer(payment), 2: Refunded }
    Payment { 0: Nothing, 1: Vesting { at }, 2: Paid { vested_at } }
}

/// Written at instantiation.
pub const CONFIG: Item<Config> = Item::new("config");
/// The reward token; absent until it is wired, then never changed.
pub const TOKEN: Item<Addr> = Item::new("token");
/// By asset key; at most 16. Written by the owner; goes where the rate is 0 and nothing is announced.
pub const RATES: Map<&str, Rate> = Map::new("rate");
/// Fee already turned into points, by account and asset key. Written when an allowance is touched.
pub const SEEN: Map<(&Addr, &str), Uint128> = Map::new("seen");
/// By account. Written by ratings and thanks.
pub const ALLOWANCES: Map<&Addr, Allowance> = Map::new("allowance");
/// Points that fees made for the curators. Absent before the first.
pub const CURATORS_POOL: Item<Uint128> = Item::new("curators_pool");
/// Tickets registered, for ever. Written by `register_ratings`.
pub const REGISTERED: Map<u64, ()> = Map::new("registered");
/// The one epoch that has points and is not closed; absent where there is none.
pub const OPEN_EPOCH: Item<u64> = Item::new("open_epoch");
/// By number; only epochs that have points. Written with each point, at closing, minting and claims.
pub const EPOCHS: Map<u64, Epoch> = Map::new("epoch");
/// By epoch and owner. Written with each point and by the claim.
pub const POINTS: Map<(u64, &Addr), Points> = Map::new("points");
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
/// By question and place; absent before the first thanks.
pub const THANKS: Map<(u64, u32), Thanks> = Map::new("thanks");
/// Who thanked for an answer, so that each account counts once. Written by the first thanks of each.
pub const THANKED: Map<((u64, u32), &Addr), ()> = Map::new("thanked");
/// By question and place; at most 5 a question. Written by the decision.
pub const AWARDS: Map<(u64, u32), Award> = Map::new("award");
/// What time makes due: by the first second in which a `poke` does something, and question. At most one a
/// question, and none for a question that is settled.
pub const DUE: Map<(u64, u64), ()> = Map::new("due");
