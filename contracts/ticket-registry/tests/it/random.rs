//! given seeded random histories of three tickets, with and without random pokes in between
//! ├── when any time passes
//! │   ├── a ticket that a poke would change is listed as due at that very instant
//! │   ├── a poke right after a poke changes nothing, unless a booking keeps failing
//! │   ├── used seconds never fall
//! │   ├── every clock is worked out again from the history lines alone
//! │   └── the due index holds one entry a ticket, the one the ticket names
//! └── when all tickets are closed in the end
//!     ├── every missed clock was booked with its final lateness
//!     └── nobody's poke has made any difference

use std::collections::BTreeMap;

use aftercare_domain::credit::Measure;
use aftercare_domain::policy::{Level, Metric};
use aftercare_domain::time::{UnixTime, DAY, HOUR};
use aftercare_interface::ticket_registry::{ClockRow, ExecuteMsg, TicketStatus, Verdict};
use aftercare_ticket_registry::state::{COURSES, DUE};

use crate::full::{bot, full_world, FULL, MIXED};
use crate::messages::{commitment, lower, propose, propose_hold, raise, triage};
use crate::recompute::check_clocks;
use crate::world::{late, World, OFFICE};

const HISTORIES: u64 = 60;
const STEPS: u32 = 40;

/// A small generator of the xorshift family: the same numbers everywhere.
struct Dice(u64);

impl Dice {
    fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    fn throw(&mut self, sides: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) % sides
    }
}

/// Ticket, metric, cycle, ordinal.
type Key = (u64, Metric, u32, u32);

struct History {
    w: World,
    tickets: Vec<u64>,
    dice: Dice,
    pokes: Option<Dice>,
    refusing: bool,
    used: BTreeMap<Key, u64>,
}

impl History {
    fn new(seed: u64, pokes: bool) -> Self {
        let mut w = full_world();
        let tickets = [FULL, MIXED, OFFICE].map(|agreement| w.open(agreement));
        Self {
            w,
            tickets: tickets.to_vec(),
            dice: Dice::new(seed),
            pokes: pokes.then(|| Dice::new(!seed)),
            refusing: false,
            used: BTreeMap::new(),
        }
    }

    /// To the edge of what is next on some ticket, or any time ahead.
    fn pass_time(&mut self) {
        let ticket = self.tickets[usize::try_from(self.dice.throw(3)).unwrap()];
        let (now, around) = (self.w.now(), self.dice.throw(3));
        let edge = self.w.next_step(ticket).by.map(|by| by.0 + around - 1);
        let free = [0, 1, 60, HOUR, DAY, 4 * DAY][usize::try_from(self.dice.throw(6)).unwrap()];
        let edge = edge.filter(|edge| *edge >= now && self.dice.throw(2) == 0);
        self.w.until(edge.unwrap_or(now + free));
    }

    fn somebody_acts(&mut self) {
        let p = self.w.people.clone();
        let ticket = self.tickets[usize::try_from(self.dice.throw(3)).unwrap()];
        let levels = [Level::High, Level::Medium, Level::Low];
        let mut level = || levels[usize::try_from(self.dice.throw(3)).unwrap()];
        let (impact, urgency) = (level(), level());
        let until = UnixTime(self.w.now() + 1 + self.dice.throw(15 * DAY));
        let w = &mut self.w;
        let bot = bot(w);
        // Refusals are fine: a refused message leaves no trace, which the world checks.
        let done = match self.dice.throw(26) {
            10 => w.thanks(ticket),
            11 => w.act(&p.agent, propose_hold(ticket, until)),
            12 => w.act(&p.customer, ExecuteMsg::AgreeHold { ticket }),
            13 => w.act(&p.customer, ExecuteMsg::EndPause { ticket }),
            14 => w.act(&p.customer, ExecuteMsg::FlagHollow { ticket }),
            15 | 16 => w.act(&p.agent, triage(ticket, impact, urgency)),
            17 => w.act(&p.customer, ExecuteMsg::ConsentTriage { ticket }),
            18 => w.act(
                &p.customer,
                ExecuteMsg::ObjectTriage {
                    ticket,
                    reason: commitment(8),
                },
            ),
            19 => w.act(&p.customer, raise(ticket, impact, urgency)),
            20 => w.act(&p.customer, lower(ticket, impact, urgency)),
            21 | 22 => w.proposes(&bot, ticket),
            23 => w.replies(&bot, ticket),
            24 => w.act(&p.customer, ExecuteMsg::Cancel { ticket }),
            25 => w.act(
                &p.customer,
                ExecuteMsg::Escalate {
                    ticket,
                    content: commitment(8),
                },
            ),
            0 | 1 => w.replies(&p.agent, ticket),
            2 => w.replies(&p.customer, ticket),
            3 => w.asks(&p.agent, ticket),
            4 | 5 => w.act(&p.provider, propose(ticket, vec![1])),
            6 => w.accepts(&p.customer, ticket),
            7 => w.rejects(&p.customer, ticket),
            8 => w.reopens(&p.customer, ticket),
            _ => w.rates(&p.customer, ticket),
        };
        drop(done);
    }

