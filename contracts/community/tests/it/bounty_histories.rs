//! random histories of bounties
//! └── given seeded questions, answers, top-ups, dismissals, decisions, challenges and votes, in any order
//!     ├── the books balance after each message (checked by the world)
//!     ├── a question that is not listed as due is changed by no poke, and one that is listed is
//!     └── when all is settled, what came in for each question has gone out of it, to the unit

use std::collections::BTreeMap;

use aftercare_interface::community::{
    AnswerId, AnswerResponse, AwardStatus, DueRow, ExecuteMsg, FunderResponse, QueryMsg,
    QuestionResponse,
};
use aftercare_interface::Page;
use cosmwasm_std::{Coin, Event};

use crate::world::{
    accept, commitment, euro, euros, person, poke, thank, World, CURATORS, DAY, PEOPLE, PURSE,
};

const TRADERS: [&str; 6] = ["ada", "bea", "cid", "dan", "eve", "fay"];

/// A small, seeded source of choices.
struct Choices(u64);

impl Choices {
    fn below(&mut self, bound: u64) -> u64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % bound.max(1)
    }

    fn one<'a>(&mut self, names: &[&'a str]) -> &'a str {
        names[self.below(names.len() as u64) as usize]
    }
}

/// Who sends what, with which money.
type Act = (&'static str, ExecuteMsg, Vec<Coin>);

/// The world beside a second ledger, which knows events only: per question, what came in and went out.
struct History {
    world: World,
    choices: Choices,
    ledger: BTreeMap<u64, i128>,
    burnt: i128,
    seen: BTreeMap<String, u32>,
}

/// Attributes of each event that carry money in and out of a question's books.
const MOVES: [(&str, &str, i128); 9] = [
    ("question-asked", "bounty", 1),
    ("bounty-topped-up", "amount", 1),
    ("award-challenged", "bond", 1),
    ("top-up-taken-back", "amount", -1),
    ("bounty-returned", "amount", -1),
    ("award-paid", "amount", -1),
    ("award-reversed", "reward", -1),
    ("challenge-decided", "returned", -1),
    ("challenge-decided", "author_part", -1),
];

fn value(event: &Event, key: &str) -> Option<i128> {
    let found = event.attributes.iter().find(|found| found.key == key)?;
    found.value.parse().ok()
}

impl History {
    fn new(seed: u64) -> Self {
        let mut world = World::new();
        world.seat_curators();
        for name in TRADERS {
            world.burnt(name, &euro(), 100_000);
        }
        Self {
            world,
            choices: Choices(seed),
            ledger: BTreeMap::new(),
            burnt: 0,
            seen: BTreeMap::new(),
        }
    }

    fn step(&mut self) {
        let pause = [0, 0, 60, DAY / 8, DAY / 2, DAY][self.choices.below(6) as usize];
        self.world.wait(pause);
        let (name, msg, funds) = self.act();
        if let Ok(response) = self.world.act_with(name, &msg, &funds) {
            self.note(&response.events);
        }
    }

    fn note(&mut self, events: &[Event]) {
        for event in events {
            let Some(kind) = event.ty.strip_prefix("wasm-aftercare-community-") else {
                continue;
            };
            *self.seen.entry(kind.to_owned()).or_default() += 1;
            let Some(question) = value(event, "question") else {
                continue;
            };
            let entry = self.ledger.entry(question as u64).or_default();
            for (_, key, sign) in MOVES.iter().filter(|(name, ..)| *name == kind) {
                *entry += sign * value(event, key).unwrap_or(0);
            }
            if kind == "challenge-decided" {
                let burnt = value(event, "burnt").unwrap();
                *entry -= burnt;
                self.burnt += burnt;
            }
        }
    }

    /// A recent question, most of the time.
    fn some_question(&mut self) -> Option<QuestionResponse> {
        let mut questions = self.world.questions();
        let oldest = questions.len().saturating_sub(4);
        let recent = questions.split_off(oldest);
        let place = self.choices.below(recent.len().max(1) as u64) as usize;
        recent.into_iter().nth(place)
    }

    fn act(&mut self) -> Act {
        let trader = self.choices.one(&TRADERS);
        let amount = u128::from(1 + self.choices.below(999));
        let asked = self.some_question();
        let Some(asked) = asked.filter(|_| self.choices.below(24) > 0) else {
            let question = ExecuteMsg::Ask(crate::world::question());
            return (trader, question, euros(amount).to_vec());
        };
        let asker = TRADERS.into_iter().find(|name| person(name) == asked.asker);
        let (question, asker) = (asked.question, asker.unwrap());
        if asked.vests_at.is_some() && self.choices.below(8) > 0 {
            return self.after_decision(trader, question);
        }
        self.before_decision((trader, asker), &asked)
    }

    fn before_decision(
        &mut self,
        (trader, asker): (&'static str, &'static str),
        asked: &QuestionResponse,
    ) -> Act {
        let question = asked.question;
        let answer = self.choices.below(u64::from(asked.answers) + 1) as u32;
        let content = commitment();
        let amount = u128::from(1 + self.choices.below(999));
        let dismiss = ExecuteMsg::Dismiss(AnswerId { question, answer });
        let msg = match self.choices.below(13) {
            0..=3 => crate::world::answer(question),
            4 => ExecuteMsg::EditAnswer { question, content },
            5 => self.seldom(ExecuteMsg::WithdrawAnswer { question }, question),
            6 => return ("kim", self.seldom(dismiss, question), vec![]),
            7 => {
                return (
                    trader,
                    ExecuteMsg::TopUp { question },
                    euros(amount).to_vec(),
                )
            }
            8 => return self.take_back(question),
            9 => return (asker, self.give_up(question), vec![]),
            10 => return (asker, self.acceptance(question, asked.answers), vec![]),
            11 => thank(question, answer, amount / 20 + 1),
            _ => poke(question),
        };
        (trader, msg, vec![])
    }

    fn after_decision(&mut self, trader: &'static str, question: u64) -> Act {
        match self.choices.below(8) {
            0..=2 => self.challenge(trader, question),
            3..=5 => self.vote(question),
            6 => self.take_back(question),
            _ => (trader, poke(question), vec![]),
        }
    }

    fn take_back(&mut self, question: u64) -> Act {
        let msg = QueryMsg::Funders {
            question,
            start_after: None,
            limit: None,
        };
        let page: Page<FunderResponse, String> = self.world.ask(&msg);
        let newest = page.rows.iter().max_by_key(|row| row.joins_at);
        let funder = newest.map_or(person("eve"), |row| row.funder.clone());
        let name = TRADERS.into_iter().find(|name| person(name) == funder);
        (name.unwrap(), ExecuteMsg::TakeBack { question }, vec![])
    }

    fn give_up(&mut self, question: u64) -> ExecuteMsg {
        self.seldom(ExecuteMsg::WithdrawBounty { question }, question)
    }

    /// Otherwise hardly any answer would be left.
    fn seldom(&mut self, msg: ExecuteMsg, question: u64) -> ExecuteMsg {
        if self.choices.below(2) == 0 {
            msg
        } else {
            poke(question)
        }
    }

    fn acceptance(&mut self, question: u64, answers: u32) -> ExecuteMsg {
        match self.choices.below(u64::from(answers).min(3)) {
            0 => accept(question, &[(answers.saturating_sub(1), 10_000)]),
            1 => accept(question, &[(0, 3_333), (1, 6_667)]),
            _ => accept(question, &[(1, 1), (0, 4_999), (2, 5_000)]),
        }
    }

    fn chosen(&self, question: u64) -> Vec<AnswerResponse> {
        let answers = self.world.answers(question).into_iter();
        answers.filter(|answer| answer.award.is_some()).collect()
    }

    fn challenge(&mut self, trader: &'static str, question: u64) -> Act {
        let chosen = self.chosen(question);
        let place = self.choices.below(1 + chosen.len() as u64) as usize;
        let bond = chosen.get(place).and_then(|row| row.award.clone());
        let answer = chosen.get(place).map_or(0, |row| row.answer);
        let bond = bond.map_or(7, |award| award.bond.u128());
        let msg = ExecuteMsg::Challenge(AnswerId { question, answer });
        (trader, msg, euros(bond).to_vec())
    }

    fn vote(&mut self, question: u64) -> Act {
        let curator = self.choices.one(&CURATORS);
        let frozen = self.chosen(question).into_iter().find(|row| {
            let award = row.award.as_ref();
            award.is_some_and(|award| award.status == AwardStatus::Challenged)
        });
        let msg = ExecuteMsg::VoteOnChallenge {
            question,
            answer: frozen.map_or(0, |row| row.answer),
            wrong: self.choices.below(2) == 0,
        };
        (curator, msg, vec![])
    }

    /// The list of what is due is never late, and lists nothing for nothing.
    fn check_due(&mut self) {
        let due = self.due();
        for asked in self.world.questions() {
            let number = asked.question;
            let before = self.world.app.dump_wasm_raw(&self.world.community);
            let response = self.world.act("eve", &poke(number)).unwrap();
            let after = self.world.app.dump_wasm_raw(&self.world.community);
            assert_eq!(before != after, due.contains(&number), "question {number}");
            self.note(&response.events);
        }
        assert_eq!(self.due(), [] as [u64; 0]);
    }

    fn due(&self) -> Vec<u64> {
        let (mut all, mut start_after) = (vec![], None);
        loop {
            let msg = QueryMsg::Due {
                before: aftercare_domain::time::UnixTime(self.world.now()),
                start_after,
                limit: Some(30),
            };
            let page: Page<DueRow, DueRow> = self.world.ask(&msg);
            all.extend(page.rows.into_iter().map(|row| row.question));
            start_after = page.next;
            if start_after.is_none() {
                return all;
            }
        }
    }

    fn settle(&mut self) {
        for _ in 0..4 {
            self.world.wait(30 * DAY);
            self.check_due();
        }
        for name in TRADERS {
            let withdraw = ExecuteMsg::Withdraw { asset: euro() };
            self.world.act(name, &withdraw).ok();
        }
    }

    fn check_end(&self) {
        for (question, left) in &self.ledger {
            assert_eq!(*left, 0, "question {question}");
        }
        assert_eq!(self.world.solvency(&euro()).holdings.u128(), 0);
        let held: u128 = PEOPLE
            .iter()
            .map(|name| self.world.held(name, &euro()))
            .sum();
        let began = PURSE * PEOPLE.len() as u128;
        assert_eq!(held, began - u128::try_from(self.burnt).unwrap());
    }
}

#[test]
fn every_unit_of_every_bounty_and_bond_ends_with_somebody() {
    let mut seen: BTreeMap<String, u32> = BTreeMap::new();
    for seed in 1..=8 {
        let mut history = History::new(seed);
        for step in 0..400 {
            history.step();
            if step % 80 == 0 {
                history.check_due();
            }
        }
        history.settle();
        history.check_end();
        for (kind, times) in history.seen {
            *seen.entry(kind).or_default() += times;
        }
    }
    for kind in [
        "answer-edited",
        "answer-withdrawn",
        "answer-dismissed",
        "bounty-topped-up",
        "top-up-taken-back",
        "bounty-withdrawn",
        "answers-accepted",
        "question-decided",
        "award-challenged",
        "challenge-voted",
        "challenge-decided",
        "award-paid",
        "award-reversed",
        "bounty-returned",
    ] {
        assert!(
            seen.get(kind).is_some_and(|times| *times >= 5),
            "{kind}: {seen:?}"
        );
    }
}
