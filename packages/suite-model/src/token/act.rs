//! What is sent to the token.

use aftercare_domain::time::UnixTime;

use crate::Account;

/// Until when an allowance is good.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Expiry {
    /// For ever.
    #[default]
    Never,
    /// Up to the second before this one.
    At(UnixTime),
}

/// A message to the token; a `send` is [`crate::Act::Send`].
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum TokenAct {
    Transfer {
        to: Account,
        amount: u128,
    },
    Burn {
        amount: u128,
    },
    TransferFrom {
        owner: Account,
        to: Account,
        amount: u128,
    },
    BurnFrom {
        owner: Account,
        amount: u128,
    },
    Increase {
        spender: Account,
        amount: u128,
        expires: Option<Expiry>,
    },
    Decrease {
        spender: Account,
        amount: u128,
        expires: Option<Expiry>,
    },
    Mint {
        to: Account,
        amount: u128,
    },
    UpdateMinter {
        minter: Option<Account>,
    },
    LowerCap {
        cap: u128,
    },
    LowerBudget {
        budget: u128,
    },
    Ownership(Handover),
}

/// A step of a hand-over, of the token or of the community.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Handover {
    /// Names the next owner, and the first second in which it is too late to accept.
    Offer(Account, Option<UnixTime>),
    /// Takes over.
    Accept,
    /// Leaves the role empty.
    Renounce,
}
