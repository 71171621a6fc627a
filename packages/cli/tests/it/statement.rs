//! given the demo
//! └── it leaves the statement of its agreement, which closes with the contract's own figures
//! given a node with a history of three pages
//! ├── when the statement is asked for
//! │   ├── it has every movement once, in order, up to the block before the newest
//! │   └── as JSON it says the same, and quietly nothing
//! ├── when there is no such agreement
//! │   └── it says so, and where to look
//! ├── when the node does not index transactions
//! │   └── it says which nodes do
//! ├── when the node stops giving pages
//! │   └── it says which page is missing
//! ├── when the contract answers another figure
//! │   └── the account is named with both, and the status is not 0
//! └── when nothing was deployed, the network is unknown, or the number is none
//!     └── it says what to do

use serde_json::{json, Value};
use sha2::{Digest, Sha256};
use tempfile::TempDir;

use crate::network::{aftercare, NETWORKS};
use crate::node::Node;
use crate::tool::run;

const TIPS: u64 = 250;

fn text(value: impl ToString) -> String {
    value.to_string()
}

fn accounts(tips: u64) -> Value {
    json!({
        "periods": "3", "settled": "0", "escrowed": "3000", "deposited": "3000",
        "bond_tips": text(1_000 - tips), "tipped": text(tips),
    })
}

/// A subscription in block 10 and a tip in every block after it.
fn node() -> Node {
    let subscribed = json!({
        "customer": "carla", "provider": "nord", "asset": "native/ueuro", "total": "3000",
    });
    let mut history = vec![(
        10,
        vec![
            ("subscribed", subscribed),
            ("agreement-updated", accounts(0)),
        ],
    )];
    for tip in 1..=TIPS {
        let tipped = json!({ "keeper": "kofi", "asset": "native/ueuro", "amount": "1" });
        let events = vec![("tipped", tipped), ("agreement-updated", accounts(tip))];
        history.push((10 + tip, events));
    }
    // The last tip is in the newest block, whose state may not be written yet.
    Node {
        height: 10 + TIPS,
        ledger: ledger(TIPS - 1),
        history,
        indexes: true,
        lost_page: None,
    }
}

fn ledger(tips: u64) -> Value {
    json!({
        "agreement": 1, "asset": { "native": { "denom": "ueuro" } }, "deposited": "3000",
        "escrowed": "3000", "withheld": "0", "waiting": "0",
        "bond": { "credit": "0", "termination": "0", "tips": text(1_000 - tips) },
        "debt": "0", "debt_paid": "0", "credited": "0", "credited_from_bond": "0",
        "credited_as_debt": "0", "refunded": "0", "termination_credit": "0", "tipped": text(tips),
        "paid_to_provider": "0", "protocol_fees": "0", "burnt": "0",
    })
}

