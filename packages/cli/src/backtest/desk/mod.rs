//! The contracts as the backtest uses them: one provider, its customers, and a keeper for what is due.

mod question;
mod ticket;

use aftercare_domain::calendar::Calendar;
use aftercare_domain::time::UnixTime;
use aftercare_engine::{Engine, Failure, Settings, Suite};
use aftercare_interface::sla_escrow::{self as escrow, PlanTerms, Subscription};
use aftercare_interface::ticket_registry as registry;
use aftercare_interface::{Asset, Commitment, Scheme};
use cosmwasm_std::{Addr, Coin, Event, Uint128};
use serde::Serialize;

/// How many messages went to the contracts.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Traffic {
    /// For rows of the log.
    pub log: u64,
    /// The tool's own: set-up, subscriptions, pokes, settlements.
    pub tool: u64,
    /// The pokes among them.
    pub pokes: u64,
}

/// What customers subscribe to.
#[derive(Debug, Clone)]
struct Offer {
    plan: u64,
    revision: u32,
    terms_hash: cosmwasm_std::HexBinary,
    fee: u128,
}

/// Who takes part, and in which coin.
pub struct People {
    pub provider: Addr,
    pub keeper: Addr,
    pub fee_sink: Addr,
    pub asset: Asset,
    pub denom: String,
}

/// Contracts that were deployed for one backtest.
pub struct Desk<E> {
    pub engine: E,
    suite: Suite,
    pub people: People,
    offer: Option<Offer>,
    pub traffic: Traffic,
    said: u64,
    /// All coins that were made.
    pub funded: u128,
}

impl<E: Engine> Desk<E> {
    /// Deploys the suite with fees of the terms.
    pub fn new(
        mut engine: E,
        denom: String,
        rates: &escrow::InstantiateMsg,
    ) -> Result<Self, Failure> {
        let asset = Asset::native(denom.clone());
        let people = People {
            provider: engine.account("provider"),
            keeper: engine.account("keeper"),
            fee_sink: engine.account(&rates.fee_sink),
            asset: asset.clone(),
            denom,
        };
        let settings = Settings {
            owner: engine.account(&rates.owner),
            fee_sink: people.fee_sink.clone(),
            protocol_fee: rates.protocol_fee,
            burn_share: rates.burn_share,
            assets: vec![(asset, cosmwasm_std::Decimal::one())],
        };
        let suite = Suite::deploy(&mut engine, &settings)?;
        Ok(Self {
            engine,
            suite,
            people,
            offer: None,
            traffic: Traffic::default(),
            said: 0,
            funded: 0,
        })
    }

    /// Publishes a calendar and returns its number.
    pub fn publish_calendar(&mut self, calendar: Calendar) -> Result<u64, Failure> {
        let message = registry::ExecuteMsg::PublishCalendar { calendar };
        let provider = self.people.provider.clone();
        let events = self.tool(&provider, Contract::Registry, &message, &[])?;
        number(&events, "calendar")
    }

    /// Publishes the plan and deposits `bond` for its agreements.
    pub fn publish_plan(&mut self, terms: PlanTerms, bond: u128) -> Result<(), Failure> {
        let provider = self.people.provider.clone();
        let fee = terms.fee.u128();
        let message = escrow::ExecuteMsg::PublishPlan { terms };
        let events = self.tool(&provider, Contract::Escrow, &message, &[])?;
        let plan = number(&events, "plan")?;
        let question = escrow::QueryMsg::PlanRevision { plan, revision: 1 };
        let answer: escrow::PlanRevisionResponse = self.ask(Contract::Escrow, &question)?;
        self.offer = Some(Offer {
            plan,
            revision: answer.revision,
            terms_hash: answer.terms_hash,
            fee,
        });
        let coins = self.make_coins(&provider, bond)?;
        let message = escrow::ExecuteMsg::DepositBond {};
        self.tool(&provider, Contract::Escrow, &message, &coins)?;
        Ok(())
    }

    /// A customer prepays; the new agreement.
    pub fn subscribe(
        &mut self,
        customer: &Addr,
        periods: u32,
    ) -> Result<escrow::AgreementResponse, Failure> {
        let Some(offer) = self.offer.clone() else {
            return Err(Failure::new("no plan is published"));
        };
        let total = offer.fee.saturating_mul(u128::from(periods));
        let coins = self.make_coins(customer, total)?;
        let message = escrow::ExecuteMsg::Subscribe(Subscription {
            plan: offer.plan,
            revision: offer.revision,
            terms_hash: offer.terms_hash,
            periods,
            total: Uint128::new(total),
            beneficiary: None,
        });
        let events = self.tool(customer, Contract::Escrow, &message, &coins)?;
        self.agreement(number(&events, "agreement")?)
    }

    /// Pays out the periods of an agreement whose hold-back is over.
    pub fn settle(&mut self, agreement: u64) -> Result<escrow::AgreementResponse, Failure> {
        let message = escrow::ExecuteMsg::Settle {
            agreement,
            max_periods: 30,
        };
        let keeper = self.people.keeper.clone();
        self.tool(&keeper, Contract::Escrow, &message, &[])?;
        self.agreement(agreement)
    }

    /// Moves time forward; never back.
    pub fn advance_to(&mut self, time: UnixTime) -> Result<(), Failure> {
        if time > self.engine.now() {
            self.engine.advance_to(time)?;
        }
        Ok(())
    }

    fn make_coins(&mut self, account: &Addr, amount: u128) -> Result<Vec<Coin>, Failure> {
        let coin = Coin::new(amount, self.people.denom.clone());
        self.engine.fund(account, coin.clone())?;
        self.funded += amount;
        Ok(vec![coin])
    }

    fn tool(
        &mut self,
        sender: &Addr,
        contract: Contract,
        message: &impl Serialize,
        funds: &[Coin],
    ) -> Result<Vec<Event>, Failure> {
        self.traffic.tool += 1;
        let contract = contract.address(&self.suite);
        self.engine.execute(sender, contract, message, funds)
    }
}

/// Which of the suite's contracts.
#[derive(Clone, Copy)]
enum Contract {
    Escrow,
    Registry,
}

impl Contract {
    fn address(self, suite: &Suite) -> &Addr {
        match self {
            Self::Escrow => &suite.escrow,
            Self::Registry => &suite.registry,
        }
    }
}

/// A commitment whose hash is a number.
pub fn nothing(number: u64) -> Commitment {
    let mut hash = [0; 32];
    let tail = number.to_be_bytes();
    hash.iter_mut()
        .rev()
        .zip(tail.iter().rev())
        .for_each(|(to, from)| *to = *from);
    Commitment {
        hash: hash.into(),
        media_type: "text/plain".to_owned(),
        size: 1,
        scheme: Scheme::Sha256Salted,
    }
}

/// A number out of the events of a message.
fn number(events: &[Event], key: &str) -> Result<u64, Failure> {
    events
        .iter()
        .filter(|event| event.ty.starts_with("wasm-aftercare-"))
        .flat_map(|event| &event.attributes)
        .find(|attribute| attribute.key == key)
        .and_then(|attribute| attribute.value.parse().ok())
        .ok_or_else(|| Failure::new(format!("no event names a {key}")))
}
