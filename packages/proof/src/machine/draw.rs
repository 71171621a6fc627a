//! Lives out of seeds.

use aftercare_clock_check::draw::Draw;

use super::deal::{deal, Act, Deal};
use super::step::{Deed, Step, Twist, Wait, Word};

/// Steps of one life.
pub const STEPS: usize = 200;

/// The life of a seed.
#[must_use]
pub fn life(seed: u64) -> Vec<Step> {
    let mut draw = Draw::new(seed);
    let mut steps = vec![];
    // Nothing happens where nobody offers anything.
    for kind in 0..super::terms::KINDS {
        steps.push(at_once(Deed::Publish(kind)));
        steps.push(at_once(Deed::Deposit(kind, 4)));
    }
    // What nobody may book, nobody argues about; what counts later is announced first.
    for act in [Act::Announce, Act::SetPauser] {
        let (which, number) = (0, 2);
        steps.push(at_once(Deed::Deal(Deal { act, which, number })));
    }
    steps.extend(steps.last().copied().map(|last| Step {
        wait: Wait::For(7 * 86_400),
        ..last
    }));
    // Every other life is one of tickets, with somebody to ask and somebody to answer.
    let of_tickets = !seed.is_multiple_of(2);
    if of_tickets {
        steps.extend(served());
    }
    for _ in 0..STEPS {
        steps.push(step(&mut draw, of_tickets));
    }
    if of_tickets {
        steps.extend(forgotten());
    }
    steps
}

/// Nobody says anything for so long that histories may be forgotten.
fn forgotten() -> Vec<Step> {
    let mut steps = vec![];
    for (days, deed) in [
        (20, Deed::PokeMany(35)),
        (10, Deed::PokeMany(43)),
        (46, Deed::Word(1, Word::Purge)),
        (0, Deed::Word(5, Word::Purge)),
        (0, Deed::Word(5, Word::Purge)),
        (0, Deed::Word(9, Word::Purge)),
    ] {
        steps.push(Step {
            wait: Wait::For(days * 86_400),
            ..at_once(deed)
        });
    }
    steps
}

/// Agents, an open door, and an agreement for each kind of plan.
fn served() -> Vec<Step> {
    let mut steps = vec![];
    for who in 0..2 {
        steps.push(Step {
            who,
            ..at_once(Deed::Intake(true, 2))
        });
        // A human for forty days at least, and a bot beside it.
        for which in [45, 47] {
            steps.push(Step {
                who: who + 2,
                ..at_once(Deed::SetAgent(which))
            });
        }
    }
    for kind in 0..super::terms::KINDS {
        steps.push(Step {
            who: kind,
            ..at_once(Deed::Subscribe(kind, 16, false))
        });
    }
    steps
}

const fn at_once(deed: Deed) -> Step {
    Step {
        wait: Wait::Not,
        deed,
        twist: Twist::None,
        who: 0,
    }
}

fn step(draw: &mut Draw, of_tickets: bool) -> Step {
    let is_help = of_tickets && !draw.one_in(5);
    Step {
        wait: if is_help { soon(draw) } else { wait(draw) },
        deed: if is_help { help(draw) } else { deed(draw) },
        twist: twist(draw),
        who: number(draw, 16),
    }
}

/// A number below a bound.
fn number(draw: &mut Draw, bound: i64) -> usize {
    usize::try_from(draw.below(bound)).unwrap_or_default()
}

fn span(draw: &mut Draw, bound: i64) -> u64 {
    draw.below(bound).unsigned_abs()
}

fn wait(draw: &mut Draw) -> Wait {
    match draw.below(12) {
        0..=2 => Wait::Not,
        3 | 4 => Wait::For(1 + span(draw, 600)),
        5..=8 => Wait::For(span(draw, 6 * 3_600)),
        9 => Wait::For(span(draw, 2 * 86_400)),
        _ => Wait::Until {
            which: number(draw, 3),
            off_by: draw.between(-1, 1),
        },
    }
}

/// Much happens on a ticket before its agreement is over.
fn soon(draw: &mut Draw) -> Wait {
    match draw.below(12) {
        0..=4 => Wait::Not,
        5..=8 => Wait::For(span(draw, 3_600)),
        9 | 10 => Wait::For(span(draw, 6 * 3_600)),
        _ => wait(draw),
    }
}

/// One in four has something wrong.
fn twist(draw: &mut Draw) -> Twist {
    match draw.below(24) {
        0 => Twist::Funds,
        1 => Twist::Coins,
        2 => Twist::Coin,
        3 => Twist::Id,
        4 => Twist::Bounds,
        5 => Twist::Sender(number(draw, 16)),
        _ => Twist::None,
    }
}

