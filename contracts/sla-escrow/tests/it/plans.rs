//! given anyone
//! └── when a plan is published
//!     ├── it is frozen as revision 1 under a terms id, with the hash of its stored bytes
//!     ├── it takes the extremes of every bound
//!     ├── it refuses each field beyond its bound, by name
//!     ├── it refuses an unlisted asset
//!     ├── it refuses a bond below what one period can credit
//!     ├── it refuses a fee that 120 periods would overflow
//!     ├── it refuses a policy, a schedule or caps that break their rules
//!     ├── it refuses a calendar that is missing or somebody else's
//!     └── it is refused where the escrow itself would be provider
//! given a plan
//! ├── when its provider revises it: a new revision with a new terms id, the old one unchanged
//! ├── when its provider retires it: no revision and no agreement any more
//! └── when anybody else revises or retires it: refused

use aftercare_domain::credit::{CapsError, ScheduleError, Threshold};
use aftercare_domain::money::Bps;
use aftercare_domain::policy::{Metric, PolicyError, ServiceHours};
use aftercare_domain::time::Seconds;
use aftercare_interface::raw::{calendar_key, CalendarHead};
use aftercare_interface::sla_escrow::{
    ExecuteMsg, PlanResponse, PlanRevisionResponse, PlanTerms, QueryMsg,
};
use aftercare_interface::Asset;
use aftercare_kit::KitError;
use aftercare_sla_escrow::ContractError;
use cosmwasm_std::{to_json_vec, HexBinary, Uint128};
use sha2::{Digest, Sha256};

use crate::world::terms::{bond, of_fee, policy, terms, tier, LEAVING, TIPS};
use crate::world::{refusal, World, USD};

fn usd() -> Asset {
    Asset::native(USD)
}

fn changed(change: impl FnOnce(&mut PlanTerms)) -> PlanTerms {
    let mut terms = terms(&usd());
    change(&mut terms);
    terms
}

fn refused(change: impl FnOnce(&mut PlanTerms)) -> ContractError {
    let mut world = World::new();
    let terms = changed(change);
    world.refuses(&world.provider.clone(), ExecuteMsg::PublishPlan { terms })
}

#[test]
fn a_plan_is_frozen_under_a_terms_id_with_the_hash_of_its_stored_bytes() {
    let mut world = World::new();
    let plan = world.publish(terms(&usd()));
    let found: PlanResponse = world.ask(QueryMsg::Plan { plan });
    assert_eq!(
        found,
        PlanResponse {
            plan: 1,
            provider: world.provider.clone(),
            revision: 1,
            retired: false,
            live: 0,
            listed_customers: 0,
            terms: terms(&usd()),
        }
    );
    let revision: PlanRevisionResponse = world.ask(QueryMsg::PlanRevision { plan, revision: 1 });
    let hash: [u8; 32] = Sha256::digest(to_json_vec(&terms(&usd())).unwrap()).into();
    assert_eq!(revision.terms_hash, HexBinary::from(hash));
    assert_eq!((revision.terms_id, revision.revision), (1, 1));
}

#[test]
fn the_extremes_of_every_bound_are_taken() {
    let mut world = World::new();
    world.publish(changed(|t| {
        t.title = "x".repeat(80);
        t.period_length = Seconds::days(1);
        t.hold_back = Seconds::ZERO;
        t.notice = Seconds::ZERO;
        t.fee = Uint128::one();
        t.bond = bond(0, 0, 0);
        t.capacity = 1;
    }));
    world.publish(changed(|t| {
        t.title = "x".to_owned();
        t.period_length = Seconds::days(366);
        t.hold_back = Seconds::days(60);
        t.notice = Seconds::days(90);
        t.fee = Uint128::new(u128::MAX / 120);
        t.bond = bond(u128::MAX - LEAVING, LEAVING, 0);
        t.termination_credit = Bps(0);
        t.capacity = u32::MAX;
    }));
}

