//! given an agreement in any state, and misses with their last measures
//! └── when they are booked and poked in two different orders, with repetitions and milder measures before
//!     ├── each block is credited the same in the end
//!     └── where the block's cap does not bind, each period is, and from the same sources

use aftercare_domain::credit::{Caps, Measure, Threshold};
use aftercare_domain::money::Bps;
use aftercare_domain::policy::Metric;
use aftercare_domain::time::{Seconds, UnixTime};
use aftercare_interface::sla_escrow::{ExecuteMsg, Miss, MissCursor, MissResponse, QueryMsg};
use aftercare_interface::Page;
use aftercare_sla_escrow::contract;
use aftercare_sla_escrow::state::{Credits, BLOCKS, MISSES, MONEY};
use cosmwasm_std::testing::{mock_env, MockApi, MockQuerier};
use cosmwasm_std::{
    from_json, Addr, Deps, DepsMut, Env, MemoryStorage, MessageInfo, QuerierWrapper,
};
use cosmwasm_std::{Storage, Timestamp};
use proptest::prelude::*;
use proptest::test_runner::RngSeed;

use crate::world::terms::{document, tier, TARGET};
use crate::world::waiting::{after_contest, excusing, Case};
use crate::world::START;

const CASES: u32 = 300;
const DAY: u64 = 86_400;
const PERIODS: u32 = 14;
const TICKETS: u64 = 4;

fn config() -> ProptestConfig {
    let asked = std::env::var("PROPTEST_CASES").ok();
    ProptestConfig {
        cases: asked.and_then(|cases| cases.parse().ok()).unwrap_or(CASES),
        rng_seed: RngSeed::Fixed(20_261_122),
        failure_persistence: None,
        ..ProptestConfig::default()
    }
}

/// What happens before. Tickets are counted modulo those that there are, hours from the start.
#[derive(Clone, Debug)]
enum Act {
    Book { ticket: u64, due: u64, late: u64 },
    Declare { from: u64, hours: u64 },
    Contest { ticket: u64 },
    Object { ticket: u64 },
    Poke { limit: u32 },
    Pass { hours: u64 },
}

/// What is done in any order: a ticket's last measure at a point of the time, perhaps a milder one before,
/// perhaps again; and pokes.
#[derive(Clone, Debug)]
struct Plan {
    /// Which miss, in which hour, how late: milder than the last, or as late.
    bookings: Vec<(u64, u64, u64)>,
    /// In which hour, how many credits.
    pokes: Vec<(u64, u32)>,
}

fn act() -> impl Strategy<Value = Act> {
    let ticket = 0..TICKETS;
    prop_oneof![
        6 => (ticket.clone(), 0..120u64, 0..4u64)
            .prop_map(|(ticket, due, late)| Act::Book { ticket, due, late }),
        1 => (0..160u64, 1..40u64).prop_map(|(from, hours)| Act::Declare { from, hours }),
        2 => ticket.clone().prop_map(|ticket| Act::Contest { ticket }),
        2 => ticket.prop_map(|ticket| Act::Object { ticket }),
        2 => (1..4u32).prop_map(|limit| Act::Poke { limit }),
        3 => (1..60u64).prop_map(|hours| Act::Pass { hours }),
    ]
}

fn plan() -> impl Strategy<Value = Plan> {
    let booking = (0..8u64, 0..20u64, 0..4u64);
    let poke = (0..24u64, 1..4u32);
    (
        prop::collection::vec(booking, 0..10),
        prop::collection::vec(poke, 0..8),
    )
        .prop_map(|(bookings, pokes)| Plan { bookings, pokes })
}

