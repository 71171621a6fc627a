//! Random ticket histories, through the contracts' state machine and through the model, act by act.

use aftercare_clock_model::{Act, Hours, Pace, Promise, Refused, Ticket, Used};

use crate::calendars::Drawn;
use crate::draw::{Draw, DAY};
use crate::subject::Subject;

/// The longest history.
const LONGEST: i64 = 90 * DAY;
/// The most acts of a history.
const MOST_ACTS: i64 = 60;
/// A calendar is drawn from so many days before a history begins.
const BEFORE: i64 = 5 * DAY;
const PRIORITIES: usize = 4;

/// What was compared.
#[derive(Clone, Copy, Debug, Default)]
pub struct Compared {
    /// Acts that both took.
    pub acts: u64,
    /// Acts that both refused.
    pub refused: u64,
    /// Clocks whose used seconds, target, verdict and due were compared.
    pub clocks: u64,
    /// Misses among them at the end.
    pub missed: u64,
}

/// A history that is being played.
struct Played<'a> {
    draw: Draw,
    promises: [Promise<'a>; PRIORITIES],
    priority: usize,
    model: Ticket<'a>,
    subject: Subject<'a>,
    now: i64,
    compared: Compared,
}

/// Plays the history of a seed on a calendar; what was compared.
///
/// # Errors
/// The first difference.
pub fn check(drawn: &Drawn, seed: u64, pace: Pace) -> Result<Compared, String> {
    let mut played = Played::begin(drawn, seed, pace);
    let end = played.now + played.draw.between(DAY / 24, LONGEST);
    let told = |now: i64| move |wrong: String| format!("history {seed}, at {now}: {wrong}");
    for _ in 0..MOST_ACTS {
        let to = played.next_instant().min(end);
        if played.pass(to).map_err(told(to))?.is_none() || to == end {
            break;
        }
        if played.act().map_err(told(to))?.is_none() {
            break;
        }
    }
    Ok(played.compared)
}

impl<'a> Played<'a> {
    fn begin(drawn: &'a Drawn, seed: u64, pace: Pace) -> Self {
        let mut draw = Draw::new(seed);
        let promises = draw_promises(&mut draw, Hours::Drawn(&drawn.bitmap));
        let priority = draw.below(PRIORITIES as i64) as usize;
        let window = draw.between(3, 10) * DAY;
        let now = drawn.bitmap.bounds().0 + BEFORE + draw.below(DAY);
        let promise = promises[priority];
        Self {
            model: Ticket::open(promise, window, (now, pace)),
            subject: Subject::open(&drawn.calendar, (&promise, window), now),
            draw,
            promises,
            priority,
            now,
            compared: Compared::default(),
        }
    }

    /// Soon, late, or to the second around an edge.
    fn next_instant(&mut self) -> i64 {
        let free = match self.draw.below(6) {
            0 => 0,
            1 => self.draw.below(60),
            2 | 3 => self.draw.below(8 * 3_600),
            4 => self.draw.below(2 * DAY),
            _ => self.draw.below(9 * DAY),
        };
        let edge = self.subject.edge().filter(|_| self.draw.one_in(3));
        let around = self.draw.between(-1, 1);
        edge.map_or(self.now + free, |edge| (edge + around).max(self.now))
    }

    fn pass(&mut self, to: i64) -> Result<Option<()>, String> {
        self.now = to;
        let Some(()) = self.model.pass(to) else {
            return Ok(None);
        };
        self.subject.pass(to);
        // A stranger's poke changes nothing that is measured.
        if self.draw.one_in(3) {
            self.subject.poke();
        }
        self.compare().map(Some)
    }

    fn act(&mut self) -> Result<Option<()>, String> {
        let act = self.draw_act();
        let Some(modelled) = self.model.act(&act) else {
            return Ok(None);
        };
        let done = self.subject.act(&act);
        match (modelled, done) {
            (Ok(()), true) => self.compared.acts += 1,
            (Err(Refused(_)), false) => self.compared.refused += 1,
            (modelled, done) => {
                let state = self.model.state;
                return Err(format!(
                    "{act:?} in {state:?}: the model says {modelled:?}, the contracts take it: {done}"
                ));
            }
        }
        if let (Ok(()), Act::Raise(_) | Act::Lower(_)) = (modelled, &act) {
            self.priority = self.wanted(&act);
        }
        self.compare()
            .map(Some)
            .map_err(|wrong| format!("after {act:?}: {wrong}"))
    }

    fn compare(&mut self) -> Result<(), String> {
        let (clocks, missed) = self.subject.compare(&self.model)?;
        self.compared.clocks += clocks;
        self.compared.missed = missed;
        Ok(())
    }

    fn wanted(&self, act: &Act<'a>) -> usize {
        match act {
            Act::Raise(_) => self.priority.saturating_sub(1),
            _ => (self.priority + 1).min(PRIORITIES - 1),
        }
    }

    fn draw_act(&mut self) -> Act<'a> {
        let expects_answer = !self.draw.one_in(4);
        let until = self.now + self.draw.between(1, 14 * DAY);
        match self.draw.below(26) {
            0..=3 => Act::CustomerReply { expects_answer },
            4..=6 => Act::Reply,
            7 | 8 => Act::Ask,
            9 => Act::ProposeHold,
            10 => Act::AgreeHold { until },
            11 => Act::EndPause,
            12 => Act::FlagHollow,
            13 | 14 => Act::Propose,
            15 => Act::BotReply,
            16 => Act::BotPropose,
            17 => Act::Accept,
            18 | 19 => Act::Reject,
            20 => Act::Escalate,
            21 if self.priority > 0 => Act::Raise(self.promises[self.priority - 1]),
            22 if self.priority + 1 < PRIORITIES => Act::Lower(self.promises[self.priority + 1]),
            23 => Act::TakeUp(self.draw_used()),
            24 if self.draw.one_in(4) => Act::Cancel,
            24 if self.draw.one_in(4) => Act::Merge,
            _ => Act::Reopen,
        }
    }

    /// What another ticket may have used; of its present interval no more than there is.
    fn draw_used(&mut self) -> Used {
        let every = self.promises[self.priority].update;
        let draw = &mut self.draw;
        let mut some = |most: i64| (!draw.one_in(3)).then(|| draw.below(most));
        Used {
            first_response: some(8 * 3_600),
            next_response: some(8 * 3_600),
            update: every.and_then(&mut some),
            resolution: some(40 * 3_600),
        }
    }
}

/// Four priorities: within a metric targets never shrink, and none is missing above one that is present.
fn draw_promises<'a>(draw: &mut Draw, drawn: Hours<'a>) -> [Promise<'a>; PRIORITIES] {
    let mut of = |most: i64| {
        let present = if draw.one_in(3) { draw.below(5) } else { 4 };
        let mut targets: Vec<i64> = (0..present).map(|_| draw.between(2, most)).collect();
        targets.sort_unstable();
        move |place: usize| targets.get(place).copied()
    };
    let (first, next) = (of(20 * 3_600), of(20 * 3_600));
    let (update, resolution) = (of(40 * 3_600), of(90 * 3_600));
    let always = draw.below(3) as usize;
    std::array::from_fn(|place| Promise {
        hours: if place < always { Hours::Always } else { drawn },
        first_response: first(place),
        next_response: next(place),
        update: update(place),
        resolution: resolution(place),
    })
}
