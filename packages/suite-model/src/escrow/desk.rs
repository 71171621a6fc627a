//! What the escrow knows beside plans and agreements, and what its owner may do.

use std::collections::{BTreeMap, BTreeSet};

use aftercare_domain::time::UnixTime;
use aftercare_interface::sla_escrow::ExecuteMsg;
use aftercare_interface::Asset;

use super::key::Key;
use super::proposal::Proposal;
use crate::suite::{of, refuse, require, Done, Suite};
use crate::token::Handover;
use crate::{Account, Ownership};

const DAY: u64 = 86_400;

/// It.
#[derive(Clone, Debug)]
pub struct Desk {
    /// Who owns the escrow, and who may.
    pub ownership: Ownership,
    /// Who may pause it.
    pub pauser: Option<Account>,
    /// The last second of the last pause.
    pub paused: Option<u64>,
    /// Listed assets that take no new money.
    pub closed: Vec<Asset>,
    /// Announced monitorings, and from when on each counts.
    pub monitorings: Vec<(Account, u64)>,
    /// Proposals that nobody answered, by number.
    pub proposals: BTreeMap<u64, Proposal>,
    /// How many there ever were.
    pub proposed: u64,
    /// How many sets of terms are frozen.
    pub frozen: u64,
    /// By owner: who may take over, and from when on, once it has asked.
    pub recoveries: BTreeMap<Account, (Account, Option<u64>)>,
    /// By plan: who may subscribe where a list says so.
    pub listed: BTreeMap<u64, BTreeSet<Account>>,
    /// Disputes, from 1: about which key of which agreement, and until when a ruling counts.
    pub(crate) disputes: Vec<((usize, Key), u64)>,
}

impl Desk {
    /// Of an escrow that was just deployed.
    pub(crate) const fn new(owner: Account) -> Self {
        Self {
            ownership: Ownership { owner, next: None },
            pauser: None,
            paused: None,
            closed: vec![],
            monitorings: vec![],
            proposals: BTreeMap::new(),
            proposed: 0,
            frozen: 0,
            recoveries: BTreeMap::new(),
            listed: BTreeMap::new(),
            disputes: vec![],
        }
    }

    /// The last monitoring that counted at an instant.
    pub(crate) fn monitoring_at(&self, at: u64) -> Option<&str> {
        let mut latest = self.monitorings.iter().rev();
        let found = latest.find(|(_, from)| *from <= at);
        found.map(|(monitoring, _)| monitoring.as_str())
    }

    /// How many disputes there ever were.
    #[must_use]
    pub fn disputes(&self) -> usize {
        self.disputes.len()
    }

    /// The first second in which a pause is possible again.
    pub(crate) fn pausable(&self) -> Option<u64> {
        self.paused.map(|until| until + 14 * DAY + 1)
    }

    /// Instants at which pauses, proposals, announcements and recoveries turn.
    pub(crate) fn deadlines(&self) -> Vec<u64> {
        let mut all: Vec<u64> = vec![];
        all.extend(self.paused);
        all.extend(self.pausable());
        all.extend(self.proposals.values().map(|proposal| proposal.expires));
        all.extend(self.monitorings.iter().map(|(_, from)| *from));
        all.extend(self.recoveries.values().filter_map(|(_, ready)| *ready));
        all.extend(self.ownership.next.iter().map(|(_, until)| until.0));
        all
    }
}

impl Suite {
    /// For what a pause stops.
    pub(crate) fn refuse_paused(&self) -> Done {
        let paused = self.desk.paused.is_some_and(|until| self.now <= until);
        require(!paused, "KIT-024")
    }

    /// For new money.
    pub(super) fn takes(&self, asset: &Asset) -> Done {
        require(self.listed.contains(asset), "KIT-010")?;
        require(!self.desk.closed.contains(asset), "KIT-011")
    }

    pub(super) fn administer(&mut self, sender: &str, message: &ExecuteMsg) -> Done {
        use ExecuteMsg as M;
        match message {
            M::Pause {} => self.pause(sender),
            M::Unpause {} => {
                if self.desk.pauser.as_deref() != Some(sender) {
                    self.desk.ownership.require(sender)?;
                }
                let paused = self.desk.paused.is_some_and(|until| self.now <= until);
                require(paused, "KIT-027")?;
                self.desk.paused = Some(self.now - 1);
                Ok(())
            }
            M::UpdateOwnership(action) => {
                let step = handover(action);
                self.desk.ownership.step(UnixTime(self.now), sender, &step)
            }
            _ => {
                self.desk.ownership.require(sender)?;
                self.own(message)
            }
        }
    }

