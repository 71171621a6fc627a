//! Promises: missed, kept, and to the second.

use aftercare_domain::time::Seconds;
use aftercare_engine::{Engine, Failure};
use aftercare_interface::sla_escrow::{ExecuteMsg as Escrow, Ground};
use aftercare_interface::ticket_registry::{ClockResponse, ExecuteMsg, QueryMsg};
use aftercare_interface::Asset;

use super::terms::{quick, Deal, CREDIT};
use super::{ensure, same, Cast, Told};
use crate::default_terms;

/// A keeper pokes, and the refund is in the customer's bank balance: once.
pub fn in_coins<E: Engine>(cast: &mut Cast<'_, E>) -> Told {
    let euro = cast.world.euro.clone();
    let deal = cast.deal(&quick(&euro), 1)?;
    let ticket = cast.open(&deal)?;
    let before = cast.world.balance(&deal.customer, &euro)?;
    let_it_pass(cast, ticket)?;
    for _ in 0..2 {
        cast.settle(ticket)?;
        let after = cast.world.balance(&deal.customer, &euro)?;
        same("the credit", after - before, CREDIT)?;
    }
    Ok(format!(
        "ticket {ticket}: a target of 5 s passed, a keeper settled it, {CREDIT} ueuro are in the customer's bank balance, once"
    ))
}

/// The same with a CW20 token, and a late answer in place of a keeper.
pub fn in_tokens<E: Engine>(cast: &mut Cast<'_, E>) -> Told {
    let dollar = cast.world.dollar.clone();
    let deal = cast.deal(&quick(&dollar), 1)?;
    let ticket = cast.open(&deal)?;
    let before = cast.world.balance(&deal.customer, &dollar)?;
    let_it_pass(cast, ticket)?;
    cast.world.reply(&deal.provider, ticket, "Sorry, late")?;
    let after = cast.world.balance(&deal.customer, &dollar)?;
    same("the credit", after - before, CREDIT)?;
    Ok(format!(
        "ticket {ticket}: answered late, {CREDIT} tokens came with the answer itself"
    ))
}

/// Lets the first-response target pass by one second.
fn let_it_pass<E: Engine>(cast: &mut Cast<'_, E>, ticket: u64) -> Result<(), Failure> {
    let registry = &cast.world.suite.registry;
    let clocks: ClockResponse = cast.world.engine.query(
        registry,
        &QueryMsg::Clock {
            ticket,
            start_after: None,
            limit: None,
        },
    )?;
    let due = clocks.clocks.iter().find_map(|clock| clock.due_at);
    let due = due.ok_or_else(|| Failure::new("no clock runs"))?;
    cast.world.engine.advance_to(due.plus(Seconds(2)))
}

/// Answered, resolved, accepted and rated in time; then the customer gives notice and is refunded.
pub fn kept<E: Engine>(cast: &mut Cast<'_, E>) -> Told {
    let euro = cast.world.euro.clone();
    let mut terms = default_terms(&euro, None);
    terms.notice = Seconds::ZERO;
    let deal = cast.deal(&terms, 3)?;
    let ticket = cast.open(&deal)?;
    let before = cast.world.balance(&deal.customer, &euro)?;
    serve(cast, &deal, ticket)?;
    let after = cast.world.balance(&deal.customer, &euro)?;
    same("what a kept promise moved", after, before)?;
    let leave = Escrow::Terminate {
        agreement: deal.agreement,
        ground: Ground::Notice {},
    };
    cast.world.escrow(&deal.customer, &leave)?;
    let refund = cast.world.balance(&deal.customer, &euro)? - before;
    same("the refund", refund, 2 * terms.fee.u128())?;
    Ok(format!(
        "ticket {ticket}: answered, resolved, accepted, rated; notice returned {refund} ueuro of two periods at once"
    ))
}

fn serve<E: Engine>(cast: &mut Cast<'_, E>, deal: &Deal, ticket: u64) -> Result<(), Failure> {
    let world = &mut *cast.world;
    world.reply(&deal.provider, ticket, "Which firmware?")?;
    world.propose(&deal.provider, ticket, "Update to 4.2")?;
    world.registry(&deal.customer, &ExecuteMsg::Accept { ticket })?;
    let rate = ExecuteMsg::Rate {
        ticket,
        answers: vec![5],
        comment: None,
    };
    world.registry(&deal.customer, &rate).map(drop)
}

/// Answered in the last second of its target nothing moves; one second later the credit comes with it.
pub fn last_second<E: Engine>(cast: &mut Cast<'_, E>) -> Told {
    for asset in [cast.world.euro.clone(), cast.world.dollar.clone()] {
        let deal = cast.deal(&default_terms(&asset, None), 2)?;
        for (seconds, credit) in [(1_799, 0), (1_800, 0), (1_801, CREDIT)] {
            let came = answered_after(cast, (&deal, &asset), Seconds(seconds))?;
            same("the credit", came, credit)?;
        }
    }
    Ok(
        "half an hour to the second: met at 1,800 s, credited at 1,801 s, in coins and tokens"
            .into(),
    )
}

fn answered_after<E: Engine>(
    cast: &mut Cast<'_, E>,
    (deal, asset): (&Deal, &Asset),
    span: Seconds,
) -> Result<u128, Failure> {
    let before = cast.world.balance(&deal.customer, asset)?;
    let ticket = cast.open(deal)?;
    cast.world.wait(span)?;
    cast.world.reply(&deal.provider, ticket, "We are on it")?;
    Ok(cast.world.balance(&deal.customer, asset)? - before)
}

/// However often a running clock is poked, the sum is that of one late booking.
pub fn every_tier<E: Engine>(cast: &mut Cast<'_, E>) -> Told {
    let pokes: [&[u64]; 3] = [&[], &[30, 31, 60, 120, 240, 480, 960], &[1_000, 1_100]];
    // The ticket's cap: a tenth of the fee.
    let cap = 100_000_000;
    for minutes in pokes {
        let credited = credited(cast, minutes)?;
        same("credited", credited, cap)?;
    }
    Ok(format!("poked at every tier or never: {cap} ueuro"))
}

fn credited<E: Engine>(cast: &mut Cast<'_, E>, minutes: &[u64]) -> Result<u128, Failure> {
    let euro = cast.world.euro.clone();
    let deal = cast.deal(&default_terms(&euro, None), 2)?;
    let before = cast.world.balance(&deal.customer, &euro)?;
    let ticket = cast.open(&deal)?;
    let opened = cast.world.now();
    for minute in minutes {
        let late = opened.plus(Seconds(minute * 60 + 1));
        cast.world.engine.advance_to(late)?;
        cast.settle(ticket)?;
        cast.settle(ticket)?;
    }
    cast.world
        .engine
        .advance_to(opened.plus(Seconds::hours(20)))?;
    cast.world.propose(&deal.provider, ticket, "Mended")?;
    let after = cast.world.balance(&deal.customer, &euro)?;
    ensure(after >= before, || "the customer paid".to_owned())?;
    Ok(after - before)
}
