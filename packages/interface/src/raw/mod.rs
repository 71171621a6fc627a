//! The keys that one contract reads of another without calling it, and their fixed layout.
//!
//! A value begins with its version byte; its fields follow as [`crate::packed`] writes them. A migration
//! keeps a layout or adds a key, never changes one.

use aftercare_domain::credit::{CreditSchedule, Threshold};
use aftercare_domain::emission::{Emission, Standing};
use aftercare_domain::policy::{Metric, ServicePolicy};
use aftercare_domain::quota::Used;
use aftercare_domain::time::{Seconds, UnixTime};
use cosmwasm_std::{Addr, QuerierWrapper, StdResult};

use crate::asset::Asset;
use crate::packed::{self, Packed};
use crate::reward_token::NextMinter;
use crate::sla_escrow::Quotas;

mod layout;
mod records;
#[cfg(test)]
mod tests;

/// The version byte of every layout below.
pub const VERSION: u8 = 1;

/// One documented raw key, as `schema/raw-keys.json` lists it.
pub struct RawKeySpec {
    /// The contract that writes it.
    pub contract: &'static str,
    /// The key's bytes.
    pub key: &'static str,
    /// The value's bytes after the version byte.
    pub value: &'static str,
    /// What an absent value means.
    pub missing: &'static str,
}

/// All raw keys of the suite.
pub const RAW_KEYS: &[RawKeySpec] = &[
    RawKeySpec {
        contract: "sla-escrow",
        key: "`cover/` ‖ agreement u64",
        value: "customer text, provider text, payer optional text (absent: the customer), plan optional \
                number (absent: bespoke), revision number, terms id number, next terms optional (first second \
                number, terms id number), renews optional number, accepted number, from number, until number \
                (first second after what was paid for), period length number, ended at optional number (first \
                second no longer covered, where the agreement ends before `until`)",
        missing: "error",
    },
    RawKeySpec {
        contract: "sla-escrow",
        key: "`terms/` ‖ terms id u64",
        value: "policy (for P1 … P4: hours variant (0: always, 1: calendar id number), then first response, \
                next response, update, resolution, each an optional number of seconds; confirm window number; \
                availability optional number of basis points; retention optional number of seconds), quotas (tickets, urgent, each an optional \
                number), then for first response, next response, update, resolution, availability a list of \
                where its credit tiers begin, each a variant (0: late seconds, 1: basis points of the target, \
                2: below basis points, 3: count) and a number",
        missing: "error",
    },
    RawKeySpec {
        contract: "sla-escrow",
        key: "`fee/` ‖ length of account u8 ‖ account ‖ asset key",
        value: "protocol fee burnt on behalf of that customer in that asset, ever, number",
        missing: "0",
    },
    RawKeySpec {
        contract: "sla-escrow",
        key: "`payout/` ‖ agreement u64 ‖ address",
        value: "nothing: the address is or was a party's payout address in the agreement",
        missing: "not linked",
    },
    RawKeySpec {
        contract: "sla-escrow",
        key: "`paused`",
        value: "last second of the last pause, number",
        missing: "never paused",
    },
    RawKeySpec {
        contract: "ticket-registry",
        key: "`peers`",
        value: "escrow text",
        missing: "error",
    },
    RawKeySpec {
        contract: "ticket-registry",
        key: "`agreement/` ‖ agreement u64",
        value: "tickets opened number, unsettled number, then of the period in which a ticket was opened or \
                raised last: period number (from 0), covered tickets opened number, urgent ones number",
        missing: "0, 0, 0, 0, 0",
    },
    RawKeySpec {
        contract: "ticket-registry",
        key: "`fact/` ‖ ticket u64",
        value: "agreement optional number, customer text, provider text, final at number, reason number, \
                rated 0 or 1, list of at most 3 cited items, each a number",
        missing: "error",
    },
    RawKeySpec {
        contract: "ticket-registry",
        key: "`agent/` ‖ length of provider u8 ‖ provider ‖ agent",
        value: "last second of the link number",
        missing: "not linked",
    },
    RawKeySpec {
        contract: "ticket-registry",
        key: "`delegate/` ‖ length of customer u8 ‖ customer ‖ delegate",
        value: "last second of the link number, under whichever agreement",
        missing: "not linked",
    },
    RawKeySpec {
        contract: "ticket-registry",
        key: "`calendar/` ‖ calendar u64",
        value: "owner text, newest version number",
        missing: "error",
    },
    RawKeySpec {
        contract: "reward-token",
        key: "`emission`",
        value: "cap, minted, start, epoch length, budget of epoch 0, decay (basis points an epoch), epoch of \
                the last mint or lowering of the budget, minted in that epoch, carried into that epoch, each a \
                number; minter optional text (absent: nobody); next minter optional: optional text, number \
                from when it counts",
        missing: "error",
    },
];