fn deed(draw: &mut Draw) -> Deed {
    if draw.one_in(10) {
        return Deed::Edge(number(draw, 1_000), draw.between(-1, 1));
    }
    if draw.below(5) < 2 {
        return Deed::Deal(deal(draw));
    }
    if draw.below(5) < 3 {
        return help(draw);
    }
    let which = number(draw, 64);
    let few = u32::try_from(1 + draw.below(4)).unwrap_or(1);
    match draw.below(40) {
        0 => Deed::Publish(which),
        1 if draw.one_in(3) => Deed::Retire(which),
        1 | 2 => Deed::Deposit(which, 1 + span(draw, 3)),
        3 => Deed::WithdrawBond(which, Some(span(draw, 2_000_000)).filter(|_| which > 9)),
        4 => Deed::Refill(which),
        5 => Deed::PayDebt(which, draw.one_in(2)),
        6 => Deed::CollectDebt(which),
        7..=14 => Deed::Subscribe(which, few * few, draw.one_in(4)),
        15 => Deed::Extend(which, few),
        16..=32 => Deed::Settle(which, few * few * 2 - 1),
        33 | 34 => Deed::Terminate(which, number(draw, 5)),
        35 => Deed::Book(which),
        36 => Deed::Pretend(which),
        37 => Deed::Withdraw(which),
        38 => Deed::Calendar(which),
        _ => Deed::Push(which),
    }
}

/// What happens around tickets.
fn help(draw: &mut Draw) -> Deed {
    let which = number(draw, 64);
    if draw.below(5) < 2 {
        return Deed::Fitting(which, number(draw, 64));
    }
    if draw.one_in(3) {
        return desk(draw);
    }
    if draw.one_in(3) {
        return waiting(draw);
    }
    let word = match draw.below(50) {
        0 | 1 => return Deed::SetAgent(which),
        2 if draw.one_in(3) => return Deed::RemoveAgent(which),
        2 | 3 => return Deed::Intake(!draw.one_in(4), 1 + which as u32 % 2),
        4..=10 => return Deed::Open(which, true),
        11 | 12 => return Deed::Open(which, false),
        13..=16 => Word::Say,
        17 => Word::Thank,
        18..=21 => Word::Answer,
        22 | 23 => Word::Ask,
        24..=28 => Word::Propose,
        29 | 30 => Word::Accept,
        31..=33 => Word::Reject,
        34 => Word::Cancel,
        35 => Word::Decline,
        36 | 37 => Word::Reopen,
        38 | 39 => Word::Rate,
        40 => Word::EndPause,
        41 => Word::Escalate,
        42 => Word::Lower,
        43 => Word::Disclose,
        44 => Word::Purge,
        _ => Word::Poke,
    };
    Deed::Word(which, word)
}

/// Who serves whom, and who stands in for whom.
fn desk(draw: &mut Draw) -> Deed {
    let (which, of_one) = (number(draw, 64), draw.one_in(2));
    let word = match draw.below(40) {
        0 | 1 => return Deed::SetAgent(which),
        2 | 3 => return Deed::SetAway(which),
        4 | 5 => return Deed::SetQueues(which),
        6..=8 => return Deed::SetDelegate(which, of_one),
        9 => return Deed::RemoveDelegate(which, of_one),
        10..=13 => return Deed::OpenFor(which, !draw.one_in(4)),
        14 | 15 => return Deed::ReplyMany(which),
        16..=18 => return Deed::PokeMany(which),
        19..=22 => Word::Acknowledge,
        23..=27 => Word::Claim,
        28..=31 => Word::Assign,
        32..=34 => Word::HandOver,
        35 | 36 => Word::Queue,
        37 | 38 => Word::Relay,
        _ => Word::Note,
    };
    Deed::Word(which, word)
}

/// What waits for the other side's yes.
fn waiting(draw: &mut Draw) -> Deed {
    let which = number(draw, 64);
    let word = match draw.below(40) {
        0..=2 => return Deed::RateAgreement(which),
        3..=8 => Word::ProposeHold,
        9 | 10 => Word::AgreeHold,
        11..=13 => Word::Flag,
        14..=21 => Word::ProposeTriage,
        22 => Word::Consent,
        23 => Word::Object,
        24..=28 => Word::Raise,
        29 | 30 => Word::Lower,
        31 => Word::Link,
        32..=37 => Word::ProposeMerge,
        _ => Word::AgreeMerge,
    };
    Deed::Word(which, word)
}
