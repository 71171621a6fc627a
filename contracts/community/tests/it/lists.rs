//! questions, quote_bounty
//! ├── given questions of several topics, askers and providers
//! │   ├── each list holds its own, in order, page by page
//! │   └── each filter shows what it says, and names the next page where it shows nothing
//! ├── given a question that names a provider and is not answered
//! │   └── it is overdue from the first second after 48 hours until an answer stands or it closes
//! ├── given answers that come and go
//! │   └── the list of unanswered questions follows
//! └── given a bounty that is only thought of
//!     └── its quote is what asking, accepting and challenging do

use aftercare_community::ContractError;
use aftercare_domain::money::Bps;
use aftercare_interface::community::{
    BountyQuote, ExecuteMsg, NewQuestion, QueryMsg, QuestionsOf, QuestionsOnly, Version,
    VersionRange,
};
use aftercare_interface::Asset;
use cosmwasm_std::Uint128;

use crate::world::{
    accept, answer, euro, euros, person, question, World, DAY, EPOCH, START, STRAY,
};

const NOW: u64 = START + EPOCH;

fn ask(world: &mut World, name: &str, (topic, provider): (&str, Option<&str>), bounty: u128) {
    let new = NewQuestion {
        topic: topic.into(),
        provider: provider.map(|name| person(name).into()),
        ..question()
    };
    let funds = euros(bounty);
    let funds = if bounty > 0 { &funds[..] } else { &[] };
    world.act_with(name, &ExecuteMsg::Ask(new), funds).unwrap();
}

/// One question a second: backup by Ada, backup by Bea for Fay, setup by Ada for Fay with a bounty.
fn world() -> World {
    let mut world = World::new();
    ask(&mut world, "ada", ("backup", None), 0);
    world.wait(1);
    ask(&mut world, "bea", ("backup", Some("fay")), 0);
    world.wait(1);
    ask(&mut world, "ada", ("setup", Some("fay")), 50);
    world
}

fn listed(world: &World, of: Option<QuestionsOf>, only: Option<QuestionsOnly>) -> Vec<u64> {
    let page = world.list((of, only), None, None);
    page.rows.iter().map(|row| row.question).collect()
}

fn topic(topic: &str) -> Option<QuestionsOf> {
    let topic = topic.into();
    Some(QuestionsOf::Topic { topic })
}

fn asker(name: &str) -> Option<QuestionsOf> {
    let asker = person(name).into();
    Some(QuestionsOf::Asker { asker })
}

fn provider(name: &str) -> Option<QuestionsOf> {
    let provider = person(name).into();
    Some(QuestionsOf::Provider { provider })
}

const UNANSWERED: Option<QuestionsOf> = Some(QuestionsOf::Unanswered {});

#[test]
fn each_list_holds_its_own() {
    let world = world();
    assert_eq!(listed(&world, None, None), [1, 2, 3]);
    assert_eq!(listed(&world, topic("backup"), None), [1, 2]);
    assert_eq!(listed(&world, topic("back"), None), [] as [u64; 0]);
    assert_eq!(listed(&world, asker("ada"), None), [1, 3]);
    assert_eq!(listed(&world, provider("fay"), None), [2, 3]);
    assert_eq!(listed(&world, UNANSWERED, None), [1, 2, 3]);
    let page = world.list((asker("ada"), None), Some(1), Some(1));
    assert_eq!((page.rows[0].question, page.next), (3, Some(3)));
}

#[test]
fn each_filter_shows_what_it_says() {
    let mut world = world();
    let open = Some(QuestionsOnly::Open);
    let with_bounty = Some(QuestionsOnly::WithBounty);
    world.act("cid", &answer(1)).unwrap();
    world.act("ada", &accept(1, &[(0, 10_000)])).unwrap();
    assert_eq!(listed(&world, None, open), [2, 3]);
    assert_eq!(listed(&world, None, with_bounty), [3]);
    assert_eq!(listed(&world, topic("backup"), with_bounty), [] as [u64; 0]);
    let page = world.list((None, with_bounty), None, Some(2));
    assert_eq!((page.rows.len(), page.next), (0, Some(2)));
    world.at(NOW + 15 * DAY);
    assert_eq!(listed(&world, None, open), [] as [u64; 0]);
}

