//! Burnt fees become allowances, and ratings release them.

use std::collections::{BTreeMap, BTreeSet};

use aftercare_domain::time::UnixTime;

use super::Community;
use crate::arithmetic::{part, percent};
use crate::{refuse, Account, Asset, Facts, People, Refused, Step};

/// One, with 18 decimals.
const ONE: u128 = 1_000_000_000_000_000_000;
/// An allowance of an epoch can be used to the end of the 26th epoch after it.
const LAPSE: u64 = 26;

/// What an account may give.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Member {
    /// Feedback and thanks allowance by the epoch in which their fees were seen.
    pub lots: BTreeMap<u64, (u128, u128)>,
    /// Fees that became points already, by place of the pair and asset.
    pub seen: BTreeMap<(u8, Asset), u128>,
    /// What it gave of the pool in the last epoch in which it did.
    pub drawn: Option<(u64, u128)>,
}

impl Member {
    /// Feedback and thanks allowance.
    #[must_use]
    pub fn left(&self) -> (u128, u128) {
        let lots = self.lots.values();
        lots.fold((0, 0), |sum, lot| (sum.0 + lot.0, sum.1 + lot.1))
    }

    /// The epoch of the oldest of it.
    #[must_use]
    pub fn oldest(&self) -> Option<u64> {
        let mut lots = self.lots.iter();
        lots.find(|(_, lot)| **lot != (0, 0))
            .map(|(epoch, _)| *epoch)
    }

    /// Takes points out of the thanks allowance, the oldest first.
    fn spend(&mut self, points: u128) -> bool {
        if self.left().1 < points {
            return false;
        }
        let mut rest = points;
        for (_, thanks) in self.lots.values_mut() {
            let taken = rest.min(*thanks);
            *thanks -= taken;
            rest -= taken;
        }
        true
    }
}

impl Community {
    /// An account with all fees burnt by now, and what goes to the pool for them.
    #[must_use]
    pub fn accrued(&self, account: &str, now: UnixTime, facts: &dyn Facts) -> (Member, u128) {
        let mut member = self.members.get(account).cloned().unwrap_or_default();
        let epoch = self.epoch_at(now);
        member.lots.retain(|of, _| epoch <= of + LAPSE);
        let mut pool = 0;
        for (place, pair) in (0..).zip(&self.pairs) {
            if place > 0 && now < pair.from {
                continue;
            }
            for (asset, rate) in &self.rates {
                let burnt = facts.burnt(&pair.escrow, account, asset);
                let seen = member.seen.entry((place, asset.clone())).or_default();
                let points = part(burnt.saturating_sub(*seen), rate.at(now), ONE);
                if points == 0 {
                    continue;
                }
                *seen = burnt;
                let (feedback, thanks) = (percent(points, 4_500), percent(points, 5_000));
                let lot = member.lots.entry(epoch).or_default();
                *lot = (lot.0 + feedback, lot.1 + thanks);
                pool += points - feedback - thanks;
            }
        }
        (member, pool)
    }
}

impl People {
    /// Sees an account's new fees.
    fn accrue(&mut self, account: &str, step: Step<'_>) -> Member {
        let (member, pool) = self.community.accrued(account, step.now, step.facts);
        self.community.pool += pool;
        self.touched.accounts.insert(account.to_owned());
        member
    }

    /// Takes points from the sender: of its part of the pool where that covers them, of its own allowance
    /// otherwise. Whether they came from the pool.
    pub(super) fn give(&mut self, step: Step<'_>, points: u128) -> Result<bool, Refused> {
        let mut member = self.accrue(step.sender, step);
        let part = self.community.part_left(step.sender, step.now);
        let from_pool = part.is_some_and(|part| part >= points);
        if from_pool {
            self.community.fix_part(step.now);
            self.community.pool -= points;
            let epoch = self.community.epoch_at(step.now);
            let before = member.drawn.filter(|(of, _)| *of == epoch);
            member.drawn = Some((epoch, before.map_or(0, |(_, given)| given) + points));
        } else if !member.spend(points) {
            return refuse(part.map_or("COM-013", |_| "COM-087"));
        }
        let sender = step.sender.to_owned();
        self.community.members.insert(sender, member);
        Ok(from_pool)
    }

    /// The registry of a pair that counts; the first one where none is named.
    pub(super) fn registry(
        &self,
        step: Step<'_>,
        pair: Option<u8>,
    ) -> Result<(u8, Account), Refused> {
        let place = pair.unwrap_or(0);
        let found = self.community.pairs.get(usize::from(place));
        match found.filter(|pair| place == 0 || step.now >= pair.from) {
            Some(pair) => Ok((place, pair.registry.clone())),
            None => refuse("COM-065"),
        }
    }

    pub(super) fn register(
        &mut self,
        step: Step<'_>,
        pair: Option<u8>,
        tickets: &[u64],
    ) -> Result<(), Refused> {
        bounded(tickets)?;
        let (place, registry) = self.registry(step, pair)?;
        for ticket in tickets {
            let customer = self.registrable(step, (place, &registry), *ticket)?;
            self.community.registered.insert((place, *ticket));
            let mut member = self.accrue(&customer, step);
            let points = member.left().0;
            for lot in member.lots.values_mut() {
                lot.0 = 0;
            }
            self.community.members.insert(customer.clone(), member);
            self.add_points(step.now, &customer, points);
        }
        Ok(())
    }

    /// The customer of a ticket that can be registered.
    fn registrable(
        &self,
        step: Step<'_>,
        (place, registry): (u8, &str),
        ticket: u64,
    ) -> Result<Account, Refused> {
        if self.community.registered.contains(&(place, ticket)) {
            return refuse("COM-012");
        }
        let Some(fact) = step.facts.ticket(registry, ticket) else {
            return refuse("COM-008");
        };
        if !fact.covered {
            return refuse("COM-010");
        }
        if !fact.rated {
            return refuse("COM-009");
        }
        if step.now <= fact.final_at {
            return refuse("COM-011");
        }
        Ok(fact.customer)
    }
}

/// 1 to 30, each once.
pub(super) fn bounded(numbers: &[u64]) -> Result<(), Refused> {
    if numbers.is_empty() || numbers.len() > 30 {
        return refuse("KIT-006");
    }
    if numbers.iter().collect::<BTreeSet<_>>().len() < numbers.len() {
        return refuse("KIT-007");
    }
    Ok(())
}
