//! What a ticket rests on.

use aftercare_domain::policy::DEFAULT_RETENTION;
use aftercare_domain::time::Seconds;

use super::Case;
use crate::context::Context;
use crate::state::{Ticket, Unpromised};
use crate::ContractError;

impl Case {
    /// The agreement that was named, whether it covers the ticket or not.
    pub fn named_agreement(&self) -> Option<u64> {
        let unpromised = self.ticket.unpromised.map(|why| match why {
            Unpromised::Offered(agreement) | Unpromised::BeyondQuota(agreement) => agreement,
        });
        self.agreement().or(unpromised)
    }

    /// Whether an agent opened it and the customer has yet to acknowledge it.
    pub const fn is_offered(&self) -> bool {
        matches!(self.ticket.unpromised, Some(Unpromised::Offered(_)))
    }

    /// Whether it takes one of the provider's places for tickets without an agreement.
    pub const fn takes_slot(&self) -> bool {
        self.ticket.promise.is_none() && self.ticket.unpromised.is_none()
    }

    /// How long its history stays once it is closed for good.
    pub fn retention(&self, context: &Context<'_>) -> Result<Seconds, ContractError> {
        let Some(promise) = &self.ticket.promise else {
            return Ok(DEFAULT_RETENTION);
        };
        let terms = context.terms(promise.terms)?;
        let terms = terms.ok_or(ContractError::TermsUnknown {
            terms: promise.terms,
        })?;
        Ok(terms.policy.retention())
    }
}

impl Ticket {
    /// The word in events for what it rests on.
    pub const fn cover_word(&self) -> &'static str {
        match (&self.promise, &self.unpromised) {
            (Some(_), _) => "covered",
            (None, Some(Unpromised::Offered(_))) => "offered",
            (None, Some(Unpromised::BeyondQuota(_))) => "beyond_quota",
            (None, None) => "best_effort",
        }
    }
}
