//! Checks of texts, lists and commitments that come from outside.

use aftercare_interface::commitment::{MAX_CONTENT_SIZE, MAX_MEDIA_TYPE};
use aftercare_interface::Commitment;

use crate::KitError;

/// Characters that turn, hide or join text without being seen: a name that holds them may look like another.
const INVISIBLE: [(char, char); 5] = [
    ('\u{200b}', '\u{200f}'),
    ('\u{2028}', '\u{202e}'),
    ('\u{2060}', '\u{206f}'),
    ('\u{feff}', '\u{feff}'),
    ('\u{fff9}', '\u{fffb}'),
];

/// Prose of 1 to `max` bytes without control, direction or invisible characters.
///
/// # Errors
/// [`KitError::Length`], [`KitError::Characters`].
pub fn text(value: &str, field: &'static str, max: usize) -> Result<(), KitError> {
    length(value, field, 1, max)?;
    let hidden = |c: char| {
        INVISIBLE
            .iter()
            .any(|(first, last)| (*first..=*last).contains(&c))
    };
    if value.chars().any(|c| c.is_control() || hidden(c)) {
        return Err(KitError::Characters {
            field,
            allowed: "visible characters",
        });
    }
    Ok(())
}

/// An identifier of `min` to `max` printable ASCII characters.
///
/// # Errors
/// [`KitError::Length`], [`KitError::Characters`].
pub fn name(value: &str, field: &'static str, min: usize, max: usize) -> Result<(), KitError> {
    length(value, field, min, max)?;
    if value.chars().any(|c| !c.is_ascii_graphic() && c != ' ') {
        return Err(KitError::Characters {
            field,
            allowed: "printable ASCII",
        });
    }
    Ok(())
}

/// A length in bytes.
///
/// # Errors
/// [`KitError::Length`].
pub fn length(value: &str, field: &'static str, min: usize, max: usize) -> Result<(), KitError> {
    let length = value.len();
    if length < min || length > max {
        return Err(KitError::Length {
            field,
            length,
            min,
            max,
        });
    }
    Ok(())
}

/// A number of items.
///
/// # Errors
/// [`KitError::Count`].
pub fn count(count: usize, field: &'static str, min: usize, max: usize) -> Result<(), KitError> {
    if count < min || count > max {
        return Err(KitError::Count {
            field,
            count,
            min,
            max,
        });
    }
    Ok(())
}

/// Each item once.
///
/// # Errors
/// [`KitError::Duplicate`] with the first item that stands twice.
pub fn each_once<T: PartialEq + ToString>(
    items: &[T],
    field: &'static str,
) -> Result<(), KitError> {
    // Lists have 30 items at most, which are compared sooner than an ordered set is filled.
    let before = |place| items.iter().take(place);
    let mut placed = items.iter().enumerate();
    match placed.find(|(place, item)| before(*place).any(|other| other == *item)) {
        Some((_, twice)) => Err(KitError::Duplicate {
            field,
            value: twice.to_string(),
        }),
        None => Ok(()),
    }
}

/// A number in a range, both ends allowed.
///
/// # Errors
/// [`KitError::Range`].
pub fn range<T>(value: T, field: &'static str, min: T, max: T) -> Result<(), KitError>
where
    T: Into<u128>,
{
    let (value, min, max) = (value.into(), min.into(), max.into());
    if value < min || value > max {
        return Err(KitError::Range {
            field,
            value,
            min,
            max,
        });
    }
    Ok(())
}

/// A well-formed commitment: a hash of 32 bytes, a printable media type, at most 1 MiB of content.
///
/// # Errors
/// [`KitError::Hash`], [`KitError::Length`], [`KitError::Characters`], [`KitError::Range`].
pub fn commitment(value: &Commitment, field: &'static str) -> Result<(), KitError> {
    if value.hash.len() != 32 {
        return Err(KitError::Hash {
            field,
            length: value.hash.len(),
        });
    }
    name(&value.media_type, field, 1, MAX_MEDIA_TYPE)?;
    range(value.size, field, 0, MAX_CONTENT_SIZE)
}

#[cfg(test)]
mod tests {
    use super::*;
    use aftercare_interface::Scheme;

    #[test]
    fn prose_keeps_every_visible_script_and_refuses_hidden_characters() {
        assert_eq!(text("Réponse 24 h — 支持", "title", 80), Ok(()));
        for hidden in ["a\u{202e}b", "a\u{200b}b", "a\nb", "a\0b", "\u{feff}a"] {
            let refused = KitError::Characters {
                field: "title",
                allowed: "visible characters",
            };
            assert_eq!(text(hidden, "title", 80), Err(refused), "{hidden:?}");
        }
    }

    #[test]
    fn lengths_are_counted_in_bytes_and_bounded_on_both_sides() {
        let refused = |length| {
            Err(KitError::Length {
                field: "title",
                length,
                min: 1,
                max: 4,
            })
        };
        assert_eq!(text("", "title", 4), refused(0));
        assert_eq!(text("a", "title", 4), Ok(()));
        assert_eq!(text("😀", "title", 4), Ok(()));
        assert_eq!(text("😀a", "title", 4), refused(5));
    }

    #[test]
    fn a_name_is_printable_ascii_spaces_included() {
        assert_eq!(name("Plan B~", "id", 1, 7), Ok(()));
        for value in ["Plän", "a\tb", "a\u{7f}b"] {
            let refused = KitError::Characters {
                field: "id",
                allowed: "printable ASCII",
            };
            assert_eq!(name(value, "id", 1, 7), Err(refused), "{value:?}");
        }
        let long = KitError::Length {
            field: "id",
            length: 2,
            min: 3,
            max: 7,
        };
        assert_eq!(name("ab", "id", 3, 7), Err(long));
    }

    #[test]
    fn counts_and_numbers_may_be_both_ends_of_their_range() {
        for (value, accepted) in [(1u32, false), (2, true), (3, true), (4, true), (5, false)] {
            let items = usize::try_from(value).unwrap();
            assert_eq!(count(items, "tiers", 2, 4).is_ok(), accepted, "{value}");
            assert_eq!(range(value, "bps", 2, 4).is_ok(), accepted, "{value}");
        }
        let few = KitError::Count {
            field: "tiers",
            count: 1,
            min: 2,
            max: 4,
        };
        assert_eq!(count(1, "tiers", 2, 4), Err(few));
    }

    #[test]
    fn the_first_item_that_stands_twice_is_named() {
        let refused = KitError::Duplicate {
            field: "tickets",
            value: "7".to_owned(),
        };
        assert_eq!(each_once(&[3u64, 7, 7, 3], "tickets"), Err(refused));
        assert_eq!(each_once(&[3u64, 7], "tickets"), Ok(()));
    }

    #[test]
    fn a_commitment_has_32_bytes_a_media_type_and_a_bounded_size() {
        let good = Commitment {
            hash: [7; 32].into(),
            media_type: "text/markdown".into(),
            size: 1_048_576,
            scheme: Scheme::Sha256Salted,
        };
        assert_eq!(commitment(&good, "content"), Ok(()));
        let short = Commitment {
            hash: [7; 31].into(),
            ..good.clone()
        };
        let refused = KitError::Hash {
            field: "content",
            length: 31,
        };
        assert_eq!(commitment(&short, "content"), Err(refused));
        let large = Commitment {
            size: 1_048_577,
            ..good
        };
        let refused = KitError::Range {
            field: "content",
            value: 1_048_577,
            min: 0,
            max: 1_048_576,
        };
        assert_eq!(commitment(&large, "content"), Err(refused));
    }
}
