//! Providers' money and figures, debts and claims.

use std::collections::BTreeMap;

use aftercare_interface::asset::AssetAmount;
use aftercare_interface::sla_escrow::{BondResponse, ProviderFiguresResponse, QueryMsg};
use cosmwasm_std::{Addr, Uint128};

use super::plans::Plans;
use super::{Heard, Word};
use crate::world::{audit, World};

/// Whose, in which asset, as the events spell them.
type Purse = (Addr, String);

#[derive(Default)]
pub struct Purses {
    providers: BTreeMap<Purse, (BondResponse, ProviderFiguresResponse)>,
    claims: BTreeMap<Purse, Uint128>,
}

pub fn hear(heard: &mut Heard, word: &Word) -> bool {
    let purses = &mut heard.purses;
    match word.name {
        "provider-updated" => {
            let told = (bond(word), figures(word));
            purses.providers.insert(purse(word, "provider"), told);
        }
        "claim-raised" => purses.raise(purse(word, "owner"), word),
        "swept" => purses.raise(purse(word, "sink"), word),
        "taken-over" => {
            purses.claims.remove(&purse(word, "owner"));
            let claim: Uint128 = word.must("claim");
            if !claim.is_zero() {
                *purses.claims.entry(purse(word, "recovery")).or_default() += claim;
            }
        }
        "tipped" => purses.raise(purse(word, "keeper"), word),
        "claim-paid" => {
            let claim = purses.claims.remove(&purse(word, "owner"));
            assert_eq!(claim, word.may("amount"));
        }
        // What these changed is in the `provider-updated` of the same message.
        "bond-deposited" | "bond-withdrawn" | "bond-refilled" => {}
        _ => return false,
    }
    true
}

fn purse(word: &Word, owner: &str) -> Purse {
    (
        crate::world::unchecked(word.must::<String>(owner)),
        word.must("asset"),
    )
}

fn bond(word: &Word) -> BondResponse {
    BondResponse {
        asset: Plans::asset(&word.must::<String>("asset")),
        free: word.must("free"),
        reserved: word.must("reserved"),
        owed: word.must("owed"),
    }
}

fn figures(word: &Word) -> ProviderFiguresResponse {
    ProviderFiguresResponse {
        agreements: word.must("agreements"),
        ended: word.must("ended"),
        renewed: word.must("renewed"),
        ended_fees: word.must("ended_fees"),
        renewed_fees: word.must("renewed_fees"),
        revenue: word.must("revenue"),
        credits: word.must("credits"),
    }
}

impl Purses {
    fn raise(&mut self, purse: Purse, word: &Word) {
        *self.claims.entry(purse).or_default() += word.must::<Uint128>("amount");
    }
}

pub fn agrees(world: &World, heard: &Heard) {
    let purses = &heard.purses;
    for ((provider, key), (bond, figures)) in &purses.providers {
        let asset = Plans::asset(key);
        assert_eq!(&world.bond(provider, &asset), bond, "bond of {provider}");
        let found: ProviderFiguresResponse = world.ask(QueryMsg::ProviderFigures {
            provider: provider.to_string(),
            asset,
        });
        assert_eq!(&found, figures, "figures of {provider}");
        let mine = purses
            .providers
            .iter()
            .filter(|((one, _), _)| one == provider);
        let owed = mine
            .map(|(_, (bond, _))| bond)
            .filter(|bond| !bond.owed.is_zero());
        let told = owed.map(|bond| AssetAmount {
            asset: bond.asset.clone(),
            amount: bond.owed,
        });
        let found: Vec<AssetAmount> = world.all(|start_after| QueryMsg::Debts {
            provider: provider.to_string(),
            start_after,
            limit: Some(30),
        });
        assert_eq!(found, told.collect::<Vec<_>>(), "debts of {provider}");
    }
    let storage = world.app.contract_storage(&world.escrow);
    let claims = audit::claims(&*storage).into_iter();
    let found: BTreeMap<Purse, Uint128> =
        claims.map(|(purse, claim)| (purse, claim.into())).collect();
    assert_eq!(found, purses.claims);
}
