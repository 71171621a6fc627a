//! Contracts under the terms of a file, and the log replayed through them.

use std::collections::{BTreeMap, HashMap};
use std::path::Path;
use std::time::Duration;

use aftercare_domain::calendar::Calendar;
use aftercare_domain::money::Bps;
use aftercare_domain::time::{Seconds, UnixTime};
use aftercare_engine::{Engine, Failure};
use aftercare_interface::sla_escrow::{BondParts, InstantiateMsg, PlanTerms, Quotas, Release};
use aftercare_interface::Asset;
use anyhow::Context;
use cosmwasm_std::Uint128;

use super::desk::{nothing, Desk};
use super::index::Index;
use super::live::{Rules, Subscribed};
use super::outcome::{self, Measured, Money};
use super::reject::Rejections;
use super::replay::Replay;
use super::run::Backtest;
use super::summary::Speed;
use super::what_if::{Basis, Cell};
use super::{moment, progress};
use crate::case::collect::case;
use crate::case::folder::Folder;

/// Time that an agreement needs after its last period before it can be settled, and more.
const AFTERMATH: Seconds = Seconds::days(120);

/// What became of the log.
pub struct Replayed {
    pub rows: Vec<Measured>,
    pub money: Money,
    pub cells: Vec<Cell>,
    /// Fees of the periods in which a case was opened or a missed target was due.
    pub busy_fees: u128,
    /// Paid for, over all agreements.
    pub periods: u64,
    /// Credits if nothing capped them.
    pub wanted: u128,
    pub speed: Speed,
    pub done: BTreeMap<&'static str, u64>,
    pub overtaken: u64,
}

