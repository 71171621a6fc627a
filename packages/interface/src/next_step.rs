//! Whose turn it is: one answer for front-ends, bots and tests.

use aftercare_domain::time::UnixTime;
use cosmwasm_schema::cw_serde;
use cosmwasm_std::Addr;

/// Who has to act.
#[cw_serde]
#[derive(aftercare_json::FromJson, aftercare_json::ToJson, Eq, Copy)]
pub enum Role {
    /// The customer of the agreement or ticket.
    Customer,
    /// The provider or one of its agents.
    Provider,
    /// The arbitrator of an agreement.
    Arbitrator,
    /// The asker of a question.
    Asker,
    /// The curators of a community.
    Curators,
    /// Anyone: time has made something due.
    Anyone,
    /// Nobody: the object is at its end, or only time moves it (action `wait`).
    Nobody,
}

/// Who must act, by when, and what happens if nobody does.
#[cw_serde]
#[derive(aftercare_json::FromJson, aftercare_json::ToJson, Eq)]
pub struct NextStep {
    /// Whose turn it is.
    pub role: Role,
    /// The one address that is meant, where it is one.
    pub address: Option<Addr>,
    /// The message that is expected, in snake case, e.g. `settle`.
    pub action: String,
    /// The last second in which it counts as in time; absent where nothing presses.
    pub by: Option<UnixTime>,
    /// What happens if nobody acts, as a stable word, e.g. `miss_is_booked`.
    pub otherwise: String,
    /// The block time for which this was computed.
    pub as_of: UnixTime,
}
