//! A party acts: stage, clocks, history, and the books of a ticket that closes.

use aftercare_domain::ticket::{Act, Action, Extra, Role, State};
use aftercare_interface::Commitment;

use super::Case;
use crate::context::Context;
use crate::{history, tally, ContractError};

/// What a party does, and what its history line holds beside role, state and clocks.
pub struct Word<'a> {
    pub action: Action,
    pub content: Option<&'a Commitment>,
    pub extra: Vec<u8>,
    pub says: Extra,
}

impl<'a> Word<'a> {
    /// An act that needs no words.
    pub const fn silent(action: Action) -> Self {
        Self {
            action,
            content: None,
            extra: vec![],
            says: Extra::Nothing,
        }
    }

    /// An act with words.
    pub const fn said(action: Action, content: &'a Commitment) -> Self {
        Self {
            action,
            content: Some(content),
            extra: vec![],
            says: Extra::Nothing,
        }
    }
}

impl Case {
    /// The sender's role, if it has the right to this action and the ticket's state allows it.
    pub fn role_for(&self, context: &Context<'_>, action: Action) -> Result<Role, ContractError> {
        let sender = context.gate().admit(self, &context.sender, action)?;
        Ok(sender.role)
    }

    /// The sender acts: stage, clocks, history, and the books of a ticket that closes.
    pub fn act(
        &mut self,
        context: &mut Context<'_>,
        word: Word<'_>,
    ) -> Result<Role, ContractError> {
        let sender = context.gate().admit(self, &context.sender, word.action)?;
        let role = sender.role;
        let was_closed = self.state() == State::Closed;
        let act = Act::new((word.action, role), context.now).saying(word.says);
        let detail = self.take(&act)?;
        let line = (history::kind(word.action), detail.bytes(&word.extra));
        history::add(context, self, line, word.content)?;
        self.course.desk.after(word.action, sender, context.now);
        if sender.is_delegate {
            let delegate = context.sender.clone();
            tally::meet(context, &self.ticket.provider, &delegate);
        }
        if self.state() == State::Closed && !was_closed {
            let actor = context.sender.clone();
            tally::closed(context, self, Some(actor))?;
        }
        Ok(role)
    }

    /// What an act does to stage and clocks, and what its line says of it. Updates that it ends are counted
    /// and wait for being booked.
    fn take(&mut self, act: &Act) -> Result<history::Detail, ContractError> {
        let rules = self.rules();
        let (counted, groups) = self.course.progress.counted_for(act, &rules);
        let used = counted.resolution_used(&rules, act.at);
        let moved = counted
            .act(act, &rules)
            .map_err(|illegal| self.illegal(illegal))?;
        let waited = moved.resolution_used(&rules, act.at).minus(used);
        self.note_counted(groups, None);
        self.course.progress = moved;
        let detail = history::done(act.action, act.role, &self.course.progress);
        Ok(match act.action {
            Action::Reply => detail.u8(act.asks().into()),
            Action::Reject => detail.u64(waited.0),
            _ => detail,
        })
    }
}
