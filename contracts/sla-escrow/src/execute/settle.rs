//! Time has made periods the provider's: their fees, less credits and protocol fee, leave escrow.

use aftercare_domain::billing::{self, Settlement};
use aftercare_interface::asset::AssetAmount;
use aftercare_interface::raw;
use aftercare_interface::sla_escrow::{EndReason, MAX_SETTLE};
use aftercare_kit::books::{self, Payout};
use aftercare_kit::check;
use cosmwasm_std::{Addr, DepsMut, Empty, Env, Event, Response, Storage, SubMsg, Uint128};

use super::{bond, credit, Call};
use crate::agreement::Agreement;
use crate::error::{overflow, ContractError};
use crate::event::{AgreementEnded, ClaimRaised, PeriodSettled};
use crate::state::{CONFIG, DUE, LIVE};

pub(crate) fn settle(call: Call, id: u64, max_periods: u32) -> Result<Response, ContractError> {
    check::range(max_periods, "max_periods", 1, MAX_SETTLE)?;
    let now = call.now();
    let Call { mut deps, env, .. } = call;
    let mut agreement = Agreement::load(deps.storage, id)?;
    let due = agreement.next_due();
    let mut sums = Sums::default();
    while agreement.is_settleable(now) && sums.periods < max_periods {
        settle_oldest(deps.storage, &mut agreement, &mut sums)?;
    }
    if sums.periods == 0 {
        return Err(ContractError::NothingDue { agreement: id, due });
    }
    move_due(deps.storage, (due.map_or(0, |at| at.0), id), &agreement)?;
    let messages = pay(&mut deps, &env, (&agreement, &mut sums))?;
    end_if_settled(deps.storage, &mut agreement, &mut sums)?;
    agreement.save(deps.storage)?;
    Ok(Response::new()
        .add_attribute("action", "settle")
        .add_events(sums.events)
        .add_submessages(messages))
}

/// What the periods of one message come to.
#[derive(Default)]
struct Sums {
    periods: u32,
    provider: Uint128,
    sink: Uint128,
    burnt: Uint128,
    events: Vec<Event>,
}

fn settle_oldest(
    storage: &dyn Storage,
    agreement: &mut Agreement,
    sums: &mut Sums,
) -> Result<(), ContractError> {
    let period = agreement.ledger.settled;
    let from_fee = credit::from_fee(storage, agreement, period)?;
    let split = billing::settle(agreement.terms.fee.u128(), from_fee, &agreement.rates());
    let split = split.ok_or_else(|| overflow("settlement"))?;
    enter(agreement, &split).ok_or_else(|| overflow("ledger"))?;
    sums.add(&split).ok_or_else(|| overflow("payout"))?;
    sums.events.push(settled(agreement, period, &split).into());
    Ok(())
}

/// Double entry: what leaves escrow is what the other accounts gain.
fn enter(agreement: &mut Agreement, split: &Settlement) -> Option<()> {
    let ledger = &mut agreement.ledger;
    let add = |account: &mut Uint128, amount: u128| {
        *account = account.checked_add(Uint128::new(amount)).ok()?;
        Some(())
    };
    ledger.escrowed = ledger.escrowed.checked_sub(split.earned.into()).ok()?;
    ledger.settled = ledger.settled.checked_add(1)?;
    add(&mut ledger.paid, split.provider)?;
    add(&mut ledger.protocol_fees, split.protocol_fee())?;
    add(&mut ledger.burnt, split.burnt)
}

impl Sums {
    fn add(&mut self, split: &Settlement) -> Option<()> {
        self.periods = self.periods.checked_add(1)?;
        self.provider = self.provider.checked_add(split.provider.into()).ok()?;
        self.sink = self.sink.checked_add(split.sink.into()).ok()?;
        self.burnt = self.burnt.checked_add(split.burnt.into()).ok()?;
        Some(())
    }
}

fn settled(agreement: &Agreement, period: u32, split: &Settlement) -> PeriodSettled {
    PeriodSettled {
        agreement: agreement.id,
        period,
        earned: split.earned.into(),
        paid: split.provider.into(),
        protocol_fee: split.protocol_fee().into(),
        burnt: split.burnt.into(),
        settled: agreement.ledger.settled,
        escrowed: agreement.ledger.escrowed,
    }
}

