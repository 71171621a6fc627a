//! What both sides say, value by value.

use std::fmt::Debug;

use aftercare_engine::Failure;
use aftercare_interface::asset::{AssetAmount, Claim};
use aftercare_interface::sla_escrow::{
    AgreementResponse, BondResponse, LedgerResponse, PlanResponse, QueryMsg,
};
use aftercare_interface::{Asset, Page};
use aftercare_suite_model::{Suite, Sums};
use serde::de::DeserializeOwned;

use super::life::{Life, Stored};
use super::said::{denom, Said};
use crate::lives::same;

impl<E: Stored> Life<E> {
    pub(super) fn same<T: PartialEq + Debug>(
        &mut self,
        what: &dyn Fn() -> String,
        (model, contracts): (T, T),
    ) -> Result<(), Failure> {
        self.counted.compared += 1;
        same(what, (&model, &contracts))
    }

    pub(super) fn ask<Answer: DeserializeOwned>(
        &self,
        question: &QueryMsg,
    ) -> Result<Answer, Failure> {
        self.world.engine.query(&self.world.suite.escrow, question)
    }

    pub(super) fn assets(&self) -> [Asset; 2] {
        [self.world.euro.clone(), self.world.dollar.clone()]
    }

    /// Everything.
    pub(super) fn compare_all(&mut self) -> Result<(), Failure> {
        let names: Vec<String> = self.people.names().cloned().collect();
        for name in &names {
            self.compare_person(name)?;
        }
        self.compare_escrow()?;
        for number in 1..=self.model.agreements.len() {
            self.compare_agreement(number as u64)?;
            self.compare_counts(number as u64)?;
        }
        for number in 1..=self.model.tickets.len() {
            self.compare_ticket(number as u64)?;
        }
        self.compare_intakes()?;
        self.compare_serving()?;
        self.compare_desk()?;
        self.compare_plans()
    }

    /// What a message can have touched: who sent it, whose money moved, and the agreements that changed.
    pub(super) fn compare_touched(&mut self, before: &Suite, said: &Said) -> Result<(), Failure> {
        let names: Vec<String> = self.people.names().cloned().collect();
        for name in &names {
            let address = self.people.address(name);
            let changed = self.model.purse_of(&address) != before.purse_of(&address);
            if changed || *name == said.name {
                self.compare_person(name)?;
            }
        }
        self.compare_escrow()?;
        for at in 0..self.model.agreements.len() {
            let number = at as u64 + 1;
            let after = &self.model.agreements[at];
            let changed = before.agreements.get(at).map(|one| one.sums()) != Some(after.sums());
            if changed || said.agreement == Some(number) {
                self.compare_agreement(number)?;
            }
        }
        let newest = self.model.tickets.len() as u64;
        for number in 1..=newest {
            if said.ticket == Some(number) || number == newest {
                self.compare_ticket(number)?;
            }
        }
        self.compare_deals(before, said)?;
        if before.plans.len() == self.model.plans.len() {
            return Ok(());
        }
        self.compare_plans()
    }

    fn compare_person(&mut self, name: &str) -> Result<(), Failure> {
        let address = self.people.address(name);
        for asset in self.assets() {
            let expected = self.model.purse(&address, &asset);
            let held = self.world.balance(name, &asset)?;
            let bond: BondResponse = self.ask(&QueryMsg::Bond {
                provider: address.clone(),
                asset: asset.clone(),
            })?;
            let fees: AssetAmount = self.ask(&QueryMsg::FeesPaid {
                account: address.clone(),
                asset: asset.clone(),
            })?;
            let claims: Page<Claim, String> = self.ask(&QueryMsg::Claims {
                owner: address.clone(),
                start_after: None,
                limit: None,
            })?;
            let claim = claims.rows.iter().find(|claim| claim.asset == asset);
            let claim = claim.map_or(0, |claim| claim.amount.u128());
            let found = [
                held,
                claim,
                bond.free.u128(),
                bond.reserved.u128(),
                bond.owed.u128(),
                fees.amount.u128(),
            ];
            let what = || {
                format!(
                    "of {name} in {}, wallet, claim, free bond, reserved bond, debts, burnt fees",
                    denom(&asset)
                )
            };
            self.same(&what, (expected, found))?;
        }
        self.compare_figures(name)
    }

    /// What the escrow holds.
    pub(super) fn compare_escrow(&mut self) -> Result<(), Failure> {
        let escrow = self.world.suite.escrow.clone();
        for asset in self.assets() {
            let [expected, ..] = self.model.purse(escrow.as_str(), &asset);
            let books: aftercare_interface::asset::Solvency = self.ask(&QueryMsg::Solvency {
                asset: asset.clone(),
            })?;
            let what = || format!("what the escrow holds and owes in {}", denom(&asset));
            let found = (books.holdings.u128(), books.accounts.u128());
            let owed = self.model.owed(&asset);
            self.same(&what, ((expected, owed), found))?;
        }
        Ok(())
    }

    fn compare_plans(&mut self) -> Result<(), Failure> {
        for at in 0..self.model.plans.len() {
            let plan = at as u64 + 1;
            let found: PlanResponse = self.ask(&QueryMsg::Plan { plan })?;
            let one = &self.model.plans[at];
            let live = self.model.agreements.iter();
            let live = live.filter(|one| one.is_of(plan) && !one.ended).count();
            let expected = (
                one.provider.clone(),
                one.retired,
                one.revision,
                live as u32,
                self.model.listed_of(plan),
                one.terms.clone(),
            );
            let found = (
                found.provider.into_string(),
                found.retired,
                found.revision,
                found.live,
                found.listed_customers,
                found.terms,
            );
            self.same(&|| format!("plan {plan}"), (expected, found))?;
        }
        Ok(())
    }

    fn compare_agreement(&mut self, agreement: u64) -> Result<(), Failure> {
        let found: AgreementResponse = self.ask(&QueryMsg::Agreement { agreement })?;
        let ledger: LedgerResponse = self.ask(&QueryMsg::Ledger { agreement })?;
        let one = self.model.agreements[agreement as usize - 1].clone();
        let payer = found.payer.as_ref().unwrap_or(&found.customer).to_string();
        let expected = (
            (
                one.customer.clone(),
                one.payer.clone(),
                one.provider.clone(),
            ),
            (one.from, one.until(), one.periods),
            one.status(self.model.now),
            one.next_due(),
        );
        let told = (
            (
                found.customer.to_string(),
                payer,
                found.provider.to_string(),
            ),
            (found.from.0, found.until.0, found.periods),
            found.status,
            found.next_due.map(|at| at.0),
        );
        let what = || format!("agreement {agreement}, parties, term, status, next due");
        self.same(&what, (expected, told))?;
        let sums = sums(&ledger, found.settled);
        let what = || format!("agreement {agreement}, ledger");
        self.same(&what, (one.sums(), sums))?;
        self.compare_deal(agreement, &found)
    }
}

fn sums(ledger: &LedgerResponse, settled: u32) -> Sums {
    let bond = &ledger.bond;
    let sums = [
        ledger.deposited,
        ledger.escrowed,
        ledger.withheld,
        ledger.waiting,
        bond.credit,
        bond.termination,
        bond.tips,
        ledger.debt,
        ledger.debt_paid,
        ledger.credited,
        ledger.credited_from_bond,
        ledger.credited_as_debt,
        ledger.refunded,
        ledger.termination_credit,
        ledger.tipped,
        ledger.paid_to_provider,
        ledger.protocol_fees,
        ledger.burnt,
        settled.into(),
    ];
    Sums(sums.map(|sum| sum.u128()))
}
