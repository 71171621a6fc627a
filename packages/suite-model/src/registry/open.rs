//! Opening, reopening, rating, declining.

use aftercare_clock_model::{Act, Hours, Pace, Promise, State, Ticket as Course};
use aftercare_domain::policy::{Level, Priority};
use aftercare_domain::ticket::CloseReason;
use aftercare_interface::sla_escrow::PlanTerms;
use aftercare_interface::ticket_registry::{AgentScope, OpenTicket};

use super::hours::hours;
use super::ticket::{instant, Ticket};
use super::Role;
use crate::suite::{refuse, require, Done, Suite};
use crate::Refused;

const DAY: u64 = 86_400;
const CONFIRM_WINDOW: i64 = 5 * 86_400;

const fn points(level: Level) -> u8 {
    match level {
        Level::High => 2,
        Level::Medium => 1,
        Level::Low => 0,
    }
}

/// How many are affected and how long it can wait, added up.
const fn priority(impact: Level, urgency: Level) -> Priority {
    match points(impact) + points(urgency) {
        4 => Priority::P1,
        3 => Priority::P2,
        2 => Priority::P3,
        _ => Priority::P4,
    }
}

const fn is_urgent(priority: Priority) -> bool {
    matches!(priority, Priority::P1 | Priority::P2)
}

const NOTHING: Promise<'static> = Promise {
    hours: Hours::Always,
    first_response: None,
    next_response: None,
    update: None,
    resolution: None,
};

fn promise(terms: &PlanTerms, priority: Priority) -> Promise<'static> {
    let policy = &terms.policy;
    let targets = match priority {
        Priority::P1 => &policy.p1,
        Priority::P2 => &policy.p2,
        Priority::P3 => &policy.p3,
        Priority::P4 => &policy.p4,
    };
    Promise {
        hours: hours(targets.hours),
        first_response: targets.first_response.map(|span| instant(span.0)),
        next_response: targets.next_response.map(|span| instant(span.0)),
        update: targets.update.map(|span| instant(span.0)),
        resolution: targets.resolution.map(|span| instant(span.0)),
    }
}

impl Suite {
    pub(super) fn open(&mut self, sender: &str, asked: &OpenTicket) -> Done {
        require(asked.category <= 64, "KIT-008")?;
        let priority = priority(asked.impact, asked.urgency);
        let new = Ticket {
            customer: sender.to_owned(),
            provider: asked.provider.clone(),
            agreement: None,
            beyond: None,
            terms: None,
            priority,
            hours: Hours::Always,
            clocks: Course::open(NOTHING, CONFIRM_WINDOW, (instant(self.now), Pace::Counted)),
            ending: None,
            rated: false,
            counted: false,
            booked: std::collections::BTreeMap::new(),
        };
        let new = match asked.agreement {
            Some(agreement) => self.under(agreement, new)?,
            None => {
                self.refuse_paused()?;
                self.admit(&asked.provider, sender)?;
                new
            }
        };
        self.tickets.push(new);
        self.count_closed(self.tickets.len() - 1);
        Ok(())
    }

    /// What the agreement grants now.
    fn under(&mut self, agreement: u64, mut new: Ticket) -> Result<Ticket, Refused> {
        let at = self.find(agreement).map_err(|_| Refused("TKT-005"))?;
        let one = self.agreements[at].clone();
        require(one.customer == new.customer, "TKT-007")?;
        require(one.provider == new.provider, "TKT-008")?;
        let covered = (one.from..one.until()).contains(&self.now);
        require(covered, "TKT-009")?;
        self.served
            .insert((new.provider.clone(), new.customer.clone()));
        let length = one.terms.period_length.0;
        let running = (self.now - one.from) / length;
        let quotas = one.terms_at(self.now).quotas;
        let one = &mut self.agreements[at];
        let used = one.opened.entry(running).or_default();
        if quotas.tickets.is_some_and(|most| used.0 >= most) {
            new.beyond = Some(agreement);
            return Ok(new);
        }
        if is_urgent(new.priority) && quotas.urgent.is_some_and(|most| used.1 >= most) {
            new.priority = Priority::P3;
        }
        used.0 += 1;
        used.1 += u32::from(is_urgent(new.priority));
        self.tickets_of.entry(agreement).or_default().0 += 1;
        let terms = self.agreements[at].terms_at(self.now).clone();
        let window = instant(terms.policy.confirm_window.0);
        let promised = promise(&terms, new.priority);
        new.hours = promised.hours;
        new.clocks = Course::open(promised, window, (instant(self.now), Pace::Counted));
        (new.agreement, new.terms) = (Some(agreement), Some(terms));
        Ok(new)
    }

