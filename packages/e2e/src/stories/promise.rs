//! Promises with targets of seconds: missed in coins, missed in tokens, kept.

use aftercare_domain::credit::{Threshold, Tier};
use aftercare_domain::money::Bps;
use aftercare_domain::policy::Level;
use aftercare_domain::time::Seconds;
use aftercare_engine::Engine;
use aftercare_interface::sla_escrow::{self, PlanTerms};
use aftercare_interface::ticket_registry::{ClockResponse, ExecuteMsg, QueryMsg};
use aftercare_interface::{community, Asset};
use aftercare_testing::{default_terms, PURSE};
use anyhow::{ensure, Context};
use cosmwasm_std::Uint128;
use cw20::Cw20Coin;

use super::{say, Told};
use crate::ground::give_purses;

/// What every person has of the token.
const TOKENS: u128 = 10_000_000_000;
/// Two hundredths of a fee of 1,000 units of six decimals.
pub const CREDIT: u128 = 20_000_000;

/// First response within five seconds, from the first late second on two hundredths back.
pub fn quick_terms(asset: &Asset) -> PlanTerms {
    let mut terms = default_terms(asset, None);
    terms.policy.p1.first_response = Some(Seconds(5));
    terms.policy.p1.resolution = Some(Seconds::hours(1));
    terms.schedule.first_response = vec![Tier {
        from: Threshold::LateSeconds(Seconds(1)),
        credit: Bps(200),
    }];
    terms
}

/// A provider, a customer under its plan, and their names.
pub struct Deal {
    pub provider: String,
    pub customer: String,
    pub agreement: u64,
}

/// Makes a deal on those terms.
pub fn deal(told: &mut Told<'_>, terms: &PlanTerms, what: &str) -> anyhow::Result<Deal> {
    let provider = told.name(&format!("provider, {what}"));
    let customer = told.name(&format!("customer, {what}"));
    give_purses(&mut told.world, &[&provider, &customer])?;
    if let Asset::Cw20 { address } = &terms.asset {
        for name in [&provider, &customer] {
            let recipient = told.world.person(name).to_string();
            let transfer = cw20::Cw20ExecuteMsg::Transfer {
                recipient,
                amount: Uint128::new(TOKENS / 2),
            };
            told.world.send("owner", address, &transfer, &[])?;
        }
    }
    let plan = told.world.offer(&provider, terms)?;
    let agreement = told.world.subscribe(&customer, plan, 1)?;
    Ok(Deal {
        provider,
        customer,
        agreement,
    })
}

fn open(told: &mut Told<'_>, deal: &Deal) -> anyhow::Result<u64> {
    let cover = (deal.agreement, deal.provider.as_str());
    let levels = (Level::High, Level::High);
    Ok(told
        .world
        .open(&deal.customer, cover, levels, "It is down")?)
}

/// Lets the first-response target pass by one second.
fn let_it_pass(told: &mut Told<'_>, ticket: u64) -> anyhow::Result<()> {
    let registry = told.world.suite.registry.clone();
    let clocks: ClockResponse = told.world.engine.query(
        &registry,
        &QueryMsg::Clock {
            ticket,
            start_after: None,
            limit: None,
        },
    )?;
    let due = clocks.clocks.iter().find_map(|clock| clock.due_at);
    let due = due.context("no clock runs")?;
    Ok(told.world.engine.advance_to(due.plus(Seconds(2)))?)
}

/// The keeper pokes, and the refund is in the customer's bank balance: once.
pub fn in_coins(told: &mut Told<'_>) -> anyhow::Result<()> {
    let euro = told.world.euro.clone();
    let deal = deal(told, &quick_terms(&euro), "coins")?;
    let ticket = open(told, &deal)?;
    let before = told.world.balance(&deal.customer, &euro)?;
    let_it_pass(told, ticket)?;
    let report = told.keeper()?;
    let after = told.world.balance(&deal.customer, &euro)?;
    ensure!(
        after - before == CREDIT,
        "{} came, {CREDIT} was promised: {report}",
        after - before
    );
    told.keeper()?;
    let later = told.world.balance(&deal.customer, &euro)?;
    ensure!(later == after, "a second round of the keeper paid again");
    say(&format!("ticket {ticket}: a target of 5 s passed, the keeper poked, {CREDIT} ueuro are in the customer's bank balance, once"));
    Ok(())
}

