//! The contract alone, without wallets and audits, so that histories are many.

use aftercare_domain::credit::{Caps, Threshold};
use aftercare_domain::time::{Seconds, UnixTime};
use aftercare_interface::sla_escrow::{ExecuteMsg, Miss, MissCursor, MissResponse, QueryMsg};
use aftercare_interface::Page;
use aftercare_sla_escrow::contract;
use aftercare_sla_escrow::state::{Credits, BLOCKS, MISSES, MONEY, TICKETS};
use cosmwasm_std::testing::{mock_env, MockApi, MockQuerier};
use cosmwasm_std::{
    from_json, Addr, Deps, DepsMut, Env, MemoryStorage, MessageInfo, QuerierWrapper, Storage,
    Timestamp,
};

use super::{miss, Act};
use crate::world::terms::{document, tier, TARGET};
use crate::world::waiting::{after_contest, excusing, Case};
use crate::world::START;

const DAY: u64 = 86_400;
const PERIODS: u32 = 14;
/// An agreement of 14 periods of a day, whose block, period and ticket may credit what `caps` say.
pub fn stage(caps: Caps, waits: bool) -> Chain {
    let case = Case::of(0, PERIODS, |terms| {
        excusing(terms);
        if waits {
            after_contest(terms);
        }
        terms.period_length = Seconds(DAY);
        terms.caps = caps;
        terms.schedule.resolution = vec![
            tier(Threshold::LateSeconds(Seconds(1)), 700),
            tier(Threshold::LateSeconds(TARGET), 1_900),
            tier(Threshold::LateSeconds(Seconds(TARGET.0 * 3)), 3_100),
        ];
        terms.bond.credit = terms.fee;
    });
    let mut storage = MemoryStorage::new();
    for (key, value) in case.world.stored() {
        storage.set(&key, &value);
    }
    Chain {
        storage,
        now: case.world.now(),
        people: [
            case.world.provider.clone(),
            case.world.customer.clone(),
            case.world.registry.clone(),
            case.arbitrator.clone(),
            case.world.stranger.clone(),
        ],
        escrow: case.world.escrow.clone(),
    }
}

/// The contract's storage, its clock and its people.
pub struct Chain {
    storage: MemoryStorage,
    pub now: UnixTime,
    /// Provider, customer, registry, arbitrator, stranger.
    people: [Addr; 5],
    escrow: Addr,
}

const PROVIDER: usize = 0;
const CUSTOMER: usize = 1;
const REGISTRY: usize = 2;
const ARBITRATOR: usize = 3;
const STRANGER: usize = 4;

impl Clone for Chain {
    fn clone(&self) -> Self {
        let mut storage = MemoryStorage::new();
        for (key, value) in self
            .storage
            .range(None, None, cosmwasm_std::Order::Ascending)
        {
            storage.set(&key, &value);
        }
        Self {
            storage,
            now: self.now,
            people: self.people.clone(),
            escrow: self.escrow.clone(),
        }
    }
}

impl Chain {
    fn env(&self) -> Env {
        let mut env = mock_env();
        env.block.time = Timestamp::from_seconds(self.now.0);
        env.contract.address = self.escrow.clone();
        env
    }

    /// Whether a message was accepted; a refused one leaves no trace.
    fn does(&mut self, sender: usize, msg: ExecuteMsg) -> bool {
        let before = self.clone();
        let info = MessageInfo {
            sender: self.people[sender].clone(),
            funds: vec![],
        };
        let (api, env) = (MockApi::default(), self.env());
        let querier: MockQuerier = MockQuerier::new(&[]);
        let deps = DepsMut {
            storage: &mut self.storage,
            api: &api,
            querier: QuerierWrapper::new(&querier),
        };
        let done = contract::execute(deps, env, info, msg).is_ok();
        if !done {
            *self = before;
        }
        done
    }

    pub fn book(&mut self, miss: Miss) {
        let msg = ExecuteMsg::BookMisses {
            agreement: 1,
            misses: vec![miss],
            keeper: None,
        };
        assert!(self.does(REGISTRY, msg));
    }

    pub fn poke(&mut self, limit: u32) -> bool {
        let agreement = 1;
        self.does(STRANGER, ExecuteMsg::Poke { agreement, limit })
    }

