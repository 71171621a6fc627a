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

use aftercare_domain::policy::Metric;
use aftercare_domain::time::{DAY, HOUR};
use aftercare_interface::ticket_registry::{ClockRow, ExecuteMsg, TicketStatus, Verdict};
use aftercare_ticket_registry::state::{COURSES, DUE};

use crate::messages::propose;
use crate::recompute::check_clocks;
use crate::world::{late, World, ALWAYS, OFFICE};

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

type Key = (u64, Metric, u32);

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
        let mut w = World::new();
        let tickets = [ALWAYS, OFFICE, ALWAYS].map(|agreement| w.open(agreement));
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
        let w = &mut self.w;
        // Refusals are fine: a refused message leaves no trace, which the world checks.
        let done = match self.dice.throw(10) {
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
                let key = (ticket, clock.metric, clock.cycle);
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

    /// Everybody gives up; what was refused is tried again.
    fn end(&mut self) {
        let customer = self.w.people.customer.clone();
        self.w.refuse_bookings(false);
        for ticket in self.tickets.clone() {
            match self.w.status(ticket) {
                TicketStatus::Closed(_) => {}
                TicketStatus::Resolved => drop(self.w.accepts(&customer, ticket).unwrap()),
                _ => {
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
            let key = (miss.subject, miss.metric, miss.cycle);
            let entry = greatest.entry(key).or_insert(0);
            *entry = late(&miss).0 .0.max(*entry);
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
            Verdict::Missed { late } => Some(((ticket, row.metric, row.cycle), late.0)),
            _ => None,
        })
        .collect()
}

#[test]
fn pokes_are_never_needed_never_late_and_never_matter() {
    let mut missed = 0;
    for seed in 1..=HISTORIES {
        let (quiet, poked) = (play(seed, false), play(seed, true));
        assert_eq!(quiet, poked, "seed {seed}");
        assert_eq!(misses(&quiet), quiet.1, "seed {seed}");
        missed += quiet.1.len();
    }
    assert!(missed > 100, "too tame a test: {missed} misses");
}
