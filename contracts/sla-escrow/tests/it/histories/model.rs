//! The second ledger: the rules once more, as naively as they can be written, in numbers and loops. It keeps
//! no running sums where it can add up from the beginning.

use std::collections::BTreeMap;

use aftercare_domain::credit::Lateness;
use aftercare_domain::time::UnixTime;
use aftercare_interface::sla_escrow::{AgreementStatus, EndReason, Miss, PlanTerms};
use aftercare_interface::Asset;
use cosmwasm_std::Addr;

type Purse = (Addr, Asset);

pub struct Model {
    pub plans: Vec<PlanTerms>,
    pub now: UnixTime,
    pub agreements: Vec<Running>,
    pub wallets: BTreeMap<Purse, u128>,
    pub claims: BTreeMap<Purse, u128>,
    pub free: BTreeMap<Asset, u128>,
    pub reverting: bool,
    /// Provider, sink, escrow.
    pub roles: (Addr, Addr, Addr),
}

pub struct Running {
    pub customer: Addr,
    plan: usize,
    from: u64,
    bought: u32,
    kept: u32,
    notice: bool,
    settled: u32,
    /// By ticket: want, credited, period.
    keys: BTreeMap<u64, (u128, u128, u32)>,
    paid: u128,
    fees: u128,
    burnt: u128,
}

impl Running {
    fn ended(&self) -> bool {
        self.settled == self.kept
    }

    fn credited_in(&self, period: u32) -> u128 {
        let here = self.keys.values().filter(|key| key.2 == period);
        here.map(|key| key.1).sum()
    }

    pub fn status(&self, model: &Model) -> AgreementStatus {
        let length = model.plans[self.plan].period_length.0;
        if self.ended() && self.notice {
            AgreementStatus::Ended(EndReason::TerminatedByCustomer)
        } else if self.ended() {
            AgreementStatus::Ended(EndReason::Completed)
        } else if model.now.0 >= self.from + length * u64::from(self.kept) {
            AgreementStatus::AwaitingSettlement
        } else if self.notice {
            AgreementStatus::Ending
        } else {
            AgreementStatus::Active
        }
    }

    /// Escrowed, bond, credited, refunded, paid, protocol fees, burnt.
    pub fn sums(&self, model: &Model) -> [u128; 7] {
        let terms = &model.plans[self.plan];
        let fee = terms.fee.u128();
        let escrowed = (self.settled..self.kept).map(|period| fee - self.credited_in(period));
        let credited = self.keys.values().map(|key| key.1).sum();
        let bond = if self.ended() { 0 } else { terms.bond.u128() };
        let refunded = fee * u128::from(self.bought - self.kept);
        [
            escrowed.sum(),
            bond,
            credited,
            refunded,
            self.paid,
            self.fees,
            self.burnt,
        ]
    }
}

fn starts_at(from: Lateness, late: u128, target: u128) -> bool {
    match from {
        Lateness::LateSeconds(seconds) => late >= u128::from(seconds.0),
        Lateness::LateTargetBps(share) => late * 10_000 >= target * u128::from(share.0),
    }
}

fn tier_amount(terms: &PlanTerms, miss: &Miss) -> u128 {
    let (late, target) = (u128::from(miss.late.0), u128::from(miss.target.0));
    let reached = terms
        .schedule
        .of(miss.metric)
        .iter()
        .filter(|t| starts_at(t.from, late, target));
    let bps = reached.map(|tier| tier.credit.0).max().unwrap_or(0);
    terms.fee.u128() * u128::from(bps) / 10_000
}

impl Model {
    pub fn new(plans: Vec<PlanTerms>, now: UnixTime) -> Self {
        let nobody = || cosmwasm_std::testing::MockApi::default().addr_make("nobody");
        Self {
            plans,
            now,
            agreements: vec![],
            wallets: BTreeMap::new(),
            claims: BTreeMap::new(),
            free: BTreeMap::new(),
            reverting: false,
            roles: (nobody(), nobody(), nobody()),
        }
    }

    pub fn claim(&self, owner: &Addr, asset: &Asset) -> u128 {
        let purse = (owner.clone(), asset.clone());
        self.claims.get(&purse).copied().unwrap_or_default()
    }

    pub fn burnt_for(&self, customer: &Addr, asset: &Asset) -> u128 {
        let of = |one: &&Running| one.customer == *customer && self.plans[one.plan].asset == *asset;
        self.agreements.iter().filter(of).map(|one| one.burnt).sum()
    }

    fn delivers(&self, asset: &Asset) -> bool {
        !(self.reverting && matches!(asset, Asset::Cw20 { .. }))
    }

    /// Into a wallet, or into a claim where it cannot be delivered. What the escrow itself is owed is burnt.
    fn push(&mut self, owner: &Addr, asset: &Asset, amount: u128) {
        let purse = (owner.clone(), asset.clone());
        if !self.delivers(asset) {
            *self.claims.entry(purse).or_default() += amount;
        } else if *owner == self.roles.2 {
            self.escrow_gives(asset, amount);
        } else {
            *self.wallets.entry(purse).or_default() += amount;
            self.escrow_gives(asset, amount);
        }
    }

    fn escrow_gives(&mut self, asset: &Asset, amount: u128) {
        let purse = (self.roles.2.clone(), asset.clone());
        *self.wallets.entry(purse).or_default() -= amount;
    }

    fn escrow_takes(&mut self, from: &Addr, asset: &Asset, amount: u128) {
        *self
            .wallets
            .entry((from.clone(), asset.clone()))
            .or_default() -= amount;
        *self
            .wallets
            .entry((self.roles.2.clone(), asset.clone()))
            .or_default() += amount;
    }

