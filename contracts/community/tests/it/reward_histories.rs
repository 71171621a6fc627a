//! random histories of rewards
//! └── given hundreds of seeded messages about points, votes, knowledge and budgets, in any order, at any time
//!     ├── the books balance after each (checked by the world)
//!     ├── each group of accounts gets at most half of the points that its own fees made, and half of what
//!     │   outsiders and the curators' pool thanked it
//!     ├── void points bring nothing, and what was minted for them is minted less later
//!     └── when all is claimed and withdrawn, every coin is with somebody

use std::collections::BTreeSet;

use aftercare_interface::community::{EpochResponse, EpochStatus, ExecuteMsg, Item, QueryMsg};
use aftercare_interface::raw::TicketFact;
use aftercare_interface::Page;
use cw_multi_test::AppResponse;

use crate::circle::{
    helped, object, on_answer, on_knowledge, promote, reconfirm, set_curators, set_experts,
    support, thank, void,
};
use crate::histories::{Choices, TRADERS};
use crate::puppets::Mischief;
use crate::world::{
    accept, answer, claim, euro, euros, fact, person, poke, World, DAY, PEOPLE, PURSE, START,
};

/// Points that somebody gave: who, to whom, how many; nobody where they came out of the pool.
struct Gift {
    by: Option<usize>,
    to: usize,
    points: u128,
}

struct History {
    world: World,
    choices: Choices,
    burnt: [u128; 6],
    gifts: Vec<Gift>,
    done: BTreeSet<&'static str>,
    /// Whose each ticket is.
    tickets: Vec<&'static str>,
}

/// What a message does, for the list of kinds that a history must have seen.
fn kind(msg: &ExecuteMsg) -> &'static str {
    match msg {
        ExecuteMsg::Thank { .. } => "thank",
        ExecuteMsg::Object { .. } => "object",
        ExecuteMsg::RegisterRatings { .. } => "rating",
        ExecuteMsg::VoidPoints { .. } => "void",
        ExecuteMsg::Promote(_) => "promote",
        ExecuteMsg::Reconfirm { .. } => "reconfirm",
        ExecuteMsg::FundSupport(_) => "fund",
        ExecuteMsg::WithdrawSupport {} => "withdraw",
        ExecuteMsg::ConfirmHelped { .. } => "helped",
        ExecuteMsg::Claim { .. } => "claim",
        ExecuteMsg::MintEpoch { .. } => "mint",
        _ => "other",
    }
}

const KINDS: [&str; 12] = [
    "claim",
    "fund",
    "helped",
    "mint",
    "object",
    "other",
    "promote",
    "rating",
    "reconfirm",
    "thank",
    "void",
    "withdraw",
];

impl History {
    /// Question 1 of the owner, answered by all six, five of them accepted.
    fn new(seed: u64) -> Self {
        let mut world = World::with_circles(&["ada", "bea", "cid"], &["dan"]);
        world.asked("owner", &euros(1_000));
        for name in TRADERS {
            world.act(name, &answer(1)).unwrap();
        }
        let weights: Vec<(u32, u32)> = (0..5).map(|place| (place, 2_000)).collect();
        world.act("owner", &accept(1, &weights)).unwrap();
        Self {
            world,
            choices: Choices(seed),
            burnt: [0; 6],
            gifts: vec![],
            done: BTreeSet::new(),
            tickets: vec![],
        }
    }

