//! From an action of the log to messages, given where the ticket is on the chain.
//!
//! Time may have moved a ticket on since the log's last word: five days of silence make a question a
//! proposed resolution, and that a closed ticket. What the log then says has to be read in that light.

use aftercare_domain::ticket::CloseReason;
use aftercare_interface::ticket_registry::TicketStatus;

use super::terms::Action;

/// A message of one side, or a poke of the tool.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Act {
    /// The provider says something.
    ProviderReply,
    /// The customer says something.
    CustomerReply,
    /// The provider asks the customer.
    Ask,
    /// The provider proposes a resolution.
    Propose,
    /// The customer confirms.
    Accept,
    /// The customer rejects.
    Reject,
    /// The customer withdraws.
    Cancel,
    /// The customer reopens.
    Reopen,
    /// Silence has done it already: the tool only pokes.
    Overtaken,
}

/// What is sent for an action. `overtaken` says that time alone has brought the ticket to `status`.
pub fn acts(action: Action, status: TicketStatus, overtaken: bool) -> Vec<Act> {
    use TicketStatus::{Closed, Resolved};
    let lapsed = status == Closed(CloseReason::Lapsed);
    match action {
        Action::None | Action::Hold | Action::Open => vec![],
        Action::Reply => vec![Act::ProviderReply],
        Action::AskCustomer => vec![Act::Ask],
        Action::CustomerReply => vec![customer_reply(status)],
        Action::Propose if overtaken && (lapsed || status == Resolved) => vec![Act::Overtaken],
        Action::Propose => vec![Act::Propose],
        Action::Accept | Action::Close | Action::Cancel if lapsed => vec![Act::Overtaken],
        Action::Accept => vec![Act::Accept],
        Action::Close => close(status),
        Action::Cancel => vec![Act::Cancel],
        Action::Reject if lapsed => vec![Act::Reopen],
        Action::Reject => vec![Act::Reject],
        Action::Reopen if status == Resolved => vec![Act::Reject],
        Action::Reopen => vec![Act::Reopen],
    }
}

fn customer_reply(status: TicketStatus) -> Act {
    match status {
        TicketStatus::Resolved => Act::Reject,
        TicketStatus::Closed(_) => Act::Reopen,
        _ => Act::CustomerReply,
    }
}

/// A case that is closed without a proposal had its resolution with the closing.
fn close(status: TicketStatus) -> Vec<Act> {
    match status {
        TicketStatus::Resolved | TicketStatus::Closed(_) => vec![Act::Accept],
        _ => vec![Act::Propose, Act::Accept],
    }
}

/// Where a ticket is after an act that the contracts took.
pub fn status_after(act: Act, status: TicketStatus) -> TicketStatus {
    match act {
        Act::ProviderReply if status == TicketStatus::Open => TicketStatus::InProgress,
        Act::CustomerReply if status == TicketStatus::AwaitingCustomer => TicketStatus::InProgress,
        Act::ProviderReply | Act::CustomerReply | Act::Overtaken => status,
        Act::Ask => TicketStatus::AwaitingCustomer,
        Act::Propose => TicketStatus::Resolved,
        Act::Accept => TicketStatus::Closed(CloseReason::Confirmed),
        Act::Cancel => TicketStatus::Closed(CloseReason::Cancelled),
        Act::Reject => TicketStatus::InProgress,
        Act::Reopen => TicketStatus::Open,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use TicketStatus::{AwaitingCustomer, Closed, InProgress, Open, Resolved};

    const LAPSED: TicketStatus = Closed(CloseReason::Lapsed);

    #[test]
    fn a_closing_accepts_a_proposal_and_pokes_where_the_window_lapsed() {
        assert_eq!(acts(Action::Close, Resolved, false), [Act::Accept]);
        assert_eq!(acts(Action::Close, LAPSED, true), [Act::Overtaken]);
    }

    #[test]
    fn a_closing_without_a_proposal_brings_one() {
        for status in [Open, InProgress, AwaitingCustomer] {
            let both = [Act::Propose, Act::Accept];
            assert_eq!(acts(Action::Close, status, false), both);
        }
    }

    #[test]
    fn a_customer_who_answers_late_rejects_or_reopens() {
        assert_eq!(
            acts(Action::CustomerReply, AwaitingCustomer, false),
            [Act::CustomerReply]
        );
        assert_eq!(acts(Action::CustomerReply, Resolved, true), [Act::Reject]);
        assert_eq!(acts(Action::CustomerReply, LAPSED, true), [Act::Reopen]);
        assert_eq!(acts(Action::Reject, LAPSED, true), [Act::Reopen]);
    }

    #[test]
    fn a_proposal_that_silence_made_already_is_a_poke_and_a_second_one_is_not() {
        assert_eq!(acts(Action::Propose, Resolved, true), [Act::Overtaken]);
        assert_eq!(acts(Action::Propose, LAPSED, true), [Act::Overtaken]);
        assert_eq!(acts(Action::Propose, Resolved, false), [Act::Propose]);
        assert_eq!(acts(Action::Propose, Open, false), [Act::Propose]);
    }

    #[test]
    fn a_reopening_before_the_closing_is_a_rejection() {
        assert_eq!(acts(Action::Reopen, Resolved, false), [Act::Reject]);
        let closed = Closed(CloseReason::Confirmed);
        assert_eq!(acts(Action::Reopen, closed, false), [Act::Reopen]);
    }
}
