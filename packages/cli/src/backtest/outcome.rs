//! What the contracts measured and moved, as rows.

use std::collections::HashMap;

use aftercare_domain::policy::{Metric, Priority};
use aftercare_domain::time::{Seconds, UnixTime};
use aftercare_engine::{Engine, Failure};
use aftercare_interface::ticket_registry::{ClockRow, Verdict};
use serde::Serialize;

use super::index::{Case, Hold};
use super::live::Rules;
use super::replay::Replay;

/// Whether a target was met. What the log cannot show is never called met.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Met {
    Yes,
    No,
    NotMeasurable,
}

impl Met {
    /// As `cases.csv` writes it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Yes => "yes",
            Self::No => "no",
            Self::NotMeasurable => "not-measurable",
        }
    }
}

/// One case, cycle and metric.
#[derive(Debug, Clone, Copy)]
pub struct Measured {
    pub case: u32,
    pub ticket: u64,
    /// The agreement on the chain.
    pub agreement: u64,
    pub cycle: u32,
    pub metric: Metric,
    pub priority: Priority,
    pub target: Seconds,
    pub used: Seconds,
    pub met: Met,
    pub late: Seconds,
    /// The last second that met the target, where it was missed.
    pub due: Option<UnixTime>,
    /// In base units.
    pub credit: u128,
    /// How much of `used` the desk held the case without the customer's agreement.
    pub held: Seconds,
}

/// Reads every clock as of now: the end of the log.
pub fn measure<E: Engine>(replay: &Replay<'_, E>) -> Result<Vec<Measured>, Failure> {
    let mut rows = Vec::with_capacity(replay.tickets.len() * 2);
    for ((number, case), ticket) in (0..).zip(&replay.index.cases).zip(&replay.tickets) {
        let Some(ticket) = ticket else { continue };
        for clock in replay.desk.clocks(ticket.id)? {
            let mut row = measured(case, &clock, &replay.rules);
            (row.case, row.ticket, row.agreement) = (number, ticket.id, ticket.agreement);
            rows.push(row);
        }
    }
    Ok(rows)
}

fn measured(case: &Case, clock: &ClockRow, rules: &Rules) -> Measured {
    let (met, late) = match clock.verdict {
        Verdict::Met if case.doubtful => (Met::NotMeasurable, Seconds::ZERO),
        Verdict::Met => (Met::Yes, Seconds::ZERO),
        Verdict::Missed { late } => (Met::No, late),
        Verdict::Pending | Verdict::NotMeasured => (Met::NotMeasurable, Seconds::ZERO),
    };
    let held = match clock.metric {
        Metric::Resolution => held(&case.holds, case.priority, rules),
        _ => Seconds::ZERO,
    };
    Measured {
        case: 0,
        ticket: 0,
        agreement: 0,
        cycle: clock.cycle,
        metric: clock.metric,
        priority: case.priority,
        target: clock.target,
        used: clock.used,
        met,
        late,
        due: clock.due_at,
        credit: 0,
        held: Seconds(held.0.min(clock.used.0)),
    }
}

/// Counted seconds of all holds.
fn held(holds: &[Hold], priority: Priority, rules: &Rules) -> Seconds {
    let hours = rules.hours(priority);
    holds.iter().fold(Seconds::ZERO, |sum, hold| {
        sum.plus(hours.elapsed(hold.from, hold.to))
    })
}

/// Looks up what each miss was credited, and returns what all would have been without caps.
pub fn credit<E: Engine>(replay: &Replay<'_, E>, rows: &mut [Measured]) -> Result<u128, Failure> {
    let mut credits: HashMap<(u64, u8, u32), u128> = HashMap::new();
    let mut wanted = 0;
    for live in &replay.agreements {
        for term in &live.terms {
            replay.desk.misses(term.id, |miss| {
                let key = (miss.key.subject, miss.key.metric.index(), miss.key.cycle);
                *credits.entry(key).or_default() += miss.credited.u128();
                wanted += miss.want.u128();
            })?;
        }
    }
    for row in rows {
        let key = (row.ticket, row.metric.index(), row.cycle);
        row.credit = credits.get(&key).copied().unwrap_or_default();
    }
    Ok(wanted)
}

/// Where all money is at the end. Every sum is in base units.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Money {
    /// Fees prepaid by customers.
    pub fees: u128,
    /// Bond deposited by the provider.
    pub bond: u128,
    /// Service credits, in all.
    pub credits: u128,
    /// The part that came out of the bond.
    pub credits_from_bond: u128,
    /// The part that the provider still owes.
    pub debt: u128,
    /// Earned by the provider.
    pub provider: u128,
    /// Protocol fees that went to the sink.
    pub sink: u128,
    /// Protocol fees that were burnt.
    pub burnt: u128,
    /// Returned to customers for unserved periods.
    pub refunded: u128,
    /// Fees still in escrow.
    pub escrowed: u128,
    /// Bond still in escrow.
    pub bond_held: u128,
    /// What the escrow contract holds, by the bank.
    pub holdings: u128,
    /// What its books say.
    pub accounts: u128,
    /// What belongs to nobody.
    pub surplus: u128,
    /// What people hold outside the contracts.
    pub outside: u128,
    /// All coins that were made.
    pub made: u128,
}

impl Money {
    /// Reads every account.
    pub fn read<E: Engine>(replay: &Replay<'_, E>) -> Result<Self, Failure> {
        let desk = &replay.desk;
        let (bond, solvency) = (desk.bond()?, desk.solvency()?);
        let mut money = Self {
            bond_held: bond.free.u128() + bond.reserved.u128(),
            holdings: solvency.holdings.u128(),
            accounts: solvency.accounts.u128(),
            surplus: solvency.surplus.u128(),
            made: desk.funded,
            outside: desk.balance(&desk.people.provider)? + desk.balance(&desk.people.fee_sink)?,
            ..Self::default()
        };
        for live in &replay.agreements {
            money.outside += desk.balance(&live.customer)?;
            for term in &live.terms {
                money.add(&desk.ledger(term.id)?);
            }
        }
        money.bond = money.made - money.fees;
        Ok(money)
    }

    fn add(&mut self, ledger: &aftercare_interface::sla_escrow::LedgerResponse) {
        self.fees += ledger.deposited.u128();
        self.credits += ledger.credited.u128();
        self.credits_from_bond += ledger.credited_from_bond.u128();
        self.debt += ledger.debt.u128();
        self.provider += ledger.paid_to_provider.u128();
        self.sink += ledger.protocol_fees.u128() - ledger.burnt.u128();
        self.burnt += ledger.burnt.u128();
        self.refunded += ledger.refunded.u128();
        self.escrowed += ledger.escrowed.u128();
    }

    /// What customers were credited out of their fees.
    pub fn credits_from_fees(&self) -> u128 {
        self.credits - self.credits_from_bond - self.debt
    }

    /// The books, each as a sentence and whether it holds to the unit.
    pub fn books(&self) -> Vec<(&'static str, u128, u128)> {
        vec![
            (
                "escrow holdings = its accounts + surplus",
                self.holdings,
                self.accounts + self.surplus,
            ),
            (
                "fees in = credits + provider + fee sink + burnt + refunds + still held",
                self.fees,
                self.credits_from_fees()
                    + self.provider
                    + self.sink
                    + self.burnt
                    + self.refunded
                    + self.escrowed,
            ),
            (
                "bond in = credits out of it + still held",
                self.bond,
                self.credits_from_bond + self.bond_held,
            ),
            (
                "all coins = people + escrow + burnt",
                self.made,
                self.outside + self.holdings + self.burnt,
            ),
        ]
    }
}
