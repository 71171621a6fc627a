//! Terms that differ a little from others.

use aftercare_domain::credit::Caps;
use aftercare_domain::money::Bps;
use aftercare_domain::time::Seconds;
use aftercare_interface::sla_escrow::PlanTerms;
use cosmwasm_std::Uint128;

use super::super::super::step::Twist;

/// Other numbers for what may change: fee, bond, caps, hold-back, notice, tip.
pub(super) fn varied(of: &PlanTerms, number: usize) -> PlanTerms {
    let mut terms = of.clone();
    let fee = terms.fee.u128();
    let fee = match number % 5 {
        0 => fee,
        1 => fee + fee / 3 + 1,
        2 => fee - fee / 4,
        3 => fee + 1,
        _ => fee * 2,
    };
    terms.fee = Uint128::new(fee);
    let caps = &mut terms.caps;
    if number % 3 == 1 {
        *caps = Caps {
            ticket: Bps(caps.ticket.0 / 2),
            period: Bps(caps.period.0 / 2),
            block: Bps(caps.block.0 / 2),
        };
    }
    let share = |bps: Bps| Uint128::new(fee * u128::from(bps.0) / 10_000);
    terms.bond.credit = share(terms.caps.period) + Uint128::from(number as u64 % 7);
    terms.bond.termination = share(terms.termination_credit);
    if !terms.tip.is_zero() {
        terms.bond.tips = terms.tip * Uint128::from(1 + number as u64 % 8);
    }
    if number % 4 == 3 {
        terms.notice = Seconds(terms.notice.0 / 2 + 3_600);
        terms.hold_back = Seconds(terms.hold_back.0 + 7_200);
    }
    if number.is_multiple_of(11) {
        terms.for_cause = None;
    }
    terms
}

/// What nobody may agree on.
pub(super) fn spoilt(terms: &mut PlanTerms, (twist, number): (Twist, usize)) {
    if twist != Twist::Bounds {
        return;
    }
    match number % 4 {
        0 => terms.fee = Uint128::zero(),
        1 => terms.title = String::new(),
        2 => terms.cooling_off = Seconds(terms.cooling_off.0 + 3_600),
        _ => terms.period_length = Seconds(terms.period_length.0 + 86_400),
    }
}
