//! What is counted over time: emission within its cap and budgets, allowances that are spent once.

use aftercare_domain::allowance::Lots;
use aftercare_domain::bounty::Funding;
use aftercare_domain::emission::Emission;
use aftercare_domain::money::Bps;
use aftercare_domain::reputation::{Change, Standing};
use aftercare_domain::reward::split_points;
use aftercare_domain::time::{Seconds, UnixTime};

use super::super::dice::Dice;
use super::super::known::{amount, span};
use super::super::verdict::{Verdict, Wrong};
use super::{holds, ruled};

/// One ledger, written a few times.
///
/// # Errors
/// A law that does not hold.
pub fn case(dice: &mut Dice) -> Result<Verdict, Wrong> {
    match dice.below(4) {
        0 | 1 => emission(dice),
        2 => allowances(dice),
        _ => others(dice),
    }
}

fn emission(dice: &mut Dice) -> Result<Verdict, Wrong> {
    let mut state = Emission {
        cap: amount(dice),
        minted: 0,
        start: UnixTime(span(dice)),
        epoch_length: Seconds(span(dice)),
        budget: amount(dice),
        decay: Bps(dice.one_of(&[0, 1, 50, 300, 5_000, 9_999, 10_000, 10_001])),
        epoch: 0,
        minted_in_epoch: 0,
        carried: 0,
    };
    if let Some(refused) = ruled(state.check()) {
        return Ok(refused);
    }
    let mut now = UnixTime(0);
    for _ in 0..8 {
        now = now.plus(Seconds(span(dice)));
        state = minted(&state, now, dice)?;
    }
    Ok(Verdict::Accepted)
}

/// All that is left may be minted and not a unit more; nothing else changes what exists.
fn minted(state: &Emission, now: UnixTime, dice: &mut Dice) -> Result<Emission, Wrong> {
    let left = state.at(now).left;
    let over = left
        .checked_add(1)
        .map(|over| state.mint(now, over).is_err());
    holds(over != Some(false), || {
        format!("{state:?} at {now}: more than {left}")
    })?;
    let wanted = if dice.one_in(3) {
        left
    } else {
        amount(dice).min(left)
    };
    let after = state.mint(now, wanted);
    let after =
        after.map_err(|error| Wrong::new(format!("{state:?} at {now}, {wanted}: {error}")))?;
    let kept = after.minted <= after.cap && after.at(now).left == left.saturating_sub(wanted);
    holds(kept, || format!("{state:?} at {now}, {wanted}: {after:?}"))?;
    let lower = match dice.below(6) {
        0 => after.with_cap(amount(dice)),
        1 => after.with_budget(now, amount(dice)),
        _ => None,
    };
    let lowered = lower.unwrap_or(after);
    holds(lowered.at(now).left <= after.at(now).left, || {
        format!("{after:?}, lowered: {lowered:?}")
    })?;
    Ok(lowered)
}

/// What is added is what is left, released, spent or lapsed.
fn allowances(dice: &mut Dice) -> Result<Verdict, Wrong> {
    let (mut lots, mut epoch) = (Lots::default(), 0u64);
    for _ in 0..12 {
        epoch = epoch.saturating_add(dice.one_of(&[0, 0, 1, 2, 27]));
        lots.lapse(epoch);
        let before = (lots.clone(), lots.left());
        let points = amount(dice);
        let (feedback, thanks) = before.1;
        let expected = match dice.below(3) {
            0 => {
                let split = split_points(points);
                let done = lots.add(epoch, split).is_some();
                done.then(|| {
                    (
                        feedback.checked_add(split.feedback),
                        thanks.checked_add(split.thanks),
                    )
                })
            }
            1 => (lots.release() == feedback).then_some((Some(0), Some(thanks))),
            _ => {
                let done = lots.spend(points).is_some();
                done.then(|| (Some(feedback), thanks.checked_sub(points)))
            }
        };
        let (feedback, thanks) = lots.left();
        let kept = match expected {
            Some(expected) => expected == (Some(feedback), Some(thanks)),
            None => lots == before.0,
        };
        holds(kept && lots.0.len() <= 27, || {
            format!("{before:?}, {points}: {lots:?}")
        })?;
    }
    Ok(Verdict::Accepted)
}

/// A top-up joins whole; a score fades and never changes its sign by fading.
fn others(dice: &mut Dice) -> Result<Verdict, Wrong> {
    let (mut funding, mut score, mut now) = (Funding::default(), Standing::default(), UnixTime(0));
    let mut put = 0u128;
    for _ in 0..8 {
        now = now.plus(Seconds(span(dice)));
        let more = amount(dice);
        if let Some(after) = funding.plus(more, now) {
            (funding, put) = (after, put.saturating_add(more));
        }
        holds(funding.total() == Some(put), || {
            format!("{put} put in: {funding:?}")
        })?;
        let faded = score.at(now);
        let fades = faded.unsigned_abs() <= score.score.unsigned_abs();
        let same = faded == 0 || (faded < 0) == (score.score < 0);
        holds(fades && same, || format!("{score:?} at {now}: {faded}"))?;
        let change = if dice.one_in(2) {
            Change::Thanked(more)
        } else {
            Change::Objected(more)
        };
        score = score.changed(now, change);
    }
    Ok(Verdict::Accepted)
}
