//! What the community contract refuses.

use aftercare_domain::time::UnixTime;
use aftercare_interface::Asset;
use aftercare_kit::KitError;
use cosmwasm_std::{Addr, Decimal, StdError, Uint128};
use thiserror::Error;

/// Refusals. Codes are never reused.
#[derive(Error, Debug, PartialEq)]
pub enum ContractError {
    /// What all contracts refuse.
    #[error(transparent)]
    Kit(#[from] KitError),
    /// The registry books in another escrow, or is none.
    #[error("COM-001 registry: {registry} does not name {escrow} as its escrow")]
    ForeignRegistry {
        /// The registry named.
        registry: Addr,
        /// The escrow named.
        escrow: Addr,
    },
    /// The token is named once.
    #[error("COM-002 token: {token} is wired, for good")]
    AlreadyWired {
        /// The token.
        token: Addr,
    },
    /// Nothing can be paid before the token is named.
    #[error("COM-003 token: not wired yet")]
    NotWired,
    /// The token would not let this contract mint.
    #[error("COM-004 token: the minter of {token} is {minter:?}, this contract needed")]
    NotMinter {
        /// The token named.
        token: Addr,
        /// Its minter.
        minter: Option<String>,
    },
    /// The token does not say what may be minted.
    #[error("COM-005 token: {token} has no readable emission key")]
    NoEmission {
        /// The token named.
        token: Addr,
    },
    /// The rate is out of its bounds.
    #[error("COM-006 rate: {rate} points a base unit, at most {max} allowed")]
    RateTooHigh {
        /// What was asked.
        rate: Decimal,
        /// The most.
        max: Decimal,
    },
    /// No further asset can have a rate.
    #[error("COM-007 rate: {max} assets have one, no more fit")]
    RatesFull {
        /// The most.
        max: usize,
    },
    /// The registry has no fact of this ticket: it is unknown, or not closed.
    #[error("COM-008 ticket: {ticket} is not closed")]
    TicketNotClosed {
        /// The ticket.
        ticket: u64,
    },
    /// Only a rated ticket can be registered.
    #[error("COM-009 ticket: {ticket} is not rated")]
    TicketNotRated {
        /// The ticket.
        ticket: u64,
    },
    /// Only service under an agreement is paid service.
    #[error("COM-010 ticket: {ticket} belongs to no agreement")]
    TicketNotCovered {
        /// The ticket.
        ticket: u64,
    },
    /// The ticket can still be reopened.
    #[error("COM-011 ticket: {ticket} can be reopened until {final_at}, now is {now}")]
    TicketNotFinal {
        /// The ticket.
        ticket: u64,
        /// The last second in which it can be reopened.
        final_at: UnixTime,
        /// Block time.
        now: UnixTime,
    },
    /// A ticket is registered once for ever.
    #[error("COM-012 ticket: {ticket} is registered")]
    TicketRegistered {
        /// The ticket.
        ticket: u64,
    },
    /// The thanks allowance does not cover the points, and the sender has no part of the curators' pool.
    #[error("COM-013 points: {asked} asked, thanks allowance of {account} is {allowance}")]
    ThanksShort {
        /// Who wants to thank.
        account: Addr,
        /// The allowance.
        allowance: Uint128,
        /// What was asked.
        asked: Uint128,
    },
    /// Nobody thanks oneself.
    #[error("COM-014 answer: {answer} of question {question} is the sender's own")]
    OwnAnswer {
        /// The question.
        question: u64,
        /// The answer.
        answer: u32,
    },
    /// No epoch that has points is over and open.
    #[error("COM-015 epoch: none to close, the epoch now is {epoch}")]
    NothingToClose {
        /// The epoch now.
        epoch: u64,
    },
    /// Only an epoch whose mint failed can be minted again.
    #[error("COM-016 epoch: {epoch} does not wait to be minted")]
    EpochNotUnminted {
        /// The epoch.
        epoch: u64,
    },
    /// Nothing was minted for the epoch yet.
    #[error("COM-017 epoch: {epoch} is not minted")]
    EpochNotMinted {
        /// The epoch.
        epoch: u64,
    },
    /// The owner has no points in the epoch.
    #[error("COM-018 epoch: {owner} has no points in {epoch}")]
    NoPoints {
        /// The owner.
        owner: Addr,
        /// The epoch.
        epoch: u64,
    },
    /// Points are held for a while after their epoch.
    #[error("COM-019 epoch: points of {epoch} are held until {claimable_from}, now is {now}")]
    PointsHeld {
        /// The epoch.
        epoch: u64,
        /// The first second in which they can be claimed.
        claimable_from: UnixTime,
        /// Block time.
        now: UnixTime,
    },
    /// Points are claimed once.
    #[error("COM-020 epoch: {owner} has claimed {epoch}")]
    AlreadyClaimed {
        /// The owner.
        owner: Addr,
        /// The epoch.
        epoch: u64,
    },
    /// There is no such question.
    #[error("COM-021 question: {question} does not exist")]
    QuestionUnknown {
        /// The question.
        question: u64,
    },
    /// The question takes neither answers nor a decision of its asker any more.
    #[error(
        "COM-022 question: {question} is decided, or was open until {decide_by}, now is {now}"
    )]
    QuestionNotOpen {
        /// The question.
        question: u64,
        /// The last second in which it was open.
        decide_by: UnixTime,
        /// Block time.
        now: UnixTime,
    },
    /// An asker does not answer the own question.
    #[error("COM-023 question: {question} is the sender's own")]
    OwnQuestion {
        /// The question.
        question: u64,
    },
    /// An address answers a question once.
    #[error("COM-024 question: {question} has the sender's answer {answer}")]
    AlreadyAnswered {
        /// The question.
        question: u64,
        /// The sender's answer.
        answer: u32,
    },
    /// The question has as many answers as it takes.
    #[error("COM-025 question: {question} has {max} answers, no more fit")]
    AnswersFull {
        /// The question.
        question: u64,
        /// The most.
        max: u32,
    },
    /// There is no such answer.
    #[error("COM-026 answer: question {question} has no answer {answer}")]
    AnswerUnknown {
        /// The question.
        question: u64,
        /// The answer.
        answer: u32,
    },
    /// Only the asker accepts.
    #[error("COM-027 sender: {sender} did not ask question {question}")]
    NotAsker {
        /// The question.
        question: u64,
        /// Who sent the message.
        sender: Addr,
    },
    /// A bounty is given away whole.
    #[error("COM-028 weights: sum to {sum} bp, 10000 needed")]
    WeightSum {
        /// Their sum.
        sum: u128,
    },
    /// The answer was withdrawn or dismissed.
    #[error("COM-031 answer: {answer} of question {question} was withdrawn or dismissed")]
    AnswerNotStanding {
        /// The question.
        question: u64,
        /// The answer.
        answer: u32,
    },
    /// What others have spoken about is not changed.
    #[error(
        "COM-032 answer: {answer} of question {question} was thanked, objected to or made official"
    )]
    AnswerTouched {
        /// The question.
        question: u64,
        /// The answer.
        answer: u32,
    },
    /// Nobody judges where the own money or answer is at stake.
    #[error("COM-033 sender: {sender} has a stake in question {question}")]
    Interested {
        /// The question.
        question: u64,
        /// Who sent the message.
        sender: Addr,
    },
    /// Only the provider that the question names makes an answer official.
    #[error(
        "COM-034 sender: {sender} does not speak for a provider that question {question} names"
    )]
    NotProvider {
        /// The question.
        question: u64,
        /// Who sent the message.
        sender: Addr,
    },
    /// Without a bounty there is nothing to add to, to give back, or to challenge.
    #[error("COM-035 question: {question} has no bounty")]
    NoBounty {
        /// The question.
        question: u64,
    },
    /// The bounty has as many funders as it takes.
    #[error("COM-036 question: {question} has {max} funders beside its asker, no more fit")]
    FundersFull {
        /// The question.
        question: u64,
        /// The most.
        max: u32,
    },
    /// Money for a question comes in its bounty's asset.
    #[error("COM-037 asset: {sent} sent, {need} needed")]
    OtherAsset {
        /// What was sent.
        sent: Asset,
        /// The bounty's.
        need: Asset,
    },
    /// The sender has nothing in the bounty that can still be taken back.
    #[error("COM-038 top_up: nothing of {sender} waits in question {question}")]
    NothingWaiting {
        /// The question.
        question: u64,
        /// Who sent the message.
        sender: Addr,
    },
    /// A bounty is not withdrawn from under an answer.
    #[error("COM-039 question: {question} has {standing} standing answers, none allowed")]
    AnswerStands {
        /// The question.
        question: u64,
        /// How many stand.
        standing: u32,
    },
    /// The answer was not chosen.
    #[error("COM-040 answer: {answer} of question {question} has no award")]
    NoAward {
        /// The question.
        question: u64,
        /// The answer.
        answer: u32,
    },
    /// An award can be challenged while it vests.
    #[error(
        "COM-041 answer: the award of {answer} of question {question} vested at {vests_at}, now is {now}"
    )]
    NotVesting {
        /// The question.
        question: u64,
        /// The answer.
        answer: u32,
        /// The first second in which it could no longer be challenged.
        vests_at: UnixTime,
        /// Block time.
        now: UnixTime,
    },
    /// An award is challenged once.
    #[error("COM-042 answer: the award of {answer} of question {question} was challenged")]
    ChallengedAlready {
        /// The question.
        question: u64,
        /// The answer.
        answer: u32,
    },
    /// A challenge puts up exactly its bond.
    #[error("COM-043 bond: {sent} sent, {need} needed")]
    WrongBond {
        /// What was sent.
        sent: Uint128,
        /// The bond.
        need: Uint128,
    },
    /// There is no challenge to vote on.
    #[error("COM-044 answer: no challenge of {answer} of question {question} is under way")]
    NotChallenged {
        /// The question.
        question: u64,
        /// The answer.
        answer: u32,
    },
    /// The sender has given no answer.
    #[error("COM-045 sender: {sender} has not answered question {question}")]
    NotAnswered {
        /// The question.
        question: u64,
        /// Who sent the message.
        sender: Addr,
    },
    /// Only a curator in force may do this.
    #[error("COM-060 sender: {sender} is not a curator")]
    NotCurator {
        /// Who sent the message.
        sender: Addr,
    },
    /// A curator votes once on a motion.
    #[error("COM-061 sender: {sender} has voted on this")]
    VotedAlready {
        /// The curator.
        sender: Addr,
    },
    /// The votes of a motion are taken until its deadline.
    #[error("COM-062 vote: taken until {until}, now is {now}")]
    BallotOver {
        /// The last second.
        until: UnixTime,
        /// Block time.
        now: UnixTime,
    },
    /// A contract belongs to one pair.
    #[error("COM-063 peers: {contract} stands in pair {peers}")]
    PeerKnown {
        /// The contract.
        contract: Addr,
        /// The pair.
        peers: u8,
    },
    /// The list of pairs is full.
    #[error("COM-064 peers: {max} pairs, no more fit")]
    PeersFull {
        /// The most.
        max: u8,
    },
    /// There is no such pair, or it does not count yet.
    #[error("COM-065 peers: no pair {peers} is in force")]
    PeersUnknown {
        /// What was named.
        peers: u8,
    },
    /// No further asset can ever have a rate.
    #[error("COM-066 rate: {max} assets have had one, no more fit")]
    RatedFull {
        /// The most.
        max: u16,
    },
    /// Points can be voided while they are held, and not before their epoch is over.
    #[error(
        "COM-067 epoch: points of {epoch} can be voided from {from} until {until}, now is {now}"
    )]
    VoidOutOfTime {
        /// The epoch.
        epoch: u64,
        /// The first second.
        from: UnixTime,
        /// The last second.
        until: UnixTime,
        /// Block time.
        now: UnixTime,
    },
    /// The item earned nothing in the epoch, or what it earned is void.
    #[error("COM-068 epoch: the item has no points in {epoch}")]
    NothingToVoid {
        /// The epoch.
        epoch: u64,
    },
    /// The item is somebody else's.
    #[error("COM-069 owner: {owner} named, the item is of {author}")]
    NotAuthor {
        /// Who was named.
        owner: Addr,
        /// Whose it is.
        author: Addr,
    },
    /// There is no such knowledge item.
    #[error("COM-070 knowledge: {item} does not exist")]
    KnowledgeUnknown {
        /// The item.
        item: u64,
    },
    /// Stale knowledge earns nothing.
    #[error("COM-071 knowledge: {item} was to be reviewed by {review_by}, now is {now}")]
    KnowledgeStale {
        /// The item.
        item: u64,
        /// The last second in which it was not stale.
        review_by: UnixTime,
        /// Block time.
        now: UnixTime,
    },
    /// Nobody thanks for an own knowledge item, objects to it, or says that it helped.
    #[error("COM-072 knowledge: {item} is the sender's own")]
    OwnKnowledge {
        /// The item.
        item: u64,
    },
    /// Only an accepted answer can be promoted.
    #[error("COM-073 answer: {answer} of question {question} is not accepted")]
    AnswerNotAccepted {
        /// The question.
        question: u64,
        /// The answer.
        answer: u32,
    },
    /// An answer is promoted once.
    #[error("COM-074 answer: {answer} of question {question} is knowledge item {item}")]
    AnswerPromoted {
        /// The question.
        question: u64,
        /// The answer.
        answer: u32,
        /// The item.
        item: u64,
    },
    /// Only the author, a curator or the provider of the question promotes an answer.
    #[error("COM-075 sender: {sender} is neither author, curator nor provider of the answer")]
    NotPromoter {
        /// Who sent the message.
        sender: Addr,
    },
    /// A range of versions begins before it ends.
    #[error("COM-076 versions: from {from} until {until}, upside down")]
    VersionsUpsideDown {
        /// Its first version.
        from: String,
        /// Its last version.
        until: String,
    },
    /// A review lies ahead, and not too far.
    #[error("COM-077 review_by: {review_by}, needed from {now} to {latest}")]
    ReviewOutOfRange {
        /// What was asked.
        review_by: UnixTime,
        /// Block time.
        now: UnixTime,
        /// The latest.
        latest: UnixTime,
    },
    /// Only a curator or the item's provider reconfirms it.
    #[error("COM-078 sender: {sender} is neither curator nor provider of knowledge {item}")]
    NotReviewer {
        /// The item.
        item: u64,
        /// Who sent the message.
        sender: Addr,
    },
    /// A support budget is of one asset until it is withdrawn.
    #[error("COM-079 asset: the support budget is of {held}, {asked} came")]
    BudgetAsset {
        /// The budget's asset.
        held: String,
        /// What came.
        asked: String,
    },
    /// A month's cap covers one payment at least.
    #[error("COM-080 monthly_cap: {monthly_cap}, at least per_item {per_item} needed")]
    CapBelowItem {
        /// The cap.
        monthly_cap: Uint128,
        /// One payment.
        per_item: Uint128,
    },
    /// The provider has no support budget.
    #[error("COM-081 provider: {provider} has no support budget")]
    NoBudget {
        /// The provider.
        provider: Addr,
    },
    /// The budget does not cover a payment.
    #[error("COM-082 budget: {left} left, {per_item} needed")]
    BudgetShort {
        /// What is left.
        left: Uint128,
        /// One payment.
        per_item: Uint128,
    },
    /// The month's cap does not leave room for a payment.
    #[error(
        "COM-083 budget: {spent} of {monthly_cap} spent until {month_ends}, {per_item} needed"
    )]
    MonthSpent {
        /// Paid in this month.
        spent: Uint128,
        /// The month's cap.
        monthly_cap: Uint128,
        /// The first second of the next month.
        month_ends: UnixTime,
        /// One payment.
        per_item: Uint128,
    },
    /// Only the ticket's customer says what helped.
    #[error("COM-084 sender: {sender} is not the customer of ticket {ticket}")]
    NotCustomer {
        /// The ticket.
        ticket: u64,
        /// Who sent the message.
        sender: Addr,
    },
    /// The resolution of the ticket does not cite the item.
    #[error("COM-085 ticket: {ticket} does not cite knowledge {item}")]
    NotCited {
        /// The ticket.
        ticket: u64,
        /// The item.
        item: u64,
    },
    /// Help is paid for once a ticket and item.
    #[error("COM-086 ticket: {ticket} has confirmed knowledge {item}")]
    HelpConfirmed {
        /// The ticket.
        ticket: u64,
        /// The item.
        item: u64,
    },
    /// The part of the curators' pool and the own allowance are both too short.
    #[error("COM-087 points: {asked} asked, {account} has {part} of the pool left and an allowance of {allowance}")]
    PartShort {
        /// Who wants to give.
        account: Addr,
        /// What is left of its part of the pool.
        part: Uint128,
        /// Its thanks allowance.
        allowance: Uint128,
        /// What was asked.
        asked: Uint128,
    },
}

impl From<StdError> for ContractError {
    fn from(error: StdError) -> Self {
        Self::Kit(error.into())
    }
}
