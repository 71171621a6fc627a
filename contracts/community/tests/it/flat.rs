//! what a message reads and writes
//! └── given 100,000 questions, answers and funders instead of 1,000
//!     └── each message about a question touches as many records, and at most 5 % more bytes

use std::cell::Cell;

use aftercare_community::contract::execute;
use aftercare_community::state::questions::{
    Answer, Bounty, Progress, Question, Review, ANSWERED, ANSWERS, DUE, FUNDERS, LAST_QUESTION,
    LISTED, OF_ASKER, OF_TOPIC, PROGRESS, QUESTIONS, UNANSWERED,
};
use aftercare_community::state::{Config, CONFIG};
use aftercare_domain::bounty::Funding;
use aftercare_domain::money::Bps;
use aftercare_domain::time::{Seconds, UnixTime};
use aftercare_interface::community::{AnswerStatus, ExecuteMsg};
use aftercare_kit::books;
use cosmwasm_std::testing::{mock_env, MockApi, MockQuerier};
use cosmwasm_std::{
    Binary, Coin, ContractResult, DepsMut, MemoryStorage, MessageInfo, Order, QuerierWrapper,
    Record, Storage, SystemResult, Timestamp, Uint128,
};

use crate::world::{
    accept, answer, commitment, euro, euros, person, poke, question, DAY, EPOCH, START,
};

/// Counts what passes through it.
#[derive(Default)]
pub struct Counting {
    inner: MemoryStorage,
    records: Cell<u64>,
    bytes: Cell<u64>,
}

impl Counting {
    fn note(&self, bytes: usize) {
        self.records.set(self.records.get() + 1);
        self.bytes.set(self.bytes.get() + bytes as u64);
    }
}

impl Storage for Counting {
    fn get(&self, key: &[u8]) -> Option<Vec<u8>> {
        let value = self.inner.get(key);
        self.note(key.len() + value.as_ref().map_or(0, Vec::len));
        value
    }

    fn range<'a>(
        &'a self,
        start: Option<&[u8]>,
        end: Option<&[u8]>,
        order: Order,
    ) -> Box<dyn Iterator<Item = Record> + 'a> {
        let records = self.inner.range(start, end, order);
        Box::new(records.inspect(|(key, value)| self.note(key.len() + value.len())))
    }

    fn set(&mut self, key: &[u8], value: &[u8]) {
        self.note(key.len() + value.len());
        self.inner.set(key, value);
    }

    fn remove(&mut self, key: &[u8]) {
        self.note(key.len());
        self.inner.remove(key);
    }
}

pub const NOW: u64 = START + 50 * EPOCH;

pub fn config() -> Config {
    Config {
        escrow: person("escrow"),
        registry: person("registry"),
        epoch_start: UnixTime(START),
        epoch_length: Seconds(EPOCH),
        silence_threshold: Bps(100),
    }
}

/// Records of so many questions of others, each answered and funded by others.
fn filled(questions: u64) -> Counting {
    let mut storage = Counting::default();
    CONFIG.save(&mut storage, &config());
    let (api, querier) = (
        MockApi::default(),
        MockQuerier::<cosmwasm_std::Empty>::default(),
    );
    let deps = DepsMut {
        storage: &mut storage,
        api: &api,
        querier: QuerierWrapper::new(&querier),
    };
    books::list(deps, &euro(), 64).unwrap();
    for number in 1..=questions {
        fill(&mut storage, number);
    }
    LAST_QUESTION.save(&mut storage, &questions);
    let total = Uint128::from(questions) * Uint128::new(100);
    books::receive(&mut storage, &euro(), total).unwrap();
    storage
}