#[test]
fn a_field_beyond_its_bound_is_named() {
    const DAY: u128 = 86_400;
    let range = |field, value, min, max| -> ContractError {
        KitError::Range {
            field,
            value,
            min,
            max,
        }
        .into()
    };
    let length = |length| -> ContractError {
        KitError::Length {
            field: "title",
            length,
            min: 1,
            max: 80,
        }
        .into()
    };
    assert_eq!(refused(|t| t.title = String::new()), length(0));
    assert_eq!(refused(|t| t.title = "x".repeat(81)), length(81));
    assert_eq!(
        refused(|t| t.document.hash = HexBinary::from([7; 31])),
        KitError::Hash {
            field: "document",
            length: 31
        }
        .into()
    );
    for value in [DAY - 1, 366 * DAY + 1] {
        assert_eq!(
            refused(|t| t.period_length = Seconds(value as u64)),
            range("period_length", value, DAY, 366 * DAY)
        );
    }
    assert_eq!(
        refused(|t| t.hold_back = Seconds(60 * 86_400 + 1)),
        range("hold_back", 60 * DAY + 1, 0, 60 * DAY)
    );
    assert_eq!(
        refused(|t| t.notice = Seconds(90 * 86_400 + 1)),
        range("notice", 90 * DAY + 1, 0, 90 * DAY)
    );
    assert_eq!(
        refused(|t| t.fee = Uint128::zero()),
        range("fee", 0, 1, u128::MAX)
    );
    assert_eq!(
        refused(|t| t.capacity = 0),
        range("capacity", 0, 1, u32::MAX.into())
    );
}

#[test]
fn an_unlisted_asset_is_refused() {
    let asset = Asset::native("uother");
    assert_eq!(
        refused(|t| t.asset = asset.clone()),
        KitError::AssetUnlisted { asset }.into()
    );
}

#[test]
fn a_bond_below_what_one_period_can_credit_is_refused() {
    let range = KitError::Range {
        field: "bond.credit",
        value: 2_999,
        min: 3_000,
        max: u128::MAX,
    };
    assert_eq!(
        refused(|t| t.bond = bond(2_999, LEAVING, TIPS)),
        range.into()
    );
}

#[test]
fn a_fee_that_120_periods_would_overflow_is_refused() {
    assert_eq!(
        refused(|t| t.fee = Uint128::new(u128::MAX / 120 + 1)),
        KitError::Overflow { field: "fee" }.into()
    );
}

#[test]
fn a_policy_a_schedule_or_caps_that_break_their_rules_are_refused() {
    let metric = Metric::Resolution;
    let window = Seconds(1);
    assert_eq!(
        refused(|t| t.policy.confirm_window = window),
        PolicyError::ConfirmWindow { value: window }.into()
    );
    assert_eq!(
        refused(|t| t
            .schedule
            .resolution
            .push(tier(Threshold::LateTargetBps(Bps(9)), 2_000))),
        ScheduleError::Mixed { metric, tier: 3 }.into()
    );
    assert_eq!(
        refused(|t| t.caps.ticket = Bps(3_001)),
        CapsError::Ticket {
            ticket: Bps(3_001),
            period: Bps(3_000),
        }
        .into()
    );
}

#[test]
fn a_cited_calendar_exists_and_is_the_providers_own() {
    let mut world = World::new();
    let provider = world.provider.clone();
    let terms = changed(|t| t.policy.p4 = policy(ServiceHours::Calendar(5)).p4);
    let publish = ExecuteMsg::PublishPlan { terms };
    let unknown = ContractError::UnknownCalendar { calendar: 5 };
    assert_eq!(world.refuses(&provider, publish.clone()), unknown);
    let owner = world.stranger.clone();
    let head = |owner| CalendarHead { owner, version: 1 };
    world.registry_says(&calendar_key(5), &head(owner.clone()));
    let foreign = ContractError::ForeignCalendar { calendar: 5, owner };
    assert_eq!(world.refuses(&provider, publish.clone()), foreign);
    world.registry_says(&calendar_key(5), &head(provider.clone()));
    world.does(&provider, publish);
}