/// A folder with a networks file and a finished deployment on that network.
fn folder(url: &str) -> TempDir {
    let folder = TempDir::new().unwrap();
    let networks = NETWORKS.replace("http://127.0.0.1:1", url);
    std::fs::write(folder.path().join("networks.toml"), networks).unwrap();
    let checksum = "ab".repeat(32);
    let record = format!(
        r#"{{"chain_id":"here-1","deployer":"cosmos19rl4cm2hmr8afy4kldpxz3fka4jguq0auqdal4","label":"main","start":1,"codes":{{"sla_escrow":{{"checksum":"{checksum}","code_id":1}}}},"contracts":{{}}}}"#
    );
    let seal: String = Sha256::digest(&record)
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    let sealed = format!(r#"{{"deployment":{record},"seal":"{seal}"}}"#);
    std::fs::create_dir(folder.path().join("deployments")).unwrap();
    std::fs::write(folder.path().join("deployments/here-1.json"), sealed).unwrap();
    folder
}

/// What the command prints about agreement 1.
fn printed(node: Node, options: &[&str]) -> String {
    let folder = folder(&node.listen());
    let arguments = [&["statement", "1", "--network", "here"], options].concat();
    let output = aftercare(folder.path(), &arguments);
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(output.status.success() && said.is_empty(), "{said}");
    String::from_utf8(output.stdout).unwrap()
}

/// It ends with a status other than 0, prints nothing on standard output, and says that.
fn refused(folder: &TempDir, (agreement, network): (&str, &str), parts: &[&str]) {
    let arguments = ["statement", agreement, "--network", network];
    let output = aftercare(folder.path(), &arguments);
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(!output.status.success() && output.stdout.is_empty());
    for part in parts {
        assert!(said.contains(part), "{said}");
    }
}

#[test]
fn the_demo_leaves_a_statement_that_closes_with_the_contracts_figures() {
    let done = run(&["demo"]);
    assert!(done.status.success(), "{}", done.stderr);
    let csv = done.file("statement-1.csv");
    let rows: Vec<&str> = csv.lines().collect();
    assert_eq!(
        rows[0],
        "date,party,amount,asset,reason,about,from,to,balance,debt"
    );
    assert!(rows[1].contains(",3000000000,native/ueuro,subscribed,,party,escrowed,3000000000,0"));
    let closing = rows[rows.len() - 18..].iter();
    assert!(closing.clone().all(|row| row.contains(",balance,")));
    let ends = |account: &str, amount: u128| {
        let part = format!(",{amount},native/ueuro,balance,{account},");
        assert!(closing.clone().any(|row| row.contains(&part)), "{csv}");
    };
    ends("deposited", 3_000_000_000);
    ends("credited", 50_000_000);
    ends("waiting", 0);
    assert!(done.file("report.html").contains("Account statement"));
}

#[test]
fn every_page_of_a_history_is_read_once_and_in_order() {
    let csv = printed(node(), &[]);
    let rows: Vec<&str> = csv.lines().collect();
    let tips = usize::try_from(TIPS).unwrap() - 1;
    assert_eq!(rows.len(), 1 + 2 + tips + 18);
    assert_eq!(
        rows[1],
        "2026-03-02T09:00:10Z,carla,3000,native/ueuro,subscribed,,party,escrowed,3000,0"
    );
    for (row, tip) in rows[3..3 + tips].iter().zip(1u64..) {
        let end = format!(
            ",kofi,1,native/ueuro,tip,,bond_tips,party,{},0",
            4_000 - tip
        );
        assert!(row.ends_with(&end), "{row}");
    }
    assert_eq!(
        rows[rows.len() - 4],
        "2026-03-02T09:04:19Z,,249,native/ueuro,balance,tipped,,,3751,0"
    );
}

#[test]
fn the_same_is_told_to_programs_and_a_quiet_run_says_nothing() {
    let told: Value = serde_json::from_str(&printed(node(), &["--json"])).unwrap();
    assert_eq!(told["movements"].as_array().unwrap().len(), 251);
    assert_eq!(told["movements"][250]["balance"], "3751");
    assert_eq!(
        (&told["balance"], &told["accounts"]["tipped"]),
        (&"3751".into(), &"249".into())
    );
    assert_eq!(printed(node(), &["--quiet"]), "");
}

#[test]
fn an_agreement_that_does_not_exist_is_said_to_be_none() {
    let folder = folder(&node().listen());
    let parts = ["there is no agreement 2 in ", "agreements_by_customer"];
    refused(&folder, ("2", "here"), &parts);
}

#[test]
fn a_node_that_does_not_index_is_told_apart_from_one_that_does() {
    let mut node = node();
    node.indexes = false;
    let parts = ["indexing is disabled", "indexer = \"kv\""];
    refused(&folder(&node.listen()), ("1", "here"), &parts);
}

#[test]
fn a_page_that_a_node_does_not_give_is_named() {
    let mut node = node();
    node.lost_page = Some(3);
    let parts = ["page 3 is empty after 200 of 251", "keeps all blocks"];
    refused(&folder(&node.listen()), ("1", "here"), &parts);
}

#[test]
fn a_figure_that_the_contract_answers_otherwise_is_an_error() {
    let mut node = node();
    node.ledger = ledger(TIPS - 2);
    let part = "bond_tips is 751 by the movements and 752 by the Ledger query";
    refused(&folder(&node.listen()), ("1", "here"), &[part]);
}

#[test]
fn bad_words_are_answered_with_what_to_do() {
    let folder = folder(&node().listen());
    refused(
        &folder,
        ("1", "there"),
        &["no network is called there", "it has: here"],
    );
    refused(&folder, ("first", "here"), &["invalid value 'first'"]);
    std::fs::remove_dir_all(folder.path().join("deployments")).unwrap();
    refused(
        &folder,
        ("1", "here"),
        &["here-1.json does not exist: aftercare deploy writes it"],
    );
}
