//! A quote is what the message then does, to the unit and the second; where it refuses, the message does too.

use aftercare_interface::sla_escrow::{
    AgreementResponse, CreditQuote, ExecuteMsg, ExtensionQuote, Ground, LedgerResponse, Miss,
    QueryMsg, Subscription, SubscriptionQuote, TerminationQuote,
};
use aftercare_sla_escrow::ContractError;
use cosmwasm_std::{Addr, Uint128};
use cw_multi_test::error::AnyResult;
use cw_multi_test::AppResponse;

use super::Walk;
use crate::world::terms::total;
use crate::world::{event, number, said};

type Outcome = AnyResult<AppResponse>;
type Quoted<T> = Result<T, ContractError>;

/// The contract's own error, where the contract refused and not the token before it.
fn refusal(outcome: &Outcome) -> Option<&ContractError> {
    outcome.as_ref().err()?.downcast_ref()
}

impl Walk {
    pub fn subscription_quote(
        &self,
        who: &Addr,
        asked: &Subscription,
    ) -> Quoted<SubscriptionQuote> {
        let customer = asked.beneficiary.clone();
        self.world.try_ask(QueryMsg::QuoteSubscription {
            plan: asked.plan,
            customer: customer.unwrap_or_else(|| who.to_string()),
            periods: asked.periods,
        })
    }

    pub fn subscribed_as_quoted(&self, outcome: &Outcome, quote: Quoted<SubscriptionQuote>) {
        let Ok(done) = outcome else {
            return assert!(quote.is_err(), "{quote:?} {outcome:?}");
        };
        let quote = quote.unwrap();
        let agreement = number(done, "subscribed", "agreement");
        let (row, ledger) = (
            self.world.agreement(agreement),
            self.world.ledger(agreement),
        );
        assert_eq!(ledger.deposited, quote.total);
        assert_eq!(total(&ledger.bond), quote.bond.u128());
        let now = (row.asset, row.until, row.revision);
        assert_eq!(now, (quote.asset, quote.until, quote.revision));
    }

    pub fn extension_quote(&self, agreement: u64, periods: u32) -> Quoted<ExtensionQuote> {
        self.world
            .try_ask(QueryMsg::QuoteExtension { agreement, periods })
    }

    pub fn extended_as_quoted(
        &self,
        outcome: &Outcome,
        before: &LedgerResponse,
        quote: Quoted<ExtensionQuote>,
    ) {
        let agreement = before.agreement;
        match (outcome, quote) {
            (Ok(_), quote) => {
                let quote = quote.unwrap();
                let row = self.world.agreement(agreement);
                let deposited = self.world.ledger(agreement).deposited - before.deposited;
                let now = (deposited, row.periods, row.until, row.asset);
                let told = (quote.total, quote.periods, quote.until, quote.asset);
                assert_eq!(now, told);
            }
            (Err(_), Ok(quote)) => panic!("{quote:?} {outcome:?}"),
            (Err(_), Err(told)) => {
                let refused = refusal(outcome);
                assert!(
                    refused.is_none_or(|refused| *refused == told),
                    "{outcome:?}"
                );
            }
        }
    }

    pub fn credit_quote(&self, agreement: u64, miss: &Miss) -> Quoted<CreditQuote> {
        let miss = miss.clone();
        self.world
            .try_ask(QueryMsg::QuoteCredit { agreement, miss })
    }

    pub fn booked_as_quoted(
        &self,
        outcome: &Outcome,
        before: &LedgerResponse,
        quote: Quoted<CreditQuote>,
    ) {
        if outcome.is_err() {
            return;
        }
        let quote = quote.unwrap();
        let after = self.world.ledger(before.agreement);
        assert_eq!(after.credited - before.credited, quote.added);
        let from_bond = after.credited_from_bond - before.credited_from_bond;
        let as_debt = after.credited_as_debt - before.credited_as_debt;
        let from_fee = quote.added - from_bond - as_debt;
        let moved = (from_fee, from_bond, as_debt);
        assert_eq!(moved, (quote.from_fee, quote.from_bond, quote.as_debt));
        if quote.added.is_zero() {
            return;
        }
        let done = outcome.as_ref().unwrap();
        let booked = event(done, "miss-booked");
        assert_eq!(
            said(booked, "waits_for").is_some(),
            quote.waits_for.is_some()
        );
        let waits = after.waiting - before.waiting;
        let waited = match quote.waits_for {
            Some(_) => quote.from_fee + quote.from_bond,
            None => Uint128::zero(),
        };
        assert_eq!(waits, waited);
    }

    /// Sends the message on a ground and compares what moved with the quote of the second before.
    pub fn ends_as_quoted(&mut self, who: &Addr, agreement: u64, ground: Ground) -> bool {
        let quote = self.world.end_quoted(agreement, ground.clone());
        let before = self.world.ledger(agreement);
        let name = ground_name(&ground);
        let outcome = self
            .world
            .send(who, &ExecuteMsg::Terminate { agreement, ground }, &[]);
        match quote {
            Ok(quote) => {
                assert!(outcome.is_ok(), "{quote:?} {outcome:?}");
                let row = self.world.agreement(agreement);
                ended(&quote, &row, (&before, &self.world.ledger(agreement)));
                *self.grounds.entry(name).or_default() += 1;
                true
            }
            Err(told) => {
                assert_eq!(refusal(&outcome), Some(&told));
                false
            }
        }
    }
}

fn ground_name(ground: &Ground) -> &'static str {
    match ground {
        Ground::Notice {} => "notice",
        Ground::CoolingOff {} => "cooling-off",
        Ground::LateTickets { .. } => "late tickets",
        Ground::BlockCap { .. } => "block cap",
        Ground::BondNotRefilled {} => "bond not refilled",
        Ground::ByProvider {} => "by provider",
    }
}

fn ended(
    quote: &TerminationQuote,
    row: &AgreementResponse,
    (before, after): (&LedgerResponse, &LedgerResponse),
) {
    assert_eq!((row.until, row.periods), (quote.until, quote.periods));
    assert_eq!(after.refunded - before.refunded, quote.refund);
    assert_eq!(before.escrowed - after.escrowed, quote.from_escrow);
    assert_eq!(after.debt - before.debt, quote.as_debt);
    let leaving = after.termination_credit - before.termination_credit;
    assert_eq!(leaving, quote.termination_credit);
    if after.bond != Default::default() {
        let drawn = total(&before.bond) - total(&after.bond);
        assert_eq!(drawn, (quote.from_bond + leaving).u128());
    }
    let parts = quote.from_escrow + quote.from_bond + quote.as_debt;
    assert_eq!(parts, quote.refund);
}
