//! Revisions, lists of customers, payouts, lost keys, and what the owner may.

use aftercare_interface::sla_escrow::ExecuteMsg;
use aftercare_interface::Asset;
use cosmwasm_std::Timestamp;
use cw_ownable::{Action, Expiration};

use super::super::super::deal::{Act, Deal};
use super::super::super::people::{CAST, CUSTOMERS};
use super::super::super::step::{Step, Twist};
use super::super::super::terms::{terms, KINDS};
use super::super::{denom, one, place, Draft, Stage};
use super::about;
use super::terms::{spoilt, varied};

const DAY: u64 = 86_400;

impl Stage<'_> {
    pub(super) fn revise(&self, step: &Step, deal: Deal) -> Option<Draft> {
        let (of, plan) = self.plan(deal.which, step.twist)?;
        let name = self.people.name(&of.provider);
        if deal.act == Act::Revise {
            let mut revised = varied(&of.terms, deal.number);
            if deal.number.is_multiple_of(9) {
                revised = terms(
                    deal.number % KINDS,
                    self.assets,
                    (self.start, self.people.judge(), 1),
                );
            }
            revised.listed_customers_only = deal.number.is_multiple_of(4);
            spoilt(&mut revised, (step.twist, deal.number));
            let words = format!("revises plan {plan}");
            let message = ExecuteMsg::RevisePlan {
                plan,
                terms: revised,
            };
            return Some(Draft::free(&name, message, words));
        }
        let some = |first: usize, count: usize| -> Vec<String> {
            let named = CUSTOMERS.iter().cycle().skip(first % 3).take(count);
            named.map(|name| self.people.address(name)).collect()
        };
        let bounds = usize::from(step.twist == Twist::Bounds) * 31;
        let add = some(deal.number, deal.number % 4 + bounds * (deal.number % 2));
        let remove = some(deal.number / 4, deal.number / 4 % 2 + bounds);
        let words = format!(
            "puts {} on the list of plan {plan} and takes {} off",
            add.len(),
            remove.len()
        );
        let message = ExecuteMsg::UpdateAllowList { plan, add, remove };
        Some(Draft::free(&name, message, words))
    }

    pub(super) fn payout(&self, step: &Step, deal: Deal) -> Option<Draft> {
        let (at, agreement) = self.agreement(deal.which, step.twist)?;
        let party = self.model.agreements.get(at)?.parties();
        let name = self.people.name(party.get(step.who % 3)?);
        let named = !deal.number.is_multiple_of(5);
        let address = named
            .then(|| self.somebody(deal.number / 5, step.twist))
            .flatten();
        let to = address.as_deref().map(|address| self.people.name(address));
        let to = to.unwrap_or_else(|| "itself".to_owned());
        let words = format!("lets its money from agreement {agreement} go to {to}");
        let message = ExecuteMsg::SetPayoutAddress { agreement, address };
        Some(about(&name, message, (words, agreement)))
    }

    pub(super) fn recovery(&self, step: &Step, deal: Deal) -> Option<Draft> {
        let (twist, number) = (step.twist, deal.number);
        if deal.act == Act::NameRecovery {
            let named = !number.is_multiple_of(8);
            let recovery = named.then(|| self.somebody(number, twist)).flatten();
            let to = recovery.as_deref().map(|address| self.people.name(address));
            let words = format!("names {to:?} for the case that its key is lost");
            let message = ExecuteMsg::SetRecovery { recovery };
            return Some(Draft::free(one(&CAST, deal.which)?, message, words));
        }
        let all = &self.model.desk.recoveries;
        let mut owners: Vec<&String> = all.keys().collect();
        if deal.act != Act::Recover {
            let asked = |owner: &&String| all.get(*owner).is_some_and(|(_, ready)| ready.is_some());
            let under_way: Vec<&String> = owners.iter().copied().filter(asked).collect();
            if !under_way.is_empty() {
                owners = under_way;
            }
        }
        let named = place(deal.which, all.len()).and_then(|at| all.keys().nth(at));
        let owner = named.or_else(|| one(&owners, deal.which))?;
        let (address, _) = all.get(owner)?;
        let (name, lost) = (self.people.name(address), self.people.name(owner));
        let stranger = self.people.address("neighbour");
        let of = if twist == Twist::Bounds {
            stranger
        } else {
            owner.clone()
        };
        let (name, message, words) = match deal.act {
            Act::Recover => {
                let words = format!("asks to take over the money of {lost}");
                (name, ExecuteMsg::Recover { owner: of }, words)
            }
            Act::Veto => {
                let words = "still has its key".to_owned();
                (lost, ExecuteMsg::VetoRecovery {}, words)
            }
            _ => {
                let asset = self.some_asset(number, twist);
                let words = format!("takes over what {lost} has in {}", denom(&asset));
                (name, ExecuteMsg::TakeOver { owner: of, asset }, words)
            }
        };
        Some(Draft::free(&name, message, words))
    }

    pub(super) fn own(&self, step: &Step, deal: Deal) -> Option<Draft> {
        let (twist, number) = (step.twist, deal.number);
        let desk = &self.model.desk;
        let owner = self.people.name(&desk.ownership.owner);
        let pauser = desk.pauser.as_deref().map(|who| self.people.name(who));
        let (name, message) = match deal.act {
            Act::SetPauser => {
                let named = !number.is_multiple_of(5);
                let names = ["keeper", "judge", "owner"];
                let pauser = named.then(|| one(&names, number)).flatten();
                let pauser = pauser.map(|name| self.people.address(name));
                (owner, ExecuteMsg::SetPauser { pauser })
            }
            Act::Pause => (pauser.unwrap_or(owner), ExecuteMsg::Pause {}),
            Act::Unpause => {
                let by = pauser.filter(|_| number.is_multiple_of(2));
                (by.unwrap_or(owner), ExecuteMsg::Unpause {})
            }
            Act::List => {
                let asset = match (twist, desk.closed.first()) {
                    (Twist::Bounds, _) => Asset::native("x"),
                    (_, Some(closed)) => closed.clone(),
                    _ => self.asset(number).clone(),
                };
                (owner, ExecuteMsg::ListAsset { asset })
            }
            Act::Close => {
                let asset = self.some_asset(number, twist);
                (owner, ExecuteMsg::CloseAsset { asset })
            }
            Act::Sweep => {
                let asset = self.some_asset(number / 3, twist);
                (owner, ExecuteMsg::Sweep { asset })
            }
            Act::Wire => {
                let registry = self.somebody(number, twist)?;
                (owner, ExecuteMsg::Wire { registry })
            }
            Act::HandOver => return self.hand_over(step, deal),
            // It is no message.
            Act::Gift => return None,
            _ => {
                let monitoring = match twist {
                    Twist::Bounds => self.model.peers.registry.clone(),
                    _ => self
                        .people
                        .address(one(&["monitor", "keeper", "monitor"], number)?),
                };
                (owner, ExecuteMsg::AnnounceMonitoring { monitoring })
            }
        };
        let words = format!("{:?}: {number}", deal.act);
        Some(Draft::free(&name, message, words))
    }

    /// Ownership in two steps; half the time whoever may take over does.
    fn hand_over(&self, step: &Step, deal: Deal) -> Option<Draft> {
        let ownership = &self.model.desk.ownership;
        if let Some((next, _)) = ownership
            .next
            .as_ref()
            .filter(|_| deal.which.is_multiple_of(2))
        {
            let message = ExecuteMsg::UpdateOwnership(Action::AcceptOwnership);
            let name = self.people.name(next);
            return Some(Draft::free(
                &name,
                message,
                "takes over the escrow".to_owned(),
            ));
        }
        let days = [1, 5, 30, 31, 0];
        let until = self.model.now + one(&days, deal.number)? * DAY;
        let expiry = Some(Expiration::AtTime(Timestamp::from_seconds(until)));
        let action = match step.twist {
            Twist::Bounds => Action::RenounceOwnership,
            _ => Action::TransferOwnership {
                new_owner: self
                    .people
                    .address(one(&["owner", "keeper", "judge"], deal.number / 5)?),
                expiry,
            },
        };
        let name = self.people.name(&ownership.owner);
        let message = ExecuteMsg::UpdateOwnership(action);
        Some(Draft::free(
            &name,
            message,
            "hands the escrow over".to_owned(),
        ))
    }
}
