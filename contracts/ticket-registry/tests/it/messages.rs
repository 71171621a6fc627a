//! Messages and records with defaults: a test spells out what differs.

use aftercare_domain::calendar::{Calendar, Exception, LocalDay, OpenSpan, UtcOffset};
use aftercare_domain::credit::Threshold;
use aftercare_domain::money::Bps;
use aftercare_domain::policy::DEFAULT_CONFIRM_WINDOW;
use aftercare_domain::policy::{Level, ServiceHours, ServicePolicy, Targets};
use aftercare_domain::time::{Seconds, UnixTime, DAY};
use aftercare_interface::raw::Terms;
use aftercare_interface::sla_escrow::Quotas;
use aftercare_interface::ticket_registry::{
    AgentScope, DelegateScope, ExecuteMsg, NewAgent, NewDelegate, OpenTicket,
};
use aftercare_interface::{Commitment, Scheme};
use cosmwasm_std::Addr;

use crate::world::{FIRST_RESPONSE, RESOLUTION, START};

pub fn open_msg(agreement: Option<u64>, provider: &Addr) -> OpenTicket {
    OpenTicket {
        agreement,
        provider: provider.to_string(),
        impact: Level::High,
        urgency: Level::High,
        category: 0,
        tags: vec![],
        content: commitment(1),
        external_ref: None,
        on_behalf_of: None,
        related: None,
        confidential: false,
    }
}

pub fn propose(ticket: u64, cites: Vec<u64>) -> ExecuteMsg {
    ExecuteMsg::ProposeResolution {
        ticket,
        content: commitment(4),
        cites,
    }
}

pub fn propose_hold(ticket: u64, until: UnixTime) -> ExecuteMsg {
    ExecuteMsg::ProposeHold {
        ticket,
        until,
        content: commitment(7),
    }
}

pub fn triage(ticket: u64, impact: Level, urgency: Level) -> ExecuteMsg {
    ExecuteMsg::ProposeTriage {
        ticket,
        impact,
        urgency,
        reason: commitment(8),
    }
}

pub fn raise(ticket: u64, impact: Level, urgency: Level) -> ExecuteMsg {
    ExecuteMsg::Raise {
        ticket,
        impact,
        urgency,
        reason: commitment(8),
    }
}

pub fn lower(ticket: u64, impact: Level, urgency: Level) -> ExecuteMsg {
    ExecuteMsg::Lower {
        ticket,
        impact,
        urgency,
    }
}

pub fn merge(ticket: u64, into: u64, duplicate: bool) -> ExecuteMsg {
    ExecuteMsg::ProposeMerge {
        ticket,
        into,
        duplicate,
    }
}

pub fn set_agent(agent: &Addr, expires: UnixTime) -> ExecuteMsg {
    ExecuteMsg::SetAgent(NewAgent {
        expires,
        ..new_agent(agent)
    })
}

/// A human who may do all that an agent may but relay, in every queue.
pub fn new_agent(agent: &Addr) -> NewAgent {
    use AgentScope::{Assign, Open, Reply, Resolve, Triage};
    NewAgent {
        agent: agent.to_string(),
        scopes: vec![Open, Reply, Resolve, Triage, Assign],
        queues: vec![],
        expires: UnixTime(START + 366 * DAY),
        max_open: 100,
        automated: false,
    }
}

/// A delegate for all of the customer's tickets, with every scope.
pub fn new_delegate(who: &Addr) -> NewDelegate {
    use DelegateScope::{Confirm, Escalate, Open, Rate, Reply};
    NewDelegate {
        agreement: None,
        who: who.to_string(),
        scopes: vec![Open, Reply, Confirm, Rate, Escalate],
        expires: UnixTime(START + 366 * DAY),
    }
}

pub fn remove_agent(agent: &Addr) -> ExecuteMsg {
    let agent = agent.to_string();
    ExecuteMsg::RemoveAgent { agent }
}

pub fn publish(calendar: Calendar) -> ExecuteMsg {
    ExecuteMsg::PublishCalendar { calendar }
}

pub fn intake(max_open: u32) -> ExecuteMsg {
    ExecuteMsg::SetIntake {
        open_to_public: true,
        max_open,
    }
}

pub fn commitment(byte: u8) -> Commitment {
    Commitment {
        hash: [byte; 32].into(),
        media_type: "text/markdown".into(),
        size: 100,
        scheme: Scheme::Sha256Salted,
    }
}

/// Monday to Friday, 09:00 to 17:00 UTC; the Wednesday after the start is a holiday.
pub fn office_hours() -> Calendar {
    let day = |day: u32| OpenSpan {
        from: day * 86_400 + 9 * 3_600,
        to: day * 86_400 + 17 * 3_600,
    };
    let wednesday = LocalDay(u32::try_from(START / DAY).unwrap() + 2);
    Calendar {
        weekly: (0..5).map(day).collect(),
        exceptions: vec![Exception {
            first_day: wednesday,
            last_day: wednesday,
            open: vec![],
        }],
        utc_offset: UtcOffset(0),
        offset_changes: vec![],
    }
}

/// P1 has both targets, P2 twice as long ones, P3 a first response only, P4 none.
pub fn terms(hours: ServiceHours) -> Terms {
    let targets = |first: Option<u64>, resolution: Option<u64>| Targets {
        hours,
        first_response: first.map(Seconds),
        next_response: None,
        update: None,
        resolution: resolution.map(Seconds),
    };
    Terms {
        policy: ServicePolicy {
            p1: targets(Some(FIRST_RESPONSE), Some(RESOLUTION)),
            p2: targets(Some(2 * FIRST_RESPONSE), Some(2 * RESOLUTION)),
            p3: targets(Some(3 * FIRST_RESPONSE), None),
            p4: targets(None, None),
            confirm_window: DEFAULT_CONFIRM_WINDOW,
            availability: None,
            retention: None,
        },
        quotas: Quotas::default(),
        starts: vec![
            vec![Threshold::LateSeconds(Seconds(1))],
            vec![],
            vec![],
            vec![
                Threshold::LateTargetBps(Bps(1)),
                Threshold::LateTargetBps(Bps(10_000)),
            ],
            vec![],
        ],
    }
}
