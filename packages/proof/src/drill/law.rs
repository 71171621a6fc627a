//! The law of pokes: whatever strangers poke in whichever order, however often and on whichever day, everybody
//! has the same money in the end. A settlement is an act of its own: each way has it at the end.

use std::collections::BTreeMap;

use aftercare_domain::time::Seconds;
use aftercare_engine::{Engine, Failure, Native};
use aftercare_interface::sla_escrow::{LedgerResponse, QueryMsg};
use aftercare_simulation::Choices;
use cosmwasm_std::Uint128;

use super::errands;
use super::{Figures, Silence, STRANGER};
use crate::crowd::{everybody, Crowd, CLIENTS};

/// The longest time in which strangers come by.
const DAYS: u64 = 40;
/// The most visits in that time.
const VISITS: u64 = 6;

/// What everybody has, and what is in the books of agreements that are over; but for tips, which are whose
/// poke it was.
type Money = BTreeMap<String, i128>;

/// Two ways from here to the end: strangers who come by now and then, and others who only come late.
///
/// # Errors
/// Whose money differs, and by how much.
pub fn holds(
    crowd: &mut Crowd<Native>,
    choices: &mut Choices,
    figures: &mut Figures,
) -> Result<(), Failure> {
    let begin = crowd.world.engine.snapshot();
    let span = choices.below(DAYS * 86_400);
    let visits = 1 + choices.below(VISITS);
    let mut often = Visitors { choices, sent: 0 };
    let one = often.end(crowd, (visits, Seconds(0)), Seconds(span))?;
    crowd.world.engine.restore(&begin);
    let other = often.end(crowd, (visits, Seconds(span)), Seconds(0))?;
    figures.ways += 2;
    figures.pokes += often.sent;
    same(&one, &other)
}

struct Visitors<'a> {
    choices: &'a mut Choices,
    sent: u64,
}

impl Visitors<'_> {
    /// Time passes, strangers come by at any time of what is left, and poke everything at the end of it; then
    /// silence.
    fn end(
        &mut self,
        crowd: &mut Crowd<Native>,
        (visits, first): (u64, Seconds),
        span: Seconds,
    ) -> Result<Money, Failure> {
        crowd.world.wait(first)?;
        let end = crowd.world.now().plus(span);
        for _ in 0..visits {
            let left = end.since(crowd.world.now()).0;
            let wait = self.choices.below(left / 2 + 1);
            crowd.world.wait(Seconds(wait))?;
            self.visit(crowd)?;
        }
        crowd.world.engine.advance_to(end)?;
        for errand in errands::pokes(crowd) {
            self.sent += u64::from(errand.run(&mut crowd.world)?);
        }
        let mut unseen = Figures::default();
        Silence::new(&mut crowd.world, &mut unseen).everything_comes_home()?;
        money(crowd)
    }

    /// A few errands in any order, some of them more than once.
    fn visit(&mut self, crowd: &mut Crowd<Native>) -> Result<(), Failure> {
        let mut some = errands::pokes(crowd);
        errands::shuffle(&mut some, self.choices);
        let count = self.choices.place(&some);
        let steps = self.choices.between(1, 30);
        for errand in some.iter().take(count) {
            let errand = errand.in_steps_of(steps);
            self.sent += u64::from(errand.run(&mut crowd.world)?);
        }
        Ok(())
    }
}

fn money(crowd: &mut Crowd<Native>) -> Result<Money, Failure> {
    let mut money = Money::new();
    for asset in [crowd.world.euro.clone(), crowd.world.dollar.clone()] {
        for name in everybody() {
            let held = crowd.world.balance(name, &asset)?;
            *money.entry(purse(name, &asset.key())).or_default() += signed(held)?;
        }
    }
    for deal in crowd.deals.clone() {
        let agreement = deal.agreement;
        let ledger: LedgerResponse = crowd.asked(&QueryMsg::Ledger { agreement })?;
        let asset = ledger.asset.key();
        let tipped = signed(ledger.tipped.u128())?;
        *money.entry(purse(deal.provider, &asset)).or_default() += tipped;
        *money.entry(purse(STRANGER, &asset)).or_default() -= tipped;
        for (account, amount) in books(&ledger) {
            let name = format!("what agreement {agreement} has {account}");
            money.insert(name, signed(amount.u128())?);
        }
    }
    Ok(money)
}

fn books(ledger: &LedgerResponse) -> [(&'static str, Uint128); 7] {
    [
        ("credited", ledger.credited),
        ("credited from the bond", ledger.credited_from_bond),
        ("credited as debt", ledger.credited_as_debt),
        ("refunded", ledger.refunded),
        ("in debt", ledger.debt),
        ("paid to the provider", ledger.paid_to_provider),
        ("burnt", ledger.burnt),
    ]
}

/// Where customers' money goes depends on the day on which a new payout address counts: it is one purse.
fn purse(name: &str, asset: &str) -> String {
    let customers = name == "member" || CLIENTS.contains(&name);
    let name = if customers {
        "the customers' side"
    } else {
        name
    };
    format!("what {name} has of {asset}")
}

fn signed(amount: u128) -> Result<i128, Failure> {
    let wide = |_| Failure::new(format!("{amount} is too much"));
    i128::try_from(amount).map_err(wide)
}

fn same(one: &Money, other: &Money) -> Result<(), Failure> {
    let differs = |(what, had): (&String, &i128)| {
        let has = other.get(what).copied().unwrap_or_default();
        (has != *had).then(|| format!("\n  {what} is {had} one way and {has} the other"))
    };
    let told: String = one.iter().filter_map(differs).collect();
    if told.is_empty() {
        return Ok(());
    }
    Err(Failure::new(format!(
        "who pokes when decides about money:{told}"
    )))
}
