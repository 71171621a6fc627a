//! What is sent to the community.

use aftercare_domain::time::UnixTime;

use crate::token::Handover;
use crate::{Account, Asset};

/// What can be thanked: answers, and knowledge items.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs)]
pub enum Item {
    Answer { question: u64, answer: u32 },
    Knowledge { item: u64 },
}

/// A range of versions, by their major numbers.
pub type Versions = (u32, Option<u32>);

/// What is asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewQuestion {
    /// Its topic.
    pub topic: String,
    /// The product.
    pub product: String,
    /// Its versions.
    pub versions: Option<Versions>,
    /// The provider.
    pub provider: Option<Account>,
}

/// What a provider pays for help.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SupportTerms {
    /// Once a ticket and item.
    pub per_item: u128,
    /// Most of a month.
    pub monthly_cap: u128,
}

/// What money in a token is sent for.
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Hook {
    Ask(NewQuestion),
    TopUp { question: u64 },
    Challenge { question: u64, answer: u32 },
    FundSupport(SupportTerms),
}

/// A message to the community.
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum CommunityAct {
    Register {
        pair: Option<u8>,
        tickets: Vec<u64>,
    },
    Thank {
        item: Item,
        points: u128,
    },
    Object {
        item: Item,
        points: u128,
    },
    CloseEpoch,
    MintEpoch {
        epoch: u64,
    },
    Claim {
        owner: Account,
        epochs: Vec<u64>,
    },
    Paid(Hook),
    Answer {
        question: u64,
    },
    EditAnswer {
        question: u64,
    },
    WithdrawAnswer {
        question: u64,
    },
    Dismiss {
        question: u64,
        answer: u32,
    },
    MakeOfficial {
        question: u64,
        answer: u32,
    },
    TakeBack {
        question: u64,
    },
    WithdrawBounty {
        question: u64,
    },
    Accept {
        question: u64,
        weights: Vec<(u32, u32)>,
    },
    Vote {
        question: u64,
        answer: u32,
        wrong: bool,
    },
    Poke {
        question: u64,
    },
    Withdraw {
        asset: Asset,
    },
    PushClaim {
        owner: Account,
        asset: Asset,
    },
    VoidPoints {
        epoch: u64,
        owner: Account,
        item: Item,
    },
    Promote {
        question: u64,
        answer: u32,
        product: String,
        versions: Versions,
        review_by: UnixTime,
    },
    Reconfirm {
        item: u64,
        review_by: UnixTime,
    },
    WithdrawSupport,
    ConfirmHelped {
        pair: Option<u8>,
        ticket: u64,
        item: u64,
    },
    Wire {
        token: Account,
    },
    SetRate {
        asset: Asset,
        rate: u128,
    },
    ListAsset {
        asset: Asset,
    },
    CloseAsset {
        asset: Asset,
    },
    SetChallengeBond {
        asset: Asset,
        least: u128,
    },
    SetCurators {
        members: Vec<Account>,
    },
    SetExperts {
        members: Vec<Account>,
    },
    AddPeers {
        escrow: Account,
        registry: Account,
    },
    Ownership(Handover),
    /// The hook of a token, sent by somebody who is none.
    Pretend {
        amount: u128,
    },
}
