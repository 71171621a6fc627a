//! Numbers as people read them.

use aftercare_domain::time::{HOUR, MINUTE};

/// Base units of one unit of a currency.
const UNIT: u128 = 1_000_000;

/// `1,234,567`.
pub fn count(number: impl Into<u128>) -> String {
    let digits = number.into().to_string();
    let mut text = String::with_capacity(digits.len() * 4 / 3);
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// `1,234.50`, rounded down to hundredths.
pub fn money(units: u128) -> String {
    format!("{}.{:02}", count(units / UNIT), units % UNIT / (UNIT / 100))
}

/// `1,234.500000`: every unit.
pub fn exact_money(units: u128) -> String {
    format!("{}.{:06}", count(units / UNIT), units % UNIT)
}

/// `950`, or `12.3 k` and `4.5 M` for axes.
pub fn short_money(units: u128) -> String {
    let whole = units as f64 / UNIT as f64;
    match whole {
        _ if whole >= 1e6 => format!("{} M", trimmed(whole / 1e6)),
        _ if whole >= 1e3 => format!("{} k", trimmed(whole / 1e3)),
        _ => trimmed(whole),
    }
}

fn trimmed(number: f64) -> String {
    let text = format!("{number:.1}");
    text.strip_suffix(".0").unwrap_or(&text).to_owned()
}

/// `38 s`, `5 min`, `3 h 20 min`, `80 h`.
pub fn span(seconds: u64) -> String {
    if seconds < MINUTE {
        return format!("{seconds} s");
    }
    let (hours, minutes) = (seconds / HOUR, seconds % HOUR / MINUTE);
    match (hours, minutes) {
        (0, minutes) => format!("{minutes} min"),
        (hours, 0) => format!("{} h", count(hours)),
        (hours, _) if hours >= 100 => format!("{} h", count(hours)),
        (hours, minutes) => format!("{hours} h {minutes} min"),
    }
}

/// `12.5 %` of a share between 0 and 1; a share that is not nothing never shows as nothing.
pub fn percent(share: f64) -> String {
    let text = format!("{:.1}", share * 100.0);
    if share > 0.0 && text == "0.0" {
        return "< 0.1 %".to_owned();
    }
    format!("{text} %")
}

/// The share that a part is of a whole; zero of nothing.
pub fn share(part: u128, whole: u128) -> f64 {
    if whole == 0 {
        0.0
    } else {
        part as f64 / whole as f64
    }
}

/// Text that may stand between HTML tags and in attributes.
pub fn escape(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            letter => safe.push(letter),
        }
    }
    safe
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_grouped() {
        assert_eq!(count(999u64), "999");
        assert_eq!(count(1_234_567u64), "1,234,567");
        assert_eq!(money(1_234_567_899_999), "1,234,567.89");
        assert_eq!(exact_money(1), "0.000001");
    }

    #[test]
    fn spans_are_hours_and_minutes() {
        assert_eq!(span(59), "59 s");
        assert_eq!(span(1_800), "30 min");
        assert_eq!(span(12_000), "3 h 20 min");
        assert_eq!(span(288_000), "80 h");
    }

    #[test]
    fn a_small_share_is_not_nothing() {
        assert_eq!(percent(0.0), "0.0 %");
        assert_eq!(percent(0.000_1), "< 0.1 %");
        assert_eq!(percent(0.125), "12.5 %");
    }

    #[test]
    fn nothing_from_a_log_becomes_markup() {
        assert_eq!(escape("<b a='\"&\">"), "&lt;b a=&#39;&quot;&amp;&quot;&gt;");
    }
}
