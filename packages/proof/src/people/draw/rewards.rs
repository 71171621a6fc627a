//! Points, epochs, votes on points, knowledge, budgets.

use aftercare_suite_model::community::{
    AwardState, CommunityAct as Do, EpochState, Hook, Item, Question, SupportTerms,
};

use super::{Draw, Drawn};

impl Draw<'_> {
    pub(super) fn about_rewards(&mut self) -> Drawn {
        match self.choices.below(66) {
            0..=15 => self.speaks(),
            16..=23 => self.registers(),
            24..=26 => {
                let sender = self.person();
                self.unpaid(sender, Do::CloseEpoch)
            }
            27..=28 => self.mints_again(),
            29..=35 => self.claims_points(),
            36..=42 => self.voids(),
            43..=46 => self.promotes(),
            47..=48 => self.reconfirms(),
            49..=53 => self.funds_support(),
            54 => {
                let sender = self.provider();
                self.unpaid(sender, Do::WithdrawSupport)
            }
            55..=60 => self.confirms(),
            _ => self.withdraws(),
        }
    }

    fn item(&mut self) -> Item {
        let items = self.model.community.knowledge.len() as u64;
        if items > 0 && self.one_in(4) {
            let beyond = u64::from(self.one_in(9));
            let item = 1 + self.choices.below(items + beyond);
            return Item::Knowledge { item };
        }
        let (question, found) = self.question(|it| !it.answers.is_empty());
        let answers = found.map_or(1, |it| it.answers.len() as u64);
        let answer = self.choices.below(answers) as u32;
        Item::Answer { question, answer }
    }

    /// Mostly somebody who has something to give.
    fn speaks(&mut self) -> Drawn {
        let (community, facts) = (&self.model.community, &self.ground.facts);
        let rich = |person: &&String| {
            let held = community.accrued(person, self.now, facts).0.left().1;
            held > 0 || community.part_left(person, self.now).is_some_and(|p| p > 0)
        };
        let rich: Vec<String> = self.ground.people.iter().filter(rich).cloned().collect();
        let sender = match self.of(&rich) {
            Some(sender) => sender,
            None => self.person(),
        };
        let item = self.item();
        let points = self.affordable(&sender);
        let act = if self.one_in(4) {
            Do::Object { item, points }
        } else {
            Do::Thank { item, points }
        };
        self.unpaid(sender, act)
    }

    /// Some of the allowance, all of it, or one more.
    fn affordable(&mut self, account: &str) -> u128 {
        let (community, facts) = (&self.model.community, &self.ground.facts);
        let held = community.accrued(account, self.now, facts).0.left().1;
        let part = community.part_left(account, self.now).unwrap_or_default();
        let whole = if self.one_in(3) { part } else { held };
        match self.choices.below(12) {
            0 => whole,
            1 => whole + 1,
            2 => 0,
            _ => {
                let most = u64::try_from(whole / 4).unwrap_or(u64::MAX);
                self.amount(most.max(1))
            }
        }
    }

    fn pair(&mut self) -> (Option<u8>, String) {
        if self.one_in(4) {
            return (Some(1), self.ground.pairs[1].1.clone());
        }
        let named = [None, None, Some(0)][self.choices.below(3) as usize];
        (named, self.ground.pairs[0].1.clone())
    }

    /// A ticket of a registry: mostly one of the last.
    fn ticket(&mut self, registry: &str) -> u64 {
        let tickets = self.ground.facts.tickets.keys();
        let tickets = tickets.filter(|(of, _)| of == registry);
        let tickets: Vec<u64> = tickets.map(|(_, number)| *number).collect();
        let last = tickets.len().saturating_sub(6);
        let recent = tickets.get(last..).unwrap_or_default().to_vec();
        self.of(&recent).unwrap_or(1) + u64::from(self.one_in(20))
    }

    fn registers(&mut self) -> Drawn {
        let (pair, registry) = self.pair();
        let count = [1, 1, 1, 2, 3, 0, 31][self.pick(&[20, 20, 20, 10, 5, 1, 1])];
        let mut tickets: Vec<u64> = (0..count).map(|_| self.ticket(&registry)).collect();
        if !self.one_in(10) {
            tickets.sort_unstable();
            tickets.dedup();
        }
        let sender = self.person();
        self.unpaid(sender, Do::Register { pair, tickets })
    }

    fn epoch(&mut self, fits: impl Fn(EpochState) -> bool) -> u64 {
        let epochs = self.model.community.epochs.iter().rev();
        let epochs = epochs.filter(|(_, epoch)| fits(epoch.state)).take(5);
        let epochs: Vec<u64> = epochs.map(|(number, _)| *number).collect();
        let now = self.model.community.epoch_at(self.now);
        match self.of(&epochs) {
            Some(epoch) => epoch,
            None => now.saturating_sub(self.choices.below(3)),
        }
    }

    fn mints_again(&mut self) -> Drawn {
        let epoch = self.epoch(|state| state == EpochState::Unminted);
        let sender = self.person();
        self.unpaid(sender, Do::MintEpoch { epoch })
    }

    fn claims_points(&mut self) -> Drawn {
        let first = self.epoch(|state| state == EpochState::Minted);
        let of = self.model.community.epochs.get(&first);
        let owners = of.map(|it| it.of.keys().cloned().collect::<Vec<_>>());
        let owner = match self.of(&owners.unwrap_or_default()) {
            Some(owner) => owner,
            None => self.person(),
        };
        let mut epochs = vec![first];
        while self.one_in(4) {
            epochs.push(self.epoch(|state| state == EpochState::Minted));
        }
        if !self.one_in(10) {
            epochs.sort_unstable();
            epochs.dedup();
        }
        let sender = self.person();
        self.unpaid(sender, Do::Claim { owner, epochs })
    }

    /// An item that earned something in the last epoch.
    fn voids(&mut self) -> Drawn {
        let now = self.model.community.epoch_at(self.now);
        let epoch = now.saturating_sub([1, 1, 1, 1, 0, 2][self.choices.below(6) as usize]);
        let tallies = self.model.community.tallies.iter();
        let earned = tallies.filter(|(_, tally)| tally.earned.contains_key(&epoch));
        // The first two, so that curators meet in their votes.
        let earned: Vec<Item> = earned.map(|(item, _)| *item).take(2).collect();
        let item = match self.of(&earned) {
            Some(item) => item,
            None => self.item(),
        };
        let owner = match self.author_of(item) {
            Some(author) => author,
            None => self.person(),
        };
        let sender = self.curator();
        self.unpaid(sender, Do::VoidPoints { epoch, owner, item })
    }

    fn author_of(&self, item: Item) -> Option<String> {
        let community = &self.model.community;
        match item {
            Item::Answer { question, answer } => {
                let asked = community.questions.get(&question)?;
                let answer = asked.answers.get(usize::try_from(answer).ok()?)?;
                Some(answer.author.clone())
            }
            Item::Knowledge { item } => Some(community.knowledge.get(&item)?.author.clone()),
        }
    }

    fn promotes(&mut self) -> Drawn {
        let good = |it: &Question| {
            let wrong = [AwardState::Overturned, AwardState::Reversed];
            it.awards.iter().any(|a| !wrong.contains(&a.state))
        };
        let (question, found) = self.question(good);
        let awards = found.as_ref().map(|it| it.awards.clone());
        let chosen: Vec<u32> = awards
            .unwrap_or_default()
            .iter()
            .map(|a| a.answer)
            .collect();
        let answer = self.of(&chosen).unwrap_or_default();
        let author = self.author_of(Item::Answer { question, answer });
        let mut able = vec![self.curator()];
        able.extend(author);
        able.extend(found.and_then(|it| it.provider));
        let sender = self.of(&able).unwrap_or_default();
        let act = Do::Promote {
            question,
            answer,
            product: ["vault", "vault", ""][self.pick(&[9, 9, 1])].to_owned(),
            versions: [(1, None), (1, Some(2)), (2, Some(1))][self.pick(&[9, 9, 1])],
            review_by: self.review(),
        };
        self.unpaid(sender, act)
    }

    fn reconfirms(&mut self) -> Drawn {
        let items = self.model.community.knowledge.len() as u64;
        let (item, review_by) = (1 + self.choices.below(items.max(1)), self.review());
        let provider = self.model.community.knowledge.get(&item);
        let provider = provider.and_then(|it| it.provider.clone());
        let sender = match provider.filter(|_| self.choices.below(2) == 0) {
            Some(provider) => provider,
            None => self.curator(),
        };
        self.unpaid(sender, Do::Reconfirm { item, review_by })
    }

    fn funds_support(&mut self) -> Drawn {
        let sender = self.provider();
        let held = self.model.community.budgets.get(&sender).cloned();
        let asset = match held.filter(|_| self.choices.below(8) > 0) {
            Some(budget) => budget.asset,
            None => self.asset(),
        };
        let per_item = u128::from(self.choices.below(60));
        let monthly_cap = per_item * u128::from(1 + self.choices.below(4));
        let monthly_cap = monthly_cap.saturating_sub(u128::from(self.one_in(8)));
        let terms = SupportTerms {
            per_item,
            monthly_cap,
        };
        let amount = self.amount(400);
        self.paid(sender, Hook::FundSupport(terms), (asset, amount))
    }

    /// A ticket that could bring its item's author something.
    fn helpful(&mut self) -> Option<(String, u64)> {
        let community = &self.model.community;
        let items = community.knowledge.len() as u64;
        let tickets = self.ground.facts.tickets.iter().rev();
        let tickets = tickets.filter(|(_, fact)| {
            let knows = fact.cited.iter().any(|item| *item <= items);
            knows && community.budgets.contains_key(&fact.provider)
        });
        let tickets: Vec<_> = tickets.map(|(key, _)| key.clone()).take(8).collect();
        self.of(&tickets)
    }

    fn confirms(&mut self) -> Drawn {
        let (mut pair, mut registry) = self.pair();
        let mut ticket = self.ticket(&registry);
        if let Some((of, number)) = self.helpful().filter(|_| self.choices.below(4) > 0) {
            pair = (of == self.ground.pairs[1].1).then_some(1);
            (registry, ticket) = (of, number);
        }
        let fact = self.ground.facts.tickets.get(&(registry, ticket)).cloned();
        let cited = fact.as_ref().map(|it| it.cited.clone());
        let item = self.of(&cited.unwrap_or_default()).unwrap_or(1);
        let sender = fact.map_or_else(|| self.person(), |it| it.customer);
        self.unpaid(sender, Do::ConfirmHelped { pair, ticket, item })
    }

    fn withdraws(&mut self) -> Drawn {
        let claims: Vec<_> = self.model.community.claims.keys().cloned().collect();
        let (owner, asset) = match self.of(&claims) {
            Some(claim) => claim,
            None => (self.person(), self.asset()),
        };
        if self.one_in(2) {
            return self.unpaid(owner, Do::Withdraw { asset });
        }
        let sender = self.person();
        self.unpaid(sender, Do::PushClaim { owner, asset })
    }
}
