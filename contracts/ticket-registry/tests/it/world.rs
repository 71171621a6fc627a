//! A registry, a puppet escrow, and people with names. After each refused message the registry's storage
//! is the same to the byte; after each accepted one its counts are those of its tickets.

use aftercare_domain::credit::Measure;
use aftercare_domain::policy::{Metric, ServiceHours};
use aftercare_domain::time::{Seconds, UnixTime, DAY, HOUR};
use aftercare_interface::raw::{cover_key, terms_key, Cover, Layout, Terms};
use aftercare_interface::sla_escrow::Miss;
use aftercare_interface::ticket_registry::{
    AgreementTicketsResponse, ClockResponse, ClockRow, DueRow, ExecuteMsg, InstantiateMsg,
    QueryMsg, TicketResponse, TicketStatus,
};
use aftercare_interface::{NextStep, Page};
use aftercare_ticket_registry::{contract, ContractError};
use cosmwasm_std::{coins, Addr, Coin, Empty, Record, Timestamp};
use cw_multi_test::{App, AppResponse, ContractWrapper, Executor};
use serde::de::DeserializeOwned;

use crate::events::{events, opened_ticket};
use crate::messages::{commitment, office_hours, open_msg, propose, publish, set_agent, terms};
use crate::puppet::{self, Booked, Pull};

/// A Monday at 09:00 UTC: every world begins here.
pub const START: u64 = 1_767_603_600;
/// The agreement whose clocks count every second.
pub const ALWAYS: u64 = 1;
/// The agreement whose clocks count Monday to Friday, 09:00 to 17:00, with Wednesday a holiday.
pub const OFFICE: u64 = 2;
/// Targets of both agreements at P1.
pub const FIRST_RESPONSE: u64 = HOUR;
pub const RESOLUTION: u64 = 4 * HOUR;
/// The default confirm window.
pub const WINDOW: u64 = 5 * DAY;
/// How long a question waits that is asked at the start: until the fifth whole day of UTC is over.
pub const SILENCE: u64 = 5 * DAY + 15 * HOUR;
/// Where the tiers of a late resolution begin: the first second, and once the target.
pub const SECOND_TIER: u64 = RESOLUTION;

/// Who is who.
#[derive(Clone)]
pub struct People {
    pub customer: Addr,
    pub provider: Addr,
    pub agent: Addr,
    pub other_provider: Addr,
    pub other_agent: Addr,
    pub stranger: Addr,
}

pub struct World {
    pub app: App,
    pub registry: Addr,
    pub escrow: Addr,
    pub people: People,
}

pub type Outcome = Result<AppResponse, ContractError>;

fn registry_code() -> Box<dyn cw_multi_test::Contract<Empty>> {
    let wrapper = ContractWrapper::new(contract::execute, contract::instantiate, contract::query);
    Box::new(
        wrapper
            .with_reply(contract::reply)
            .with_migrate(contract::migrate),
    )
}

impl World {
    /// Both agreements run for a year, and the agent may act for as long.
    pub fn new() -> Self {
        let mut world = Self::bare();
        let p = world.people.clone();
        world.act(&p.provider, publish(office_hours())).unwrap();
        let until = UnixTime(START + 366 * DAY);
        let named = [(&p.provider, &p.agent), (&p.other_provider, &p.other_agent)];
        for (provider, agent) in named {
            world.act(provider, set_agent(agent, until)).unwrap();
        }
        for (agreement, hours) in [
            (ALWAYS, ServiceHours::Always),
            (OFFICE, ServiceHours::Calendar(1)),
        ] {
            world.put_terms(agreement, terms(hours));
            world.put_cover(agreement, world.cover(agreement));
        }
        world
    }

    /// Nothing but the two contracts and people with some coins.
    pub fn bare() -> Self {
        let mut app = App::new(|router, api, storage| {
            for name in ["customer", "provider", "stranger"] {
                let whose = api.addr_make(name);
                router
                    .bank
                    .init_balance(storage, &whose, coins(1_000, "unit"))
                    .unwrap();
            }
        });
        app.update_block(|block| block.time = Timestamp::from_seconds(START));
        let name = |name| app.api().addr_make(name);
        let people = People {
            customer: name("customer"),
            provider: name("provider"),
            agent: name("agent"),
            other_provider: name("other provider"),
            other_agent: name("other agent"),
            stranger: name("stranger"),
        };
        let owner = name("owner");
        let (puppet, code) = (
            app.store_code(puppet::contract()),
            app.store_code(registry_code()),
        );
        let escrow = app
            .instantiate_contract(puppet, owner.clone(), &Empty {}, &[], "escrow", None)
            .unwrap();
        let msg = InstantiateMsg {
            escrow: escrow.to_string(),
        };
        let admin = Some(owner.to_string());
        let registry = app
            .instantiate_contract(code, owner, &msg, &[], "registry", admin)
            .unwrap();
        Self {
            app,
            registry,
            escrow,
            people,
        }
    }

