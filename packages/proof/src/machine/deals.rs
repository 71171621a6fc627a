//! What both sides say about proposals, credits that wait, payouts, recoveries and the owner.

use aftercare_domain::time::UnixTime;
use aftercare_engine::Failure;
use aftercare_interface::sla_escrow::{
    AgreementResponse, ConfigResponse, Declaration, DisputeResponse, MissCursor, MissResponse,
    PendingChangesResponse, ProposalResponse, ProviderFiguresResponse, QueryMsg,
};
use aftercare_interface::Page;
use aftercare_suite_model::{Proposal, Suite};
use cosmwasm_std::Addr;
use cw_ownable::Expiration;

use super::life::{Life, Stored};
use super::people::PROVIDERS;
use super::said::{denom, Said};

impl<E: Stored> Life<E> {
    /// What an agreement carries beside its money.
    pub(super) fn compare_deal(
        &mut self,
        agreement: u64,
        found: &AgreementResponse,
    ) -> Result<(), Failure> {
        let (now, at) = (self.model.now, agreement as usize - 1);
        let one = self.model.agreements[at].clone();
        let next = found.next_terms.filter(|(from, _)| from.0 > now);
        let next = next.map(|(from, id)| (from.0, id));
        let plan = found.plan.map(|plan| (plan, found.revision));
        let told = ((found.terms_id, next), plan, found.renews);
        let expected = (one.terms_ids(now), one.plan, one.renews);
        let what = || format!("agreement {agreement}, terms in force and next, plan, renews");
        self.same(&what, (expected, told))?;
        let rows = self.misses(agreement)?;
        let what = || format!("misses of agreement {agreement}");
        self.same(&what, (one.misses(), rows))?;
        let declared: Vec<Declaration> = self.ask(&QueryMsg::Declarations { agreement })?;
        let what = || format!("what was declared in agreement {agreement}");
        self.same(&what, (one.declarations().to_vec(), declared))?;
        for party in one.parties() {
            self.compare_pending(&party, Some(agreement))?;
        }
        Ok(())
    }

    fn misses(&self, agreement: u64) -> Result<Vec<MissResponse>, Failure> {
        let (mut rows, mut start_after) = (vec![], None);
        loop {
            let page: Page<MissResponse, MissCursor> = self.ask(&QueryMsg::Misses {
                agreement,
                start_after,
                limit: Some(30),
            })?;
            rows.extend(page.rows);
            start_after = page.next;
            if start_after.is_none() {
                return Ok(rows);
            }
        }
    }

    /// What an account has announced.
    fn compare_pending(&mut self, account: &str, agreement: Option<u64>) -> Result<(), Failure> {
        let found: PendingChangesResponse = self.ask(&QueryMsg::PendingChanges {
            account: Some(account.to_owned()),
            agreement,
        })?;
        let told = (
            found
                .monitoring
                .map(|(who, from)| (who.into_string(), from.0)),
            found
                .payout_address
                .map(|next| (next.address.map(Addr::into_string), next.from.0)),
            found
                .recovery
                .map(|(who, from)| (who.into_string(), from.0)),
        );
        let at = agreement.map(|agreement| agreement as usize - 1);
        let payout = at.and_then(|at| self.model.announced(at, account));
        let recovery = self.model.desk.recoveries.get(account).cloned();
        let recovery = recovery.and_then(|(who, ready)| ready.map(|ready| (who, ready)));
        let monitoring = self.model.next_monitoring();
        let what = || format!("what {account} has announced");
        self.same(&what, ((monitoring, payout, recovery), told))
    }

    /// What a provider's money says about it.
    pub(super) fn compare_figures(&mut self, name: &str) -> Result<(), Failure> {
        if !PROVIDERS.contains(&name) {
            return Ok(());
        }
        let provider = self.people.address(name);
        for asset in self.assets() {
            let expected = self.model.figures(&provider, &asset);
            let found: ProviderFiguresResponse = self.ask(&QueryMsg::ProviderFigures {
                provider: provider.clone(),
                asset: asset.clone(),
            })?;
            let told = [
                found.agreements.into(),
                found.ended.into(),
                found.renewed.into(),
                found.ended_fees.u128(),
                found.renewed_fees.u128(),
                found.revenue.u128(),
                found.credits.u128(),
            ];
            let what = || format!("figures of {name} in {}", denom(&asset));
            self.same(&what, (expected, told))?;
        }
        Ok(())
    }

