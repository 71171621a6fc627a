//! Excuses, contests, rulings, and whoever pokes.

use aftercare_domain::time::UnixTime;
use aftercare_interface::sla_escrow::{Declaration, MissCursor, Release, WaitingReason};

use super::agreement::Agreement;
use super::credit::Till;
use super::key::{key_of, Key, Line};
use crate::suite::{refuse, require, Done, Suite};
use crate::Refused;

const SEVEN_DAYS: u64 = 7 * 86_400;

impl Suite {
    pub(super) fn declare(
        &mut self,
        sender: &str,
        agreement: u64,
        (from, until): (UnixTime, UnixTime),
    ) -> Done {
        let at = self.find(agreement)?;
        let declared = UnixTime(self.now);
        let one = &mut self.agreements[at];
        require(one.provider == sender, "SLA-008")?;
        let first = from.0.max(declared.0 + 1);
        let holds = from <= until && first <= until.0 && first < one.until();
        require(holds, "SLA-068")?;
        let excusable = one.terms_at(declared.0).excusable.0;
        require(excusable > 0, "SLA-067")?;
        require(one.declared.len() < 10, "KIT-006")?;
        one.declared.push(Declaration {
            from,
            until,
            declared,
        });
        let length = |one: &Declaration| one.until.0 - one.from.0 + 1;
        let all: u64 = one.declared.iter().map(length).sum();
        require(all <= excusable, "KIT-008")
    }

    pub(super) fn contest(&mut self, sender: &str, agreement: u64, miss: &MissCursor) -> Done {
        let at = self.find(agreement)?;
        require(self.agreements[at].provider == sender, "SLA-008")?;
        let (key, mut till) = self.decided(at, miss)?;
        let number = u64::try_from(self.desk.disputes.len()).unwrap_or_default() + 1;
        self.agreements[at].freeze(key, (number, self.now))?;
        let until = self.agreements[at].ruled_until(key);
        self.desk.disputes.push(((at, key), until));
        self.finish(at, &mut till)
    }

    pub(super) fn object(&mut self, sender: &str, agreement: u64, miss: &MissCursor) -> Done {
        let at = self.find(agreement)?;
        require(self.agreements[at].customer == sender, "SLA-009")?;
        let (key, mut till) = self.decided(at, miss)?;
        let now = self.now;
        let one = &mut self.agreements[at];
        let release = one.terms_of(one.keys[&key].period).release;
        let window = match release {
            Release::Immediate => SEVEN_DAYS,
            Release::AfterContest { window } => window.0,
        };
        let booked = one.keys.get_mut(&key).ok_or(Refused("SLA-060"))?;
        let line = booked.take(&[WaitingReason::Objection]);
        booked.add(Line {
            reason: WaitingReason::Case,
            until: now + window,
            ..line.ok_or(Refused("SLA-063"))?
        });
        self.finish(at, &mut till)
    }

    pub(super) fn rule(&mut self, sender: &str, dispute: u64, stands: bool) -> Done {
        let mut numbered = self.desk.disputes.iter().zip(1u64..);
        let found = numbered.find(|(_, number)| *number == dispute);
        let ((at, key), until) = found.map(|(it, _)| *it).ok_or(Refused("SLA-064"))?;
        let now = self.now;
        let one = &mut self.agreements[at];
        let arbitration = one.terms_of(one.keys[&key].period).arbitration.as_ref();
        let rules = arbitration.is_some_and(|named| named.arbitrator.as_str() == sender);
        require(rules, "SLA-065")?;
        let open = one.keys[&key].stands.is_none() && now <= until;
        require(open, "SLA-066")?;
        if let Some(booked) = one.keys.get_mut(&key) {
            booked.stands = Some(stands);
        }
        let mut till = Till::default();
        let waits = |line: &Line| line.reason == WaitingReason::Ruling;
        if let Some(place) = one.place(key, waits) {
            if stands {
                one.release(key, place, &mut till);
            } else {
                one.cancel(key, place, (now, &mut till));
            }
        }
        self.finish(at, &mut till)
    }

