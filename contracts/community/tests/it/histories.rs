//! random histories
//! └── given hundreds of seeded messages of every kind, in any order, at any time
//!     ├── the books balance after each (checked by the world)
//!     ├── nobody, and no group, gets more tokens than half of the points that burnt fees made
//!     └── when all is settled and claimed, every bounty has gone to somebody

use aftercare_interface::community::{EpochStatus, ExecuteMsg, QuestionStatus};

use crate::puppets::Mischief;
use crate::world::{
    accept, answer, claim, euro, euros, fact, person, poke, thank, World, DAY, EPOCH, PEOPLE,
    PURSE, START,
};

pub const TRADERS: [&str; 6] = ["ada", "bea", "cid", "dan", "eve", "fay"];

/// A small, seeded source of choices.
pub struct Choices(pub u64);

impl Choices {
    pub fn below(&mut self, bound: u64) -> u64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % bound
    }

    pub fn name(&mut self) -> &'static str {
        TRADERS[self.below(6) as usize]
    }
}

/// The world beside a second ledger: what the escrow burnt for whom, and which tickets are closed.
struct History {
    world: World,
    choices: Choices,
    burnt: [u128; 6],
    tickets: u64,
    accepted: u32,
}

impl History {
    fn new(seed: u64) -> Self {
        Self {
            world: World::new(),
            choices: Choices(seed),
            burnt: [0; 6],
            tickets: 0,
            accepted: 0,
        }
    }

    fn step(&mut self) {
        let pause = [0, 0, 60, DAY / 2, 3 * DAY, 9 * DAY][self.choices.below(6) as usize];
        self.world.wait(pause);
        if self.choices.below(3) == 0 {
            self.burn();
        }
        self.misbehave();
        let (name, msg) = (self.choices.name(), self.message());
        let funds = match msg {
            ExecuteMsg::Ask(_) if self.choices.below(4) > 0 => {
                euros(u128::from(1 + self.choices.below(9_999))).to_vec()
            }
            _ => vec![],
        };
        let asker = self.asker_for(&msg).unwrap_or(name);
        self.accepted += u32::from(self.world.act_with(asker, &msg, &funds).is_ok());
    }

