//! Everything that the suite knows, and the one door to it.

use std::collections::{BTreeMap, BTreeSet};

use aftercare_interface as interface;
use aftercare_interface::ticket_registry::Catalogue;

use crate::call::{Call, Message};
use crate::escrow::{Agreement, Desk, Paid, Plan};
use crate::purse::{Account, Asset, Purses, Refused};
use crate::registry::{Agent, Delegate, Published, Ticket};

/// What a message comes to.
pub(crate) type Done = Result<(), Refused>;

/// Refuses with a code.
pub(crate) fn refuse<T>(code: &'static str) -> Result<T, Refused> {
    Err(Refused(code))
}

/// Refuses with a code unless something holds.
pub(crate) fn require(holds: bool, code: &'static str) -> Done {
    if holds {
        Ok(())
    } else {
        refuse(code)
    }
}

/// Where the contracts are, and who gets the sink's part.
#[derive(Clone, Debug)]
pub struct Peers {
    /// `sla-escrow`.
    pub escrow: Account,
    /// `ticket-registry`.
    pub registry: Account,
    /// The fee sink.
    pub sink: Account,
    /// Who owns them.
    pub owner: Account,
}

/// The suite.
#[derive(Clone, Debug)]
pub struct Suite {
    /// Block time.
    pub now: u64,
    /// Who is who.
    pub peers: Peers,
    /// Assets that the escrow's owner listed.
    pub listed: Vec<interface::Asset>,
    /// What everybody holds outside, the contracts included.
    pub wallets: Purses,
    /// What waits to be withdrawn in the escrow.
    pub claims: Purses,
    /// Free bond by provider.
    pub free: Purses,
    /// Protocol fee burnt on behalf of each customer.
    pub burnt: Purses,
    /// Plans, from 1.
    pub plans: Vec<Plan>,
    /// Agreements, from 1.
    pub agreements: Vec<Agreement>,
    /// What the escrow knows beside them.
    pub desk: Desk,
    /// How many tickets of an agreement were opened, and how many of them are not settled.
    pub tickets_of: BTreeMap<u64, (u32, u32)>,
    /// Calendars, from 1.
    pub calendars: Vec<Published>,
    /// Tickets, from 1.
    pub tickets: Vec<Ticket>,
    /// Agents by provider and address.
    pub agents: BTreeMap<(Account, Account), Agent>,
    /// Delegates by customer and address.
    pub delegates: BTreeMap<(Account, Account), Delegate>,
    /// What customers said of periods, and when: agreement, period from 0.
    pub ratings: BTreeMap<(u64, u32), (Vec<u8>, u64)>,
    /// Queues and categories by provider.
    pub catalogues: BTreeMap<Account, Catalogue>,
    /// Whether a provider takes tickets without an agreement, and how many at a time.
    pub intakes: BTreeMap<Account, (bool, u32)>,
    /// Who has opened a ticket under an agreement with whom: provider, customer.
    pub served: BTreeSet<(Account, Account)>,
    /// Of which tickets, by place, the escrow hears with this message, and from whom where no party's word does it.
    pub(crate) heard: (Vec<usize>, Option<Account>),
}

impl Suite {
    /// A suite that was just deployed.
    #[must_use]
    pub fn new(now: u64, peers: Peers, listed: Vec<interface::Asset>) -> Self {
        Self {
            now,
            desk: Desk::new(peers.owner.clone()),
            peers,
            listed,
            wallets: Purses::default(),
            claims: Purses::default(),
            free: Purses::default(),
            burnt: Purses::default(),
            plans: vec![],
            agreements: vec![],
            tickets_of: BTreeMap::new(),
            calendars: vec![],
            tickets: vec![],
            agents: BTreeMap::new(),
            delegates: BTreeMap::new(),
            ratings: BTreeMap::new(),
            catalogues: BTreeMap::new(),
            intakes: BTreeMap::new(),
            served: BTreeSet::new(),
            heard: (vec![], None),
        }
    }

    /// Somebody sends a message. A refused one changes nothing.
    ///
    /// # Errors
    /// The code of the refusal; empty where the chain or a token refuses, which have none.
    pub fn tell(&mut self, call: &Call) -> Result<(), Refused> {
        let mut after = self.clone();
        after.receive(call)?;
        *self = after;
        Ok(())
    }

    fn receive(&mut self, call: &Call) -> Done {
        let escrow = self.peers.escrow.clone();
        match &call.message {
            Message::Escrow(message) => {
                for coin in &call.funds {
                    let asset = interface::Asset::native(&coin.denom);
                    self.send(&call.sender, &escrow, (&asset, coin.amount.u128()))?;
                }
                self.escrow(&call.sender, message, &call.funds)
            }
            Message::Registry(message) => {
                require(call.funds.is_empty(), "KIT-002")?;
                self.registry(&call.sender, message)?;
                self.book_heard()
            }
            Message::Token {
                asset,
                amount,
                hook,
            } => {
                self.send(&call.sender, &escrow, (asset, *amount))?;
                require(self.listed.contains(asset), "KIT-010")?;
                let paid = Paid {
                    asset: asset.clone(),
                    amount: *amount,
                };
                self.hook(&call.sender, hook, &paid)
            }
        }
    }

    /// Money changes hands outside the contracts. The chain sends nothing of nothing.
    pub(crate) fn send(
        &mut self,
        from: &str,
        to: &str,
        (asset, amount): (&interface::Asset, u128),
    ) -> Done {
        let asset = of(asset);
        require(amount > 0 && self.wallets.take(from, &asset, amount), "")?;
        self.wallets.put(to, &asset, amount);
        Ok(())
    }

    /// Money leaves the escrow for good: what is its own is burnt.
    pub(crate) fn push(&mut self, to: &str, asset: &interface::Asset, amount: u128) -> Done {
        if amount == 0 {
            return Ok(());
        }
        let escrow = self.peers.escrow.clone();
        if to == escrow {
            return require(self.wallets.take(&escrow, &of(asset), amount), "");
        }
        self.send(&escrow, to, (asset, amount))
    }
}

/// An asset as purses name it.
#[must_use]
pub(crate) fn of(asset: &interface::Asset) -> Asset {
    match asset {
        interface::Asset::Native { denom } => Asset::Native(denom.clone()),
        interface::Asset::Cw20 { address } => Asset::Cw20(address.to_string()),
    }
}
