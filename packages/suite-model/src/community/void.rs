//! Points that an item should not have earned.

use super::circles::{vote, Outcome};
use super::{EpochState, Item};
use crate::{refuse, People, Refused, Step};

impl People {
    pub(super) fn void_points(
        &mut self,
        step: Step<'_>,
        (epoch, item): (u64, Item),
        owner: &str,
    ) -> Result<(), Refused> {
        let ends = self.community.starts_at(epoch + 1);
        if step.now < ends || step.now >= self.community.claimable_from(epoch) {
            return refuse("COM-067");
        }
        if self.item(item)?.0 != owner {
            return refuse("COM-069");
        }
        let tally = self.community.tallies.get(&item);
        let earned = tally.and_then(|tally| tally.earned.get(&epoch)).copied();
        let Some(earned) = earned.filter(|earned| *earned > 0) else {
            return refuse("COM-068");
        };
        let until = self.community.claimable_from(epoch);
        let curators = self.community.curators.at(step.now).to_vec();
        let votes = self.community.void_votes.entry((epoch, item)).or_default();
        if vote(votes, &curators, (step, until), true)? == Outcome::Carried {
            self.void(epoch, item, (owner, earned));
        }
        Ok(())
    }

    /// Before the mint the points are gone; afterwards all others keep their shares, and what these would
    /// have brought is minted less later.
    fn void(&mut self, number: u64, item: Item, (owner, points): (&str, u128)) {
        if let Some(tally) = self.community.tallies.get_mut(&item) {
            tally.earned.remove(&number);
        }
        self.touched.accounts.insert(owner.to_owned());
        self.touched.epochs.insert(number);
        let Some(epoch) = self.community.epochs.get_mut(&number) else {
            return;
        };
        let held = epoch.of.get(owner).copied().unwrap_or(0);
        let left = held - points;
        epoch.of.insert(owner.to_owned(), left);
        if epoch.state == EpochState::Minted {
            let recalled = epoch.brings(held) - epoch.brings(left);
            epoch.voided += points;
            epoch.recalled += recalled;
            self.community.carry += recalled;
        } else {
            epoch.points -= points;
        }
    }
}
