//! Seconds that decide about proposals, waiting credits, pauses and lost keys.

use aftercare_interface::sla_escrow::WaitingReason;

use crate::suite::Suite;

/// What such a second decides. Numbers are those of proposals, or places in the model's lists.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Turn {
    /// The last second to accept a proposal.
    Accept(u64),
    /// The last second in which the one who may act on a credit of an agreement can.
    Wait(usize, WaitingReason),
    /// The last second in which a ruling counts.
    Rule(usize),
    /// The first second to take over what an owner has, by its place among them.
    TakeOver(usize),
    /// The last second of a pause.
    Paused,
    /// The first second in which a pause is possible again.
    Pausable,
    /// The first second in which money of an agreement goes to another address.
    Payout(usize),
}

impl Suite {
    /// All of them, those that have passed among them.
    pub(crate) fn turns(&self) -> Vec<(u64, Turn)> {
        let desk = &self.desk;
        let mut all = vec![];
        for (number, proposal) in &desk.proposals {
            all.push((proposal.expires, Turn::Accept(*number)));
        }
        for (at, one) in self.agreements.iter().enumerate() {
            let lines = one
                .waits()
                .filter(|line| line.reason != WaitingReason::Ruling);
            all.extend(lines.map(|line| (line.until, Turn::Wait(at, line.reason))));
            let payouts = one
                .payouts
                .values()
                .filter_map(|payout| payout.next.as_ref());
            all.extend(payouts.map(|(_, from)| (*from, Turn::Payout(at))));
        }
        for (number, ((at, key), until)) in desk.disputes.iter().enumerate() {
            let open = self.agreements[*at].keys[key].stands.is_none();
            all.extend(open.then_some((*until, Turn::Rule(number))));
        }
        for (place, (_, ready)) in desk.recoveries.values().enumerate() {
            all.extend(ready.map(|ready| (ready, Turn::TakeOver(place))));
        }
        all.extend(desk.paused.map(|until| (until, Turn::Paused)));
        all.extend(desk.pausable().map(|from| (from, Turn::Pausable)));
        all
    }
}