    /// Accepting is the asker's.
    fn asker_for(&self, msg: &ExecuteMsg) -> Option<&'static str> {
        let ExecuteMsg::Accept { question, .. } = msg else {
            return None;
        };
        let questions = self.world.questions();
        let asked = questions.iter().find(|asked| asked.question == *question)?;
        TRADERS.into_iter().find(|name| person(name) == asked.asker)
    }

    fn burn(&mut self) {
        let place = self.choices.below(6) as usize;
        self.burnt[place] += u128::from(self.choices.below(500));
        self.world.burnt(TRADERS[place], &euro(), self.burnt[place]);
    }

    fn misbehave(&mut self) {
        let token = self.world.token.clone();
        match self.choices.below(8) {
            0 => self.world.misbehave(&token, Some(&Mischief::Refuse)),
            1 => self.world.set_emission(u128::from(self.choices.below(300))),
            2 => self.world.set_emission(u128::MAX >> 8),
            _ => self.world.misbehave(&token, None),
        }
    }

    fn message(&mut self) -> ExecuteMsg {
        let asked = self.world.questions().len() as u64 + 1;
        let question = 1 + self.choices.below(asked);
        let place = self.choices.below(4) as u32;
        let epoch = self.world.config().epoch;
        let recent = epoch.saturating_sub(self.choices.below(4));
        match self.choices.below(12) {
            0 => ExecuteMsg::Ask(crate::world::question()),
            1 | 2 => answer(question),
            3 | 4 => thank(question, place, u128::from(1 + self.choices.below(200))),
            5 => accept(question, &[(place, 10_000)]),
            6 => accept(question, &[(0, 3_333), (1, 6_667)]),
            7 => poke(question),
            8 => self.rating(),
            9 => ExecuteMsg::CloseEpoch {},
            10 => ExecuteMsg::MintEpoch { epoch: recent },
            _ => claim(self.choices.name(), &[recent]),
        }
    }

    fn rating(&mut self) -> ExecuteMsg {
        self.tickets += 1;
        let customer = self.choices.name();
        self.world.closed(self.tickets, &fact(customer, START));
        ExecuteMsg::RegisterRatings {
            tickets: vec![self.tickets],
            peers: None,
        }
    }

    /// Everything that can still happen, happens.
    fn settle(&mut self) {
        let token = self.world.token.clone();
        self.world.misbehave(&token, None);
        self.world.set_emission(u128::MAX >> 8);
        self.world.wait(60 * DAY);
        self.world.act("eve", &ExecuteMsg::CloseEpoch {}).ok();
        let last = self.world.config().epoch;
        let with_points = |epoch: &u64| !self.world.epoch(*epoch).points.is_zero();
        for epoch in (0..=last).filter(with_points).collect::<Vec<_>>() {
            if self.world.epoch(epoch).status == EpochStatus::Unminted {
                self.world
                    .act("eve", &ExecuteMsg::MintEpoch { epoch })
                    .unwrap();
            }
            for name in TRADERS {
                self.world.act("eve", &claim(name, &[epoch])).ok();
            }
        }
        for question in self.world.questions() {
            self.world.act("eve", &poke(question.question)).unwrap();
        }
        for name in TRADERS {
            for asset in [euro(), self.world.reward()] {
                self.world.act(name, &ExecuteMsg::Withdraw { asset }).ok();
            }
        }
    }

    fn check_end(&self) {
        let world = &self.world;
        assert_eq!(world.solvency(&euro()).accounts.u128(), 0);
        let euros: u128 = PEOPLE.iter().map(|name| world.held(name, &euro())).sum();
        assert_eq!(euros, PURSE * PEOPLE.len() as u128);
        let undecided = [QuestionStatus::Open, QuestionStatus::Undecided];
        assert!(world
            .questions()
            .iter()
            .all(|q| !undecided.contains(&q.status)));
        let reward = world.reward();
        let tokens: u128 = TRADERS
            .iter()
            .map(|name| world.held(name, &reward) - PURSE)
            .sum();
        // The whole crowd is one group: it made every point, and gets at most half of 95 % of them.
        let points: u128 = self.burnt.iter().sum();
        assert!(tokens * 2 <= points * 95 / 100, "{tokens} of {points}");
    }
}

#[test]
fn books_and_the_law_hold_in_every_history() {
    for seed in 1..=6 {
        let mut history = History::new(seed);
        for _ in 0..250 {
            history.step();
        }
        assert!(
            history.accepted > 60,
            "seed {seed}: {} accepted",
            history.accepted
        );
        history.settle();
        history.check_end();
    }
}

#[test]
fn a_ring_gets_at_most_half_of_what_it_burnt_however_it_is_divided() {
    let ring = |members: &[&str]| {
        let mut world = World::new();
        let each = 60_000 / members.len() as u128;
        world.asked("owner", &[]);
        for (place, name) in members.iter().enumerate() {
            world.act(name, &answer(1)).unwrap();
            world.burnt(name, &euro(), each);
            world.closed(place as u64, &fact(name, START));
        }
        for (place, name) in members.iter().enumerate() {
            let friend = (place + 1) % members.len();
            let msg = ExecuteMsg::RegisterRatings {
                tickets: vec![place as u64],
                peers: None,
            };
            world.act(name, &msg).unwrap();
            let (_, thanks) = world.allowance(name);
            if friend != place {
                world.act(name, &thank(1, friend as u32, thanks)).unwrap();
            }
        }
        world.wait(2 * EPOCH);
        world.act("owner", &ExecuteMsg::CloseEpoch {}).unwrap();
        let reward = world.reward();
        members
            .iter()
            .map(|name| {
                world.act("owner", &claim(name, &[1])).unwrap();
                world.held(name, &reward) - PURSE
            })
            .sum::<u128>()
    };
    assert_eq!(ring(&["ada"]), 13_500);
    assert_eq!(ring(&["ada", "bea"]), 28_500);
    assert_eq!(ring(&["ada", "bea", "cid", "dan", "eve", "fay"]), 28_500);
}
