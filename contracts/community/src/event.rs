//! Events of the community contract.

use aftercare_domain::money::Bps;
use aftercare_domain::time::{Seconds, UnixTime};
use cosmwasm_std::{Addr, Uint128};

aftercare_kit::events! { "community";
    /// The contract exists.
    Instantiated as "instantiated" {
        /// The owner.
        owner: Addr,
        /// The escrow whose burnt fees make points.
        escrow: Addr,
        /// The registry whose ratings release them.
        registry: Addr,
        /// First second of epoch 0.
        epoch_start: UnixTime,
        /// Length of an epoch in seconds.
        epoch_length: Seconds,
        /// Share of a bounty's points that lets silence pay it, in basis points.
        silence_threshold: Bps,
    }
    /// The reward token was named, for good.
    Wired as "wired" {
        /// The token.
        token: Addr,
    }
    /// How many points a burnt base unit makes was set.
    RateSet as "rate-set" {
        /// The asset's key.
        asset: String,
        /// In force now; 0 where there is none yet.
        rate: String,
        /// Announced.
        next_rate: Option<String>,
        /// The first second in which the announced one counts.
        next_from: Option<UnixTime>,
    }
    /// An asset takes bounties from now on.
    AssetListed as "asset-listed" {
        /// The asset's key.
        asset: String,
    }
    /// An asset takes no new bounties from now on.
    AssetClosed as "asset-closed" {
        /// The asset's key.
        asset: String,
    }
    /// One step of a hand-over of ownership.
    OwnershipUpdated as "ownership-updated" {
        /// The owner.
        owner: Option<Addr>,
        /// Who may accept.
        pending_owner: Option<Addr>,
        /// Until when.
        pending_until: Option<String>,
    }
    /// Fees burnt since they were last seen became points of an account.
    FeesCounted as "fees-counted" {
        /// The account.
        account: Addr,
        /// The asset's key.
        asset: String,
        /// Burnt by now, all of it seen.
        burnt: Uint128,
        /// Points that the new part made.
        points: Uint128,
        /// Of them: feedback allowance.
        feedback: Uint128,
        /// Of them: thanks allowance.
        thanks: Uint128,
        /// Of them: curators' pool.
        curators: Uint128,
    }
    /// A rating released its customer's feedback allowance.
    RatingRegistered as "rating-registered" {
        /// The ticket.
        ticket: u64,
        /// The customer.
        customer: Addr,
        /// Points released; 0 where no new fees were burnt.
        points: Uint128,
        /// The epoch they belong to.
        epoch: u64,
        /// The customer's points of that epoch.
        customer_points: Uint128,
    }
    /// Points were given to the author of an answer.
    Thanked as "thanked" {
        /// The question.
        question: u64,
        /// The answer.
        answer: u32,
        /// Who thanked.
        by: Addr,
        /// Who was thanked.
        author: Addr,
        /// How many points.
        points: Uint128,
        /// The epoch they belong to.
        epoch: u64,
        /// The author's points of that epoch.
        author_points: Uint128,
        /// What the answer was thanked with by now.
        thanks: Uint128,
        /// Accounts that thanked for it by now.
        thanked_by: u32,
        /// What is left of the giver's thanks allowance.
        allowance: Uint128,
    }
    /// An epoch takes no more points.
    EpochClosed as "epoch-closed" {
        /// The epoch.
        epoch: u64,
        /// Points in it.
        points: Uint128,
    }
    /// An epoch's tokens were minted.
    EpochMinted as "epoch-minted" {
        /// The epoch.
        epoch: u64,
        /// How many.
        minted: Uint128,
    }
    /// Nothing could be minted for an epoch; anyone may try again.
    EpochUnminted as "epoch-unminted" {
        /// The epoch.
        epoch: u64,
        /// What was asked of the token; 0 where it had nothing to give.
        asked: Uint128,
    }
    /// An owner's tokens of an epoch left for that owner.
    PointsClaimed as "points-claimed" {
        /// The owner.
        owner: Addr,
        /// The epoch.
        epoch: u64,
        /// The owner's points.
        points: Uint128,
        /// What they brought.
        tokens: Uint128,
        /// Claimed of the epoch by now.
        claimed: Uint128,
    }
    /// A question was asked.
    QuestionAsked as "question-asked" {
        /// The question.
        question: u64,
        /// Who asked.
        asker: Addr,
        /// The bounty's asset key.
        asset: Option<String>,
        /// The bounty.
        bounty: Option<Uint128>,
        /// The last second in which the asker may accept.
        decide_by: UnixTime,
        /// Thanks that let silence pay the bounty.
        silence_threshold: Uint128,
    }
    /// A question was answered.
    QuestionAnswered as "question-answered" {
        /// The question.
        question: u64,
        /// The answer's place.
        answer: u32,
        /// Who answered.
        author: Addr,
        /// The last second in which the asker may accept, from now on.
        decide_by: UnixTime,
    }
    /// The asker chose answers.
    AnswersAccepted as "answers-accepted" {
        /// The question.
        question: u64,
        /// The asker.
        asker: Addr,
        /// How many answers.
        answers: u32,
    }
    /// Silence decided a question.
    QuestionDecided as "question-decided" {
        /// The question.
        question: u64,
        /// The answer that gets the bounty; absent where it returns.
        winner: Option<u32>,
        /// What that answer was thanked with.
        thanks: Option<Uint128>,
    }
    /// An answer's share is fixed.
    AwardFixed as "award-fixed" {
        /// The question.
        question: u64,
        /// The answer.
        answer: u32,
        /// Its author.
        author: Addr,
        /// Its share in basis points.
        share: Bps,
        /// Its award in base units; 0 without a bounty.
        award: Uint128,
        /// When it can be paid; absent without a bounty.
        vests_at: Option<UnixTime>,
    }
    /// A vested award left for its author.
    AwardPaid as "award-paid" {
        /// The question.
        question: u64,
        /// The answer.
        answer: u32,
        /// Its author.
        author: Addr,
        /// The asset's key.
        asset: String,
        /// How much.
        amount: Uint128,
    }
    /// A bounty became a claim of its funder.
    BountyReturned as "bounty-returned" {
        /// The question.
        question: u64,
        /// The funder.
        owner: Addr,
        /// The asset's key.
        asset: String,
        /// How much.
        amount: Uint128,
        /// The funder's whole claim in this asset by now.
        claim: Uint128,
    }
    /// A payout could not be delivered and became a claim of its owner.
    PushFailed as "push-failed" {
        /// The owner.
        owner: Addr,
        /// The asset's key.
        asset: String,
        /// How much.
        amount: Uint128,
    }
    /// A whole claim left for its owner.
    ClaimPaid as "claim-paid" {
        /// The owner.
        owner: Addr,
        /// The asset's key.
        asset: String,
        /// How much.
        amount: Uint128,
        /// Who had it paid.
        by: Addr,
    }
}
