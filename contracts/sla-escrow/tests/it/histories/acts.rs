//! What can happen, on the chain and in the second ledger.

use aftercare_domain::credit::Caps;
use aftercare_domain::money::Bps;
use aftercare_domain::time::Seconds;
use aftercare_interface::asset::AssetAmount;
use aftercare_interface::sla_escrow::{
    ExecuteMsg, Ground, LedgerResponse, Miss, PlanTerms, QueryMsg,
};
use aftercare_interface::Asset;
use cosmwasm_std::{coins, Addr, BankMsg, Uint128};
use cw20::Cw20ExecuteMsg;
use cw_multi_test::Executor;
use proptest::prelude::*;

use super::model::Model;
use crate::world::audit::{agreements, claim};
use crate::world::terms::{
    bond, changed, late as miss_of, FEE, HOLD_BACK, LEAVING, PERIOD, TARGET,
};
use crate::world::token::{turn, Mood};
use crate::world::World;

/// One thing that happens. Numbers name people, plans and assets by place; an agreement is counted modulo
/// those that exist.
#[derive(Clone, Debug)]
pub enum Act {
    Subscribe {
        plan: usize,
        customer: usize,
        periods: u32,
    },
    Book {
        agreement: usize,
        ticket: u64,
        late: u64,
        ago: u64,
        thanked: bool,
    },
    /// Time passes until the oldest period of an agreement can be settled, and it is.
    SettleNext {
        agreement: usize,
    },
    /// A ticket is booked very late, for a period that is settled already.
    BookSettled {
        agreement: usize,
        ticket: u64,
        back: u32,
    },
    Tickets {
        agreement: usize,
        unsettled: u32,
    },
    PayDebt {
        agreement: usize,
        amount: u128,
    },
    CollectDebt {
        agreement: usize,
    },
    Refill {
        agreement: usize,
    },
    Settle {
        agreement: usize,
        max_periods: u32,
    },
    Terminate {
        agreement: usize,
    },
    PushClaim {
        owner: usize,
        asset: usize,
    },
    Bond {
        asset: usize,
        amount: u128,
        deposit: bool,
    },
    Donate {
        asset: usize,
        amount: u128,
    },
    Mood {
        reverting: bool,
    },
    Pass {
        seconds: u64,
    },
}

pub fn act() -> impl Strategy<Value = Act> {
    let span = prop_oneof![
        1u64..1_000,
        Just(86_400),
        Just(PERIOD.0),
        Just(PERIOD.0 + HOLD_BACK.0),
        80_000u64..5_000_000,
    ];
    let late = prop_oneof![0u64..3, 1u64..100_000];
    let ago = prop_oneof![0u64..3, 0u64..100_000, 0u64..6_000_000];
    prop_oneof![
        3 => (0..3usize, 0..3usize, 1u32..=15)
            .prop_map(|(plan, customer, periods)| Act::Subscribe { plan, customer, periods }),
        8 => (0..8usize, 0u64..6, late, ago, any::<bool>()).prop_map(
            |(agreement, ticket, late, ago, thanked)| {
                Act::Book { agreement, ticket, late, ago, thanked }
            }
        ),
        6 => (0..4usize).prop_map(|agreement| Act::SettleNext { agreement }),
        16 => (0..4usize, 6u64..200, 0u32..2)
            .prop_map(|(agreement, ticket, back)| Act::BookSettled { agreement, ticket, back }),
        2 => (0..8usize, 0u32..9)
            .prop_map(|(agreement, unsettled)| Act::Tickets { agreement, unsettled }),
        1 => (0..8usize, 1u128..2_000)
            .prop_map(|(agreement, amount)| Act::PayDebt { agreement, amount }),
        1 => (0..8usize).prop_map(|agreement| Act::CollectDebt { agreement }),
        1 => (0..8usize).prop_map(|agreement| Act::Refill { agreement }),
        6 => (0..8usize, prop_oneof![3 => Just(1u32), 1 => 1u32..=30])
            .prop_map(|(agreement, max_periods)| Act::Settle { agreement, max_periods }),
        1 => (0..8usize).prop_map(|agreement| Act::Terminate { agreement }),
        2 => (0..6usize, 0..2usize).prop_map(|(owner, asset)| Act::PushClaim { owner, asset }),
        1 => (0..2usize, 1u128..60_000, any::<bool>())
            .prop_map(|(asset, amount, deposit)| Act::Bond { asset, amount, deposit }),
        1 => (0..2usize, 1u128..1_000).prop_map(|(asset, amount)| Act::Donate { asset, amount }),
        1 => any::<bool>().prop_map(|reverting| Act::Mood { reverting }),
        5 => span.prop_map(|seconds| Act::Pass { seconds }),
    ]
}

