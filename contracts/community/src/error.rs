//! What the community contract refuses.

use aftercare_domain::time::UnixTime;
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
    /// The thanks allowance does not cover the points.
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
}

impl From<StdError> for ContractError {
    fn from(error: StdError) -> Self {
        Self::Kit(error.into())
    }
}
