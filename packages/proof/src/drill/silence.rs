//! Everybody falls silent: what strangers and time alone bring home, and the one message that each owner of
//! a free bond or a budget needs.

use aftercare_domain::time::Seconds;
use aftercare_engine::{account_address, Engine, Failure};
use aftercare_interface::asset::Solvency;
use aftercare_interface::community::{self, DueRow, ExecuteMsg as Community};
use aftercare_interface::sla_escrow::{
    AgreementResponse, AgreementStatus, BondResponse, ExecuteMsg as Escrow, ProposalResponse,
    QueryMsg,
};
use aftercare_interface::{Asset, Page};
use aftercare_testing::World;
use serde::de::DeserializeOwned;

use super::errands::accepted;
use super::{Figures, STRANGER};
use crate::crowd::everybody;

/// Longer than hold-back, open tickets and open windows can keep money of a term that is over.
const AFTERWARDS: Seconds = Seconds::days(61 + 16);
/// How often a poke may open a window that has to be waited for.
const WINDOWS: usize = 12;
pub(super) const PAGE: Option<u32> = Some(30);

/// A world in which nobody acts any more.
pub struct Silence<'a, E> {
    pub(super) world: &'a mut World<E>,
    figures: &'a mut Figures,
}

fn left(what: &str, holds: &impl std::fmt::Debug) -> Failure {
    Failure::new(format!("{what} stays behind: {holds:?}"))
}

impl<'a, E: Engine> Silence<'a, E> {
    /// From here on nobody acts.
    pub fn new(world: &'a mut World<E>, figures: &'a mut Figures) -> Self {
        Self { world, figures }
    }

    /// Brings every unit of both money contracts home.
    ///
    /// # Errors
    /// What stays behind.
    pub fn everything_comes_home(&mut self) -> Result<(), Failure> {
        let begin = self.world.now();
        self.agreements_end()?;
        self.questions_end()?;
        let rewards = self.rewards_are_claimed()?;
        self.owners_leave()?;
        self.books_are_empty(rewards)?;
        let days = self.world.now().since(begin).0 / 86_400;
        self.figures.longest_days = self.figures.longest_days.max(days);
        self.figures.states += 1;
        Ok(())
    }

    fn asked<T: DeserializeOwned>(&self, question: &QueryMsg) -> Result<T, Failure> {
        self.world.engine.query(&self.world.suite.escrow, question)
    }

    pub(super) fn told<T: DeserializeOwned>(
        &self,
        question: &community::QueryMsg,
    ) -> Result<T, Failure> {
        let community = &self.world.suite.community;
        self.world.engine.query(community, question)
    }

    /// A stranger tries; a refusal is no failure, books that do not balance are.
    fn escrow(&mut self, message: &Escrow) -> Result<bool, Failure> {
        let outcome = self.world.escrow(STRANGER, message);
        self.counted(outcome)
    }

    pub(super) fn community(&mut self, message: &Community) -> Result<bool, Failure> {
        let outcome = self.world.community(STRANGER, message);
        self.counted(outcome)
    }

    fn counted(&mut self, outcome: aftercare_testing::Outcome) -> Result<bool, Failure> {
        let accepted = accepted(outcome)?;
        self.figures.messages += u64::from(accepted);
        Ok(accepted)
    }

    /// The agreements that are not over.
    fn live(&self) -> Result<Vec<AgreementResponse>, Failure> {
        let mut live = vec![];
        for agreement in 1.. {
            let row: Result<AgreementResponse, _> = self.asked(&QueryMsg::Agreement { agreement });
            let Ok(row) = row else { break };
            if !matches!(row.status, AgreementStatus::Ended(_)) {
                live.push(row);
            }
        }
        Ok(live)
    }

    fn agreements_end(&mut self) -> Result<(), Failure> {
        let live = self.live()?;
        self.figures.agreements += u64::try_from(live.len()).unwrap_or_default();
        let last = live.iter().map(|row| row.until).max();
        let bound = last.unwrap_or(self.world.now()).max(self.world.now());
        self.world.engine.advance_to(bound.plus(AFTERWARDS))?;
        self.proposals_lapse()?;
        for _ in 0..WINDOWS {
            let live = self.live()?;
            if live.is_empty() {
                return Ok(());
            }
            for row in live {
                self.clear(row.agreement)?;
            }
            self.world.wait(Seconds::days(16))?;
        }
        let live = self.live()?;
        match live.first() {
            Some(row) => Err(left("an agreement", row)),
            None => Ok(()),
        }
    }

