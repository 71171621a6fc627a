//! What the periods of one message come to, and to whom it goes.

use aftercare_domain::billing::Settlement;
use aftercare_interface::asset::AssetAmount;
use aftercare_interface::raw;
use aftercare_kit::books;
use cosmwasm_std::{Addr, Env, Storage};

use crate::agreement::Agreement;
use crate::error::{overflow, Refusal};
use crate::event::ClaimRaised;
use crate::execute::{add_to, debt, payout, Deed};

pub(super) struct Payday {
    /// Periods, and rows that were kept back.
    pub count: u32,
    provider: u128,
    sink: u128,
    burnt: u128,
    sink_address: Addr,
}

impl Payday {
    pub fn new(sink_address: Addr) -> Self {
        Self {
            count: 0,
            provider: 0,
            sink: 0,
            burnt: 0,
            sink_address,
        }
    }

    pub fn add(&mut self, split: &Settlement) -> Result<(), Refusal> {
        self.count = self.count.saturating_add(1);
        add_to(&mut self.provider, split.provider, "payout")?;
        add_to(&mut self.sink, split.sink, "payout")?;
        add_to(&mut self.burnt, split.burnt, "payout")
    }

    /// A debt is netted first. Provider and burn are pushed; the sink's part waits as a claim, so that it
    /// costs no message here.
    pub fn pay(
        self,
        storage: &mut dyn Storage,
        (env, agreement): (&Env, &mut Agreement),
        deed: &mut Deed,
    ) -> Result<(), Refusal> {
        let contract = &env.contract.address;
        let provider = agreement.cover.provider.clone();
        let netted = debt::repay(storage, (agreement, &provider, self.provider), deed)?;
        let left = self.provider.saturating_sub(netted);
        let now = aftercare_kit::now(env);
        payout::push(storage, (contract, now), (agreement, &provider, left), deed)?;
        let customer = agreement.cover.customer.clone();
        payout::push(
            storage,
            (contract, now),
            (agreement, &customer, netted),
            deed,
        )?;
        let asset = agreement.asset();
        deed.push(storage, contract, (contract, asset, self.burnt))?;
        self.claim_for_sink(storage, agreement, deed)?;
        note_burnt(storage, agreement, self.burnt)
    }

    fn claim_for_sink(
        &self,
        storage: &mut dyn Storage,
        agreement: &Agreement,
        deed: &mut Deed,
    ) -> Result<(), Refusal> {
        if self.sink == 0 {
            return Ok(());
        }
        let money = AssetAmount {
            asset: agreement.asset().clone(),
            amount: self.sink.into(),
        };
        deed.tell(ClaimRaised {
            owner: self.sink_address.clone(),
            asset: money.asset.key(),
            amount: money.amount,
            reason: "protocol_fee",
        });
        books::claim(storage, &self.sink_address, money)?;
        Ok(())
    }
}

/// The raw key from which rewards are derived: a burnt fee cannot be got back by anybody.
fn note_burnt(
    storage: &mut dyn Storage,
    agreement: &Agreement,
    burnt: u128,
) -> Result<(), Refusal> {
    if burnt == 0 {
        return Ok(());
    }
    let key = raw::fee_key(&agreement.cover.customer, agreement.asset());
    let before: Option<u128> = aftercare_kit::raw::load(storage, &key)?;
    let after = before.unwrap_or(0).checked_add(burnt);
    let after = after.ok_or_else(|| overflow("fees_paid"))?;
    aftercare_kit::raw::save(storage, &key, &after);
    Ok(())
}
