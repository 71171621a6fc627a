//! The books of a world: allowances, the curators' pool, epochs, bounties. Every rule is a function of
//! `aftercare_domain`; what is here only calls them in the contracts' order.

mod bounty;
mod knowledge;
mod points;

use std::collections::{BTreeMap, BTreeSet};

use aftercare_domain::allowance::Lots;
use aftercare_domain::bounty::{Funding, Tally};
use aftercare_domain::emission::Emission;
use aftercare_domain::money::Bps;
use aftercare_domain::time::{Seconds, UnixTime, DAY, WEEK};

use crate::{Act, Post, Who};

/// How long points are held after their epoch.
pub(crate) const HOLD: Seconds = Seconds::days(7);
/// How long an award vests.
pub(crate) const VESTING: Seconds = Seconds::days(7);

/// What a world begins with.
#[derive(Clone, Debug)]
pub struct Setup {
    /// How many identities.
    pub people: usize,
    /// Who may give of the curators' pool and judge.
    pub curators: Vec<Who>,
    /// First second of epoch 0.
    pub start: UnixTime,
    /// What the token may mint.
    pub emission: Emission,
    /// Share of a bounty's points that lets silence pay it.
    pub silence: Bps,
}

impl Setup {
    /// Weekly epochs, and the token's default schedule.
    #[must_use]
    pub fn new(people: usize, start: UnixTime) -> Self {
        let emission = Emission {
            cap: 1_000_000_000_000_000,
            minted: 0,
            start,
            epoch_length: Seconds(WEEK),
            budget: 5_000_000_000_000,
            decay: Bps(50),
            epoch: 0,
            minted_in_epoch: 0,
            carried: 0,
        };
        Self {
            people,
            curators: vec![],
            start,
            emission,
            silence: Bps(100),
        }
    }
}

/// An identity's books.
#[derive(Clone, Debug, Default)]
pub struct Account {
    /// Fee burnt on its behalf, ever.
    pub burnt: u128,
    seen: u128,
    lots: Lots,
    drawn: Option<(u64, u128)>,
    /// Reward tokens.
    pub tokens: u128,
    /// Money of bounties: received less given.
    pub coins: i128,
    /// Points that its fees made, ever.
    pub made: u128,
}

/// A closed or open epoch with points.
#[derive(Clone, Debug, Default)]
pub struct Epoch {
    /// All its points, less what became void before it was minted.
    pub points: u128,
    /// By owner, less what is void.
    pub owners: BTreeMap<Who, u128>,
    /// What its points share; absent before it is minted.
    pub minted: Option<u128>,
    claimed: BTreeSet<Who>,
}

#[derive(Clone, Debug, Default)]
struct Pool {
    points: u128,
    epoch: Option<u64>,
    part: u128,
}

/// A promoted answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Item {
    post: Post,
    review_by: UnixTime,
}

/// What a provider pays for knowledge that closes its tickets.
#[derive(Clone, Debug, Default)]
struct Support {
    left: u128,
    per_item: u128,
}

/// An answer's books.
#[derive(Clone, Debug)]
pub struct Answer {
    /// Who gave it.
    pub author: Who,
    tally: Tally,
    thanked_by: BTreeSet<Who>,
    dismissed: bool,
    /// Points by epoch.
    pub earned: BTreeMap<u64, u128>,
}

/// A question's books.
#[derive(Clone, Debug)]
pub struct Question {
    /// Who asked.
    pub asker: Who,
    /// What the asker put up.
    pub bounty: u128,
    threshold: u128,
    funders: Vec<(Who, Funding)>,
    /// In order.
    pub answers: Vec<Answer>,
    asked_at: UnixTime,
    first_answer: Option<UnixTime>,
    decision: Option<Decision>,
}

#[derive(Clone, Debug)]
struct Decision {
    winner: Option<usize>,
    vests_at: UnixTime,
    reversed: Option<Who>,
    paid: bool,
}

/// Points that one account gave another; `None` gives for the curators' pool.
pub type Given = BTreeMap<(Option<Who>, Who), u128>;

