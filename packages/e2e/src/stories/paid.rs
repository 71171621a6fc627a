//! Paid service within seconds: what burns a protocol fee, and makes something to thank with.

use aftercare_domain::time::Seconds;
use aftercare_engine::Engine;
use aftercare_interface::raw::{fee_key, Layout};
use aftercare_interface::sla_escrow::{ExecuteMsg, Ground, LedgerResponse, PlanTerms, QueryMsg};
use aftercare_interface::{asset::Claim, Asset, Page};
use aftercare_testing::default_terms;
use anyhow::{ensure, Context};

use super::promise::{deal, Deal};
use super::{say, Told};

/// How long service is given.
const SERVED: Seconds = Seconds(10);

/// Nothing is kept back, nothing can be cooled off: what is earned can be settled at once.
fn terms(asset: &Asset) -> PlanTerms {
    let mut terms = default_terms(asset, None);
    terms.period_length = Seconds::days(1);
    terms.hold_back = Seconds::ZERO;
    terms.cooling_off = Seconds::ZERO;
    terms
}

/// The provider ends an agreement after ten seconds: unserved time and the termination credit are in the
/// customer's bank balance, the earned part is the provider's less the protocol fee, half of which is
/// burnt, and half the fee sink's. Returns the customer, who has something to thank with.
pub fn ended_by_the_provider(told: &mut Told<'_>) -> anyhow::Result<String> {
    let euro = told.world.euro.clone();
    let terms = terms(&euro);
    let deal = deal(told, &terms, "ended")?;
    told.world.wait(SERVED)?;
    leave(told, &deal, &terms)?;
    settle(told, &deal)?;
    sink(told)?;
    Ok(deal.customer)
}

fn ledger(told: &Told<'_>, agreement: u64) -> anyhow::Result<LedgerResponse> {
    let question = QueryMsg::Ledger { agreement };
    Ok(told
        .world
        .engine
        .query(&told.world.suite.escrow, &question)?)
}

fn leave(told: &mut Told<'_>, deal: &Deal, terms: &PlanTerms) -> anyhow::Result<()> {
    let euro = told.world.euro.clone();
    let before = told.world.balance(&deal.customer, &euro)?;
    let end = ExecuteMsg::Terminate {
        agreement: deal.agreement,
        ground: Ground::ByProvider {},
    };
    told.world.escrow(&deal.provider, &end)?;
    let came = told.world.balance(&deal.customer, &euro)? - before;
    let ledger = ledger(told, deal.agreement)?;
    let (refund, credit) = (ledger.refunded.u128(), ledger.termination_credit.u128());
    let fee = terms.fee.u128();
    let second = fee / u128::from(terms.period_length.0);
    let earned = ledger.escrowed.u128();
    ensure!(
        came == refund + credit && credit == fee / 5 && refund + earned == fee,
        "{came} came: {ledger:?}"
    );
    let served = u128::from(SERVED.0);
    ensure!(
        (served * second..4 * served * second).contains(&earned),
        "{earned} earned in about {served} seconds"
    );
    say(&format!("agreement {}: ended by its provider after about {served} s, {refund} ueuro and {credit} for leaving are in the customer's bank balance", deal.agreement));
    Ok(())
}

/// Protocol fee burnt for the customer, as other contracts read it.
fn burnt(told: &mut Told<'_>, customer: &str) -> anyhow::Result<u128> {
    let key = fee_key(&told.world.person(customer), &told.world.euro);
    let escrow = told.world.suite.escrow.to_string();
    let bytes = told.world.engine.client().node().raw(&escrow, key)?;
    Ok(match bytes.as_slice() {
        [] => 0,
        bytes => u128::decode(bytes)?,
    })
}

fn settle(told: &mut Told<'_>, deal: &Deal) -> anyhow::Result<()> {
    let euro = told.world.euro.clone();
    ensure!(burnt(told, &deal.customer)? == 0, "a fee was burnt already");
    let earned = ledger(told, deal.agreement)?.escrowed.u128();
    let before = told.world.balance(&deal.provider, &euro)?;
    let settle = ExecuteMsg::Settle {
        agreement: deal.agreement,
        max_periods: 1,
    };
    told.world.wait(Seconds(1))?;
    told.world.escrow("keeper", &settle)?;
    let came = told.world.balance(&deal.provider, &euro)? - before;
    let after = ledger(told, deal.agreement)?;
    let fees = after.protocol_fees.u128();
    ensure!(
        came + fees == earned && fees == earned / 100,
        "{came} of {earned} came: {after:?}"
    );
    let burnt = burnt(told, &deal.customer)?;
    ensure!(
        burnt > 0 && burnt == after.burnt.u128() && burnt == fees / 2,
        "{burnt} burnt: {after:?}"
    );
    say(&format!("agreement {}: settled, {came} ueuro of {earned} earned are the provider's, {burnt} were burnt for the customer", deal.agreement));
    Ok(())
}

/// The deployer is the fee sink: its claim is withdrawn whole, once.
fn sink(told: &mut Told<'_>) -> anyhow::Result<()> {
    let euro = told.world.euro.clone();
    let claim = claim(told)?.context("the fee sink has no claim")?;
    let before = told.world.balance("owner", &euro)?;
    let withdraw = ExecuteMsg::Withdraw {
        asset: euro.clone(),
    };
    told.world.escrow("owner", &withdraw)?;
    let came = told.world.balance("owner", &euro)? - before;
    let waited = claim.amount.u128();
    ensure!(came == waited, "{came} came of a claim of {waited}");
    ensure!(self::claim(told)?.is_none(), "the claim is still there");
    say(&format!(
        "claim: the fee sink withdrew {came} ueuro of protocol fees, once"
    ));
    Ok(())
}

fn claim(told: &mut Told<'_>) -> anyhow::Result<Option<Claim>> {
    let question = QueryMsg::Claims {
        owner: told.world.person("owner").to_string(),
        start_after: None,
        limit: None,
    };
    let escrow = &told.world.suite.escrow;
    let page: Page<Claim, String> = told.world.engine.query(escrow, &question)?;
    Ok(page.rows.into_iter().next())
}
