//! Points: from burnt fees to allowances, from allowances to owners, from owners' points to tokens.

use aftercare_domain::allowance::Lots;
use aftercare_domain::reward::{
    epoch_mint, less_carry, points_of, share, split_points, PointsSplit, RATE_ONE,
};

use super::{Account, Model};
use crate::{Post, Who};

/// Fees that an account has not seen yet, as points and their parts; nothing where they make no point.
fn unseen(account: &Account) -> (u128, PointsSplit) {
    let points = points_of(account.burnt - account.seen, RATE_ONE).unwrap_or(0);
    (points, split_points(points))
}

impl Model {
    /// Feedback and thanks allowance, new fees included.
    #[must_use]
    pub fn allowance(&self, who: Who) -> (u128, u128) {
        let account = &self.accounts[who];
        let mut lots: Lots = account.lots.clone();
        lots.lapse(self.epoch());
        let (points, split) = unseen(account);
        if points > 0 {
            lots.add(self.epoch(), split);
        }
        lots.left()
    }

    /// What is left of a curator's part of the pool in this epoch, new fees of its own included.
    #[must_use]
    pub fn part(&self, who: Who) -> Option<u128> {
        if !self.setup.curators.contains(&who) {
            return None;
        }
        let epoch = self.epoch();
        let points = self.pool.points + unseen(&self.accounts[who]).1.curators;
        let part = if self.pool.epoch == Some(epoch) {
            self.pool.part
        } else {
            points / self.setup.curators.len() as u128
        };
        let drawn = self.accounts[who].drawn.filter(|(of, _)| *of == epoch);
        let left = part.saturating_sub(drawn.map_or(0, |(_, points)| points));
        Some(left.min(points))
    }

    /// The parts of an epoch are fixed when the first curator gives in it.
    fn fix_part(&mut self, who: Who) {
        let epoch = self.epoch();
        if self.pool.epoch != Some(epoch) && self.setup.curators.contains(&who) {
            self.pool.epoch = Some(epoch);
            self.pool.part = self.pool.points / self.setup.curators.len() as u128;
        }
    }

    /// New fees become allowance of this epoch.
    fn see(&mut self, who: Who) {
        let epoch = self.epoch();
        let account = &mut self.accounts[who];
        account.lots.lapse(epoch);
        let (points, split) = unseen(account);
        if points == 0 || account.lots.add(epoch, split).is_none() {
            return;
        }
        account.seen = account.burnt;
        account.made += points;
        self.pool.points += split.curators;
    }

    pub(super) fn rate(&mut self, who: Who) -> Option<()> {
        self.accounts.get(who)?;
        self.see(who);
        let points = self.accounts[who].lots.release();
        self.add(who, points);
        Some(())
    }

    pub(super) fn thank(&mut self, by: Who, post: Post, points: u128) -> Option<()> {
        let answer = self.answer_of(post)?;
        let author = answer.author;
        if author == by || points == 0 || answer.dismissed {
            return None;
        }
        let from_pool = self.spend(by, points)?;
        self.decide_by_silence(post.question);
        let epoch = self.epoch();
        let answer = self.answer_mut(post)?;
        answer.tally.thanks += points;
        answer.tally.accounts += u32::from(answer.thanked_by.insert(by));
        *answer.earned.entry(epoch).or_default() += points;
        let giver = if from_pool { None } else { Some(by) };
        *self.given.entry((giver, author)).or_default() += points;
        self.add(author, points);
        Some(())
    }

    pub(super) fn object(&mut self, by: Who, post: Post, points: u128) -> Option<()> {
        if self.answer_of(post)?.author == by || points == 0 {
            return None;
        }
        self.spend(by, points)?;
        self.decide_by_silence(post.question);
        self.answer_mut(post)?.tally.objections += points;
        Some(())
    }

    /// Whether the points came from the curators' pool.
    fn spend(&mut self, by: Who, points: u128) -> Option<bool> {
        if self.part(by).is_some_and(|left| points <= left) {
            self.see(by);
            self.fix_part(by);
            let epoch = self.epoch();
            let account = &mut self.accounts[by];
            let before = account.drawn.filter(|(of, _)| *of == epoch);
            account.drawn = Some((epoch, before.map_or(0, |(_, drawn)| drawn) + points));
            self.pool.points -= points;
            return Some(true);
        }
        if self.allowance(by).1 < points {
            return None;
        }
        self.see(by);
        self.accounts[by].lots.spend(points)?;
        Some(false)
    }

    /// Closes the last epoch that has points before it adds to another.
    fn add(&mut self, owner: Who, points: u128) {
        if points == 0 {
            return;
        }
        let epoch = self.epoch();
        self.close_before(epoch);
        self.open = Some(epoch);
        let record = self.epochs.entry(epoch).or_default();
        record.points += points;
        *record.owners.entry(owner).or_default() += points;
    }

    pub(super) fn close(&mut self) -> Option<()> {
        let epoch = self.epoch();
        self.open.filter(|open| *open < epoch)?;
        self.close_before(epoch);
        Some(())
    }

    fn close_before(&mut self, epoch: u64) {
        if let Some(open) = self.open.filter(|open| *open < epoch) {
            self.open = None;
            self.mint(open);
        }
    }

    pub(super) fn mint_again(&mut self, epoch: u64) -> Option<()> {
        let waits = self.epochs.get(&epoch)?.minted.is_none() && self.open != Some(epoch);
        waits.then(|| self.mint(epoch))
    }

    fn mint(&mut self, epoch: u64) {
        let points = self.epochs[&epoch].points;
        let part = epoch_mint(points, self.emission.at(self.now).left);
        let (asked, carried) = less_carry(part, self.carry);
        let minted = self.emission.mint(self.now, asked);
        if let (Ok(emission), true) = (minted, part > 0 || points < 2) {
            self.emission = emission;
            self.carry -= carried;
            let record = self.epochs.entry(epoch).or_default();
            record.minted = Some(part);
        }
    }

    /// From the end of the epoch to the end of the hold. Before the mint its points are simply fewer;
    /// afterwards the tokens go to the carry.
    pub(super) fn void(&mut self, post: Post, epoch: u64) -> Option<()> {
        let answer = self.answer_of(post)?;
        let (author, void) = (answer.author, *answer.earned.get(&epoch)?);
        if self.now >= self.claimable_from(epoch) || self.epoch() <= epoch {
            return None;
        }
        let record = self.epochs.get_mut(&epoch)?;
        let held = *record.owners.get(&author)?;
        let left = held.checked_sub(void)?;
        record.owners.insert(author, left);
        match record.minted {
            Some(minted) => {
                let brings = |points| share(minted, points, record.points);
                self.carry += brings(held) - brings(left);
            }
            None => record.points -= void,
        }
        self.answer_mut(post)?.earned.remove(&epoch);
        Some(())
    }

    pub(super) fn claim(&mut self, who: Who, epoch: u64) -> Option<()> {
        if self.now < self.claimable_from(epoch) {
            return None;
        }
        let record = self.epochs.get_mut(&epoch)?;
        let points = *record.owners.get(&who)?;
        let minted = record.minted?;
        record.claimed.insert(who).then_some(())?;
        self.accounts[who].tokens += share(minted, points, record.points);
        Some(())
    }
}
