//! A running agreement whose credits can wait, and what its parties say about them.

use aftercare_domain::money::Bps;
use aftercare_domain::time::{Seconds, UnixTime};
use aftercare_interface::sla_escrow::{
    Arbitration, DisputeResponse, ExecuteMsg, LedgerResponse, Miss, MissResponse, PlanTerms,
    QueryMsg, Release,
};
use aftercare_interface::Asset;
use aftercare_sla_escrow::ContractError;
use cosmwasm_std::Addr;
use cw_multi_test::error::AnyResult;
use cw_multi_test::AppResponse;

use super::terms::{cursor, document, terms};
use super::World;

pub const WINDOW: Seconds = Seconds::days(2);
pub const RULING: Seconds = Seconds::days(10);
pub const EXCUSABLE: Seconds = Seconds::days(5);
pub const SECOND: Seconds = Seconds(1);

pub struct Case {
    pub world: World,
    pub agreement: u64,
    pub asset: Asset,
    pub arbitrator: Addr,
}

/// Credits wait two days for a contest; a ruling takes ten days at most, in silence the customer gets 6,000.
pub fn after_contest(terms: &mut PlanTerms) {
    terms.release = Release::AfterContest { window: WINDOW };
}

/// Credits leave at once unless force majeure was declared, of five days in all.
pub fn excusing(terms: &mut PlanTerms) {
    terms.excusable = EXCUSABLE;
}

impl Case {
    /// Three periods from now on, in coin (0) or tokens (1), an hour after their start.
    pub fn new(place: usize, change: impl FnOnce(&mut PlanTerms)) -> Self {
        Self::of(place, 3, change)
    }

    pub fn of(place: usize, periods: u32, change: impl FnOnce(&mut PlanTerms)) -> Self {
        let mut world = World::new();
        let asset = world.assets()[place].clone();
        let arbitrator = world.person("arbitrator");
        let mut terms = terms(&asset);
        terms.arbitration = Some(Arbitration {
            arbitrator: arbitrator.clone(),
            time: RULING,
            default_split: Bps(6_000),
        });
        change(&mut terms);
        let plan = world.publish(terms);
        let agreement = world.subscribe(plan, periods);
        world.pass(Seconds::hours(1));
        Self {
            world,
            agreement,
            asset,
            arbitrator,
        }
    }

    pub fn book(&mut self, misses: &[Miss]) -> AppResponse {
        self.world.book(self.agreement, misses).unwrap()
    }

    /// What an act brings the customer.
    pub fn gain(&mut self, act: impl FnOnce(&mut Self)) -> u128 {
        let customer = self.world.customer.clone();
        let before = self.world.balance(&customer, &self.asset);
        act(self);
        self.world.balance(&customer, &self.asset) - before
    }

    pub fn contest_msg(&self, subject: u64) -> ExecuteMsg {
        ExecuteMsg::Contest {
            agreement: self.agreement,
            miss: cursor(subject),
            evidence: document(),
        }
    }

    pub fn contest(&mut self, subject: u64) -> AppResponse {
        let msg = self.contest_msg(subject);
        self.world.does(&self.world.provider.clone(), msg)
    }

    pub fn contest_refused(&mut self, subject: u64) -> ContractError {
        let msg = self.contest_msg(subject);
        self.world.refuses(&self.world.provider.clone(), msg)
    }

    pub fn object_msg(&self, subject: u64) -> ExecuteMsg {
        ExecuteMsg::Object {
            agreement: self.agreement,
            miss: cursor(subject),
        }
    }

    pub fn object(&mut self, subject: u64) -> AppResponse {
        let msg = self.object_msg(subject);
        self.world.does(&self.world.customer.clone(), msg)
    }

    pub fn rule(&mut self, dispute: u64, credit_stands: bool) -> AnyResult<AppResponse> {
        let msg = ExecuteMsg::Rule {
            dispute,
            credit_stands,
        };
        self.world.send(&self.arbitrator.clone(), &msg, &[])
    }

    pub fn poke(&mut self, limit: u32) -> AnyResult<AppResponse> {
        let msg = ExecuteMsg::Poke {
            agreement: self.agreement,
            limit,
        };
        self.world.send(&self.world.stranger.clone(), &msg, &[])
    }

    pub fn declare_msg(&self, from: UnixTime, until: UnixTime) -> ExecuteMsg {
        ExecuteMsg::DeclareForceMajeure {
            agreement: self.agreement,
            from,
            until,
            evidence: document(),
        }
    }

    pub fn declare(&mut self, from: UnixTime, until: UnixTime) -> AppResponse {
        let msg = self.declare_msg(from, until);
        self.world.does(&self.world.provider.clone(), msg)
    }

    pub fn nothing_due(&self) -> ContractError {
        ContractError::NothingDue {
            agreement: self.agreement,
            due: self.world.agreement(self.agreement).next_due,
        }
    }

    pub fn ledger(&self) -> LedgerResponse {
        self.world.ledger(self.agreement)
    }

    pub fn misses(&self) -> Vec<MissResponse> {
        self.world.all(|start_after| QueryMsg::Misses {
            agreement: self.agreement,
            start_after,
            limit: Some(30),
        })
    }

    pub fn dispute(&self, dispute: u64) -> DisputeResponse {
        self.world.ask(QueryMsg::Dispute { dispute })
    }

    /// What waits of the first miss: amount, until.
    pub fn lines(&self) -> Vec<(u128, UnixTime)> {
        let miss = self.misses().remove(0);
        let lines = miss.waiting.iter();
        lines.map(|line| (line.amount.u128(), line.until)).collect()
    }
}