#[test]
fn a_calendar_cannot_be_cited_before_the_registry_is_wired() {
    let mut world = World::bare();
    let list = ExecuteMsg::ListAsset { asset: usd() };
    world.does(&world.owner.clone(), list);
    world.publish(terms(&usd()));
    let terms = changed(|t| t.policy = policy(ServiceHours::Calendar(5)));
    let refused = world.refuses(&world.provider.clone(), ExecuteMsg::PublishPlan { terms });
    assert_eq!(refused, ContractError::NotWired);
}

#[test]
fn the_escrow_itself_is_no_provider() {
    let mut world = World::new();
    let address = world.escrow.clone();
    let publish = ExecuteMsg::PublishPlan {
        terms: terms(&usd()),
    };
    let refused = ContractError::SuiteAddress {
        field: "provider",
        address: address.clone(),
    };
    assert_eq!(refusal(world.send(&address, &publish, &[])), refused);
}

#[test]
fn a_revision_leaves_the_one_before_as_it_was() {
    let mut world = World::new();
    let plan = world.publish(terms(&usd()));
    let token = world.assets()[1].clone();
    let terms = of_fee(&token, 20_000);
    world.revise(plan, terms.clone());
    let old: PlanRevisionResponse = world.ask(QueryMsg::PlanRevision { plan, revision: 1 });
    let new: PlanRevisionResponse = world.ask(QueryMsg::PlanRevision { plan, revision: 2 });
    assert_eq!((old.terms_id, new.terms_id), (1, 2));
    assert_eq!((old.terms, &new.terms), (changed(|_| ()), &terms));
    assert_ne!(old.terms_hash, new.terms_hash);
    let found: PlanResponse = world.ask(QueryMsg::Plan { plan });
    assert_eq!((found.revision, found.terms), (2, terms));
}

#[test]
fn a_revision_is_checked_like_a_new_plan() {
    let mut world = World::new();
    let plan = world.publish(terms(&usd()));
    let terms = changed(|t| t.title = String::new());
    let refused = world.refuses(
        &world.provider.clone(),
        ExecuteMsg::RevisePlan { plan, terms },
    );
    assert!(matches!(
        refused,
        ContractError::Kit(KitError::Length { field: "title", .. })
    ));
}

#[test]
fn a_retired_plan_takes_no_revision_and_no_agreement() {
    let mut world = World::new();
    let plan = world.publish(terms(&usd()));
    let asked = world.subscription(plan, 1);
    let (provider, customer) = (world.provider.clone(), world.customer.clone());
    world.does(&provider, ExecuteMsg::RetirePlan { plan });
    let retired = ContractError::PlanRetired { plan };
    assert_eq!(refusal(world.pay(&customer, &asked, &usd())), retired);
    let revise = ExecuteMsg::RevisePlan {
        plan,
        terms: terms(&usd()),
    };
    assert_eq!(world.refuses(&provider, revise), retired);
    assert_eq!(
        world.refuses(&provider, ExecuteMsg::RetirePlan { plan }),
        retired
    );
}

#[test]
fn only_its_provider_revises_or_retires_a_plan_and_only_one_that_exists() {
    let mut world = World::new();
    world.publish(terms(&usd()));
    let (stranger, provider) = (world.stranger.clone(), world.provider.clone());
    let terms = terms(&usd());
    let foreign = ContractError::NotProvider { provider };
    let revise = |plan| ExecuteMsg::RevisePlan {
        plan,
        terms: terms.clone(),
    };
    for (plan, refused) in [(1, foreign), (2, ContractError::UnknownPlan { plan: 2 })] {
        assert_eq!(world.refuses(&stranger, revise(plan)), refused);
        assert_eq!(
            world.refuses(&stranger, ExecuteMsg::RetirePlan { plan }),
            refused
        );
    }
}
