//! queries
//! ├── given more rows than a page holds
//! │   └── the pages together list each once, in order
//! ├── given questions on their way
//! │   ├── due lists each from the first second in which a poke does something, and never earlier
//! │   └── next step names who must act, by when, and what happens otherwise
//! └── given an allowance of fees not seen yet
//!     └── it is what the next message finds

use aftercare_domain::time::UnixTime;
use aftercare_interface::community::{
    AnswerResponse, DueRow, QueryMsg, QuestionResponse, RateResponse,
};
use aftercare_interface::{NextStep, Page, Role};

use crate::world::{accept, answer, euro, euros, person, poke, thank, World, DAY, EPOCH, START};

const NOW: u64 = START + EPOCH;
const DECIDE_BY: u64 = NOW + 14 * DAY;

fn due(world: &World, before: u64) -> Vec<(u64, u64)> {
    let msg = QueryMsg::Due {
        before: UnixTime(before),
        start_after: None,
        limit: None,
    };
    let page: Page<DueRow, DueRow> = world.ask(&msg);
    page.rows
        .into_iter()
        .map(|row| (row.at.0, row.question))
        .collect()
}

fn next(world: &World) -> (Role, Option<&'static str>, String, Option<u64>, String) {
    let step: NextStep = world.ask(&QueryMsg::NextStep { question: 1 });
    assert_eq!(step.as_of.0, world.now());
    let ada = step.address.map(|address| {
        assert_eq!(address, person("ada"));
        "ada"
    });
    (
        step.role,
        ada,
        step.action,
        step.by.map(|by| by.0),
        step.otherwise,
    )
}

#[test]
fn pages_list_each_row_once() {
    let mut world = World::new();
    for _ in 0..12 {
        world.asked("ada", &[]);
    }
    let mut seen = vec![];
    let mut start_after = None;
    loop {
        let page = world.list((None, None), start_after, Some(5));
        seen.extend(page.rows.iter().map(|row| row.question));
        start_after = page.next;
        if start_after.is_none() {
            break;
        }
    }
    assert_eq!(seen, (1..=12).collect::<Vec<u64>>());
    let msg = QueryMsg::Questions {
        of: None,
        only: None,
        start_after: None,
        limit: Some(31),
    };
    assert!(world.try_ask::<Page<QuestionResponse, u64>>(&msg).is_err());
}

#[test]
fn answers_and_rates_are_paged() {
    let mut world = World::new();
    world.asked("ada", &[]);
    for n in 0..7 {
        world.act(&format!("helper {n}"), &answer(1)).unwrap();
    }
    let msg = QueryMsg::Answers {
        question: 1,
        start_after: Some(2),
        limit: Some(3),
    };
    let page: Page<AnswerResponse, u32> = world.ask(&msg);
    assert_eq!(
        page.rows.iter().map(|row| row.answer).collect::<Vec<_>>(),
        [3, 4, 5]
    );
    assert_eq!(page.next, Some(5));
    let msg = QueryMsg::Rates {
        start_after: Some(world.dollar().key()),
        limit: None,
    };
    let page: Page<RateResponse, String> = world.ask(&msg);
    assert_eq!(
        page.rows
            .iter()
            .map(|row| row.asset.clone())
            .collect::<Vec<_>>(),
        [euro()]
    );
}

#[test]
fn due_follows_a_question_to_its_end() {
    let mut world = World::new();
    world.asked("ada", &euros(10));
    world.asked("ada", &[]);
    world.wait(8 * DAY);
    world.asked("ada", &euros(10));
    assert_eq!(due(&world, DECIDE_BY), []);
    assert_eq!(due(&world, DECIDE_BY + 1), [(DECIDE_BY + 1, 1)]);
    let third = (DECIDE_BY + 8 * DAY + 1, 3);
    assert_eq!(due(&world, u64::MAX), [(DECIDE_BY + 1, 1), third]);
    world.act("bea", &answer(1)).unwrap();
    let moved = DECIDE_BY + DAY + 1;
    assert_eq!(due(&world, u64::MAX), [(moved, 1), third]);
    world.act("ada", &accept(1, &[(0, 10_000)])).unwrap();
    assert_eq!(due(&world, u64::MAX), [(NOW + 15 * DAY, 1), third]);
    world.at(NOW + 15 * DAY);
    world.act("eve", &poke(1)).unwrap();
    assert_eq!(due(&world, u64::MAX), [third]);
    world.at(third.0);
    world.act("eve", &poke(3)).unwrap();
    assert_eq!(due(&world, u64::MAX), []);
}

