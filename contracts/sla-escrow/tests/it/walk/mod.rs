//! Random walks through the whole contract: every message of every party, in both assets. What a party may
//! not do is refused and leaves no trace, so that whatever is reached can be reached on the chain as well.

mod acts;
mod agree;
mod duties;
mod money;
mod quotes;
mod rest;

use std::collections::BTreeMap;

use aftercare_domain::credit::{Caps, Threshold};
use aftercare_domain::money::Bps;
use aftercare_domain::time::{Seconds, UnixTime};
use aftercare_interface::sla_escrow::{
    AgreementStatus, Arbitration, ExecuteMsg, PlanTerms, Release, ANNOUNCEMENT,
};
use aftercare_interface::Asset;
use aftercare_sla_escrow::state::{Money, MONEY};
use cosmwasm_std::{Addr, Uint128};

pub use acts::{history, Act, Kind, KINDS};

use crate::world::terms::{bond, changed, late, tier, FEE, HOLD_BACK, LEAVING, TARGET};
use crate::world::{World, START};

/// The chain, everybody on it, and what has been accepted so far.
pub struct Walk {
    pub world: World,
    pub providers: [Addr; 2],
    pub customers: [Addr; 3],
    pub arbitrator: Addr,
    pub monitoring: Addr,
    pub pauser: Addr,
    pub purse: Addr,
    pub heir: Addr,
    /// How often each kind of act was accepted.
    pub accepted: BTreeMap<Kind, u32>,
    /// How often an agreement was ended on each ground.
    pub grounds: BTreeMap<&'static str, u32>,
}

const YEARS: Seconds = Seconds::days(3_000);

/// Five plans: with tips and a cooling-off; with contests, and credits up to the whole fee; by the day, of a fee
/// that never divides evenly, without hold-back; of a fee of one unit; for listed customers.
fn plans(assets: &[Asset; 2], arbitrator: &Addr) -> [PlanTerms; 5] {
    let [coin, token] = assets;
    let base = |asset: &Asset, change: fn(&mut PlanTerms)| {
        changed(asset, |terms| {
            terms.capacity = 100;
            terms.extendable_until = Some(START.plus(YEARS));
            terms.policy.availability = Some(Bps(9_990));
            terms.schedule.availability = vec![
                tier(Threshold::BelowBps(Bps(9_990)), 500),
                tier(Threshold::BelowBps(Bps(9_900)), 1_000),
            ];
            terms.arbitration = Some(Arbitration {
                arbitrator: arbitrator.clone(),
                time: Seconds::days(10),
                default_split: Bps(6_000),
            });
            change(terms);
        })
    };
    [
        base(coin, |terms| {
            terms.tip = Uint128::new(70);
            terms.cooling_off = Seconds::days(7);
            terms.excusable = Seconds::days(5);
        }),
        base(token, |terms| {
            terms.period_length = Seconds::days(7);
            terms.release = Release::AfterContest {
                window: Seconds::days(2),
            };
            terms.excusable = Seconds::days(5);
            terms.caps = Caps {
                ticket: Bps(7_000),
                period: Bps(10_000),
                block: Bps(25_000),
            };
            terms.schedule.resolution[2].credit = Bps(6_999);
            terms.bond = bond(FEE, LEAVING, 0);
        }),
        base(coin, |terms| {
            terms.fee = Uint128::new(997);
            terms.period_length = Seconds::days(1);
            terms.hold_back = Seconds::ZERO;
            terms.notice = Seconds::ZERO;
            terms.bond = bond(300, 200, 40);
            terms.tip = Uint128::one();
        }),
        base(token, |terms| {
            terms.fee = Uint128::one();
            terms.arbitration = None;
            terms.bond = bond(1, 1, 5);
            terms.tip = Uint128::one();
        }),
        base(coin, |terms| {
            terms.listed_customers_only = true;
            terms.release = Release::AfterContest {
                window: Seconds::days(5),
            };
            terms.hold_back = Seconds::days(6);
            terms.cooling_off = Seconds::days(3);
        }),
    ]
}

