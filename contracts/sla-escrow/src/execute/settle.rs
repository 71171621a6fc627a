//! Time has made periods the provider's: their fees, less credits and protocol fee, leave escrow.

use aftercare_domain::billing::{self, FeeRates, Settlement};
use aftercare_domain::time::UnixTime;
use aftercare_interface::raw::{self, AgreementTickets};
use aftercare_interface::sla_escrow::{MAX_SETTLE, UNSETTLED_LIMIT};
use aftercare_kit::check;
use cosmwasm_std::{Deps, Response, StdResult, Storage};

use super::conclude::conclude;
use super::credit::period;
use super::provider::Account;
use super::{add_to, plus, take_from, tip, Call, Deed};
use crate::agreement::Agreement;
use crate::error::{overflow, refuse, ContractError, Refusal};
use crate::event::PeriodSettled;
use crate::state::{CONFIG, REGISTRY, WITHHELD};

mod pay;

use pay::Payday;

pub(crate) fn settle(call: Call, id: u64, max_periods: u32) -> Result<Response, Refusal> {
    check::range(max_periods, "max_periods", 1, MAX_SETTLE)?;
    let now = call.now();
    let mut agreement = Agreement::load(call.deps.storage, id)?;
    let due = agreement.money.due;
    let waits = tickets(call.deps.as_ref(), id)?.unsettled > 0;
    let mut run = Run::new(call.deps.storage, (now, waits, max_periods))?;
    run.release_withheld(call.deps.storage, &mut agreement)?;
    run.settle_periods(call.deps.storage, &mut agreement)?;
    if run.payday.count == 0 {
        return refuse(ContractError::NothingDue { agreement: id, due });
    }
    let Run { payday, deed, .. } = run;
    finish(call, agreement, (payday, deed))
}

/// Money leaves, the sender is thanked, the agreement is saved.
fn finish(
    mut call: Call,
    mut agreement: Agreement,
    (payday, mut deed): (Payday, Deed),
) -> Result<Response, Refusal> {
    let count = payday.count;
    payday.pay(call.deps.storage, (&call.env, &mut agreement), &mut deed)?;
    tip::give(&mut call, (&mut agreement, None, count), &mut deed)?;
    conclude(call.deps.storage, &mut agreement, &mut deed)?;
    Ok(deed.done())
}

/// How many tickets of an agreement were opened and are not settled. A registry that does not answer, or
/// answers something else, keeps nobody's money.
pub(crate) fn tickets(deps: Deps, id: u64) -> Result<AgreementTickets, Refusal> {
    let registry = REGISTRY.may_load(deps.storage)?;
    let registry = registry.ok_or(ContractError::NotWired)?;
    let counts = raw::read(&deps.querier, &registry, &raw::agreement_key(id));
    Ok(counts.unwrap_or_default().unwrap_or_default())
}

/// One message's way through the periods.
struct Run {
    now: UnixTime,
    /// Whether tickets are not settled.
    waits: bool,
    max: u32,
    rates: FeeRates,
    payday: Payday,
    deed: Deed,
}

impl Run {
    fn new(
        storage: &dyn Storage,
        (now, waits, max): (UnixTime, bool, u32),
    ) -> Result<Self, Refusal> {
        let config = CONFIG.load(storage)?;
        Ok(Self {
            now,
            waits,
            max,
            rates: FeeRates {
                protocol: config.protocol_fee,
                burnt: config.burn_share,
            },
            payday: Payday::new(config.fee_sink),
            deed: Deed::new("settle"),
        })
    }

    fn is_full(&self) -> bool {
        self.payday.count >= self.max
    }

    /// Whether a settled period's money may wait for tickets.
    fn may_wait(&self, agreement: &Agreement, period: u32) -> bool {
        let limit = agreement.settleable_from(period).plus(UNSETTLED_LIMIT);
        self.waits && self.now < limit
    }

    /// What was kept back leaves when its tickets are settled, or after 60 days.
    fn release_withheld(
        &mut self,
        storage: &mut dyn Storage,
        agreement: &mut Agreement,
    ) -> Result<(), Refusal> {
        if agreement.money.withheld_rows == 0 {
            return Ok(());
        }
        let most = usize::try_from(self.max).map_err(|_| overflow("max_periods"))?;
        let rows = WITHHELD.of(storage, agreement.id, (None, None)).take(most);
        let rows: Vec<(u32, u128)> = rows.collect::<StdResult<_>>()?;
        for (period, kept) in rows {
            if !self.may_wait(agreement, period) {
                WITHHELD.remove(storage, (agreement.id, period));
                take_from(&mut agreement.money.withheld, kept, "withheld")?;
                let rows = &mut agreement.money.withheld_rows;
                *rows = rows.saturating_sub(1);
                self.earn(agreement, (period, kept, 0))?;
            }
        }
        Ok(())
    }

