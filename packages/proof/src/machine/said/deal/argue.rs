//! What is said about credits: observations, excuses, contests, rulings, and whoever pokes.

use aftercare_domain::credit::Measure;
use aftercare_domain::money::Bps;
use aftercare_domain::policy::Metric;
use aftercare_domain::time::{Seconds, UnixTime};
use aftercare_interface::sla_escrow::{ExecuteMsg, Ground, Miss, WaitingReason};
use aftercare_suite_model::Agreement;
use aftercare_testing::commitment;

use super::super::super::deal::{Act, Deal};
use super::super::super::people::CAST;
use super::super::super::step::{Step, Twist};
use super::super::{one, place, Draft, Stage};
use super::about;

const DAY: u64 = 86_400;

impl Stage<'_> {
    /// The monitoring books what it saw of a time that has passed.
    pub(super) fn observe(&self, step: &Step, deal: Deal) -> Option<Draft> {
        let (twist, number) = (step.twist, deal.number);
        let now = self.model.now;
        let observed = |of: &Agreement| {
            let promised = !of.terms.schedule.availability.is_empty();
            !of.ended && promised && self.model.monitoring_of(of).is_some()
        };
        let cut = |of: &Agreement| observed(of) && of.end.is_some() && of.until() < now;
        let (at, agreement) = if number.is_multiple_of(3) {
            self.among((deal.which, twist), cut)?
        } else {
            self.among((deal.which, twist), observed)?
        };
        let of = self.model.agreements.get(at)?;
        // Most often of a time that was covered.
        let covered = now.min(of.until()).saturating_sub(of.from);
        let late = covered * (number as u64 / 12 % 8) / 8;
        let dues = [now, of.from + late, of.until() - 1, of.from + late, now - 1];
        let excused = of
            .declarations()
            .last()
            .map(|last| last.until.0.min(now - 1));
        let due = one(&dues, number)?;
        let due = excused.filter(|_| number % 4 > 1).unwrap_or(due);
        let miss = |serial: usize| Miss {
            subject: serial as u64 % 3 + 1,
            metric: Metric::Availability,
            cycle: 0,
            ordinal: u32::try_from(serial / 3 % 3).unwrap_or_default(),
            due: UnixTime(due),
            measure: Measure::Below {
                share: Bps(one(&[9_950, 9_500, 8_000, 0], serial).unwrap_or_default()),
            },
        };
        let mut misses = vec![miss(number / 6), miss(number / 60)];
        misses.truncate(1 + number % 2);
        if twist == Twist::Bounds {
            misses = vec![miss(0); 31 * (number % 2)];
        }
        let words = format!(
            "books {} observations of {} s ago in agreement {agreement}",
            misses.len(),
            now.saturating_sub(due)
        );
        let keeper = number.is_multiple_of(3);
        let keeper = keeper.then(|| one(&CAST, deal.which)).flatten();
        let message = ExecuteMsg::BookMisses {
            agreement,
            misses,
            keeper: keeper.map(|name| self.people.address(name)),
        };
        let monitoring = self.model.monitoring_of(of);
        let name = monitoring.map_or_else(|| "monitor".to_owned(), |who| self.people.name(who));
        Some(about(&name, message, (words, agreement)))
    }

    pub(super) fn contest(&self, step: &Step, deal: Deal) -> Option<Draft> {
        use WaitingReason::{Case, Contest, Objection};
        let contests = deal.act == Act::Contest;
        let reasons: &[WaitingReason] = if contests {
            &[Contest, Case]
        } else {
            &[Objection]
        };
        let waits = |of: &Agreement| self.waits_for(of, reasons);
        let (at, agreement) = self.among((deal.which, step.twist), waits)?;
        let of = self.model.agreements.get(at)?;
        let miss = self.miss_of(at, (deal.number, step.twist), reasons)?;
        let key = format!("{:?} {} of {}", miss.metric, miss.ordinal, miss.subject);
        if contests {
            let words = format!("contests the credit for {key} in agreement {agreement}");
            let evidence = commitment("It was up");
            let message = ExecuteMsg::Contest {
                agreement,
                miss,
                evidence,
            };
            let name = self.people.name(&of.provider);
            return Some(about(&name, message, (words, agreement)));
        }
        let words = format!("objects to the excuse of {key} in agreement {agreement}");
        let message = ExecuteMsg::Object { agreement, miss };
        let name = self.people.name(&of.customer);
        Some(about(&name, message, (words, agreement)))
    }

    pub(super) fn rule(&self, step: &Step, deal: Deal) -> Option<Draft> {
        let count = self.model.desk.disputes();
        let open = (0..count).filter(|number| {
            let told = self.model.dispute(*number);
            told.is_some_and(|(_, waiting, _)| waiting > 0)
        });
        let open: Vec<usize> = open.collect();
        let rare = deal
            .which
            .is_multiple_of(6)
            .then(|| deal.which % count.max(1));
        let rare = place(deal.which, count).or(rare);
        let at = rare.or_else(|| one(&open, deal.which)).unwrap_or(0);
        let beyond = u64::from(step.twist == Twist::Id) * 1_000;
        let dispute = u64::try_from(at).ok()? + 1 + beyond;
        let credit_stands = deal.number.is_multiple_of(2);
        let words = format!("rules in dispute {dispute} that the credit stands: {credit_stands}");
        let message = ExecuteMsg::Rule {
            dispute,
            credit_stands,
        };
        let mut draft = Draft::free("judge", message, words);
        draft.agreement = self.model.disputed(at);
        draft.dispute = Some(at);
        Some(draft)
    }

    pub(super) fn poke_credits(&self, step: &Step, deal: Deal) -> Option<Draft> {
        let waits = |of: &Agreement| {
            let now = UnixTime(self.model.now);
            let misses = of.misses();
            let mut lines = misses.iter().flat_map(|miss| &miss.waiting);
            of.looks_for_room() || lines.any(|line| line.until < now)
        };
        let (_, agreement) = self.among((deal.which, step.twist), waits)?;
        let limit = match step.twist {
            Twist::Bounds => 31 * (deal.number as u32 % 2),
            _ => one(&[30, 1, 2, 30], deal.number)?,
        };
        let words = format!("pokes {limit} credits of agreement {agreement}");
        let message = ExecuteMsg::Poke { agreement, limit };
        let name = one(&CAST, step.who)?;
        Some(about(name, message, (words, agreement)))
    }

    /// From a while ago or from soon on, for hours or days.
    pub(super) fn declare(&self, step: &Step, deal: Deal) -> Option<Draft> {
        let number = deal.number;
        let excuses = |of: &Agreement| of.terms.excusable.0 > 0 && self.model.now + 1 < of.until();
        let (at, agreement) = self.among((deal.which, step.twist), excuses)?;
        let of = self.model.agreements.get(at)?;
        let now = self.model.now;
        let from = match number % 4 {
            0 => now.saturating_sub(7_200),
            1 => now + 1,
            _ => now + number as u64 * 60,
        };
        let length = one(&[3_600, DAY, 2 * DAY, 5 * DAY, 1], number / 4)?;
        let mut until = from + length;
        if step.twist == Twist::Bounds {
            until = one(&[now, from.saturating_sub(1), from + 99 * DAY], number)?;
        }
        let words = format!("declares force majeure in agreement {agreement} for {length} s");
        let message = ExecuteMsg::DeclareForceMajeure {
            agreement,
            from: UnixTime(from),
            until: UnixTime(until),
            evidence: commitment("A flood"),
        };
        Some(about(
            &self.people.name(&of.provider),
            message,
            (words, agreement),
        ))
    }

    /// Because of late tickets: one miss of each.
    pub(super) fn leave_late(&self, step: &Step, deal: Deal) -> Option<Draft> {
        let late = |of: &Agreement| {
            let now = UnixTime(self.model.now);
            let recent = now.minus(Seconds::days(90));
            let goes_on = of.end.is_none() && self.model.now < of.until();
            goes_on && of.misses().iter().any(|miss| miss.due >= recent)
        };
        let (at, agreement) = self.among((deal.which, step.twist), late)?;
        let of = self.model.agreements.get(at)?;
        let mut misses: Vec<_> = of.misses().into_iter().map(|miss| miss.key).collect();
        if !deal.number.is_multiple_of(5) {
            misses.retain(|miss| miss.metric != Metric::Availability);
        }
        if step.twist != Twist::Bounds {
            misses.dedup_by_key(|miss| miss.subject);
        }
        misses.truncate(30);
        let words = format!(
            "ends agreement {agreement} for {} late tickets",
            misses.len()
        );
        let ground = Ground::LateTickets { misses };
        let message = ExecuteMsg::Terminate { agreement, ground };
        Some(about(
            &self.people.name(&of.customer),
            message,
            (words, agreement),
        ))
    }
}