    /// Decided parts, those that ended first before others, and then what finds room.
    pub(super) fn poke_credits(&mut self, sender: &str, agreement: u64, limit: u32) -> Done {
        require((1..=30).contains(&limit), "KIT-008")?;
        let at = self.find(agreement)?;
        let limit = usize::try_from(limit).unwrap_or_default();
        let (now, one) = (self.now, &mut self.agreements[at]);
        let mut till = Till::default();
        let mut due: Vec<(u64, Key)> = vec![];
        for (key, booked) in &one.keys {
            let first = booked.waiting.iter().map(|line| line.until).min();
            due.extend(
                first
                    .filter(|until| *until < now)
                    .map(|until| (until, *key)),
            );
        }
        due.sort_unstable();
        due.truncate(limit);
        for (_, key) in &due {
            one.decide(*key, now, &mut till);
        }
        let looked = one.refill.is_some();
        let filled = one.fill(limit - due.len(), (now, &mut till));
        require(looked || !due.is_empty(), "SLA-028")?;
        self.empty(at, &till)?;
        let acts = u32::try_from(due.len() + filled).unwrap_or(u32::MAX);
        self.thank(at, sender, acts);
        self.conclude(at);
        Ok(())
    }

    /// The key of a booked miss, with what time has decided about it.
    fn decided(&mut self, at: usize, miss: &MissCursor) -> Result<(Key, Till), Refused> {
        let (key, now) = (key_of(miss), self.now);
        let one = &mut self.agreements[at];
        require(one.keys.contains_key(&key), "SLA-060")?;
        let mut till = Till::default();
        one.decide(key, now, &mut till);
        Ok((key, till))
    }

    fn finish(&mut self, at: usize, till: &mut Till) -> Done {
        self.empty(at, till)?;
        self.conclude(at);
        Ok(())
    }

    /// Of a dispute: until when a ruling counts, what waits for it, and what was decided.
    #[must_use]
    pub fn dispute(&self, number: usize) -> Option<(u64, u128, Option<bool>)> {
        let ((at, key), until) = self.desk.disputes.get(number)?;
        let booked = self.agreements.get(*at)?.keys.get(key)?;
        let waits = booked.waiting.iter();
        let waits = waits.filter(|line| line.reason == WaitingReason::Ruling);
        Some((*until, waits.map(|line| line.amount).sum(), booked.stands))
    }
}

impl Agreement {
    /// All that waits of a credit waits for one ruling.
    fn freeze(&mut self, key: Key, (dispute, now): (u64, u64)) -> Done {
        use WaitingReason::{Case, Contest, Objection, Ruling};
        let time = |one: &Self, period: u32| {
            let arbitration = one.terms_of(period).arbitration.as_ref();
            arbitration.map(|named| named.time.0)
        };
        let booked = self.keys.get(&key).ok_or(Refused("SLA-060"))?;
        require(booked.dispute.is_none(), "SLA-062")?;
        let contestable = |line: &Line| matches!(line.reason, Contest | Case);
        require(booked.waiting.iter().any(contestable), "SLA-061")?;
        let until = now + time(self, booked.period).ok_or(Refused("SLA-031"))?;
        let Some(booked) = self.keys.get_mut(&key) else {
            return refuse("SLA-060");
        };
        if let Some(line) = booked.take(&[Contest, Case, Objection]) {
            booked.add(Line {
                reason: Ruling,
                until,
                ..line
            });
        }
        booked.dispute = Some(dispute);
        Ok(())
    }

    fn ruled_until(&self, key: Key) -> u64 {
        let booked = self.keys.get(&key).into_iter();
        let lines = booked.flat_map(|booked| &booked.waiting);
        lines.map(|line| line.until).max().unwrap_or_default()
    }

    /// Goes on through the keys that a cap cut short; how many of them found something.
    fn fill(&mut self, most: usize, (now, till): (u64, &mut Till)) -> usize {
        let Some(after) = self.refill.filter(|_| most > 0) else {
            return 0;
        };
        let beyond = self.starved.iter().filter(|key| **key > after);
        let keys: Vec<Key> = beyond.take(most).copied().collect();
        let mut filled = 0;
        for key in &keys {
            filled += usize::from(self.fill_one(*key, (now, &mut *till)));
        }
        self.refill = keys.last().copied().filter(|_| keys.len() == most);
        filled
    }

    fn fill_one(&mut self, key: Key, (now, till): (u64, &mut Till)) -> bool {
        let Some(booked) = self.keys.get(&key).cloned() else {
            return false;
        };
        let (period, due) = (booked.period, booked.due);
        if period >= self.periods || !self.is_open(period) || !booked.is_cut() {
            self.starved.remove(&key);
            return false;
        }
        self.starved.remove(&key);
        let added = self.enter((key, booked), (due, now), till);
        if added == 0 {
            self.starved.insert(key);
        }
        added > 0
    }
}
