//! Money attached in every way: none, exactly, a unit more, a unit less, another denomination beside it or in
//! its place, the same one twice, a coin of nothing, a hundred of them.

use aftercare_engine::{Failure, Snapshot};
use aftercare_testing::EURO;
use cosmwasm_std::{coin, Coin};

use super::cells::{Bench, Sender};
use super::{variant, Cell, Report, Rules};

/// What a message that takes none says to any.
const TAKES_NONE: &str = "KIT-002";

/// Each way, by what is exact; a message that takes nothing has 0 as its exact sum.
fn ways(exact: u128) -> Vec<(&'static str, Vec<Coin>)> {
    let euro = |amount| coin(amount, EURO);
    let other = || coin(exact.max(1), "uother");
    let mut ways = vec![
        ("none", vec![]),
        ("plus-one", vec![euro(exact + 1)]),
        ("second-denom", vec![euro(exact.max(1)), other()]),
        ("wrong-denom", vec![other()]),
        (
            "same-denom-twice",
            vec![euro(exact.max(1)), euro(exact.max(1))],
        ),
        (
            "with-zero-coin",
            vec![euro(exact.max(1)), coin(0, "uother")],
        ),
        (
            "hundred-denoms",
            (0..100).map(|n| coin(1, format!("udust{n}"))).collect(),
        ),
    ];
    if exact > 0 {
        ways.push(("exact", vec![euro(exact)]));
        ways.push(("minus-one", vec![euro(exact - 1)]));
    }
    ways
}

impl Bench<'_> {
    /// Sends an accepted message with its money in every way.
    pub(super) fn try_funds(
        &mut self,
        sender: &Sender,
        cell: &Cell,
        (rules, report): (&Rules, &mut Report),
    ) -> Result<(), Failure> {
        let exact = self.sent.funds.first().map_or(0, |coin| coin.amount.u128());
        let written = rules.funds.get(cell.message);
        for (way, funds) in ways(exact) {
            self.clear();
            let before = self.fund(&sender.address, &funds)?;
            let found = self.pay(sender, funds);
            let expected = match (written, way) {
                (Some(ways), _) => ways.get(way).map_or("a rule", String::as_str),
                (None, "none") => "allowed",
                (None, _) => TAKES_NONE,
            };
            report.note_money(&found);
            let fault = self.wrong_funds((&found, expected), &before);
            let told = fault.map(|fault| format!("{} with {way}: {fault}", cell.message));
            report.faults.extend(told);
        }
        Ok(())
    }

    /// Whoever sends it, accepted or not: a message that takes no money is refused for a coin before anything
    /// else about it is looked at.
    pub(super) fn try_coin(
        &mut self,
        sender: &Sender,
        cell: &Cell,
        (rules, report): (&Rules, &mut Report),
    ) -> Result<(), Failure> {
        let kin = |message: &String| variant(message) == variant(cell.message);
        let takes = !self.sent.funds.is_empty() || rules.funds.keys().any(kin);
        if takes || self.is_through_token() {
            return Ok(());
        }
        self.clear();
        let funds = vec![coin(1, EURO)];
        let before = self.fund(&sender.address, &funds)?;
        let found = self.pay(sender, funds);
        report.note_money(&found);
        let fault = self.wrong_funds((&found, TAKES_NONE), &before);
        let told = fault.map(|fault| format!("{cell:?} with a coin: {fault}"));
        report.faults.extend(told);
        Ok(())
    }

    fn pay(&mut self, sender: &Sender, funds: Vec<Coin>) -> String {
        let mut sent = self.sent.clone();
        sent.funds = funds;
        self.outcome(&sender.address, &sent)
    }

    fn wrong_funds(&self, (found, expected): (&str, &str), before: &Snapshot) -> Option<String> {
        use aftercare_engine::Native;
        let engine: &Native = &self.stage.world.engine;
        match found {
            _ if found != expected => Some(format!("expected {expected}, found {found}")),
            "allowed" => None,
            _ if engine.is_as(before) => None,
            _ => Some("refused, and storage is not what it was".to_owned()),
        }
    }
}