    fn step(&mut self) {
        let pause = [0, 0, 60, DAY / 2, 2 * DAY, 6 * DAY][self.choices.below(6) as usize];
        self.world.wait(pause);
        if self.choices.below(3) == 0 {
            let place = self.choices.below(6) as usize;
            self.burnt[place] += u128::from(self.choices.below(5_000));
            self.world.burnt(TRADERS[place], &euro(), self.burnt[place]);
        }
        self.misbehave();
        if self.choices.below(12) == 0 {
            self.trial();
        }
        let (by, msg) = (self.choices.below(6) as usize, self.message());
        let funds = match msg {
            ExecuteMsg::FundSupport(_) => euros(u128::from(1 + self.choices.below(300))).to_vec(),
            _ => vec![],
        };
        let name = match msg {
            ExecuteMsg::SetCurators { .. } | ExecuteMsg::SetExperts { .. } => "owner",
            ExecuteMsg::ConfirmHelped { ticket, .. } => self.customer(ticket),
            _ => TRADERS[by],
        };
        if let Ok(response) = self.world.act_with(name, &msg, &funds) {
            self.done.insert(kind(&msg));
            self.note(by, &msg, &response);
        }
    }

    /// Whoever is a curator votes on the same points.
    fn trial(&mut self) {
        let (place, epoch) = (self.choices.below(6) as usize, self.world.config().epoch);
        let vote = void(epoch - 1, TRADERS[place], on_answer(1, place as u32));
        for name in TRADERS {
            self.world.act(name, &vote).ok();
        }
    }

