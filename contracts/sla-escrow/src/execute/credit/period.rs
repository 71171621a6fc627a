//! What a period was credited, what its caps leave, and what is left of its fee.

use aftercare_domain::billing::block_of;
use aftercare_domain::credit::CapAmounts;
use cosmwasm_std::Storage;

use crate::agreement::Agreement;
use crate::error::{overflow, Refusal};
use crate::state::{Credits, BLOCKS, WITHHELD};

/// A period as a booking, a settlement or an early end finds it.
pub(crate) struct Standing {
    /// Its number, from 0.
    pub number: u32,
    /// Its fee, whole.
    pub fee: u128,
    /// What of the fee the provider earns before credits.
    pub earned: u128,
    /// Its caps in money.
    pub caps: CapAmounts,
    /// What it was credited.
    pub credits: Credits,
    /// What its block was credited.
    pub block: u128,
    /// Each period of the block as far as one was credited.
    periods: Vec<Credits>,
    /// Whether it was settled.
    settled: bool,
    /// What was kept back of it when it was settled; absent where it is closed for credits.
    withheld: Option<u128>,
}

impl Standing {
    /// Whether a credit still finds it.
    pub fn is_open(&self) -> bool {
        !self.settled || self.withheld.is_some()
    }

    /// Whether its fee has left escrow.
    pub fn is_settled(&self) -> bool {
        self.settled
    }

    /// What is left of its fee.
    pub fn fee_left(&self) -> u128 {
        match self.withheld {
            Some(kept) => kept,
            None if self.settled => 0,
            None => self.earned.saturating_sub(self.credits.fee_part()),
        }
    }
}

impl Credits {
    /// What came from the fee.
    pub(crate) fn fee_part(&self) -> u128 {
        self.credited
            .saturating_sub(self.from_bond)
            .saturating_sub(self.as_debt)
    }
}

pub(crate) fn load(
    storage: &dyn Storage,
    agreement: &Agreement,
    number: u32,
) -> Result<Standing, Refusal> {
    let terms = agreement.terms_of(number);
    let fee = terms.fee.u128();
    let (credits, block, periods) = credits(storage, agreement.id, number)?;
    let settled = number < agreement.money.settled;
    let withheld = if settled && agreement.money.withheld_rows > 0 {
        WITHHELD.may_load(storage, (agreement.id, number))?
    } else {
        None
    };
    let earned = agreement.term().earned(number, fee);
    Ok(Standing {
        number,
        fee,
        earned: earned.ok_or_else(|| overflow("earned"))?,
        caps: terms.caps.amounts(fee).ok_or_else(|| overflow("caps"))?,
        credits,
        block,
        periods,
        settled,
        withheld,
    })
}

/// What a period and its block were credited, and the block's record.
fn credits(
    storage: &dyn Storage,
    agreement: u64,
    number: u32,
) -> Result<(Credits, u128, Vec<Credits>), Refusal> {
    let (block, place) = place(number)?;
    let periods = BLOCKS.may_load(storage, (agreement, block))?;
    let periods = periods.unwrap_or_default();
    let total = periods
        .iter()
        .try_fold(0u128, |sum, period| sum.checked_add(period.credited));
    let total = total.ok_or_else(|| overflow("credited"))?;
    let credits = periods.get(place).copied().unwrap_or_default();
    Ok((credits, total, periods))
}

/// Writes what a period was credited, beside what its block's record said when it was loaded.
pub(crate) fn save(
    storage: &mut dyn Storage,
    agreement: u64,
    (standing, credits): (&Standing, Credits),
) -> Result<(), Refusal> {
    let (block, place) = place(standing.number)?;
    let mut periods = standing.periods.clone();
    let length = periods.len().max(place.saturating_add(1));
    periods.resize(length, Credits::default());
    if let Some(period) = periods.get_mut(place) {
        *period = credits;
    }
    BLOCKS.save(storage, (agreement, block), &periods);
    Ok(())
}

fn place(number: u32) -> Result<(u32, usize), Refusal> {
    let (block, place) = block_of(number);
    let place = usize::try_from(place).map_err(|_| overflow("period"))?;
    Ok((block, place))
}
