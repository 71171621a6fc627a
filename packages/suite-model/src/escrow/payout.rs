//! Where a party's money goes, and who may take over the money of a lost key.

use aftercare_interface::Asset;

use crate::suite::{of, require, Done, Suite};
use crate::{Account, Refused};

const THREE_DAYS: u64 = 3 * 86_400;
const FOURTEEN_DAYS: u64 = 14 * 86_400;

/// Where a party's money from an agreement goes; nothing: to itself.
#[derive(Clone, Debug, Default)]
pub(crate) struct Payout {
    pub now: Option<Account>,
    /// And from when on.
    pub next: Option<(Option<Account>, u64)>,
}

impl Payout {
    fn at(&self, now: u64) -> Option<Account> {
        match &self.next {
            Some((next, from)) if *from <= now => next.clone(),
            _ => self.now.clone(),
        }
    }
}

impl Suite {
    pub(super) fn set_payout(
        &mut self,
        sender: &str,
        agreement: u64,
        address: Option<&str>,
    ) -> Done {
        let at = self.find(agreement)?;
        let (now, ours) = (self.now, self.peers.escrow.clone());
        let one = &mut self.agreements[at];
        let party = one.is_customer_side(sender) || one.provider == sender;
        require(party, "SLA-034")?;
        require(address != Some(ours.as_str()), "SLA-004")?;
        let before = one.payouts.get(sender).cloned().unwrap_or_default();
        let address = address.map(str::to_owned);
        one.payees.extend(address.clone());
        let payout = Payout {
            now: before.at(now),
            next: Some((address, now + THREE_DAYS)),
        };
        one.payouts.insert(sender.to_owned(), payout);
        Ok(())
    }

    /// Money of an agreement leaves for a party.
    pub(super) fn pay_party(&mut self, at: usize, party: &str, amount: u128) -> Done {
        let one = &self.agreements[at];
        let named = one.payouts.get(party);
        let named = named.and_then(|payout| payout.at(self.now));
        let asset = one.terms.asset.clone();
        self.push(named.as_deref().unwrap_or(party), &asset, amount)
    }

    /// What a party has announced about its money from an agreement, and from when on it counts.
    #[must_use]
    pub fn announced(&self, at: usize, party: &str) -> Option<(Option<Account>, u64)> {
        let payout = self.agreements.get(at)?.payouts.get(party)?;
        payout.next.clone().filter(|(_, from)| self.now < *from)
    }

    pub(super) fn set_recovery(&mut self, sender: &str, address: Option<&str>) -> Done {
        let ours = self.peers.escrow.clone();
        let sound = address.is_none_or(|address| address != sender && address != ours);
        require(sound, "SLA-085")?;
        self.desk.recoveries.remove(sender);
        if let Some(address) = address {
            let named = (address.to_owned(), None);
            self.desk.recoveries.insert(sender.to_owned(), named);
        }
        Ok(())
    }

    /// From when on a sender may take over; it is the one that was named.
    fn recovery(&self, owner: &str, sender: &str) -> Result<Option<u64>, Refused> {
        let named = self.desk.recoveries.get(owner);
        let (address, ready) = named.ok_or(Refused("SLA-082"))?;
        require(address == sender, "SLA-082")?;
        Ok(*ready)
    }

    pub(super) fn recover(&mut self, sender: &str, owner: &str) -> Done {
        let ready = self.recovery(owner, sender)?;
        let ready = ready.unwrap_or(self.now + FOURTEEN_DAYS);
        let named = (sender.to_owned(), Some(ready));
        self.desk.recoveries.insert(owner.to_owned(), named);
        Ok(())
    }

    pub(super) fn veto(&mut self, sender: &str) -> Done {
        let asked = self.desk.recoveries.get(sender);
        let asked = asked.is_some_and(|(_, ready)| ready.is_some());
        require(asked, "SLA-084")?;
        self.desk.recoveries.remove(sender);
        Ok(())
    }

    /// A free bond that is owed to customers stays where it is.
    pub(super) fn take_over(&mut self, sender: &str, owner: &str, asset: &Asset) -> Done {
        let ready = self.recovery(owner, sender)?;
        require(ready.is_some_and(|ready| ready <= self.now), "SLA-083")?;
        let of = of(asset);
        let claim = self.claims.of(owner, &of);
        self.claims.take(owner, &of, claim);
        self.claims.put(sender, &of, claim);
        let owes = self.refuse_debtor(owner, asset).is_err();
        let free = if owes { 0 } else { self.free.of(owner, &of) };
        self.free.take(owner, &of, free);
        self.free.put(sender, &of, free);
        require(claim > 0 || free > 0, "KIT-014")
    }
}