/// `cover/{agreement}` of `sla-escrow`: who is covered by which terms, and when. It is the agreement's own
/// record of what rarely changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cover {
    /// Who is served.
    pub customer: Addr,
    /// Who serves.
    pub provider: Addr,
    /// Who paid, where it is not the customer.
    pub payer: Option<Addr>,
    /// The plan; absent for a bespoke agreement.
    pub plan: Option<u64>,
    /// The plan's revision; 0 for a bespoke agreement.
    pub revision: u32,
    /// The frozen terms.
    pub terms: u64,
    /// The terms that replace them, and from when on. They stay here when they have begun, until the next
    /// amendment.
    pub next: Option<(UnixTime, u64)>,
    /// The agreement that this one renews.
    pub renews: Option<u64>,
    /// When both sides had accepted.
    pub accepted: UnixTime,
    /// First covered second.
    pub from: UnixTime,
    /// End of what was paid for: the first second after it. Moved by an extension.
    pub until: UnixTime,
    /// Length of a period.
    pub period_length: Seconds,
    /// The first second that is no longer covered, where the agreement ends before `until`. Written with
    /// a notice, so it may lie in the future.
    pub ended_at: Option<UnixTime>,
}

impl Cover {
    /// The terms in force at an instant.
    #[must_use]
    pub fn terms_at(&self, at: UnixTime) -> u64 {
        match self.next {
            Some((from, terms)) if from <= at => terms,
            _ => self.terms,
        }
    }
}

/// `terms/{id}` of `sla-escrow`: what the registry needs of frozen terms.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Terms {
    /// Targets, hours, confirm window.
    pub policy: ServicePolicy,
    /// How many tickets a period covers.
    pub quotas: Quotas,
    /// Where the credit tiers of each metric begin, in the order of [`Metric::ALL`].
    pub starts: Vec<Vec<Threshold>>,
}

impl Terms {
    /// What the registry needs of these parts.
    #[must_use]
    pub fn new(policy: &ServicePolicy, quotas: Quotas, schedule: &CreditSchedule) -> Self {
        let starts = |metric| schedule.of(metric).iter().map(|tier| tier.from).collect();
        Self {
            policy: policy.clone(),
            quotas,
            starts: Metric::ALL.into_iter().map(starts).collect(),
        }
    }

    /// Where the credit tiers of a metric begin.
    #[must_use]
    pub fn starts_of(&self, metric: Metric) -> &[Threshold] {
        let place = usize::from(metric.index());
        self.starts.get(place).map_or(&[], Vec::as_slice)
    }
}

/// `agreement/{id}` of `ticket-registry`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct AgreementTickets {
    /// Covered tickets, ever.
    pub opened: u32,
    /// Covered tickets not closed, and failed bookings.
    pub unsettled: u32,
    /// What was used of the quotas in the newest period in which a ticket was opened or raised.
    pub used: Used,
}

/// `fact/{ticket}` of `ticket-registry`: written when a ticket closes, rewritten when it is rated, removed when
/// it is reopened. A ticket that time alone has closed has none until somebody settles it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TicketFact {
    /// The agreement it was covered by.
    pub agreement: Option<u64>,
    /// The customer.
    pub customer: Addr,
    /// The provider.
    pub provider: Addr,
    /// From the second after this one on it can no longer be reopened.
    pub final_at: UnixTime,
    /// Why it closed: the index of `CloseReason`.
    pub reason: u8,
    /// Whether it carries a rating.
    pub rated: bool,
    /// Knowledge items that its resolution cites; at most 3.
    pub cited: Vec<u64>,
}

/// `calendar/{id}` of `ticket-registry`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CalendarHead {
    /// Who may revise it.
    pub owner: Addr,
    /// Its newest version, from 1.
    pub version: u32,
}

/// `emission` of `reward-token`: cap, schedule, where minting stands in it, and who mints. Its own methods
/// say what may be minted at an instant and by whom, in the token and in whoever reads the key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EmissionFact {
    /// Cap, schedule, and where minting stands in it.
    pub emission: Emission,
    /// Who may mint, as last noted; [`EmissionFact::minter_at`] says who may. Absent where nobody may.
    pub minter: Option<Addr>,
    /// Announced, or in force since.
    pub next_minter: Option<NextMinter>,
}

impl EmissionFact {
    /// What may be minted at an instant.
    #[must_use]
    pub fn at(&self, now: UnixTime) -> Standing {
        self.emission.at(now)
    }

    /// Who may mint at an instant; `None` where nobody may.
    #[must_use]
    pub fn minter_at(&self, now: UnixTime) -> Option<&Addr> {
        match &self.next_minter {
            Some(next) if now >= next.from => next.minter.as_ref(),
            _ => self.minter.as_ref(),
        }
    }
}

