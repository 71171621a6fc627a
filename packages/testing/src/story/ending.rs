//! Ends: paid service burns a fee and makes thanks, every unit has an owner, owners change.

use aftercare_domain::money::Bps;
use aftercare_domain::time::Seconds;
use aftercare_engine::{Engine, Failure};
use aftercare_interface::community::{self, AllowanceResponse, Item, Weight};
use aftercare_interface::sla_escrow::{
    AgreementResponse, AgreementStatus, BondResponse, EndReason, ExecuteMsg, Ground,
    LedgerResponse, PlanTerms, QueryMsg,
};
use aftercare_interface::Asset;
use cosmwasm_std::{Addr, Timestamp, Uint128};
use cw_ownable::{Action, Expiration, Ownership};

use super::terms::Deal;
use super::{ensure, refused, same, Cast, Told};
use crate::default_terms;

/// How long service is given.
const SERVED: Seconds = Seconds(10);
const BOUNTY: u128 = 50_000_000;

/// Nothing is kept back, nothing can be cooled off: what is earned can be settled at once.
fn short(asset: &Asset) -> PlanTerms {
    let mut terms = default_terms(asset, None);
    terms.period_length = Seconds::days(1);
    terms.hold_back = Seconds::ZERO;
    terms.cooling_off = Seconds::ZERO;
    terms
}

/// The provider ends an agreement after ten seconds: unserved time and the termination credit go back, the
/// earned part is the provider's less the protocol fee, half of which is burnt. That half is what the
/// customer can thank an answer with; nobody else can.
pub fn paid_service<E: Engine>(cast: &mut Cast<'_, E>) -> Told {
    let terms = short(&cast.world.euro.clone());
    let deal = cast.deal(&terms, 1)?;
    cast.world.wait(SERVED)?;
    leave(cast, &deal, &terms)?;
    let burnt = settle(cast, &deal)?;
    let question = thank_with_all(cast, &deal.customer, burnt / 2)?;
    Ok(format!(
        "agreement {}: ended by its provider, settled, {burnt} ueuro burnt; question {question}: half of them thanked an answer, nobody else's thanks count",
        deal.agreement
    ))
}

fn ledger<E: Engine>(cast: &Cast<'_, E>, agreement: u64) -> Result<LedgerResponse, Failure> {
    let escrow = &cast.world.suite.escrow;
    let question = QueryMsg::Ledger { agreement };
    cast.world.engine.query(escrow, &question)
}

fn leave<E: Engine>(cast: &mut Cast<'_, E>, deal: &Deal, terms: &PlanTerms) -> Result<(), Failure> {
    let euro = cast.world.euro.clone();
    let before = cast.world.balance(&deal.customer, &euro)?;
    let end = ExecuteMsg::Terminate {
        agreement: deal.agreement,
        ground: Ground::ByProvider {},
    };
    cast.world.escrow(&deal.provider, &end)?;
    let came = cast.world.balance(&deal.customer, &euro)? - before;
    let ledger = ledger(cast, deal.agreement)?;
    let (refund, credit) = (ledger.refunded.u128(), ledger.termination_credit.u128());
    let (fee, earned) = (terms.fee.u128(), ledger.escrowed.u128());
    let each = fee / u128::from(terms.period_length.0);
    let served = u128::from(SERVED.0);
    ensure(
        came == refund + credit && credit == fee / 5 && refund + earned == fee,
        || format!("{came} came: {ledger:?}"),
    )?;
    ensure((served * each..4 * served * each).contains(&earned), || {
        format!("{earned} earned in about {served} seconds")
    })
}

/// Settles, and says how much was burnt.
fn settle<E: Engine>(cast: &mut Cast<'_, E>, deal: &Deal) -> Result<u128, Failure> {
    let euro = cast.world.euro.clone();
    let earned = ledger(cast, deal.agreement)?.escrowed.u128();
    let before = cast.world.balance(&deal.provider, &euro)?;
    let settle = ExecuteMsg::Settle {
        agreement: deal.agreement,
        max_periods: 1,
    };
    cast.world.wait(Seconds(1))?;
    cast.world.escrow("stranger", &settle)?;
    let came = cast.world.balance(&deal.provider, &euro)? - before;
    let after = ledger(cast, deal.agreement)?;
    let (fees, burnt) = (after.protocol_fees.u128(), after.burnt.u128());
    ensure(
        came + fees == earned && fees == earned / 100 && burnt == fees / 2 && burnt > 0,
        || format!("{came} of {earned} came: {after:?}"),
    )?;
    Ok(burnt)
}

