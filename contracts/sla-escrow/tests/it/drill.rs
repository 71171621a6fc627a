//! given any state that a random walk through the whole contract reaches
//! └── when parties, payers, arbitrator, monitoring, owner and pauser fall silent for ever
//!     ├── strangers and time alone have everything home by the latest of term end, hold-back + 60 days and
//!     │   open windows, in one settlement for 30 periods and one call for each open object
//!     ├── every unit is then out, a claim, or the free bond of a named owner
//!     └── and one message per asset and owner empties the contract

use std::cell::RefCell;
use std::collections::BTreeMap;

use aftercare_domain::time::{Seconds, UnixTime};
use aftercare_interface::asset::Solvency;
use aftercare_interface::sla_escrow::{
    AgreementResponse, DueRow, ExecuteMsg, ProposalResponse, QueryMsg, UNSETTLED_LIMIT,
};
use aftercare_interface::{NextStep, Role};
use aftercare_sla_escrow::state::{PROVIDERS, STARVED, TERMS};
use proptest::test_runner::TestRunner;

use crate::walk::{history, Act, Kind, Walk, KINDS};
use crate::world::audit::{books, claims};
use crate::world::replay;
use crate::world::token::{turn, Mood};
use crate::world::{config, evidence};

const CASES: u32 = 70;
/// Acts between two states from which everybody falls silent; three states a walk.
const STEPS: usize = 40;

/// What is left of a walk when nobody acts any more.
struct Silence<'a> {
    walk: &'a mut Walk,
    calls: u32,
}

/// What the drill took.
#[derive(Clone, Copy, Debug, Default)]
struct Figures {
    states: u64,
    agreements: u64,
    proposals: u64,
    waiting: u64,
    debts: u64,
    calls: u64,
    most_calls: u32,
    longest_days: u64,
    /// States in which a poke found room for a credit that could still be contested then.
    opened: u64,
}

impl Figures {
    fn said(&self, acts: u32) -> String {
        let named = [
            ("states", self.states),
            ("accepted messages before", acts.into()),
            ("live agreements", self.agreements),
            ("open proposals", self.proposals),
            ("waiting credits", self.waiting),
            ("agreements in debt", self.debts),
            ("calls", self.calls),
            ("most calls from one state", self.most_calls.into()),
            ("states in which a poke opened a window", self.opened),
            ("longest way out in days", self.longest_days),
        ];
        let named = named.map(|(name, figure)| format!("\"{name}\": {figure}"));
        named.join(", ")
    }
}

