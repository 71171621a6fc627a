//! Exactly once: codes and contracts that a deployment left behind, counted on a chain of its own.

use anyhow::ensure;

use crate::ground;

/// Four codes, and one contract of each.
pub fn run(ground: &ground::Arguments) -> anyhow::Result<()> {
    let chain = ground.chain()?;
    let node = chain.client().node();
    let mut codes = vec![];
    node.codes(|code| {
        codes.push(code.code_id);
        false
    })?;
    ensure!(codes.len() == 4, "four codes were expected: {codes:?}");
    for code in codes {
        let contracts = node.contracts_of(code)?;
        ensure!(
            contracts.len() == 1,
            "one contract of code {code} was expected: {contracts:?}"
        );
    }
    println!("  four codes, one contract of each");
    Ok(())
}
