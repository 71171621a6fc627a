//! What people do, and where that takes a ticket.

use crate::{Promise, Used};

/// Where a ticket is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// The provider owes the first word.
    Open,
    /// The provider is at work.
    InProgress,
    /// The customer was asked.
    Awaiting,
    /// Both agreed to wait.
    OnHold,
    /// A bot proposed a resolution.
    Suggested,
    /// A human proposed one, or the customer did not answer.
    Resolved,
    /// It is over.
    Closed,
}

/// What somebody does.
#[derive(Clone, Debug)]
pub enum Act<'a> {
    /// The customer says something.
    CustomerReply {
        /// Whether it waits for an answer; "thank you" does not.
        expects_answer: bool,
    },
    /// A human of the provider says something.
    Reply,
    /// A human of the provider asks the customer.
    Ask,
    /// A human of the provider proposes to wait.
    ProposeHold,
    /// The customer agrees to wait.
    AgreeHold {
        /// The last second of it.
        until: i64,
    },
    /// The customer ends a pause or a hold.
    EndPause,
    /// The customer says that the provider's last word was none.
    FlagHollow,
    /// A human of the provider proposes a resolution.
    Propose,
    /// A bot says something.
    BotReply,
    /// A bot proposes a resolution.
    BotPropose,
    /// The customer confirms what was proposed.
    Accept,
    /// The customer rejects it.
    Reject,
    /// The customer asks for a human.
    Escalate,
    /// A more urgent promise holds from now on.
    Raise(Promise<'a>),
    /// A less urgent promise holds from now on.
    Lower(Promise<'a>),
    /// The ticket takes up another one, which had used so much.
    TakeUp(Used),
    /// Another ticket takes this one up, with the customer's consent.
    Merge,
    /// The customer withdraws it.
    Cancel,
    /// The customer takes it up again after its end.
    Reopen,
}

/// This cannot be done in that state.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Refused(pub State);

impl Act<'_> {
    /// The state after it.
    ///
    /// # Errors
    /// Where it cannot be done in that state.
    pub fn leads_to(&self, state: State) -> Result<State, Refused> {
        use State::{Awaiting, Closed, InProgress, OnHold, Open, Resolved, Suggested};
        let talking = matches!(state, Open | InProgress | Awaiting | OnHold);
        let answered = matches!(state, InProgress | Awaiting | OnHold);
        let paused = matches!(state, Awaiting | OnHold);
        let to = match self {
            Self::CustomerReply { .. } if paused => InProgress,
            Self::CustomerReply { .. } if talking => state,
            // A human's first word ends the wait for it.
            Self::Reply | Self::ProposeHold if matches!(state, Open | Suggested) => InProgress,
            Self::Reply if answered || state == Resolved => state,
            Self::ProposeHold if answered => state,
            Self::Ask if talking || state == Suggested => Awaiting,
            Self::Propose if talking || state == Suggested => Resolved,
            Self::AgreeHold { .. } if answered => OnHold,
            Self::EndPause | Self::Escalate if paused => InProgress,
            Self::FlagHollow if answered => InProgress,
            Self::BotReply if state != Closed => state,
            Self::BotPropose if matches!(state, Open | InProgress) => Suggested,
            Self::Accept if matches!(state, Suggested | Resolved) => Closed,
            Self::Reject | Self::Escalate if state == Suggested => Open,
            Self::Reject if state == Resolved => InProgress,
            Self::Escalate if matches!(state, Open | InProgress | Resolved) => state,
            Self::Raise(_) | Self::Lower(_) | Self::TakeUp(_) if talking => state,
            Self::Merge | Self::Cancel if talking => Closed,
            Self::Reopen if state == Closed => Open,
            _ => return Err(Refused(state)),
        };
        Ok(to)
    }

    /// Whether a human of the provider says a word.
    #[must_use]
    pub const fn is_answer(&self) -> bool {
        matches!(
            self,
            Self::Reply | Self::Ask | Self::ProposeHold | Self::Propose
        )
    }

    /// Whether the customer waits for an answer from now on.
    pub(crate) const fn asks(&self) -> bool {
        matches!(
            self,
            Self::CustomerReply {
                expects_answer: true
            } | Self::FlagHollow
                | Self::Reject
                | Self::Escalate
                | Self::Reopen
        )
    }
}