/// An agreement of 14 periods of a day, whose block, period and ticket may credit what `caps` say.
fn stage(caps: Caps, waits: bool) -> Chain {
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

/// The contract alone, so that histories are many.
struct Chain {
    storage: MemoryStorage,
    now: UnixTime,
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

    fn book(&mut self, miss: Miss) {
        let msg = ExecuteMsg::BookMisses {
            agreement: 1,
            misses: vec![miss],
            keeper: None,
        };
        assert!(self.does(REGISTRY, msg));
    }

    fn poke(&mut self, limit: u32) -> bool {
        let agreement = 1;
        self.does(STRANGER, ExecuteMsg::Poke { agreement, limit })
    }

    fn play(&mut self, act: &Act) {
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
    fn has_room(&self, caps: Caps) -> bool {
        let mut wanted = [0u128; 2];
        for row in MISSES.of(&self.storage, 1, (None, None)) {
            let (_, record) = row.unwrap();
            wanted[record.period as usize / 12] += record.want;
        }
        // The fee is 10,000: a basis point is a unit.
        wanted.iter().all(|sum| *sum <= u128::from(caps.block.0))
    }

    /// Every dispute is decided, one way and the other.
    fn rule_all(&mut self) {
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

    fn poke_all(&mut self) {
        while self.poke(3) {}
    }

    /// All that can wait has been decided by time, and what found room then too.
    fn rest(&mut self) {
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

    fn blocks(&self) -> Vec<Vec<Credits>> {
        let of = |block| BLOCKS.may_load(&self.storage, (1, block)).unwrap();
        (0..2).map(|block| of(block).unwrap_or_default()).collect()
    }
}

/// The ordinal says when it was due as well, so that each key has one due.
fn miss(ticket: u64, due: UnixTime, late: u64) -> Miss {
    let hours = due.since(START).0 / 3_600;
    Miss {
        subject: ticket + 1,
        metric: Metric::Resolution,
        cycle: 0,
        ordinal: u32::try_from(hours).unwrap(),
        due,
        measure: Measure::Late {
            late: Seconds([1, TARGET.0, TARGET.0 * 2, TARGET.0 * 4][late as usize % 4]),
            target: TARGET,
        },
    }
}

/// Follows a plan through 24 hours in which every miss of the list is booked at its last measure.
fn follow(chain: &mut Chain, misses: &[(u64, u64, u64)], plan: &Plan) {
    let begin = chain.now;
    let last = |at: usize| {
        let (ticket, due, late) = misses[at];
        miss(ticket, START.plus(Seconds::hours(due)), late)
    };
    for hour in 0..24u64 {
        chain.now = begin.plus(Seconds::hours(hour));
        for (which, when, late) in &plan.bookings {
            let known = misses.get(*which as usize);
            if let (Some((ticket, due, worst)), true) = (known, *when == hour) {
                let due = START.plus(Seconds::hours(*due));
                chain.book(miss(*ticket, due, *late.min(worst)));
            }
        }
        for at in 0..misses.len() {
            // Each plan brings the last measures at hours, and in an order, of its own.
            let turn = plan
                .bookings
                .get(at)
                .map_or(at as u64, |booking| booking.1 + booking.2);
            if turn % 24 == hour {
                chain.book(last(at));
            }
        }
        for (when, limit) in &plan.pokes {
            if *when == hour {
                chain.poke(*limit);
            }
        }
    }
    chain.now = begin.plus(Seconds::hours(24));
}

fn sums(periods: &[Credits]) -> u128 {
    periods.iter().map(|period| period.credited).sum()
}

fn whole(blocks: &[Vec<Credits>]) -> Vec<Vec<(u128, u128, u128)>> {
    let parts = |one: &Credits| (one.credited, one.from_bond, one.as_debt);
    let full = |periods: &Vec<Credits>| {
        let mut all: Vec<_> = periods.iter().map(parts).collect();
        all.resize(12, (0, 0, 0));
        all
    };
    blocks.iter().map(full).collect()
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn order_and_number_of_bookings_and_pokes_do_not_matter(
        before in prop::collection::vec(act(), 0..16),
        misses in prop::collection::vec((0..TICKETS, 0..200u64, 0..4u64), 1..8),
        plans in (plan(), plan()),
        (ticket, period, block) in (700u32..4_000, 0u32..6_000, 0u32..9_000),
        waits in any::<bool>(),
    ) {
        let period = ticket + period;
        let caps = Caps {
            ticket: Bps(ticket),
            period: Bps(period.min(10_000)),
            block: Bps(period.min(10_000) + block),
        };
        let mut chain = stage(caps, waits);
        for act in &before {
            chain.play(act);
        }
        chain.rule_all();
        chain.poke_all();
        chain.now = chain.now.max(START.plus(Seconds::hours(201)));
        let (mut one, mut other) = (chain.clone(), chain);
        follow(&mut one, &misses, &plans.0);
        follow(&mut other, &misses, &plans.1);
        one.rest();
        other.rest();
        let (mine, theirs) = (one.blocks(), other.blocks());
        for (block, (a, b)) in mine.iter().zip(&theirs).enumerate() {
            prop_assert_eq!(sums(a), sums(b), "block {}", block);
        }
        if one.has_room(caps) {
            prop_assert_eq!(whole(&mine), whole(&theirs));
        }
    }
}
