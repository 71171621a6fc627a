//! What the keys hold, in the order of its bytes.

use aftercare_domain::money::Bps;
use aftercare_domain::time::UnixTime;
use aftercare_interface::packed_structs;
use aftercare_interface::sla_escrow::{BondParts, EndReason, WaitingReason};
use cosmwasm_std::{Addr, HexBinary};

use super::MissKey;

/// What instantiation sets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Config {
    /// Receives the part of protocol fees that is not burnt.
    pub fee_sink: Addr,
    /// Protocol fee.
    pub protocol_fee: Bps,
    /// Burnt share of it.
    pub burn_share: Bps,
}

/// A contract that may book availabilities.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Monitoring {
    /// The contract.
    pub address: Addr,
    /// Agreements accepted from this second on take it.
    pub from: UnixTime,
}

/// A plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    /// Who offers it.
    pub provider: Addr,
    /// Its newest revision.
    pub revision: u32,
    /// Whether it takes no new agreements.
    pub retired: bool,
    /// Customers on its list.
    pub listed: u32,
}

/// A revision of a plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Revision {
    /// Where its terms are.
    pub terms_id: u64,
    /// SHA-256 of their JSON.
    pub hash: HexBinary,
}

/// A provider's money and record in one asset.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Provider {
    /// Behind no agreement.
    pub free: u128,
    /// Behind live agreements and proposals: the sum of their bonds.
    pub reserved: u128,
    /// The sum of its agreements' debts.
    pub owed: u128,
    /// How many of its agreements have a bond that has to be refilled.
    pub short: u32,
    /// Agreements, ever.
    pub agreements: u64,
    /// Those that ended.
    pub ended: u64,
    /// Those that renewed one.
    pub renewed: u64,
    /// Fees of one period of those that ended.
    pub ended_fees: u128,
    /// Fees of one period of those that were renewed.
    pub renewed_fees: u128,
    /// Fees of settled periods, before credits.
    pub revenue: u128,
    /// Credits of settled periods.
    pub credits: u128,
}

/// A proposal that is neither accepted nor withdrawn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proposal {
    /// Who made it.
    pub proposer: Addr,
    /// Whether that is the provider.
    pub by_provider: bool,
    /// Whom it names.
    pub counterparty: Option<Addr>,
    /// The agreement that it amends, and the first period under the new terms.
    pub amends: Option<(u64, u32)>,
    /// Periods of a new agreement, or of the rest of the amended one.
    pub periods: u32,
    /// Its frozen terms.
    pub terms_id: u64,
    /// SHA-256 of their JSON.
    pub hash: HexBinary,
    /// The customer's money that it holds.
    pub held: u128,
    /// The provider's bond that it holds, by purpose.
    pub reserved: BondParts,
    /// The last second in which it can be accepted.
    pub expires: UnixTime,
}

/// What messages rewrite of an agreement.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Money {
    /// Periods that are kept: those paid for, less those that an early end returned. The last one may be
    /// cut short.
    pub periods: u32,
    /// Periods that are settled.
    pub settled: u32,
    /// Why and when it ends before all periods were served.
    pub end: Option<(EndReason, UnixTime)>,
    /// Whether everything has left and the bond is free.
    pub concluded: bool,
    /// Fees of unsettled periods, less the credits taken from them.
    pub escrowed: u128,
    /// The sum of its rows in `withheld`.
    pub withheld: u128,
    /// How many such rows there are; a row may hold nothing and still keep its period open for credits.
    pub withheld_rows: u32,
    /// The sum of its waiting credits, as far as there is money behind them.
    pub waiting: u128,
    /// Keys with waiting credits.
    pub waiting_keys: u32,
    /// The last of the starved keys that was looked at since a credit was cancelled; absent where nothing was
    /// cancelled since all of them were.
    pub refill: Option<MissKey>,
    /// The provider's bond behind it.
    pub bond: BondParts,
    /// Owed by the provider to the customer.
    pub debt: u128,
    /// Since when a part of the bond is below what the terms ask for.
    pub short_since: Option<UnixTime>,
    /// The row in `due`.
    pub due: Option<UnixTime>,
    /// Whether a party named a payout address.
    pub has_payouts: bool,
    /// Whether force majeure was declared.
    pub has_declarations: bool,
    /// Tips given in the period `tip_period`.
    pub tips: u32,
    /// The period in which the last tip was given.
    pub tip_period: u32,
    /// Sums over its life.
    pub totals: Totals,
}