    fn settle_periods(
        &mut self,
        storage: &mut dyn Storage,
        agreement: &mut Agreement,
    ) -> Result<(), Refusal> {
        let mut figures = (0, 0);
        loop {
            let period = agreement.money.settled;
            let open = period < agreement.money.periods;
            if !open || self.is_full() || self.now < agreement.settleable_from(period) {
                break;
            }
            self.settle_oldest(storage, agreement, &mut figures)?;
        }
        self.note(storage, agreement, figures)
    }

    /// Double entry: what leaves escrow is earned or kept back.
    fn settle_oldest(
        &mut self,
        storage: &mut dyn Storage,
        agreement: &mut Agreement,
        (revenue, credits): &mut (u128, u128),
    ) -> Result<(), Refusal> {
        let number = agreement.money.settled;
        let standing = period::load(storage, agreement, number)?;
        let left = standing.fee_left();
        take_from(&mut agreement.money.escrowed, left, "escrowed")?;
        agreement.money.settled = number.saturating_add(1);
        let kept = self.keep(storage, agreement, (&standing, left))?;
        add_to(revenue, standing.earned, "revenue")?;
        add_to(credits, standing.credits.credited, "credits")?;
        let leaving = left.saturating_sub(kept);
        self.earn(agreement, (number, leaving, kept))
    }

    /// What stays while tickets are not settled: of a running agreement one period's cap in all, of the last
    /// period what its cap leaves. A miss whose due lies in a period that is kept open still finds it.
    fn keep(
        &self,
        storage: &mut dyn Storage,
        agreement: &mut Agreement,
        (standing, left): (&period::Standing, u128),
    ) -> Result<u128, Refusal> {
        let (id, money) = (agreement.id, &mut agreement.money);
        let number = standing.number;
        let last = money.settled >= money.periods;
        let cap = standing.caps.period;
        let room = cap.saturating_sub(standing.credits.credited).min(left);
        let kept = if last {
            room
        } else {
            room.min(cap.saturating_sub(money.withheld))
        };
        let open = last || kept > 0;
        if !open || !self.may_wait(agreement, number) {
            return Ok(0);
        }
        WITHHELD.save(storage, (id, number), &kept);
        add_to(&mut agreement.money.withheld, kept, "withheld")?;
        let rows = &mut agreement.money.withheld_rows;
        *rows = rows.saturating_add(1);
        Ok(kept)
    }

    /// The protocol fee is taken of what was earned after credits, before a debt is netted.
    fn earn(
        &mut self,
        agreement: &mut Agreement,
        (period, earned, withheld): (u32, u128, u128),
    ) -> Result<(), Refusal> {
        let split = billing::settle(earned, 0, &self.rates);
        let split = split.ok_or_else(|| overflow("settlement"))?;
        let totals = &mut agreement.money.totals;
        add_to(&mut totals.paid, split.provider, "paid")?;
        add_to(
            &mut totals.protocol_fees,
            split.protocol_fee(),
            "protocol_fees",
        )?;
        add_to(&mut totals.burnt, split.burnt, "burnt")?;
        self.payday.add(&split)?;
        self.deed
            .tell(settled(agreement.id, (period, withheld), &split));
        Ok(())
    }

    /// What the provider's settled periods brought in, and what of it went back.
    fn note(
        &mut self,
        storage: &mut dyn Storage,
        agreement: &Agreement,
        (revenue, credits): (u128, u128),
    ) -> Result<(), Refusal> {
        if revenue == 0 {
            return Ok(());
        }
        let mut account = Account::load(storage, &agreement.cover.provider, agreement.asset())?;
        let record = &mut account.record;
        record.revenue = plus(record.revenue, revenue, "revenue")?;
        record.credits = plus(record.credits, credits, "credits")?;
        account.save(storage, &mut self.deed);
        Ok(())
    }
}

fn settled(agreement: u64, (period, withheld): (u32, u128), split: &Settlement) -> PeriodSettled {
    PeriodSettled {
        agreement,
        period,
        earned: split.earned,
        withheld,
        paid: split.provider,
        protocol_fee: split.protocol_fee(),
        burnt: split.burnt,
    }
}
