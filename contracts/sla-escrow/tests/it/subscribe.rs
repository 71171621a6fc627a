//! given a plan and a free bond
//! └── when a customer subscribes with the exact total, in coin or tokens
//!     ├── it is covered from this second on, the fee in escrow, the bond reserved
//!     ├── when revision, hash, total, funds, asset or periods differ: refused, money back
//!     ├── when the plan is full, or the free bond too small: refused
//!     ├── when the customer is the provider, its agent (now or within 90 days), or a contract of the suite:
//!     │   refused
//!     └── when no registry is wired: refused
//! given a running agreement
//! └── when the plan is revised: its terms stay

use aftercare_domain::time::Seconds;
use aftercare_interface::raw::agent_key;
use aftercare_interface::sla_escrow::{
    AgreementResponse, AgreementStatus, BondResponse, ExecuteMsg, LedgerResponse, PlanResponse,
    QueryMsg, Subscription,
};
use aftercare_interface::Asset;
use aftercare_kit::KitError;
use aftercare_sla_escrow::ContractError;
use cosmwasm_std::{coins, HexBinary, Uint128};

use crate::world::terms::{of_fee, terms, BOND, FEE, HOLD_BACK, PERIOD};
use crate::world::{event, refusal, word, World, USD};

fn usd() -> Asset {
    Asset::native(USD)
}

fn offered() -> (World, u64) {
    let mut world = World::new();
    let plan = world.publish(terms(&usd()));
    (world, plan)
}

#[test]
fn a_customer_is_covered_from_this_second_on() {
    for place in [0, 1] {
        let mut world = World::new();
        let asset = world.assets()[place].clone();
        let plan = world.publish(terms(&asset));
        let before = world.balance(&world.customer, &asset);
        let agreement = world.subscribe(plan, 3);
        let (from, now) = (world.now(), world.now());
        let until = from.plus(Seconds::days(90));
        let found: AgreementResponse = world.ask(QueryMsg::Agreement { agreement });
        assert_eq!(
            found,
            AgreementResponse {
                agreement: 1,
                customer: world.customer.clone(),
                payer: None,
                provider: world.provider.clone(),
                plan: Some(plan),
                revision: 1,
                terms_id: 1,
                next_terms: None,
                renews: None,
                asset: asset.clone(),
                from,
                until,
                periods: 3,
                settled: 0,
                status: AgreementStatus::Active,
                next_due: Some(from.plus(PERIOD).plus(HOLD_BACK).plus(Seconds(1))),
                as_of: now,
            }
        );
        assert_eq!(world.balance(&world.customer, &asset), before - 3 * FEE);
    }
}

#[test]
fn the_fee_is_in_escrow_and_the_bond_reserved() {
    let (mut world, plan) = offered();
    let agreement = world.subscribe(plan, 3);
    let ledger: LedgerResponse = world.ask(QueryMsg::Ledger { agreement });
    assert_eq!(
        (ledger.deposited, ledger.escrowed),
        (Uint128::new(30_000), Uint128::new(30_000))
    );
    assert_eq!(ledger.bond, terms(&usd()).bond);
    let bond: BondResponse = world.ask(QueryMsg::Bond {
        provider: world.provider.to_string(),
        asset: usd(),
    });
    assert_eq!(bond.reserved, Uint128::new(BOND));
    let found: PlanResponse = world.ask(QueryMsg::Plan { plan });
    assert_eq!(found.live, 1);
}

#[test]
fn its_event_tells_the_whole_agreement() {
    let (mut world, plan) = offered();
    let customer = world.customer.clone();
    let asked = world.subscription(plan, 2);
    let done = world.pay(&customer, &asked, &usd()).unwrap();
    let told = event(&done, "subscribed");
    for (key, value) in [
        ("agreement", "1"),
        ("total", "20000"),
        ("period_length", "2592000"),
        ("live", "1"),
        ("asset", "native/uusd"),
    ] {
        assert_eq!(word(told, key), value);
    }
    let told = event(&done, "agreement-updated");
    assert_eq!(
        (word(told, "periods"), word(told, "escrowed")),
        ("2", "20000")
    );
    let told = event(&done, "provider-updated");
    assert_eq!(
        (word(told, "free"), word(told, "reserved")),
        ("94500", "5500")
    );
}

