//! What scenarios stand on: a provider with a plan, neighbours who have used everything once, so that
//! totals and counters exist, as they do on a chain that has been in use.

use aftercare_domain::policy::Level;
use aftercare_domain::time::Seconds;
use aftercare_engine::{Engine, Failure};
use aftercare_interface::sla_escrow::{self, PlanTerms};
use aftercare_interface::ticket_registry::ExecuteMsg as Registry;

use crate::{default_terms, human_agent, number, office_hours, World};

/// The people of scenarios.
pub const PEOPLE: [&str; 6] = [
    "provider",
    "agent",
    "customer",
    "neighbour",
    "member",
    "keeper",
];

/// A plan with office hours, and one agreement of the customer.
pub struct Ground {
    /// The plan.
    pub plan: u64,
    /// The customer's agreement.
    pub agreement: u64,
}

impl<E: Engine> World<E> {
    /// Lays the ground for scenarios.
    ///
    /// # Errors
    /// The first message that is refused.
    pub fn ground(&mut self) -> Result<Ground, Failure> {
        let plan = self.plan()?;
        self.ground_on(plan)
    }

    /// The same on a plan that promises an answer within a second, for a chain whose clock nobody sets.
    pub(super) fn hurried_ground(&mut self) -> Result<Ground, Failure> {
        let mut terms = self.terms()?;
        terms.policy.p1.first_response = Some(Seconds(1));
        let plan = self.offer("provider", &terms)?;
        self.ground_on(plan)
    }

    fn ground_on(&mut self, plan: u64) -> Result<Ground, Failure> {
        self.subscribe("neighbour", plan, 3)?;
        let agreement = self.subscribe("customer", plan, 3)?;
        self.wait(Seconds::hours(26))?;
        Ok(Ground { plan, agreement })
    }

    /// Only what the provider does: calendar, agent, plan, bond.
    pub(super) fn plan(&mut self) -> Result<u64, Failure> {
        let terms = self.terms()?;
        self.offer("provider", &terms)
    }

    /// Terms with office hours, the agent named.
    pub(super) fn terms(&mut self) -> Result<PlanTerms, Failure> {
        let calendar = office_hours();
        let publish = Registry::PublishCalendar { calendar };
        let calendar = number(&self.registry("provider", &publish)?, "calendar")?;
        let set = self.agent_for_a_year();
        self.registry("provider", &set)?;
        Ok(default_terms(&self.euro, Some(calendar)))
    }

    pub(super) fn agent_for_a_year(&mut self) -> Registry {
        let expires = self.now().plus(Seconds::days(365));
        Registry::SetAgent(human_agent(&self.person("agent"), expires))
    }

    /// A ticket of high impact and urgency: half an hour to answer, round the clock.
    pub(super) fn ticket(&mut self, customer: &str, agreement: u64) -> Result<u64, Failure> {
        let levels = (Level::High, Level::High);
        self.open(customer, (agreement, "provider"), levels, "No connection")
    }

    /// A ticket that has been answered, proposed and accepted.
    pub(super) fn closed(&mut self, agreement: u64) -> Result<u64, Failure> {
        let ticket = self.proposed(agreement)?;
        self.registry("customer", &Registry::Accept { ticket })?;
        Ok(ticket)
    }

    /// A ticket with a resolution that the customer has not spoken to yet.
    pub(super) fn proposed(&mut self, agreement: u64) -> Result<u64, Failure> {
        let ticket = self.ticket("customer", agreement)?;
        self.wait(Seconds(600))?;
        self.reply("agent", ticket, "We are looking into it")?;
        self.wait(Seconds(600))?;
        self.propose("agent", ticket, "Restart it")?;
        Ok(ticket)
    }

    /// One service period, rated, settled, its rating registered: the customer has points to give.
    pub(super) fn served(&mut self) -> Result<Ground, Failure> {
        let ground = self.ground()?;
        self.serve(&ground)?;
        Ok(ground)
    }

    /// The same on ground that lies already; returns the rated ticket.
    pub(super) fn serve(&mut self, ground: &Ground) -> Result<u64, Failure> {
        let ticket = self.closed(ground.agreement)?;
        self.rate(ticket)?;
        self.wait(Seconds::days(40))?;
        self.settle(ground.agreement)?;
        Ok(ticket)
    }

    pub(super) fn rate(&mut self, ticket: u64) -> Result<(), Failure> {
        let rate = Registry::Rate {
            ticket,
            answers: vec![5],
            comment: None,
        };
        self.registry("customer", &rate).map(drop)
    }

    pub(super) fn settle(&mut self, agreement: u64) -> Result<(), Failure> {
        let settle = sla_escrow::ExecuteMsg::Settle {
            agreement,
            max_periods: 1,
        };
        self.escrow("keeper", &settle).map(drop)
    }
}
