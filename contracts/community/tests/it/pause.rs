//! set_pauser, pause, unpause
//! ├── given a pauser
//! │   ├── its pause refuses questions for 72 hours, by coin and by token, and nothing else
//! │   ├── the next one comes 14 days after its end
//! │   └── pauser or owner end it early
//! └── given anybody else, or no pause
//!     └── it refuses

use aftercare_community::event::{Paused, PauserSet, Unpaused};
use aftercare_community::ContractError;
use aftercare_domain::time::UnixTime;
use aftercare_interface::community::{AnswerId, ExecuteMsg};
use aftercare_kit::KitError;
use cw_ownable::OwnershipError;

use crate::world::{
    accept, answer, euro, euros, event, person, poke, question, World, DAY, EPOCH, START,
};

const NOW: u64 = START + EPOCH;
const PAUSE: u64 = 3 * DAY;

fn set(pauser: Option<&str>) -> ExecuteMsg {
    ExecuteMsg::SetPauser {
        pauser: pauser.map(|name| person(name).into()),
    }
}

fn world() -> World {
    let mut world = World::new();
    let response = world.act("owner", &set(Some("fay"))).unwrap();
    let told = PauserSet {
        owner: person("owner"),
        pauser: Some(person("fay")),
    };
    assert!(event(&response, told));
    world
}

fn not_owner() -> ContractError {
    KitError::Ownership(OwnershipError::NotOwner).into()
}

#[test]
fn a_pause_refuses_questions_for_72_hours() {
    let mut world = world();
    let response = world.act("fay", &ExecuteMsg::Pause {}).unwrap();
    let until = UnixTime(NOW + PAUSE);
    let by = person("fay");
    assert!(event(&response, Paused { by, until }));
    assert_eq!(world.config().paused_until, Some(until));
    let dollar = world.dollar.clone();
    let ask = ExecuteMsg::Ask(question());
    let refused: ContractError = KitError::Paused { until }.into();
    for second in [NOW, until.0 - 1, until.0] {
        world.at(second);
        assert_eq!(world.act("ada", &ask).unwrap_err(), refused);
        let error = world.act_with("ada", &ask, &euros(5)).unwrap_err();
        assert_eq!(error, refused);
        assert_eq!(world.ask_in(&dollar, "ada", 5).unwrap_err(), refused);
    }
    world.at(until.0 + 1);
    world.act_with("ada", &ask, &euros(5)).unwrap();
}

#[test]
fn a_pause_stops_nothing_else_on_a_question() {
    let mut world = world();
    world.asked("ada", &euros(100));
    world.act("fay", &ExecuteMsg::Pause {}).unwrap();
    world.act("bea", &answer(1)).unwrap();
    let top_up = ExecuteMsg::TopUp { question: 1 };
    world.act_with("cid", &top_up, &euros(10)).unwrap();
    let take_back = ExecuteMsg::TakeBack { question: 1 };
    world.act("cid", &take_back).unwrap();
    world.act("ada", &accept(1, &[(0, 10_000)])).unwrap();
    let challenge = ExecuteMsg::Challenge(AnswerId {
        question: 1,
        answer: 0,
    });
    world.act_with("eve", &challenge, &euros(20)).unwrap();
    world.act("eve", &poke(1)).unwrap();
    let asset = euro();
    world
        .act("owner", &ExecuteMsg::CloseAsset { asset })
        .unwrap();
    assert_eq!(world.question(1).decide_by, UnixTime(NOW + 14 * DAY));
}

#[test]
fn the_next_pause_comes_14_days_after_the_last() {
    let mut world = world();
    world.act("fay", &ExecuteMsg::Pause {}).unwrap();
    let from = UnixTime(NOW + PAUSE + 14 * DAY + 1);
    let soon: ContractError = KitError::PauseTooSoon { from }.into();
    for second in [NOW, from.0 - 1] {
        world.at(second);
        assert_eq!(world.config().pausable_from, Some(from));
        let error = world.act("fay", &ExecuteMsg::Pause {}).unwrap_err();
        assert_eq!(error, soon);
    }
    world.at(from.0);
    world.act("fay", &ExecuteMsg::Pause {}).unwrap();
}

#[test]
fn pauser_and_owner_end_a_pause() {
    for name in ["fay", "owner"] {
        let mut world = world();
        world.act("fay", &ExecuteMsg::Pause {}).unwrap();
        world.wait(60);
        let error = world.act("ada", &ExecuteMsg::Unpause {}).unwrap_err();
        assert_eq!(error, not_owner());
        let response = world.act(name, &ExecuteMsg::Unpause {}).unwrap();
        let told = Unpaused {
            by: person(name),
            from: UnixTime(NOW + 60),
        };
        assert!(event(&response, told));
        world.asked("ada", &[]);
    }
}

#[test]
fn nobody_else_names_a_pauser_or_pauses() {
    let mut world = world();
    assert_eq!(
        world.act("fay", &set(Some("eve"))).unwrap_err(),
        not_owner()
    );
    for name in ["owner", "eve"] {
        let sender = person(name);
        let refused: ContractError = KitError::NotPauser { sender }.into();
        let error = world.act(name, &ExecuteMsg::Pause {}).unwrap_err();
        assert_eq!(error, refused);
    }
    let none: ContractError = KitError::NotPaused.into();
    let error = world.act("fay", &ExecuteMsg::Unpause {}).unwrap_err();
    assert_eq!(error, none);
    world.act("owner", &set(None)).unwrap();
    let sender = person("fay");
    let refused: ContractError = KitError::NotPauser { sender }.into();
    let error = world.act("fay", &ExecuteMsg::Pause {}).unwrap_err();
    assert_eq!(error, refused);
    for msg in [ExecuteMsg::Pause {}, ExecuteMsg::Unpause {}, set(None)] {
        let error = world.act_with("fay", &msg, &euros(1)).unwrap_err();
        assert_eq!(error, KitError::UnexpectedFunds { coins: 1 }.into());
    }
}