    pub fn now(&self) -> u64 {
        self.app.block_info().time.seconds()
    }

    /// Lets time pass until this many seconds after the start.
    pub fn at(&mut self, offset: u64) -> &mut Self {
        self.until(START + offset)
    }

    pub fn until(&mut self, instant: u64) -> &mut Self {
        assert!(instant >= self.now(), "time only goes forward");
        self.app
            .update_block(|block| block.time = Timestamp::from_seconds(instant));
        self
    }

    /// Sends a message without funds.
    pub fn act(&mut self, sender: &Addr, msg: ExecuteMsg) -> Outcome {
        self.pay(sender, msg, &[])
    }

    /// Sends a message with funds.
    pub fn pay(&mut self, sender: &Addr, msg: ExecuteMsg, funds: &[Coin]) -> Outcome {
        let before = self.storage();
        let registry = self.registry.clone();
        let done = self
            .app
            .execute_contract(sender.clone(), registry, &msg, funds);
        match done {
            Ok(response) => {
                self.check_counts();
                Ok(response)
            }
            Err(error) => {
                assert_eq!(self.storage(), before, "a refused message left a trace");
                Err(error.downcast().expect("the registry's own error"))
            }
        }
    }

    pub fn storage(&self) -> Vec<Record> {
        self.app.dump_wasm_raw(&self.registry)
    }

    /// *Unsettled* is the covered tickets that were not closed, as stored, and the failed bookings.
    fn check_counts(&self) {
        for agreement in [ALWAYS, OFFICE] {
            let counts: AgreementTicketsResponse =
                self.ask(&QueryMsg::AgreementTickets { agreement });
            let (opened, unsettled) = self.recount(agreement);
            assert_eq!((counts.opened, counts.unsettled), (opened, unsettled));
        }
    }

    fn recount(&self, agreement: u64) -> (u32, u32) {
        use aftercare_domain::ticket::State;
        use aftercare_ticket_registry::state::{BY_AGREEMENT, COURSES};
        let storage = self.app.contract_storage(&self.registry);
        let ids = BY_AGREEMENT
            .of(&*storage, agreement, (None, None))
            .map(|row| row.unwrap().0);
        ids.map(|id| COURSES.load(&*storage, id).unwrap()).fold(
            (0, 0),
            |(opened, unsettled), course| {
                let open = u32::from(course.progress.state() != State::Closed);
                (opened + 1, unsettled + open + course.failed)
            },
        )
    }

    pub fn ask<T: DeserializeOwned>(&self, msg: &QueryMsg) -> T {
        self.app
            .wrap()
            .query_wasm_smart(&self.registry, msg)
            .unwrap()
    }

    pub fn fails(&self, msg: &QueryMsg) -> bool {
        let wrap = self.app.wrap();
        wrap.query_wasm_smart::<serde_json::Value>(&self.registry, msg)
            .is_err()
    }

    pub fn raw<T: Layout>(&self, key: &[u8]) -> Option<T> {
        aftercare_interface::raw::read(&self.app.wrap(), &self.registry, key).unwrap()
    }

    // The puppet.

    pub fn pull(&mut self, pull: &Pull) {
        let (anyone, escrow) = (self.people.stranger.clone(), self.escrow.clone());
        self.app
            .execute_contract(anyone, escrow, pull, &[])
            .unwrap();
    }

    pub fn refuse_bookings(&mut self, refuse: bool) {
        self.pull(&Pull::Refuse { refuse });
    }

    pub fn put_cover(&mut self, agreement: u64, cover: Cover) {
        self.pull(&Pull::Put {
            key: cover_key(agreement).into(),
            value: cover.encode().into(),
        });
    }

    pub fn put_terms(&mut self, id: u64, terms: Terms) {
        self.pull(&Pull::Put {
            key: terms_key(id).into(),
            value: terms.encode().into(),
        });
    }

    /// The agreement's cover as every world has it.
    pub fn cover(&self, agreement: u64) -> Cover {
        Cover {
            customer: self.people.customer.clone(),
            provider: self.people.provider.clone(),
            payer: None,
            plan: Some(1),
            revision: 1,
            terms: agreement,
            next: None,
            renews: None,
            accepted: UnixTime(START),
            from: UnixTime(START),
            until: UnixTime(START + 365 * DAY),
            period_length: Seconds::days(30),
            ended_at: None,
        }
    }

    pub fn bookings(&self) -> Vec<Booked> {
        let wrap = self.app.wrap();
        wrap.query_wasm_smart(&self.escrow, &Empty {}).unwrap()
    }