/// A world's books.
#[derive(Clone, Debug)]
pub struct Model {
    /// Block time.
    pub now: UnixTime,
    setup: Setup,
    /// The token's state.
    pub emission: Emission,
    /// By identity.
    pub accounts: Vec<Account>,
    /// In order.
    pub questions: Vec<Question>,
    /// By number.
    pub epochs: BTreeMap<u64, Epoch>,
    /// Who gave thanks to whom, what became void included.
    pub given: Given,
    open: Option<u64>,
    carry: u128,
    pool: Pool,
    /// Promoted answers, in order.
    pub items: Vec<Item>,
    support: BTreeMap<Who, Support>,
    /// What happened, and whether it was accepted; absent where nobody wants to know.
    pub log: Option<Vec<(Act, bool)>>,
}

impl Model {
    /// Nothing has happened.
    #[must_use]
    pub fn new(setup: &Setup) -> Self {
        Self {
            now: setup.start,
            setup: setup.clone(),
            emission: setup.emission,
            accounts: vec![Account::default(); setup.people],
            questions: vec![],
            epochs: BTreeMap::new(),
            given: BTreeMap::new(),
            open: None,
            carry: 0,
            pool: Pool::default(),
            items: vec![],
            support: BTreeMap::new(),
            log: None,
        }
    }

    /// What it began with.
    #[must_use]
    pub fn setup(&self) -> &Setup {
        &self.setup
    }

    /// Lets something happen. Whether the rules accept it; where not, nothing changes.
    pub fn act(&mut self, act: Act) -> bool {
        let accepted = self.happen(&act).is_some();
        if let Some(log) = &mut self.log {
            log.push((act, accepted));
        }
        accepted
    }

    fn happen(&mut self, act: &Act) -> Option<()> {
        match *act {
            Act::Wait(seconds) => self.now = self.now.plus(Seconds(seconds)),
            Act::Burn { who, amount } => {
                let account = self.accounts.get_mut(who)?;
                account.burnt = account.burnt.checked_add(amount)?;
            }
            Act::Rate { who, .. } => self.rate(who)?,
            Act::Ask { by, bounty } => self.ask(by, bounty)?,
            Act::Answer { by, question } => self.answer(by, question)?,
            Act::Thank { by, post, points } => self.thank(by, post, points)?,
            Act::Object { by, post, points } => self.object(by, post, points)?,
            Act::TopUp {
                by,
                question,
                amount,
            } => self.top_up(by, question, amount)?,
            Act::Dismiss { by, post } => self.dismiss(by, post)?,
            Act::Accept { post } => self.accept(post)?,
            Act::Reverse { by, post } => self.reverse(by, post)?,
            Act::Poke { question } => self.poke(question)?,
            Act::Void { post, epoch } => self.void(post, epoch)?,
            Act::Promote { by, post } => self.promote(by, post)?,
            Act::FundSupport {
                by,
                amount,
                per_item,
            } => self.fund_support(by, amount, per_item)?,
            Act::Help {
                customer,
                provider,
                item,
            } => self.help((customer, provider), item)?,
            Act::WithdrawSupport { by } => self.withdraw_support(by)?,
            Act::Close => self.close()?,
            Act::Mint { epoch } => self.mint_again(epoch)?,
            Act::Claim { who, epoch } => self.claim(who, epoch)?,
            Act::LowerBudget { budget } => {
                self.emission = self.emission.with_budget(self.now, budget)?;
            }
        }
        Some(())
    }

    /// The epoch now.
    #[must_use]
    pub fn epoch(&self) -> u64 {
        self.now.since(self.setup.start).0 / WEEK
    }

    fn claimable_from(&self, epoch: u64) -> UnixTime {
        let ends = self.setup.start.plus(Seconds((epoch + 1) * WEEK));
        ends.plus(HOLD)
    }

    /// Everything that can still happen to points and bounties, happens.
    pub fn settle(&mut self) {
        self.act(Act::Wait(60 * DAY));
        self.act(Act::Close);
        for question in 0..self.questions.len() {
            self.act(Act::Poke { question });
        }
        self.act(Act::Wait(8 * DAY));
        for question in 0..self.questions.len() {
            self.act(Act::Poke { question });
        }
        let providers: Vec<_> = self.support.keys().copied().collect();
        for by in providers {
            self.act(Act::WithdrawSupport { by });
        }
        let epochs: Vec<_> = self.epochs.keys().copied().collect();
        for epoch in epochs {
            self.act(Act::Mint { epoch });
            let owners: Vec<_> = self.epochs[&epoch].owners.keys().copied().collect();
            for who in owners {
                self.act(Act::Claim { who, epoch });
            }
        }
    }
}
