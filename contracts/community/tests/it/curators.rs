//! set_curators, set_experts
//! ├── given the owner
//! │   ├── a set is in force from the first second after its notice, and not a second earlier
//! │   ├── a set that is announced anew withdraws the one that was not in force yet
//! │   ├── who leaves stays until the next set is in force, who stays is never without the seat
//! │   ├── a set that is in force since this very second is not withdrawn
//! │   └── an empty set is a set
//! ├── given somebody else, too many names, one twice, or no address
//! │   └── it refuses
//! └── given a coin
//!     └── it refuses
//! curators' pool
//! ├── given fees and members
//! │   ├── each may give an equal part of an epoch, not one point more, and again in the next
//! │   ├── somebody who is both curator and expert counts once
//! │   ├── what nobody gives stays for the next epoch, and never lapses
//! │   ├── who became a member within an epoch, or no longer is one, has no part of it
//! │   ├── a set that is named within an epoch changes no part of it
//! │   └── beyond the part the own allowance is used
//! └── given no members
//!     └── nobody has a part

use aftercare_community::event::{CircleAnnounced, Thanked};
use aftercare_community::ContractError;
use aftercare_domain::time::UnixTime;
use aftercare_interface::community::{
    AllowanceResponse, CircleResponse, ExecuteMsg, NextCircle, PoolResponse, QueryMsg,
};
use aftercare_kit::KitError;
use cosmwasm_std::Uint128;
use cw_ownable::OwnershipError;

use crate::circle::{addresses, object, on_answer, set_curators, set_experts, thank, NOTICE};
use crate::world::{euro, euros, event, fact, person, World, EPOCH, START};

fn curators(world: &World) -> CircleResponse {
    world.ask(&QueryMsg::Curators {})
}

fn members(world: &World) -> Vec<String> {
    let members = curators(world).members;
    members.iter().map(ToString::to_string).collect()
}

fn part(world: &World, name: &str) -> Option<u128> {
    let account = person(name).into();
    let held: AllowanceResponse = world.ask(&QueryMsg::Allowance { account });
    held.part.map(|part| part.u128())
}

fn pool(world: &World) -> u128 {
    let pool: PoolResponse = world.ask(&QueryMsg::Pool {});
    pool.points.u128()
}

/// Registers a rating of Ada: fees of `ever` have been burnt, a twentieth of the points goes to the pool.
fn fees(world: &mut World, ticket: u64, ever: u128) {
    world.burnt("ada", &euro(), ever);
    world.closed(ticket, &fact("ada", START));
    let msg = ExecuteMsg::RegisterRatings {
        tickets: vec![ticket],
        peers: None,
    };
    world.act("owner", &msg).unwrap();
}

#[test]
fn a_set_is_in_force_after_its_notice_to_the_second() {
    let mut world = World::new();
    let from = world.now() + NOTICE;
    let response = world.act("owner", &set_curators(&["ada", "bea"])).unwrap();
    assert!(event(
        &response,
        CircleAnnounced {
            circle: "curators",
            members: 2,
            from: UnixTime(from)
        }
    ));
    world.at(from - 1);
    let announced = CircleResponse {
        members: vec![],
        next: Some(NextCircle {
            from: UnixTime(from),
            members: vec![person("ada"), person("bea")],
        }),
        as_of: UnixTime(from - 1),
    };
    assert_eq!(curators(&world), announced);
    world.at(from);
    let in_force = CircleResponse {
        members: vec![person("ada"), person("bea")],
        next: None,
        as_of: UnixTime(from),
    };
    assert_eq!(curators(&world), in_force);
}

#[test]
fn a_new_announcement_withdraws_the_one_before() {
    let mut world = World::new();
    fees(&mut world, 1, 1_000);
    world.act("owner", &set_experts(&["bea"])).unwrap();
    world.wait(1);
    world.act("owner", &set_experts(&["cid"])).unwrap();
    world.wait(2 * EPOCH);
    let experts: CircleResponse = world.ask(&QueryMsg::Experts {});
    assert_eq!(experts.members, [person("cid")]);
    assert_eq!(part(&world, "bea"), None);
    assert_eq!(part(&world, "cid"), Some(50));
}

