//! Messages of `ticket-registry` that move clocks by agreement: pauses, priorities, merges, calendars.

use aftercare_domain::policy::Level;
use aftercare_domain::time::Seconds;
use aftercare_engine::{Batch, Engine, Failure};
use aftercare_interface::ticket_registry::ExecuteMsg;

use super::{whole, Scenario};
use crate::{commitment, office_hours, World};

type Told = Result<(), Failure>;

pub(super) fn scenarios<E: Batch>() -> Vec<Scenario<E>> {
    let of = "ticket-registry";
    vec![
        whole(of, "publish a new version of a calendar", None, version),
        whole(of, "propose a hold", None, propose_hold),
        whole(of, "agree to a hold", None, agree_hold),
        whole(of, "end a pause", None, end_pause),
        whole(of, "flag a hollow word", None, flag_hollow),
        whole(of, "lower the priority", None, lower),
        whole(of, "raise the priority", None, raise),
        whole(of, "propose a lower priority", None, propose_triage),
        whole(of, "agree to a lower priority", None, consent),
        whole(of, "object to a lower priority", None, object),
        whole(of, "propose a merge", None, propose_merge),
        whole(of, "agree to a merge", None, agree_merge),
    ]
}

fn version<E: Engine>(world: &mut World<E>) -> Told {
    let calendar = office_hours();
    let publish = ExecuteMsg::PublishCalendar {
        calendar: calendar.clone(),
    };
    let id = crate::number(&world.registry("member", &publish)?, "calendar")?;
    let revise = ExecuteMsg::PublishCalendarVersion {
        calendar_id: id,
        calendar,
    };
    world.registry("member", &revise).map(drop)
}

/// A ticket that was answered.
fn answered<E: Engine>(world: &mut World<E>) -> Result<u64, Failure> {
    let agreement = world.ground()?.agreement;
    answered_under(world, agreement)
}

fn answered_under<E: Engine>(world: &mut World<E>, agreement: u64) -> Result<u64, Failure> {
    let ticket = world.ticket("customer", agreement)?;
    world.wait(Seconds(600))?;
    world.reply("agent", ticket, "We are looking into it")?;
    Ok(ticket)
}

fn with_hold<E: Engine>(world: &mut World<E>) -> Result<u64, Failure> {
    let ticket = answered(world)?;
    let until = world.engine.now().plus(Seconds::days(2));
    let content = commitment("The part arrives on Thursday");
    let hold = ExecuteMsg::ProposeHold {
        ticket,
        until,
        content,
    };
    world.registry("agent", &hold)?;
    Ok(ticket)
}

fn propose_hold<E: Engine>(world: &mut World<E>) -> Told {
    with_hold(world).map(drop)
}

fn on_hold<E: Engine>(world: &mut World<E>) -> Result<u64, Failure> {
    let ticket = with_hold(world)?;
    world.registry("customer", &ExecuteMsg::AgreeHold { ticket })?;
    Ok(ticket)
}

fn agree_hold<E: Engine>(world: &mut World<E>) -> Told {
    on_hold(world).map(drop)
}

fn end_pause<E: Engine>(world: &mut World<E>) -> Told {
    let ticket = on_hold(world)?;
    world
        .registry("customer", &ExecuteMsg::EndPause { ticket })
        .map(drop)
}

fn flag_hollow<E: Engine>(world: &mut World<E>) -> Told {
    let ticket = answered(world)?;
    world
        .registry("customer", &ExecuteMsg::FlagHollow { ticket })
        .map(drop)
}

fn lowered<E: Engine>(world: &mut World<E>) -> Result<u64, Failure> {
    let ticket = answered(world)?;
    let lower = ExecuteMsg::Lower {
        ticket,
        impact: Level::Low,
        urgency: Level::Low,
    };
    world.registry("customer", &lower)?;
    Ok(ticket)
}

fn lower<E: Engine>(world: &mut World<E>) -> Told {
    lowered(world).map(drop)
}

fn raise<E: Engine>(world: &mut World<E>) -> Told {
    let ticket = lowered(world)?;
    let raise = ExecuteMsg::Raise {
        ticket,
        impact: Level::Medium,
        urgency: Level::Medium,
        reason: commitment("The whole office is down"),
    };
    world.registry("customer", &raise).map(drop)
}

fn with_triage<E: Engine>(world: &mut World<E>) -> Result<u64, Failure> {
    let ticket = answered(world)?;
    let triage = ExecuteMsg::ProposeTriage {
        ticket,
        impact: Level::Low,
        urgency: Level::Low,
        reason: commitment("There is a way round it"),
    };
    world.registry("agent", &triage)?;
    Ok(ticket)
}

fn propose_triage<E: Engine>(world: &mut World<E>) -> Told {
    with_triage(world).map(drop)
}

fn consent<E: Engine>(world: &mut World<E>) -> Told {
    let ticket = with_triage(world)?;
    world
        .registry("customer", &ExecuteMsg::ConsentTriage { ticket })
        .map(drop)
}

fn object<E: Engine>(world: &mut World<E>) -> Told {
    let ticket = with_triage(world)?;
    let reason = commitment("There is none");
    world
        .registry("customer", &ExecuteMsg::ObjectTriage { ticket, reason })
        .map(drop)
}

fn with_merge<E: Engine>(world: &mut World<E>) -> Result<u64, Failure> {
    let agreement = world.ground()?.agreement;
    let ticket = answered_under(world, agreement)?;
    let into = world.ticket("customer", agreement)?;
    let merge = ExecuteMsg::ProposeMerge {
        ticket,
        into,
        duplicate: true,
    };
    world.registry("agent", &merge)?;
    Ok(ticket)
}

fn propose_merge<E: Engine>(world: &mut World<E>) -> Told {
    with_merge(world).map(drop)
}

fn agree_merge<E: Engine>(world: &mut World<E>) -> Told {
    let ticket = with_merge(world)?;
    world
        .registry("customer", &ExecuteMsg::AgreeMerge { ticket })
        .map(drop)
}
