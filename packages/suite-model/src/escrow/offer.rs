//! Plans: what is offered, revised, withdrawn, and to whom.

use aftercare_domain::policy::{Priority, ServiceHours};
use aftercare_interface::sla_escrow::{PlanTerms, Release};
use cosmwasm_std::{to_json_vec, HexBinary};
use sha2::{Digest, Sha256};

use super::{parts, share, Plan};
use crate::suite::{require, Done, Suite};
use crate::Refused;

/// What is signed: the hash of the terms as they are written.
pub(super) fn hash_of(terms: &PlanTerms) -> Result<HexBinary, Refused> {
    let text = to_json_vec(terms).map_err(|_| Refused("no JSON"))?;
    Ok(HexBinary::from(Sha256::digest(text).to_vec()))
}

/// The sum of a bond's parts.
pub(crate) fn whole_bond(terms: &PlanTerms) -> u128 {
    parts(&terms.bond).iter().sum()
}

impl Suite {
    /// What is checked of terms, as far as terms are drawn that break it: title, asset, period, fee,
    /// capacity, bond, arbitration, calendars. An open side is checked when it is known.
    pub(super) fn sound(&self, provider: Option<&str>, terms: &PlanTerms) -> Done {
        require((1..=80).contains(&terms.title.len()), "KIT-004")?;
        self.takes(&terms.asset)?;
        let length = terms.period_length.0;
        require((86_400..=366 * 86_400).contains(&length), "KIT-008")?;
        let (fee, bond) = (terms.fee.u128(), &terms.bond);
        let cap = share(fee, terms.caps.period.0);
        let leaving = share(fee, terms.termination_credit.0);
        let covers = bond.credit.u128() >= cap && bond.termination.u128() >= leaving;
        let sound = fee > 0 && terms.capacity > 0 && covers && bond.tips >= terms.tip;
        require(sound, "KIT-008")?;
        arbitrated(provider, terms)?;
        for priority in Priority::ALL {
            if let ServiceHours::Calendar(calendar) = terms.policy.of(priority).hours {
                self.may_cite(provider, calendar)?;
            }
        }
        Ok(())
    }

    fn may_cite(&self, provider: Option<&str>, calendar: u64) -> Done {
        if provider.is_none() {
            return Ok(());
        }
        let one = self.calendar(calendar).ok_or(Refused("SLA-015"))?;
        require(Some(one.owner.as_str()) == provider, "SLA-016")
    }

    pub(super) fn publish(&mut self, sender: &str, terms: &PlanTerms) -> Done {
        self.refuse_paused()?;
        self.sound(Some(sender), terms)?;
        let terms_id = self.freeze();
        self.plans.push(Plan {
            provider: sender.to_owned(),
            terms: terms.clone(),
            terms_id,
            revision: 1,
            hash: hash_of(terms)?,
            retired: false,
        });
        Ok(())
    }

    /// Terms are frozen under the next id.
    pub(super) const fn freeze(&mut self) -> u64 {
        self.desk.frozen += 1;
        self.desk.frozen
    }

    pub(super) fn revise(&mut self, sender: &str, plan: u64, terms: &PlanTerms) -> Done {
        let at = self.own_live(sender, plan)?;
        self.refuse_paused()?;
        self.sound(Some(sender), terms)?;
        let terms_id = self.freeze();
        let found = &mut self.plans[at];
        found.terms = terms.clone();
        found.terms_id = terms_id;
        found.revision += 1;
        found.hash = hash_of(terms)?;
        Ok(())
    }

    pub(super) fn retire(&mut self, sender: &str, plan: u64) -> Done {
        let at = self.own_live(sender, plan)?;
        self.plans[at].retired = true;
        Ok(())
    }

    /// Who joins, who leaves; whoever does both is on the list.
    pub(super) fn update_list(
        &mut self,
        sender: &str,
        plan: u64,
        (add, remove): (&[String], &[String]),
    ) -> Done {
        self.own_live(sender, plan)?;
        require(add.len() <= 30 && remove.len() <= 30, "KIT-006")?;
        let list = self.desk.listed.entry(plan).or_default();
        list.retain(|customer| !remove.contains(customer));
        list.extend(add.iter().cloned());
        require(list.len() <= 100, "SLA-081")
    }

    fn own_live(&self, sender: &str, plan: u64) -> Result<usize, Refused> {
        let at = self.find_plan(plan)?;
        require(self.plans[at].provider == sender, "SLA-008")?;
        require(!self.plans[at].retired, "SLA-011")?;
        Ok(at)
    }

    /// The place of a plan in the list.
    pub(super) fn find_plan(&self, plan: u64) -> Result<usize, Refused> {
        let mut numbered = (0..self.plans.len()).zip(1u64..);
        let found = numbered.find(|(_, number)| *number == plan);
        found.map(|(place, _)| place).ok_or(Refused("SLA-005"))
    }
}

/// Whoever can have a credit contested names somebody who rules and is no party.
fn arbitrated(provider: Option<&str>, terms: &PlanTerms) -> Done {
    let mut contestable = terms.excusable.0 > 0;
    if let Release::AfterContest { window } = terms.release {
        contestable = true;
        require((3_600..=7 * 86_400).contains(&window.0), "KIT-008")?;
        require(terms.hold_back.0 >= window.0 + 86_400, "KIT-008")?;
    }
    let Some(named) = &terms.arbitration else {
        return require(!contestable, "SLA-031");
    };
    require(Some(named.arbitrator.as_str()) != provider, "SLA-032")?;
    let time = (3 * 86_400..=60 * 86_400).contains(&named.time.0);
    let split = (5_000..=10_000).contains(&named.default_split.0);
    require(time && split, "KIT-008")
}
