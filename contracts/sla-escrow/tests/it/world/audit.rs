//! The books, account by account: every unit is in one named account, every sum is the sum of its parts, every
//! agreement's ledger balances and stands once where time decides something about it.

use std::collections::BTreeMap;

use aftercare_interface::asset::{Claim, ListedAsset, Solvency};
use aftercare_interface::sla_escrow::{
    AgreementResponse, AgreementStatus, BondParts, LedgerResponse, QueryMsg,
};
use aftercare_interface::{Asset, Page};
use aftercare_kit::books::NAMESPACES;
use aftercare_kit::store::Map;
use aftercare_sla_escrow::state::{
    Money, Proposal, DUE, MISSES, MONEY, PROPOSALS, PROVIDERS, TERMS, WAITING, WITHHELD,
};
use cosmwasm_std::{Addr, StdResult, Storage, Uint128};

use super::terms::total;
use super::World;

type All = [(AgreementResponse, LedgerResponse)];

/// Σ accounts = the contract's total = holdings − surplus, for every listed asset.
pub fn books(world: &World) {
    let agreements = agreements(world);
    let storage = world.app.contract_storage(&world.escrow);
    due_rows(&*storage);
    let proposals = proposals(&*storage);
    drop(storage);
    let listed: Vec<ListedAsset> = world.all(|start_after| QueryMsg::Assets {
        start_after,
        limit: Some(30),
    });
    for ListedAsset { asset, .. } in listed {
        let solvency: Solvency = world.ask(QueryMsg::Solvency {
            asset: asset.clone(),
        });
        let accounts = accounts(world, (&agreements, &proposals), &asset);
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
        rows_of(world, agreement);
        found.push((one, ledger));
    }
    found
}

/// The equation of [`LedgerResponse`]; nothing but a debt is left at the end.
fn balanced(agreement: &AgreementResponse, ledger: &LedgerResponse) {
    let from_fees = ledger.credited - ledger.credited_from_bond - ledger.credited_as_debt;
    let out = ledger.refunded + from_fees + ledger.paid_to_provider + ledger.protocol_fees;
    assert_eq!(
        ledger.deposited,
        out + ledger.escrowed + ledger.withheld,
        "{ledger:?}"
    );
    assert!(ledger.burnt <= ledger.protocol_fees);
    if matches!(agreement.status, AgreementStatus::Ended(_)) {
        let left = ledger.escrowed + ledger.withheld + ledger.waiting;
        assert!(left.is_zero(), "{ledger:?}");
        assert_eq!(ledger.bond, BondParts::default(), "{ledger:?}");
    }
}

/// Sums and counts of an agreement's own rows are what its record says.
fn rows_of(world: &World, agreement: u64) {
    let storage = world.app.contract_storage(&world.escrow);
    let money = MONEY.load(&*storage, agreement).unwrap();
    let withheld: Vec<(u32, u128)> = collect(WITHHELD.of(&*storage, agreement, (None, None)));
    let sum: u128 = withheld.iter().map(|(_, kept)| kept).sum();
    let rows = u32::try_from(withheld.len()).unwrap();
    assert_eq!((money.withheld, money.withheld_rows), (sum, rows));
    waiting_rows(&*storage, agreement, &money);
}

fn waiting_rows(storage: &dyn Storage, agreement: u64, money: &Money) {
    let (mut sum, mut keys) = (0, vec![]);
    for (key, record) in collect(MISSES.of(storage, agreement, (None, None))) {
        let funded = record
            .waiting
            .iter()
            .map(|line| line.amount - line.unfunded);
        sum += funded.sum::<u128>();
        if let Some(first) = record.waiting.iter().map(|line| line.until.0).min() {
            keys.push((first, key));
        }
    }
    keys.sort_unstable();
    let rows = collect(WAITING.of(storage, agreement, (None, None)));
    let rows: Vec<_> = rows.into_iter().map(|(row, ())| row).collect();
    assert_eq!(rows, keys, "waiting rows of {agreement}");
    assert_eq!(money.waiting, sum, "waiting of {agreement}");
    assert_eq!(usize::try_from(money.waiting_keys).unwrap(), keys.len());
}

