//! What waits for the other side's yes: holds, priorities, merges; and what fits the state of a ticket.

use aftercare_clock_model::State;
use aftercare_domain::policy::Level;
use aftercare_domain::time::{Seconds, UnixTime};
use aftercare_interface::ticket_registry::ExecuteMsg;
use aftercare_suite_model::Ticket;
use aftercare_testing::commitment;

use super::super::step::{Step, Twist, Word};
use super::ticket::LEVELS;
use super::{one, Draft, Stage};

const HOURS: [u64; 4] = [1, 24, 100, 14 * 24];

impl Stage<'_> {
    /// One of the newest tickets, and what it waits for, or what its state allows.
    pub(super) fn fitting(&self, which: usize) -> Option<(usize, &'static [Word])> {
        use Word::{AgreeHold, AgreeMerge, Consent, Object};
        let count = self.model.tickets.len();
        let at = count.checked_sub(1 + which.checked_rem(count.min(3))?)?;
        let seen = self.model.tickets.get(at)?.at(self.model.now);
        let open = seen.ending.is_none();
        let words: &[Word] = match which / 3 % 4 {
            0 if open && seen.hold.is_some() => &[AgreeHold],
            1 if open && seen.lower.is_some() => &[Consent, Object],
            2 if open && seen.merge.is_some() => &[AgreeMerge],
            _ => of_state(&seen, which),
        };
        Some((at, words))
    }

    pub(super) fn waiting_word(
        &self,
        step: &Step,
        (one_of, ticket): (&Ticket, u64),
        word: Word,
    ) -> Option<ExecuteMsg> {
        let content = commitment(word.verb());
        let (impact, urgency) = (one(&LEVELS, step.who)?, one(&LEVELS, step.who / 3)?);
        let bounds = step.twist == Twist::Bounds;
        let message = match word {
            Word::ProposeHold => ExecuteMsg::ProposeHold {
                ticket,
                until: self.hold_end(step)?,
                content,
            },
            Word::AgreeHold => ExecuteMsg::AgreeHold { ticket },
            Word::Flag => ExecuteMsg::FlagHollow { ticket },
            Word::ProposeTriage => ExecuteMsg::ProposeTriage {
                ticket,
                impact,
                urgency,
                reason: content,
            },
            Word::Consent => ExecuteMsg::ConsentTriage { ticket },
            Word::Object => ExecuteMsg::ObjectTriage {
                ticket,
                reason: content,
            },
            Word::Raise => raise(ticket, (impact, urgency)),
            Word::Lower => ExecuteMsg::Lower {
                ticket,
                impact,
                urgency,
            },
            Word::Link => ExecuteMsg::Link {
                ticket,
                to: self.other(step, one_of)?,
            },
            Word::ProposeMerge => ExecuteMsg::ProposeMerge {
                ticket,
                into: self.other(step, one_of)?,
                duplicate: step.who.is_multiple_of(2),
            },
            Word::AgreeMerge => ExecuteMsg::AgreeMerge { ticket },
            Word::Purge => ExecuteMsg::Purge {
                ticket,
                lines: if bounds { 31 } else { 3 },
            },
            Word::Disclose => ExecuteMsg::Disclose {
                ticket,
                category: if bounds { 65 } else { 2 },
                tags: vec![],
                external_ref: None,
            },
            _ => return None,
        };
        Some(message)
    }

    fn hold_end(&self, step: &Step) -> Option<UnixTime> {
        let now = UnixTime(self.model.now);
        let ahead = Seconds::hours(one(&HOURS, step.who)?);
        Some(match step.twist {
            Twist::Bounds if step.who.is_multiple_of(2) => now,
            Twist::Bounds => now.plus(ahead.plus(Seconds::days(14))),
            _ => now.plus(ahead),
        })
    }

    /// Another ticket: one that could take this one up, or any.
    fn other(&self, step: &Step, one_of: &Ticket) -> Option<u64> {
        let fits = self.siblings(one_of);
        let fitting = one(&fits, step.who).filter(|_| !step.who.is_multiple_of(5));
        let any = self.model.tickets.iter().rev().nth(step.who % 4)?.number;
        let beyond = u64::from(step.twist == Twist::Bounds) * 1_000;
        Some(fitting.unwrap_or(any) + beyond)
    }

    pub(super) fn rate_agreement(&self, step: &Step, which: usize) -> Option<Draft> {
        let (at, agreement) = self.agreement(which, step.twist)?;
        let customer = &self.model.agreements.get(at)?.customer;
        let delegate = self.delegate_of(customer);
        let delegate = delegate.filter(|_| step.who.is_multiple_of(3));
        let bounds = step.twist == Twist::Bounds;
        let message = ExecuteMsg::RateAgreement {
            agreement,
            answers: if bounds { vec![5, 6] } else { vec![4, 5] },
            comment: None,
        };
        let name = delegate.unwrap_or_else(|| self.people.name(customer));
        let words = format!("rates a period of agreement {agreement}");
        Some(Draft::free(&name, message, words).about(agreement))
    }
}

fn raise(ticket: u64, (impact, urgency): (Level, Level)) -> ExecuteMsg {
    ExecuteMsg::Raise {
        ticket,
        impact,
        urgency,
        reason: commitment("It is worse than it was"),
    }
}

fn of_state(seen: &Ticket, which: usize) -> &'static [Word] {
    use Word::{
        Accept, Acknowledge, Answer, Ask, Assign, Cancel, Claim, Disclose, EndPause, Escalate,
        Flag, HandOver, Note, Poke, Propose, ProposeHold, ProposeMerge, ProposeTriage, Purge,
        Queue, Raise, Rate, Reject, Reopen, Say,
    };
    match seen.clocks.state {
        State::Closed if which.is_multiple_of(4) => &[Disclose, Purge, Rate],
        State::Closed => &[Reopen, Reopen, Rate, Poke],
        _ if seen.offered.is_some() => &[Acknowledge, Acknowledge, Claim, Answer],
        State::Open => &[
            Answer, Propose, Ask, Say, Poke, Poke, Cancel, Claim, Assign, Raise,
        ],
        State::InProgress if which.is_multiple_of(4) => &[HandOver, Claim, Queue, Note],
        State::InProgress if which.is_multiple_of(5) => {
            &[ProposeTriage, ProposeHold, ProposeMerge, Flag, Raise]
        }
        State::InProgress => &[Say, Answer, Propose, Propose, Ask, Poke, Poke, Escalate],
        State::Awaiting | State::OnHold => &[Say, EndPause, Poke, Propose, Ask, ProposeHold],
        State::Suggested if which.is_multiple_of(4) => &[Escalate, Answer, Propose, Ask],
        State::Suggested | State::Resolved => &[Accept, Accept, Reject, Poke],
    }
}
