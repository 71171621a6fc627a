//! Values as people write them: spans of time, amounts, shares.

use serde::de::{Deserializer, Error, Unexpected, Visitor};
use serde::Deserialize;
use std::fmt;

use aftercare_domain::credit::Threshold;
use aftercare_domain::money::Bps;
use aftercare_domain::time::{Seconds, DAY, HOUR, MINUTE};

/// Base units of one unit of the currency: six decimals, as on most chains.
pub const BASE_UNITS: u128 = 1_000_000;

/// A span such as `"30m"`, `"8h"`, `"5d"` or `"1h 30m"`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span(pub Seconds);

/// An amount such as `"5000"` or `"12.50"`, in base units.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Amount(pub u128);

/// A share such as `"2%"` or `"12.5%"`, in basis points.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Share(pub Bps);

/// Where a tier begins or ends: a span late, or a share of the target late.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Late {
    Span(Seconds),
    Share(Bps),
}

impl Late {
    /// As the contracts take it.
    pub const fn threshold(self) -> Threshold {
        match self {
            Self::Span(seconds) => Threshold::LateSeconds(seconds),
            Self::Share(share) => Threshold::LateTargetBps(share),
        }
    }
}

/// Reads a span; `None` where it is not one.
pub fn span(text: &str) -> Option<Seconds> {
    let mut total: u64 = 0;
    let mut parts = 0;
    for part in text.split_whitespace() {
        let unit = part.chars().last()?;
        let number: u64 = part.strip_suffix(unit)?.parse().ok()?;
        total = total.checked_add(number.checked_mul(unit_seconds(unit)?)?)?;
        parts += 1;
    }
    (parts > 0).then_some(Seconds(total))
}

fn unit_seconds(unit: char) -> Option<u64> {
    match unit {
        's' => Some(1),
        'm' => Some(MINUTE),
        'h' => Some(HOUR),
        'd' => Some(DAY),
        _ => None,
    }
}

/// A decimal number with at most `decimals` decimals, as an integer of the last of them.
fn fixed(text: &str, decimals: u32) -> Option<u128> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    let places = u32::try_from(fraction.len()).ok()?;
    if whole.is_empty() || !digits(whole) || !digits(fraction) || places > decimals {
        return None;
    }
    let fraction_value: u128 = if fraction.is_empty() {
        0
    } else {
        fraction.parse().ok()?
    };
    let scaled = fraction_value.checked_mul(10u128.checked_pow(decimals - places)?)?;
    let unit = 10u128.checked_pow(decimals)?;
    whole
        .parse::<u128>()
        .ok()?
        .checked_mul(unit)?
        .checked_add(scaled)
}

/// Reads an amount into base units.
pub fn amount(text: &str) -> Option<u128> {
    fixed(text, 6)
}

/// Reads a share into basis points.
pub fn share(text: &str) -> Option<Bps> {
    let points = fixed(text.strip_suffix('%')?.trim_end(), 2)?;
    u32::try_from(points).ok().map(Bps)
}

/// Reads a lateness.
pub fn late(text: &str) -> Option<Late> {
    share(text)
        .map(Late::Share)
        .or_else(|| span(text).map(Late::Span))
}

struct Text<T> {
    read: fn(&str) -> Option<T>,
    expected: &'static str,
}

impl<T> Visitor<'_> for Text<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.expected)
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<T, E> {
        (self.read)(text).ok_or_else(|| E::invalid_value(Unexpected::Str(text), &self.expected))
    }
}

/// Declares how a value is read out of a TOML string, and what to write where it cannot be.
macro_rules! reads {
    ($type:ty, $read:expr, $expected:literal) => {
        impl<'de> Deserialize<'de> for $type {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                deserializer.deserialize_str(Text {
                    read: $read,
                    expected: $expected,
                })
            }
        }
    };
}

reads!(
    Span,
    |text| span(text).map(Span),
    "a span such as \"30m\", \"8h\", \"5d\" or \"1h 30m\""
);
reads!(
    Amount,
    |text| amount(text).map(Amount),
    "an amount in quotes with at most 6 decimals, such as \"5000\" or \"12.50\""
);
reads!(
    Share,
    |text| share(text).map(Share),
    "a share such as \"2%\" or \"12.5%\""
);
reads!(
    Late,
    late,
    "a lateness such as \"1s\", \"2h\" or \"100%\" (of the target)"
);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_add_up_and_need_a_unit() {
        assert_eq!(span("1h 30m"), Some(Seconds(5_400)));
        assert_eq!(span("5d"), Some(Seconds::days(5)));
        for wrong in ["", "5", "h", "5w", "-1h", "1.5h"] {
            assert_eq!(span(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn amounts_are_exact_to_six_decimals() {
        assert_eq!(amount("12.5"), Some(12_500_000));
        assert_eq!(amount("0.000001"), Some(1));
        for wrong in ["", ".5", "1.0000001", "1,000", "-1", "1e3"] {
            assert_eq!(amount(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn shares_are_basis_points() {
        assert_eq!(share("2%"), Some(Bps(200)));
        assert_eq!(share("12.25 %"), Some(Bps(1_225)));
        assert_eq!(share("2"), None);
        assert_eq!(late("100%"), Some(Late::Share(Bps::WHOLE)));
        assert_eq!(late("90s"), Some(Late::Span(Seconds(90))));
    }
}