impl Money {
    /// Tips given in a period, which is not before the one in which the last tip was given.
    pub fn tips_in(&self, period: u32) -> u32 {
        if self.tip_period == period {
            self.tips
        } else {
            0
        }
    }
}

/// Sums over an agreement's life.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Totals {
    /// Prepaid.
    pub deposited: u128,
    /// Returned to the payer.
    pub refunded: u128,
    /// Credited and not cancelled.
    pub credited: u128,
    /// The part of that from the bond.
    pub credited_from_bond: u128,
    /// The part of that which became debt.
    pub credited_as_debt: u128,
    /// Debt that was paid.
    pub debt_paid: u128,
    /// Paid by a provider for leaving.
    pub termination_credit: u128,
    /// Tips.
    pub tipped: u128,
    /// Earned by the provider.
    pub paid: u128,
    /// Protocol fees, burnt part included.
    pub protocol_fees: u128,
    /// The burnt part of them.
    pub burnt: u128,
}

/// What a period was credited, waiting credits included, and where it came from; the rest came from its fee.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Credits {
    /// In all.
    pub credited: u128,
    /// From the bond.
    pub from_bond: u128,
    /// What the provider owes or owed, or will owe when it is released.
    pub as_debt: u128,
    /// The part of that which waits, and is owed by nobody yet.
    pub unowed: u128,
}

/// A booked miss.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MissRecord {
    /// The highest tier amount ever booked.
    pub want: u128,
    /// What of it was wanted when a part of the credit was cancelled, and not credited: it never will be.
    pub forgone: u128,
    /// What was credited of it, waiting credits included.
    pub credited: u128,
    /// The period of its first booking, from 0.
    pub period: u32,
    /// The due of its worst measure.
    pub due: UnixTime,
    /// Parts of the credit that wait.
    pub waiting: Vec<Line>,
    /// The dispute about it.
    pub dispute: Option<u64>,
    /// Whether the credit stands, once that was ruled or its time has passed. Where it does not, nothing is
    /// added any more; where it does, what is added leaves at once.
    pub decided: Option<bool>,
}

impl MissRecord {
    /// Whether nothing is left of a credit because it was cancelled.
    #[must_use]
    pub fn is_cancelled(&self) -> bool {
        self.decided == Some(false) || (self.credited == 0 && self.forgone > 0)
    }
}

/// A part of a credit that waits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Line {
    /// How much, in all.
    pub amount: u128,
    /// The part of it with no money behind: it becomes debt when it is released.
    pub unfunded: u128,
    /// For what it waits.
    pub reason: WaitingReason,
    /// The last second in which the one who may act can do so.
    pub until: UnixTime,
}

/// A contested credit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dispute {
    /// The agreement.
    pub agreement: u64,
    /// The credit's key.
    pub key: MissKey,
    /// The last second in which a ruling counts.
    pub until: UnixTime,
    /// Whether the credit stands, once somebody or time has decided.
    pub stands: Option<bool>,
}

/// Where a party's money goes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PayoutAddress {
    /// Now; absent: to the party.
    pub now: Option<Addr>,
    /// From an instant on; absent inside: to the party again.
    pub next: Option<(Option<Addr>, UnixTime)>,
}

/// Who may take over an owner's money.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recovery {
    /// The recovery address.
    pub address: Addr,
    /// From when on it may, where it has asked.
    pub ready: Option<UnixTime>,
}

packed_structs! {
    Config { fee_sink, protocol_fee, burn_share }
    Monitoring { address, from }
    Plan { provider, revision, retired, listed }
    Revision { terms_id, hash }
    Provider {
        free, reserved, owed, short, agreements, ended, renewed, ended_fees, renewed_fees, revenue, credits,
    }
    Proposal {
        proposer, by_provider, counterparty, amends, periods, terms_id, hash, held, reserved, expires,
    }
    Money {
        periods, settled, end, concluded, escrowed, withheld, withheld_rows, waiting, waiting_keys, refill, bond,
        debt, short_since, due, has_payouts, has_declarations, tips, tip_period, totals,
    }
    Totals {
        deposited, refunded, credited, credited_from_bond, credited_as_debt, debt_paid,
        termination_credit, tipped, paid, protocol_fees, burnt,
    }
    Credits { credited, from_bond, as_debt, unowed }
    MissRecord { want, forgone, credited, period, due, waiting, dispute, decided }
    Line { amount, unfunded, reason, until }
    Dispute { agreement, key, until, stands }
    PayoutAddress { now, next }
    Recovery { address, ready }
}
