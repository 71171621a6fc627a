//! Why a statement cannot be made, or is not what the chain answers.

/// A fault in what was heard.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Wrong {
    /// The subscription was not heard.
    #[error("nothing tells how agreement {agreement} began: the history is not whole; ask a node that keeps the chain's whole transaction index")]
    NoBeginning {
        /// The agreement.
        agreement: u64,
    },
    /// An event lacks what it always says.
    #[error("event {event} says no {attribute}, or none that can be read; this program is older or newer than the contract: take the release that was deployed")]
    Word {
        /// Its name.
        event: String,
        /// The attribute.
        attribute: String,
    },
    /// More leaves an account than stands on it.
    #[error("{amount} cannot leave {account}, which holds {held}: the history is not whole; ask a node that keeps the chain's whole transaction index")]
    Overdrawn {
        /// The account.
        account: &'static str,
        /// What stands on it.
        held: u128,
        /// What was to leave.
        amount: u128,
    },
    /// More than a number can hold.
    #[error("{account} would be more than 2^128 - 1")]
    Overflow {
        /// The account.
        account: &'static str,
    },
    /// Statement and chain say different things of an account.
    #[error("{account} is {statement} by the movements and {told} by {at}: the history is not whole; ask a node that keeps the chain's whole transaction index")]
    Differs {
        /// The account.
        account: &'static str,
        /// Who says the other figure.
        at: String,
        /// By the movements.
        statement: u128,
        /// By the contract.
        told: u128,
    },
}