/// The same with a CW20 token of the chain, and a late answer in place of the keeper.
pub fn in_tokens(told: &mut Told<'_>) -> anyhow::Result<()> {
    let dollar = make_token(told)?;
    told.world.dollar = dollar.clone();
    let deal = deal(told, &quick_terms(&dollar), "tokens")?;
    let ticket = open(told, &deal)?;
    let before = told.world.balance(&deal.customer, &dollar)?;
    let_it_pass(told, ticket)?;
    told.world.reply(&deal.provider, ticket, "Sorry, late")?;
    let after = told.world.balance(&deal.customer, &dollar)?;
    ensure!(after - before == CREDIT, "{} tokens came", after - before);
    say(&format!(
        "ticket {ticket}: answered late, {CREDIT} tokens came with the answer itself"
    ));
    Ok(())
}

/// The reference CW20 token stands for other people's money; the owner lists it.
fn make_token(told: &mut Told<'_>) -> anyhow::Result<Asset> {
    let owner = told.world.person("owner");
    let wasm = told.peer("peer_cw20_base")?;
    let message = cw20_base::msg::InstantiateMsg {
        name: "Dollar".to_owned(),
        symbol: "USD".to_owned(),
        decimals: 6,
        initial_balances: vec![Cw20Coin {
            address: owner.to_string(),
            amount: Uint128::new(10 * PURSE),
        }],
        mint: None,
        marketing: None,
    };
    let engine = &mut told.world.engine;
    let code = engine.store(&owner, ("cw20_base", wasm))?;
    let token = engine.instantiate_code(&owner, (code, "cw20_base"), &message)?;
    let asset = Asset::cw20(&token);
    let list = sla_escrow::ExecuteMsg::ListAsset {
        asset: asset.clone(),
    };
    told.world.escrow("owner", &list)?;
    let list = community::ExecuteMsg::ListAsset {
        asset: asset.clone(),
    };
    told.world.community("owner", &list)?;
    Ok(asset)
}

/// Answered, resolved, accepted and rated in time; then the customer gives notice and is refunded.
pub fn kept(told: &mut Told<'_>) -> anyhow::Result<()> {
    let euro = told.world.euro.clone();
    let mut terms = default_terms(&euro, None);
    terms.notice = Seconds(0);
    let (provider, customer) = (told.name("provider, kept"), told.name("customer, kept"));
    give_purses(&mut told.world, &[&provider, &customer])?;
    let plan = told.world.offer(&provider, &terms)?;
    let agreement = told.world.subscribe(&customer, plan, 3)?;
    let deal = Deal {
        provider,
        customer,
        agreement,
    };
    let ticket = open(told, &deal)?;
    let before = told.world.balance(&deal.customer, &euro)?;
    told.world
        .reply(&deal.provider, ticket, "Which firmware?")?;
    told.world.reply(&deal.customer, ticket, "4.1")?;
    told.world
        .propose(&deal.provider, ticket, "Update to 4.2")?;
    told.world
        .registry(&deal.customer, &ExecuteMsg::Accept { ticket })?;
    let rate = ExecuteMsg::Rate {
        ticket,
        answers: vec![5],
        comment: None,
    };
    told.world.registry(&deal.customer, &rate)?;
    ensure!(
        told.world.balance(&deal.customer, &euro)? == before,
        "a kept promise moved money"
    );
    told.world.escrow(
        &deal.customer,
        &sla_escrow::ExecuteMsg::Terminate {
            agreement,
            ground: sla_escrow::Ground::Notice {},
        },
    )?;
    let refund = told.world.balance(&deal.customer, &euro)? - before;
    ensure!(refund == 2 * terms.fee.u128(), "{refund} came back");
    say(&format!("ticket {ticket}: answered, resolved, accepted, rated; notice returned {refund} ueuro of two periods at once"));
    Ok(())
}
