//! Pages of lists.

use cosmwasm_schema::cw_serde;

/// Rows examined where a query names no limit.
pub const DEFAULT_PAGE: u32 = 10;
/// The most rows that a query examines.
pub const MAX_PAGE: u32 = 30;

/// One page of a list.
#[cw_serde]
#[derive(aftercare_json::FromJson, aftercare_json::ToJson, Eq)]
pub struct Page<Row, Cursor> {
    /// The rows, in key order.
    pub rows: Vec<Row>,
    /// Give it as `start_after` to read on; present wherever more rows may follow, even where a filter
    /// left this page empty.
    pub next: Option<Cursor>,
}
