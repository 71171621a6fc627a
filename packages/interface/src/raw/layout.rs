//! The bytes of each raw value.

use aftercare_domain::credit::Lateness;
use aftercare_domain::money::Bps;
use aftercare_domain::policy::{Priority, ServiceHours, ServicePolicy, Targets};
use aftercare_domain::time::{Seconds, UnixTime};
use cosmwasm_std::{Addr, Api, StdError, StdResult};

use super::{
    AgreementTickets, CalendarHead, Cover, EmissionFact, Layout, Peers, Terms, TicketFact, VERSION,
};

struct Writer(Vec<u8>);

impl Writer {
    fn new() -> Self {
        Self(vec![VERSION])
    }
    fn bytes(mut self, bytes: &[u8]) -> Self {
        self.0.extend_from_slice(bytes);
        self
    }
    fn u8(self, number: u8) -> Self {
        self.bytes(&[number])
    }
    fn u32(self, number: u32) -> Self {
        self.bytes(&number.to_be_bytes())
    }
    fn u64(self, number: u64) -> Self {
        self.bytes(&number.to_be_bytes())
    }
    fn u128(self, number: u128) -> Self {
        self.bytes(&number.to_be_bytes())
    }
    fn text(self, text: &str) -> Self {
        self.u8(super::text_length(text)).bytes(text.as_bytes())
    }
}

struct Reader<'a> {
    rest: &'a [u8],
    api: &'a dyn Api,
}

impl<'a> Reader<'a> {
    fn new(bytes: &'a [u8], api: &'a dyn Api) -> StdResult<Self> {
        let mut reader = Self { rest: bytes, api };
        match reader.u8()? {
            VERSION => Ok(reader),
            other => Err(broken(&format!(
                "version {other}, this code reads {VERSION}"
            ))),
        }
    }
    fn take(&mut self, count: usize) -> StdResult<&'a [u8]> {
        let (head, rest) = self
            .rest
            .split_at_checked(count)
            .ok_or_else(|| broken(&format!("{count} bytes expected, {} left", self.rest.len())))?;
        self.rest = rest;
        Ok(head)
    }
    fn array<const N: usize>(&mut self) -> StdResult<[u8; N]> {
        self.take(N)?.try_into().map_err(|_| broken("short number"))
    }
    fn u8(&mut self) -> StdResult<u8> {
        Ok(u8::from_be_bytes(self.array()?))
    }
    fn u32(&mut self) -> StdResult<u32> {
        Ok(u32::from_be_bytes(self.array()?))
    }
    fn u64(&mut self) -> StdResult<u64> {
        Ok(u64::from_be_bytes(self.array()?))
    }
    fn u128(&mut self) -> StdResult<u128> {
        Ok(u128::from_be_bytes(self.array()?))
    }
    fn time(&mut self) -> StdResult<UnixTime> {
        self.u64().map(UnixTime)
    }
    fn seconds(&mut self) -> StdResult<Seconds> {
        self.u64().map(Seconds)
    }
    fn address(&mut self) -> StdResult<Addr> {
        let length = self.u8()?;
        let text =
            std::str::from_utf8(self.take(usize::from(length))?).map_err(|_| broken("text"))?;
        self.api.addr_validate(text)
    }
    fn end<T>(self, value: T) -> StdResult<T> {
        if self.rest.is_empty() {
            Ok(value)
        } else {
            Err(broken(&format!("{} bytes left over", self.rest.len())))
        }
    }
}

fn broken(what: &str) -> StdError {
    StdError::generic_err(format!("raw value: {what}"))
}

/// Absent spans and instants are written as 0.
fn some(number: u64) -> Option<u64> {
    Some(number).filter(|number| *number > 0)
}

impl Layout for Cover {
    fn encode(&self) -> Vec<u8> {
        Writer::new()
            .text(self.customer.as_str())
            .text(self.provider.as_str())
            .u64(self.terms)
            .u64(self.from.0)
            .u64(self.until.0)
            .u64(self.period_length.0)
            .u64(self.ended_at.map_or(0, |at| at.0))
            .0
    }

    fn decode(bytes: &[u8], api: &dyn Api) -> StdResult<Self> {
        let mut reader = Reader::new(bytes, api)?;
        let cover = Self {
            customer: reader.address()?,
            provider: reader.address()?,
            terms: reader.u64()?,
            from: reader.time()?,
            until: reader.time()?,
            period_length: reader.seconds()?,
            ended_at: some(reader.u64()?).map(UnixTime),
        };
        reader.end(cover)
    }
}

impl Layout for Terms {
    fn encode(&self) -> Vec<u8> {
        let head = Writer::new().u64(self.policy.confirm_window.0);
        let targets = Priority::ALL.iter().fold(head, |writer, priority| {
            write_targets(writer, self.policy.of(*priority))
        });
        write_tiers(write_tiers(targets, &self.first_response), &self.resolution).0
    }

    fn decode(bytes: &[u8], api: &dyn Api) -> StdResult<Self> {
        let mut reader = Reader::new(bytes, api)?;
        let confirm_window = reader.seconds()?;
        let policy = ServicePolicy {
            p1: read_targets(&mut reader)?,
            p2: read_targets(&mut reader)?,
            p3: read_targets(&mut reader)?,
            p4: read_targets(&mut reader)?,
            confirm_window,
        };
        let terms = Self {
            policy,
            first_response: read_tiers(&mut reader)?,
            resolution: read_tiers(&mut reader)?,
        };
        reader.end(terms)
    }
}

