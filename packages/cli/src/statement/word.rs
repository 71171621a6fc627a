//! One event of the escrow, to be read attribute by attribute.

use std::str::FromStr;

use cosmwasm_std::Event;

use super::wrong::Wrong;

/// How the escrow's events begin on every chain.
const PREFIX: &str = "wasm-aftercare-sla-escrow-";

/// An event of the escrow.
pub struct Word<'a> {
    /// What happened, e.g. `miss-booked`.
    pub name: &'a str,
    event: &'a Event,
}

impl<'a> Word<'a> {
    /// The event, if it is of this contract and about this agreement.
    pub fn of(event: &'a Event, (escrow, agreement): (&str, u64)) -> Option<Self> {
        let name = event.ty.strip_prefix(PREFIX)?;
        let word = Self { name, event };
        let ours = word.text("_contract_address") == Some(escrow);
        let about = word.text("agreement")?.parse() == Ok(agreement);
        (ours && about).then_some(word)
    }

    /// An attribute as it stands there.
    pub fn text(&self, attribute: &str) -> Option<&'a str> {
        let found = self.event.attributes.iter().find(|it| it.key == attribute);
        found.map(|it| it.value.as_str())
    }

    /// An attribute that may be absent.
    pub fn may<T: FromStr>(&self, attribute: &str) -> Result<Option<T>, Wrong> {
        let text = self.text(attribute);
        let read = text.map(|text| text.parse().map_err(|_| self.wrong(attribute)));
        read.transpose()
    }

    /// An attribute that is always there.
    pub fn must<T: FromStr>(&self, attribute: &str) -> Result<T, Wrong> {
        self.may(attribute)?.ok_or_else(|| self.wrong(attribute))
    }

    /// An amount; absent where it is zero.
    pub fn amount(&self, attribute: &str) -> Result<u128, Wrong> {
        Ok(self.may(attribute)?.unwrap_or(0))
    }

    /// Metric, subject, cycle and ordinal of the miss that it is about.
    pub fn miss(&self) -> Result<String, Wrong> {
        let part = |attribute: &str| self.text(attribute).ok_or_else(|| self.wrong(attribute));
        let (metric, subject) = (part("metric")?, part("subject")?);
        Ok(format!(
            "{metric} {subject}.{}.{}",
            part("cycle")?,
            part("ordinal")?
        ))
    }

    fn wrong(&self, attribute: &str) -> Wrong {
        Wrong::Word {
            event: self.name.to_owned(),
            attribute: attribute.to_owned(),
        }
    }
}
