//! The ways in which tokens go wrong.

use serde::{Deserialize, Serialize};

/// A way.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
pub enum Mood {
    /// As the reference token.
    #[default]
    Honest,
    /// Every message is refused.
    Refusing,
    /// One account is not paid.
    RefusingOne,
    /// Every second amount is refused. A refusal undoes what a token counts, so that it goes by the amount.
    RefusingOdd,
    /// Transfers succeed and move nothing.
    Pretending,
    /// A tenth of what moves stays with the token.
    Charging,
    /// Everybody has twice as much.
    Growing,
    /// Everybody has half as much.
    Shrinking,
    /// While it moves, it calls whoever moves it: settles, pokes, claims, withdraws.
    Reentering,
    /// While it moves, it calls everybody else.
    Visiting,
    /// Every balance is answered as nothing.
    Lying,
    /// No balance is answered.
    Mute,
    /// It returns 200 KiB of data and 500 events.
    Loud,
    /// It reports deposits that nobody made.
    Forging,
    /// After each move, and in each block, it is another one of these, as if it migrated itself.
    Changing,
}

impl Mood {
    /// All but honesty.
    pub const HOSTILE: [Self; 14] = [
        Self::Refusing,
        Self::RefusingOne,
        Self::RefusingOdd,
        Self::Pretending,
        Self::Charging,
        Self::Growing,
        Self::Shrinking,
        Self::Reentering,
        Self::Visiting,
        Self::Lying,
        Self::Mute,
        Self::Loud,
        Self::Forging,
        Self::Changing,
    ];

    /// How figures call it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Honest => "honest",
            Self::Refusing => "refuses always",
            Self::RefusingOne => "refuses one recipient",
            Self::RefusingOdd => "refuses every second amount",
            Self::Pretending => "succeeds without moving",
            Self::Charging => "moves less",
            Self::Growing => "doubles every balance",
            Self::Shrinking => "halves every balance",
            Self::Reentering => "calls back who moves it",
            Self::Visiting => "calls the other contracts",
            Self::Lying => "lies about balances",
            Self::Mute => "answers no balance",
            Self::Loud => "returns 200 KiB and 500 events",
            Self::Forging => "reports deposits that nobody made",
            Self::Changing => "changes after each move",
        }
    }

    /// What a token that changes is after so many moves and blocks.
    #[must_use]
    pub fn after(moves: u64) -> Self {
        // The last one is the change itself.
        let others = Self::HOSTILE.iter().take(Self::HOSTILE.len() - 1);
        let place = usize::try_from(moves).unwrap_or_default() % others.len();
        others.copied().nth(place).unwrap_or_default()
    }

    /// Whether its payouts fail.
    #[must_use]
    pub const fn refuses(self) -> bool {
        matches!(self, Self::Refusing | Self::RefusingOne | Self::RefusingOdd)
    }

    /// Whether it moves what it should, and only says otherwise.
    #[must_use]
    pub const fn only_talks(self) -> bool {
        matches!(self, Self::Lying | Self::Mute | Self::Loud)
    }

    /// Whether it moves something else than it should.
    #[must_use]
    pub const fn moves_wrongly(self) -> bool {
        matches!(
            self,
            Self::Pretending | Self::Charging | Self::Growing | Self::Shrinking
        )
    }

    /// Whether it calls contracts while it moves.
    #[must_use]
    pub const fn calls(self) -> bool {
        matches!(self, Self::Reentering | Self::Visiting | Self::Forging)
    }
}
