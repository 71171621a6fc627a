//! The second ledger: the rules once more, as naively as they can be written, in numbers and loops. It keeps
//! no running sums where it can add up from the beginning.

use std::collections::BTreeMap;

use aftercare_domain::credit::{Measure, Threshold};
use aftercare_domain::time::UnixTime;
use aftercare_interface::sla_escrow::{AgreementStatus, EndReason, Miss, PlanTerms};
use aftercare_interface::Asset;
use cosmwasm_std::Addr;

use crate::world::terms::total;

type Purse = (Addr, Asset);

const SIXTY_DAYS: u64 = 60 * 86_400;

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
    pub plan: usize,
    from: u64,
    bought: u32,
    kept: u32,
    notice: bool,
    settled: u32,
    /// Whether the registry counts tickets of it that are not settled.
    pub waits: bool,
    /// By ticket: want, credited, period.
    keys: BTreeMap<u64, (u128, u128, u32)>,
    /// By period: what its credits took from its fee.
    from_fee: BTreeMap<u32, u128>,
    /// By settled period: what is kept back.
    withheld: BTreeMap<u32, u128>,
    /// What is left of the bond: for credits, for leaving, for tips.
    bond: [u128; 3],
    /// Whether a part of it has to be refilled.
    short: bool,
    from_bond: u128,
    as_debt: u128,
    debt_paid: u128,
    tipped: u128,
    /// By period of the clock: tips given in it.
    thanked: BTreeMap<u64, u128>,
    paid: u128,
    fees: u128,
    burnt: u128,
}

impl Running {
    pub fn ended(&self) -> bool {
        self.settled == self.kept && self.withheld.is_empty()
    }

    pub fn debt(&self) -> u128 {
        self.as_debt - self.debt_paid
    }

    fn credited_in(&self, period: u32) -> u128 {
        let here = self.keys.values().filter(|key| key.2 == period);
        here.map(|key| key.1).sum()
    }

    fn left_of(&self, terms: &PlanTerms, period: u32) -> u128 {
        let taken = self.from_fee.get(&period).copied().unwrap_or_default();
        match self.withheld.get(&period) {
            Some(kept) => *kept,
            None => terms.fee.u128() - taken,
        }
    }