#[test]
fn who_leaves_stays_until_the_next_set_is_in_force() {
    let mut world = World::with_circles(&["ada", "bea"], &[]);
    world.act("owner", &set_curators(&["bea", "cid"])).unwrap();
    world.wait(NOTICE - 1);
    assert_eq!(members(&world), addresses(&["ada", "bea"]));
    world.wait(1);
    assert_eq!(members(&world), addresses(&["bea", "cid"]));
    world.act("owner", &set_curators(&[])).unwrap();
    world.act("owner", &set_curators(&["bea"])).unwrap();
    world.wait(NOTICE);
    assert_eq!(members(&world), addresses(&["bea"]));
}

#[test]
fn a_set_that_is_in_force_since_this_second_is_not_withdrawn() {
    for next in ["bea", "eve"] {
        let mut world = World::with_circles(&["bea"], &[]);
        fees(&mut world, 1, 1_000);
        world.act("owner", &set_curators(&[next])).unwrap();
        assert_eq!(part(&world, "bea"), Some(50));
    }
}

#[test]
fn an_empty_set_is_a_set() {
    let mut world = World::with_circles(&["ada"], &[]);
    world.act("owner", &set_curators(&[])).unwrap();
    world.wait(NOTICE);
    assert_eq!(members(&world), addresses(&[]));
}

#[test]
fn only_the_owner_names_them_each_once_and_not_too_many() {
    let mut world = World::new();
    let stranger: ContractError = KitError::from(OwnershipError::NotOwner).into();
    for msg in [set_curators(&["ada"]), set_experts(&["ada"])] {
        assert_eq!(world.act("ada", &msg).unwrap_err(), stranger);
        let error = world.act_with("owner", &msg, &euros(1)).unwrap_err();
        assert_eq!(error, KitError::UnexpectedFunds { coins: 1 }.into());
    }
    let twice = KitError::Duplicate {
        field: "curators",
        value: person("ada").to_string(),
    };
    let error = world.act("owner", &set_curators(&["ada", "ada"]));
    assert_eq!(error.unwrap_err(), twice.into());
    for (most, curators) in [(15, true), (30, false)] {
        let many: Vec<String> = (0..=most).map(|n| format!("person{n}")).collect();
        let names = |count: usize| many[..count].iter().map(String::as_str).collect::<Vec<_>>();
        let (set, field): (fn(&[&str]) -> ExecuteMsg, _) = if curators {
            (set_curators, "curators")
        } else {
            (set_experts, "experts")
        };
        world.act("owner", &set(&names(most))).unwrap();
        let refused = KitError::Count {
            field,
            count: most + 1,
            min: 0,
            max: most,
        };
        let error = world.act("owner", &set(&names(most + 1))).unwrap_err();
        assert_eq!(error, refused.into());
    }
}

#[test]
fn what_is_no_address_is_refused() {
    let mut world = World::new();
    let msg = ExecuteMsg::SetExperts {
        experts: vec!["?".into()],
    };
    let error = world.act("owner", &msg).unwrap_err();
    assert!(matches!(error, ContractError::Kit(KitError::Std(_))));
}

