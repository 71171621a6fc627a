//! The reward token in people's hands.

use aftercare_domain::time::UnixTime;
use aftercare_suite_model::token::{Expiry, TokenAct as Do};
use aftercare_suite_model::Act;

use super::{Draw, Drawn};

impl Draw<'_> {
    fn holds(&self, account: &str) -> u128 {
        let asset = self.model.token.asset();
        self.model.purses.of(account, &asset)
    }

    /// Mostly somebody who holds some.
    fn holder(&mut self) -> String {
        let people = self.ground.people.iter();
        let holders: Vec<String> = people.filter(|it| self.holds(it) > 0).cloned().collect();
        match self.of(&holders) {
            Some(holder) => holder,
            None => self.person(),
        }
    }

    /// Some of it, all of it, one more, nothing.
    fn some_of(&mut self, whole: u128) -> u128 {
        match self.choices.below(12) {
            0 => whole,
            1 => whole + 1,
            2 => 0,
            _ => {
                let most = u64::try_from(whole / 3).unwrap_or(u64::MAX);
                self.amount(most.max(1))
            }
        }
    }

    /// Somebody whose units a sender may send, where the draw falls on that.
    pub(super) fn allowed_by(&mut self, spender: &str, amount: u128) -> Option<String> {
        let allowances = self.model.token.allowances.iter();
        let of = allowances.filter(|((_, by), held)| by == spender && held.amount >= amount);
        let owners: Vec<String> = of.map(|((owner, _), _)| owner.clone()).collect();
        let owner = self.of(&owners)?;
        (self.choices.below(2) == 0).then_some(owner)
    }

    pub(super) fn with_tokens(&mut self) -> Drawn {
        match self.choices.below(20) {
            0..=4 => self.transfers(),
            5..=6 => self.burns(),
            7..=10 => self.allows(),
            11..=12 => self.disallows(),
            13..=18 => self.spends(),
            _ => {
                let (sender, to) = (self.person(), self.person());
                let amount = self.amount(100);
                (sender, Act::Token(Do::Mint { to, amount }), vec![])
            }
        }
    }

    fn transfers(&mut self) -> Drawn {
        let (sender, to) = (self.holder(), self.person());
        let amount = self.holds(&sender);
        let amount = self.some_of(amount);
        (sender, Act::Token(Do::Transfer { to, amount }), vec![])
    }

    fn burns(&mut self) -> Drawn {
        let sender = self.holder();
        let amount = self.holds(&sender) / 8;
        let amount = self.some_of(amount);
        (sender, Act::Token(Do::Burn { amount }), vec![])
    }

    fn expiry(&mut self) -> Option<Expiry> {
        let days = self.choices.below(12) * 43_200;
        match self.choices.below(6) {
            0 | 1 => None,
            2 => Some(Expiry::Never),
            _ => Some(Expiry::At(UnixTime(self.now.0 + days))),
        }
    }

    fn allows(&mut self) -> Drawn {
        let (sender, spender) = (self.holder(), self.person());
        let amount = self.holds(&sender) / 2;
        let (amount, expires) = (self.some_of(amount), self.expiry());
        let act = Do::Increase {
            spender,
            amount,
            expires,
        };
        (sender, Act::Token(act), vec![])
    }

    /// An allowance that somebody gave.
    fn allowance(&mut self) -> (String, String, u128) {
        let allowances = self.model.token.allowances.iter();
        let all: Vec<_> = allowances
            .map(|((owner, spender), held)| (owner.clone(), spender.clone(), held.amount))
            .collect();
        match self.of(&all) {
            Some(found) => found,
            None => (self.person(), self.person(), 5),
        }
    }

    fn disallows(&mut self) -> Drawn {
        let (sender, spender, whole) = self.allowance();
        let (amount, expires) = (self.some_of(whole), self.expiry());
        let act = Do::Decrease {
            spender,
            amount,
            expires,
        };
        (sender, Act::Token(act), vec![])
    }

    fn spends(&mut self) -> Drawn {
        let (owner, sender, whole) = self.allowance();
        let amount = self.some_of(whole);
        let act = if self.one_in(4) {
            Do::BurnFrom { owner, amount }
        } else {
            let to = self.person();
            Do::TransferFrom { owner, to, amount }
        };
        (sender, Act::Token(act), vec![])
    }
}