fn refused(change: impl FnOnce(&mut Subscription)) -> ContractError {
    let (mut world, plan) = offered();
    let mut asked = world.subscription(plan, 2);
    let funds = coins(asked.total.u128(), USD);
    change(&mut asked);
    let customer = world.customer.clone();
    refusal(world.send(&customer, &ExecuteMsg::Subscribe(asked), &funds))
}

#[test]
fn what_the_customer_read_is_what_it_gets_or_nothing() {
    assert_eq!(
        refused(|s| s.plan = 2),
        ContractError::UnknownPlan { plan: 2 }
    );
    for asked in [0, 2] {
        let stale = ContractError::StaleRevision { asked, newest: 1 };
        assert_eq!(refused(|s| s.revision = asked), stale);
    }
    let wrong = HexBinary::from([1; 32]);
    let hash = refused(|s| s.terms_hash = wrong.clone());
    assert!(matches!(hash, ContractError::TermsHash { asked, .. } if asked == wrong));
}

#[test]
fn an_older_revision_is_refused() {
    let (mut world, plan) = offered();
    let asked = world.subscription(plan, 1);
    let revise = ExecuteMsg::RevisePlan {
        plan,
        terms: terms(&usd()),
    };
    world.does(&world.provider.clone(), revise);
    let customer = world.customer.clone();
    let stale = ContractError::StaleRevision {
        asked: 1,
        newest: 2,
    };
    assert_eq!(refusal(world.pay(&customer, &asked, &usd())), stale);
}

#[test]
fn periods_are_from_1_to_120() {
    for value in [0u32, 121] {
        let range = KitError::Range {
            field: "periods",
            value: value.into(),
            min: 1,
            max: 120,
        };
        assert_eq!(refused(|s| s.periods = value), range.into());
    }
    let (mut world, plan) = offered();
    let agreement = world.subscribe(plan, 120);
    let found: AgreementResponse = world.ask(QueryMsg::Agreement { agreement });
    assert_eq!(found.until, found.from.plus(Seconds::days(3_600)));
}

#[test]
fn the_total_is_fee_times_periods_to_the_unit() {
    for total in [19_999, 20_001] {
        let (found, need) = (Uint128::new(total), Uint128::new(20_000));
        let field = "total";
        assert_eq!(
            refused(|s| s.total = found),
            ContractError::WrongAmount { field, found, need }
        );
    }
}

#[test]
fn the_funds_are_the_total_to_the_unit() {
    let (mut world, plan) = offered();
    let customer = world.customer.clone();
    let asked = world.subscription(plan, 2);
    for sent in [19_999, 20_001] {
        let (found, need) = (Uint128::new(sent), Uint128::new(20_000));
        let field = "funds";
        let msg = ExecuteMsg::Subscribe(asked.clone());
        let outcome = world.send(&customer, &msg, &coins(sent, USD));
        assert_eq!(
            refusal(outcome),
            ContractError::WrongAmount { field, found, need }
        );
    }
}

#[test]
fn tokens_do_not_pay_a_plan_in_coin_nor_a_coin_one_in_tokens() {
    let mut world = World::new();
    let [coin, token] = world.assets();
    let customer = world.customer.clone();
    for (need, found) in [(&coin, &token), (&token, &coin)] {
        let plan = world.publish(terms(need));
        let asked = world.subscription(plan, 1);
        let wrong = ContractError::WrongAsset {
            found: found.clone(),
            need: need.clone(),
        };
        assert_eq!(refusal(world.pay(&customer, &asked, found)), wrong);
    }
}

#[test]
fn a_full_plan_takes_nobody_until_an_agreement_has_ended() {
    let (mut world, plan) = offered();
    let customer = world.customer.clone();
    for _ in 0..3 {
        world.subscribe(plan, 1);
    }
    let asked = world.subscription(plan, 1);
    let full = ContractError::CapacityReached { plan, capacity: 3 };
    assert_eq!(refusal(world.pay(&customer, &asked, &usd())), full);
    world.pass(PERIOD.plus(HOLD_BACK).plus(Seconds(1)));
    world.settle(1, 1).unwrap();
    world.pay(&customer, &asked, &usd()).unwrap();
}

