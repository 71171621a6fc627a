//! The bytes of each raw value, and of the parts of messages that are stored.

use aftercare_domain::credit::{Caps, CreditSchedule, Threshold, Tier};
use aftercare_domain::emission::Emission;
use aftercare_domain::policy::{ServiceHours, ServicePolicy, Targets};
use aftercare_domain::quota::Used;
use aftercare_domain::time::UnixTime;

use super::{
    AgreementTickets, CalendarHead, Cover, EmissionFact, Layout, Peers, Terms, TicketFact,
};
use crate::asset::Asset;
use crate::commitment::{Commitment, Scheme};
use crate::reward_token::NextMinter;
use crate::sla_escrow::{
    Arbitration, BondParts, Declaration, EndReason, ForCause, PlanTerms, Quotas, Release,
    WaitingReason,
};
use crate::{packed_enums, packed_structs};

packed_structs! {
    Cover {
        customer, provider, payer, plan, revision, terms, next, renews, accepted, from, until,
        period_length, ended_at,
    }
    Terms { policy, quotas, starts }
    ServicePolicy { p1, p2, p3, p4, confirm_window, availability, retention }
    Targets { hours, first_response, next_response, update, resolution }
    Quotas { tickets, urgent }
    AgreementTickets { opened, unsettled, used }
    Used { period, tickets, urgent }
    TicketFact { agreement, customer, provider, final_at, reason, rated, cited }
    CalendarHead { owner, version }
    EmissionFact { emission, minter, next_minter }
    NextMinter { minter, from }
    Emission {
        cap, minted, start, epoch_length, budget, decay, epoch, minted_in_epoch, carried,
    }
    Peers { escrow }
    PlanTerms {
        title, document, library_policy, asset, fee, period_length, policy, schedule, caps, release, bond,
        hold_back, notice, for_cause, termination_credit, cooling_off, quotas, tip, extendable_until,
        listed_customers_only, capacity, arbitration, excusable,
    }
    Commitment { hash, media_type, size, scheme }
    CreditSchedule { first_response, next_response, update, resolution, availability }
    Tier { from, credit }
    Caps { ticket, period, block }
    BondParts { credit, termination, tips }
    ForCause { tickets, window }
    Arbitration { arbitrator, time, default_split }
    Declaration { from, until, declared }
}

packed_enums! {
    ServiceHours { 0: Always, 1: Calendar(id) }
    Threshold { 0: LateSeconds(start), 1: LateTargetBps(start), 2: BelowBps(start), 3: Count(start) }
    EndReason {
        0: Completed, 1: TerminatedByCustomer, 2: ForCause, 3: TerminatedByProvider, 4: CooledOff,
    }
    WaitingReason { 0: Contest, 1: Objection, 2: Case, 3: Ruling }
    Scheme { 0: Sha256Salted, 1: Sha256SaltedEncrypted }
    Asset { 0: Native { denom }, 1: Cw20 { address } }
    Release { 0: Immediate, 1: AfterContest { window } }
}

impl Layout for Cover {}
impl Layout for Terms {}
impl Layout for AgreementTickets {}
impl Layout for TicketFact {}
impl Layout for CalendarHead {}
impl Layout for EmissionFact {}
impl Layout for Peers {}
impl Layout for UnixTime {}
impl Layout for u128 {}
impl Layout for () {}
