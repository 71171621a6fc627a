//! What can be asked beside the ledger.

use aftercare_interface::sla_escrow::Declaration;
use aftercare_interface::Asset;

use super::agreement::Agreement;
use super::proposal::Proposal;
use crate::suite::Suite;
use crate::Account;

impl Suite {
    /// A provider's agreements in an asset, those that ended, those that were renewed in time; the fees of
    /// the last two; revenue and credits of settled periods.
    #[must_use]
    pub fn figures(&self, provider: &str, asset: &Asset) -> [u128; 7] {
        let mut sums = [0; 7];
        for one in &self.agreements {
            if one.provider != provider || one.terms.asset != *asset {
                continue;
            }
            sums[0] += 1;
            if one.ended {
                sums[1] += 1;
                sums[3] += one.last_terms().fee.u128();
            }
            if let Some(fee) = one.renewed_fee {
                sums[2] += 1;
                sums[4] += fee;
            }
            let settled = (0..one.settled).map(|period| one.earned(period));
            sums[5] += settled.sum::<u128>();
            sums[6] += one.credited_in(|period| period < one.settled);
        }
        sums
    }

    /// What accepting a proposal costs the customer now.
    #[must_use]
    pub fn cost_of(&self, proposal: &Proposal) -> u128 {
        if !proposal.by_provider {
            return 0;
        }
        let Some((agreement, from)) = proposal.amends else {
            return proposal.terms.fee.u128() * u128::from(proposal.periods);
        };
        let Ok(at) = self.find(agreement) else {
            return 0;
        };
        let rest = self.agreements[at].periods.saturating_sub(from);
        let after = proposal.terms.fee.u128() * u128::from(rest);
        after.saturating_sub(self.fees_from(at, from))
    }

    /// The fees of the rest of an agreement.
    #[must_use]
    pub fn fees_from(&self, at: usize, from: u32) -> u128 {
        let one = &self.agreements[at];
        one.fees(from..one.periods)
    }

    /// Who may book availability in an agreement.
    #[must_use]
    pub fn monitoring_of(&self, one: &Agreement) -> Option<&str> {
        self.desk.monitoring_at(one.accepted)
    }

    /// The agreement that a dispute is about.
    #[must_use]
    pub fn disputed(&self, number: usize) -> Option<u64> {
        let ((at, _), _) = self.desk.disputes.get(number)?;
        u64::try_from(*at).ok().map(|place| place + 1)
    }

    /// The next monitoring, and from when on it counts.
    #[must_use]
    pub fn next_monitoring(&self) -> Option<(Account, u64)> {
        let mut announced = self.desk.monitorings.iter();
        announced.find(|(_, from)| self.now < *from).cloned()
    }
}

impl Agreement {
    /// Customer, payer, provider.
    #[must_use]
    pub fn parties(&self) -> [Account; 3] {
        [&self.customer, &self.payer, &self.provider].map(Clone::clone)
    }

    /// Whether a cancelled credit made room and nobody has looked yet who finds it.
    #[must_use]
    pub const fn looks_for_room(&self) -> bool {
        self.refill.is_some()
    }

    /// What was declared to excuse.
    #[must_use]
    pub fn declarations(&self) -> &[Declaration] {
        &self.declared
    }
}