/// The whole allowance goes to an answer, one point more is refused, and so are a stranger's thanks.
fn thank_with_all<E: Engine>(
    cast: &mut Cast<'_, E>,
    asker: &str,
    points: u128,
) -> Result<u64, Failure> {
    let member = cast.person("member")?;
    let stranger = cast.person("newcomer")?;
    let world = &mut *cast.world;
    let euro = world.euro.clone();
    let question = world.ask(asker, (&euro, BOUNTY), "How do I bridge it?")?;
    world.answer(&member, question, "Turn off NAT")?;
    let account = world.person(asker).to_string();
    let allowance = community::QueryMsg::Allowance { account };
    let found: AllowanceResponse = world.engine.query(&world.suite.community, &allowance)?;
    same("the allowance", found.thanks.u128(), points)?;
    let thank = |points: u128| community::ExecuteMsg::Thank {
        item: Item::Answer {
            question,
            answer: 0,
        },
        points: Uint128::new(points),
    };
    let theirs = world.community(&stranger, &thank(1));
    refused("a stranger's thanks", theirs, "COM-013")?;
    let more = world.community(asker, &thank(points + 1));
    refused("a point too many", more, "COM-013")?;
    world.community(asker, &thank(points))?;
    let weights = vec![Weight {
        answer: 0,
        share: Bps::WHOLE,
    }];
    let accept = community::ExecuteMsg::Accept { question, weights };
    world.community(asker, &accept)?;
    Ok(question)
}

/// The escrow's owner changes in two steps, and back.
pub fn hand_over<E: Engine>(cast: &mut Cast<'_, E>) -> Told {
    let next = cast.person("next owner")?;
    for (from, to) in [("owner", next.as_str()), (next.as_str(), "owner")] {
        let expiry = cast.world.now().plus(Seconds::days(1));
        let offer = Action::TransferOwnership {
            new_owner: cast.world.person(to).to_string(),
            expiry: Some(Expiration::AtTime(Timestamp::from_seconds(expiry.0))),
        };
        cast.world
            .escrow(from, &ExecuteMsg::UpdateOwnership(offer))?;
        let owner = cast.world.person(from);
        same("the owner after an offer", owned(cast)?, Some(owner))?;
        let accept = ExecuteMsg::UpdateOwnership(Action::AcceptOwnership);
        cast.world.escrow(to, &accept)?;
        let owner = cast.world.person(to);
        same("the owner", owned(cast)?, Some(owner))?;
    }
    Ok("the escrow's owner handed over in two steps, and back".into())
}

fn owned<E: Engine>(cast: &Cast<'_, E>) -> Result<Option<Addr>, Failure> {
    let escrow = &cast.world.suite.escrow;
    let found: Ownership<Addr> = cast.world.engine.query(escrow, &QueryMsg::Ownership {})?;
    Ok(found.owner)
}

/// When all periods are settled, every unit that came in has gone to somebody, and the bond is free.
pub fn every_unit<E: Engine>(cast: &mut Cast<'_, E>) -> Told {
    for asset in [cast.world.euro.clone(), cast.world.dollar.clone()] {
        let deal = cast.deal(&default_terms(&asset, None), 2)?;
        let provider = cast.world.person(&deal.provider).to_string();
        let before = bond(cast, &provider, &asset)?;
        let ticket = cast.open(&deal)?;
        cast.world.wait(Seconds::hours(20))?;
        cast.world.propose(&deal.provider, ticket, "Mended")?;
        cast.world.wait(Seconds::days(68))?;
        // The confirm window has lapsed; until somebody says so, money waits for the ticket.
        cast.settle(ticket)?;
        let settle = ExecuteMsg::Settle {
            agreement: deal.agreement,
            max_periods: 30,
        };
        cast.world.escrow("stranger", &settle)?;
        over(cast, &deal)?;
        let after = bond(cast, &provider, &asset)?;
        same("bond in use", after.reserved, Uint128::zero())?;
        same("bond", after.free, before.free + before.reserved)?;
    }
    Ok("two periods with a late ticket: every unit went to somebody, and the bond is free".into())
}

fn over<E: Engine>(cast: &Cast<'_, E>, deal: &Deal) -> Result<(), Failure> {
    let question = QueryMsg::Agreement {
        agreement: deal.agreement,
    };
    let escrow = &cast.world.suite.escrow;
    let found: AgreementResponse = cast.world.engine.query(escrow, &question)?;
    let ended = AgreementStatus::Ended(EndReason::Completed);
    same("the agreement", found.status, ended)?;
    let ledger = ledger(cast, deal.agreement)?;
    let out = ledger.credited + ledger.refunded + ledger.paid_to_provider + ledger.protocol_fees;
    same("what went out", out, ledger.deposited)?;
    same("what is left", ledger.escrowed, Uint128::zero())
}

fn bond<E: Engine>(
    cast: &Cast<'_, E>,
    provider: &str,
    asset: &Asset,
) -> Result<BondResponse, Failure> {
    let question = QueryMsg::Bond {
        provider: provider.to_owned(),
        asset: asset.clone(),
    };
    let escrow = &cast.world.suite.escrow;
    cast.world.engine.query(escrow, &question)
}