    /// Whether a provider takes one more ticket without an agreement of this customer. An earlier one that
    /// has lapsed is settled.
    fn admit(&mut self, provider: &str, customer: &str) -> Done {
        let intake = self.intakes.get(provider).copied();
        let (open, most) = intake.unwrap_or_default();
        require(open, "TKT-010")?;
        let acts = provider == customer || self.agent(provider, customer).is_some();
        require(!acts, "TKT-013")?;
        let now = self.now;
        let mut taken = 0;
        for ticket in &mut self.tickets {
            let slot = ticket.agreement.is_none() && ticket.beyond.is_none();
            if slot && ticket.provider == provider && ticket.counted {
                if ticket.customer == customer {
                    ticket.pass(now);
                    ticket.counted = ticket.ending.is_none();
                    require(!ticket.counted, "TKT-012")?;
                } else {
                    taken += 1;
                }
            }
        }
        require(taken < most, "TKT-011")
    }

    pub(super) fn reopen(&mut self, sender: &str, ticket: u64) -> Done {
        let at = self.settled(ticket)?;
        let role = self.role(sender, at, None)?;
        let one = self.tickets[at].clone();
        let (reason, closed) = one.ending.ok_or(Refused("TKT-015"))?;
        require(role == Role::Customer, "TKT-015")?;
        require(reason != CloseReason::Declined, "TKT-017")?;
        require(one.clocks.cycle < 3, "TKT-018")?;
        require(self.now <= closed + 14 * DAY, "TKT-019")?;
        if one.agreement.is_none() && one.beyond.is_none() {
            self.admit(&one.provider, &one.customer)?;
        }
        self.book_stopped(at)?;
        self.act(at, &Act::Reopen)
    }

    pub(super) fn rate(&mut self, sender: &str, ticket: u64, answers: &[u8]) -> Done {
        require((1..=8).contains(&answers.len()), "KIT-006")?;
        require(answers.iter().all(|it| (1..=5).contains(it)), "KIT-008")?;
        let at = self.settled(ticket)?;
        let role = self.role(sender, at, None)?;
        let one = self.tickets[at].clone();
        let (reason, closed) = one.ending.ok_or(Refused("TKT-015"))?;
        require(role == Role::Customer, "TKT-015")?;
        require(one.agreement.is_some(), "TKT-024")?;
        let served = matches!(reason, CloseReason::Confirmed | CloseReason::Lapsed);
        require(served, "TKT-025")?;
        require(self.now <= closed + 14 * DAY, "TKT-019")?;
        require(!one.rated, "TKT-026")?;
        require(!self.is_agent_lately(&one.provider, sender), "TKT-027")?;
        self.tickets[at].rated = true;
        self.book_stopped(at)
    }

    /// The provider never promised to serve it.
    pub(super) fn decline(&mut self, sender: &str, ticket: u64) -> Done {
        let at = self.settled(ticket)?;
        let role = self.role(sender, at, Some(AgentScope::Resolve))?;
        let talking = [State::Open, State::InProgress, State::Awaiting];
        let one = &self.tickets[at];
        let possible = role == Role::Provider && talking.contains(&one.clocks.state);
        require(possible, "TKT-015")?;
        if one.agreement.is_some() {
            return refuse("TKT-016");
        }
        // It has no clocks, and closes as a withdrawn one does.
        self.act(at, &Act::Cancel)?;
        self.tickets[at].ending = Some((CloseReason::Declined, self.now));
        Ok(())
    }
}
