//! What the owner, the pauser and a recovery address did, and payout addresses: settings and what is pending.

use std::collections::BTreeMap;

use aftercare_domain::time::{Seconds, UnixTime};
use aftercare_interface::sla_escrow::{
    ConfigResponse, PendingChangesResponse, PendingPayout, QueryMsg,
};
use cosmwasm_std::Addr;

use super::{Heard, Word};
use crate::world::World;

/// How long after a pause's end no other is possible.
const REST: Seconds = Seconds::days(14);

#[derive(Default)]
pub struct Owner {
    registry: Option<Addr>,
    /// Announced monitorings, and from when on each counts.
    monitorings: Vec<(Addr, UnixTime)>,
    pauser: Option<Addr>,
    /// The last second of the last pause.
    paused: Option<UnixTime>,
    /// By owner: recoveries under way.
    recoveries: BTreeMap<Addr, (Addr, UnixTime)>,
    /// By agreement and party: where its money goes next.
    payouts: BTreeMap<(u64, Addr), PendingPayout>,
}

pub fn hear(heard: &mut Heard, word: &Word) -> bool {
    let owner = &mut heard.owner;
    match word.name {
        "wired" => owner.registry = address(word, "registry"),
        "monitoring-announced" => {
            let next = (address(word, "monitoring").unwrap(), word.must("from"));
            owner.monitorings.push(next);
        }
        "pauser-set" => owner.pauser = address(word, "pauser"),
        "paused" => owner.paused = word.may("until"),
        "unpaused" => owner.paused = Some(word.must::<UnixTime>("from").minus(Seconds(1))),
        "recovery-asked" => {
            let next = (address(word, "recovery").unwrap(), word.must("ready"));
            owner
                .recoveries
                .insert(address(word, "owner").unwrap(), next);
        }
        "recovery-set" | "recovery-vetoed" => {
            owner.recoveries.remove(&address(word, "owner").unwrap());
        }
        "payout-address-set" => {
            let next = PendingPayout {
                address: address(word, "address"),
                from: word.must("from"),
            };
            let party = address(word, "party").unwrap();
            owner.payouts.insert((word.must("agreement"), party), next);
        }
        _ => return false,
    }
    true
}

fn address(word: &Word, key: &str) -> Option<Addr> {
    word.may::<String>(key).map(crate::world::unchecked)
}

pub fn agrees(world: &World, heard: &Heard) {
    let (now, owner) = (world.now(), &heard.owner);
    let found: ConfigResponse = world.ask(QueryMsg::Config {});
    let from = owner.paused.map(|until| until.plus(REST).plus(Seconds(1)));
    let counts = owner
        .monitorings
        .iter()
        .rev()
        .find(|(_, from)| *from <= now);
    let told = ConfigResponse {
        monitoring: counts.map(|(address, _)| address.clone()),
        registry: owner.registry.clone(),
        pauser: owner.pauser.clone(),
        paused_until: owner.paused.filter(|until| now <= *until),
        pausable_from: from.filter(|from| now < *from),
        ..found.clone()
    };
    assert_eq!(found, told);
    for account in world.people() {
        pending(world, owner, &account);
    }
}

fn pending(world: &World, owner: &Owner, account: &Addr) {
    for agreement in (1..).take_while(|id| world.has_agreement(*id)) {
        let found: PendingChangesResponse = world.ask(QueryMsg::PendingChanges {
            account: Some(account.to_string()),
            agreement: Some(agreement),
        });
        let next = owner
            .monitorings
            .iter()
            .find(|(_, from)| world.now() < *from);
        assert_eq!(found.monitoring, next.cloned());
        let next = owner.payouts.get(&(agreement, account.clone()));
        let next = next.filter(|next| world.now() < next.from);
        assert_eq!(found.payout_address, next.cloned());
        assert_eq!(found.recovery, owner.recoveries.get(account).cloned());
    }
}
