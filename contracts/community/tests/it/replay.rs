//! the rules of the simulation against the contract
//! ├── given random worlds of everything that moves points and bounties
//! │   └── the contract accepts and refuses the same, and pays everybody the same to the unit
//! └── given the best ring of each strategy that farms
//!     └── it earns in the contract what it earned in the simulation

use aftercare_domain::bounty::bond;
use aftercare_domain::emission::Emission;
use aftercare_domain::time::UnixTime;
use aftercare_interface::community::{
    AnswerId, ExecuteMsg, Item, NewKnowledge, SupportTerms, Version, VersionRange,
};
use aftercare_interface::raw::{EmissionFact, Layout, TicketFact, EMISSION_KEY};
use aftercare_simulation::random;
use aftercare_simulation::ring::{Ring, STRATEGIES};
use aftercare_simulation::search::Evidence;
use aftercare_simulation::town::{Climate, Town};
use aftercare_simulation::{Act, Model, Post, Setup, Who};
use cosmwasm_std::Coin;
use cw_multi_test::{BankSudo, SudoMsg};

use crate::world::{
    accept, answer, claim, commitment, euro, euros, fact, person, poke, question, thank, World,
    DAY, EPOCH, START,
};

/// The world's epochs before the simulation's first: rates and curators come into force in them.
const BEFORE: u64 = 2;
const PURSE: u128 = 1 << 60;

fn name(who: Who) -> String {
    format!("person {who}")
}

/// The contract beside the books of the simulation.
struct Replay {
    world: World,
    model: Model,
    curators: Vec<Who>,
    tickets: u64,
}

impl Replay {
    fn new(setup: &Setup) -> Self {
        let mut world = World::new();
        for who in 0..setup.people {
            let mint = BankSudo::Mint {
                to_address: person(&name(who)).into(),
                amount: euros(PURSE).to_vec(),
            };
            world.app.sudo(SudoMsg::Bank(mint)).unwrap();
        }
        let curators = setup.curators.iter();
        let curators = curators.map(|who| person(&name(*who)).into()).collect();
        world
            .act("owner", &ExecuteMsg::SetCurators { curators })
            .unwrap();
        world.at(START + BEFORE * EPOCH);
        Self {
            world,
            model: Model::new(setup),
            curators: setup.curators.clone(),
            tickets: 0,
        }
    }

    fn step(&mut self, act: &Act) {
        self.write_emission();
        let judged = matches!(act, Act::Reverse { .. } | Act::Void { .. });
        // What several messages do together is told only where all of them are right.
        let refused = judged && !self.model.clone().act(act.clone());
        let taken = if refused { None } else { self.send(act) };
        let accepted = self.model.act(act.clone());
        if let Some(taken) = taken {
            assert_eq!(taken.is_ok(), accepted, "{act:?}: {taken:?}");
        }
        let passed = self.model.now.0 - START;
        self.world.at(START + BEFORE * EPOCH + passed);
    }

    fn write_emission(&mut self) {
        let token = self.world.token.clone();
        let begins = self.model.emission.start.0;
        let emission = Emission {
            start: UnixTime(begins + BEFORE * EPOCH),
            ..self.model.emission
        };
        let fact = EmissionFact {
            emission,
            minter: None,
            next_minter: None,
        };
        let mut storage = self.world.app.contract_storage_mut(&token);
        storage.set(EMISSION_KEY, &fact.encode());
    }

