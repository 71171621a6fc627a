//! What failed and is kept, as the events tell it: whose it is, and how anybody tries it again.

use aftercare_engine::{Code, Engine, Failure};
use aftercare_interface::asset::Claim;
use aftercare_interface::{community, sla_escrow, ticket_registry, Asset, Page};
use cosmwasm_std::{Addr, Event, Uint128};

use super::beside::Chain;
use super::books;

/// Who tries again: nobody whom the contracts know.
const STRANGER: &str = "somebody who passes by";

/// Something that failed.
#[derive(Debug, PartialEq, Eq)]
pub enum Again {
    /// A transfer, which became a claim.
    Claim {
        /// In which contract.
        contract: Addr,
        /// Whose.
        owner: String,
        /// In which asset.
        asset: Asset,
        /// How much of it.
        amount: Uint128,
    },
    /// Bookings, which the registry keeps with their tickets.
    Booking {
        /// The registry.
        registry: Addr,
        /// The tickets.
        tickets: Vec<u64>,
    },
    /// An epoch whose tokens were not minted.
    Mint {
        /// The community.
        community: Addr,
        /// The epoch.
        epoch: u64,
    },
}

impl Again {
    /// All that events tell of.
    ///
    /// # Errors
    /// Events without what they should carry.
    pub fn all(chain: &Chain, events: &[Event]) -> Result<Vec<Self>, Failure> {
        let mut all: Vec<Self> = vec![];
        for event in events {
            let Some(told) = Self::of(chain, event)? else {
                continue;
            };
            if !all.iter_mut().any(|one| one.takes(&told)) {
                all.push(told);
            }
        }
        Ok(all)
    }

    /// Whether another one comes with this one: the same, the booking of one more ticket, or more that the same
    /// owner claims.
    fn takes(&mut self, other: &Self) -> bool {
        match (&mut *self, other) {
            (Self::Booking { tickets, .. }, Self::Booking { tickets: more, .. }) => {
                // In the order of the refused message: a cap gives to who comes first.
                let new = more.iter().filter(|one| !tickets.contains(one));
                let new: Vec<u64> = new.copied().collect();
                tickets.extend(new);
                true
            }
            (
                Self::Claim {
                    contract,
                    owner,
                    asset,
                    amount,
                },
                Self::Claim {
                    contract: in_contract,
                    owner: of_owner,
                    asset: in_asset,
                    amount: more,
                },
            ) if (&*contract, &*owner, &*asset) == (in_contract, of_owner, in_asset) => {
                *amount += *more;
                true
            }
            (one, other) => one == other,
        }
    }

    fn of(chain: &Chain, event: &Event) -> Result<Option<Self>, Failure> {
        let name = event.ty.strip_prefix("wasm-aftercare-");
        Ok(match name.unwrap_or_default() {
            "sla-escrow-claim-raised" if text(event, "reason")? == "push_failed" => {
                Some(claim(chain, event)?)
            }
            "community-push-failed" => Some(claim(chain, event)?),
            "ticket-registry-booking-failed" => Some(Self::Booking {
                registry: contract(chain, event)?,
                tickets: vec![number(event, "ticket")?],
            }),
            "community-epoch-unminted" => Some(Self::Mint {
                community: contract(chain, event)?,
                epoch: number(event, "epoch")?,
            }),
            _ => None,
        })
    }

    /// What it is kept as.
    #[must_use]
    pub const fn kept_as(&self) -> &'static str {
        match self {
            Self::Claim { .. } => "kept as a claim of its owner",
            Self::Booking { .. } => "kept as a booking of its ticket",
            Self::Mint { .. } => "kept as an epoch that waits for its tokens",
        }
    }

    /// That the contracts say so when they are asked.
    ///
    /// # Errors
    /// Where they do not.
    pub fn is_kept(&self, chain: &Chain) -> Result<(), Failure> {
        let Self::Claim {
            contract,
            owner,
            asset,
            amount,
        } = self
        else {
            return Ok(());
        };
        let question = sla_escrow::QueryMsg::Claims {
            owner: owner.clone(),
            start_after: None,
            limit: None,
        };
        let claims: Page<Claim, String> = chain.native.query(contract, &question)?;
        let kept = claims
            .rows
            .iter()
            .any(|claim| claim.asset == *asset && claim.amount >= *amount);
        if kept {
            return Ok(());
        }
        Err(Failure::new(format!(
            "{self:?} is in no answer: {claims:?}"
        )))
    }

    /// Tries again: money is pushed by a stranger, a booking poked by who sent the message, because a keeper's
    /// tip is whose poke it was.
    ///
    /// # Errors
    /// Where it is refused.
    pub fn send(&self, chain: &mut Chain, sender: &Addr) -> Result<(), Failure> {
        let stranger = chain.native.account(STRANGER);
        match self {
            Self::Claim {
                contract,
                owner,
                asset,
                ..
            } => {
                let (owner, asset) = (owner.clone(), asset.clone());
                if chain.of(Code::Community).any(|it| it == contract) {
                    let push = community::ExecuteMsg::PushClaim { owner, asset };
                    return chain
                        .native
                        .execute(&stranger, contract, &push, &[])
                        .map(drop);
                }
                let push = sla_escrow::ExecuteMsg::PushClaim { owner, asset };
                chain.native.execute(&stranger, contract, &push, &[])
            }
            Self::Booking { registry, tickets } => {
                let tickets = tickets.clone();
                let poke = ticket_registry::ExecuteMsg::PokeMany { tickets };
                chain.native.execute(sender, registry, &poke, &[])
            }
            Self::Mint { community, epoch } => {
                let mint = community::ExecuteMsg::MintEpoch { epoch: *epoch };
                chain.native.execute(&stranger, community, &mint, &[])
            }
        }
        .map(drop)
    }
}

fn claim(chain: &Chain, event: &Event) -> Result<Again, Failure> {
    let contract = contract(chain, event)?;
    let amount = text(event, "amount")?;
    let wrong = |_| Failure::new(format!("{amount} is no amount"));
    Ok(Again::Claim {
        owner: text(event, "owner")?.to_owned(),
        asset: asset(chain, &contract, text(event, "asset")?)?,
        amount: amount.parse().map_err(wrong)?,
        contract,
    })
}

fn contract(chain: &Chain, event: &Event) -> Result<Addr, Failure> {
    let address = text(event, "_contract_address")?;
    let mut all = chain.contracts.iter().map(|found| &found.address);
    let found = all.find(|found| found.as_str() == address);
    found
        .cloned()
        .ok_or_else(|| Failure::new(format!("{address} is no contract")))
}

/// The asset of a key.
fn asset(chain: &Chain, contract: &Addr, key: &str) -> Result<Asset, Failure> {
    let listed = books::assets(chain, contract)?;
    let found = listed.into_iter().find(|asset| asset.key() == key);
    found.ok_or_else(|| Failure::new(format!("{key} is the key of no asset")))
}

fn text<'a>(event: &'a Event, key: &str) -> Result<&'a str, Failure> {
    let found = event.attributes.iter().find(|found| found.key == key);
    let missing = || Failure::new(format!("{} carries no {key}", event.ty));
    found.map(|found| found.value.as_str()).ok_or_else(missing)
}

fn number(event: &Event, key: &str) -> Result<u64, Failure> {
    let text = text(event, key)?;
    text.parse()
        .map_err(|_| Failure::new(format!("{text} is no number")))
}
