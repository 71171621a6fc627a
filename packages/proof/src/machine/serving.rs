//! What both sides say about agents, delegates, queues, and what agreements count.

use aftercare_engine::Failure;
use aftercare_interface::ticket_registry::{
    AgentResponse, AgreementTicketsResponse, AllowanceResponse, CalendarResponse, Catalogue,
    DelegateResponse, QueryMsg, RatingResponse,
};
use aftercare_interface::Page;
use aftercare_suite_model::{Agent, Grant};
use cosmwasm_std::Addr;

use super::life::{Life, Stored};
use super::people::{CAST, PROVIDERS};

/// So many periods of an agreement are asked for their ratings.
const RATED: u32 = 3;
/// No list of a life is longer.
const ALL: Option<u32> = Some(30);

impl<E: Stored> Life<E> {
    pub(super) fn compare_serving(&mut self) -> Result<(), Failure> {
        for name in PROVIDERS {
            self.compare_agents(name)?;
            let provider = self.people.address(name);
            let expected = self.model.catalogues.get(&provider).cloned();
            let none = Catalogue {
                queues: 0,
                categories: vec![],
                names: None,
            };
            let found: Catalogue = self.ask_registry(&QueryMsg::Queues { provider })?;
            let what = || format!("the queues of {name}");
            self.same(&what, (expected.unwrap_or(none), found))?;
        }
        for name in CAST {
            self.compare_delegates(name)?;
        }
        (1..=self.model.calendars.len()).try_for_each(|number| self.compare_calendar(number))
    }

    /// Each calendar, its owner and the version that holds for what begins now.
    fn compare_calendar(&mut self, number: usize) -> Result<(), Failure> {
        let question = QueryMsg::Calendar {
            calendar: number as u64,
            version: None,
        };
        let found: CalendarResponse = self.ask_registry(&question)?;
        let one = &self.model.calendars[number - 1];
        let expected = (
            one.owner.clone(),
            one.versions.len() as u32,
            one.versions.last().cloned(),
        );
        let found = (
            found.owner.into_string(),
            found.version,
            Some(found.calendar),
        );
        self.same(&|| format!("calendar {number}"), (expected, found))
    }

    fn compare_agents(&mut self, name: &str) -> Result<(), Failure> {
        let provider = self.people.address(name);
        let question = QueryMsg::Agents {
            provider: provider.clone(),
            start_after: None,
            limit: ALL,
        };
        let found: Page<AgentResponse, Addr> = self.ask_registry(&question)?;
        let of_provider = self.model.agents.iter();
        let of_provider = of_provider.filter(|((of, _), _)| *of == provider);
        let expected: Vec<_> = of_provider
            .map(|((_, address), agent)| {
                let open = self.model.load(&provider, address);
                shown((address, agent), open, self.model.now)
            })
            .collect();
        let found = found.rows.into_iter().map(told).collect();
        let what = || format!("the agents of {name}");
        self.same(&what, (expected, found))
    }

    fn compare_delegates(&mut self, name: &str) -> Result<(), Failure> {
        let customer = self.people.address(name);
        let question = QueryMsg::Delegates {
            customer: customer.clone(),
            start_after: None,
            limit: ALL,
        };
        let found: Page<DelegateResponse, Addr> = self.ask_registry(&question)?;
        let of_customer = self.model.delegates.iter();
        let of_customer =
            of_customer.filter(|((of, _), one)| *of == customer && !one.grants.is_empty());
        let expected: Vec<_> = of_customer
            .map(|((_, who), one)| (who.clone(), one.linked_until, one.grants.clone()))
            .map(|(who, until, grants)| (who, until, grants.iter().map(sorted).collect()))
            .collect();
        let found = found.rows.into_iter().map(granted).collect();
        let what = || format!("the delegates of {name}");
        self.same(&what, (expected, found))
    }

    /// How many tickets of an agreement were opened and are not settled, and what its quotas have used.
    pub(super) fn compare_counts(&mut self, agreement: u64) -> Result<(), Failure> {
        let question = QueryMsg::AgreementTickets { agreement };
        let counts: AgreementTicketsResponse = self.ask_registry(&question)?;
        let expected = self.model.tickets_of.get(&agreement).copied();
        let one = &self.model.agreements[agreement as usize - 1];
        let allowance = QueryMsg::Allowance {
            customer: one.customer.clone(),
            agreement,
        };
        let used = one.used(self.model.now);
        let expected = (expected.unwrap_or_default(), used);
        let allowance: AllowanceResponse = self.ask_registry(&allowance)?;
        let found = (
            (counts.opened, counts.unsettled),
            (allowance.tickets_used, allowance.urgent_used),
        );
        let what = || format!("agreement {agreement}, tickets opened, unsettled, quotas used");
        self.same(&what, (expected, found))?;
        for period in 0..RATED {
            let rating = QueryMsg::AgreementRating { agreement, period };
            let found: Option<RatingResponse> = self.ask_registry(&rating)?;
            let found = found.map(|rating| (rating.answers, rating.rated_at.0));
            let expected = self.model.ratings.get(&(agreement, period)).cloned();
            let what = || format!("the rating of period {period} of agreement {agreement}");
            self.same(&what, (expected, found))?;
        }
        Ok(())
    }
}

/// An agent with its address, whether it may act, and how many tickets it has.
type Shown = (String, Agent, (bool, u32));

fn shown((address, agent): (&str, &Agent), open: u32, now: u64) -> Shown {
    let mut agent = agent.clone();
    agent.scopes.sort_unstable();
    agent.queues.sort_unstable();
    agent.away = agent.away.filter(|(until, _)| now <= *until);
    let state = (now <= agent.until, open);
    (address.to_owned(), agent, state)
}

fn told(row: AgentResponse) -> Shown {
    let cover = row.cover.map(Addr::into_string);
    let agent = Agent {
        until: row.until.0,
        scopes: row.scopes,
        queues: row.queues,
        max_open: row.max_open,
        automated: row.automated,
        away: row.away_until.map(|until| (until.0, cover)),
    };
    (row.agent.into_string(), agent, (row.active, row.open))
}

fn sorted(grant: &Grant) -> Grant {
    let mut grant = grant.clone();
    grant.scopes.sort_unstable();
    grant
}

fn granted(row: DelegateResponse) -> (String, u64, Vec<Grant>) {
    let grants = row.grants.into_iter().map(|grant| Grant {
        agreement: grant.agreement,
        scopes: grant.scopes,
        until: grant.until.0,
    });
    (row.who.into_string(), row.linked_until.0, grants.collect())
}