    fn somebody_pokes(&mut self) {
        let Some(dice) = &mut self.pokes else { return };
        if dice.throw(4) == 0 {
            self.refusing = dice.throw(2) == 0;
            self.w.refuse_bookings(self.refusing);
        }
        if dice.throw(2) == 0 {
            for ticket in self.tickets.clone() {
                self.check_poke(ticket);
            }
        }
    }

    fn check_poke(&mut self, ticket: u64) {
        let listed = self.w.is_due(ticket);
        let changed = self.w.poke(ticket);
        assert!(listed || !changed, "due too late: ticket {ticket}");
        if !self.refusing {
            assert!(!self.w.poke(ticket), "a second poke changed something");
        }
    }

    fn check(&mut self) {
        for ticket in self.tickets.clone() {
            for clock in self.w.clocks(ticket) {
                self.check_sum(ticket, &clock);
                // An update counts from the provider's last word on.
                if clock.metric == Metric::Update {
                    continue;
                }
                let key = (ticket, clock.metric, clock.cycle, clock.ordinal);
                let before = self.used.insert(key, clock.used.0).unwrap_or(0);
                assert!(clock.used.0 >= before, "used seconds fell");
            }
            check_clocks(&self.w, ticket);
        }
        let storage = self.w.app.contract_storage(&self.w.registry);
        let named = self.tickets.iter().filter_map(|ticket| {
            let course = COURSES.load(&*storage, *ticket).unwrap();
            course.due.map(|at| (at.0, *ticket))
        });
        let mut named: Vec<_> = named.collect();
        named.sort_unstable();
        let keys = DUE.range(&*storage, None, None);
        assert_eq!(keys.map(|row| row.unwrap().0).collect::<Vec<_>>(), named);
    }

    /// What the intervals say adds up to what the clock says.
    fn check_sum(&self, ticket: u64, clock: &ClockRow) {
        if !matches!(clock.metric, Metric::FirstResponse | Metric::Resolution) {
            return;
        }
        let intervals = self.w.intervals(ticket, 7);
        let sum: u64 = intervals
            .iter()
            .filter(|interval| interval.cycle == clock.cycle)
            .flat_map(|interval| &interval.metrics)
            .filter(|metric| metric.metric == clock.metric)
            .map(|metric| metric.counted.0)
            .sum();
        assert_eq!(sum, clock.used.0, "{clock:?} {intervals:?}");
    }

    /// Everybody gives up; what was refused is tried again.
    fn end(&mut self) {
        let customer = self.w.people.customer.clone();
        self.w.refuse_bookings(false);
        for ticket in self.tickets.clone() {
            match self.w.status(ticket) {
                TicketStatus::Closed(_) => {}
                TicketStatus::Resolved => drop(self.w.accepts(&customer, ticket).unwrap()),
                status => {
                    if status == TicketStatus::Suggested {
                        self.w.rejects(&customer, ticket).unwrap();
                    }
                    let cancel = ExecuteMsg::Cancel { ticket };
                    self.w.act(&customer, cancel).unwrap();
                }
            }
            self.w.poke(ticket);
            assert!(!self.w.is_due(ticket));
        }
    }