/// The one row of the agreement follows its oldest unsettled period.
fn move_due(
    storage: &mut dyn Storage,
    row: (u64, u64),
    agreement: &Agreement,
) -> Result<(), ContractError> {
    DUE.remove(storage, row);
    match agreement.next_due() {
        Some(due) => Ok(DUE.save(storage, (due.0, agreement.id), &Empty {})?),
        None => Ok(()),
    }
}

/// Provider and burn are pushed; the sink's part waits as a claim, so that it costs no message here.
fn pay(
    deps: &mut DepsMut,
    env: &Env,
    (agreement, sums): (&Agreement, &mut Sums),
) -> Result<Vec<SubMsg>, ContractError> {
    let contract = &env.contract.address;
    let to = |owner: &Addr, amount| Payout {
        owner: owner.clone(),
        asset: agreement.terms.asset.clone(),
        amount,
    };
    let storage = &mut *deps.storage;
    let earned = books::push(
        storage,
        contract,
        to(&agreement.head.provider, sums.provider),
    )?;
    let burnt = books::push(storage, contract, to(contract, sums.burnt))?;
    claim_for_sink(storage, agreement, sums)?;
    note_burnt(deps, agreement, sums.burnt)?;
    Ok(earned.into_iter().chain(burnt).collect())
}

fn claim_for_sink(
    storage: &mut dyn Storage,
    agreement: &Agreement,
    sums: &mut Sums,
) -> Result<(), ContractError> {
    if sums.sink.is_zero() {
        return Ok(());
    }
    let owner = CONFIG.load(storage)?.fee_sink;
    let money = AssetAmount {
        asset: agreement.terms.asset.clone(),
        amount: sums.sink,
    };
    let event = ClaimRaised {
        owner: owner.clone(),
        asset: money.asset.key(),
        amount: money.amount,
        reason: "protocol_fee",
    };
    books::claim(storage, &owner, money)?;
    sums.events.push(event.into());
    Ok(())
}

/// The raw key from which rewards are derived: a burnt fee cannot be got back by anybody.
fn note_burnt(
    deps: &mut DepsMut,
    agreement: &Agreement,
    burnt: Uint128,
) -> Result<(), ContractError> {
    if burnt.is_zero() {
        return Ok(());
    }
    let key = raw::fee_key(&agreement.head.customer, &agreement.terms.asset);
    let before: Option<u128> = aftercare_kit::raw::load(deps.storage, deps.api, &key)?;
    let after = before.unwrap_or(0).checked_add(burnt.u128());
    let after = after.ok_or_else(|| overflow("fees_paid"))?;
    aftercare_kit::raw::save(deps.storage, &key, &after);
    Ok(())
}

/// With the last period the bond is free again and the plan has room for another agreement.
fn end_if_settled(
    storage: &mut dyn Storage,
    agreement: &mut Agreement,
    sums: &mut Sums,
) -> Result<(), ContractError> {
    if agreement.next_due().is_some() {
        return Ok(());
    }
    let ended = AssetAmount {
        asset: agreement.terms.asset.clone(),
        amount: std::mem::take(&mut agreement.ledger.bond),
    };
    let bond = bond::release(storage, &agreement.head.provider, &ended)?;
    let live = give_place(storage, agreement.head.plan)?;
    let event = AgreementEnded {
        agreement: agreement.id,
        reason: reason(agreement.end_reason()),
        bond: ended.amount,
        free: bond.free,
        live,
    };
    sums.events.push(event.into());
    Ok(())
}

fn give_place(storage: &mut dyn Storage, plan: u64) -> Result<u32, ContractError> {
    let live = LIVE.may_load(storage, plan)?.unwrap_or(0);
    let live = live.checked_sub(1).ok_or_else(|| overflow("live"))?;
    LIVE.save(storage, plan, &live)?;
    Ok(live)
}

fn reason(reason: EndReason) -> &'static str {
    match reason {
        EndReason::Completed => "completed",
        EndReason::TerminatedByCustomer => "terminated_by_customer",
    }
}