/// The chain and the second ledger, side by side.
pub struct Stage {
    pub world: World,
    pub refused: Vec<Act>,
    model: Model,
    customers: Vec<Addr>,
}

/// The three plans of every history: months in coin with tips that soon run out, months in tokens whose
/// credits reach the whole fee, and days in coin of a fee that never divides evenly, without hold-back.
fn plans(world: &World) -> [PlanTerms; 3] {
    let [coin, token] = world.assets();
    let tipped = changed(&coin, |terms| terms.tip = Uint128::new(70));
    let whole = changed(&token, |terms| {
        terms.caps = Caps {
            ticket: Bps(7_000),
            period: Bps(10_000),
            block: Bps(25_000),
        };
        terms.schedule.resolution[2].credit = Bps(9_999);
        terms.bond = bond(FEE, LEAVING, 0);
    });
    let odd = changed(&coin, |terms| {
        terms.fee = Uint128::new(997);
        terms.period_length = Seconds::days(1);
        terms.hold_back = Seconds::ZERO;
        terms.notice = Seconds::ZERO;
        terms.bond = bond(300, 200, 40);
        terms.tip = Uint128::one();
    });
    [tipped, whole, odd]
}

impl Stage {
    pub fn new() -> Self {
        let mut world = World::new();
        let plans = plans(&world);
        for terms in &plans {
            world.publish(terms.clone());
        }
        let customers = vec![
            world.customer.clone(),
            world.stranger.clone(),
            world.person("third"),
        ];
        let owners = Self::owners(&world);
        let mut model = Model::new(plans.to_vec(), world.now());
        for asset in world.assets() {
            for owner in owners.iter().chain(&customers) {
                let held = world.balance(owner, &asset);
                model.wallets.insert((owner.clone(), asset.clone()), held);
            }
            model.free.insert(asset, 100_000);
        }
        model.roles = (
            world.provider.clone(),
            world.sink.clone(),
            world.escrow.clone(),
        );
        Self {
            world,
            refused: vec![],
            model,
            customers,
        }
    }

    pub fn owners(world: &World) -> Vec<Addr> {
        let third = world.app.api().addr_make("third");
        world
            .people()
            .into_iter()
            .chain([world.escrow.clone(), third])
            .collect()
    }

    /// Plays an act on both sides; they must agree on its outcome and on everything after it.
    pub fn play(&mut self, act: &Act) {
        let (chain, model) = self.both(act);
        assert_eq!(chain, model, "{act:?}");
        if !chain {
            self.refused.push(act.clone());
        }
        self.agree(act);
    }