    fn own(&mut self, message: &ExecuteMsg) -> Done {
        use ExecuteMsg as M;
        match message {
            M::Wire { registry } => {
                require(*registry != self.peers.escrow, "SLA-004")?;
                // The one that books here was named when the suite was deployed.
                refuse("SLA-002")
            }
            M::SetPauser { pauser } => {
                self.desk.pauser.clone_from(pauser);
                Ok(())
            }
            M::AnnounceMonitoring { monitoring } => {
                let contracts = [&self.peers.escrow, &self.peers.registry];
                require(!contracts.contains(&monitoring), "SLA-004")?;
                let from = self.now + 7 * DAY;
                self.desk.monitorings.push((monitoring.clone(), from));
                require(self.desk.monitorings.len() <= 64, "KIT-006")
            }
            M::ListAsset { asset } => {
                let is_denom = |denom: &String| denom.len() >= 3;
                let sound = match asset {
                    Asset::Native { denom } => is_denom(denom),
                    Asset::Cw20 { .. } => true,
                };
                require(sound, "KIT-012")?;
                self.desk.closed.retain(|closed| closed != asset);
                if !self.listed.contains(asset) {
                    self.listed.push(asset.clone());
                }
                Ok(())
            }
            M::CloseAsset { asset } => {
                require(self.listed.contains(asset), "KIT-010")?;
                self.desk.closed.push(asset.clone());
                Ok(())
            }
            M::Sweep { asset } => {
                require(self.listed.contains(asset), "KIT-010")?;
                let amount = self.surplus(asset);
                require(amount > 0, "KIT-014")?;
                let sink = self.peers.sink.clone();
                self.claims.put(&sink, &of(asset), amount);
                Ok(())
            }
            _ => refuse("unspoken"),
        }
    }

    fn pause(&mut self, sender: &str) -> Done {
        require(self.desk.pauser.as_deref() == Some(sender), "KIT-025")?;
        let again = self.desk.pausable();
        require(again.is_none_or(|from| from <= self.now), "KIT-026")?;
        self.desk.paused = Some(self.now + 3 * DAY);
        Ok(())
    }

    /// What the escrow holds for somebody: claims, free bond, and all of agreements and proposals.
    #[must_use]
    pub fn owed(&self, asset: &Asset) -> u128 {
        let agreements = self.agreements.iter();
        let agreements = agreements.filter(|one| one.terms.asset == *asset);
        let proposals = self.desk.proposals.values();
        let proposals = proposals.filter(|one| one.terms.asset == *asset);
        self.claims.total(&of(asset))
            + self.free.total(&of(asset))
            + agreements.map(|one| one.held()).sum::<u128>()
            + proposals.map(|one| one.held + one.reserved()).sum::<u128>()
    }

    /// What it holds beyond that.
    #[must_use]
    pub fn surplus(&self, asset: &Asset) -> u128 {
        let holds = self.wallets.of(&self.peers.escrow, &of(asset));
        holds - self.owed(asset)
    }

    /// How many customers are on a plan's list.
    #[must_use]
    pub fn listed_of(&self, plan: u64) -> u32 {
        let list = self.desk.listed.get(&plan);
        let count = list.map_or(0, BTreeSet::len);
        u32::try_from(count).unwrap_or(u32::MAX)
    }

    /// What the escrow says about itself.
    #[must_use]
    pub fn config(&self) -> [Option<String>; 6] {
        let desk = &self.desk;
        let paused = desk.paused.filter(|until| self.now <= *until);
        let pausable = desk.pausable().filter(|from| self.now < *from);
        let next = desk.ownership.next.as_ref();
        [
            desk.monitoring_at(self.now).map(str::to_owned),
            desk.pauser.clone(),
            paused.map(|until| until.to_string()),
            pausable.map(|from| from.to_string()),
            Some(desk.ownership.owner.clone()),
            next.map(|(next, until)| format!("{next} before {until}")),
        ]
    }
}

fn handover(action: &cw_ownable::Action) -> Handover {
    use cw_ownable::{Action, Expiration};
    match action {
        Action::TransferOwnership { new_owner, expiry } => {
            let until = match expiry {
                Some(Expiration::AtTime(at)) => Some(UnixTime(at.seconds())),
                _ => None,
            };
            Handover::Offer(new_owner.clone(), until)
        }
        Action::AcceptOwnership => Handover::Accept,
        Action::RenounceOwnership => Handover::Renounce,
    }
}
