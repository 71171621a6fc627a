//! Twice is once: the very same message again, at the same instant.

use aftercare_engine::{Engine, Failure};

use super::cells::{Bench, Sender};
use super::rules::{Kind, Repeat, Rules};
use super::{Cell, Report};

impl Bench<'_> {
    /// Sends an accepted message again: it is refused and changes no byte, or stands among those that may be
    /// repeated and does what is written there.
    pub(super) fn try_again(
        &mut self,
        sender: &Sender,
        cell: &Cell,
        (rules, report): (&Rules, &mut Report),
    ) -> Result<(), Failure> {
        let sent = self.sent.clone();
        let once = self.fund(&sender.address, &sent.funds)?;
        let written = rules.repeats.get(cell.message);
        let held = match written {
            Some(Repeat {
                kind: Kind::Anew, ..
            }) => self.held()?,
            _ => vec![],
        };
        let found = self.outcome(&sender.address, &sent);
        let same = self.stage.world.engine.is_as(&once);
        report.repeated += 1;
        let fault = match (found.as_str(), written) {
            ("allowed", Some(repeat)) => self.fault(repeat, same, &held)?,
            ("allowed", None) => Some("accepted twice, which no rule says"),
            _ => {
                report.refused_again += 1;
                (!same).then_some("refused the second time, and storage is not what it was")
            }
        };
        let told = fault.map(|fault| format!("{cell:?}: {fault}"));
        report.faults.extend(told);
        Ok(())
    }

    fn fault(
        &self,
        repeat: &Repeat,
        same: bool,
        held: &[u128],
    ) -> Result<Option<&'static str>, Failure> {
        repeat.met.set(repeat.met.get() + 1);
        let fell = |(now, then): (&u128, &u128)| now < then;
        Ok(match repeat.kind {
            Kind::Idle if !same => Some("sent twice, it is not idle the second time"),
            Kind::Anew if self.held()?.iter().zip(held).any(fell) => {
                Some("sent twice, a contract pays twice")
            }
            Kind::Idle | Kind::Anew | Kind::Own => None,
        })
    }

    /// What the contracts that hold money hold, of each asset.
    fn held(&self) -> Result<Vec<u128>, Failure> {
        let world = &self.stage.world;
        let tokens = [&self.stage.dollar, &world.suite.token];
        let mut held = vec![];
        for contract in [&world.suite.escrow, &world.suite.community] {
            held.push(world.engine.balance(contract, aftercare_testing::EURO)?);
            for token in tokens {
                let address = contract.to_string();
                let question = cw20::Cw20QueryMsg::Balance { address };
                let answer: cw20::BalanceResponse = world.engine.query(token, &question)?;
                held.push(answer.balance.u128());
            }
        }
        Ok(held)
    }
}