    /// The greatest lateness ever booked, by clock.
    fn booked(&self) -> BTreeMap<Key, u64> {
        let mut greatest = BTreeMap::new();
        for miss in self.w.bookings().into_iter().flat_map(|b| b.misses) {
            let key = (miss.subject, miss.metric, miss.cycle, miss.ordinal);
            let entry = greatest.entry(key).or_insert(0);
            let amount = match miss.measure {
                Measure::Count { number } => number.into(),
                _ => late(&miss).0 .0,
            };
            *entry = amount.max(*entry);
        }
        greatest
    }
}

type End = (Vec<(TicketStatus, Vec<ClockRow>)>, BTreeMap<Key, u64>);

fn play(seed: u64, pokes: bool) -> End {
    let mut history = History::new(seed, pokes);
    for _ in 0..STEPS {
        history.pass_time();
        history.somebody_pokes();
        history.somebody_acts();
        history.check();
    }
    history.end();
    let view = |ticket: &u64| (history.w.status(*ticket), history.w.clocks(*ticket));
    let views = history.tickets.iter().map(view).collect();
    (views, history.booked())
}

fn misses(end: &End) -> BTreeMap<Key, u64> {
    let numbered = (1..).zip(&end.0);
    let clocks = numbered.flat_map(|(ticket, (_, rows))| rows.iter().map(move |row| (ticket, row)));
    clocks
        .filter_map(|(ticket, row)| match row.verdict {
            Verdict::Missed { late } if row.metric != Metric::Update => {
                let key = (ticket, row.metric, row.cycle, row.ordinal);
                Some((key, late.0))
            }
            _ => None,
        })
        .collect()
}

/// Missed updates that reach no other tier may wait for those that do: 1 and 3 begin one.
fn tiered(end: &End) -> End {
    let tier = |((ticket, metric, cycle, ordinal), amount): (&Key, &u64)| {
        let key = (*ticket, *metric, *cycle, *ordinal);
        match (metric, amount) {
            (Metric::Update, 0..=2) => (key, 1),
            (Metric::Update, _) => (key, 3),
            _ => (key, *amount),
        }
    };
    (end.0.clone(), end.1.iter().map(tier).collect())
}

/// Missed updates of each cycle, as the clocks say.
fn updates(end: &End) -> BTreeMap<(u64, u32), u64> {
    let numbered = (1..).zip(&end.0);
    let clocks = numbered.flat_map(|(ticket, (_, rows))| rows.iter().map(move |row| (ticket, row)));
    clocks
        .filter(|(_, row)| row.metric == Metric::Update && row.missed > 0)
        .map(|(ticket, row)| ((ticket, row.cycle), row.missed.into()))
        .collect()
}

/// The same, as the escrow was told, over all periods.
fn booked_updates(end: &End) -> BTreeMap<(u64, u32), u64> {
    let mut sums = BTreeMap::new();
    for ((ticket, metric, cycle, _), number) in &end.1 {
        if *metric == Metric::Update {
            *sums.entry((*ticket, *cycle)).or_default() += number;
        }
    }
    sums
}

#[test]
fn pokes_are_never_needed_never_late_and_never_matter() {
    let mut missed = 0;
    for seed in 1..=HISTORIES {
        let (quiet, poked) = (play(seed, false), play(seed, true));
        assert_eq!(tiered(&quiet), tiered(&poked), "seed {seed}");
        // Older next responses have no row any more, and missed updates are counted by period.
        for (key, late) in misses(&quiet) {
            assert_eq!(quiet.1.get(&key), Some(&late), "seed {seed}: {key:?}");
        }
        assert_eq!(updates(&quiet), booked_updates(&quiet), "seed {seed}");
        missed += quiet.1.len();
    }
    assert!(missed > 100, "too tame a test: {missed} misses");
}
