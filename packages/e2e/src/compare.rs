//! All nodes against the first: app hash and events of every block, books at the last common one.

use std::time::{Duration, Instant};

use aftercare_chain_engine::Node;
use anyhow::{bail, ensure, Context};
use clap::Args;
use serde_json::{json, Value};

use crate::ground;

/// Which nodes.
#[derive(Debug, Args)]
pub struct Arguments {
    /// RPC of each node.
    #[arg(long, required = true, num_args = 2..)]
    rpc: Vec<String>,
}

/// How long a node that was behind may take to catch up.
const PATIENCE: Duration = Duration::from_secs(60);

/// Compares, and says how much was compared.
pub fn run(ground: &ground::Arguments, arguments: &Arguments) -> anyhow::Result<()> {
    let nodes: Vec<Node> = arguments.rpc.iter().map(|url| Node::new(url)).collect();
    let [first, others @ ..] = nodes.as_slice() else {
        bail!("no nodes");
    };
    let height = common_height(&nodes)?;
    let (mut blocks, mut events) = (0u64, 0usize);
    for at in 1..=height {
        let (hash, told) = block(first, at)?;
        for other in others {
            let (other_hash, other_told) = block(other, at)?;
            ensure!(
                hash == other_hash,
                "block {at}: {} and {} differ",
                first.url(),
                other.url()
            );
            ensure!(
                told == other_told,
                "events of block {at}: {} and {} differ",
                first.url(),
                other.url()
            );
        }
        blocks += 1;
        events += count(&told);
    }
    let books = books(ground, &nodes)?;
    println!(
        "{}",
        json!({ "nodes": nodes.len(), "blocks": blocks, "events": events, "books": books })
    );
    Ok(())
}

/// The newest block that every node has, once each has got as far as the first one is now.
fn common_height(nodes: &[Node]) -> anyhow::Result<u64> {
    let begun = Instant::now();
    let wanted = nodes.first().context("no nodes")?.status()?.height;
    for node in nodes {
        while node.status()?.height < wanted {
            ensure!(
                begun.elapsed() < PATIENCE,
                "{} did not reach block {wanted} within {} s",
                node.url(),
                PATIENCE.as_secs()
            );
            std::thread::sleep(Duration::from_millis(100));
        }
    }
    Ok(wanted)
}

/// The app hash that a block carries, and everything its transactions told.
fn block(node: &Node, height: u64) -> anyhow::Result<(Value, Value)> {
    let at = json!({ "height": height.to_string() });
    let header = node.ask("header", &at)?["header"].clone();
    let results = node.ask("block_results", &at)?;
    Ok((
        json!([header["app_hash"], header["last_block_id"], header["time"]]),
        json!([results["txs_results"], results["finalize_block_events"]]),
    ))
}

/// Events of all transactions of a block.
fn count(told: &Value) -> usize {
    let results = told[0].as_array().map_or(&[] as &[Value], Vec::as_slice);
    results
        .iter()
        .filter_map(|result| result["events"].as_array())
        .map(Vec::len)
        .sum()
}

/// Holdings against books of both money contracts, the same on every node.
fn books(ground: &ground::Arguments, nodes: &[Node]) -> anyhow::Result<Vec<Value>> {
    let world = ground.world()?;
    let mut rows = vec![];
    for contract in [&world.suite.escrow, &world.suite.community] {
        let question = serde_json::to_vec(&json!({ "solvency": { "asset": world.euro } }))?;
        let mut answers = vec![];
        for node in nodes {
            let answer = node.smart(contract.as_str(), question.clone())?;
            answers.push(serde_json::from_slice::<Value>(&answer)?);
        }
        let first = answers.first().cloned().unwrap_or_default();
        ensure!(
            answers.iter().all(|answer| *answer == first),
            "books of {contract} differ: {answers:?}"
        );
        ensure!(
            first["holdings"] == first["accounts"],
            "books of {contract} do not balance: {first}"
        );
        rows.push(first);
    }
    Ok(rows)
}
