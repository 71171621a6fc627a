//! given agreements that begin in every way
//! └── when they are extended, renewed, amended and ended in any order
//!     ├── every message is accepted or refused with a typed error, and the books agree after each
//!     ├── the events alone rebuild what the queries answer
//!     └── at the end everybody gets out

use aftercare_domain::time::{Seconds, UnixTime};
use aftercare_interface::sla_escrow::{
    Amendment, Bespoke, Counterparty, Cw20Hook, ExecuteMsg, Ground, PlanTerms, ProposalResponse,
    QueryMsg,
};
use aftercare_interface::Asset;
use aftercare_sla_escrow::state::LAST_AGREEMENT;
use aftercare_sla_escrow::ContractError;
use cosmwasm_std::{Addr, Uint128};
use cw_multi_test::error::AnyResult;
use cw_multi_test::AppResponse;
use proptest::prelude::*;

use crate::histories::{config, everybody_gets_out};
use crate::world::life::{late_tickets, Signed};
use crate::world::replay::agrees;
use crate::world::terms::{bond, changed, cursor, late, PERIOD, TARGET};
use crate::world::{refusal, World, START};

const STEPS: usize = 50;

/// What happens, to which agreement or proposal, how much of it, by whom, and how much later.
type Step = (u8, u64, u128, bool, u64);

fn step() -> impl Strategy<Value = Step> {
    (0..14u8, 1..7u64, 1..7u128, any::<bool>(), 0..20u64)
}

/// Accepted, or refused with an error of the contract's own.
fn typed(outcome: AnyResult<AppResponse>) -> bool {
    let accepted = outcome.is_ok();
    if !accepted {
        refusal(outcome);
    }
    accepted
}

struct Lives {
    world: World,
    asset: Asset,
    accepted: [u32; 14],
}

fn costing(asset: &Asset, fee: u128) -> PlanTerms {
    changed(asset, |terms| {
        terms.fee = Uint128::new(fee);
        terms.bond = bond(fee * 3 / 10, fee / 5 + 1, 40);
        terms.tip = Uint128::new(20);
        terms.capacity = 100;
        terms.cooling_off = Seconds::days(7);
        terms.hold_back = Seconds::ZERO;
        terms.caps.block = terms.caps.period;
        terms.extendable_until = Some(START.plus(Seconds(PERIOD.0 * 20)));
    })
}

impl Lives {
    fn new(asset: usize) -> Self {
        let mut world = World::new();
        let asset = world.assets()[asset].clone();
        world.deposit_bond(&world.provider.clone(), &asset, 1_000_000);
        world.publish(costing(&asset, 10_000));
        let accepted = [0; 14];
        Self {
            world,
            asset,
            accepted,
        }
    }

    fn play(&mut self, step: &Step) {
        let (kind, which, much, customer, later) = *step;
        // Only a customer's ends and extensions are worth trying.
        let customer = customer || matches!(kind, 2..=5 | 7);
        let who = match customer && kind != 6 {
            true => self.world.customer.clone(),
            false => self.world.provider.clone(),
        };
        // Counted back from the newest one; proposals are counted among the open ones.
        let newest = self.newest();
        let which = match kind {
            11 | 12 => which,
            _ => newest.saturating_sub(which - 1).max(1),
        };
        if self.act((kind, which, much), &who) {
            self.accepted[usize::from(kind)] += 1;
        }
        self.world.pass(Seconds::days(later));
    }

    fn newest(&self) -> u64 {
        let storage = self.world.app.contract_storage(&self.world.escrow);
        LAST_AGREEMENT.may_load(&*storage).unwrap().unwrap_or(0)
    }

    fn act(&mut self, (kind, which, much): (u8, u64, u128), who: &Addr) -> bool {
        let many = u32::try_from(much).unwrap();
        match kind {
            0 => self.subscribes(which, many),
            1 => {
                let due = UnixTime(self.world.now().0 - 1);
                let tickets = 1..=u64::from(many);
                let misses = tickets.map(|ticket| late(ticket, due, Seconds(TARGET.0 * 3)));
                let misses: Vec<_> = misses.collect();
                typed(self.world.book(which, &misses))
            }
            2 => self.ends(which, (Ground::Notice {}, who)),
            3 => self.ends(which, (Ground::CoolingOff {}, who)),
            4 => {
                let misses = [cursor(1), cursor(2), cursor(3)];
                self.ends(which, (late_tickets(&misses), who))
            }
            5 => self.ends(which, (Ground::BlockCap { block: 0 }, who)),
            6 => self.ends(which, (Ground::ByProvider {}, who)),
            7 => self.extends(which, many, who),
            8 => self.renews(which, many),
            9 => self.proposes(much, who),
            10 => self.amends((which, much), who),
            11 => self.accepts(which),
            12 => self.closes(which, who),
            _ => typed(self.world.settle(which, many)),
        }
    }

    /// Where a bond must be refilled first, it is.
    fn subscribes(&mut self, agreement: u64, periods: u32) -> bool {
        let (provider, customer) = (self.world.provider.clone(), self.world.customer.clone());
        let refill = ExecuteMsg::RefillBond { agreement };
        typed(self.world.send(&provider, &refill, &[]));
        let asked = self.world.subscription(1, periods);
        typed(self.world.pay(&customer, &asked, &self.asset.clone()))
    }

    /// Pays what the contract says it takes.
    fn signs(&mut self, who: &Addr, signed: impl Fn(u128) -> Signed) -> bool {
        let first = self.world.send(who, &signed(0).0, &[]);
        if first.is_ok() {
            return true;
        }
        let ContractError::WrongAmount { need, .. } = refusal(first) else {
            return false;
        };
        let (asset, need) = (self.asset.clone(), need.u128());
        typed(self.world.signs(who, (&asset, need), signed(need)))
    }