impl Backtest<'_> {
    /// Sends an index through freshly deployed contracts.
    pub fn replay<E: Engine>(
        &self,
        (index, reading): (&mut Index, Duration),
        rejections: &mut Rejections,
        engine: impl FnOnce(UnixTime) -> Result<E, Failure>,
    ) -> anyhow::Result<Replayed> {
        let plan = &self.source.terms.plan;
        let starts = index.agreements.iter().map(|agreement| agreement.first);
        let start = self.moments.day_start(starts.min().unwrap_or_default());
        let engine = engine(start)?;
        let rates = InstantiateMsg {
            owner: "owner".to_owned(),
            fee_sink: "fee sink".to_owned(),
            protocol_fee: plan.protocol_fee.0,
            burn_share: plan.burn_share.0,
        };
        let mut desk = Desk::new(engine, self.denom(), &rates)?;
        let calendar = self.calendar(index, start)?;
        let number = calendar
            .clone()
            .map(|calendar| desk.publish_calendar(calendar))
            .transpose()?;
        let agreements = index.agreements.len();
        let terms = self.plan_terms(number, agreements);
        // Room for a second subscription of each, where the log is longer than an agreement may be.
        let bond = plan.bond.0.saturating_mul(2 * agreements as u128);
        desk.publish_plan(terms.clone(), bond)
            .with_context(|| format!("{}: [plan] is refused", self.source.file))?;
        let rules = Rules {
            policy: terms.policy.clone(),
            calendar,
        };
        let replay = Replay::new(desk, index, rules, plan.period.0);
        self.finish(replay, terms, rejections, reading)
    }

    fn finish<E: Engine>(
        &self,
        mut replay: Replay<'_, E>,
        terms: PlanTerms,
        rejections: &mut Rejections,
        reading: Duration,
    ) -> anyhow::Result<Replayed> {
        replay.plan(|first| self.moments.day_start(first));
        let events = replay.index.events.len() as u64;
        let bar = progress::bar("replaying", "acts", events, self.arguments.quiet);
        replay.run(rejections, &bar)?;
        bar.finish_and_clear();
        let mut rows = outcome::measure(&replay)?;
        if let Some(folder) = &self.arguments.export {
            export(folder, &replay)?;
        }
        replay.wind_up()?;
        let wanted = outcome::credit(&replay, &mut rows)?;
        let money = Money::read(&replay)?;
        let what_if = &self.source.terms.what_if;
        let basis = Basis {
            rows: &rows,
            cases: &replay.index.cases,
            rules: &replay.rules,
            terms: &terms,
            agreements: subscribed(&replay),
        };
        let busy_fees = basis.busy_periods() * terms.fee.u128();
        let cells = basis.grid(what_if.first_response.as_ref(), what_if.resolution.as_ref());
        Ok(Replayed {
            cells,
            busy_fees,
            wanted,
            periods: basis
                .agreements
                .values()
                .map(|term| u64::from(term.periods))
                .sum(),
            speed: speed(&replay, reading),
            done: replay.done,
            overtaken: replay.overtaken,
            rows,
            money,
        })
    }

    fn denom(&self) -> String {
        format!("u{}", self.source.terms.plan.currency.to_lowercase())
    }

    fn calendar(&self, index: &Index, start: UnixTime) -> anyhow::Result<Option<Calendar>> {
        let Some(terms) = &self.source.terms.calendar else {
            return Ok(None);
        };
        let fault = |text: String| self.source.place(terms).fault(text);
        let zone = match &terms.as_ref().time_zone {
            Some(zone) => moment::time_zone(zone.as_ref())
                .map_err(|text| self.source.place(zone).fault(text))?,
            None => self.moments.zone().clone(),
        };
        let last = index.agreements.iter().map(|agreement| agreement.last);
        let last = last.max().unwrap_or(start).plus(AFTERMATH);
        let calendar = terms.as_ref().calendar(&zone, start, last).map_err(fault)?;
        Ok(Some(calendar))
    }

    fn plan_terms(&self, calendar: Option<u64>, agreements: usize) -> PlanTerms {
        let plan = &self.source.terms.plan;
        let policy = plan
            .targets
            .as_ref()
            .policy(calendar, plan.confirm_window.0);
        PlanTerms {
            title: "Backtest".to_owned(),
            document: nothing(0),
            library_policy: None,
            asset: Asset::native(self.denom()),
            fee: Uint128::new(plan.fee.0),
            period_length: plan.period.0,
            policy,
            schedule: plan.tiers.schedule(),
            caps: plan.caps.caps(),
            release: Release::Immediate,
            bond: BondParts {
                credit: Uint128::new(plan.bond.0),
                ..BondParts::default()
            },
            hold_back: plan.hold_back.0,
            notice: plan.notice.0,
            for_cause: None,
            termination_credit: Bps::ZERO,
            cooling_off: Seconds::ZERO,
            quotas: Quotas::default(),
            tip: Uint128::zero(),
            extendable_until: None,
            listed_customers_only: false,
            capacity: u32::try_from(agreements.saturating_mul(2)).unwrap_or(u32::MAX),
            arbitration: None,
            excusable: Seconds::ZERO,
        }
    }
}

/// Writes the case file of every ticket, under the name that the log gives it.
fn export<E: Engine>(folder: &Path, replay: &Replay<'_, E>) -> anyhow::Result<()> {
    let folder = Folder::begin(folder)?;
    let source = replay.desk.source();
    for (named, ticket) in replay.index.cases.iter().zip(&replay.tickets) {
        let Some(ticket) = ticket else { continue };
        let mut found = case(&source, ticket.id)?;
        found.reference = Some(named.name.to_string());
        folder.keep(&found)?;
    }
    Ok(())
}

fn subscribed<E: Engine>(replay: &Replay<'_, E>) -> HashMap<u64, Subscribed> {
    let terms = replay.agreements.iter().flat_map(|live| &live.terms);
    terms.map(|term| (term.id, *term)).collect()
}

fn speed<E>(replay: &Replay<'_, E>, reading: Duration) -> Speed {
    let traffic = replay.desk.traffic;
    let seconds = replay.busy.as_secs_f64();
    let messages = traffic.log + traffic.tool;
    Speed {
        log_messages: traffic.log,
        tool_messages: traffic.tool,
        pokes: traffic.pokes,
        seconds,
        messages_per_second: (messages as f64 / seconds.max(1e-9)) as u64,
        reading_seconds: reading.as_secs_f64(),
    }
}