fn write_targets(writer: Writer, targets: &Targets) -> Writer {
    let calendar = match targets.hours {
        ServiceHours::Always => 0,
        ServiceHours::Calendar(id) => id,
    };
    writer
        .u64(calendar)
        .u64(targets.first_response.map_or(0, |target| target.0))
        .u64(targets.resolution.map_or(0, |target| target.0))
}

fn read_targets(reader: &mut Reader<'_>) -> StdResult<Targets> {
    Ok(Targets {
        hours: some(reader.u64()?).map_or(ServiceHours::Always, ServiceHours::Calendar),
        first_response: some(reader.u64()?).map(Seconds),
        resolution: some(reader.u64()?).map(Seconds),
    })
}

fn write_tiers(writer: Writer, tiers: &[Lateness]) -> Writer {
    let counted = writer.u8(u8::try_from(tiers.len()).unwrap_or(u8::MAX));
    tiers.iter().fold(counted, |writer, tier| match tier {
        Lateness::LateSeconds(seconds) => writer.u8(0).u64(seconds.0),
        Lateness::LateTargetBps(share) => writer.u8(1).u64(u64::from(share.0)),
    })
}

fn read_tiers(reader: &mut Reader<'_>) -> StdResult<Vec<Lateness>> {
    let count = reader.u8()?;
    (0..count).map(|_| read_tier(reader)).collect()
}

fn read_tier(reader: &mut Reader<'_>) -> StdResult<Lateness> {
    let (kind, start) = (reader.u8()?, reader.u64()?);
    match kind {
        0 => Ok(Lateness::LateSeconds(Seconds(start))),
        1 => u32::try_from(start)
            .map(|share| Lateness::LateTargetBps(Bps(share)))
            .map_err(|_| broken("tier start")),
        other => Err(broken(&format!("tier kind {other}"))),
    }
}

impl Layout for u128 {
    fn encode(&self) -> Vec<u8> {
        Writer::new().u128(*self).0
    }

    fn decode(bytes: &[u8], api: &dyn Api) -> StdResult<Self> {
        let mut reader = Reader::new(bytes, api)?;
        let number = reader.u128()?;
        reader.end(number)
    }
}

impl Layout for UnixTime {
    fn encode(&self) -> Vec<u8> {
        Writer::new().u64(self.0).0
    }

    fn decode(bytes: &[u8], api: &dyn Api) -> StdResult<Self> {
        let mut reader = Reader::new(bytes, api)?;
        let time = reader.time()?;
        reader.end(time)
    }
}

impl Layout for Peers {
    fn encode(&self) -> Vec<u8> {
        Writer::new().text(self.escrow.as_str()).0
    }

    fn decode(bytes: &[u8], api: &dyn Api) -> StdResult<Self> {
        let mut reader = Reader::new(bytes, api)?;
        let peers = Self {
            escrow: reader.address()?,
        };
        reader.end(peers)
    }
}

impl Layout for AgreementTickets {
    fn encode(&self) -> Vec<u8> {
        Writer::new().u32(self.opened).u32(self.unsettled).0
    }

    fn decode(bytes: &[u8], api: &dyn Api) -> StdResult<Self> {
        let mut reader = Reader::new(bytes, api)?;
        let tickets = Self {
            opened: reader.u32()?,
            unsettled: reader.u32()?,
        };
        reader.end(tickets)
    }
}

impl Layout for TicketFact {
    fn encode(&self) -> Vec<u8> {
        let head = Writer::new()
            .u64(self.agreement.unwrap_or(0))
            .text(self.customer.as_str())
            .text(self.provider.as_str())
            .u64(self.final_at.0)
            .u8(self.reason)
            .u8(u8::from(self.rated))
            .u8(u8::try_from(self.cited.len()).unwrap_or(u8::MAX));
        self.cited
            .iter()
            .fold(head, |writer, item| writer.u64(*item))
            .0
    }

    fn decode(bytes: &[u8], api: &dyn Api) -> StdResult<Self> {
        let mut reader = Reader::new(bytes, api)?;
        let mut fact = Self {
            agreement: some(reader.u64()?),
            customer: reader.address()?,
            provider: reader.address()?,
            final_at: reader.time()?,
            reason: reader.u8()?,
            rated: reader.u8()? == 1,
            cited: vec![],
        };
        let count = reader.u8()?;
        fact.cited = (0..count).map(|_| reader.u64()).collect::<StdResult<_>>()?;
        reader.end(fact)
    }
}

impl Layout for CalendarHead {
    fn encode(&self) -> Vec<u8> {
        Writer::new().text(self.owner.as_str()).u32(self.version).0
    }

    fn decode(bytes: &[u8], api: &dyn Api) -> StdResult<Self> {
        let mut reader = Reader::new(bytes, api)?;
        let head = Self {
            owner: reader.address()?,
            version: reader.u32()?,
        };
        reader.end(head)
    }
}

impl Layout for EmissionFact {
    fn encode(&self) -> Vec<u8> {
        Writer::new()
            .u128(self.cap)
            .u128(self.minted)
            .u64(self.start.0)
            .u64(self.epoch_length.0)
            .u128(self.budget)
            .u32(self.decay.0)
            .u64(self.epoch)
            .u128(self.minted_in_epoch)
            .u128(self.carried)
            .0
    }

    fn decode(bytes: &[u8], api: &dyn Api) -> StdResult<Self> {
        let mut reader = Reader::new(bytes, api)?;
        let fact = Self {
            cap: reader.u128()?,
            minted: reader.u128()?,
            start: reader.time()?,
            epoch_length: reader.seconds()?,
            budget: reader.u128()?,
            decay: Bps(reader.u32()?),
            epoch: reader.u64()?,
            minted_in_epoch: reader.u128()?,
            carried: reader.u128()?,
        };
        reader.end(fact)
    }
}
