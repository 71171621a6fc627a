//! What owners do.

use aftercare_domain::time::{UnixTime, DAY};
use aftercare_suite_model::community::CommunityAct as Do;
use aftercare_suite_model::token::{Handover, TokenAct};
use aftercare_suite_model::{Act, Ownership};

use super::{Draw, Drawn};

/// One point a base unit.
const ONE: u128 = 1_000_000_000_000_000_000;

impl Draw<'_> {
    pub(super) fn as_owner(&mut self) -> Drawn {
        let owner = self.model.community.ownership.owner.clone();
        if self.model.community.curators.sets.is_empty() {
            let members = self.ground.people[..3].to_vec();
            return self.unpaid(owner, Do::SetCurators { members });
        }
        if let Some(closed) = self.closed().filter(|_| self.choices.below(2) == 0) {
            return self.unpaid(owner, Do::ListAsset { asset: closed });
        }
        let (asset, members) = (self.asset(), self.members());
        let token = self.model.token.address.clone();
        let act = match self.choices.below(29) {
            28 if self.one_in(3) => Do::Wire { token },
            0..=4 => Do::SetRate {
                asset,
                rate: self.rate(),
            },
            5 => Do::ListAsset { asset },
            6..=7 => Do::CloseAsset { asset },
            8..=9 => Do::SetChallengeBond {
                asset,
                least: u128::from(self.choices.below(150)),
            },
            10..=13 => Do::SetCurators { members },
            14..=15 => Do::SetExperts { members },
            16..=17 => self.peers(),
            18..=19 => return self.hands_over(),
            20 => Do::Pretend { amount: 1 },
            _ => return self.token_owner(),
        };
        self.unpaid(owner, act)
    }

    fn closed(&self) -> Option<aftercare_suite_model::Asset> {
        let mut assets = self.model.community.assets.iter();
        let closed = assets.find(|(_, open)| !**open);
        closed.map(|(asset, _)| asset.clone())
    }

    fn rate(&mut self) -> u128 {
        let rates = [0, ONE / 3, ONE, 2 * ONE + 1, 1_000_000 * ONE + 1];
        rates[self.pick(&[2, 6, 9, 6, 1])]
    }

    /// Some of the people, now and then one twice.
    fn members(&mut self) -> Vec<String> {
        let count = self.choices.between(0, 4);
        let mut members: Vec<String> = (0..count).map(|_| self.person()).collect();
        if !self.one_in(8) {
            members.sort();
            members.dedup();
        }
        members
    }

    fn peers(&mut self) -> Do {
        let escrow = self.ground.pairs[usize::from(!self.one_in(4))].0.clone();
        let registry = self.ground.pairs[usize::from(!self.one_in(4))].1.clone();
        Do::AddPeers { escrow, registry }
    }

    fn step(&mut self, ownership: &Ownership) -> (String, Handover) {
        if let Some((next, _)) = ownership.next.clone().filter(|_| self.choices.below(3) > 0) {
            return (next, Handover::Accept);
        }
        let days = [Some(1), Some(30), Some(31), Some(0), None];
        let days = days[self.pick(&[6, 3, 1, 1, 1])];
        let until = days.map(|days: u64| UnixTime(self.now.0 + days * DAY));
        let next = self.person();
        let step = if self.one_in(12) {
            Handover::Renounce
        } else {
            Handover::Offer(next, until)
        };
        (ownership.owner.clone(), step)
    }

    fn hands_over(&mut self) -> Drawn {
        if self.one_in(2) {
            let (sender, step) = self.step(&self.model.community.ownership.clone());
            return self.unpaid(sender, Do::Ownership(step));
        }
        let (sender, step) = self.step(&self.model.token.ownership.clone());
        (sender, Act::Token(TokenAct::Ownership(step)), vec![])
    }

    fn token_owner(&mut self) -> Drawn {
        let owner = self.model.token.ownership.owner.clone();
        let emission = &self.model.token.emission;
        let (cap, minted, budget) = (emission.cap, emission.minted, emission.budget);
        let act = match self.choices.below(7) {
            0 => TokenAct::LowerCap {
                cap: match self.choices.below(4) {
                    0 => minted + u128::from(self.choices.below(300_000)),
                    1 => cap,
                    _ => cap - 1,
                },
            },
            1 => TokenAct::LowerBudget {
                budget: match self.choices.below(4) {
                    0 => u128::from(self.choices.below(200_000)),
                    1 => budget,
                    _ => budget.saturating_sub(1),
                },
            },
            2..=4 => self.moves_minter(),
            _ => {
                let (to, amount) = (self.person(), self.minted());
                let sender = self.model.token.minter_at(self.now);
                let sender = sender.filter(|it| self.ground.people.contains(it));
                let sender = sender.unwrap_or(owner);
                return (sender, Act::Token(TokenAct::Mint { to, amount }), vec![]);
            }
        };
        (owner, Act::Token(act), vec![])
    }

    /// A little; all that the schedule leaves; one more.
    fn minted(&mut self) -> u128 {
        let left = self.model.token.emission.left(self.now);
        match self.choices.below(24) {
            0 => left,
            1 | 2 => left + 1,
            _ => self.amount(5_000),
        }
    }

    /// Mostly back to the community, where it has left it.
    fn moves_minter(&mut self) -> TokenAct {
        let community = self.model.community.address.clone();
        let mints = self.model.token.minter_at(self.now);
        let minter = match self.choices.below(6) {
            0 => None,
            1 | 2 if mints.as_ref() == Some(&community) => Some(self.person()),
            _ => Some(community),
        };
        TokenAct::UpdateMinter { minter }
    }
}