#[test]
fn an_unanswered_question_is_overdue_after_48_hours() {
    let mut world = world();
    let overdue = |world: &World| listed(world, provider("fay"), Some(QuestionsOnly::Overdue));
    world.at(NOW + 1 + 2 * DAY);
    assert_eq!(overdue(&world), [] as [u64; 0]);
    world.at(NOW + 2 + 2 * DAY);
    assert_eq!(overdue(&world), [2]);
    assert!(world.question(2).overdue && !world.question(3).overdue);
    world.act("cid", &answer(2)).unwrap();
    assert_eq!(overdue(&world), [] as [u64; 0]);
    world.wait(1);
    assert_eq!(overdue(&world), [3]);
    world
        .act("cid", &ExecuteMsg::WithdrawAnswer { question: 2 })
        .unwrap();
    assert_eq!(overdue(&world), [2, 3]);
    world.at(NOW + 15 * DAY);
    assert_eq!(overdue(&world), [] as [u64; 0]);
}

#[test]
fn unanswered_questions_are_listed_by_age_until_an_answer_stands() {
    let mut world = world();
    world.act("cid", &answer(2)).unwrap();
    assert_eq!(listed(&world, UNANSWERED, None), [1, 3]);
    let page = world.list((UNANSWERED, None), Some(1), None);
    assert_eq!(page.rows[0].question, 3);
    let take_back = ExecuteMsg::WithdrawAnswer { question: 2 };
    world.act("cid", &take_back).unwrap();
    assert_eq!(listed(&world, UNANSWERED, None), [1, 2, 3]);
    let give_up = ExecuteMsg::WithdrawBounty { question: 3 };
    world.act("ada", &give_up).unwrap();
    assert_eq!(listed(&world, UNANSWERED, None), [1, 2]);
    world.at(NOW + 14 * DAY);
    assert_eq!(listed(&world, UNANSWERED, None), [1, 2]);
    world.at(NOW + 14 * DAY + 1);
    assert_eq!(listed(&world, UNANSWERED, None), [2]);
}

fn quote(asset: Asset, amount: u128, shares: &[u32]) -> QueryMsg {
    QueryMsg::QuoteBounty {
        asset,
        amount: amount.into(),
        shares: shares.iter().copied().map(Bps).collect(),
    }
}

#[test]
fn a_quote_is_what_the_messages_do() {
    let mut world = World::new();
    let bond = ExecuteMsg::SetChallengeBond {
        asset: euro(),
        least: Uint128::new(700),
    };
    world.act("owner", &bond).unwrap();
    let shares = [3_333, 3_333, 3_334];
    let quoted: BountyQuote = world.ask(&quote(euro(), 10_001, &shares));
    world.asked("ada", &euros(10_001));
    for author in ["bea", "cid", "dan"] {
        world.act(author, &answer(1)).unwrap();
    }
    let weights = [(0, 3_333), (1, 3_333), (2, 3_334)];
    world.act("ada", &accept(1, &weights)).unwrap();
    let asked = world.question(1);
    assert_eq!(quoted.silence_threshold, asked.silence_threshold);
    assert_eq!(quoted.decide_by, asked.decide_by);
    let answers = world.answers(1);
    let awards = answers.iter().map(|row| row.award.clone().unwrap());
    let (amounts, bonds): (Vec<_>, Vec<_>) = awards.map(|row| (row.amount, row.bond)).unzip();
    assert_eq!((quoted.awards, quoted.bonds), (amounts, bonds));
}

#[test]
fn what_cannot_be_asked_or_accepted_has_no_quote() {
    let world = World::new();
    for msg in [
        quote(Asset::native(STRAY), 5, &[10_000]),
        quote(euro(), 0, &[10_000]),
        quote(euro(), 5, &[9_999]),
        quote(euro(), 5, &[]),
    ] {
        assert!(world.try_ask::<BountyQuote>(&msg).is_err(), "{msg:?}");
    }
}

#[test]
fn a_range_of_versions_begins_before_it_ends() {
    let mut world = World::new();
    let version = |major, minor, patch| Version {
        major,
        minor,
        patch,
    };
    let about = |from, until| {
        ExecuteMsg::Ask(NewQuestion {
            versions: Some(VersionRange { from, until }),
            ..question()
        })
    };
    for until in [None, Some(version(1, 2, 3)), Some(version(2, 0, 0))] {
        world.act("ada", &about(version(1, 2, 3), until)).unwrap();
    }
    let upside_down = ContractError::VersionsUpsideDown {
        from: "1.2.3".into(),
        until: "1.2.2".into(),
    };
    let msg = about(version(1, 2, 3), Some(version(1, 2, 2)));
    assert_eq!(
        world.act_with("ada", &msg, &euros(5)).unwrap_err(),
        upside_down
    );
    let shown = world.question(2).versions.unwrap();
    assert_eq!(shown.until, Some(version(1, 2, 3)));
}