    /// Settings, proposals, disputes, and who may take over whose money.
    pub(super) fn compare_desk(&mut self) -> Result<(), Failure> {
        self.compare_settings()?;
        for proposal in 1..=self.model.desk.proposed {
            self.compare_proposal(proposal)?;
        }
        for number in 0..self.model.desk.disputes() {
            self.compare_dispute(number)?;
        }
        let names: Vec<String> = self.people.names().cloned().collect();
        for name in &names {
            self.compare_pending(&self.people.address(name), None)?;
        }
        Ok(())
    }

    /// Those of them that a message can have touched.
    pub(super) fn compare_deals(&mut self, before: &Suite, said: &Said) -> Result<(), Failure> {
        let (desk, was) = (&self.model.desk, &before.desk);
        let mut touched: Vec<u64> = was.proposals.keys().copied().collect();
        touched.retain(|number| !desk.proposals.contains_key(number));
        touched.extend(was.proposed + 1..=desk.proposed);
        let disputes = was.disputes()..desk.disputes();
        let recoveries = desk.recoveries != was.recoveries;
        for proposal in touched {
            self.compare_proposal(proposal)?;
        }
        for number in disputes.chain(said.dispute) {
            self.compare_dispute(number)?;
        }
        if recoveries {
            let sender = said.call.sender.clone();
            self.compare_pending(&sender, None)?;
        }
        self.compare_settings()
    }

    fn compare_settings(&mut self) -> Result<(), Failure> {
        let found: ConfigResponse = self.ask(&QueryMsg::Config {})?;
        let owned: cw_ownable::Ownership<Addr> = self.ask(&QueryMsg::Ownership {})?;
        let until = match owned.pending_expiry {
            Some(Expiration::AtTime(at)) => at.seconds(),
            _ => 0,
        };
        let text = |at: Option<UnixTime>| at.map(|at| at.0.to_string());
        let next = owned.pending_owner;
        let told = [
            found.monitoring.map(Addr::into_string),
            found.pauser.map(Addr::into_string),
            text(found.paused_until),
            text(found.pausable_from),
            owned.owner.map(Addr::into_string),
            next.map(|next| format!("{next} before {until}")),
        ];
        let what = || "monitoring, pauser, pause, next pause, owner, next owner".to_owned();
        self.same(&what, (self.model.config(), told))
    }

    fn compare_proposal(&mut self, proposal: u64) -> Result<(), Failure> {
        let expected = self.model.desk.proposals.get(&proposal).map(of_model);
        let question = QueryMsg::Proposal { proposal };
        let found: Option<ProposalResponse> = match self.ask(&question) {
            Err(failure) if failure.code.as_deref() == Some("SLA-052") => None,
            answer => Some(answer?),
        };
        let what = || format!("proposal {proposal}");
        self.same(&what, (expected, found.map(of_contracts)))
    }

    fn compare_dispute(&mut self, number: usize) -> Result<(), Failure> {
        let Some((until, waiting, stands)) = self.model.dispute(number) else {
            return Ok(());
        };
        let dispute = number as u64 + 1;
        let found: DisputeResponse = self.ask(&QueryMsg::Dispute { dispute })?;
        let stands = stands.or((self.model.now > until).then_some(true));
        let told = (found.until.0, found.waiting.u128(), found.credit_stands);
        let what = || format!("dispute {dispute}, until, waiting, decided");
        self.same(&what, ((until, waiting, stands), told))
    }
}

/// Who, whom it names, by which side, what it changes and for how many periods; terms; money and time.
type Told = (
    (String, Option<String>, bool, Option<(u64, u32)>, u32),
    (u64, String),
    [u128; 3],
);

fn of_model(one: &Proposal) -> Told {
    (
        (
            one.proposer.clone(),
            one.named.clone(),
            one.by_provider,
            one.amends,
            one.periods,
        ),
        (one.terms_id, one.hash.to_hex()),
        [one.held, one.reserved(), one.expires.into()],
    )
}

fn of_contracts(one: ProposalResponse) -> Told {
    (
        (
            one.proposer.into_string(),
            one.counterparty.map(Addr::into_string),
            one.by_provider,
            one.amends,
            one.periods,
        ),
        (one.terms_id, one.terms_hash.to_hex()),
        [one.held.u128(), one.reserved.u128(), one.expires.0.into()],
    )
}
