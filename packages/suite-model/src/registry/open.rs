//! Opening, acknowledging, reopening, declining.

use aftercare_clock_model::{Act, Hours, Pace, Ticket as Course};
use aftercare_domain::policy::Priority;
use aftercare_domain::ticket::CloseReason;
use aftercare_interface::ticket_registry::{AgentScope, DelegateScope, OpenTicket};

use super::history::{is_final, History};
use super::promise::{is_urgent, priority, promise, targets, NOTHING};
use super::ticket::{instant, Ticket, DEFAULT_WINDOW, TWO_WEEKS};
use super::who::{CUSTOMERS, HUMANS};
use crate::suite::{refuse, require, Done, Suite};
use crate::Refused;

/// A ticket that promises nothing.
fn unpromised(now: u64) -> Course<'static> {
    Course::open(NOTHING, DEFAULT_WINDOW, (instant(now), Pace::Counted))
}

impl Suite {
    pub(super) fn open(&mut self, sender: &str, asked: &OpenTicket) -> Done {
        require(asked.category <= 64, "KIT-008")?;
        let says = asked.category > 0 || !asked.tags.is_empty() || asked.external_ref.is_some();
        require(!(asked.confidential && says), "TKT-076")?;
        let is_offer = self.is_offer(sender, asked)?;
        let customer = asked.on_behalf_of.as_deref().unwrap_or(sender).to_owned();
        let priority = priority(asked.impact, asked.urgency);
        let mut new = Ticket {
            number: u64::try_from(self.tickets.len()).unwrap_or_default() + 1,
            opener: Some(sender.to_owned()).filter(|opener| *opener != customer),
            customer,
            provider: asked.provider.clone(),
            agreement: None,
            beyond: None,
            offered: None,
            terms: None,
            asked: priority,
            priority,
            category: asked.category,
            confidential: asked.confidential,
            chosen_queue: 0,
            holder: None,
            hours: Hours::Always,
            clocks: unpromised(self.now),
            hold: None,
            held: 0,
            raises: vec![],
            lower: None,
            words: (None, 0),
            merge: None,
            covered_from: 0,
            counted_updates: 0,
            noted: vec![],
            ending: None,
            rated: None,
            history: History::default(),
            counted: false,
            booked: std::collections::BTreeMap::new(),
        };
        match asked.agreement {
            Some(agreement) => {
                let at = self.covering(agreement, &new)?;
                new.offered = Some(agreement);
                if !is_offer {
                    new = self.granted(sender, at, new);
                }
            }
            None => {
                require(!is_offer, "TKT-074")?;
                self.refuse_paused()?;
                self.admit(&new.provider, &new.customer)?;
            }
        }
        new.history.add();
        self.tickets.push(new);
        self.count_closed(self.tickets.len() - 1);
        Ok(())
    }

    /// Whether the provider's side opens for a customer; its delegate opens as the customer does.
    fn is_offer(&self, sender: &str, asked: &OpenTicket) -> Result<bool, Refused> {
        let customer = match &asked.on_behalf_of {
            Some(customer) if customer != sender => customer,
            _ => return Ok(false),
        };
        if asked.provider == sender {
            return Ok(true);
        }
        if let Some(agent) = self.agent(&asked.provider, sender) {
            require(agent.scopes.contains(&AgentScope::Open), "TKT-060")?;
            return Ok(true);
        }
        let given = self.delegated((customer, asked.agreement), sender);
        let given = given.ok_or(Refused("TKT-073"))?;
        require(given.contains(&DelegateScope::Open), "TKT-060")?;
        Ok(false)
    }

    /// What an agent opened becomes the customer's own; what was said before counts for nothing.
    pub(super) fn acknowledge(&mut self, sender: &str, ticket: u64) -> Done {
        let at = self.settled_for((sender, CUSTOMERS), ticket, DelegateScope::Open)?;
        let one = self.tickets[at].clone();
        require(one.ending.is_none(), "TKT-015")?;
        let offered = one.offered.ok_or(Refused("TKT-078"))?;
        let covering = self.covering(offered, &one)?;
        let new = Ticket {
            priority: one.asked,
            clocks: unpromised(self.now),
            hold: None,
            held: 0,
            lower: None,
            words: (None, 0),
            merge: None,
            counted: false,
            ..one
        };
        self.tickets[at] = self.granted(sender, covering, new);
        self.tickets[at].history.add();
        self.count_closed(at);
        Ok(())
    }

