//! Proposals, arguments about credits, lost keys, and what the owner may.

use aftercare_interface::sla_escrow::{ExecuteMsg, MissCursor, WaitingReason};
use aftercare_interface::Asset;
use aftercare_suite_model::Agreement;

use super::super::deal::{Act, Deal};
use super::super::people::CAST;
use super::super::step::{Step, Twist, PLACE};
use super::{one, Draft, Stage, PENNY};

mod argue;
mod own;
mod sign;
mod terms;

impl Stage<'_> {
    pub(super) fn deal(&self, step: &Step, deal: Deal) -> Option<Draft> {
        let deal = if deal.act == Act::Fitting {
            self.fitting_act(deal)?
        } else {
            deal
        };
        match deal.act {
            Act::Propose => self.propose(step, deal),
            Act::Accept => self.accept(step, deal),
            Act::Decline | Act::Cancel => self.refuse(step, deal),
            Act::Amend => self.amend(step, deal),
            Act::Renew => self.renew(step, deal),
            Act::Contest | Act::Object => self.contest(step, deal),
            Act::Rule => self.rule(step, deal),
            Act::Poke => self.poke_credits(step, deal),
            Act::Declare => self.declare(step, deal),
            Act::Observe => self.observe(step, deal),
            Act::LeaveLate => self.leave_late(step, deal),
            Act::Revise | Act::Allow => self.revise(step, deal),
            Act::Payout => self.payout(step, deal),
            Act::NameRecovery | Act::Recover | Act::Veto | Act::TakeOver => {
                self.recovery(step, deal)
            }
            _ => self.own(step, deal),
        }
    }

    /// One of the acts that something waits for; where nothing does, something new.
    fn fitting_act(&self, deal: Deal) -> Option<Deal> {
        use WaitingReason::{Case, Contest, Objection, Ruling};
        let (model, desk) = (self.model, &self.model.desk);
        let mut acts = vec![Act::Observe];
        let mut open = desk.proposals.values();
        if open.any(|proposal| model.now <= proposal.expires) {
            acts.extend([Act::Accept, Act::Accept, Act::Accept, Act::Decline]);
        }
        let any = |reasons: &[WaitingReason]| {
            let mut all = model.agreements.iter();
            all.any(|of| self.waits_for(of, reasons))
        };
        for (reasons, act) in [
            (&[Contest, Case][..], Act::Contest),
            (&[Objection][..], Act::Object),
            (&[Ruling][..], Act::Rule),
            (&[Contest, Case, Objection, Ruling][..], Act::Poke),
        ] {
            acts.extend(any(reasons).then_some([act, act]).into_iter().flatten());
        }
        let ready = desk.recoveries.values().filter_map(|(_, ready)| *ready);
        if ready.min().is_some_and(|ready| ready <= model.now) {
            acts.push(Act::TakeOver);
        } else if !desk.recoveries.is_empty() {
            acts.push(Act::Recover);
        }
        let act = one(&acts, deal.number)?;
        let number = deal.number / acts.len();
        Some(Deal {
            act,
            number,
            ..deal
        })
    }

    /// Whether a credit waits for one of these, and somebody can still act on it.
    fn waits_for(&self, of: &Agreement, reasons: &[WaitingReason]) -> bool {
        let misses = of.misses();
        let mut lines = misses.iter().flat_map(|miss| &miss.waiting);
        lines.any(|line| reasons.contains(&line.reason) && self.model.now <= line.until.0)
    }

    /// One agreement among those of a kind; seldom any other one.
    fn among(
        &self,
        (which, twist): (usize, Twist),
        kind: impl Fn(&Agreement) -> bool,
    ) -> Option<(usize, u64)> {
        let all = self.model.agreements.iter().enumerate();
        let fitting = all.filter(|(_, of)| kind(of)).map(|(at, _)| at);
        let fitting: Vec<usize> = fitting.collect();
        if which >= PLACE || which.is_multiple_of(16) {
            return self.agreement(which, twist);
        }
        self.agreement(PLACE + one(&fitting, which)?, twist)
    }

    /// A booked miss of an agreement, one that waits for something first.
    fn miss_of(
        &self,
        at: usize,
        (number, twist): (usize, Twist),
        reason: &[WaitingReason],
    ) -> Option<MissCursor> {
        let all = self.model.agreements.get(at)?.misses();
        let mut fitting = all.clone();
        fitting.retain(|miss| {
            let mut waits = miss.waiting.iter();
            waits.any(|line| reason.contains(&line.reason) && self.model.now <= line.until.0)
        });
        let from = if fitting.is_empty() || number.is_multiple_of(8) {
            all
        } else {
            fitting
        };
        let mut miss = from.get(number.checked_rem(from.len())?)?.key.clone();
        if twist == Twist::Bounds {
            miss.ordinal += 100;
        }
        Some(miss)
    }

    /// Somebody of the cast, seldom the escrow itself.
    fn somebody(&self, number: usize, twist: Twist) -> Option<String> {
        if twist == Twist::Bounds {
            return Some(self.model.peers.escrow.clone());
        }
        Some(self.people.address(one(&CAST, number)?))
    }

    /// One of the assets, or one that nobody listed.
    fn some_asset(&self, which: usize, twist: Twist) -> Asset {
        if twist == Twist::Id {
            return Asset::native(PENNY);
        }
        self.asset(which).clone()
    }
}

/// A draft about an agreement.
fn about(name: &str, message: ExecuteMsg, (words, agreement): (String, u64)) -> Draft {
    Draft::free(name, message, words).about(agreement)
}