impl Walk {
    pub fn new() -> Self {
        let mut world = World::new();
        let providers = [world.provider.clone(), world.person("second")];
        let customers = [
            world.customer.clone(),
            world.person("third"),
            world.person("fourth"),
        ];
        let [arbitrator, monitoring, pauser, purse, heir] =
            ["arbitrator", "monitoring", "pauser", "purse", "heir"].map(|name| world.person(name));
        let owner = world.owner.clone();
        let (named, watch) = (Some(pauser.to_string()), monitoring.to_string());
        world.does(&owner, ExecuteMsg::SetPauser { pauser: named });
        world.does(&owner, ExecuteMsg::AnnounceMonitoring { monitoring: watch });
        world.pass(ANNOUNCEMENT);
        for asset in world.assets() {
            world.deposit_bond(&providers[1], &asset, 30_000);
        }
        let offers = plans(&world.assets(), &arbitrator);
        for (place, terms) in offers.into_iter().enumerate() {
            let provider = &providers[usize::from(place >= 3)];
            world.does(provider, ExecuteMsg::PublishPlan { terms });
        }
        Self {
            world,
            providers,
            customers,
            arbitrator,
            monitoring,
            pauser,
            purse,
            heir,
            accepted: BTreeMap::new(),
            grounds: BTreeMap::new(),
        }
    }

    /// An open ticket keeps a part of the first period back, so that credits booked late for the next two
    /// exhaust what stays of them, then the bond: the first provider owes a thousand coins.
    pub fn runs_into_debt(&mut self) {
        let length = Seconds::days(15);
        let world = &mut self.world;
        let begin = world.now();
        let terms = changed(&world.assets()[0], |terms| terms.period_length = length);
        let plan = world.publish(terms);
        let agreement = world.subscribe(plan, 6);
        world.tickets(agreement, 1, 1);
        for (period, tickets) in [(0, 1), (1, 3), (2, 3)] {
            let start = begin.plus(Seconds(length.0 * period));
            world.at(start.plus(length).plus(HOLD_BACK).plus(Seconds(1)));
            world.settle(agreement, 1).unwrap();
            for ticket in 0..tickets {
                let miss = late(10 * period + ticket, start, Seconds(TARGET.0 * 3));
                world.book(agreement, &[miss]).unwrap();
            }
        }
        assert!(!world.ledger(agreement).debt.is_zero());
    }

    pub fn play(&mut self, act: &Act) {
        if self.done(act) {
            *self.accepted.entry(act.kind).or_default() += 1;
        }
    }

    /// Everybody who can hold anything.
    pub fn everybody(&self) -> Vec<Addr> {
        let world = &self.world;
        let named = [
            &self.arbitrator,
            &self.monitoring,
            &self.pauser,
            &self.purse,
            &self.heir,
        ];
        let all = world.people().into_iter().chain(self.customers.clone());
        let all = all.chain(self.providers.clone());
        let all = all.chain(named.map(Addr::clone));
        let mut all: Vec<Addr> = all.chain([world.escrow.clone()]).collect();
        all.sort();
        all.dedup();
        all
    }

    /// How many agreements there are.
    pub fn count(&self) -> u64 {
        let storage = self.world.app.contract_storage(&self.world.escrow);
        let last = MONEY.range(&*storage, None, None).last();
        last.map_or(0, |row| row.unwrap().0)
    }

    pub fn money(&self, agreement: u64) -> Money {
        let storage = self.world.app.contract_storage(&self.world.escrow);
        MONEY.load(&*storage, agreement).unwrap()
    }

    pub fn is_over(&self, agreement: u64) -> bool {
        matches!(self.world.status(agreement), AgreementStatus::Ended(_))
    }

    pub fn now(&self) -> UnixTime {
        self.world.now()
    }
}
