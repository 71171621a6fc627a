//! Deals: terms whose targets pass within seconds, and a customer under them.

use aftercare_domain::credit::{Threshold, Tier};
use aftercare_domain::money::Bps;
use aftercare_domain::policy::Level;
use aftercare_domain::time::Seconds;
use aftercare_engine::{Engine, Failure};
use aftercare_interface::sla_escrow::PlanTerms;
use aftercare_interface::Asset;
use cosmwasm_std::Uint128;

use super::{Cast, PURSE};
use crate::default_terms;

/// What [`quick`] pays for a first response that is late: two hundredths of a fee of 1,000 units.
pub const CREDIT: u128 = 20_000_000;

/// First response within five seconds, from the first late second on two hundredths back.
#[must_use]
pub fn quick(asset: &Asset) -> PlanTerms {
    let mut terms = default_terms(asset, None);
    terms.policy.p1.first_response = Some(Seconds(5));
    terms.policy.p1.resolution = Some(Seconds::hours(1));
    terms.schedule.first_response = vec![Tier {
        from: Threshold::LateSeconds(Seconds(1)),
        credit: Bps(200),
    }];
    terms
}

/// A provider, a customer under its plan, and their agreement.
pub struct Deal {
    /// Who serves.
    pub provider: String,
    /// Who is served.
    pub customer: String,
    /// Its number.
    pub agreement: u64,
}

impl<E: Engine> Cast<'_, E> {
    /// Makes a deal on those terms, for so many periods.
    ///
    /// # Errors
    /// What the contracts refuse.
    pub fn deal(&mut self, terms: &PlanTerms, periods: u32) -> Result<Deal, Failure> {
        let (provider, customer) = (self.person("provider")?, self.person("customer")?);
        if let Asset::Cw20 { address } = &terms.asset {
            for name in [&provider, &customer] {
                let recipient = self.world.person(name).to_string();
                let transfer = cw20::Cw20ExecuteMsg::Transfer {
                    recipient,
                    amount: Uint128::new(PURSE),
                };
                self.world.send("owner", address, &transfer, &[])?;
            }
        }
        let plan = self.world.offer(&provider, terms)?;
        let agreement = self.world.subscribe(&customer, plan, periods)?;
        Ok(Deal {
            provider,
            customer,
            agreement,
        })
    }

    /// Opens a P1 ticket.
    ///
    /// # Errors
    /// What the registry refuses.
    pub fn open(&mut self, deal: &Deal) -> Result<u64, Failure> {
        let cover = (deal.agreement, deal.provider.as_str());
        let levels = (Level::High, Level::High);
        self.world.open(&deal.customer, cover, levels, "It is down")
    }
}