    pub fn subscribe(&mut self, plan: usize, customer: &Addr, periods: u32) -> Option<()> {
        let terms = self.plans[plan].clone();
        let live = self
            .agreements
            .iter()
            .filter(|one| one.plan == plan && !one.ended());
        if live.count() as u32 >= terms.capacity {
            return None;
        }
        let free = self.free.get_mut(&terms.asset)?;
        *free = free.checked_sub(terms.bond.u128())?;
        self.escrow_takes(
            customer,
            &terms.asset,
            terms.fee.u128() * u128::from(periods),
        );
        self.agreements.push(Running {
            customer: customer.clone(),
            plan,
            from: self.now.0,
            bought: periods,
            kept: periods,
            notice: false,
            settled: 0,
            keys: BTreeMap::new(),
            paid: 0,
            fees: 0,
            burnt: 0,
        });
        Some(())
    }

    pub fn book(&mut self, at: usize, miss: &Miss) -> Option<()> {
        let terms = self.plans[self.agreements.get(at)?.plan].clone();
        let (one, now) = (&mut self.agreements[at], self.now);
        let length = terms.period_length.0;
        let inside = |p: &u32| {
            let start = one.from + length * u64::from(*p);
            start <= miss.due.0 && miss.due.0 < start + length
        };
        let Some(of_due) = (0..one.kept).find(inside) else {
            return Some(());
        };
        let (want, credited, period) = *one.keys.get(&miss.subject).unwrap_or(&(0, 0, of_due));
        let asked = tier_amount(&terms, miss);
        if asked <= want || period < one.settled || miss.due >= now {
            return Some(());
        }
        let cap = |bps: u32| terms.fee.u128() * u128::from(bps) / 10_000;
        let block = (0..one.kept).filter(|p| p / 12 == period / 12);
        let in_block: u128 = block.map(|p| one.credited_in(p)).sum();
        // One metric and cycle: a ticket has one key, and its sum is that key's.
        let added = (asked - credited)
            .min(cap(terms.caps.ticket.0) - credited)
            .min(cap(terms.caps.period.0) - one.credited_in(period))
            .min(cap(terms.caps.block.0) - in_block);
        one.keys
            .insert(miss.subject, (asked, credited + added, period));
        let customer = one.customer.clone();
        self.push(&customer, &terms.asset, added);
        Some(())
    }

    pub fn settle(&mut self, at: usize, max_periods: u32) -> Option<()> {
        let terms = self.plans[self.agreements.get(at)?.plan].clone();
        let (mut provider, mut sink, mut burnt) = (0, 0, 0);
        let one = &mut self.agreements[at];
        let before = one.settled;
        for period in before..one.kept.min(before + max_periods) {
            let end = one.from + terms.period_length.0 * u64::from(period + 1);
            if self.now.0 <= end + terms.hold_back.0 {
                break;
            }
            let earned = terms.fee.u128() - one.credited_in(period);
            let fee = earned / 100;
            provider += earned - fee;
            sink += fee - fee / 2;
            burnt += fee / 2;
            one.settled += 1;
        }
        if one.settled == before {
            return None;
        }
        one.paid += provider;
        one.fees += sink + burnt;
        one.burnt += burnt;
        if one.ended() {
            *self.free.get_mut(&terms.asset)? += terms.bond.u128();
        }
        let roles = self.roles.clone();
        self.push(&roles.0, &terms.asset, provider);
        self.push(&roles.2, &terms.asset, burnt);
        *self.claims.entry((roles.1, terms.asset)).or_default() += sink;
        Some(())
    }

    pub fn terminate(&mut self, at: usize) -> Option<()> {
        let terms = self.plans[self.agreements.get(at)?.plan].clone();
        let one = &mut self.agreements[at];
        let runs_out = self.now.0 + terms.notice.0;
        let end = |periods: u32| one.from + terms.period_length.0 * u64::from(periods);
        let kept = (1..one.kept).find(|periods| runs_out < end(*periods));
        let kept = kept.filter(|_| !one.notice)?;
        let refund = terms.fee.u128() * u128::from(one.kept - kept);
        one.kept = kept;
        one.notice = true;
        let customer = one.customer.clone();
        self.push(&customer, &terms.asset, refund);
        Some(())
    }

    pub fn pay_claim(&mut self, owner: &Addr, asset: &Asset) -> Option<()> {
        if !self.delivers(asset) || self.claim(owner, asset) == 0 {
            return None;
        }
        let amount = self.claims.remove(&(owner.clone(), asset.clone()))?;
        self.push(owner, asset, amount);
        Some(())
    }

    pub fn deposit(&mut self, asset: &Asset, amount: u128) -> Option<()> {
        let provider = self.roles.0.clone();
        self.escrow_takes(&provider, asset, amount);
        *self.free.get_mut(asset)? += amount;
        Some(())
    }

    pub fn withdraw_bond(&mut self, asset: &Asset, amount: u128) -> Option<()> {
        let free = self.free.get_mut(asset)?;
        *free = free.checked_sub(amount)?;
        let provider = self.roles.0.clone();
        self.push(&provider, asset, amount);
        Some(())
    }

    pub fn donate(&mut self, from: &Addr, asset: &Asset, amount: u128) -> Option<()> {
        if !self.delivers(asset) {
            return None;
        }
        self.escrow_takes(from, asset, amount);
        Some(())
    }
}
