//! What the owner may do.

use aftercare_domain::time::Seconds;

use super::{Pair, Rate};
use crate::{refuse, Asset, People, Refused, Step};

/// 1,000,000 points a base unit.
const MOST: u128 = 1_000_000 * 1_000_000_000_000_000_000;
/// Most assets with a rate.
const RATES: usize = 16;
/// Most pairs.
const PAIRS: usize = 8;

impl People {
    /// The token was named when the suite was deployed, for good.
    pub(super) fn wire(&self, step: Step<'_>) -> Result<(), Refused> {
        self.community.ownership.require(step.sender)?;
        refuse("COM-002")
    }

    /// Lowering counts at once and withdraws what was announced; raising counts 7 days later.
    pub(super) fn set_rate(
        &mut self,
        step: Step<'_>,
        asset: &Asset,
        rate: u128,
    ) -> Result<(), Refused> {
        let community = &mut self.community;
        community.ownership.require(step.sender)?;
        if rate > MOST {
            return refuse("COM-006");
        }
        if !community.rates.contains_key(asset) && community.rates.len() >= RATES {
            return refuse("COM-007");
        }
        let in_force = community.rate_at(asset, step.now);
        let noted = if rate <= in_force {
            Rate { rate, next: None }
        } else {
            let next = Some((rate, step.now.plus(Seconds::days(7))));
            Rate {
                rate: in_force,
                next,
            }
        };
        community.rates.insert(asset.clone(), noted);
        let stays = |rate: &Rate| rate.rate > 0 || rate.next.is_some();
        community
            .rates
            .retain(|of, rate| of != asset || stays(rate));
        Ok(())
    }

    pub(super) fn list(
        &mut self,
        step: Step<'_>,
        asset: &Asset,
        open: bool,
    ) -> Result<(), Refused> {
        self.community.ownership.require(step.sender)?;
        if !open && !self.community.assets.contains_key(asset) {
            return refuse("KIT-010");
        }
        self.community.assets.insert(asset.clone(), open);
        Ok(())
    }

    pub(super) fn set_challenge_bond(
        &mut self,
        step: Step<'_>,
        asset: &Asset,
        least: u128,
    ) -> Result<(), Refused> {
        self.community.ownership.require(step.sender)?;
        if !self.community.assets.contains_key(asset) {
            return refuse("KIT-010");
        }
        if least == 0 {
            return refuse("KIT-008");
        }
        self.community.least_bonds.insert(asset.clone(), least);
        Ok(())
    }

    pub(super) fn add_peers(
        &mut self,
        step: Step<'_>,
        escrow: &str,
        registry: &str,
    ) -> Result<(), Refused> {
        self.community.ownership.require(step.sender)?;
        if step.facts.escrow_of(registry).as_deref() != Some(escrow) {
            return refuse("COM-001");
        }
        let pairs = &mut self.community.pairs;
        let known = |pair: &Pair| {
            let (of, books) = (pair.escrow.as_str(), pair.registry.as_str());
            [of, books]
                .iter()
                .any(|it| *it == escrow || *it == registry)
        };
        if pairs.iter().any(known) {
            return refuse("COM-063");
        }
        if pairs.len() >= PAIRS {
            return refuse("COM-064");
        }
        pairs.push(Pair {
            escrow: escrow.to_owned(),
            registry: registry.to_owned(),
            from: step.now.plus(Seconds::days(7)),
        });
        Ok(())
    }
}
