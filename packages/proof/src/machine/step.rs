//! One step of a life, in numbers that mean something in every life: whatever is left out of a life, the
//! rest of it can still be played.

use super::deal::Deal;

/// How long passes before a step.
#[derive(Clone, Copy, Debug)]
pub enum Wait {
    /// Nothing.
    Not,
    /// So many seconds.
    For(u64),
    /// Until one of the next deadlines, and a second less or more.
    Until {
        /// Which of those to come.
        which: usize,
        /// −1, 0 or 1.
        off_by: i64,
    },
}

/// What is wrong with a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Twist {
    /// Nothing, or what time and money make of it.
    None,
    /// Somebody else sends it.
    Sender(usize),
    /// A unit more comes with it, or a coin where none is expected.
    Funds,
    /// Nothing comes with it, or two coins.
    Coins,
    /// It comes in a coin that nobody listed.
    Coin,
    /// It names what does not exist.
    Id,
    /// It names a number out of bounds, or what was not read.
    Bounds,
}

/// What is done.
#[derive(Clone, Copy, Debug)]
pub enum Deed {
    /// A plan of a kind is published.
    Publish(usize),
    /// A plan is retired.
    Retire(usize),
    /// Bond comes in, for so many agreements.
    Deposit(usize, u64),
    /// Free bond goes out: all of it, or so much.
    WithdrawBond(usize, Option<u64>),
    /// A bond is made whole.
    Refill(usize),
    /// A debt is paid, wholly or in part.
    PayDebt(usize, bool),
    /// A debt is taken from the free bond.
    CollectDebt(usize),
    /// Somebody subscribes for so many periods, and somebody else may pay.
    Subscribe(usize, u32, bool),
    /// An agreement grows by so many periods.
    Extend(usize, u32),
    /// Periods are paid out.
    Settle(usize, u32),
    /// An agreement ends: by notice, within the cooling-off, by its provider, for a cause.
    Terminate(usize, usize),
    /// Somebody books a miss that is no registry.
    Book(usize),
    /// Somebody says that it is a token.
    Pretend(usize),
    /// An owner takes a claim.
    Withdraw(usize),
    /// Somebody pushes a claim.
    Push(usize),
    /// A provider names an agent.
    SetAgent(usize),
    /// A provider removes an agent.
    RemoveAgent(usize),
    /// A calendar, or another version of one, is published.
    Calendar(usize),
    /// A provider says whether it takes tickets without an agreement, and how many.
    Intake(bool, u32),
    /// An agent says whether it is away.
    SetAway(usize),
    /// A provider says which queues it has.
    SetQueues(usize),
    /// A customer names a delegate, for an agreement or for all.
    SetDelegate(usize, bool),
    /// A customer removes a delegate, for an agreement or for all.
    RemoveDelegate(usize, bool),
    /// A period of an agreement is rated.
    RateAgreement(usize),
    /// A ticket is opened, under an agreement or without.
    Open(usize, bool),
    /// Somebody opens a ticket for somebody else, under an agreement or without.
    OpenFor(usize, bool),
    /// A provider answers on several tickets.
    ReplyMany(usize),
    /// Somebody pokes several tickets.
    PokeMany(usize),
    /// Something is said or done on a ticket.
    Word(usize, Word),
    /// Something is said or done on a ticket that fits the state in which it is.
    Fitting(usize, usize),
    /// Something about proposals, credits that wait, lost keys, or the owner.
    Deal(Deal),
    /// What one of the seconds to come decides, in it, a second before or after it.
    Edge(usize, i64),
}

/// What is said or done on a ticket.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Word {
    Say,
    Thank,
    Answer,
    Ask,
    Propose,
    Accept,
    Reject,
    Cancel,
    EndPause,
    Escalate,
    Decline,
    Reopen,
    Rate,
    Poke,
    Acknowledge,
    Claim,
    Assign,
    HandOver,
    Queue,
    Note,
    Relay,
    Link,
    ProposeMerge,
    AgreeMerge,
    ProposeHold,
    AgreeHold,
    Flag,
    ProposeTriage,
    Consent,
    Object,
    Raise,
    Lower,
    Disclose,
    Purge,
}

impl Word {
    /// Whether the customer says it.
    #[must_use]
    pub const fn is_customers(self) -> bool {
        !matches!(
            self,
            Self::Answer
                | Self::Ask
                | Self::Propose
                | Self::Decline
                | Self::Poke
                | Self::Purge
                | Self::Claim
                | Self::Assign
                | Self::HandOver
                | Self::Queue
                | Self::Note
                | Self::Relay
                | Self::Link
                | Self::ProposeMerge
                | Self::ProposeHold
                | Self::ProposeTriage
        )
    }

    /// What it is in a story.
    #[must_use]
    pub const fn verb(self) -> &'static str {
        match self {
            Self::Say => "asks on",
            Self::Thank => "says thanks on",
            Self::Answer => "answers on",
            Self::Ask => "asks the customer on",
            Self::Propose => "proposes a resolution on",
            Self::Accept => "accepts the resolution of",
            Self::Reject => "rejects the resolution of",
            Self::Cancel => "cancels",
            Self::EndPause => "ends the pause of",
            Self::Escalate => "escalates",
            Self::Decline => "declines",
            Self::Reopen => "reopens",
            Self::Rate => "rates",
            Self::Poke => "pokes",
            Self::Acknowledge => "acknowledges",
            Self::Claim => "claims",
            Self::Assign => "assigns",
            Self::HandOver => "hands over",
            Self::Queue => "chooses a queue for",
            Self::Note => "notes something on",
            Self::Relay => "posts what an agent said on",
            Self::Link => "links another ticket to",
            Self::ProposeMerge => "proposes that another ticket takes up",
            Self::AgreeMerge => "agrees to the merge of",
            Self::ProposeHold => "proposes to wait with",
            Self::AgreeHold => "agrees to wait with",
            Self::Flag => "calls the last word hollow on",
            Self::ProposeTriage => "proposes another priority for",
            Self::Consent => "agrees to the lower priority of",
            Self::Object => "objects to the lower priority of",
            Self::Raise => "raises",
            Self::Lower => "lowers",
            Self::Disclose => "discloses",
            Self::Purge => "forgets lines of",
        }
    }
}

/// From here on a number is a place and not one of several.
pub const PLACE: usize = 1 << 20;

/// A step.
#[derive(Clone, Copy, Debug)]
pub struct Step {
    /// What passes before it.
    pub wait: Wait,
    /// What is done.
    pub deed: Deed,
    /// What is wrong with it.
    pub twist: Twist,
    /// Who, where everybody may.
    pub who: usize,
}
