//! The stages of an agreement and what moves it from one to the next. Handlers ask this table; the diagram in
//! the contract's README is the same table.

use aftercare_interface::sla_escrow::AgreementStatus;

/// [`AgreementStatus`] without the reason.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// No end is decided.
    Active,
    /// Notice was given.
    Ending,
    /// Cover is over.
    AwaitingSettlement,
    /// Everything has left.
    Ended,
}

/// What happens to an agreement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Act {
    /// `terminate` with notice.
    Notice,
    /// `terminate` on any other ground.
    EndAtOnce,
    /// `extend`.
    Extend,
    /// `amend`, and accepting an amendment.
    Amend,
    /// The block time reaches the end of cover.
    Time,
    /// `settle`, `poke` and whatever else takes what is due.
    Due,
}

/// Every way from a stage to a stage. What is not here is refused.
pub const TABLE: [(Stage, Act, Stage); 13] = [
    (Stage::Active, Act::Extend, Stage::Active),
    (Stage::Active, Act::Amend, Stage::Active),
    (Stage::Active, Act::Due, Stage::Active),
    (Stage::Active, Act::Notice, Stage::Ending),
    (Stage::Active, Act::EndAtOnce, Stage::AwaitingSettlement),
    (Stage::Active, Act::EndAtOnce, Stage::Ended),
    (Stage::Active, Act::Time, Stage::AwaitingSettlement),
    (Stage::Ending, Act::Due, Stage::Ending),
    (Stage::Ending, Act::EndAtOnce, Stage::AwaitingSettlement),
    (Stage::Ending, Act::EndAtOnce, Stage::Ended),
    (Stage::Ending, Act::Time, Stage::AwaitingSettlement),
    (
        Stage::AwaitingSettlement,
        Act::Due,
        Stage::AwaitingSettlement,
    ),
    (Stage::AwaitingSettlement, Act::Due, Stage::Ended),
];

/// Whether an act is possible in a stage.
#[must_use]
pub fn allows(stage: Stage, act: Act) -> bool {
    TABLE
        .iter()
        .any(|(from, by, _)| (*from, *by) == (stage, act))
}

impl From<AgreementStatus> for Stage {
    fn from(status: AgreementStatus) -> Self {
        match status {
            AgreementStatus::Active => Self::Active,
            AgreementStatus::Ending => Self::Ending,
            AgreementStatus::AwaitingSettlement => Self::AwaitingSettlement,
            AgreementStatus::Ended(_) => Self::Ended,
        }
    }
}
