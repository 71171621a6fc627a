//! Booked misses and what of their credits waits.

use std::collections::BTreeMap;

use aftercare_domain::time::UnixTime;
use aftercare_interface::sla_escrow::{
    Declaration, DisputeResponse, MissCursor, MissResponse, QueryMsg, WaitingCredit, WaitingReason,
};
use cosmwasm_std::Uint128;

use super::{Heard, Word};
use crate::world::World;

/// In the order of the answers: ticket, metric, cycle, ordinal.
type Place = (u64, u8, u32, u32);

#[derive(Default)]
pub struct Misses {
    by_agreement: BTreeMap<u64, BTreeMap<Place, MissResponse>>,
    disputes: BTreeMap<u64, DisputeResponse>,
    declarations: BTreeMap<u64, Vec<Declaration>>,
}

pub fn hear(heard: &mut Heard, word: &Word) -> bool {
    let misses = &mut heard.misses;
    match word.name {
        "miss-booked" => misses.booked(word),
        "credit-released" => misses.leaves(word),
        "credit-cancelled" => {
            misses.leaves(word);
            misses.named(word).credited = word.must("credited");
        }
        "credit-contested" => misses.contested(word),
        "excuse-objected" => {
            misses.gather(word, WaitingReason::Case, &[WaitingReason::Objection]);
        }
        "ruled" => misses.ruled(word),
        "force-majeure-declared" => {
            let of = misses.declarations.entry(word.must("agreement"));
            of.or_default().push(Declaration {
                from: word.must("from"),
                until: word.must("until"),
                declared: word.must("declared"),
            });
        }
        _ => return false,
    }
    true
}

fn key(word: &Word) -> MissCursor {
    MissCursor {
        subject: word.must("subject"),
        metric: word.must("metric"),
        cycle: word.must("cycle"),
        ordinal: word.must("ordinal"),
    }
}

fn place(key: &MissCursor) -> Place {
    (key.subject, key.metric.index(), key.cycle, key.ordinal)
}

impl Misses {
    /// The miss that an event is about.
    pub fn named(&mut self, word: &Word) -> &mut MissResponse {
        let key = key(word);
        let of = self.by_agreement.entry(word.must("agreement")).or_default();
        of.entry(place(&key)).or_insert(MissResponse {
            key,
            period: 0,
            want: Default::default(),
            credited: Default::default(),
            due: Default::default(),
            waiting: vec![],
            dispute: None,
            cancelled: false,
        })
    }

    fn booked(&mut self, word: &Word) {
        let miss = self.named(word);
        miss.period = word.must("period");
        miss.want = word.must("want");
        miss.credited = word.must("credited");
        miss.due = word.must("due");
        if let Some(reason) = word.may("waits_for") {
            wait(miss, word.must("added"), (reason, word.must("until")));
        }
    }

    fn leaves(&mut self, word: &Word) {
        let (reason, until): (WaitingReason, UnixTime) =
            (word.must("waited_for"), word.must("until"));
        let miss = self.named(word);
        let alike = |line: &&mut WaitingCredit| line.reason == reason && line.until == until;
        let line = miss.waiting.iter_mut().find(alike).unwrap();
        line.amount -= word.must::<Uint128>("amount");
        miss.waiting.retain(|line| !line.amount.is_zero());
    }

    /// What waited for some reasons waits for another now.
    fn gather(&mut self, word: &Word, reason: WaitingReason, of: &[WaitingReason]) {
        let miss = self.named(word);
        miss.waiting.retain(|line| !of.contains(&line.reason));
        wait(miss, word.must("amount"), (reason, word.must("until")));
    }

    fn contested(&mut self, word: &Word) {
        let all = [
            WaitingReason::Contest,
            WaitingReason::Objection,
            WaitingReason::Case,
        ];
        self.gather(word, WaitingReason::Ruling, &all);
        let dispute = word.must("dispute");
        self.named(word).dispute = Some(dispute);
        let row = DisputeResponse {
            dispute,
            agreement: word.must("agreement"),
            miss: key(word),
            arbitrator: crate::world::unchecked(word.must::<String>("arbitrator")),
            until: word.must("until"),
            waiting: Uint128::zero(),
            credit_stands: None,
        };
        self.disputes.insert(dispute, row);
    }

    fn ruled(&mut self, word: &Word) {
        let dispute = self.disputes.get_mut(&word.must("dispute")).unwrap();
        let stands: bool = word.must("credit_stands");
        dispute.credit_stands = Some(stands);
        let of = self.by_agreement.get_mut(&dispute.agreement).unwrap();
        of.get_mut(&place(&dispute.miss)).unwrap().cancelled = !stands;
    }

    /// A dispute is about what waits; where its time is over, time has decided.
    fn dispute(&self, number: u64, now: UnixTime) -> DisputeResponse {
        let told = &self.disputes[&number];
        let miss = &self.by_agreement[&told.agreement][&place(&told.miss)];
        let ruling = |line: &&WaitingCredit| line.reason == WaitingReason::Ruling;
        let waiting = miss.waiting.iter().find(ruling).map(|line| line.amount);
        DisputeResponse {
            waiting: waiting.unwrap_or_default(),
            credit_stands: told.credit_stands.or((now > told.until).then_some(true)),
            ..told.clone()
        }
    }
}

fn wait(miss: &mut MissResponse, amount: Uint128, (reason, until): (WaitingReason, UnixTime)) {
    let alike = |line: &&mut WaitingCredit| line.reason == reason && line.until == until;
    match miss.waiting.iter_mut().find(alike) {
        Some(line) => line.amount += amount,
        None => miss.waiting.push(WaitingCredit {
            amount,
            reason,
            until,
        }),
    }
}

pub fn agrees(world: &World, heard: &Heard) {
    for (agreement, told) in &heard.misses.by_agreement {
        let found: Vec<MissResponse> = world.all(|start_after| QueryMsg::Misses {
            agreement: *agreement,
            start_after,
            limit: Some(30),
        });
        let told: Vec<MissResponse> = told.values().cloned().collect();
        assert_eq!(found, told, "misses of {agreement}");
    }
    for (agreement, told) in &heard.misses.declarations {
        let agreement = *agreement;
        let found: Vec<Declaration> = world.ask(QueryMsg::Declarations { agreement });
        assert_eq!(found, *told, "declarations of {agreement}");
    }
    for dispute in heard.misses.disputes.keys() {
        let found: DisputeResponse = world.ask(QueryMsg::Dispute { dispute: *dispute });
        assert_eq!(found, heard.misses.dispute(*dispute, world.now()));
    }
}
