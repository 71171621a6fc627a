//! The token and the community together, and the purses that they move.

use std::collections::BTreeSet;

use aftercare_domain::time::UnixTime;

use crate::community::{Community, CommunityAct, Hook, Item};
use crate::token::{Token, TokenAct};
use crate::{refuse, Account, Asset, Facts, Purses, Refused};

/// Coins that come with a message.
pub type Coins = [(String, u128)];

/// Who sends when, and what the peers say then.
#[derive(Clone, Copy)]
pub struct Step<'a> {
    /// Block time.
    pub now: UnixTime,
    /// The sender.
    pub sender: &'a str,
    /// What is read of escrows and registries.
    pub facts: &'a dyn Facts,
}

/// A message to the token, or to the community.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Act {
    /// To the community.
    Community(CommunityAct),
    /// To the reward token.
    Token(TokenAct),
    /// To a token, which sends units to the community.
    Send {
        /// The token.
        token: Account,
        /// Whose units, where the sender spends of an allowance.
        owner: Option<Account>,
        /// How many.
        amount: u128,
        /// What for.
        hook: Hook,
    },
}

/// What a message may have changed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Touched {
    /// Accounts: purses, claims, points, allowances.
    pub accounts: BTreeSet<Account>,
    /// Epochs.
    pub epochs: BTreeSet<u64>,
    /// Questions, and their answers.
    pub questions: BTreeSet<u64>,
    /// Knowledge items and answers that somebody spoke about.
    pub items: BTreeSet<Item>,
}

/// The half of the suite that is people's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct People {
    /// Who holds what.
    pub purses: Purses,
    /// The reward token.
    pub token: Token,
    /// The community.
    pub community: Community,
    pub(crate) touched: Touched,
}

impl People {
    /// As they are.
    #[must_use]
    pub fn new(purses: Purses, token: Token, community: Community) -> Self {
        let touched = Touched::default();
        Self {
            purses,
            token,
            community,
            touched,
        }
    }

    /// Does what a message asks for, wholly or not at all.
    ///
    /// # Errors
    /// The code with which it is refused.
    pub fn apply(&mut self, step: Step<'_>, act: &Act, funds: &Coins) -> Result<Touched, Refused> {
        let mut next = self.clone();
        next.touched = Touched::default();
        next.touched.accounts.insert(step.sender.to_owned());
        next.act(step, act, funds)?;
        *self = next;
        Ok(std::mem::take(&mut self.touched))
    }

    fn act(&mut self, step: Step<'_>, act: &Act, funds: &Coins) -> Result<(), Refused> {
        match act {
            Act::Community(act) => {
                let community = self.community.address.clone();
                self.bring(step, &community, funds)?;
                self.community_act(step, act, funds)
            }
            Act::Token(act) => {
                let token = self.token.address.clone();
                self.bring(step, &token, funds)?;
                nothing(funds)?;
                self.touch_token(act);
                self.token_act(step, act)
            }
            Act::Send {
                token,
                owner,
                amount,
                hook,
            } => {
                self.touched.accounts.extend(owner.clone());
                let asset = Asset::Cw20(token.clone());
                self.bring(step, token, funds)?;
                if *token == self.token.address {
                    nothing(funds)?;
                    self.take_units(step, owner.as_deref(), *amount)?;
                } else if !self.purses.take(step.sender, &asset, *amount) {
                    return refuse("");
                }
                let community = self.community.address.clone();
                self.purses.put(&community, &asset, *amount);
                self.receive(step, hook, (asset, *amount))
            }
        }
    }

    /// Coins come with a message. The chain itself sends nothing of nothing.
    fn bring(&mut self, step: Step<'_>, to: &str, funds: &Coins) -> Result<(), Refused> {
        for (denom, amount) in funds {
            let asset = Asset::Native(denom.clone());
            if *amount == 0 || !self.purses.take(step.sender, &asset, *amount) {
                return refuse("");
            }
            self.purses.put(to, &asset, *amount);
        }
        Ok(())
    }

    fn touch_token(&mut self, act: &TokenAct) {
        let touched = &mut self.touched.accounts;
        match act {
            TokenAct::Transfer { to, .. } | TokenAct::Mint { to, .. } => {
                touched.insert(to.clone());
            }
            TokenAct::TransferFrom { owner, to, .. } => {
                touched.extend([owner.clone(), to.clone()]);
            }
            TokenAct::BurnFrom { owner, .. } => {
                touched.insert(owner.clone());
            }
            _ => {}
        }
    }
}

/// The reward token wants no coins; what other tokens are sent stays with them.
fn nothing(funds: &Coins) -> Result<(), Refused> {
    if funds.is_empty() {
        Ok(())
    } else {
        refuse("KIT-002")
    }
}
