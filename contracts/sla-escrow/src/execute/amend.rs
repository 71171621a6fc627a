//! Both sides of an agreement sign other terms for periods that have not begun.

use aftercare_domain::time::{Seconds, UnixTime};
use aftercare_interface::asset::AssetAmount;
use aftercare_interface::sla_escrow::{Amendment, BondParts, PlanTerms, PROPOSAL_TIME};
use aftercare_kit::{books, check};
use cosmwasm_std::{Addr, Deps, Env, HexBinary, Response, Storage};

use super::begin::reserved;
use super::conclude::conclude;
use super::propose::{file, may_agree, Sides};
use super::subscribe::check::{comes, exactly, is_no_arbitrator};
use super::{add_to, payout, provider, take_from, Call, Deed};
use crate::agreement::{fee_of, Agreement};
use crate::error::{overflow, refuse, ContractError, Refusal};
use crate::event::Amended;
use crate::life::Act;
use crate::state::{Proposal, TERMS};

pub(crate) fn amend(
    call: Call,
    paid: Option<&AssetAmount>,
    asked: &Amendment,
) -> Result<Response, Refusal> {
    let agreement = Agreement::load(call.deps.storage, asked.agreement)?;
    let by_provider = is_by_provider(&agreement, &call.sender)?;
    let way = (asked.from_period, &asked.terms);
    let change = change((call.deps.as_ref(), &call.env), &agreement, way)?;
    let (held, bond) = if by_provider {
        (0, change.bond)
    } else {
        (change.dearer, BondParts::default())
    };
    comes(paid, agreement.asset(), (held.into(), held))?;
    let last = change.begins.minus(Seconds(1));
    let proposal = Proposal {
        expires: call.now().plus(PROPOSAL_TIME).min(last),
        proposer: call.sender,
        by_provider,
        counterparty: Some(if by_provider {
            agreement.cover.customer
        } else {
            agreement.cover.provider
        }),
        amends: Some((asked.agreement, asked.from_period)),
        periods: change.periods,
        terms_id: 0,
        hash: HexBinary::default(),
        held,
        reserved: bond,
    };
    let mut deed = Deed::new("amend");
    file(call.deps.storage, (proposal, &asked.terms), &mut deed)?;
    Ok(deed.done())
}

fn is_by_provider(agreement: &Agreement, sender: &Addr) -> Result<bool, Refusal> {
    let by_provider = agreement.cover.provider == *sender;
    if by_provider || agreement.is_customer_side(sender) {
        return Ok(by_provider);
    }
    refuse(ContractError::NotParty {
        agreement: agreement.id,
    })
}

/// What an amendment comes to now.
struct Change {
    /// First second under the new terms.
    begins: UnixTime,
    /// Periods under them.
    periods: u32,
    /// What higher fees cost in all.
    dearer: u128,
    /// What lower fees save in all.
    cheaper: u128,
    /// What the provider's bond grows by. One that shrinks is free when the agreement ends.
    bond: BondParts,
}

fn change(
    (deps, env): (Deps, &Env),
    agreement: &Agreement,
    (from, terms): (u32, &PlanTerms),
) -> Result<Change, Refusal> {
    let now = aftercare_kit::now(env);
    agreement.require(Act::Amend, now)?;
    let begins = has_not_begun(agreement, (from, now))?;
    has_one_change(agreement, (begins, now))?;
    keeps(agreement, terms)?;
    let sides = Sides {
        provider: Some(&agreement.cover.provider),
        customer: Some(&agreement.cover.customer),
    };
    may_agree((deps, env), sides, terms)?;
    is_no_arbitrator(terms, agreement.payer())?;
    let end = agreement.money.periods;
    let periods = end.saturating_sub(from);
    let (before, after) = (agreement.fees(from, end)?, fee_of(terms, periods)?);
    Ok(Change {
        begins,
        periods,
        dearer: after.saturating_sub(before),
        cheaper: before.saturating_sub(after),
        bond: growth(agreement, (&terms.bond, now)),
    })
}

fn has_not_begun(
    agreement: &Agreement,
    (period, now): (u32, UnixTime),
) -> Result<UnixTime, Refusal> {
    let term = agreement.term();
    let begins = term.start_of(period);
    if begins <= now {
        return refuse(ContractError::PeriodBegun {
            agreement: agreement.id,
            period,
            begins,
        });
    }
    let last = term.periods.saturating_sub(1);
    check::range(period, "from_period", 0, last)?;
    Ok(begins)
}

/// An agreement keeps two sets of terms: the older one must be done with before a third comes. Terms that
/// have not begun can be replaced from their first period, or an earlier one, on.
fn has_one_change(
    agreement: &Agreement,
    (begins, now): (UnixTime, UnixTime),
) -> Result<(), Refusal> {
    let Some((from, _)) = agreement.cover.next else {
        return Ok(());
    };
    let money = &agreement.money;
    let older = agreement.period_at(from).unwrap_or(0);
    let done = money.settled >= older && money.withheld_rows == 0 && money.waiting_keys == 0;
    let fits = if from <= now { done } else { begins <= from };
    if !fits {
        return refuse(ContractError::AmendmentOpen {
            agreement: agreement.id,
            from,
        });
    }
    Ok(())
}

