//! The log in time order through the contracts, in simulated block time.

mod tool;

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use aftercare_domain::time::{Seconds, UnixTime};
use aftercare_engine::{Engine, Failure};
use aftercare_interface::ticket_registry::{OpenTicket, TicketStatus};
use indicatif::ProgressBar;

use super::act::{acts, status_after, Act};
use super::desk::{nothing, Desk};
use super::index::{Event, Index, RowState};
use super::live::{Agenda, LiveAgreement, LiveTicket, Rules, Task};
use super::reject::{Kind, Reason, Rejections};
use super::terms::Action;

/// A replay under way.
pub struct Replay<'a, E> {
    pub desk: Desk<E>,
    pub index: &'a mut Index,
    pub rules: Rules,
    pub period: Seconds,
    pub agreements: Vec<LiveAgreement>,
    /// By case; none where it could not be opened.
    pub tickets: Vec<Option<LiveTicket>>,
    agenda: Agenda,
    /// Rows by the action that the contracts took.
    pub done: BTreeMap<&'static str, u64>,
    /// Rows whose effect silence had brought already.
    pub overtaken: u64,
    /// Time spent in the contracts.
    pub busy: Duration,
}

impl<'a, E: Engine> Replay<'a, E> {
    /// Prepares a replay; `starts` says when each agreement of the index begins.
    pub fn new(mut desk: Desk<E>, index: &'a mut Index, rules: Rules, period: Seconds) -> Self {
        let customers = index.agreements.iter().map(|agreement| LiveAgreement {
            customer: desk.engine.account(&format!("customer {}", agreement.name)),
            terms: vec![],
        });
        Self {
            agreements: customers.collect(),
            tickets: vec![None; index.cases.len()],
            agenda: Agenda::default(),
            done: BTreeMap::new(),
            overtaken: 0,
            busy: Duration::ZERO,
            desk,
            index,
            rules,
            period,
        }
    }

    /// Plans when each agreement begins.
    pub fn plan(&mut self, start: impl Fn(UnixTime) -> UnixTime) {
        for (number, agreement) in (0..).zip(&self.index.agreements) {
            self.agenda
                .add(start(agreement.first), Task::Subscribe(number));
        }
    }

    /// Sends every event of the index; each row ends replayed or rejected.
    pub fn run(&mut self, rejections: &mut Rejections, bar: &ProgressBar) -> anyhow::Result<()> {
        let began = Instant::now();
        let events = std::mem::take(&mut self.index.events);
        for event in &events {
            self.advance_to(event.time)?;
            if let Err(reason) = self.event(event) {
                self.reject(event, reason, rejections)?;
            } else {
                self.accept(event.line);
            }
            bar.inc(1);
        }
        self.desk.poke_due()?;
        self.busy += began.elapsed();
        Ok(())
    }

    fn event(&mut self, event: &Event) -> Result<(), Reason> {
        let place = event.case as usize;
        if event.action == Action::Open {
            return self.open(place);
        }
        let Some(mut ticket) = self.tickets.get(place).copied().flatten() else {
            return Err(Kind::NotOpened.because("its case could not be opened; see its first row"));
        };
        let before = ticket.status;
        self.refresh(&mut ticket)?;
        let overtaken = ticket.status != before;
        let result = self.send(event, &mut ticket, overtaken);
        if let Some(slot) = self.tickets.get_mut(place) {
            *slot = Some(ticket);
        }
        result
    }

    fn open(&mut self, place: usize) -> Result<(), Reason> {
        if self.tickets.get(place).is_some_and(Option::is_some) {
            return Err(Kind::Refused.because("the case is open already; map this to \"none\""));
        }
        let Some(case) = self.index.cases.get(place) else {
            return Ok(());
        };
        let Some(live) = self.agreements.get(case.agreement as usize) else {
            return Ok(());
        };
        let agreement = live.terms.last().map(|term| term.id);
        let ticket = OpenTicket {
            agreement,
            provider: String::new(),
            impact: case.impact,
            urgency: case.urgency,
            category: case.category,
            tags: vec![],
            content: nothing(0),
            external_ref: None,
            on_behalf_of: None,
            related: None,
            confidential: false,
        };
        let id = self.desk.open(&live.customer, ticket).map_err(refused)?;
        let opened = LiveTicket {
            id,
            agreement: agreement.unwrap_or_default(),
            status: TicketStatus::Open,
            since: self.desk.engine.now(),
        };
        if let Some(slot) = self.tickets.get_mut(place) {
            *slot = Some(opened);
        }
        *self.done.entry(Action::Open.name()).or_default() += 1;
        Ok(())
    }

    /// Asks the contracts where a ticket is, if time may have moved it.
    fn refresh(&self, ticket: &mut LiveTicket) -> Result<(), Reason> {
        let now = self.desk.engine.now();
        if self.rules.may_have_lapsed(ticket, now) {
            ticket.status = self.desk.status(ticket.id).map_err(refused)?;
        }
        Ok(())
    }

    fn send(
        &mut self,
        event: &Event,
        ticket: &mut LiveTicket,
        overtaken: bool,
    ) -> Result<(), Reason> {
        let place = event.case as usize;
        let Some(case) = self.index.cases.get(place) else {
            return Ok(());
        };
        let closes = event.action == Action::Close;
        if closes
            && self
                .rules
                .lapses_this_minute(ticket, case.priority, event.time)
        {
            self.overtaken += 1;
            *self.done.entry("lapse").or_default() += 1;
            return Ok(());
        }
        let Some(live) = self.agreements.get(case.agreement as usize) else {
            return Ok(());
        };
        for act in acts(event.action, ticket.status, overtaken) {
            self.desk
                .act(act, ticket.id, &live.customer)
                .map_err(refused)?;
            ticket.move_on(act, event.time);
            let name = match act {
                Act::Overtaken => {
                    self.overtaken += 1;
                    "lapse"
                }
                _ => event.action.name(),
            };
            *self.done.entry(name).or_default() += 1;
        }
        Ok(())
    }

    fn accept(&mut self, line: u32) {
        if self.index.rows.get(line as usize) == Some(&RowState::Waiting) {
            self.index.set_row(line, RowState::Replayed);
        }
    }

    fn reject(
        &mut self,
        event: &Event,
        reason: Reason,
        rejections: &mut Rejections,
    ) -> anyhow::Result<()> {
        let known = self.index.rows.get(event.line as usize) == Some(&RowState::Rejected);
        if known {
            return Ok(());
        }
        self.index.set_row(event.line, RowState::Rejected);
        let Some(case) = self.index.cases.get_mut(event.case as usize) else {
            return Ok(());
        };
        case.doubtful |= reason.kind.casts_doubt();
        rejections.add(u64::from(event.line), &case.name, reason)
    }
}

impl LiveTicket {
    fn move_on(&mut self, act: Act, time: UnixTime) {
        let status = status_after(act, self.status);
        if status != self.status || act == Act::Ask {
            self.since = time;
        }
        self.status = status;
    }
}

/// The contract's own words, without the message that they are about.
fn refused(failure: Failure) -> Reason {
    let own = failure.code.as_deref().and_then(|code| {
        let start = failure.text.rfind(code)?;
        failure.text.get(start..)
    });
    let text = own.unwrap_or(&failure.text).replace('\n', " ");
    Kind::Refused.because(format!("the contracts refuse it: {text}"))
}
