//! What an indexer that hears nothing but events would answer.

use std::collections::BTreeMap;

use aftercare_interface::asset::AssetAmount;
use aftercare_interface::sla_escrow::{BondResponse, PlanResponse, QueryMsg};
use aftercare_interface::Asset;
use cosmwasm_std::{Addr, Event};

use super::audit::{agreements, claim};
use super::{word, World};

/// Whose, in which asset, as the events spell them.
type Purse = (String, String);

#[derive(Default)]
struct Heard {
    free: BTreeMap<Purse, u128>,
    claims: BTreeMap<Purse, u128>,
    burnt: BTreeMap<Purse, u128>,
    live: BTreeMap<u64, u128>,
    agreements: BTreeMap<u64, Agreement>,
}

#[derive(Default)]
struct Agreement {
    plan: u64,
    customer: Purse,
    provider: Purse,
    /// Periods, settled, escrowed, bond, credited, refunded, paid, protocol fees, burnt.
    sums: [u128; 9],
}

fn amount(event: &Event, key: &str) -> u128 {
    word(event, key).parse().unwrap()
}

fn purse(event: &Event, owner: &str) -> Purse {
    (
        word(event, owner).to_owned(),
        word(event, "asset").to_owned(),
    )
}

impl Heard {
    fn hear(&mut self, event: &Event) {
        let name = event.ty.trim_start_matches("wasm-aftercare-sla-escrow-");
        match name {
            "bond-deposited" | "bond-withdrawn" => {
                let free = amount(event, "free");
                self.free.insert(purse(event, "provider"), free);
            }
            "claim-raised" => {
                let claim = self.claims.entry(purse(event, "owner")).or_default();
                *claim += amount(event, "amount");
            }
            "claim-paid" => {
                self.claims.remove(&purse(event, "owner"));
            }
            "subscribed" => self.subscribed(event),
            "miss-booked" | "notice-given" | "period-settled" | "agreement-ended" => {
                self.moved(name, event);
            }
            _ => {}
        }
    }

    fn subscribed(&mut self, event: &Event) {
        let (periods, total) = (amount(event, "periods"), amount(event, "total"));
        let agreement = Agreement {
            plan: word(event, "plan").parse().unwrap(),
            customer: purse(event, "customer"),
            provider: purse(event, "provider"),
            sums: [periods, 0, total, amount(event, "bond"), 0, 0, 0, 0, 0],
        };
        self.live.insert(agreement.plan, amount(event, "live"));
        self.free
            .insert(agreement.provider.clone(), amount(event, "free"));
        let id = word(event, "agreement").parse().unwrap();
        self.agreements.insert(id, agreement);
    }

    fn moved(&mut self, name: &str, event: &Event) {
        let id = word(event, "agreement").parse().unwrap();
        let agreement = self.agreements.get_mut(&id).unwrap();
        let [periods, settled, escrowed, bond, credited, refunded, paid, fees, burnt] =
            &mut agreement.sums;
        if name == "agreement-ended" {
            *bond = 0;
            self.live.insert(agreement.plan, amount(event, "live"));
            self.free
                .insert(agreement.provider.clone(), amount(event, "free"));
            return;
        }
        *escrowed = amount(event, "escrowed");
        match name {
            "miss-booked" => *credited += amount(event, "added"),
            "notice-given" => {
                *periods = amount(event, "periods");
                *refunded = amount(event, "refund");
            }
            _ => {
                *settled = amount(event, "settled");
                *paid += amount(event, "paid");
                *fees += amount(event, "protocol_fee");
                *burnt += amount(event, "burnt");
                *self.burnt.entry(agreement.customer.clone()).or_default() +=
                    amount(event, "burnt");
            }
        }
    }
}

/// The events told so far rebuild what the queries answer now.
pub fn agrees(world: &World) {
    let mut heard = Heard::default();
    for event in &world.told {
        heard.hear(event);
    }
    ledgers(world, &heard);
    for asset in world.assets() {
        for owner in world.people().into_iter().chain([world.escrow.clone()]) {
            purses(world, &heard, (&owner, &asset));
        }
    }
    for (plan, live) in heard.live {
        let found: PlanResponse = world.ask(QueryMsg::Plan { plan });
        assert_eq!(u128::from(found.live), live, "live of plan {plan}");
    }
}

fn ledgers(world: &World, heard: &Heard) {
    let found = agreements(world);
    assert_eq!(found.len(), heard.agreements.len());
    for ((one, ledger), told) in found.iter().zip(heard.agreements.values()) {
        let [escrowed, bond, credited] =
            [ledger.escrowed, ledger.bond, ledger.credited].map(|a| a.u128());
        let out = [
            ledger.refunded,
            ledger.paid_to_provider,
            ledger.protocol_fees,
            ledger.burnt,
        ];
        let [refunded, paid, fees, burnt] = out.map(|a| a.u128());
        let (periods, settled) = (one.periods.into(), one.settled.into());
        let sums = [
            periods, settled, escrowed, bond, credited, refunded, paid, fees, burnt,
        ];
        assert_eq!(sums, told.sums, "agreement {}", one.agreement);
    }
}

fn purses(world: &World, heard: &Heard, (owner, asset): (&Addr, &Asset)) {
    let purse = (owner.to_string(), asset.key());
    let told = |map: &BTreeMap<Purse, u128>| map.get(&purse).copied().unwrap_or_default();
    assert_eq!(
        claim(world, owner, asset),
        told(&heard.claims),
        "claim of {owner}"
    );
    let bond: BondResponse = world.ask(QueryMsg::Bond {
        provider: owner.to_string(),
        asset: asset.clone(),
    });
    assert_eq!(bond.free.u128(), told(&heard.free), "free bond of {owner}");
    let burnt: AssetAmount = world.ask(QueryMsg::FeesPaid {
        account: owner.to_string(),
        asset: asset.clone(),
    });
    assert_eq!(burnt.amount.u128(), told(&heard.burnt), "burnt for {owner}");
}
