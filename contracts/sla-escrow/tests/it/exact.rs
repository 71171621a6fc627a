//! given random agreements over their whole life
//! ├── when anything happens: what came in is what went out and what is held, to the unit, in both assets
//! └── when one account of the books is a unit off: the audit of these tests says so

use std::cell::RefCell;
use std::panic::{catch_unwind, AssertUnwindSafe};

use aftercare_domain::time::Seconds;
use aftercare_interface::asset::Solvency;
use aftercare_interface::sla_escrow::QueryMsg;
use aftercare_interface::Asset;
use aftercare_kit::store::Map;
use aftercare_sla_escrow::state::{Money, MONEY, PROPOSALS, PROVIDERS, WITHHELD};
use cosmwasm_std::{Addr, Storage, Uint128};
use proptest::test_runner::TestRunner;

use crate::walk::{history, Kind, Walk};
use crate::world::audit::{agreements, books, claim};
use crate::world::{config, evidence};

/// About three agreements a walk.
const CASES: u32 = 34;
const STEPS: usize = 90;

/// Everything that exists of an asset: in wallets, in the contract, and burnt.
fn all_there_is(walk: &Walk, asset: &Asset) -> u128 {
    let world = &walk.world;
    let everybody = walk.everybody();
    let held: u128 = everybody.iter().map(|one| world.balance(one, asset)).sum();
    let all = agreements(world);
    let mine = all.iter().filter(|(one, _)| one.asset == *asset);
    let burnt: u128 = mine.map(|(_, ledger)| ledger.burnt.u128()).sum();
    // What is to be burnt and could not be is a claim of the contract itself.
    held + burnt - claim(world, &world.escrow, asset)
}

#[test]
fn what_came_in_is_what_went_out_and_what_is_held() {
    let lives = RefCell::new((0, 0));
    let mut runner = TestRunner::new(config(CASES));
    let done = runner.run(&history(STEPS), |acts| {
        let mut walk = Walk::new();
        let assets = walk.world.assets();
        if acts.first().is_some_and(|act| act.flag) {
            walk.runs_into_debt();
        }
        let before = assets.clone().map(|asset| all_there_is(&walk, &asset));
        for act in &acts {
            walk.play(act);
            if act.kind != Kind::Pass {
                let now = assets.clone().map(|asset| all_there_is(&walk, &asset));
                assert_eq!(before, now, "{act:?}");
            }
        }
        // Renewals follow each other; no chain of them lasts longer.
        walk.world.pass(Seconds::days(20_000));
        for agreement in 1..=walk.count() {
            while !walk.is_over(agreement) {
                let acted = walk.pokes(agreement, 30) | walk.settles(agreement, 30);
                assert!(acted, "{agreement} is stuck");
                walk.world.pass(Seconds::days(8));
            }
        }
        let now = assets.clone().map(|asset| all_there_is(&walk, &asset));
        assert_eq!(before, now);
        let (agreements, messages) = &mut *lives.borrow_mut();
        *agreements += walk.count();
        *messages += walk.world.told.len();
        Ok(())
    });
    done.unwrap();
    let (agreements, messages) = lives.into_inner();
    assert!(agreements >= 100, "{agreements}");
    let figures = format!("\"agreements\": {agreements}, \"accepted messages\": {messages}");
    evidence("exactness", &figures);
}

/// One way to be a unit off; whether there was such an account.
type Fault = fn(&mut dyn Storage) -> bool;

fn money(storage: &mut dyn Storage, change: fn(&mut Money)) -> bool {
    let row = MONEY.range(storage, None, None).next();
    let Some((agreement, mut money)) = row.transpose().unwrap() else {
        return false;
    };
    change(&mut money);
    MONEY.save(storage, agreement, &money);
    true
}

fn provider(
    storage: &mut dyn Storage,
    change: fn(&mut aftercare_sla_escrow::state::Provider),
) -> bool {
    let row = PROVIDERS.range(storage, None, None).next();
    let Some(((owner, key), mut record)) = row.transpose().unwrap() else {
        return false;
    };
    change(&mut record);
    PROVIDERS.save(storage, (&owner, &key), &record);
    true
}

const FAULTS: [(&str, Fault); 13] = [
    ("escrowed", |all| money(all, |money| money.escrowed += 1)),
    ("withheld", |all| money(all, |money| money.withheld += 1)),
    ("waiting", |all| money(all, |money| money.waiting += 1)),
    ("bond.credit", |all| {
        money(all, |money| money.bond.credit += Uint128::one())
    }),
    ("bond.termination", |all| {
        money(all, |money| money.bond.termination += Uint128::one())
    }),
    ("bond.tips", |all| {
        money(all, |money| money.bond.tips += Uint128::one())
    }),
    ("debt", |all| money(all, |money| money.debt += 1)),
    ("free", |all| provider(all, |record| record.free += 1)),
    ("reserved", |all| {
        provider(all, |record| record.reserved += 1)
    }),
    ("owed", |all| provider(all, |record| record.owed += 1)),
    ("proposal.held", |all| {
        let row = PROPOSALS.range(all, None, None).next();
        let Some((id, mut proposal)) = row.transpose().unwrap() else {
            return false;
        };
        proposal.held += 1;
        PROPOSALS.save(all, id, &proposal);
        true
    }),
    ("claim", |all| {
        let claims: Map<(&Addr, &str), Uint128> = Map::new("books_claim");
        let row = claims.range(all, None, None).next();
        let Some(((owner, asset), claim)) = row.transpose().unwrap() else {
            return false;
        };
        claims.save(all, (&owner, &asset), &(claim + Uint128::one()));
        true
    }),
    ("withheld row", |all| {
        let row = MONEY.range(all, None, None).next();
        let agreement = row.unwrap().unwrap().0;
        WITHHELD.save(all, (agreement, 99), &1);
        true
    }),
];

#[test]
fn a_unit_off_in_any_account_is_noticed() {
    let mut met = [false; FAULTS.len()];
    let mut runner = TestRunner::new(config(6));
    let found = RefCell::new(&mut met);
    let done = runner.run(&history(150), |acts| {
        let mut walk = Walk::new();
        for act in &acts {
            walk.play(act);
        }
        let escrow = walk.world.escrow.clone();
        let world = &mut walk.world;
        for (place, (name, fault)) in FAULTS.iter().enumerate() {
            let saved = world.save();
            let broken = fault(&mut *world.app.contract_storage_mut(&escrow));
            let silent = catch_unwind(AssertUnwindSafe(|| books(world))).is_ok();
            assert!(
                !broken || !silent,
                "{name} is a unit off and nobody noticed"
            );
            world.restore(saved);
            found.borrow_mut()[place] |= broken;
        }
        let asset = world.assets()[0].clone();
        let books: Solvency = world.ask(QueryMsg::Solvency { asset });
        assert!(books.shortfall.is_zero());
        Ok(())
    });
    done.unwrap();
    assert!(met.iter().all(|met| *met), "{met:?}");
}
