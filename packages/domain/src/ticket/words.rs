//! The words of the tables: states, actions, roles.

/// Where a ticket is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum State {
    /// No word from the provider in this cycle.
    Open,
    /// The provider is at work.
    InProgress,
    /// The customer was asked.
    AwaitingCustomer,
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
    /// Proposes a resolution.
    Propose,
    /// Confirms the proposed resolution.
    Accept,
    /// Rejects the proposed resolution.
    Reject,
    /// Withdraws the ticket.
    Cancel,
    /// Declines to serve a best-effort ticket.
    Decline,
    /// Takes a closed ticket up again, in a new cycle.
    Reopen,
    /// Rates the service of a closed ticket.
    Rate,
    /// A window passes without a word.
    Lapse,
}

/// Who does it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// The ticket's customer.
    Customer,
    /// The ticket's provider or one of its agents.
    Provider,
    /// Nobody in particular: time did it, and anyone may settle it.
    Anyone,
}

impl State {
    /// All states.
    pub const ALL: [Self; 5] = [
        Self::Open,
        Self::InProgress,
        Self::AwaitingCustomer,
        Self::Resolved,
        Self::Closed,
    ];

    /// Its number in history lines; never reused.
    #[must_use]
    pub const fn index(self) -> u8 {
        match self {
            Self::Open => 0,
            Self::InProgress => 1,
            Self::AwaitingCustomer => 2,
            Self::Resolved => 3,
            Self::Closed => 4,
        }
    }

    /// Its word in messages, events and diagrams.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::InProgress => "in_progress",
            Self::AwaitingCustomer => "awaiting_customer",
            Self::Resolved => "resolved",
            Self::Closed => "closed",
        }
    }
}

impl Action {
    /// All actions.
    pub const ALL: [Self; 10] = [
        Self::Reply,
        Self::Ask,
        Self::Propose,
        Self::Accept,
        Self::Reject,
        Self::Cancel,
        Self::Decline,
        Self::Reopen,
        Self::Rate,
        Self::Lapse,
    ];

    /// Its word in errors and diagrams.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Reply => "reply",
            Self::Ask => "ask",
            Self::Propose => "propose",
            Self::Accept => "accept",
            Self::Reject => "reject",
            Self::Cancel => "cancel",
            Self::Decline => "decline",
            Self::Reopen => "reopen",
            Self::Rate => "rate",
            Self::Lapse => "lapse",
        }
    }
}

impl Role {
    /// All roles.
    pub const ALL: [Self; 3] = [Self::Customer, Self::Provider, Self::Anyone];

    /// Its number in history lines; never reused.
    #[must_use]
    pub const fn index(self) -> u8 {
        match self {
            Self::Customer => 0,
            Self::Provider => 1,
            Self::Anyone => 2,
        }
    }

    /// Its word in events, errors and diagrams.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Customer => "customer",
            Self::Provider => "provider",
            Self::Anyone => "anyone",
        }
    }
}