fn fill(storage: &mut Counting, number: u64) {
    let asked_at = UnixTime(NOW - 1);
    let asker = person(&format!("asker {}", number % 997));
    let author = person(&format!("author {number}"));
    let bounty = Bounty {
        asset: euro(),
        amount: Uint128::new(50),
        threshold: Uint128::one(),
        least_bond: Uint128::one(),
    };
    let decide_by = asked_at.plus(Seconds(14 * DAY));
    let record = Question {
        asker: asker.clone(),
        topic: "backup".into(),
        product: "vault 3".into(),
        versions: None,
        provider: None,
        content: commitment(),
        bounty: Some(bounty),
        asked_at,
    };
    let progress = Progress {
        answers: 1,
        standing: 1,
        decide_by,
        pot: Uint128::new(100),
        funders: 1,
        decision: None,
    };
    let answer = Answer {
        author: author.clone(),
        topic: "backup".into(),
        content: commitment(),
        answered_at: asked_at,
        decide_by,
        status: AnswerStatus::Standing,
        review: Review::Nothing,
    };
    let funding = Funding::default().plus(50, asked_at).unwrap();
    QUESTIONS.save(storage, number, &record);
    PROGRESS.save(storage, number, &progress);
    ANSWERS.save(storage, (number, 0), &answer);
    ANSWERED.save(storage, (number, &author), &0);
    FUNDERS.save(storage, (number, &author), &funding);
    DUE.save(storage, (progress.silence_from().0, number), &());
    UNANSWERED.save(storage, (asked_at.0, number), &());
    LISTED.save(storage, ((OF_TOPIC, "backup"), number), &());
    LISTED.save(storage, ((OF_ASKER, asker.as_str()), number), &());
}

/// Records and bytes that a message touches.
pub fn cost(
    storage: &mut Counting,
    (name, at): (&str, u64),
    msg: ExecuteMsg,
    funds: &[Coin],
) -> (u64, u64) {
    storage.records.set(0);
    storage.bytes.set(0);
    let api = MockApi::default();
    let mut querier = MockQuerier::<cosmwasm_std::Empty>::default();
    // Of other contracts every key is absent: nothing is paused, nothing was burnt.
    querier.update_wasm(|_| SystemResult::Ok(ContractResult::Ok(Binary::default())));
    let mut env = mock_env();
    env.block.time = Timestamp::from_seconds(at);
    let info = MessageInfo {
        sender: person(name),
        funds: funds.to_vec(),
    };
    let deps = DepsMut {
        storage,
        api: &api,
        querier: QuerierWrapper::new(&querier),
    };
    execute(deps, env, info, msg).unwrap();
    (storage.records.get(), storage.bytes.get())
}

fn costs(questions: u64) -> Vec<(u64, u64)> {
    let mut storage = filled(questions);
    let asked = questions + 1;
    let top_up = ExecuteMsg::TopUp { question: asked };
    let steps = [
        ("ada", NOW, ExecuteMsg::Ask(question()), euros(100).to_vec()),
        ("bea", NOW, answer(asked), vec![]),
        ("cid", NOW, answer(asked), vec![]),
        ("dan", NOW, top_up, euros(10).to_vec()),
        ("dan", NOW, ExecuteMsg::TakeBack { question: asked }, vec![]),
        ("ada", NOW, accept(asked, &[(0, 10_000)]), vec![]),
        ("eve", NOW + 7 * DAY, poke(asked), vec![]),
        ("eve", NOW + 15 * DAY, poke(1), vec![]),
    ];
    let steps = steps.into_iter();
    steps
        .map(|(name, at, msg, funds)| cost(&mut storage, (name, at), msg, &funds))
        .collect()
}

#[test]
fn a_message_touches_no_more_records_among_a_hundred_thousand_questions() {
    let (few, many) = (costs(1_000), costs(100_000));
    for (step, (before, after)) in few.iter().zip(&many).enumerate() {
        assert_eq!(before.0, after.0, "records of step {step}");
        assert!(
            after.1 * 100 <= before.1 * 105,
            "bytes of step {step}: {before:?} {after:?}"
        );
    }
}