    /// Time stands still; strangers do all that it has decided about an agreement.
    fn clear(&mut self, agreement: u64) -> Result<(), Failure> {
        let (limit, max_periods) = (30, 30);
        let settle = Escrow::Settle {
            agreement,
            max_periods,
        };
        while self.escrow(&Escrow::Poke { agreement, limit })? {}
        while self.escrow(&settle)? {}
        self.escrow(&Escrow::CollectDebt { agreement }).map(drop)
    }

    fn proposals_lapse(&mut self) -> Result<(), Failure> {
        let first = QueryMsg::Proposals {
            start_after: None,
            limit: PAGE,
        };
        loop {
            let page: Page<ProposalResponse, u64> = self.asked(&first)?;
            let Some(row) = page.rows.first() else {
                return Ok(());
            };
            let proposal = row.proposal;
            if !self.escrow(&Escrow::CancelProposal { proposal })? {
                return Err(left("a proposal", row));
            }
        }
    }

    /// What time decides about questions, until nothing of them is due at any time.
    fn questions_end(&mut self) -> Result<(), Failure> {
        for _ in 0..WINDOWS {
            let rows = self.due_questions()?;
            if rows.is_empty() {
                return Ok(());
            }
            for question in rows {
                self.community(&Community::Poke { question })?;
            }
            self.world.wait(Seconds::days(16))?;
        }
        let rows = self.due_questions()?;
        match rows.first() {
            Some(question) => Err(left("a question", question)),
            None => Ok(()),
        }
    }

    fn due_questions(&self) -> Result<Vec<u64>, Failure> {
        let mut questions = vec![];
        let mut start_after = None;
        loop {
            let question = community::QueryMsg::Due {
                before: aftercare_domain::time::LATEST,
                start_after,
                limit: PAGE,
            };
            let page: Page<DueRow, DueRow> = self.told(&question)?;
            questions.extend(page.rows.iter().map(|row| row.question));
            start_after = page.next;
            if start_after.is_none() {
                return Ok(questions);
            }
        }
    }

    /// Claims are pushed by strangers; a free bond and a budget need their owner's one message.
    fn owners_leave(&mut self) -> Result<(), Failure> {
        let token = Asset::cw20(&self.world.suite.token);
        for name in everybody() {
            let outcome = self.world.community(name, &Community::WithdrawSupport {});
            self.counted(outcome)?;
            let owner = account_address(name).to_string();
            for asset in [self.world.euro.clone(), self.world.dollar.clone()] {
                self.bond_leaves(name, &asset)?;
                self.claims_leave(&owner, &asset)?;
            }
            self.claims_leave(&owner, &token)?;
        }
        Ok(())
    }

    fn claims_leave(&mut self, owner: &str, asset: &Asset) -> Result<(), Failure> {
        let (owner, asset) = (owner.to_owned(), asset.clone());
        self.escrow(&Escrow::PushClaim {
            owner: owner.clone(),
            asset: asset.clone(),
        })?;
        self.community(&Community::PushClaim { owner, asset })
            .map(drop)
    }

    fn bond_leaves(&mut self, name: &str, asset: &Asset) -> Result<(), Failure> {
        let question = QueryMsg::Bond {
            provider: account_address(name).to_string(),
            asset: asset.clone(),
        };
        let bond: BondResponse = self.asked(&question)?;
        if bond.free.is_zero() {
            return Ok(());
        }
        let withdraw = Escrow::WithdrawFreeBond {
            asset: asset.clone(),
            amount: bond.free,
        };
        let outcome = self.world.escrow(name, &withdraw);
        self.counted(outcome).map(drop)
    }

    /// Nothing is held in any asset, but for what claims of rewards rounded down.
    fn books_are_empty(&mut self, rewards: u128) -> Result<(), Failure> {
        let token = Asset::cw20(&self.world.suite.token);
        for asset in [&self.world.euro, &self.world.dollar] {
            let asset = asset.clone();
            let books: Solvency = self.asked(&QueryMsg::Solvency {
                asset: asset.clone(),
            })?;
            let other: Solvency = self.told(&community::QueryMsg::Solvency { asset })?;
            for books in [books, other] {
                if !books.accounts.is_zero() {
                    return Err(left("money", &books));
                }
            }
        }
        let books: Solvency = self.told(&community::QueryMsg::Solvency { asset: token })?;
        self.figures.rounded = self.figures.rounded.max(books.accounts.u128());
        if books.accounts.u128() > rewards {
            return Err(left("a reward", &books));
        }
        Ok(())
    }
}
