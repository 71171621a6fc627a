//! What is done beside plans, agreements and tickets: proposals, arguments about credits, lost keys, and what
//! the owner may.

use aftercare_clock_check::draw::Draw;
use aftercare_interface::sla_escrow::WaitingReason;
use aftercare_suite_model::Turn;

use super::step::PLACE;

/// One of these acts, and two numbers that mean something in every life.
#[derive(Clone, Copy, Debug)]
pub struct Deal {
    /// What.
    pub act: Act,
    /// About which of several.
    pub which: usize,
    /// Anything else.
    pub number: usize,
}

/// The acts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Act {
    Propose,
    Accept,
    Decline,
    Cancel,
    Amend,
    Renew,
    Revise,
    Allow,
    Contest,
    Object,
    Rule,
    Poke,
    Declare,
    Observe,
    LeaveLate,
    Payout,
    NameRecovery,
    Recover,
    Veto,
    TakeOver,
    SetPauser,
    Pause,
    Unpause,
    List,
    Close,
    Gift,
    Sweep,
    HandOver,
    Announce,
    Wire,
    /// Whichever of these fits what is open now.
    Fitting,
}

/// How often each is drawn.
const OFTEN: [(Act, i64); 31] = [
    (Act::Fitting, 90),
    (Act::Propose, 12),
    (Act::Accept, 4),
    (Act::Decline, 1),
    (Act::Cancel, 2),
    (Act::Amend, 18),
    (Act::Renew, 9),
    (Act::Revise, 4),
    (Act::Allow, 5),
    (Act::Contest, 3),
    (Act::Object, 2),
    (Act::Rule, 2),
    (Act::Poke, 4),
    (Act::Declare, 11),
    (Act::Observe, 34),
    (Act::LeaveLate, 3),
    (Act::Payout, 5),
    (Act::NameRecovery, 4),
    (Act::Recover, 4),
    (Act::Veto, 1),
    (Act::TakeOver, 2),
    (Act::SetPauser, 2),
    (Act::Pause, 2),
    (Act::Unpause, 1),
    (Act::List, 3),
    (Act::Close, 1),
    (Act::Gift, 2),
    (Act::Sweep, 3),
    (Act::HandOver, 3),
    (Act::Announce, 1),
    (Act::Wire, 1),
];

/// One of them.
pub fn deal(draw: &mut Draw) -> Deal {
    let number = |draw: &mut Draw| usize::try_from(draw.below(960)).unwrap_or_default();
    let all: i64 = OFTEN.iter().map(|(_, times)| times).sum();
    let mut at = draw.below(all);
    let mut act = Act::Poke;
    for (of, times) in OFTEN {
        if (0..times).contains(&at) {
            act = of;
        }
        at -= times;
    }
    Deal {
        act,
        which: number(draw),
        number: number(draw),
    }
}

/// The act that a second decides about.
pub fn of_turn(turn: &Turn, number: usize) -> Deal {
    let (act, place) = match turn {
        Turn::Accept(proposal) => {
            let acts = [Act::Accept, Act::Accept, Act::Cancel];
            let place = usize::try_from(*proposal).unwrap_or_default();
            (pick(&acts, number), place)
        }
        Turn::Wait(at, WaitingReason::Objection) => (pick(&[Act::Object, Act::Poke], number), *at),
        Turn::Wait(at, _) => (pick(&[Act::Contest, Act::Poke], number), *at),
        Turn::Rule(dispute) => (Act::Rule, *dispute),
        Turn::TakeOver(place) => (Act::TakeOver, *place),
        Turn::Paused => (pick(&[Act::Renew, Act::Revise, Act::Propose], number), 0),
        Turn::Pausable => (Act::Pause, 0),
        Turn::Payout(at) => (Act::Poke, *at),
    };
    let which = match turn {
        Turn::Paused => number,
        _ => PLACE + place,
    };
    // An odd number where there is a choice inside the act.
    let number = number | 1;
    Deal { act, which, number }
}

fn pick(acts: &[Act], number: usize) -> Act {
    let at = number.checked_rem(acts.len()).unwrap_or_default();
    acts.get(at).copied().unwrap_or(Act::Poke)
}