    /// Help is confirmed by the ticket's customer, where there is such a ticket.
    fn customer(&self, ticket: u64) -> &'static str {
        let found = self.tickets.get(ticket as usize);
        found.copied().unwrap_or("owner")
    }

    /// Item n is the n-th promoted answer; its author is who gave that answer.
    fn note(&mut self, by: usize, msg: &ExecuteMsg, response: &AppResponse) {
        let ExecuteMsg::Thank { item, points } = msg else {
            return;
        };
        let to = match item {
            Item::Answer { answer, .. } => *answer as usize,
            Item::Knowledge { item } => self.world.item(*item).answer as usize,
        };
        let pool = response.events.iter().flat_map(|event| &event.attributes);
        let pool = pool
            .into_iter()
            .any(|a| a.key == "from_pool" && a.value == "true");
        self.gifts.push(Gift {
            by: (!pool).then_some(by),
            to,
            points: points.u128(),
        });
    }

    fn misbehave(&mut self) {
        let token = self.world.token.clone();
        match self.choices.below(8) {
            0 => self.world.misbehave(&token, Some(&Mischief::Refuse)),
            1 => {
                let left = self.choices.below(300);
                self.world.set_emission(u128::from(left));
            }
            2 => self.world.set_emission(u128::MAX >> 8),
            _ => self.world.misbehave(&token, None),
        }
    }

    fn item(&mut self) -> Item {
        if self.choices.below(3) == 0 {
            return on_knowledge(1 + self.choices.below(5));
        }
        on_answer(1, self.choices.below(6) as u32)
    }

    fn message(&mut self) -> ExecuteMsg {
        let (epoch, now) = (self.world.config().epoch, self.world.now());
        let recent = epoch.saturating_sub(1 + self.choices.below(3));
        let item = 1 + self.choices.below(5);
        let points = u128::from(1 + self.choices.below(400));
        let place = self.choices.below(6);
        match self.choices.below(17) {
            0..=3 => thank(self.item(), points),
            4 => object(self.item(), points),
            5 | 6 => self.rating(),
            7 => void(
                epoch - 1,
                TRADERS[place as usize],
                on_answer(1, place as u32),
            ),
            8 => ExecuteMsg::CloseEpoch {},
            9 => promote(place as u32, now + 300 * DAY),
            10 => reconfirm(item, now + 300 * DAY),
            11 => ExecuteMsg::FundSupport(support(points.min(50), 60)),
            12 => helped(self.choices.below(self.tickets.len() as u64 + 1), item),
            13 => ExecuteMsg::MintEpoch { epoch: recent },
            14 => claim(TRADERS[place as usize], &[recent]),
            15 => ExecuteMsg::CloseEpoch {},
            _ => self.circle(),
        }
    }

    fn circle(&mut self) -> ExecuteMsg {
        let first = self.choices.below(4) as usize;
        let members = &TRADERS[first..first + 3];
        match self.choices.below(8) {
            0 => set_curators(members),
            1 => set_experts(members),
            _ => ExecuteMsg::WithdrawSupport {},
        }
    }

    /// A closed ticket that cites items as well.
    fn rating(&mut self) -> ExecuteMsg {
        let (ticket, customer) = (self.tickets.len() as u64, self.choices.name());
        self.tickets.push(customer);
        let provider = TRADERS[4 + self.choices.below(2) as usize];
        let cited = (0..3).map(|_| 1 + self.choices.below(5)).collect();
        let fact = TicketFact {
            cited,
            provider: person(provider),
            ..fact(customer, START)
        };
        self.world.closed(ticket, &fact);
        ExecuteMsg::RegisterRatings {
            tickets: vec![ticket],
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
        for epoch in self.epochs() {
            if epoch.status == EpochStatus::Unminted {
                let epoch = epoch.epoch;
                self.world
                    .act("eve", &ExecuteMsg::MintEpoch { epoch })
                    .unwrap();
            }
            for name in TRADERS {
                self.world.act("eve", &claim(name, &[epoch.epoch])).ok();
            }
        }
        self.world.act("eve", &poke(1)).unwrap();
        for name in TRADERS {
            let withdraw = ExecuteMsg::WithdrawSupport {};
            self.world.act(name, &withdraw).ok();
            let asset = self.world.reward();
            self.world.act(name, &ExecuteMsg::Withdraw { asset }).ok();
        }
    }

    fn epochs(&self) -> Vec<EpochResponse> {
        let (mut all, mut start_after) = (vec![], None);
        loop {
            let limit = Some(30);
            let msg = QueryMsg::Epochs { start_after, limit };
            let page: Page<EpochResponse, u64> = self.world.ask(&msg);
            all.extend(page.rows);
            match page.next {
                Some(next) => start_after = Some(next),
                None => return all,
            }
        }
    }

    fn check_end(&self) {
        let world = &self.world;
        assert_eq!(world.solvency(&euro()).accounts.u128(), 0);
        let euros: u128 = PEOPLE.iter().map(|name| world.held(name, &euro())).sum();
        assert_eq!(euros, PURSE * PEOPLE.len() as u128);
        let reward = world.reward();
        let tokens = TRADERS.map(|name| world.held(name, &reward) - PURSE);
        for group in 1usize..1 << TRADERS.len() {
            self.check_group(&tokens, |member| group >> member & 1 == 1);
        }
    }

    /// Exactly: 2 × tokens ≤ points of its own fees + thanks of outsiders and of the pool.
    fn check_group(&self, tokens: &[u128; 6], of: impl Fn(usize) -> bool) {
        let sum = |amounts: &[u128; 6]| -> u128 {
            let members = amounts.iter().enumerate().filter(|(place, _)| of(*place));
            members.map(|(_, amount)| amount).sum()
        };
        let outsiders = self.gifts.iter().filter(|gift| of(gift.to));
        let outsiders = outsiders.filter(|gift| gift.by.is_none_or(|by| !of(by)));
        let thanked: u128 = outsiders.map(|gift| gift.points).sum();
        assert!(2 * sum(tokens) <= sum(&self.burnt) + thanked);
    }
}

#[test]
fn the_law_holds_for_every_group_in_every_history_of_rewards() {
    let (mut done, mut voided, mut carried) = (BTreeSet::new(), 0, 0);
    for seed in 1..=4 {
        let mut history = History::new(seed);
        for _ in 0..200 {
            history.step();
        }
        history.settle();
        history.check_end();
        done.append(&mut history.done);
        let epochs = history.epochs();
        voided += epochs.iter().map(|e| e.voided.u128()).sum::<u128>();
        carried += epochs.iter().map(|e| e.recalled.u128()).sum::<u128>();
    }
    assert_eq!(done.into_iter().collect::<Vec<_>>(), KINDS);
    assert!(
        voided > 0 && carried > 0,
        "{voided} void, {carried} carried"
    );
}