/// Money of another asset and periods of another length would be another agreement, and a cooling-off does
/// not come back.
fn keeps(agreement: &Agreement, terms: &PlanTerms) -> Result<(), Refusal> {
    let now = agreement.last_terms();
    let kept = [
        ("asset", terms.asset == now.asset),
        ("period_length", terms.period_length == now.period_length),
        ("cooling_off", terms.cooling_off == now.cooling_off),
    ];
    match kept.into_iter().find(|(_, same)| !same) {
        Some((field, _)) => refuse(ContractError::Kept { field }),
        None => Ok(()),
    }
}

/// Part by part, what new terms ask for beyond all that are in force or agreed.
fn growth(agreement: &Agreement, (asked, now): (&BondParts, UnixTime)) -> BondParts {
    let (known, _) = agreement.bond_asked(now);
    BondParts {
        credit: asked.credit.saturating_sub(known.credit),
        termination: asked.termination.saturating_sub(known.termination),
        tips: asked.tips.saturating_sub(known.tips),
    }
}

/// The second signature. What was held or reserved with the first is still exactly what is needed.
pub(super) fn accept(
    call: Call,
    paid: Option<&AssetAmount>,
    (id, proposal, total): (u64, &Proposal, cosmwasm_std::Uint128),
) -> Result<Response, Refusal> {
    let (of, from) = proposal.amends.unwrap_or_default();
    let mut agreement = Agreement::load(call.deps.storage, of)?;
    let terms = TERMS.load(call.deps.storage, proposal.terms_id)?;
    let change = change((call.deps.as_ref(), &call.env), &agreement, (from, &terms))?;
    let need = if proposal.by_provider {
        change.dearer
    } else {
        0
    };
    comes(paid, agreement.asset(), (total, need))?;
    is_still_enough(proposal, &change)?;
    let mut deed = Deed::new("accept_proposal");
    let now = call.now();
    let contract = &call.env.contract.address;
    let storage = call.deps.storage;
    if need > 0 {
        books::receive(storage, agreement.asset(), need.into())?;
    }
    bring_bond(storage, (&mut agreement, proposal, &change), &mut deed)?;
    enter(&mut agreement, &change)?;
    agreement.amend((change.begins, proposal.terms_id), terms, now);
    agreement.save_cover(storage);
    deed.tell(amended(
        (of, id),
        (call.sender, proposal.terms_id),
        &change,
    )?);
    let (payer, refund) = (agreement.payer(), change.cheaper);
    payout::push(
        storage,
        (contract, now),
        (&agreement, payer, refund),
        &mut deed,
    )?;
    conclude(storage, &mut agreement, &mut deed)?;
    Ok(deed.done())
}

fn is_still_enough(proposal: &Proposal, change: &Change) -> Result<(), Refusal> {
    if proposal.by_provider {
        let (found, need) = (&proposal.reserved, &change.bond);
        exactly("reserved.credit", found.credit, need.credit)?;
        exactly("reserved.termination", found.termination, need.termination)?;
        return exactly("reserved.tips", found.tips, need.tips);
    }
    exactly("held", proposal.held.into(), change.dearer.into())
}

/// A provider's own proposal has reserved it; otherwise its signature does.
fn bring_bond(
    storage: &mut dyn Storage,
    (agreement, proposal, change): (&mut Agreement, &Proposal, &Change),
    deed: &mut Deed,
) -> Result<(), Refusal> {
    let bond = if proposal.by_provider {
        BondParts::default()
    } else {
        change.bond
    };
    let of = (&agreement.cover.provider, agreement.asset());
    reserved(storage, of, &bond)?.save(storage, deed);
    let (behind, more) = (&mut agreement.money.bond, &change.bond);
    for (part, more) in [
        (&mut behind.credit, more.credit),
        (&mut behind.termination, more.termination),
        (&mut behind.tips, more.tips),
    ] {
        *part = part.checked_add(more).map_err(|_| overflow("bond"))?;
    }
    Ok(())
}

fn enter(agreement: &mut Agreement, change: &Change) -> Result<(), Refusal> {
    let money = &mut agreement.money;
    add_to(&mut money.escrowed, change.dearer, "escrowed")?;
    take_from(&mut money.escrowed, change.cheaper, "escrowed")?;
    add_to(&mut money.totals.deposited, change.dearer, "deposited")?;
    add_to(&mut money.totals.refunded, change.cheaper, "refund")
}

fn amended(
    (agreement, proposal): (u64, u64),
    (by, terms_id): (Addr, u64),
    change: &Change,
) -> Result<Amended, Refusal> {
    Ok(Amended {
        agreement,
        proposal,
        by,
        terms_id,
        from: change.begins,
        paid: change.dearer,
        refund: change.cheaper,
        bond: provider::total(&change.bond)?,
    })
}
