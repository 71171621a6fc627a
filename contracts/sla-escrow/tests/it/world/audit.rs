//! The books by queries alone: every unit is in one named account, and every agreement's ledger balances.

use std::collections::BTreeMap;

use aftercare_interface::asset::{Claim, Solvency};
use aftercare_interface::sla_escrow::{
    AgreementResponse, AgreementStatus, BondResponse, LedgerResponse, QueryMsg,
};
use aftercare_interface::{Asset, Page};
use aftercare_kit::KitError;
use aftercare_sla_escrow::ContractError;
use cosmwasm_std::Addr;

use super::World;

/// Σ accounts = the contract's total = holdings − surplus, for every listed asset.
pub fn books(world: &World) {
    let agreements = agreements(world);
    for asset in world.assets() {
        let solvency: Solvency = match world.try_ask(QueryMsg::Solvency {
            asset: asset.clone(),
        }) {
            Err(ContractError::Kit(KitError::AssetUnlisted { .. })) => continue,
            answer => answer.unwrap(),
        };
        let accounts = accounts(world, &agreements, &asset);
        assert_eq!(accounts, solvency.accounts.u128(), "accounts of {asset}");
        let held = world.balance(&world.escrow, &asset);
        let surplus = held.checked_sub(accounts).expect("a shortfall");
        if solvency.shortfall.is_zero() {
            assert_eq!(surplus, solvency.surplus.u128(), "surplus of {asset}");
        }
    }
}

/// Every agreement with its ledger, each checked by itself.
pub fn agreements(world: &World) -> Vec<(AgreementResponse, LedgerResponse)> {
    let mut found = vec![];
    for agreement in 1.. {
        let Ok(one) = world.try_ask(QueryMsg::Agreement { agreement }) else {
            break;
        };
        let ledger = world.ask(QueryMsg::Ledger { agreement });
        balanced(&one, &ledger);
        found.push((one, ledger));
    }
    found
}

/// Deposited = refunded + credited from fees + paid + protocol fees + escrowed; nothing is left at the end.
fn balanced(agreement: &AgreementResponse, ledger: &LedgerResponse) {
    let from_fees = ledger.credited - ledger.credited_from_bond - ledger.debt;
    let out = ledger.refunded + from_fees + ledger.paid_to_provider + ledger.protocol_fees;
    assert_eq!(ledger.deposited, out + ledger.escrowed, "{ledger:?}");
    assert!(ledger.burnt <= ledger.protocol_fees);
    if matches!(agreement.status, AgreementStatus::Ended(_)) {
        assert!(
            ledger.escrowed.is_zero() && ledger.bond.is_zero(),
            "{ledger:?}"
        );
    }
}

fn accounts(world: &World, all: &[(AgreementResponse, LedgerResponse)], asset: &Asset) -> u128 {
    let mine = || all.iter().filter(|(one, _)| one.asset == *asset);
    let escrowed: u128 = mine().map(|(_, ledger)| ledger.escrowed.u128()).sum();
    let mut behind: BTreeMap<Addr, u128> = BTreeMap::new();
    for (one, ledger) in mine() {
        *behind.entry(one.provider.clone()).or_default() += ledger.bond.u128();
    }
    let mut sum = escrowed;
    for owner in owners(world, all) {
        let bond: BondResponse = world.ask(QueryMsg::Bond {
            provider: owner.to_string(),
            asset: asset.clone(),
        });
        let reserved = behind.get(&owner).copied().unwrap_or_default();
        assert_eq!(bond.reserved.u128(), reserved, "bond of {owner}");
        sum += bond.free.u128() + bond.reserved.u128() + claim(world, &owner, asset);
    }
    sum
}

fn owners(world: &World, all: &[(AgreementResponse, LedgerResponse)]) -> Vec<Addr> {
    let parties = all
        .iter()
        .flat_map(|(one, _)| [one.customer.clone(), one.provider.clone()]);
    let known = world.people().into_iter().chain([world.escrow.clone()]);
    let mut owners: Vec<Addr> = known.chain(parties).collect();
    owners.sort();
    owners.dedup();
    owners
}

pub fn claim(world: &World, owner: &Addr, asset: &Asset) -> u128 {
    let page: Page<Claim, String> = world.ask(QueryMsg::Claims {
        owner: owner.to_string(),
        start_after: None,
        limit: Some(30),
    });
    let mine = page.rows.iter().filter(|claim| claim.asset == *asset);
    mine.map(|claim| claim.amount.u128()).sum()
}
