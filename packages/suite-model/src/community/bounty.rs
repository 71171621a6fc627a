//! Bounties: what is frozen with them, top-ups, and ways back.

use aftercare_domain::time::{Seconds, UnixTime};

use super::questions::place;
use super::{Award, AwardState, Bounty, Decision, Funder, Standing};
use crate::arithmetic::{divided, part, percent};
use crate::{refuse, Asset, People, Refused, Step};

/// One, with 18 decimals.
const ONE: u128 = 1_000_000_000_000_000_000;
/// Most funders beside the asker.
const FUNDERS: usize = 20;

impl People {
    /// New money needs an open asset.
    pub(super) fn require_open(&self, asset: &Asset) -> Result<(), Refused> {
        match self.community.assets.get(asset) {
            None => refuse("KIT-010"),
            Some(false) => refuse("KIT-011"),
            Some(true) => Ok(()),
        }
    }

    /// What is frozen with a bounty.
    pub(super) fn frozen(
        &self,
        step: Step<'_>,
        (asset, amount): (Asset, u128),
    ) -> Result<Bounty, Refused> {
        self.require_open(&asset)?;
        let community = &self.community;
        let points = part(amount, community.rate_at(&asset, step.now), ONE);
        let threshold = percent(points, community.silence_threshold).max(1);
        let least_bond = community.least_bonds.get(&asset).copied().unwrap_or(1);
        Ok(Bounty {
            asset,
            amount,
            threshold,
            least_bond,
        })
    }

    pub(super) fn top_up(
        &mut self,
        step: Step<'_>,
        number: u64,
        (asset, amount): (Asset, u128),
    ) -> Result<(), Refused> {
        let question = self.open(step, number)?.clone();
        if question.asker == step.sender {
            return refuse("COM-023");
        }
        self.require_asset(number, &asset)?;
        self.require_open(&asset)?;
        let known = question.funders.get(step.sender);
        if known.is_none() && question.funders.len() >= FUNDERS {
            return refuse("COM-036");
        }
        let (joined, waiting) = known.map_or((0, 0), |funder| funder.at(step.now));
        let funder = Funder {
            joined,
            waiting: waiting + amount,
            joins_at: step.now.plus(Seconds::hours(72)).plus(Seconds(1)),
        };
        let funders = &mut self.question_mut(number)?.funders;
        funders.insert(step.sender.to_owned(), funder);
        Ok(())
    }

    /// Money for a bounty comes in its asset.
    pub(super) fn require_asset(&self, number: u64, asset: &Asset) -> Result<(), Refused> {
        match &self.question(number)?.bounty {
            None => refuse("COM-035"),
            Some(bounty) if bounty.asset != *asset => refuse("COM-037"),
            Some(_) => Ok(()),
        }
    }

    pub(super) fn take_back(&mut self, step: Step<'_>, number: u64) -> Result<(), Refused> {
        self.silence(step.now, number)?;
        let question = self.question_mut(number)?;
        let gone = [Some(Decision::Refunded), Some(Decision::Withdrawn)];
        let held = question.funders.get(step.sender).copied();
        let (joined, waiting) = held.map_or((0, 0), |funder| funder.at(step.now));
        let Some(bounty) = question.bounty.clone() else {
            return refuse("COM-038");
        };
        if waiting == 0 || gone.contains(&question.decision) {
            return refuse("COM-038");
        }
        question.funders.remove(step.sender);
        if joined > 0 {
            let waiting = 0;
            let joins_at = held.map(|funder| funder.joins_at).unwrap_or_default();
            let funder = Funder {
                joined,
                waiting,
                joins_at,
            };
            question.funders.insert(step.sender.to_owned(), funder);
        }
        self.pay(step.sender, &bounty.asset, waiting);
        Ok(())
    }

    pub(super) fn withdraw_bounty(&mut self, step: Step<'_>, number: u64) -> Result<(), Refused> {
        let question = self.open(step, number)?;
        if question.asker != step.sender {
            return refuse("COM-027");
        }
        if question.bounty.is_none() {
            return refuse("COM-035");
        }
        if question.standing() > 0 {
            return refuse("COM-039");
        }
        self.give_up(number, Decision::Withdrawn)
    }

    pub(super) fn give_up(&mut self, number: u64, decision: Decision) -> Result<(), Refused> {
        let question = self.question_mut(number)?;
        question.decision = Some(decision);
        let pot = question.pot();
        self.give_back(number, pot)
    }

    /// Money of a bounty becomes its funders' claims, by what each put in.
    pub(super) fn give_back(&mut self, number: u64, whole: u128) -> Result<(), Refused> {
        let question = self.question(number)?.clone();
        let Some(bounty) = question.bounty.as_ref() else {
            return Ok(());
        };
        let funders = question.put_in();
        let weights: Vec<u128> = funders.iter().map(|(_, amount)| *amount).collect();
        for ((funder, _), amount) in funders.iter().zip(divided(whole, &weights)) {
            self.owe(funder, &bounty.asset, amount);
        }
        Ok(())
    }

    pub(super) fn accept(
        &mut self,
        step: Step<'_>,
        number: u64,
        weights: &[(u32, u32)],
    ) -> Result<(), Refused> {
        let question = self.open(step, number)?;
        if question.asker != step.sender {
            return refuse("COM-027");
        }
        check_weights(weights)?;
        for (answer, _) in weights {
            match question.answers.get(place(*answer)) {
                None => return refuse("COM-026"),
                Some(answer) if answer.standing != Standing::Standing => return refuse("COM-031"),
                Some(_) => {}
            }
        }
        self.choose(number, (Decision::Accepted, step.now), weights)
    }

    /// Awards vest 7 days after they are fixed.
    pub(super) fn choose(
        &mut self,
        number: u64,
        (decision, at): (Decision, UnixTime),
        weights: &[(u32, u32)],
    ) -> Result<(), Refused> {
        let question = self.question_mut(number)?;
        question.decision = Some(decision);
        question.vests_at = at.plus(Seconds::days(7));
        let award = |(answer, share): &(u32, u32)| Award {
            answer: *answer,
            share: *share,
            state: AwardState::Vesting,
        };
        question.awards = weights.iter().map(award).collect();
        Ok(())
    }
}

/// One to five, each once, none of nothing, the whole together.
fn check_weights(weights: &[(u32, u32)]) -> Result<(), Refused> {
    for (place, (answer, _)) in weights.iter().enumerate() {
        if weights.iter().take(place).any(|(other, _)| other == answer) {
            return refuse("KIT-007");
        }
    }
    if weights.is_empty() || weights.len() > 5 {
        return refuse("KIT-006");
    }
    if weights
        .iter()
        .any(|(_, share)| *share == 0 || *share > 10_000)
    {
        return refuse("KIT-008");
    }
    if weights.iter().map(|(_, share)| share).sum::<u32>() != 10_000 {
        return refuse("COM-028");
    }
    Ok(())
}