impl Silence<'_> {
    fn live(&self) -> Vec<AgreementResponse> {
        let all = 1..=self.walk.count();
        let live = all.filter(|agreement| !self.walk.is_over(*agreement));
        live.map(|agreement| self.walk.world.agreement(agreement))
            .collect()
    }

    fn proposals(&self) -> Vec<ProposalResponse> {
        self.walk.world.all(|start_after| QueryMsg::Proposals {
            start_after,
            limit: Some(30),
        })
    }

    /// The first second in which everything about an agreement is decided.
    fn bound(&self, row: &AgreementResponse) -> UnixTime {
        let storage = self
            .walk
            .world
            .app
            .contract_storage(&self.walk.world.escrow);
        let last = row.next_terms.map_or(row.terms_id, |(_, next)| next);
        let all = [row.terms_id, last].map(|terms| TERMS.load(&*storage, terms).unwrap());
        let hold_back = all.iter().map(|terms| terms.hold_back).max().unwrap();
        let settled = row.until.plus(hold_back).plus(Seconds(1));
        let cooled = row.from.plus(all[0].cooling_off).plus(Seconds(1));
        let kept = settled.max(cooled).plus(UNSETTLED_LIMIT);
        drop(storage);
        kept.max(self.window(row.agreement))
    }

    /// The first second after an agreement's open windows.
    fn window(&self, agreement: u64) -> UnixTime {
        let misses = self.walk.misses(agreement).into_iter();
        let lines = misses.flat_map(|miss| miss.waiting);
        let last = lines.map(|line| line.until).max();
        last.map_or(UnixTime(0), |last| last.plus(Seconds(1)))
    }

    /// Open objects of an agreement beside its periods: credits that wait, credits that can find room and room
    /// that nobody has looked at, and money kept back.
    fn objects(&self, agreement: u64) -> u32 {
        let money = self.walk.money(agreement);
        let storage = self
            .walk
            .world
            .app
            .contract_storage(&self.walk.world.escrow);
        let starved = STARVED.of(&*storage, agreement, (None, None)).count();
        let room = u32::from(money.refill.is_some());
        money.waiting_keys + money.withheld_rows + room + u32::try_from(starved).unwrap()
    }

    /// Time stands still; strangers do all that it has decided.
    fn clear(&mut self, agreement: u64) {
        while self.walk.pokes(agreement, 30) {
            self.calls += 1;
        }
        while self.walk.settles(agreement, 30) {
            self.calls += 1;
        }
    }

    /// On the way a stranger does what the next step says, as often as it says so.
    fn some_keeper(&mut self, until: UnixTime) {
        let now = self.walk.now();
        let half = Seconds(until.since(now).0 / 2);
        self.walk.world.pass(half);
        for row in self.live() {
            let agreement = row.agreement;
            let step: NextStep = self.walk.world.ask(QueryMsg::NextStep { agreement });
            if step.role == Role::Anyone {
                let done = match step.action.as_str() {
                    "poke" => self.walk.pokes(agreement, 1),
                    _ => self.walk.settles(agreement, 1),
                };
                assert!(done, "{step:?}");
            }
        }
    }

    /// Everything that strangers can do at the last instant; windows that a poke itself opened are waited
    /// for.
    fn everything(&mut self) {
        for row in self.live() {
            let (agreement, before) = (row.agreement, self.calls);
            // A credit of a settled period that is cancelled opens that period once more.
            let again = self.walk.money(agreement).waiting_keys;
            let unsettled = row.periods - row.settled + again;
            let objects = self.objects(agreement);
            let most = unsettled.div_ceil(30) + objects;
            self.clear(agreement);
            let mut opened_again = 0;
            while !self.walk.is_over(agreement) {
                opened_again += 1;
                assert!(opened_again <= objects, "windows of {agreement} go on");
                let opened = self.window(agreement);
                assert!(opened > self.walk.now(), "{agreement} is stuck");
                self.walk.world.at(opened);
                self.clear(agreement);
            }
            let calls = self.calls - before;
            assert!(
                calls <= most,
                "{calls} calls for {agreement}, at most {most}"
            );
        }
        for proposal in self.proposals() {
            let proposal = proposal.proposal;
            assert!(self.walk.strange(&ExecuteMsg::CancelProposal { proposal }));
            self.calls += 1;
        }
    }

    /// Free bond of whoever owes goes to those it is owed to.
    fn debts(&mut self) {
        for agreement in 1..=self.walk.count() {
            let row = self.walk.world.agreement(agreement);
            let free = self.walk.world.bond(&row.provider, &row.asset).free;
            if self.walk.money(agreement).debt > 0 && !free.is_zero() {
                assert!(self.walk.strange(&ExecuteMsg::CollectDebt { agreement }));
                self.calls += 1;
            }
        }
    }

    /// All that is left is claims and free bonds.
    fn all_is_named(&self) {
        let world = &self.walk.world;
        let due: Vec<DueRow> = world.all(|start_after| QueryMsg::Due {
            before: aftercare_domain::time::LATEST,
            start_after,
            limit: Some(30),
        });
        assert!(due.is_empty() && self.live().is_empty(), "{due:?}");
        let storage = world.app.contract_storage(&world.escrow);
        let claims = claims(&*storage);
        for asset in world.assets() {
            let mine = claims.iter().filter(|((_, key), _)| *key == asset.key());
            let mut named: u128 = mine.map(|(_, amount)| amount).sum();
            for row in PROVIDERS.range(&*storage, None, None) {
                let ((_, key), record) = row.unwrap();
                assert_eq!(record.reserved, 0);
                named += if key == asset.key() { record.free } else { 0 };
            }
            let books: Solvency = world.ask(QueryMsg::Solvency { asset });
            assert_eq!(books.accounts.u128(), named);
        }
    }

    /// Claims are pushed by strangers, each free bond needs its owner's one message.
    fn everybody_leaves(&mut self) {
        let world = &mut self.walk.world;
        turn(&mut world.app, &world.token.clone(), Mood::Honest);
        let storage = world.app.contract_storage(&world.escrow);
        let waiting = claims(&*storage);
        let bonds = PROVIDERS.range(&*storage, None, None);
        let bonds: Vec<_> = bonds.map(Result::unwrap).collect();
        drop(storage);
        for asset in world.assets() {
            for ((owner, key), _) in &waiting {
                if *key == asset.key() {
                    let (owner, asset) = (owner.to_string(), asset.clone());
                    world.does(
                        &world.stranger.clone(),
                        ExecuteMsg::PushClaim { owner, asset },
                    );
                }
            }
            for ((provider, key), record) in &bonds {
                if *key == asset.key() && record.free > 0 {
                    let (asset, amount) = (asset.clone(), record.free.into());
                    world.does(provider, ExecuteMsg::WithdrawFreeBond { asset, amount });
                }
            }
            let books: Solvency = world.ask(QueryMsg::Solvency { asset });
            assert!(books.accounts.is_zero(), "{books:?}");
        }
    }
}

