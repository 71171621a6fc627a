//! One message about several tickets: all of it is done, or nothing.

use aftercare_interface::ticket_registry::TicketReply;

use super::people::each_once;
use super::who::Role;
use crate::suite::{require, Done, Suite};

impl Suite {
    pub(super) fn reply_many(&mut self, sender: &str, replies: &[TicketReply]) -> Done {
        require((1..=30).contains(&replies.len()), "KIT-006")?;
        let tickets: Vec<u64> = replies.iter().map(|reply| reply.ticket).collect();
        require(each_once(&tickets), "KIT-007")?;
        for ticket in tickets {
            let role = self.reply(sender, (ticket, false))?;
            require(role == Role::Provider, "TKT-080")?;
        }
        Ok(())
    }

    pub(super) fn poke_many(&mut self, sender: &str, tickets: &[u64]) -> Done {
        require((1..=30).contains(&tickets.len()), "KIT-006")?;
        require(each_once(tickets), "KIT-007")?;
        for ticket in tickets {
            self.poke(sender, *ticket)?;
        }
        Ok(())
    }
}