    /// What the contract says; nothing where the act is none of its messages.
    fn send(&mut self, act: &Act) -> Option<Result<(), String>> {
        let free = |msg: ExecuteMsg| (msg, vec![]);
        let id = |post: Post| AnswerId {
            question: post.question as u64 + 1,
            answer: post.answer as u32,
        };
        let item = |post: Post| Item::Answer {
            question: post.question as u64 + 1,
            answer: post.answer as u32,
        };
        let anybody = self.model.accounts.len() - 1;
        let (by, (msg, funds)) = match *act {
            Act::Wait(_) | Act::LowerBudget { .. } => return None,
            Act::Burn { who, amount } => {
                let ever = self.model.accounts[who].burnt + amount;
                self.world.burnt(&name(who), &euro(), ever);
                return None;
            }
            Act::Rate { who, .. } => (anybody, free(self.rating(who))),
            Act::Ask { by, bounty } => (by, (ExecuteMsg::Ask(question()), money(bounty))),
            Act::Answer { by, question } => (by, free(answer(question as u64 + 1))),
            Act::Thank { by, post, points } => {
                let id = id(post);
                (by, free(thank(id.question, id.answer, points)))
            }
            Act::Object { by, post, points } => {
                let (item, points) = (item(post), points.into());
                (by, free(ExecuteMsg::Object { item, points }))
            }
            Act::TopUp {
                by,
                question,
                amount,
            } => {
                let question = question as u64 + 1;
                (by, (ExecuteMsg::TopUp { question }, money(amount)))
            }
            Act::Dismiss { by, post } => (by, free(ExecuteMsg::Dismiss(id(post)))),
            Act::Accept { post } => {
                let asker = self.model.questions.get(post.question)?.asker;
                let id = id(post);
                (asker, free(accept(id.question, &[(id.answer, 10_000)])))
            }
            Act::Reverse { by, post } => return Some(self.reverse(by, id(post))),
            Act::Poke { question } => (anybody, free(poke(question as u64 + 1))),
            Act::Void { post, epoch } => return Some(self.void(post, epoch, item(post))),
            Act::Promote { by, post } => (by, free(self.promotion(id(post)))),
            Act::FundSupport {
                by,
                amount,
                per_item,
            } => {
                let terms = SupportTerms {
                    per_item: per_item.into(),
                    monthly_cap: u128::MAX.into(),
                };
                (by, (ExecuteMsg::FundSupport(terms), money(amount)))
            }
            Act::Help {
                customer,
                provider,
                item,
            } => (customer, free(self.help((customer, provider), item))),
            Act::WithdrawSupport { by } => (by, free(ExecuteMsg::WithdrawSupport {})),
            Act::Close => (anybody, free(ExecuteMsg::CloseEpoch {})),
            Act::Mint { epoch } => {
                let epoch = epoch + BEFORE;
                (anybody, free(ExecuteMsg::MintEpoch { epoch }))
            }
            Act::Claim { who, epoch } => (anybody, free(claim(&name(who), &[epoch + BEFORE]))),
        };
        Some(self.tell(by, &msg, &funds))
    }

    fn tell(&mut self, by: Who, msg: &ExecuteMsg, funds: &[Coin]) -> Result<(), String> {
        let community = self.world.community.clone();
        let sender = person(&name(by));
        let told = cw_multi_test::Executor::execute_contract(
            &mut self.world.app,
            sender,
            community,
            msg,
            funds,
        );
        told.map(drop)
            .map_err(|error| error.root_cause().to_string())
    }

    fn rating(&mut self, who: Who) -> ExecuteMsg {
        self.tickets += 1;
        self.world.closed(self.tickets, &fact(&name(who), START));
        ExecuteMsg::RegisterRatings {
            tickets: vec![self.tickets],
            peers: None,
        }
    }

    fn promotion(&self, id: AnswerId) -> ExecuteMsg {
        let version = Version {
            major: 1,
            minor: 0,
            patch: 0,
        };
        ExecuteMsg::Promote(NewKnowledge {
            question: id.question,
            answer: id.answer,
            product: "vault 3".into(),
            versions: VersionRange {
                from: version,
                until: None,
            },
            review_by: UnixTime(self.world.now() + 366 * DAY),
        })
    }

    /// A ticket that cites the item.
    fn help(&mut self, (customer, provider): (Who, Who), item: usize) -> ExecuteMsg {
        self.tickets += 1;
        let (ticket, item) = (self.tickets, item as u64 + 1);
        let closed = TicketFact {
            provider: person(&name(provider)),
            cited: vec![item],
            ..fact(&name(customer), START)
        };
        self.world.closed(ticket, &closed);
        ExecuteMsg::ConfirmHelped {
            peers: None,
            ticket,
            item,
        }
    }