#[test]
fn whatever_is_due_is_done_by_a_poke_and_nothing_is_due_earlier() {
    let mut world = World::new();
    world.asked("ada", &euros(1_000));
    world.act("bea", &answer(1)).unwrap();
    for name in ["eve", "fay"] {
        world.burnt(name, &euro(), 1_000);
        world.act(name, &thank(1, 0, 10)).unwrap();
    }
    for _ in 0..2 {
        let (at, _) = due(&world, u64::MAX)[0];
        world.at(at - 1);
        let before = world.app.dump_wasm_raw(&world.community);
        world.act("eve", &poke(1)).unwrap();
        assert_eq!(before, world.app.dump_wasm_raw(&world.community));
        world.at(at);
        world.act("eve", &poke(1)).unwrap();
        assert_ne!(before, world.app.dump_wasm_raw(&world.community));
    }
    assert_eq!(due(&world, u64::MAX), []);
}

#[test]
fn next_step_follows_a_question_to_its_end() {
    let mut world = World::new();
    world.asked("ada", &euros(10));
    let by = Some(DECIDE_BY);
    let step = (
        Role::Anyone,
        None,
        "answer".into(),
        by,
        "bounty_returns".into(),
    );
    assert_eq!(next(&world), step);
    world.act("bea", &answer(1)).unwrap();
    let step = (
        Role::Asker,
        Some("ada"),
        "accept".into(),
        by,
        "silence_decides".into(),
    );
    assert_eq!(next(&world), step);
    world.at(DECIDE_BY + 1);
    let step = (
        Role::Anyone,
        None,
        "poke".into(),
        None,
        "bounty_waits".into(),
    );
    assert_eq!(next(&world), step);
    world.act("eve", &poke(1)).unwrap();
    assert_eq!(
        next(&world),
        (Role::Nobody, None, "none".into(), None, "nothing".into())
    );
}

#[test]
fn next_step_of_an_accepted_question_is_to_wait_and_then_to_pay() {
    let mut world = World::new();
    world.asked("ada", &euros(10));
    world.act("bea", &answer(1)).unwrap();
    world.act("ada", &accept(1, &[(0, 10_000)])).unwrap();
    let last = NOW + 7 * DAY - 1;
    let wait = (
        Role::Nobody,
        None,
        "wait".to_owned(),
        Some(last),
        "awards_become_payable".to_owned(),
    );
    assert_eq!(next(&world), wait);
    world.at(last);
    assert_eq!(next(&world), wait);
    world.at(last + 1);
    let pay = (
        Role::Anyone,
        None,
        "poke".into(),
        None,
        "awards_wait".into(),
    );
    assert_eq!(next(&world), pay);
    world.act("eve", &poke(1)).unwrap();
    let end = (Role::Nobody, None, "none".into(), None, "nothing".into());
    assert_eq!(next(&world), end);
}

#[test]
fn next_step_of_a_question_without_a_bounty() {
    let mut world = World::new();
    world.asked("ada", &[]);
    assert_eq!(next(&world).4, "question_closes");
    world.act("bea", &answer(1)).unwrap();
    assert_eq!(next(&world).4, "question_closes");
    world.at(DECIDE_BY + 1);
    assert_eq!(next(&world).0, Role::Nobody);
}

#[test]
fn a_shown_allowance_is_what_the_next_message_finds() {
    let mut world = World::new();
    world.asked("ada", &[]);
    world.act("bea", &answer(1)).unwrap();
    world.burnt("eve", &euro(), 333);
    let (_, thanks) = world.allowance("eve");
    assert!(world.act("eve", &thank(1, 0, thanks + 1)).is_err());
    world.act("eve", &thank(1, 0, thanks)).unwrap();
    assert_eq!(world.allowance("eve"), (149, 0));
}
