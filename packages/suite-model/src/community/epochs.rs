//! Epochs take points, are closed, mint, and are claimed.

use std::collections::{BTreeMap, BTreeSet};

use aftercare_domain::time::UnixTime;

use super::points::bounded;
use crate::arithmetic::part;
use crate::{refuse, Account, People, Refused, Step};

/// How far an epoch is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum EpochState {
    /// Takes points, or is over and not closed.
    #[default]
    Open,
    /// Closed, and nothing minted.
    Unminted,
    /// Closed, and minted.
    Minted,
}

/// An epoch that has, or had, points.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Epoch {
    /// How far it is.
    pub state: EpochState,
    /// All points that share what is minted.
    pub points: u128,
    /// Each owner's.
    pub of: BTreeMap<Account, u128>,
    /// Who claimed.
    pub claimed_by: BTreeSet<Account>,
    /// What its points share.
    pub minted: u128,
    /// Claimed of it.
    pub claimed: u128,
    /// Points that became void after the mint.
    pub voided: u128,
    /// What went to the carry for them.
    pub recalled: u128,
}

impl Epoch {
    /// What it still holds.
    #[must_use]
    pub fn holds(&self) -> u128 {
        self.minted - self.claimed - self.recalled
    }

    /// What so many of its points bring.
    #[must_use]
    pub fn brings(&self, points: u128) -> u128 {
        part(self.minted, points, self.points)
    }
}

impl People {
    /// The open epoch that lies before the one that is, if there is one.
    fn over(&self, now: UnixTime) -> Option<u64> {
        let current = self.community.epoch_at(now);
        let mut epochs = self.community.epochs.iter();
        let open = epochs.find(|(_, epoch)| epoch.state == EpochState::Open);
        open.map(|(number, _)| *number)
            .filter(|number| *number < current)
    }

    /// Adds points to the epoch that is; the last one is closed first.
    pub(super) fn add_points(&mut self, now: UnixTime, owner: &str, points: u128) {
        if points == 0 {
            return;
        }
        if let Some(over) = self.over(now) {
            self.close(now, over);
        }
        let current = self.community.epoch_at(now);
        self.touched.accounts.insert(owner.to_owned());
        self.touched.epochs.insert(current);
        let epoch = self.community.epochs.entry(current).or_default();
        epoch.points += points;
        *epoch.of.entry(owner.to_owned()).or_default() += points;
    }

    pub(super) fn close_epoch(&mut self, now: UnixTime) -> Result<(), Refused> {
        let Some(over) = self.over(now) else {
            return refuse("COM-015");
        };
        self.close(now, over);
        Ok(())
    }

    pub(super) fn mint_epoch(&mut self, now: UnixTime, epoch: u64) -> Result<(), Refused> {
        let found = self.community.epochs.get(&epoch);
        if found.is_none_or(|epoch| epoch.state != EpochState::Unminted) {
            return refuse("COM-016");
        }
        self.close(now, epoch);
        Ok(())
    }

    /// Mints half a unit a point, and no more than the token may mint, the carry first.
    fn close(&mut self, now: UnixTime, number: u64) {
        self.touched.epochs.insert(number);
        let points = self.community.epochs.get(&number).map_or(0, |e| e.points);
        let share = (points / 2).min(self.token.emission.left(now));
        let carried = share.min(self.community.carry);
        let community = self.community.address.clone();
        let asked = share - carried;
        let nothing = share == 0 && points / 2 > 0;
        let minted = asked == 0 || self.mint(now, &community, &community, asked).is_ok();
        let Some(epoch) = self.community.epochs.get_mut(&number) else {
            return;
        };
        epoch.state = EpochState::Unminted;
        if minted && !nothing {
            epoch.state = EpochState::Minted;
            epoch.minted = share;
            self.community.carry -= carried;
        }
    }

    pub(super) fn claim_points(
        &mut self,
        step: Step<'_>,
        owner: &str,
        epochs: &[u64],
    ) -> Result<(), Refused> {
        bounded(epochs)?;
        let mut tokens = 0;
        for number in epochs {
            tokens += self.claim_epoch(step.now, owner, *number)?;
            self.touched.epochs.insert(*number);
        }
        let asset = self.token.asset();
        self.pay(owner, &asset, tokens);
        Ok(())
    }

    fn claim_epoch(&mut self, now: UnixTime, owner: &str, number: u64) -> Result<u128, Refused> {
        let ripe = self.community.claimable_from(number);
        let Some(epoch) = self.community.epochs.get_mut(&number) else {
            return refuse("COM-018");
        };
        let Some(points) = epoch.of.get(owner).copied() else {
            return refuse("COM-018");
        };
        if epoch.claimed_by.contains(owner) {
            return refuse("COM-020");
        }
        if now < ripe {
            return refuse("COM-019");
        }
        if epoch.state != EpochState::Minted {
            return refuse("COM-017");
        }
        let tokens = epoch.brings(points);
        epoch.claimed += tokens;
        epoch.claimed_by.insert(owner.to_owned());
        Ok(tokens)
    }
}