#[test]
fn each_member_gives_an_equal_part_of_an_epoch() {
    let mut world = World::with_circles(&["bea"], &["eve", "bea", "fay"]);
    world.answered();
    fees(&mut world, 1, 1_000);
    assert_eq!(pool(&world), 50);
    for name in ["bea", "eve", "fay"] {
        assert_eq!(part(&world, name), Some(16));
    }
    assert_eq!(part(&world, "ada"), None);
    let response = world.act("eve", &thank(on_answer(1, 0), 16)).unwrap();
    let told = Thanked {
        question: Some(1),
        answer: Some(0),
        knowledge: None,
        by: person("eve"),
        author: person("cid"),
        points: Uint128::new(16),
        epoch: 2,
        author_points: Uint128::new(16),
        thanks: Uint128::new(16),
        thanked_by: 1,
        from_pool: true,
        allowance: Uint128::zero(),
    };
    assert!(event(&response, told));
    let short = ContractError::PartShort {
        account: person("eve"),
        part: Uint128::zero(),
        allowance: Uint128::zero(),
        asked: Uint128::one(),
    };
    let error = world.act("eve", &object(on_answer(1, 1), 1)).unwrap_err();
    assert_eq!(error, short);
    world.act("bea", &object(on_answer(1, 1), 10)).unwrap();
    assert_eq!((pool(&world), part(&world, "bea")), (24, Some(6)));
    world.wait(30 * EPOCH);
    assert_eq!((pool(&world), part(&world, "bea")), (24, Some(8)));
}

#[test]
fn a_member_within_an_epoch_has_no_part_of_it() {
    let mut world = World::new();
    fees(&mut world, 1, 2_000);
    world.act("owner", &set_curators(&["bea"])).unwrap();
    world.wait(EPOCH + 10);
    world.act("owner", &set_curators(&["eve"])).unwrap();
    assert_eq!(part(&world, "bea"), Some(100));
    world.wait(NOTICE - 11);
    assert_eq!(
        (part(&world, "bea"), part(&world, "eve")),
        (Some(100), None)
    );
    world.wait(1);
    // The next epoch began before the new set was in force: it is the old one's, and the old one is gone.
    world.wait(10);
    assert_eq!((part(&world, "bea"), part(&world, "eve")), (None, None));
    world.wait(EPOCH - 10);
    assert_eq!(
        (part(&world, "bea"), part(&world, "eve")),
        (None, Some(100))
    );
}

#[test]
fn naming_a_set_within_an_epoch_changes_no_part_of_it() {
    let mut world = World::with_circles(&["bea"], &[]);
    fees(&mut world, 1, 2_000);
    world.wait(10);
    world.act("owner", &set_curators(&["bea", "eve"])).unwrap();
    world.wait(NOTICE);
    // Two are in force, and one was when the epoch began.
    world.act("owner", &set_curators(&["bea"])).unwrap();
    assert_eq!(part(&world, "bea"), Some(100));
    assert_eq!(part(&world, "eve"), None);
}

#[test]
fn beyond_the_part_the_own_allowance_is_used() {
    let mut world = World::with_circles(&["bea"], &[]);
    world.answered();
    world.burnt("bea", &euro(), 1_000);
    // Her own fees have made 50 points for the pool, which is all hers.
    world.act("bea", &thank(on_answer(1, 0), 30)).unwrap();
    assert_eq!((pool(&world), world.allowance("bea")), (20, (450, 500)));
    world.act("bea", &thank(on_answer(1, 0), 21)).unwrap();
    assert_eq!((pool(&world), world.allowance("bea").1), (20, 479));
    world.act("bea", &thank(on_answer(1, 0), 20)).unwrap();
    assert_eq!((pool(&world), part(&world, "bea")), (0, Some(0)));
    let short = ContractError::PartShort {
        account: person("bea"),
        part: Uint128::zero(),
        allowance: Uint128::new(479),
        asked: Uint128::new(480),
    };
    let error = world.act("bea", &thank(on_answer(1, 0), 480)).unwrap_err();
    assert_eq!(error, short);
}

#[test]
fn without_members_nobody_has_a_part() {
    let mut world = World::new();
    fees(&mut world, 1, 1_000);
    let shown: PoolResponse = world.ask(&QueryMsg::Pool {});
    assert_eq!((shown.points.u128(), shown.part.u128()), (50, 0));
    assert_eq!(part(&world, "bea"), None);
}
