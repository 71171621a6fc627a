//! given the frozen state of a release
//! ├── it holds at least 200 agreements, and agreements, tickets and questions in every state
//! ├── it has an answer to every query of every contract, but for the logo that no suite has
//! ├── given its raw records on a fresh chain
//! │   ├── every answer is what it was, also after a migration to the code as it is
//! │   ├── a second migration is refused, and so is that to another contract's code
//! │   └── when everybody falls silent, every unit comes home
//! └── given the same seed once more
//!     └── the code as it is grows the very same world, where the release is the present one

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use aftercare_engine::{Code, Failure, Native};
use aftercare_proof::drill::{Figures, Silence};
use aftercare_proof::fixtures::{ask, ask_all, folder, grow, Answered, File, State, RELEASE, SEED};
use aftercare_testing::World;
use cosmwasm_std::{Addr, Record};
use serde_json::{json, Value};

const VERSION: &str = env!("CARGO_PKG_VERSION");

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn state() -> State {
    State::read(&folder(&root(), RELEASE).join("storage.json.gz")).unwrap()
}

fn answers() -> Vec<Answered> {
    Vec::read(&folder(&root(), RELEASE).join("answers.json.gz")).unwrap()
}

fn contracts(world: &World<Native>) -> [(Code, &'static str, Addr); 4] {
    let suite = world.suite.clone();
    [
        (Code::SlaEscrow, "sla-escrow", suite.escrow),
        (Code::TicketRegistry, "ticket-registry", suite.registry),
        (Code::RewardToken, "reward-token", suite.token),
        (Code::Community, "community", suite.community),
    ]
}

/// The same records under the note of another name or version.
fn noted(records: Vec<Record>, name: &str, version: &str) -> Vec<Record> {
    let note = json!({"contract": format!("aftercare:{name}"), "version": version});
    let note = serde_json::to_vec(&note).unwrap();
    let change = |(key, value): Record| {
        let value = if key == b"contract_info" {
            note.clone()
        } else {
            value
        };
        (key, value)
    };
    records.into_iter().map(change).collect()
}

/// Migrates all four; those of the present version as if the version before had left them.
fn migrated(world: &mut World<Native>) {
    let owner = world.person("owner");
    for (code, name, address) in contracts(world) {
        if RELEASE == VERSION {
            let records = noted(world.engine.dump(&address), name, "0.0.9");
            world.engine.load(&address, &records);
        }
        world.engine.migrate(&owner, &address, code).unwrap();
    }
}

fn differences(world: &World<Native>) -> Vec<Value> {
    let addresses = contracts(world);
    let differs = |was: &Answered| {
        let (_, name, address) = addresses.iter().find(|it| it.1 == was.contract).unwrap();
        let is = ask(world, (name, address), was.question.clone());
        (is != *was).then(|| was.question.clone())
    };
    answers().iter().filter_map(differs).collect()
}

#[test]
fn every_answer_of_the_frozen_state_is_what_it_was() {
    let world = state().thaw().unwrap();
    assert_eq!(differences(&world), Vec::<Value>::new());
}

#[test]
fn a_migration_changes_no_answer_and_no_other_record() {
    let mut world = state().thaw().unwrap();
    let before = contracts(&world).map(|it| world.engine.dump(&it.2));
    migrated(&mut world);
    assert_eq!(differences(&world), Vec::<Value>::new());
    for ((_, name, address), before) in contracts(&world).into_iter().zip(before) {
        assert_eq!(world.engine.dump(&address), noted(before, name, VERSION));
    }
}

#[test]
fn a_second_migration_and_foreign_code_are_refused_and_change_nothing() {
    let mut world = state().thaw().unwrap();
    migrated(&mut world);
    let owner = world.person("owner");
    let all = contracts(&world);
    for (place, (own, _, address)) in all.iter().enumerate() {
        let foreign = all[(place + 1) % all.len()].0;
        let before = world.engine.dump(address);
        for (code, refusal) in [(*own, "KIT-020"), (foreign, "KIT-019")] {
            let refused = world.engine.migrate(&owner, address, code);
            let found = refused.map_err(|failure: Failure| failure.code);
            assert_eq!(found, Err(Some(refusal.to_owned())));
        }
        assert_eq!(world.engine.dump(address), before);
    }
}

#[test]
fn nobody_but_the_admin_migrates() {
    let mut world = state().thaw().unwrap();
    let stranger = world.person("stranger");
    for (code, name, address) in contracts(&world) {
        let records = noted(world.engine.dump(&address), name, "0.0.9");
        world.engine.load(&address, &records);
        assert!(world.engine.migrate(&stranger, &address, code).is_err());
        assert_eq!(world.engine.dump(&address), records);
    }
}

#[test]
fn from_the_migrated_frozen_state_every_unit_comes_home() {
    let mut world = state().thaw().unwrap();
    migrated(&mut world);
    let mut figures = Figures::default();
    let mut silence = Silence::new(&mut world, &mut figures);
    silence.everything_comes_home().unwrap();
    assert!(figures.agreements > 60, "{figures:?}");
}

#[test]
fn the_frozen_state_is_what_the_present_code_makes() {
    if RELEASE == VERSION {
        let world = grow(SEED).unwrap();
        assert!(
            State::of(&world, RELEASE).unwrap() == state(),
            "run `proof fixtures --write`"
        );
        assert!(
            ask_all(&world).unwrap() == answers(),
            "run `proof fixtures --write`"
        );
    }
}

/// The states that are seen in answers to a query.
fn seen(query: &str) -> BTreeSet<String> {
    let status = |answered: Answered| {
        answered.question.get(query)?;
        let status = answered.answer.ok()?.get("status")?.clone();
        Some(status.to_string().replace(['"', '{', '}'], ""))
    };
    answers().into_iter().filter_map(status).collect()
}

fn missing(query: &str, wanted: &str) -> Vec<String> {
    let seen = seen(query);
    let wanted = wanted.split_whitespace().map(str::to_owned);
    wanted.filter(|state| !seen.contains(state)).collect()
}

#[test]
fn agreements_tickets_and_questions_stand_in_every_state() {
    let agreements = answers().into_iter();
    let agreements =
        agreements.filter(|it| it.question.get("agreement").is_some() && it.answer.is_ok());
    assert!(agreements.count() >= 200);
    let ended = "active ending awaiting_settlement ended:completed ended:terminated_by_customer
        ended:for_cause ended:terminated_by_provider ended:cooled_off";
    assert_eq!(missing("agreement", ended), Vec::<String>::new());
    let tickets = "open in_progress awaiting_customer on_hold suggested resolved closed:confirmed
        closed:lapsed closed:cancelled closed:declined closed:automated closed:merged closed:duplicate";
    assert_eq!(missing("ticket", tickets), Vec::<String>::new());
    let questions = "open undecided accepted decided_for_answer refunded withdrawn closed";
    assert_eq!(missing("question", questions), Vec::<String>::new());
}

/// The names of a contract's queries, as its schema lists them.
fn queries(contract: &str) -> Vec<String> {
    let path = root().join(format!("schema/{contract}.json"));
    let schema: Value = serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap();
    let queries = schema["query"]["oneOf"].as_array().unwrap().iter();
    let name = |query: &Value| query["required"][0].as_str().unwrap().to_owned();
    queries.map(name).collect()
}

/// Contract and query of a question.
fn asked(it: &Answered) -> (String, String) {
    let query = it.question.as_object().unwrap().keys().next().unwrap();
    (it.contract.clone(), query.clone())
}

#[test]
fn every_query_of_every_contract_was_answered() {
    let (answered, refused): (Vec<_>, Vec<_>) =
        answers().into_iter().partition(|it| it.answer.is_ok());
    let answered: BTreeSet<_> = answered.iter().map(asked).collect();
    let refused: BTreeSet<_> = refused.iter().map(asked).collect();
    let mut never = vec![];
    for contract in ["sla-escrow", "ticket-registry", "reward-token", "community"] {
        let all = queries(contract).into_iter();
        let all = all.map(|query| (contract.to_owned(), query));
        never.extend(all.filter(|query| !answered.contains(query)));
    }
    // Nobody may give the suite's token a logo: it is founded without a marketing account.
    let logo = ("reward-token".to_owned(), "download_logo".to_owned());
    assert!(refused.contains(&logo));
    assert_eq!(never, [logo]);
}
