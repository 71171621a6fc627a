//! The bytes of what contracts keep for themselves, as far as its types are declared outside of them.

use aftercare_domain::calendar::{
    Calendar, Exception, LocalDay, OffsetChange, OpenSpan, UtcOffset,
};
use aftercare_domain::clock::{Clock, Phase};
use aftercare_domain::credit::Measure;
use aftercare_domain::policy::{Metric, Priority};
use aftercare_domain::scorecard::{Durations, Endings, Misses, Ratings, Votes, Week};
use aftercare_domain::ticket::{Clocks, CloseReason, Periods, Progress, Stage, Turn, Updates};
use cosmwasm_std::Timestamp;
use cw20::{AllowanceResponse, EmbeddedLogo, Logo, LogoInfo, MarketingInfoResponse};
use cw_utils::Expiration;

use crate::asset::AssetAmount;
use crate::community::NextRate;
use crate::packed::{Bytes, Packed};
use crate::sla_escrow::Miss;
use crate::ticket_registry::{Catalogue, CategoryRoute};
use crate::{packed_as_inner, packed_enums, packed_structs};

packed_structs! {
    Clock { target, used, phase, missed_due, booked }
    Clocks { first_response, next_response, update, resolution }
    Turn { ordinal, clock }
    Updates { clock, period, in_period, missed }
    Periods { from, length }
    Progress { stage, clocks, cycle, rejections, hollow, held, last_word }
    Calendar { weekly, exceptions, utc_offset, offset_changes }
    OpenSpan { from, to }
    Exception { first_day, last_day, open }
    OffsetChange { from, utc_offset }
    Miss { subject, metric, cycle, ordinal, due, measure }
    AssetAmount { asset, amount }
    NextRate { rate, from }
    Week { week, endings, misses, response, resolution, ratings }
    Endings {
        opened, reopened, confirmed, lapsed, cancelled, automated, other, first_contact,
        first_contact_voided, rateable,
    }
    Misses { first_response, next_response, update, resolution }
    Durations { sum, buckets }
    Ratings { tickets, voided, agreements, customers, largest }
    Votes { given, satisfied }
    CategoryRoute { category, queue }
    Catalogue { queues, categories, names }
    AllowanceResponse { allowance, expires }
    MarketingInfoResponse { project, description, logo, marketing }
}

packed_enums! {
    Phase { 0: Running(since), 1: Paused, 2: Stopped, 3: Abandoned, 4: Waived }
    Stage {
        0: Open,
        1: InProgress,
        2: AwaitingCustomer { until },
        3: Resolved { since, until, unanswered, cited },
        4: Closed { at, reason, cited },
        5: OnHold { since, until },
        6: Suggested { since, cited },
    }
    CloseReason {
        0: Confirmed, 1: Lapsed, 2: Cancelled, 3: Declined, 4: Automated, 5: Merged, 6: Duplicate,
    }
    Metric { 0: FirstResponse, 1: NextResponse, 2: Update, 3: Resolution, 4: Availability }
    Priority { 0: P1, 1: P2, 2: P3, 3: P4 }
    Measure { 0: Late { late, target }, 1: Below { share }, 2: Count { number } }
    Expiration { 0: AtHeight(height), 1: AtTime(time), 2: Never {} }
    LogoInfo { 0: Url(url), 1: Embedded }
    Logo { 0: Url(url), 1: Embedded(picture) }
    EmbeddedLogo { 0: Svg(bytes), 1: Png(bytes) }
}

packed_as_inner!(LocalDay);

/// As the unsigned number with the same bits.
impl Packed for UtcOffset {
    fn pack(&self, bytes: &mut Vec<u8>) {
        u32::from_le_bytes(self.0.to_le_bytes()).pack(bytes);
    }
    fn unpack(bytes: &mut Bytes<'_>) -> Self {
        Self(i32::from_le_bytes(u32::unpack(bytes).to_le_bytes()))
    }
}

/// In nanoseconds, which a chain's expiries have.
impl Packed for Timestamp {
    fn pack(&self, bytes: &mut Vec<u8>) {
        self.nanos().pack(bytes);
    }
    fn unpack(bytes: &mut Bytes<'_>) -> Self {
        Self::from_nanos(u64::unpack(bytes))
    }
}
