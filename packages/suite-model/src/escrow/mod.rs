//! Plans, agreements, and every unit of money in them.

mod agreement;
mod amend;
mod begin;
mod bond;
mod contest;
mod credit;
mod desk;
mod end;
mod figures;
mod key;
mod offer;
mod payout;
mod proposal;
mod settle;
mod sums;
mod turn;
mod wait;

use aftercare_interface::sla_escrow::{BondParts, Cw20Hook, ExecuteMsg, PlanTerms};
use aftercare_interface::Asset;
use cosmwasm_std::{Coin, HexBinary};

pub use agreement::{Agreement, Later};
pub(crate) use credit::is_reached;
pub use desk::Desk;
pub use proposal::Proposal;
pub use sums::Sums;
pub use turn::Turn;

use crate::suite::{of, refuse, require, Done, Suite};
use crate::{Account, Refused};

/// What came with a message.
pub(crate) struct Paid {
    pub asset: Asset,
    pub amount: u128,
}

/// A plan, as its newest revision says.
#[derive(Clone, Debug)]
pub struct Plan {
    /// Who offers it.
    pub provider: Account,
    /// What is offered.
    pub terms: PlanTerms,
    /// Which revision that is.
    pub revision: u32,
    /// Under which id its terms are frozen.
    pub terms_id: u64,
    /// What a subscription cites.
    pub hash: HexBinary,
    /// Whether it takes no new agreements.
    pub retired: bool,
}

/// Basis points of an amount, rounded down.
pub(crate) fn share(amount: u128, bps: u32) -> u128 {
    amount * u128::from(bps) / 10_000
}

/// The parts of a bond: for credits, for leaving, for tips.
pub(crate) fn parts(bond: &BondParts) -> [u128; 3] {
    [bond.credit, bond.termination, bond.tips].map(|part| part.u128())
}

/// Part by part the larger of two bonds.
pub(crate) fn larger(one: &BondParts, other: &BondParts) -> BondParts {
    BondParts {
        credit: one.credit.max(other.credit),
        termination: one.termination.max(other.termination),
        tips: one.tips.max(other.tips),
    }
}

fn one_coin(funds: &[Coin]) -> Result<Paid, Refused> {
    match funds {
        [coin] => Ok(Paid {
            asset: Asset::native(&coin.denom),
            amount: coin.amount.u128(),
        }),
        _ => refuse("KIT-003"),
    }
}

/// What came where one side sends a coin and the other none.
fn perhaps(funds: &[Coin]) -> Result<Option<Paid>, Refused> {
    match funds {
        [] => Ok(None),
        _ => one_coin(funds).map(Some),
    }
}

impl Suite {
    pub(crate) fn escrow(&mut self, sender: &str, message: &ExecuteMsg, funds: &[Coin]) -> Done {
        use ExecuteMsg as M;
        match message {
            M::DepositBond {} => self.deposit(sender, &one_coin(funds)?),
            M::PayDebt { agreement } => self.pay_debt(&one_coin(funds)?, *agreement),
            M::Subscribe(asked) => self.subscribe(sender, &one_coin(funds)?, asked),
            M::Extend {
                agreement,
                periods,
                total,
            } => {
                let paid = one_coin(funds)?;
                self.extend(sender, &paid, (*agreement, *periods, total.u128()))
            }
            M::Renew {
                agreement,
                subscription,
            } => self.renew(sender, &one_coin(funds)?, (*agreement, subscription)),
            M::ProposeAgreement(asked) => self.propose(sender, perhaps(funds)?.as_ref(), asked),
            M::Amend(asked) => self.amend(sender, perhaps(funds)?.as_ref(), asked),
            M::AcceptProposal {
                proposal,
                terms_hash,
                total,
            } => {
                let paid = perhaps(funds)?;
                self.accept(sender, paid.as_ref(), (*proposal, terms_hash, *total))
            }
            _ => {
                require(funds.is_empty(), "KIT-002")?;
                self.free_of_funds(sender, message)
            }
        }
    }

