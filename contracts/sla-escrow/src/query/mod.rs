//! One function a question.

mod agreement;
mod list;
mod money;
mod next_step;
mod plan;
mod proposal;

use aftercare_domain::time::UnixTime;
use aftercare_interface::sla_escrow::QueryMsg;
use aftercare_json::ToJson;
use aftercare_kit::{books, ownership};
use cosmwasm_std::{Addr, Binary, Deps, Env};

use crate::error::Refusal;

/// A question on its way in.
pub(crate) struct Ask<'a> {
    deps: Deps<'a>,
    env: &'a Env,
}

/// After which row a page begins, and how many rows it examines.
type Window<Cursor> = (Option<Cursor>, Option<u32>);

impl Ask<'_> {
    fn now(&self) -> UnixTime {
        aftercare_kit::now(self.env)
    }

    fn address(&self, text: &str) -> Result<Addr, Refusal> {
        Ok(self.deps.api.addr_validate(text)?)
    }
}

pub(crate) fn answer(deps: Deps, env: &Env, msg: QueryMsg) -> Result<Binary, Refusal> {
    use QueryMsg as Q;
    let ask = Ask { deps, env };
    match msg {
        Q::Config {} => json(money::config(&ask)),
        Q::Ownership {} => json(ownership::get(deps.storage).map_err(Into::into)),
        Q::Assets { start_after, limit } => {
            json(books::assets(deps.storage, start_after, limit).map_err(Into::into))
        }
        Q::Plan { plan } => json(plan::one(&ask, plan)),
        Q::PlanRevision { plan, revision } => json(plan::revision(&ask, plan, revision)),
        Q::Plans { start_after, limit } => json(plan::list(&ask, (start_after, limit))),
        Q::Bond { provider, asset } => json(money::bond(&ask, &provider, asset)),
        Q::Claims {
            owner,
            start_after,
            limit,
        } => json(money::claims(&ask, &owner, (start_after, limit))),
        Q::FeesPaid { account, asset } => json(money::fees_paid(&ask, &account, asset)),
        Q::Solvency { asset } => json(money::solvency(&ask, &asset)),
        Q::Agreement { agreement } => json(agreement::one(&ask, agreement)),
        Q::AgreementsByCustomer {
            customer,
            live_only,
            start_after,
            limit,
        } => json(list::by_customer(
            &ask,
            (&customer, live_only),
            (start_after, limit),
        )),
        Q::AgreementsByProvider {
            provider,
            live_only,
            start_after,
            limit,
        } => json(list::by_provider(
            &ask,
            (&provider, live_only),
            (start_after, limit),
        )),
        Q::AgreementsByPlan {
            plan,
            live_only,
            start_after,
            limit,
        } => json(list::by_plan(&ask, (plan, live_only), (start_after, limit))),
        Q::Allowed { plan, customer } => json(plan::allowed(&ask, plan, &customer)),
        Q::Declarations { agreement } => json(agreement::declarations(&ask, agreement)),
        Q::Debts {
            provider,
            start_after,
            limit,
        } => json(money::debts(&ask, &provider, (start_after, limit))),
        Q::PendingChanges { account, agreement } => {
            json(money::pending(&ask, account.as_deref(), agreement))
        }
        Q::ProviderFigures { provider, asset } => json(money::figures(&ask, &provider, &asset)),
        Q::Ledger { agreement } => json(agreement::ledger(&ask, agreement)),
        Q::Misses {
            agreement,
            start_after,
            limit,
        } => json(list::misses(&ask, agreement, (start_after, limit))),
        Q::Proposal { proposal } => json(proposal::one(&ask, proposal)),
        Q::Proposals { start_after, limit } => json(proposal::list(&ask, (start_after, limit))),
        Q::QuoteSubscription {
            plan,
            customer,
            periods,
        } => json(plan::quote(&ask, (plan, &customer, periods))),
        Q::QuoteExtension { agreement, periods } => {
            json(agreement::extension(&ask, agreement, periods))
        }
        Q::Dispute { dispute } => json(agreement::dispute(&ask, dispute)),
        Q::QuoteCredit { agreement, miss } => json(agreement::credit(&ask, agreement, &miss)),
        Q::QuoteTermination { agreement, ground } => {
            json(agreement::termination(&ask, agreement, &ground))
        }
        Q::NextStep { agreement } => json(next_step::answer(&ask, agreement)),
        Q::Due {
            before,
            start_after,
            limit,
        } => json(list::due(&ask, before, (start_after, limit))),
    }
}

fn json<T: ToJson>(answer: Result<T, Refusal>) -> Result<Binary, Refusal> {
    Ok(aftercare_kit::json::answer(&answer?))
}
