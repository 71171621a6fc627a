//! What parties say about a credit that waits: the provider contests it, the customer objects to its excuse.

use aftercare_interface::sla_escrow::{MissCursor, WaitingReason};
use aftercare_interface::Commitment;
use aftercare_kit::{check, ids};
use cosmwasm_std::{Response, Storage};

use super::super::conclude::conclude;
use super::super::{Call, Deed};
use super::till::{Held, Till};
use super::wait::contest_window;
use crate::agreement::Agreement;
use crate::error::{refuse, ContractError, Refusal};
use crate::event::{CreditContested, ExcuseObjected};
use crate::state::{miss_key, Dispute, Line, DISPUTES, LAST_DISPUTE};

const CONTESTABLE: [WaitingReason; 2] = [WaitingReason::Contest, WaitingReason::Case];
const OPEN: [WaitingReason; 3] = [
    WaitingReason::Contest,
    WaitingReason::Case,
    WaitingReason::Objection,
];

pub(crate) fn contest(
    call: Call,
    id: u64,
    (miss, evidence): (&MissCursor, &Commitment),
) -> Result<Response, Refusal> {
    let now = call.now();
    let mut agreement = Agreement::load(call.deps.storage, id)?;
    agreement.only_provider(&call.sender)?;
    check::commitment(evidence, "evidence")?;
    let mut deed = Deed::new("contest");
    let mut till = Till::new(call.deps.storage, (&mut agreement, &mut deed), now);
    let mut held = till.load(miss_key(miss))?;
    till.decide(&mut held)?;
    let event = till.freeze(&mut held, evidence)?;
    till.save(&held);
    till.pay(&call.env.contract.address)?;
    deed.tell(event);
    conclude(call.deps.storage, &mut agreement, &mut deed)?;
    Ok(deed.done())
}

impl Till<'_> {
    /// All that waits of a credit waits for one ruling.
    fn freeze(
        &mut self,
        held: &mut Held,
        evidence: &Commitment,
    ) -> Result<CreditContested, Refusal> {
        let agreement = self.agreement.id;
        if let Some(dispute) = held.record.dispute {
            return refuse(ContractError::AlreadyContested { dispute });
        }
        let lines = &held.record.waiting;
        if !lines.iter().any(|line| CONTESTABLE.contains(&line.reason)) {
            return refuse(ContractError::NothingToContest { agreement });
        }
        let arbitration = self.agreement.arbitration_of(held.record.period)?.clone();
        let line = Line {
            reason: WaitingReason::Ruling,
            until: self.now.plus(arbitration.time),
            ..held.take(&OPEN)?
        };
        held.add(line)?;
        let dispute = open(self.storage, (agreement, held), line)?;
        held.record.dispute = Some(dispute);
        let cover = &self.agreement.cover;
        Ok(CreditContested {
            agreement,
            subject: held.cursor.subject,
            metric: held.cursor.metric,
            cycle: held.cursor.cycle,
            ordinal: held.cursor.ordinal,
            dispute,
            provider: cover.provider.clone(),
            customer: cover.customer.clone(),
            arbitrator: arbitration.arbitrator,
            asset: self.agreement.asset().key(),
            amount: line.amount,
            default_split: arbitration.default_split,
            until: line.until,
            evidence: evidence.hash.clone(),
        })
    }
}

fn open(
    storage: &mut dyn Storage,
    (agreement, held): (u64, &Held),
    line: Line,
) -> Result<u64, Refusal> {
    let number = ids::next(storage, &LAST_DISPUTE, "dispute")?;
    let dispute = Dispute {
        agreement,
        key: held.key,
        until: line.until,
        stands: None,
    };
    DISPUTES.save(storage, number, &dispute);
    Ok(number)
}

pub(crate) fn object(call: Call, id: u64, miss: &MissCursor) -> Result<Response, Refusal> {
    let now = call.now();
    let mut agreement = Agreement::load(call.deps.storage, id)?;
    agreement.only_customer(&call.sender)?;
    let mut deed = Deed::new("object");
    let mut till = Till::new(call.deps.storage, (&mut agreement, &mut deed), now);
    let mut held = till.load(miss_key(miss))?;
    till.decide(&mut held)?;
    let window = contest_window(till.agreement.terms_of(held.record.period));
    let line = Line {
        reason: WaitingReason::Case,
        until: now.plus(window),
        ..held.take(&[WaitingReason::Objection])?
    };
    if line.amount == 0 {
        return refuse(ContractError::NothingToObject { agreement: id });
    }
    held.add(line)?;
    till.save(&held);
    till.pay(&call.env.contract.address)?;
    deed.tell(ExcuseObjected {
        agreement: id,
        subject: miss.subject,
        metric: miss.metric,
        cycle: miss.cycle,
        ordinal: miss.ordinal,
        customer: call.sender,
        amount: line.amount,
        until: line.until,
    });
    conclude(call.deps.storage, &mut agreement, &mut deed)?;
    Ok(deed.done())
}