#[test]
fn no_free_bond_no_agreement() {
    let (mut world, plan) = offered();
    let (provider, customer) = (world.provider.clone(), world.customer.clone());
    let take = ExecuteMsg::WithdrawFreeBond {
        asset: usd(),
        amount: Uint128::new(100_000 - BOND + 1),
    };
    world.does(&provider, take);
    let asked = world.subscription(plan, 1);
    let short = ContractError::BondShort {
        provider: provider.clone(),
        free: Uint128::new(BOND - 1),
        need: Uint128::new(BOND),
    };
    assert_eq!(refusal(world.pay(&customer, &asked, &usd())), short);
    world.deposit_bond(&provider, &usd(), 1);
    world.pay(&customer, &asked, &usd()).unwrap();
}

#[test]
fn a_provider_is_not_its_own_customer() {
    let (mut world, plan) = offered();
    let asked = world.subscription(plan, 1);
    let own = ContractError::OwnPlan;
    let provider = world.provider.clone();
    assert_eq!(refusal(world.pay(&provider, &asked, &usd())), own);
}

#[test]
fn an_agent_of_the_provider_is_no_customer_until_90_days_after_its_link() {
    let (mut world, plan) = offered();
    let (provider, customer) = (world.provider.clone(), world.customer.clone());
    let asked = world.subscription(plan, 1);
    let until = world.now().plus(Seconds::days(5));
    world.registry_says(&agent_key(&provider, &customer), &until);
    let linked = ContractError::Linked {
        provider: provider.clone(),
        until,
    };
    let free = until.plus(Seconds::days(90)).plus(Seconds(1));
    for at in [world.now(), until, free.minus(Seconds(1))] {
        world.at(at);
        assert_eq!(refusal(world.pay(&customer, &asked, &usd())), linked);
    }
    world.at(free);
    world.pay(&customer, &asked, &usd()).unwrap();
}

#[test]
fn the_contracts_of_the_suite_are_no_customers() {
    let (mut world, plan) = offered();
    let asked = world.subscription(plan, 1);
    let token = world.token.clone();
    for address in [world.escrow.clone(), world.registry.clone()] {
        let mint = cw20::Cw20ExecuteMsg::Mint {
            recipient: address.to_string(),
            amount: Uint128::new(FEE),
        };
        let owner = world.owner.clone();
        cw_multi_test::Executor::execute_contract(&mut world.app, owner, token.clone(), &mint, &[])
            .unwrap();
        let gift = cw_multi_test::BankSudo::Mint {
            to_address: address.to_string(),
            amount: coins(FEE, USD),
        };
        world.app.sudo(gift.into()).unwrap();
        let field = "customer";
        let outcome = world.pay(&address, &asked, &usd());
        assert_eq!(
            refusal(outcome),
            ContractError::SuiteAddress { field, address }
        );
    }
}

#[test]
fn nobody_subscribes_before_the_registry_is_wired() {
    let mut world = World::bare();
    world.does(&world.owner.clone(), ExecuteMsg::ListAsset { asset: usd() });
    world.deposit_bond(&world.provider.clone(), &usd(), BOND);
    let plan = world.publish(terms(&usd()));
    let asked = world.subscription(plan, 1);
    let customer = world.customer.clone();
    assert_eq!(
        refusal(world.pay(&customer, &asked, &usd())),
        ContractError::NotWired
    );
}

#[test]
fn a_running_agreement_keeps_its_terms_when_the_plan_is_revised() {
    let (mut world, plan) = offered();
    let agreement = world.subscribe(plan, 2);
    let before: AgreementResponse = world.ask(QueryMsg::Agreement { agreement });
    let mut dearer = of_fee(&usd(), 50_000);
    dearer.period_length = Seconds::days(1);
    world.revise(plan, dearer);
    let after: AgreementResponse = world.ask(QueryMsg::Agreement { agreement });
    assert_eq!(before, after);
}
