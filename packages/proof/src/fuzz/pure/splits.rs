//! Money divided: the parts sum to the whole, whatever it is.

use aftercare_domain::billing::{early_end, settle, FeeRates};
use aftercare_domain::bounty::{awards, bond, lost_bond, pro_rata, reversal};
use aftercare_domain::credit::{added, draw, CapAmounts, Credited};
use aftercare_domain::money::{mul_div_floor, share_floor, split_by_weights, Bps};
use aftercare_domain::reward::{epoch_mint, less_carry, points_of, share, split_points};

use super::super::dice::Dice;
use super::super::known::amount;
use super::super::verdict::{Verdict, Wrong};
use super::holds;

/// The sum, where it has 128 bits.
fn sum(parts: &[u128]) -> Option<u128> {
    parts
        .iter()
        .try_fold(0u128, |sum, part| sum.checked_add(*part))
}

fn basis_points(dice: &mut Dice) -> Bps {
    Bps(dice.one_of(&[0, 1, 2, 100, 4_999, 5_000, 9_999, 10_000, 10_001, u32::MAX]))
}

/// One split.
///
/// # Errors
/// Parts that do not sum to the whole.
pub fn case(dice: &mut Dice) -> Result<Verdict, Wrong> {
    match dice.below(7) {
        0 => weighed(dice),
        1 => settled(dice),
        2 => ended(dice),
        3 => credited(dice),
        4 => rewarded(dice),
        5 => challenged(dice),
        _ => scaled(dice),
    }
}

/// `None` is a refusal: the whole cannot be divided so.
fn judged(law: Option<bool>, words: impl FnOnce() -> String) -> Result<Verdict, Wrong> {
    match law {
        None => Ok(Verdict::Refused("not divisible so".to_owned())),
        Some(law) => holds(law, words).map(|()| Verdict::Accepted),
    }
}

fn weighed(dice: &mut Dice) -> Result<Verdict, Wrong> {
    let whole = amount(dice);
    let weights: Vec<u128> = (0..dice.below(8)).map(|_| amount(dice)).collect();
    let shares: Vec<Bps> = (0..dice.below(8)).map(|_| basis_points(dice)).collect();
    let split = split_by_weights(whole, &weights);
    let law = split.as_ref().map(|(parts, rest)| {
        let few = parts.is_empty() || *rest < u128::try_from(parts.len()).unwrap_or_default();
        few && sum(parts).and_then(|sum| sum.checked_add(*rest)) == Some(whole)
    });
    for parts in [pro_rata(whole, &weights), awards(whole, &shares)]
        .iter()
        .flatten()
    {
        holds(sum(parts) == Some(whole), || {
            format!("{whole} into {parts:?}")
        })?;
    }
    judged(law, || format!("{whole} by {weights:?}: {split:?}"))
}

fn settled(dice: &mut Dice) -> Result<Verdict, Wrong> {
    let (fee, taken) = (amount(dice), amount(dice));
    let rates = FeeRates {
        protocol: basis_points(dice),
        burnt: basis_points(dice),
    };
    let split = settle(fee, taken, &rates);
    let law = split.map(|it| {
        let whole = sum(&[it.earned, taken]) == Some(fee);
        whole && sum(&[it.provider, it.sink, it.burnt]) == Some(it.earned)
    });
    judged(law, || format!("{fee} less {taken}, {rates:?}: {split:?}"))
}

fn ended(dice: &mut Dice) -> Result<Verdict, Wrong> {
    let (fee, earned, taken, bond) = (amount(dice), amount(dice), amount(dice), amount(dice));
    let end = early_end(fee, earned, taken, bond);
    let law = end.map(|it| {
        let held = sum(&[it.from_escrow, taken]).is_some_and(|sum| sum <= fee);
        let paid = sum(&[it.from_escrow, it.from_bond, it.as_debt]) == Some(it.refund);
        held && paid && it.from_bond <= bond && sum(&[it.earned, it.refund]) == Some(fee)
    });
    judged(law, || {
        format!("{fee}, {earned} earned, {taken} taken, {bond}: {end:?}")
    })
}

fn credited(dice: &mut Dice) -> Result<Verdict, Wrong> {
    let (want, fee, bond) = (amount(dice), amount(dice), amount(dice));
    let caps = CapAmounts {
        ticket: amount(dice),
        period: amount(dice),
        block: amount(dice),
    };
    let credited = Credited {
        key: amount(dice),
        ticket: amount(dice),
        period: amount(dice),
        block: amount(dice),
    };
    let more = added(want, &credited, &caps);
    let within = [
        (credited.key, want),
        (credited.ticket, caps.ticket),
        (credited.period, caps.period),
        (credited.block, caps.block),
    ];
    let within = within
        .iter()
        .all(|(had, cap)| more == 0 || sum(&[*had, more]) <= Some(*cap) && had < cap);
    let from = draw(more, fee, bond);
    let whole = sum(&[from.from_fee, from.from_bond, from.as_debt]) == Some(more);
    let law = within && whole && from.from_fee <= fee && from.from_bond <= bond;
    judged(Some(law), || {
        format!("{want}, {credited:?}, {caps:?}: {more}, {from:?}")
    })
}

fn rewarded(dice: &mut Dice) -> Result<Verdict, Wrong> {
    let (burnt, rate, left, total) = (amount(dice), amount(dice), amount(dice), amount(dice));
    let Some(points) = points_of(burnt, rate) else {
        return judged(None, String::new);
    };
    let parts = split_points(points);
    let whole = sum(&[parts.feedback, parts.thanks, parts.curators]) == Some(points);
    let minted = epoch_mint(points, left);
    let (anew, carried) = less_carry(minted, rate);
    let one = share(minted, points.min(total), total);
    let law = whole && minted <= points && minted <= left && sum(&[anew, carried]) == Some(minted);
    judged(Some(law && one <= minted), || {
        format!("{burnt} at {rate}: {points}, {parts:?}, {minted}")
    })
}

fn challenged(dice: &mut Dice) -> Result<Verdict, Wrong> {
    let (award, flat) = (amount(dice), amount(dice));
    let funder = dice.one_in(2);
    let (bond, reversed) = (bond(award, flat), reversal(award, funder));
    let lost = lost_bond(bond);
    let whole = sum(&[reversed.challenger, reversed.funders]) == Some(award);
    let halves = sum(&[lost.author, lost.burnt]) == Some(bond) && lost.burnt <= lost.author;
    let law = whole && halves && bond >= flat && (!funder || reversed.challenger == 0);
    judged(Some(law), || {
        format!("{award}, {flat}: {bond}, {reversed:?}, {lost:?}")
    })
}

/// floor(a × b ÷ c) × c lies at most c below a × b; and both ways to compute it agree.
fn scaled(dice: &mut Dice) -> Result<Verdict, Wrong> {
    let (a, b, c) = (amount(dice), dice.bits(), dice.bits());
    let (b, c) = (b >> dice.below(64), c >> dice.below(64));
    let (one, other) = (share_floor(a, b, c), mul_div_floor(a, b.into(), c.into()));
    holds(one == other, || {
        format!("{a} × {b} ÷ {c}: {one:?}, {other:?}")
    })?;
    let back = other.and_then(|part| mul_div_floor(part, c.into(), b.into()));
    judged(back.map(|back| back <= a), || {
        format!("{a} × {b} ÷ {c} and back: {back:?}")
    })
}
