//! From a step to the message that it means now, and to its words.

use aftercare_domain::time::UnixTime;
use aftercare_interface::sla_escrow::Cw20Hook;
use aftercare_interface::Asset;
use aftercare_suite_model::{Call, Message, Suite};
use cosmwasm_std::{coin, Addr, Coin};

use super::people::{People, CAST};
use super::step::{Deed, Step, Twist, PLACE};

mod agreement;
mod aim;
mod calendar;
mod deal;
mod desk;
mod offer;
mod ticket;
mod waiting;

/// A coin that nobody listed.
pub const PENNY: &str = "upenny";

/// What a step is resolved with.
pub struct Stage<'a> {
    pub model: &'a Suite,
    pub people: &'a People,
    pub assets: (&'a Asset, &'a Asset),
    pub start: UnixTime,
}

/// A message that is about to be sent.
pub struct Said {
    pub name: String,
    pub call: Call,
    pub words: String,
    /// The agreement that it names.
    pub agreement: Option<u64>,
    /// The ticket that it names.
    pub ticket: Option<u64>,
    /// The dispute that it names, from 0.
    pub dispute: Option<usize>,
    /// The message's name in counts.
    pub word: String,
}

/// Who, what, with which money.
pub struct Draft {
    pub name: String,
    pub message: Message,
    pub paid: Option<(Asset, u128, Cw20Hook)>,
    pub words: String,
    pub agreement: Option<u64>,
    pub ticket: Option<u64>,
    pub dispute: Option<usize>,
}

impl Draft {
    pub fn free(name: &str, message: impl Into<Message>, words: String) -> Self {
        Self {
            name: name.to_owned(),
            message: message.into(),
            paid: None,
            words,
            agreement: None,
            ticket: None,
            dispute: None,
        }
    }

    pub fn about(self, agreement: u64) -> Self {
        Self {
            agreement: Some(agreement),
            ..self
        }
    }

    fn paying(self, asset: &Asset, amount: u128, hook: Cw20Hook) -> Self {
        Self {
            paid: Some((asset.clone(), amount, hook)),
            ..self
        }
    }
}

/// The place that a number names, where it names one.
pub fn place(number: usize, count: usize) -> Option<usize> {
    number.checked_sub(PLACE).filter(|at| *at < count)
}

/// One of several, whatever the number.
pub fn one<T: Copy>(of: &[T], number: usize) -> Option<T> {
    of.get(number.checked_rem(of.len())?).copied()
}

impl Stage<'_> {
    /// What a step means now; nothing where there is nothing that it could be about.
    pub fn say(&self, step: &Step) -> Option<Said> {
        let mut draft = self.draft(step)?;
        if let Twist::Sender(who) = step.twist {
            draft.name = one(&CAST, who)?.to_owned();
        }
        Some(self.send(draft, step.twist))
    }

    fn draft(&self, step: &Step) -> Option<Draft> {
        match step.deed {
            Deed::Publish(_) | Deed::Retire(_) | Deed::Deposit(..) | Deed::WithdrawBond(..) => {
                self.offer(step)
            }
            Deed::Refill(which) => self.refill(which, step.twist),
            Deed::PayDebt(which, all) => self.pay_debt(step, which, all),
            Deed::CollectDebt(which) => self.collect(step, which),
            Deed::Subscribe(which, periods, other) => self.subscribe(step, (which, periods, other)),
            Deed::Extend(which, periods) => self.extend(step, (which, periods)),
            Deed::Settle(which, most) => self.settle(step, (which, most)),
            Deed::Terminate(which, ground) => self.terminate(step, (which, ground)),
            Deed::Book(which) => self.book(step, which),
            Deed::Pretend(which) => self.pretend(step, which),
            Deed::Withdraw(which) => self.claim(step, (which, false)),
            Deed::Push(which) => self.claim(step, (which, true)),
            Deed::Deal(deal) => self.deal(step, deal),
            _ => self.help(step),
        }
    }

    /// Puts the money beside the message, and what a twist makes of it.
    fn send(&self, draft: Draft, twist: Twist) -> Said {
        let sender = self.people.address(&draft.name);
        let mut words = format!("{} {}", draft.name, draft.words);
        let penny = coin(1, PENNY);
        let mut funds: Vec<Coin> = vec![];
        let mut message = draft.message;
        if let Some((asset, amount, hook)) = draft.paid {
            let amount = amount + u128::from(twist == Twist::Funds);
            words += &format!(" with {amount} {}", denom(&asset));
            match asset {
                Asset::Native { denom } if twist == Twist::Coin => {
                    drop(denom);
                    funds.push(coin(amount, PENNY));
                    words += ", but in pennies";
                }
                Asset::Native { .. } if twist == Twist::Coins && amount % 2 == 0 => {
                    words += ", but brings nothing";
                }
                Asset::Native { denom } => funds.push(coin(amount, denom)),
                Asset::Cw20 { .. } => {
                    message = Message::Token {
                        asset,
                        amount,
                        hook,
                    };
                }
            }
            if twist == Twist::Coins && !funds.is_empty() {
                funds.push(penny);
                words += ", and a penny beside it";
            }
        } else if matches!(twist, Twist::Funds | Twist::Coins | Twist::Coin) {
            funds.push(penny);
            words += ", and sends a penny";
        }
        Said {
            word: word(&message),
            name: draft.name,
            call: Call {
                sender,
                message,
                funds,
            },
            words,
            agreement: draft.agreement,
            ticket: draft.ticket,
            dispute: draft.dispute,
        }
    }

    /// Which agreement, most often one that has not ended, and its number; a twisted one does not exist.
    pub fn agreement(&self, which: usize, twist: Twist) -> Option<(usize, u64)> {
        let all = &self.model.agreements;
        let is_live = |at: &usize| all.get(*at).is_some_and(|one| !one.ended);
        let live: Vec<usize> = (0..all.len()).filter(is_live).collect();
        let of_live = one(&live, which / 4).filter(|_| !which.is_multiple_of(4));
        let at = place(which, all.len()).or(of_live);
        let at = at.or_else(|| which.checked_rem(all.len()))?;
        let number = u64::try_from(at).ok()? + 1;
        let beyond = u64::from(twist == Twist::Id) * 1_000;
        Some((at, number + beyond))
    }

    fn asset(&self, which: usize) -> &Asset {
        if which.is_multiple_of(2) {
            self.assets.0
        } else {
            self.assets.1
        }
    }
}

/// An asset in a word.
pub fn denom(asset: &Asset) -> &str {
    match asset {
        Asset::Native { denom } => denom,
        Asset::Cw20 { .. } => "dollar",
    }
}

/// A token's address.
pub fn token(asset: &Asset) -> Option<&Addr> {
    match asset {
        Asset::Native { .. } => None,
        Asset::Cw20 { address } => Some(address),
    }
}

/// A message's name.
fn word(message: &Message) -> String {
    let text = match message {
        Message::Escrow(message) => format!("{message:?}"),
        Message::Registry(message) => format!("{message:?}"),
        Message::Token { hook, .. } => format!("{hook:?}"),
    };
    let name = text.split([' ', '(', '{']).next();
    name.unwrap_or_default().to_owned()
}