/// A value with a fixed layout under a raw key.
pub trait Layout: Packed {
    /// The value's bytes, version byte first.
    fn encode(&self) -> Vec<u8> {
        let mut bytes = vec![VERSION];
        self.pack(&mut bytes);
        bytes
    }

    /// Reads the bytes back; addresses are taken as the writing contract stored them.
    ///
    /// # Errors
    /// Where the version is not known, or bytes are missing, left over or say something else.
    fn decode(bytes: &[u8]) -> StdResult<Self> {
        match bytes.split_first() {
            Some((&VERSION, value)) => packed::from_bytes(value),
            _ => Err(packed::broken("version")),
        }
    }
}

/// Reads a raw key of another contract; `None` where it is absent.
///
/// # Errors
/// Where the contract does not exist or the value has another layout.
pub fn read<T: Layout>(
    querier: &QuerierWrapper<'_>,
    contract: &Addr,
    key: &[u8],
) -> StdResult<Option<T>> {
    let found = querier.query_wasm_raw(contract.to_string(), key)?;
    found
        .filter(|bytes| !bytes.is_empty())
        .map(|bytes| T::decode(&bytes))
        .transpose()
}

/// The key of [`Cover`].
#[must_use]
pub fn cover_key(agreement: u64) -> Vec<u8> {
    numbered(b"cover/", agreement)
}

/// The key of [`Terms`].
#[must_use]
pub fn terms_key(terms: u64) -> Vec<u8> {
    numbered(b"terms/", terms)
}

/// The key of the burnt protocol fee of an account in an asset.
#[must_use]
pub fn fee_key(account: &Addr, asset: &Asset) -> Vec<u8> {
    paired(b"fee/", account.as_str(), &asset.key())
}

/// The key of a payout address: present once a party named it for the agreement.
#[must_use]
pub fn payout_key(agreement: u64, address: &Addr) -> Vec<u8> {
    [&numbered(b"payout/", agreement), address.as_bytes()].concat()
}

/// The key of the last second of the last pause; absent: there never was one. The suite has one pauser, that of
/// `sla-escrow`.
pub const PAUSED_KEY: &[u8] = b"paused";

/// The key of [`Peers`].
pub const PEERS_KEY: &[u8] = b"peers";

/// The key of [`AgreementTickets`].
#[must_use]
pub fn agreement_key(agreement: u64) -> Vec<u8> {
    numbered(b"agreement/", agreement)
}

/// The key of [`TicketFact`].
#[must_use]
pub fn fact_key(ticket: u64) -> Vec<u8> {
    numbered(b"fact/", ticket)
}

/// How long an agent's link is remembered after its last second: until then its address is *linked* to the
/// provider.
pub const LINK_MEMORY: Seconds = Seconds::days(90);

/// The key of an agent's link: the last second of it, as [`UnixTime`].
#[must_use]
pub fn agent_key(provider: &Addr, agent: &Addr) -> Vec<u8> {
    paired(b"agent/", provider.as_str(), agent.as_str())
}

/// What the keys of all agents of a provider begin with; the agent follows.
#[must_use]
pub fn agent_prefix(provider: &Addr) -> Vec<u8> {
    paired(b"agent/", provider.as_str(), "")
}

/// The key of a delegate's link to a customer: the last second of it under any agreement, as [`UnixTime`].
#[must_use]
pub fn delegate_key(customer: &Addr, delegate: &Addr) -> Vec<u8> {
    paired(b"delegate/", customer.as_str(), delegate.as_str())
}

/// The key of [`CalendarHead`].
#[must_use]
pub fn calendar_key(calendar: u64) -> Vec<u8> {
    numbered(b"calendar/", calendar)
}

/// The key of [`EmissionFact`].
pub const EMISSION_KEY: &[u8] = b"emission";

fn numbered(prefix: &[u8], number: u64) -> Vec<u8> {
    [prefix, &number.to_be_bytes()].concat()
}

/// The first part is preceded by its length, so that no two pairs share a key.
fn paired(prefix: &[u8], first: &str, second: &str) -> Vec<u8> {
    [
        prefix,
        &[text_length(first)],
        first.as_bytes(),
        second.as_bytes(),
    ]
    .concat()
}

/// Addresses have at most 90 characters; a longer text, which no writer makes, is cut to what its length
/// byte can say and then fails to decode.
fn text_length(text: &str) -> u8 {
    u8::try_from(text.len()).unwrap_or(u8::MAX)
}

/// `peers` of `ticket-registry`: the escrow that it books in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Peers {
    /// The escrow.
    pub escrow: Addr,
}