    fn both(&mut self, act: &Act) -> (bool, bool) {
        let count = self.model.agreements.len().max(1);
        match *act {
            Act::Subscribe {
                plan,
                customer,
                periods,
            } => self.subscribe(plan, customer, periods),
            Act::Book {
                agreement,
                ticket,
                late,
                ago,
                thanked,
            } => {
                let due = self.world.now().minus(Seconds(ago));
                let miss = miss_of(ticket, due, Seconds(late));
                self.book(agreement % count, &miss, thanked)
            }
            Act::SettleNext { agreement } => {
                let at = agreement % count;
                let due = self.model.settleable(at).unwrap_or(self.model.now);
                let now = due.max(self.model.now);
                self.world.at(now);
                self.model.now = now;
                self.settle(at, 1)
            }
            Act::BookSettled {
                agreement,
                ticket,
                back,
            } => {
                let at = agreement % count;
                let due = self.model.settled_due(at, back);
                let worst = Seconds(TARGET.0 * 3);
                let miss = miss_of(ticket, due.unwrap_or(self.world.now()), worst);
                self.book(at, &miss, false)
            }
            Act::Tickets {
                agreement,
                unsettled,
            } => {
                let at = agreement % count;
                if let Some(one) = self.model.agreements.get_mut(at) {
                    one.waits = unsettled > 0;
                    self.world.tickets(at as u64 + 1, unsettled, unsettled);
                }
                (true, true)
            }
            Act::Refill { agreement } => {
                let at = agreement % count;
                let agreement = at as u64 + 1;
                let refill = ExecuteMsg::RefillBond { agreement };
                let sender = self.world.provider.clone();
                let done = self.world.send(&sender, &refill, &[]).is_ok();
                (done, self.model.refill(at).is_some())
            }
            Act::PayDebt { agreement, amount } => self.pay_debt(agreement % count, amount),
            Act::CollectDebt { agreement } => {
                let at = agreement % count;
                let agreement = at as u64 + 1;
                let collect = ExecuteMsg::CollectDebt { agreement };
                let sender = self.world.owner.clone();
                let done = self.world.send(&sender, &collect, &[]).is_ok();
                (done, self.model.collect_debt(at).is_some())
            }
            Act::Settle {
                agreement,
                max_periods,
            } => self.settle(agreement % count, max_periods),
            Act::Terminate { agreement } => self.terminate(agreement % count),
            Act::PushClaim { owner, asset } => self.push_claim(owner, asset),
            Act::Bond {
                asset,
                amount,
                deposit,
            } => self.bond(asset, amount, deposit),
            Act::Donate { asset, amount } => self.donate(asset, amount),
            Act::Mood { reverting } => {
                let mood = if reverting {
                    Mood::Reverting
                } else {
                    Mood::Honest
                };
                turn(&mut self.world.app, &self.world.token.clone(), mood);
                self.model.reverting = reverting;
                (true, true)
            }
            Act::Pass { seconds } => {
                self.world.pass(Seconds(seconds));
                self.model.now = self.world.now();
                (true, true)
            }
        }
    }

    fn subscribe(&mut self, plan: usize, customer: usize, periods: u32) -> (bool, bool) {
        let customer = self.customers[customer].clone();
        let asked = self.world.subscription(plan as u64 + 1, periods);
        let asset = self.model.plans[plan].asset.clone();
        let done = self.world.pay(&customer, &asked, &asset).is_ok();
        let agrees = self.model.subscribe(plan, &customer, periods).is_some();
        if let Some(one) = self.model.agreements.last_mut().filter(|_| agrees) {
            one.waits = true;
            let agreement = self.model.agreements.len() as u64;
            self.world.tickets(agreement, 1, 1);
        }
        (done, agrees)
    }

    fn settle(&mut self, at: usize, max_periods: u32) -> (bool, bool) {
        let done = self.world.settle(at as u64 + 1, max_periods).is_ok();
        let sender = self.world.stranger.clone();
        let agrees = self.model.settle(at, max_periods, &sender).is_some();
        (done, agrees)
    }

    fn book(&mut self, at: usize, miss: &Miss, thanked: bool) -> (bool, bool) {
        let keeper = Some(self.world.owner.clone()).filter(|_| thanked);
        let misses = std::slice::from_ref(miss);
        let done = self.world.book_for(at as u64 + 1, misses, keeper.as_ref());
        let agrees = self.model.book(at, miss, keeper.as_ref()).is_some();
        (done.is_ok(), agrees)
    }

    fn pay_debt(&mut self, at: usize, amount: u128) -> (bool, bool) {
        let payer = self.world.owner.clone();
        let asset = match self.model.agreements.get(at) {
            Some(one) => self.model.plans[one.plan].asset.clone(),
            None => self.world.assets()[0].clone(),
        };
        let done = self.world.pay_debt(&payer, at as u64 + 1, (&asset, amount));
        (
            done.is_ok(),
            self.model.pay_debt(at, &payer, amount).is_some(),
        )
    }

