//! What a provider offers: everything that is frozen when both sides have accepted it.

use aftercare_domain::credit::{Caps, CreditSchedule};
use aftercare_domain::money::Bps;
use aftercare_domain::policy::ServicePolicy;
use aftercare_domain::time::{Seconds, UnixTime};
use cosmwasm_schema::cw_serde;
use cosmwasm_std::{Addr, Uint128};

use crate::asset::Asset;
use crate::commitment::Commitment;

/// The terms of a plan revision, of a bespoke agreement or of an amendment.
#[cw_serde]
#[derive(aftercare_json::FromJson, aftercare_json::ToJson, Eq)]
#[serde(deny_unknown_fields)]
pub struct PlanTerms {
    /// A short title; 1 to 80 bytes, no control characters.
    pub title: String,
    /// The full legal text.
    pub document: Commitment,
    /// The library's policy that the text follows, if it follows one.
    pub library_policy: Option<u64>,
    /// What fees, credits and bond are in.
    pub asset: Asset,
    /// Fee of one period in base units; at least 1.
    pub fee: Uint128,
    /// Length of one period; 1 to 366 days.
    pub period_length: Seconds,
    /// Targets per priority, hours, availability, confirm window.
    pub policy: ServicePolicy,
    /// What each miss credits.
    pub schedule: CreditSchedule,
    /// What credits can add up to.
    pub caps: Caps,
    /// When a credit leaves.
    pub release: Release,
    /// The provider's own money behind each agreement.
    pub bond: BondParts,
    /// How long after a period's end its fee waits for late-booked credits; at most 60 days, and at least a
    /// contest window and a day.
    pub hold_back: Seconds,
    /// Notice of the customer, and the time that the provider has to refill a bond; at most 90 days.
    pub notice: Seconds,
    /// How many late tickets end the agreement at once, if any do.
    pub for_cause: Option<ForCause>,
    /// What a provider who leaves pays, in basis points of the period fee; at most 10,000.
    pub termination_credit: Bps,
    /// How long after the start a customer who opened no ticket may take everything back; at most 30 days.
    pub cooling_off: Seconds,
    /// How many tickets a period covers.
    pub quotas: Quotas,
    /// What a stranger earns for a booking or a settlement, out of the bond's part for tips.
    pub tip: Uint128,
    /// The last instant to which an agreement may be extended; absent: extensions are refused.
    pub extendable_until: Option<UnixTime>,
    /// Whether only customers on the plan's list may subscribe.
    pub listed_customers_only: bool,
    /// The most agreements live at a time; at least 1.
    pub capacity: u32,
    /// Who rules on contested credits; required where a credit can be contested.
    pub arbitration: Option<Arbitration>,
    /// How much time in all force majeure may excuse during an agreement; 0: none, at most 90 days.
    pub excusable: Seconds,
}

impl PlanTerms {
    /// Whether a credit under these terms can wait, be contested and be cancelled.
    #[must_use]
    pub fn is_contestable(&self) -> bool {
        self.release != Release::Immediate || self.excusable > Seconds::ZERO
    }
}

/// When a credit leaves.
#[cw_serde]
#[derive(aftercare_json::FromJson, aftercare_json::ToJson, Eq, Copy)]
#[serde(deny_unknown_fields)]
pub enum Release {
    /// In the transaction that books it. Only what was recorded before the due instant can excuse.
    Immediate,
    /// When the window has passed without a contest by the provider.
    AfterContest {
        /// From 1 hour to 7 days.
        window: Seconds,
    },
}

/// A provider's money behind one agreement, by purpose. Each part pays only its own.
#[cw_serde]
#[derive(aftercare_json::FromJson, aftercare_json::ToJson, Eq, Copy, Default)]
#[serde(deny_unknown_fields)]
pub struct BondParts {
    /// For credits that the fee does not cover; at least the cap of one period.
    pub credit: Uint128,
    /// For the termination credit; at least its amount.
    pub termination: Uint128,
    /// For keepers; at least one tip, where there is one.
    pub tips: Uint128,
}

/// When misses are cause enough to leave at once.
#[cw_serde]
#[derive(aftercare_json::FromJson, aftercare_json::ToJson, Eq, Copy)]
#[serde(deny_unknown_fields)]
pub struct ForCause {
    /// This many late tickets; 1 to 30.
    pub tickets: u32,
    /// With a due instant in a window of this length; at most 366 days.
    pub window: Seconds,
}

/// How many covered tickets may be opened in a period; absent: as many as the customer likes.
#[cw_serde]
#[derive(aftercare_json::FromJson, aftercare_json::ToJson, Eq, Copy, Default)]
#[serde(deny_unknown_fields)]
pub struct Quotas {
    /// In all.
    pub tickets: Option<u32>,
    /// Of priority 1 and 2.
    pub urgent: Option<u32>,
}

/// Who rules on a contested credit, and what happens if nobody does.
#[cw_serde]
#[derive(aftercare_json::FromJson, aftercare_json::ToJson, Eq)]
#[serde(deny_unknown_fields)]
pub struct Arbitration {
    /// A person, a multisig or a contract, in canonical spelling; not a party.
    pub arbitrator: Addr,
    /// How long a ruling may take; 3 to 60 days.
    pub time: Seconds,
    /// What the customer gets of a contested credit if that time passes in silence; 5,000 to 10,000. The
    /// rest, rounded in the customer's favour, returns to where it came from.
    pub default_split: Bps,
}
