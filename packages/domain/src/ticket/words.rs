//! The words of the tables: states, actions, roles.

/// Gives an enum without data all its values, and each of them a number and a word.
macro_rules! words {
    ($($type:ident { $($value:ident = $index:literal $word:literal),+ $(,)? })+) => {$(
        impl $type {
            /// All of them.
            pub const ALL: &'static [Self] = &[$(Self::$value),+];

            /// Its number in history lines; never reused.
            #[must_use]
            pub const fn index(self) -> u8 {
                match self {
                    $(Self::$value => $index,)+
                }
            }

            /// Its word in messages, events, errors and diagrams.
            #[must_use]
            pub const fn word(self) -> &'static str {
                match self {
                    $(Self::$value => $word,)+
                }
            }
        }
    )+};
}

/// Where a ticket is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum State {
    /// No word from a human of the provider in this cycle, or none since a bot's suggestion failed.
    Open,
    /// A human of the provider is at work.
    InProgress,
    /// The customer was asked.
    AwaitingCustomer,
    /// Both sides agreed to wait for something.
    OnHold,
    /// A bot has proposed a resolution, which only the customer's word can make one.
    Suggested,
    /// A resolution is proposed.
    Resolved,
    /// At its end, unless it is reopened.
    Closed,
}

/// What somebody, or time, does to a ticket.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Action {
    /// Says something.
    Reply,
    /// Asks the customer for what is missing.
    Ask,
    /// Proposes to wait until an instant.
    ProposeHold,
    /// Agrees to wait.
    AgreeHold,
    /// Ends a pause or a hold.
    EndPause,
    /// Says that the provider's last word was none.
    FlagHollow,
    /// Proposes a resolution.
    Propose,
    /// Confirms the proposed resolution.
    Accept,
    /// Rejects the proposed resolution.
    Reject,
    /// Proposes another priority.
    ProposeTriage,
    /// Agrees to a lower priority.
    ConsentTriage,
    /// Keeps the priority as it is.
    ObjectTriage,
    /// Raises the priority.
    Raise,
    /// Lowers the priority.
    Lower,
    /// Asks for a human.
    Escalate,
    /// Leaves a note.
    Note,
    /// Names a related ticket.
    Link,
    /// Proposes to close it in favour of another ticket.
    ProposeMerge,
    /// Agrees that another ticket takes it up.
    Merge,
    /// Agrees that another ticket is the same.
    Duplicate,
    /// Withdraws the ticket.
    Cancel,
    /// Declines to serve a best-effort ticket.
    Decline,
    /// Takes a closed ticket up again, in a new cycle.
    Reopen,
    /// Takes a ticket as its own that an agent opened for it.
    Acknowledge,
    /// Takes a ticket on.
    Claim,
    /// Gives a ticket to an agent.
    Assign,
    /// Puts a ticket into a queue.
    Queue,
    /// Passes a claimed ticket on.
    HandOver,
    /// Rates the service of a closed ticket.
    Rate,
    /// A window passes without a word.
    Lapse,
    /// Shows what a confidential ticket did not.
    Disclose,
}

/// Who does it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// The ticket's customer or one of its delegates.
    Customer,
    /// The ticket's provider or one of its human agents.
    Provider,
    /// Nobody in particular: time did it, and anyone may settle it.
    Anyone,
    /// An agent of the provider that is flagged as automated.
    Bot,
}

words! {
    State {
        Open = 0 "open",
        InProgress = 1 "in_progress",
        AwaitingCustomer = 2 "awaiting_customer",
        OnHold = 5 "on_hold",
        Suggested = 6 "suggested",
        Resolved = 3 "resolved",
        Closed = 4 "closed",
    }
    Action {
        Reply = 0 "reply",
        Ask = 1 "ask",
        ProposeHold = 2 "propose_hold",
        AgreeHold = 3 "agree_hold",
        EndPause = 4 "end_pause",
        FlagHollow = 5 "flag_hollow",
        Propose = 6 "propose",
        Accept = 7 "accept",
        Reject = 8 "reject",
        ProposeTriage = 9 "propose_triage",
        ConsentTriage = 10 "consent_triage",
        ObjectTriage = 11 "object_triage",
        Raise = 12 "raise",
        Lower = 13 "lower",
        Escalate = 14 "escalate",
        Note = 15 "note",
        Link = 16 "link",
        ProposeMerge = 17 "propose_merge",
        Merge = 18 "merge",
        Duplicate = 19 "duplicate",
        Cancel = 20 "cancel",
        Decline = 21 "decline",
        Reopen = 22 "reopen",
        Acknowledge = 23 "acknowledge",
        Claim = 24 "claim",
        Assign = 25 "assign",
        Queue = 26 "queue",
        HandOver = 27 "hand_over",
        Rate = 28 "rate",
        Lapse = 29 "lapse",
        Disclose = 30 "disclose",
    }
    Role {
        Customer = 0 "customer",
        Provider = 1 "provider",
        Anyone = 2 "anyone",
        Bot = 3 "bot",
    }
}

impl Action {
    /// Whether it is a word of the provider: an answer, where a human says it.
    #[must_use]
    pub const fn is_word(self) -> bool {
        matches!(
            self,
            Self::Reply | Self::Ask | Self::Propose | Self::ProposeHold
        )
    }
}
