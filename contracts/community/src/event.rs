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
    /// Points were given to the author of an answer or of a knowledge item.
    Thanked as "thanked" {
        /// The question; absent for a knowledge item.
        question: Option<u64>,
        /// The answer; absent for a knowledge item.
        answer: Option<u32>,
        /// The knowledge item; absent for an answer.
        knowledge: Option<u64>,
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
        /// What the item was thanked with by now.
        thanks: Uint128,
        /// Accounts that thanked for it by now.
        thanked_by: u32,
        /// Whether the points came out of the curators' pool.
        from_pool: bool,
        /// What is left of the giver's thanks allowance, or of its part of the pool.
        allowance: Uint128,
    }
    /// Points were spent to mark an answer or a knowledge item wrong.
    Objected as "objected" {
        /// The question; absent for a knowledge item.
        question: Option<u64>,
        /// The answer; absent for a knowledge item.
        answer: Option<u32>,
        /// The knowledge item; absent for an answer.
        knowledge: Option<u64>,
        /// Who objected.
        by: Addr,
        /// Whose item it is.
        author: Addr,
        /// How many points.
        points: Uint128,
        /// What was spent to mark the item wrong by now.
        objections: Uint128,
        /// Whether the points came out of the curators' pool.
        from_pool: bool,
        /// What is left of the sender's thanks allowance, or of its part of the pool.
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
        /// What its points share.
        minted: Uint128,
        /// How much of that came from the carry of void points and was not minted anew.
        carried: Uint128,
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
        /// The provider that it names.
        provider: Option<Addr>,
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
        /// What that answer was thanked with, less objections.
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
        /// Its award in base units; 0 without a bounty. A top-up that is taken back later makes it smaller.
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
    /// An author changed an answer that nobody had spoken about.
    AnswerEdited as "answer-edited" {
        /// The question.
        question: u64,
        /// The answer.
        answer: u32,
        /// Its author.
        author: Addr,
    }
    /// An author took an answer back.
    AnswerWithdrawn as "answer-withdrawn" {
        /// The question.
        question: u64,
        /// The answer.
        answer: u32,
        /// Its author.
        author: Addr,
        /// Answers of the question that stand now.
        standing: u32,
    }
    /// A curator dismissed an answer.
    AnswerDismissed as "answer-dismissed" {
        /// The question.
        question: u64,
        /// The answer.
        answer: u32,
        /// The curator.
        by: Addr,
        /// Answers of the question that stand now.
        standing: u32,
    }
    /// A provider stands behind an answer.
    AnswerMadeOfficial as "answer-made-official" {
        /// The question.
        question: u64,
        /// The answer.
        answer: u32,
        /// The provider.
        provider: Addr,
        /// The provider or its agent.
        by: Addr,
    }
    /// Somebody added to a bounty.
    BountyToppedUp as "bounty-topped-up" {
        /// The question.
        question: u64,
        /// Who added.
        funder: Addr,
        /// The asset's key.
        asset: String,
        /// How much.
        amount: Uint128,
        /// What of this funder can be taken back now.
        waiting: Uint128,
        /// The first second in which that has joined.
        joins_at: UnixTime,
        /// The whole bounty now.
        bounty: Uint128,
    }
    /// A funder took back what still waited.
    TopUpTakenBack as "top-up-taken-back" {
        /// The question.
        question: u64,
        /// The funder.
        funder: Addr,
        /// The asset's key.
        asset: String,
        /// How much.
        amount: Uint128,
        /// The whole bounty now.
        bounty: Uint128,
    }
    /// An asker gave up a question without a standing answer.
    BountyWithdrawn as "bounty-withdrawn" {
        /// The question.
        question: u64,
        /// The asker.
        asker: Addr,
    }
    /// The least bond of a challenge was set.
    ChallengeBondSet as "challenge-bond-set" {
        /// The asset's key.
        asset: String,
        /// In base units.
        least: Uint128,
    }
    /// An award is frozen until the curators decide.
    AwardChallenged as "award-challenged" {
        /// The question.
        question: u64,
        /// The answer.
        answer: u32,
        /// Who challenged.
        challenger: Addr,
        /// The asset's key.
        asset: String,
        /// What was put up.
        bond: Uint128,
        /// The last second in which the curators decide.
        until: UnixTime,
    }
    /// A curator voted on a challenge.
    ChallengeVoted as "challenge-voted" {
        /// The question.
        question: u64,
        /// The answer.
        answer: u32,
        /// The curator.
        by: Addr,
        /// Whether it finds the answer wrong.
        wrong: bool,
    }
    /// A challenge is over.
    ChallengeDecided as "challenge-decided" {
        /// The question.
        question: u64,
        /// The answer.
        answer: u32,
        /// `overturned`, `upheld`, or `undecided`, which lets the award stand.
        verdict: &'static str,
        /// Who challenged.
        challenger: Addr,
        /// The asset's key.
        asset: String,
        /// Of the bond, back to the challenger.
        returned: Uint128,
        /// The answer's author.
        author: Addr,
        /// Of the bond, to the author.
        author_part: Uint128,
        /// Of the bond, burnt.
        burnt: Uint128,
    }
    /// An award that was found wrong left: a part for the challenger, the rest for the funders.
    AwardReversed as "award-reversed" {
        /// The question.
        question: u64,
        /// The answer.
        answer: u32,
        /// Who challenged.
        challenger: Addr,
        /// The asset's key.
        asset: String,
        /// To the challenger; 0 where it is a funder.
        reward: Uint128,
        /// To the funders.
        returned: Uint128,
    }
    /// A set of curators or experts will be in force.
    CircleAnnounced as "circle-announced" {
        /// `curators` or `experts`.
        circle: &'static str,
        /// How many.
        members: u32,
        /// From when on.
        from: UnixTime,
    }
    /// A further pair of escrow and registry will count.
    PeersAdded as "peers-added" {
        /// Its place.
        peers: u8,
        /// The escrow.
        escrow: Addr,
        /// The registry.
        registry: Addr,
        /// From when on.
        from: UnixTime,
    }
    /// A curator voted that the points of an item are void.
    VoidVoted as "void-voted" {
        /// The epoch.
        epoch: u64,
        /// The question; absent for a knowledge item.
        question: Option<u64>,
        /// The answer; absent for a knowledge item.
        answer: Option<u32>,
        /// The knowledge item; absent for an answer.
        knowledge: Option<u64>,
        /// Who voted.
        curator: Addr,
        /// Curators that voted so by now.
        votes: u32,
    }
    /// Points of an epoch became void.
    PointsVoided as "points-voided" {
        /// The epoch.
        epoch: u64,
        /// Whose they were.
        owner: Addr,
        /// The question; absent for a knowledge item.
        question: Option<u64>,
        /// The answer; absent for a knowledge item.
        answer: Option<u32>,
        /// The knowledge item; absent for an answer.
        knowledge: Option<u64>,
        /// How many points.
        points: Uint128,
        /// The owner's points of the epoch by now.
        owner_points: Uint128,
        /// What they would have brought; 0 where the epoch was not minted yet.
        tokens: Uint128,
        /// By how much the next closing mints less.
        carry: Uint128,
    }
    /// An accepted answer became a knowledge item.
    AnswerPromoted as "answer-promoted" {
        /// The item.
        knowledge: u64,
        /// The question.
        question: u64,
        /// The answer.
        answer: u32,
        /// Its author.
        author: Addr,
        /// Who promoted it.
        by: Addr,
        /// Until when it is not stale.
        review_by: UnixTime,
    }
    /// A knowledge item still holds.
    KnowledgeReconfirmed as "knowledge-reconfirmed" {
        /// The item.
        knowledge: u64,
        /// Who says so.
        by: Addr,
        /// Until when it is not stale.
        review_by: UnixTime,
    }
    /// A provider funded its support budget.
    SupportFunded as "support-funded" {
        /// The provider.
        provider: Addr,
        /// The asset's key.
        asset: String,
        /// How much came in.
        amount: Uint128,
        /// Not spent by now.
        left: Uint128,
        /// Paid to an author, once a ticket and item.
        per_item: Uint128,
        /// Most in a month.
        monthly_cap: Uint128,
    }
    /// A provider took its unspent support budget back.
    SupportWithdrawn as "support-withdrawn" {
        /// The provider.
        provider: Addr,
        /// The asset's key.
        asset: String,
        /// How much.
        amount: Uint128,
    }
    /// A customer said that a cited item helped; its author was paid.
    HelpConfirmed as "help-confirmed" {
        /// The pair of contracts that the ticket belongs to.
        peers: u8,
        /// The ticket.
        ticket: u64,
        /// The item.
        knowledge: u64,
        /// The customer.
        customer: Addr,
        /// Whose budget paid.
        provider: Addr,
        /// Who was paid.
        author: Addr,
        /// The asset's key.
        asset: String,
        /// How much.
        amount: Uint128,
        /// What is left of the budget.
        left: Uint128,
    }
}