    fn ends(&mut self, agreement: u64, (ground, who): (Ground, &Addr)) -> bool {
        let msg = ExecuteMsg::Terminate { agreement, ground };
        typed(self.world.send(who, &msg, &[]))
    }

    fn extends(&mut self, agreement: u64, periods: u32, who: &Addr) -> bool {
        let quote = self
            .world
            .try_ask(QueryMsg::QuoteExtension { agreement, periods });
        let quote: Result<aftercare_interface::sla_escrow::ExtensionQuote, _> = quote;
        let Ok(quote) = quote else {
            return false;
        };
        let (asset, total) = (self.asset.clone(), quote.total);
        let msg = ExecuteMsg::Extend {
            agreement,
            periods,
            total,
        };
        let hook = Cw20Hook::Extend {
            agreement,
            periods,
            total,
        };
        typed(self.world.signs(who, (&asset, total.u128()), (msg, hook)))
    }

    fn renews(&mut self, agreement: u64, periods: u32) -> bool {
        let subscription = self.world.subscription(1, periods);
        let (asset, total) = (self.asset.clone(), subscription.total.u128());
        let customer = self.world.customer.clone();
        let msg = ExecuteMsg::Renew {
            agreement,
            subscription: subscription.clone(),
        };
        let hook = Cw20Hook::Renew {
            agreement,
            subscription,
        };
        typed(self.world.signs(&customer, (&asset, total), (msg, hook)))
    }

    fn proposes(&mut self, much: u128, who: &Addr) -> bool {
        let with = if *who == self.world.customer {
            Counterparty::Provider(None)
        } else {
            Counterparty::Customer(Some(self.world.customer.to_string()))
        };
        let asked = Bespoke {
            terms: costing(&self.asset, 7_777),
            periods: u32::try_from(much).unwrap(),
            with,
        };
        self.signs(who, |_| {
            (
                ExecuteMsg::ProposeAgreement(asked.clone()),
                Cw20Hook::ProposeAgreement(asked.clone()),
            )
        })
    }

    fn amends(&mut self, (agreement, much): (u64, u128), who: &Addr) -> bool {
        let asked = Amendment {
            agreement,
            from_period: u32::try_from(much).unwrap() - 1,
            terms: costing(&self.asset, 8_000 + much * 997),
        };
        self.signs(who, |_| {
            (
                ExecuteMsg::Amend(asked.clone()),
                Cw20Hook::Amend(asked.clone()),
            )
        })
    }

    fn open(&self) -> Vec<ProposalResponse> {
        self.world.all(|start_after| QueryMsg::Proposals {
            start_after,
            limit: Some(30),
        })
    }

    /// The side that did not make it.
    fn accepts(&mut self, which: u64) -> bool {
        let open = self.open();
        let at = usize::try_from(which).unwrap() % open.len().max(1);
        let Some(proposal) = open.get(at) else {
            return false;
        };
        let who = match proposal.by_provider {
            true => self.world.customer.clone(),
            false => self.world.provider.clone(),
        };
        let (proposal, terms_hash) = (proposal.proposal, proposal.terms_hash.clone());
        self.signs(&who, |total| {
            let total = Uint128::new(total);
            (
                ExecuteMsg::AcceptProposal {
                    proposal,
                    terms_hash: terms_hash.clone(),
                    total,
                },
                Cw20Hook::AcceptProposal {
                    proposal,
                    terms_hash: terms_hash.clone(),
                    total,
                },
            )
        })
    }

    fn closes(&mut self, which: u64, who: &Addr) -> bool {
        let open = self.open();
        let at = usize::try_from(which).unwrap() % open.len().max(1);
        let Some(proposal) = open.get(at).map(|one| one.proposal) else {
            return false;
        };
        let decline = ExecuteMsg::DeclineProposal { proposal };
        let cancel = ExecuteMsg::CancelProposal { proposal };
        typed(self.world.send(who, &decline, &[])) || typed(self.world.send(who, &cancel, &[]))
    }

    /// Strangers close what has expired; then time and strangers bring everything home.
    fn finish(mut self) {
        agrees(&self.world);
        self.world.pass(Seconds::days(8));
        let stranger = self.world.stranger.clone();
        for one in self.open() {
            let proposal = one.proposal;
            self.world
                .does(&stranger, ExecuteMsg::CancelProposal { proposal });
        }
        self.world.pass(Seconds::days(5_000));
        everybody_gets_out(&mut self.world);
        agrees(&self.world);
    }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn any_life_keeps_the_books_and_lets_everybody_out(
        asset in 0..2usize,
        steps in prop::collection::vec(step(), STEPS),
    ) {
        let mut lives = Lives::new(asset);
        lives.world.pass(Seconds(1));
        for step in &steps {
            lives.play(step);
        }
        lives.finish();
    }
}

#[test]
fn every_act_is_accepted_in_some_life() {
    let mut lives = Lives::new(0);
    lives.world.pass(Seconds(1));
    let mut seed = 20_261_122u64;
    let mut draw = |most: u64| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        (seed >> 33) % most
    };
    for _ in 0..1_500 {
        let kind = u8::try_from(draw(14)).unwrap();
        let (last, much) = (1 + draw(3), 1 + u128::from(draw(6)));
        lives.play(&(kind, last, much, draw(2) == 0, draw(6)));
    }
    let never: Vec<usize> = (0..14).filter(|kind| lives.accepted[*kind] == 0).collect();
    assert_eq!(never, Vec::<usize>::new(), "{:?}", lives.accepted);
    lives.finish();
}
