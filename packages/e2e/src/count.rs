//! Exactly once: codes and contracts that a deployment left behind, counted on the chain.

use std::collections::BTreeMap;

use anyhow::ensure;
use serde_json::json;

use crate::ground;

/// Counts in the transactions of all blocks, which no file can hide.
pub fn run(ground: &ground::Arguments) -> anyhow::Result<()> {
    let chain = ground.chain()?;
    let node = chain.client().node();
    let mut found = BTreeMap::new();
    for (kind, query) in [
        ("codes stored", "store_code.code_id EXISTS"),
        ("contracts made", "instantiate.code_id EXISTS"),
    ] {
        let answer = node.ask("tx_search", &json!({ "query": query, "per_page": "100" }))?;
        let total = answer["total_count"].as_str().unwrap_or_default();
        found.insert(kind, total.parse::<u64>()?);
    }
    println!("{}", serde_json::to_string(&found)?);
    ensure!(
        found.values().all(|count| *count == 4),
        "exactly four codes and four contracts were expected: {found:?}"
    );
    Ok(())
}