    fn free_of_funds(&mut self, sender: &str, message: &ExecuteMsg) -> Done {
        use ExecuteMsg as M;
        match message {
            M::PublishPlan { terms } => self.publish(sender, terms),
            M::RevisePlan { plan, terms } => self.revise(sender, *plan, terms),
            M::RetirePlan { plan } => self.retire(sender, *plan),
            M::UpdateAllowList { plan, add, remove } => {
                self.update_list(sender, *plan, (add, remove))
            }
            M::WithdrawFreeBond { asset, amount } => {
                self.withdraw_bond(sender, asset, amount.u128())
            }
            M::RefillBond { agreement } => self.refill(sender, *agreement),
            M::CollectDebt { agreement } => self.collect_debt(*agreement),
            M::Settle {
                agreement,
                max_periods,
            } => self.settle(sender, *agreement, *max_periods),
            M::Terminate { agreement, ground } => self.terminate(sender, *agreement, ground),
            M::BookMisses {
                agreement,
                misses,
                keeper,
            } => self.book(sender, *agreement, (misses, keeper.as_deref())),
            M::Withdraw { asset } => self.pay_claim(sender, asset),
            M::PushClaim { owner, asset } => self.pay_claim(owner, asset),
            // Whoever is no listed token and says that it is one.
            M::Receive(_) => refuse("KIT-010"),
            M::DeclineProposal { proposal } => self.refuse_proposal(sender, *proposal),
            M::CancelProposal { proposal } => self.withdraw_proposal(sender, *proposal),
            M::SetPayoutAddress { agreement, address } => {
                self.set_payout(sender, *agreement, address.as_deref())
            }
            M::SetRecovery { recovery } => self.set_recovery(sender, recovery.as_deref()),
            M::Recover { owner } => self.recover(sender, owner),
            M::VetoRecovery {} => self.veto(sender),
            M::TakeOver { owner, asset } => self.take_over(sender, owner, asset),
            _ => self.argue(sender, message),
        }
    }

    /// What is said about credits; everything else is the owner's.
    fn argue(&mut self, sender: &str, message: &ExecuteMsg) -> Done {
        use ExecuteMsg as M;
        match message {
            M::Poke { agreement, limit } => self.poke_credits(sender, *agreement, *limit),
            M::Contest {
                agreement, miss, ..
            } => self.contest(sender, *agreement, miss),
            M::Object { agreement, miss } => self.object(sender, *agreement, miss),
            M::Rule {
                dispute,
                credit_stands,
            } => self.rule(sender, *dispute, *credit_stands),
            M::DeclareForceMajeure {
                agreement,
                from,
                until,
                ..
            } => self.declare(sender, *agreement, (*from, *until)),
            _ => self.administer(sender, message),
        }
    }

    pub(crate) fn hook(&mut self, sender: &str, hook: &Cw20Hook, paid: &Paid) -> Done {
        match hook {
            Cw20Hook::DepositBond {} => self.deposit(sender, paid),
            Cw20Hook::PayDebt { agreement } => self.pay_debt(paid, *agreement),
            Cw20Hook::Subscribe(asked) => self.subscribe(sender, paid, asked),
            Cw20Hook::Extend {
                agreement,
                periods,
                total,
            } => self.extend(sender, paid, (*agreement, *periods, total.u128())),
            Cw20Hook::Renew {
                agreement,
                subscription,
            } => self.renew(sender, paid, (*agreement, subscription)),
            Cw20Hook::ProposeAgreement(asked) => self.propose(sender, Some(paid), asked),
            Cw20Hook::Amend(asked) => self.amend(sender, Some(paid), asked),
            Cw20Hook::AcceptProposal {
                proposal,
                terms_hash,
                total,
            } => self.accept(sender, Some(paid), (*proposal, terms_hash, *total)),
        }
    }

    fn pay_claim(&mut self, owner: &str, asset: &Asset) -> Done {
        require(self.listed.contains(asset), "KIT-010")?;
        let amount = self.claims.of(owner, &of(asset));
        require(amount > 0, "KIT-014")?;
        self.claims.take(owner, &of(asset), amount);
        self.push(owner, asset, amount)
    }

    /// The place of an agreement in the list.
    pub(crate) fn find(&self, agreement: u64) -> Result<usize, Refused> {
        let places = 0..self.agreements.len();
        let mut numbered = places.zip(1u64..);
        let found = numbered.find(|(_, number)| *number == agreement);
        found.map(|(place, _)| place).ok_or(Refused("SLA-007"))
    }

    /// Whoever owes a debt or a refill in an asset makes no agreements in it and takes no free bond.
    fn refuse_debtor(&self, provider: &str, asset: &Asset) -> Done {
        let mut theirs = self.agreements.iter();
        let owes = |one: &Agreement| one.debt() > 0 || one.short.is_some();
        let of_them = |one: &Agreement| one.provider == provider && one.terms.asset == *asset;
        require(!theirs.any(|one| of_them(one) && owes(one)), "SLA-029")
    }
}
