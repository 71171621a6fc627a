//! Curators and experts.

use std::collections::BTreeSet;

use aftercare_domain::time::{Seconds, UnixTime};

use super::{Community, Votes};
use crate::{refuse, Account, People, Refused, Step};

/// A circle.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Circle {
    /// Every set that is, was or will be in force, and from when on.
    pub sets: Vec<(UnixTime, Vec<Account>)>,
    /// Who was named without being a member, and when: the seat that such a one had before is forgotten.
    pub anew: Vec<(UnixTime, Account)>,
}

impl Circle {
    /// Who is in it at an instant.
    #[must_use]
    pub fn at(&self, now: UnixTime) -> &[Account] {
        let begun = self.sets.iter().rev().find(|(from, _)| *from <= now);
        begun.map_or(&[], |(_, members)| members)
    }

    /// The set that is announced and not in force.
    #[must_use]
    pub fn announced(&self, now: UnixTime) -> Option<&(UnixTime, Vec<Account>)> {
        self.sets.last().filter(|(from, _)| *from > now)
    }

    /// Whether an account was a member at an instant, and has not been named anew since.
    fn remembers(&self, account: &str, at: UnixTime) -> bool {
        let forgotten = |(named, who): &(UnixTime, Account)| who == account && *named >= at;
        self.at(at).iter().any(|member| member == account) && !self.anew.iter().any(forgotten)
    }
}

impl Community {
    /// Whether an account is a curator or an expert at an instant.
    #[must_use]
    pub fn sits(&self, account: &str, at: UnixTime) -> bool {
        let circles = [&self.curators, &self.experts];
        let mut members = circles.iter().flat_map(|circle| circle.at(at));
        members.any(|member| member == account)
    }

    /// Whether an account is a curator at an instant.
    #[must_use]
    pub fn is_curator(&self, account: &str, at: UnixTime) -> bool {
        self.curators.at(at).iter().any(|member| member == account)
    }

    /// Each member's part of the pool in the epoch of an instant: as it was fixed, or as it would be now, the
    /// pool divided by those who were members when the epoch began.
    #[must_use]
    pub fn part_at(&self, now: UnixTime) -> u128 {
        let epoch = self.epoch_at(now);
        match self.part {
            Some((of, part)) if of == epoch => part,
            _ => {
                let begin = self.starts_at(epoch);
                let circles = [&self.curators, &self.experts];
                let members = circles.iter().flat_map(|circle| circle.at(begin));
                let members: BTreeSet<&Account> = members.collect();
                let members = members.into_iter().map(|_| 1u128).sum::<u128>();
                self.pool.checked_div(members).unwrap_or(0)
            }
        }
    }

    /// What is left of an account's part; nothing for who does not sit now, or did not when the epoch began.
    #[must_use]
    pub fn part_left(&self, account: &str, now: UnixTime) -> Option<u128> {
        let epoch = self.epoch_at(now);
        let begin = self.starts_at(epoch);
        let mut circles = [&self.curators, &self.experts].into_iter();
        if !self.sits(account, now) || !circles.any(|circle| circle.remembers(account, begin)) {
            return None;
        }
        let given = self.members.get(account).and_then(|member| member.drawn);
        let given = given.filter(|(of, _)| *of == epoch);
        let given = given.map_or(0, |(_, points)| points);
        Some(self.part_at(now).saturating_sub(given).min(self.pool))
    }

    /// Fixes this epoch's parts.
    pub(super) fn fix_part(&mut self, now: UnixTime) {
        self.part = Some((self.epoch_at(now), self.part_at(now)));
    }
}

impl People {
    /// A set is in force 7 days later; one that is not in force yet never will be.
    pub(super) fn set_circle(
        &mut self,
        step: Step<'_>,
        curators: bool,
        members: &[Account],
    ) -> Result<(), Refused> {
        let community = &mut self.community;
        community.ownership.require(step.sender)?;
        let most = if curators { 15 } else { 30 };
        if members.len() > most {
            return refuse("KIT-006");
        }
        if members.iter().collect::<BTreeSet<_>>().len() < members.len() {
            return refuse("KIT-007");
        }
        community.fix_part(step.now);
        let circle = if curators {
            &mut community.curators
        } else {
            &mut community.experts
        };
        circle.sets.retain(|(from, _)| *from <= step.now);
        let held = circle.at(step.now).to_vec();
        let joins = members.iter().filter(|member| !held.contains(member));
        circle
            .anew
            .extend(joins.map(|member| (step.now, member.clone())));
        let from = step.now.plus(Seconds::days(7));
        circle.sets.push((from, members.to_vec()));
        self.touched.accounts.extend(members.iter().cloned());
        Ok(())
    }
}

/// Where a motion stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Outcome {
    Open,
    Carried,
    Rejected,
}

/// Takes a curator's vote: one each, until `until`; more than half of the curators in force decide.
pub(super) fn vote(
    votes: &mut Votes,
    curators: &[Account],
    (step, until): (Step<'_>, UnixTime),
    aye: bool,
) -> Result<Outcome, Refused> {
    let voter = step.sender.to_owned();
    if !curators.contains(&voter) {
        return refuse("COM-060");
    }
    if step.now > until {
        return refuse("COM-062");
    }
    if votes.ayes.contains(&voter) || votes.noes.contains(&voter) {
        return refuse("COM-061");
    }
    if aye {
        votes.ayes.insert(voter);
    } else {
        votes.noes.insert(voter);
    }
    let count = |side: &BTreeSet<Account>| curators.iter().filter(|c| side.contains(*c)).count();
    Ok(if 2 * count(&votes.ayes) > curators.len() {
        Outcome::Carried
    } else if 2 * count(&votes.noes) > curators.len() {
        Outcome::Rejected
    } else {
        Outcome::Open
    })
}
