//! What is booked, disputed, decided and settled.

use aftercare_domain::credit::Measure;
use aftercare_domain::money::Bps;
use aftercare_domain::policy::Metric;
use aftercare_domain::time::Seconds;
use aftercare_interface::sla_escrow::{
    ExecuteMsg, Miss, MissCursor, MissResponse, QueryMsg, WaitingCredit, WaitingReason,
};
use cosmwasm_std::Addr;

use super::{Act, Walk};
use crate::world::terms::{document, late};

impl Walk {
    pub fn misses(&self, agreement: u64) -> Vec<MissResponse> {
        self.world.all(|start_after| QueryMsg::Misses {
            agreement,
            start_after,
            limit: Some(30),
        })
    }

    pub fn book(&mut self, act: &Act) -> Option<bool> {
        let agreement = self.agreement_of(act)?;
        let ago = match act.size % 4 {
            0 => act.size % 3,
            1 => act.size % 50_000,
            _ => act.size % 2_000_000,
        };
        let due = self.now().minus(Seconds(ago));
        let miss = late(act.size / 4 % 6 + 1, due, Seconds(act.size % 150_000));
        let keeper = act.flag.then(|| self.world.stranger.clone());
        let before = self.world.ledger(agreement);
        let quote = self.credit_quote(agreement, &miss);
        let misses = std::slice::from_ref(&miss);
        let outcome = self.world.book_for(agreement, misses, keeper.as_ref());
        self.booked_as_quoted(&outcome, &before, quote);
        Some(outcome.is_ok())
    }

    pub fn observe(&mut self, act: &Act) -> Option<bool> {
        let agreement = self.agreement_of(act)?;
        let miss = Miss {
            subject: act.size % 3 + 1,
            metric: Metric::Availability,
            cycle: 0,
            ordinal: 0,
            due: self.now().minus(Seconds(1)),
            measure: Measure::Below {
                share: Bps(9_800 + (act.size % 200) as u32),
            },
        };
        let before = self.world.ledger(agreement);
        let quote = self.credit_quote(agreement, &miss);
        let msg = ExecuteMsg::BookMisses {
            agreement,
            misses: vec![miss],
            keeper: None,
        };
        let outcome = self.world.send(&self.monitoring.clone(), &msg, &[]);
        self.booked_as_quoted(&outcome, &before, quote);
        Some(outcome.is_ok())
    }

    /// A credit that waits, anywhere; for an objection, where there is such a one and it is asked for.
    fn waiting(&self, act: &Act, excused: bool) -> Option<(u64, MissCursor)> {
        let mut all = vec![];
        for agreement in 1..=self.count() {
            let misses = self.misses(agreement).into_iter();
            let objected = |line: &WaitingCredit| line.reason == WaitingReason::Objection;
            let waits = misses.filter(|miss| match excused {
                true => miss.waiting.iter().any(objected),
                false => !miss.waiting.is_empty(),
            });
            all.extend(waits.map(|miss| (agreement, miss.key)));
        }
        act.of(&all).cloned()
    }

    pub fn contest(&mut self, act: &Act) -> Option<bool> {
        let (agreement, miss) = self.waiting(act, false)?;
        let provider = self.world.agreement(agreement).provider;
        let msg = ExecuteMsg::Contest {
            agreement,
            miss,
            evidence: document(),
        };
        Some(self.world.send(&provider, &msg, &[]).is_ok())
    }

    pub fn object(&mut self, act: &Act) -> Option<bool> {
        let (agreement, miss) = self.waiting(act, true)?;
        let customer = self.world.agreement(agreement).customer;
        let msg = ExecuteMsg::Object { agreement, miss };
        Some(self.world.send(&customer, &msg, &[]).is_ok())
    }

    pub fn declare(&mut self, act: &Act) -> Option<bool> {
        let agreement = self.agreement_of(act)?;
        let provider = self.world.agreement(agreement).provider;
        let from = self.now().minus(Seconds(act.size % 1_000));
        let msg = ExecuteMsg::DeclareForceMajeure {
            agreement,
            from,
            until: from.plus(Seconds(act.size % 200_000 + 10_000)),
            evidence: document(),
        };
        Some(self.world.send(&provider, &msg, &[]).is_ok())
    }

    pub fn rule(&mut self, act: &Act) -> bool {
        let msg = ExecuteMsg::Rule {
            dispute: act.pick as u64 % 5 + 1,
            credit_stands: act.flag,
        };
        let arbitrator = self.arbitrator.clone();
        self.world.send(&arbitrator, &msg, &[]).is_ok()
    }

    pub fn poke(&mut self, act: &Act) -> Option<bool> {
        let agreement = self.agreement_of(act)?;
        Some(self.pokes(agreement, 1 + (act.size % 30) as u32))
    }

    pub fn pokes(&mut self, agreement: u64, limit: u32) -> bool {
        self.strange(&ExecuteMsg::Poke { agreement, limit })
    }

    pub fn settle(&mut self, act: &Act) -> Option<bool> {
        let agreement = self.agreement_of(act)?;
        Some(self.settles(agreement, 1 + (act.size % 30) as u32))
    }

    pub fn settles(&mut self, agreement: u64, max_periods: u32) -> bool {
        self.strange(&ExecuteMsg::Settle {
            agreement,
            max_periods,
        })
    }

    /// A stranger's message; whether it was accepted.
    pub fn strange(&mut self, msg: &ExecuteMsg) -> bool {
        let stranger: Addr = self.world.stranger.clone();
        self.world.send(&stranger, msg, &[]).is_ok()
    }
}
