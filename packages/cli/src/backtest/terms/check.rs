//! What one value of a terms file alone cannot show.

use aftercare_domain::policy::MAX_TARGET;
use toml::Spanned;

use super::place::Fault;
use super::plan::{TierTerm, TierTerms};
use super::value::Late;
use super::Source;
use crate::backtest::moment::{time_zone, Moments};

impl Source {
    /// Everything that spans several values.
    pub fn check(&self) -> Result<(), Fault> {
        self.check_log()?;
        self.check_states()?;
        self.check_priority()?;
        self.check_plan()?;
        self.check_what_if()
    }

    /// How times are read.
    pub fn moments(&self) -> Result<Moments, Fault> {
        let log = &self.terms.log;
        time_zone(log.time_zone.as_ref()).map_err(|text| self.place(&log.time_zone).fault(text))?;
        Moments::new(log.time_format.as_ref(), log.time_zone.as_ref())
            .map_err(|text| self.place(&log.time_format).fault(text))
    }

    fn check_log(&self) -> Result<(), Fault> {
        let log = &self.terms.log;
        self.moments()?;
        if log.state.is_some() == log.activity.is_some() {
            let text = "[log] names either state or activity; write one of them";
            return Err(self.place(&log.case).fault(text));
        }
        if let Some(delimiter) = &log.delimiter {
            if delimiter.as_ref().len() != 1 {
                let text = "a delimiter is one ASCII character; write \",\", \";\" or \"\\t\"";
                return Err(self.place(delimiter).fault(text));
            }
        }
        match (&log.verdict, &log.verdict_met) {
            (Some(verdict), None) => Err(self
                .place(verdict)
                .fault("[log] verdict needs verdict_met; write the value that says \"met\"")),
            _ => Ok(()),
        }
    }

    fn check_states(&self) -> Result<(), Fault> {
        let terms = &self.terms;
        let first = terms.leave.keys().chain(terms.change.keys()).next();
        if let (Some(key), true) = (first, terms.log.activity.is_some()) {
            let text = "[leave] and [change] are for logs of states; leave them out, or name state";
            return Err(self.place(key).fault(text));
        }
        for key in terms.leave.keys() {
            self.check_state(key, key.as_ref())?;
        }
        for key in terms.change.keys() {
            let Some((old, new)) = key.as_ref().split_once(" -> ") else {
                let text = "a change is written \"Old state -> New state\"";
                return Err(self.place(key).fault(text));
            };
            self.check_state(key, old)?;
            self.check_state(key, new)?;
        }
        Ok(())
    }

    fn check_state(&self, key: &Spanned<String>, state: &str) -> Result<(), Fault> {
        if self.terms.map.as_ref().contains_key(state) {
            return Ok(());
        }
        let text = format!("state {state:?} is not in [map]; correct it, or add it there");
        Err(self.place(key).fault(text))
    }

    fn check_priority(&self) -> Result<(), Fault> {
        let priority = self.terms.priority.as_ref();
        let place = || self.place(&self.terms.priority);
        if priority.impact.is_some() != priority.urgency.is_some() {
            return Err(place().fault("[priority] names both impact and urgency, or neither"));
        }
        if priority.impact.is_none() && priority.column.is_none() && priority.default.is_none() {
            let text = "[priority] needs impact and urgency, or column, or default = \"p3\"";
            return Err(place().fault(text));
        }
        Ok(())
    }

    fn check_plan(&self) -> Result<(), Fault> {
        let plan = &self.terms.plan;
        if plan.targets.as_ref().needs_calendar() && self.terms.calendar.is_none() {
            let text = "hours = \"calendar\" needs a [calendar]; write one, or hours = \"always\"";
            return Err(self.place(&plan.targets).fault(text));
        }
        plan.targets
            .as_ref()
            .policy(None, plan.confirm_window.0)
            .check()
            .map_err(|error| self.place(&plan.targets).fault(error.to_string()))?;
        let TierTerms {
            first_response,
            resolution,
        } = &plan.tiers;
        self.check_tiers(first_response)?;
        self.check_tiers(resolution)
    }

    fn check_tiers(&self, tiers: &[Spanned<TierTerm>]) -> Result<(), Fault> {
        for pair in tiers.windows(2) {
            let [lower, upper] = pair else { continue };
            self.check_step(lower.as_ref(), upper)?;
        }
        match tiers.last() {
            Some(last) if last.as_ref().to.is_some() => Err(self
                .place(last)
                .fault("the last tier has no end: leave out its \"to\"")),
            _ => Ok(()),
        }
    }

    fn check_step(&self, lower: &TierTerm, upper: &Spanned<TierTerm>) -> Result<(), Fault> {
        let next = upper.as_ref();
        let fault = |text: String| Err(self.place(upper).fault(text));
        if lower.to.is_some_and(|to| to != next.from) {
            let text = "a gap or an overlap: \"from\" must be the \"to\" of the tier before";
            return fault(text.to_owned());
        }
        match (lower.from, next.from) {
            (Late::Span(_), Late::Share(_)) | (Late::Share(_), Late::Span(_)) => fault(
                "tiers of one metric begin either at spans or at shares of the target".to_owned(),
            ),
            (low, high) if lateness(low) >= lateness(high) => {
                fault("tiers ascend: \"from\" must be later than the tier before".to_owned())
            }
            _ if next.credit.0 < lower.credit.0 => {
                fault("worse never pays less: \"credit\" must not fall".to_owned())
            }
            _ => Ok(()),
        }
    }

    fn check_what_if(&self) -> Result<(), Fault> {
        let what_if = &self.terms.what_if;
        for grid in [&what_if.first_response, &what_if.resolution] {
            let good = |percent: &u32| (1..=10_000).contains(percent);
            if grid.as_ref().is_empty()
                || grid.as_ref().len() > 9
                || !grid.as_ref().iter().all(good)
            {
                let text = "1 to 9 multiples in percent; write e.g. [50, 75, 100, 150, 200]";
                return Err(self.place(grid).fault(text));
            }
        }
        Ok(())
    }
}

/// Where a tier begins on a target of a year, to compare two of one kind.
fn lateness(late: Late) -> u64 {
    let seconds = late.threshold().seconds(MAX_TARGET);
    seconds.map_or(0, |seconds| seconds.0)
}
