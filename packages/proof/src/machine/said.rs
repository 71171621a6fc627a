//! From a step to the message that it means now, and to its words.

use aftercare_domain::credit::Measure;
use aftercare_domain::policy::Metric;
use aftercare_domain::time::{Seconds, UnixTime};
use aftercare_interface::sla_escrow::{Cw20Hook, ExecuteMsg, Ground, Miss, Subscription};
use aftercare_interface::Asset;
use aftercare_suite_model::{Call, Message, Suite};
use cosmwasm_std::{coin, Addr, Coin, HexBinary, Uint128};
use cw20::Cw20ReceiveMsg;

use super::people::{People, CAST, CUSTOMERS, PROVIDERS};
use super::step::{Deed, Step, Twist};
use super::terms;

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
}

/// Who, what, with which money.
pub struct Draft {
    pub name: String,
    pub message: ExecuteMsg,
    pub paid: Option<(Asset, u128, Cw20Hook)>,
    pub words: String,
    pub agreement: Option<u64>,
}

impl Draft {
    pub fn free(name: &str, message: ExecuteMsg, words: String) -> Self {
        Self {
            name: name.to_owned(),
            message,
            paid: None,
            words,
            agreement: None,
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
        }
    }

    /// Puts the money beside the message, and what a twist makes of it.
    fn send(&self, draft: Draft, twist: Twist) -> Said {
        let sender = self.people.address(&draft.name);
        let mut words = format!("{} {}", draft.name, draft.words);
        let penny = coin(1, PENNY);
        let mut funds: Vec<Coin> = vec![];
        let mut message = Message::Escrow(draft.message);
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
            name: draft.name,
            call: Call {
                sender,
                message,
                funds,
            },
            words,
            agreement: draft.agreement,
        }
    }

    /// Which agreement, and its number; a twisted one does not exist.
    pub fn agreement(&self, which: usize, twist: Twist) -> Option<(usize, u64)> {
        let at = which.checked_rem(self.model.agreements.len())?;
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

    fn offer(&self, step: &Step) -> Option<Draft> {
        let twist = step.twist;
        match step.deed {
            Deed::Publish(kind) => {
                let kind = kind % terms::KINDS;
                let mut terms = terms::terms(kind, self.assets, self.start);
                match twist {
                    Twist::Bounds => terms.bond.credit -= Uint128::one(),
                    Twist::Id => terms.asset = Asset::native(PENNY),
                    _ => {}
                }
                if twist == Twist::Bounds && kind == 0 {
                    terms.title = String::new();
                }
                let name = one(&PROVIDERS, step.who)?;
                let words = format!("publishes a plan of kind {kind}");
                Some(Draft::free(name, ExecuteMsg::PublishPlan { terms }, words))
            }
            Deed::Retire(which) => {
                let (plan, number) = self.plan(which, twist)?;
                let name = self.people.name(&plan.provider);
                let words = format!("retires plan {number}");
                let message = ExecuteMsg::RetirePlan { plan: number };
                Some(Draft::free(&name, message, words))
            }
            Deed::Deposit(which, agreements) => {
                let asset = self.asset(which);
                let amount = u128::from(agreements) * 1_100_000_000 + 1;
                let name = one(&PROVIDERS, step.who)?;
                let draft = Draft::free(name, ExecuteMsg::DepositBond {}, "adds bond".to_owned());
                Some(draft.paying(asset, amount, Cw20Hook::DepositBond {}))
            }
            Deed::WithdrawBond(which, amount) => {
                let asset = self.asset(which).clone();
                let name = one(&PROVIDERS, step.who)?;
                let free = self.model.free_of(&self.people.address(name), &asset);
                let amount = match twist {
                    Twist::Bounds => 0,
                    Twist::Id => free + 1,
                    _ => amount.map_or(free, u128::from),
                };
                let words = format!("takes {amount} {} of its free bond", denom(&asset));
                let amount = Uint128::new(amount);
                let message = ExecuteMsg::WithdrawFreeBond { asset, amount };
                Some(Draft::free(name, message, words))
            }
            _ => None,
        }
    }

    fn plan(&self, which: usize, twist: Twist) -> Option<(&aftercare_suite_model::Plan, u64)> {
        let at = which.checked_rem(self.model.plans.len())?;
        let number = u64::try_from(at).ok()? + 1;
        let beyond = u64::from(twist == Twist::Id) * 1_000;
        Some((self.model.plans.get(at)?, number + beyond))
    }

    fn refill(&self, which: usize, twist: Twist) -> Option<Draft> {
        let (at, agreement) = self.agreement(which, twist)?;
        let name = self.people.name(&self.model.agreements.get(at)?.provider);
        let words = format!("refills the bond of agreement {agreement}");
        let draft = Draft::free(&name, ExecuteMsg::RefillBond { agreement }, words);
        Some(draft.about(agreement))
    }

    fn pay_debt(&self, step: &Step, which: usize, all: bool) -> Option<Draft> {
        let (at, agreement) = self.agreement(which, step.twist)?;
        let one_of = self.model.agreements.get(at)?;
        let debt = one_of.debt().max(1);
        let amount = if all { debt } else { 1 };
        let amount = amount + u128::from(step.twist == Twist::Bounds) * debt;
        let words = format!("pays the debt of agreement {agreement}");
        let name = one(&CAST, step.who)?;
        let draft = Draft::free(name, ExecuteMsg::PayDebt { agreement }, words);
        let hook = Cw20Hook::PayDebt { agreement };
        Some(
            draft
                .paying(&one_of.terms.asset, amount, hook)
                .about(agreement),
        )
    }

    fn collect(&self, step: &Step, which: usize) -> Option<Draft> {
        let (_, agreement) = self.agreement(which, step.twist)?;
        let words = format!("collects the debt of agreement {agreement}");
        let message = ExecuteMsg::CollectDebt { agreement };
        Some(Draft::free(one(&CAST, step.who)?, message, words).about(agreement))
    }

    fn subscribe(&self, step: &Step, (which, periods, other): (usize, u32, bool)) -> Option<Draft> {
        let (plan, number) = self.plan(which, step.twist)?;
        let bounds = step.twist == Twist::Bounds;
        let periods = if bounds && other { 121 } else { periods };
        let total = plan.terms.fee.u128() * u128::from(periods);
        let mut terms_hash = plan.hash.clone();
        if bounds && which % 2 == 0 {
            terms_hash = HexBinary::from([7; 32]);
        }
        let name = one(&CUSTOMERS, step.who)?;
        let served = one(&CUSTOMERS, which).filter(|_| other);
        let asked = Subscription {
            plan: number,
            revision: 1 + u32::from(bounds && which % 3 == 0),
            terms_hash,
            periods,
            total: Uint128::new(total),
            beneficiary: served.map(|name| self.people.address(name)),
        };
        let whom = served.map_or_else(String::new, |name| format!(" for {name}"));
        let words = format!("subscribes{whom} to plan {number} for {periods} periods");
        let hook = Cw20Hook::Subscribe(asked.clone());
        let draft = Draft::free(name, ExecuteMsg::Subscribe(asked), words);
        Some(draft.paying(&plan.terms.asset, total, hook))
    }

    fn extend(&self, step: &Step, (which, periods): (usize, u32)) -> Option<Draft> {
        let (at, agreement) = self.agreement(which, step.twist)?;
        let one_of = self.model.agreements.get(at)?;
        let periods = if step.twist == Twist::Bounds {
            120
        } else {
            periods
        };
        let total = one_of.terms.fee.u128() * u128::from(periods);
        let side = [&one_of.customer, &one_of.payer];
        let name = self.people.name(one(&side, step.who)?);
        let words = format!("extends agreement {agreement} by {periods} periods");
        let (amount, total) = (total, Uint128::new(total));
        let message = ExecuteMsg::Extend {
            agreement,
            periods,
            total,
        };
        let hook = Cw20Hook::Extend {
            agreement,
            periods,
            total,
        };
        let draft = Draft::free(&name, message, words);
        Some(
            draft
                .paying(&one_of.terms.asset, amount, hook)
                .about(agreement),
        )
    }

    fn settle(&self, step: &Step, (which, most): (usize, u32)) -> Option<Draft> {
        let (_, agreement) = self.agreement(which, step.twist)?;
        let bounds = step.twist == Twist::Bounds;
        let max_periods = if bounds { 31 * (most % 2) } else { most };
        let words = format!("settles {max_periods} periods of agreement {agreement}");
        let message = ExecuteMsg::Settle {
            agreement,
            max_periods,
        };
        Some(Draft::free(one(&CAST, step.who)?, message, words).about(agreement))
    }

    fn terminate(&self, step: &Step, (which, ground): (usize, usize)) -> Option<Draft> {
        let (at, agreement) = self.agreement(which, step.twist)?;
        let one_of = self.model.agreements.get(at)?;
        let (ground, by, why) = match ground {
            0 => (Ground::Notice {}, &one_of.customer, "by notice"),
            1 => (Ground::CoolingOff {}, &one_of.customer, "cooling off"),
            _ => (Ground::ByProvider {}, &one_of.provider, "as its provider"),
        };
        let words = format!("ends agreement {agreement} {why}");
        let message = ExecuteMsg::Terminate { agreement, ground };
        Some(Draft::free(&self.people.name(by), message, words).about(agreement))
    }

    fn book(&self, step: &Step, which: usize) -> Option<Draft> {
        let (_, agreement) = self.agreement(which, step.twist)?;
        let miss = Miss {
            subject: 1,
            metric: Metric::Resolution,
            cycle: 0,
            ordinal: 0,
            due: UnixTime(self.model.now),
            measure: Measure::Late {
                late: Seconds(9),
                target: Seconds(1),
            },
        };
        let message = ExecuteMsg::BookMisses {
            agreement,
            misses: vec![miss; usize::from(step.twist != Twist::Bounds)],
            keeper: None,
        };
        let words = format!("books a miss of agreement {agreement} as if it were the registry");
        Some(Draft::free(one(&CAST, step.who)?, message, words).about(agreement))
    }

    fn pretend(&self, step: &Step, which: usize) -> Option<Draft> {
        let name = one(&CAST, step.who)?;
        let hook = Cw20ReceiveMsg {
            sender: self.people.address(one(&CAST, which)?),
            amount: Uint128::new(1_000_000),
            msg: cosmwasm_std::to_json_binary(&Cw20Hook::DepositBond {}).ok()?,
        };
        let words = "says that it is a token which brings bond".to_owned();
        Some(Draft::free(name, ExecuteMsg::Receive(hook), words))
    }

    fn claim(&self, step: &Step, (which, push): (usize, bool)) -> Option<Draft> {
        let owners = ["fee sink", "keeper", "agent", "fee sink", "neighbour"];
        let owner = one(&owners, step.who)?;
        let mut asset = self.asset(which).clone();
        if step.twist == Twist::Id {
            asset = Asset::native(PENNY);
        }
        let what = denom(&asset).to_owned();
        if push {
            let message = ExecuteMsg::PushClaim {
                owner: self.people.address(owner),
                asset,
            };
            let words = format!("pushes the claim of {owner} in {what}");
            return Some(Draft::free(one(&CAST, which)?, message, words));
        }
        let words = format!("withdraws its claim in {what}");
        Some(Draft::free(owner, ExecuteMsg::Withdraw { asset }, words))
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