    pub fn play(&mut self, act: &Act) {
        match *act {
            Act::Book { ticket, due, late } => {
                let miss = miss(ticket, START.plus(Seconds::hours(due)), late);
                self.book(miss);
            }
            Act::Declare { from, hours } => {
                let from = START.plus(Seconds::hours(from));
                let until = from.plus(Seconds::hours(hours));
                let msg = ExecuteMsg::DeclareForceMajeure {
                    agreement: 1,
                    from,
                    until,
                    evidence: document(),
                };
                self.does(PROVIDER, msg);
            }
            Act::Contest { ticket } => {
                for miss in self.keys(ticket) {
                    let evidence = document();
                    let agreement = 1;
                    let msg = ExecuteMsg::Contest {
                        agreement,
                        miss,
                        evidence,
                    };
                    self.does(PROVIDER, msg);
                }
            }
            Act::Object { ticket } => {
                for miss in self.keys(ticket) {
                    let agreement = 1;
                    self.does(CUSTOMER, ExecuteMsg::Object { agreement, miss });
                }
            }
            Act::Poke { limit } => drop(self.poke(limit)),
            Act::Pass { hours } => self.now = self.now.plus(Seconds::hours(hours)),
        }
    }

    fn misses(&self) -> Vec<MissResponse> {
        let (api, querier): (MockApi, MockQuerier) = (MockApi::default(), MockQuerier::new(&[]));
        let deps = Deps {
            storage: &self.storage,
            api: &api,
            querier: QuerierWrapper::new(&querier),
        };
        let ask = QueryMsg::Misses {
            agreement: 1,
            start_after: None,
            limit: Some(30),
        };
        let page = contract::query(deps, self.env(), ask).unwrap();
        let page: Page<MissResponse, MissCursor> = from_json(page).unwrap();
        page.rows
    }

    fn keys(&self, ticket: u64) -> Vec<MissCursor> {
        let of = self.misses().into_iter();
        let of = of.filter(|miss| miss.key.subject == ticket + 1);
        of.map(|miss| miss.key).collect()
    }

    /// Whether the block's cap leaves room for all that was ever wanted in each block.
    pub fn has_room(&self, caps: Caps) -> bool {
        let mut wanted = [0u128; 2];
        for row in MISSES.of(&self.storage, 1, (None, None)) {
            let (_, record) = row.unwrap();
            wanted[record.period as usize / 12] += record.want;
        }
        // The fee is 10,000: a basis point is a unit.
        wanted.iter().all(|sum| *sum <= u128::from(caps.block.0))
    }

    /// Every dispute is decided, one way and the other.
    pub fn rule_all(&mut self) {
        for dispute in 1..=30 {
            let credit_stands = dispute % 2 == 0;
            self.does(
                ARBITRATOR,
                ExecuteMsg::Rule {
                    dispute,
                    credit_stands,
                },
            );
        }
    }

    pub fn poke_all(&mut self) {
        while self.poke(3) {}
    }

    /// All that can wait has been decided by time, and what found room then too.
    pub fn rest(&mut self) {
        for _ in 0..20 {
            self.poke_all();
            let money = MONEY.load(&self.storage, 1).unwrap();
            if money.waiting_keys == 0 {
                return;
            }
            self.now = self.now.plus(Seconds::days(31));
        }
        panic!("something waits for ever: {:?}", self.misses());
    }

    pub fn blocks(&self) -> Vec<Vec<Credits>> {
        let of = |block| BLOCKS.may_load(&self.storage, (1, block)).unwrap();
        (0..2).map(|block| of(block).unwrap_or_default()).collect()
    }

    /// No period is settled here: what was deposited is in escrow or was credited, and every level counts the
    /// same credits.
    pub fn balances(&self) {
        let money = MONEY.load(&self.storage, 1).unwrap();
        let totals = money.totals;
        let from_fees = totals.credited - totals.credited_from_bond - totals.credited_as_debt;
        assert_eq!(totals.deposited, money.escrowed + from_fees);
        assert_eq!((money.waiting, money.waiting_keys), (0, 0));
        let periods: u128 = self.blocks().iter().flatten().map(|one| one.credited).sum();
        let keys = MISSES.of(&self.storage, 1, (None, None));
        let keys: u128 = keys.map(|row| row.unwrap().1.credited).sum();
        let tickets = TICKETS.of(&self.storage, 1, (None, None));
        let tickets: u128 = tickets.map(|row| row.unwrap().1).sum();
        assert_eq!([periods, keys, tickets], [totals.credited; 3]);
    }
}