    /// (metric, cycle, lateness) of every miss that the escrow was told, in order.
    pub fn lateness_booked(&self, ticket: u64) -> Vec<(Metric, u32, u64)> {
        let misses = self.bookings().into_iter().flat_map(|booked| booked.misses);
        misses
            .filter(|miss: &Miss| miss.subject == ticket)
            .map(|miss| (miss.metric, miss.cycle, late(&miss).0 .0))
            .collect()
    }

    // Verbs.

    /// A P1 ticket of the customer under an agreement; its number.
    pub fn open(&mut self, agreement: u64) -> u64 {
        let p = self.people.clone();
        let msg = open_msg(Some(agreement), &p.provider);
        let response = self.act(&p.customer, ExecuteMsg::Open(msg)).unwrap();
        opened_ticket(&response)
    }

    /// A best-effort ticket of the stranger; its number.
    pub fn open_free(&mut self) -> u64 {
        let p = self.people.clone();
        let msg = open_msg(None, &p.provider);
        let response = self.act(&p.stranger, ExecuteMsg::Open(msg)).unwrap();
        opened_ticket(&response)
    }

    pub fn replies(&mut self, who: &Addr, ticket: u64) -> Outcome {
        let msg = ExecuteMsg::Reply {
            ticket,
            content: commitment(2),
            expects_answer: true,
        };
        self.act(who, msg)
    }

    pub fn asks(&mut self, who: &Addr, ticket: u64) -> Outcome {
        let question = commitment(3);
        self.act(who, ExecuteMsg::AskCustomer { ticket, question })
    }

    pub fn proposes(&mut self, who: &Addr, ticket: u64) -> Outcome {
        self.act(who, propose(ticket, vec![]))
    }

    pub fn accepts(&mut self, who: &Addr, ticket: u64) -> Outcome {
        self.act(who, ExecuteMsg::Accept { ticket })
    }

    pub fn rejects(&mut self, who: &Addr, ticket: u64) -> Outcome {
        let content = commitment(5);
        self.act(who, ExecuteMsg::Reject { ticket, content })
    }

    pub fn reopens(&mut self, who: &Addr, ticket: u64) -> Outcome {
        let content = commitment(6);
        self.act(who, ExecuteMsg::Reopen { ticket, content })
    }

    pub fn rates(&mut self, who: &Addr, ticket: u64) -> Outcome {
        self.act(
            who,
            ExecuteMsg::Rate {
                ticket,
                answers: vec![5],
                comment: None,
            },
        )
    }

    /// The stranger pokes; whether anything was due.
    pub fn poke(&mut self, ticket: u64) -> bool {
        let stranger = self.people.stranger.clone();
        let response = self.act(&stranger, ExecuteMsg::Poke { ticket }).unwrap();
        events(&response, "poked") == 1
    }

    /// Proposed by the agent and accepted by the customer, now.
    pub fn close(&mut self, ticket: u64) {
        let p = self.people.clone();
        self.proposes(&p.agent, ticket).unwrap();
        self.accepts(&p.customer, ticket).unwrap();
    }

    // Questions.

    pub fn ticket(&self, ticket: u64) -> TicketResponse {
        self.ask(&QueryMsg::Ticket { ticket })
    }

    pub fn status(&self, ticket: u64) -> TicketStatus {
        self.ticket(ticket).status
    }

    pub fn next_step(&self, ticket: u64) -> NextStep {
        self.ask(&QueryMsg::NextStep { ticket })
    }

    /// The clock of a metric in a cycle.
    pub fn clock(&self, ticket: u64, metric: Metric, cycle: u32) -> ClockRow {
        self.clocks(ticket)
            .into_iter()
            .find(|row| row.metric == metric && row.cycle == cycle)
            .expect("such a clock")
    }

    pub fn clocks(&self, ticket: u64) -> Vec<ClockRow> {
        let response: ClockResponse = self.ask(&QueryMsg::Clock {
            ticket,
            start_after: None,
            limit: None,
        });
        response.clocks
    }

    /// Whether the ticket is listed as due by now.
    pub fn is_due(&self, ticket: u64) -> bool {
        let page: Page<DueRow, DueRow> = self.ask(&QueryMsg::Due {
            before: UnixTime(self.now()),
            start_after: None,
            limit: Some(30),
        });
        page.rows.iter().any(|row| row.ticket == ticket)
    }
}

/// Lateness and target of a miss: the registry books nothing else.
pub fn late(miss: &Miss) -> (Seconds, Seconds) {
    match miss.measure {
        Measure::Late { late, target } => (late, target),
        measure => panic!("no lateness: {measure:?}"),
    }
}
