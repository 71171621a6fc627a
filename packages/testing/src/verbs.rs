//! What people do, one verb a message.

use aftercare_domain::policy::Level;
use aftercare_engine::{Engine, Failure};
use aftercare_interface::sla_escrow::{
    self, BondParts, PlanRevisionResponse, PlanTerms, Subscription,
};
use aftercare_interface::ticket_registry::{self, OpenTicket};
use aftercare_interface::{community, Asset};
use cosmwasm_std::Uint128;

use crate::commitment;
use crate::world::{number, Outcome, Payment, World};

impl<E: Engine> World<E> {
    /// Sends a message to the escrow, without funds.
    ///
    /// # Errors
    /// What the contract refuses.
    pub fn escrow(&mut self, name: &str, message: &sla_escrow::ExecuteMsg) -> Outcome {
        let contract = self.suite.escrow.clone();
        self.send(name, &contract, message, &[])
    }

    /// Sends a message to the registry.
    ///
    /// # Errors
    /// What the contract refuses.
    pub fn registry(&mut self, name: &str, message: &ticket_registry::ExecuteMsg) -> Outcome {
        let contract = self.suite.registry.clone();
        self.send(name, &contract, message, &[])
    }

    /// Sends a message to the community, without funds.
    ///
    /// # Errors
    /// What the contract refuses.
    pub fn community(&mut self, name: &str, message: &community::ExecuteMsg) -> Outcome {
        let contract = self.suite.community.clone();
        self.send(name, &contract, message, &[])
    }

    /// A provider publishes a plan and puts in bond for as many agreements as it takes.
    ///
    /// # Errors
    /// What the contract refuses.
    pub fn offer(&mut self, provider: &str, terms: &PlanTerms) -> Result<u64, Failure> {
        let publish = sla_escrow::ExecuteMsg::PublishPlan {
            terms: terms.clone(),
        };
        let events = self.escrow(provider, &publish)?;
        let BondParts {
            credit,
            termination,
            tips,
        } = terms.bond;
        let each = credit.u128() + termination.u128() + tips.u128();
        let bond = each * u128::from(terms.capacity);
        self.deposit_bond(provider, &terms.asset, bond)?;
        number(&events, "plan")
    }

    /// A provider adds to its free bond.
    ///
    /// # Errors
    /// What the contract refuses.
    pub fn deposit_bond(&mut self, provider: &str, asset: &Asset, amount: u128) -> Outcome {
        let payment = Payment {
            contract: &self.suite.escrow.clone(),
            asset,
            amount: Uint128::new(amount),
            message: &sla_escrow::ExecuteMsg::DepositBond {},
            hook: &sla_escrow::Cw20Hook::DepositBond {},
        };
        self.pay(provider, payment)
    }

    /// A customer subscribes to a plan's newest revision and prepays.
    ///
    /// # Errors
    /// What the contract refuses.
    pub fn subscribe(&mut self, customer: &str, plan: u64, periods: u32) -> Result<u64, Failure> {
        let escrow = self.suite.escrow.clone();
        let question = sla_escrow::QueryMsg::Plan { plan };
        let newest: sla_escrow::PlanResponse = self.engine.query(&escrow, &question)?;
        let question = sla_escrow::QueryMsg::PlanRevision {
            plan,
            revision: newest.revision,
        };
        let revision: PlanRevisionResponse = self.engine.query(&escrow, &question)?;
        let total = Uint128::new(revision.terms.fee.u128() * u128::from(periods));
        let subscription = Subscription {
            plan,
            revision: revision.revision,
            terms_hash: revision.terms_hash,
            periods,
            total,
            beneficiary: None,
        };
        let payment = Payment {
            contract: &escrow,
            asset: &revision.terms.asset,
            amount: total,
            message: &sla_escrow::ExecuteMsg::Subscribe(subscription.clone()),
            hook: &sla_escrow::Cw20Hook::Subscribe(subscription),
        };
        number(&self.pay(customer, payment)?, "agreement")
    }

    /// A customer opens a ticket under an agreement.
    ///
    /// # Errors
    /// What the contract refuses.
    pub fn open(
        &mut self,
        customer: &str,
        (agreement, provider): (u64, &str),
        (impact, urgency): (Level, Level),
        problem: &str,
    ) -> Result<u64, Failure> {
        let provider = self.person(provider).to_string();
        let ticket = OpenTicket {
            agreement: Some(agreement),
            provider,
            impact,
            urgency,
            category: 0,
            tags: vec![],
            content: commitment(problem),
            external_ref: None,
            on_behalf_of: None,
            related: None,
            confidential: false,
        };
        number(
            &self.registry(customer, &ticket_registry::ExecuteMsg::Open(ticket))?,
            "ticket",
        )
    }

    /// Anyone says something on a ticket.
    ///
    /// # Errors
    /// What the contract refuses.
    pub fn reply(&mut self, name: &str, ticket: u64, words: &str) -> Outcome {
        let content = commitment(words);
        self.registry(
            name,
            &ticket_registry::ExecuteMsg::Reply {
                ticket,
                content,
                expects_answer: true,
            },
        )
    }

    /// A provider or agent proposes a resolution.
    ///
    /// # Errors
    /// What the contract refuses.
    pub fn propose(&mut self, name: &str, ticket: u64, words: &str) -> Outcome {
        let content = commitment(words);
        let cites = vec![];
        self.registry(
            name,
            &ticket_registry::ExecuteMsg::ProposeResolution {
                ticket,
                content,
                cites,
            },
        )
    }

    /// Anyone asks a question with a bounty.
    ///
    /// # Errors
    /// What the contract refuses.
    pub fn ask(&mut self, name: &str, bounty: (&Asset, u128), words: &str) -> Result<u64, Failure> {
        let question = community::NewQuestion {
            topic: "setup".to_owned(),
            product: "router".to_owned(),
            versions: None,
            provider: None,
            content: commitment(words),
        };
        let payment = Payment {
            contract: &self.suite.community.clone(),
            asset: bounty.0,
            amount: Uint128::new(bounty.1),
            message: &community::ExecuteMsg::Ask(question.clone()),
            hook: &community::Cw20Hook::Ask(question),
        };
        number(&self.pay(name, payment)?, "question")
    }

    /// Anyone answers a question.
    ///
    /// # Errors
    /// What the contract refuses.
    pub fn answer(&mut self, name: &str, question: u64, words: &str) -> Result<u64, Failure> {
        let content = commitment(words);
        let answer = community::ExecuteMsg::Answer { question, content };
        number(&self.community(name, &answer)?, "answer")
    }
}
