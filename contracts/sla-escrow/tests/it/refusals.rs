//! given input that no party should send
//! ├── tiers that pay nothing, more than the fee, or less for worse: refused by name
//! ├── caps above the fee or out of order: refused by name
//! ├── a subscription to a plan that was revised in the same block: refused, and the money is back, in coin and
//! │   in tokens
//! ├── an agreement that has ended, on whatever ground: it is not ended again, on any
//! ├── a refusal that names what may be absent says whether it is there
//! └── nothing to take: a claim, a surplus or a debt of zero is refused

use aftercare_domain::credit::{Caps, CapsError, ScheduleError};
use aftercare_domain::money::Bps;
use aftercare_domain::policy::Metric;
use aftercare_domain::time::{Seconds, UnixTime};
use aftercare_interface::sla_escrow::{Cw20Hook, ExecuteMsg, Ground, PlanTerms};
use aftercare_kit::KitError;
use aftercare_sla_escrow::ContractError;

use crate::world::terms::{changed, terms, FEE};
use crate::world::World;

fn refused(change: impl FnOnce(&mut PlanTerms)) -> ContractError {
    let mut world = World::new();
    let terms = changed(&world.assets()[0], change);
    world.refuses(&world.provider.clone(), ExecuteMsg::PublishPlan { terms })
}

#[test]
fn a_refusal_says_what_is_there_or_that_nothing_is() {
    let text = |due| ContractError::NothingDue { agreement: 1, due }.to_string();
    assert!(text(None).ends_with(" none"), "{}", text(None));
    let due = UnixTime(1_772_442_000);
    assert!(text(Some(due)).contains(&due.to_string()));
}

#[test]
fn a_tier_pays_from_one_basis_point_to_the_whole_fee_and_never_less_for_worse() {
    let (metric, tier) = (Metric::Resolution, 2);
    for credit in [Bps(0), Bps(10_001), Bps(u32::MAX)] {
        let found = refused(|terms| terms.schedule.resolution[2].credit = credit);
        let named = ScheduleError::Credit {
            metric,
            tier,
            credit,
        };
        assert_eq!(found, named.into());
    }
    let less = refused(|terms| terms.schedule.resolution[2].credit = Bps(499));
    assert!(matches!(less, ContractError::Schedule(_)), "{less:?}");
}

#[test]
fn caps_are_nested_and_a_periods_is_at_most_its_fee() {
    let period = Bps(10_001);
    let whole = refused(|terms| {
        terms.caps.period = period;
        terms.bond.credit = (FEE * 2).into();
    });
    assert_eq!(whole, CapsError::Period { period }.into());
    let block = refused(|terms| {
        terms.caps = Caps {
            ticket: Bps(1_000),
            period: Bps(3_000),
            block: Bps(2_999),
        }
    });
    assert!(matches!(block, ContractError::Caps(_)), "{block:?}");
}

#[test]
fn a_plan_that_was_revised_in_the_same_block_takes_no_money_for_its_old_revision() {
    for place in [0, 1] {
        let mut world = World::new();
        let asset = world.assets()[place].clone();
        let plan = world.publish(terms(&asset));
        let asked = world.subscription(plan, 3);
        world.revise(plan, terms(&asset));
        let signed = (
            ExecuteMsg::Subscribe(asked.clone()),
            Cw20Hook::Subscribe(asked),
        );
        let customer = world.customer.clone();
        let found = world.refuses_money(&customer, (&asset, FEE * 3), signed);
        let stale = ContractError::StaleRevision {
            asked: 1,
            newest: 2,
        };
        assert_eq!(found, stale);
    }
}

#[test]
fn an_end_at_once_is_the_last_word() {
    for ground in [Ground::ByProvider {}, Ground::CoolingOff {}] {
        let mut world = World::new();
        let asset = world.assets()[0].clone();
        let plan = world.publish(changed(&asset, |terms| {
            terms.cooling_off = Seconds::days(7);
        }));
        let agreement = world.subscribe(plan, 3);
        world.pass(Seconds::hours(1));
        let (customer, provider) = (world.customer.clone(), world.provider.clone());
        let first = match ground {
            Ground::ByProvider {} => &provider,
            _ => &customer,
        };
        world.ends(first, agreement, ground);
        let until = world.agreement(agreement).until;
        let over = ContractError::CoverOver { agreement, until };
        let again = [
            (&customer, Ground::Notice {}),
            (&customer, Ground::CoolingOff {}),
            (&customer, Ground::LateTickets { misses: vec![] }),
            (&customer, Ground::BlockCap { block: 0 }),
            (&customer, Ground::BondNotRefilled {}),
            (&provider, Ground::ByProvider {}),
        ];
        for (who, ground) in again {
            assert_eq!(world.refuses_end(who, agreement, ground), over);
        }
    }
}

#[test]
fn nothing_is_not_taken() {
    let mut world = World::new();
    for asset in world.assets() {
        let owner = world.customer.clone();
        let nothing: ContractError = KitError::NothingToPay {
            owner: owner.clone(),
            asset: asset.clone(),
        }
        .into();
        let withdraw = ExecuteMsg::Withdraw {
            asset: asset.clone(),
        };
        assert_eq!(world.refuses(&owner, withdraw), nothing);
        let push = ExecuteMsg::PushClaim {
            owner: owner.to_string(),
            asset,
        };
        assert_eq!(world.refuses(&world.stranger.clone(), push), nothing);
    }
    let plan = world.publish(terms(&world.assets()[0]));
    let agreement = world.subscribe(plan, 1);
    let collect = ExecuteMsg::CollectDebt { agreement };
    let none = ContractError::NoDebt { agreement };
    assert_eq!(world.refuses(&world.stranger.clone(), collect), none);
}