    /// A challenge, and as many votes as decide it.
    fn reverse(&mut self, by: Who, id: AnswerId) -> Result<(), String> {
        let asked = self.model.questions.get(id.question as usize - 1);
        let bond = bond(asked.map_or(0, |asked| asked.whole()), 1);
        let challenge = ExecuteMsg::Challenge(id);
        self.tell(by, &challenge, &euros(bond))?;
        let (question, answer, wrong) = (id.question, id.answer, true);
        let vote = ExecuteMsg::VoteOnChallenge {
            question,
            answer,
            wrong,
        };
        self.by_majority(&vote)
    }

    fn void(&mut self, post: Post, epoch: u64, item: Item) -> Result<(), String> {
        let questions = &self.model.questions;
        let asked = questions
            .get(post.question)
            .and_then(|asked| asked.answers.get(post.answer));
        let Some(answer) = asked else {
            return Err("no such answer".to_owned());
        };
        let owner = person(&name(answer.author)).into();
        let void = ExecuteMsg::VoidPoints {
            epoch: epoch + BEFORE,
            owner,
            item,
            evidence: commitment(),
        };
        self.by_majority(&void)
    }

    /// Those who may vote do, until they are enough.
    fn by_majority(&mut self, msg: &ExecuteMsg) -> Result<(), String> {
        let needed = self.curators.len() / 2 + 1;
        let mut votes = 0;
        for by in self.curators.clone() {
            votes += usize::from(votes < needed && self.tell(by, msg, &[]).is_ok());
        }
        if votes == needed {
            Ok(())
        } else {
            Err(format!("{votes} votes of {needed}"))
        }
    }

    fn compare(&self) {
        let (reward, euro) = (self.world.reward(), euro());
        for (who, account) in self.model.accounts.iter().enumerate() {
            let address = person(&name(who));
            let tokens = self.world.balance(&address, &reward);
            assert_eq!(tokens, account.tokens, "tokens of {who}");
            let held = self.world.balance(&address, &euro);
            let owned = held + self.world.claim_by(&address, &euro);
            let expected = PURSE.checked_add_signed(account.coins).unwrap();
            assert_eq!(owned, expected, "coins of {who}");
        }
    }
}

fn money(amount: u128) -> Vec<Coin> {
    let coins = euros(amount).to_vec();
    coins
        .into_iter()
        .filter(|coin| !coin.amount.is_zero())
        .collect()
}

/// Plays a world's log once more, through the contract.
fn replay(setup: &Setup, log: &[(Act, bool)]) {
    let mut replay = Replay::new(setup);
    for (act, accepted) in log {
        replay.step(act);
        assert!(*accepted || !matches!(act, Act::Wait(_)));
    }
    replay.compare();
}

#[test]
fn random_worlds_are_the_same_in_the_contract() {
    let mut accepted = 0;
    for seed in 0..40 * longer() {
        let people = 4 + (seed % 7) as usize;
        let (setup, model) = random::world(seed, people, 400);
        let log = model.log.as_deref().unwrap();
        accepted += log.iter().filter(|(_, accepted)| *accepted).count();
        replay(&setup, log);
    }
    assert!(accepted > 7_000, "{accepted} accepted");
}

/// How many times longer than in every run, as `PROPTEST_CASES` asks; up to 10.
fn longer() -> u64 {
    let asked = std::env::var("PROPTEST_CASES").ok();
    asked.map_or(1, |cases| cases.parse().unwrap())
}

fn evidence() -> Evidence {
    let path = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../docs/evidence/farming.json"
    );
    serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

fn replay_ring(ring: &Ring, seed: u64) {
    let climate = Climate {
        people: 12,
        ..Climate::of(seed)
    };
    let mut town = Town::new(&climate, ring.members());
    let setup = town.model.setup().clone();
    town.model.log = Some(vec![]);
    town.live(Some(ring));
    replay(&setup, &town.model.log.unwrap());
}

#[test]
fn a_ring_earns_in_the_contract_what_it_earned_in_the_simulation() {
    let evidence = evidence();
    assert_eq!(evidence.strategies.len(), STRATEGIES.len());
    for best in evidence.strategies {
        for (score, seed) in best.iter().zip(0..longer()) {
            replay_ring(&score.ring, seed);
        }
    }
}
