//! A provider's money in one asset, free, reserved or owed, and what it says about its service.

use aftercare_interface::sla_escrow::BondParts;
use aftercare_interface::Asset;
use cosmwasm_std::{Addr, Storage, Uint128};

use super::Deed;
use crate::error::{overflow, refuse, ContractError, Refusal};
use crate::event::ProviderUpdated;
use crate::state::{Provider, PROVIDERS};

/// The record of a provider in an asset, to be saved with [`Account::save`].
pub(crate) struct Account<'a> {
    provider: &'a Addr,
    asset: &'a Asset,
    pub record: Provider,
}

impl<'a> Account<'a> {
    pub fn load(
        storage: &dyn Storage,
        provider: &'a Addr,
        asset: &'a Asset,
    ) -> Result<Self, Refusal> {
        let record = PROVIDERS.may_load(storage, (provider, &asset.key()))?;
        Ok(Self {
            provider,
            asset,
            record: record.unwrap_or_default(),
        })
    }

    /// Saves the record and tells it.
    pub fn save(self, storage: &mut dyn Storage, deed: &mut Deed) {
        let key = self.asset.key();
        PROVIDERS.save(storage, (self.provider, &key), &self.record);
        let record = self.record;
        deed.tell(ProviderUpdated {
            provider: self.provider.clone(),
            asset: key,
            free: record.free,
            reserved: record.reserved,
            owed: record.owed,
            short: record.short,
            agreements: record.agreements,
            ended: record.ended,
            renewed: record.renewed,
            ended_fees: record.ended_fees,
            renewed_fees: record.renewed_fees,
            revenue: record.revenue,
            credits: record.credits,
        });
    }

    /// Takes an amount out of the free bond.
    pub fn take_free(&mut self, amount: u128) -> Result<(), Refusal> {
        let left = self.record.free.checked_sub(amount);
        self.record.free = left.ok_or_else(|| ContractError::BondShort {
            provider: self.provider.clone(),
            free: self.record.free.into(),
            need: amount.into(),
        })?;
        Ok(())
    }

    /// Moves an amount from free to reserved.
    pub fn reserve(&mut self, amount: u128) -> Result<(), Refusal> {
        self.take_free(amount)?;
        super::add_to(&mut self.record.reserved, amount, "bond")
    }

    /// Moves an amount from reserved to free.
    pub fn release(&mut self, amount: u128) -> Result<(), Refusal> {
        self.draw(amount)?;
        super::add_to(&mut self.record.free, amount, "bond")
    }

    /// An amount left what is reserved.
    pub fn draw(&mut self, amount: u128) -> Result<(), Refusal> {
        super::take_from(&mut self.record.reserved, amount, "bond")
    }

    /// While a provider owes anything in an asset, it makes no new agreements in it and its free bond
    /// goes only there.
    pub fn refuse_debtor(&self) -> Result<(), Refusal> {
        if self.record.owed > 0 || self.record.short > 0 {
            return refuse(ContractError::Owes {
                provider: self.provider.clone(),
                owed: self.record.owed.into(),
                short: self.record.short,
            });
        }
        Ok(())
    }
}

/// The sum of a bond's parts.
pub(crate) fn total(bond: &BondParts) -> Result<u128, Refusal> {
    let sum = bond
        .credit
        .checked_add(bond.termination)
        .and_then(|sum| sum.checked_add(bond.tips));
    sum.map(|sum| sum.u128()).map_err(|_| overflow("bond"))
}

/// Takes an amount out of one part of a bond.
pub(crate) fn take_part(part: &mut Uint128, amount: u128) -> Result<(), Refusal> {
    let left = part.checked_sub(Uint128::new(amount));
    *part = left.map_err(|_| overflow("bond"))?;
    Ok(())
}