    fn terminate(&mut self, at: usize) -> (bool, bool) {
        let found = self.model.agreements.get(at);
        let customer = found.map(|found| found.customer.clone());
        let sender = customer.unwrap_or_else(|| self.world.customer.clone());
        let leave = ExecuteMsg::Terminate {
            agreement: at as u64 + 1,
            ground: Ground::Notice {},
        };
        let done = self.world.send(&sender, &leave, &[]).is_ok();
        (done, self.model.terminate(at).is_some())
    }

    fn push_claim(&mut self, owner: usize, asset: usize) -> (bool, bool) {
        let owner = Self::owners(&self.world)[owner].clone();
        let asset = self.world.assets()[asset].clone();
        let push = ExecuteMsg::PushClaim {
            owner: owner.to_string(),
            asset: asset.clone(),
        };
        let done = self
            .world
            .send(&self.world.owner.clone(), &push, &[])
            .is_ok();
        (done, self.model.pay_claim(&owner, &asset).is_some())
    }

    fn bond(&mut self, asset: usize, amount: u128, deposit: bool) -> (bool, bool) {
        let asset = self.world.assets()[asset].clone();
        let provider = self.world.provider.clone();
        if deposit {
            self.world.deposit_bond(&provider, &asset, amount);
            return (true, self.model.deposit(&asset, amount).is_some());
        }
        let take = ExecuteMsg::WithdrawFreeBond {
            asset: asset.clone(),
            amount: Uint128::new(amount),
        };
        let done = self.world.send(&provider, &take, &[]).is_ok();
        (done, self.model.withdraw_bond(&asset, amount).is_some())
    }

    /// A gift by a plain transfer: only the surplus may change. A reverting token refuses it.
    fn donate(&mut self, asset: usize, amount: u128) -> (bool, bool) {
        let asset = self.world.assets()[asset].clone();
        let (owner, escrow) = (self.world.owner.clone(), self.world.escrow.to_string());
        let app = &mut self.world.app;
        let done = match &asset {
            Asset::Native { denom } => {
                let amount = coins(amount, denom);
                let send = BankMsg::Send {
                    to_address: escrow,
                    amount,
                };
                app.execute(owner.clone(), send.into())
            }
            Asset::Cw20 { address } => {
                let send = Cw20ExecuteMsg::Transfer {
                    recipient: escrow,
                    amount: Uint128::new(amount),
                };
                app.execute_contract(owner.clone(), address.clone(), &send, &[])
            }
        };
        (
            done.is_ok(),
            self.model.donate(&owner, &asset, amount).is_some(),
        )
    }

    fn agree(&self, act: &Act) {
        for ((owner, asset), amount) in &self.model.wallets {
            let held = self.world.balance(owner, asset);
            assert_eq!(held, *amount, "wallet of {owner} in {asset} after {act:?}");
            let waiting = claim(&self.world, owner, asset);
            let expected = self.model.claim(owner, asset);
            assert_eq!(
                waiting, expected,
                "claim of {owner} in {asset} after {act:?}"
            );
            let burnt: AssetAmount = self.world.ask(QueryMsg::FeesPaid {
                account: owner.to_string(),
                asset: asset.clone(),
            });
            assert_eq!(burnt.amount.u128(), self.model.burnt_for(owner, asset));
        }
        for (place, (one, ledger)) in agreements(&self.world).iter().enumerate() {
            let expected = &self.model.agreements[place];
            assert_eq!(one.status, expected.status(&self.model), "{act:?}");
            assert_eq!(
                sums(ledger),
                expected.sums(&self.model),
                "{one:?} after {act:?}"
            );
        }
    }
}

fn sums(ledger: &LedgerResponse) -> [u128; 15] {
    assert!(ledger.waiting.is_zero() && ledger.termination_credit.is_zero());
    [
        ledger.escrowed,
        ledger.withheld,
        ledger.bond.credit,
        ledger.bond.termination,
        ledger.bond.tips,
        ledger.debt,
        ledger.debt_paid,
        ledger.credited,
        ledger.credited_from_bond,
        ledger.credited_as_debt,
        ledger.refunded,
        ledger.tipped,
        ledger.paid_to_provider,
        ledger.protocol_fees,
        ledger.burnt,
    ]
    .map(|sum| sum.u128())
}