fn collect<T>(rows: impl Iterator<Item = StdResult<T>>) -> Vec<T> {
    rows.collect::<StdResult<_>>().unwrap()
}

/// One row for each agreement that is not concluded, where its record says, and no other.
fn due_rows(storage: &dyn Storage) {
    let rows = collect(DUE.range(storage, None, None));
    let rows: Vec<(u64, u64)> = rows.into_iter().map(|(row, ())| row).collect();
    let mut needed: Vec<(u64, u64)> = vec![];
    for (agreement, money) in collect(MONEY.range(storage, None, None)) {
        assert_eq!(money.concluded, money.due.is_none(), "due of {agreement}");
        needed.extend(money.due.map(|at| (at.0, agreement)));
    }
    needed.sort_unstable();
    assert_eq!(rows, needed);
}

struct Offered {
    asset: Asset,
    provider: Option<Addr>,
    proposal: Proposal,
}

/// Open proposals with the asset of their terms and the provider whose bond they reserve.
fn proposals(storage: &dyn Storage) -> Vec<Offered> {
    let all = collect(PROPOSALS.range(storage, None, None));
    let offered = all.into_iter().map(|(_, proposal)| Offered {
        asset: TERMS.load(storage, proposal.terms_id).unwrap().asset,
        provider: match proposal.by_provider {
            true => Some(proposal.proposer.clone()),
            false => None,
        },
        proposal,
    });
    offered.collect()
}

fn accounts(world: &World, (all, proposals): (&All, &[Offered]), asset: &Asset) -> u128 {
    let mine = || all.iter().filter(|(one, _)| one.asset == *asset);
    let mut sum: u128 = mine()
        .map(|(_, ledger)| (ledger.escrowed + ledger.withheld + ledger.waiting).u128())
        .sum();
    let (mut behind, mut owed): (BTreeMap<Addr, u128>, BTreeMap<Addr, u128>) = Default::default();
    for (one, ledger) in mine() {
        *behind.entry(one.provider.clone()).or_default() += total(&ledger.bond);
        *owed.entry(one.provider.clone()).or_default() += ledger.debt.u128();
    }
    for offered in proposals.iter().filter(|offered| offered.asset == *asset) {
        sum += offered.proposal.held;
        let reserved = total(&offered.proposal.reserved);
        match &offered.provider {
            Some(provider) => *behind.entry(provider.clone()).or_default() += reserved,
            None => assert_eq!(reserved, 0, "a customer reserves no bond"),
        }
    }
    let storage = world.app.contract_storage(&world.escrow);
    for ((owner, key), record) in collect(PROVIDERS.range(&*storage, None, None)) {
        if key == asset.key() {
            let reserved = behind.remove(&owner).unwrap_or_default();
            assert_eq!(record.reserved, reserved, "bond of {owner}");
            let debts = owed.remove(&owner).unwrap_or_default();
            assert_eq!(record.owed, debts, "debts of {owner}");
            sum += record.free + record.reserved;
        }
    }
    behind.retain(|_, amount| *amount > 0);
    owed.retain(|_, amount| *amount > 0);
    assert!(behind.is_empty() && owed.is_empty(), "{behind:?} {owed:?}");
    let claims = claims(&*storage).into_iter();
    let claims = claims.filter(|((_, key), _)| *key == asset.key());
    sum + claims.map(|(_, claim)| claim).sum::<u128>()
}

/// Every claim by owner and asset key, as the books of the kit keep them.
pub fn claims(storage: &dyn Storage) -> Vec<((Addr, String), u128)> {
    let name = "books_claim";
    assert!(NAMESPACES.contains(&name));
    let claims: Map<(&Addr, &str), Uint128> = Map::new(name);
    let all = collect(claims.range(storage, None, None));
    all.into_iter()
        .map(|(whose, claim)| (whose, claim.u128()))
        .collect()
}

/// What waits for one owner in one asset, as the query answers.
pub fn claim(world: &World, owner: &Addr, asset: &Asset) -> u128 {
    let page: Page<Claim, String> = world.ask(QueryMsg::Claims {
        owner: owner.to_string(),
        start_after: None,
        limit: Some(30),
    });
    let mine = page.rows.iter().filter(|claim| claim.asset == *asset);
    mine.map(|claim| claim.amount.u128()).sum()
}