    fn settleable_from(&self, terms: &PlanTerms, period: u32) -> u64 {
        let end = self.from + terms.period_length.0 * u64::from(period + 1);
        end + terms.hold_back.0 + 1
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

    /// Escrowed, withheld, the bond's three parts, debt, debt paid, credited, from the bond, as debt,
    /// refunded, tipped, paid, protocol fees, burnt.
    pub fn sums(&self, model: &Model) -> [u128; 15] {
        let terms = &model.plans[self.plan];
        let fee = terms.fee.u128();
        let escrowed = (self.settled..self.kept).map(|period| self.left_of(terms, period));
        let [credit, leaving, tips] = if self.ended() { [0; 3] } else { self.bond };
        [
            escrowed.sum(),
            self.withheld.values().sum(),
            credit,
            leaving,
            tips,
            self.debt(),
            self.debt_paid,
            self.keys.values().map(|key| key.1).sum(),
            self.from_bond,
            self.as_debt,
            fee * u128::from(self.bought - self.kept),
            self.tipped,
            self.paid,
            self.fees,
            self.burnt,
        ]
    }
}

fn is_reached(from: Threshold, late: u128, target: u128) -> bool {
    match from {
        Threshold::LateSeconds(seconds) => late >= u128::from(seconds.0),
        Threshold::LateTargetBps(share) => late * 10_000 >= target * u128::from(share.0),
        Threshold::BelowBps(_) | Threshold::Count(_) => false,
    }
}

fn tier_amount(terms: &PlanTerms, miss: &Miss) -> u128 {
    let Measure::Late { late, target } = miss.measure else {
        return 0;
    };
    let (late, target) = (u128::from(late.0), u128::from(target.0));
    let reached = terms
        .schedule
        .of(miss.metric)
        .iter()
        .filter(|tier| is_reached(tier.from, late, target));
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

    /// Who owes a debt or a refill in an asset makes no new agreements in it and takes no free bond.
    pub fn owes(&self, asset: &Asset) -> bool {
        let mine = |one: &&Running| self.plans[one.plan].asset == *asset;
        let owes = |one: &Running| one.debt() > 0 || one.short && !one.ended();
        self.agreements.iter().filter(mine).any(owes)
    }

    /// The first second of a period so many before the last settled one.
    pub fn settled_due(&self, at: usize, back: u32) -> Option<UnixTime> {
        let one = self.agreements.get(at)?;
        let period = one.settled.checked_sub(1 + back)?;
        let length = self.plans[one.plan].period_length.0;
        Some(UnixTime(one.from + length * u64::from(period)))
    }

    /// The first second in which the oldest unsettled period can be settled.
    pub fn settleable(&self, at: usize) -> Option<UnixTime> {
        let one = self.agreements.get(at)?;
        let from = one.settleable_from(&self.plans[one.plan], one.settled);
        Some(UnixTime(from)).filter(|_| one.settled < one.kept)
    }

    pub fn refill(&mut self, at: usize) -> Option<()> {
        let terms = self.plans[self.agreements.get(at)?.plan].clone();
        let one = &mut self.agreements[at];
        let need = [terms.bond.credit, terms.bond.termination, terms.bond.tips];
        let need = need.map(|part| part.u128());
        let missing = total(&terms.bond) - one.bond.iter().sum::<u128>();
        if missing == 0 || one.ended() {
            return None;
        }
        let free = self.free.get_mut(&terms.asset)?;
        *free = free.checked_sub(missing)?;
        (one.bond, one.short) = (need, false);
        Some(())
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
        if self.owes(&terms.asset) {
            return None;
        }
        let free = self.free.get_mut(&terms.asset)?;
        *free = free.checked_sub(total(&terms.bond))?;
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
            waits: false,
            keys: BTreeMap::new(),
            from_fee: BTreeMap::new(),
            withheld: BTreeMap::new(),
            bond: [terms.bond.credit, terms.bond.termination, terms.bond.tips]
                .map(|part| part.u128()),
            short: false,
            from_bond: 0,
            as_debt: 0,
            debt_paid: 0,
            tipped: 0,
            thanked: BTreeMap::new(),
            paid: 0,
            fees: 0,
            burnt: 0,
        });
        Some(())
    }

    pub fn book(&mut self, at: usize, miss: &Miss, keeper: Option<&Addr>) -> Option<()> {
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
        let open = period >= one.settled || one.withheld.contains_key(&period);
        if asked <= want || !open || miss.due >= now {
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
        let from_fee = added.min(one.left_of(&terms, period));
        let from_bond = (added - from_fee).min(one.bond[0]);
        one.keys
            .insert(miss.subject, (asked, credited + added, period));
        *one.from_fee.entry(period).or_default() += from_fee;
        if let Some(kept) = one.withheld.get_mut(&period) {
            *kept -= from_fee;
        }
        one.bond[0] -= from_bond;
        one.short |= from_bond > 0;
        one.from_bond += from_bond;
        one.as_debt += added - from_fee - from_bond;
        let customer = one.customer.clone();
        self.push(&customer, &terms.asset, from_fee + from_bond);
        if let Some(keeper) = keeper {
            self.thank(at, keeper, 1);
        }
        Some(())
    }

    /// At most ten tips a period, as far as their part of the bond reaches, to nobody who is a party.
    fn thank(&mut self, at: usize, keeper: &Addr, acts: u128) {
        let terms = self.plans[self.agreements[at].plan].clone();
        let (one, tip) = (&mut self.agreements[at], terms.tip.u128());
        let given = one
            .thanked
            .entry((self.now.0 - one.from) / terms.period_length.0)
            .or_default();
        if tip == 0 || *keeper == one.customer || *keeper == self.roles.0 {
            return;
        }
        for _ in 0..acts {
            if *given < 10 && one.bond[2] >= tip {
                *given += 1;
                one.bond[2] -= tip;
                one.short |= one.bond[2] < tip;
                one.tipped += tip;
                let purse = (keeper.clone(), terms.asset.clone());
                *self.claims.entry(purse).or_default() += tip;
            }
        }
    }

    pub fn settle(&mut self, at: usize, max_periods: u32, sender: &Addr) -> Option<()> {
        let terms = self.plans[self.agreements.get(at)?.plan].clone();
        let rows = self.due_rows(at, max_periods);
        if rows.is_empty() {
            return None;
        }
        let (mut provider, mut sink, mut burnt) = (0, 0, 0);
        for earned in &rows {
            let fee = earned / 100;
            provider += earned - fee;
            sink += fee - fee / 2;
            burnt += fee / 2;
        }
        let one = &mut self.agreements[at];
        one.paid += provider;
        one.fees += sink + burnt;
        one.burnt += burnt;
        let netted = provider.min(one.debt());
        one.debt_paid += netted;
        let (customer, roles) = (one.customer.clone(), self.roles.clone());
        self.push(&roles.0, &terms.asset, provider - netted);
        self.push(&customer, &terms.asset, netted);
        self.push(&roles.2, &terms.asset, burnt);
        if sink > 0 {
            let purse = (roles.1, terms.asset.clone());
            *self.claims.entry(purse).or_default() += sink;
        }
        self.thank(at, sender, rows.len() as u128);
        let one = &self.agreements[at];
        if one.ended() {
            *self.free.get_mut(&terms.asset)? += one.bond.iter().sum::<u128>();
        }
        Some(())
    }

    /// What each row or period that is due brings the provider before the protocol fee; they are taken off.
    fn due_rows(&mut self, at: usize, max_periods: u32) -> Vec<u128> {
        let (now, one) = (self.now.0, &mut self.agreements[at]);
        let terms = &self.plans[one.plan];
        let waits = |one: &Running, period| {
            one.waits && now < one.settleable_from(terms, period) + SIXTY_DAYS
        };
        let oldest = one.withheld.keys().take(max_periods as usize).copied();
        let free: Vec<u32> = oldest.filter(|period| !waits(one, *period)).collect();
        let mut rows: Vec<u128> = vec![];
        for period in free {
            rows.extend(one.withheld.remove(&period));
        }
        let cap = terms.fee.u128() * u128::from(terms.caps.period.0) / 10_000;
        while one.settled < one.kept && rows.len() < max_periods as usize {
            let period = one.settled;
            if now < one.settleable_from(terms, period) {
                break;
            }
            let left = one.left_of(terms, period);
            one.settled += 1;
            let last = one.settled == one.kept;
            let held: u128 = one.withheld.values().sum();
            let room = left.min(cap - one.credited_in(period));
            let kept = if last {
                room
            } else {
                room.min(cap.saturating_sub(held))
            };
            let keeps = (last || kept > 0) && waits(one, period);
            if keeps {
                one.withheld.insert(period, kept);
            }
            rows.push(left - if keeps { kept } else { 0 });
        }
        rows
    }

    pub fn pay_debt(&mut self, at: usize, payer: &Addr, amount: u128) -> Option<()> {
        let asset = self.plans[self.agreements.get(at)?.plan].asset.clone();
        if amount == 0 || amount > self.agreements[at].debt() {
            return None;
        }
        self.escrow_takes(payer, &asset, amount);
        self.debt_shrinks(at, &asset, amount);
        Some(())
    }

    pub fn collect_debt(&mut self, at: usize) -> Option<()> {
        let asset = self.plans[self.agreements.get(at)?.plan].asset.clone();
        let reach = self.agreements[at].debt().min(self.free[&asset]);
        if reach == 0 {
            return None;
        }
        *self.free.get_mut(&asset)? -= reach;
        self.debt_shrinks(at, &asset, reach);
        Some(())
    }

    fn debt_shrinks(&mut self, at: usize, asset: &Asset, amount: u128) {
        self.agreements[at].debt_paid += amount;
        let customer = self.agreements[at].customer.clone();
        self.push(&customer, asset, amount);
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
        if self.owes(asset) {
            return None;
        }
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