/// From here on nobody acts but strangers.
fn falls_silent(walk: &mut Walk, figures: &mut Figures, keeper: bool) {
    let begin = walk.now();
    let mut silence = Silence { walk, calls: 0 };
    let (live, proposals) = (silence.live(), silence.proposals());
    figures.agreements += live.len() as u64;
    figures.proposals += proposals.len() as u64;
    let bounds = live.iter().map(|row| silence.bound(row));
    let bounds = bounds.chain(proposals.iter().map(|made| made.expires.plus(Seconds(1))));
    let bound = bounds.max().unwrap_or(begin).max(begin);
    for row in &live {
        let money = silence.walk.money(row.agreement);
        figures.waiting += u64::from(money.waiting_keys);
        figures.debts += u64::from(money.debt > 0);
    }
    if keeper {
        silence.some_keeper(bound);
    }
    silence.walk.world.at(bound);
    silence.everything();
    let opened = silence.walk.now() > bound;
    figures.opened += u64::from(opened);
    silence.debts();
    silence.all_is_named();
    let calls = silence.calls;
    figures.states += 1;
    figures.calls += u64::from(calls);
    figures.most_calls = figures.most_calls.max(calls);
    let days = silence.walk.now().since(begin).0 / 86_400;
    figures.longest_days = figures.longest_days.max(days);
    silence.everybody_leaves();
}

/// Three states of one walk, each left alone; the walk goes on from where it was.
fn drill(acts: &[Act], figures: &mut Figures) -> BTreeMap<Kind, u32> {
    let mut walk = Walk::new();
    if acts.first().is_some_and(|act| act.flag) {
        walk.runs_into_debt();
    }
    walk.world.audits = false;
    for (part, acts) in acts.chunks(STEPS).enumerate() {
        for act in acts {
            walk.play(act);
        }
        books(&walk.world);
        let saved = walk.world.save();
        falls_silent(&mut walk, figures, part % 2 == 1);
        books(&walk.world);
        walk.world.restore(saved);
    }
    walk.accepted
}

#[test]
fn from_every_state_strangers_and_time_bring_every_unit_home() {
    let figures = RefCell::new((Figures::default(), BTreeMap::<Kind, u32>::new()));
    let mut runner = TestRunner::new(config(CASES));
    let done = runner.run(&history(3 * STEPS), |acts| {
        let (figures, accepted) = &mut *figures.borrow_mut();
        for (kind, count) in drill(&acts, figures) {
            *accepted.entry(kind).or_default() += count;
        }
        Ok(())
    });
    done.unwrap();
    let (figures, accepted) = figures.into_inner();
    let never: Vec<Kind> = KINDS
        .iter()
        .map(|(_, kind)| *kind)
        .filter(|kind| !accepted.contains_key(kind))
        .collect();
    assert!(never.is_empty(), "never accepted: {never:?}");
    let acts: u32 = accepted.values().sum();
    evidence("exit-drill", &figures.said(acts));
}

#[test]
fn events_alone_rebuild_every_answer_after_any_walk() {
    let mut runner = TestRunner::new(config(CASES / 2));
    let done = runner.run(&history(2 * STEPS), |acts| {
        let mut walk = Walk::new();
        if acts.first().is_some_and(|act| act.flag) {
            walk.runs_into_debt();
        }
        for act in &acts {
            walk.play(act);
        }
        replay::agrees(&walk.world);
        Ok(())
    });
    done.unwrap();
}
