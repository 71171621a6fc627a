//! What people do in the community.

use aftercare_domain::bounty::bond;
use aftercare_domain::money::Bps;
use aftercare_domain::time::Seconds;
use aftercare_engine::{Engine, Failure};
use aftercare_interface::community::{
    AnswerId, ConfigResponse, Cw20Hook, ExecuteMsg, Item, NewKnowledge, PointsResponse, QueryMsg,
    QuestionResponse, SupportTerms, Version, VersionRange, Weight,
};
use aftercare_interface::Asset;
use aftercare_testing::Payment;
use cosmwasm_std::Uint128;
use serde::de::DeserializeOwned;

use super::{Act, Crowd, Told, CLIENTS, CURATORS, PROVIDERS};

impl<E: Engine + 'static> Crowd<E> {
    pub(super) const ANSWERS: &'static [Act<E>] = &[
        ("ask", Self::ask),
        ("answer", Self::answer),
        ("answer", Self::answer),
        ("top up", Self::top_up),
        ("take back", Self::take_back),
        ("withdraw a bounty", Self::withdraw_bounty),
        ("accept an answer", Self::choose),
        ("accept an answer", Self::choose),
        ("poke a question", Self::poke_question),
        ("challenge", Self::challenge),
        ("challenge", Self::challenge),
        ("vote on a challenge", Self::vote),
        ("dismiss", Self::dismiss),
        ("register a rating", Self::register),
        ("thank", Self::thank),
        ("object to an answer", Self::mark_wrong),
        ("thank from the pool", Self::thank_from_pool),
        ("close an epoch", Self::close_epoch),
        ("claim", Self::claim),
        ("promote", Self::promote),
        ("fund support", Self::fund_support),
        ("confirm that it helped", Self::confirm_helped),
        ("withdraw support", Self::withdraw_support),
        ("withdraw from the community", Self::withdraw_reward),
    ];

    fn says(&mut self, name: &str, message: &ExecuteMsg) -> Told {
        self.world.community(name, message).map(drop)
    }

    /// Pays the community in an asset.
    fn pays(
        &mut self,
        name: &str,
        (asset, amount): (&Asset, u128),
        (message, hook): (&ExecuteMsg, &Cw20Hook),
    ) -> Told {
        let payment = Payment {
            contract: &self.world.suite.community.clone(),
            asset,
            amount: Uint128::new(amount),
            message,
            hook,
        };
        self.world.pay(name, payment).map(drop)
    }

    fn told<T: DeserializeOwned>(&self, question: &QueryMsg) -> Result<T, Failure> {
        let community = &self.world.suite.community;
        self.world.engine.query(community, question)
    }

    fn question(&mut self) -> Result<(u64, &'static str), Failure> {
        self.recent(|crowd| &crowd.questions, "question")
    }

    fn some_answer(&mut self) -> Result<AnswerId, Failure> {
        let (question, _) = self.question()?;
        let answer = u32::try_from(self.choices.below(2)).unwrap_or_default();
        Ok(AnswerId { question, answer })
    }

    fn some_item(&mut self) -> Result<Item, Failure> {
        if self.choices.happens(30_000) {
            let item = self.choices.between(1, 4);
            return Ok(Item::Knowledge { item });
        }
        let AnswerId { question, answer } = self.some_answer()?;
        Ok(Item::Answer { question, answer })
    }

    fn asset(&mut self) -> Asset {
        if self.choices.happens(50_000) {
            self.world.euro.clone()
        } else {
            self.world.dollar.clone()
        }
    }

    fn ask(&mut self) -> Told {
        let (client, asset) = (self.one_of(&CLIENTS), self.asset());
        let bounty = self.choices.between(1, 50_000_000).into();
        let question = self.world.ask(client, (&asset, bounty), "How?")?;
        self.questions.push((question, client));
        Ok(())
    }

    fn answer(&mut self) -> Told {
        let (question, _) = self.question()?;
        let names = [&CLIENTS[..], &["member", "agent"]].concat();
        let name = self.one_of(&names);
        self.world.answer(name, question, "Turn off NAT").map(drop)
    }

    fn top_up(&mut self) -> Told {
        let ((question, _), name) = (self.question()?, self.one_of(&CLIENTS));
        let asset = self.asset();
        let amount = self.choices.between(1, 1_000).into();
        let messages = (
            &ExecuteMsg::TopUp { question },
            &Cw20Hook::TopUp { question },
        );
        self.pays(name, (&asset, amount), messages)
    }

    fn take_back(&mut self) -> Told {
        let ((question, _), name) = (self.question()?, self.one_of(&CLIENTS));
        self.says(name, &ExecuteMsg::TakeBack { question })
    }

    fn withdraw_bounty(&mut self) -> Told {
        let (question, asker) = self.question()?;
        self.says(asker, &ExecuteMsg::WithdrawBounty { question })
    }

    fn choose(&mut self) -> Told {
        let (question, asker) = self.question()?;
        let share = |answer, share| Weight {
            answer,
            share: Bps(share),
        };
        let weights = if self.choices.happens(50_000) {
            vec![share(0, 10_000)]
        } else {
            vec![share(0, 3_333), share(1, 6_667)]
        };
        self.says(asker, &ExecuteMsg::Accept { question, weights })?;
        self.awarded.push(question);
        Ok(())
    }

    /// The first answer of a question that was decided.
    fn awarded(&mut self) -> Result<AnswerId, Failure> {
        let question = self.recent(|crowd| &crowd.awarded, "award")?;
        let answer = 0;
        Ok(AnswerId { question, answer })
    }

    fn poke_question(&mut self) -> Told {
        let (question, _) = self.question()?;
        self.says("keeper", &ExecuteMsg::Poke { question })
    }

    fn challenge(&mut self) -> Told {
        let id = self.awarded()?;
        let question = id.question;
        let found: QuestionResponse = self.told(&QueryMsg::Question { question })?;
        let none = || Failure::new("no bounty");
        let bounty = found.bounty.ok_or_else(none)?;
        let amount = bond(bounty.amount.u128(), 1);
        let messages = (&ExecuteMsg::Challenge(id), &Cw20Hook::Challenge(id));
        let name = self.one_of(&CLIENTS);
        self.pays(name, (&bounty.asset, amount), messages)
    }

    fn vote(&mut self) -> Told {
        let AnswerId { question, answer } = self.awarded()?;
        let vote = ExecuteMsg::VoteOnChallenge {
            question,
            answer,
            wrong: self.choices.happens(50_000),
        };
        let name = self.one_of(&CURATORS);
        self.says(name, &vote)
    }

    fn dismiss(&mut self) -> Told {
        let (name, id) = (self.one_of(&CURATORS), self.some_answer()?);
        self.says(name, &ExecuteMsg::Dismiss(id))
    }

    fn register(&mut self) -> Told {
        let (ticket, _) = self.some_ticket()?;
        let register = ExecuteMsg::RegisterRatings {
            tickets: vec![ticket],
            peers: None,
        };
        self.says("keeper", &register)
    }

    fn gives(&mut self, name: &str, thanks: bool) -> Told {
        let (item, points) = (self.some_item()?, self.choices.between(1, 500_000));
        let points = Uint128::from(points);
        let give = if thanks {
            ExecuteMsg::Thank { item, points }
        } else {
            ExecuteMsg::Object { item, points }
        };
        self.says(name, &give)
    }

    fn thank(&mut self) -> Told {
        let name = self.one_of(&CLIENTS);
        self.gives(name, true)
    }

    fn mark_wrong(&mut self) -> Told {
        let name = self.one_of(&CLIENTS);
        self.gives(name, false)
    }

    fn thank_from_pool(&mut self) -> Told {
        let name = self.one_of(&CURATORS);
        self.gives(name, true)
    }

    fn close_epoch(&mut self) -> Told {
        self.says("keeper", &ExecuteMsg::CloseEpoch {})
    }

    fn claim(&mut self) -> Told {
        let names = [&CLIENTS[..], &["member", "agent"]].concat();
        let name = self.one_of(&names);
        let now: ConfigResponse = self.told(&QueryMsg::Config {})?;
        let owner = self.world.person(name).to_string();
        let earned = |epoch: &u64| {
            let points = QueryMsg::Points {
                owner: owner.clone(),
                epoch: *epoch,
            };
            let found: Result<PointsResponse, _> = self.told(&points);
            found.is_ok_and(|found| !found.points.is_zero() && !found.claimed)
        };
        let epochs = (0..now.epoch).rev().take(30).filter(earned).collect();
        self.says("keeper", &ExecuteMsg::Claim { owner, epochs })
    }

    fn promote(&mut self) -> Told {
        let AnswerId { question, answer } = self.some_answer()?;
        let from = Version {
            major: 1,
            minor: 0,
            patch: 0,
        };
        let promote = ExecuteMsg::Promote(NewKnowledge {
            question,
            answer,
            product: "router".to_owned(),
            versions: VersionRange { from, until: None },
            review_by: self.world.now().plus(Seconds::days(90)),
        });
        let name = self.one_of(&CURATORS);
        self.says(name, &promote)
    }

    fn fund_support(&mut self) -> Told {
        let (name, asset) = (self.one_of(&PROVIDERS), self.asset());
        let terms = SupportTerms {
            per_item: Uint128::new(1_000),
            monthly_cap: Uint128::new(10_000),
        };
        let message = ExecuteMsg::FundSupport(terms.clone());
        let hook = Cw20Hook::FundSupport(terms);
        self.pays(name, (&asset, 50_000), (&message, &hook))
    }

    fn confirm_helped(&mut self) -> Told {
        let (ticket, deal) = self.some_ticket()?;
        let helped = ExecuteMsg::ConfirmHelped {
            peers: None,
            ticket,
            item: self.choices.between(1, 4),
        };
        self.says(deal.client, &helped)
    }

    fn withdraw_support(&mut self) -> Told {
        let name = self.one_of(&PROVIDERS);
        self.says(name, &ExecuteMsg::WithdrawSupport {})
    }

    fn withdraw_reward(&mut self) -> Told {
        let (name, asset) = (self.one_of(&CLIENTS), self.asset());
        self.says(name, &ExecuteMsg::Withdraw { asset })
    }
}
