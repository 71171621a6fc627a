//! What most subjects stand on: a provider with a plan, its agents, a customer's agreement and its delegates.

use aftercare_domain::time::Seconds;
use aftercare_engine::{Engine, Failure};
use aftercare_interface::sla_escrow::{self, PlanRevisionResponse, PlanTerms};
use aftercare_testing::{commitment, default_terms, office_hours};
use cosmwasm_std::Uint128;
use serde_json::{json, Value};

use crate::matrix::cast::{DELEGATES, SCOPES};
use crate::matrix::stage::About;
use crate::matrix::{Sent, Stage};

pub(super) type Told = Result<(), Failure>;

/// All that an agent of every trade may do.
const ALL_SCOPES: [&str; 5] = ["open", "reply", "resolve", "triage", "assign"];
/// What three periods cost.
pub(super) const TOTAL: u128 = 3_000_000_000;
/// Of a plan that there is not.
pub(super) const NO_HASH: &str = "0000000000000000000000000000000000000000000000000000000000000000";
/// Rights that last through every scene.
const YEARS: Seconds = Seconds::days(730);

impl Stage {
    /// Who plays a part for the object that the stage is about.
    pub(super) fn cast(&self, own: &'static str) -> &'static str {
        match (self.about, own) {
            (About::Other, "customer" | "payer") => "other-customer",
            (About::Other, "provider") => "other-provider",
            (About::Other, "agent") => "other-agent",
            _ => own,
        }
    }

    /// The address of who plays a part.
    pub(super) fn part(&mut self, own: &'static str) -> String {
        let role = self.cast(own);
        self.person(role)
    }

    /// A message to the registry from who plays a part.
    pub(super) fn desk(&mut self, own: &'static str, message: Value) -> Told {
        let role = self.cast(own);
        self.registry(role, message).map(drop)
    }

    /// A message to the escrow from who plays a part.
    pub(super) fn till(&mut self, own: &'static str, message: Value) -> Told {
        let role = self.cast(own);
        self.escrow(role, message).map(drop)
    }

    /// A plan, agents, an agreement, delegates; what expires has expired.
    pub(super) fn ground(&mut self, change: impl FnOnce(&mut PlanTerms)) -> Told {
        self.house()?;
        self.offer(change)?;
        self.subscribe()?;
        if self.about == About::Own {
            self.delegates()?;
        }
        self.wait(Seconds::hours(2))
    }

    /// What the provider is before it has a plan: a calendar, queues, agents.
    pub(super) fn house(&mut self) -> Told {
        let publish = json!({"publish_calendar": {"calendar": office_hours()}});
        let provider = self.cast("provider");
        let events = self.registry(provider, publish)?;
        self.made("calendar", &events)?;
        let queues = json!({"queues": 2, "categories": [{"category": 1, "queue": 1}]});
        self.desk("provider", json!({"set_queues": queues}))?;
        self.agent("agent", &ALL_SCOPES, false)?;
        if self.about == About::Other {
            return Ok(());
        }
        self.agent("bot", &ALL_SCOPES, true)?;
        for (role, scope) in SCOPES {
            self.agent(role, &[scope], false)?;
        }
        let soon = self.after(Seconds::hours(1));
        let who = self.person("expired-agent");
        let agent = agent(&who, (&ALL_SCOPES, false), &soon);
        self.desk("provider", json!({"set_agent": agent}))
    }

    fn agent(&mut self, role: &'static str, scopes: &[&str], automated: bool) -> Told {
        let (who, expires) = (self.part(role), self.after(YEARS));
        let agent = agent(&who, (scopes, automated), &expires);
        self.desk("provider", json!({"set_agent": agent}))
    }

    /// A plan with its bond.
    pub(super) fn offer(&mut self, change: impl FnOnce(&mut PlanTerms)) -> Told {
        let mut terms = default_terms(&self.world.euro, None);
        terms.capacity = 3;
        terms.bond.tips = Uint128::new(10_000_000);
        terms.tip = Uint128::new(100_000);
        change(&mut terms);
        let provider = self.cast("provider");
        let plan = self.world.offer(provider, &terms)?;
        self.note("plan", plan);
        let question = sla_escrow::QueryMsg::PlanRevision { plan, revision: 1 };
        let world = &self.world;
        let revision: PlanRevisionResponse = world.engine.query(&world.suite.escrow, &question)?;
        self.note("terms-hash", revision.terms_hash.to_hex());
        Ok(())
    }

    /// An agreement that the payer pays for the customer.
    pub(super) fn subscribe(&mut self) -> Told {
        let message = self.subscription();
        let payer = self.cast("payer");
        let events = self.send(payer, &message)?;
        self.made("agreement", &events).map(drop)
    }

    /// Three periods of the plan, for the customer.
    pub(super) fn subscription(&mut self) -> Sent {
        let hash = self.noted("terms-hash");
        let subscription = json!({
            "plan": self.noted("plan"), "revision": 1, "periods": 3, "total": TOTAL.to_string(),
            "terms_hash": hash.as_str().unwrap_or(NO_HASH), "beneficiary": self.part("customer")
        });
        self.to_escrow(json!({"subscribe": subscription}))
            .with(TOTAL)
    }

    fn delegates(&mut self) -> Told {
        let (later, soon) = (self.after(YEARS), self.after(Seconds::hours(1)));
        for (role, scope) in DELEGATES {
            self.delegate(role, &[scope], &later)?;
        }
        let all = DELEGATES.map(|(_, scope)| scope);
        self.delegate("expired-delegate", &all, &soon)
    }

    fn delegate(&mut self, role: &'static str, scopes: &[&str], expires: &Value) -> Told {
        let who = self.person(role);
        let delegate = json!({"agreement": null, "who": who, "scopes": scopes, "expires": expires});
        self.desk("customer", json!({"set_delegate": delegate}))
    }
}

/// What `set_agent` says.
pub(super) fn agent(who: &str, (scopes, automated): (&[&str], bool), expires: &Value) -> Value {
    json!({
        "agent": who, "scopes": scopes, "queues": [], "expires": expires, "max_open": 100,
        "automated": automated
    })
}

/// A commitment as messages write it.
pub(super) fn words(text: &str) -> Value {
    json!(commitment(text))
}
