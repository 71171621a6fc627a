//! Pages: how many rows a query examines, and where the next one begins.

use aftercare_interface::page::{DEFAULT_PAGE, MAX_PAGE};
use aftercare_interface::Page;
use cosmwasm_std::StdResult;

use crate::{check, KitError};

/// Rows to examine.
///
/// # Errors
/// [`KitError::Range`] for 0 and for more than 30.
pub fn limit(asked: Option<u32>) -> Result<usize, KitError> {
    let rows = asked.unwrap_or(DEFAULT_PAGE);
    check::range(rows, "limit", 1, MAX_PAGE)?;
    usize::try_from(rows).map_err(|_| KitError::Overflow { field: "limit" })
}

/// Examines at most `limit` entries. `row` gives an entry's cursor, and its row unless a filter leaves
/// it out.
///
/// # Errors
/// Those of `limit`, of the entries and of `row`.
pub fn collect<Entry, Row, Cursor, E>(
    entries: impl Iterator<Item = StdResult<Entry>>,
    asked: Option<u32>,
    mut row: impl FnMut(Entry) -> Result<(Cursor, Option<Row>), E>,
) -> Result<Page<Row, Cursor>, E>
where
    E: From<KitError>,
{
    let limit = limit(asked)?;
    let mut page = Page {
        rows: vec![],
        next: None,
    };
    let mut examined = 0usize;
    for entry in entries.take(limit) {
        let (cursor, found) = row(entry.map_err(KitError::from)?)?;
        page.rows.extend(found);
        examined = examined.saturating_add(1);
        page.next = (examined == limit).then_some(cursor);
    }
    Ok(page)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn even(limit: u32, start: u32) -> Page<u32, u32> {
        let entries = (start..7).map(Ok);
        collect::<_, _, _, KitError>(entries, Some(limit), |n| Ok((n, (n % 2 == 0).then_some(n))))
            .unwrap()
    }

    #[test]
    fn a_full_page_names_the_next_one_even_where_the_filter_left_it_empty() {
        assert_eq!(
            even(1, 1),
            Page {
                rows: vec![],
                next: Some(1)
            }
        );
        assert_eq!(
            even(3, 2),
            Page {
                rows: vec![2, 4],
                next: Some(4)
            }
        );
        assert_eq!(
            even(3, 5),
            Page {
                rows: vec![6],
                next: None
            }
        );
    }

    #[test]
    fn a_limit_is_from_1_to_30() {
        assert_eq!(limit(None), Ok(10));
        assert_eq!(limit(Some(30)), Ok(30));
        for value in [0u32, 31] {
            let refused = KitError::Range {
                field: "limit",
                value: value.into(),
                min: 1,
                max: 30,
            };
            assert_eq!(limit(Some(value)), Err(refused));
        }
    }
}