    /// The agreement, by its place, that covers its customer and provider now.
    fn covering(&self, agreement: u64, new: &Ticket) -> Result<usize, Refused> {
        let at = self.find(agreement).map_err(|_| Refused("TKT-005"))?;
        let one = &self.agreements[at];
        require(one.customer == new.customer, "TKT-007")?;
        require(one.provider == new.provider, "TKT-008")?;
        let covered = (one.from..one.until()).contains(&self.now);
        require(covered, "TKT-009")?;
        Ok(at)
    }

    /// What the agreement grants now of what was named as offered.
    fn granted(&mut self, sender: &str, at: usize, mut new: Ticket) -> Ticket {
        let named = new.offered.take();
        self.served
            .insert((new.provider.clone(), sender.to_owned()));
        let quotas = self.agreements[at].terms_at(self.now).quotas;
        let used = self.used_now(at);
        if quotas.tickets.is_some_and(|most| used.0 >= most) {
            new.beyond = named;
            return new;
        }
        if is_urgent(new.priority) && quotas.urgent.is_some_and(|most| used.1 >= most) {
            new.priority = Priority::P3;
        }
        used.0 += 1;
        used.1 += u32::from(is_urgent(new.priority));
        self.served
            .insert((new.provider.clone(), new.customer.clone()));
        let agreement = named.unwrap_or_default();
        self.tickets_of.entry(agreement).or_default().0 += 1;
        let terms = self.agreements[at].terms_at(self.now).clone();
        let window = instant(terms.policy.confirm_window.0);
        let targets = targets(&terms, new.priority);
        let promised = promise(targets, self.hours_now(targets.hours));
        new.hours = promised.hours;
        new.covered_from = self.agreements[at].from;
        new.clocks = Course::open(promised, window, (instant(self.now), Pace::Counted));
        (new.agreement, new.terms) = (named, Some(terms));
        new
    }

    /// Tickets, and urgent ones, that an agreement has used of its quotas in the period that is running.
    pub(super) fn used_now(&mut self, at: usize) -> &mut (u32, u32) {
        let one = &mut self.agreements[at];
        let running = one.running(self.now);
        one.opened.entry(running).or_default()
    }

    /// Whether a provider takes one more ticket without an agreement of this customer. An earlier one that
    /// has lapsed is settled.
    fn admit(&mut self, provider: &str, customer: &str) -> Done {
        require(self.intake(provider).0, "TKT-010")?;
        require(!self.serves(provider, customer), "TKT-013")?;
        let now = self.now;
        for ticket in &mut self.tickets {
            let own = ticket.provider == provider && ticket.customer == customer;
            if own && ticket.takes_slot() && ticket.counted {
                ticket.pass(now);
                ticket.counted = ticket.ending.is_none();
                require(!ticket.counted, "TKT-012")?;
                ticket.holder = None;
            }
        }
        let (_, most, taken) = self.intake(provider);
        require(taken < most, "TKT-011")
    }

    pub(super) fn reopen(&mut self, sender: &str, ticket: u64) -> Done {
        let at = self.settled_for((sender, CUSTOMERS), ticket, DelegateScope::Open)?;
        let one = self.tickets[at].clone();
        let (reason, closed) = one.ending.ok_or(Refused("TKT-015"))?;
        require(!is_final(reason), "TKT-017")?;
        require(one.clocks.cycle < 3, "TKT-018")?;
        require(self.now <= closed + TWO_WEEKS, "TKT-019")?;
        if one.takes_slot() {
            self.admit(&one.provider, &one.customer)?;
        }
        self.book_stopped(at);
        self.renew_hours(at);
        self.act(sender, at, &Act::Reopen)
    }

    /// The customer says what its ticket was about.
    pub(super) fn disclose(&mut self, sender: &str, (ticket, category): (u64, u16)) -> Done {
        require(category <= 64, "KIT-008")?;
        let at = self.settled_for((sender, CUSTOMERS), ticket, DelegateScope::Open)?;
        let one = &mut self.tickets[at];
        require(one.ending.is_some(), "TKT-015")?;
        require(one.confidential, "TKT-077")?;
        (one.confidential, one.category) = (false, category);
        self.spoken(sender, at)
    }

    /// The provider never promised to serve it.
    pub(super) fn decline(&mut self, sender: &str, ticket: u64) -> Done {
        let at = self.talking_for((sender, HUMANS), ticket, AgentScope::Resolve)?;
        if self.tickets[at].agreement.is_some() {
            return refuse("TKT-016");
        }
        // It has no clocks, and closes as a withdrawn one does.
        self.act(sender, at, &Act::Cancel)?;
        self.tickets[at].ending = Some((CloseReason::Declined, self.now));
        Ok(())
    }
}
