//! Booked misses and what of their credits waits.

use std::collections::BTreeMap;

use aftercare_interface::sla_escrow::{MissCursor, MissResponse, QueryMsg, WaitingCredit};

use super::{Heard, Word};
use crate::world::World;

/// In the order of the answers: ticket, metric, cycle, ordinal.
type Place = (u64, u8, u32, u32);

#[derive(Default)]
pub struct Misses(BTreeMap<u64, BTreeMap<Place, MissResponse>>);

pub fn hear(heard: &mut Heard, word: &Word) -> bool {
    match word.name {
        "miss-booked" => heard.misses.booked(word),
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
        let of = self.0.entry(word.must("agreement")).or_default();
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
            miss.waiting.push(WaitingCredit {
                amount: word.must("added"),
                reason,
                until: word.must("until"),
            });
        }
    }
}

pub fn agrees(world: &World, heard: &Heard) {
    for (agreement, told) in &heard.misses.0 {
        let found: Vec<MissResponse> = world.all(|start_after| QueryMsg::Misses {
            agreement: *agreement,
            start_after,
            limit: Some(30),
        });
        let told: Vec<MissResponse> = told.values().cloned().collect();
        assert_eq!(found, told, "misses of {agreement}");
    }
}
