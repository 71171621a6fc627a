//! What customers say of tickets and periods that were served.

use aftercare_domain::ticket::CloseReason;
use aftercare_interface::ticket_registry::DelegateScope;

use super::ticket::TWO_WEEKS;
use super::who::CUSTOMERS;
use crate::suite::{require, Done, Suite};
use crate::Refused;

fn check_answers(answers: &[u8]) -> Done {
    require((1..=8).contains(&answers.len()), "KIT-006")?;
    require(answers.iter().all(|it| (1..=5).contains(it)), "KIT-008")
}

impl Suite {
    pub(super) fn rate(&mut self, sender: &str, ticket: u64, answers: &[u8]) -> Done {
        check_answers(answers)?;
        let at = self.settled_for((sender, CUSTOMERS), ticket, DelegateScope::Rate)?;
        let one = self.tickets[at].clone();
        let (reason, closed) = one.ending.ok_or(Refused("TKT-015"))?;
        let agreement = one.agreement.ok_or(Refused("TKT-024"))?;
        let served = matches!(reason, CloseReason::Confirmed | CloseReason::Lapsed);
        require(served, "TKT-025")?;
        require(self.now <= closed + TWO_WEEKS, "TKT-019")?;
        require(one.rated.is_none(), "TKT-026")?;
        self.is_free(sender, self.find(agreement)?)?;
        self.tickets[at].rated = Some(one.history.lines);
        self.spoken(sender, at)
    }

    /// The newest period that has ended.
    pub(super) fn rate_agreement(
        &mut self,
        sender: &str,
        (agreement, answers): (u64, &[u8]),
    ) -> Done {
        check_answers(answers)?;
        let at = self.find(agreement).map_err(|_| Refused("TKT-005"))?;
        let one = &self.agreements[at];
        if one.customer != sender {
            let given = self.delegated((&one.customer, Some(agreement)), sender);
            let given = given.ok_or(Refused("TKT-007"))?;
            require(given.contains(&DelegateScope::Rate), "TKT-060")?;
        }
        let (period, end) = one.ended_period(self.now).ok_or(Refused("TKT-089"))?;
        require(self.now <= end + TWO_WEEKS, "TKT-084")?;
        let key = (agreement, period);
        require(!self.ratings.contains_key(&key), "TKT-083")?;
        self.is_free(sender, at)?;
        self.ratings.insert(key, (answers.to_vec(), self.now));
        Ok(())
    }

    /// Whoever is or was linked to the provider, or is paid in the agreement, judges nothing.
    fn is_free(&self, sender: &str, at: usize) -> Done {
        let one = &self.agreements[at];
        let linked = self.is_agent_lately(&one.provider, sender)
            || self.is_delegate_lately(&one.provider, sender);
        require(!linked, "TKT-027")?;
        require(!one.payees.contains(sender), "TKT-082")
    }
}
