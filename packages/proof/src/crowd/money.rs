//! What people do with the escrow.

use aftercare_domain::time::Seconds;
use aftercare_engine::{Engine, Failure};
use aftercare_interface::sla_escrow::Counterparty::Customer;
use aftercare_interface::sla_escrow::{
    AgreementResponse, Bespoke, Cw20Hook, ExecuteMsg, Ground, MissCursor, MissResponse,
    PlanRevisionResponse, ProposalResponse, QueryMsg,
};
use aftercare_interface::Page;
use aftercare_testing::{commitment, number, Payment};
use cosmwasm_std::Uint128;

use super::{Act, Crowd, Deal, Told, CLIENTS, PROVIDERS};

impl<E: Engine + 'static> Crowd<E> {
    pub(super) const MONEY: &'static [Act<E>] = &[
        ("subscribe", Self::subscribe),
        ("subscribe", Self::subscribe),
        ("propose an agreement", Self::propose),
        ("accept a proposal", Self::take),
        ("decline a proposal", Self::decline),
        ("extend", Self::extend),
        ("give notice", Self::give_notice),
        ("cool off", Self::cool_off),
        ("leave for cause", Self::leave),
        ("end as the provider", Self::end),
        ("settle", Self::settle),
        ("poke an agreement", Self::poke),
        ("contest", Self::contest),
        ("contest", Self::contest),
        ("rule", Self::rule),
        ("declare force majeure", Self::declare),
        ("object to a declaration", Self::object),
        ("refill a bond", Self::refill),
        ("withdraw from the escrow", Self::withdraw),
        ("name a payout address", Self::redirect),
    ];

    fn subscribe(&mut self) -> Told {
        let client = self.one_of(&CLIENTS);
        let (plan, provider) = self.recent(|crowd| &crowd.plans, "plan")?;
        let periods = u32::try_from(self.choices.between(1, 7)).unwrap_or(1);
        let agreement = self.world.subscribe(client, plan, periods)?;
        self.deals.push(Deal {
            agreement,
            client,
            provider,
        });
        Ok(())
    }

    fn propose(&mut self) -> Told {
        let (plan, provider) = self.recent(|crowd| &crowd.plans, "plan")?;
        let client = self.one_of(&CLIENTS);
        let question = QueryMsg::PlanRevision { plan, revision: 1 };
        let found: PlanRevisionResponse = self.asked(&question)?;
        let bespoke = Bespoke {
            terms: found.terms,
            periods: 3,
            with: Customer(Some(self.world.person(client).to_string())),
        };
        let propose = ExecuteMsg::ProposeAgreement(bespoke);
        let proposal = number(&self.world.escrow(provider, &propose)?, "proposal")?;
        let agreement = 0;
        let deal = Deal {
            agreement,
            client,
            provider,
        };
        self.proposals.push((proposal, deal));
        Ok(())
    }

    fn take(&mut self) -> Told {
        let (proposal, deal) = self.recent(|crowd| &crowd.proposals, "proposal")?;
        let found: ProposalResponse = self.asked(&QueryMsg::Proposal { proposal })?;
        let total = found.terms.fee * Uint128::from(found.periods);
        let payment = Payment {
            contract: &self.world.suite.escrow.clone(),
            asset: &found.terms.asset,
            amount: total,
            message: &ExecuteMsg::AcceptProposal {
                proposal,
                terms_hash: found.terms_hash.clone(),
                total,
            },
            hook: &Cw20Hook::AcceptProposal {
                proposal,
                terms_hash: found.terms_hash,
                total,
            },
        };
        let agreement = number(&self.world.pay(deal.client, payment)?, "agreement")?;
        self.deals.push(Deal { agreement, ..deal });
        Ok(())
    }

    fn decline(&mut self) -> Told {
        let (proposal, deal) = self.recent(|crowd| &crowd.proposals, "proposal")?;
        self.escrow(deal.client, &ExecuteMsg::DeclineProposal { proposal })
    }

    fn extend(&mut self) -> Told {
        let deal = self.deal()?;
        let (agreement, periods) = (deal.agreement, 2);
        let question = QueryMsg::QuoteExtension { agreement, periods };
        let quote: aftercare_interface::sla_escrow::ExtensionQuote = self.asked(&question)?;
        let total = quote.total;
        let row: AgreementResponse = self.asked(&QueryMsg::Agreement { agreement })?;
        let payment = Payment {
            contract: &self.world.suite.escrow.clone(),
            asset: &row.asset,
            amount: total,
            message: &ExecuteMsg::Extend {
                agreement,
                periods,
                total,
            },
            hook: &Cw20Hook::Extend {
                agreement,
                periods,
                total,
            },
        };
        self.world.pay(deal.client, payment).map(drop)
    }

    fn terminate(&mut self, by_provider: bool, ground: Ground) -> Told {
        let deal = self.deal()?;
        let name = if by_provider {
            deal.provider
        } else {
            deal.client
        };
        let agreement = deal.agreement;
        self.escrow(name, &ExecuteMsg::Terminate { agreement, ground })
    }

    fn give_notice(&mut self) -> Told {
        self.terminate(false, Ground::Notice {})
    }

    fn cool_off(&mut self) -> Told {
        self.terminate(false, Ground::CoolingOff {})
    }

    fn leave(&mut self) -> Told {
        let deal = self.deal()?;
        let agreement = deal.agreement;
        let mut misses: Vec<MissCursor> = vec![];
        for row in self.misses(agreement)? {
            if misses.iter().all(|miss| miss.subject != row.key.subject) && misses.len() < 3 {
                misses.push(row.key);
            }
        }
        let ground = Ground::LateTickets { misses };
        self.escrow(deal.client, &ExecuteMsg::Terminate { agreement, ground })
    }

    fn end(&mut self) -> Told {
        self.terminate(true, Ground::ByProvider {})
    }

    fn settle(&mut self) -> Told {
        let (agreement, max_periods) = (self.deal()?.agreement, 30);
        self.escrow(
            "keeper",
            &ExecuteMsg::Settle {
                agreement,
                max_periods,
            },
        )
    }

    fn poke(&mut self) -> Told {
        let (agreement, limit) = (self.deal()?.agreement, 30);
        self.escrow("keeper", &ExecuteMsg::Poke { agreement, limit })
    }

    fn misses(&self, agreement: u64) -> Result<Vec<MissResponse>, Failure> {
        let question = QueryMsg::Misses {
            agreement,
            start_after: None,
            limit: Some(30),
        };
        let page: Page<MissResponse, MissCursor> = self.asked(&question)?;
        Ok(page.rows)
    }

    /// Some credit of an agreement that waits.
    fn miss(&mut self, agreement: u64) -> Result<MissCursor, Failure> {
        let waits = |row: &MissResponse| !row.waiting.is_empty() && row.dispute.is_none();
        let found = self.misses(agreement)?.into_iter().find(waits);
        found
            .map(|row| row.key)
            .ok_or_else(|| Failure::new("no credit waits"))
    }

    fn contest(&mut self) -> Told {
        let deal = self.deal()?;
        let miss = self.miss(deal.agreement)?;
        let contest = ExecuteMsg::Contest {
            agreement: deal.agreement,
            miss,
            evidence: commitment("The customer was away"),
        };
        self.escrow(deal.provider, &contest)
    }

    fn rule(&mut self) -> Told {
        let rule = ExecuteMsg::Rule {
            dispute: self.choices.between(1, 3),
            credit_stands: self.choices.happens(50_000),
        };
        self.escrow("arbitrator", &rule)
    }

    fn declare(&mut self) -> Told {
        let deal = self.deal()?;
        let from = self.world.now().plus(Seconds(1));
        let declare = ExecuteMsg::DeclareForceMajeure {
            agreement: deal.agreement,
            from,
            until: from.plus(Seconds::days(1)),
            evidence: commitment("Flood"),
        };
        self.escrow(deal.provider, &declare)
    }

    fn object(&mut self) -> Told {
        let deal = self.deal()?;
        let (agreement, miss) = (deal.agreement, self.miss(deal.agreement)?);
        self.escrow(deal.client, &ExecuteMsg::Object { agreement, miss })
    }

    fn refill(&mut self) -> Told {
        let deal = self.deal()?;
        let agreement = deal.agreement;
        self.escrow(deal.provider, &ExecuteMsg::RefillBond { agreement })
    }

    fn withdraw(&mut self) -> Told {
        let names = [&CLIENTS[..], &PROVIDERS, &["keeper", "fee sink"]].concat();
        let name = self.one_of(&names);
        let asset = self.world.euro.clone();
        self.escrow(name, &ExecuteMsg::Withdraw { asset })
    }

    fn redirect(&mut self) -> Told {
        let deal = self.deal()?;
        let redirect = ExecuteMsg::SetPayoutAddress {
            agreement: deal.agreement,
            address: Some(self.world.person("member").to_string()),
        };
        self.escrow(deal.client, &redirect)
    }

    /// What the escrow answers.
    pub(crate) fn asked<T: serde::de::DeserializeOwned>(
        &self,
        question: &QueryMsg,
    ) -> Result<T, Failure> {
        self.world.engine.query(&self.world.suite.escrow, question)
    }
}
